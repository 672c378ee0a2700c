"""Lines of a table → rows, with everything that is wrong with them, told in one pass."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from contest.office.headers import Layout, Table, find_table
from contest.office.sheets import Sheet

RowT = TypeVar("RowT")


class Problem(NamedTuple):
    """What is wrong with a line, and what to write instead; never shows a national id in full."""

    line: int
    column: str | None
    """As the file calls it; None if it is about the whole line."""
    message: str


@dataclass(frozen=True)
class Reading(Generic[RowT]):
    """What a file says. A line with any problem gives no row."""

    headers: tuple[str, ...]
    rows: tuple[RowT, ...]
    problems: tuple[Problem, ...]
    lines: int
    """Lines that hold data, good or bad: `len(rows) + refused`."""
    notes: tuple[Problem, ...] = ()
    """What was accepted, but a person should know: nothing here is refused."""

    @property
    def refused(self) -> int:
        """Lines with problems, each counted once."""
        return len({each.line for each in self.problems})


@dataclass
class Record:
    """One line under its headers, and what has been found wrong with it so far."""

    line: int
    _table: Table
    _layout: Layout
    _cells: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The cell of a field; empty if the file has no such column."""
        place = self._table.places.get(name, len(self._cells))
        return self._cells[place] if place < len(self._cells) else ""

    def wrong(self, name: str | None, message: str) -> None:
        """Refuse the line for what a field says, or for itself."""
        self.problems.append(Problem(self.line, self._column(name), message))

    def note(self, name: str, message: str) -> None:
        """Tell something about a line that is accepted."""
        self.notes.append(Problem(self.line, self._column(name), message))

    def has(self, name: str) -> bool:
        """Whether the file has a column for the field."""
        return name in self._table.places

    def label(self, name: str) -> str:
        """What the form calls a field."""
        return self._layout.name(name)

    def _column(self, name: str | None) -> str | None:
        if name is None:
            return None
        place = self._table.places.get(name)
        return self.label(name) if place is None else self._table.headers[place]


class Seen:
    """On which line something stood first."""

    def __init__(self) -> None:
        self._lines: dict[Hashable, int] = {}

    def before(self, what: Hashable, line: int) -> int | None:
        """The earlier line that said the same, or None the first time."""
        first = self._lines.setdefault(what, line)
        return None if first == line else first


def read_lines(
    sheet: Sheet, layout: Layout, make: Callable[[Record], RowT | None]
) -> Reading[RowT]:
    """Every line through `make`; a row counts if `make` found nothing wrong.

    Raises UnreadableError if the sheet has no such table.
    """
    table = find_table(sheet, layout)
    rows, problems, notes = [], list[Problem](), list[Problem]()
    for record in _records(table, layout):
        row = make(record)
        problems += record.problems
        if row is not None and not record.problems:
            rows.append(row)
            notes += record.notes
    return Reading(table.headers, tuple(rows), tuple(problems), len(table.rows), tuple(notes))


def _records(table: Table, layout: Layout) -> Iterator[Record]:
    for line, cells in table.rows:
        yield Record(line, table, layout, cells)
