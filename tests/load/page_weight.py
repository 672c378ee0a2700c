"""What a phone fetches from an empty cache until the first question stands on the screen."""

from playwright.sync_api import sync_playwright

from tests import demo
from tests.browser.journey import CHROMIUM, Candidate


def until_first_question() -> tuple[float, float, float]:
    """Compressed bytes, the same with plain HTTP/1.1 headers, and requests.

    Of `/thi/`, with everything that registering and starting fetch. HTTP/2, which the CDN
    speaks, sends repeated headers as a few bytes; hence the two figures.
    """
    with demo.running() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        bodies: list[float] = []
        whole: list[float] = []
        session.on("Network.dataReceived", lambda event: bodies.append(event["encodedDataLength"]))
        session.on(
            "Network.loadingFinished", lambda event: whole.append(event["encodedDataLength"])
        )
        candidate = Candidate(page, site)
        candidate.register()
        candidate.start("Vòng 1")
        page.wait_for_timeout(300)
        browser.close()
    return sum(bodies), sum(whole), len(whole)
