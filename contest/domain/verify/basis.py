"""What a result rests on: rules, agencies, who is not ranked; and that it says which it has."""

from itertools import pairwise

from pydantic import ValidationError

from contest.domain.phase import timestamp
from contest.domain.rules import Contest, Round, RoundKind
from contest.domain.verify.case import Case, milliseconds_of, need
from contest.domain.verify.documents import AGENCY_FILE, OUT
from contest.domain.verify.findings import Fault, shown


def read_rules(case: Case) -> None:
    """`the-le.json`, which must be whole rules of this contest."""
    path = case.path("the-le.json")
    rules = case.read(path, dict)
    try:
        contest = Contest.model_validate(rules)
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join(f"«{part}»" for part in first["loc"])
        lacking = first["type"] == "missing"
        problem, stands = ("thiếu mục này", None) if lacking else ("sai", shown(first["input"]))
        fault = Fault(path, f"Thể lệ, {where}", problem, stands)
        raise case.findings.stop(fault) from error
    stands, should = contest.contest.id, need(case.manifest)["contest"]
    case.expect(path, "Thể lệ, «contest.id»", stands, should)
    case.rules, case.contest = rules, contest


def read_agencies(case: Case) -> None:
    """`co-quan.json`: each agency once, at a level, below one that there is."""
    path = case.path("co-quan.json")
    document = case.read(path, AGENCY_FILE)
    milliseconds_of(document["headcounts"]["at"])
    names = [each["id"] for each in document["agencies"]]
    for each in sorted({name for name in names if names.count(name) > 1}):
        case.findings.fault(Fault(path, f"Cơ quan {each}", "có hai lần"))
    case.agencies = document


def read_out(case: Case) -> None:
    """`loai.json`: who is not ranked, in order of code."""
    path = case.path("loai.json")
    rows = case.read(path, OUT)["out"]
    for (before, _), (code, _why) in pairwise(rows):
        if code <= before:
            problem = "trùng hoặc sai thứ tự mã"
            case.findings.fault(Fault(path, f"Người không xếp hạng {code}", problem))
    case.out = {code: why for code, why in rows}  # noqa: C416 - a list of two says no types


def check_scope(case: Case) -> None:
    """Rounds are official and over; rankings and collective prizes are those of these rounds."""
    manifest, contest = need(case.manifest), need(case.contest)
    path, place = case.path("ho-so.json"), f"Hồ sơ kết quả {case.number}"
    official = [each for each in contest.rounds if each.kind is RoundKind.OFFICIAL]
    rounds = [each.id for each in official if each.id in manifest["rounds"]]
    case.expect(path, f"{place}, «rounds»", manifest["rounds"], rounds)
    rankings = [each.id for each in contest.awards.rankings if set(each.rounds) <= set(rounds)]
    case.expect(path, f"{place}, «rankings»", manifest["rankings"], rankings)
    complete = len(rounds) == len(official)
    collective = [each.id for each in contest.awards.collective if complete]
    case.expect(path, f"{place}, «collective»", manifest["collective"], collective)
    for rules in case.rounds:
        _check_over(case, rules, path, place)


def _check_over(case: Case, rules: Round, path: str, place: str) -> None:
    as_of, closes = str(need(case.manifest)["as_of"]), timestamp(rules.closes_at)
    if as_of < closes:
        problem = f"chốt số liệu trước giờ đóng của {rules.title}"
        fault = Fault(path, f"{place}, «as_of»", problem, as_of, f"từ {closes} trở đi")
        case.findings.fault(fault)
