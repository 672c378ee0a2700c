"""Signals (dấu hiệu): patterns that a human should look at; never a penalty by themselves.

    watch = Watch(contest, as_of)
    for person in everybody:
        watch.add(person.code, agency, person.attempts)
    signals = watch.found()

Only official rounds are watched. A hundred thousand people are watched in some tens of megabytes:
of each attempt only fingerprints are kept, in arrays.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import groupby

from contest.domain.attempt import State
from contest.domain.participation import Taken, is_official
from contest.domain.phase import milliseconds, moment
from contest.domain.rules import Contest, Round


class SignalKind(StrEnum):
    """What was noticed."""

    SAME_SECOND = "same_second"
    """Several people handed in within one whole second, and share something besides."""
    FAST = "fast"
    """Handed in sooner than the questions can be read."""
    SHARED_DEVICE = "shared_device"
    """Many people of one round on one device."""


class Shared(StrEnum):
    """What people who handed in within one second share."""

    AGENCY = "agency"
    ANSWERS = "answers"
    """The same answers to the same paper."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One pattern. `people` are (code, agency or None, value), by code.

    The value: for the same second, the points scored (None where not known); for a fast attempt,
    its working time in seconds; for a shared device, how many attempts the person began on it.
    """

    kind: SignalKind
    round_id: str
    at: datetime
    """The second; when the fast attempt was handed in; the last start on the device."""
    people: tuple[tuple[str, str | None, float | None], ...]
    shared: Shared | None = None


@dataclass
class _Marks:
    """Fingerprints of what may coincide, each with who left it, when, and a value."""

    prints: "array[int]" = field(default_factory=lambda: array("Q"))
    owners: "array[int]" = field(default_factory=lambda: array("I"))
    moments: "array[int]" = field(default_factory=lambda: array("q"))
    values: "array[float]" = field(default_factory=lambda: array("d"))

    def leave(self, what: tuple[str, ...], owner: int, at: datetime, value: float) -> None:
        digest = blake2b("\x1f".join(what).encode(), digest_size=8).digest()
        self.prints.append(int.from_bytes(digest, "big"))
        self.owners.append(owner)
        self.moments.append(milliseconds(at))
        self.values.append(value)

    def alike(self, people: int) -> Iterator[list[int]]:
        """Marks of one fingerprint by at least so many people, as indices."""
        order = sorted(range(len(self.prints)), key=self.prints.__getitem__)
        for _, run in groupby(order, key=self.prints.__getitem__):
            marks = list(run)
            if len({self.owners[each] for each in marks}) >= people:
                yield marks


_UNKNOWN = -1.0
"""Stands in an array of numbers for points that nobody has told."""


class Watch:
    """Finds signals in a stream in which each person comes once, in any order."""

    def __init__(self, contest: Contest, as_of: datetime) -> None:
        self._contest = contest
        self._as_of = as_of
        self._codes: list[str] = []
        self._agencies: list[str | None] = []
        self._seconds: dict[tuple[str, Shared], _Marks] = {}
        self._devices: dict[str, _Marks] = {}
        self._fast: list[Signal] = []

    def add(self, code: str, agency: str | None, attempts: Sequence[Taken]) -> None:
        """Look at a person's attempts; whatever came after the moment asked is not seen."""
        self._codes.append(code)
        self._agencies.append(agency)
        for each in attempts:
            rules = self._contest.round(each.round_id)
            if rules is None or not is_official(each, self._contest):
                continue
            if each.device and each.started_at <= self._as_of:
                self._see_device(each, each.device)
            if each.state is State.SUBMITTED and each.at <= self._as_of:
                self._see_second(each, agency)
                self._see_speed(each, rules)

    def found(self) -> tuple[Signal, ...]:
        """All signals, the latest first."""
        signals = [*self._fast, *self._same_seconds(), *self._shared_devices()]
        return tuple(sorted(signals, key=_latest_first))

    def _see_device(self, attempt: Taken, device: str) -> None:
        marks = self._devices.setdefault(attempt.round_id, _Marks())
        marks.leave((device,), len(self._codes) - 1, attempt.started_at, 1)

    def _see_second(self, attempt: Taken, agency: str | None) -> None:
        second = str(milliseconds(attempt.at) // 1000)
        points = _UNKNOWN if attempt.score is None else float(attempt.score)
        for shared, what in _evidence(attempt, agency):
            marks = self._seconds.setdefault((attempt.round_id, shared), _Marks())
            marks.leave((second, *what), len(self._codes) - 1, attempt.at, points)

    def _see_speed(self, attempt: Taken, rules: Round) -> None:
        taken = attempt.duration
        if taken is None:
            taken = attempt.at - attempt.started_at
        if taken < timedelta(seconds=self._contest.signals.seconds_per_question * rules.questions):
            person = (self._codes[-1], self._agencies[-1], taken.total_seconds())
            self._fast.append(Signal(SignalKind.FAST, rules.id, attempt.at, (person,)))

    def _same_seconds(self) -> Iterator[Signal]:
        """Answers first: who shares answers within an agency is told once, with the stronger."""
        told: set[tuple[str, int, frozenset[int]]] = set()
        ordered = sorted(self._seconds.items(), key=lambda item: item[0][1] is Shared.AGENCY)
        for (round_id, shared), marks in ordered:
            for run in marks.alike(self._contest.signals.same_second_people):
                second = marks.moments[run[0]] // 1000
                pattern = (round_id, second, frozenset(marks.owners[each] for each in run))
                if pattern not in told:
                    told.add(pattern)
                    people = self._people({marks.owners[each]: marks.values[each] for each in run})
                    at = moment(second * 1000)
                    yield Signal(SignalKind.SAME_SECOND, round_id, at, people, shared)

    def _shared_devices(self) -> Iterator[Signal]:
        for round_id, marks in self._devices.items():
            for run in marks.alike(self._contest.signals.people_per_device):
                begun: dict[int, float] = {}
                for each in run:
                    begun[marks.owners[each]] = begun.get(marks.owners[each], 0) + 1
                at = moment(max(marks.moments[each] for each in run))
                yield Signal(SignalKind.SHARED_DEVICE, round_id, at, self._people(begun))

    def _people(self, values: dict[int, float]) -> tuple[tuple[str, str | None, float | None], ...]:
        return tuple(
            sorted(
                (self._codes[each], self._agencies[each], None if value == _UNKNOWN else value)
                for each, value in values.items()
            )
        )


def _latest_first(signal: Signal) -> tuple[float, str, list[str]]:
    return -signal.at.timestamp(), signal.kind, [code for code, *_ in signal.people]


def _evidence(attempt: Taken, agency: str | None) -> Iterator[tuple[Shared, tuple[str, ...]]]:
    """What makes a shared second worth a look; chance alone fills seconds on the last evening."""
    if agency is not None:
        yield Shared.AGENCY, (agency,)
    # Sheets left blank are all alike and tell nothing.
    if attempt.paper and attempt.answers and attempt.answers.strip(","):
        yield Shared.ANSWERS, (attempt.paper, attempt.answers)
