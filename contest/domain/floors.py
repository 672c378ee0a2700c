"""What an agency owes (mức tối thiểu): one line per quota of its level, all in whole people.

A floor is rounded up: 30 % of 4 people is 2. A group may lie within another (one-stop staff within
officials): then its people, participants and excluded people are the other's too, and one person
can meet both lines.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from contest.domain.rules import Contest, Level, Quota

Counts = Mapping[str, int | None]
"""People per group; None or absent: nobody has told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One quota of one agency; what rests on an unknown headcount is None."""

    quota: Quota
    headcount: int | None
    """As supplied; `excluded` people are among them."""
    excluded: int
    """People who may not take part, taken off the headcount before anything is reckoned."""
    owed: int | None
    done: int
    missing: int | None
    rate: float | None
    """Participants per person who may take part; None where there is nobody."""
    met: bool | None


def floor(quota: Quota, people: int) -> int:
    """The least number out of so many people; never more than there are."""
    if quota.percent is None:
        return min(quota.people or 0, people)
    # -(-a // b) rounds up without ever leaving whole numbers: 30 % of 10 is 3 and not 4.
    return -(-people * quota.percent // 100)


def lines(
    contest: Contest, level: Level, counts: Counts, excluded: Counts, done: Counts
) -> tuple[Line, ...]:
    """The lines of an agency, in the order of the rules."""
    quotas = of_level(contest, level)
    return tuple(
        _line(
            each,
            counts.get(each.group),
            _holds(quotas, each.group, excluded),
            _holds(quotas, each.group, done),
        )
        for each in quotas
    )


def _line(quota: Quota, headcount: int | None, excluded: int, done: int) -> Line:
    if headcount is None:
        return Line(quota, None, excluded, None, done, None, None, None)
    people = max(headcount - excluded, 0)
    owed = floor(quota, people)
    missing = max(owed - done, 0)
    return Line(quota, headcount, excluded, owed, done, missing, rate(done, people), not missing)


def rate(part: int, people: int | None) -> float | None:
    """A share of people, or None where there is nobody."""
    return part / people if people else None


def of_level(contest: Contest, level: Level) -> tuple[Quota, ...]:
    """The quotas that agencies of a level owe."""
    return tuple(each for each in contest.quotas if each.level is level)


def owed(of: Sequence[Line]) -> int | None:
    """The least number of participants that meets all lines; None while a headcount is unknown."""
    return _least(of, lambda line: line.owed)


def missing(of: Sequence[Line]) -> int | None:
    """The least number of further participants that meets all lines."""
    return _least(of, lambda line: line.missing)


def met(of: Sequence[Line]) -> bool | None:
    """Whether all lines are met; a line that surely is not decides, whatever is unknown."""
    if any(line.met is False for line in of):
        return False
    return None if any(line.met is None for line in of) else True


def _least(of: Sequence[Line], need: Callable[[Line], int | None]) -> int | None:
    """People meeting all needs at once: those within a group count for the group as well."""
    own: dict[str, int] = {}
    inner: dict[str, dict[str, int]] = {}
    for line in of:
        people = need(line)
        if people is None:
            return None
        group, within = line.quota.group, line.quota.within
        of_group = inner.setdefault(within, {}) if within else own
        of_group[group] = max(of_group.get(group, 0), people)
    groups = own.keys() | inner.keys()
    return sum(max(own.get(each, 0), sum(inner.get(each, {}).values())) for each in groups)


def people(contest: Contest, level: Level, counts: Counts, excluded: Counts) -> int | None:
    """How many of an agency may take part, over all groups with a headcount.

    None where a group that owes a quota has no headcount, or no group has one: a rate over part of
    an agency would flatter it.
    """
    quotas = of_level(contest, level)
    groups = _outer(contest, level)
    owing = {each.group for each in quotas}
    known = [each for each in groups if counts.get(each) is not None]
    if not known or any(each in owing and each not in known for each in groups):
        return None
    return sum(max((counts[each] or 0) - _holds(quotas, each, excluded), 0) for each in known)


def rated(contest: Contest, level: Level, counts: Counts, done: Counts) -> int:
    """How many participants belong to the groups that `people` is about."""
    quotas = of_level(contest, level)
    known = [each for each in _outer(contest, level) if counts.get(each) is not None]
    return sum(_holds(quotas, each, done) for each in known)


def _outer(contest: Contest, level: Level) -> list[str]:
    """The groups of a level that lie within no other."""
    inner = {each.group for each in of_level(contest, level) if each.within}
    return [each.id for each in contest.groups if level in each.levels and each.id not in inner]


def _holds(quotas: Iterable[Quota], group: str, counts: Counts) -> int:
    """How many a group has, with those of the groups that lie within it."""
    groups = {group} | {each.group for each in quotas if each.within == group}
    return sum(counts.get(each) or 0 for each in groups)
