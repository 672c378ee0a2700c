"""Ranking everybody anew: who must be there is, in the order that values and lots decide."""

from collections.abc import Iterator, Mapping
from typing import Any

from contest.domain.award_rules import Criterion, Ranking
from contest.domain.awards.guess import targets
from contest.domain.awards.ranking import Claim, MissingMomentError, Row, claim, rank
from contest.domain.sheets import Contender
from contest.domain.verify.case import Case, need
from contest.domain.verify.findings import Fault, number, shown
from contest.domain.verify.moments import MOMENTS, check_moments
from contest.domain.verify.tables import read_table
from contest.domain.verify.tally import Published, Table


def check_rankings(case: Case) -> str:
    """Rank everybody anew in each ranking; what was ranked, in words."""
    manifest, contest = need(case.manifest), need(case.contest)
    found = need(case.regraded)
    case.targets = targets(case.rounds, found.turnout)
    rankings = [each for each in contest.awards.rankings if each.id in manifest["rankings"]]
    tables = {each.id: read_table(case, each) for each in rankings}
    for each in tables.values():
        case.findings.progress(f"{each.ranking.title}: xếp hạng lại")
        _check_table(case, each)
    check_moments(case, tables)
    case.tables = tables
    rows = sum(len(each.rows) for each in tables.values())
    return f"{number(len(tables))} bảng xếp hạng, {number(rows)} hàng xếp lại: khớp"


def _check_table(case: Case, table: Table) -> None:
    """Whoever must be there is, nobody else, in the right order with the right values."""
    claims = {each.code: each for each in _claims(case, table)}
    _check_people(case, table, claims)
    both = [claims[code] for code in table.rows if code in claims]
    try:
        rows = rank(both, table.ranking, need(case.manifest)["lot"])
    except MissingMomentError as error:
        _tell_missing(case, table, error)
        return
    for row in rows:
        published = table.rows[row.code]
        if (row.rank, row.values, row.decided) != published[:3]:
            _tell_difference(case, table.ranking, row, published)


def _claims(case: Case, table: Table) -> Iterator[Claim]:
    """What everybody who may be ranked is ranked by; moments as published, where they are.

    Where a ranking is open to some groups only, whoever stands in it is taken at its word.
    """
    ranking, contest = table.ranking, need(case.contest)
    groups = ranking.open_to
    moments = [
        (index, field)
        for index, criterion in enumerate(ranking.tie_break)
        if (field := MOMENTS.get(criterion))
    ]
    for code, marks in need(case.regraded).marks:
        published = table.rows.get(code)
        if groups is not None and published is None:
            continue
        known: dict[str, Any] = (
            {field: published.values[index] for index, field in moments} if published else {}
        )
        contender = Contender(code, {}, group=groups[0] if groups else None)
        made = claim(contender, ranking, contest, marks, need(case.targets))
        if made is not None:
            yield made._replace(**known) if known else made


def _check_people(case: Case, table: Table, claims: Mapping[str, Claim]) -> None:
    ranking = table.ranking
    for code in sorted(claims.keys() - table.rows.keys()):
        place = f"Xếp hạng của {code}, {ranking.title}"
        file = case.path(f"xep-hang/{ranking.id}")
        fault = Fault(file, place, "có bài làm được tính nhưng không có trong bảng")
        case.findings.fault(fault)
    for code in sorted(table.rows.keys() - claims.keys()):
        place = f"Xếp hạng của {code}, {ranking.title}"
        why = need(case.out).get(code)
        problem = f"thuộc diện không xếp hạng ({why})" if why else "không có bài làm được tính"
        case.findings.fault(Fault(table.rows[code].file, place, problem))
    if ranking.open_to is not None:
        absent = len(need(case.regraded).marks) - len(claims)
        case.findings.note(
            f"{ranking.title}: chỉ dành cho một số nhóm; nhóm của từng người không công khai nên "
            f"không kiểm được {number(max(absent, 0))} người không có trong bảng"
        )


def _tell_missing(case: Case, table: Table, error: MissingMomentError) -> None:
    what = "số bốc thăm" if error.criterion is Criterion.LOT else "thời điểm phân định"
    place = f"Xếp hạng của {error.code}, {table.ranking.title}"
    problem = f"bằng nhau với người liền kề nhưng hồ sơ không ghi {what} ({error.criterion})"
    case.findings.fault(Fault(table.rows[error.code].file, place, problem))


def _tell_difference(case: Case, ranking: Ranking, row: Row, published: Published) -> None:
    place = f"Xếp hạng của {row.code}, {ranking.title}"
    pairs: list[tuple[str, Any, Any]] = [
        ("hạng", published.rank, row.rank),
        ("điều phân định", published.decided, row.decided),
    ]
    for criterion, stands, should in zip(
        ranking.tie_break, published.values, row.values, strict=True
    ):
        pairs.append((f"«{criterion}»", stands, should))
    for name, stands, should in pairs:
        if stands != should:
            fault = Fault(published.file, f"{place}, {name}", "", shown(stands), shown(should))
            case.findings.fault(fault)
