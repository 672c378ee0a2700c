"""Rosters, headcounts and exclusions: rows of a sheet → facts, or what is wrong with them.

    reading = roster(read(file_name, content), contest, agencies)      # raises UnreadableError
    reading.rows, reading.problems, reading.refused

All problems of a file are told at once. Who may be nominated is II.2.a; who may not take part is
the note there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contest.domain.agency import Agency
from contest.domain.eligibility import fits
from contest.domain.identity import NationalId
from contest.domain.rules import Contest, Group
from contest.office import people
from contest.office.cells import quoted
from contest.office.layouts import Kind, counted, layout
from contest.office.lookups import Agencies, Groups
from contest.office.reading import Problem, Reading, Record, Seen, read_lines
from contest.office.sheets import Sheet

__all__ = [
    "ExclusionRow",
    "HeadcountRow",
    "Kind",
    "Problem",
    "Reading",
    "RosterRow",
    "exclusions",
    "headcounts",
    "roster",
]

_LONGEST = 200
_MOST = 99_999
_BLANK = {"", "-", "–"}


@dataclass(frozen=True)
class RosterRow:
    """A nomination, or with `withdrawn` the end of one."""

    line: int
    full_name: str
    national_id: NationalId
    agency: str
    group: str
    position: str | None
    withdrawn: bool


@dataclass(frozen=True)
class HeadcountRow:
    """How many people an agency has per group; None where nobody has supplied it."""

    line: int
    agency: str
    counts: dict[str, int | None]


@dataclass(frozen=True)
class ExclusionRow:
    """Somebody who may not take part, or with `lifted` may again."""

    line: int
    full_name: str
    national_id: NationalId
    reason: str
    agency: str | None
    group: str | None
    lifted: bool


def roster(sheet: Sheet, contest: Contest, agencies: Mapping[str, Agency]) -> Reading[RosterRow]:
    """The people agencies nominate; raises UnreadableError if the sheet holds no roster."""
    places, groups, seen = Agencies(agencies), Groups(contest), Seen()

    def make(record: Record) -> RosterRow | None:
        name, identity = people.full_name(record), people.national_id(record, seen)
        at = people.agency(record, places)
        group = people.group(record, groups, at)
        position = _short(record, "position") or None
        withdrawn = people.ticked(record, "withdrawn")
        if name is None or identity is None or at is None or group is None:
            return None
        return RosterRow(record.line, name, identity, at.id, group.id, position, withdrawn)

    return read_lines(sheet, layout(Kind.ROSTER, contest), make)


def exclusions(
    sheet: Sheet, contest: Contest, agencies: Mapping[str, Agency]
) -> Reading[ExclusionRow]:
    """The people who may not take part; raises UnreadableError if the sheet holds no such list."""
    places, groups, seen = Agencies(agencies), Groups(contest), Seen()

    def make(record: Record) -> ExclusionRow | None:
        name, identity = people.full_name(record), people.national_id(record, seen)
        reason = _short(record, "reason")
        if not reason:
            record.wrong("reason", "Chưa ghi lý do, ví dụ «Thành viên Ban Tổ chức».")
        post = _post(record, places, groups)
        lifted = people.ticked(record, "lifted")
        if name is None or identity is None:
            return None
        return ExclusionRow(record.line, name, identity, reason, *post, lifted)

    return read_lines(sheet, layout(Kind.EXCLUSIONS, contest), make)


def _post(record: Record, places: Agencies, groups: Groups) -> tuple[str | None, str | None]:
    """Agency and group of somebody excluded: both, or neither."""
    where, what = record.text("agency") or record.text("agency_id"), record.text("group")
    at = people.agency(record, places) if where or what else None
    if where and not what:
        record.note("group", "Chưa ghi nhóm đối tượng, nên người này chưa được trừ khỏi biên chế.")
    group = people.group(record, groups, at) if what else None
    return at.id if at else None, group.id if group else None


def headcounts(
    sheet: Sheet, contest: Contest, agencies: Mapping[str, Agency]
) -> Reading[HeadcountRow]:
    """How many people agencies have; raises UnreadableError if the sheet doesn't say."""
    places, seen, groups = Agencies(agencies), Seen(), counted(contest)
    within = {each.group: each.within for each in contest.quotas if each.within}

    def make(record: Record) -> HeadcountRow | None:
        at = people.agency(record, places)
        if at is not None:
            _first_time(record, at, seen)
        counts = {each.id: _count(record, each, at) for each in groups}
        _within(record, counts, within)
        return None if at is None else HeadcountRow(record.line, at.id, counts)

    return read_lines(sheet, layout(Kind.HEADCOUNTS, contest), make)


def _first_time(record: Record, at: Agency, seen: Seen) -> None:
    earlier = seen.before(at.id, record.line)
    if earlier is not None:
        message = f"«{at.name}» đã có ở dòng {earlier}. Vui lòng chỉ giữ lại một dòng."
        record.wrong(None, message)


def _count(record: Record, group: Group, at: Agency | None) -> int | None:
    """Whole people; a dot or comma is never guessed at: 1.234 may be a thousand or a fraction."""
    given = record.text(group.id)
    if given in _BLANK:
        return None
    if at is not None and not fits(group, at):
        level = people.LEVEL_NAMES[at.level]
        record.wrong(group.id, f"Nhóm «{group.name}» không có ở {level}. Vui lòng để trống.")
    elif not re.fullmatch("[0-9]+", given):
        record.wrong(group.id, _no_count(given))
    elif int(given) > _MOST:
        record.wrong(group.id, f"Số {quoted(given)} quá lớn. Vui lòng xem lại.")
    else:
        return int(given)
    return None


def _no_count(given: str) -> str:
    if re.fullmatch(r"[0-9]{1,3}([.,\s][0-9]{3})+", given):
        plain = re.sub(r"\D", "", given)
        return f"Không rõ {quoted(given)} là {plain} hay số lẻ. Vui lòng chỉ ghi chữ số: {plain}."
    return f"{quoted(given)} không phải số người. Vui lòng ghi một số nguyên, ví dụ 12, hoặc 0."


def _within(record: Record, counts: Mapping[str, Any], within: Mapping[str, str]) -> None:
    """Something is said, and no group has more people than the one it lies within (II.2.a)."""
    if all(each is None for each in counts.values()) and not record.problems:
        record.wrong(None, "Dòng này chưa ghi số người nào. Không có ai thì ghi 0.")
    for part, whole in within.items():
        inner, outer = counts.get(part), counts.get(whole)
        if inner is not None and outer is not None and inner > outer:
            record.wrong(
                part,
                f"Số «{record.label(part)}» ({inner}) nhiều hơn số «{record.label(whole)}» "
                f"({outer}), mà nhóm này nằm trong nhóm kia.",
            )


def _short(record: Record, name: str) -> str:
    given = record.text(name)
    if len(given) > _LONGEST:
        record.wrong(name, f"«{record.label(name)}» dài quá {_LONGEST} ký tự. Vui lòng ghi gọn.")
    return given
