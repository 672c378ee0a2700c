"""The figures of participation (số liệu tham gia): per agency, rolled up, and for the province.

They are an official output (V.1.d) and enter each agency's reform index. Plain data: `quota`
counts them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from contest.domain.agency import Agency
from contest.domain.award_rules import CollectiveCriterion
from contest.domain.floors import Line, rate
from contest.domain.rules import Contest, Level


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """One agency at a moment; what rests on an unknown headcount is None."""

    agency: Agency
    lines: tuple[Line, ...]
    participants: int
    """Of all groups, those that owe nothing too."""
    by_group: Mapping[str, int]
    by_day: Mapping[date, int]
    """New participants per day in Vietnam; the sum is `participants`."""
    headcount: int | None
    """People of the groups with a headcount who may take part."""
    rated: int
    """Participants of those groups: `rate` is `rated` per `headcount`."""
    rate: float | None
    owed: int | None
    missing: int | None
    """The least number of further participants that would meet all lines."""
    met: bool | None
    """Of an agency that owes nothing: true."""
    registered: int
    nominated: int
    nominated_done: int
    """Of those this agency nominates, who count as participants, wherever they do."""
    flagged: int
    mismatched: int
    """Nominated by this agency, registered elsewhere or as something else."""


@dataclass(frozen=True, slots=True)
class RolledLine:
    """One quota over several agencies; `done` over all, the rest where headcounts are known."""

    group: str
    clause: str
    headcount: int
    """People who may take part."""
    owed: int
    done: int
    missing: int


@dataclass(frozen=True, slots=True)
class RollUp:
    """The agencies of a level, or the communes of one district (`parent`).

    What one agency has done beyond its floor makes up for nothing another has missed.
    """

    level: Level
    parent: str | None
    agencies: int
    met: int
    unmet: int
    unknown: int
    owed: int
    missing: int
    participants: int
    headcount: int
    rated: int
    """Participants among `headcount`, in agencies where that is known."""
    rate: float | None
    lines: tuple[RolledLine, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Everybody, citizens without an agency too; every person once."""

    registered: int
    took_part: int
    """Who counts: neither excluded nor disqualified."""
    citizens: int
    """Of these, who belongs to no agency."""
    attempts: int
    """Official attempts begun."""
    nominated: int
    nominated_done: int
    flagged: int
    mismatched: int
    disqualified: int
    excluded: int


@dataclass(frozen=True, slots=True)
class Province:
    """All figures at a moment, and the version of headcounts they rest on."""

    as_of: datetime
    headcounts_at: datetime
    headcounts_source: str
    totals: Totals
    agencies: tuple[AgencyFigures, ...]
    levels: tuple[RollUp, ...]
    districts: tuple[RollUp, ...]
    """The communes of each district, without the district's own office."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Where an agency stands on a criterion of collective prizes; None: nothing to say yet."""

    criterion: CollectiveCriterion
    met: bool | None
    value: float | None


def roll_ups(figures: Iterable[AgencyFigures]) -> tuple[tuple[RollUp, ...], tuple[RollUp, ...]]:
    """The roll-ups of all levels, and of each district's communes, in the order of agencies."""
    levels: dict[tuple[Level, str | None], list[AgencyFigures]] = {}
    districts: dict[tuple[Level, str | None], list[AgencyFigures]] = {}
    for each in figures:
        levels.setdefault((each.agency.level, None), []).append(each)
        if each.agency.parent is not None:
            districts.setdefault((each.agency.level, each.agency.parent), []).append(each)
    ordered = sorted(levels.items(), key=lambda item: list(Level).index(item[0][0]))
    return (
        tuple(_roll_up(*place, rows) for place, rows in ordered),
        tuple(_roll_up(*place, rows) for place, rows in districts.items()),
    )


def _roll_up(level: Level, parent: str | None, rows: list[AgencyFigures]) -> RollUp:
    known = [each for each in rows if each.headcount is not None]
    headcount = sum(each.headcount or 0 for each in known)
    rated = sum(each.rated for each in known)
    return RollUp(
        level=level,
        parent=parent,
        agencies=len(rows),
        met=sum(each.met is True for each in rows),
        unmet=sum(each.met is False for each in rows),
        unknown=sum(each.met is None for each in rows),
        owed=sum(each.owed or 0 for each in rows),
        missing=sum(each.missing or 0 for each in rows),
        participants=sum(each.participants for each in rows),
        headcount=headcount,
        rated=rated,
        rate=rate(rated, headcount),
        # All agencies of a level owe the same quotas, in the same order.
        lines=tuple(_rolled(each) for each in zip(*(row.lines for row in rows), strict=True)),
    )


def _rolled(lines: tuple[Line, ...]) -> RolledLine:
    quota = lines[0].quota
    return RolledLine(
        group=quota.group,
        clause=quota.clause,
        headcount=sum(max((each.headcount or 0) - each.excluded, 0) for each in lines),
        owed=sum(each.owed or 0 for each in lines),
        done=sum(each.done for each in lines),
        missing=sum(each.missing or 0 for each in lines),
    )


def criteria(contest: Contest, figures: AgencyFigures) -> tuple[Reached, ...]:
    """The criteria of the collective prizes open to the agency's level, each once.

    Whether somebody of the agency wins a prize is not known before the ranking.
    """
    prizes = [each for each in contest.awards.collective if figures.agency.level in each.levels]
    asked = dict.fromkeys(each for prize in prizes for each in prize.required + prize.ranked_by)
    return tuple(_reached(each, figures) for each in asked)


def _reached(criterion: CollectiveCriterion, figures: AgencyFigures) -> Reached:
    if criterion is CollectiveCriterion.MANDATORY_COMPLETE:
        return Reached(criterion, figures.met, None)
    if criterion is CollectiveCriterion.PARTICIPATION_RATE:
        return Reached(criterion, None, figures.rate)
    if criterion is CollectiveCriterion.PARTICIPANTS:
        return Reached(criterion, None, figures.participants)
    return Reached(criterion, None, None)
