"""News: one Markdown file per item in `site/docs/tin-tuc/`, its front matter read and judged here.

    from contest.content.pages.news import load
    items = load(Path("site/docs"))           # newest first; raises MistakesError

What an item says is a page like any other; the list of news and the feed are made from `load`.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from contest.content.documents import Document, front_matter, not_utf8
from contest.content.mistakes import Mistake, MistakesError
from contest.content.wording import describe, objections
from contest.domain.phase import VIETNAM
from contest.domain.rule_parts import Rules

FOLDER = "tin-tuc"
_LIST = "index.md"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Head(Rules):
    """What an author writes above an item."""

    title: str = Field(min_length=1, max_length=120)
    date: dt.date
    summary: str = Field(min_length=1, max_length=300)
    """One or two sentences: for the list, the feed and search engines."""
    updated: dt.date | None = None
    """When it was last changed in substance."""
    image: str | None = None
    """A picture's file, from the folder of the news on."""
    image_alt: str | None = Field(default=None, min_length=1)
    """What the picture shows, for those who don't see it."""
    description: str | None = None
    """What search engines show, where that shall not be the summary."""
    template: Literal["news.html"]


class NewsItem(Head):
    """An item and where it is found."""

    slug: str
    """The file's name without its ending; it never changes, for links and feeds hold on to it."""

    @property
    def path(self) -> str:
        """Its address below the site's own, as MkDocs writes it."""
        return f"{FOLDER}/{self.slug}/"

    @property
    def source(self) -> str:
        """Its file below `site/docs/`."""
        return f"{FOLDER}/{self.slug}.md"

    @property
    def changed(self) -> dt.date:
        """The day of its latest words."""
        return self.updated or self.date


def load(docs: Path, today: dt.date | None = None) -> list[NewsItem]:
    """All items, newest first; raises MistakesError with every mistake in all of them.

    `today` in Vietnam: an item is dated no later. Without it, it is the day by the clock.
    """
    today = today or dt.datetime.now(VIETNAM).date()
    mistakes: list[Mistake] = []
    items = [
        item
        for path in sorted((docs / FOLDER).glob("*.md"), reverse=True)
        if path.name != _LIST
        for item in _item(path, docs, today, mistakes)
    ]
    if mistakes:
        raise MistakesError(mistakes)
    return sorted(items, key=lambda each: each.date, reverse=True)


def _item(path: Path, docs: Path, today: dt.date, mistakes: list[Mistake]) -> Iterator[NewsItem]:
    document = _head(path, path.relative_to(docs.parents[1]))
    mistakes += document.mistakes
    if not document.readable:
        return
    mistakes += _misnamed(path, document)
    try:
        head = Head.model_validate(document.data)
    except ValidationError as error:
        mistakes += [document.mistake(each["loc"], describe(each)) for each in objections(error)]
        return
    mistakes += _misdated(head, today, document)
    mistakes += _misillustrated(head, path.parent, document)
    yield NewsItem(slug=path.stem, **head.model_dump())


def _head(path: Path, shown: Path) -> Document:
    """The front matter of a file, on the lines where it stands."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Document(shown, mistakes=[not_utf8(shown)], readable=False)
    if head := front_matter(text, shown):
        return head
    message = "tin phải mở đầu bằng phần khai báo giữa hai dòng «---»; hãy chép từ một tin đã có"
    return Document(shown, mistakes=[Mistake(shown, 1, message)], readable=False)


def _misnamed(path: Path, document: Document) -> Iterator[Mistake]:
    found = _NAME.fullmatch(path.stem)
    written = str(document.data.get("date")) if isinstance(document.data, dict) else ""
    if not found:
        yield document.mistake(
            (),
            "tên tệp phải là ngày rồi tên ngắn, chữ thường không dấu, "
            "ví dụ 2023-11-07-khai-mac.md; hãy đổi tên tệp",
        )
    elif _DAY.fullmatch(written) and found[1] != written:
        yield document.mistake(
            ("date",),
            f"«date» là {written} còn tên tệp mang ngày {found[1]}; "
            "hãy sửa cho hai ngày giống nhau",
        )


def _misdated(head: Head, today: dt.date, document: Document) -> Iterator[Mistake]:
    for name, day in (("date", head.date), ("updated", head.updated)):
        if day and day > today:
            message = (
                f"«{name}»: ngày {day:%d/%m/%Y} chưa đến; hãy sửa, hoặc đến ngày ấy mới thêm tin"
            )
            yield document.mistake((name,), message)
    if head.updated and head.updated < head.date:
        message = "«updated»: ngày sửa không thể trước ngày đăng; hãy sửa lại hoặc bỏ mục này"
        yield document.mistake(("updated",), message)


def _misillustrated(head: Head, folder: Path, document: Document) -> Iterator[Mistake]:
    if head.image and not head.image_alt:
        message = "có «image» thì phải có «image_alt»: một câu tả hình cho người không nhìn thấy"
        yield document.mistake(("image",), message)
    if head.image_alt and not head.image:
        yield document.mistake(("image_alt",), "có «image_alt» mà không có «image»; hãy bỏ một")
    if head.image and not (folder / head.image).is_file():
        message = f"không thấy tệp hình {FOLDER}/{head.image}; hãy chép hình vào hoặc sửa tên"
        yield document.mistake(("image",), message)
