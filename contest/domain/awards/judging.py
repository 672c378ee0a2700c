"""Judging answer sheets by opened editions, with keys corrected where they were wrong (R13).

Sheets are kept as given, so a question can be voided, a further answer accepted or the key
changed at any time: a judge made with the corrections judges everything anew.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from operator import contains

from pydantic import Field, StrictInt

from contest.domain.paper import LETTERS
from contest.domain.record.opened_edition import OpenedEdition, OpenedQuestion, opened_edition
from contest.domain.rule_parts import Rules

__all__ = ["Action", "Correction", "Judge", "OpenedEdition", "opened_edition", "unfit"]


class Action(StrEnum):
    """What is done about a question that was wrong."""

    VOID = "void"
    """Everyone who had it is given it as right, whatever was answered."""
    ACCEPT = "accept"
    """These are right as well: any one of them, or this exact set for a multiple choice."""
    KEY = "key"
    """These are the right options instead of the old."""


class Correction(Rules):
    """One correction; `options` are indexes into the question's options in its opened edition."""

    question: str
    action: Action
    options: tuple[StrictInt, ...] = ()
    reason: str = Field(min_length=1)


class _Anything(frozenset[str]):
    """The answers to a voided question that are right."""

    def __contains__(self, _answer: object) -> bool:
        return True


Accepted = Container[str]
"""The right answers to one question of a paper, letters in alphabetical order (`AC`)."""


class Judge:
    """Tells how many answers of a sheet are right. Editions and papers it doesn't know: KeyError.

    Answers are the line of a sheet (`B,AC,,D`), one part for each question of the paper.
    """

    def __init__(
        self, editions: Iterable[OpenedEdition], corrections: Iterable[Correction] = ()
    ) -> None:
        made: dict[str, list[Correction]] = {}
        for each in corrections:
            made.setdefault(each.question, []).append(each)
        self._keys: dict[tuple[str, str], tuple[Accepted, ...]] = {
            (edition.edition, paper): key
            for edition in editions
            for paper, key in _keys(edition, made)
        }

    def right(self, edition: str, paper: str, answers: str) -> int:
        """How many questions are right."""
        return sum(map(contains, self._keys[edition, paper], answers.split(",")))

    def verdicts(self, edition: str, paper: str, answers: str) -> list[bool]:
        """Whether each question is right, in paper order."""
        return list(map(contains, self._keys[edition, paper], answers.split(",")))

    def total(self, edition: str, paper: str) -> int:
        """How many questions the paper has."""
        return len(self._keys[edition, paper])

    def accepted(self, edition: str, paper: str) -> Sequence[Accepted]:
        """The right answers to each question, in paper order."""
        return self._keys[edition, paper]


def _keys(
    edition: OpenedEdition, made: Mapping[str, Sequence[Correction]]
) -> Iterator[tuple[str, tuple[Accepted, ...]]]:
    """The key of each paper. A question's right sets are worked out once, letters per paper."""
    right = {
        name: _right_sets(question, made.get(name, ()))
        for name, question in edition.questions.items()
    }
    known: dict[tuple[str, str], Accepted] = {}
    for paper in edition.papers:
        for placed in paper.questions:
            if placed not in known:
                known[placed] = _lettered(right[placed[0]], placed[1])
        yield paper.paper, tuple(known[placed] for placed in paper.questions)


_OptionSets = frozenset[frozenset[int]]


def _right_sets(question: OpenedQuestion, made: Sequence[Correction]) -> _OptionSets | None:
    """The sets of options that are right; None if whatever was answered is."""
    sets: set[frozenset[int]] = {frozenset(question.right)}
    for each in made:
        if each.action is Action.VOID:
            return None
        if each.action is Action.KEY:
            sets = {frozenset(each.options)}
        else:
            sets |= _as_well(question, each.options)
    return frozenset(sets)


def _as_well(question: OpenedQuestion, options: Sequence[int]) -> set[frozenset[int]]:
    if question.multiple:
        return {frozenset(options)}
    return {frozenset({each}) for each in options}


def _lettered(sets: _OptionSets | None, order: str) -> Accepted:
    """The right sets as answers to a paper that shows the options in this order."""
    if sets is None:
        return _Anything()
    letters = {int(digit): LETTERS[at] for at, digit in enumerate(order)}
    return frozenset("".join(sorted(letters[each] for each in options)) for options in sets)


def unfit(correction: Correction, editions: Iterable[OpenedEdition]) -> str | None:
    """Why a correction makes no sense, in words for whoever wrote it; None if it does.

    It is about the question in every edition that has it, so it must fit all of them.
    """
    known = [
        each.questions[correction.question]
        for each in editions
        if correction.question in each.questions
    ]
    if not known:
        return f"không có câu hỏi «{correction.question}» trong các bộ đề đã mở"
    chosen = set(correction.options)
    if any(each not in range(len(question.options)) for question in known for each in chosen):
        return "phương án được chọn không có trong câu hỏi"
    if chosen and len({question.options for question in known}) > 1:
        return (
            "các bản đề viết phương án của câu này khác nhau, số thứ tự phương án không chỉ "
            "cùng một đáp án; chỉ có thể bỏ câu"
        )
    return _unfit_choice(correction, any(not each.multiple for each in known))


def _unfit_choice(correction: Correction, single: bool) -> str | None:
    if correction.action is Action.VOID:
        return "hủy câu hỏi thì không chọn phương án nào" if correction.options else None
    if not correction.options:
        return "hãy chọn ít nhất một phương án"
    if len(set(correction.options)) != len(correction.options):
        return "có phương án được chọn hai lần"
    if correction.action is Action.KEY and single and len(correction.options) > 1:
        return "câu hỏi chọn một phương án chỉ có một đáp án; muốn nhận thêm, hãy chọn «nhận thêm»"
    return None
