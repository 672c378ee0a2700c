"""Which tables the secretariat takes away: contestants, and participation by agency.

Both are made from the same documents the console shows, so a table can't say other than the
screen. Moments in those documents are RFC 3339 texts, rates are fractions of one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from contest.domain.agency import Agency
from contest.domain.rules import Contest, Level, Round, RoundKind
from contest.office.tables import Cell, Column, Kind, Table, figures_as_of
from contest.office.words import (
    LEVELS,
    NO_QUOTA,
    UNKNOWN,
    cited,
    group_name,
    headcount_version,
    least,
    moment,
    outcome,
)

_FLAGS = {
    "excluded": "Thuộc diện không được dự thi",
    "disqualified": "Bị loại",
    "flagged": "Đã dự thi dù thuộc diện không được dự thi",
    "mismatched": "Khai khác danh sách cử",
}
_STATES = {
    "open": "Đang làm bài",
    "pending": "Hết giờ, chờ chấm bản lưu",
    "submitted": "Đã nộp bài",
    "ran_out": "Hết giờ, chấm theo bản lưu",
    "lapsed": "Hết giờ, không có bản lưu",
}
_PERSON = (
    Column("Mã dự thi", Kind.TEXT, 14),
    Column("Họ và tên", Kind.TEXT, 24),
    Column("Cơ quan, đơn vị", Kind.TEXT, 30),
    Column("Nhóm đối tượng", Kind.TEXT, 24),
    Column("Tình trạng", Kind.TEXT, 14),
    Column("Đăng ký lúc", Kind.MOMENT, 18),
    Column("Được tính đã dự thi lúc", Kind.MOMENT, 18),
)
_PERSON_END = (
    Column("Cần xem xét", Kind.TEXT, 24),
    Column("Mã cơ quan", Kind.TEXT, 18, printed=False),
    Column("Cơ quan cử", Kind.TEXT, 30, printed=False),
    Column("Nhóm được cử", Kind.TEXT, 24, printed=False),
    Column("Số liệu tính đến", Kind.MOMENT, 18, printed=False),
)
_PARTICIPATION = (
    Column("TT", Kind.NUMBER, 6),
    Column("Cơ quan, đơn vị", Kind.TEXT, 30),
    Column("Cấp", Kind.TEXT, 11),
    Column("Trực thuộc", Kind.TEXT, 22),
    Column("Nhóm đối tượng", Kind.TEXT, 28),
    Column("Mức tối thiểu", Kind.TEXT, 12),
    Column("Điều khoản", Kind.TEXT, 9),
    Column("Biên chế", Kind.NUMBER, 7),
    Column("Không được dự thi", Kind.NUMBER, 9),
    Column("Phải dự thi", Kind.NUMBER, 7),
    Column("Đã dự thi", Kind.NUMBER, 7),
    Column("Còn thiếu", Kind.NUMBER, 7),
    Column("Tỷ lệ dự thi", Kind.PERCENT, 9),
    Column("Kết quả", Kind.TEXT, 12),
    Column("Kết quả chung của cơ quan", Kind.TEXT, 13),
    Column("Mã cơ quan", Kind.TEXT, 24, printed=False),
    Column("Biên chế theo", Kind.TEXT, 40, printed=False),
    Column("Số liệu tính đến", Kind.MOMENT, 18, printed=False),
)
_PARTICIPATION_NOTES = (
    "Mỗi người chỉ tính một lần, ở nhóm và cơ quan của người ấy vào ngày dự thi.",
    "Số phải dự thi là mức tối thiểu, làm tròn lên, không phải mức tối đa.",
    f"«{UNKNOWN}»: chưa có số liệu để tính chỉ tiêu.",
)


def contestants_table(
    rows: Iterable[Mapping[str, Any]],
    contest: Contest,
    agencies: Sequence[Agency],
    as_of: datetime,
) -> Table:
    """Everybody registered, nominated or excluded, as the directory has them; rows may stream."""
    rounds = [column for each in _official(contest) for column in _round_columns(each.title)]
    names = {each.id: each.name for each in agencies}
    people = (_person(row, contest, names, as_of) for row in rows)
    return Table(
        title="Danh sách người dự thi",
        columns=(*_PERSON, *rounds, *_PERSON_END),
        rows=people,
        above=(contest.contest.name, figures_as_of(as_of)),
    )


def participation_table(
    quotas: Mapping[str, Any], contest: Contest, agencies: Sequence[Agency]
) -> Table:
    """One row per agency and quota line: the table for the reform index (V.1.d).

    An agency that owes nothing has one row, without a group; its people are counted in it.
    """
    names = {each.id: each.name for each in agencies}
    lines = (line for figures in quotas["agencies"] for line in _agency(figures, quotas, contest))
    rows = ((n, *_with_parent(line, names)) for n, line in enumerate(lines, start=1))
    return Table(
        title="Kết quả tham gia theo cơ quan, đơn vị",
        columns=_PARTICIPATION,
        rows=rows,
        above=(
            contest.contest.name,
            figures_as_of(moment(quotas["as_of"])),
            f"Biên chế theo: {headcount_version(quotas)}",
            f"Điều khoản dẫn theo {cited(contest.contest.plan)}",
        ),
        below=_PARTICIPATION_NOTES,
    )


def _agency(
    figures: Mapping[str, Any], quotas: Mapping[str, Any], contest: Contest
) -> Iterator[tuple[Cell, ...]]:
    """The lines of one agency, its parent still an id."""
    level = LEVELS[Level(figures["level"])]
    start = (figures["name"], level, figures["parent"])
    overall = outcome(figures["met"]) if figures["lines"] else NO_QUOTA
    version = headcount_version(quotas) if figures["lines"] else None
    end = (overall, figures["id"], version, moment(quotas["as_of"]))
    for line in figures["lines"]:
        yield (*start, *_line(line, contest), *end)
    if not figures["lines"]:
        nothing = (None,) * 6
        yield (*start, *nothing, figures["participants"], None, None, NO_QUOTA, *end)


def _line(line: Mapping[str, Any], contest: Contest) -> tuple[Cell, ...]:
    figures = ("headcount", "excluded", "owed", "done", "missing", "rate")
    return (
        group_name(contest, line["group"]),
        f"Từ {least(line)}",  # with a word before it, no program takes 50% for a number
        line["clause"],
        *(line[each] for each in figures),
        outcome(line["met"]),
    )


def _with_parent(line: tuple[Cell, ...], names: Mapping[str, str]) -> tuple[Cell, ...]:
    parent = line[2]
    return (*line[:2], names.get(str(parent), parent) if parent else None, *line[3:])


def _official(contest: Contest) -> list[Round]:
    """Rehearsals are left out: they are nobody's result."""
    return [each for each in contest.rounds if each.kind is RoundKind.OFFICIAL]


