"""Dates and times as pages write them, and what is wrong with them by themselves.

for moment in moments("Vòng 1 mở lúc 08:00 ngày 07/11/2023"):
    moment.day, moment.month, moment.year, moment.time
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

_TIME = r"(?P<hour>[01]?\d|2[0-4])(?::(?P<minute>[0-5]\d)|\s*(?:giờ|h)\s*(?P<past>[0-5]\d)?)(?!\w)"
_BETWEEN = (
    r"(?:\s*phút)?(?:\s*\(?giờ Việt Nam\)?)?(?:\s*,)?(?:\s*(?:sáng|trưa|chiều|tối))?(?:\s*,)?"
)
_WEEKDAY = r"(?P<weekday>thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
_DATE = (
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?(?![\w/,]\d|[\w/])"
    r"|(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})(?:\s*(?:,|năm)\s*(?P<year2>\d{4}))?"
)
MOMENT = re.compile(
    rf"(?:(?<![\w:.,/]){_TIME}{_BETWEEN}\s+)?(?:{_WEEKDAY}(?:\s*,\s*|\s*\(\s*|\s+))?"
    rf"(?P<said>(?:ngày|từ|đến|hết|sáng|chiều|tối|tới)\s+)*(?<![\w/.,])(?:{_DATE})",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\w/.-])((?:19|20)\d\d)-(0\d|1[0-2])-([0-3]\d)(?![\w/-])")
_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_SUNDAY = 6
_LEAP = 2000
_SHOWN = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class Moment(NamedTuple):
    """A date as it is written, with the time before it, if any."""

    start: int
    end: int
    written: str
    day: int
    month: int
    year: int | None
    time: dt.time | None
    weekday: int | None

    @property
    def date(self) -> dt.date | None:
        """The date; None where there is no such day. Without a year, one in a leap year."""
        try:
            return dt.date(self.year or _LEAP, self.month, self.day)
        except ValueError:
            return None


def moments(text: str) -> Iterator[Moment]:
    """The dates in a text; `7/11` without a year only after a word that says it is a date."""
    for found in MOMENT.finditer(text):
        day, month = found["day"] or found["day2"], found["month"] or found["month2"]
        year = found["year"] or found["year2"]
        if year or found["day2"] or found["said"]:
            yield Moment(
                *found.span(),
                " ".join(found[0].split()),
                int(day),
                int(month),
                int(year) if year else None,
                _time(found),
                _weekday(found["weekday"]),
            )


def _time(found: re.Match[str]) -> dt.time | None:
    if found["hour"] is None:
        return None
    return dt.time(int(found["hour"]) % 24, int(found["minute"] or found["past"] or 0))


def _weekday(words: str | None) -> int | None:
    if words is None:
        return None
    last = words.split()[-1].lower()
    if last == "nhật":
        return _SUNDAY
    return int(last) - 2 if last.isdigit() else _WEEKDAYS.index(last)


def wrong_dates(text: str) -> Iterator[tuple[int, str]]:
    """Days that don't exist and weekdays that don't fit: where, and what to write."""
    for moment in moments(text):
        if moment.date is None:
            yield moment.start, f"không có ngày «{moment.written}»; hãy xem lại ngày, tháng"
        elif moment.weekday not in (None, moment.date.weekday()) and moment.year:
            right = _SHOWN[moment.date.weekday()]
            words = f"ngày {moment.date:%d/%m/%Y} là {right}; hãy sửa thứ hoặc sửa ngày"
            yield moment.start, f"«{moment.written}»: {words}"


def iso_dates(text: str) -> Iterator[tuple[int, str]]:
    """Dates as machines write them: where, and what to write."""
    for found in _ISO.finditer(text):
        year, month, day = found.groups()
        yield found.start(), f"«{found[0]}»: hãy viết ngày trước: {day}/{month}/{year}"
