"""Drafts at the console: one organizer has a result worked out, another one has it published."""

import json
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from contest.domain import refusal
from contest.domain.audit import Deed
from contest.domain.closing import rounds_to_tell
from contest.domain.organizer import Organizer
from contest.domain.phase import VIETNAM, timestamp
from contest.domain.refusal import FieldError
from contest.domain.rules import Contest
from contest.store.audit import ContendedError
from contest.store.drafts import BUSY, Draft, Drafts, DraftState
from contest.store.invoker import Invoker
from contest.store.jobs import Job
from contest.store.results import Results, ResultState
from functions._console import Console
from functions._console_bodies import Document, Reason, ReasonForm, Started
from functions._console_results import draws, phases, same_person
from functions._http import Answer, Body, RefusedError

_WAITING = "Đang chờ…"
_REFUSED = {"not_over": refusal.NOT_OVER, "shared_bank": refusal.SHARED_BANK}


class CorrectionForm(Body):
    """What is done about a question; whether it makes sense the clerk says, who knows questions."""

    question: Annotated[str, Field(min_length=1, max_length=60)]
    action: Literal["void", "accept", "key"]
    options: Annotated[tuple[Annotated[int, Field(ge=0, le=7)], ...], Field(max_length=8)] = ()
    reason: Reason


class DraftForm(Body):
    """What is asked for: why, with which corrections altogether, with which lot."""

    reason: Reason
    corrections: Annotated[tuple[CorrectionForm, ...], Field(max_length=200)] = ()
    lot: Annotated[str, Field(max_length=500)] | None = None


class ApprovalForm(Body):
    """What whoever approves has seen."""

    digest: Annotated[str, Field(max_length=64)]


class DraftDesk:
    """The desk for drafts; what is worked out and published the clerk does."""

    def __init__(self, console: Console, clerk: Invoker) -> None:
        self._console, self._clerk = console, clerk
        self._drafts = Drafts(console.outside.table, console.personal_key)
        self._results = Results(console.outside.table)

    def ask(self, form: DraftForm, who: Organizer) -> Answer:
        """Have a draft worked out, in the place of one that nobody is at work on."""
        before, seen = self._drafts.read()
        if before and before.state in BUSY:
            raise RefusedError(refusal.DRAFT_BUSY)
        state, _ = self._results.read()
        contest = self._console.outside.publication.contest()
        told = frozenset(name for name, each in state.outcomes.items() if each.number is not None)
        rounds = rounds_to_tell(contest, phases(self._console, contest), told)
        if isinstance(rounds, str):
            raise RefusedError(_REFUSED[rounds])
        lot = self._drawn(form, contest, rounds)
        draft = self._new(form, who, state, rounds, lot)
        detail = json.dumps({"corrections": draft.corrections, "lot": lot}, ensure_ascii=False)
        deed = self._deed(who, "draft", draft, form.reason, detail)
        return self._begin("rank", draft, seen, deed)

    def _drawn(self, form: DraftForm, contest: Contest, rounds: tuple[str, ...]) -> str | None:
        """The lot as drawn; once a result has been published by it, it stays."""
        listed = self._results.listed()
        before = listed[-1]["lot"] if listed else None
        lot = (form.lot or "").strip() or before
        if before is not None and lot != before:
            words = "Kết quả đã công bố dùng số bốc thăm khác; số đã công bố không đổi được."
            raise RefusedError(refusal.INVALID.because(FieldError("lot", "fixed", words)))
        if not draws(contest, rounds):
            return before  # what decides nothing is not published, let alone fixed
        if lot is None:
            raise RefusedError(refusal.LOT_MISSING)
        self._check_drawn(contest)
        return lot

    def _check_drawn(self, contest: Contest) -> None:
        """A draw that has not been held cannot have come out."""
        day = self._console.outside.now().astimezone(VIETNAM).date()
        if contest.awards.lot and day < contest.awards.lot.drawn_on:
            words = "Nguồn số đã nêu chưa đến ngày quay; vui lòng chờ có kết quả."
            raise RefusedError(refusal.INVALID.because(FieldError("lot", "not_drawn", words)))

    def _new(
        self,
        form: DraftForm,
        who: Organizer,
        state: ResultState,
        rounds: tuple[str, ...],
        lot: str | None,
    ) -> Draft:
        jobs, at = self._console.jobs, timestamp(self._console.outside.now())
        return Draft(
            id=jobs.new_id(),
            state=DraftState.WAITING,
            words=_WAITING,
            by=who.username,
            at=at,
            as_of=at,
            reason=form.reason,
            lot=lot,
            corrections=tuple(each.model_dump(mode="json") for each in form.corrections),
            number=(state.latest.number if state.latest else 0) + 1,
            rounds=rounds,
            job=jobs.new_id(),
        )

    def withdraw(self, form: ReasonForm, who: Organizer) -> Answer:
        """Take a draft back; not one that is being published."""
        draft, seen = self._drafts.read()
        if draft is None or draft.state in (DraftState.WITHDRAWN, DraftState.PUBLISHED):
            raise RefusedError(refusal.NO_DRAFT)
        if draft.state is DraftState.PUBLISHING:
            raise RefusedError(refusal.DRAFT_BUSY)
        after = replace(draft, state=DraftState.WITHDRAWN, words="")
        self._record(self._deed(who, "withdraw", draft, form.reason), after, seen)
        return Answer(200, Document({"id": draft.id, "state": after.state}))

    def approve(self, form: ApprovalForm, who: Organizer) -> Answer:
        """Have the draft published, by somebody else than who asked for it."""
        draft, seen = self._drafts.read()
        if draft is None or draft.state is not DraftState.READY or form.digest != draft.digest:
            raise RefusedError(refusal.DRAFT_CHANGED)
        if same_person(who.username, draft.by):
            raise RefusedError(refusal.SAME_PERSON)
        after = replace(
            draft,
            state=DraftState.PUBLISHING,
            words=_WAITING,
            approved_by=who.username,
            role=who.role,
            job=self._console.jobs.new_id(),
            tries=0,
        )
        deed = self._deed(who, "approve", draft, draft.reason, draft.digest or "")
        return self._begin("publish", after, seen, deed)

    def _begin(self, kind: str, draft: Draft, seen: int, deed: Deed) -> Answer:
        """Write the deed, then call the clerk; should the call get lost, it looks by itself."""
        asked = {"draft": draft.id}
        job = Job(draft.job, kind, deed.actor, deed.at, "waiting", 0, 1, _WAITING, asked, None)
        self._console.jobs.create(job)
        self._record(deed, draft, seen)
        self._clerk.invoke({"job": job.id})
        return Answer(202, Started(job=job.id))

    def _deed(
        self, who: Organizer, action: str, draft: Draft, reason: str, detail: str = ""
    ) -> Deed:
        now = self._console.outside.now()
        return Deed(now, who.username, who.role, action, str(draft.number), reason, detail)

    def _record(self, deed: Deed, draft: Draft, seen: int) -> None:
        try:
            self._console.audit.record(deed, self._drafts.write(draft, seen))
        except ContendedError as error:
            raise RefusedError(refusal.CONFLICT) from error
