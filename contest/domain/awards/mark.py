"""What somebody's answer sheets in one round are worth: judging, and the attempt that counts.

Specified in `docs/record-format.md`, "From sheets to prizes", points 1 and 2.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from contest.domain.rules import Counted, Round
from contest.domain.sheets import RAN_OUT, EntrySheets, Sheet


class JudgeLike(Protocol):
    """Tells how many answers of a sheet are right."""

    def right(self, edition: str, paper: str, answers: str) -> int:
        """How many questions are right."""


class Mark(NamedTuple):
    """What the attempt that counts is worth.

    `attempts` were begun in the round; `prediction` is the guess as given; `submitted_ms` is since
    1970, None where it isn't known.
    """

    correct: int
    score: int
    duration_ms: int
    attempts: int
    prediction: int | None
    submitted_ms: int | None


Judged = tuple[Sheet, int]
"""A graded attempt, and how many of its answers are right."""


def judged(entry: EntrySheets, rules: Round, judge: JudgeLike) -> list[Judged]:
    """The graded attempts of an entry with their right answers, in the order given.

    Where all questions are compulsory, a sheet that ran out with a blank has nothing right: handed
    in like that it would not have been taken.
    """
    strict = rules.attempts.answer_all
    return [
        (each, 0 if strict and _spoilt(each) else judge.right(*each[2:4], each.answers))
        for each in entry.sheets
        if each.graded
    ]


def _spoilt(sheet: Sheet) -> bool:
    return sheet.ended == RAN_OUT and "" in sheet.answers.split(",")


def counted_mark(entry: EntrySheets, rules: Round, judge: JudgeLike) -> Mark | None:
    """What the attempt that counts is worth; None when none does."""
    return mark(judged(entry, rules, judge), entry.started, rules)


def mark(graded: Sequence[Judged], started: int, rules: Round) -> Mark | None:
    """As `counted_mark`, from attempts that have been judged already."""
    found = _counted(graded, rules.attempts.counted)
    if found is None:
        return None
    sheet, correct = found
    score = correct * rules.points_per_question
    return Mark(correct, score, sheet.duration_ms, started, sheet.prediction, sheet.submitted_ms)


def _counted(graded: Sequence[Judged], rule: Counted) -> Judged | None:
    """The same as `attempt.counted`, of answer sheets."""
    if rule is Counted.FIRST:
        return next((each for each in graded if each[0].number == 1), None)
    if len(graded) <= 1:
        return graded[0] if graded else None
    if rule is Counted.LAST:
        return max(graded, key=lambda each: each[0].number)
    return min(graded, key=lambda each: (-each[1], each[0].duration_ms, each[0].number))
