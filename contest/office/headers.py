"""The header row of a sheet, found by the names people give to columns."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from contest.office.cells import UnreadableError, quoted
from contest.office.sheets import Sheet

_LOOKED_AT = 20  # titles, mottos and dates of an official paper stand above the header
_PARTS = re.compile(r"[/()*:]| hoặc ")
_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2}|[A-Da-d])\)?")
_TOTALS = {"tong", "cong", "tong cong", "tong so"}


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Words alone: no case, no diacritics, no punctuation; «Sở Y tế» and «so-y-te» are one."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(each for each in bare if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", re.sub("['’ʼ]", "", letters)).split())


@dataclass(frozen=True)
class Column:
    """A column a form may have: its name on the form, and other names people give it."""

    field: str
    name: str
    others: tuple[str, ...] = ()

    def called(self) -> Iterator[str]:
        """Every name, folded."""
        return map(fold, (self.name, self.field, *self.others))


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of sheet; each of `required` is met by any one of its fields."""

    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]

    def name(self, field: str) -> str:
        """What the form calls a field."""
        return next(each.name for each in self.columns if each.field == field)


@dataclass(frozen=True)
class Table:
    """A sheet under its header row: where each field stands, and the lines below."""

    headers: tuple[str, ...]
    places: Mapping[str, int]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def find_table(sheet: Sheet, layout: Layout) -> Table:
    """The table in a sheet; raises UnreadableError that names what is missing and what is there.

    A line of column numbers under the header and lines of totals are no data and are left out.
    """
    names = {name: each.field for each in layout.columns for name in each.called()}
    index = _header_row(sheet, names)
    line, headers = sheet.rows[index]
    places = _places(headers, names, line)
    _require(layout, places, headers, line)
    below = sheet.rows[index + 1 :]
    if below and _numbers_columns(below[0][1]):
        below = below[1:]
    return Table(headers, places, tuple(each for each in below if not _totals(each[1])))


def _field(header: str, names: Mapping[str, str]) -> str | None:
    """The field a header means: all of it, or a part of «Số định danh cá nhân/CCCD (12 số)»."""
    parts = (header, *_PARTS.split(header))
    return next((names[fold(part)] for part in parts if fold(part) in names), None)


def _header_row(sheet: Sheet, names: Mapping[str, str]) -> int:
    """The row among the first that names most columns; two are the least."""
    known = [
        len({_field(cell, names) for cell in cells} - {None})
        for _, cells in sheet.rows[:_LOOKED_AT]
    ]
    best = max(known)
    if best <= 1:
        where = f" của trang tính {quoted(sheet.sheet)}" if sheet.sheet else ""
        raise UnreadableError(
            f"Chưa thấy dòng tiêu đề trong {_LOOKED_AT} dòng đầu{where}. Vui lòng dùng tệp mẫu, "
            "hoặc ghi tên các cột như trong mẫu vào một dòng ở trang tính đầu tiên."
        )
    return known.index(best)


def _places(headers: tuple[str, ...], names: Mapping[str, str], line: int) -> dict[str, int]:
    places: dict[str, int] = {}
    for index, header in enumerate(headers):
        field = _field(header, names)
        if field in places:
            raise UnreadableError(
                f"Dòng {line}: hai cột {quoted(headers[places[field]])} và {quoted(header)} "
                "cùng một nội dung. Vui lòng chỉ giữ lại một cột."
            )
        if field is not None:
            places[field] = index
    return places


def _require(layout: Layout, places: Mapping[str, int], headers: Iterable[str], line: int) -> None:
    lacking = [each for each in layout.required if not any(field in places for field in each)]
    if lacking:
        wanted = "; ".join(" hoặc ".join(f"«{layout.name(f)}»" for f in each) for each in lacking)
        found = ", ".join(quoted(each) for each in headers if each)
        raise UnreadableError(f"Thiếu cột {wanted}. Dòng tiêu đề (dòng {line}) có: {found}.")


def _numbers_columns(cells: Iterable[str]) -> bool:
    """Whether a line only counts the columns: (1), (2), (3), as official tables do."""
    held = [cell for cell in cells if cell]
    return len(held) > 1 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in held)


def _totals(cells: Iterable[str]) -> bool:
    """Whether a line is a sum: its first words say so and nothing else."""
    return next(filter(None, map(fold, cells)), "") in _TOTALS
