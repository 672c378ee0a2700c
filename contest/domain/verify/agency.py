"""One agency's participation: cells, floors and rate counted again as far as hidden cells allow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contest.domain import floors
from contest.domain.rules import Contest, Level, Quota
from contest.domain.verify.case import Json, expect
from contest.domain.verify.findings import Fault, Findings, number, shown

_Counts = Mapping[str, int | None]


@dataclass
class RowCheck:
    """One row being checked: an agency, or several merged ones."""

    findings: Findings
    file: str
    place: str
    row: Json
    contest: Contest
    unsure: int = 0
    """Lines that hidden cells leave open."""

    def expect(self, name: str, stands: Any, should: Any) -> None:
        """Tell a fault unless a value stands as it should."""
        expect(self.findings, self.file, f"{self.place}, {name}", stands, should)

    def within(self, name: str, stands: int, least: int, most: int) -> None:
        """Tell a fault unless a number is at least and at most so much."""
        if not least <= stands <= most:
            should = number(least) if least == most else f"từ {number(least)} đến {number(most)}"
            place = f"{self.place}, {name}"
            self.findings.fault(Fault(self.file, place, "", number(stands), should))


def _check_rate(check: RowCheck) -> None:
    row = check.row
    check.expect("«rate»", row["rate"], floors.rate(row["rated"], row["headcount"]))
    check.within("«rated»", row["rated"], 0, row["participants"])


def check_merged(check: RowCheck) -> None:
    """A row of several agencies says nothing of quotas."""
    _check_rate(check)
    check.expect("«met»", check.row["met"], None)


def check_agency(check: RowCheck, agency: Json | None, counts: _Counts) -> None:
    """An agency's row against the list of agencies (None: it isn't there) and its headcounts."""
    row, contest = check.row, check.contest
    if agency is None:
        fault = Fault(check.file, check.place, "không có cơ quan này trong co-quan.json")
        check.findings.fault(fault)
        return
    check.expect("«level»", row["level"], agency["level"])
    check.expect("«parent»", row["parent"], agency["parent"])
    check.expect("«merged»", row["merged"], 1)
    if 0 < row["participants"] < contest.participation.smallest_cell:
        problem = "số người quá ít để ghi riêng (có thể lộ người dự thi)"
        fault = Fault(check.file, check.place, problem, number(row["participants"]))
        check.findings.fault(fault)
    _check_rate(check)
    _check_groups(check)
    _check_lines(check, counts)
    _check_headcount(check, counts)


def _check_groups(check: RowCheck) -> None:
    """Cells that are told sum up to all, or leave enough for those that are hidden."""
    groups, all_of_them = check.row["groups"], check.row["participants"]
    told = sum(each for each in groups.values() if each is not None)
    hidden = sum(each is None for each in groups.values())
    known = {each.id for each in check.contest.groups}
    for name in sorted(groups.keys() - known):
        fault = Fault(check.file, f"{check.place}, «groups»", "không có nhóm này", shown(name))
        check.findings.fault(fault)
    for name, people in groups.items():
        if people is not None and people < check.contest.participation.smallest_cell:
            problem = "số người quá ít để ghi riêng (có thể lộ người dự thi)"
            place = f"{check.place}, nhóm {name}"
            check.findings.fault(Fault(check.file, place, problem, number(people)))
    least = 0 if hidden else all_of_them
    check.within("tổng các nhóm được ghi", told, least, all_of_them - hidden)


def _check_lines(check: RowCheck, counts: _Counts) -> None:
    quotas = floors.of_level(check.contest, Level(check.row["level"]))
    lines = check.row["lines"]
    names = [[each["group"], each["clause"]] for each in lines]
    check.expect("«lines»", names, [[each.group, each.clause] for each in quotas])
    if names != [[each.group, each.clause] for each in quotas]:
        return
    for quota, line in zip(quotas, lines, strict=True):
        _check_line(check, quotas, quota, line, counts.get(quota.group))
    verdicts = [line["met"] for line in lines]
    check.expect("«met»", check.row["met"], False if False in verdicts else _all(verdicts))


def _all(verdicts: Sequence[bool | None]) -> bool | None:
    return None if None in verdicts else True


def _check_line(
    check: RowCheck, quotas: Sequence[Quota], quota: Quota, line: Json, headcount: int | None
) -> None:
    place, people = f"nhóm {quota.group}", line["people"]
    if headcount is None or people is None:
        for name in ("people", "owed", "met"):
            check.expect(f"{place}, «{name}»", line[name], None)
        if headcount is not None:
            check.expect(f"{place}, «people»", people, headcount)
        return
    least = 0 if check.contest.participation.excluded_in_headcount else headcount
    check.within(f"{place}, «people»", people, least, headcount)
    owed = floors.floor(quota, people)
    check.expect(f"{place}, «owed»", line["owed"], owed)
    at_least, at_most = _done(check.row, quotas, quota)
    if at_least >= owed or at_most < owed:
        check.expect(f"{place}, «met»", line["met"], at_least >= owed)
    else:
        check.unsure += 1


def _done(row: Json, quotas: Sequence[Quota], quota: Quota) -> tuple[int, int]:
    """The fewest and most participants a line may have, hidden cells being at least one each."""
    cells = row["groups"]
    groups = {quota.group} | {each.group for each in quotas if each.within == quota.group}
    told = sum(cells.get(each) or 0 for each in groups)
    hidden = [name for name, people in cells.items() if people is None]
    mine = [name for name in hidden if name in groups]
    left = row["participants"] - sum(each for each in cells.values() if each is not None)
    others = len(hidden) - len(mine)
    if not mine:
        return told, told
    return told + (len(mine) if others else left), told + left - others


def _check_headcount(check: RowCheck, counts: _Counts) -> None:
    """The denominator: headcounts of all outer groups less those who may not take part."""
    contest, level = check.contest, Level(check.row["level"])
    whole = floors.people(contest, level, counts, {})
    stands = check.row["headcount"]
    if whole is None or stands is None:
        check.expect("«headcount»", stands, whole)
        return
    people = {line["group"]: line["people"] for line in check.row["lines"]}
    told = sum(
        people[each] or 0 for each in _outer(contest, level) if counts.get(each) is not None
        and each in people
    )  # fmt: skip
    rest = sum(counts.get(each) or 0 for each in _outer(contest, level) if each not in people)
    least = told if contest.participation.excluded_in_headcount else whole
    check.within("«headcount»", stands, least, told + rest)


def _outer(contest: Contest, level: Level) -> Iterator[str]:
    inner = {each.group for each in floors.of_level(contest, level) if each.within}
    return (each.id for each in contest.groups if level in each.levels and each.id not in inner)
