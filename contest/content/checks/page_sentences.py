"""The sentences of a page that speak about the contest, with what they are said under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contest.content.checks.page_blocks import Block
from contest.content.checks.page_source import Page
from contest.content.mistakes import Mistake
from contest.content.pages.citations import CITATION
from contest.domain.rules import Contest

_END = re.compile(r"[.!?…][”»)]?(?:\[\^[^\]\s]+\])*\s+")
_THE_CONTEST = (
    r"\b(?:cuộc thi|hội thi|đợt thi|vòng thi|kỳ thi|lượt thi|đề thi|mỗi đề|bài thi|phòng thi"
    r"|thi thử|được thi|làm bài|dự thi|thể lệ|giải thưởng|contest"
    r"|giải (?:nhất|nhì|ba|khuyến khích|cá nhân|tập thể))\b"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a block: `at` is where it begins in the block's text."""

    page: Page
    block: Block
    at: int
    text: str

    @property
    def over(self) -> str:
        """What it is said under, nearest first."""
        return f"{self.block.lead} {self.block.heading} {self.page.meta.get('title', '')}"

    @property
    def cited(self) -> bool:
        """Whether it rests on a source of its own."""
        return bool(CITATION.search(self.text))

    def mistake(self, at: int, message: str) -> Mistake:
        """A mistake at a place in its text."""
        return self.page.mistake(self.block.line(self.at + at), message)


def sentences(page: Page) -> Iterator[Sentence]:
    """The sentences of a page that hold a digit."""
    for block in page.blocks:
        if block.kind != "heading":
            for at, text in _split(block.text):
                if any(each.isdigit() for each in text):
                    yield Sentence(page, block, at, text)


def about_contest(page: Page, contest: Contest) -> Iterator[Sentence]:
    """Those about the contest that cite nothing else."""
    titles = "|".join(re.escape(each.title) for each in contest.rounds)
    known = re.compile(rf"{_THE_CONTEST}|(?<!\w)(?:{titles})(?!\w)", re.IGNORECASE)
    for each in sentences(page):
        if not each.cited and known.search(f"{each.text} {each.over}"):
            yield each


def _split(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for found in _END.finditer(text):
        if not text[found.end() : found.end() + 1].islower():
            yield at, text[at : found.end()]
            at = found.end()
    yield at, text[at:]
