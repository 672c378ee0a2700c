"""Rosters, headcounts, exclusions: what reads well is taken, the rest is told by its line."""

import io
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from contest.domain.agency import Agency
from contest.domain.identity import read_name
from contest.office import imports
from contest.office.cells import UnreadableError
from contest.office.forms import template
from contest.office.imports import ExclusionRow, HeadcountRow, Kind, Reading, RosterRow
from contest.office.sheets import read
from tests.domain.builders import real_contest, real_sources, table
from tests.office.files import a_number, roster, text_file, workbook

CONTEST = real_contest()
AGENCIES: dict[str, Agency] = {each.id: each for each in real_sources().agencies}
ID = a_number(1)
GOOD = ("1", "Nguyễn Văn Mẫu", ID, "Sở Nội vụ", "Công chức")
THONG_NHAT = "UBND phường Thống Nhất"


def roster_of(*lines: Any, **more: Any) -> Reading[RosterRow]:
    """The reading of a roster with these lines."""
    return imports.roster(read("a.csv", text_file(roster(*lines, **more))), CONTEST, AGENCIES)


def in_excel(*lines: Any, **more: Any) -> Reading[RosterRow]:
    """The same from a workbook, where numbers are numbers."""
    return imports.roster(read("a.xlsx", workbook(roster(*lines, **more))), CONTEST, AGENCIES)


def line(**changes: str) -> tuple[str, ...]:
    """A good line of a roster, but for what is changed."""
    names = ("n", "name", "identity", "agency", "group")
    return tuple(changes.get(name, cell) for name, cell in zip(names, GOOD, strict=True))


def told(reading: Reading[Any]) -> str:
    """The one problem of a reading."""
    (problem,) = reading.problems
    assert reading.rows == () and reading.refused == reading.lines == 1
    return problem.message


def test_a_good_line_is_a_nomination() -> None:
    """A line says who, where, as what."""
    (row,) = roster_of(GOOD).rows
    assert (row.line, row.full_name, row.national_id.number) == (2, "Nguyễn Văn Mẫu", ID)
    assert (row.agency, row.group, row.position, row.withdrawn) == (
        "so-noi-vu",
        "official",
        None,
        False,
    )


@table(
    "words agency",
    ("Sở Nội vụ", "so-noi-vu", "by name"),
    ("so-noi-vu", "so-noi-vu", "by id in the column of names"),
    ("SỞ  NỘI VỤ", "so-noi-vu", "capitals and spaces"),
    ("So Noi vu", "so-noi-vu", "no diacritics"),
    ("Sở Văn hoá, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich", "the older accent"),
    ("Ủy ban nhân dân huyện Cư Mgar", "cu-mgar", "in full, without the apostrophe"),
    ("TP. Buôn Ma Thuột", "buon-ma-thuot", "shortened"),
    (f"{THONG_NHAT}, thị xã Buôn Hồ", "buon-ho-thong-nhat", "with its district"),
    (f"{THONG_NHAT} (TX Buôn Hồ)", "buon-ho-thong-nhat", "with its district in brackets"),
    (f"{THONG_NHAT} - Buôn Ma Thuột", "buon-ma-thuot-thong-nhat", "with the district's bare name"),
)
def test_agencies_are_known_by_what_people_call_them(words: str, agency: str) -> None:
    """Ids, names, and names with a district lead to one agency."""
    (row,) = roster_of(line(agency=words)).rows
    assert row.agency == agency


@table(
    "words group",
    ("leader", "leader", "by id"),
    ("Lãnh đạo cơ quan, đơn vị", "leader", "by name"),
    ("lanh dao", "leader", "as people say"),
    ("Trưởng phòng/phó phòng", "division_leader", "both names of one group"),
    ("Phó Trưởng phòng", "division_leader", "by office"),
    ("Trưởng phòng", "division_leader", "by office"),
    ("CÔNG CHỨC", "official", "short"),
    ("Một cửa", "one_stop", "short"),
    ("Viên chức", "staff", "short"),
    ("Công dân", None, "a citizen belongs to no agency"),
)
def test_groups_are_known_by_what_people_call_them(words: str, group: str | None) -> None:
    """Ids, names and everyday names lead to one group of the agency's level."""
    found = [row.group for row in roster_of(line(group=words)).rows]
    assert found == ([group] if group else [])


