"""A table as CSV that Excel with Vietnamese settings opens by a double click (R19).

UTF-8 with BOM, `;` between cells, CRLF, a decimal comma; times as `2023-11-08 08:00:05`, which
Excel understands under every setting. The headings stand in the first line and nothing above
them, so that other programs can read the file as well.

Ids stay text by an apostrophe before them. It is the one mark that both sides agree on: OWASP
(ASVS 1.2.10) asks for it before `= + - @`, and to Excel it means "this is text". The other ways
fail one side: `="0123"` is itself a formula, a tab before the id is on OWASP's list of dangerous
beginnings, and quotation marks alone don't keep Excel from turning `0123` into 123.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime

from contest.office.tables import (
    Cell,
    Column,
    Kind,
    Table,
    decimal,
    local,
    percent,
    printable,
    starts_a_formula,
)

MEDIA_TYPE = "text/csv; charset=utf-8"
_CHANGED_BY_EXCEL = re.compile(
    r"""\s*(
        [\d.,\s/:%-]*\d[\d.,\s/:%-]*     # numbers, dates, times: 0123, 1/2, 8:30, 50%
        | [\d.,]+ e [+-]? \d+            # 12E5 would become 1200000
        | \d* [\s-]* (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) [a-z]* [\s-]* \d*
        | true | false
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)


def csv_file(table: Table) -> bytes:
    """The headings and rows of the table; its notes are left to the other formats."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(column.name) for column in table.columns])
    writer.writerows(_lines(table))
    return out.getvalue().encode("utf-8-sig")


def _lines(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        pairs = zip(table.columns, row, strict=True)
        yield [_written(column, cell) for column, cell in pairs]


def _written(column: Column, cell: Cell) -> str:
    """A cell by the kind of its column. Only text can carry what Excel would change or run."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, datetime):
        return f"{local(cell):%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return cell.isoformat()
    return percent(cell) if column.kind is Kind.PERCENT else decimal(cell)


def _text(text: str) -> str:
    risky = starts_a_formula(text) or _CHANGED_BY_EXCEL.fullmatch(text)
    return f"'{printable(text)}" if risky else printable(text)
