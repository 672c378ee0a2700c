"""Charts tell the truth: from zero, in proportion, with their numbers in letters."""

import re
from xml.etree import ElementTree as ET

import pytest

from contest.content.pages.charts import Point, bar, columns
from contest.content.results import spoken
from contest.domain.award_rules import Criterion
from tests.domain.builders import table

POINTS = [Point("0", 3), Point("1", 0), Point("2", 1204, strong=True), Point("3", 602)]


def parts(svg: str, tag: str, look: str) -> list[ET.Element]:
    """The elements of a drawing that look so."""
    found = ET.fromstring(svg).iter(tag)
    return [each for each in found if look in (each.get("class") or "").split()]


def test_columns_stand_on_zero_and_are_as_high_as_their_numbers() -> None:
    drawn = parts(columns(POINTS, "", "câu"), "rect", "data")
    heights = [float(each.attrib["height"]) for each in drawn]
    feet = {float(each.attrib["y"]) + float(each.attrib["height"]) for each in drawn}
    axis = parts(columns(POINTS, "", "câu"), "line", "axis")[0]
    assert feet == {float(axis.attrib["y1"])}
    assert heights[1] == 0
    assert heights[2] == pytest.approx(2 * heights[3], abs=1)


def test_the_highest_and_what_stands_out_are_labelled_in_vietnamese_numbers() -> None:
    said = [each.text for each in parts(columns(POINTS, "", "câu"), "text", "value")]
    assert said == ["1.204"]


def test_a_drawing_tells_what_it_shows_to_who_cannot_see_it() -> None:
    svg = columns(POINTS, 'Vòng 1: "điểm" & <người>', "Số câu")
    root = ET.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == 'Vòng 1: "điểm" & <người>'
    assert "Số câu" in [each.text for each in root.iter("text")]


def test_many_columns_leave_room_between_their_labels() -> None:
    points = [Point(str(at), at) for at in range(41)]
    labels = [each.text for each in parts(columns(points, "", ""), "text", "tick")]
    told = [text for text in labels if text and text.isdigit()][2:]  # the first two: the grid
    assert told == ["0", "5", "10", "15", "20", "25", "30", "35", "40"]


def test_nothing_at_all_is_still_a_drawing() -> None:
    assert parts(columns([], "", ""), "rect", "data") == []
    assert parts(columns([Point("0", 0)], "", ""), "text", "value") == []


def test_a_bar_is_a_share_of_its_ground_with_the_floor_marked() -> None:
    svg = bar(0.625, 0.3)
    assert [each.attrib["width"] for each in parts(svg, "rect", "done")] == ["62.50%"]
    assert [each.attrib["x1"] for each in parts(svg, "line", "least")] == ["30.00%"]
    assert parts(bar(1.2), "rect", "done")[0].attrib["width"] == "100.00%"
    assert parts(bar(0.5), "line", "least") == []


def test_no_drawing_has_a_style_of_its_own() -> None:
    """The page's security policy would drop it."""
    for svg in (columns(POINTS, "", ""), bar(0.5, 0.2)):
        assert not re.search(r"\sstyle=|<style|\son\w+=", svg)


@table(
    "said expected",
    (spoken.vn_number(17912), "17.912", "points between thousands"),
    (spoken.vn_number(8.5, 2), "8,50", "a comma before decimals"),
    (spoken.vn_percent(0.625), "62,5\N{NO-BREAK SPACE}%", "one decimal"),
    (spoken.vn_percent(0.9999), "99,9\N{NO-BREAK SPACE}%", "never all when somebody is left"),
    (spoken.vn_percent(1), "100\N{NO-BREAK SPACE}%", "all"),
    (spoken.vn_percent(0.3), "30\N{NO-BREAK SPACE}%", "0.3 is no 29,9"),
    (spoken.vn_percent(None), "–", "unknown"),
    (spoken.vn_span(412_999), "6 phút 52 giây", "whole seconds, never rounded up"),
    (spoken.vn_span(3_600_000), "1 giờ", "no empty parts"),
    (spoken.vn_span(412), "0 giây", "less than a second"),
    (spoken.value_words(20, Criterion.CORRECT), "20", "a number"),
    (spoken.value_words(None, Criterion.PREDICTION), "–", "no guess"),
    (spoken.value_words("ab" * 32, Criterion.LOT), "abababab…", "a lot by its beginning"),
    (
        spoken.value_words(1701396000000, Criterion.REGISTERED_EARLIER),
        "09:00:00 ngày 01/12/2023",
        "a moment in Vietnam",
    ),
    (spoken.reached_words(0.5, "participation_rate"), "50\N{NO-BREAK SPACE}%", "a share"),
    (spoken.reached_words(4.333, "average_score"), "4,33", "two decimals"),
    (spoken.reached_words(7, "participants"), "7", "a whole number"),
    (spoken.decided_words("hơn nhờ: bốc thăm"), "Bốc thăm", "the head says the rest"),
    (spoken.decided_words(""), "", "the last row beats nobody"),
    (spoken.difficulty_words(0.95), "rất dễ", "nearly everybody is right"),
    (spoken.difficulty_words(0.1), "rất khó", "hardly anybody is"),
)
def test_numbers_are_said_as_in_vietnam(said: str, expected: str) -> None:
    assert said == expected


@table(
    "value part",
    (None, "chưa đủ", "does not vary"),
    (-0.1, "cần được xem lại", "good people get it wrong"),
    (0.05, "ít phân biệt", "no relation"),
    (0.2, "phân biệt được", "some"),
    (0.5, "phân biệt tốt", "much"),
)
def test_discrimination_is_said_in_plain_words(value: float | None, part: str) -> None:
    assert part in spoken.discrimination_words(value)
