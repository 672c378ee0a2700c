"""Grading an answer sheet against the key of its paper.

An answer sheet (bài làm) is a list with one entry per question in paper order, each the set of
chosen option letters; a blank is an empty set and counts as wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

Answers = tuple[frozenset[str], ...]
_LETTERS = tuple(frozenset("ABCDEFGH"[:options]) for options in range(9))


class QuestionKey(NamedTuple):
    """The right letters of one question, and what may be chosen at all."""

    right: frozenset[str]
    options: int
    multiple: bool


PaperKey = tuple[QuestionKey, ...]


class SheetProblem(NamedTuple):
    """Why an answer sheet cannot be read: the question (from 0, None for the sheet) and a code."""

    question: int | None
    code: str


@dataclass(frozen=True)
class Grade:
    """How an answer sheet did; `score` and `max_score` are points."""

    correct: int
    total: int
    score: int
    max_score: int


def grade(key: PaperKey, answers: Answers, points_per_question: int) -> Grade:
    """A question is right when exactly its right options are chosen; there is no half a point."""
    correct = sum(question.right == chosen for question, chosen in zip(key, answers, strict=True))
    return Grade(correct, len(key), correct * points_per_question, len(key) * points_per_question)


def sheet_problems(
    key: PaperKey, sheet: Sequence[Sequence[str]], answer_all: bool
) -> Iterator[SheetProblem]:
    """What keeps a sheet from being graded: wrong length, unknown options, forbidden blanks."""
    if len(sheet) != len(key):
        yield SheetProblem(None, "wrong_length")
        return
    for index, (question, chosen) in enumerate(zip(key, sheet, strict=True)):
        letters = frozenset(chosen)
        if not letters <= _LETTERS[question.options] or len(letters) != len(chosen):
            yield SheetProblem(index, "unknown_option")
        elif len(chosen) > 1 and not question.multiple:
            yield SheetProblem(index, "one_option_only")
        elif not chosen and answer_all:
            yield SheetProblem(index, "unanswered")


def read_answers(sheet: Sequence[Sequence[str]]) -> Answers:
    """The sheet as sets, so that the order of ticking never matters."""
    return tuple(frozenset(chosen) for chosen in sheet)


def write_answers(answers: Answers) -> str:
    """The sheet in a line: letters in order, commas between questions (`B,AC,,D`)."""
    return ",".join("".join(sorted(chosen)) for chosen in answers)


def parse_answers(line: str) -> Answers:
    """The inverse of `write_answers`."""
    return tuple(frozenset(chosen) for chosen in line.split(","))


def only_adds(before: Answers, after: Answers) -> bool:
    """Whether no answer that was given has been changed (for rules that forbid it)."""
    return all(not old or old == new for old, new in zip(before, after, strict=True))
