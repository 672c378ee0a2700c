"""The tally: how attempts stand and when things happened, person by person; quotas are elsewhere.

Everything dated after `as_of` is left out, so the same moment gives the same counts for ever.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from contest.domain.attempt import State
from contest.domain.participation import PersonFacts, Taken
from contest.domain.phase import milliseconds, moment, timestamp
from contest.domain.rules import Contest, RoundKind

_HOUR = 3_600_000
_VIETNAM = 7 * _HOUR
"""Milliseconds that Vietnam's midnight is before that of UTC."""
_HOURS_TOLD = timedelta(days=7)


@dataclass
class RoundTally:
    """Attempts of one round by how they stand; `entrants` are people."""

    entrants: int = 0
    attempts: int = 0
    inside: int = 0
    handed_in: int = 0
    ran_out: int = 0
    lapsed: int = 0


@dataclass
class Beats:
    """Things that happened, by hour since 1970."""

    registered: Counter[int] = field(default_factory=Counter)
    started: Counter[int] = field(default_factory=Counter)
    handed_in: Counter[int] = field(default_factory=Counter)


class Tally:
    """Counts that grow by a person at a time."""

    def __init__(self, contest: Contest, as_of: datetime) -> None:
        self.as_of = as_of
        self.rounds = {each.id: RoundTally() for each in contest.rounds}
        self.beats = Beats()
        self._official = {each.id for each in contest.rounds if each.kind is RoundKind.OFFICIAL}

    @property
    def inside(self) -> int:
        """People inside an attempt, rehearsals included."""
        return sum(each.inside for each in self.rounds.values())

    def add(self, person: PersonFacts) -> None:
        """Count a person."""
        if person.registered_at and person.registered_at <= self.as_of:
            self.beats.registered[_hour(person.registered_at)] += 1
        known = (each for each in person.attempts if each.round_id in self.rounds)
        self._attempts([each for each in known if each.started_at <= self.as_of])

    def _attempts(self, taken: list[Taken]) -> None:
        for round_id in {each.round_id for each in taken}:
            self.rounds[round_id].entrants += 1
        for each in taken:
            tally = self.rounds[each.round_id]
            tally.attempts += 1
            self._how(tally, each)
            if each.round_id in self._official:
                self.beats.started[_hour(each.started_at)] += 1

    def _how(self, tally: RoundTally, taken: Taken) -> None:
        if taken.state is State.OPEN or taken.at > self.as_of:
            tally.inside += 1
        elif taken.state is State.SUBMITTED:
            tally.handed_in += 1
            if taken.round_id in self._official:
                self.beats.handed_in[_hour(taken.at)] += 1
        elif taken.state is State.LAPSED:
            tally.lapsed += 1
        else:
            tally.ran_out += 1

    def by_hour(self) -> list[dict[str, Any]]:
        """What happened hour by hour, the last seven days, quiet hours too."""
        since = max(self._first(), _hour(self.as_of - _HOURS_TOLD))
        hours = range(since, _hour(self.as_of) + 1) if self._any() else range(0)
        return [self._beat(hour * _HOUR, [hour]) for hour in hours]

    def by_day(self) -> list[dict[str, Any]]:
        """What happened day by day in Vietnam, quiet days too."""
        if not self._any():
            return []
        days = range(_day(self._first()), _day(_hour(self.as_of)) + 1)
        return [
            self._beat(24 * day * _HOUR - _VIETNAM, range(24 * day - 7, 24 * day + 17))
            for day in days
        ]

    def _beat(self, start: int, hours: Any) -> dict[str, Any]:
        beats = self.beats
        return {
            "at": timestamp(moment(start)),
            "registered": sum(beats.registered[hour] for hour in hours),
            "started": sum(beats.started[hour] for hour in hours),
            "handed_in": sum(beats.handed_in[hour] for hour in hours),
        }

    def _any(self) -> bool:
        return bool(self.beats.registered or self.beats.started)

    def _first(self) -> int:
        return min([*self.beats.registered, *self.beats.started], default=0)


def _hour(at: datetime) -> int:
    return milliseconds(at) // _HOUR


def _day(hour: int) -> int:
    """The day in Vietnam of an hour."""
    return (hour + 7) // 24
