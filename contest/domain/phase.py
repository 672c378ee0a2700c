"""Where a round stands at a moment, and how long an attempt begun then would have.

One place decides, so that timer, wording, refusal, pages and files can't disagree (R5, R15).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from contest.domain.adjustment import Adjustment, deadline
from contest.domain.rules import Round

PATIENCE = timedelta(seconds=15)
"""A submission taken in time may still be on its way to the table when the time is up."""

VIETNAM = timezone(timedelta(hours=7), "giờ Việt Nam")
"""Asia/Ho_Chi_Minh, which knows no summer time; days of the contest begin at its midnight."""


class Phase(StrEnum):
    """planned → open → grace → closed → ranked → published → corrected (→ corrected …)."""

    PLANNED = "planned"
    OPEN = "open"
    GRACE = "grace"
    """No start any more; attempts may still be running or on their way."""
    CLOSED = "closed"
    RANKED = "ranked"
    """A result has been worked out; the public knows none."""
    PUBLISHED = "published"
    CORRECTED = "corrected"
    """A later result says something else of this round than the one before."""


@dataclass(frozen=True)
class Outcome:
    """What has come of a round: worked out, published as result `number`, corrected."""

    ranked: bool = False
    number: int | None = None
    corrected: bool = False


NO_OUTCOME = Outcome()


def phase(
    rules: Round,
    now: datetime,
    made: Iterable[Adjustment] = (),
    outcome: Outcome = NO_OUTCOME,
) -> Phase:
    """The phase at `now`; a round is open from the first instant up to, not including, its end.

    `rules` as adjusted by `made`. Results tell of a round that is over: one that has been opened
    again is open, whatever came of it before.
    """
    if now < rules.opens_at:
        return Phase.PLANNED
    if now < rules.closes_at:
        return Phase.OPEN
    if now <= last_deadline(rules, made) + rules.grace:
        return Phase.GRACE
    return _after_close(outcome)


def _after_close(outcome: Outcome) -> Phase:
    if outcome.corrected:
        return Phase.CORRECTED
    if outcome.number is not None:
        return Phase.PUBLISHED
    return Phase.RANKED if outcome.ranked else Phase.CLOSED


OVER = frozenset({Phase.CLOSED, Phase.RANKED, Phase.PUBLISHED, Phase.CORRECTED})
"""The phases in which nobody can be inside an attempt any more."""
TOLD = frozenset({Phase.PUBLISHED, Phase.CORRECTED})
"""The phases in which the public knows a result."""


def last_deadline(rules: Round, made: Iterable[Adjustment]) -> datetime:
    """The last moment at which anybody may still be inside: the close, or later by added minutes.

    `rules` as adjusted by `made`.
    """
    made = tuple(made)
    ends = rules.closes_at
    for each in made:
        # Whoever was inside when minutes were added: at the latest, somebody who began just then.
        began = min(each.at, rules.closes_at)
        promised = min(began + rules.limit, rules.closes_at)
        ends = max(ends, deadline(began, promised, rules, made))
    return ends


@dataclass(frozen=True)
class Allotment:
    """The time of one attempt: `expires_at` is the deadline plus the slack for slow networks."""

    started_at: datetime
    deadline: datetime
    expires_at: datetime
    shortened: bool


def allot(rules: Round, now: datetime) -> Allotment:
    """`deadline = min(start + limit, close)`, computed once, here."""
    deadline = min(now + rules.limit, rules.closes_at)
    return Allotment(
        started_at=now,
        deadline=deadline,
        expires_at=deadline + rules.grace,
        shortened=deadline < now + rules.limit,
    )


def time_left(deadline: datetime, now: datetime) -> timedelta:
    """What is left until the deadline, never below zero."""
    return max(deadline - now, timedelta(0))


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond: how moments are told to programs."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def milliseconds(moment: datetime) -> int:
    """A moment as the integer that tokens and items carry."""
    return round(moment.timestamp() * 1000)


def moment(milliseconds: int) -> datetime:
    """The inverse of `milliseconds`, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
