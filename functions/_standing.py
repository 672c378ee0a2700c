"""How a contestant stands in each round, as `GET /api/me` tells it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from contest.domain.attempt import (
    ClosedAttempt,
    Entry,
    OpenAttempt,
    State,
    attempts_left,
    counted,
    is_over,
    refuse_start,
)
from contest.domain.phase import OVER, Phase, allot, timestamp
from contest.domain.rules import Round
from contest.store.publication import Publication
from functions._deadline import by_now
from functions._http import Body


class AttemptStanding(Body):
    """One attempt as its owner sees it; scores are null until they may be told."""

    attempt: int
    state: str
    started_at: str
    deadline: str
    submitted_at: str | None
    score: int | None
    max_score: int | None
    correct: int | None
    total: int | None
    duration_s: int | None
    counts: bool


class RoundStanding(Body):
    """One round as a contestant stands in it; `limit_s` is what a start right now would get."""

    round: str
    phase: str
    opens_at: str
    closes_at: str
    limit_s: int | None
    shortened: bool
    attempts_left: int
    attempts: list[AttemptStanding]


def standing(
    publication: Publication, entries: Mapping[str, Entry], now: datetime
) -> list[RoundStanding]:
    """How the owner of these entries stands in every round, as organizers have adjusted them."""
    return [
        stand(
            rules,
            _by_now(publication, rules, entries.get(rules.id, Entry()), now),
            publication.phase(rules, now),
            now,
        )
        for rules in publication.contest().rounds
    ]


def _by_now(publication: Publication, rules: Round, entry: Entry, now: datetime) -> Entry:
    if entry.open is None:
        return entry
    return replace(entry, open=by_now(publication, rules, entry.open, now))


def stand(rules: Round, entry: Entry, stage: Phase, now: datetime) -> RoundStanding:
    """How an entry stands in its round; its open attempt with the time it has by now."""
    may_start = stage is Phase.OPEN and refuse_start(entry, rules.attempts) is None
    allotment = allot(rules, now) if may_start else None
    left = int((allotment.deadline - now).total_seconds()) if allotment else None
    return RoundStanding(
        round=rules.id,
        phase=stage,
        opens_at=timestamp(rules.opens_at),
        closes_at=timestamp(rules.closes_at),
        limit_s=left,
        shortened=bool(allotment and allotment.shortened),
        attempts_left=attempts_left(entry, rules.attempts),
        attempts=list(_attempts(rules, entry, stage, now)),
    )


def _attempts(rules: Round, entry: Entry, stage: Phase, now: datetime) -> list[AttemptStanding]:
    best = counted(entry.closed, rules.attempts.counted)
    told = rules.score_shown == "at_once" or stage in OVER
    views = [_closed(each, told, counts=told and each is best) for each in entry.closed]
    return views + ([_open(entry.open, now)] if entry.open else [])


def _closed(attempt: ClosedAttempt, told: bool, counts: bool) -> AttemptStanding:
    grade = attempt.grade if told else None
    handed_in = attempt.state is State.SUBMITTED
    return AttemptStanding(
        attempt=attempt.number,
        state=State.RAN_OUT if attempt.state is State.PENDING else attempt.state,
        started_at=timestamp(attempt.started_at),
        deadline=timestamp(attempt.deadline),
        submitted_at=timestamp(attempt.submitted_at) if handed_in else None,
        score=grade.score if grade else None,
        max_score=grade.max_score if grade else None,
        correct=grade.correct if grade else None,
        total=grade.total if grade else None,
        duration_s=int(attempt.duration.total_seconds()),
        counts=counts,
    )


def _open(attempt: OpenAttempt, now: datetime) -> AttemptStanding:
    return AttemptStanding(
        attempt=attempt.number,
        state=State.RAN_OUT if is_over(attempt, now) else State.OPEN,
        started_at=timestamp(attempt.started_at),
        deadline=timestamp(attempt.deadline),
        submitted_at=None,
        score=None,
        max_score=None,
        correct=None,
        total=None,
        duration_s=None,
        counts=False,
    )
