"""Quotas (chỉ tiêu tham gia): who has taken part, against what each agency owes (II.2.a).

    recount = Recount(contest, agencies, in_force(versions, as_of), as_of)
    for person in everybody:
        recount.add(person)
    province = recount.figures()

Everything is counted anew from facts, never kept as counters that could drift. What is held grows
with the agencies, not with the people.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from contest.domain import floors
from contest.domain.agency import Agency
from contest.domain.figures import (
    AgencyFigures,
    Province,
    Reached,
    RolledLine,
    RollUp,
    Totals,
    criteria,
    roll_ups,
)
from contest.domain.floors import Line
from contest.domain.participation import PersonFacts, Post, Standing, begun, stand
from contest.domain.phase import VIETNAM
from contest.domain.rules import Contest

__all__ = [
    "AgencyFigures",
    "Headcounts",
    "Line",
    "Province",
    "Reached",
    "Recount",
    "RollUp",
    "RolledLine",
    "Totals",
    "criteria",
    "in_force",
]


@dataclass(frozen=True)
class Headcounts:
    """How many people each agency has per group (biên chế), from a moment on."""

    at: datetime
    source: str
    counts: Mapping[str, Mapping[str, int | None]]
    """By agency id, then group; None or absent: nobody has told."""
    note: str = ""


def in_force(versions: Sequence[Headcounts], as_of: datetime) -> Headcounts:
    """The version of a moment: the latest by then; before the first of all, the first.

    Without any version nothing is known of any agency.
    """
    if not versions:
        return Headcounts(as_of, "", {})
    ordered = sorted(versions, key=lambda each: each.at)
    return next((each for each in reversed(ordered) if each.at <= as_of), ordered[0])


@dataclass
class _Tally:
    """What is counted for one agency."""

    by_group: Counter[str] = field(default_factory=Counter)
    by_day: Counter[date] = field(default_factory=Counter)
    excluded: Counter[str] = field(default_factory=Counter)
    plain: Counter[str] = field(default_factory=Counter)


class Recount:
    """Figures as of a moment, from a stream in which each person comes once, in any order."""

    def __init__(
        self,
        contest: Contest,
        agencies: Iterable[Agency],
        headcounts: Headcounts,
        as_of: datetime,
    ) -> None:
        self._contest = contest
        self._agencies = tuple(agencies)
        self._headcounts = headcounts
        self._as_of = as_of
        self._totals: Counter[str] = Counter()
        # An agency that is listed no longer is tallied too, and shown nowhere but in the totals.
        self._tallies = {each.id: _Tally() for each in self._agencies}

    def add(self, person: PersonFacts) -> Standing:
        """Count a person; tells how the person stands."""
        standing = stand(person, self._contest, self._as_of)
        self.add_alike(standing, sum(1 for _ in begun(person, self._contest, self._as_of)))
        return standing

    def add_alike(self, standing: Standing, attempts: int, people: int = 1) -> None:
        """Count so many people who stand alike, each with so many official attempts begun."""
        self._count_everywhere(standing, attempts, people)
        if standing.post:
            self._count_at(standing.post, standing, people)
        if standing.nominated:
            self._count_nominated(standing.nominated, standing, people)
        barred = standing.barred
        if barred and self._contest.participation.excluded_in_headcount:
            self._tally(barred.agency).excluded[barred.group] += people

    def figures(self) -> Province:
        """The figures of all that has been added."""
        agencies = tuple(self._figures(each) for each in self._agencies)
        levels, districts = roll_ups(agencies)
        return Province(
            as_of=self._as_of,
            headcounts_at=self._headcounts.at,
            headcounts_source=self._headcounts.source,
            totals=Totals(**{name: self._totals[name] for name in Totals.__dataclass_fields__}),
            agencies=agencies,
            levels=levels,
            districts=districts,
        )

    def _tally(self, agency: str | None) -> _Tally:
        return self._tallies.setdefault(agency or "", _Tally())

    def _count_everywhere(self, standing: Standing, attempts: int, people: int) -> None:
        post = standing.post
        self._totals.update(
            registered=people * (post is not None),
            took_part=people * standing.counted,
            citizens=people * (standing.counted and post is not None and post.agency is None),
            attempts=people * attempts,
            nominated=people * (standing.nominated is not None),
            nominated_done=people * (standing.nominated is not None and standing.counted),
            flagged=people * standing.flagged,
            mismatched=people * standing.mismatched,
            disqualified=people * standing.disqualified,
            excluded=people * standing.excluded,
        )

    def _count_at(self, post: Post, standing: Standing, people: int) -> None:
        tally = self._tally(post.agency)
        tally.plain.update(registered=people, flagged=people * standing.flagged)
        if standing.counted and standing.took_part_at:
            tally.by_group[post.group] += people
            tally.by_day[standing.took_part_at.astimezone(VIETNAM).date()] += people

    def _count_nominated(self, post: Post, standing: Standing, people: int) -> None:
        self._tally(post.agency).plain.update(
            nominated=people,
            nominated_done=people * standing.counted,
            mismatched=people * standing.mismatched,
        )

    def _figures(self, agency: Agency) -> AgencyFigures:
        tally = self._tallies[agency.id]
        counts = self._headcounts.counts.get(agency.id, {})
        place = (self._contest, agency.level, counts)
        lines = floors.lines(*place, tally.excluded, tally.by_group)
        people = floors.people(*place, tally.excluded)
        rated = floors.rated(*place, tally.by_group)
        return AgencyFigures(
            agency=agency,
            lines=lines,
            participants=tally.by_group.total(),
            by_group=dict(sorted(tally.by_group.items())),
            by_day=dict(sorted(tally.by_day.items())),
            headcount=people,
            rated=rated,
            rate=floors.rate(rated, people),
            owed=floors.owed(lines),
            missing=floors.missing(lines),
            met=floors.met(lines),
            registered=tally.plain["registered"],
            nominated=tally.plain["nominated"],
            nominated_done=tally.plain["nominated_done"],
            flagged=tally.plain["flagged"],
            mismatched=tally.plain["mismatched"],
        )
