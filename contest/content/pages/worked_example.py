"""A worked example of what an agency owes, reckoned by the very code that judges agencies."""

from itertools import count
from typing import NamedTuple

from contest.content.results.spoken import vn_number
from contest.domain import floors
from contest.domain.rules import Contest, Level, Quota

_FEW, _WITHIN = 3, 2
_WHOLE = 100


class Row(NamedTuple):
    """One floor of the example: of so many people, in full and rounded up."""

    quota: Quota
    people: int
    owed: int
    exact: str | None
    """The share before it is rounded; None where the floor is a number."""


class Example(NamedTuple):
    """An invented agency, and how many it owes in all."""

    level: Level
    rows: tuple[Row, ...]
    owed: int
    fewer: Row
    """A floor that was rounded, had one of its people not been allowed to take part."""


def worked_example(contest: Contest) -> Example | None:
    """An agency of the first level where something is rounded; None where nothing ever is."""
    rounded = next((each for each in contest.quotas if _is_rounded(each)), None)
    if rounded is None:
        return None
    people = _people(floors.of_level(contest, rounded.level))
    lines = floors.lines(contest, rounded.level, people, {}, {})
    rows = tuple(_row(line.quota, people[line.quota.group]) for line in lines)
    fewer = _row(rounded, people[rounded.group] - 1)
    return Example(rounded.level, rows, floors.owed(lines) or 0, fewer)


def _is_rounded(quota: Quota) -> bool:
    return quota.percent is not None and quota.percent < _WHOLE


def _people(quotas: tuple[Quota, ...]) -> dict[str, int]:
    """So many per group that shares don't come out even."""
    odd = (number for number in count(7) if number % 2 and number % 5)
    return {
        each.group: next(odd) if _is_rounded(each) else _WITHIN if each.within else _FEW
        for each in quotas
    }


def _row(quota: Quota, people: int) -> Row:
    exact = None if quota.percent is None else _exact(people * quota.percent)
    return Row(quota, people, floors.floor(quota, people), exact)


def _exact(hundredths: int) -> str:
    return vn_number(hundredths / _WHOLE, 2).rstrip("0").rstrip(",")
