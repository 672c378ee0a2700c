"""Prizes for agencies: all that is required, then the order, then words that say by what."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.award_rules import CollectiveCriterion, CollectiveRanking
from contest.domain.awards.collective import Candidate, Placed, decide
from contest.domain.rules import Level
from tests.domain.builders import table

NBSP = "\N{NO-BREAK SPACE}"


def an_award(**changes: Any) -> CollectiveRanking:
    """One prize for the agency of the province with the highest rate."""
    facts: dict[str, Any] = {
        "id": "tap-the",
        "title": "Giải tập thể",
        "levels": ["province"],
        "ranked_by": ["participation_rate"],
        "prizes": [{"name": "Giải tập thể", "count": 1}],
    }
    return CollectiveRanking(**{**facts, **changes})


def a_candidate(agency: str, **changes: Any) -> Candidate:
    """An agency of 40 people, half of whom took part; all quotas met, one winner."""
    facts: dict[str, Any] = {
        "agency": agency,
        "name": f"Sở {agency}",
        "level": Level.PROVINCE,
        "headcount": 40,
        "participants": 20,
        "rate": 0.5,
        "met": True,
        "winners": 1,
        "average_score": 15.0,
    }
    return Candidate(**{**facts, **changes})


def places(placed: list[Placed]) -> list[tuple[str, int | None]]:
    return [(each.agency, each.place) for each in placed]


REAL = ["mandatory_complete", "has_individual_winner"]


@table(
    "changes words",
    ({"met": False}, "đủ số người bắt buộc tham gia", "a quota is missed"),
    ({"met": None}, "đủ số người bắt buộc tham gia", "a headcount isn't known, so nobody can tell"),
    ({"winners": 0}, "có người đoạt giải cá nhân", "nobody of it won"),
    (
        {"met": False, "winners": 0},
        "đủ số người bắt buộc tham gia; có người đoạt giải cá nhân",
        "all that is missing is told",
    ),
)
def test_who_misses_something_required_has_no_place(changes: dict[str, Any], words: str) -> None:
    """However high its rate: all criteria hold together (prize page of 2023)."""
    best = a_candidate("a", rate=1.0, **changes)
    placed = decide(an_award(required=REAL), [best, a_candidate("b")])
    assert places(placed) == [("b", 1), ("a", None)]
    assert [each.prize for each in placed] == ["Giải tập thể", None]
    assert placed[1].decided == f"chưa đạt: {words}"


SOC_TRANG = [{"below": 50, "percent": 30}, {"below": 100, "percent": 25}]


@table(
    "headcount taking_part reached",
    (49, 15, True, "under 50 people: 30 % of 49 is 14,7"),
    (49, 14, False, "one short"),
    (50, 13, True, "from 50 on 25 % are enough"),
    (50, 12, False, "24 %"),
    (99, 24, False, "24,2 %"),
    (40, 12, True, "30 % to the person, whatever floats make of it"),
    (100, 0, True, "the ladder has no step for 100 people: nothing is asked"),
)
def test_the_ladder_asks_by_size(headcount: int, taking_part: int, reached: bool) -> None:
    """As Sóc Trăng asked small agencies for more."""
    one = a_candidate("a", headcount=headcount, rate=taking_part / headcount)
    placed = decide(an_award(least_participation=SOC_TRANG), [one])
    assert (placed[0].place is not None) is reached


@given(st.integers(1, 100), st.integers(1, 3000), st.data())
def test_the_ladder_counts_whole_people(percent: int, people: int, data: st.DataObject) -> None:
    """Exactly as in whole numbers: 29 of 100 are 29 %."""
    rated = data.draw(st.integers(0, people))
    award = an_award(least_participation=[{"below": None, "percent": percent}])
    placed = decide(award, [a_candidate("a", headcount=people, rate=rated / people)])
    assert (placed[0].place is not None) is (rated * 100 >= percent * people)


def test_of_an_unknown_size_no_step_is_reached() -> None:
    """There is no rate without a headcount either."""
    award = an_award(least_participation=SOC_TRANG)
    placed = decide(award, [a_candidate("a", headcount=None, rate=None)])
    assert places(placed) == [("a", None)]
    assert placed[0].decided == f"chưa đạt: tỷ lệ tham gia chưa rõ (cần ít nhất 30{NBSP}%)"


def test_a_step_missed_is_told_in_percent() -> None:
    """Cut off, so that nobody reads 30 % and has not reached 30 %."""
    award = an_award(least_participation=SOC_TRANG)
    placed = decide(award, [a_candidate("a", rate=0.2999)])
    assert placed[0].decided == f"chưa đạt: tỷ lệ tham gia 29,9{NBSP}% (cần ít nhất 30{NBSP}%)"


@table(
    "ranked_by better worse words",
    (
        "participation_rate",
        {"rate": 0.923},
        {"rate": 0.881},
        f"tỷ lệ tham gia 92,3{NBSP}% so với 88,1{NBSP}%",
        "the higher rate",
    ),
    (
        "participation_rate",
        {"rate": 1.0},
        {"rate": 0.9999},
        f"tỷ lệ tham gia 100{NBSP}% so với 99,9{NBSP}%",
        "almost all is not all",
    ),
    (
        "participation_rate",
        {"rate": 0.92345},
        {"rate": 0.92341},
        f"tỷ lệ tham gia 92,345{NBSP}% so với 92,341{NBSP}%",
        "as many digits as it takes",
    ),
    (
        "participation_rate",
        {"rate": 0.1},
        {"rate": None},
        f"tỷ lệ tham gia 10{NBSP}% so với chưa rõ",
        "any rate is more than one nobody knows",
    ),
    (
        "participants",
        {"participants": 1200},
        {"participants": 30},
        "số người tham gia 1.200 so với 30",
        "more people",
    ),
    (
        "individual_winners",
        {"winners": 3},
        {"winners": 1},
        "số người đoạt giải cá nhân 3 so với 1",
        "more winners",
    ),
    (
        "average_score",
        {"average_score": 18.5},
        {"average_score": 18.25},
        "điểm trung bình 18,5 so với 18,25",
        "the higher average",
    ),
    (
        "has_individual_winner",
        {"winners": 2},
        {"winners": 0},
        "có người đoạt giải cá nhân",
        "one has a winner, the other none",
    ),
    (
        "mandatory_complete",
        {"met": True},
        {"met": None},
        "đủ số người bắt buộc tham gia",
        "what isn't known is not reached",
    ),
)
def test_what_ranks_agencies_is_told(
    ranked_by: str, better: dict[str, Any], worse: dict[str, Any], words: str
) -> None:
    """Higher first, whatever the ids say."""
    placed = decide(
        an_award(ranked_by=[ranked_by]), [a_candidate("a", **worse), a_candidate("b", **better)]
    )
    assert places(placed) == [("b", 1), ("a", 2)]
    assert [each.decided for each in placed] == [f"hơn nhờ: {words}", ""]


def test_equal_agencies_stand_in_order_of_id() -> None:
    """And the next criterion is asked before that."""
    award = an_award(ranked_by=["participation_rate", "participants"])
    people = [a_candidate("c"), a_candidate("a"), a_candidate("b", participants=21)]
    placed = decide(award, people)
    assert places(placed) == [("b", 1), ("a", 2), ("c", 3)]
    assert placed[1].decided == "bằng nhau ở mọi tiêu chí, xếp theo mã đơn vị"


def test_what_is_not_known_to_be_so_decides_nothing() -> None:
    """Neither of two agencies is said to have met its quotas."""
    award = an_award(ranked_by=["mandatory_complete"])
    placed = decide(award, [a_candidate("b", met=False), a_candidate("a", met=None)])
    assert places(placed) == [("a", 1), ("b", 2)]
    assert placed[0].decided == "bằng nhau ở mọi tiêu chí, xếp theo mã đơn vị"


def test_only_agencies_of_the_levels_stand_for_a_prize() -> None:
    """Districts have a prize of their own."""
    placed = decide(an_award(), [a_candidate("a"), a_candidate("b", level=Level.DISTRICT)])
    assert places(placed) == [("a", 1)]


def test_every_criterion_is_told_once() -> None:
    """Yes or no, or a number; of a number whether enough, where some of it is required."""
    award = an_award(
        required=REAL,
        least_participation=SOC_TRANG,
        ranked_by=["participation_rate", "participants"],
    )
    (placed,) = decide(award, [a_candidate("a", met=None)])
    told = {each.criterion: (each.met, each.value) for each in placed.criteria}
    assert told == {
        CollectiveCriterion.MANDATORY_COMPLETE: (None, None),
        CollectiveCriterion.HAS_INDIVIDUAL_WINNER: (True, None),
        CollectiveCriterion.PARTICIPATION_RATE: (True, 0.5),
        CollectiveCriterion.PARTICIPANTS: (None, 20),
    }
    assert len(placed.criteria) == len(told)


@given(
    st.lists(
        st.builds(
            a_candidate,
            st.text("abc", min_size=1, max_size=3),
            rate=st.sampled_from([None, 0.2, 0.5]),
            met=st.sampled_from([None, True, False]),
            winners=st.integers(0, 2),
        ),
        unique_by=lambda each: each.agency,
    ),
    st.randoms(),
)
def test_nobody_who_misses_something_wins_and_places_have_no_gap(
    people: list[Candidate], chance: Any
) -> None:
    """In whatever order the agencies are read."""
    award = an_award(
        required=REAL, prizes=[{"name": "Nhất", "count": 1}, {"name": "Nhì", "count": 2}]
    )
    placed = decide(award, people)
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert decide(award, shuffled) == placed
    worthy = {each.agency for each in people if each.met and each.winners}
    at = [each for each in placed if each.place is not None]
    assert {each.agency for each in at} == worthy
    assert [each.place for each in at] == list(range(1, len(worthy) + 1))
    assert [each.prize for each in at if each.prize] == ["Nhất", "Nhì", "Nhì"][: len(worthy)]
