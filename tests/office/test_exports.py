"""What the secretariat takes away says what the console shows, and opens in Excel unharmed."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from contest.office.csv_file import csv_file
from contest.office.exports import contestants_table, participation_table
from contest.office.tables import Cell, Column, Kind, Table, counted, day, percent, printable
from contest.office.workbook import sheet_name, workbook
from tests.office.figures import AGENCIES, AS_OF, CONTEST, QUOTAS, person

AT = datetime(2023, 11, 8, 1, 0, 5, tzinfo=UTC)
RISKY = ["=1+1", "+84901", "-2", "@SUM(A1)", "\tx", "\r=1", "\n=1", " =1+1", "＝1+1", "－1", "＠x"]


def table(*rows: tuple[Cell, ...], **notes: Any) -> Table:
    columns = (
        Column("Mã", Kind.TEXT, 12),
        Column("Số", Kind.NUMBER, 8),
        Column("Tỷ lệ", Kind.PERCENT, 8),
        Column("Lúc", Kind.MOMENT, 18),
        Column("Ngày", Kind.DATE, 12),
        Column("Ghi chú", Kind.TEXT, 12, printed=False),
    )
    return Table("Bảng thử", columns, rows, **notes)


def row(text: str) -> tuple[Cell, ...]:
    return (text, 12, 0.5733, AT, date(2023, 11, 8), None)


def sheet(made: Table) -> Any:
    return load_workbook(io.BytesIO(workbook(made))).worksheets[0]


def lines(made: Table) -> list[list[str]]:
    text = csv_file(made).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def by_name(made: Table) -> list[dict[str, Cell]]:
    names = [column.name for column in made.columns]
    return [dict(zip(names, each, strict=True)) for each in made.rows]


def test_a_workbook_keeps_ids_as_text_and_the_rest_as_what_it_is() -> None:
    """Ids keep their zeros; numbers, percentages and moments can be reckoned with in Excel."""
    cells = sheet(table(row("0123456789")))[3]
    assert [each.value for each in cells[:3]] == ["0123456789", 12, 0.5733]
    assert cells[0].data_type == "s" and cells[0].number_format == "@"
    assert cells[2].number_format == "0.00%"
    assert cells[3].value == datetime(2023, 11, 8, 8, 0, 5) and cells[3].is_date  # noqa: DTZ001
    assert cells[4].value == datetime(2023, 11, 8) and cells[4].is_date  # noqa: DTZ001


@pytest.mark.parametrize("text", [*RISKY, "#N/A", "=", "'=1"])
def test_no_text_becomes_a_formula_in_a_workbook(text: str) -> None:
    """Whatever somebody wrote as a name is text, and stays text when the cell is edited."""
    cell = sheet(table(row(text)))["A3"]
    assert (cell.data_type, cell.value) == ("s", printable(text))
    assert cell.quotePrefix is (text in RISKY or text == "=")


def test_a_workbook_is_ready_to_read_and_to_print() -> None:
    """Headings stand bold, stay in sight, filter, and are repeated on each printed page."""
    made = sheet(table(row("1"), row("2"), above=("trên",), below=("dưới",)))
    assert [made.cell(n, 1).value for n in range(1, 8)] == [
        *("Bảng thử", "trên", "Mã", "1", "2", None, "dưới")
    ]
    assert made["A3"].font.bold and made.freeze_panes == "A4"
    assert made.auto_filter.ref == "A3:F5"
    assert made.print_title_rows == "$3:$3" and "$A$1:$E$7" in made.print_area
    assert made.page_setup.orientation == "landscape" and made.page_setup.fitToHeight == 0
    assert made.sheet_properties.pageSetUpPr.fitToPage


def test_a_hundred_thousand_rows_stay_small_in_memory() -> None:
    """Rows are written as they come: ten times the rows don't take ten times the memory."""

    def peak(rows: int) -> int:
        tracemalloc.start()
        made = workbook(_stream(rows))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most - len(made)

    assert peak(5000) < peak(500) + 2_000_000


