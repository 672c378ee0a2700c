"""Taking part (dự thi): dated facts about a person, and how the person stands at a moment.

A person counts once, under the post held at the moment that completes taking part. Facts are never
taken back, only followed by later ones, and whatever is dated after `as_of` is not looked at: so
the same `as_of` gives the same answer for ever.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from contest.domain.attempt import State
from contest.domain.rules import Contest, RoundKind, TakingPart


@dataclass(frozen=True, slots=True)
class Post:
    """Where somebody works and as what; without an agency: a citizen."""

    agency: str | None
    group: str


@dataclass(frozen=True, slots=True)
class Held:
    """A post and since when it is held; the first one is what the person declared."""

    at: datetime
    post: Post


@dataclass(frozen=True, slots=True)
class Nomination:
    """An agency's roster names the person for a post; without one, the nomination is withdrawn."""

    at: datetime
    post: Post | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """An exclusion (with the post it names, if known) or a disqualification, or its end."""

    at: datetime
    stands: bool
    reason: str
    post: Post | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """An attempt of any round, official or rehearsal.

    `at` is the moment it took effect: handed in; for one that ran out or lapsed, deadline plus
    slack; for one still open, its start. An attempt whose time is over is no longer OPEN here, even
    if nobody has shelved it yet. `duration` is working time; `answers` as the entry keeps them.
    """

    round_id: str
    number: int
    started_at: datetime
    at: datetime
    state: State
    device: str | None = None
    deadline: datetime | None = None
    duration: timedelta | None = None
    score: int | None = None
    max_score: int | None = None
    paper: str | None = None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All that counts about a person; every tuple oldest first.

    `key` is the contestant's key. Without `code` the person is nominated or excluded but has not
    registered.
    """

    key: str
    code: str | None = None
    registered_at: datetime | None = None
    posts: tuple[Held, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    exclusions: tuple[Ruling, ...] = ()
    disqualifications: tuple[Ruling, ...] = ()
    attempts: tuple[Taken, ...] = ()


class Progress(StrEnum):
    """How far a person has come in the official rounds."""

    NOT_REGISTERED = "not_registered"
    REGISTERED = "registered"
    INSIDE = "inside"
    """In an attempt, and not a participant yet."""
    NOT_ENOUGH = "not_enough"
    """Has tried, but not as the rules count taking part."""
    TOOK_PART = "took_part"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands at a moment; `counted` is what figures and quotas go by."""

    post: Post | None
    """Held when taking part was completed, otherwise at the moment asked; None: not registered."""
    nominated: Post | None
    took_part_at: datetime | None
    excluded: bool
    disqualified: bool
    flagged: bool
    """Took part although excluded: the exclusion came later, or slipped by."""
    mismatched: bool
    """Registered for another agency or group than nominated."""
    counted: bool
    progress: Progress
    barred: Post | None
    """The post that the exclusion in force names."""

    @property
    def flags(self) -> tuple[str, ...]:
        """What a human should look at, by the names of the fields."""
        names = ("excluded", "disqualified", "flagged", "mismatched")
        return tuple(name for name in names if getattr(self, name))


class _Dated(Protocol):
    @property
    def at(self) -> datetime: ...


_Fact = TypeVar("_Fact", bound=_Dated)


def stand(person: PersonFacts, contest: Contest, as_of: datetime) -> Standing:
    """How the person stands at `as_of`."""
    taken = took_part_at(person.attempts, contest, as_of)
    post = _post(person, as_of, taken)
    nomination = latest(person.nominations, as_of)
    nominated = nomination.post if nomination else None
    exclusion = _in_force(person.exclusions, as_of)
    disqualified = _in_force(person.disqualifications, as_of) is not None
    return Standing(
        post=post,
        nominated=nominated,
        took_part_at=taken,
        excluded=exclusion is not None,
        disqualified=disqualified,
        flagged=taken is not None and exclusion is not None,
        mismatched=None not in (post, nominated) and post != nominated,
        counted=None not in (taken, post) and exclusion is None and not disqualified,
        progress=_progress(person, contest, as_of, taken),
        barred=exclusion.post if exclusion else None,
    )


def took_part_at(attempts: Sequence[Taken], contest: Contest, as_of: datetime) -> datetime | None:
    """The moment of the attempt that completes taking part, as the rules count; None before it."""
    rules = contest.participation
    moments = sorted(
        moment
        for each in attempts
        if is_official(each, contest)
        and (moment := _effect(each, rules.counts)) is not None
        and moment <= as_of
    )
    return moments[rules.attempts - 1] if len(moments) >= rules.attempts else None


def is_official(attempt: Taken, contest: Contest) -> bool:
    """Whether the attempt belongs to a round that counts; a rehearsal never does."""
    rules = contest.round(attempt.round_id)
    return rules is not None and rules.kind is RoundKind.OFFICIAL


def begun(person: PersonFacts, contest: Contest, as_of: datetime) -> Iterator[Taken]:
    """The official attempts begun up to a moment."""
    for each in person.attempts:
        if each.started_at <= as_of and is_official(each, contest):
            yield each


def latest(facts: Sequence[_Fact], as_of: datetime) -> _Fact | None:
    """The last of some dated facts that was known at a moment; of one instant, the last written."""
    return max(
        (each for each in reversed(facts) if each.at <= as_of),
        key=lambda each: each.at,
        default=None,
    )


def _post(person: PersonFacts, as_of: datetime, taken: datetime | None) -> Post | None:
    if person.code is None or person.registered_at is None or person.registered_at > as_of:
        return None
    held = latest(person.posts, taken or as_of) or next(iter(person.posts), None)
    return held.post if held else None


def _in_force(rulings: Sequence[Ruling], as_of: datetime) -> Ruling | None:
    last = latest(rulings, as_of)
    return last if last and last.stands else None


_EFFECTIVE = {
    TakingPart.SUBMITTED: {State.SUBMITTED},
    # What waits for the clerk counts already: it will be graded, and the past must not change then.
    TakingPart.GRADED: {State.SUBMITTED, State.RAN_OUT, State.PENDING},
}


def _effect(attempt: Taken, counts: TakingPart) -> datetime | None:
    """When an attempt began to count, or None."""
    if counts is TakingPart.STARTED:
        return attempt.started_at
    return attempt.at if attempt.state in _EFFECTIVE[counts] else None


def _progress(
    person: PersonFacts, contest: Contest, as_of: datetime, taken: datetime | None
) -> Progress:
    if taken is not None:
        return Progress.TOOK_PART
    if person.registered_at is None or person.registered_at > as_of:
        return Progress.NOT_REGISTERED
    tried = tuple(begun(person, contest, as_of))
    if any(each.state is State.OPEN or each.at > as_of for each in tried):
        return Progress.INSIDE
    return Progress.NOT_ENOUGH if tried else Progress.REGISTERED
