"""Reads files of a public record, from a folder or from an address.

read = reader("https://…")        # or a folder that holds `ho-so/`, or `ho-so/` itself
read("muc-luc.json")              # bytes; FileNotFoundError where there is none
"""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

Reader = Callable[[str], bytes]
"""The bytes of a file by its path in the record; raises FileNotFoundError, OSError."""

FOLDER = "ho-so"
_PATIENCE_SECONDS = 30


def reader(place: str) -> Reader:
    """A reader of the record at a place: a folder, or an address that begins with http."""
    if place.startswith(("http://", "https://")):
        return _of_address(place)
    return _of_folder(Path(place))


def _of_folder(place: Path) -> Reader:
    if not place.is_dir():
        raise FileNotFoundError(f"không có thư mục {place}")
    inside = place / FOLDER
    root = inside if inside.is_dir() else place
    return lambda path: (root / path).read_bytes()


def _of_address(place: str) -> Reader:
    base = place.rstrip("/")
    base = base if base.endswith(f"/{FOLDER}") else f"{base}/{FOLDER}"
    return lambda path: _fetch(f"{base}/{urllib.parse.quote(path)}")


def _fetch(address: str) -> bytes:
    try:
        # Only http and https come here: `reader` sees to it.
        with urllib.request.urlopen(address, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310
            data: bytes = answer.read()
            return data
    except urllib.error.HTTPError as error:
        if error.code in (403, 404):  # a bucket without listing answers 403 for what isn't there
            raise FileNotFoundError(address) from error
        raise
