"""Publishing: the approved draft is worked out again, and its files written; the index comes last.

Whatever cuts this off, it can be run again and gives the same files: everything about the result is
fixed before the first file is written. Until state and index change, together, nothing is out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from contest.domain.audit import Deed
from contest.domain.keys import RESULT, SigningKey, signing_key
from contest.domain.phase import Outcome, timestamp
from contest.domain.record import files as record_files
from contest.domain.record.changes import Changes, changes
from contest.domain.record.commitment import sha256, tip
from contest.domain.record.files import File, Issue
from contest.domain.record.result import result
from contest.domain.record.seals import Published, Sealing, index, seal_result
from contest.domain.seal import canonical
from contest.store.audit import ContendedError
from contest.store.commitments import Kept
from contest.store.drafts import Draft, Drafts, DraftState
from contest.store.public_files import RECORD, PublicFiles, put_index, put_many
from contest.store.results import Latest, Results, ResultState
from functions._basis import CannotError
from functions._commit import Chain
from functions._console import Console
from functions._previous import Previous, previous
from functions._rank import Progress
from functions._work_out import WorkedOut, check_over, digest, issue, work_out

_STEP = 200
_OTHER = (
    "Tính lại cho kết quả khác dự thảo đã duyệt, nên không công bố. "
    "Vui lòng tính lại, xem rồi duyệt lại."
)


def publish(console: Console, files: PublicFiles, draft: Draft, seen: int) -> None:
    """Publish an approved draft; raises CannotError, and then nothing of it is out."""
    outside, progress = console.outside, Progress(console, draft)
    chain = Chain(outside, files).read()
    results = Results(outside.table)
    state, version = results.read()
    before = previous(files, state.latest, draft.number)
    worked = work_out(outside, chain.made, draft, progress.say)
    told = issue(console, worked, draft, chain.made, before)
    draft, seen = _fix_moment(console, draft, seen, chain.made, state.latest)
    made = chain.made[: draft.commitments]
    told = _at_the_moment(told, draft, made)
    # All at once: to make them a second time takes longer than to keep them for a moment.
    *written, (path, manifest) = record_files.files(worked.composition, told)
    if digest(worked, told, manifest) != draft.digest:
        raise CannotError(_OTHER)
    key = _sealing_key(console, told)
    check_over(outside, draft)
    _write(files, written, progress)
    files.put_bytes(f"{RECORD}/{path}", manifest)
    out = _Out(console, draft, told, manifest, tip([each.entry for each in made]), key)
    after = _after(state, out.latest(), worked, told, before)
    out.record(after, version, seen)
    put_index(files, results)
    outside.publication.forget_result()
    console.jobs.finish(draft.job, {"number": draft.number}, "Đã công bố kết quả.")


def _fix_moment(
    console: Console, draft: Draft, seen: int, made: list[Kept], latest: Latest | None
) -> tuple[Draft, int]:
    """The moment and the chain that the result is sealed with; a further try keeps them."""
    if draft.published_at is not None:
        return draft, seen
    moments = [timestamp(console.outside.now()), *(each.entry.at for each in made[-1:])]
    at = max([*moments, *([latest.at] if latest else [])])
    drafts = Drafts(console.outside.table, console.personal_key)
    fixed = drafts.step(draft, seen, published_at=at, commitments=len(made))
    if fixed is None:
        raise CannotError(_OTHER)
    return fixed


def _at_the_moment(told: Issue, draft: Draft, made: list[Kept]) -> Issue:
    log = [each.entry for each in made]
    disclosed = replace(told.disclosed, log=log)
    return replace(told, at=datetime.fromisoformat(draft.published_at or ""), disclosed=disclosed)


def _sealing_key(console: Console, told: Issue) -> SigningKey:
    """The key of the seal, which the record must name: nothing is written before that is sure."""
    (secret,) = console.outside.secrets.get("result-key")
    key = signing_key(secret, RESULT)
    if key.kid not in {each["kid"] for each in told.keys["keys"]}:
        raise CannotError(
            "Khóa ký kết quả không phải khóa đã cam kết trước khi thi. "
            "Chưa có gì được công bố; vui lòng báo người phụ trách kỹ thuật."
        )
    return key


def _write(files: PublicFiles, written: Sequence[File], progress: Progress) -> None:
    """Write all files but the manifest, which would tell of a result that isn't whole yet."""
    for done, _ in enumerate(put_many(files, written), 1):
        if done % _STEP == 0:
            progress.say(f"Đang ghi hồ sơ công khai: {done}/{len(written)} tệp…")