@table(
    "changes words",
    ({"name": ""}, "Chưa ghi họ và tên", "no name"),
    ({"name": "Mẫu"}, "ghi đủ họ và tên", "one word"),
    ({"name": "Nguyễn Văn 2"}, "chỉ gồm chữ", "a digit"),
    ({"identity": ""}, "Chưa ghi số định danh", "no id"),
    ({"identity": "24012345A"}, "không phải chữ số", "a letter"),
    ({"identity": "240123456"}, "CMND cũ", "the id of before 2012"),
    ({"identity": ID[1:]}, "Excel đã bỏ số 0 ở đầu", "eleven digits in a text file"),
    ({"identity": ID + "1"}, "có 13 chữ số", "a digit too many"),
    ({"identity": "000085001234"}, "mã tỉnh", "no such province"),
    ({"identity": "6,6085E+10"}, "rút gọn", "what Excel makes of long numbers"),
    ({"agency": ""}, "Ô gộp cần tách", "no agency, as under a merged cell"),
    ({"agency": "Sở Nộ vụ"}, "Có phải là: «Sở Nội vụ» (mã so-noi-vu)", "an unknown agency"),
    ({"agency": "Bộ Ngoại giao tỉnh bạn"}, "trong danh mục. Vui lòng", "nothing like it"),
    (
        {"agency": THONG_NHAT},
        f"«{THONG_NHAT}, thị xã Buôn Hồ» (mã buon-ho-thong-nhat)",
        "two",
    ),
    ({"group": ""}, "Chọn một trong: «Lãnh đạo cơ quan", "no group"),
    ({"group": "Khách"}, "Không có nhóm «Khách»", "an unknown group"),
    (
        {"agency": "UBND phường Tân Lập", "group": "Trưởng phòng"},
        "«Lãnh đạo cấp phòng» không có ở cấp xã",
        "a group the level lacks",
    ),
)
def test_a_wrong_line_is_told_what_to_write(changes: dict[str, str], words: str) -> None:
    """Each mistake has a sentence of its own that says how to mend it."""
    message = told(roster_of(line(**changes)))
    assert words in message
    assert message.endswith(".")


def test_a_dropped_nought_is_put_back_and_noted() -> None:
    """A number in Excel that lost its nought is taken, and the line is told without the id."""
    reading = in_excel(("1", "Nguyễn Văn Mẫu", int(ID), "Sở Nội vụ", "Công chức"))
    assert [row.national_id.number for row in reading.rows] == [ID]
    (note,) = reading.notes
    assert "Excel đã bỏ số 0 ở đầu" in note.message and ID[1:] not in note.message
    assert note[:2] == (2, "Số định danh cá nhân/CCCD")
    assert "CMND cũ" in told(in_excel(("1", "A B", 240123456, "Sở Nội vụ", "Công chức")))


def test_a_person_twice_is_told_with_the_earlier_line() -> None:
    """The later line is refused, be it the same word for word."""
    reading = roster_of(GOOD, GOOD, line(agency="Sở Y tế"), line(identity=a_number(2)))
    assert [(each.line, each.message) for each in reading.problems] == [
        (n, "Người này đã có ở dòng 2. Vui lòng chỉ giữ lại một dòng.") for n in (3, 4)
    ]
    assert [row.line for row in reading.rows] == [2, 5]


def test_all_problems_come_at_once_and_a_line_counts_once() -> None:
    """Four mistakes of one line are four problems and one refused line."""
    reading = roster_of(("1", "", "12", "Sở Lạ", "Khách"), GOOD)
    assert [each.column for each in reading.problems] == [
        "Họ và tên",
        "Số định danh cá nhân/CCCD",
        "Cơ quan, đơn vị",
        "Nhóm",
    ]
    assert (reading.refused, len(reading.rows), reading.lines) == (1, 1, 2)


