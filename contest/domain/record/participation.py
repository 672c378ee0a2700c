"""Participation in the public record: by agency and group, without anybody's few being told.

Agencies with few participants are merged (`disclosure`); of the others, groups with few are hidden
within their row, with as many others as it takes that no difference gives them away.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from contest.domain import floors
from contest.domain.disclosure import PublicRow, merge_small, public_row
from contest.domain.figures import AgencyFigures, Province
from contest.domain.floors import Line
from contest.domain.phase import timestamp
from contest.domain.quota import Headcounts
from contest.domain.rules import Contest

Cells = Mapping[str, int]
"""Participants by group."""
Told = dict[str, int | None]
"""The same with cells hidden (None)."""


def participation(province: Province, contest: Contest, headcounts: Headcounts) -> dict[str, Any]:
    """`tham-gia.json`; the headcounts are those that the figures rest on."""
    smallest = contest.participation.smallest_cell
    figures: dict[str | None, AgencyFigures] = {each.agency.id: each for each in province.agencies}
    rows = merge_small(map(public_row, province.agencies), smallest)
    return {
        "as_of": timestamp(province.as_of),
        "smallest": smallest,
        "agencies": [_row(each, figures.get(each.agency), contest, headcounts) for each in rows],
        "levels": [_picked(each, _OF_A_LEVEL) for each in province.levels],
        "totals": _picked(province.totals, _OF_ALL),
    }


_OF_AN_AGENCY = (
    "agency", "level", "parent", "merged", "participants", "rated", "headcount", "rate", "met",
)  # fmt: skip
_OF_A_LEVEL = ("level", "agencies", "participants", "headcount", "rated", "met")
_OF_ALL = ("registered", "took_part", "citizens", "attempts")


def _picked(facts: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in names}


def _row(
    row: PublicRow, figures: AgencyFigures | None, contest: Contest, headcounts: Headcounts
) -> dict[str, Any]:
    """One agency, or several merged ones, which tell nothing of groups."""
    told = _picked(row, _OF_AN_AGENCY)
    if figures is None:
        return told
    rated = _rated_groups(figures, contest, headcounts)
    groups = _groups(figures, rated, contest.participation.smallest_cell)
    return told | {"groups": groups, "lines": [_line(each) for each in figures.lines]}


def _line(line: Line) -> dict[str, Any]:
    """What one quota asks; how many have taken part in it is told by `groups` alone."""
    people = None if line.headcount is None else max(line.headcount - line.excluded, 0)
    quota = line.quota
    told = {"group": quota.group, "clause": quota.clause, "people": people}
    return told | {"owed": line.owed, "met": line.met}


def _groups(figures: AgencyFigures, rated: AbstractSet[str], smallest: int) -> Told:
    """Participants by group as they may be told.

    `AgencyFigures.rated` tells the sum over some groups, so these and the others must each be
    hidden by their own, as far as there are enough.
    """
    cells = {group: people for group, people in figures.by_group.items() if people}
    inside = {group: people for group, people in cells.items() if group in rated}
    outside = {group: people for group, people in cells.items() if group not in rated}
    apart = hide(inside, smallest) | hide(outside, smallest)
    hidden = hide(cells, smallest, apart)
    return {group: None if group in hidden else cells[group] for group in cells}


def _rated_groups(
    figures: AgencyFigures, contest: Contest, headcounts: Headcounts
) -> frozenset[str]:
    """The groups whose participants `AgencyFigures.rated` counts: asked for one by one."""
    agency = figures.agency
    counts = headcounts.counts.get(agency.id, {})
    return frozenset(
        group
        for group in figures.by_group
        if floors.rated(contest, agency.level, counts, {group: 1})
    )


def hide(cells: Cells, smallest: int, already: AbstractSet[str] = frozenset()) -> frozenset[str]:
    """The groups whose cells must not be told, where the sum of all cells is known.

    A cell is hidden if it is above 0 and below `smallest`, and as many next smallest ones as it
    takes that the hidden ones are at least two and together at least `smallest`; where there are
    not enough, all above 0 are. Cells hidden `already` for another reason count among them.
    """
    positive = (group for group, people in cells.items() if people)
    ordered = sorted(positive, key=lambda each: (cells[each], each))
    hidden = [each for each in ordered if cells[each] < smallest or each in already]
    others = [each for each in ordered if each not in hidden]
    while hidden and others and not _hides(hidden, cells, smallest):
        hidden.append(others.pop(0))
    return frozenset(hidden)


def _hides(hidden: list[str], cells: Cells, smallest: int) -> bool:
    return len(hidden) > 1 and sum(cells[group] for group in hidden) >= smallest
