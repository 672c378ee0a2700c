"""Files → rows: whatever program, machine and habit made the file, the same text comes out."""

import io
import itertools
import struct
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from contest.office import incoming_excel, sheets
from contest.office.cells import Numeric, UnreadableError, clean, masked, quoted
from contest.office.sheets import read
from tests.domain.builders import table
from tests.office.files import saved, text_file, workbook

LINES = [
    ("Họ và tên", "Cơ quan, đơn vị", "Ghi chú"),
    ("Nguyễn Thị Bưởi", "Sở Văn hóa, Thể thao và Du lịch", 'nói; "khẽ"'),
    ("Y Moan Êban", "UBND huyện Cư M'gar", "dòng một\ndòng hai\tba"),
    ("H'Lan Niê", "Sở Y tế", ""),
]
EXPECTED = (
    (1, ("Họ và tên", "Cơ quan, đơn vị", "Ghi chú")),
    (2, ("Nguyễn Thị Bưởi", "Sở Văn hóa, Thể thao và Du lịch", 'nói; "khẽ"')),
    (3, ("Y Moan Êban", "UBND huyện Cư M'gar", "dòng một dòng hai ba")),
)
IN_TEXT = (*EXPECTED, (5, ("H'Lan Niê", "Sở Y tế")))
IN_EXCEL = (*EXPECTED, (4, ("H'Lan Niê", "Sở Y tế")))
MORNING = datetime(1985, 3, 2, 8, 30)  # noqa: DTZ001 (a cell of Excel knows no zone)
ENCODINGS = [
    ("utf-8", ""),
    ("utf-8", "\ufeff"),
    ("utf-16-le", ""),
    ("utf-16-le", "\ufeff"),
    ("utf-16-be", ""),
    ("utf-16-be", "\ufeff"),
    ("utf-32-le", "\ufeff"),
]
MESSY = list(itertools.product(ENCODINGS, ",;\t", ("NFC", "NFD")))


@pytest.mark.parametrize(("encoding", "separator", "form"), MESSY)
def test_every_text_file_says_the_same(
    encoding: tuple[str, str], separator: str, form: str
) -> None:
    """Encoding, mark, separator and the form of accents make no difference."""
    content = text_file(LINES, encoding[0], separator, form, encoding[1])
    assert read("a.csv", content).rows == IN_TEXT


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_workbook_says_the_same_as_text(form: str) -> None:
    """Excel's rows are the text file's, with Excel's own line numbers."""
    lines = [
        [unicodedata.normalize("NFD" if form == "NFD" else "NFC", c) for c in line]
        for line in LINES
    ]
    sheet = read("a.xlsx", workbook(lines))
    assert (sheet.rows, sheet.name, sheet.sheet) == (IN_EXCEL, "a.xlsx", "Danh sách")


@table(
    "text rows",
    ("sep=;\r\na;b\r\n1;2", ((2, ("a", "b")), (3, ("1", "2"))), "Excel's own line is no data"),
    ("a,b\r1,2\r", ((1, ("a", "b")), (2, ("1", "2"))), "line ends of an old Mac"),
    ("a;b,c;d\n1;2,5;3\n", ((1, ("a", "b,c", "d")), (2, ("1", "2,5", "3"))), "commas inside cells"),
    ("Tỉnh A, ngày 1\n\na;b;c\n1;2;3\n1;2;3", None, "a title with a comma is no table"),
    ("a,b\n\n ,\n1,2", ((1, ("a", "b")), (4, ("1", "2"))), "empty lines are left out, and counted"),
    ('a,b\n="0123",\'0456', ((1, ("a", "b")), (2, ("0123", "0456"))), "marks that keep text text"),
    ("a\u00a0 b\u200b,\ufeffc", ((1, ("a b", "c")),), "what can't be seen is not there"),
)
def test_habits_of_text_files(text: str, rows: tuple[object, ...] | None) -> None:
    """What programs and people leave in text files is understood."""
    found = read("a.csv", text.encode()).rows
    assert found == rows if rows else found[1] == (3, ("a", "b", "c"))


def test_cells_of_a_workbook_are_text() -> None:
    """Numbers, days and ticks come out as a person reads them, and numbers are known as such."""
    lines = [
        [66085001234, 12, 12.5, 7.0, True, date(1985, 3, 2), MORNING, "01"],
        [66085001234],
    ]
    (_, cells), (_, (shaped,)) = read("a.xlsx", workbook(lines, shapes={"A2": "0" * 12})).rows
    expected = ["66085001234", "12", "12.5", "7", "có", "02/03/1985"]
    assert cells == (*expected, "02/03/1985 08:30", "01")
    assert [isinstance(cell, Numeric) for cell in cells] == [True] * 4 + [False] * 4
    assert shaped == "066085001234", "a cell that shows twelve digits has lost nothing"


def test_the_first_sheet_that_shows_anything_is_read() -> None:
    """Hidden and empty sheets are passed over; formulas give what they last gave."""
    book = Workbook()
    hidden, empty = book.active, book.create_sheet("Trống")
    assert hidden is not None
    hidden.title, hidden.sheet_state = "Ẩn", "hidden"
    hidden.append(["bí mật"])
    book.create_sheet("Thật").append(["thấy", "được"])
    assert empty.title == "Trống"
    assert read("a.xlsx", saved(book)).sheet == "Thật"


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The workbook with parts put in or replaced, by the last piece of their names."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            short = name.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(name, parts.get(short, old.read(name)))
    return held.getvalue()


def zipped(*names: str) -> bytes:
    """A zip that holds so-called files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return held.getvalue()


def old_office(stream: str) -> bytes:
    """The front of a file of the old Office kind that names a stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(64)


