"""What is ranked: people and the answer sheets they left, as plain and small as a million allow.

The walk over the table makes these, the public record holds what may be published of them, and a
verifier makes them again from that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

HANDED_IN, RAN_OUT, LAPSED = "s", "r", "l"
"""How an attempt ended; one that lapsed left nothing and is never graded."""


class Sheet(NamedTuple):
    """One closed attempt. `submitted_ms` is since 1970, None where unknown (public record)."""

    number: int
    ended: str
    edition: str
    paper: str
    duration_ms: int
    prediction: int | None
    answers: str
    submitted_ms: int | None = None

    @property
    def graded(self) -> bool:
        """Whether there is anything to grade."""
        return self.ended != LAPSED


class EntrySheets(NamedTuple):
    """One contestant's closed attempts in one round, by number, and how many were begun."""

    started: int
    sheets: tuple[Sheet, ...]


@dataclass(slots=True)
class Contender:
    """One person in the official rounds.

    `out` says why the person is not ranked: "disqualified", "excluded", or None. From the public
    record `group`, `agency` and `registered_ms` are unknown (None).
    """

    code: str
    entries: Mapping[str, EntrySheets] = field(default_factory=dict)
    """By round id."""
    out: str | None = None
    group: str | None = None
    agency: str | None = None
    registered_ms: int | None = None
