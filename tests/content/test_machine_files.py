"""What machines read beside the pages: sitemap, robots.txt, structured data, link pictures."""

import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest

from contest.content.sources import load_contest
from contest.domain.rules import RoundKind
from tests import pages
from tests.content.workspace import ROOT, Workspace

ADDRESS = load_contest(ROOT / "question_src").contest.address


@pytest.fixture(scope="module")
def site(built: Workspace) -> Path:
    return built.dist / "site"


def html(site: Path, path: str) -> str:
    return (site / path.strip("/") / "index.html").read_text(encoding="utf-8")


def things(site: Path, path: str) -> dict[str, Any]:
    """Structured data of a page by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html(site, path))
    return {each["@type"]: each for each in map(json.loads, found)}


def test_the_sitemap_lists_pages_that_exist(site: Path) -> None:
    """All of them below the site's own address, none of an app that needs signing in."""
    found = pages.of_build(site)
    assert len(found) > 40
    assert all((site / path.strip("/") / "index.html").is_file() for path in found)
    assert not {"/to-chuc/", "/thi/"} & set(found)
    assert f"<loc>{ADDRESS}kien-thuc/papi/</loc>" in (site / "sitemap.xml").read_text()


def test_robots_are_led_to_the_sitemap_and_not_to_the_console(site: Path) -> None:
    said = (site / "robots.txt").read_text().splitlines()
    assert f"Sitemap: {ADDRESS}sitemap.xml" in said
    assert {"Disallow: /to-chuc/", "Disallow: /api/"} <= set(said)


def test_every_page_names_itself_and_its_picture(site: Path) -> None:
    """Canonical address, title, description and a picture that is there, 1200 × 630."""
    for path in pages.of_build(site):
        text = html(site, path)
        assert f'<link rel="canonical" href="{ADDRESS}{path[1:]}">' in text, path
        said = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', text))
        assert said["url"] == ADDRESS + path[1:], path
        assert said["title"] and said["description"], path
        assert len(said["description"]) <= 160, path
        picture = site / said["image"].removeprefix(ADDRESS)
        assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1200, 630), path


def test_pages_to_share_have_pictures_of_their_own(site: Path) -> None:
    """Each knowledge page and each piece of news: no two look alike in a chat."""
    own = [p for p in pages.of_build(site) if re.match(r"/(kien-thuc|tin-tuc)/.", p)]
    drawn = {re.search(r'og:image" content="([^"]*)"', html(site, path))[1] for path in own}  # type: ignore[index]
    assert len(drawn) == len(own) > 10


def test_the_contest_is_an_event_from_its_first_opening_to_its_last_close(site: Path) -> None:
    rounds = load_contest(ROOT / "question_src").rounds
    official = [each for each in rounds if each.kind is RoundKind.OFFICIAL]
    event = things(site, "/")["Event"]
    assert event["startDate"] == min(each.opens_at for each in official).isoformat()
    assert event["endDate"] == max(each.closes_at for each in official).isoformat()
    assert event["location"] == {"@type": "VirtualLocation", "url": ADDRESS}


def test_questions_for_machines_stand_on_the_page(site: Path) -> None:
    """What a search engine is told as an answer, a visitor reads as well."""
    page = html(site, "/cau-hoi-thuong-gap/")
    plain = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    asked = things(site, "/cau-hoi-thuong-gap/")["FAQPage"]["mainEntity"]
    assert len(asked) > 15
    assert all(each["name"] in plain for each in asked)
    assert all(each["acceptedAnswer"]["text"].split("\n")[0][:40] for each in asked)


def test_a_page_tells_the_way_down_to_it(site: Path) -> None:
    steps = things(site, "/kien-thuc/papi/")["BreadcrumbList"]["itemListElement"]
    assert [each["name"] for each in steps] == ["Trang chủ", "Kiến thức", "PAPI"]
    assert [each["item"].removeprefix(ADDRESS) for each in steps] == [
        "",
        "kien-thuc/",
        "kien-thuc/papi/",
    ]


def test_news_is_news(site: Path) -> None:
    path = next(each for each in pages.of_build(site) if re.match(r"/tin-tuc/.", each))
    article = things(site, path)["NewsArticle"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", article["datePublished"])
    assert article["headline"] in html(site, path)
