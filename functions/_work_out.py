"""Working a result out from the table, as of a moment: the same moment gives the same result."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from contest.domain.award_rules import Criterion
from contest.domain.awards.ranking import MissingMomentError
from contest.domain.closing import obstacle
from contest.domain.phase import PATIENCE
from contest.domain.quota import Recount
from contest.domain.record.commitment import NOTHING_BEFORE, CommitmentKind, Grounds, sha256
from contest.domain.record.composer import Composer
from contest.domain.record.composition import Composition
from contest.domain.record.files import Disclosed, Issue, files
from contest.domain.record.lawful import Lawful
from contest.domain.record.result import result
from contest.domain.seal import canonical
from contest.store.commitments import Commitments, Kept
from contest.store.drafts import Draft
from contest.store.results import Results
from functions._basis import CannotError, Grounded, ground
from functions._console import Console
from functions._names import names_of
from functions._previous import Previous
from functions._results_walk import Found, ResultsWalk
from functions._wiring import Outside

Say = Callable[[str, int], None]
"""Told what is being done, and how many people have been read."""


@dataclass(frozen=True)
class WorkedOut:
    """A result that has been worked out, and what organizers must know of it."""

    composition: Composition
    grounded: Grounded
    found: Found


def work_out(outside: Outside, made: list[Kept], draft: Draft, say: Say) -> WorkedOut:
    """Work a draft's result out; raises CannotError."""
    check_over(outside, draft)
    grounded = ground(outside, made, draft)
    basis, as_of = grounded.basis, datetime.fromisoformat(draft.as_of)
    recount = Recount(basis.contest, basis.agencies, basis.headcounts, as_of)
    lawful = Lawful(basis.editions).answers
    walk = ResultsWalk(outside, basis.contest, basis.rounds, recount, as_of, lawful)
    composer = Composer(basis)
    try:
        for contender in walk.contenders(lambda people: say("Đang chấm lại bài làm…", people)):
            composer.add(contender)
        _check_settled(walk.found)
        say("Đang xếp hạng…", len(walk.found.keys))
        composition = composer.compose(recount.figures())
    except MissingMomentError as error:
        raise CannotError(_missing(error)) from error
    told = walk.found.editions | grounded.committed
    editions = tuple(each for each in basis.editions if each.edition in told)
    composition = replace(composition, basis=replace(basis, editions=editions))
    return WorkedOut(composition, grounded, walk.found)


def check_over(outside: Outside, draft: Draft) -> None:
    """Raises CannotError unless the draft's rounds are over and their questions may be opened."""
    publication = outside.publication
    publication.refresh()
    contest, before = publication.contest(), outside.now() - PATIENCE
    phases = {each.id: publication.phase(each, before) for each in contest.rounds}
    state, _ = Results(outside.table).read()
    told = {name for name, each in state.outcomes.items() if each.number is not None}
    for rules in contest.rounds:
        why = obstacle(rules, contest, phases, told) if rules.id in draft.rounds else None
        if why is not None:
            raise CannotError(f"{rules.title} {_WHY[why]}")


_WHY = {
    "rehearsal": "là thi thử, không xếp hạng.",
    "not_over": "chưa kết thúc hoặc vừa đóng. Vui lòng tính lại sau khi đợt đóng ít phút.",
    "shared_bank": "dùng chung bộ câu hỏi với đợt thi chưa kết thúc. Vui lòng chờ đợt ấy đóng.",
}


def _check_settled(found: Found) -> None:
    if found.unread:
        words = f"{found.unread} hồ sơ không đọc được"
        raise CannotError(f"{words}, nên chưa thể xếp hạng. Báo người phụ trách kỹ thuật.")
    if found.inside or found.pending:
        words = f"Còn {found.inside} người đang làm bài, {found.pending} bài chưa chấm"
        raise CannotError(f"{words}. Vui lòng tính lại sau ít phút.")


def _missing(error: MissingMomentError) -> str:
    if error.criterion is Criterion.LOT:
        return "Có người bằng nhau ở mọi tiêu chí, cần số bốc thăm. Vui lòng nhập số rồi tính lại."
    return "Thiếu dữ kiện để phân hạng những người bằng nhau. Báo người phụ trách kỹ thuật."


# ---- what it is published as ------------------------------------------------------------------


def issue(
    console: Console, worked: WorkedOut, draft: Draft, made: list[Kept], before: Previous | None
) -> Issue:
    """The draft's result as it would be published at the moment it looks at."""
    basis = worked.composition.basis
    winners = {code for each in worked.composition.handed.prizes.values() for code in each}
    names = names_of(console, worked.found.keys, winners)
    return Issue(
        number=draft.number,
        at=datetime.fromisoformat(draft.as_of),
        keys=worked.grounded.keys,
        name_of=lambda code: names.get(code, ""),
        reason=draft.reason if draft.number > 1 else "",
        previous=before.manifest if before else NOTHING_BEFORE,
        before=before.standings if before else None,
        disclosed=_disclosed(console.outside, made, basis.rounds),
    )


def _disclosed(outside: Outside, made: list[Kept], rounds: tuple[str, ...]) -> Disclosed:
    about = [each for each in made if each.entry.round in rounds]
    opened = [each for each in about if each.entry.kind is CommitmentKind.OPEN]
    named = {each.content[name] for each in opened for name in Grounds.__dataclass_fields__}
    return Disclosed(
        log=[each.entry for each in made],
        contents={each.entry.number: each.content for each in about},
        documents=dict(Commitments(outside.table).facts(sorted(named))),
    )


def digest(worked: WorkedOut, told: Issue, manifest: bytes) -> str:
    """Over all that would be published but for the moment of publishing.

    That moment stands in the manifest, which so names the files only, and in `ket-qua.json`, which
    enters as it would have been at the moment that the result looks at.
    """
    composition, basis = worked.composition, worked.composition.basis
    named = {path: each["sha256"] for path, each in json.loads(manifest)["files"].items()}
    as_of = datetime.fromisoformat(composition.participation["as_of"])
    outcome = result(composition, told.number, as_of, told.name_of)
    content = {
        "files": {**named, f"{told.number}/ket-qua.json": sha256(canonical(outcome))},
        "lot": basis.lot,
        "corrections": [each.model_dump(mode="json") for each in basis.corrections],
    }
    return sha256(canonical(content))


def manifest_of(worked: WorkedOut, told: Issue) -> bytes:
    """The manifest of what would be published, which is not kept."""
    last = b""
    for _path, data in files(worked.composition, told):
        last = data
    return last
