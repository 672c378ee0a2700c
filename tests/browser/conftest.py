"""A browser and the running demo, shared by all tests in here."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import demo
from tests.browser.journey import CHROMIUM

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a running demo, inside the first official round."""
    with demo.running() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone with nothing kept; whatever its page reports as an error fails the test."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN", timezone_id="America/New_York")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if "Content Security" in said.text else None,
    )
    yield page
    context.close()
    assert errors == []