class _Out:
    """The moment a result is out: state, index, draft and trail change together."""

    def __init__(
        self,
        console: Console,
        draft: Draft,
        told: Issue,
        manifest: bytes,
        chain: str,
        key: SigningKey,
    ) -> None:
        self._console, self._draft, self._told = console, draft, told
        self._results = Results(console.outside.table)
        contest = console.outside.publication.contest().contest.id
        before = self._results.index() or index(contest, [])
        results = [Published(**each) for each in before["results"]]
        sealing = Sealing(contest, told.at, chain, key)
        self._entry = seal_result(results, sha256(manifest), told.reason, sealing)
        self._index = index(contest, [*results, self._entry])

    def latest(self) -> Latest:
        """The result as the state names it."""
        return Latest(self._entry.number, self._entry.manifest, self._entry.at)

    def record(self, state: ResultState, version: int, seen: int) -> None:
        """All or nothing; raises CannotError if somebody has been faster."""
        draft, now = self._draft, self._console.outside.now()
        drafts = Drafts(self._console.outside.table, self._console.personal_key)
        done = replace(draft, state=DraftState.PUBLISHED, words="")
        number, who = str(draft.number), draft.approved_by or ""
        deed = Deed(now, who, draft.role, "publish", number, draft.reason, self._entry.manifest)
        writes = [
            self._results.write(state, version),
            *self._results.write_index(self._index, self._listed()),
            drafts.write(done, seen),
        ]
        try:
            self._console.audit.record(deed, *writes)
        except ContendedError as error:
            raise CannotError(_OTHER) from error

    def _listed(self) -> list[dict[str, Any]]:
        """All results as the console lists them."""
        entry = {name: each for name, each in asdict(self._entry).items() if name != "seal"}
        more = {"rounds": list(self._draft.rounds), "corrections": list(self._draft.corrections)}
        return [*self._results.listed(), entry | more | {"lot": self._draft.lot}]


def _after(
    state: ResultState, latest: Latest, worked: WorkedOut, told: Issue, before: Previous | None
) -> ResultState:
    """The state with the result in it; rounds that it tells otherwise than before are corrected."""
    corrected = _corrected(worked, told, before) if before else frozenset()
    after = replace(state, latest=latest)
    for round_id in worked.composition.basis.rounds:
        was = state.outcome(round_id)
        if was.number is None or round_id in corrected:
            outcome = Outcome(True, latest.number, was.number is not None)
            after = after.having(round_id, outcome)
    return after


def _corrected(worked: WorkedOut, told: Issue, before: Previous) -> frozenset[str]:
    """Rounds whose scores, questions or rankings are told otherwise, prizes included."""
    composition = worked.composition
    now = result(composition, told.number, told.at, told.name_of)
    differ = changes(before.standings, composition.standings)
    rounds = {
        each
        for each in composition.basis.rounds
        if _about(now, each) != _about(before.result, each)
    }
    for ranking in composition.basis.rankings:
        if ranking.id in _rankings(differ):
            rounds.update(ranking.rounds)
    if differ.collective:
        rounds.update(composition.basis.rounds)
    return frozenset(rounds)


def _about(document: Mapping[str, Any], round_id: str) -> bytes:
    told = {
        name: [each for each in document[name] if each["round"] == round_id]
        for name in ("scores", "items")
    }
    return canonical(told)


def _rankings(differ: Changes) -> set[str]:
    return {each.ranking for each in differ.ranks} | {each.table for each in differ.prizes}
