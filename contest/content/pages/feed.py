"""The feed of news, `/tin-tuc/atom.xml` (Atom, RFC 4287).

Readers know an item by its id for good: the address of its page.
"""

import datetime as dt
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from contest.content.pages.news import FOLDER, NewsItem
from contest.domain.rules import Contest

PATH = f"{FOLDER}/atom.xml"
_DECLARED = '<?xml version="1.0" encoding="utf-8"?>'
_ATOM = "http://www.w3.org/2005/Atom"


def feed(items: Sequence[NewsItem], contest: Contest) -> str:
    """The feed as a file's content; needs `contest.address`, for a feed is read elsewhere."""
    about = contest.contest
    if not about.address:
        raise ValueError("a feed needs the address of the site")
    latest = max((each.changed for each in items), default=about.plan.date)
    home = f"{about.address}{FOLDER}/"
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    _text(root, "id", home)
    _text(root, "title", f"Tin tức | {about.short_name}")
    _text(root, "updated", _midnight(latest))
    _link(root, "self", about.address + PATH, "application/atom+xml")
    _link(root, "alternate", home, "text/html")
    _text(SubElement(root, "author"), "name", about.organizer)
    for each in items:
        _entry(root, each, about.address)
    indent(root)
    return f"{_DECLARED}\n{tostring(root, encoding='unicode')}\n"


def _entry(root: Element, item: NewsItem, address: str) -> None:
    entry = SubElement(root, "entry")
    place = address + item.path
    _text(entry, "id", place)
    _text(entry, "title", item.title)
    _text(entry, "published", _midnight(item.date))
    _text(entry, "updated", _midnight(item.changed))
    _link(entry, "alternate", place, "text/html")
    _text(entry, "summary", item.summary)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _link(parent: Element, relation: str, place: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": kind, "href": place})


def _midnight(day: dt.date) -> str:
    """When a day begins in Vietnam: an item tells its day, a feed wants a moment."""
    return f"{day.isoformat()}T00:00:00+07:00"
