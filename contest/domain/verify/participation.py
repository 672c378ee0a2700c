"""Participation: floors, rates and sums counted again as far as hidden cells allow."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from contest.domain import floors
from contest.domain.rules import Level, RoundKind
from contest.domain.verify.agency import RowCheck, check_agency, check_merged
from contest.domain.verify.case import Case, Json, need
from contest.domain.verify.documents import AGENCY_ROW, LINES, PARTICIPATION
from contest.domain.verify.findings import Fault, number
from contest.domain.verify.shape import MOST, misfit


def check_participation(case: Case) -> str:
    """The figures of a result; returns what was checked, in words."""
    path = case.path("tham-gia.json")
    document = case.read(path, PARTICIPATION)
    contest, listed = need(case.contest), need(case.agencies)
    case.expect(path, "Tham gia, «as_of»", document["as_of"], need(case.manifest)["as_of"])
    smallest = contest.participation.smallest_cell
    case.expect(path, "Tham gia, «smallest»", document["smallest"], smallest)
    agencies = {each["id"]: each for each in listed["agencies"]}
    counts = listed["headcounts"]["counts"]
    unsure = 0
    for position, row in enumerate(document["agencies"], start=1):
        check = _begin(case, path, position, row)
        if row["agency"] is None:
            check_merged(check)
        else:
            check_agency(check, agencies.get(row["agency"]), counts.get(row["agency"], {}))
        unsure += check.unsure
    _check_rows(case, path, document["agencies"])
    _check_levels(case, path, document, agencies)
    if unsure:
        case.findings.note(
            f"{number(unsure)} mức tham gia không kiểm được từ dữ liệu công khai (ẩn vì ít người)"
        )
    case.participation = document
    return f"Số liệu tham gia của {number(len(document['agencies']))} dòng: khớp"


def _begin(case: Case, path: str, position: int, row: Any) -> RowCheck:
    """A row of the right shape; raises UnusableError otherwise."""
    merged = isinstance(row, dict) and row.get("agency") is None
    found = misfit(row, AGENCY_ROW if merged else AGENCY_ROW | LINES, f"dòng {position}")
    if found:
        fault = Fault(path, f"Tham gia, {found.place}", "sai hình thức", *found[1:])
        raise case.findings.stop(fault)
    name = f"{row['merged']} đơn vị gộp chung" if merged else str(row["agency"])
    return RowCheck(case.findings, path, f"Tham gia của {name}", row, need(case.contest))


def _check_rows(case: Case, path: str, rows: Sequence[Json]) -> None:
    """No agency stands there twice."""
    for name, times in Counter(row["agency"] for row in rows if row["agency"]).items():
        if times > 1:
            case.findings.fault(Fault(path, f"Tham gia của {name}", "có hai dòng"))


def _check_levels(case: Case, path: str, document: Json, agencies: Mapping[str, Json]) -> None:
    """Every level holds all its agencies, named or merged, and is what they add up to."""
    listed = Counter(each["level"] for each in agencies.values())
    told = {each["level"]: each for each in document["levels"]}
    case.expect(path, "Tham gia, các cấp", sorted(told), sorted(listed))
    for level in sorted(told.keys() & listed.keys()):
        rows = [row for row in document["agencies"] if row["level"] == level]
        check = RowCheck(
            case.findings, path, f"Tham gia, cấp {level}", told[level], need(case.contest)
        )
        check.expect("«agencies»", told[level]["agencies"], listed[level])
        check.expect("tổng đơn vị của các dòng", sum(row["merged"] for row in rows), listed[level])
        participants = sum(row["participants"] for row in rows)
        check.expect("«participants»", told[level]["participants"], participants)
        named = {row["agency"] for row in rows}
        of_level = [each for each in agencies.values() if each["level"] == level]
        merged = [each for each in of_level if each["id"] not in named]
        _check_level_rates(check, rows, sum(_people(case, each) for each in merged))


def _people(case: Case, agency: Json) -> int:
    """The headcount of an agency, nobody taken off; 0 where it isn't known."""
    counts = need(case.agencies)["headcounts"]["counts"].get(agency["id"], {})
    return floors.people(need(case.contest), Level(agency["level"]), counts, {}) or 0


def _check_level_rates(check: RowCheck, rows: Sequence[Json], of_merged: int) -> None:
    """What agencies add up to where their headcount is known; merged rows may hold unknown ones.

    `of_merged`: the most that the headcounts of all merged agencies together can be.
    """
    known = [row for row in rows if row["headcount"] is not None]
    hidden = [row for row in rows if row["headcount"] is None and row["agency"] is None]
    headcount, rated = (sum(row[name] for row in known) for name in ("headcount", "rated"))
    met = sum(row["met"] is True for row in rows)
    of_hidden = sum(row["rated"] for row in hidden)
    merged = sum(row["merged"] for row in rows if row["agency"] is None)
    most = headcount + (of_merged if hidden else 0)
    check.within("«headcount»", check.row["headcount"] or 0, headcount, most)
    check.within("«rated»", check.row["rated"], rated, rated + of_hidden)
    check.within("«met»", check.row["met"], met, met + merged)


def check_totals(case: Case) -> str:
    """Figures of the whole contest against the sheets: who took part is counted again."""
    path, totals = case.path("tham-gia.json"), need(case.participation)["totals"]
    found, contest = need(case.regraded), need(case.contest)
    rows = need(case.participation)["agencies"]
    check = RowCheck(case.findings, path, "Tham gia, toàn cuộc thi", totals, contest)
    official = [each.id for each in contest.rounds if each.kind is RoundKind.OFFICIAL]
    whole = len(case.rounds) == len(official)
    for name, least in (("took_part", found.took_part), ("attempts", found.begun)):
        check.within(f"«{name}»", totals[name], least, least if whole else MOST)
    check.within("«registered»", totals["registered"], len(found.codes), MOST)
    participants = sum(row["participants"] for row in rows)
    most = totals["took_part"] - participants
    check.within("«citizens»", totals["citizens"], 0, most)
    return f"{number(found.took_part)} người dự thi đếm lại từ bài làm: khớp"