def _round_columns(title: str) -> tuple[Column, ...]:
    return (
        Column(f"{title}: tình trạng", Kind.TEXT, 16),
        Column(f"{title}: số lượt", Kind.NUMBER, 9),
        Column(f"{title}: điểm", Kind.NUMBER, 9),
        Column(f"{title}: điểm tối đa", Kind.NUMBER, 9),
    )


def _person(
    row: Mapping[str, Any], contest: Contest, names: Mapping[str, str], as_of: datetime
) -> tuple[Cell, ...]:
    agency, nominated = row["agency"], row["nominated"] or {"agency": None, "group": None}
    sender = nominated["agency"]
    flags = "; ".join(_FLAGS[each] for each in row["flags"])
    return (
        row["code"],
        row["name"],
        names.get(agency, agency),
        group_name(contest, row["group"]),
        _state(row),
        _maybe(row["registered_at"]),
        _maybe(row["took_part_at"]),
        *(cell for each in _official(contest) for cell in _round(row["rounds"].get(each.id))),
        flags or None,
        agency,
        names.get(sender, sender),
        group_name(contest, nominated["group"]),
        as_of,
    )


def _maybe(text: str | None) -> datetime | None:
    return moment(text) if text else None


def _state(row: Mapping[str, Any]) -> str:
    if row["took_part_at"]:
        return "Đã dự thi"
    if any(each["state"] == "open" for each in row["rounds"].values()):
        return _STATES["open"]
    return "Đã đăng ký" if row["registered_at"] else "Chưa đăng ký"


def _round(entry: Mapping[str, Any] | None) -> tuple[Cell, ...]:
    if entry is None:
        return (None,) * 4
    state = _STATES.get(entry["state"], entry["state"])
    return (state, entry["attempts"], entry["score"], entry["max_score"])
