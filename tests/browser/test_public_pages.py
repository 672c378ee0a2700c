"""Every public page as a visitor's browser sees it: from our origin alone, readable, accessible."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests import pages
from tests.conftest import PHONE


class Seen(NamedTuple):
    """What a browser said of a page."""

    path: str
    elsewhere: list[str]
    complaints: list[str]
    width: int
    violations: list[str]
    headings: list[int]


@pytest.fixture(scope="module")
def seen(browser: Browser, site: str) -> Iterator[list[Seen]]:
    """All pages on a phone, in both schemes."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN", color_scheme="light")
    yield [look(context.new_page(), site, path) for path in pages.of_site(site)]
    context.close()


def look(page: Page, site: str, path: str) -> Seen:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(site + path, wait_until="networkidle")
    violations = [*told_by_axe(page)]
    page.emulate_media(color_scheme="dark")
    violations += told_by_axe(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5')].map(h => +h.tagName[1])"
    )
    page.close()
    ours = (f"{site}/", "data:", "blob:")
    elsewhere = [url for url in asked if not url.startswith(ours)]
    return Seen(path, elsewhere, complaints, width, violations, levels)


def told_by_axe(page: Page) -> Iterator[str]:
    for each in Axe().run(page).response["violations"]:
        yield f"{each['id']}: {each['nodes'][0]['html'][:120]}"


def test_no_request_leaves_the_origin(seen: list[Seen]) -> None:
    """Fonts, icons, scripts, figures: all of it comes from where the page came from."""
    assert len(seen) > 40
    assert {each.path: each.elsewhere for each in seen if each.elsewhere} == {}


def test_no_page_complains(seen: list[Seen]) -> None:
    """No script error, no failed request, nothing that the security policy had to stop."""
    assert {each.path: each.complaints for each in seen if each.complaints} == {}


def test_pages_are_accessible(seen: list[Seen]) -> None:
    """Axe finds nothing."""
    assert {each.path: each.violations for each in seen if each.violations} == {}


def test_nothing_sticks_out_of_a_phone(seen: list[Seen]) -> None:
    """No page is wider than the narrowest common screen."""
    assert {each.path: each.width for each in seen if each.width > PHONE["width"]} == {}


def test_headings_form_an_outline(seen: list[Seen]) -> None:
    """One h1, and no step is left out on the way down."""
    wrong = {}
    for each in seen:
        steps = zip(each.headings, each.headings[1:], strict=False)
        if each.headings.count(1) != 1 or any(below - above > 1 for above, below in steps):
            wrong[each.path] = each.headings
    assert wrong == {}
