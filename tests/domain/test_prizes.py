"""Handing out individual prizes: in order of ranks and grades, one to a person where rules say."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.award_rules import Awards, Prize
from contest.domain.awards.prizes import Handed, PassedOver, grades, hand_out
from contest.domain.awards.ranking import Row
from tests.domain.builders import real_contest, table
from tests.domain.ranked import a_ranking

Tables = Mapping[str, Sequence[Row]]


def rows(codes: str) -> list[Row]:
    """A table of one-letter codes, best first."""
    return [Row(place, code, (), "") for place, code in enumerate(codes, 1)]


def a_prize(name: str, count: int = 1) -> Prize:
    return Prize(name=name, count=count)


def awards(*, one: bool, **prizes: Sequence[Prize]) -> Awards:
    """Rankings by id, in this order, with their prizes."""
    rankings = tuple(a_ranking(id=name, prizes=tuple(of)) for name, of in prizes.items())
    return Awards(one_prize_per_person=one, rankings=rankings)


def test_the_prizes_of_2023_go_to_31_ranks() -> None:
    """1 Nhất, 2 Nhì, 3 Ba, 25 Khuyến khích."""
    people = rows("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij")
    handed = hand_out(real_contest().awards, {"ca-nhan": people})
    won = handed.prizes["ca-nhan"]
    assert list(won) == list("ABCDEFGHIJKLMNOPQRSTUVWXYZabcde")
    assert [won[each] for each in "ABCDFGe"] == [
        "Giải Nhất",
        "Giải Nhì",
        "Giải Nhì",
        "Giải Ba",
        "Giải Ba",
        "Giải Khuyến khích",
        "Giải Khuyến khích",
    ]


def two_weeks(*, one: bool) -> Handed:
    """The first of week 1 is third in week 2, the second of week 1 first."""
    prizes = (a_prize("Nhất"), a_prize("Nhì"))
    rules = awards(one=one, tuan1=prizes, tuan2=prizes)
    return hand_out(rules, {"tuan2": rows("BCAD"), "tuan1": rows("ABCD")})


def test_who_has_won_is_passed_over_and_told() -> None:
    """In the order in which rules name rankings, whatever the order of tables."""
    handed = two_weeks(one=True)
    assert handed.prizes == {
        "tuan1": {"A": "Nhất", "B": "Nhì"},
        "tuan2": {"C": "Nhất", "D": "Nhì"},
    }
    assert handed.passed_over == {
        "tuan1": [],
        "tuan2": [PassedOver(1, "B", "tuan1"), PassedOver(3, "A", "tuan1")],
    }


def test_without_that_rule_one_may_win_every_week() -> None:
    """As one person won 9 of 256 prizes in 2020."""
    handed = two_weeks(one=False)
    assert handed.prizes["tuan2"] == {"B": "Nhất", "C": "Nhì"}
    assert handed.passed_over["tuan2"] == []


@table(
    "people prizes won",
    ("", 3, "", "nobody took part"),
    ("AB", 3, "AB", "more prizes than people"),
    ("ABC", 2, "AB", "more people than prizes"),
)
def test_prizes_go_to_whom_there_is(people: str, prizes: int, won: str) -> None:
    """What is left stays with the committee."""
    handed = hand_out(awards(one=True, tuan=[a_prize("Nhất", prizes)]), {"tuan": rows(people)})
    assert "".join(handed.prizes["tuan"]) == won


def test_a_ranking_that_cannot_be_told_yet_gives_nothing() -> None:
    """Its rounds are not over; the others' prizes are not kept waiting."""
    rules = awards(one=True, tuan1=[a_prize("Nhất")], tuan2=[a_prize("Nhất")])
    assert hand_out(rules, {"tuan2": rows("A")}).prizes == {"tuan2": {"A": "Nhất"}}


def test_a_ranking_without_prizes_takes_nobody_out_of_the_next() -> None:
    """A table for honour only."""
    handed = hand_out(
        awards(one=True, vui=[], tuan=[a_prize("Nhất")]), dict.fromkeys(("vui", "tuan"), rows("A"))
    )
    assert handed.prizes == {"vui": {}, "tuan": {"A": "Nhất"}}


@st.composite
def contests(draw: st.DrawFn) -> tuple[Awards, Tables]:
    """Up to four rankings of the same ten people, each in an order of its own."""
    names = [f"tuan{n}" for n in range(draw(st.integers(1, 4)))]
    counts = st.lists(st.integers(1, 3), max_size=3)
    prizes = {
        name: [a_prize(f"Giải {n}", count) for n, count in enumerate(draw(counts))]
        for name in names
    }
    people = st.permutations("ABCDEFGHIJ").map("".join)
    sizes = st.integers(0, 10)
    tables = {name: rows(draw(people)[: draw(sizes)]) for name in names}
    return awards(one=draw(st.booleans()), **prizes), tables


@given(contests())
def test_prizes_are_as_many_as_written_or_as_people(contest: tuple[Awards, Tables]) -> None:
    """None is kept back while somebody may have it, none is made up."""
    rules, tables = contest
    handed = hand_out(rules, tables)
    won: set[str] = set()
    for ranking in rules.rankings:
        winners = handed.prizes[ranking.id]
        free = [each for each in tables[ranking.id] if each.code not in won]
        given_out = list(grades(ranking.prizes))[: len(free)]
        assert list(winners.values()) == given_out
        won |= set(winners) if rules.one_prize_per_person else set()


@given(contests())
def test_one_prize_a_person_where_rules_say_so(contest: tuple[Awards, Tables]) -> None:
    """Over all rankings."""
    rules, tables = contest
    handed = hand_out(rules, tables)
    codes = [code for winners in handed.prizes.values() for code in winners]
    assert not rules.one_prize_per_person or len(codes) == len(set(codes))


@given(contests())
def test_every_rank_above_a_winner_has_won_or_is_told(contest: tuple[Awards, Tables]) -> None:
    """Whoever reads the list sees why somebody better has nothing: an earlier prize, named."""
    rules, tables = contest
    handed = hand_out(rules, tables)
    for name, winners in handed.prizes.items():
        last = max((each.rank for each in tables[name] if each.code in winners), default=0)
        passed = {each.code: each for each in handed.passed_over[name]}
        for row in tables[name][:last]:
            assert (row.code in winners) is not (row.code in passed)
        for each in passed.values():
            assert each.code in handed.prizes[each.won_in]
