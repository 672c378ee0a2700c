"""Results at the console: how rounds stand, the draft as it waits, what is published."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from contest.domain.award_rules import Criterion
from contest.domain.closing import obstacle
from contest.domain.organizer import WRITERS, Organizer
from contest.domain.phase import OVER, PATIENCE, Phase, timestamp
from contest.domain.rules import Contest, Round
from contest.store.drafts import Draft, Drafts, DraftState
from contest.store.figures import Figures, NotCountedError
from contest.store.results import Results, ResultState
from functions._console import Console
from functions._console_bodies import Document
from functions._http import Answer

_RULING = frozenset({"disqualify", "reinstate", "transfer", "erase", "import"})
"""Deeds that may change a result; a draft knows of none that came after its moment."""
_TODO = {
    "not_over": "Chờ đợt thi đóng và thu hết bài.",
    "shared_bank": "Cùng bộ câu hỏi với đợt thi chính thức chưa kết thúc; "
    "chờ đợt đó đóng, vì công bố kết quả là mở câu hỏi.",
}
_TOLD = ("id", "state", "words", "by", "at", "as_of", "reason", "lot", "digest", "number")
_EMPTY: Mapping[str, Any] = {
    "rankings": [],
    "collective": [],
    "items": [],
    "changes": None,
    "warnings": [],
}


class ResultPages:
    """The desk where results are looked at."""

    def __init__(self, console: Console) -> None:
        table = console.outside.table
        self._console = console
        self._drafts = Drafts(table, console.personal_key)
        self._results, self._figures = Results(table), Figures(table)

    def look(self, who: Organizer) -> Answer:
        """How rounds stand, the draft, everything published."""
        state, _ = self._results.read()
        draft, _ = self._drafts.read()
        contest = self._console.outside.publication.contest()
        log = self._results.log() or {"commitments": []}
        names = ("number", "kind", "round", "at", "digest")
        return Answer(
            200,
            Document(
                {
                    "rounds": list(self._rounds(contest, state)),
                    "lot": _lot(contest),
                    "published": self._results.listed(),
                    "draft": self._draft(draft, who) if draft else None,
                    "commitments": [
                        {name: each[name] for name in names} for each in log["commitments"]
                    ],
                }
            ),
        )

    def _rounds(self, contest: Contest, state: ResultState) -> Iterator[dict[str, Any]]:
        stages, waiting = phases(self._console, contest), self._waiting()
        for rules in contest.rounds:
            counts = waiting.get(rules.id, {"inside": 0, "pending": 0, "late": 0})
            todo = _todo(rules, contest, stages, state, counts)
            yield {
                "id": rules.id,
                "title": rules.title,
                "kind": rules.kind,
                "phase": stages[rules.id],
                "opens_at": timestamp(rules.opens_at),
                "closes_at": timestamp(rules.closes_at),
                **counts,
                "ready": todo == "",
                "todo": todo or None,
            }

    def _waiting(self) -> Mapping[str, Any]:
        try:
            rounds: Mapping[str, Any] = self._figures.get("WAITING")["rounds"]
        except NotCountedError:
            return {}
        return rounds

    def _draft(self, draft: Draft, who: Organizer) -> dict[str, Any]:
        body = {**_EMPTY, **self._drafts.body(draft)}
        told = {name: getattr(draft, name) for name in _TOLD}
        may = who.role in WRITERS and draft.state is DraftState.READY
        return {
            **told,
            **body,
            "corrections": list(draft.corrections),
            "may_approve": may and not same_person(who.username, draft.by),
            "warnings": [*body["warnings"], *self._since(draft)],
        }

    def _since(self, draft: Draft) -> Iterator[str]:
        """What has been ruled since the moment that the draft looks at."""
        if draft.state is not DraftState.READY:
            return
        as_of = datetime.fromisoformat(draft.as_of)
        deeds = (each.deed for each in self._console.audit.page())
        since = [each for each in deeds if each.at > as_of and each.action in _RULING]
        if since:
            yield (
                f"Sau thời điểm chốt dự thảo đã có {len(since)} việc về người dự thi "
                "(xem nhật ký); dự thảo này chưa tính đến. Muốn tính đến, vui lòng chọn «Tính lại»."
            )


def phases(console: Console, contest: Contest) -> dict[str, Phase]:
    """Where all rounds stand this moment, whatever a container has kept."""
    publication, now = console.outside.publication, console.outside.now()
    publication.refresh()
    publication.forget_result()
    found = {each.id: publication.phase(each, now) for each in contest.rounds}
    for rules in contest.rounds:
        # What was handed in at the last instant may still be on its way to the table.
        if found[rules.id] in OVER and publication.phase(rules, now - PATIENCE) not in OVER:
            found[rules.id] = Phase.GRACE
    return found


def same_person(one: str, other: str) -> bool:
    """Whether two names are of one person: the user pool takes no notice of capitals."""
    return one.casefold() == other.casefold()


def _todo(
    rules: Round,
    contest: Contest,
    phases: Mapping[str, Phase],
    state: ResultState,
    counts: Mapping[str, int],
) -> str:
    """What must happen before a round can be ranked; empty: nothing."""
    told = {name for name, each in state.outcomes.items() if each.number is not None}
    why = obstacle(rules, contest, phases, told)
    if why == "rehearsal":
        return "Thi thử không xếp hạng."
    if why is not None:
        return _TODO[why]
    if counts["inside"] or counts["pending"]:
        return f"Chờ {counts['inside']} người đang làm bài và {counts['pending']} bài chưa chấm."
    return ""


def _lot(contest: Contest) -> dict[str, Any] | None:
    lot = contest.awards.lot
    if lot is None:
        return None
    every = tuple(each.id for each in contest.rounds)
    told = {"source": lot.source, "drawn_on": lot.drawn_on.isoformat()}
    return told | {"needed": draws(contest, every)}


def draws(contest: Contest, rounds: tuple[str, ...]) -> bool:
    """Whether a ranking of these rounds comes down to a draw of lots."""
    return any(
        Criterion.LOT in each.tie_break
        for each in contest.awards.rankings
        if set(each.rounds) <= set(rounds)
    )
