"""What a phone fetches from an empty cache until the first question stands on the screen."""

from playwright.sync_api import sync_playwright

from tests import demo
from tests.browser.journey import CHROMIUM, Candidate


def until_first_question() -> tuple[float, float]:
    """Compressed bytes with headers, and requests, of `/thi/` including registration and start."""
    with demo.running() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        bytes_of: dict[str, float] = {}
        session.on(
            "Network.loadingFinished",
            lambda event: bytes_of.update({event["requestId"]: event["encodedDataLength"]}),
        )
        candidate = Candidate(page, site)
        candidate.register()
        candidate.start("Vòng 1")
        page.wait_for_timeout(300)
        weight, requests = sum(bytes_of.values()), len(bytes_of)
        browser.close()
    return weight, requests
