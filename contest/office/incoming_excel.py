"""Excel workbooks (.xlsx): the first sheet that is shown and holds anything, as text.

Only values are read, never formulas, links or macros. A workbook is a zip of XML: its size is
bounded before anything is unpacked, and defusedxml refuses entities.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from contest.office.cells import Numeric, UnreadableError, clean

MAX_UNPACKED = 150 * 2**20
"""Bytes of all parts together: 50,000 full lines take about a third of it."""
MAX_HELD = 40 * 2**20
"""Bytes of the parts that are no sheets: the texts of all cells are held in memory, sheets flow."""
MAX_PARTS = 2_000
LAST_LINE = 1_048_576
"""Excel's own; a file that claims more was not made by a person."""

Rows = list[tuple[int, tuple[str, ...]]]
_BROKEN = (
    "Tệp Excel bị hỏng hoặc không đúng dạng .xlsx. Vui lòng mở bằng Excel, chọn Lưu thành "
    "(Save As) loại «Excel Workbook (.xlsx)», rồi gửi lại."
)
_TOO_BIG = (
    "Tệp Excel quá lớn khi giải nén. Vui lòng chép riêng các dòng có dữ liệu sang một tệp mới "
    "(bỏ hình ảnh và định dạng thừa) rồi gửi lại."
)
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ArithmeticError,
    AttributeError,
    AssertionError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,  # what the XML parsers raise
    TypeError,
    ValueError,
)
"""What openpyxl raises over a file that is no workbook: it promises nothing narrower."""


def check_size(archive: zipfile.ZipFile) -> None:
    """Raises UnreadableError if the parts would unpack to too much; no part is unpacked."""
    parts = archive.infolist()
    held = sum(each.file_size for each in parts if not each.filename.startswith("xl/worksheets/"))
    unpacked = sum(each.file_size for each in parts)
    if len(parts) > MAX_PARTS or held > MAX_HELD or unpacked > MAX_UNPACKED:
        raise UnreadableError(_TOO_BIG)


def read_workbook(content: bytes, columns: int) -> tuple[str, Rows]:
    """Name and rows of the sheet, with their lines from 1; raises UnreadableError.

    At most `columns` columns are looked at; empty lines are left out.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that nobody reads here
            return _first_sheet(content, columns)
    except UnreadableError:
        raise
    except _FAULTS as error:
        raise UnreadableError(_BROKEN) from error


def _first_sheet(content: bytes, columns: int) -> tuple[str, Rows]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows = list(_rows(sheet, columns))
        if rows:
            return clean(sheet.title), rows
    return "", []


def _rows(sheet: Any, columns: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    sheet.reset_dimensions()  # what a file says about its own size is often wrong
    blank = None
    for line, row in enumerate(sheet.iter_rows(max_col=columns), 1):
        if line > LAST_LINE:
            raise UnreadableError(_TOO_BIG)
        if row is blank:  # lines that a file leaves out are one and the same filler
            continue
        cells = tuple(map(text, row))
        if any(cells):
            yield line, cells
        else:
            blank = row


def text(cell: Any) -> str:
    """What a cell shows: whole numbers as digits, days as dd/mm/yyyy, yes as «có»."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    if isinstance(value, datetime | date | time):
        return _moment(value)
    return clean(str(value))


def _number(value: float, shape: str) -> Numeric:
    digits = str(int(value)) if value == int(value) else f"{value:.15g}"
    # A shape of noughts alone shows so many digits: such a cell has lost nothing.
    return Numeric(digits.zfill(len(shape)) if re.fullmatch("0+", shape) else digits)


def _moment(value: date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    is_day = not isinstance(value, datetime) or value.time() == time()
    return f"{value:%d/%m/%Y}" if is_day else f"{value:%d/%m/%Y %H:%M}"
