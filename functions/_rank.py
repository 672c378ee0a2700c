"""Ranking, aside: the result is worked out, its sheets are committed to, and a draft is shown."""

from typing import Any

from contest.domain.phase import Outcome
from contest.domain.record.changes import changes
from contest.domain.record.sheet_rows import rows_digest
from contest.store.drafts import Draft, Drafts, DraftState
from contest.store.figures import Figures, NotCountedError
from contest.store.public_files import PublicFiles
from contest.store.results import Results
from functions._basis import CannotError
from functions._commit import Chain
from functions._console import Console
from functions._draft_body import body
from functions._previous import previous
from functions._work_out import WorkedOut, digest, issue, manifest_of, work_out

_TRIES = 8


def rank(console: Console, files: PublicFiles, draft: Draft, seen: int) -> None:
    """Work a draft out and keep it for the second organizer; raises CannotError."""
    outside, drafts = console.outside, Drafts(console.outside.table, console.personal_key)
    chain = Chain(outside, files).read()
    latest = Results(outside.table).read()[0].latest
    before = previous(files, latest, draft.number)
    worked = work_out(outside, chain.made, draft, Progress(console, draft).say)
    _commit_sheets(chain, worked)
    told = issue(console, worked, draft, chain.made, before)
    differ = changes(before.standings, worked.composition.standings) if before else None
    shown = body(console, worked, differ)
    ready: dict[str, Any] = {
        "state": DraftState.READY,
        "words": "",
        "digest": digest(worked, told, manifest_of(worked, told)),
        "parts": drafts.keep_body(draft.id, shown),
        "tries": 0,
    }
    if drafts.step(draft, seen, **ready) is None:
        raise CannotError("Dự thảo đã được rút hoặc thay.")
    _mark_ranked(console, draft)
    console.jobs.finish(
        draft.job, {"number": draft.number}, "Dự thảo đã tính xong, chờ người thứ hai duyệt."
    )


class Progress:
    """Tells how far the work has come, by the people that were last counted."""

    def __init__(self, console: Console, draft: Draft) -> None:
        self._jobs, self._job, self._done = console.jobs, draft.job, 0
        try:
            totals = Figures(console.outside.table).get("OVERVIEW")["totals"]
            self._people = int(totals["registered"])
        except NotCountedError:
            self._people = 0

    def say(self, words: str, done: int | None = None) -> None:
        """What is being done, and with how many people it is done; None: with as many as before."""
        self._done = self._done if done is None else done
        self._jobs.progress(self._job, self._done, max(self._people, self._done, 1), words)


def _commit_sheets(chain: Chain, worked: WorkedOut) -> None:
    """Fix all sheets in public before anybody sees how they rank."""
    for round_id, rows in worked.composition.sheets.items():
        added = any(
            chain.read().commit_sheets(round_id, len(rows), rows_digest(rows))
            for _ in range(_TRIES)
        )
        if not added:
            raise CannotError("Chưa ghi được cam kết bài làm. Vui lòng tính lại.")
    chain.tell()


def _mark_ranked(console: Console, draft: Draft) -> None:
    """Rounds that no result has told of yet are ranked now; the public knows no more than that."""
    results = Results(console.outside.table)
    state, seen = results.read()
    after = state
    for round_id in draft.rounds:
        if state.outcome(round_id).number is None:
            after = after.having(round_id, Outcome(ranked=True))
    if after != state:
        console.outside.table.client.put_item(**results.write(after, seen)["Put"])
    console.outside.publication.forget_result()
