"""A page's Markdown with everything blanked that isn't prose, so that what is left can be judged.

Blanked text keeps its length and its lines: a place in it is a place in the file.
"""

import re

from contest.content.documents import HEAD

TARGET = r"\((?:[^()\n]|\([^()\n]*\))*\)"
"""What stands in brackets behind a link's text."""
FILLED_IN = "\N{REPLACEMENT CHARACTER}"
"""Stands for what Jinja writes where it matters: it may be anything."""

_COMMENTS = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_CODE = re.compile(
    r"^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$"
    r"|<(?P<tag>pre|code|kbd|samp|script|style|svg)\b.*?</(?P=tag)>"
    r"|(?P<tick>`+)(?!`)(?:(?!\n\n).)+?(?<!`)(?P=tick)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_NO_PROSE = re.compile(
    r"\{:[^}\n]*\}"  # attribute lists
    r"|</?[A-Za-z][^<>]*>|<[a-z]+:[^<>\s]*>"  # tags, addresses in angle brackets
    rf"|(?<=\]){TARGET}"
    r"|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:.*$"  # targets of reference links
    r"|https?://[^\s)|]*"
    r"|&\#?\w+;",
    re.MULTILINE,
)


def blank(text: str) -> str:
    """Spaces instead of everything but line breaks."""
    return re.sub(r"[^\n]", " ", text)


def _without(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: blank(found[0]), text)


def without_head(text: str) -> str:
    """The text with its front matter blanked."""
    found = HEAD.match(text)
    return blank(found[0]) + text[found.end() :] if found else text


def without_code(text: str) -> str:
    """A page's text without front matter, comments and code: Markdown, tags and Jinja are left."""
    return _without(_CODE, _without(_COMMENTS, without_head(text)))


def without_jinja(text: str) -> str:
    """The text with Jinja's marks and what is between them blanked."""
    return _without(_JINJA, text)


def prose(code_free: str) -> str:
    """What a reader sees of a text out of `without_code`; citations `[^id]` stay in it."""
    return _without(_NO_PROSE, without_jinja(code_free))
