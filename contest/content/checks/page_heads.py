"""Whether a page's front matter says what menus, search engines and templates need."""

from collections.abc import Iterator
from pathlib import Path

from contest.content.checks.page_source import Page
from contest.content.mistakes import Mistake

_LONGEST = 160
_NEEDED = {
    "title": "tên trang, ngắn, hiện trong mục lục",
    "description": "một câu tả trang, hiện trên trang tìm kiếm",
}


def head_mistakes(page: Page, theme: Path) -> Iterator[Mistake]:
    """What is missing or wrong in the front matter; that of news is judged by `news`."""
    if page.part or page.news or not page.head.readable:
        return
    if not page.meta:
        message = "trang phải mở đầu bằng phần khai báo giữa hai dòng «---»"
        yield page.mistake(1, f"{message}; hãy chép từ một trang đã có")
        return
    for key, meaning in _NEEDED.items():
        value = page.meta.get(key)
        if not isinstance(value, str) or not value.strip():
            words = f"thiếu «{key}»; hãy viết {meaning} (có dấu hai chấm thì đặt trong nháy kép)"
            yield page.mistake(page.head.line((key,)), words)
        elif key == "description" and len(value) > _LONGEST:
            words = f"«description» dài {len(value)} ký tự; hãy rút xuống {_LONGEST}"
            yield page.mistake(page.head.line((key,)), words)
    yield from _template(page, theme)


def _template(page: Page, theme: Path) -> Iterator[Mistake]:
    name = page.meta.get("template")
    if name is not None and not (theme / str(name)).is_file():
        known = ", ".join(sorted(each.name for each in theme.glob("*.html")))
        words = f"không có mẫu trang «{name}»; hãy bỏ dòng này hoặc dùng: {known}"
        yield page.mistake(page.head.line(("template",)), words)
