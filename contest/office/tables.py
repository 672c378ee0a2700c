"""A table as data, and how official Vietnamese papers write its figures.

A table knows what it says; `workbook` and `csv_file` know how to lay it down.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contest.domain.phase import VIETNAM

Cell = str | int | float | datetime | date | None
"""What a cell may hold; a moment carries its time zone, a percentage is a fraction of one."""

_NOT_IN_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_STARTS_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n\0]")


class Kind(StrEnum):
    """What a column holds, and so how each cell is written."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    MOMENT = "moment"
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """A heading, what stands under it, and how wide it is in characters.

    What a printed page has no room for, or says in its notes anyway, is left to the screen;
    such columns come last.
    """

    name: str
    kind: Kind
    width: int
    printed: bool = True


@dataclass(frozen=True)
class Table:
    """A title, columns and rows, with lines to be read before and after them.

    The rows may be a stream: they are walked once, however many they are.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Cell]]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def printable(text: str) -> str:
    """The text in NFC, without what no file may hold: control marks, halves of characters.

    Marks that turn the direction of writing go too: with them a cell can show other than it says.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _NOT_IN_XML.sub("", lines))


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text: `= + - @`, also full-width or after blanks."""
    return _STARTS_A_FORMULA.match(text) is not None


def local(moment: datetime) -> datetime:
    """The moment on a clock in Vietnam, to the second and without a zone: sheets know none."""
    return moment.astimezone(VIETNAM).replace(tzinfo=None, microsecond=0)


def grouped(number: int) -> str:
    """A whole number with points between thousands: `12.345`."""
    return f"{number:,}".replace(",", ".")


def counted(number: int) -> str:
    """A count within a sentence: below ten with a zero before it, as official papers do."""
    return f"0{number}" if number in range(1, 10) else grouped(number)


def decimal(number: float) -> str:
    """A number with a comma for its decimals and nothing between thousands: `57,5`."""
    return f"{number:.10g}".replace(".", ",") if isinstance(number, float) else str(number)


def percent(rate: float) -> str:
    """A fraction of one as a percentage with two decimals: 0.5733 is `57,33%`."""
    return f"{rate * 100:.2f}%".replace(".", ",")


def day(moment: date) -> str:
    """A day as official papers write it: only days and the months 1 and 2 get a zero."""
    if isinstance(moment, datetime):
        moment = local(moment)
    month = f"{moment.month:02}" if moment.month in (1, 2) else str(moment.month)
    return f"{moment.day:02}/{month}/{moment.year}"


def hour_and_day(moment: datetime) -> str:
    """A moment within a sentence: `08 giờ 00 ngày 08/11/2023`, on a clock in Vietnam."""
    return f"{local(moment):%H giờ %M} ngày {day(moment)}"


def figures_as_of(moment: datetime) -> str:
    """The line that says what moment the figures stand for."""
    return f"Số liệu tính đến {local(moment):%H:%M ngày %d/%m/%Y} (giờ Việt Nam)"
