"""An edition opened (bộ đề): questions, answers, papers and salt, once its round is over.

It is the file `bo-de/<edition>.json` of the public record. The edition's id, known to everybody
who sat it, proves that these are the papers and answers it was made from.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, StrictInt, ValidationError

from contest.domain.bank import Bank
from contest.domain.edition import Edition, edition_id, write_key
from contest.domain.grading import QuestionKey
from contest.domain.paper import LETTERS, Paper, PlacedQuestion
from contest.domain.question import Question
from contest.domain.rule_parts import Rules
from contest.domain.seal import canonical

Placed = tuple[str, Annotated[str, Field(pattern=r"^[0-7]{2,8}$")]]
"""A question on a paper: its id, and which option stands at A, B, C … as digits (`2013`)."""


class MalformedError(ValueError):
    """A document that isn't an opened edition; says where."""


class OpenedQuestion(Rules):
    """A question as in the bank: `right` are indexes into `options`."""

    topic: str
    type: Literal["single", "multiple"]
    stem: str
    options: tuple[str, ...] = Field(min_length=2, max_length=len(LETTERS))
    right: tuple[StrictInt, ...]
    explanation: str
    source: dict[str, str | None]

    @property
    def multiple(self) -> bool:
        """Whether several options may be chosen."""
        return self.type == "multiple"


class OpenedPaper(Rules):
    """One paper: its name, and its questions in order."""

    paper: str
    questions: tuple[Placed, ...] = Field(min_length=1)


class OpenedEdition(Rules):
    """An edition with all its secrets; papers in the order they were dealt from."""

    edition: str
    round: str
    salt: str
    questions: dict[str, OpenedQuestion]
    papers: tuple[OpenedPaper, ...] = Field(min_length=1)

    @classmethod
    def read(cls, document: Any) -> "OpenedEdition":
        """The edition a `bo-de` document tells of; raises MalformedError if it is none."""
        try:
            opened = cls.model_validate(document)
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise MalformedError(f"{where}: {error.errors()[0]['msg']}") from error
        for problem in _contradictions(opened):
            raise MalformedError(problem)
        return opened

    def document(self) -> dict[str, Any]:
        """The `bo-de` document; `read` is its inverse."""
        return self.model_dump(mode="json")

    @cached_property
    def orders(self) -> Mapping[str, tuple[Placed, ...]]:
        """The questions of each paper, by the paper's name."""
        return {each.paper: each.questions for each in self.papers}

    def question_ids(self, paper: str) -> tuple[str, ...]:
        """The ids of a paper's questions in paper order; raises KeyError for an unknown paper."""
        return tuple(question for question, _order in self.orders[paper])

    def edition_id(self) -> str:
        """The id that these papers, answers and salt have, whatever `edition` says."""
        papers = ([self._shown(*placed) for placed in each.questions] for each in self.papers)
        return edition_id(self.salt, self.round, [_digest(each) for each in papers])

    def _shown(self, question_id: str, order: str) -> tuple[dict[str, Any], QuestionKey]:
        """A question as a paper shows it, and its key."""
        question = self.questions[question_id]
        letters = dict(zip(LETTERS, (int(digit) for digit in order), strict=False))
        options = [{"id": letter, "text": question.options[at]} for letter, at in letters.items()]
        shown = {"id": question_id, "type": question.type, "topic": question.topic}
        right = frozenset(letter for letter, at in letters.items() if at in question.right)
        return (
            {**shown, "stem": question.stem, "options": options},
            QuestionKey(right, len(options), question.multiple),
        )


def _digest(shown: Sequence[tuple[dict[str, Any], QuestionKey]]) -> tuple[str, str]:
    """What stands for a paper in the edition's id: the digest of its sheet, and its key line."""
    sheet = canonical([question for question, _key in shown])
    return hashlib.sha256(sheet).hexdigest(), write_key(tuple(key for _question, key in shown))


def _contradictions(opened: OpenedEdition) -> Iterator[str]:
    """What makes an edition of the right shape senseless."""
    for name, question in opened.questions.items():
        if not set(question.right) <= set(range(len(question.options))):
            yield f"questions.{name}.right: {list(question.right)}"
    for paper in opened.papers:
        for name, order in paper.questions:
            known = opened.questions.get(name)
            if known is None or sorted(order) != list("01234567"[: len(known.options)]):
                yield f"papers.{paper.paper}: {name} {order}"
    if len(opened.orders) != len(opened.papers):
        yield "papers"


def opened_edition(
    edition: Edition, papers: tuple[Paper, ...], bank: Bank, salt: str
) -> OpenedEdition:
    """Open an edition: `papers` as composed from the bank, in the order of `edition.papers`."""
    sources = {each.question.id: each.question for each in bank}
    used = {placed.id: placed for paper in papers for placed in paper.questions}
    return OpenedEdition(
        edition=edition.id,
        round=edition.round_id,
        salt=salt,
        questions={name: _opened(used[name], sources[name]) for name in sorted(used)},
        papers=tuple(
            OpenedPaper(
                paper=name, questions=tuple(_placed(each, sources) for each in of.questions)
            )
            for name, of in zip(edition.papers, papers, strict=True)
        ),
    )


def _opened(placed: PlacedQuestion, source: Question) -> OpenedQuestion:
    return OpenedQuestion(
        topic=placed.topic,
        type="multiple" if placed.multiple else "single",
        stem=source.stem,
        options=tuple(option.text for option in source.options),
        right=tuple(at for at, option in enumerate(source.options) if option.right),
        explanation=source.explanation,
        source=source.source.model_dump(mode="json"),
    )


def _placed(placed: PlacedQuestion, sources: Mapping[str, Question]) -> Placed:
    """Where each option went; texts tell options apart (`question.mistakes`)."""
    texts = [option.text for option in sources[placed.id].options]
    return placed.id, "".join(str(texts.index(option.text)) for option in placed.options)
