"""A page as blocks: paragraphs, list items, table rows, definitions, headings, each on its lines.

    for block in blocks(text, prose(without_code(text))):
        block.text, block.line(at)         # its prose; the line in the file of a place in it

A block knows what stands over it: the heading, and in `lead` the words that it goes on from (the
head of its table, a paragraph or item that ends in a colon, the term that it defines).
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "row", "definition", "head"]

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(\s*)(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_DEFINITION = re.compile(r":\s+")
_RULE_OF_TABLE = re.compile(r"[|:\-\s]+$")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_INSIDE = "  "  # what makes a paragraph part of the list item before it


@dataclass
class Block:
    """A piece of a page that stands for itself; a `head` is a text of the front matter."""

    kind: Kind
    heading: str = ""
    lead: str = ""
    inwards: int = 0
    numbers: list[int] = field(default_factory=list)
    """The lines it stands on, counted from 1."""
    parts: list[str] = field(default_factory=list)

    def add(self, number: int, text: str) -> None:
        """Take one more line in."""
        self.numbers.append(number)
        self.parts.append(text)

    @cached_property
    def text(self) -> str:
        """Its prose, line by line, without the marks of emphasis."""
        return "\n".join(self.parts).replace("*", " ")

    def line(self, at: int = 0) -> int:
        """The line in the file of a place in `text`."""
        return self.numbers[self.text.count("\n", 0, at)]

    @property
    def leads_on(self) -> bool:
        """Whether what follows goes on from it."""
        return "".join(self.parts).rstrip(" *").endswith(":")


@dataclass
class _Splitter:
    """Goes through the lines of a page once."""

    done: list[Block] = field(default_factory=list)
    heading: str = ""
    lead: str = ""
    outer: list[Block] = field(default_factory=list)
    """Items that end in a colon, each further in than the one before."""
    current: Block | None = None
    waiting: Block | None = None
    """The item before an empty line: it may go on."""
    table: str | None = None
    """The head of the table we are in."""

    def line(self, number: int, text: str) -> None:
        text = _QUOTE.sub("", text)
        if heading := _HEADING.match(text):
            self._begin(Block("heading"), number, heading[1])
            self._close()
            self.heading, self.lead = heading[1], ""
        elif text.startswith("|"):
            self._row(number, text)
        elif item := _ITEM.match(text):
            self._item(number, text[item.end() :], len(item[1]))
        elif definition := _DEFINITION.match(text):
            self._definition(number, text[definition.end() :])
        else:
            self._goes_on(number, text)

    def empty(self) -> None:
        if self.current:
            self.waiting = self.current if self.current.kind == "item" else None
        self._close()
        self.table = None

    def end(self) -> list[Block]:
        self._close()
        return self.done

    def _row(self, number: int, text: str) -> None:
        if not _RULE_OF_TABLE.match(text):
            lead = self.lead if self.table is None else f"{self.lead} {self.table}"
            self._begin(Block("row", self.heading, lead), number, text)
            self._close()
            self.table = text if self.table is None else self.table

    def _item(self, number: int, text: str, inwards: int) -> None:
        self._close()
        self.outer = [each for each in self.outer if each.inwards < inwards]
        lead = " ".join([self.lead, *(each.text for each in self.outer)])
        self._begin(Block("item", self.heading, lead, inwards), number, text)

    def _definition(self, number: int, text: str) -> None:
        self._close()
        before = self.done[-1] if self.done else Block("paragraph")
        term = before.lead if before.kind == "definition" else before.text
        self._begin(Block("definition", self.heading, term), number, text)

    def _goes_on(self, number: int, text: str) -> None:
        if self.current is None and self.waiting and text.startswith(_INSIDE):
            self.current = self.waiting
        if self.current is None:
            self._begin(Block("paragraph", self.heading), number, text)
        else:
            self.current.add(number, text)

    def _begin(self, block: Block, number: int, text: str) -> None:
        self._close()
        self.current, self.waiting = block, None
        block.add(number, text)

    def _close(self) -> None:
        block, self.current = self.current, None
        if block is None:
            return
        block.__dict__.pop("text", None)  # an item may have gone on after it was looked at
        if not self.done or self.done[-1] is not block:
            self.done.append(block)
        if block.kind == "paragraph":
            self.lead, self.outer = block.text if block.leads_on else "", []
        elif block.kind == "item" and block.leads_on:
            self.outer.append(block)


def blocks(text: str, prose: str) -> list[Block]:
    """The blocks of a page: its text as written, and what of it is prose."""
    splitter = _Splitter()
    for number, (written, shown) in enumerate(
        zip(text.split("\n"), prose.split("\n"), strict=True), start=1
    ):
        if shown.strip():
            splitter.line(number, shown)
        elif not written.strip():
            splitter.empty()
        # A line of nothing but Jinja, code or tags leaves no trace: what is around it goes on.
    return splitter.end()
