"""Whether the links of a page lead somewhere, and say where.

Relative links lead to other pages and files; absolute ones to apps, files of the theme, and what
builds and functions write. Addresses of others are looked at, never fetched.
"""

import html
import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from contest.content.checks.link_places import Places
from contest.content.checks.page_prose import FILLED_IN, TARGET
from contest.content.checks.page_source import Page
from contest.content.mistakes import Mistake

_MARKDOWN = re.compile(
    rf"(?P<image>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\](?P<target>{TARGET})", re.DOTALL
)
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:\s*(?P<target>\S+)", re.MULTILINE)
_ANCHOR = re.compile(
    r"<a\b[^<>]*?\bhref=\"(?P<target>[^\"]*)\"[^<>]*>(?P<words>.*?)</a>", re.DOTALL | re.IGNORECASE
)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(src|alt)=\"([^\"]*)\"", re.IGNORECASE)
_JINJA = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)

_TITLE = re.compile(r"\s+[\"'(].*$", re.DOTALL)
_NOWHERE = re.compile(
    r"(?:(?:hãy |xin |vui lòng )?(?:xem |xem thêm |chi tiết |bấm |nhấn |nhấp |click )?(?:vào )?"
    r"(?:tại )?(?:đây|ở đây|liên kết này|đường dẫn này)|click here|here|link|xem|xem thêm|chi tiết)"
    r"(?: để xem| nhé)?",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d{3,15}")


class Link(NamedTuple):
    """A link or picture on a page: where it stands, where it leads, what it is called."""

    at: int
    target: str
    words: str | None
    """None where there are none to judge."""
    image: bool = False


def links(page: Page) -> Iterator[Link]:
    """The links and pictures of a page."""
    text = page.code_free
    for found in _MARKDOWN.finditer(text):
        target = _TITLE.sub("", _JINJA.sub(FILLED_IN, found["target"][1:-1]).strip())
        yield Link(found.start(), target.strip("<>"), found["words"], bool(found["image"]))
    for found in _REFERENCE.finditer(text):
        yield Link(found.start(), found["target"].strip("<>"), None)
    for found in _ANCHOR.finditer(text):
        target = html.unescape(_JINJA.sub(FILLED_IN, found["target"]))
        yield Link(found.start(), target, found["words"])
    for found in _IMAGE.finditer(text):
        given = dict(_ATTRIBUTE.findall(found[0]))
        # An empty alt is how HTML says that a picture is an ornament; none at all is a mistake.
        alt = None if given.get("alt") == "" else given.get("alt", "")
        target = html.unescape(_JINJA.sub(FILLED_IN, given.get("src", "")))
        yield Link(found.start(), target, alt, image=True)


def link_mistakes(page: Page, places: Places) -> Iterator[Mistake]:
    """Links that lead nowhere, or don't say where."""
    for link in links(page):
        line = page.text.count("\n", 0, link.at) + 1
        if message := _words_wrong(link):
            yield page.mistake(line, message)
        if message := _target_wrong(link.target, page, places):
            yield page.mistake(line, message)


def _words_wrong(link: Link) -> str | None:
    if link.words is None:
        return None
    words = re.sub(r"<[^>]*>|[*_`]", "", link.words)
    plain = " ".join(words.split()).strip(" .,!:;→»›")
    if link.image and not plain:
        return f"hình «{link.target}» chưa có lời tả; hãy viết ![hình có gì]({link.target})"
    if not plain:
        return f"liên kết «{link.target}» không có chữ; hãy viết [tên trang]({link.target})"
    if not link.image and _NOWHERE.fullmatch(plain):
        return f"chữ «{plain}» không nói liên kết dẫn đến đâu; hãy viết tên trang hoặc việc cần làm"
    return None


def _target_wrong(target: str, page: Page, places: Places) -> str | None:
    if not target:
        return "liên kết chưa có địa chỉ; hãy viết [chữ](dia-chi.md)"
    parts = urlsplit(target)
    if FILLED_IN in parts.path or FILLED_IN in parts.netloc:
        return None
    if parts.scheme or parts.netloc:
        return _outside_wrong(target)
    path = unquote(parts.path)
    if path.startswith("/"):
        return places.absolute_wrong(path, parts.fragment)
    beside = posixpath.join(posixpath.dirname(page.name), path)
    name = posixpath.normpath(beside) if path else page.name
    return places.relative_wrong(target, name, parts.fragment, page)


def _outside_wrong(target: str) -> str | None:
    parts = urlsplit(target)
    if parts.scheme in ("http", "https"):
        host = parts.hostname or ""
        if not _HOST.fullmatch(host) or re.search(r"\s", target):
            return f"địa chỉ «{target}» chưa đúng; hãy chép lại cả địa chỉ từ trình duyệt"
        return None
    if parts.scheme == "mailto" and _MAIL.fullmatch(parts.path):
        return None
    if parts.scheme == "tel" and _PHONE.fullmatch(re.sub(r"[ .()-]", "", parts.path)):
        return None
    return f"«{target}»: chỉ dùng liên kết http, https, mailto hoặc tel viết đúng dạng"
