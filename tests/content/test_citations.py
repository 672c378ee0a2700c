"""Sources on pages: told where they are cited, marked where they are second-hand."""

import re
from pathlib import Path

import pytest

from contest.content.mistakes import MistakesError
from contest.content.pages.citations import Source, by_id, host, load_sources, with_notes
from tests.content.workspace import ROOT, Workspace

LAW = Source(id="luat", document="Luật 1/2020", article="Điều 2", seen=("https://a.gov.vn/x",))
COPY = Source(id="ban-sao", document="Quyết định 2", seen=("http://www.1ty.vn/b",))
KNOWN = {"luat": LAW, "ban-sao": COPY}


def test_a_page_ends_with_the_sources_it_cites() -> None:
    """Each once, in the order of the text, with where it was read."""
    page = with_notes("Một[^ban-sao]. Hai[^luat]. Ba[^ban-sao].", KNOWN)
    notes = page.split("///Footnotes Go Here///")[1]
    assert re.findall(r"^\[\^(\S+)\]:", notes, re.MULTILINE) == ["ban-sao", "luat"]
    assert "Luật 1/2020, Điều 2; xem tại [a.gov.vn](https://a.gov.vn/x)." in notes


def test_a_page_without_citations_stays_as_it_is() -> None:
    assert with_notes("Một câu.", KNOWN) == "Một câu."


def test_an_unknown_source_is_an_error() -> None:
    with pytest.raises(KeyError):
        with_notes("Một[^khong-co].", KNOWN)


@pytest.mark.parametrize(
    ("seen", "weak", "why"),
    [
        (["https://a.gov.vn/x"], False, "an office's own page"),
        (["http://1ty.vn/b"], True, "a mirror"),
        (["https://www.vietnam.vn/cs/x"], True, "www. is the same host"),
        (["http://1ty.vn/b", "https://a.gov.vn/x"], False, "one sound place is enough"),
        (["https://ketqua.1ty.vn.example.org/"], False, "another host that only looks like it"),
    ],
)
def test_second_hand_sources_are_known(seen: list[str], weak: bool, why: str) -> None:
    source = Source(id="a", document="Văn bản", seen=tuple(seen))
    assert source.weak is weak, why
    assert ("Nguồn thứ cấp" in source.note()) is weak, why


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://www.a.vn/b", "a.vn"),
        ("https://m.baogialai.com.vn/x", "baogialai.com.vn"),
        ("https://sav.gov.vn:443/x", "sav.gov.vn"),
        ("https://mof.gov.vn/", "mof.gov.vn"),
    ],
)
def test_a_host_is_told_as_people_call_it(address: str, wanted: str) -> None:
    assert host(address) == wanted


def test_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "site/data/sources"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text("- id: a\n  document: Luật\n  seen: [ftp://x]\n", "utf-8")
    (folder / "b.yaml").write_text("- id: B b\n  document: Luật 1\n  seen: []\n", "utf-8")
    with pytest.raises(MistakesError) as caught:
        load_sources(tmp_path)
    told = [str(each) for each in caught.value.mistakes]
    assert [each.split(":")[:2] for each in told] == [
        ["site/data/sources/a.yaml", "3"],
        ["site/data/sources/b.yaml", "1"],
        ["site/data/sources/b.yaml", "3"],
    ]


def test_every_citation_on_the_site_leads_to_its_source(built: Workspace) -> None:
    """Marks lead to the list at the end of the page, and from there back."""
    marks = 0
    for page in (built.dist / "site/kien-thuc").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r'class="footnote-ref" href="#([^"]+)"', text):
            assert f'<li id="{target}">' in text, (page, target)
            marks += 1
    assert marks > 100


def test_all_sources_are_sound() -> None:
    """Ids are unique over all files."""
    found = load_sources(ROOT)
    assert len(by_id(found)) == len(found) > 50
