"""Answer sheets as the public record keeps them: one row per entry, as canonical JSON.

    ["7K3MQ-9TZ0B",2,[[1,"s","<edition>","<paper>",412345,null,"B,AC,,D"]]]

Rows are kept as bytes: a million of them fit into memory so, and in order of bytes they are in
order of code.
"""

import hashlib
from collections.abc import Iterable, Sequence
from json import JSONEncoder
from typing import Any

from contest.domain.sheets import EntrySheets, Sheet

_canonical = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
# A row begins with these bytes, then the code.
_BEFORE_CODE = len('["')


def write_row(code: str, entry: EntrySheets) -> bytes:
    """The row of an entry. Moments are left out: see `docs/record-format.md`."""
    # The fields before `submitted_ms` are, in this order, those of the row.
    return _canonical([code, entry.started, [sheet[:7] for sheet in entry.sheets]]).encode()


def read_row(row: Sequence[Any]) -> tuple[str, EntrySheets]:
    """The code and entry that a row tells of; the row must have the shape of one."""
    code, started, sheets = row
    return code, EntrySheets(started, tuple(Sheet(*each) for each in sheets))


def begins(row: bytes, length: int) -> str:
    """The first characters of a row's code."""
    return row[_BEFORE_CODE : _BEFORE_CODE + length].decode()


def rows_digest(rows: Iterable[bytes]) -> str:
    """SHA-256 over rows in order of code, each followed by a line feed."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(row + b"\n")
    return digest.hexdigest()
