"""What sheets come to, by round and over all; and what a ranking says as published."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from contest.domain.award_rules import Ranking
from contest.domain.awards.guess import Turnout
from contest.domain.awards.mark import Mark
from contest.domain.rules import Round
from contest.domain.sheets import HANDED_IN, EntrySheets

_BETWEEN_ROWS = re.compile(rb'\]\],(?=\["[0-9A-Z]{5}-[0-9A-Z]{5}",)')


@dataclass
class RoundSheets:
    """What a round's sheets come to, besides who did how."""

    rules: Round
    entries: int = 0
    begun: int = 0
    closed: int = 0
    too_long: int = 0
    """Attempts that took longer than the rules give; minutes may have been added."""
    blanks: int = 0
    """Attempts handed in with a blank although all answers are owed."""
    clean: bool = True
    """Whether all rows were as they must be, so that their digest says something."""
    by_correct: Counter[int] = field(default_factory=Counter)
    """People who are ranked by right answers of the attempt that counts."""
    _digest: Any = field(default_factory=sha256)

    def __post_init__(self) -> None:
        self._limit = round(self.rules.limit.total_seconds() * 1000)

    def digest(self) -> str:
        """As `close` commitments have it."""
        return str(self._digest.hexdigest())

    def take(self, data: bytes) -> None:
        """Add the rows of a canonical file of right rows to the digest."""
        rows = data[data.index(b'"rows":[') + 8 : data.rindex(b'],"shard":')]
        if rows:
            self._digest.update(_BETWEEN_ROWS.sub(b"]]\n", rows) + b"\n")

    def count(self, entry: EntrySheets) -> None:
        """Count an entry."""
        self.entries += 1
        self.begun += entry.started
        self.closed += len(entry.sheets)
        for sheet in entry.sheets:
            if sheet.duration_ms > self._limit:
                self.too_long += 1
            if self.rules.attempts.answer_all and sheet.ended == HANDED_IN:
                self.blanks += "" in sheet.answers.split(",")


@dataclass
class Regraded:
    """What all sheets come to, people who are not ranked left out of marks and turnout."""

    rounds: Mapping[str, RoundSheets]
    """By round id, in the order of the rules."""
    marks: list[tuple[str, Mapping[str, Mark]]] = field(default_factory=list)
    """Of everybody who may be ranked, in order of code, by round id."""
    turnout: Turnout = field(default_factory=Turnout)
    items: Sequence[Mapping[str, Any]] = ()
    """Statistics of the questions, as published."""
    took_part: int = 0
    """People who count as participants."""
    codes: set[str] = field(default_factory=set)
    """Everybody with an entry."""

    @property
    def begun(self) -> int:
        """Attempts begun."""
        return sum(each.begun for each in self.rounds.values())

    @property
    def closed(self) -> int:
        """Attempts that are in the record."""
        return sum(each.closed for each in self.rounds.values())


class Published(NamedTuple):
    """A row as published, and the file it stands in."""

    rank: int
    values: tuple[int | str | None, ...]
    decided: str
    prize: str | None
    file: str


@dataclass(frozen=True)
class Table:
    """A published ranking by code."""

    ranking: Ranking
    rows: Mapping[str, Published]