BOOK = workbook(LINES)
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""
FAR = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="2000000000"><c r="A2000000000"><v>1</v></c></row></sheetData></worksheet>"""


@table(
    "content words",
    (b"", "không có dòng nào", "nothing at all"),
    (b"\xef\xbb\xbf\r\n \r\n", "không có dòng nào", "only line ends"),
    (b",,\r\n,,\r\n", "không có dòng nào", "only separators"),
    (workbook([]), "không có dòng nào", "an empty workbook"),
    (b"%PDF-1.7 ...", "PDF", "a PDF"),
    (b"<html><table>", "trang web", "a web page called .xls"),
    (b"\x89PNG\r\n", "ảnh", "a photograph"),
    (b"{\\rtf1 ", "Word", "rich text"),
    (old_office("Workbook"), "đời cũ (.xls)", "Excel before 2007"),
    (old_office("EncryptedPackage"), "mật khẩu", "a workbook with a password"),
    (old_office("WordDocument"), "Word", "Word before 2007"),
    (zipped("word/document.xml"), "Word", "Word"),
    (zipped("mimetype", "content.xml"), "OpenDocument", "LibreOffice"),
    (zipped("xl/workbook.bin"), ".xlsb", "binary Excel"),
    (zipped("a.csv"), "tệp nén", "an archive"),
    (zipped("xl/workbook.xml"), "hỏng", "a zip that only looks like a workbook"),
    (BOOK[: len(BOOK) // 2], "tải lên chưa trọn", "half a workbook"),
    (repacked(BOOK, sheet1=b"<worksheet><"), "hỏng", "XML that breaks off"),
    (repacked(BOOK, sheet1=LAUGHS), "hỏng", "XML with entities"),
    (repacked(BOOK, sheet1=FAR), "quá lớn", "a line beyond Excel's last"),
    ("Họ tên;Sở Nội vụ".encode("cp1258", "replace") + b"\xd5\xfe", "Unicode", "an old encoding"),
    (b"a,b\n\x00\x00\x00\x00\x00", "Unicode", "noughts in the middle"),
    (b'a,b\n1,"2\n3,4\n5,6\n', "Dòng 2: có dấu ngoặc kép", "a quotation left open"),
    (('a,b\n1,"2' + "\n3,4" * 40 + '\n"').encode(), "Dòng 2", "a quotation closed far below"),
    (('a,b\n1,"' + "x" * 200_000).encode(), "ngoặc kép", "a cell without an end"),
    (("a,b\n" * 50_001).encode(), "50.000 dòng", "too many lines"),
    (",".join("a" * 61).encode(), "hơn 60 cột", "too many columns"),
    (workbook([["a"] * 61]), "hơn 60 cột", "too many columns in Excel"),
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, words: str) -> None:
    """A file that can't be taken is refused with a sentence that names it and asks politely."""
    with pytest.raises(UnreadableError) as refused:
        read("x.xlsx", content)
    assert words in str(refused.value)
    assert "Vui lòng" in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_file_too_long_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes are bounded before anything else happens."""
    monkeypatch.setattr(sheets, "MAX_BYTES", 10)
    with pytest.raises(UnreadableError, match="chia nhỏ"):
        read("a.csv", b"a,b,c,d,e,f")


@pytest.mark.parametrize("limit", ["MAX_UNPACKED", "MAX_PARTS", "MAX_HELD"])
def test_a_zip_bomb_is_not_unpacked(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a workbook says it would unpack to is bounded before it is opened."""
    monkeypatch.setattr(incoming_excel, limit, 5)
    monkeypatch.setattr(incoming_excel, "load_workbook", None)
    with pytest.raises(UnreadableError, match="quá lớn khi giải nén"):
        read("a.xlsx", BOOK)


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    """A part larger than its header says breaks off instead of filling the memory."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(BOOK)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name) + b" " * 100_000 * name.endswith("sheet1.xml"))
        true = new.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = held.getvalue().replace(struct.pack("<L", true), struct.pack("<L", 500))
    with pytest.raises(UnreadableError, match="hỏng"):
        read("a.xlsx", lying)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(
    cells=st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=8),
    encoding=st.sampled_from(ENCODINGS),
    separator=st.sampled_from(",;\t"),
    form=st.sampled_from(["NFC", "NFD"]),
)
def test_words_survive_any_text_file(
    cells: list[tuple[str, str, str]], encoding: tuple[str, str], separator: str, form: str
) -> None:
    """Whatever stands in a table under a header comes back clean and on its line."""
    lines = [("Họ và tên", "Cơ quan", "Nhóm")] * 12 + cells
    content = text_file(lines, encoding[0], separator, form, encoding[1])
    found = dict(read("a.csv", content).rows)
    for number, line in enumerate(cells, 13):
        expected = tuple(map(clean, line))
        got = found.get(number, ())
        assert (*got, "", "", "")[:3] == expected


@given(WORDS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Clean text is NFC, trimmed, on one line, and stays as it is unless it is marked as text."""
    once = clean(text)
    assert once == unicodedata.normalize("NFC", once).strip()
    assert once.startswith(("'", "=")) or clean(once) == once


@table(
    "text shown",
    ("066085001234", "066*******34", "twelve digits"),
    ("CCCD 066 085 001 234.", "CCCD 066*******34.", "in groups"),
    ("066.085.001.234", "066*******34", "with dots"),
    ("240123456", "240****56", "an old id"),
    ("0912 345", "0912 345", "a short number is nobody's id"),
)
def test_numbers_of_people_are_masked(text: str, shown: str) -> None:
    """Three digits in front and two behind are enough to find a line again."""
    assert masked(text) == shown
    assert quoted("a" * 70) == f"«{'a' * 60}…»"
