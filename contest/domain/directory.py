"""The directory (danh bạ): everybody as a line of text, to be searched and paged without the table.

A line is columns between tabs, in UTF-8; a chunk is lines in the order of folded names. The folded
name is how somebody types who looks for one, and comes first, so that lines sort as they are.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from contest.domain.attempt import Entry, counted, is_over, shelve
from contest.domain.attempt import State as AttemptState
from contest.domain.participation import PersonFacts, Progress, Standing
from contest.domain.phase import milliseconds, moment, timestamp
from contest.domain.rules import Round

State = Progress
PAGE = 50
CHUNK = 2_000


class Sat(NamedTuple):
    """A person in one round: how the latest attempt stands, how many, and the one that counts."""

    state: str
    attempts: int
    score: int | None
    max_score: int | None


class Row(NamedTuple):
    """A person; moments in milliseconds, what is unknown empty or None."""

    key: str
    code: str
    name: str
    agency: str
    group: str
    nominated_agency: str
    nominated_group: str
    """Empty where nobody has nominated the person."""
    position: str
    registered: int | None
    took_part: int | None
    state: str
    rounds: Mapping[str, Sat]
    flags: tuple[str, ...]


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


def fold(text: str) -> str:
    """Small letters without marks, single spaces: `Đắk Lắk` and `dak lak` are the same."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.lower().replace("đ", "d").split())


def sat(entry: Entry, rules: Round, as_of: datetime) -> Sat:
    """How somebody stands in a round; open attempts as `prolonged` gives them."""
    closed = tuple(each for each in entry.closed if each.submitted_at <= as_of)
    best = counted(closed, rules.attempts.counted)
    grade = best.grade if best else None
    attempts = len(entry.closed) + (entry.open is not None)
    state = _latest_state(entry, as_of)
    return Sat(state, attempts, grade.score if grade else None, grade.max_score if grade else None)


def _latest_state(entry: Entry, as_of: datetime) -> str:
    if entry.open is not None:
        return shelve(entry.open).state if is_over(entry.open, as_of) else AttemptState.OPEN
    latest = max(entry.closed, key=lambda each: each.number)
    return latest.state if latest.submitted_at <= as_of else AttemptState.OPEN


def row(
    person: PersonFacts,
    standing: Standing,
    personal: Mapping[str, str | None],
    rounds: Mapping[str, Sat],
) -> Row:
    """The row of a person; `personal` is a name and a position, empty once erased.

    Who has not registered stands where a roster or an exclusion says.
    """
    post = standing.post or standing.nominated or standing.barred
    nominated = standing.nominated
    return Row(
        key=person.key,
        code=person.code or "",
        name=personal.get("full_name") or "",
        agency=post.agency or "" if post else "",
        group=post.group if post else "",
        nominated_agency=nominated.agency or "" if nominated else "",
        nominated_group=nominated.group if nominated else "",
        position=personal.get("position") or "",
        registered=_milliseconds(person.registered_at),
        took_part=_milliseconds(standing.took_part_at),
        state=standing.progress,
        rounds=rounds,
        flags=standing.flags,
    )


def line(row: Row) -> bytes:
    """A row as its line."""
    fields = (
        fold(row.name),
        row.key,
        row.code,
        _flat(row.name),
        row.agency,
        row.group,
        row.nominated_agency,
        row.nominated_group,
        _flat(row.position),
        _text(row.registered),
        _text(row.took_part),
        row.state,
        ",".join(_sat_text(round_id, each) for round_id, each in row.rounds.items()),
        ",".join(row.flags),
    )
    return "\t".join(fields).encode()


def read_line(text: bytes) -> Row:
    """The inverse of `line`."""
    _, key, code, name, agency, group, *rest = text.decode().split("\t")
    nominated_agency, nominated_group, position, registered, took_part, state, rounds, flags = rest
    return Row(
        key=key,
        code=code,
        name=name,
        agency=agency,
        group=group,
        nominated_agency=nominated_agency,
        nominated_group=nominated_group,
        position=position,
        registered=_number(registered),
        took_part=_number(took_part),
        state=state,
        rounds=dict(_read_sat(each) for each in _parts(rounds)),
        flags=tuple(_parts(flags)),
    )


def chunks(lines: Sequence[bytes]) -> Iterator[bytes]:
    """Sorted lines, so many together that each chunk fits an item of the table."""
    for start in range(0, len(lines), CHUNK):
        yield b"\n".join(lines[start : start + CHUNK])


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


def _sat_text(round_id: str, sat: Sat) -> str:
    return f"{round_id}:{sat.state}:{sat.attempts}:{_text(sat.score)}:{_text(sat.max_score)}"


def _read_sat(text: str) -> tuple[str, Sat]:
    round_id, state, attempts, score, max_score = text.split(":")
    return round_id, Sat(state, int(attempts), _number(score), _number(max_score))


def _parts(text: str) -> list[str]:
    return text.split(",") if text else []


def _flat(text: str) -> str:
    """No tab and no end of a line, whatever somebody has pasted into a form."""
    return " ".join(text.split())


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _number(text: str) -> int | None:
    return int(text) if text else None


def _milliseconds(at: datetime | None) -> int | None:
    return None if at is None else milliseconds(at)


def _time(at: int | None) -> str | None:
    return None if at is None else timestamp(moment(at))
