"""Whether every link of a finished site leads to a file that is there, and to a place in it.

Looked at: `href`, `src` and the like in pages, addresses in sitemap and feed, `url()` in styles.
Addresses of others are left alone; what functions write later is known.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from contest.content.mistakes import Mistake

_WRITTEN_LATER = re.compile(
    r"(?:ho-so|api)/.*|(?:status|participation)\.json|ket-qua/\d+/index\.html"
)
"""What functions write; pages of results are there in builds that are given the record."""
_SCRIPTED = ("thi/", "to-chuc/")
"""Pages whose places are made by their scripts."""
_ATTRIBUTES = ("href", "src", "poster", "data")
_IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_IN_XML = re.compile(r"<loc>([^<]+)</loc>|\bhref=\"([^\"]+)\"")
_FEW = 3


@dataclass
class _File:
    """What links a file holds, and what places it has."""

    links: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


def link_mistakes(root: Path, site: Path, address: str = "") -> list[Mistake]:
    """The links of a built site that lead nowhere; `address` is where the site will be."""
    files = {
        path.relative_to(site).as_posix(): _READERS[path.suffix](path) for path in _paths(site)
    }
    broken: dict[str, list[str]] = defaultdict(list)
    for name, file in sorted(files.items()):
        for link in file.links:
            target = link.removeprefix(address.rstrip("/")) if address else link
            if not _leads_somewhere(target, name, site, files):
                broken[link].append(name)
    return sorted(_mistake(root, link, names) for link, names in broken.items())


def _paths(site: Path) -> Iterator[Path]:
    for path in site.rglob("*"):
        if path.suffix in _READERS and not path.is_relative_to(site / "ho-so"):
            yield path


def _page(path: Path) -> _File:
    file = _File()
    for element in etree.parse(str(path), etree.HTMLParser(encoding="utf-8")).iter(etree.Element):
        given = element.attrib
        file.ids.update(given[key] for key in ("id", "name") if key in given)
        links = [given[key] for key in _ATTRIBUTES if key in given]
        links += [each.split()[0] for each in given.get("srcset", "").split(",") if each.strip()]
        # `rel="canonical"` and the like name the site by its whole address; in running text a
        # whole address is somebody else's, even of a site that was here before.
        file.links.update(each for each in links if element.tag != "a" or not urlsplit(each).scheme)
    return file


def _style(path: Path) -> _File:
    return _File(set(_IN_STYLE.findall(path.read_text("utf-8"))))


def _xml(path: Path) -> _File:
    found = _IN_XML.finditer(path.read_text("utf-8"))
    return _File({each[1] or each[2] for each in found})


_READERS = {".html": _page, ".css": _style, ".xml": _xml}


def _leads_somewhere(target: str, name: str, site: Path, files: dict[str, _File]) -> bool:
    parts = urlsplit(target.strip())
    if parts.scheme or parts.netloc:
        return True
    path = unquote(parts.path)
    found = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), path)).lstrip("/")
    if path.endswith("/") or not found:
        found = posixpath.join(found, "index.html")
    found = found if path else name
    if _WRITTEN_LATER.fullmatch(found):
        return True
    if found not in files:
        return (site / found).is_file()
    fragment = unquote(parts.fragment)
    known = not found.endswith(".html") or found.startswith(_SCRIPTED)
    return not fragment or known or fragment in files[found].ids


def _mistake(root: Path, link: str, names: list[str]) -> Mistake:
    """One link that leads nowhere, on however many pages it stands."""
    shown = ", ".join("/" + each.removesuffix("index.html") for each in names[:_FEW])
    more = f" và {len(names) - _FEW} trang khác" if len(names) > _FEW else ""
    words = f"liên kết «{link}» ở {shown}{more} không dẫn đến đâu; hãy sửa địa chỉ hoặc tên mục"
    return Mistake(_source(root, names), 1, words)


def _source(root: Path, names: list[str]) -> Path:
    """Where the link was written: a page's own file, or the menu, when it is on several."""
    folder = posixpath.dirname(names[0])
    for path in (f"docs/{folder}.md", f"docs/{folder}/index.md", f"app/{names[0]}"):
        if len(names) <= _FEW and (root / "site" / path).is_file():
            return Path("site") / posixpath.normpath(path)
    return Path("site/mkdocs.yml") if len(names) > _FEW else Path("dist/site") / names[0]
