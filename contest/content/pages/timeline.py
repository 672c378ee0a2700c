"""The rounds on one line of time: drawn at build time, like the charts, as wide as there is room.

Positions along the width are shares, heights are pixels; colours are classes (`/css/schedule.css`).
Times stand in the table beside it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from contest.content.pages.vietnamese import vn_date, vn_list
from contest.domain.phase import VIETNAM
from contest.domain.rules import Contest, Round

_ROW, _BAR, _FOOT = 58, 16, 34
_LEAST = 0.012
"""A round of an hour within weeks is drawn as wide as can be seen."""
_LEFT, _RIGHT = 0.35, 0.65
"""A title begins, ends or is centred where its bar is, so that it never runs out of the picture."""
_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364)
_MARKS = 5


def timeline(contest: Contest) -> Markup:
    """All rounds, in the order they open."""
    rounds = sorted(contest.rounds, key=lambda each: each.opens_at)
    start, end = _span(rounds)
    rows = Markup("").join(_row(at, each, start, end) for at, each in enumerate(rounds))
    floor = _ROW * len(rounds)
    marks = Markup("").join(_mark(day, start, end, floor) for day in _days(start, end))
    head = Markup('<svg class="timeline" role="img" aria-label="{}" width="100%" height="{}">')
    return head.format(_told(rounds), floor + _FOOT) + marks + rows + Markup("</svg>")


def _span(rounds: Sequence[Round]) -> tuple[datetime, datetime]:
    """Whole days in Vietnam that hold all rounds."""
    start = _midnight(min(each.opens_at for each in rounds))
    return start, _midnight(max(each.closes_at for each in rounds)) + timedelta(days=1)


def _midnight(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM).replace(hour=0, minute=0)


def _told(rounds: Sequence[Round]) -> str:
    """What it shows, for those who can't see it; they have the times in the table."""
    start, end = min(each.opens_at for each in rounds), max(each.closes_at for each in rounds)
    titles = vn_list([each.title for each in rounds])
    return f"Trục thời gian từ {vn_date(start)} đến {vn_date(end)}: {titles}. Giờ ở bảng dưới."


def _row(at: int, rules: Round, start: datetime, end: datetime) -> Markup:
    opens, closes = _share(rules.opens_at, start, end), _share(rules.closes_at, start, end)
    width = max(closes - opens, _LEAST)
    opens = min(opens, 1 - width)
    x, anchor = _where(opens, opens + width)
    top = at * _ROW
    title = Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>')
    bar = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="4"/>')
    return title.format(_at(x), top + 20, anchor, rules.title) + bar.format(
        rules.kind, _at(opens), top + 30, _at(width), _BAR
    )


def _where(opens: float, closes: float) -> tuple[float, str]:
    if opens <= _LEFT:
        return opens, "start"
    return (closes, "end") if closes >= _RIGHT else ((opens + closes) / 2, "middle")


def _days(start: datetime, end: datetime) -> Iterator[datetime]:
    """Days to mark: a few at even steps; none so late that it would be cut off."""
    whole = (end - start).days
    step = next((each for each in _STEPS if whole / each <= _MARKS), whole)
    return (start + timedelta(days=day) for day in range(0, whole, step) if day / whole < _LATE)


_LATE = 0.88


def _mark(day: datetime, start: datetime, end: datetime, floor: int) -> Markup:
    x = _at(_share(day, start, end))
    line = Markup('<line x1="{}" x2="{}" y1="0" y2="{}"/>').format(x, x, floor + 6)
    text = Markup('<text class="tick" x="{}" y="{}">{}</text>')
    return line + text.format(x, floor + 24, f"{day:%d/%m}")


def _share(moment: datetime, start: datetime, end: datetime) -> float:
    return (moment - start) / (end - start)


def _at(share: float) -> str:
    return f"{100 * share:.2f}%"
