"""From an open round to a result that a doubter has checked: played in the browser, end to end."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests import demo
from tests.browser.journey import Candidate
from tests.browser.secretariat import Secretary
from tests.conftest import PHONE
from tests.demo import Address

LAST_MINUTES = "2023-11-29T21:58:20+07:00"
"""The last round closes at 22:00: time enough to sit a paper, and not long to wait."""
_THE_END = 240_000
_WORK = 90_000
PEOPLE = 60
DESK = {"width": 1280, "height": 800}
PAGES = ("/ket-qua/", "/ket-qua/cau-hoi/", "/ket-qua/1/", "/tra-cuu/", "/minh-bach/", "/the-le/")


@pytest.fixture(scope="module")
def place() -> Iterator[Address]:
    """A demo of our own, just before the end."""
    with demo.running(LAST_MINUTES, PEOPLE) as address:
        yield address


def somebody(browser: Browser, place: Address, username: str) -> Secretary:
    """An organizer at a desk of their own."""
    context = browser.new_context(viewport=DESK, locale="vi-VN", timezone_id="America/New_York")
    person = Secretary(context.new_page(), place)
    person.sign_in(username)
    return person


def test_a_round_is_closed_ranked_approved_published_and_checked(
    browser: Browser, page: Page, place: Address, tmp_path: Path
) -> None:
    candidate = Candidate(page, place)
    receipt, code = sit(candidate)
    first = somebody(browser, place, "thu-ky")
    work_out(first)
    with pytest.raises(AssertionError):
        approve(first)
    second = somebody(browser, place, "thu-ky-2")
    approve(second)
    until_rebuilt(second)
    winners_are_shown(page, place)
    the_candidate_is_found(page, place, code)
    pages_are_accessible(page, place)
    certificates_name_winners_in_full(second)
    anybody_can_check(place, receipt, tmp_path)


def sit(candidate: Candidate) -> tuple[str, str]:
    """No result is told while a round is open; somebody hands in, and keeps the receipt."""
    page = candidate.page
    page.goto(f"{candidate.site}/ket-qua/")
    expect(page.get_by_role("main")).to_contain_text("chưa có kết quả", ignore_case=True)
    candidate.register()
    candidate.start("Vòng 2")
    candidate.tick(candidate.options()[0])
    candidate.saved()
    for _ in range(20):
        candidate.next()
    candidate.hand_in("Vòng 2")
    text = page.get_by_role("main").inner_text()
    found = re.search(r"[0-9A-Z]{5}-[0-9A-Z]{5}", text)
    assert found, text
    return candidate.receipt(), found.group()


def work_out(desk: Secretary) -> None:
    """As soon as everybody is out and graded, and not before."""
    desk.go("ket-qua", "Kết quả")
    ask = desk.page.get_by_role("button", name="Tính xếp hạng", exact=True)
    expect(ask).to_be_visible(timeout=_THE_END)
    ask.click()
    desk.page.get_by_label("Lý do").fill("Công bố theo kế hoạch")
    desk.press("Tính dự thảo")
    waiting = desk.page.get_by_text("Chờ người thứ hai duyệt").first
    expect(waiting).to_be_visible(timeout=_WORK)


def approve(desk: Secretary) -> None:
    """Look at the draft and let it out; whoever proposed it can't."""
    desk.page.goto(f"{desk.site}/to-chuc/#/ket-qua/du-thao")
    expect(desk.page.get_by_role("heading", name="Giải cá nhân")).to_be_visible(timeout=15_000)
    seen = desk.page.get_by_role("checkbox", name=re.compile("đã xem", re.IGNORECASE))
    expect(seen).to_be_visible(timeout=3_000)
    seen.check(force=True)
    desk.press("Duyệt và công bố kết quả số 1")
    published = desk.page.get_by_text(re.compile("^Đã công bố kết quả số 1"))
    expect(published.first).to_be_visible(timeout=_WORK)


def until_rebuilt(desk: Secretary) -> None:
    """The site follows by itself, and the console shows that it has."""
    fresh = desk.page.get_by_text("Trang công khai đã hiện kết quả mới nhất.")
    expect(fresh).to_be_visible(timeout=_WORK)


def winners_are_shown(page: Page, place: Address) -> None:
    """31 prizes, none of them to a full name, each with what decided it."""
    page.goto(f"{place}/ket-qua/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Giải Nhất")
    expect(main).to_contain_text(re.compile("đúng nhiều hơn|làm bài ngắn hơn"))
    assert not re.search(r"(Mẫu|Thử|Ví Dụ|Giả Định|Minh Họa) (Một|Hai|Ba)", main.inner_text())


def the_candidate_is_found(page: Page, place: Address, code: str) -> None:
    """By the code, however it is typed."""
    page.goto(f"{place}/tra-cuu/")
    page.get_by_role("textbox").first.fill(code.lower().replace("-", ""))
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("main")).to_contain_text(code, timeout=15_000)
    expect(page.get_by_role("main")).to_contain_text(re.compile("hạng", re.IGNORECASE))


def pages_are_accessible(page: Page, place: Address) -> None:
    for path in PAGES:
        page.set_viewport_size(PHONE)
        page.goto(f"{place}{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= PHONE["width"], path
        found = Axe().run(page).response["violations"]
        assert [each["id"] for each in found] == [], path


def certificates_name_winners_in_full(desk: Secretary) -> None:
    """For the organizers, who hand them out; the public pages never do."""
    desk.go("ket-qua/giay-chung-nhan", "In giấy chứng nhận")
    name = re.compile(r"(Mẫu|Thử|Ví Dụ|Giả Định|Minh Họa) (Một|Hai|Ba|Bốn|Năm|Sáu)")
    expect(desk.page.get_by_text(name).first).to_be_visible(timeout=15_000)


def anybody_can_check(place: Address, receipt: str, folder: Path) -> None:
    """Over the web, with nothing but the public files and a receipt."""
    kept = folder / "bien-nhan.txt"
    kept.write_text(receipt, encoding="utf-8")
    command = [sys.executable, "build.py", "verify", str(place), "--receipt", str(kept)]
    done = subprocess.run(command, cwd=demo.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Không thấy sai lệch nào" in done.stdout
    assert "biên nhận" in done.stdout