def _stream(rows: int) -> Table:
    return Table("x", table().columns, (row(f"{n:07}") for n in range(rows)))


@given(st.text(max_size=60))
def test_excel_accepts_any_title_as_a_sheet_name(title: str) -> None:
    """At most 31 characters, none that Excel refuses, never empty."""
    name = sheet_name(title)
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\") and name[0] != "'" and name[-1] != "'"
    assert name.lower() != "history"


@given(st.text(max_size=20))
def test_any_text_comes_back_from_both_files(text: str) -> None:
    """No name breaks a file; the CSV gives it back with at most an apostrophe before it."""
    assert (sheet(table(row(text)))["A3"].value or "") == printable(text)
    assert lines(table(row(text)))[1][0] in (printable(text), f"'{printable(text)}")


def test_a_csv_file_is_what_excel_in_vietnam_expects() -> None:
    """BOM, semicolons, CRLF, a decimal comma, times on a Vietnamese clock."""
    made = csv_file(table(("Đắk Lắk", 57.5, 0.5733, AT, date(2023, 11, 8), None)))
    assert made.startswith(b"\xef\xbb\xbf") and made.endswith(b"\r\n")
    assert made.decode("utf-8-sig").splitlines() == [
        "Mã;Số;Tỷ lệ;Lúc;Ngày;Ghi chú",
        "Đắk Lắk;57,5;57,33%;2023-11-08 08:00:05;2023-11-08;",
    ]


@pytest.mark.parametrize(
    "text", [*RISKY, "0123456789", "012345678901", "1/2", "8:30", "12E5", "50%", "1-2", "MAR 5"]
)
def test_csv_cells_that_excel_would_run_or_change_carry_an_apostrophe(text: str) -> None:
    """Formulas can't run; ids keep zeros; nothing turns into a date or a power of ten."""
    assert lines(table(row(text)))[1][0] == f"'{printable(text)}"


@pytest.mark.parametrize("text", ["7K3MQ-9TZ0B", "Nguyễn Thị Ánh", "so-noi-vu", "II.2.a", ""])
def test_ordinary_csv_cells_carry_nothing(text: str) -> None:
    """Names, codes and clauses are written as they are."""
    assert lines(table(row(text)))[1][0] == text


def test_a_negative_number_is_no_formula() -> None:
    """Only text is marked: a number is still a number for Excel."""
    assert lines(table(("x", -2.5, -0.1, None, None, None)))[1][1:3] == ["-2,5", "-10,00%"]


def test_line_breaks_and_separators_stay_within_their_cell() -> None:
    """A cell with `;`, quotes or lines inside is quoted and comes back whole."""
    text = 'Phòng A; "B"\r\nTổ C'
    assert csv_file(table(row(text))).count(b"\r\n") == 2
    assert lines(table(row(text)))[1][0] == 'Phòng A; "B"\nTổ C'


def test_the_participation_table_says_what_the_console_says() -> None:
    """One row per agency and quota line, each figure that of the document."""
    rows = by_name(participation_table(QUOTAS, CONTEST, AGENCIES))
    given_lines = [each for agency in QUOTAS["agencies"] for each in agency["lines"]]
    keys = {"Biên chế": "headcount", "Phải dự thi": "owed", "Đã dự thi": "done"}
    keys |= {"Còn thiếu": "missing", "Không được dự thi": "excluded", "Tỷ lệ dự thi": "rate"}
    assert [[each[name] for name in keys] for each in rows[:4]] == [
        [each[key] for key in keys.values()] for each in given_lines
    ]
    assert [each["Kết quả"] for each in rows] == [
        *("Đạt", "Chưa đạt", "Đạt", "Chưa có biên chế", "Không giao chỉ tiêu")
    ]
    assert [each["Kết quả chung của cơ quan"] for each in rows] == [
        *("Chưa đạt", "Chưa đạt", "Đạt", "Chưa có biên chế", "Không giao chỉ tiêu")
    ]


