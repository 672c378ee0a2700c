"""Charts drawn at build time: SVG with real text, as wide as the screen has room.

Positions along the width are shares, heights are pixels, so letters keep their size on a phone.
Colours are classes (`/css/results.css`): the page's security policy allows no style attributes.
The same data always stands in a table beside a chart.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from contest.content.results.spoken import vn_number

_TOP, _FOOT = 26, 46
_ALL_TOLD, _FIFTHS_TOLD = 12, 60
"""Up to so many steps each is labelled, or each fifth; beyond, each tenth."""


class Point(NamedTuple):
    """A column: what it is of, how high it is, and whether it stands out."""

    label: str
    value: int
    strong: bool = False


def columns(points: Sequence[Point], title: str, unit: str, height: int = 260) -> Markup:
    """Columns from zero over equal steps; the highest and those that stand out are labelled.

    `title` tells it all to who can't see it; `unit` is what the steps count.
    """
    most = max((point.value for point in points), default=0)
    top = _round_up(most)
    floor = height - _FOOT
    parts = [_grid(top, floor)]
    for at, point in enumerate(points):
        parts.append(_column(at, len(points), point, _y(point.value, top, floor), floor))
        if point.value and (point.strong or point.value == most):
            parts.append(_value(at, len(points), point.value, _y(point.value, top, floor)))
        if _told(at, len(points)):
            parts.append(_label(at, len(points), point.label, floor))
    parts.append(_unit(unit, height))
    return _svg("columns", title, height, parts)


def bar(share: float, least: float | None = None) -> Markup:
    """A share of a whole as a bar, with the floor it has to reach; the words stand beside it."""
    drawn = Markup('<rect class="ground" width="100%" height="100%"/>')
    drawn += Markup('<rect class="done" width="{}" height="100%"/>').format(_at(share))
    if least is not None:
        x = _at(least)
        drawn += Markup('<line class="least" x1="{}" x2="{}" y1="0" y2="100%"/>').format(x, x)
    return _line(drawn)


def part_of(share: float, whole: float) -> Markup:
    """What was reached of a part: both as shares of the width."""
    drawn = Markup('<rect class="ground" width="{}" height="100%"/>').format(_at(whole))
    drawn += Markup('<rect class="done" width="{}" height="100%"/>').format(_at(share))
    return _line(drawn)


def place(share: float) -> Markup:
    """A place in a ranking: a dot on a line from the first place to the last."""
    drawn = Markup('<line class="rule" x1="0" x2="100%" y1="50%" y2="50%"/>')
    drawn += Markup('<circle class="done" cx="{}" cy="50%" r="7"/>').format(_at(share, 0.02, 0.98))
    return _line(drawn)


class YearColumn(NamedTuple):
    """A year: its score and what is told below it, where known; `derived` ones look different."""

    label: str
    value: float | None
    below: str
    derived: bool = False


def years(columns: Sequence[YearColumn], title: str, unit: str, scale: float) -> Markup:
    """Columns from zero up to the most one can get; years without figures stay empty."""
    height = 270
    floor = height - _FOOT - 20
    parts = [_axis(floor)]
    for at, column in enumerate(columns):
        parts += _year(at, len(columns), column, scale, floor)
    parts.append(_unit(f"{unit}, trên {vn_number(scale)}; dưới năm là thứ hạng", height))
    return _svg("columns", title, height, parts)


def _year(at: int, count: int, column: YearColumn, scale: float, floor: int) -> Iterator[Markup]:
    if column.value is not None:
        y = round(floor - column.value / scale * (floor - _TOP))
        look = "data derived" if column.derived else "data strong"
        yield _rect(look, at, count, y, floor)
        yield _text("value", at, count, vn_number(column.value, 2), y - 6)
    yield _text("tick", at, count, column.label, floor + 18)
    yield _text("value" if column.below else "tick", at, count, column.below or "–", floor + 38)


def _line(drawn: Markup) -> Markup:
    head = Markup('<svg class="bar" height="14" aria-hidden="true" focusable="false">')
    return head + drawn + Markup("</svg>")


def _svg(look: str, title: str, height: int, parts: Sequence[Markup]) -> Markup:
    head = Markup('<svg class="{}" role="img" aria-label="{}" width="100%" height="{}">')
    return head.format(look, escape(title), height) + Markup("").join(parts) + Markup("</svg>")


def _grid(top: int, floor: int) -> Markup:
    lines = Markup("")
    for value in (top, top // 2):
        y = _y(value, top, floor)
        lines += Markup('<line class="rule" x1="0" x2="100%" y1="{}" y2="{}"/>').format(y, y)
        lines += Markup('<text class="tick" x="0" y="{}">{}</text>').format(y - 5, vn_number(value))
    return lines + _axis(floor)


def _axis(floor: int) -> Markup:
    return Markup('<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/>').format(floor, floor)


def _column(at: int, count: int, point: Point, y: int, floor: int) -> Markup:
    return _rect("data strong" if point.strong else "data", at, count, y, floor)


def _rect(look: str, at: int, count: int, y: int, floor: int) -> Markup:
    step = 1 / count
    return Markup('<rect class="{}" x="{}" width="{}" y="{}" height="{}"/>').format(
        look, _at((at + 0.1) * step), _at(0.8 * step), y, floor - y
    )


def _value(at: int, count: int, value: int, y: int) -> Markup:
    return _text("value", at, count, vn_number(value), y - 6)


def _label(at: int, count: int, label: str, floor: int) -> Markup:
    return _text("tick", at, count, label, floor + 18)


def _text(look: str, at: int, count: int, text: str, y: int) -> Markup:
    """A text over the middle of a step; at the edges it ends there, so that nothing is cut off."""
    last = at == count - 1 and count > _ALL_TOLD
    x, anchor = (1.0, "end") if last else ((at + 0.5) / count, "middle")
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        look, _at(x), y, anchor, text
    )


def _unit(unit: str, height: int) -> Markup:
    return Markup('<text class="tick" x="0" y="{}">{}</text>').format(height - 6, unit)


def _told(at: int, count: int) -> bool:
    """Whether a step has room for its label."""
    if count <= _ALL_TOLD:
        return True
    every = 5 if count <= _FIFTHS_TOLD else 10
    return at == count - 1 or (at % every == 0 and count - 1 - at >= every / 2)


def _round_up(most: int) -> int:
    """A round number no smaller, not far above, and even: half of it is marked, too."""
    if most <= _SMALL:
        return max(2, most + most % 2)
    power: int = 10 ** (len(str(most - 1)) - 2)
    return next(step * power for step in _STEPS if step * power >= most)


_SMALL, _STEPS = 10, (10, 12, 16, 20, 30, 40, 50, 60, 80, 100)


def _y(value: int, top: int, floor: int) -> int:
    return round(floor - value / top * (floor - _TOP))


def _at(share: float, least: float = 0.0, most: float = 1.0) -> str:
    """A share of the width, from 0 to all of it."""
    return f"{100 * min(most, max(least, share)):.2f}%"
