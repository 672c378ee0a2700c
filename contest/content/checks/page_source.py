"""A page as it is written in `site/docs/`: its front matter, its blocks, what it is about.

pages = read_pages(Path("."))             # those of `site/docs/`, and what they import
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from contest.content.checks.page_blocks import Block, blocks
from contest.content.checks.page_prose import prose, without_code
from contest.content.documents import Document, decomposed, front_matter, not_utf8, parse
from contest.content.mistakes import Mistake

DOCS, PARTS = "site/docs", "site/docs_parts"
_TOLD = ("title", "description", "summary", "image_alt")
"""What of the front matter readers get to see."""
_NEWS = re.compile(r"tin-tuc/(?!index\.md$)")


@dataclass(frozen=True)
class Page:
    """A Markdown file; `name` is its path below `site/docs/`."""

    path: Path
    name: str
    text: str
    head: Document
    part: bool = False
    """Whether other pages import it: it has no front matter and no address."""

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter."""
        return self.head.data if isinstance(self.head.data, dict) else {}

    @property
    def vietnamese(self) -> bool:
        """Whether it is written in Vietnamese."""
        return str(self.meta.get("lang", "vi")) == "vi"

    @property
    def news(self) -> bool:
        """Whether it is an item of news, whose front matter `news` judges."""
        return bool(_NEWS.match(self.name))

    @cached_property
    def code_free(self) -> str:
        """Its text with front matter, comments and code blanked."""
        return without_code(self.text)

    @cached_property
    def blocks(self) -> list[Block]:
        """What readers see, the texts of the front matter first."""
        return [*self._head_blocks(), *blocks(self.text, prose(self.code_free))]

    def _head_blocks(self) -> Iterator[Block]:
        for key in _TOLD:
            if isinstance(self.meta.get(key), str):
                yield Block("head", numbers=[self.head.line((key,))], parts=[self._one_line(key)])

    def _one_line(self, key: str) -> str:
        return str(self.meta[key]).replace("\n", " ")

    def mistake(self, line: int, message: str) -> Mistake:
        """A mistake on one of its lines."""
        return Mistake(self.path, line, message)


@dataclass
class Pages:
    """All pages, and what was wrong with reading them."""

    root: Path
    pages: list[Page] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, path: Path, folder: str) -> None:
        """Read one more file of a folder."""
        shown = path.relative_to(self.root)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.mistakes.append(not_utf8(shown))
            return
        self.mistakes += decomposed(text, shown)
        head = front_matter(text, shown) or parse("", shown)
        name = path.relative_to(self.root / folder).as_posix()
        page = Page(shown, name, text, head, part=folder == PARTS)
        if not page.news:
            self.mistakes += head.mistakes
        self.pages.append(page)


def read_pages(root: Path) -> Pages:
    """The pages below `site/docs/`, and the parts that they import."""
    found = Pages(root)
    for folder in (DOCS, PARTS):
        for path in sorted((root / folder).rglob("*.md")):
            found.add(path, folder)
    return found