def test_a_participation_row_can_stand_alone_in_the_index() -> None:
    """Clause, headcount version and the moment of the figures are on every row."""
    made = participation_table(QUOTAS, CONTEST, AGENCIES)
    rows = by_name(made)
    assert (
        rows[1]
        | {
            "Mức tối thiểu": "Từ 30%",
            "Điều khoản": "II.2.a",
            "Biên chế theo": "Công văn số 12/SNV (01/10/2023)",
            "Số liệu tính đến": AS_OF,
            "Mã cơ quan": "so-mau",
        }
        == rows[1]
    )
    assert rows[0]["Mức tối thiểu"] == "Từ 01 người"
    assert rows[3]["Trực thuộc"] == "UBND huyện Mẫu"
    assert "Số liệu tính đến 08:00 ngày 08/11/2023 (giờ Việt Nam)" in made.above
    assert "Điều khoản dẫn theo Kế hoạch số 115/KH-UBND ngày 07/7/2023" in made.above


def test_an_agency_without_quotas_still_shows_its_people() -> None:
    """Who owes nothing has one row with the number who took part."""
    last = by_name(participation_table(QUOTAS, CONTEST, AGENCIES))[-1]
    assert (last["Cơ quan, đơn vị"], last["Nhóm đối tượng"], last["Đã dự thi"]) == (
        *("Hội Mẫu", None, 7),
    )


def test_the_contestants_table_tells_a_person_in_words() -> None:
    """Names instead of ids, moments as moments, official rounds with state, attempts and score."""
    (told,) = by_name(contestants_table([person()], CONTEST, AGENCIES, AS_OF))
    assert told["Cơ quan, đơn vị"] == "Sở Mẫu" and told["Cơ quan cử"] == "UBND huyện Mẫu"
    assert told["Tình trạng"] == "Đã dự thi" and told["Cần xem xét"] == "Khai khác danh sách cử"
    assert told["Đăng ký lúc"] == datetime(2023, 11, 7, 1, 2, 3, tzinfo=UTC)
    assert [told[f"Vòng 1: {each}"] for each in ("tình trạng", "số lượt", "điểm")] == [
        *("Đã nộp bài", 2, 17)
    ]
    assert told["Vòng 2: tình trạng"] is None
    assert not any(name.startswith("Thi thử") for name in told)


def test_who_never_registered_is_in_the_contestants_table_too() -> None:
    """A nominated person without a code, or one whose data were erased, leaves gaps, no errors."""
    nothing = dict.fromkeys(("code", "name", "agency", "registered_at", "took_part_at"))
    absent = person(**nothing, rounds={}, flags=[])
    made = contestants_table([absent | {"nominated": None}], CONTEST, AGENCIES, AS_OF)
    assert lines(made)[1][:5] == ["", "", "", made_group(), "Chưa đăng ký"]


def made_group() -> str:
    found = CONTEST.group("official")
    assert found
    return found.name


@pytest.mark.parametrize("make", [workbook, csv_file])
def test_rows_may_be_a_stream(make: Any) -> None:
    """A directory of 100,000 is walked once, never gathered into a list."""
    people = (person(code=f"{n:010}") for n in range(3))
    assert make(contestants_table(people, CONTEST, AGENCIES, AS_OF))
    assert next(people, None) is None


def test_figures_are_written_as_official_papers_write_them() -> None:
    """Points between thousands, a decimal comma, zeros as the decree has them."""
    assert [counted(n) for n in (0, 2, 12, 12345)] == ["0", "02", "12", "12.345"]
    assert percent(0.57333) == "57,33%"
    assert [day(date(2023, *each)) for each in ((7, 7), (2, 10))] == ["07/7/2023", "10/02/2023"]
