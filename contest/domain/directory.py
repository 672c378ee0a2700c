"""The directory (danh bạ): everybody in memory, to be searched and paged without the table.

`directory_rows` says what a person's line holds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contest.domain.directory_rows import Row, fold, read_line
from contest.domain.participation import Progress
from contest.domain.phase import moment, timestamp

State = Progress
PAGE = 50


@dataclass(frozen=True)
class Query:
    """What somebody looks for; an empty part asks for nothing."""

    text: str = ""
    agency: str = ""
    group: str = ""
    state: str = ""
    flag: str = ""


@dataclass(frozen=True)
class Page:
    """One page of what was found, and how much there is in all."""

    total: int
    page: int
    pages: int
    rows: tuple[Row, ...]


_Marks = tuple[bytes, bytes, bytes, bytes]


class Directory:
    """Everybody, in memory: some 60 MB for 100,000 people."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._lines: list[bytes] = []
        self._folded: list[bytes] = []
        self._marks: list[_Marks] = []
        self._seen: dict[_Marks, _Marks] = {}
        for part in parts:
            for each in part.split(b"\n"):
                self._take(each)

    def _take(self, text: bytes) -> None:
        fields = text.split(b"\t")
        marks = (fields[4], fields[5], fields[11], fields[13])
        self._lines.append(text)
        self._folded.append(b"%b %b" % (fields[0], fields[2].lower()))
        self._marks.append(self._seen.setdefault(marks, marks))  # few differ: keep each once

    def __len__(self) -> int:
        return len(self._lines)

    def page(self, query: Query, number: int = 1) -> Page:
        """The page of that number of whatever fits the query, ordered by name."""
        found = list(self._found(query))
        pages = max(-(-len(found) // PAGE), 1)
        number = min(max(number, 1), pages)
        shown = found[(number - 1) * PAGE : number * PAGE]
        return Page(len(found), number, pages, tuple(self._row(index) for index in shown))

    def rows(self, query: Query | None = None) -> Iterator[Row]:
        """All rows that fit, one after the other."""
        return (self._row(index) for index in self._found(query or Query()))

    def nominees(self, agency: str) -> Iterator[Row]:
        """The people whom an agency has nominated."""
        mark = f"\t{agency}\t".encode()
        rows = (read_line(each) for each in self._lines if mark in each)
        return (row for row in rows if row.nominated_group and row.nominated_agency == agency)

    def by_code(self, codes: Iterable[str]) -> dict[str, Row]:
        """The rows of those candidate codes, by code."""
        wanted = {code.encode() for code in codes if code}
        lines = (each for each in self._lines if each.split(b"\t", 3)[2] in wanted)
        return {row.code: row for row in map(read_line, lines)}

    def _row(self, index: int) -> Row:
        return read_line(self._lines[index])

    def _found(self, query: Query) -> Iterable[int]:
        indexes: Iterable[int] = range(len(self._lines))
        for word in fold(query.text).encode().split():
            indexes = [index for index in indexes if self._folded[index].find(word) >= 0]
        wanted = {marks for marks in self._seen if _fits(marks, query)}
        if len(wanted) == len(self._seen):
            return indexes
        return [index for index in indexes if self._marks[index] in wanted]


def _fits(marks: _Marks, query: Query) -> bool:
    agency, group, state, flags = (each.decode() for each in marks)
    return (
        query.agency in ("", agency)
        and query.group in ("", group)
        and _is_at(state, query.state)
        and (not query.flag or query.flag in flags.split(","))
    )


def _is_at(state: str, wanted: str) -> bool:
    """Whoever asks for the registered means those who have tried in vain, too."""
    return wanted in ("", state) or (wanted, state) == (State.REGISTERED, State.NOT_ENOUGH)


def told(row: Row) -> dict[str, Any]:
    """A row as the console shows it."""
    nominated = {"agency": row.nominated_agency or None, "group": row.nominated_group}
    return {
        "code": row.code or None,
        "key": row.key,
        "name": row.name,
        "agency": row.agency or None,
        "group": row.group,
        "nominated": nominated if row.nominated_group else None,
        "registered_at": _time(row.registered),
        "rounds": {round_id: sat._asdict() for round_id, sat in row.rounds.items()},
        "took_part_at": _time(row.took_part),
        "flags": list(row.flags),
    }


def page_document(page: Page, as_of: datetime) -> dict[str, Any]:
    """A page as `GET contestants` answers it."""
    return {
        "as_of": timestamp(as_of),
        "total": page.total,
        "page": page.page,
        "pages": page.pages,
        "rows": [told(row) for row in page.rows],
    }


def _time(at: int | None) -> str | None:
    return None if at is None else timestamp(moment(at))
