"""Where two documents differ, line by line and key by key."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import Any


def differences(stands: Any, should: Any, where: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Where two documents differ, and what stands there in each."""
    if isinstance(stands, Mapping) and isinstance(should, Mapping):
        for key in sorted(stands.keys() | should.keys()):
            yield from differences(stands.get(key), should.get(key), f"{where}, «{key}»")
    elif isinstance(stands, list) and isinstance(should, list):
        yield from _line_by_line(stands, should, where)
    elif stands != should or type(stands) is not type(should):
        yield where, stands, should


def _line_by_line(
    stands: Sequence[Any], should: Sequence[Any], where: str
) -> Iterator[tuple[str, Any, Any]]:
    pairs = enumerate(zip_longest(stands, should), start=1)
    found: Iterator[tuple[str, Any, Any]] = (
        each
        for line, (one, other) in pairs
        for each in differences(one, other, f"{where}, dòng {line}")
    )
    if len(stands) != len(should):
        yield f"{where}, số dòng", len(stands), len(should)
        # Where a line has been put in or left out, all that follow differ: the first will do.
        found = islice(found, 1)
    yield from found
