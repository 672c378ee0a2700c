"""Proctor: starts attempts, hands out exam tokens and paper keys, keeps checkpoints.

Holds the exam-token signing key and the paper master key. Cannot see an answer key.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field

from contest.domain import refusal
from contest.domain.attempt import (
    Entry,
    OpenAttempt,
    begin,
    is_over,
    refuse_start,
)
from contest.domain.dealing import deal
from contest.domain.grading import only_adds, parse_answers, read_answers, write_answers
from contest.domain.identity import device_mark
from contest.domain.keys import EXAM, SESSION, signing_key
from contest.domain.phase import Phase, allot, milliseconds, moment, phase, time_left, timestamp
from contest.domain.refusal import FieldError, Refusal
from contest.domain.rules import Round
from contest.domain.seal import base64url, paper_key, paper_path
from contest.domain.token import Verified, sign
from contest.store.entries import Checkpoint, Entrant
from functions._deadline import by_now, deadline_by_now
from functions._http import Answer, Api, Body, Device, RefusedError, Route, read_token
from functions._wiring import Function, Outside, lambda_handler

_SHUT = {
    Phase.PLANNED: refusal.ROUND_NOT_OPEN,
    Phase.GRACE: refusal.ROUND_CLOSED,
    Phase.CLOSED: refusal.ROUND_CLOSED,
}

Letters = Annotated[list[Annotated[str, Field(pattern="^[A-H]$")]], Field(max_length=8)]
Sheet = Annotated[list[Letters], Field(max_length=200)]


class Start(Body):
    """Who asks to start or to go on; with `attempt`, to go on with that one and begin no other."""

    device: Device
    attempt: Annotated[int, Field(ge=1)] | None = None


class PaperView(Body):
    """Where the sealed paper lies and the key that opens it (base64url of 32 bytes)."""

    id: str
    url: str
    key: str


class AttemptView(Body):
    """An attempt in progress; `answers` is the last checkpoint."""

    token: str
    attempt: int
    paper: PaperView
    started_at: str
    deadline: str
    remaining_s: float
    answers: list[list[str]] | None
    seq: int


class Save(Body):
    """A checkpoint: one entry per question in paper order, each the chosen option ids."""

    token: Annotated[str, Field(max_length=4096)]
    device: Device
    seq: Annotated[int, Field(ge=1, le=10**9)]
    answers: Sheet


class Saved(Body):
    """The checkpoint that the server holds, and the time left."""

    seq: int
    remaining_s: float


def build(outside: Outside) -> Function:
    """The function over the given outside."""
    return routes(outside).function()


def routes(outside: Outside) -> Api:
    """The routes, for serving and for the API document."""
    room = _Room(outside)
    begun = {201: AttemptView, 200: AttemptView}
    start = Route(
        "POST", "/api/rounds/{round_id}/attempts", room.start, begun, body=Start, session=True
    )
    save = Route("PUT", "/api/attempts/current", room.save, {200: Saved}, body=Save)
    return Api("proctor", start, save)


class _Room:
    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        token_key, self._master = outside.secrets.get("exam-token-key", "paper-master-key")
        self._key = signing_key(token_key, EXAM)

    def start(self, round_id: str, form: Start, session: str) -> Answer:
        """Start an attempt, or go on with the open one on this device."""
        now = self._outside.now()
        who = self._entrant(session, now)
        rules, device = self._admit(round_id, who, now), device_mark(form.device)
        # Whatever has come of a round, only its times say whether somebody may begin.
        shut = _SHUT.get(phase(rules, now))
        if shut or form.attempt is not None:
            otherwise = shut or refusal.ALREADY_SUBMITTED
            return self._take_up(who, rules, form.attempt, device, otherwise, now)
        edition = self._outside.publication.current_edition(round_id)
        fresh = begin(edition, allot(rules, now), device)
        found = self._outside.entries.start(who, round_id, fresh, rules.attempts)
        if isinstance(found, OpenAttempt):
            return Answer(201, self._view(who, rules, found, now))
        return self._go_on(who, rules, fresh, found, now)

    def _entrant(self, session: str, now: datetime) -> Entrant:
        verified = read_token(self._outside, session, SESSION, now, refusal.INVALID_SESSION)
        if verified.expired:
            raise RefusedError(refusal.INVALID_SESSION)
        claims = verified.claims
        return Entrant(
            key=claims["sub"],
            code=claims["code"],
            agency=claims.get("agy"),
            group=claims["grp"],
            registered_at=moment(claims["reg"]),
        )

    def _admit(self, round_id: str, who: Entrant, now: datetime) -> Round:
        """The round, if the contestant may sit it; not open only if it is so at this moment."""
        publication = self._outside.publication
        rules = publication.contest().round(round_id)
        if rules is None:
            raise RefusedError(refusal.UNKNOWN_ROUND)
        if rules.open_to is not None and who.group not in rules.open_to:
            raise RefusedError(refusal.INELIGIBLE)
        if phase(rules, now) is not Phase.OPEN and publication.refresh():
            return publication.contest().round(round_id) or rules
        return rules

    def _go_on(
        self, who: Entrant, rules: Round, fresh: OpenAttempt, entry: Entry, now: datetime
    ) -> Answer:
        """An attempt is open, or the caps are reached: resume, begin the next, or refuse."""
        current = entry.open and by_now(self._outside.publication, rules, entry.open, now)
        if current is not None and not is_over(current, now):
            return self._resume(who, rules, fresh.device, current, now)
        reason = refuse_start(entry, rules.attempts)
        if reason is not None:
            raise RefusedError(reason)
        if current is not None:
            entries = self._outside.entries
            begun = entries.shelve_and_start(who, rules.id, current, fresh, rules.attempts)
            if begun is not None:
                return Answer(201, self._view(who, rules, begun, now))
        # Another request of the same person came in between; the page asks again by itself.
        raise RefusedError(refusal.UNAVAILABLE)

    def _take_up(
        self,
        who: Entrant,
        rules: Round,
        number: int | None,
        device: str,
        otherwise: Refusal,
        now: datetime,
    ) -> Answer:
        """Go on with an attempt that is thought to be open; never begin another in its place.

        Who is inside stays so when the round has meanwhile been closed early, or when minutes were
        added past its close.
        """
        current = self._outside.entries.get(who.key, rules.id).open
        if current is None or number not in (None, current.number):
            raise RefusedError(otherwise)
        current = by_now(self._outside.publication, rules, current, now)
        if is_over(current, now):
            raise RefusedError(otherwise)
        return self._resume(who, rules, device, current, now)

    def _resume(
        self, who: Entrant, rules: Round, device: str, attempt: OpenAttempt, now: datetime
    ) -> Answer:
        if attempt.device != device:
            entry = self._outside.entries.take_over(who.key, rules.id, attempt.number, device)
            if entry is None or entry.open is None:
                raise RefusedError(refusal.ALREADY_SUBMITTED)
            attempt = entry.open
        return Answer(200, self._view(who, rules, attempt, now))

    def _view(self, who: Entrant, rules: Round, attempt: OpenAttempt, now: datetime) -> AttemptView:
        attempt = by_now(self._outside.publication, rules, attempt, now)
        listed = self._outside.publication.papers(attempt.edition).papers
        index = deal(self._master, who.key, rules.id, attempt.number, len(listed))
        paper = listed[index]
        saved = parse_answers(attempt.answers) if attempt.answers is not None else None
        return AttemptView(
            token=self._token(who, rules.id, paper, attempt),
            attempt=attempt.number,
            paper=PaperView(
                id=paper,
                url=paper_path(rules.id, paper),
                key=base64url(paper_key(self._master, paper)),
            ),
            started_at=timestamp(attempt.started_at),
            deadline=timestamp(attempt.deadline),
            remaining_s=time_left(attempt.deadline, now).total_seconds(),
            answers=None if saved is None else [sorted(chosen) for chosen in saved],
            seq=attempt.seq,
        )

    def _token(self, who: Entrant, round_id: str, paper: str, attempt: OpenAttempt) -> str:
        claims = {
            "iss": self._outside.publication.contest().contest.id,
            "sub": who.key,
            "code": who.code,
            "rnd": round_id,
            "att": attempt.number,
            "ppr": paper,
            "edn": attempt.edition,
            "iat": int(attempt.started_at.timestamp()),
            "exp": int(attempt.expires_at.timestamp()) + 1,
            "start": milliseconds(attempt.started_at),
            # As promised: whoever reads it works out anew what has been adjusted since.
            "end": milliseconds(attempt.promised),
        }
        return sign(claims, EXAM, self._key)

    def save(self, form: Save) -> Answer:
        """Keep a checkpoint."""
        now = self._outside.now()
        verified = read_token(self._outside, form.token, EXAM, now, refusal.INVALID_TOKEN)
        claims = verified.claims
        left = self._time_left(verified, now)
        self._check_sheet(form, claims)
        saved = Checkpoint(
            device_mark(form.device),
            form.seq,
            write_answers(read_answers(form.answers)),
            claims["ppr"],
        )
        entries = self._outside.entries
        entry = entries.checkpoint(claims["sub"], claims["rnd"], claims["att"], saved)
        if entry is not None:
            _explain(entry, claims["att"], saved)
        return Answer(200, Saved(seq=form.seq, remaining_s=left.total_seconds()))

    def _time_left(self, verified: Verified, now: datetime) -> timedelta:
        """What is left of the attempt a token is for; refuses once it is over."""
        claims, publication = verified.claims, self._outside.publication
        rules = publication.contest().round(claims["rnd"])
        if rules is None:
            raise RefusedError(refusal.UNKNOWN_ROUND)
        started_at, promised = moment(claims["start"]), moment(claims["end"])
        ends = deadline_by_now(publication, rules, started_at, promised, now)
        if now > ends + rules.grace:
            raise RefusedError(refusal.INVALID_TOKEN)
        return time_left(ends, now)

    def _check_sheet(self, form: Save, claims: dict[str, Any]) -> None:
        """The sheet has the paper's length; where answers are final, none has been changed."""
        if len(form.answers) != self._outside.publication.papers(claims["edn"]).questions:
            wrong = FieldError("answers", "wrong_length", "Bài làm không đủ số câu của đề.")
            raise RefusedError(refusal.INVALID.because(wrong))
        rules = self._outside.publication.contest().round(claims["rnd"])
        if rules is None or rules.attempts.answers_may_change:
            return
        current = self._outside.entries.get(claims["sub"], claims["rnd"]).open
        before = current.answers if current and current.seq < form.seq else None
        if before and not only_adds(parse_answers(before), read_answers(form.answers)):
            raise RefusedError(refusal.ANSWER_LOCKED)


def _explain(entry: Entry, attempt: int, saved: Checkpoint) -> None:
    """Why a checkpoint was not taken; the very same one again is no refusal."""
    now = entry.open
    if now is None or now.number != attempt:
        known = entry.started >= attempt
        raise RefusedError(refusal.ALREADY_SUBMITTED if known else refusal.INVALID_TOKEN)
    if now.device != saved.device:
        raise RefusedError(refusal.TAKEN_OVER)
    if (now.seq, now.answers) != (saved.seq, saved.answers):
        raise RefusedError(refusal.STALE.telling(seq=now.seq))


handler = lambda_handler(build)