@table(
    "changes problems",
    ({"Mã cơ quan": "so-noi-vu"}, 0, "id and name agree"),
    ({"Mã cơ quan": "so-y-te"}, 1, "id and name are two agencies"),
    ({"Mã cơ quan": "so-la"}, 1, "an unknown id"),
    ({"Mã cơ quan": "buon-ho-thong-nhat", "Cơ quan": THONG_NHAT}, 0, "the id decides"),
    ({"Mã cơ quan": "so-noi-vu", "Cơ quan": ""}, 0, "the id is enough"),
    ({"Ngày sinh": "12/3/1985"}, 0, "the day agrees with the id"),
    ({"Ngày sinh": "1985-03-12"}, 0, "an ISO day"),
    ({"Ngày sinh": "1985"}, 0, "the year alone"),
    ({"Ngày sinh": "12/3/1986"}, 1, "another year than the id's"),
    ({"Ngày sinh": "30/2/1985"}, 1, "no such day"),
    ({"Ngày sinh": "năm 85"}, 1, "no day"),
    ({"Hủy": "x"}, 0, "withdrawn"),
    ({"Hủy": "Có"}, 0, "withdrawn in words"),
    ({"Hủy": "chưa rõ"}, 1, "neither yes nor no"),
    ({"Chức vụ": "Chuyên viên"}, 0, "a position"),
    ({"Chức vụ": "x" * 201}, 1, "a position too long"),
)
def test_columns_beside_the_mandatory_ones(changes: dict[str, str], problems: int) -> None:
    """What else a roster may say is read, and checked against the rest."""
    said = {
        "Họ tên": "Nguyễn Văn Mẫu",
        "CCCD": ID,
        "Cơ quan": "Sở Nội vụ",
        "Nhóm": "Công chức",
        **changes,
    }
    reading = roster_of(tuple(said.values()), headers=said)
    assert len(reading.problems) == problems
    if not problems:
        (row,) = reading.rows
        assert row.withdrawn == ("Hủy" in changes)
        assert row.position == changes.get("Chức vụ")


