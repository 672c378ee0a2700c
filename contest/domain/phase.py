"""Where a round stands at a moment, and how long an attempt begun then would have.

One place decides, so that timer, wording and refusal can't disagree (R5).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from contest.domain.rules import Round

VIETNAM = timezone(timedelta(hours=7), "giờ Việt Nam")
"""Asia/Ho_Chi_Minh, which knows no summer time; days of the contest begin at its midnight."""


class Phase(StrEnum):
    """planned → open → grace → closed."""

    PLANNED = "planned"
    OPEN = "open"
    GRACE = "grace"
    CLOSED = "closed"


def phase(rules: Round, now: datetime) -> Phase:
    """The phase at `now`; a round is open from the first instant up to, not including, its end."""
    if now < rules.opens_at:
        return Phase.PLANNED
    if now < rules.closes_at:
        return Phase.OPEN
    if now <= rules.closes_at + rules.grace:
        return Phase.GRACE
    return Phase.CLOSED


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
