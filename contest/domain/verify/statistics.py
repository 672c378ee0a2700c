"""Statistics of a result worked out anew: predictions, scores, questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from contest.domain.verify.case import Case, need
from contest.domain.verify.differences import differences
from contest.domain.verify.documents import RESULT
from contest.domain.verify.findings import Fault, number, shown
from contest.domain.verify.tally import Regraded, RoundSheets


def read_result(case: Case) -> None:
    """`ket-qua.json`, which says of itself what the manifest says of it."""
    path = case.path("ket-qua.json")
    result, manifest = case.read(path, RESULT), need(case.manifest)
    for name in ("number", "at", "as_of"):
        case.expect(path, f"Kết quả, «{name}»", result[name], manifest[name])
    case.result = result


def check_statistics(case: Case) -> str:
    """Compare all statistics; what was compared, in words."""
    result, found = need(case.result), need(case.regraded)
    _compare(case, "Dự đoán, đợt", "round", result["predictions"], _predictions(case))
    scores = [_scores(each, found) for each in found.rounds.values()]
    _compare(case, "Phổ điểm, đợt", "round", result["scores"], scores)
    _compare(case, "Thống kê câu hỏi", "question", result["items"], found.items)
    return f"Thống kê {number(len(found.items))} câu hỏi, phổ điểm, số dự đoán: khớp"


def _predictions(case: Case) -> list[dict[str, Any]]:
    true_numbers = need(case.targets)
    return [
        {
            "round": each.id,
            "target": each.prediction.target.value,
            "scope": each.prediction.scope,
            "unit": each.prediction.unit,
            "value": true_numbers[each.id],
        }
        for each in case.rounds
        if each.prediction
    ]


def _scores(found: RoundSheets, regraded: Regraded) -> dict[str, Any]:
    name, people = found.rules.id, found.by_correct
    distribution = [[right, people[right]] for right in range(found.rules.questions + 1)]
    return {
        "round": name,
        "entrants": regraded.turnout.people[name],
        "attempts": regraded.turnout.attempts[name],
        "perfect": people[found.rules.questions],
        "zero": people[0],
        "distribution": distribution,
    }


_Rows = Sequence[Mapping[str, Any]]


def _compare(case: Case, what: str, key: str, stands: _Rows, should: _Rows) -> None:
    """Rows one by one where both tell of the same, in the same order."""
    path = case.path("ket-qua.json")
    names = [each[key] for each in stands]
    if names != [each[key] for each in should]:
        place = f"{what}: danh sách"
        expected = shown([each[key] for each in should])
        case.findings.fault(Fault(path, place, "", shown(names), expected))
        return
    for one, other in zip(stands, should, strict=True):
        for where, is_, must in differences(dict(one), dict(other)):
            place = f"{what} {one[key]}{where}"
            case.findings.fault(Fault(path, place, "", shown(is_), shown(must)))
