"""Pictures of data on pages, drawn at build time: tables that are bars, tiles, columns by year.

What is drawn (`chart_data`) stands beside it as text, its sources below. They come as Markdown with
HTML in it, so that their citations join those of the page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from contest.content.pages import charts
from contest.content.pages.chart_data import (
    Chart,
    Compare,
    Named,
    Parts,
    Share,
    Shares,
    Year,
    Years,
)
from contest.content.results.spoken import DASH, vn_number
from contest.content.site_data import Located


def drawn(data: Mapping[str, Located[Chart]]) -> Callable[[str], str]:
    """The `chart` of a page's `{{ chart("papi-nam") }}`; an unknown name is an error."""

    def chart(name: str) -> str:
        return picture(name, data[name].entry)

    return chart


def picture(name: str, chart: Chart) -> str:
    """A chart as a figure, its data where they aren't in the picture, its sources."""
    draw: Callable[[Any], Markup] = _DRAWN[type(chart)]
    head = f"hinh-{name}"
    figure = Markup('<figure class="picture {}" aria-labelledby="{}">{}{}</figure>').format(
        chart.kind, head, _title(head, chart.title), draw(chart)
    )
    table = list(_years_table(chart)) if isinstance(chart, Years) else []
    return "\n\n".join(["", str(figure), *table, *_below(chart), ""])


_MOST_DIGITS = 4


def digits(values: Iterable[float | None]) -> int:
    """How many decimals the finest of some figures has, so that all are written alike."""
    known = [each for each in values if each is not None]
    return next(
        count
        for count in range(_MOST_DIGITS + 1)
        if count == _MOST_DIGITS or all(round(each, count) == each for each in known)
    )


def decimals(value: float) -> str:
    """61,5; 100: as many decimals as the figure itself has."""
    return vn_number(value, digits([value]))


def _title(head: str, title: str) -> Markup:
    return Markup('<figcaption id="{}">{}</figcaption>').format(head, title)


def _below(chart: Chart) -> Iterator[str]:
    derived = isinstance(chart, Years) and any(part.derived for part in chart.parts)
    dashed = "Cột nét đứt: tính từ hai số đã công bố." if derived else ""
    notes = f"Nguồn: {''.join(f'[^{each}]' for each in chart.sources)}" if chart.sources else ""
    text = " ".join(filter(None, (dashed, chart.note, notes)))
    if text:
        yield f"{text}\n{{: .picture-note }}"


def _parts(chart: Parts) -> Markup:
    tiles = Markup("").join(
        Markup("<li><span>{}</span>{}</li>").format(
            part.name, Markup(" <small>{}</small>").format(part.hint) if part.hint else ""
        )
        for part in chart.parts
    )
    return Markup('<ol class="tiles">{}</ol>').format(tiles)


def _shares(chart: Shares) -> Markup:
    most = max(part.points for part in chart.parts)
    rows = (_share(part, most, chart.unit) for part in chart.parts)
    reached = any(part.reached is not None for part in chart.parts)
    value = f"Đạt được trên tối đa, {chart.unit}" if reached else chart.unit.capitalize()
    return _bars("Thành phần", value, rows)


def _share(part: Share, most: float, unit: str) -> Markup:
    whole = part.points / most
    if part.reached is None:
        return _row(part.name, f"{decimals(part.points)} {unit}", charts.part_of(whole, whole))
    words = f"{decimals(part.reached)} trên {decimals(part.points)} {unit}"
    drawing = charts.part_of(part.reached / most, whole)
    return _row(part.name, words, drawing)


def _compare(chart: Compare) -> Markup:
    count = digits(part.value for part in chart.parts)
    return _bars("", "", (_named(part, chart, count) for part in chart.parts))


def _named(part: Named, chart: Compare, count: int) -> Markup:
    share = part.value / chart.scale
    if chart.ranks:
        words = f"hạng {decimals(part.value)} trên {decimals(chart.scale)}"
        drawing = charts.place(share)
    else:
        space = "" if chart.unit == "%" else " "
        words = f"{vn_number(part.value, count)}{space}{chart.unit}"
        drawing = charts.bar(share)
    return _row(part.name, words, drawing, strong=part.strong)


def _bars(name: str, value: str, rows: Iterable[Markup]) -> Markup:
    head = Markup("<thead><tr><th>{}</th><th>{}</th></tr></thead>").format(name, value)
    return Markup('<table class="bars">{}<tbody>{}</tbody></table>').format(
        head if name else "", Markup("").join(rows)
    )


def _row(name: str, words: str, drawing: Markup, *, strong: bool = False) -> Markup:
    return Markup(
        '<tr{}><th scope="row"><span>{}</span></th><td><span>{}</span>{}</td></tr>'
    ).format(Markup(' class="strong"') if strong else "", name, words, drawing)


def _years(chart: Years) -> Markup:
    told = {part.year: part for part in chart.parts}
    columns = [
        charts.YearColumn(
            str(year),
            told[year].score if year in told else None,
            str(told[year].rank or "") if year in told else "",
            derived=year in told and told[year].derived,
        )
        for year in range(min(told), max(told) + 1)
    ]
    label = f"Biểu đồ: {chart.title}. Số liệu ở bảng bên dưới"
    return charts.years(columns, label, chart.unit, chart.scale)


def _rank(year: Year) -> str:
    if year.rank is None:
        return ""
    return f"{year.rank}/{year.ranked}" if year.ranked else f"{year.rank}"


def _years_table(chart: Years) -> Iterator[str]:
    """The same as a Markdown table, each row with its sources."""
    rows = [
        f"| Năm | Điểm, trên {decimals(chart.scale)} | Hạng | Ghi chú |",
        "| --- | ---: | ---: | --- |",
    ]
    count = digits(part.score for part in chart.parts)
    rows += [_year_row(part, count) for part in chart.parts]
    yield "\n".join(rows)


def _year_row(part: Year, count: int) -> str:
    score = DASH if part.score is None else vn_number(part.score, count)
    notes = [str(escape(part.note))] if part.note else []
    if part.derived:
        notes.append("tính từ hai số đã công bố")
    cites = "".join(f"[^{each}]" for each in part.sources)
    return f"| {part.year} | {score} | {_rank(part) or DASH} | {'; '.join(notes)}{cites} |"


_DRAWN: Mapping[type, Callable[[Any], Markup]] = {
    Parts: _parts,
    Shares: _shares,
    Compare: _compare,
    Years: _years,
}
