"""What links can lead to: pages and their anchors, apps, files, and what is written elsewhere."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from contest.content.checks.page_blocks import Block
from contest.content.checks.page_prose import FILLED_IN
from contest.content.checks.page_source import DOCS, Page
from contest.content.wording import nearest

_LIVE = re.compile(
    r"/(?:ho-so|api|de-thi)/.*|/(?:status|participation|contest|build)\.json"
    r"|/ket-qua/\d+/|/anh/.*"
)
"""What functions and builds write, each time anew."""
_BUILT = frozenset(
    (
        "/on-tap/cau-hoi.json",
        "/.well-known/jwks.json",
        "/tin-tuc/atom.xml",
        "/lich-thi/lich-thi.ics",
        "/minh-bach/dinh-dang/",
        "/minh-bach/kiem-chung.py",
        "/sitemap.xml",
        "/robots.txt",
    )
)
_ATTRIBUTES = re.compile(r"\{:([^\n]*?)\}(?=\s|$)", re.MULTILINE)
_NAMED = re.compile(rf"(?:^|\s)#([\w{FILLED_IN}-]+)")
_TAG_ID = re.compile(r"\b(?:id|name)=\"([^\"]+)\"")
_JINJA = re.compile(r"\{[{%].*?[%}]\}")
_GENERATED_PAGES = re.compile(
    r"(?:minh-bach/dinh-dang|huong-dan/soan-cau-hoi/quy-cach|ket-qua/\d+)\.md"
)
_IMPORTS = re.compile(r"\{%-?\s*(?:import|from)\b")


class Places:
    """Everything that is there to be linked to."""

    def __init__(self, root: Path, pages: list[Page]) -> None:
        self._root = root
        self._parts = [each for each in pages if each.part]
        self._pages = {each.name: each for each in pages if not each.part}
        self._anchors: dict[str, re.Pattern[str]] = {}

    def relative_wrong(self, target: str, name: str, fragment: str, page: Page) -> str | None:
        """What is wrong with a link to a file of the pages' folder, if anything."""
        if name in self._pages:
            return self._anchor_wrong(self._pages[name], fragment)
        if page.part or _GENERATED_PAGES.fullmatch(name) or (self._root / DOCS / name).is_file():
            return None
        near = nearest(name, self._pages, cutoff=0.85)
        there = posixpath.relpath(near, posixpath.dirname(page.name) or ".") if near else ""
        hint = f"; có phải «{there}»?" if near else "; hãy xem lại tên tệp"
        return f"không có trang hay tệp «{target}»{hint}"

    def absolute_wrong(self, path: str, fragment: str) -> str | None:
        """What is wrong with a link from the site's root, if anything."""
        page = self._pages.get(f"{path.strip('/')}.md") or self._pages.get(
            f"{path.strip('/')}/index.md".lstrip("/")
        )
        if page and path.endswith("/"):
            return self._anchor_wrong(page, fragment)
        if path in _BUILT or _LIVE.fullmatch(path) or self._served(path):
            return None
        if page or self._served(f"{path}/"):
            return f"«{path}»: hãy thêm dấu gạch chéo ở cuối: {path}/"
        return f"không có «{path}» trên trang; hãy viết tên tệp của trang, ví dụ the-le.md"

    def _served(self, path: str) -> bool:
        name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
        folders = (self._root / each for each in ("site/app", "site/theme", DOCS))
        return any((each / name).is_file() and not name.endswith(".md") for each in folders)

    def _anchor_wrong(self, page: Page, fragment: str) -> str | None:
        if not fragment or FILLED_IN in fragment or self._known(page).fullmatch(fragment):
            return None
        ids = [each for each in _ids(page) if FILLED_IN not in each]
        near = nearest(fragment, ids, cutoff=0.5)
        hint = f"có phải «#{near}»?" if near else f"hãy thêm {{: #{fragment} }} sau tiêu đề mục"
        return f"trang {page.name} không có mục «#{fragment}»; {hint}"

    def _known(self, page: Page) -> re.Pattern[str]:
        if page.name not in self._anchors:
            parts = self._parts if _IMPORTS.search(page.text) else []
            ids = {"nguon", *_ids(page), *(each for part in parts for each in _ids(part))}
            known = "|".join(map(_pattern, ids))
            self._anchors[page.name] = re.compile(f"{known}|{self._theme}")
        return self._anchors[page.name]

    @cached_property
    def _theme(self) -> str:
        """The ids that templates give."""
        texts = (each.read_text("utf-8") for each in (self._root / "site/theme").rglob("*.html"))
        ids = {each for text in texts for each in _TAG_ID.findall(_filled_in(text))}
        return "|".join(_pattern(each) for each in ids if each != FILLED_IN) or "(?!)"


def _filled_in(text: str) -> str:
    return _JINJA.sub(FILLED_IN, text)


def _pattern(name: str) -> str:
    """An id as a pattern: what Jinja fills in may be anything."""
    return "[^#]+".join(map(re.escape, name.split(FILLED_IN)))


def _ids(page: Page) -> Iterator[str]:
    """The ids of a page, as written."""
    text = _filled_in(page.code_free)
    for found in _ATTRIBUTES.finditer(text):
        yield from _NAMED.findall(found[1])
    yield from _TAG_ID.findall(text)
    yield from _slugs(page)


def _slugs(page: Page) -> Iterator[str]:
    """The ids that MkDocs gives to headings without one."""
    seen: dict[str, int] = {}
    for block in page.blocks:
        if block.kind == "heading" and (slug := slugify(block)):
            count = seen[slug] = seen.get(slug, -1) + 1
            yield f"{slug}_{count}" if count else slug


def slugify(block: Block) -> str:
    """A heading's id as MkDocs makes it: without marks, `đ` lost, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", block.text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
