"""The home page tells where the contest stands, by the server's clock, and leads on."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import demo

MAIN = "a.button:not(.second)"


@pytest.mark.parametrize(
    ("at", "stands", "left", "door", "why"),
    [
        ("2023-11-05T07:00+07:00", "Vòng 1 mở sau", r"2 ngày\s+0 giờ", "Thi thử", "it is open"),
        ("2023-10-30T07:00+07:00", "Vòng 1 mở sau", r"8 ngày\s+0 giờ", "Ôn tập", "nothing is open"),
        ("2023-11-17T14:30+07:00", "Vòng 1 đang mở, còn", r"2 giờ", "Vào thi", "the end"),
        ("2023-11-18T07:00+07:00", "Vòng 2 mở sau", r"2 ngày\s+0 giờ", "Thi thử", "between rounds"),
        ("2023-11-30T08:00+07:00", "Các đợt thi đã kết thúc", "trang này", "Ôn tập", "waiting"),
    ],
)  # fmt: skip
def test_the_main_door_is_the_one_that_matters_now(
    page: Page, at: str, stands: str, left: str, door: str, why: str
) -> None:
    """However the device's own clock goes: here it is years ahead."""
    with demo.running(at) as site:
        page.goto(f"{site}/")
        expect(page.locator("#hien-tai")).to_contain_text(stands)
        expect(page.locator("#hien-tai")).to_contain_text(re.compile(left))
        expect(page.locator(MAIN), why).to_have_text([door])


def test_a_round_about_to_end_counts_seconds(page: Page) -> None:
    with demo.running("2023-11-17T16:45+07:00") as site:
        page.goto(f"{site}/")
        told = page.locator("#hien-tai")
        expect(told).to_contain_text(re.compile(r"1\d phút\s+\d+ giây"))
        before = told.inner_text()
        page.wait_for_timeout(1500)
        assert told.inner_text() != before


def test_participation_is_told_as_it_is(page: Page) -> None:
    """Numbers and bars come from what the clerk counted, with words beside each bar."""
    with demo.running(sample=40) as site:
        page.goto(f"{site}/")
        told = page.locator('[data-live="registered"]')
        expect(told).to_have_text(re.compile(r"^[1-9]\d*$"))
        expect(page.locator("#muc-tham-gia li")).to_have_count(3)
        expect(page.locator("#muc-tham-gia li").first).to_contain_text("người · ")


def test_without_scripts_all_doors_are_there(browser: Browser, site: str) -> None:
    """Dates, doors and rules need no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/")
    for door in ("Vào thi", "Thi thử", "Ôn tập", "Kết quả"):
        expect(page.get_by_role("main").get_by_role("link", name=door, exact=True)).to_be_visible()
    expect(page.get_by_text("07/11/2023").first).to_be_visible()
    context.close()


def test_a_citizen_finds_the_way(page: Page, site: str) -> None:
    """From the home page: what is PAPI, practise it, register; by links alone."""
    page.goto(f"{site}/")
    page.get_by_role("main").get_by_role("link", name=re.compile("PAPI")).click()
    expect(page.get_by_role("heading", level=1, name=re.compile("PAPI"))).to_be_visible()
    page.get_by_role("link", name="Làm câu hỏi ôn tập").click()
    page.get_by_role("group").locator("input").first.check(force=True)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator("#practice .verdict")).to_contain_text("úng")
    page.get_by_role("navigation", name="Chính").get_by_role("link", name="Vào thi").click()
    page.get_by_role("button", name="Đăng ký dự thi").click()
    expect(page.get_by_role("heading", level=1, name="Đăng ký dự thi")).to_be_visible()
