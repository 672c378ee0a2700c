"""Prizes for agencies (giải tập thể): who reaches all that is required, in which order.

Specified in `docs/record-format.md`, "From sheets to prizes", point 6. What isn't known is not
reached.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, repeat
from typing import NamedTuple

from contest.domain.award_rules import CollectiveCriterion, CollectiveRanking, Step
from contest.domain.awards.collective_words import EQUAL, YES_OR_NO, decided, missed
from contest.domain.awards.prizes import grades
from contest.domain.figures import Reached
from contest.domain.rules import Level


class Candidate(NamedTuple):
    """An agency and what is known of it; `rate` is a share of `headcount` (0.5 for a half)."""

    agency: str
    name: str
    level: Level
    headcount: int | None
    participants: int
    rate: float | None
    met: bool | None
    """Whether all its quotas are."""
    winners: int
    """Its people who have an individual prize."""
    average_score: float | None
    """Of all attempts of its people that count."""


class Placed(NamedTuple):
    """How a candidate comes off.

    `criteria` are those required, then those ranked by, each once: yes or no in `met`, a number in
    `value`; a number has `met` too where some of it is required. `decided` tells why it stands
    above the next place, or what it has not reached; "" for the last place.
    """

    agency: str
    name: str
    criteria: tuple[Reached, ...]
    place: int | None
    """None if it hasn't reached all that is required."""
    prize: str | None
    decided: str


def decide(award: CollectiveRanking, candidates: Iterable[Candidate]) -> list[Placed]:
    """The candidates of the award's levels: the placed in order, then the others by agency id."""
    concerned = sorted(
        (each for each in candidates if each.level in award.levels), key=lambda each: each.agency
    )
    out = {each.agency: list(_missed(award, each)) for each in concerned}
    placed = [each for each in concerned if not out[each.agency]]
    # Stable, in reverse too: whoever is equal in everything stays in order of agency id.
    placed.sort(key=lambda each: _order(award, each), reverse=True)
    others = [each for each in concerned if out[each.agency]]
    return [
        *_places(award, placed),
        *(_unplaced(award, each, out[each.agency]) for each in others),
    ]


def _places(award: CollectiveRanking, ordered: Sequence[Candidate]) -> Iterator[Placed]:
    words = [*(_why(award, *each) for each in pairwise(ordered)), ""]
    prizes = chain(grades(award.prizes), repeat(None))
    for place, (each, why, prize) in enumerate(zip(ordered, words, prizes, strict=False), 1):
        criteria = tuple(_criteria(award, each))
        yield Placed(each.agency, each.name, criteria, place, prize, why)


def _unplaced(award: CollectiveRanking, candidate: Candidate, out: Sequence[str]) -> Placed:
    criteria, words = tuple(_criteria(award, candidate)), f"chưa đạt: {'; '.join(out)}"
    return Placed(candidate.agency, candidate.name, criteria, None, None, words)


def _order(award: CollectiveRanking, candidate: Candidate) -> list[tuple[bool, float]]:
    """What candidates are compared by, higher first; a number that isn't known comes last."""
    values = (_worth(each, candidate) for each in award.ranked_by)
    return [(value is not None, value or 0) for value in values]


def _worth(criterion: CollectiveCriterion, candidate: Candidate) -> float | None:
    """As `_figure`; but what isn't known to be so is as good as what is not so."""
    figure = _figure(criterion, candidate)
    return bool(figure) if criterion in YES_OR_NO else figure


def _why(award: CollectiveRanking, better: Candidate, worse: Candidate) -> str:
    for each in award.ranked_by:
        one, other = _worth(each, better), _worth(each, worse)
        if one != other:
            return decided(each, one, other)
    return EQUAL


def _criteria(award: CollectiveRanking, candidate: Candidate) -> Iterator[Reached]:
    ladder = (_RATE,) if award.least_participation else ()
    for each in dict.fromkeys(award.required + ladder + award.ranked_by):
        value = None if each in YES_OR_NO else _figure(each, candidate)
        yield Reached(each, _met(award, each, candidate), value)


_RATE = CollectiveCriterion.PARTICIPATION_RATE


def _missed(award: CollectiveRanking, candidate: Candidate) -> Iterator[str]:
    """All that is required and not reached, in words."""
    least = _least(award, candidate)
    ladder = (_RATE,) if least else ()
    for each in dict.fromkeys(award.required + ladder):
        if not _met(award, each, candidate):
            percent = least.percent if least and each is _RATE else None
            yield missed(each, _figure(each, candidate), percent)


def _met(
    award: CollectiveRanking, criterion: CollectiveCriterion, candidate: Candidate
) -> bool | None:
    """Whether it is reached; None where that isn't known, or nothing is asked of a number."""
    figure, least = _figure(criterion, candidate), _least(award, candidate)
    if figure is None:
        return None
    if criterion is _RATE and least:
        # Both are the nearest floats to their fractions, so the order is that of the fractions.
        return figure >= least.percent / 100
    return figure > 0 if criterion in YES_OR_NO or criterion in award.required else None


def _least(award: CollectiveRanking, candidate: Candidate) -> Step | None:
    """The step of the ladder for the agency's size; of unknown size, it owes the highest."""
    people = candidate.headcount
    if people is None:
        return max(award.least_participation, key=lambda each: each.percent, default=None)
    fits = (each for each in award.least_participation if each.below is None or people < each.below)
    return next(fits, None)


def _figure(criterion: CollectiveCriterion, candidate: Candidate) -> float | None:
    """What a candidate has of a criterion: a number, 1 for yes, 0 for no; None: not known."""
    match criterion:
        case CollectiveCriterion.MANDATORY_COMPLETE:
            return candidate.met
        case CollectiveCriterion.HAS_INDIVIDUAL_WINNER:
            return candidate.winners > 0
        case CollectiveCriterion.PARTICIPATION_RATE:
            # Of an unknown number of people there is no share.
            return None if candidate.headcount is None else candidate.rate
        case CollectiveCriterion.PARTICIPANTS:
            return candidate.participants
        case CollectiveCriterion.INDIVIDUAL_WINNERS:
            return candidate.winners
        case CollectiveCriterion.AVERAGE_SCORE:
            return candidate.average_score
