"""The console, played by people: import, quota, extension, disqualification, files taken away."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests import demo
from tests.browser.journey import Candidate
from tests.browser.secretariat import Secretary
from tests.conftest import PHONE
from tests.demo import Address
from tests.office.files import a_number, roster, text_file

SCREENS = [
    ("tong-quan", "Tổng quan"),
    ("chi-tieu", "Chỉ tiêu tham gia"),
    ("co-quan/so-noi-vu", "Sở Nội vụ"),
    ("nguoi-du-thi", "Người dự thi"),
    ("dau-hieu", "Dấu hiệu cần xem"),
    ("dot-thi", "Đợt thi"),
    ("nhap-du-lieu", "Nhập dữ liệu"),
    ("xuat-du-lieu", "Xuất dữ liệu"),
    ("nhat-ky", "Nhật ký"),
    ("tai-khoan", "Tài khoản"),
]
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def place() -> Iterator[Address]:
    """A demo of our own, whose figures nobody else changes."""
    with demo.running() as address:
        yield address


@pytest.fixture
def desk(browser: Browser, place: Address) -> Iterator[Secretary]:
    context = browser.new_context(viewport=DESK, locale="vi-VN", timezone_id="America/New_York")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    secretary = Secretary(page, place)
    secretary.sign_in()
    yield secretary
    context.close()
    assert errors == []


def quota_row(desk: Secretary) -> Any:
    """The line of officials on the agency's page."""
    name = re.compile("Công chức không giữ chức vụ")
    return desk.page.get_by_role("row", name=name).first


def test_a_contest_is_followed_from_roster_to_report(
    desk: Secretary, page: Page, place: Address, tmp_path: Path
) -> None:
    """Messy roster in; somebody takes part, the quota moves; out again with a reason; files."""
    candidate = Candidate(page, place)
    lines = roster(
        (1, "Nguyễn Văn Thử Nghiệm", candidate.national_id, "SỞ NỘI VỤ", "chuyên viên"),
        (2, "Trần Thị Còn Thiếu", a_number(2), "Sở Nội vụ", "Công chức"),
        (3, "Lê Văn Sai", "12345", "Sở Nội vụ", "Công chức"),
    )
    desk.import_file(
        "Danh sách cử tham gia", "danh sách.csv", text_file(lines, "utf-16", ";", "NFD")
    )
    problems = desk.page.get_by_role("table", name="Các dòng không nhận được")
    expect(problems.get_by_role("row")).to_have_count(2)
    desk.press("Ghi 2 dòng")
    expect(desk.page.get_by_role("heading", name="Đã ghi xong.")).to_be_visible(timeout=30_000)

    candidate.register()
    candidate.start("Vòng 1")
    desk.go("co-quan/so-noi-vu", "Sở Nội vụ")
    desk.until("Trần Thị Còn Thiếu")
    expect(quota_row(desk)).to_contain_text("Thiếu 19")
    candidate.tick(candidate.options()[0])
    candidate.saved()
    for _ in range(20):
        candidate.next()
    candidate.hand_in("Vòng 1")
    desk.until("Thiếu 18", quota_row(desk))
    assert "Nguyễn Văn Thử Nghiệm" not in desk.page.get_by_role("main").inner_text()

    desk.go("nguoi-du-thi", "Người dự thi")
    desk.page.get_by_label(re.compile("Tìm theo họ tên")).fill("thu nghiem")
    desk.press("Tìm")
    desk.page.get_by_role("link", name="Nguyễn Văn Thử Nghiệm").click()
    desk.heading("Nguyễn Văn Thử Nghiệm")
    desk.press("Hủy kết quả")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Lý do").fill("Nhờ người khác làm bài, đã xác minh")
    dialog.get_by_role("button", name=re.compile("^Đồng ý")).click()
    expect(desk.page.get_by_role("main")).to_contain_text("đã xác minh", timeout=15_000)
    desk.go("co-quan/so-noi-vu", "Sở Nội vụ")
    desk.until("Thiếu 19", quota_row(desk))

    path = desk.export("Kết quả tham gia của cơ quan, đơn vị", "Excel (.xlsx)", tmp_path)
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    (officials,) = [
        row for row in rows if "so-noi-vu" in row and "Công chức không giữ chức vụ" in str(row)
    ]
    assert {62, 19, 0} <= set(officials)
    path = desk.export("Báo cáo của Tổ Thư ký", "Word (.docx)", tmp_path)
    words = "\n".join(each.text for each in docx.Document(str(path)).paragraphs)
    assert "BÁO CÁO" in words

    desk.go("nhat-ky", "Nhật ký")
    expect(desk.page.get_by_role("main")).to_contain_text("Chuỗi nhật ký còn nguyên vẹn.")
    for deed in ("Nhập dữ liệu", "Hủy kết quả", "Xuất dữ liệu"):
        expect(desk.page.get_by_role("table").first).to_contain_text(deed)


