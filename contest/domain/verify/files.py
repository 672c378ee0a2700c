"""Reading a record: every file is canonical JSON of the shape it must have, or a fault is told."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from contest.domain.seal import canonical
from contest.domain.verify.findings import Fault, Findings, number
from contest.domain.verify.shape import misfit

Read = Callable[[str], bytes]
"""The content of a file by its path under `/ho-so/`; raises MissingFileError."""
Listing = Callable[[], Iterable[str]]
"""The paths of all files under `/ho-so/`."""


class MissingFileError(Exception):
    """A file cannot be read; the message says why, in Vietnamese."""


def _nothing(_: Sequence[str]) -> None:
    return None


@dataclass(frozen=True)
class Source:
    """Where a record comes from. `ahead` is told which files will be asked for next, in order."""

    read: Read
    listing: Listing | None = None
    ahead: Callable[[Sequence[str]], None] = _nothing


@dataclass(frozen=True)
class Files:
    """Reads files and tells what is wrong with them."""

    source: Source
    findings: Findings

    def content(self, path: str, place: str = "") -> bytes:
        """The bytes of a file; raises UnusableError after telling that it is missing."""
        try:
            return self.source.read(path)
        except MissingFileError as error:
            fault = Fault(path, place or f"Tệp {path}", str(error))
            raise self.findings.stop(fault) from error

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        try:
            self.source.read(path)
        except MissingFileError:
            return False
        return True

    def named(self, path: str, sha256: str, size: int | None = None, place: str = "") -> bytes:
        """The bytes of a file whose digest (and size) is known; raises UnusableError if another."""
        data = self.content(path, place)
        if size is not None and len(data) != size:
            stands, should = f"{number(len(data))} byte", f"{number(size)} byte"
            raise self.findings.stop(Fault(path, f"Tệp {path}", "sai độ dài", stands, should))
        if (stands := digest(data)) != sha256:
            raise self.findings.stop(Fault(path, f"Tệp {path}", "sai mã băm", stands, sha256))
        return data

    def document(self, path: str, data: bytes, shape: Any) -> Any:
        """What a file holds: canonical JSON of that shape; raises UnusableError otherwise."""
        value = self.parsed(path, data)
        if found := misfit(value, shape):
            place = f"Tệp {path}" + (f", {found.place}" if found.place else "")
            fault = Fault(path, place, "sai hình thức", found.stands, found.should)
            raise self.findings.stop(fault)
        return value

    def parsed(self, path: str, data: bytes) -> Any:
        """The JSON of a file, which must be canonical; raises UnusableError otherwise."""
        try:
            value = json.loads(data)
            same = canonical(value) == data
        except (ValueError, RecursionError) as error:
            problem = "không phải JSON đọc được (bị cắt, bị hỏng hoặc lồng quá sâu)"
            raise self.findings.stop(Fault(path, f"Tệp {path}", problem)) from error
        if not same:
            problem = "không ở dạng chuẩn (khóa theo thứ tự, không dấu cách, không lặp)"
            raise self.findings.stop(Fault(path, f"Tệp {path}", problem))
        return value


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()
