"""Dated lines: what was ruled about a person, when and by whom; nothing is ever taken out.

An item keeps its history as a list `h` of texts, oldest first, so that any past
moment can be told again.

    PERSON#POSTS      ms|agency|group|actor|reason      moves by organizers
    PERSON#ROSTER     ms|import|agency|group            "-" and "-": the nomination is withdrawn
    PERSON#EXCLUSION  ms|import|+ or -|agency|group|reason
    PERSON#RULING     ms|+ or -|actor|reason            + disqualified, - reinstated

An empty agency is none (citizens). The reason stands last, so that it may hold any character.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from contest.domain.participation import Held, Nomination, Post, Ruling
from contest.domain.phase import milliseconds, moment
from contest.store.table import Item

_WITHDRAWN = "-"


class Signed(NamedTuple):
    """Who had something written, and why."""

    actor: str
    reason: str


def post_line(at: datetime, post: Post, by: Signed) -> str:
    """A move to another agency or group."""
    return f"{milliseconds(at)}|{post.agency or ''}|{post.group}|{by.actor}|{by.reason}"


def roster_text(post: Post | None) -> str:
    """What a line of a roster says: a nomination, or its withdrawal."""
    agency, group = (post.agency or "", post.group) if post else (_WITHDRAWN, _WITHDRAWN)
    return f"{agency}|{group}"


def exclusion_text(*, stands: bool, post: Post | None, reason: str) -> str:
    """What a line of the exclusions says: that one may not take part, or may again."""
    agency, group = (post.agency or "", post.group) if post else ("", "")
    return f"{'+' if stands else '-'}|{agency}|{group}|{reason}"


def listed_line(at: datetime, source: str, text: str) -> str:
    """A line of a roster or of the exclusions with its moment and the import it came by."""
    return f"{milliseconds(at)}|{source}|{text}"


def takes_back(text: str) -> bool:
    """Whether a text withdraws a nomination or lifts an exclusion."""
    return text.startswith(f"{_WITHDRAWN}|")


def ruling_line(at: datetime, *, stands: bool, by: Signed) -> str:
    """A disqualification, or the reinstatement."""
    return f"{milliseconds(at)}|{'+' if stands else '-'}|{by.actor}|{by.reason}"


def read_posts(item: Item | None) -> tuple[tuple[Held, Signed], ...]:
    """The moves of a person."""
    return tuple(
        (Held(moment(int(ms)), Post(agency or None, group)), Signed(actor, reason))
        for ms, agency, group, actor, reason in _lines(item, 4)
    )


def read_nominations(item: Item | None) -> tuple[Nomination, ...]:
    """The nominations of a person."""
    return tuple(
        Nomination(moment(int(ms)), None if group == _WITHDRAWN else Post(agency or None, group))
        for ms, _, agency, group in _lines(item, 3)
    )


def read_exclusions(item: Item | None) -> tuple[Ruling, ...]:
    """The exclusions of a person."""
    return tuple(
        Ruling(moment(int(ms)), sign == "+", reason, Post(agency or None, group) if group else None)
        for ms, _, sign, agency, group, reason in _lines(item, 5)
    )


def read_rulings(item: Item | None) -> tuple[tuple[Ruling, str], ...]:
    """The disqualifications of a person, each with who ruled."""
    return tuple(
        (Ruling(moment(int(ms)), sign == "+", reason), actor)
        for ms, sign, actor, reason in _lines(item, 3)
    )


def last_listed(item: Item) -> tuple[str, str]:
    """Import and text of the last line of a roster or of the exclusions."""
    *_, last = _lines(item, 2)
    return last[1], last[2]


def _lines(item: Item | None, bars: int) -> Iterator[list[str]]:
    for line in item["h"]["L"] if item else ():
        yield line["S"].split("|", bars)
