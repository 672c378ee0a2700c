"""How questions did (phân tích câu hỏi): difficulty, discrimination, what was chosen.

    analysis = ItemAnalysis(contest, editions, judge)
    for each graded sheet: analysis.add(round_id, sheet, correct)
    analysis.items()

A suspect key shows as a question that those get wrong who know the rest. Sheets of one paper are
counted together, a column of answers at a time: twenty million answers take seconds, not minutes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from contest.domain.awards.judging import Judge, OpenedEdition
from contest.domain.paper import LETTERS
from contest.domain.rules import Contest, Round
from contest.domain.sheets import RAN_OUT, Sheet

_AT_ONCE = 4096
_DIGITS = 4
_Paper = tuple[str, str, bool]
"""Edition, paper, and whether its sheets are worth nothing."""
_Sheets = tuple[list[str], list[int]]
"""Answers of each, and how many are right."""


def worthless(sheet: Sheet, rules: Round) -> bool:
    """Whether a sheet has nothing right, whatever it says: all answers owed, not all given."""
    owed = rules.attempts.answer_all and sheet.ended == RAN_OUT
    return owed and "" in sheet.answers.split(",")


@dataclass(slots=True)
class Tally:
    """One question over all graded attempts that had it; sums are of whole numbers.

    `rest` is how many other questions of the attempt are right.
    """

    options: list[int]
    seen: int = 0
    right: int = 0
    blank: int = 0
    rest: int = 0
    rest_squared: int = 0
    rest_if_right: int = 0

    def count(self, rest: int, times: int, *, right: bool) -> None:
        """So many attempts that had this question right or not, and so many others right."""
        self.seen += times
        self.right += right * times
        self.rest += rest * times
        self.rest_squared += rest * rest * times
        self.rest_if_right += right * rest * times

    def chose(self, answer: str, order: str, times: int) -> None:
        """So many attempts with this answer to a paper that shows options in that order."""
        self.blank += not answer and times
        for letter in answer:
            self.options[int(order[LETTERS.index(letter)])] += times

    def difficulty(self) -> float:
        """The share that had it right."""
        return round(self.right / self.seen, _DIGITS)

    def discrimination(self) -> float | None:
        """The correlation (point-biserial) of getting it right with the number of others right."""
        seen, right, rest = self.seen, self.right, self.rest
        # 0 and 1 are their own squares. Whole numbers up to the root: the same for everybody.
        spread = (seen * right - right**2) * (seen * self.rest_squared - rest**2)
        if not spread:
            return None
        return round((seen * self.rest_if_right - right * rest) / sqrt(spread), _DIGITS)


@dataclass
class ItemAnalysis:
    """Counts sheets as they come; what is held grows with questions and papers only."""

    contest: Contest
    editions: Iterable[OpenedEdition]
    judge: Judge
    _tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    _waiting: dict[_Paper, _Sheets] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._rules = {each.id: each for each in self.contest.rounds}
        self._opened = {each.edition: each for each in self.editions}

    def add(self, round_id: str, sheet: Sheet, correct: int) -> None:
        """Count a graded sheet of that round which has so many right."""
        paper = (sheet.edition, sheet.paper, worthless(sheet, self._rules[round_id]))
        answers, totals = self._waiting.setdefault(paper, ([], []))
        answers.append(sheet.answers)
        totals.append(correct)
        if len(answers) == _AT_ONCE:
            self._count(paper, self._waiting.pop(paper))

    def items(self) -> list[dict[str, Any]]:
        """The statistics of all questions that anybody had, in order of rounds, then of ids."""
        while self._waiting:
            self._count(*self._waiting.popitem())
        order = list(self._rules)
        found = sorted(self._tallies, key=lambda each: (order.index(each[0]), each[1]))
        return [_item(*each, self._tallies[each]) for each in found]

    def _count(self, paper: _Paper, sheets: _Sheets) -> None:
        """Count sheets of one paper by columns: answers to one question, and sheets' totals."""
        edition, name, worth_nothing = paper
        answers, totals = sheets
        columns = zip(*(line.split(",") for line in answers), strict=True)
        placed = self._opened[edition].orders[name]
        accepted = self.judge.accepted(edition, name)
        for (question, order), right, column in zip(placed, accepted, columns, strict=True):
            tally = self._tally(edition, question)
            for (answer, total), times in Counter(zip(column, totals, strict=True)).items():
                is_right = not worth_nothing and answer in right
                tally.count(total - is_right, times, right=is_right)
                tally.chose(answer, order, times)

    def _tally(self, edition: str, question: str) -> Tally:
        opened = self._opened[edition]
        options = len(opened.questions[question].options)
        tally = self._tallies.setdefault((opened.round, question), Tally([]))
        # A question mended while its round ran may have more options in a later edition.
        tally.options += [0] * (options - len(tally.options))
        return tally


def _item(round_id: str, question: str, tally: Tally) -> dict[str, Any]:
    return {
        "question": question,
        "round": round_id,
        "seen": tally.seen,
        "right": tally.right,
        "difficulty": tally.difficulty(),
        "discrimination": tally.discrimination(),
        "options": tally.options,
        "blank": tally.blank,
    }
