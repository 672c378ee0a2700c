"""Laws of ranking: one order, whoever computes it and in whatever order people are read.

The order is held against the simplest comparison of two people that can be written.
"""

from collections.abc import Sequence
from functools import cmp_to_key
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.award_rules import Criterion
from contest.domain.awards.lot import lot
from contest.domain.awards.ranking import Claim, Row, canonical_seed, rank
from tests.domain.ranked import CHAINS, SEED, a_ranking, codes, crowds, ranked

BETTER_IS_MORE = {"correct", "score"}
FIELDS = {
    Criterion.DURATION: "duration_ms",
    Criterion.ATTEMPTS_USED: "attempts",
    Criterion.PREDICTION: "miss",
    Criterion.SUBMITTED_EARLIER: "submitted_ms",
    Criterion.REGISTERED_EARLIER: "registered_ms",
}
WORDS = {
    Criterion.CORRECT: "câu",
    Criterion.SCORE: "điểm",
    Criterion.DURATION: "thời gian làm bài",
    Criterion.ATTEMPTS_USED: "lượt thi",
    Criterion.PREDICTION: "dự đoán",
    Criterion.SUBMITTED_EARLIER: "nộp bài",
    Criterion.REGISTERED_EARLIER: "đăng ký",
    Criterion.LOT: "bốc thăm",
}
Chain = Sequence[Criterion]


def compare(one: Claim, other: Claim, criterion: Criterion) -> int:
    """Below 0 where the first is better, above 0 where the second is."""
    if criterion is Criterion.LOT:
        lots = [lot(canonical_seed(SEED), "ca-nhan", each.code) for each in (one, other)]
        return (lots[0] > lots[1]) - (lots[0] < lots[1])
    mine, theirs = (getattr(each, FIELDS.get(criterion, criterion.value)) for each in (one, other))
    if mine is None or theirs is None:
        return (mine is None) - (theirs is None)
    return int(theirs - mine if criterion.value in BETTER_IS_MORE else mine - theirs)


def deciding(one: Claim, other: Claim, chain: Chain) -> Criterion | None:
    """The first criterion in which two people differ."""
    return next((each for each in chain if compare(one, other, each)), None)


def naive(people: Sequence[Claim], chain: Chain) -> list[str]:
    """Who stands where, by comparing two at a time."""

    def by_pairs(one: Claim, other: Claim) -> int:
        criterion = deciding(one, other, chain)
        return compare(one, other, criterion) if criterion else (one.code > other.code) * 2 - 1

    return [each.code for each in sorted(people, key=cmp_to_key(by_pairs))]


def pairs(people: Sequence[Claim], rows: Sequence[Row]) -> list[tuple[Claim, Claim]]:
    """Neighbours of a table."""
    of = {each.code: each for each in people}
    return [(of[a.code], of[b.code]) for a, b in pairwise(rows)]


@given(crowds(), CHAINS)
def test_the_order_is_that_of_comparing_two_at_a_time(people: list[Claim], chain: Chain) -> None:
    """Sorting by blocks, and only in ties, is no other order."""
    assert codes(ranked(people, *chain)) == naive(people, chain)


@given(crowds(), CHAINS)
def test_everybody_has_one_rank_without_gap_or_tie(people: list[Claim], chain: Chain) -> None:
    """From 1 to the number of people, each code once."""
    rows = ranked(people, *chain)
    assert [each.rank for each in rows] == list(range(1, len(people) + 1))
    assert sorted(codes(rows)) == sorted(each.code for each in people)


@given(crowds(), CHAINS, st.randoms())
def test_the_order_of_reading_is_of_no_matter(
    people: list[Claim], chain: Chain, chance: Random
) -> None:
    """A table read in other parts, or by two workers, gives the same rows to the letter."""
    shuffled = list(people)
    chance.shuffle(shuffled)
    assert ranked(people, *chain) == ranked(shuffled, *chain)


@given(crowds(least=1), CHAINS, st.data())
def test_taking_somebody_out_moves_nobody_else(
    people: list[Claim], chain: Chain, data: st.DataObject
) -> None:
    """Who stood below moves up by one; nobody overtakes anybody, lots included."""
    gone = data.draw(st.sampled_from(people))
    before = ranked(people, *chain)
    after = ranked([each for each in people if each is not gone], *chain)
    place = codes(before).index(gone.code)
    assert codes(after) == codes(before)[:place] + codes(before)[place + 1 :]
    assert [each.rank for each in after[place:]] == [each.rank - 1 for each in before[place + 1 :]]


@given(crowds(), CHAINS)
def test_a_row_tells_the_first_criterion_that_differs(people: list[Claim], chain: Chain) -> None:
    """And nothing is told of the last, or of two who differ in nothing."""
    rows = ranked(people, *chain)
    for row, (one, other) in zip(rows, pairs(people, rows), strict=False):
        criterion = deciding(one, other, chain)
        words = WORDS[criterion] if criterion else "bằng nhau ở mọi tiêu chí"
        assert words in row.decided
    assert not rows or rows[-1].decided == ""


@given(crowds(), CHAINS)
def test_a_moment_or_lot_is_shown_exactly_to_who_is_equal_before(
    people: list[Claim], chain: Chain
) -> None:
    """To a neighbour above or below, in all criteria before it; everything else always."""
    rows = ranked(people, *chain)
    near: dict[str, int] = {}
    for one, other in pairs(people, rows):
        criterion = deciding(one, other, chain)
        equal = chain.index(criterion) if criterion else len(chain)
        near |= {each.code: max(equal, near.get(each.code, -1)) for each in (one, other)}
    of = {each.code: each for each in people}
    settling = {Criterion.SUBMITTED_EARLIER, Criterion.REGISTERED_EARLIER, Criterion.LOT}
    for row in rows:
        for at, criterion in enumerate(chain):
            hidden = criterion in settling and at > near.get(row.code, -1)
            assert row.values[at] == (None if hidden else value(of[row.code], criterion))


def value(claim: Claim, criterion: Criterion) -> object:
    if criterion is Criterion.LOT:
        return lot(canonical_seed(SEED), "ca-nhan", claim.code)
    return getattr(claim, FIELDS.get(criterion, criterion.value))


@given(crowds(), CHAINS)
def test_ranking_from_what_is_published_gives_the_same_table(
    people: list[Claim], chain: Chain
) -> None:
    """A verifier, who knows no moment but those shown, comes to the same rows and words."""
    rows = ranked(people, *chain)
    public: dict[str, dict[Criterion, Any]] = {
        row.code: dict(zip(chain, row.values, strict=True)) for row in rows
    }
    known = [
        each._replace(
            submitted_ms=public[each.code].get(Criterion.SUBMITTED_EARLIER),
            registered_ms=public[each.code].get(Criterion.REGISTERED_EARLIER),
        )
        for each in people
    ]
    assert rank(known, a_ranking(*chain), canonical_seed(SEED)) == rows
