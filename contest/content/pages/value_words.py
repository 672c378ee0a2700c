"""How values of the rules are said in a sentence, by what kind of value they are."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from contest.content.pages.vietnamese import small, vn_date, vn_list, vn_time, words
from contest.domain.award_rules import Prize
from contest.domain.parameters import thing_id
from contest.domain.rules import Contest, EntryMode, FieldUse, Quota

Say = Callable[[Any, Contest], str]

USES = {
    FieldUse.REQUIRED: "bắt buộc khai",
    FieldUse.OPTIONAL: "không bắt buộc khai",
    FieldUse.OFF: "không hỏi",
}
MODES = {
    EntryMode.OPEN: "tự đăng ký",
    EntryMode.ROSTER: "chỉ người được cử",
    EntryMode.ACCESS_CODE: "cần mã dự thi chung",
}
SHOWN = {"at_once": "ngay khi nộp bài", "after_close": "sau khi đợt thi đóng"}


def number(unit: str, none: str = "không quy định") -> Say:
    """So many of something; `none` says what the lack of a number means."""
    return lambda value, _: none if value is None else f"{value} {unit}"


def percent(value: int | None, _: Contest) -> str:
    """30%."""
    return "không quy định" if value is None else f"{value}%"


def flag(value: bool, _: Contest) -> str:
    """Yes or no."""
    return "có" if value else "không"


def text(value: str | None, _: Contest) -> str:
    """Words of the organizers, as they are."""
    return f"“{value}”" if value else "không có"


def texts(value: Iterable[str], _: Contest) -> str:
    """Several of them."""
    return "; ".join(value) or "không có"


def moment(value: datetime, _: Contest) -> str:
    """08:00 ngày 07/11/2023; that it is Vietnam's time is said once, at the end."""
    return f"{vn_time(value)} ngày {vn_date(value)}"


def one_of(value: Any, _: Contest) -> str:
    """A value that has its own words."""
    return words(value)


def several(value: Iterable[Any], _: Contest) -> str:
    """Such values in order."""
    return "; ".join(words(each) for each in value) or "không có"


def chosen(said: Mapping[Any, str]) -> Say:
    """A value of those in a small table."""
    return lambda value, _: said[value]


def group_name(value: str | None, contest: Contest) -> str:
    """A group by its name."""
    found = contest.group(value) if value else None
    return small(found.name) if found else value or "không nhóm nào"


def groups(value: Iterable[str] | None, contest: Contest) -> str:
    """Those whom something is open to."""
    return "mọi người" if value is None else vn_list([group_name(each, contest) for each in value])


def rounds(value: Iterable[str], contest: Contest) -> str:
    """Rounds by their titles."""
    return vn_list([title(contest.rounds, each, contest) for each in value])


def prizes(value: Iterable[Prize], _: Contest) -> str:
    """1 giải Nhất, 2 giải Nhì."""
    said = [f"{p.count} {small(p.name)}{f' ({p.worth})' if p.worth else ''}" for p in value]
    return ", ".join(said) or "không có"


def title(things: Iterable[Any], name: str, contest: Contest) -> str:
    """What people call a thing of a list; one that is there no longer is called by its id."""
    thing = next((each for each in things if thing_id(each) == name), None)
    if isinstance(thing, Quota):
        return f"{words(thing.level)}, {group_name(thing.group, contest)}"
    return str(getattr(thing, "title", None) or getattr(thing, "name", name))
