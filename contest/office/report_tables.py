"""The tables within the report: figures of the console's documents as Vietnamese text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contest.domain.rules import Contest, Level, RoundKind
from contest.office.paper_parts import Heading
from contest.office.tables import day, grouped, percent
from contest.office.words import LEVELS, group_name, least, moment

_Row = tuple[str, ...]
_Figures = Mapping[str, Any]

ROUNDS = (
    Heading("Đợt thi", 29),
    Heading("Thời gian", 46),
    Heading("Người dự thi", 18, figure=True),
    Heading("Lượt thi", 18, figure=True),
    Heading("Đã nộp bài", 18, figure=True),
    Heading("Hết giờ, chấm bản lưu", 18, figure=True),
    Heading("Không có bài", 18, figure=True),
)
BY_LEVEL = (
    Heading("Cấp", 28),
    Heading("Số cơ quan", 16, figure=True),
    Heading("Đạt chỉ tiêu", 15, figure=True),
    Heading("Chưa đạt", 15, figure=True),
    Heading("Chưa có biên chế", 18, figure=True),
    Heading("Phải dự thi", 18, figure=True),
    Heading("Còn thiếu", 17, figure=True),
    Heading("Đã dự thi", 18, figure=True),
    Heading("Tỷ lệ", 20, figure=True),
)
BY_GROUP = (
    Heading("Nhóm đối tượng", 58),
    Heading("Mức tối thiểu", 22, figure=True),
    Heading("Biên chế", 16, figure=True),
    Heading("Phải dự thi", 16, figure=True),
    Heading("Đã dự thi", 16, figure=True),
    Heading("Còn thiếu", 16, figure=True),
    Heading("Số cơ quan đạt", 21, figure=True),
)
UNMET = (
    Heading("TT", 11, figure=True),
    Heading("Cơ quan, đơn vị", 50),
    Heading("Nhóm chưa đạt (đã dự thi/phải dự thi)", 70),
    Heading("Phải dự thi", 17, figure=True),
    Heading("Còn thiếu", 17, figure=True),
)
UNCOUNTED = (
    Heading("TT", 11, figure=True),
    Heading("Cơ quan, đơn vị", 104),
    Heading("Đã đăng ký", 25, figure=True),
    Heading("Đã dự thi", 25, figure=True),
)

_DUTY = ("met", "unmet", "unknown", "owed", "missing")


def owing(quotas: _Figures, *, met: bool | None) -> list[_Figures]:
    """The agencies with quotas that stand so; None: unknown for want of headcounts."""
    return [each for each in quotas["agencies"] if each["lines"] and each["met"] is met]


def rounds(overview: _Figures) -> Iterator[_Row]:
    """One row per official round; rehearsals are nobody's participation."""
    for each in overview["rounds"]:
        if each["kind"] == RoundKind.OFFICIAL:
            opens, closes = day(moment(each["opens_at"])), day(moment(each["closes_at"]))
            figures = ("entrants", "attempts", "handed_in", "ran_out", "lapsed")
            yield (each["title"], f"{opens} – {closes}", *(_figure(each[key]) for key in figures))


def by_level(quotas: _Figures) -> Iterator[_Row]:
    """One row per level, and their sum. A level without quotas has participants only."""
    owing_levels = {each["level"] for each in quotas["agencies"] if each["lines"]}
    shown = [
        _with_unmet(each, owes=each["level"] in owing_levels)
        for each in quotas["levels"]
        if each["agencies"]
    ]
    for each in shown:
        yield (LEVELS[Level(each["level"])], *_level(each))
    yield ("Cộng", *_level(_sum(shown)))


def _with_unmet(level: _Figures, *, owes: bool) -> dict[str, Any]:
    """The level with how many agencies have not met their quotas; no duty, no such figures."""
    if not owes:
        return {**level, **dict.fromkeys(_DUTY)}
    return {**level, "unmet": level["agencies"] - level["met"] - level["unknown"]}


def _level(figures: _Figures) -> _Row:
    rate = figures["rate"]
    keys = ("agencies", *_DUTY, "participants")
    return (*(_figure(figures[key]) for key in keys), "–" if rate is None else percent(rate))


def _sum(levels: Sequence[_Figures]) -> dict[str, Any]:
    """All levels together; the rate again over people who belong to a headcount."""
    keys = ("agencies", *_DUTY, "participants")
    total: dict[str, Any] = {key: sum(each[key] or 0 for each in levels) for key in keys}
    rated = [each for each in levels if each["rate"] is not None]
    people = sum(each["headcount"] for each in rated)
    done = sum(each["rate"] * each["headcount"] for each in rated)
    total["rate"] = done / people if people else None
    return total


def by_group(quotas: _Figures, contest: Contest) -> Iterator[_Row]:
    """Under each level one row per quota of that level, over all its agencies."""
    for level in Level:
        lines = [
            line for each in quotas["agencies"] if each["level"] == level for line in each["lines"]
        ]
        if lines:
            yield (LEVELS[level],)
        for group in dict.fromkeys(line["group"] for line in lines):
            yield _group([line for line in lines if line["group"] == group], contest)


def _group(lines: Sequence[_Figures], contest: Contest) -> _Row:
    figures = ("headcount", "owed", "done", "missing")
    met = sum(line["met"] is True for line in lines)
    return (
        group_name(contest, lines[0]["group"]) or "",
        least(lines[0]),
        *(_figure(_total(lines, key)) for key in figures),
        f"{grouped(met)}/{grouped(len(lines))}",
    )


def _total(lines: Sequence[_Figures], key: str) -> int | None:
    """The sum of what is known; None where nothing is."""
    known = [line[key] for line in lines if line[key] is not None]
    return sum(known) if known else None


def unmet(
    agencies: Sequence[_Figures], names: Mapping[str, str], contest: Contest
) -> Iterator[_Row]:
    """Under each level its agencies, with the groups that lack people."""
    for number, each in _by_level(agencies):
        if number is None:
            yield (LEVELS[Level(each["level"])],)
            continue
        lacking = [line for line in each["lines"] if line["met"] is False]
        groups = "\n".join(_done_of_owed(line, contest) for line in lacking)
        figures = (_figure(each["owed"]), _figure(each["missing"]))
        yield (str(number), _full_name(each, names), groups, *figures)


def _done_of_owed(line: _Figures, contest: Contest) -> str:
    done, owed = _figure(line["done"]), _figure(line["owed"])
    return f"- {group_name(contest, line['group'])} ({done}/{owed})"


def uncounted(agencies: Sequence[_Figures], names: Mapping[str, str]) -> Iterator[_Row]:
    """Under each level the agencies whose duty can't be reckoned yet."""
    for number, each in _by_level(agencies):
        if number is None:
            yield (LEVELS[Level(each["level"])],)
            continue
        figures = (_figure(each["registered"]), _figure(each["participants"]))
        yield (str(number), _full_name(each, names), *figures)


def _by_level(agencies: Sequence[_Figures]) -> Iterator[tuple[int | None, _Figures]]:
    """Agencies numbered throughout, level by level; before each level its first one unnumbered."""
    number = 0
    for level in Level:
        here = [each for each in agencies if each["level"] == level]
        yield from ((None, each) for each in here[:1])
        for number, each in enumerate(here, start=number + 1):  # noqa: B020 goes on counting
            yield number, each


def _full_name(figures: _Figures, names: Mapping[str, str]) -> str:
    """Two communes may share a name; the district tells them apart."""
    parent = figures["parent"]
    return f"{figures['name']} ({names.get(parent, parent)})" if parent else str(figures["name"])


def _figure(number: int | None) -> str:
    return "–" if number is None else grouped(number)
