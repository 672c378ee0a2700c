"""What a preview builds: the pages with the contest's data, and one page that is for drafters only.

The drafters' page shows sealed questions with their answers. It is written here and nowhere else,
so no build can put it into `dist/`.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contest.content.mistakes import Mistake
from contest.content.pages.vietnamese import words
from contest.content.public_files import write_read_by_pages
from contest.content.results.published import NO_RESULTS
from contest.content.site import write_pages
from contest.content.sources import PUBLIC_BANK, Located, Sources

DRAFTS = "xem-truoc"
"""Where the drafters' page is, below the preview's address."""
_TEMPLATE = "preview.html"
_LETTERS = "ABCDEFGH"


def write_preview(root: Path, sources: Sources, target: Path, mistakes: Sequence[Mistake]) -> None:
    """The pages, the public files that scripts of pages read, and the drafters' page."""
    write_pages(root, sources.contest, target, NO_RESULTS)
    write_read_by_pages(sources, target)
    write_drafts(root, sources, target, mistakes)


def write_drafts(
    root: Path, sources: Sources | None, target: Path, mistakes: Sequence[Mistake], why: str = ""
) -> None:
    """The drafters' page; `why` says that the pages could not be built, and are of before."""
    loader = FileSystemLoader(root / "site/theme")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["words"] = words
    told = {
        "banks": [*_banks(sources)] if sources else [],
        "contest": sources.contest if sources else None,
        "letters": _LETTERS,
        "mistakes": mistakes,
        "why": why,
    }
    page = environment.get_template(_TEMPLATE).render(told)
    (target / DRAFTS).mkdir(parents=True, exist_ok=True)
    (target / DRAFTS / "index.html").write_text(page, encoding="utf-8")


def _banks(sources: Sources) -> list[tuple[str, list[tuple[str, list[Located]]]]]:
    """Sealed banks, each by topic in the order of the files."""
    names = {topic.id: topic.name for topic in sources.contest.topics}
    sealed = [each for each in sources.questions if each.bank != PUBLIC_BANK]
    return [
        (
            bank,
            [
                (names.get(topic, topic), [*listed])
                for topic, listed in groupby(in_bank, attrgetter("entry.topic"))
            ],
        )
        for bank, in_bank in groupby(sealed, attrgetter("bank"))
    ]