def test_what_stands_around_the_table_is_passed_over() -> None:
    """Titles above, numbers of columns below, and totals at the end are no data."""
    lines = [
        ("ỦY BAN NHÂN DÂN TỈNH", "", "", "", ""),
        ("DANH SÁCH CỬ THAM GIA, ĐỢT 1", "", "", "", ""),
        ("STT", "HỌ VÀ TÊN (*)", "Số CCCD/CMND (12 số)", "Đơn vị công tác", "Đối tượng"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        GOOD,
        ("Tổng cộng:", "1", "", "", ""),
    ]
    reading = imports.roster(read("a.xlsx", workbook(lines)), CONTEST, AGENCIES)
    assert [row.line for row in reading.rows] == [5]
    assert (reading.lines, reading.problems) == (1, ())


@table(
    "headers words",
    (("TT", "Tên", "Địa chỉ"), "Chưa thấy dòng tiêu đề", "no known column"),
    (
        ("Họ tên", "CCCD", "Ghi chú"),
        "«Cơ quan, đơn vị» hoặc «Mã cơ quan»; «Nhóm",
        "two",
    ),
    (
        ("Họ tên", "CCCD", ID),
        "có: «Họ tên», «CCCD», «066*******01»",
        "an id is hidden",
    ),
    (("Họ tên", "CCCD", "CMND"), "hai cột «CCCD» và «CMND»", "two columns for one thing"),
)
def test_a_table_without_its_columns_is_unreadable(headers: tuple[str, ...], words: str) -> None:
    """What is missing is told by name, with what was found; nobody's id is shown."""
    with pytest.raises(UnreadableError) as refused:
        roster_of(("a", "b", "c"), headers=headers)
    assert words in str(refused.value) and ID not in str(refused.value)


def test_ids_are_masked_wherever_they_stray() -> None:
    """An id in any column is shown in no problem in full."""
    grouped = f"{ID[:3]} {ID[3:6]}.{ID[6:]}"
    reading = roster_of((ID, ID, grouped + "9", ID, grouped), (ID, "A B", f"x{ID}", "", ID))
    text = " ".join(each.message for each in reading.problems)
    assert "066*******01" in text
    assert ID not in text and grouped not in text


# ---- headcounts ----------------------------------------------------------------------------


COUNTS = ("Cơ quan, đơn vị", "Lãnh đạo", "Lãnh đạo phòng", "Công chức", "Một cửa")


def headcounts_of(*lines: Any) -> Reading[HeadcountRow]:
    """The reading of headcounts with these lines."""
    content = text_file([COUNTS, *lines], separator=";")
    return imports.headcounts(read("a.csv", content), CONTEST, AGENCIES)


def test_headcounts_are_whole_numbers_or_unknown() -> None:
    """A blank is unknown, a nought is nobody, and a level has only its own groups."""
    reading = headcounts_of(
        ("Sở Y tế", "3", "12", "40", "0"), ("UBND phường Tân Lập", 2, "-", "", 1)
    )
    assert [(row.agency, row.counts) for row in reading.rows] == [
        ("so-y-te", {"leader": 3, "division_leader": 12, "official": 40, "one_stop": 0}),
        (
            "buon-ma-thuot-tan-lap",
            {"leader": 2, "division_leader": None, "official": None, "one_stop": 1},
        ),
    ]


@table(
    "cells words",
    (("Sở Y tế", 1, 1, "1.234", 1), "Vui lòng chỉ ghi chữ số: 1234", "a thousand or a fraction"),
    (("Sở Y tế", 1, 1, "1,234", 1), "Vui lòng chỉ ghi chữ số: 1234", "the same with a comma"),
    (("Sở Y tế", 1, 1, "12,5", 1), "không phải số người", "half a person"),
    (("Sở Y tế", 1, 1, "-3", 1), "không phải số người", "fewer than none"),
    (("Sở Y tế", 1, 1, "12 người", 1), "một số nguyên", "words"),
    (("Sở Y tế", 1, 1, "100000", 1), "quá lớn", "more than a province has"),
    (("Sở Y tế", 1, 1, 5, 6), "(6) nhiều hơn số", "more in the part than in the whole"),
    (("Sở Y tế", "", "", "", ""), "chưa ghi số người nào", "nothing said"),
    (("UBND phường Tân Lập", 1, 2, 9, 1), "không có ở cấp xã", "a group the level lacks"),
    (("Sở Lạ", 1, 1, 5, 1), "trong danh mục", "an unknown agency"),
)
def test_wrong_headcounts_are_told(cells: tuple[Any, ...], words: str) -> None:
    """A number that could mean two things is never guessed at."""
    assert words in told(headcounts_of(cells))


def test_an_agency_twice_is_told_with_the_earlier_line() -> None:
    """Two lines for one agency: the later one is refused."""
    reading = headcounts_of(("Sở Y tế", 3, 12, 40, 2), ("so-y-te", 3, 12, 40, 2))
    assert [(each.line, "dòng 2" in each.message) for each in reading.problems] == [(3, True)]


# ---- exclusions ----------------------------------------------------------------------------


def exclusions_of(**changes: str) -> Reading[ExclusionRow]:
    """The reading of one exclusion."""
    said = {
        "Họ và tên": "Trần Thị Mẫu",
        "Số định danh cá nhân": ID,
        "Lý do": "Thành viên Tổ Thư ký",
        "Cơ quan, đơn vị": "Sở Nội vụ",
        "Nhóm đối tượng": "Công chức",
        "Hủy": "",
        **changes,
    }
    content = text_file([tuple(said), tuple(said.values())])
    return imports.exclusions(read("a.csv", content), CONTEST, AGENCIES)


@table(
    "changes expected",
    ({}, ("so-noi-vu", "official", False), "with the post they hold"),
    ({"Cơ quan, đơn vị": "", "Nhóm đối tượng": ""}, (None, None, False), "a post isn't needed"),
    ({"Hủy": "x"}, ("so-noi-vu", "official", True), "lifted"),
    ({"Nhóm đối tượng": ""}, ("so-noi-vu", None, False), "half a post is noted"),
    ({"Lý do": ""}, None, "a reason is needed"),
    ({"Lý do": "x" * 201}, None, "a reason is short"),
    ({"Cơ quan, đơn vị": ""}, None, "a group needs its agency"),
    ({"Cơ quan, đơn vị": "Sở Lạ"}, None, "an unknown agency"),
    ({"Nhóm đối tượng": "Khách"}, None, "an unknown group"),
    ({"Số định danh cá nhân": "12"}, None, "no id"),
)
def test_exclusions(changes: dict[str, str], expected: tuple[Any, ...] | None) -> None:
    """Who may not take part, why, and from which post they are taken off."""
    reading = exclusions_of(**changes)
    assert [(row.agency, row.group, row.lifted) for row in reading.rows] == (
        [expected] if expected else []
    )
    assert bool(reading.problems) == (expected is None)
    assert bool(reading.notes) == (expected == ("so-noi-vu", None, False))


# ---- forms ---------------------------------------------------------------------------------

READERS: dict[Kind, Callable[..., Reading[Any]]] = {
    Kind.ROSTER: imports.roster,
    Kind.HEADCOUNTS: imports.headcounts,
    Kind.EXCLUSIONS: imports.exclusions,
}


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_form_is_a_file_without_lines(kind: Kind) -> None:
    """The form we give is the form we take: its headers are all known."""
    sheet = read("mau.xlsx", template(kind, CONTEST, AGENCIES))
    reading = READERS[kind](sheet, CONTEST, AGENCIES)
    assert (reading.lines, reading.problems) == (0, ())


@pytest.mark.parametrize("kind", Kind)
def test_the_example_of_a_form_reads_well(kind: Kind) -> None:
    """Copied into the form, the example has one fault: its agency is invented."""
    book = load_workbook(io.BytesIO(template(kind, CONTEST)))
    form, example = book.worksheets[:2]
    for column, cell in enumerate(example[2], 1):
        form.cell(2, column, cell.value)
    held = io.BytesIO()
    book.save(held)
    reading = READERS[kind](read("mau.xlsx", held.getvalue()), CONTEST, AGENCIES)
    assert [each.message for each in reading.problems] == [
        "Không có mã cơ quan «co-quan-vi-du» trong danh mục."
    ]


def test_a_form_keeps_ids_as_text_and_offers_groups() -> None:
    """The column of ids is text, groups and agencies can be chosen."""
    book = load_workbook(io.BytesIO(template(Kind.ROSTER, CONTEST, AGENCIES)))
    form, _, lists = book.worksheets
    assert {form["B2"].number_format, form["B5000"].number_format} == {"@"}
    (offered,) = form.data_validations.dataValidation
    assert offered.formula1 == "'Danh mục'!$A$2:$A$6" and "F2" in offered.sqref
    assert [lists[f"A{n}"].value for n in (2, 6)] == [
        CONTEST.groups[0].name,
        "Viên chức, chiến sĩ, người lao động khác",
    ]
    assert {cell.value for cell in lists["C"][1:]} == set(AGENCIES)


# ---- all together --------------------------------------------------------------------------

WORDS = """
    Nguyễn Trần Lê Phạm Hoàng Đặng Bùi Đỗ Hồ Ngô Dương Lý Y H'Lan Êban Niê Kđăm Ayŭn Thị Văn Hữu
    Đức Quỳnh Thủy Thuỷ Bưởi Ẩn Ốc Ỷ Ữ Mlô Ksơr Knul Buôn-Yă Ñuê Čil
"""
NAMES = st.lists(st.sampled_from(WORDS.split()), min_size=2, max_size=5).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(NAMES, min_size=1, max_size=6),
    make=st.sampled_from(
        [
            workbook,
            text_file,
            lambda lines: text_file(lines, "utf-16-le", "\t", "NFD", "\ufeff"),
            lambda lines: text_file(lines, "utf-8", ";", "NFD", "\ufeff"),
        ]
    ),
)
def test_names_come_out_as_they_went_in(names: list[str], make: Callable[[Any], bytes]) -> None:
    """Every letter of every people of the province survives every kind of file."""
    lines = [line(name=name, identity=a_number(n)) for n, name in enumerate(names)]
    reading = imports.roster(read("a", make(roster(*lines))), CONTEST, AGENCIES)
    assert [row.full_name for row in reading.rows] == [read_name(name) for name in names]
    assert all(row.full_name for row in reading.rows)


