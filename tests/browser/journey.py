"""What a contestant does on a phone, by the names a screen reader would say."""

import itertools
import re
from typing import Any

from playwright.sync_api import Page, expect

CHROMIUM: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "args": [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
}
_numbers = itertools.count(1)


class Candidate:
    """A person who doesn't exist, and the page in their hand."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.national_id = f"066199{next(_numbers):06d}"
        self.birth_date = "20/04/1999"
        self.phone = "0987 654 321"

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def heading(self, name: str | re.Pattern[str]) -> None:
        """Wait for a screen by its heading."""
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=15_000)

    def fill(self, label: str, value: str) -> None:
        """Fill a field in."""
        self.page.get_by_label(label, exact=False).first.fill(value)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def register(self, name: str = "Nguyễn Văn Thử Nghiệm") -> None:
        """From the door to the list of rounds."""
        self.page.goto(f"{self.site}/thi/")
        self.press("Đăng ký dự thi")
        self.heading("Đăng ký dự thi")
        self.fill("Họ và tên", name)
        self.fill("Ngày sinh", self.birth_date)
        self.fill("Số định danh cá nhân", self.national_id)
        self.fill("Số điện thoại", self.phone)
        self.choose("Nơi công tác", "Cơ quan, đơn vị cấp tỉnh")
        self.choose("Cơ quan, đơn vị", "Sở Nội vụ")
        self.choose("Nhóm đối tượng", "Công chức không giữ chức vụ lãnh đạo, quản lý")
        self.page.get_by_role("checkbox", name="Tôi đã đọc và đồng ý").check()
        self.press("Gửi đăng ký")
        self.heading("Các đợt thi")

    def start(self, title: str) -> None:
        """From the list of rounds to the first question."""
        self.press(f"Vào thi: {title}")
        self.heading(f"Trước khi thi: {title}")
        self.page.get_by_role("checkbox", name=re.compile("Tôi đã đọc thể lệ")).check()
        self.press("Bắt đầu làm bài")
        self.heading("Câu 1/20")

    def stem(self) -> str:
        """The question on the screen."""
        return self.page.get_by_role("group").locator("legend").inner_text().strip()

    def options(self) -> list[str]:
        """The texts of its options, as shown."""
        labels = self.page.get_by_role("group").locator("label").all_inner_texts()
        return [re.sub(r"^[A-H]\s+", "", " ".join(text.split())) for text in labels]

    def tick(self, *texts: str) -> None:
        """Tick options by their texts."""
        for text in texts:
            name = re.compile(rf"^[A-H]\s*{re.escape(text)}$")
            choice = self.page.get_by_role("group").get_by_label(name)
            choice.check(force=True)

    def saved(self) -> None:
        """Wait until the server has the last answer."""
        state = self.page.get_by_role("region", name="Tình trạng bài làm")
        expect(state).to_contain_text("Máy chủ đã nhận", timeout=15_000)

    def next(self) -> None:
        """Go on to the next question, or to the review after the last."""
        last = self.page.get_by_role("button", name="Xem lại bài", exact=True)
        if last.count():
            last.click()
        else:
            self.press("Câu sau")

    def hand_in(self, title: str) -> None:
        """From the review to the result."""
        self.press("Nộp bài")
        self.press("Đồng ý nộp bài")
        self.heading(f"Đã nộp bài: {title}")

    def receipt(self) -> str:
        """The receipt on the result page."""
        return self.page.get_by_role("textbox", name="Nội dung biên nhận").inner_text()
