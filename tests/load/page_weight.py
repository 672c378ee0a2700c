"""What a phone fetches: until the first question stands on the screen, and for pages to read."""

from collections.abc import Iterator
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import demo, pages
from tests.browser.journey import CHROMIUM, Candidate
from tests.conftest import PHONE


def until_first_question() -> tuple[float, float, float]:
    """Compressed bytes, the same with plain HTTP/1.1 headers, and requests.

    Of `/thi/`, with everything that registering and starting fetch. HTTP/2, which the CDN
    speaks, sends repeated headers as a few bytes; hence the two figures.
    """
    with demo.running() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        bodies, whole = _counted(page)
        candidate = Candidate(page, site)
        candidate.register()
        candidate.start("Vòng 1")
        page.wait_for_timeout(300)
        browser.close()
    return sum(bodies), sum(whole), len(whole)


class Visit(NamedTuple):
    """Compressed bytes of bodies that a page took, and which page it was."""

    transferred: float
    path: str


def heaviest_pages() -> tuple[Visit, Visit]:
    """The heaviest page of the site for somebody's first visit, and for a second page."""
    with demo.running(sample=60) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        paths = pages.of_site(site)
        first = max(_first_visits(browser, site, paths))
        second = max(_second_pages(browser, site, paths))
        browser.close()
    return first, second


def _first_visits(browser: Browser, site: str, paths: list[str]) -> Iterator[Visit]:
    for path in paths:
        context = browser.new_context(viewport=PHONE)
        yield _visit(context, site, path)
        context.close()


def _second_pages(browser: Browser, site: str, paths: list[str]) -> Iterator[Visit]:
    """Each page right after another one of the site: from there, or from the home page."""
    for path in paths:
        context = browser.new_context(viewport=PHONE)
        _visit(context, site, "/" if path != "/" else "/the-le/")
        yield _visit(context, site, path)
        context.close()


def _visit(context: BrowserContext, site: str, path: str) -> Visit:
    page = context.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    # A response is told when its headers have come, and again when it has come whole. What is only
    # asked about again weighs nothing: the demo's clock is moved, so all it sends seems old.
    heads: dict[str, float] = {}
    bodies: list[float] = []
    session.on(
        "Network.responseReceived",
        lambda event: heads.update({event["requestId"]: event["response"]["encodedDataLength"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: bodies.append(
            max(0, event["encodedDataLength"] - heads.get(event["requestId"], 0))
        ),
    )
    page.goto(site + path, wait_until="networkidle")
    page.close()
    return Visit(sum(bodies), path)


def _counted(page: Page) -> tuple[list[float], list[float]]:
    """Bytes as they arrive on a page from now on: of bodies, and with their headers."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    bodies: list[float] = []
    whole: list[float] = []
    session.on("Network.dataReceived", lambda event: bodies.append(event["encodedDataLength"]))
    session.on("Network.loadingFinished", lambda event: whole.append(event["encodedDataLength"]))
    return bodies, whole
