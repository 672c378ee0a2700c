"""Attempts (lượt thi) and the entry (dự thi) that holds them.

An entry is one contestant in one round. At most one attempt is open, and it is always the latest.
An attempt ends in one of three ways: handed in; ran out with a checkpoint, which the clerk
grades; or lapsed, with nothing saved on the server.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contest.domain import refusal
from contest.domain.adjustment import Adjustment, deadline
from contest.domain.grading import Grade, PaperKey, grade, parse_answers
from contest.domain.phase import Allotment
from contest.domain.refusal import Refusal
from contest.domain.rules import AttemptRules, Counted, Round


class State(StrEnum):
    """How an attempt stands; `PENDING` ran out and waits for the clerk."""

    OPEN = "open"
    PENDING = "pending"
    SUBMITTED = "submitted"
    RAN_OUT = "ran_out"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class OpenAttempt:
    """The attempt a contestant is in. `answers` is the checkpoint, None before the first."""

    number: int
    edition: str
    started_at: datetime
    deadline: datetime
    expires_at: datetime
    device: str
    seq: int = 0
    answers: str | None = None
    paper: str | None = None
    """Known to the entry from the first checkpoint on; before that only the proctor can tell."""
    first_deadline: datetime | None = None
    """The deadline told at the start, if it has been prolonged since."""

    @property
    def promised(self) -> datetime:
        """The deadline told at the start: entry and token keep it, whatever is adjusted later."""
        return self.first_deadline or self.deadline


@dataclass(frozen=True)
class ClosedAttempt:
    """An attempt that is over. Without a grade it is pending or lapsed."""

    number: int
    edition: str
    paper: str
    started_at: datetime
    deadline: datetime
    submitted_at: datetime
    state: State
    answers: str
    grade: Grade | None = None
    prediction: int | None = None

    @property
    def duration(self) -> timedelta:
        """Working time between server instants; the slack after the deadline is nobody's gain."""
        return min(self.submitted_at, self.deadline) - self.started_at


@dataclass(frozen=True)
class Entry:
    """One contestant in one round."""

    started: int = 0
    started_today: int = 0
    open: OpenAttempt | None = None
    closed: tuple[ClosedAttempt, ...] = ()

    def attempt(self, number: int) -> ClosedAttempt | None:
        """The closed attempt of that number, or None."""
        return next((each for each in self.closed if each.number == number), None)


def begin(edition: str, allotment: Allotment, device: str, number: int = 0) -> OpenAttempt:
    """A fresh attempt; the store tells its number."""
    return OpenAttempt(
        number, edition, allotment.started_at, allotment.deadline, allotment.expires_at, device
    )


def attempts_left(entry: Entry, rules: AttemptRules) -> int:
    """How many attempts may still be begun in this round."""
    return max(rules.per_round - entry.started, 0)


def refuse_start(entry: Entry, rules: AttemptRules) -> Refusal | None:
    """Why no further attempt may begin, or None: caps per round and per day."""
    if entry.started >= rules.per_round:
        return refusal.NO_ATTEMPTS_LEFT
    if rules.per_day is not None and entry.started_today >= rules.per_day:
        return refusal.NO_ATTEMPTS_TODAY
    return None


def prolonged(attempt: OpenAttempt, rules: Round, made: Iterable[Adjustment]) -> OpenAttempt:
    """The attempt with the time it has by the adjustments made; twice is the same as once.

    To be asked before `is_over` and `shelve`: an entry knows of no adjustment.
    """
    ends = deadline(attempt.started_at, attempt.promised, rules, made)
    if ends == attempt.deadline:
        return attempt
    gained = ends - attempt.deadline
    return replace(
        attempt,
        deadline=ends,
        expires_at=attempt.expires_at + gained,
        first_deadline=attempt.promised,
    )


def is_over(
    attempt: OpenAttempt,
    now: datetime,
    rules: Round | None = None,
    made: Iterable[Adjustment] = (),
) -> bool:
    """Whether the attempt's time, slack included, has run out; by `rules` as adjusted if given."""
    if rules is not None:
        attempt = prolonged(attempt, rules, made)
    return now > attempt.expires_at


def shelve(attempt: OpenAttempt) -> ClosedAttempt:
    """An attempt that ran out: waiting for the clerk, or lapsed if nothing was saved."""
    return ClosedAttempt(
        number=attempt.number,
        edition=attempt.edition,
        paper=attempt.paper or "",
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        submitted_at=attempt.deadline,
        state=State.LAPSED if attempt.answers is None else State.PENDING,
        answers=attempt.answers or "",
    )


def grade_run_out(attempt: ClosedAttempt, key: PaperKey, rules: Round) -> ClosedAttempt:
    """A shelved attempt graded from its checkpoint.

    Where all questions are compulsory, an incomplete checkpoint is worth nothing, as an incomplete
    submission would not have been taken.
    """
    answers = parse_answers(attempt.answers)
    result = grade(key, answers, rules.points_per_question)
    if rules.attempts.answer_all and not all(answers):
        result = Grade(0, result.total, 0, result.max_score)
    return ClosedAttempt(**{**vars(attempt), "state": State.RAN_OUT, "grade": result})


def counted(attempts: tuple[ClosedAttempt, ...], rule: Counted) -> ClosedAttempt | None:
    """The attempt that counts, or None when none has been graded.

    The best is the highest score, then the shorter time, then the earlier attempt. The first is the
    first begun: letting it lapse makes no later one the first.
    """
    if rule is Counted.FIRST:
        first = min(attempts, key=lambda each: each.number, default=None)
        return first if first and first.grade else None
    graded = sorted((each for each in attempts if each.grade), key=lambda each: each.number)
    if not graded:
        return None
    return min(graded, key=_best_first) if rule is Counted.BEST else graded[-1]


def _best_first(attempt: ClosedAttempt) -> tuple[int, timedelta, int]:
    score = attempt.grade.score if attempt.grade else 0
    return -score, attempt.duration, attempt.number
