"""The public page of live figures in a real browser: read, sorted, searched, by keyboard too."""

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

FIGURES: dict[str, Any] = {
    "as_of": "2023-11-08T01:00:00.000Z",
    "smallest": 5,
    "levels": [
        {
            "level": "province",
            "agencies": 4,
            "participants": 40,
            "headcount": 80,
            "rate": 0.4999,
            "met": 1,
            "lines": [
                {"group": "leader", "headcount": 10, "owed": 4, "done": None},
                {"group": "official", "headcount": 70, "owed": 21, "done": 36},
            ],
        }
    ],
    "agencies": [],
}


def agency(name: str | None, participants: int, rate: float | None, **more: Any) -> dict[str, Any]:
    facts = {"id": name, "name": name or "2 đơn vị, gộp chung", "level": "province", "parent": None}
    figures = {"participants": participants, "headcount": 20, "rate": rate, "met": None}
    return facts | figures | {"merged": 1, "district": None} | more


FIGURES["agencies"] = [
    agency("Sở Một", 12, 0.6, met=True),
    agency("Sở Đất", 8, 0.4, met=False),
    agency("Ban Ba", 13, None),
    agency(None, 7, 0.35, merged=2),
]


def opened(page: Page, site: str) -> None:
    def answer(route: Route) -> None:
        route.fulfill(body=json.dumps(FIGURES), content_type="application/json")

    page.route("**/participation.json", answer)
    page.goto(f"{site}/tham-gia/")
    expect(page.locator(".agencies tbody tr").first).to_be_visible()


def column(page: Page) -> list[str]:
    return page.locator(".agencies tbody th").all_inner_texts()


def test_figures_are_told_with_their_moment(page: Page, site: str) -> None:
    """Vietnam's time on a device in New York; a rate short of a half is not rounded up to it."""
    opened(page, site)
    said = page.locator(".as-of")
    expect(said).to_contain_text("40 người")
    expect(said).to_contain_text("08:00 ngày 08/11/2023 (giờ Việt Nam)")
    expect(page.locator(".level")).to_contain_text("49,9 %")
    expect(page.locator(".bars li").first).to_contain_text("dưới 5 người")
    expect(page.locator(".bars li").last).to_contain_text("36 người · trên 70 · tối thiểu 21")


def test_the_table_is_sorted_by_keyboard(page: Page, site: str) -> None:
    """Best rate first; what is unknown comes last either way; the way is told to readers."""
    opened(page, site)
    assert column(page) == ["Sở Một", "Sở Đất", "2 đơn vị, gộp chung", "Ban Ba"]
    rate = page.get_by_role("button", name="Tỷ lệ")
    rate.press("Enter")
    assert column(page) == ["2 đơn vị, gộp chung", "Sở Đất", "Sở Một", "Ban Ba"]
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Tỷ lệ")
    page.get_by_role("button", name="Người tham gia").press("Enter")
    assert column(page)[0] == "Ban Ba"


def test_an_agency_is_found_without_marks(page: Page, site: str) -> None:
    opened(page, site)
    page.get_by_label("Tên cơ quan, đơn vị").fill("so dat")
    assert column(page) == ["Sở Đất"]
    expect(page.locator(".said")).to_contain_text("1 dòng")


def test_the_page_fits_a_phone_and_axe_finds_nothing(page: Page, site: str) -> None:
    opened(page, site)
    wider = "document.documentElement.scrollWidth - window.innerWidth"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(wider) <= 0
        assert Axe().run(page).response["violations"] == []


def test_what_the_clerk_writes_is_what_the_page_reads(page: Page, site: str) -> None:
    """The demo's own figures, unaltered."""
    page.goto(f"{site}/tham-gia/")
    expect(page.locator(".level").first).to_be_visible()
    expect(page.locator(".agencies tbody tr").first).to_be_visible()


def test_without_figures_the_page_says_what_to_do(page: Page, site: str) -> None:
    page.route("**/participation.json", lambda route: route.abort())
    page.goto(f"{site}/tham-gia/")
    expect(page.get_by_role("alert")).to_contain_text("Chưa tải được số liệu")
    page.unroute("**/participation.json")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".agencies")).to_be_visible()
