"""CSV and tab-separated text, however it was saved: encoding and separator are found out."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from contest.office.cells import UnreadableError, clean

_SEPARATORS = "\t;,"
_LOOKED_AT = 50  # records that must show which separator it is
_LONGEST = 30  # lines of one record; a longer one is a quotation mark that nobody closed
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NOT_UNICODE = (
    "Tệp không dùng bảng mã Unicode nên chữ có dấu không đọc được. Vui lòng mở bằng Excel, "
    "chọn Lưu thành (Save As) loại «Excel Workbook (.xlsx)» hoặc «CSV UTF-8», rồi gửi lại."
)


def read_text(content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each record with the line it begins on, from 1; raises UnreadableError."""
    text = _decoded(content)
    separator, skipped = _separator(text)
    try:
        for line, record in _records(text, separator):
            if line > skipped:
                yield line, tuple(map(clean, record))
    except csv.Error as error:
        raise UnreadableError(
            "Tệp có ô quá dài, có thể do dấu ngoặc kép mở mà không đóng. "
            "Vui lòng xem lại các dấu ngoặc kép rồi gửi lại."
        ) from error


def _decoded(content: bytes) -> str:
    bom, encoding = next(
        ((bom, name) for bom, name in _BOMS if content.startswith(bom)), (b"", _guess(content))
    )
    try:
        text = content[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(_NOT_UNICODE) from error
    if "\0" in text:
        raise UnreadableError(_NOT_UNICODE)
    return text


def _guess(content: bytes) -> str:
    """Without a mark: UTF-16 if every other byte tends to be nought, otherwise UTF-8.

    Separators, line ends and digits are ASCII in every file, so one half holds noughts.
    """
    even, odd = content[::2].count(0), content[1::2].count(0)
    if not even + odd:
        return "utf-8"
    return "utf-16-le" if odd > even else "utf-16-be"


def _separator(text: str) -> tuple[str, int]:
    """The separator, and how many lines at the top only name it (`sep=;`, as Excel reads)."""
    first = text.split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and first[4:] in (",", ";", "", "\t"):
        return first[4:] or "\t", 1
    return max(_SEPARATORS, key=lambda each: _evidence(text, each)), 0


def _evidence(text: str, separator: str) -> int:
    """How much of a table the text becomes: records of the commonest width, times its columns."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(record) for record in islice(reader, _LOOKED_AT))
    except csv.Error:
        return 0
    return max((count * (width - 1) for width, count in widths.items()), default=0)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    begins, last, record = 1, 1, [""]
    for record in reader:
        if reader.line_num - begins > _LONGEST:
            raise _unclosed(begins)
        yield begins, record
        last, begins = begins, reader.line_num + 1
    if "\n" in record[-1] and not text.rstrip().endswith('"'):
        raise _unclosed(last)


def _unclosed(line: int) -> UnreadableError:
    return UnreadableError(
        f"Dòng {line}: có dấu ngoặc kép mở mà không đóng, nên các dòng sau bị nuốt vào một ô. "
        "Vui lòng bỏ hoặc đóng dấu ngoặc kép ấy rồi gửi lại."
    )
