"""Prizes for agencies decided anew, from participation and winners as published."""

from collections.abc import Iterator, Mapping
from typing import Any

from contest.domain.agency import Agency
from contest.domain.award_rules import CollectiveCriterion, CollectiveRanking
from contest.domain.awards.collective import Candidate, Placed, decide
from contest.domain.record.candidates import candidates
from contest.domain.verify.case import Case, Json, need
from contest.domain.verify.differences import differences
from contest.domain.verify.findings import Fault, number, shown

_AVERAGE = CollectiveCriterion.AVERAGE_SCORE


def check_collective(case: Case) -> str:
    """Compare all collective prizes; what was compared, in words."""
    result, path = need(case.result), case.path("ket-qua.json")
    named = need(case.manifest)["collective"]
    awards = [each for each in need(case.contest).awards.collective if each.id in named]
    told = {each["award"]: each for each in result["collective"]}
    if case.expect(path, "Giải tập thể, «collective»", list(told), [each.id for each in awards]):
        for award in awards:
            _check_award(case, award, told[award.id])
    prizes = sum(one["prize"] is not None for each in told.values() for one in each["candidates"])
    return f"{number(prizes)} giải tập thể xét lại: khớp"


def _check_award(case: Case, award: CollectiveRanking, told: Json) -> None:
    path, place = case.path("ket-qua.json"), award.title
    case.expect(path, f"{place}, «title»", told["title"], award.title)
    averages = _averages(told)
    if averages:
        case.findings.note(
            f"{place}: điểm trung bình của {number(len(averages))} đơn vị không tính lại được "
            "từ dữ liệu công khai"
        )
    should = [_told(each) for each in decide(award, _candidates(case, award, averages))]
    stands = told["candidates"]
    names = [each["agency"] for each in stands]
    if case.expect(path, f"{place}, thứ tự", names, [each["agency"] for each in should]):
        for one, other in zip(stands, should, strict=True):
            for where, is_, must in differences(one, other):
                at = f"{place}, {one['agency']}{where}"
                case.findings.fault(Fault(path, at, "", shown(is_), shown(must)))


def _averages(told: Json) -> dict[str, float]:
    """Average scores as published: who is in which agency is not known to the public."""
    return {
        each["agency"]: one["value"]
        for each in told["candidates"]
        for one in each["criteria"]
        if one["criterion"] == _AVERAGE and one["value"] is not None
    }


def _candidates(
    case: Case, award: CollectiveRanking, averages: Mapping[str, float]
) -> Iterator[Candidate]:
    winners = {
        each["code"]: each["agency"]
        for table in need(case.result)["individual"]
        for each in table["winners"]
    }
    listed = need(case.agencies)["agencies"]
    agencies = [Agency.model_validate({**each, "headcount": {}}) for each in listed]
    rows = need(case.participation)["agencies"]
    known = {each.id for each in agencies}
    concerned = [each for each in rows if each["level"] in award.levels and each["agency"] in known]
    return candidates(concerned, agencies, winners, averages)


def _told(placed: Placed) -> dict[str, Any]:
    """A candidate as published."""
    criteria = [
        {"criterion": each.criterion.value, "met": each.met, "value": each.value}
        for each in placed.criteria
    ]
    return {
        "place": placed.place,
        "agency": placed.agency,
        "name": placed.name,
        "prize": placed.prize,
        "criteria": criteria,
        "decided": placed.decided,
    }
