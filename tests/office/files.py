"""Files as people send them: every encoding, separator and habit."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

BORN = date(1985, 3, 12)
Lines = Sequence[Sequence[Any]]
ROSTER_HEADERS = ("TT", "Họ và tên", "Số định danh cá nhân/CCCD", "Cơ quan, đơn vị", "Nhóm")


def text_file(
    lines: Lines, encoding: str = "utf-8", separator: str = ",", form: str = "NFC", bom: str = ""
) -> bytes:
    """The lines as a CSV file."""
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=separator, lineterminator="\r\n").writerows(lines)
    words = bom + held.getvalue()
    normal = unicodedata.normalize("NFD" if form == "NFD" else "NFC", words)
    return normal.encode(encoding)


def workbook(
    lines: Lines, *, title: str = "Danh sách", shapes: dict[str, str] | None = None
) -> bytes:
    """The lines as an .xlsx file; `shapes` are number formats by cell."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    for line in lines:
        sheet.append(list(line))
    for place, shape in (shapes or {}).items():
        sheet[place].number_format = shape
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def a_number(
    serial: int, born: date = date(1985, 3, 12), sex: int = 0, province: str = "066"
) -> str:
    """A national id that nobody has: province, sex and birth year agree."""
    century = (born.year - 1900) // 100 * 2 + sex
    return f"{province}{century}{born.year % 100:02}{serial:06}"


def roster(*lines: Sequence[Any], headers: Iterable[str] = ROSTER_HEADERS) -> list[Sequence[Any]]:
    """Lines under the header of a roster."""
    return [tuple(headers), *lines]
