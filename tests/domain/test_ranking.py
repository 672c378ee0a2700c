"""What a table says of two neighbours: who stands above, by what, and which values are shown."""

from typing import Any

import pytest

from contest.domain.award_rules import Criterion
from contest.domain.awards.lot import lot
from contest.domain.awards.ranking import MissingMomentError, canonical_seed, rank
from tests.domain.builders import table
from tests.domain.ranked import SEED, a_claim, a_ranking, codes, ranked

DAY, HOUR, MINUTE = 86_400_000, 3_600_000, 60_000


@table(
    "criterion better worse words",
    ("correct", {"correct": 17}, {"correct": 15}, "đúng nhiều hơn 2 câu", "two answers more"),
    ("score", {"score": 150}, {"score": 90}, "nhiều hơn 60 điểm", "points, not questions"),
    (
        "score",
        {"score": 3000},
        {"score": 10},
        "nhiều hơn 2.990 điểm",
        "thousands as they are written here",
    ),
    (
        "duration",
        {"duration_ms": 288_000},
        {"duration_ms": 300_000},
        "thời gian làm bài ngắn hơn 12 giây",
        "seconds",
    ),
    (
        "duration",
        {"duration_ms": 287_588},
        {"duration_ms": 300_000},
        "thời gian làm bài ngắn hơn 12 giây",
        "whole seconds, cut off",
    ),
    (
        "duration",
        {"duration_ms": 299_588},
        {"duration_ms": 300_000},
        "thời gian làm bài ngắn hơn 0,412 giây",
        "lost by a hair, and told so",
    ),
    (
        "duration",
        {"duration_ms": 299_999},
        {"duration_ms": 300_000},
        "thời gian làm bài ngắn hơn 0,001 giây",
        "one millisecond decides",
    ),
    (
        "duration",
        {"duration_ms": 299_000},
        {"duration_ms": 300_000},
        "thời gian làm bài ngắn hơn 1 giây",
        "exactly one second",
    ),
    (
        "duration",
        {"duration_ms": 235_000},
        {"duration_ms": 300_000},
        "thời gian làm bài ngắn hơn 1 phút 5 giây",
        "minutes",
    ),
    (
        "duration",
        {"duration_ms": 240_000},
        {"duration_ms": 300_000},
        "thời gian làm bài ngắn hơn 1 phút",
        "a whole minute",
    ),
    ("attempts_used", {"attempts": 2}, {"attempts": 3}, "ít hơn 1 lượt thi", "one attempt less"),
    ("prediction", {"miss": 5}, {"miss": 20}, "dự đoán gần hơn 15", "a nearer guess"),
    ("prediction", {"miss": 0}, {"miss": 1500}, "dự đoán gần hơn 1.500", "an exact guess"),
    (
        "prediction",
        {"miss": 9_999},
        {"miss": None},
        "có dự đoán, người xếp ngay sau không dự đoán",
        "any guess is nearer than none",
    ),
    (
        "submitted_earlier",
        {"submitted_ms": 0},
        {"submitted_ms": 2 * HOUR + 14 * MINUTE},
        "nộp bài sớm hơn 2 giờ 14 phút",
        "handed in earlier on the same day",
    ),
    (
        "registered_earlier",
        {"registered_ms": 0},
        {"registered_ms": 3 * DAY + 2 * HOUR + 59 * MINUTE},
        "đăng ký sớm hơn 3 ngày 2 giờ",
        "the two largest units",
    ),
    (
        "registered_earlier",
        {"registered_ms": 0},
        {"registered_ms": 3 * DAY + 59 * MINUTE},
        "đăng ký sớm hơn 3 ngày",
        "no hours to tell",
    ),
)
def test_one_difference_decides_and_is_told(
    criterion: str, better: dict[str, Any], worse: dict[str, Any], words: str
) -> None:
    """Whatever the codes say: the better has the later one."""
    rows = ranked([a_claim("A", **worse), a_claim("B", **better)], criterion)
    assert codes(rows) == ["B", "A"]
    assert rows[0].decided == f"hơn nhờ: {words}"
    assert rows[1].decided == ""


