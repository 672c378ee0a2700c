"""Individual prizes handed out anew: who wins what, who is passed over, how winners are named."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from contest.domain.awards.prizes import Handed, hand_out
from contest.domain.awards.ranking import Row
from contest.domain.rules import WinnerNames
from contest.domain.verify.case import Case, Json, need
from contest.domain.verify.differences import differences
from contest.domain.verify.findings import Fault, number, shown
from contest.domain.verify.tally import Table

_INITIALS = re.compile(r"(\S\. )*[^\s.]*")


def check_prizes(case: Case) -> str:
    """Compare all individual prizes; what was compared, in words."""
    tables, result = need(case.tables), need(case.result)
    handed = hand_out(need(case.contest).awards, {name: _rows(tables[name]) for name in tables})
    for table in tables.values():
        _check_column(case, table, handed.prizes[table.ranking.id])
    told = {each["ranking"]: each for each in result["individual"]}
    path = case.path("ket-qua.json")
    if case.expect(path, "Giải cá nhân, «individual»", list(told), list(tables)):
        for name, each in told.items():
            _check_told(case, tables[name], each, handed)
    _check_persons(case, result)
    prizes = sum(map(len, handed.prizes.values()))
    if prizes:
        case.findings.note(
            "Họ tên, cơ quan của người đoạt giải: không kiểm được từ dữ liệu công khai"
        )
    return f"{number(prizes)} giải cá nhân trao lại: khớp"


def _rows(table: Table) -> list[Row]:
    """A published table in order of rank."""
    ordered = sorted(table.rows.items(), key=lambda each: each[1].rank)
    return [Row(row.rank, code, row.values, row.decided) for code, row in ordered]


def _check_column(case: Case, table: Table, prizes: Mapping[str, str]) -> None:
    """The prizes in the ranking's own rows."""
    for code, row in table.rows.items():
        if row.prize != prizes.get(code):
            place = f"Xếp hạng của {code}, {table.ranking.title}, giải"
            fault = Fault(row.file, place, "", shown(row.prize), shown(prizes.get(code)))
            case.findings.fault(fault)


def _check_told(case: Case, table: Table, told: Json, handed: Handed) -> None:
    """What `ket-qua.json` tells of one ranking, but for names and agencies."""
    ranking = table.ranking
    path, place = case.path("ket-qua.json"), f"Giải {ranking.title}"
    winners = [_proved(each) for each in told["winners"]]
    should = [_winner(table, *each) for each in handed.prizes[ranking.id].items()]
    pairs: Sequence[tuple[str, Any, Any]] = (
        ("«title»", told["title"], ranking.title),
        ("«entrants»", told["entrants"], len(table.rows)),
        ("người đoạt giải", winners, should),
        (
            "«passed_over»",
            told["passed_over"],
            [each._asdict() for each in handed.passed_over[ranking.id]],
        ),
    )
    for name, stands, must in pairs:
        for where, one, other in differences(stands, must):
            case.findings.fault(
                Fault(path, f"{place}, {name}{where}", "", shown(one), shown(other))
            )


def _proved(winner: Json) -> dict[str, Any]:
    """What sheets prove of a winner."""
    return {name: winner[name] for name in ("rank", "code", "prize", "values", "decided")}


def _winner(table: Table, code: str, prize: str) -> dict[str, Any]:
    row = table.rows[code]
    told = {"rank": row.rank, "code": code, "prize": prize}
    return told | {"values": list(row.values), "decided": row.decided}


def _check_persons(case: Case, result: Json) -> None:
    """Names as far as the rules let them be told, known agencies, the same in every ranking."""
    path, how = case.path("ket-qua.json"), need(case.contest).privacy.winners
    names = {each["id"]: each["name"] for each in need(case.agencies)["agencies"]}
    seen: dict[str, tuple[str, str | None]] = {}
    for each in (winner for table in result["individual"] for winner in table["winners"]):
        place = f"Người đoạt giải {each['code']}"
        agency, told = each["agency"], (each["name"], each["agency"])
        if agency is not None and agency not in names:
            case.findings.fault(Fault(path, f"{place}, «agency»", "không có cơ quan này", agency))
        else:
            should = names.get(agency or "", "")
            case.expect(path, f"{place}, «agency_name»", each["agency_name"], should)
        if not _may_be_told(each["name"], how):
            problem = f"tên ghi nhiều hơn thể lệ cho phép ({how.value})"
            case.findings.fault(Fault(path, f"{place}, «name»", problem, shown(each["name"])))
        if seen.setdefault(each["code"], told) != told:
            problem = "tên hoặc cơ quan khác nhau giữa các bảng"
            fault = Fault(path, place, problem, shown(told), shown(seen[each["code"]]))
            case.findings.fault(fault)


def _may_be_told(name: str, how: WinnerNames) -> bool:
    """Whether a winner's name says no more than the rules let it."""
    if how is WinnerNames.NONE:
        return name == ""
    return how is WinnerNames.FULL or _INITIALS.fullmatch(name) is not None
