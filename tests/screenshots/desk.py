"""What the secretariat and an agency's focal point see of it, with the same camera."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.secretariat import Secretary
from tests.demo import Address
from tests.screenshots.camera import Camera, pocket
from tests.screenshots.inputs import AGENCY
from tests.screenshots.invented import roster_file

_NAME = "Sở Nội vụ"


def nominate(browser: Browser, site: Address, camera: Camera) -> None:
    """The secretariat imports the agency's roster."""
    desk = _at_the_desk(browser, site)
    desk.import_file("Danh sách cử tham gia", "danh-sach-cu.csv", roster_file(_NAME))
    camera.take(desk.page, "xem-truoc", 640, top=".figures")
    desk.press(re.compile("^Ghi "))
    done = desk.page.get_by_role("heading", name="Đã ghi xong.")
    expect(done).to_be_visible(timeout=30_000)
    desk.page.context.close()


def at_the_desk(browser: Browser, site: Address, camera: Camera) -> None:
    """A link for the focal point, and what stands behind it once somebody has taken part."""
    desk = _at_the_desk(browser, site)
    desk.go(f"co-quan/{AGENCY}", _NAME)
    desk.until(re.compile("trong đó 1 người đã dự thi"))
    desk.press("Tạo liên kết cho đầu mối")
    desk.page.get_by_role("dialog").wait_for()
    camera.take(desk.page, "tao-lien-ket", 580)
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Tạo liên kết", exact=True).click()
    link = dialog.get_by_label("Liên kết", exact=True).input_value()
    desk.page.context.close()
    _by_link(browser, link, camera)


def _by_link(browser: Browser, link: str, camera: Camera) -> None:
    page = pocket(browser).new_page()
    page.goto(link)
    expect(page.get_by_role("heading", level=1, name=_NAME)).to_be_visible(timeout=15_000)
    expect(page.get_by_role("heading", name="Kết quả chung")).to_be_visible(timeout=15_000)
    camera.take(page, "co-quan", 700)
    camera.take(page, "tung-nhom", 560, top="h2:text-is('Từng nhóm đối tượng')")
    camera.take(page, "con-thieu", 600, top="section:has(h2:text-is('Người được cử, chưa dự thi'))")
    camera.take(page, "loi-nhac", 440, top="section:has(#reminder)")
    page.context.close()


def _at_the_desk(browser: Browser, site: Address) -> Secretary:
    desk = Secretary(pocket(browser).new_page(), site)
    desk.sign_in()
    return desk
