"""Claims and rankings to bend: people who are equal in everything but what a test is about."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from contest.domain.award_rules import Criterion, Ranking
from contest.domain.awards.ranking import Claim, Row, rank

SEED = "9319; 2 5 12 8 10"
CHAINS = st.lists(st.sampled_from(list(Criterion)), min_size=1, max_size=8, unique=True).map(
    lambda chain: tuple(sorted(chain, key=lambda each: each is Criterion.LOT))
)
"""Any chain of criteria; a lot, which settles everything, comes last."""


def a_ranking(*chain: str, **changes: Any) -> Ranking:
    """A ranking over round 1 by this chain, without prizes."""
    facts = {"id": "ca-nhan", "title": "Xếp hạng cá nhân", "rounds": ("vong-1",)}
    return Ranking(**{**facts, "tie_break": chain or ("correct",), **changes})


def a_claim(code: str, **changes: Any) -> Claim:
    """15 of 20 right in five minutes and one attempt; a guess that is off by 10."""
    claim = Claim(code, 15, 15, 300_000, 1, 10, 1_700_000_000_000, 1_690_000_000_000)
    return claim._replace(**changes)


@st.composite
def crowds(draw: st.DrawFn, least: int = 0, most: int = 12) -> list[Claim]:
    """People with so few different values that ties abound, in any order."""
    few = st.integers(0, 2)
    codes = draw(st.lists(st.text("0ABZ", min_size=1, max_size=4), unique=True, max_size=most))
    codes = [*codes, *(f"M{n}" for n in range(least - len(codes)))]
    miss = st.none() | few
    facts = st.tuples(few, few, few, few, miss, few, few)
    return draw(st.permutations([Claim(each, *draw(facts)) for each in codes]))


def codes(rows: Iterable[Row]) -> list[str]:
    """Who stands in a table, from rank 1 on."""
    return [each.code for each in rows]


def ranked(claims: Iterable[Claim], *chain: str) -> list[Row]:
    """The table of these claims by this chain."""
    return rank(claims, a_ranking(*chain), SEED)


class CountA:
    """Judges in the simplest way: `A` is right everywhere."""

    def right(self, _edition: str, _paper: str, answers: str) -> int:
        return answers.split(",").count("A")
