"""The layout of an official paper: Nghị định 30/2020/NĐ-CP, phụ lục I, as a .docx.

A4, margins 20/20/30/15 mm, Times New Roman; the page number stands in the middle of the upper
margin from the second page on. Sizes are points, lengths millimetres.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt

from contest.office.paper_parts import (
    BODY,
    SMALL,
    Heading,
    add_gap,
    fill_row,
    line,
    mark_row,
    repeat_row,
    rule,
    set_page,
    set_styles,
    set_widths,
)
from contest.office.tables import printable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
WIDTH = 165
"""Between the margins, in millimetres."""
_LEFT, _RIGHT = 67, 98
_MOTTO_LINE = 56  # as long as the motto in bold 13, as the decree wants it
_UNDER_NAME, _UNDER_SUBJECT = 24, 40  # between a third and a half of what stands above


@dataclass(frozen=True)
class Head:
    """Who issues the paper, under whom, the letters of its number, and where."""

    above: str
    issuer: str
    symbol: str
    place: str


class Paper:
    """A paper written from top to bottom: head, title, paragraphs and tables, ending."""

    def __init__(self, *, author: str, title: str, at: datetime) -> None:
        """An empty paper; `at` is the moment it says it was made."""
        self._document = Document()
        self._tables = 0
        set_styles(self._document)
        set_page(self._document)
        about, moment = self._document.core_properties, at.astimezone(UTC).replace(tzinfo=None)
        about.author, about.title, about.language = author, title, "vi-VN"
        about.created, about.modified, about.comments = moment, moment, ""

    def head(self, head: Head) -> None:
        """Issuer and number on the left; nation, motto, place and date on the right."""
        left, right = self._two_columns()
        line(left, head.above, SMALL)
        line(left, head.issuer, SMALL, bold=True)
        rule(left, _UNDER_NAME, _LEFT)
        line(left, f"Số:          {head.symbol}", 13)
        line(right, NATION, SMALL, bold=True)
        line(right, MOTTO, 13, bold=True)
        rule(right, _MOTTO_LINE, _RIGHT)
        line(right, f"{head.place}, ngày … tháng … năm …", 13, italic=True)

    def title(self, kind: str, subject: str) -> None:
        """What kind of paper it is, and what it is about, with a line beneath."""
        line(self._document, kind, BODY, bold=True).paragraph_format.space_before = Pt(18)
        line(self._document, subject, BODY, bold=True)
        rule(self._document, _UNDER_SUBJECT, WIDTH)

    def basis(self, text: str) -> None:
        """One line of what the paper rests on."""
        self.paragraph(text).runs[0].italic = True

    def section(self, title: str) -> None:
        """The heading of a numbered part: `I. …`; it never ends a page alone."""
        self._document.add_heading(printable(title), level=1)

    def paragraph(self, text: str) -> Any:
        """A paragraph, its first line moved in."""
        return self._document.add_paragraph(printable(text))

    def table(self, title: str, headings: Sequence[Heading], rows: Sequence[Sequence[str]]) -> None:
        """A numbered table; its headings are repeated on each page it runs on to.

        A row of one text is a heading over the whole width.
        """
        self._tables += 1
        caption = line(self._document, f"Bảng {self._tables}. {title}", 13, bold=True)
        caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(4)
        caption.paragraph_format.keep_with_next = True
        table = self._document.add_table(1 + len(rows), len(headings), style="Table Grid")
        set_widths(table, [each.width for each in headings])
        for row, texts in zip(table.rows, ([each.name for each in headings], *rows), strict=True):
            fill_row(row, texts, headings)
        repeat_row(table.rows[0])
        add_gap(self._document)

    def ending(self, recipients: Sequence[str], signer: Sequence[str]) -> None:
        """Who gets the paper, and the capacity in which it is signed, with room to sign."""
        add_gap(self._document)
        left, right = self._two_columns()
        for_whom = line(left, "Nơi nhận:", 12, bold=True, italic=True)
        for_whom.alignment = ALIGN.LEFT
        for text in recipients:
            line(left, f"- {text}", 11).alignment = ALIGN.LEFT
        for text in signer:
            line(right, text, BODY, bold=True)
        for _ in range(5):
            line(right, "", BODY)

    def to_bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _two_columns(self) -> tuple[Any, Any]:
        table = self._document.add_table(1, 2)
        set_widths(table, [_LEFT, _RIGHT], padding=0)
        mark_row(table.rows[0], "cantSplit")
        left, right = table.rows[0].cells
        return left, right
