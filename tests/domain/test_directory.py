"""The directory: found however it is typed, filtered, paged, and nothing lost on the way."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.attempt import Entry
from contest.domain.directory import PAGE, Directory, Query, page_document
from contest.domain.directory_rows import Row, Sat, chunks, fold, line, read_line, row, sat
from contest.domain.participation import stand
from contest.domain.phase import milliseconds
from tests.domain.builders import (
    a_person,
    a_round,
    at,
    closed,
    nominated,
    real_contest,
    ruled,
    table,
)

AS_OF = at("2023-11-20 08:00")


def a_row(name: str = "Nguyễn Thử", **changes: Any) -> Row:
    facts: dict[str, Any] = {
        "key": f"key of {name}",
        "code": "CC-1234",
        "name": name,
        "agency": "so-noi-vu",
        "group": "official",
        "nominated_agency": "",
        "nominated_group": "",
        "position": "",
        "registered": 1,
        "took_part": None,
        "state": "registered",
        "rounds": {},
        "flags": (),
    }
    return Row(**{**facts, **changes})


def directory(*rows: Row) -> Directory:
    return Directory(chunks(sorted(line(each) for each in rows)))


def names(found: Directory, **query: str) -> list[str]:
    return [each.name for each in found.rows(Query(**query))]


@table(
    "written folded",
    ("Đặng Thị Ánh", "dang thi anh", "marks and đ"),
    ("ĐẮK  LẮK\t", "dak lak", "capitals and spaces"),
    ("H' Lương Niê", "h' luong nie", "an apostrophe stays"),
    ("Y Bhăm Êban", "y bham eban", "letters of Ê Đê names"),
    ("Nguye\u0302\u0303n", "nguyen", "marks written apart"),
)
def test_a_name_is_folded_as_people_type_it(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(), st.text())
def test_whatever_a_name_holds_its_line_is_read_back(name: str, position: str) -> None:
    """A tab or an end of a line in a name must not make two people of one."""
    sats = {"vong-1": Sat("submitted", 2, 18, 20), "vong-2": Sat("open", 1, None, None)}
    told = {"rounds": sats, "flags": ("excluded", "flagged"), "took_part": 5}
    written = a_row(name, key="key", position=position, **told)
    text = line(written)
    assert text.count(b"\t") == 13
    assert b"\n" not in text
    flat = {"name": " ".join(name.split()), "position": " ".join(position.split())}
    assert read_line(text) == written._replace(**flat)


PEOPLE = (
    a_row("Đỗ Văn Thử", code="CC-0001", state="took_part"),
    a_row("Lê Thử Nghiệm", code="CC-0002", agency="buon-ho", state="not_enough"),
    a_row("Trần Thị Nghiệm Thử", code="", state="not_registered", flags=("excluded", "flagged")),
    a_row("Ấm Thử", code="CC-0003", group="leader", flags=("mismatched",)),
)


@table(
    "query found",
    ({}, ["Ấm Thử", "Đỗ Văn Thử", "Lê Thử Nghiệm", "Trần Thị Nghiệm Thử"], "ordered by name"),
    ({"text": "do van"}, ["Đỗ Văn Thử"], "typed without marks"),
    ({"text": "ĐỖ"}, ["Đỗ Văn Thử"], "typed with marks and capitals"),
    ({"text": "thử nghiệm"}, ["Lê Thử Nghiệm", "Trần Thị Nghiệm Thử"], "words in any order"),
    ({"text": "cc-0003"}, ["Ấm Thử"], "by candidate code"),
    ({"text": "khong co"}, [], "nobody"),
    ({"agency": "buon-ho"}, ["Lê Thử Nghiệm"], "by agency"),
    ({"agency": "buon"}, [], "an agency is not found by part of its id"),
    ({"group": "leader"}, ["Ấm Thử"], "by group"),
    ({"state": "took_part"}, ["Đỗ Văn Thử"], "by state"),
    ({"state": "registered"}, ["Ấm Thử", "Lê Thử Nghiệm"], "who tried in vain is registered"),
    ({"flag": "flagged"}, ["Trần Thị Nghiệm Thử"], "by one flag of several"),
    ({"text": "thu", "agency": "so-noi-vu", "state": "took_part"}, ["Đỗ Văn Thử"], "all at once"),
)
def test_people_are_found(query: dict[str, str], found: list[str]) -> None:
    assert names(directory(*PEOPLE), **query) == found


def test_pages_hold_everybody_once() -> None:
    """Also beyond the chunks that the table keeps; a page too far is the last one."""
    people = directory(*(a_row(f"Người {number:05}") for number in range(2_345)))
    pages = [people.page(Query(), number) for number in range(1, 48)]
    assert [(each.total, each.pages) for each in pages] == [(2_345, 47)] * 47
    assert [len(each.rows) for each in pages] == [PAGE] * 46 + [45]
    assert len({each.key for page in pages for each in page.rows}) == 2_345
    assert people.page(Query(), 99) == pages[-1]
    assert people.page(Query(), -1) == pages[0]


def test_an_empty_directory_has_one_empty_page() -> None:
    page = page_document(directory().page(Query(text="thu")), AS_OF)
    assert (page["total"], page["pages"], page["rows"]) == (0, 1, [])


def test_nominees_are_an_agencys_own() -> None:
    """Who merely works there is not; nor who is nominated for elsewhere."""
    own = a_row("Một", nominated_agency="so-noi-vu", nominated_group="official")
    other = a_row("Hai", nominated_agency="buon-ho", nominated_group="official")
    found = directory(own, other, a_row("Ba"))
    assert [each.name for each in found.nominees("so-noi-vu")] == ["Một"]


def test_people_are_told_by_code() -> None:
    found = directory(*PEOPLE).by_code(["CC-0001", "CC-9999", ""])
    assert {code: each.name for code, each in found.items()} == {"CC-0001": "Đỗ Văn Thử"}


def row_of(person: Any, **personal: str) -> Row:
    return row(person, stand(person, real_contest(), AS_OF), personal, {})


def test_who_has_not_registered_stands_where_the_roster_says() -> None:
    person = a_person(None, nominations=(nominated("2023-11-01 08:00", "buon-ho/leader"),))
    made = row_of(person, full_name="Nguyễn Thử")
    assert (made.code, made.agency, made.group) == ("", "buon-ho", "leader")
    assert (made.state, made.registered, made.nominated_agency) == (
        "not_registered",
        None,
        "buon-ho",
    )


def test_who_is_only_excluded_stands_where_the_exclusion_says() -> None:
    person = a_person(None, exclusions=(ruled("2023-11-01 08:00", "so-noi-vu/leader"),))
    made = row_of(person, full_name="Nguyễn Thử")
    assert (made.agency, made.group, made.flags) == ("so-noi-vu", "leader", ("excluded",))


def test_a_participant_is_told_with_the_moment_and_without_a_name_once_erased() -> None:
    made = row_of(a_person("CC-1", "so-noi-vu/leader", "2023-11-08 12:00"))
    assert (made.name, made.state) == ("", "took_part")
    assert made.took_part == milliseconds(at("2023-11-08 12:00"))


def test_the_attempt_that_counts_is_told_of_a_round() -> None:
    """How many there are, how the latest stands, what the best scored."""
    entry = Entry(2, 0, None, (closed(1, score=18), closed(2, score=None)))
    assert sat(entry, a_round(), AS_OF) == Sat("pending", 2, 18, 20)


def test_what_came_later_is_not_told_of_a_round() -> None:
    entry = Entry(1, 0, None, (closed(1, score=18),))
    before = closed(1).submitted_at.replace(minute=5)
    assert sat(entry, a_round(), before) == Sat("open", 1, None, None)


@pytest.mark.parametrize("text", ["\0", "%", "'"])
def test_odd_queries_find_nobody(text: str) -> None:
    assert names(directory(*PEOPLE), text=text) == []
