"""A person as a line of the directory: written, sorted and read back.

A line is columns between tabs, in UTF-8; a chunk is lines in the order of folded names. The folded
name is how somebody types who looks for one, and comes first, so that lines sort as they are.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from contest.domain.attempt import Entry, counted, is_over, shelve
from contest.domain.attempt import State as AttemptState
from contest.domain.participation import PersonFacts, Standing
from contest.domain.phase import milliseconds
from contest.domain.rules import Round

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
