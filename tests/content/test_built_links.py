"""What a finished site's links are told as: each row a link, how it is told, and why."""

from pathlib import Path

import pytest

from contest.content.checks.built_links import link_mistakes
from contest.content.mistakes import Mistake
from tests.content.workspace import Workspace

ADDRESS = "https://thi.example.vn/"
SITE = {
    "index.html": "<main id='chinh'><h2 id='lich'>Lịch</h2></main>",
    "the-le/index.html": "<h2 id='xep-hang'>Xếp hạng</h2>",
    "thi/index.html": "<div id='phong'></div>",
    "css/site.css": "",
    "fonts/chu.woff2": "",
    "anh/to giay.png": "",
}


def mistakes(place: Path, **files: str) -> list[Mistake]:
    """What is wrong with the small site and these files besides."""
    site = place / "dist/site"
    for name, text in (
        SITE | {key.replace("__", "."): value for key, value in files.items()}
    ).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return link_mistakes(place, site, ADDRESS)


@pytest.mark.parametrize(
    ("html", "broken", "reason"),
    [
        ('<a href="/the-le/">Thể lệ</a>', None, "a page"),
        ('<a href="the-le/#xep-hang">Xếp hạng</a>', None, "a place in another page"),
        ('<a href="the-le/#xep-hạng">Xếp hạng</a>', "the-le/#xep-hạng", "no such place"),
        ('<a href="#muc">Mục</a><p id="muc">', None, "a place in the page itself"),
        ('<a href="#mucc">Mục</a><p id="muc">', "#mucc", "no such place in the page itself"),
        ('<a href="/the-le">Thể lệ</a>', "/the-le", "a folder without its slash"),
        ('<a href="/the-le/?in=1#xep-hang">In</a>', None, "a question behind the path"),
        ('<a href="the-le.md">Thể lệ</a>', "the-le.md", "what MkDocs could not resolve"),
        ('<a href="/thi/#ket-qua">Kết quả</a>', None, "a place that a script makes"),
        ('<a href="/ho-so/danh-muc.json">Hồ sơ</a>', None, "what functions write"),
        ('<a href="https://khac.example.vn/x">Khác</a>', None, "somebody else's"),
        (f'<a href="{ADDRESS}bai-cu">Bài cũ</a>', None, "of the site that was here before"),
        (f'<link rel="canonical" href="{ADDRESS}the-le/">', None, "the page by its whole address"),
        (f'<link rel="canonical" href="{ADDRESS}thele/">', f"{ADDRESS}thele/", "a wrong one"),
        ('<link rel="stylesheet" href="/css/site.css">', None, "a style"),
        ('<script src="/thi/main.js"></script>', "/thi/main.js", "no such script"),
        ('<img src="/anh/to%20giay.png" alt="">', None, "a name that must be quoted"),
        ('<img srcset="/anh/to-giay.png 2x" alt="">', "/anh/to-giay.png", "of several widths"),
        ('<svg><use href="/img/icons.svg#x"/></svg>', "/img/icons.svg#x", "no such drawing"),
        ('<a href="mailto:a@example.vn">Thư</a>', None, "a mail address"),
        ('<img src="data:image/png;base64,AA" alt="">', None, "data"),
    ],
)
def test_a_link_of_a_page(html: str, broken: str | None, reason: str, tmp_path: Path) -> None:
    found = mistakes(tmp_path, a__html=html)
    if broken is None:
        assert found == [], reason
    else:
        assert len(found) == 1, reason
        assert f"liên kết «{broken}» ở /a.html không dẫn đến đâu" in str(found[0])


@pytest.mark.parametrize(
    ("name", "text", "broken"),
    [
        ("css/a.css", "@font-face { src: url(../fonts/chu.woff2) }", None),
        ("css/a.css", 'a { background: url("/img/nen.svg") }', "/img/nen.svg"),
        ("sitemap.xml", f"<loc>{ADDRESS}the-le/</loc>", None),
        ("sitemap.xml", f"<loc>{ADDRESS}tin-tuc/</loc>", f"{ADDRESS}tin-tuc/"),
        ("tin-tuc/atom.xml", f'<link href="{ADDRESS}tin-tuc/a/"/>', f"{ADDRESS}tin-tuc/a/"),
        ("ho-so/1/trang.html", '<a href="/x">x</a>', None),
    ],
)
def test_links_of_other_files(name: str, text: str, broken: str | None, tmp_path: Path) -> None:
    found = mistakes(tmp_path, **{name.replace(".", "__"): text})
    told = [str(each).partition("«")[2].partition("»")[0] for each in found]
    assert told == ([broken] if broken else [])


def test_a_link_on_many_pages_is_told_once(tmp_path: Path) -> None:
    """A slip in the menu stands on every page."""
    pages = {f"{each}/index__html": '<a href="/cu/">Cũ</a>' for each in "abcde"}
    [found] = mistakes(tmp_path, **pages)
    assert str(found).startswith(
        "site/mkdocs.yml:1: liên kết «/cu/» ở /a/, /b/, /c/ và 2 trang khác"
    )


def test_a_page_is_named_by_its_source(tmp_path: Path) -> None:
    (tmp_path / "site/docs").mkdir(parents=True)
    (tmp_path / "site/docs/the-le.md").write_text("# Thể lệ")
    [found] = mistakes(tmp_path, **{"the-le/index__html": '<a href="#khong">Không</a>'})
    assert str(found.path) == "site/docs/the-le.md"


def test_the_real_site_leads_nowhere_wrong(built: Workspace) -> None:
    assert link_mistakes(built.root, built.dist / "site", ADDRESS) == []
