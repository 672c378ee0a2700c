"""The chain of criteria (tiêu chí phụ) of a ranking, as what ordering people takes.

Specified in `docs/record-format.md`, "From sheets to prizes", point 4.
"""

from collections.abc import Callable
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from contest.domain.award_rules import Criterion, Ranking
from contest.domain.awards.claim import Claim
from contest.domain.awards.deciding import Tell, teller
from contest.domain.awards.lot import canonical_seed, lot


class MissingMomentError(Exception):
    """A tie can't be broken without a moment, or a seed, that isn't known."""

    def __init__(self, code: str, criterion: Criterion) -> None:
        self.code, self.criterion = code, criterion
        super().__init__(f"{code}: {criterion} is not known, and needed to break a tie")


class Link(NamedTuple):
    """One criterion of a chain."""

    at: int
    """The place in a claim of the field that it looks at."""
    key: Callable[[Any], Any]
    """What is compared, in one direction; raises MissingMomentError."""
    tell: Tell
    reverse: bool = False
    settling: bool = False
    """Whether it is only looked at in a tie."""
    shown: Callable[[Any], str] | None = None
    """What is shown of the field instead of it."""


def links(ranking: Ranking, seed: str | None) -> tuple[Link, ...]:
    """The chain of a ranking. The seed may be as drawn or canonical; None before the draw."""
    drawn = None if seed is None else canonical_seed(seed)
    return tuple(_link(each, partial(_lot, drawn, ranking.id)) for each in ranking.tie_break)


def _link(criterion: Criterion, lot_of: Callable[[str], str]) -> Link:
    at, tell = Claim._fields.index(_FIELDS[criterion]), teller(criterion)
    match criterion:
        case Criterion.LOT:
            key = partial(_drawn, lot_of)
            return Link(at, key, tell, settling=True, shown=lot_of)
        case Criterion.SUBMITTED_EARLIER | Criterion.REGISTERED_EARLIER:
            return Link(at, partial(_moment, criterion, at), tell, settling=True)
        case Criterion.PREDICTION:
            return Link(at, _nearest, tell)
    return Link(at, itemgetter(at), tell, reverse=criterion in _MORE_IS_BETTER)


_MORE_IS_BETTER = frozenset({Criterion.CORRECT, Criterion.SCORE})
_FIELDS = {
    Criterion.CORRECT: "correct",
    Criterion.SCORE: "score",
    Criterion.DURATION: "duration_ms",
    Criterion.ATTEMPTS_USED: "attempts",
    Criterion.PREDICTION: "miss",
    Criterion.SUBMITTED_EARLIER: "submitted_ms",
    Criterion.REGISTERED_EARLIER: "registered_ms",
    Criterion.LOT: "code",
}
"""Of a claim. A lot looks at the code: who has another code has another lot."""


def _lot(seed: str | None, ranking_id: str, code: str) -> str:
    if seed is None:
        raise MissingMomentError(code, Criterion.LOT)
    return lot(seed, ranking_id, code)


def _drawn(lot_of: Callable[[str], str], claim: Claim) -> str:
    return lot_of(claim.code)


def _moment(criterion: Criterion, at: int, claim: Claim) -> Any:
    moment = claim[at]
    if moment is None:
        raise MissingMomentError(claim.code, criterion)
    return moment


def _nearest(claim: Claim) -> float:
    return float("inf") if claim.miss is None else claim.miss
