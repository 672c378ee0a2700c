"""What predictions (câu hỏi dự đoán) aim at: the true number of each round.

    turnout = Turnout()
    for each of the people who are ranked: turnout.add({round_id: Sat(graded=2, perfect=1), …})
    targets(rules_of_the_result, turnout)

Specified in `docs/record-format.md`, "From sheets to prizes", point 4.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from contest.domain.awards.mark import Judged
from contest.domain.rules import Prediction, PredictionTarget, Round


class Sat(NamedTuple):
    """One person in one round: attempts graded, and those of them with everything right."""

    graded: int
    perfect: int


def sat(graded: Sequence[Judged], questions: int) -> Sat:
    """What somebody's judged attempts in a round count for; `questions` a paper has."""
    return Sat(len(graded), sum(right == questions for _, right in graded))


@dataclass(slots=True)
class Turnout:
    """Everybody's attempts, added up; people who are not ranked are not to be added."""

    attempts: Counter[str] = field(default_factory=Counter)
    """Graded, by round id; so are the next three."""
    perfect_attempts: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    """With a graded attempt."""
    perfect_people: Counter[str] = field(default_factory=Counter)
    """With everything right in any graded attempt."""
    people_overall: int = 0
    """Each person once over all rounds, as the next."""
    perfect_people_overall: int = 0

    def add(self, rounds: Mapping[str, Sat]) -> None:
        """One more person, once, with all rounds of the result that the person sat."""
        for round_id, each in rounds.items():
            self.attempts[round_id] += each.graded
            self.perfect_attempts[round_id] += each.perfect
            self.people[round_id] += each.graded > 0
            self.perfect_people[round_id] += each.perfect > 0
        self.people_overall += any(each.graded for each in rounds.values())
        self.perfect_people_overall += any(each.perfect for each in rounds.values())


def targets(rounds: Iterable[Round], turnout: Turnout) -> dict[str, int]:
    """The true number of each round that asks for one, by round id.

    `rounds` are those of the result: what is asked of the contest is told over them.
    """
    return {
        each.id: _true_number(each.id, each.prediction, turnout)
        for each in rounds
        if each.prediction
    }


def _true_number(round_id: str, asked: Prediction, turnout: Turnout) -> int:
    perfect = asked.target is PredictionTarget.PERFECT_SCORES
    if asked.unit == "attempts":
        attempts = turnout.perfect_attempts if perfect else turnout.attempts
        return attempts.total() if asked.scope == "contest" else attempts[round_id]
    if asked.scope == "contest":
        return turnout.perfect_people_overall if perfect else turnout.people_overall
    return (turnout.perfect_people if perfect else turnout.people)[round_id]
