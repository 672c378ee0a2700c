"""Amendments (sửa đổi): what changes in the rules of a contest that has begun must be told.

    contradictions(contest)            where amendments and the rules in force don't agree
    unexplained(running, coming)       what would change without an amendment that says so
    withdrawn(running, coming)         what has been told and would be told no longer

What organizers adjust at the console while a round runs is told by itself, and is no business of
amendments: see `adjustment`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from contest.domain.amendment_rules import Change
from contest.domain.parameters import Values, is_list_of_things, read, values, written
from contest.domain.rules import Contest, RoundKind

TOUCHING = (
    "entry", "topics", "groups", "rounds", "awards", "quotas", "participation", "exclusions",
    "privacy",
)  # fmt: skip
"""The parts of the rules that contestants rely on."""


class Told(NamedTuple):
    """A change, and the day that it was made on."""

    on: date
    change: Change

    @property
    def said(self) -> tuple[Any, ...]:
        """What may not be taken back; words about it may be mended."""
        return self.on, self.change.what, self.change.before, self.change.after


def told(contest: Contest) -> list[Told]:
    """All changes, in the order written."""
    return [Told(each.on, change) for each in contest.amendments for change in each.changes]


def has_opened(contest: Contest, now: datetime) -> bool:
    """Whether an official round has begun by then, so that people rely on the rules."""
    official = (each for each in contest.rounds if each.kind is RoundKind.OFFICIAL)
    return any(each.opens_at <= now for each in official)


def unexplained(running: Contest, coming: Contest) -> list[Change]:
    """What contestants rely on and would change unsaid: each as an amendment would have to say it.

    Amendments that are new lead from the rules that run now to other ones; whatever differs from
    these is unexplained. One whose `before` isn't what runs leads nowhere.
    """
    now, then = values(running), values(coming)
    for each in _beyond(running, coming):
        _apply(now, each.change)
    # What only one of them has came or went with a list, and that is told as the list's change.
    differ = (place for place in now.keys() & then.keys() if now[place] != then[place])
    return [
        Change(what=place, before=written(place, now[place]), after=written(place, then[place]))
        for place in sorted(differ, key=list(now).index)
        if place.partition(".")[0] in TOUCHING
    ]


def withdrawn(running: Contest, coming: Contest) -> list[Told]:
    """Changes that the public has been told of, and that `coming` says nothing of."""
    return _beyond(coming, running)


def _beyond(known: Contest, more: Contest) -> list[Told]:
    """What `more` tells beyond what is known."""
    left = [each.said for each in told(known)]
    new = []
    for each in told(more):
        if each.said in left:
            left.remove(each.said)
        else:
            new.append(each)
    return new


def _apply(now: Values, change: Change) -> None:
    place, before, after = _read(change)
    if place not in now or now[place] != before:
        return
    now[place] = after
    if is_list_of_things(place):
        _drop(now, place, set(before) - set(after))


def _read(change: Change) -> tuple[str, Any, Any]:
    return change.what, read(change.what, change.before), read(change.what, change.after)


def _drop(now: Values, place: str, ids: set[str]) -> None:
    """Forget all that is told of these things of a list."""
    heads = tuple(f"{place}.{each}." for each in ids)
    for each in [each for each in now if each.startswith(heads)]:
        del now[each]


# ------------------------------------------------------------------ do they tell the truth?


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An amendment that doesn't agree with what came after it, the rules in force last of all."""

    amendment: int
    change: int
    """Which change of which amendment, from 0."""
    value: Any = None
    """What the parameter was then, as written in the file: not what the change led to."""
    later: int | None = None
    """The later amendment that says so; None: the rules in force do."""
    lost: bool = False
    """There was no such parameter then."""


def contradictions(contest: Contest) -> list[Contradiction]:
    """Where amendments don't lead, one after another, to the rules in force.

    They are undone from the last to the first: what a change led to must be what stands there. What
    was told of a thing that went later can only be held against what else was told of it. Raises
    as `parameters.read` does.
    """
    past = _Past(values(contest))
    found: list[Contradiction] = []
    for number, amendment in reversed(list(enumerate(contest.amendments))):
        for index, change in reversed(list(enumerate(amendment.changes))):
            found += past.undo(number, index, change)
    return sorted(found, key=lambda each: (each.amendment, each.change))


class _Past:
    """The rules as they were, on the way back from those in force."""

    def __init__(self, now: Values) -> None:
        self._values = now
        self._said_by: dict[str, int] = {}
        self._gone: set[str] = set()
        """Things that went later: nobody knows what was true of them."""

    def undo(self, number: int, index: int, change: Change) -> Iterator[Contradiction]:
        place, before, after = _read(change)
        value = self._values.get(place, after)
        if value != after:
            later = self._said_by.get(place)
            yield Contradiction(number, index, written(place, value), later)
        elif place not in self._values and not place.startswith(tuple(self._gone)):
            yield Contradiction(number, index, lost=True)
        self._values[place], self._said_by[place] = before, number
        if is_list_of_things(place):
            _drop(self._values, place, set(after) - set(before))
            self._gone -= {f"{place}.{each}." for each in set(after) - set(before)}
            self._gone |= {f"{place}.{each}." for each in set(before) - set(after)}
