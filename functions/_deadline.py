"""The deadline an attempt has by now: what functions ask before they judge by the time (R5, R6)."""

from datetime import datetime

from contest.domain.adjustment import deadline
from contest.domain.attempt import OpenAttempt, prolonged
from contest.domain.rules import Round
from contest.store.publication import Publication


def deadline_by_now(
    publication: Publication, rules: Round, started_at: datetime, promised: datetime, now: datetime
) -> datetime:
    """The deadline of an attempt as adjusted; looks again before it lets that be past."""
    made = publication.adjustments(rules.id)
    ends = deadline(started_at, promised, rules, made)
    if now >= ends and publication.refresh():
        ends = deadline(started_at, promised, rules, publication.adjustments(rules.id))
    return ends


def by_now(
    publication: Publication, rules: Round, attempt: OpenAttempt, now: datetime
) -> OpenAttempt:
    """The attempt with the time it has as adjusted; looks again before it lets that be over."""
    attempt = prolonged(attempt, rules, publication.adjustments(rules.id))
    if now >= attempt.deadline and publication.refresh():
        attempt = prolonged(attempt, rules, publication.adjustments(rules.id))
    return attempt
