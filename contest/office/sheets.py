"""Bytes → rows of text: .xlsx and CSV of any making.

    sheet = read("danh-sach.csv", content)     # raises UnreadableError
    sheet.rows                                 # ((1, ("Họ và tên", …)), (2, (…)), …)

Lines count as people see them: rows of Excel, or the line of a text file that a record begins on.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contest.office.cells import Numeric, UnreadableError
from contest.office.incoming_excel import check_size, read_workbook
from contest.office.incoming_text import read_text

__all__ = ["Numeric", "Sheet", "UnreadableError", "read"]

MAX_BYTES = 20 * 2**20
MAX_ROWS = 50_000
MAX_COLUMNS = 60

_AS_XLSX = "chọn Lưu thành (Save As) loại «Excel Workbook (.xlsx)», rồi gửi lại"
_EMPTY = "Tệp không có dòng nào. Vui lòng chọn tệp có danh sách."
_OTHER_KINDS = (
    (b"%PDF", "Đây là tệp PDF. Vui lòng gửi tệp Excel (.xlsx) hoặc CSV mà từ đó tệp PDF được in."),
    (b"{\\rtf", f"Đây là tệp văn bản Word (RTF). Vui lòng chép bảng sang Excel, {_AS_XLSX}."),
    (b"\x89PNG", "Đây là ảnh chụp. Vui lòng gửi tệp Excel (.xlsx) hoặc CSV."),
    (b"\xff\xd8\xff", "Đây là ảnh chụp. Vui lòng gửi tệp Excel (.xlsx) hoặc CSV."),
    (b"Rar!", "Đây là tệp nén. Vui lòng giải nén rồi gửi tệp Excel (.xlsx) hoặc CSV bên trong."),
    (b"7z\xbc\xaf", "Đây là tệp nén. Vui lòng giải nén rồi gửi tệp Excel (.xlsx) hoặc CSV."),
    (b"<", f"Đây là trang web hoặc XML mang tên tệp Excel. Vui lòng mở bằng Excel, {_AS_XLSX}."),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_KINDS = (
    (
        "EncryptedPackage",
        "Tệp Excel có mật khẩu. Vui lòng mở bằng Excel, bỏ mật khẩu, lưu lại rồi gửi.",
    ),
    ("WordDocument", f"Đây là tệp văn bản Word. Vui lòng chép bảng sang Excel, {_AS_XLSX}."),
    ("", f"Đây là tệp Excel đời cũ (.xls). Vui lòng mở bằng Excel, {_AS_XLSX}."),
)
_ZIP_KINDS = (
    ("xl/workbook.bin", f"Đây là tệp Excel nhị phân (.xlsb). Vui lòng mở bằng Excel, {_AS_XLSX}."),
    ("word/", f"Đây là tệp văn bản Word. Vui lòng chép bảng sang Excel, {_AS_XLSX}."),
    ("ppt/", f"Đây là tệp trình chiếu. Vui lòng chép bảng sang Excel, {_AS_XLSX}."),
    (
        "mimetype",
        f"Đây là tệp OpenDocument (.ods). Vui lòng mở bằng LibreOffice hoặc Excel, {_AS_XLSX}.",
    ),
    ("", "Đây là tệp nén, không phải Excel. Vui lòng gửi tệp Excel (.xlsx) hoặc CSV bên trong."),
)


@dataclass(frozen=True)
class Sheet:
    """The lines of a file that hold anything, each with its number; cells are clean text."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    name: str
    """The file's."""
    sheet: str
    """The worksheet's; empty for a text file."""


def read(file_name: str, content: bytes) -> Sheet:
    """The sheet in a file, told by what it holds and not by its name; raises UnreadableError."""
    if len(content) > MAX_BYTES:
        raise UnreadableError(f"Tệp lớn hơn {MAX_BYTES >> 20} MB. Vui lòng chia nhỏ rồi gửi lại.")
    if not content.strip(b"\0\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise UnreadableError(_EMPTY)
    title, rows = _rows(content)
    held = tuple(_bounded(rows))
    if not held:
        raise UnreadableError(_EMPTY)
    return Sheet(held, file_name, title)


def _rows(content: bytes) -> tuple[str, Iterable[tuple[int, tuple[str, ...]]]]:
    if content.startswith(b"PK\x03\x04"):
        _check_archive(content)
        return read_workbook(content, MAX_COLUMNS + 1)
    if content.startswith(_OLD_OFFICE):
        raise UnreadableError(_first(_OLD_KINDS, content.decode("utf-16-le", "ignore")))
    for mark, words in _OTHER_KINDS:
        if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(mark):
            raise UnreadableError(words)
    return "", read_text(content)


def _check_archive(content: bytes) -> None:
    """Raises UnreadableError unless the zip holds an Excel workbook of a bearable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" not in names:
                raise UnreadableError(_first(_ZIP_KINDS, "\n".join(names)))
            check_size(archive)
    except zipfile.BadZipFile as error:
        raise UnreadableError(
            "Tệp Excel bị hỏng hoặc tải lên chưa trọn. Vui lòng gửi lại; nếu vẫn không được, "
            f"mở bằng Excel, {_AS_XLSX}."
        ) from error


def _first(kinds: tuple[tuple[str, str], ...], text: str) -> str:
    return next(words for mark, words in kinds if mark in text)


def _bounded(
    rows: Iterable[tuple[int, tuple[str, ...]]],
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The lines that hold anything, without empty cells at their ends."""
    held = ((line, cells) for line, cells in rows if any(cells))
    for count, (line, cells) in enumerate(held, 1):
        if count > MAX_ROWS:
            raise UnreadableError(
                f"Tệp có hơn {MAX_ROWS:,} dòng. Vui lòng chia thành nhiều tệp.".replace(",", ".")
            )
        width = max(place for place, cell in enumerate(cells, 1) if cell)
        if width > MAX_COLUMNS:
            raise UnreadableError(
                f"Dòng {line} có hơn {MAX_COLUMNS} cột. Vui lòng chỉ để lại các cột của mẫu."
            )
        yield line, cells[:width]
