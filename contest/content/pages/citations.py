"""Where facts on pages come from: `[^id]` in a page, and the sources in `site/data/sources/`.

    … phỏng vấn 16.117 người[^papi-2022-bao-nghe-an].

The build writes the sources that a page cites at its end, in the order they are cited. A source
that was only read on pages known to copy from others is said to be second-hand.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, TypeAdapter

from contest.content.site_data import Located, read_lists
from contest.domain.rule_parts import Rules, Slug

WEAK_HOSTS = frozenset(
    (
        "1ty.vn",
        "eballsviet.com",
        "blogkhampha.edu.vn",
        "baocaotaichinh.vn",
        "vietmaz.com",
        "vietnam.vn",
    )
)
"""Mirrors, aggregators, machine translations: good enough to find a fact, not to rest on."""

CITATION = re.compile(r"\[\^([^\]\s]+)\]")
_HEADING = {
    "vi": "## Nguồn {: #nguon .sources-head }",
    "en": "## Sources {: #nguon .sources-head }",
}
_SEEN = {"vi": "xem tại", "en": "seen at"}
_WEAK = {
    "vi": "Nguồn thứ cấp, đề nghị đối chiếu văn bản gốc.",
    "en": "Second-hand source; please check the original.",
}
_MORE_THAN_ONE_SHOWN = 3

Address = Annotated[str, Field(pattern=r"^https?://\S+$")]


class Source(Rules):
    """A document, and where it was read."""

    id: Slug
    document: str = Field(min_length=4)
    article: str | None = None
    seen: tuple[Address, ...] = Field(min_length=1)

    @property
    def weak(self) -> bool:
        """Whether it was read on second-hand pages only."""
        return all(host(each) in WEAK_HOSTS for each in self.seen)

    def note(self, lang: str = "vi") -> str:
        """The source as Markdown, for the list at the end of a page."""
        what = f"{self.document}, {self.article}" if self.article else self.document
        places = ", ".join(f"[{host(each)}]({each})" for each in self.seen[:_MORE_THAN_ONE_SHOWN])
        weak = f" {_WEAK[lang]}" if self.weak else ""
        return f"{what}; {_SEEN[lang]} {places}.{weak}"


_SOURCE = TypeAdapter(Source)


def host(address: str) -> str:
    """The site of an address, as people call it: without `www.`, `m.` and port."""
    name = urlsplit(address).hostname or ""
    return re.sub(r"^(www\d?|m)\.", "", name)


def load_sources(root: Path) -> tuple[Located[Source], ...]:
    """All sources below `site/data/sources/`; raises MistakesError with every mistake."""
    return read_lists(root, "sources", _SOURCE)


def cited(text: str) -> Iterator[str]:
    """Ids that a text cites, each once, in the order of the text."""
    yield from dict.fromkeys(CITATION.findall(text))


def with_notes(markdown: str, sources: Mapping[str, Source], lang: str = "vi") -> str:
    """The page with the sources it cites at its end; KeyError for one that is not known."""
    notes = [f"[^{each}]: {sources[each].note(lang)}" for each in cited(markdown)]
    if not notes:
        return markdown
    return "\n\n".join([markdown, _HEADING[lang], "///Footnotes Go Here///", *notes, ""])


def by_id(sources: Iterable[Located[Source]]) -> dict[str, Source]:
    """Sources by id."""
    return {each.entry.id: each.entry for each in sources}
