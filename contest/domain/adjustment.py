"""Adjustments (điều chỉnh): what organizers change about a round while it runs (R6).

They are kept as they were made, each with its moment, and what follows from them is worked out
here, so that everything that tells a time or judges by one agrees (R5). What a contestant has been
promised is never taken back.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AwareDatetime, Field

from contest.domain.rules import Round, Rules


class Adjustment(Rules):
    """One change to a round, made at `at`; what is None stays as it was."""

    at: AwareDatetime
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    add_minutes: Annotated[int, Field(ge=0)] = 0
    """For those inside at that moment, on top of everything and past the close if need be."""
    reason: str


def adjusted(rules: Round, made: Iterable[Adjustment]) -> Round:
    """The round as last moved. Added minutes are for the attempts running then, not for it."""
    made = tuple(made)
    moved = {
        "opens_at": _last((each.at, each.opens_at) for each in made),
        "closes_at": _last((each.at, each.closes_at) for each in made),
    }
    moved = {name: moment for name, moment in moved.items() if moment is not None}
    return rules.model_copy(update=moved) if moved else rules


def deadline(
    started_at: datetime, promised: datetime, rules: Round, made: Iterable[Adjustment]
) -> datetime:
    """The deadline that an attempt has by now; never earlier than the one it was promised.

    A close moved later gives back what the old one had cut off; added minutes go to whoever was
    inside. An adjustment reaches no attempt that was over, slack included, when it was made: what
    has been settled is settled, whether or not the clerk had come by yet.
    """
    made = tuple(made)
    if not made:
        return promised
    whole, added = started_at + rules.limit, timedelta(0)
    # A start may have been allotted its time by someone who had not heard of the last move.
    known = _last((each.at, each.closes_at) for each in made if each.at < started_at)
    end = max(promised, min(whole, known or promised))
    for each in _in_order(each for each in made if each.at >= started_at):
        if each.at > end + added + rules.grace:
            break
        end = max(end, min(whole, each.closes_at or end))
        added += timedelta(minutes=each.add_minutes)
    return end + added


def _last(moves: Iterable[tuple[datetime, datetime | None]]) -> datetime | None:
    """Where the last move put it; of two at the same instant the later time is the kinder one."""
    return max(((at, to) for at, to in moves if to is not None), default=(None, None))[1]


def _in_order(made: Iterable[Adjustment]) -> list[Adjustment]:
    return sorted(made, key=lambda each: each.at)
