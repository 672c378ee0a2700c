"""What the page «Tìm kiếm» can find: what a visitor can read on the pages, and nothing else."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from contest.content.pages.search_index import INDEX, Found, read_pages, write_index
from tests.content.test_no_leaks import folded, questions_of
from tests.content.workspace import ROOT, Workspace

LARGEST = 60_000
"""Bytes, compressed: what a phone on a poor network waits for before the first result."""

UNREAD = "<script>x</script><style>p{}</style><noscript>n</noscript><template>t</template><!-- -->"
SOURCES = '<h2 id="nguon" class="sources-head">Nguồn</h2><div class="footnote"><p>n</p></div>'


def a_page(inside: str, title: str = "Trang", main: str = 'id="chinh"') -> str:
    head = f"<head><meta charset=utf-8><title>{title} | Hội thi</title></head>"
    return f'<!doctype html><html lang="vi">{head}<body><main {main}>{inside}</main></body></html>'


def put(site: Path, address: str, html: str) -> None:
    path = site / address.strip("/") / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8")


def sections(site: Path, inside: str) -> list[tuple[str, str, str]]:
    put(site, "/trang/", a_page(inside))
    [page] = read_pages(site)
    return [tuple(each) for each in page.sections]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("inside", "told", "why"),
    [
        ('<h1 id="x">A</h1><p>b</p>', [("", "A", "b")], "the top of a page needs no anchor"),
        (
            '<h1>A</h1><p>b</p><h2 id="c">C</h2><p>d</p><h3 id="e">E</h3><p>f</p>',
            [("", "A", "b"), ("c", "C", "d"), ("e", "E", "f")],
            "each heading begins a section",
        ),
        ("<p>a</p><h2>B</h2><p>c</p>", [("", "", "a B c")], "nobody can be sent to this heading"),
        ("<p>một</p><p>cửa</p>", [("", "", "một cửa")], "paragraphs are words apart"),
        ("<p>(<strong>PAPI</strong>)</p>", [("", "", "(PAPI)")], "what is in line stays together"),
        ("<ul><li>a</li><li>b</li></ul>", [("", "", "a · b")], "items are told apart"),
        ("a:<ul><li>b.</li><li>c</li></ul>", [("", "", "a: b. c")], "once is enough"),
        (
            "<table><tr><th>a</th><td>1</td></tr><tr><th>b</th></tr></table>",
            [("", "", "a · 1 · b")],
            "cells are told apart",
        ),
        (
            f"<h1>A</h1>{UNREAD}",
            [("", "A", "")],
            "nobody reads these",
        ),
        ("<svg><text>7</text></svg><p>a</p>", [("", "", "a")], "a picture's data stand beside it"),
        ("<nav>m</nav><p hidden>h</p><p>a</p>", [("", "", "a")], "ways, and what isn't shown"),
        ('<div data-search="off"><h2 id="x">X</h2>y</div><p>a</p>', [("", "", "a")], "kept out"),
        (
            f'<p>a<sup><a class="footnote-ref">[1]</a></sup>.</p>{SOURCES}',
            [("", "", "a.")],
            "sources are not what a page says",
        ),
        ('<h2 id="b">B <a class="footnote-ref">[1]</a></h2>', [("b", "B", "")], "in headings, too"),
    ],
)
def test_a_page_is_cut_at_its_headings(
    tmp_path: Path, inside: str, told: list[tuple[str, str, str]], why: str
) -> None:
    assert sections(tmp_path, inside) == told, why


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<html><body><main>Phòng thi</main></body></html>", "not made from the theme"),
        (a_page("<h1>A</h1>", main='id="chinh" data-search="off"'), "front matter says so"),
    ],
)
def test_what_is_no_page_to_find_is_left_out(tmp_path: Path, html: str, why: str) -> None:
    put(tmp_path, "/trang/", html)
    assert read_pages(tmp_path) == [], why


def test_a_page_says_where_it_lies(tmp_path: Path) -> None:
    """By its own way down, else by the page above it; the home page is no way."""
    trail = '<nav class="trail"><ol><li>Trang chủ</li><li>Kiến thức</li><li>PCI</li></ol></nav>'
    put(tmp_path, "/", a_page("<h1>A</h1>", "Cuộc thi"))
    put(tmp_path, "/tin-tuc/", a_page("<h1>A</h1>", "Tin tức"))
    put(tmp_path, "/tin-tuc/mot/", a_page("<h1>A</h1>", "Một | hai"))
    put(tmp_path, "/pci/", a_page(f"{trail}<h1>A</h1>", "PCI"))
    found = {each.address: (each.title, each.way) for each in read_pages(tmp_path)}
    assert found == {
        "/": ("Cuộc thi", []),
        "/pci/": ("PCI", ["Kiến thức"]),
        "/tin-tuc/": ("Tin tức", []),
        "/tin-tuc/mot/": ("Một | hai", ["Tin tức"]),
    }


@pytest.fixture(scope="module")
def pages(built: Workspace) -> dict[str, Found]:
    return {each.address: each for each in read_pages(built.dist / "site")}


@pytest.fixture(scope="module")
def index(built: Workspace) -> Any:
    return json.loads((built.dist / "site" / INDEX).read_text(encoding="utf-8"))


def text_of(pages: dict[str, Found]) -> str:
    return folded(
        " ".join(f"{part.title} {part.text}" for p in pages.values() for part in p.sections)
    )


def test_the_index_of_a_build_is_of_its_pages(built: Workspace, index: Any, tmp_path: Path) -> None:
    """Written anew from the finished pages it is the same; every section says what it is of."""
    site = built.dist / "site"
    for path in site.rglob("index.html"):
        put(tmp_path, path.parent.relative_to(site).as_posix(), path.read_text("utf-8"))
    write_index(tmp_path)
    assert json.loads((tmp_path / INDEX).read_text("utf-8")) == index
    assert {at for at, *_ in index["sections"]} == set(range(len(index["pages"])))


def test_every_result_leads_somewhere(built: Workspace, pages: dict[str, Found]) -> None:
    for address, page in pages.items():
        html = (built.dist / f"site{address}index.html").read_text(encoding="utf-8")
        wanted = {part.anchor for part in page.sections} - {""}
        assert wanted <= set(re.findall(r'\sid="([^"]+)"', html)), address


def test_pages_are_found_and_apps_are_not(pages: dict[str, Found]) -> None:
    assert {"/", "/the-le/", "/minh-bach/", "/ket-qua/"} <= pages.keys()
    assert not {"/tim-kiem/", "/thi/", "/to-chuc/", "/minh-bach/dinh-dang/"} & pages.keys()
    assert pages["/"].sections[0].title == pages["/"].title


def test_the_index_holds_no_question_and_no_script(pages: dict[str, Found]) -> None:
    """Neither sealed ones nor those to practise with; searching is no way to answers."""
    text = text_of(pages)
    for folder in ("exam", "practice"):
        texts = questions_of(ROOT / "question_src" / folder)
        told = [each for each in (texts.stems | texts.explanations) if len(each) > 20]
        assert told
        assert [each for each in told if folded(each) in text] == []
    assert "function(" not in text and "@media" not in text and "noscript" not in text


def test_the_index_is_small(index: Any) -> None:
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(gzip.compress(data, 9)) < LARGEST
