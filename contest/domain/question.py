"""What a question is, and what makes one wrong.

Three kinds, named alike in every layer: single choice, multiple choice, true or false. The shape
is checked by the models, the sense by `mistakes`, so that an author sees everything at once.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from contest.domain.rules import Difficulty, Rules

_REFERS_TO_OTHERS = re.compile(
    r"tất cả|các (phương án|đáp án)|cả (hai|ba|bốn|\d)|không (có )?(phương án|đáp án) nào",
    re.IGNORECASE,
)
_NAMES_LETTERS = re.compile(
    r"(cả |chỉ |phương án |đáp án )?[a-h](, [a-h])* (và|hoặc) [a-h]\b|(phương án|đáp án) [a-h]\b",
    re.IGNORECASE,
)

_FEWEST, _MOST = 2, 8  # options of a question; the letters A to H name them
Text = Annotated[str, Field(min_length=1)]


class Source(Rules):
    """Where the right answer can be read."""

    document: Text
    article: Text | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]


class Option(Rules):
    """One option (phương án); `pin: last` keeps it at the end when options are shuffled."""

    text: Text
    right: bool = False
    pin: Literal["last"] | None = None


class _Question(Rules):
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    difficulty: Difficulty
    stem: Text
    explanation: Text
    source: Source
    status: Literal["appraised", "draft"] = "appraised"


class SingleChoice(_Question):
    """Exactly one right option."""

    type: Literal["single"]
    options: tuple[Option, ...]


class MultipleChoice(_Question):
    """Two or more right options; all of them and no other must be chosen."""

    type: Literal["multiple"]
    options: tuple[Option, ...]


class TrueFalse(_Question):
    """A statement that is right or not."""

    type: Literal["true_false"]
    right: bool

    @property
    def options(self) -> tuple[Option, ...]:
        """The two options, always in this order."""
        return (
            Option(text="Đúng", right=self.right),
            Option(text="Sai", right=not self.right),
        )


Question = Annotated[SingleChoice | MultipleChoice | TrueFalse, Field(discriminator="type")]


class Mistake(NamedTuple):
    """What is wrong and what to write, and the key of the question it is about."""

    key: str
    message: str


def mistakes(question: Question) -> Iterator[Mistake]:
    """Everything an author must mend before the question can be used."""
    if isinstance(question, TrueFalse):
        return
    yield from _wrong_count(question)
    yield from _duplicate_options(question)
    yield from _unpinned(question)
    yield from _named_by_letter(question)


def _wrong_count(question: SingleChoice | MultipleChoice) -> Iterator[Mistake]:
    """A single choice has one right option; a multiple choice at least two, and a wrong one."""
    right = sum(option.right for option in question.options)
    if not _FEWEST <= len(question.options) <= _MOST:
        yield Mistake(
            "options", f"có {len(question.options)} phương án; hãy viết từ 2 đến 8 phương án"
        )
    if right == 0:
        yield Mistake("options", "chưa có đáp án; hãy thêm «right: true» vào phương án đúng")
    elif question.type == "single" and right > 1:
        yield Mistake(
            "options",
            f"có {right} phương án đúng nhưng câu hỏi là «single»; "
            "hãy để một phương án «right: true» hoặc đổi thành «type: multiple»",
        )
    elif question.type == "multiple" and right == 1:
        yield Mistake(
            "options", "chỉ có một phương án đúng; hãy đổi thành «type: single» hoặc thêm đáp án"
        )
    elif question.type == "multiple" and right == len(question.options):
        yield Mistake("options", "mọi phương án đều đúng; hãy thêm ít nhất một phương án sai")


def _duplicate_options(question: SingleChoice | MultipleChoice) -> Iterator[Mistake]:
    """No two options of a question read the same."""
    seen: set[str] = set()
    for option in question.options:
        text = plain(option.text)
        if text in seen:
            yield Mistake(
                "options", f"phương án «{option.text}» bị lặp; hãy viết lại một trong hai"
            )
        seen.add(text)


def _unpinned(question: SingleChoice | MultipleChoice) -> Iterator[Mistake]:
    """An option that speaks of the others must stay last (R12)."""
    for option in question.options:
        if _REFERS_TO_OTHERS.match(option.text) and option.pin is None:
            yield Mistake(
                "options",
                f"phương án «{option.text}» nói về các phương án khác; hãy thêm «pin: last»",
            )


def _named_by_letter(question: SingleChoice | MultipleChoice) -> Iterator[Mistake]:
    """No option names others by their letters: options are shuffled, so letters move (R12)."""
    for option in question.options:
        if _NAMES_LETTERS.match(option.text):
            yield Mistake(
                "options",
                f"phương án «{option.text}» gọi phương án khác bằng chữ cái, mà thứ tự được trộn; "
                "hãy viết rõ nội dung",
            )


def plain(text: str) -> str:
    """The text as compared: NFC, one space between words, no case, no closing mark."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(" .?:;")
