"""Ranking (xếp hạng): from judged answer sheets to a table in which nobody ties.

    marks = {round_id: counted_mark(entry, rules, judge), …}        # of each person
    found = claim(contender, ranking, contest, marks, targets)
    rows = rank(claims, ranking, seed)

Specified in `docs/record-format.md`, "From sheets to prizes"; this module is its point 4. A million
people are ranked in seconds: stable sorts of the same list, last criterion first, no keys kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from contest.domain.award_rules import Ranking
from contest.domain.awards.claim import Claim, claim
from contest.domain.awards.deciding import EQUAL
from contest.domain.awards.guess import targets
from contest.domain.awards.lot import canonical_seed
from contest.domain.awards.mark import Mark, counted_mark
from contest.domain.awards.tie_break import Link, MissingMomentError, links

__all__ = [
    "Claim",
    "Mark",
    "MissingMomentError",
    "Row",
    "canonical_seed",
    "claim",
    "counted_mark",
    "rank",
    "targets",
]


class Row(NamedTuple):
    """One row of a table: `values` has one for each criterion of the chain.

    Moments and lots are None where the order is settled without them. `decided` tells in Vietnamese
    why this row stands above the next; the last row has "".
    """

    rank: int
    code: str
    values: tuple[int | str | None, ...]
    decided: str


def rank(claims: Iterable[Claim], ranking: Ranking, seed: str | None) -> list[Row]:
    """The table of a ranking: everybody once, from rank 1 on, whatever the order of `claims`.

    Codes must differ. The seed may be as drawn or canonical; None before the draw. Raises
    MissingMomentError when a tie needs a moment or a seed that isn't known.
    """
    chain = links(ranking, seed)
    ordered = sorted(claims, key=itemgetter(0))
    return list(_rows(_in_order(ordered, chain), chain))


def _in_order(claims: list[Claim], chain: Sequence[Link]) -> list[Claim]:
    """Claims, in order of code and equal so far, by these criteria."""
    if len(claims) <= 1 or not chain:
        return claims
    size = next((n for n, each in enumerate(chain) if n and each.settling), len(chain))
    block, rest = chain[:size], chain[size:]
    for link in reversed(block):
        claims.sort(key=link.key, reverse=link.reverse)
    if not rest:
        return claims
    tied = groupby(claims, key=_facts(block))
    return [each for _, group in tied for each in _in_order(list(group), rest)]


_Facts = tuple[Any, ...]


def _facts(chain: Sequence[Link]) -> Callable[[Claim], _Facts]:
    """What a claim has in the fields that the criteria look at."""
    return _picker([each.at for each in chain])


def _picker(places: Sequence[int]) -> Callable[[_Facts], _Facts]:
    """Takes what stands in these places of a tuple, as a tuple even of one."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda facts: (facts[places[0]],)


def _rows(ordered: Sequence[Claim], chain: Sequence[Link]) -> Iterator[Row]:
    facts, shown, above = _facts(chain), _shown_by_equality(chain), -1
    mine = facts(ordered[0]) if ordered else ()
    for place, each in enumerate(ordered, 1):
        if place == len(ordered):
            yield Row(place, each.code, shown[above](mine), "")
            return
        others = facts(ordered[place])
        below = _equal(mine, others)
        why = chain[below].tell(mine[below], others[below]) if below < len(chain) else EQUAL
        yield Row(place, each.code, shown[max(above, below)](mine), why)
        mine, above = others, below


def _equal(mine: _Facts, others: _Facts) -> int:
    """In how many criteria, from the first on, two people are equal."""
    for depth, one in enumerate(mine):
        if one != others[depth]:
            return depth
    return len(mine)


def _shown_by_equality(chain: Sequence[Link]) -> dict[int, Callable[[_Facts], _Facts]]:
    """What is shown of somebody equal to a neighbour in so many criteria; -1: has none."""
    return {equal: _shown(chain, equal) for equal in range(-1, len(chain) + 1)}


def _shown(chain: Sequence[Link], equal: int) -> Callable[[_Facts], _Facts]:
    hidden = {n for n, each in enumerate(chain) if each.settling and n > equal}
    ways = {n: each.shown for n, each in enumerate(chain) if each.shown and n not in hidden}
    if not hidden and not ways:
        return tuple
    pick = _picker([len(chain) if n in hidden else n for n in range(len(chain))])
    if not ways:
        return lambda facts: pick((*facts, None))
    return lambda facts: tuple(
        ways[n](fact) if n in ways else fact for n, fact in enumerate(pick((*facts, None)))
    )
