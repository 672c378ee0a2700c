"""All that one person is ranked by in one ranking: results of rounds made into one.

Specified in `docs/record-format.md`, "From sheets to prizes", point 3.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from contest.domain.award_rules import Combine, Ranking
from contest.domain.awards.mark import Mark
from contest.domain.rules import Contest
from contest.domain.sheets import Contender


class Claim(NamedTuple):
    """What somebody is ranked by.

    `miss` is how far the guess was from the true number, None without a guess. Moments are ms since
    1970; one that isn't known is missed only where a tie cannot be broken without it.
    """

    code: str
    correct: int
    score: int
    duration_ms: int
    attempts: int
    miss: int | None
    submitted_ms: int | None
    registered_ms: int | None


def claim(
    contender: Contender,
    ranking: Ranking,
    contest: Contest,
    marks_by_round: Mapping[str, Mark],
    targets: Mapping[str, int],
) -> Claim | None:
    """What somebody is ranked by; None for whoever is not ranked there.

    `targets` are the true numbers of predictions by round id (`guess.targets`). Where a ranking is
    open to some groups only, nobody of an unknown group is ranked.
    """
    if contender.out is not None or not _open(ranking, contender.group):
        return None
    found = [
        (marks_by_round[each.id], targets.get(each.id))
        for each in contest.rounds
        if each.id in marks_by_round and each.id in ranking.rounds
    ]
    if not found:
        return None
    worth = found[0] if len(found) == 1 else _COMBINED[ranking.combine](found)
    return _claim(contender, *worth)


def _open(ranking: Ranking, group: str | None) -> bool:
    return ranking.open_to is None or group in ranking.open_to


_Round = tuple[Mark, int | None]
"""What counts in a round, and the number its prediction aims at."""


def _best(rounds: Sequence[_Round]) -> _Round:
    return min(rounds, key=lambda each: (-each[0].score, each[0].duration_ms))


def _last(rounds: Sequence[_Round]) -> _Round:
    return rounds[-1]


def _sum(rounds: Sequence[_Round]) -> _Round:
    """All added up; the whole is handed in when its last part is.

    The sum of misses is the miss of a guess at 0. One guess left out leaves the whole without: a
    blank must not be nearer than a guess.
    """
    misses = _all_known(_miss(*each) for each in rounds)
    handed_in = _all_known(mark.submitted_ms for mark, _ in rounds)
    return Mark(
        correct=sum(mark.correct for mark, _ in rounds),
        score=sum(mark.score for mark, _ in rounds),
        duration_ms=sum(mark.duration_ms for mark, _ in rounds),
        attempts=sum(mark.attempts for mark, _ in rounds),
        prediction=None if misses is None else sum(misses),
        submitted_ms=None if handed_in is None else max(handed_in),
    ), 0


def _all_known(values: Iterable[int | None]) -> list[int] | None:
    taken = list(values)
    known = [each for each in taken if each is not None]
    return known if len(known) == len(taken) else None


def _miss(mark: Mark, target: int | None) -> int | None:
    if mark.prediction is None or target is None:
        return None
    return abs(mark.prediction - target)


_COMBINED: Mapping[Combine, Callable[[Sequence[_Round]], _Round]] = {
    Combine.BEST_ROUND: _best,
    Combine.LAST_ROUND: _last,
    Combine.SUM: _sum,
}


def _claim(contender: Contender, mark: Mark, target: int | None) -> Claim:
    return Claim(
        contender.code,
        mark.correct,
        mark.score,
        mark.duration_ms,
        mark.attempts,
        _miss(mark, target),
        mark.submitted_ms,
        contender.registered_ms,
    )
