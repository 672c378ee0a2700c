"""Participation in the record: what quotas are judged by is told, nobody's few are."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.phase import timestamp
from contest.domain.quota import Headcounts, Recount
from contest.domain.record.participation import hide, participation
from contest.domain.rules import Level
from tests.domain.builders import a_person, a_quota_contest, an_agency, at, ruled, table

AS_OF = at("2023-12-01 08:00")
SAT = "2023-11-08 09:00"
SMALLEST = 5
CONTEST = a_quota_contest(smallest_cell=SMALLEST)
AGENCIES = (
    an_agency("so-mot", Level.PROVINCE),
    an_agency("so-hai", Level.PROVINCE),
    an_agency("so-ba", Level.PROVINCE),
)
HEADS = {"leader": 2, "division_leader": 8, "official": 20, "one_stop": 1}
HEADCOUNTS = Headcounts(AS_OF, "biên chế", {each.id: HEADS for each in AGENCIES})


def told(text: str, headcounts: Headcounts = HEADCOUNTS, excluded: str = "") -> Any:
    """The document for `so-mot/official:7 so-hai/leader:1`: so many of each took part."""
    counting = Recount(CONTEST, AGENCIES, headcounts, AS_OF)
    for each in text.split():
        post, number = each.split(":")
        for n in range(int(number)):
            counting.add(a_person(f"{post}-{n}", post, SAT))
    if excluded:
        counting.add(a_person(None, exclusions=(ruled("2023-11-01 08:00", excluded),)))
    return participation(counting.figures(), CONTEST, headcounts)


def agency(document: Any, name: str) -> Any:
    return next(each for each in document["agencies"] if each["agency"] == name)


@table(
    "cells hidden",
    ("", "", "nobody"),
    ("a:5 b:9", "", "nothing is small"),
    ("a:0 b:9", "", "nobody is nobody"),
    ("a:2 b:3 c:9", "a b", "two small ones hide each other"),
    ("a:2 b:2 c:9", "a b c", "together still small: the next smallest joins"),
    ("a:1 b:9 c:20", "a b", "one alone would be the rest: the next smallest joins"),
    ("a:1 b:0 c:9", "a c", "who is nobody hides nobody"),
    ("a:4 b:9 c:9", "a b", "of equals the first by name"),
    ("a:4", "a", "one alone: nothing else to hide it by"),
    ("a:1 b:1", "a b", "all of them together are few"),
)
def test_cells_are_hidden(cells: str, hidden: str) -> None:
    row = {name: int(number) for name, number in (each.split(":") for each in cells.split())}
    assert " ".join(sorted(hide(row, SMALLEST))) == hidden


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12)), st.integers(1, 8))
def test_what_is_told_gives_no_few_away(cells: dict[str, int], smallest: int) -> None:
    """No few are told; what the told cells leave of the sum is of several groups and many."""
    hidden = hide(cells, smallest)
    positive = {name for name, people in cells.items() if people}
    assert hidden <= positive
    assert not [name for name in positive - hidden if cells[name] < smallest]
    if hidden and hidden != positive:
        assert len(hidden) > 1 and sum(cells[name] for name in hidden) >= smallest


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12)), st.integers(1, 8))
def test_no_more_is_hidden_than_it_takes(cells: dict[str, int], smallest: int) -> None:
    """Without the largest hidden cell that isn't small itself, the rest would be given away."""
    hidden = sorted(hide(cells, smallest), key=lambda name: (cells[name], name))
    if hidden and cells[hidden[-1]] >= smallest:
        rest = hidden[:-1]
        assert len(rest) < 2 or sum(cells[name] for name in rest) < smallest
    assert not hidden or any(cells[name] < smallest for name in hidden)


def test_the_documented_row() -> None:
    document = told("so-mot/leader:1 so-mot/division_leader:4 so-mot/official:7 so-hai/official:9")
    assert (document["as_of"], document["smallest"]) == (timestamp(AS_OF), SMALLEST)
    row = agency(document, "so-mot")
    lines = row.pop("lines")
    assert row == {
        "agency": "so-mot",
        "level": "province",
        "parent": None,
        "merged": 1,
        "participants": 12,
        "rated": 12,
        "headcount": 30,
        "rate": 12 / 30,
        "met": False,
        "groups": {"leader": None, "division_leader": None, "official": 7},
    }
    assert lines[1:3] == [
        {"group": "division_leader", "clause": "II.2.a", "people": 8, "owed": 4, "met": True},
        {"group": "official", "clause": "II.2.a", "people": 20, "owed": 6, "met": True},
    ]
    assert document["levels"] == [
        {
            "level": "province",
            "agencies": 3,
            "participants": 21,
            "headcount": 90,
            "rated": 21,
            "met": 0,
        }
    ]


def test_totals_count_everybody() -> None:
    document = told("so-mot/official:6 /citizen:2")
    assert document["totals"] == {"registered": 8, "took_part": 8, "citizens": 2, "attempts": 8}


def test_merged_agencies_tell_nothing_of_groups() -> None:
    document = told("so-mot/leader:2 so-hai/official:3 so-ba/official:30")
    merged = document["agencies"][-1]
    assert (merged["agency"], merged["merged"], merged["participants"]) == (None, 2, 5)
    assert not {"groups", "lines"} & merged.keys()


def test_the_rate_gives_no_group_away() -> None:
    """`rated` tells the sum over groups with a headcount, so a cell is hidden by one of its own."""
    groups = agency(told("so-mot/leader:1 so-mot/official:9 so-mot/staff:6"), "so-mot")["groups"]
    assert groups == {"leader": None, "official": None, "staff": 6}


def test_nobody_is_hidden_alone() -> None:
    """A group that is alone without a headcount is hidden by others too, though `rated` tells."""
    groups = agency(told("so-mot/official:9 so-mot/leader:7 so-mot/staff:2"), "so-mot")["groups"]
    assert groups == {"official": 9, "leader": None, "staff": None}


def test_people_are_the_headcount_less_who_may_not_take_part() -> None:
    document = told("so-mot/official:9", excluded="so-mot/official")
    line = agency(document, "so-mot")["lines"][2]
    assert (line["people"], line["owed"]) == (19, 6)


def test_what_is_not_known_is_not_told() -> None:
    document = told("so-mot/official:9", Headcounts(AS_OF, "", {}))
    row = agency(document, "so-mot")
    assert (row["headcount"], row["rate"], row["met"]) == (None, None, None)
    assert {(each["people"], each["owed"], each["met"]) for each in row["lines"]} == {
        (None, None, None)
    }
