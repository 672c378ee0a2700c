"""Figures as the clerk counted them: documents to be handed on as they are, and the directory.

    FIGURES#NOW    STATE       as_of, and what was written last, so that nothing is written twice
                   DIRECTORY   which version is in force
                   OVERVIEW, QUOTAS, AGENCIES, SIGNALS, PUBLIC, WAITING
    FIGURES#<ms>   QUOTAS, AGENCIES   as of a past moment that somebody asked for; kept
    DIRECTORY#<version>#<nnn>  PART   a chunk of people, sealed, gone by itself; under a key of
                                      its own, for one key takes but 1,000 write units a second

Whoever reads asks for two items, or for the few dozen of the directory; nobody walks the table.
"""

import hashlib
import itertools
import json
import os
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contest.domain.directory import Directory
from contest.domain.directory_rows import chunks
from contest.domain.phase import milliseconds, moment, timestamp
from contest.domain.privacy import NONCE_BYTES, open_personal, seal_personal
from contest.store.documents import get_document, put_document, read_document
from contest.store.table import BREATH_SECONDS, Table, key, number

NOW = "FIGURES#NOW"
_KEPT = timedelta(hours=6)
_REWRITTEN = timedelta(hours=3)  # a version must not be forgotten while it is in force
_AT_ONCE = 20  # chunks in a request: 16 MB at most, and a chunk is 350 KB at most


class NotCountedError(LookupError):
    """The clerk has not counted this yet."""


@dataclass(frozen=True)
class Figures:
    """The documents."""

    table: Table

    def put_now(self, as_of: datetime, documents: Mapping[str, Any]) -> tuple[str, ...]:
        """Keep the newest figures; names the documents that had changed, as only they are written.

        A document's own `as_of` does not count as a change: readers are told that of the count.
        """
        before = get_document(self.table, NOW, "STATE") or {"digests": {}}
        digests = {name: _digest(each) for name, each in documents.items()}
        changed = tuple(name for name in digests if digests[name] != before["digests"].get(name))
        for name in changed:
            put_document(self.table, NOW, name, documents[name])
        put_document(self.table, NOW, "STATE", {"as_of": milliseconds(as_of), "digests": digests})
        return changed

    def put_past(self, as_of: datetime, documents: Mapping[str, Any]) -> None:
        """Keep figures as of a past moment."""
        for name, document in documents.items():
            put_document(self.table, _place(as_of), name, document)

    def get(self, name: str, as_of: datetime | None = None) -> dict[str, Any]:
        """A document as of now or of a past moment; raises NotCountedError if there is none."""
        if as_of is None:
            return self._newest(name)
        document = get_document(self.table, _place(as_of), name)
        if document is None:
            raise NotCountedError(name)
        return dict(document)

    def as_of(self) -> datetime:
        """The moment that the newest figures tell of."""
        state = get_document(self.table, NOW, "STATE")
        if state is None:
            raise NotCountedError("STATE")
        return moment(state["as_of"])

    def _newest(self, name: str) -> dict[str, Any]:
        found = self.table.get_many([key(NOW, "STATE"), key(NOW, name)])
        documents = {item["sk"]["S"]: read_document(item) for item in found}
        if not {"STATE", name} <= documents.keys():
            raise NotCountedError(name)
        as_of = timestamp(moment(documents["STATE"]["as_of"]))
        return dict(documents[name]) | {"as_of": as_of}


class KeptDirectory:
    """The directory in the table; what was read is kept until another version is in force."""

    def __init__(self, table: Table, personal_key: bytes) -> None:
        self._table = table
        self._key = personal_key
        self._version: str | None = None
        self._read = Directory(())

    def put(self, as_of: datetime, lines: list[bytes]) -> bool:
        """Write a version and put it in force; False if the one in force says the same.

        Sorts the lines where they are: there may be a hundred thousand.
        """
        lines.sort()
        digest = _digest_of_lines(lines)
        before = get_document(self._table, NOW, "DIRECTORY")
        if before and before["digest"] == digest and as_of < _fresh_until(before):
            return False
        version = f"{milliseconds(as_of):013}"
        pointer = {
            "version": version,
            "chunks": self._write(version, lines, as_of + _KEPT),
            "digest": digest,
            "written": milliseconds(as_of),
        }
        put_document(self._table, NOW, "DIRECTORY", pointer)
        return True

    def get(self) -> Directory:
        """The directory in force; raises NotCountedError if there is none."""
        for _ in range(2):  # a version may be replaced between pointer and chunks
            pointer = get_document(self._table, NOW, "DIRECTORY")
            if pointer is None:
                break
            if pointer["version"] == self._version:
                return self._read
            texts = list(self._chunks(pointer["version"], pointer["chunks"]))
            if len(texts) == pointer["chunks"]:
                self._read = Directory(texts)
                self._version = pointer["version"]
                return self._read
        raise NotCountedError("DIRECTORY")

    def _write(self, version: str, lines: list[bytes], gone_at: datetime) -> int:
        ttl = number(int(gone_at.timestamp()))
        count = 0
        parts = enumerate(chunks(lines))
        while part := list(itertools.islice(parts, _AT_ONCE)):
            items = [self._item(version, index, text) | {"ttl": ttl} for index, text in part]
            _batch_put(self._table, items)
            count += len(items)
        return count

    def _item(self, version: str, index: int, text: bytes) -> dict[str, Any]:
        place = _chunk(version, index)
        data = zlib.compress(text, 6)
        sealed = seal_personal(self._key, place, data, os.urandom(NONCE_BYTES))
        return key(place, "PART") | {"part": {"B": sealed}}

    def _chunks(self, version: str, count: int) -> Iterator[bytes]:
        keys = [key(_chunk(version, index), "PART") for index in range(count)]
        found: dict[str, bytes] = {}
        for start in range(0, count, _AT_ONCE):
            items = self._table.get_many(keys[start : start + _AT_ONCE])
            found.update((item["pk"]["S"], item["part"]["B"]) for item in items)
        for place in sorted(found):
            yield zlib.decompress(open_personal(self._key, place, found[place]))


def _fresh_until(pointer: Mapping[str, Any]) -> datetime:
    return moment(pointer["written"]) + _REWRITTEN


def _digest_of_lines(lines: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for each in lines:
        digest.update(each)
        digest.update(b"\n")
    return digest.hexdigest()


def _chunk(version: str, index: int) -> str:
    return f"DIRECTORY#{version}#{index:03}"


def _place(as_of: datetime) -> str:
    return f"FIGURES#{milliseconds(as_of):013}"


def _digest(document: Mapping[str, Any]) -> str:
    told = {name: value for name, value in document.items() if name != "as_of"}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _batch_put(table: Table, items: list[Any]) -> None:
    left: Any = {table.name: [{"PutRequest": {"Item": item}} for item in items]}
    while left:
        left = table.client.batch_write_item(RequestItems=left).get("UnprocessedItems")
        time.sleep(BREATH_SECONDS if left else 0)
