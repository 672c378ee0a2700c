"""The bank (bộ câu hỏi): all appraised questions of a round, and whether it fills the blueprint."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from contest.domain.question import Question
from contest.domain.rules import BlueprintLine, Difficulty


@dataclass(frozen=True)
class BankQuestion:
    """A question and the topic whose file it stands in."""

    topic: str
    question: Question


Bank = tuple[BankQuestion, ...]


class Shortfall(NamedTuple):
    """A blueprint line that the bank cannot fill."""

    line: BlueprintLine
    needed: int
    available: int


def in_use(questions: Iterable[BankQuestion]) -> Bank:
    """The appraised questions, in an order that does not depend on how files are named."""
    chosen = (each for each in questions if each.question.status == "appraised")
    return tuple(sorted(chosen, key=lambda each: each.question.id))


def matching(bank: Bank, line: BlueprintLine) -> Bank:
    """The questions that a blueprint line may draw from."""
    return tuple(
        each
        for each in bank
        if each.topic == line.topic and line.difficulty in (None, each.question.difficulty)
    )


def shortfalls(bank: Bank, blueprint: tuple[BlueprintLine, ...]) -> Iterator[Shortfall]:
    """Lines that ask for more questions than there are, all lines of a paper taken together.

    Lines that name a difficulty draw first; a line that names none takes what is left of its topic.
    """
    named: Counter[tuple[str, Difficulty]] = Counter()
    topics: Counter[str] = Counter()
    for line in sorted(blueprint, key=lambda each: each.difficulty is None):
        topics[line.topic] += line.count
        needed = topics[line.topic]
        if line.difficulty is not None:
            named[line.topic, line.difficulty] += line.count
            needed = named[line.topic, line.difficulty]
        available = len(matching(bank, line))
        if needed > available:
            yield Shortfall(line, needed, available)
