"""What the page «Tìm kiếm» searches: the finished pages, cut at their headings.

It is read off the pages as they were built, so that it holds what a visitor can read there and
nothing else. `data-search="off"` in a template keeps a part out, on `<main>` a whole page: front
matter `search: false` sets it there.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from contest.content.public_files import write_json

INDEX = "tim-kiem/chi-muc.json"
_HEADINGS = frozenset(("h1", "h2", "h3"))
_ITEMS = frozenset(("li", "tr", "td", "th", "dt", "dd", "caption", "figcaption", "summary", "h4"))
_BLOCKS = frozenset(
    ("p", "h2", "h3", "div", "br", "pre", "section", "figure", "blockquote", "details")
)
_UNTOLD = frozenset(
    ("script", "style", "template", "noscript", "svg", "nav", "form", "button", "select")
)
_NOTES = frozenset(("footnote", "footnote-ref", "sources-head"))
"""Classes of sources and of the numbers that lead to them."""
_GAP = " · "
_GAPS = re.compile(r"\s*(?:·\s*)+")
_AFTER_A_STOP = re.compile(r"(?<=[.:;,?!]) · ")


class Section(NamedTuple):
    """A heading and the text below it. The top of a page has no anchor."""

    anchor: str
    title: str
    text: str


class Found(NamedTuple):
    """A page, and what can be found on it; `way` is the names of what it lies in."""

    address: str
    title: str
    way: list[str]
    lang: str
    sections: list[Section]


class _Heading(NamedTuple):
    anchor: str
    title: str


def write_index(site: Path) -> None:
    """Write `/tim-kiem/chi-muc.json` from the pages that were built below `site`."""
    pages = read_pages(site)
    index = {
        "pages": [[each.address, each.title, each.way, each.lang] for each in pages],
        "sections": [[at, *part] for at, each in enumerate(pages) for part in each.sections],
    }
    write_json(site / INDEX, index)


def read_pages(site: Path) -> list[Found]:
    """The pages that may be searched, by address. What isn't made from the theme is none."""
    built = sorted(site.rglob("index.html"))
    found = [_page(path.relative_to(site), path.read_bytes()) for path in built]
    kept = {each.address: each for each in found if each}
    return [each._replace(way=each.way or _above(each, kept)) for each in kept.values()]


def _page(path: Path, data: bytes) -> Found | None:
    whole = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    main = whole.find(".//main[@id='chinh']")
    if main is None or main.get("data-search") == "off":
        return None
    folder = path.parent.as_posix()
    title = whole.findtext("head/title") or ""
    trail = main.iterfind(".//nav[@class='trail']//li")
    return Found(
        "/" if folder == "." else f"/{folder}/",
        title.rpartition(" | ")[0] or title,
        [_line(_words(each)) for each in trail][1:-1],
        whole.get("lang") or "vi",
        list(_sections(main)),
    )


def _above(page: Found, pages: dict[str, Found]) -> list[str]:
    """The page that a page lies below by its address, where the page itself doesn't say."""
    parent = page.address.rstrip("/").rpartition("/")[0] + "/"
    return [pages[parent].title] if parent in pages and parent != "/" else []


def _sections(main: Element) -> Iterator[Section]:
    head, told = _Heading("", ""), list[str]()
    for piece in _pieces(main):
        if isinstance(piece, str):
            told.append(piece)
            continue
        yield from _section(head, told)
        head, told = piece, []
    yield from _section(head, told)


def _section(head: _Heading, told: list[str]) -> Iterator[Section]:
    text = _line(told)
    if head.title or text:
        yield Section(*head, text)


def _pieces(element: Element) -> Iterator[str | _Heading]:
    """Headings that can be linked to, and the text between them."""
    tag = element.tag
    if tag == "h1" or (tag in _HEADINGS and element.get("id")):
        yield _Heading("" if tag == "h1" else element.get("id", ""), _line(_words(element)))
        return
    gap = _GAP if tag in _ITEMS else " " if tag in _BLOCKS else ""
    yield gap + (element.text or "")
    for child in element:
        if _told(child):
            yield from _pieces(child)
        yield child.tail or ""
    yield gap


def _told(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNTOLD:  # a comment has no name
        return False
    if element.get("hidden") is not None or element.get("data-search") == "off":
        return False
    return _NOTES.isdisjoint(element.get("class", "").split())


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _told(child):
            yield from _words(child)
        yield child.tail or ""


def _line(pieces: Iterable[str]) -> str:
    """The pieces in one line, with one sign between items that end without any."""
    line = " ".join("".join(pieces).split())
    return _AFTER_A_STOP.sub(" ", _GAPS.sub(_GAP, line)).strip(" ·")
