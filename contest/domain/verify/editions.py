"""Editions opened: each is what its id and the commitment say, and corrections make sense."""

from contest.domain.awards.judging import Correction, Judge, unfit
from contest.domain.record.opened_edition import MalformedError, OpenedEdition
from contest.domain.verify.case import Case, Json, need
from contest.domain.verify.commitments import CHAIN_FILE
from contest.domain.verify.contents import shards_of
from contest.domain.verify.findings import Fault, shown
from contest.domain.verify.grounds import opens_of

Committed = dict[str, Json]
"""The commitment that each edition was opened under, by the edition's id."""


def read_editions(case: Case) -> None:
    """All editions of a result, and the judge that they and the corrections make."""
    committed = {each["edition"]: each for rules in case.rounds for each in opens_of(case, rules)}
    editions = {}
    for path in shards_of(case, "bo-de"):
        edition = _edition(case, path)
        if edition.round not in need(case.manifest)["rounds"]:
            problem = "bộ đề của đợt không thuộc kết quả"
            case.findings.fault(Fault(path, f"Bộ đề {edition.edition}", problem, edition.round))
        _check_committed(case, path, edition, committed.get(edition.edition))
        editions[edition.edition] = edition
    for name, used in committed.items():
        if name not in editions:
            place, problem = f"Cam kết số {used['number']}", f"bộ đề {name} không được công bố"
            case.findings.fault(Fault(CHAIN_FILE, place, problem))
    case.editions = editions
    case.judge = Judge(editions.values(), _corrections(case))


def _edition(case: Case, path: str) -> OpenedEdition:
    named = need(case.manifest)["files"][path]
    data = case.files.named(path, named["sha256"], named["bytes"])
    try:
        edition = OpenedEdition.read(case.files.parsed(path, data))
    except MalformedError as error:
        problem = f"sai hình thức bộ đề: {error}"
        raise case.findings.stop(Fault(path, f"Tệp {path}", problem)) from error
    case.expect(path, f"Tệp {path}, «edition»", edition.edition, path[6:-5])
    if (should := edition.edition_id()) != edition.edition:
        problem = "câu hỏi, đáp án, đề hoặc muối không phải của bộ đề này"
        place = f"Bộ đề {edition.edition}"
        case.findings.fault(Fault(path, place, problem, edition.edition, should))
    return edition


def _check_committed(case: Case, path: str, edition: OpenedEdition, used: Json | None) -> None:
    place = f"Bộ đề {edition.edition}"
    if used is None:
        problem = "không có cam kết nào về bộ đề này trong thời gian của đợt"
        case.findings.fault(Fault(path, place, problem))
        return
    if used["round"] != edition.round:
        case.findings.fault(Fault(path, place, "«round»", edition.round, str(used["round"])))
    stands = need(case.manifest)["files"][path]["sha256"]
    if stands != used["opened"]:
        problem = f"khác bộ đề đã cam kết ở số {used['number']}"
        case.findings.fault(Fault(path, place, problem, stands, str(used["opened"])))


def _corrections(case: Case) -> list[Correction]:
    """The corrections of a result; those that make no sense are told and left out."""
    fit = []
    for number, each in enumerate(need(case.manifest)["corrections"], start=1):
        correction = Correction.model_validate(each)
        why = unfit(correction, case.editions.values())
        if why is None:
            fit.append(correction)
            continue
        place = f"Đính chính số {number} (câu {correction.question})"
        fault = Fault(case.path("ho-so.json"), place, why, shown(list(correction.options)))
        case.findings.fault(fault)
    return fit
