"""Pictures of data on pages: what is drawn is what the data say, and it stands there as text."""

import re
from typing import Any

import pytest
from pydantic import TypeAdapter

from contest.content.pages.chart_data import Chart, cited_by, load_charts
from contest.content.pages.pictures import decimals, picture
from tests.content.workspace import ROOT

CHART: TypeAdapter[Chart] = TypeAdapter(Chart)
YEARS = {
    "kind": "years",
    "title": "Điểm qua các năm",
    "unit": "điểm",
    "scale": 100,
    "sources": [],
    "parts": [
        {"year": 2020, "score": 50, "rank": 38, "ranked": 63, "sources": ["a"]},
        {"year": 2023, "score": 87.33, "derived": True, "sources": ["b", "c"]},
    ],
}
SHARES = {
    "kind": "shares",
    "title": "Cơ cấu điểm",
    "unit": "điểm",
    "parts": [
        {"name": "Thẩm định", "points": 60, "reached": 30},
        {"name": "Điều tra", "points": 40},
    ],
}


def drawn(data: dict[str, Any]) -> str:
    return picture("thu", CHART.validate_python(data))


def test_columns_stand_from_zero_to_the_scale() -> None:
    """Half of the scale is half of the height; years without figures stay empty, and stay there."""
    svg = drawn(YEARS)
    heights = [int(each) for each in re.findall(r'<rect[^>]* height="(\d+)"', svg)]
    assert heights[0] / heights[1] == pytest.approx(50 / 87.33, abs=0.02)
    assert re.findall(r'text-anchor="middle">(20\d\d)<', svg) == ["2020", "2021", "2022", "2023"]
    assert ">38<" in svg
    assert "87,33" in svg


def test_a_year_stands_in_a_table_with_its_own_sources() -> None:
    text = drawn(YEARS)
    assert "| 2020 | 50,00 | 38/63 | [^a] |" in text
    assert "| 2023 | 87,33 | – | tính từ hai số đã công bố[^b][^c] |" in text


def test_bars_share_one_scale() -> None:
    """The largest part is the whole width; what was reached lies within its part."""
    svg = drawn(SHARES)
    widths = re.findall(r'<rect class="(\w+)" width="([\d.]+)%"', svg)
    assert [(look, float(width)) for look, width in widths] == [
        ("ground", 100),
        ("done", 50),
        ("ground", 66.67),
        ("done", 66.67),
    ]
    assert "30 trên 60 điểm" in svg


def test_ranks_are_places_on_a_line_and_no_bars() -> None:
    """A smaller rank is better: a bar would say the opposite."""
    parts = [{"name": "A", "value": 1}, {"name": "B", "value": 62, "strong": True}]
    svg = drawn({"kind": "compare", "title": "t", "unit": "hạng", "scale": 63, "parts": parts})
    assert svg.count("<circle") == 2
    assert "<rect" not in svg
    assert "hạng 62 trên 63" in svg


def test_names_are_text_and_never_markup() -> None:
    parts = [{"name": "<b>A</b>"}, {"name": "B & C"}]
    text = drawn({"kind": "parts", "title": "<i>", "parts": parts})
    assert "<b>A" not in text
    assert "B &amp; C" in text


@pytest.mark.parametrize(
    ("value", "wanted"), [(60, "60"), (61.5, "61,5"), (0.7163, "0,7163"), (16117, "16.117")]
)
def test_figures_are_written_as_in_vietnam(value: float, wanted: str) -> None:
    assert decimals(value) == wanted


@pytest.mark.parametrize("name", sorted(load_charts(ROOT)))
def test_every_picture_has_a_source(name: str) -> None:
    """No figure is drawn that nobody can look up; no bar is longer than its scale."""
    chart = load_charts(ROOT)[name].entry
    assert cited_by(chart)
    for part in chart.parts:
        value = getattr(part, "score", None) or getattr(part, "value", None) or 0
        assert value <= getattr(chart, "scale", value)
        assert (getattr(part, "reached", None) or 0) <= getattr(part, "points", 0) or not hasattr(
            part, "reached"
        )