MISTAKES: tuple[dict[str, str], ...] = (
    {"name": ""},
    {"name": "Mẫu"},
    {"name": "Nguyễn Văn A1"},
    {"identity": ""},
    {"identity": "240123456"},
    {"identity": "06608500123"},
    {"identity": "0660850012345"},
    {"identity": "000085001234"},
    {"identity": "066O85001234"},
    {"identity": "6.6085E+10"},
    {"agency": ""},
    {"agency": "Sở Nội chính"},
    {"agency": THONG_NHAT},
    {"group": ""},
    {"group": "Khách mời"},
    {"group": "Công dân"},
    {"agency": "buon-ma-thuot-tan-lap", "group": "Trưởng phòng"},
    {"name": "", "identity": "1", "agency": "?", "group": "?"},
    {"identity": a_number(0)},
)


@pytest.mark.parametrize("make", [text_file, workbook])
def test_20_000_lines_with_500_mistakes(make: Callable[[Any], bytes]) -> None:
    """Exactly the planted mistakes are refused, and exactly the rest is taken."""
    chance = random.Random(20231107)
    planted = dict.fromkeys(sorted(chance.sample(range(3, 20_002), 500)), 0)
    planted = {number: n % len(MISTAKES) for n, number in enumerate(planted)}
    agencies = sorted(AGENCIES)
    lines = [
        line(
            **{
                "name": f"Nguyễn Văn {chr(65 + n % 26)}",
                "identity": a_number(n),
                "agency": agencies[n % len(agencies)],
                "group": "Viên chức",
                **(MISTAKES[planted[n + 2]] if n + 2 in planted else {}),
            }
        )
        for n in range(20_000)
    ]
    reading = imports.roster(read("a", make(roster(*lines))), CONTEST, AGENCIES)
    assert {each.line for each in reading.problems} == set(planted)
    assert {row.line for row in reading.rows} == set(range(2, 20_002)) - set(planted)
    assert (reading.refused, len(reading.rows), reading.lines) == (500, 19_500, 20_000)
