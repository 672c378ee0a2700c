"""Grader: grades a submission and answers with the result and a receipt.

Holds the answer keys and the receipt signing key; checks exam tokens by their public key and
can issue none. The first submission of an attempt stands.
"""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from contest.domain import refusal
from contest.domain.attempt import ClosedAttempt, State
from contest.domain.grading import (
    SheetProblem,
    grade,
    only_adds,
    parse_answers,
    read_answers,
    sheet_problems,
    write_answers,
)
from contest.domain.identity import device_mark
from contest.domain.keys import EXAM, RECEIPT, signing_key
from contest.domain.phase import moment, timestamp
from contest.domain.receipt import write
from contest.domain.refusal import FieldError
from contest.domain.rules import Round
from functions._deadline import deadline_by_now
from functions._http import Answer, Api, Body, Device, RefusedError, Route, read_token
from functions._wiring import Function, Outside, lambda_handler

Letters = Annotated[list[Annotated[str, Field(max_length=1)]], Field(max_length=8)]

_WORDS = {
    "wrong_length": "Bài làm không đủ số câu của đề.",
    "unknown_option": "Phương án này không có trong đề.",
    "one_option_only": "Câu này chỉ được chọn một phương án.",
    "unanswered": "Câu này chưa được trả lời.",
}


class Submission(Body):
    """An answer sheet handed in: one entry per question in paper order."""

    token: Annotated[str, Field(max_length=4096)]
    answers: Annotated[list[Letters], Field(max_length=200)]
    prediction: Annotated[int, Field(ge=0, le=10**9)] | None = None
    device: Device | None = None
    """Where it is given, only the device in charge may hand in (R10)."""


class Result(Body):
    """How it did. `score` and `correct` are null where they are told after the close only."""

    score: int | None
    max_score: int
    correct: int | None
    total: int
    duration_s: int
    submitted_at: str
    receipt: str
    attempts_left: int
    differs: bool = False


def build(outside: Outside) -> Function:
    """The function over the given outside."""
    return routes(outside).function()


def routes(outside: Outside) -> Api:
    """The routes, for serving and for the API document."""
    desk = _Desk(outside)
    graded = {201: Result, 200: Result}
    return Api("grader", Route("POST", "/api/submissions", desk.submit, graded, body=Submission))


class _Desk:
    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        (receipt_key,) = outside.secrets.get("receipt-key")
        self._key = signing_key(receipt_key, RECEIPT)

    def submit(self, form: Submission) -> Answer:
        """Hand in an answer sheet; a repeat returns the first result."""
        now = self._outside.now()
        verified = read_token(self._outside, form.token, EXAM, now, refusal.INVALID_TOKEN)
        claims = verified.claims
        rules = self._rules(claims["rnd"])
        ends = self._deadline(claims, rules, now)
        attempt = self._grade(form, claims, rules, ends, now)
        if now > ends + rules.grace:
            return self._late(attempt, claims, rules)
        device = device_mark(form.device) if form.device else None
        entry = self._outside.entries.submit(claims["sub"], claims["rnd"], attempt, device)
        if entry is None:
            return Answer(201, self._result(attempt, claims, rules))
        if entry.open is not None and entry.open.number == attempt.number:
            raise RefusedError(refusal.TAKEN_OVER)
        if entry.started < attempt.number:
            raise RefusedError(refusal.INVALID_TOKEN)
        return self._repeat(entry.attempt(attempt.number), attempt, claims, rules)

    def _rules(self, round_id: str) -> Round:
        rules = self._outside.publication.contest().round(round_id)
        if rules is None:
            raise RefusedError(refusal.UNKNOWN_ROUND)
        return rules

    def _deadline(self, claims: dict[str, Any], rules: Round, now: datetime) -> datetime:
        """The deadline the attempt has by now; a token tells the one that was promised."""
        started_at, promised = moment(claims["start"]), moment(claims["end"])
        return deadline_by_now(self._outside.publication, rules, started_at, promised, now)

    def _grade(
        self, form: Submission, claims: dict[str, Any], rules: Round, ends: datetime, now: datetime
    ) -> ClosedAttempt:
        key = self._outside.publication.paper_key(claims["edn"], claims["ppr"])
        problems = [
            _field_error(each)
            for each in sheet_problems(key, form.answers, rules.attempts.answer_all)
        ]
        if form.prediction is not None and rules.prediction is None:
            problems.append(
                FieldError("prediction", "off", "Đợt thi này không có câu hỏi dự đoán.")
            )
        if problems:
            raise RefusedError(refusal.INVALID.because(*problems))
        answers = read_answers(form.answers)
        if not rules.attempts.answers_may_change and now <= ends + rules.grace:
            self._check_final(claims, write_answers(answers))
        return ClosedAttempt(
            number=claims["att"],
            edition=claims["edn"],
            paper=claims["ppr"],
            started_at=moment(claims["start"]),
            deadline=ends,
            submitted_at=now,
            state=State.SUBMITTED,
            answers=write_answers(answers),
            grade=grade(key, answers, rules.points_per_question),
            prediction=form.prediction,
        )

    def _check_final(self, claims: dict[str, Any], answers: str) -> None:
        """Where answers are final, what the last checkpoint holds may not be changed."""
        current = self._outside.entries.get(claims["sub"], claims["rnd"]).open
        if current is None or current.number != claims["att"] or current.answers is None:
            return
        if not only_adds(parse_answers(current.answers), parse_answers(answers)):
            raise RefusedError(refusal.ANSWER_LOCKED)

    def _late(self, attempt: ClosedAttempt, claims: dict[str, Any], rules: Round) -> Answer:
        """A repeat of what was accepted in time is answered as ever; anything else is too late."""
        entry = self._outside.entries.get(claims["sub"], claims["rnd"])
        return self._repeat(entry.attempt(attempt.number), attempt, claims, rules)

    def _repeat(
        self,
        stored: ClosedAttempt | None,
        again: ClosedAttempt,
        claims: dict[str, Any],
        rules: Round,
    ) -> Answer:
        if stored is None or stored.state is not State.SUBMITTED:
            self._outside.entries.keep_late(claims["sub"], claims["rnd"], again)
            raise RefusedError(refusal.TOO_LATE)
        first = self._result(stored, claims, rules)
        if stored.answers == again.answers:
            return Answer(200, first)
        return Answer(200, first.model_copy(update={"differs": True}))

    def _result(self, attempt: ClosedAttempt, claims: dict[str, Any], rules: Round) -> Result:
        assert attempt.grade is not None  # a submission always carries its grade  # noqa: S101
        told = rules.score_shown == "at_once"
        issuer = self._outside.publication.contest().contest.id
        receipt = write(attempt, claims["code"], issuer, rules.id, show_score=told, key=self._key)
        return Result(
            score=attempt.grade.score if told else None,
            max_score=attempt.grade.max_score,
            correct=attempt.grade.correct if told else None,
            total=attempt.grade.total,
            duration_s=int(attempt.duration.total_seconds()),
            submitted_at=timestamp(attempt.submitted_at),
            receipt=receipt,
            attempts_left=max(rules.attempts.per_round - attempt.number, 0),
        )


def _field_error(found: SheetProblem) -> FieldError:
    field = "answers" if found.question is None else f"answers.{found.question}"
    return FieldError(field, found.code, _WORDS[found.code])


handler = lambda_handler(build)
