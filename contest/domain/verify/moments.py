"""Moments that break ties: told by the organizers alone, so only checked for what they can be."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from contest.domain.award_rules import Criterion
from contest.domain.phase import milliseconds
from contest.domain.verify.case import Case, milliseconds_of, need
from contest.domain.verify.findings import Fault, number
from contest.domain.verify.tally import Table

MOMENTS = {
    Criterion.SUBMITTED_EARLIER: "submitted_ms",
    Criterion.REGISTERED_EARLIER: "registered_ms",
}
"""The criteria that are moments, and what a claim calls them."""


class _Moment(NamedTuple):
    code: str
    criterion: Criterion
    value: int
    file: str


def check_moments(case: Case, tables: Mapping[str, Table]) -> None:
    """None lies in the future or before its round; nobody registered at two moments."""
    found = [each for table in tables.values() for each in _moments(table)]
    registered = case.before.registered if case.before else {}
    known = case.registered = dict(registered)
    as_of = milliseconds_of(need(case.manifest)["as_of"])
    opens = min(milliseconds(each.opens_at) for each in case.rounds)
    for each in found:
        if each.criterion is Criterion.REGISTERED_EARLIER:
            first = known.setdefault(each.code, each.value)
            _check(case, each, first, first)
        else:
            _check(case, each, opens, as_of)
        _check(case, each, 0, as_of)
    if found:
        case.findings.note(
            f"{number(len(found))} thời điểm phân định hạng bằng nhau lấy theo lời Ban Tổ chức"
        )


def _moments(table: Table) -> Iterator[_Moment]:
    at = [(n, each) for n, each in enumerate(table.ranking.tie_break) if each in MOMENTS]
    if not at:
        return
    for code, row in table.rows.items():
        for index, criterion in at:
            value = row.values[index]
            if isinstance(value, int):
                yield _Moment(code, criterion, value, row.file)


def _check(case: Case, moment: _Moment, least: int, most: int) -> None:
    if not least <= moment.value <= most:
        place = f"Xếp hạng của {moment.code}, «{moment.criterion}»"
        should = str(least) if least == most else f"từ {least} đến {most}"
        fault = Fault(moment.file, place, "thời điểm không thể có", str(moment.value), should)
        case.findings.fault(fault)
