"""How questions did, as a draft shows it: with what they say, and which keys to look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from contest.domain.awards.judging import Action, Correction
from contest.domain.record.composition import Composition
from contest.domain.record.opened_edition import OpenedQuestion

_FEW = 10
"""Of fewer attempts than this, nothing is read into a question."""


def items(composition: Composition) -> Iterator[dict[str, Any]]:
    """How questions did, with what they say: the console's eyes only, until it is published."""
    questions = {
        (each.round, name): question
        for each in composition.basis.editions
        for name, question in each.questions.items()
    }
    for item in composition.items:
        question = questions[item["round"], item["question"]]
        right = right_options(item["question"], question, composition.basis.corrections)
        yield {
            "question": item["question"],
            "topic": question.topic,
            "type": question.type,
            "stem": question.stem,
            "options": list(question.options),
            "right": right,
            "round": item["round"],
            "seen": item["seen"],
            "right_count": item["right"],
            "difficulty": item["difficulty"],
            "discrimination": item["discrimination"],
            "chosen": item["options"],
            "blank": item["blank"],
            "suspect": suspect(item, right),
        }


def right_options(name: str, question: OpenedQuestion, made: Iterable[Correction]) -> list[int]:
    """The options that are right by now, as corrected."""
    right = set(question.right)
    for each in made:
        if each.question == name and each.action is Action.KEY:
            right = set(each.options)
        elif each.question == name and each.action is Action.ACCEPT:
            right |= set(each.options)
    return sorted(right)


def suspect(item: Mapping[str, Any], right: Sequence[int]) -> str | None:
    """Why a human should look at a question's key, as a word for the console."""
    if item["seen"] < _FEW:
        return None
    if item["discrimination"] is not None and item["discrimination"] < 0:
        return "negative"
    others = [count for option, count in enumerate(item["options"]) if option not in right]
    most = max((item["options"][each] for each in right), default=0)
    return "wrong_option" if max(others, default=0) > most else None
