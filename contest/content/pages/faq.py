"""Questions and answers of a page, for machines: taken from the page that people read.

Every h3 with an id is a question; what follows, up to the next heading, is its answer.
"""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

_HEADINGS = frozenset({"h1", "h2", "h3"})
_BLOCKS = frozenset({"p", "li", "ul", "ol", "dl", "dt", "dd", "tr", "table", "div", "blockquote"})
_CELLS = frozenset({"td", "th"})
_ASIDE = frozenset({"sup", "script", "style"})
"""Marks of footnotes, and what nobody reads."""


class _Reader(HTMLParser):
    """Collects the text of questions and answers, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[list[str], list[str]]] = []
        self._into: list[str] | None = None
        self._aside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ASIDE:
            self._aside += 1
        elif tag in _HEADINGS:
            self._head(is_question=tag == "h3" and bool(dict(attrs).get("id")))
        elif self._into is not None and tag in _BLOCKS | {"br"}:
            self._into.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ASIDE:
            self._aside -= 1
        elif tag in _HEADINGS and self._into is not None:
            self._into = self.found[-1][1]
        elif self._into is not None and tag in _BLOCKS | _CELLS:
            self._into.append(" " if tag in _CELLS else "\n")

    def handle_data(self, data: str) -> None:
        if self._into is not None and not self._aside:
            self._into.append(data.replace("\n", " "))

    def _head(self, *, is_question: bool) -> None:
        self._into = None
        if is_question:
            self.found.append(([], []))
            self._into = self.found[-1][0]


def questions(html: str) -> list[tuple[str, str]]:
    """Each question of a page with its answer as text, blocks on lines of their own."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [(_plain(question), _plain(answer)) for question, answer in reader.found]


def structured(html: str, lang: str = "vi") -> dict[str, Any]:
    """The page's questions as a schema.org FAQPage."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": lang,
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
            for question, answer in questions(html)
        ],
    }


def _plain(parts: Iterable[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
