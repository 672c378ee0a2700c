"""One file is a piece of news: its mistakes are told all at once, and the feed is valid Atom."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from contest.content.mistakes import MistakesError
from contest.content.pages.feed import feed
from contest.content.pages.news import NewsItem, load
from contest.content.sources import load_contest
from tests.content.workspace import ROOT

CONTEST = load_contest(ROOT / "question_src")
DOCS = ROOT / "site" / "docs"
TODAY = date(2023, 12, 31)
NAME = "2023-11-17-vong-1.md"
GOOD = """---
title: Vòng 1 kết thúc
date: 2023-11-17
summary: Vòng 1 đã đóng.
template: news.html
---
# Vòng 1 kết thúc

Nội dung.
"""
ATOM = "{http://www.w3.org/2005/Atom}"


def docs(root: Path, text: str = GOOD, name: str = NAME) -> Path:
    """A site with one piece of news."""
    folder = root / "site" / "docs" / "tin-tuc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder.parent


def told(root: Path, text: str = GOOD, name: str = NAME) -> list[str]:
    """What is said of the file, each with its line."""
    with pytest.raises(MistakesError) as caught:
        load(docs(root, text, name), TODAY)
    assert {each.path for each in caught.value.mistakes} == {Path("site/docs/tin-tuc") / name}
    return [f"{each.line}: {each.message}" for each in caught.value.mistakes]


def swap(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


@pytest.mark.parametrize(
    ("text", "line", "words", "why"),
    [
        (swap("date: 2023-11-17\n", ""), 2, "«date»: thiếu mục này", "no date"),
        (swap("2023-11-17", "2023-11-18"), 3, "tên tệp mang ngày 2023-11-17", "two dates"),
        (swap("2023-11-17", "17/11/2023"), 3, "phải là ngày như", "not a date for machines"),
        (swap("2023-11-17", "2024-01-01"), 3, "ngày 01/01/2024 chưa đến", "a day to come"),
        (swap("summary: Vòng 1 đã đóng.", "summary:"), 4, "«summary»: còn trống", "empty"),
        (swap("summary: Vòng 1 đã đóng.\n", ""), 2, "«summary»: thiếu mục này", "no summary"),
        (swap("Vòng 1 đã đóng.", "dài " * 80), 4, "dài quá 300 ký tự", "too long for a list"),
        (swap("title: Vòng 1", "title: Vòng 1: đã"), 2, "không đọc được", "a colon unquoted"),
        (swap("template: news", "template: new"), 5, "phải là một trong: 'news.html'", "no such"),
        (swap("title:", "tittle:"), 2, "không có mục tên này", "misspelt"),
        (swap("template:", "updated: 2023-11-16\ntemplate:"), 5, "trước ngày đăng", "backwards"),
        (swap("template:", "image: anh/a.jpg\ntemplate:"), 5, "phải có «image_alt»", "no words"),
        (swap("template:", "image: a.jpg\nimage_alt: A\ntemplate:"), 5, "không thấy tệp", "gone"),
        (swap("template:", "image_alt: Hình\ntemplate:"), 5, "không có «image»", "no picture"),
        (GOOD.removeprefix("---\n"), 1, "phải mở đầu bằng phần khai báo", "no front matter"),
        (GOOD.replace("---\n#", "#"), 1, "phải mở đầu bằng phần khai báo", "not closed"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, words: str, why: str
) -> None:
    assert any(each.startswith(f"{line}: ") and words in each for each in told(tmp_path, text)), why


@pytest.mark.parametrize(
    "name",
    [
        "vong-1.md",
        "2023-11-17.md",
        "2023-11-17-Vòng-1.md",
        "2023-11-17-vong_1.md",
        "17-11-2023-a.md",
    ],
)
def test_a_file_is_named_after_its_day(tmp_path: Path, name: str) -> None:
    assert [each for each in told(tmp_path, name=name) if "tên tệp phải là ngày" in each]


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    docs(tmp_path, swap("title: Vòng 1 kết thúc\n", ""), "2023-11-01-a.md")
    both = docs(tmp_path, swap("summary: Vòng 1 đã đóng.", "summary:").replace("tit", "tít"))
    with pytest.raises(MistakesError) as caught:
        load(both, TODAY)
    found = [(each.path.name, each.line) for each in caught.value.mistakes]
    assert found == [
        ("2023-11-01-a.md", 2),
        ("2023-11-01-a.md", 2),
        (NAME, 2),
        (NAME, 2),
        (NAME, 4),
    ]


def test_one_new_file_is_all_it_takes(tmp_path: Path) -> None:
    """It is in the list, in its place, with nothing else touched."""
    docs(tmp_path, swap("2023-11-17", "2023-11-01"), "2023-11-01-a.md")
    site = docs(tmp_path, "# Tin tức\n", "index.md")
    assert [each.slug for each in load(site, TODAY)] == ["2023-11-01-a"]
    docs(tmp_path)
    assert [each.slug for each in load(site, TODAY)] == ["2023-11-17-vong-1", "2023-11-01-a"]


def test_a_picture_goes_with_its_words(tmp_path: Path) -> None:
    head = "image: anh/a.jpg\nimage_alt: Lễ phát động\ntemplate:"
    site = docs(tmp_path, swap("template:", head))
    (site / "tin-tuc/anh").mkdir()
    (site / "tin-tuc/anh/a.jpg").write_bytes(b"x")
    assert [each.image for each in load(site, TODAY)] == ["anh/a.jpg"]


def test_windows_lines_and_a_byte_order_mark_are_no_mistake(tmp_path: Path) -> None:
    site = docs(tmp_path, "")
    (site / "tin-tuc" / NAME).write_bytes(("\ufeff" + GOOD.replace("\n", "\r\n")).encode())
    assert [each.title for each in load(site, TODAY)] == ["Vòng 1 kết thúc"]


def item(**other: object) -> NewsItem:
    given: dict[str, object] = {
        "slug": "2023-11-17-vong-1",
        "title": "Vòng 1",
        "date": date(2023, 11, 17),
        "summary": "Đã đóng.",
        "template": "news.html",
    }
    return NewsItem.model_validate(given | other)


def text(element: ET.Element, tag: str) -> str:
    found = element.findall(ATOM + tag)
    assert len(found) == 1, tag
    return found[0].text or ""


def test_the_feed_is_valid_atom() -> None:
    """What RFC 4287 asks of a feed and its entries, of the real news."""
    root = ET.fromstring(feed(load(DOCS), CONTEST).encode())
    assert root.tag == f"{ATOM}feed"
    address = CONTEST.contest.address
    links = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert links["self"] == f"{address}tin-tuc/atom.xml"
    author = root.find(f"{ATOM}author")
    assert author is not None and text(author, "name") == CONTEST.contest.organizer
    entries = root.findall(f"{ATOM}entry")
    ids = [text(each, "id") for each in entries]
    assert len(set(ids)) == len(ids) == len(load(DOCS))
    for each in [root, *entries]:
        assert text(each, "title") and text(each, "updated").endswith("T00:00:00+07:00")
        assert text(each, "id").startswith("https://")
        assert all(one.get("href", "").startswith(address) for one in each.findall(f"{ATOM}link"))
    assert all(text(each, "summary") for each in entries)


def test_the_feed_goes_from_new_to_old_and_tells_its_latest_change() -> None:
    old = item(slug="2023-11-01-a", date=date(2023, 11, 1), updated=date(2023, 12, 1))
    root = ET.fromstring(feed([item(), old], CONTEST).encode())
    published = [text(each, "published") for each in root.iter(f"{ATOM}entry")]
    assert published == ["2023-11-17T00:00:00+07:00", "2023-11-01T00:00:00+07:00"]
    assert text(root, "updated") == "2023-12-01T00:00:00+07:00"


def test_words_of_authors_stay_words_in_the_feed() -> None:
    root = ET.fromstring(feed([item(title="A & B <b>", summary='"</entry>"')], CONTEST).encode())
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert (text(entry, "title"), text(entry, "summary")) == ("A & B <b>", '"</entry>"')


def test_a_feed_without_news_is_one_too() -> None:
    root = ET.fromstring(feed([], CONTEST).encode())
    assert text(root, "updated") == "2023-07-07T00:00:00+07:00"


def test_the_news_of_the_site_are_in_order() -> None:
    days = [each.date for each in load(DOCS)]
    assert days == sorted(days, reverse=True) and len(days) > 0
