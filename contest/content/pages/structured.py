"""What pages say to search engines, as JSON-LD (https://schema.org).

Only what stands on the page for people, too: the contest as an event on the home page, the way to a
page, news as news. Questions and answers come from `faq`.
"""

from collections.abc import Iterator
from typing import Any

from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from contest.content.pages import faq
from contest.domain.rules import Contest, RoundKind

_CONTEXT = "https://schema.org"
Thing = dict[str, Any]


def things(page: Page, contest: Contest) -> list[Thing]:
    """What a page is about; nothing where the site's address is not known."""
    if not contest.contest.address:
        return []
    return [{"@context": _CONTEXT, **each} for each in _things(page, contest)]


def _things(page: Page, contest: Contest) -> Iterator[Thing]:
    if page.is_homepage:
        yield event(contest)
        yield website(contest)
    elif page.parent and not page.meta.get("lang"):
        yield trail(page, contest.contest.address)
    if page.meta.get("template") == "news.html":
        yield news_article(page, contest)
    if page.meta.get("faq"):
        yield faq.structured(page.content or "")


def event(contest: Contest) -> Thing:
    """The contest as an event that is held on this site (schema.org/Event)."""
    info = contest.contest
    official = [each for each in contest.rounds if each.kind is RoundKind.OFFICIAL]
    return {
        "@type": "Event",
        "name": info.name,
        "startDate": min(each.opens_at for each in official).isoformat(),
        "endDate": max(each.closes_at for each in official).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": info.address},
        "organizer": _organizer(contest),
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "image": f"{info.address}anh/trang-chu.png",
    }


def website(contest: Contest) -> Thing:
    """The site and how to search it (schema.org/WebSite)."""
    info = contest.contest
    search = {"@type": "EntryPoint", "urlTemplate": f"{info.address}tim-kiem/?q={{words}}"}
    action = {"@type": "SearchAction", "target": search, "query-input": "required name=words"}
    return {
        "@type": "WebSite",
        "name": info.short_name,
        "url": info.address,
        "inLanguage": "vi",
        "potentialAction": action,
    }


def trail(page: Page, address: str) -> Thing:
    """The way down to a page (schema.org/BreadcrumbList)."""
    steps = [("Trang chủ", ""), *_section(page), (str(page.title), page.url)]
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": address + url}
        for at, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _section(page: Page) -> Iterator[tuple[str, str]]:
    section = page.parent
    first = section.children[0] if isinstance(section, Section) else None
    if isinstance(first, Page) and first != page and section and first.title == section.title:
        yield section.title, first.url


def news_article(page: Page, contest: Contest) -> Thing:
    """A piece of news (schema.org/NewsArticle)."""
    return {
        "@type": "NewsArticle",
        "headline": str(page.title),
        "datePublished": str(page.meta["date"]),
        "description": str(page.meta["summary"]),
        "inLanguage": "vi",
        "mainEntityOfPage": contest.contest.address + page.url,
        "publisher": _organizer(contest),
    }


def _organizer(contest: Contest) -> Thing:
    return {"@type": "GovernmentOrganization", "name": contest.contest.organizer}
