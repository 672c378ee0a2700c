"""What the secretariat does in the console, by the names a screen reader would say."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Page, expect

from tests.demo import Address

_A_COUNT = 60_000
"""The clerk comes every 20 seconds, and tells of what is 15 seconds old."""


class Secretary:
    """Somebody of the Tổ Thư ký, and the console on their desk."""

    def __init__(self, page: Page, site: Address) -> None:
        self.page = page
        self.site = site

    def sign_in(self, username: str = "thu-ky") -> None:
        """From the door to whatever the role sees first."""
        self.page.goto(f"{self.site}/to-chuc/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu", exact=True).fill(self.site.passwords[username])
        self.press("Đăng nhập")
        expect(self.page.get_by_label("Tên đăng nhập")).to_have_count(0, timeout=15_000)

    def go(self, place: str, heading: str) -> None:
        """To a screen, by its address."""
        self.page.goto(f"{self.site}/to-chuc/#/{place}")
        self.heading(heading)

    def heading(self, name: str | re.Pattern[str]) -> None:
        """Wait for a screen by its heading."""
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=15_000)

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=isinstance(name, str)).click()

    def until(self, text: str | re.Pattern[str], row: Any = None) -> None:
        """Reload until the clerk has counted what we wait for."""
        place = row or self.page.get_by_role("main")
        for _ in range(_A_COUNT // 3_000):
            self.page.wait_for_timeout(3_000)
            self.press("Tải lại")
            self.page.wait_for_timeout(300)
            if place.get_by_text(text).count():
                return
        expect(place).to_contain_text(text)

    def import_file(self, kind: str, name: str, content: bytes) -> None:
        """From the form to the preview."""
        self.go("nhap-du-lieu", "Nhập dữ liệu")
        self.page.get_by_label("Loại dữ liệu").select_option(label=kind)
        file: Any = {"name": name, "mimeType": "text/csv", "buffer": content}
        self.page.get_by_label("Tệp cần nhập").set_input_files(file)
        self.press("Kiểm tra tệp")
        expect(self.page.get_by_role("heading", name="Xem trước")).to_be_visible(timeout=15_000)

    def export(self, kind: str, form: str, folder: Path) -> Path:
        """Have a file made and keep it."""
        self.go("xuat-du-lieu", "Xuất dữ liệu")
        self.page.get_by_label("Nội dung").select_option(label=kind)
        self.page.get_by_label("Định dạng").select_option(label=form)
        with self.page.expect_download(timeout=60_000) as waiting:
            self.press("Tạo tệp")
        download: Download = waiting.value
        target = folder / download.suggested_filename
        download.save_as(target)
        return target