def test_the_first_criterion_that_differs_decides() -> None:
    """Fifteen right in four minutes stand above fifteen in five, below sixteen in nine."""
    quick, slow = a_claim("A", duration_ms=240_000), a_claim("B", duration_ms=300_000)
    best = a_claim("C", correct=16, duration_ms=540_000)
    rows = ranked([slow, quick, best], "correct", "duration")
    assert [(each.rank, each.code, each.decided) for each in rows] == [
        (1, "C", "hơn nhờ: đúng nhiều hơn 1 câu"),
        (2, "A", "hơn nhờ: thời gian làm bài ngắn hơn 1 phút"),
        (3, "B", ""),
    ]


def test_who_is_equal_in_everything_stands_in_order_of_code() -> None:
    """And is told that it was so: nobody believes to have been slower."""
    rows = ranked([a_claim("B"), a_claim("A")], "correct", "duration")
    assert codes(rows) == ["A", "B"]
    assert rows[0].decided == "bằng nhau ở mọi tiêu chí, xếp theo mã dự thi"


REAL = ("correct", "duration", "attempts_used", "registered_earlier")


def test_moments_are_shown_only_to_neighbours_who_need_them() -> None:
    """With everybody's moments one could tell agencies by the minute (record format)."""
    people = [
        a_claim("A", correct=16, registered_ms=7),
        a_claim("B", registered_ms=5),
        a_claim("C", registered_ms=6),
        a_claim("D", correct=14, registered_ms=4),
    ]
    assert [each.values for each in ranked(people, *REAL)] == [
        (16, 300_000, 1, None),
        (15, 300_000, 1, 5),
        (15, 300_000, 1, 6),
        (14, 300_000, 1, None),
    ]


def test_a_lot_is_shown_only_to_those_who_draw() -> None:
    """Anybody can work it out from the seed as published."""
    people = [a_claim("A"), a_claim("B"), a_claim("C", correct=1)]
    drawn = {each: lot(canonical_seed(SEED), "ca-nhan", each) for each in "AB"}
    rows = ranked(people, "correct", "lot")
    first, second = sorted(drawn, key=lambda code: drawn[code])
    assert [(each.code, each.values) for each in rows] == [
        (first, (15, drawn[first])),
        (second, (15, drawn[second])),
        ("C", (1, None)),
    ]
    assert rows[0].decided == "hơn nhờ: bốc thăm"


def test_somebody_alone_shows_no_moment() -> None:
    """There is no neighbour to be settled with, even if nothing else is asked."""
    assert ranked([a_claim("A")], "submitted_earlier")[0].values == (None,)


def test_nobody_is_no_table() -> None:
    """A round that nobody sat."""
    assert ranked([], *REAL) == []


@table(
    "chain changes seed criterion",
    (REAL, {"registered_ms": None}, SEED, "registered_earlier", "when they registered is unknown"),
    (
        ("correct", "submitted_earlier"),
        {"submitted_ms": None},
        SEED,
        "submitted_earlier",
        "when they handed in is unknown",
    ),
    (("correct", "lot"), {}, None, "lot", "lots before the draw"),
)
def test_a_tie_that_nothing_can_break_is_an_error(
    chain: tuple[str, ...], changes: dict[str, Any], seed: str | None, criterion: str
) -> None:
    """Rather than an order that somebody made up."""
    people = [a_claim("A", **changes), a_claim("B", **changes)]
    with pytest.raises(MissingMomentError) as error:
        rank(people, a_ranking(*chain), seed)
    assert error.value.criterion is Criterion(criterion)


def test_moments_and_lots_are_not_missed_where_nobody_ties() -> None:
    """A verifier knows no moments but the published ones, and needs no others."""
    people = [a_claim(each, correct=n, registered_ms=None) for n, each in enumerate("ABC")]
    rows = rank(people, a_ranking("correct", "registered_earlier", "lot"), None)
    assert [each.values for each in rows] == [(2, None, None), (1, None, None), (0, None, None)]
