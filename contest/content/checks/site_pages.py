"""Whether the pages can be published: one rule a line in the tables below.

Figures have sources, links lead somewhere, and nothing contradicts `contest.yaml`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from contest.content.checks.cited_figures import uncited
from contest.content.checks.contradicting_moments import contradicting_moments
from contest.content.checks.contradicting_papers import contradicting_papers, contradicting_year
from contest.content.checks.contradictions import contradicting_numbers
from contest.content.checks.link_places import Places
from contest.content.checks.page_heads import head_mistakes
from contest.content.checks.page_links import link_mistakes
from contest.content.checks.page_placeholders import Placeholders
from contest.content.checks.page_sentences import Sentence, about_contest
from contest.content.checks.page_source import DOCS, Page, Pages, read_pages
from contest.content.checks.page_typography import ill_written, zoneless
from contest.content.mistakes import Mistake, MistakesError
from contest.content.pages.chart_data import Chart, cited_by, load_charts
from contest.content.pages.citations import CITATION, Source, load_sources
from contest.content.pages.news import NewsItem
from contest.content.pages.news import load as load_news
from contest.content.pages.pictures import drawn
from contest.content.site_data import Located
from contest.content.wording import nearest
from contest.domain.rules import Contest

_Read = TypeVar("_Read")

_OF_A_PAGE: tuple[Callable[[Page], Iterable[Mistake]], ...] = (uncited, ill_written)
_OF_THE_CONTEST: tuple[Callable[[Sentence, Contest], Iterable[Mistake]], ...] = (
    contradicting_numbers,
    contradicting_moments,
    contradicting_papers,
    contradicting_year,
)


def page_mistakes(root: Path, contest: Contest | None) -> Iterator[Mistake]:
    """Everything that is wrong with `site/docs/` and `site/data/`.

    Without a contest, as when `contest.yaml` can't be read, nothing is compared with it.
    """
    read = read_pages(root)
    places = Places(root, read.pages)
    yield from read.mistakes
    for page in read.pages:
        if page.meta.get("verbatim"):
            continue
        yield from head_mistakes(page, root / "site/theme")
        yield from link_mistakes(page, places)
        for rule in _OF_A_PAGE:
            yield from rule(page)
        if contest:
            yield from _contradictions(page, contest)
    data = _Data.read(root)
    yield from data.mistakes
    if data.sources is not None and data.charts is not None:
        yield from _source_mistakes(read, data.sources, data.charts)
    # Where charts or news can't be read, that is mended first; then it is the pages' turn.
    if contest and read.pages and data.charts is not None and data.news is not None:
        told = {"chart": drawn(data.charts), "news": data.news}
        yield from _placeholder_mistakes(read, Placeholders(root, contest, told))


@dataclass
class _Data:
    """What pages rest on, each None where it can't be read; and why it can't."""

    sources: tuple[Located[Source], ...] | None
    charts: dict[str, Located[Chart]] | None
    news: list[NewsItem] | None
    mistakes: list[Mistake]

    @classmethod
    def read(cls, root: Path) -> "_Data":
        mistakes: list[Mistake] = []
        return cls(
            _tried(lambda: load_sources(root), mistakes),
            _tried(lambda: load_charts(root), mistakes),
            _tried(lambda: load_news(root / DOCS), mistakes),
            mistakes,
        )


def _tried(read: Callable[[], _Read], mistakes: list[Mistake]) -> _Read | None:
    try:
        return read()
    except MistakesError as error:
        mistakes += error.mistakes
        return None


def _contradictions(page: Page, contest: Contest) -> Iterator[Mistake]:
    for sentence in about_contest(page, contest):
        yield from zoneless(sentence)
        for rule in _OF_THE_CONTEST:
            yield from rule(sentence, contest)


def _placeholder_mistakes(read: Pages, placeholders: Placeholders) -> Iterator[Mistake]:
    for page in read.pages:
        if not page.part and not page.meta.get("verbatim"):
            yield from placeholders.mistakes(page)


def _source_mistakes(
    read: Pages, sources: tuple[Located[Source], ...], charts: dict[str, Located[Chart]]
) -> Iterator[Mistake]:
    """Citations that no source answers, sources that nobody cites."""
    known = {each.entry.id: each for each in sources}
    yield from _twice(sources)
    used = set[str]()
    for page in read.pages:
        used.update(CITATION.findall(page.text))
        yield from _unknown_on(page, known)
    for chart in charts.values():
        used.update(cited_by(chart.entry))
        yield from _unknown_in(chart, known)
    for name in known.keys() - used:
        message = f"nguồn «{name}» chưa trang nào dẫn; hãy dẫn [^{name}] hoặc bỏ nguồn này"
        yield known[name].mistake(message, "id")


def _twice(sources: Iterable[Located[Source]]) -> Iterator[Mistake]:
    first: dict[str, Located[Source]] = {}
    for each in sources:
        before = first.setdefault(each.entry.id, each)
        if before is not each:
            where = f"{before.document.path}:{before.document.line((*before.place, 'id'))}"
            yield each.mistake(f"mã nguồn này đã dùng ở {where}; hãy đặt mã khác", "id")


def _unknown_on(page: Page, known: dict[str, Located[Source]]) -> Iterator[Mistake]:
    for found in CITATION.finditer(page.text):
        if found[1] not in known:
            line = page.text.count("\n", 0, found.start()) + 1
            yield page.mistake(line, _unknown(found[1], known))


def _unknown_in(chart: Located[Chart], known: dict[str, Located[Source]]) -> Iterator[Mistake]:
    for name in cited_by(chart.entry):
        if name not in known:
            yield chart.mistake(_unknown(name, known), "sources")


def _unknown(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    hint = f"có phải «{near}»?" if near else "hãy khai nguồn này trong site/data/sources/"
    return f"chưa có nguồn «{name}»; {hint}"
