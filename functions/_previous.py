"""The result in force, read back from the public record and proved by its digest."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contest.domain.record.changes import Standings, read_standings
from contest.domain.record.commitment import sha256
from contest.domain.record.files import MANIFEST
from contest.store.public_files import RECORD, PublicFiles
from contest.store.results import Latest
from functions._basis import CannotError


@dataclass(frozen=True)
class Previous:
    """The result before: what it said, and by which digest it is known."""

    manifest: str
    standings: Standings
    result: Mapping[str, Any]


def previous(public: PublicFiles, latest: Latest | None, number: int) -> Previous | None:
    """What the result in force says, read from the public record and proved by its digest.

    Raises CannotError unless the result of that number would be the next.
    """
    if number != (latest.number if latest else 0) + 1:
        raise CannotError("Trong lúc đó đã có kết quả khác được công bố. Vui lòng tính lại.")
    if latest is None:
        return None
    manifest = _proved(public, f"{latest.number}/{MANIFEST}", latest.manifest)
    listed = json.loads(manifest)["files"]
    result_path, folder = f"{latest.number}/ket-qua.json", f"{latest.number}/xep-hang/"
    said = json.loads(_proved(public, result_path, listed[result_path]["sha256"]))
    shards = (
        json.loads(_proved(public, path, listed[path]["sha256"]))
        for path in sorted(listed)
        if path.startswith(folder)
    )
    return Previous(latest.manifest, read_standings(shards, said), said)


def _proved(public: PublicFiles, path: str, wanted: str) -> bytes:
    data = public.get(f"{RECORD}/{path}")
    if data is None or sha256(data) != wanted:
        words = f"Tệp {path} của kết quả trước bị mất hoặc đã đổi"
        raise CannotError(f"{words}. Không công bố gì thêm; báo người phụ trách kỹ thuật.")
    return data
