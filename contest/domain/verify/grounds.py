"""That each round was committed to in time, and that a result rests on what was committed to."""

from collections.abc import Mapping, Sequence
from typing import Any

from contest.domain.phase import timestamp
from contest.domain.rules import Round
from contest.domain.verify.case import Case, Json, need
from contest.domain.verify.commitments import CHAIN_FILE, GROUNDS
from contest.domain.verify.differences import differences
from contest.domain.verify.findings import Fault, shown, spoken

_CHANGES = {
    "opened": "bộ đề",
    **GROUNDS,
    "roster": "danh sách cử tham gia",
    "excluded": "danh sách không được dự thi",
    "opens_at": "giờ mở",
    "closes_at": "giờ đóng",
}
_DECIDING = ("awards", "quotas", "participation", "groups")
"""Parts of the rules, besides its round, that a commitment holds a result to."""


def opens_of(case: Case, rules: Round) -> list[Json]:
    """The *open* commitments that a round ran under: the first of them from before it opened."""
    opens, closes = timestamp(rules.opens_at), timestamp(rules.closes_at)
    of_round = [
        each
        for each in need(case.openings)
        if each["kind"] == "open" and each["round"] == rules.id and each["at"] < closes
    ]
    before = [each for each in of_round if each["at"] < opens]
    return before[-1:] + [each for each in of_round if each["at"] >= opens]


def check_rounds(case: Case) -> None:
    """Each round was committed to before it opened, and its sheets before the result."""
    for rules in case.rounds:
        ran_under = opens_of(case, rules)
        _check_before(case, rules, ran_under)
        for amendment, earlier in zip(ran_under[1:], ran_under, strict=False):
            _tell_amendment(case, rules, earlier, amendment)
        if ran_under:
            _check_ground(case, rules, ran_under[-1])
    last = sorted(
        (each for rules in case.rounds for each in opens_of(case, rules)[-1:]),
        key=lambda each: each["number"],
    )
    if last:
        _check_common(case, last[-1])


def _check_before(case: Case, rules: Round, ran_under: Sequence[Json]) -> None:
    opens = timestamp(rules.opens_at)
    if not ran_under or ran_under[0]["at"] >= opens:
        problem = "không có cam kết nào trước giờ mở"
        stands = ran_under[0]["at"] if ran_under else None
        case.findings.fault(Fault(CHAIN_FILE, rules.title, problem, stands, f"trước {opens}"))
    closings = closings_of(case, rules)
    if not closings:
        problem = "không có cam kết bài làm sau giờ đóng, trước khi công bố"
        case.findings.fault(Fault(CHAIN_FILE, rules.title, problem))
    for each in closings[1:]:
        case.findings.note(
            f"{rules.title}: bài làm được cam kết lại ở số {each['number']} "
            f"({spoken(each['at'])}); "
            "kiểm theo cam kết sau cùng"
        )
    for each in closings[-1:]:  # earlier ones may be of before the round was opened again
        if each["at"] < timestamp(rules.closes_at):
            place, problem = f"Cam kết số {each['number']}", "cam kết bài làm trước giờ đóng"
            should = f"từ {timestamp(rules.closes_at)}"
            case.findings.fault(Fault(CHAIN_FILE, place, problem, each["at"], should))


def closings_of(case: Case, rules: Round) -> list[Json]:
    """The *close* commitments of a round."""
    return [
        each
        for each in need(case.openings)
        if each["kind"] == "close" and each["round"] == rules.id
    ]


def _tell_amendment(case: Case, rules: Round, earlier: Json, amendment: Json) -> None:
    changed = [words for name, words in _CHANGES.items() if amendment[name] != earlier[name]]
    what = ", ".join(changed) or "không điều gì quyết định kết quả"
    case.findings.note(
        f"{rules.title}: sau giờ mở có cam kết bổ sung số {amendment['number']} "
        f"({spoken(amendment['at'])}), đổi: {what}"
    )


def _check_ground(case: Case, rules: Round, used: Json) -> None:
    """The round as the result has it is the round as last committed to."""
    path, place = case.path("the-le.json"), f"Thể lệ, {rules.title}"
    problem = f"khác cam kết số {used['number']}"
    committed = _ground(case, used, "rules")
    stands, should = _round(need(case.rules), rules.id), _round(committed, rules.id)
    _same(case, path, place, problem, stands, should)
    for name in ("opens_at", "closes_at"):
        moment = timestamp(getattr(rules, name))
        if moment != used[name]:
            fault = Fault(path, f"{place}, «{name}»", problem, moment, str(used[name]))
            case.findings.fault(fault)


def _check_common(case: Case, used: Json) -> None:
    """All that is not of one round is as last committed to before the rounds were over."""
    problem = f"khác cam kết số {used['number']}"
    committed, rules = _ground(case, used, "rules"), need(case.rules)
    for name in _DECIDING:
        _same(
            case, case.path("the-le.json"), f"Thể lệ, «{name}»", problem,
            rules.get(name), committed.get(name),
        )  # fmt: skip
    listed = need(case.agencies)
    for path, words, stands, name in (
        ("khoa.json", "Khóa công khai", need(case.jwks), "keys"),
        ("co-quan.json", "Danh sách cơ quan", listed["agencies"], "agencies"),
        ("co-quan.json", "Biên chế", listed["headcounts"], "headcounts"),
    ):
        _same(case, case.path(path), words, problem, stands, _ground(case, used, name))


def _ground(case: Case, used: Json, name: str) -> Any:
    path = f"can-cu/{used[name]}.json"
    data = case.files.named(path, used[name], place=f"Căn cứ của cam kết số {used['number']}")
    return case.files.parsed(path, data)


def _round(rules: Any, round_id: str) -> Any:
    """One round of a rules document, or None."""
    rounds = rules.get("rounds", ()) if isinstance(rules, Mapping) else ()
    return next((each for each in rounds if each.get("id") == round_id), None)


def _same(case: Case, path: str, place: str, problem: str, stands: Any, should: Any) -> None:
    for where, one, other in differences(stands, should):
        fault = Fault(path, f"{place}{where}", problem, shown(one), shown(other))
        case.findings.fault(fault)
