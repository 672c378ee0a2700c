"""What a correction changes, worked out anew from the two results."""

from collections.abc import Mapping

from contest.domain.record.changes import Standings, changes
from contest.domain.verify.case import Case, Json, need
from contest.domain.verify.differences import differences
from contest.domain.verify.documents import CHANGES
from contest.domain.verify.findings import Fault, number, shown
from contest.domain.verify.tables import read_table
from contest.domain.verify.tally import Table


def standings(tables: Mapping[str, Table], result: Json) -> Standings:
    """A result as others are compared with it."""
    collective = {
        each["award"]: {
            one["agency"]: one["prize"] for one in each["candidates"] if one["prize"] is not None
        }
        for each in result["collective"]
    }
    rankings = {
        name: {code: (row.rank, row.prize) for code, row in table.rows.items()}
        for name, table in tables.items()
    }
    return Standings(rankings, collective)


def check_changes(case: Case) -> str | None:
    """Compare what a result says it changed with what it did; nothing for the first."""
    case.standings = standings(need(case.tables), need(case.result))
    if case.before is None:
        return None
    path = case.path("thay-doi.json")
    document = case.read(path, CHANGES)
    differ = changes(need(case.before.standings), case.standings)
    should = differ.document(case.number - 1, need(case.manifest)["reason"])
    for where, stands, must in differences(document, should):
        place = f"Thay đổi so với kết quả {case.number - 1}{where}"
        case.findings.fault(Fault(path, place, "", shown(stands), shown(must)))
    moved, prizes = number(document["moved"]), number(len(document["prizes"]))
    return f"Thay đổi so với kết quả {case.number - 1}: {moved} hạng, {prizes} giải, khớp"


def read_standings(case: Case) -> None:
    """The standings of a result that is not looked into itself, as its files tell."""
    named = need(case.manifest)["rankings"]
    rankings = [each for each in need(case.contest).awards.rankings if each.id in named]
    tables = {each.id: read_table(case, each) for each in rankings}
    case.standings = standings(tables, need(case.result))
