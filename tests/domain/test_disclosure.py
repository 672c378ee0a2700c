"""Small cells: nothing that is published can be reckoned back to one small agency."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.disclosure import PublicRow, merge_small, public_row
from contest.domain.quota import Headcounts, Recount
from contest.domain.rules import Level
from tests.domain.builders import a_person, an_agency, at, real_contest, table


def row(
    agency: str, participants: int, parent: str | None = None, level: Level = Level.COMMUNE
) -> PublicRow:
    return PublicRow(agency, level, parent, participants, participants, 20, met=True)


def rows(text: str) -> list[PublicRow]:
    """`a/xa-1:3`: commune 1 of district a, three participants."""
    found = []
    for each in text.split():
        agency, number = each.split(":")
        found.append(row(agency.partition("/")[2], int(number), agency.partition("/")[0]))
    return found


def shown(published: Sequence[PublicRow]) -> str:
    """Named rows as they are, merged ones as `+2:7`, after the district if they have one."""
    return " ".join(
        f"{each.parent or ''}/{each.agency or f'+{each.merged}'}:{each.participants}"
        for each in published
    )


@table(
    "before after",
    ("a/1:7 a/2:9 a/3:0", "a/1:7 a/2:9 a/3:0", "nothing is small; nobody is nobody"),
    ("a/1:7 a/2:3 a/3:4", "a/1:7 a/+2:7", "two small ones hide each other"),
    ("a/1:7 a/2:3 a/3:9", "a/3:9 a/+2:10", "one alone would be the rest: the next smallest joins"),
    ("a/1:7 a/2:1 a/3:2", "a/+3:10", "together still small: the next smallest joins"),
    ("a/1:0 a/2:3 a/3:9", "a/1:0 a/+2:12", "who has nobody hides nobody"),
    ("a/1:3 b/2:4 b/3:9", "/+3:16", "no sibling: goes in with the merged ones of the level"),
    ("a/1:3 b/2:2 c/3:9", "c/3:9 /+2:5", "no siblings: together in the row of the level"),
    ("a/1:3 b/2:6 c/3:9", "c/3:9 /+2:9", "no siblings: the smallest of the level joins"),
    ("a/1:3 a/2:0 b/3:0", "/+3:3", "the only ones of the level: one row, equal to its total"),
    ("a/1:3", "/+1:3", "nobody else at all: the row loses its name"),
    ("", "", "no agencies"),
)
def test_small_agencies_are_merged(before: str, after: str) -> None:
    assert shown(merge_small(rows(before), 5)) == after


def test_levels_never_mix() -> None:
    small = [row("so-1", 2, None, Level.PROVINCE), row("xa-1", 2, "a"), row("xa-2", 2, "a")]
    published = merge_small([*small, row("so-2", 9, None, Level.PROVINCE)], 5)
    assert [(each.level, each.merged) for each in published] == [
        (Level.PROVINCE, 2),
        (Level.COMMUNE, 2),
    ]


def test_a_merged_row_sums_what_is_known_and_tells_no_verdict() -> None:
    first = PublicRow("1", Level.COMMUNE, "a", 3, 2, 10, met=True)
    second = PublicRow("2", Level.COMMUNE, "a", 4, 4, 20, met=False)
    (merged,) = merge_small([first, second], 5)
    assert (merged.agency, merged.met, merged.merged) == (None, None, 2)
    assert (merged.participants, merged.headcount, merged.rate) == (7, 30, 0.2)
    unknown = PublicRow("3", Level.COMMUNE, "a", 4, 4, None, met=None)
    (merged,) = merge_small([first, unknown], 5)
    assert (merged.headcount, merged.rate) == (None, None)


def test_figures_become_rows() -> None:
    counts = {"xa-1": {"leader": 2, "official": 5, "one_stop": 1}}
    agencies = (an_agency("xa-1", Level.COMMUNE, "huyen-1"),)
    headcounts = Headcounts(at("2023-11-01 08:00"), "thử", counts)
    recount = Recount(real_contest(), agencies, headcounts, at("2023-11-30 08:00"))
    for group in ("leader", "staff"):
        recount.add(a_person(group, f"xa-1/{group}", "2023-11-08 12:00"))
    (found,) = recount.figures().agencies
    assert public_row(found) == PublicRow("xa-1", Level.COMMUNE, "huyen-1", 2, 1, 7, met=False)


@st.composite
def any_rows(draw: st.DrawFn) -> list[PublicRow]:
    levels = draw(st.lists(st.sampled_from([Level.COMMUNE, Level.OTHER]), max_size=14))
    counts = st.one_of(st.just(0), st.integers(1, 6), st.integers(5, 40))
    return [
        row(
            f"xa-{number}",
            draw(counts),
            draw(st.sampled_from(["a", "b", "c"])) if level is Level.COMMUNE else None,
            level,
        )
        for number, level in enumerate(levels)
    ]


smallests = st.integers(1, 8)


@given(before=any_rows(), smallest=smallests)
def test_every_person_and_agency_is_still_there(before: list[PublicRow], smallest: int) -> None:
    after = merge_small(before, smallest)
    for level in Level:
        old = [each for each in before if each.level is level]
        new = [each for each in after if each.level is level]
        assert sum(each.merged for each in new) == len(old)
        assert sum(each.participants for each in new) == sum(each.participants for each in old)
    assert {each for each in after if each.agency} <= set(before)


@given(before=any_rows(), smallest=smallests)
def test_no_small_cell_is_published(before: list[PublicRow], smallest: int) -> None:
    """Unless a whole level is one: then its single row says what its total says."""
    after = merge_small(before, smallest)
    for each in after:
        if 0 < each.participants < smallest:
            assert each.agency is None
            assert [other for other in after if other.level is each.level] == [each]


@given(before=any_rows(), smallest=smallests)
def test_no_small_agency_can_be_reckoned_from_all_that_is_published(
    before: list[PublicRow], smallest: int
) -> None:
    """Rows and level totals are linear equations; knowing who has nobody helps no further."""
    after = merge_small(before, smallest)
    unknown = [each for each in before if each.participants]
    equations = [[Fraction(each is mine) for each in unknown] for mine in unknown if mine in after]
    equations += [[Fraction(each.level is level) for each in unknown] for level in Level]
    equations += _blocks(before, after, unknown)
    for each in unknown:
        others = [other for other in unknown if other.level is each.level and other is not each]
        if each.participants < smallest and others:
            assert not _follows(equations, [Fraction(one is each) for one in unknown])


def _blocks(
    before: Sequence[PublicRow], after: Sequence[PublicRow], unknown: Sequence[PublicRow]
) -> list[list[Fraction]]:
    """Who is in a merged row: the worst that can be known is which siblings went together."""
    equations = []
    for merged in (each for each in after if each.agency is None):
        inside = [
            each
            for each in before
            if each.level is merged.level and each not in after
            and (merged.parent is None or each.parent == merged.parent)
        ]  # fmt: skip
        if sum(each.participants for each in inside) == merged.participants:
            equations.append([Fraction(each in inside) for each in unknown])
    return equations


def _follows(equations: list[list[Fraction]], target: list[Fraction]) -> bool:
    """Whether one row is a combination of others: the rank does not grow."""
    return _rank([*equations, target]) == _rank(equations)


def _rank(matrix: list[list[Fraction]]) -> int:
    left = [[*each] for each in matrix]
    rank = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((each for each in left[rank:] if each[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(rank, pivot)
        for each in left[rank + 1 :]:
            factor = each[column] / pivot[column]
            each[:] = [mine - factor * its for mine, its in zip(each, pivot, strict=True)]
        rank += 1
    return rank


@given(before=any_rows(), smallest=smallests, chance=st.randoms(use_true_random=False))
def test_the_order_of_agencies_does_not_matter(
    before: list[PublicRow], smallest: int, chance: Any
) -> None:
    mixed = [*before]
    chance.shuffle(mixed)
    assert merge_small(mixed, smallest) == merge_small(before, smallest)


@pytest.mark.parametrize("smallest", [1, 5])
def test_what_is_large_enough_stays_as_it_is(smallest: int) -> None:
    large = [row(f"xa-{number}", 5 + number, "a") for number in range(4)]
    assert list(merge_small(large, smallest)) == large
