"""Papers (đề thi): composing them from the bank, before a round.

All papers of a round are composed at build time, so that nothing is left to compose in the rush
of an opening. Which of them an attempt gets is told in `dealing`, how they are sealed in `edition`.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contest.domain.bank import Bank, BankQuestion, matching
from contest.domain.grading import PaperKey, QuestionKey
from contest.domain.question import Option, TrueFalse
from contest.domain.rules import Round

LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class PlacedQuestion:
    """A question as one paper shows it; option ids are the letters in the order shown."""

    topic: str
    id: str
    multiple: bool
    stem: str
    options: tuple[Option, ...]

    def public(self) -> dict[str, Any]:
        """What a contestant sees: no mark of the right option."""
        letters = zip(LETTERS, self.options, strict=False)
        return {
            "id": self.id,
            "type": "multiple" if self.multiple else "single",
            "topic": self.topic,
            "stem": self.stem,
            "options": [{"id": letter, "text": option.text} for letter, option in letters],
        }

    def key(self) -> QuestionKey:
        """What the grader needs to know."""
        letters = zip(LETTERS, self.options, strict=False)
        right = frozenset(letter for letter, option in letters if option.right)
        return QuestionKey(right=right, options=len(self.options), multiple=self.multiple)


@dataclass(frozen=True)
class Paper:
    """One fixed, ordered list of questions with their options in a fixed order."""

    questions: tuple[PlacedQuestion, ...]

    def order(self) -> tuple[str, ...]:
        """What tells papers of one bank apart: which questions and options, in which order."""
        return tuple(
            text
            for question in self.questions
            for text in (question.id, *(option.text for option in question.options))
        )

    def public(self) -> list[dict[str, Any]]:
        """The questions as a contestant sees them."""
        return [question.public() for question in self.questions]

    def key(self) -> PaperKey:
        """The right answers, in paper order."""
        return tuple(question.key() for question in self.questions)


def compose(bank: Bank, rules: Round, seed: bytes) -> tuple[Paper, ...]:
    """All papers of a round, each filling the blueprint; every question is used about as often.

    `seed` decides the draw: the same bank, rules and seed give the same papers. Identical papers
    are kept once. The blueprint must be fillable (`bank.shortfalls`).
    """
    chance = random.Random(seed)  # noqa: S311 - seeded with a secret: the draw must be repeatable
    used: Counter[str] = Counter()
    # Lines that name a difficulty draw first, as `bank.shortfalls` reckons.
    lines = sorted(rules.blueprint, key=lambda line: line.difficulty is None)
    pools = [(line.count, matching(bank, line)) for line in lines]
    papers = (_compose_one(pools, rules, used, chance) for _ in range(rules.papers))
    return tuple({paper.order(): paper for paper in papers}.values())


def _compose_one(
    pools: list[tuple[int, Bank]], rules: Round, used: Counter[str], chance: random.Random
) -> Paper:
    drawn = list(_draw(pools, used, chance))
    used.update(each.question.id for each in drawn)
    if rules.shuffle_questions:
        chance.shuffle(drawn)
    return Paper(tuple(_place(each, rules.shuffle_options, chance) for each in drawn))


def _draw(
    pools: list[tuple[int, Bank]], used: Counter[str], chance: random.Random
) -> Iterator[BankQuestion]:
    """The least used questions of each pool first, chance among equals."""
    taken: set[str] = set()
    for count, pool in pools:
        left = [each for each in pool if each.question.id not in taken]
        left.sort(key=lambda each: (used[each.question.id], chance.random()))
        taken.update(each.question.id for each in left[:count])
        yield from left[:count]


def _place(each: BankQuestion, shuffle: bool, chance: random.Random) -> PlacedQuestion:
    question = each.question
    options = list(question.options)
    if shuffle and not isinstance(question, TrueFalse):
        chance.shuffle(options)
    options.sort(key=lambda option: option.pin == "last")
    return PlacedQuestion(
        topic=each.topic,
        id=question.id,
        multiple=question.type == "multiple",
        stem=question.stem,
        options=tuple(options),
    )