def test_minutes_added_reach_whoever_is_inside(desk: Secretary, page: Page, place: Address) -> None:
    """The timer in the exam room grows by itself, and the page tells the notice."""
    candidate = Candidate(page, place)
    candidate.register()
    candidate.start("Vòng 1")
    timer = page.get_by_role("timer")
    expect(timer).to_contain_text(re.compile("^(Còn )?1[89]:|20:"))
    desk.go("dot-thi", "Đợt thi")
    desk.press("Điều chỉnh Vòng 1")
    desk.page.get_by_label("Thêm phút cho người đang làm bài").fill("30")
    desk.press("Xem lại và xác nhận")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Lý do").fill("Mất điện ở điểm thi")
    dialog.get_by_role("button", name="Đồng ý điều chỉnh").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    desk.page.get_by_label("Nội dung thông báo").fill("Mọi người được thêm 30 phút.")
    desk.press("Đăng thông báo")
    desk.page.get_by_role("dialog").get_by_role("button", name="Đồng ý đăng").click()
    expect(timer).to_contain_text(re.compile("4[789]:"), timeout=150_000)
    page.goto(f"{place}/")
    notice = page.get_by_role("status", name="Thông báo của Ban Tổ chức")
    expect(notice).to_have_text("Mọi người được thêm 30 phút.")


def test_a_focal_point_sees_its_own_agency_alone(browser: Browser, place: Address) -> None:
    """No menu to anywhere else, and no way there by address either."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN")
    desk = Secretary(context.new_page(), place)
    desk.sign_in("dau-moi")
    desk.heading("Sở Nội vụ")
    desk.page.goto(f"{place}/to-chuc/#/co-quan/so-tu-phap")
    expect(desk.page.get_by_role("alert")).to_contain_text("không có quyền")
    expect(desk.page.get_by_role("main").get_by_role("table")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_is_accessible(
    browser: Browser, place: Address, size: Any, scheme: Any
) -> None:
    """Axe finds nothing on any screen, nor does any of them scroll sideways."""
    context = browser.new_context(viewport=size, color_scheme=scheme, locale="vi-VN")
    desk = Secretary(context.new_page(), place)
    desk.sign_in()
    for address, heading in SCREENS:
        desk.go(address, heading)
        desk.page.wait_for_timeout(600)
        found = Axe().run(desk.page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        width = desk.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], f"{address} is {width} px wide"
    context.close()


def test_the_console_works_by_keyboard_alone(browser: Browser, place: Address) -> None:
    """Sign in, choose a screen, ask and take back: Tab, Enter, Escape, and focus is never lost."""
    context = browser.new_context(viewport=DESK, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{place}/to-chuc/")
    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.type("thu-ky")
    page.keyboard.press("Tab")
    page.keyboard.type(place.passwords["thu-ky"])
    page.keyboard.press("Enter")
    desk = Secretary(page, place)
    desk.heading("Tổng quan")
    reach(page, "link", "Đợt thi")
    page.keyboard.press("Enter")
    desk.heading("Đợt thi")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    reach(page, "button", "Điều chỉnh Vòng 1")
    page.keyboard.press("Enter")
    reach(page, "spinbutton", "Thêm phút cho người đang làm bài")
    page.keyboard.type("5")
    reach(page, "button", "Xem lại và xác nhận")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Xem lại và xác nhận")).to_be_focused()
    context.close()


def reach(page: Page, role: Any, name: str) -> None:
    """Press Tab until something has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    for _ in range(60):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {role} «{name}»")
