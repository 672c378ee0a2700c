"""Settling: an attempt whose time is up is graded from what was saved, or has lapsed."""

from collections.abc import Iterator
from datetime import datetime

from contest.domain.attempt import ClosedAttempt, Entry, State, grade_run_out, is_over, shelve
from contest.domain.rules import Round
from functions._wiring import Outside


def waits(entry: Entry, now: datetime) -> bool:
    """Whether something in an entry waits for the clerk; open attempts as `prolonged` has them."""
    pending = any(each.state is State.PENDING for each in entry.closed)
    return pending or (entry.open is not None and is_over(entry.open, now))


def settle(
    outside: Outside, contestant: str, rules: Round, entry: Entry, now: datetime
) -> Entry | None:
    """Settle an entry and tell how it stands then; None if it has moved on meanwhile."""
    closed = tuple(_settled(outside, entry, rules, now))
    done = outside.entries.settle(contestant, rules.id, entry, closed)
    return _after(entry, closed) if done else None


def _settled(
    outside: Outside, entry: Entry, rules: Round, now: datetime
) -> Iterator[ClosedAttempt]:
    waiting = (shelve(entry.open),) if entry.open and is_over(entry.open, now) else ()
    for attempt in (*entry.closed, *waiting):
        if attempt.state is State.PENDING:
            key = outside.publication.paper_key(attempt.edition, attempt.paper)
            yield grade_run_out(attempt, key, rules)
        else:
            yield attempt


def _after(entry: Entry, closed: tuple[ClosedAttempt, ...]) -> Entry:
    """The entry as it stands once `closed` has been written."""
    is_shelved = entry.open and any(each.number == entry.open.number for each in closed)
    return Entry(entry.started, entry.started_today, None if is_shelved else entry.open, closed)
