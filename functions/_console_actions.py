"""What organizers do: each deed is one transaction with its line in the audit trail."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from contest.domain import refusal
from contest.domain.adjustment import Adjustment, adjusted
from contest.domain.audit import Deed
from contest.domain.eligibility import fits
from contest.domain.organizer import Organizer
from contest.domain.participation import Post
from contest.domain.phase import NO_OUTCOME, phase, timestamp
from contest.domain.refusal import FieldError
from contest.domain.rules import Round
from contest.store.audit import ContendedError
from contest.store.drafts import Drafts, DraftState
from contest.store.figures import Figures, NotCountedError
from contest.store.histories import Signed
from contest.store.live import Live
from functions._console import Console
from functions._console_bodies import (
    AdjustmentForm,
    Document,
    NoticeForm,
    PostForm,
    ReasonForm,
    RulingForm,
)
from functions._http import Answer, RefusedError
from functions._story import tell

Write = Mapping[str, Any]


class Actions:
    """The deeds of the secretariat."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console.outside.table)
        self._figures = Figures(console.outside.table)

    # ---- people -----------------------------------------------------------------------------

    def rule(self, form: RulingForm, who: Organizer, code: str) -> Answer:
        """Disqualify or reinstate a person, with a reason."""
        do = (
            self._console.dossiers.disqualify
            if form.disqualified
            else (self._console.dossiers.reinstate)
        )
        action = "disqualify" if form.disqualified else "reinstate"
        return self._about(who, code, action, form.reason, do)

    def move(self, form: PostForm, who: Organizer, code: str) -> Answer:
        """Put a person into another agency or group from now on; what was counted stays."""
        post = self._post(form)
        told = f"{post.agency or '-'} / {post.group}"
        move = self._console.dossiers.move
        return self._about(
            who, code, "transfer", form.reason, lambda key, at, by: move(key, at, post, by), told
        )

    def _post(self, form: PostForm) -> Post:
        publication = self._console.outside.publication
        group = publication.contest().group(form.group)
        agency = publication.agencies().get(form.agency or "")
        if group is None or (form.agency and agency is None) or not fits(group, agency):
            wrong = FieldError("group", "unknown", "Nhóm đối tượng không có ở cơ quan, đơn vị này.")
            raise RefusedError(refusal.INVALID.because(wrong))
        return Post(form.agency, form.group)

    def erase(self, form: ReasonForm, who: Organizer, code: str) -> Answer:
        """Forget who a contestant is; results and figures stay whole (privacy rules)."""
        console = self._console
        key = console.key_of(code)
        items = console.dossiers.get(key)
        named = {sk for sk, item in items.items() if "sealed" in item} | {"PERSON#PROFILE"}
        writes = [console.dossiers.forget(key, sk) for sk in sorted(named)]
        return self._about(who, code, "erase", form.reason, lambda *_: writes)

    def _about(
        self,
        who: Organizer,
        code: str,
        action: str,
        reason: str,
        writes: Callable[[str, datetime, Signed], Write | list[Write]],
        detail: str = "",
    ) -> Answer:
        console = self._console
        now, key = console.outside.now(), console.key_of(code)
        made = writes(key, now, Signed(who.username, reason))
        deed = Deed(now, who.username, who.role, action, code, reason, detail)
        self._record(deed, *(made if isinstance(made, list) else [made]))
        items = console.dossiers.get(key)
        told = tell(console.dossiers, key, items, console.outside.publication, now)
        return Answer(200, Document(told))

    # ---- rounds -----------------------------------------------------------------------------

    def adjust(self, form: AdjustmentForm, who: Organizer, round_id: str) -> Answer:
        """Extend or move a round; effective for tokens already out (R6)."""
        console = self._console
        now = console.outside.now()
        before, seen = self._live.read()
        rules = console.outside.publication.written_round(round_id)
        if rules is None:
            raise RefusedError(refusal.UNKNOWN_ROUND)
        adjustment = Adjustment(
            at=now,
            opens_at=form.opens_at,
            closes_at=form.closes_at,
            add_minutes=form.add_minutes,
            reason=form.reason,
        )
        untold = self._untold(round_id)
        made = (*before.adjustments.get(round_id, ()), adjustment)
        self._check(form, adjusted(rules, made), adjusted(rules, made[:-1]), now)
        after = before.adjusting(round_id, adjustment)
        told = json.dumps(_told(form), ensure_ascii=False)
        deed = Deed(now, who.username, who.role, "adjust", round_id, form.reason, told)
        self._record(deed, self._live.write(after, seen), untold)
        return Answer(200, Document({"rounds": self._rounds(adjusted(rules, made), made, now)}))

    def _untold(self, round_id: str) -> Write:
        """The condition that no answer of the round has been opened; refuses where one has.

        A draft shows its readers the answers, a result shows them to everybody: whoever sat such a
        round afterwards would know them.
        """
        publication = self._console.outside.publication
        publication.forget_result()
        drafts = Drafts(self._console.outside.table, self._console.personal_key)
        draft, seen = drafts.read()
        ended = {DraftState.FAILED, DraftState.WITHDRAWN, DraftState.PUBLISHED}
        shown = draft is not None and round_id in draft.rounds and draft.state not in ended
        if shown or publication.outcome(round_id) != NO_OUTCOME:
            raise RefusedError(refusal.ROUND_TOLD)
        return drafts.unchanged(seen)

    def _rounds(
        self, fresh: Round, made: tuple[Adjustment, ...], now: datetime
    ) -> list[dict[str, Any]]:
        """The rounds as the clerk last counted them, this one with the times it has by now."""
        try:
            counted = self._figures.get("OVERVIEW")["rounds"]
        except NotCountedError:
            return []
        moved = {
            "opens_at": timestamp(fresh.opens_at),
            "closes_at": timestamp(fresh.closes_at),
            "phase": phase(fresh, now, made, self._console.outside.publication.outcome(fresh.id)),
            "adjusted": True,
        }
        return [each | moved if each["id"] == fresh.id else each for each in counted]

    def _check(self, form: AdjustmentForm, after: Round, before: Round, now: datetime) -> None:
        """The form's mistakes: nothing asked for, an end before the beginning or in the past."""
        wrong = []
        if form.opens_at is None and form.closes_at is None and not form.add_minutes:
            wrong.append(FieldError("closes_at", "required", "Hãy chọn giờ mới hoặc số phút thêm."))
        if form.opens_at is not None and now >= before.opens_at:
            words = "Đợt thi đã mở nên không đổi được giờ mở."
            wrong.append(FieldError("opens_at", "too_late", words))
        if form.closes_at is not None and form.closes_at <= now:
            wrong.append(FieldError("closes_at", "past", "Giờ đóng mới phải sau lúc này."))
        if after.closes_at <= after.opens_at:
            wrong.append(FieldError("closes_at", "invalid", "Giờ đóng phải sau giờ mở."))
        if wrong:
            raise RefusedError(refusal.INVALID.because(*wrong))

    def announce(self, form: NoticeForm, who: Organizer) -> Answer:
        """Tell every page something, or take it back."""
        now, text = self._console.outside.now(), form.text.strip()
        before, seen = self._live.read()
        deed = Deed(now, who.username, who.role, "notice", "*", "", text)
        self._record(deed, self._live.write(before.announcing(text), seen))
        return Answer(200, Document({"notice": text}))

    def _record(self, deed: Deed, *writes: Write) -> None:
        try:
            self._console.audit.record(deed, *writes)
        except ContendedError as error:
            raise RefusedError(refusal.CONFLICT) from error


def _told(form: AdjustmentForm) -> dict[str, Any]:
    return {
        "opens_at": timestamp(form.opens_at) if form.opens_at else None,
        "closes_at": timestamp(form.closes_at) if form.closes_at else None,
        "add_minutes": form.add_minutes,
    }
