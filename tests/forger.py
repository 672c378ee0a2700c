"""Somebody who changes a published record and makes it fit again, as far as the keys held allow.

    forger = Forger(made.files)                 # a copy; the record itself stays as it is
    forger.change("1/ket-qua.json", lambda it: it.update(number=7))
    forger.refit()                              # digests, names and seals, with the right key

A record that has been refitted betrays itself by its meaning alone.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from contest.domain.keys import RESULT, SigningKey
from contest.domain.phase import milliseconds
from contest.domain.seal import canonical
from contest.domain.token import sign
from contest.domain.verify.verification import MissingFileError, Report, Source, verify
from tests.records import a_key

ZEROS = "0" * 64


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Forger:
    """A copy of a record, to be changed."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    def read(self, path: str) -> Any:
        return json.loads(self.files[path])

    def write(self, path: str, value: Any) -> None:
        self.files[path] = canonical(value)

    def change(self, path: str, how: Callable[[Any], object]) -> None:
        """Change a document in place."""
        value = self.read(path)
        how(value)
        self.write(path, value)

    def paths(self, *beginnings: str) -> list[str]:
        """All files that begin so, in order."""
        return sorted(each for each in self.files if each.startswith(beginnings))

    @property
    def results(self) -> list[int]:
        return [each["number"] for each in self.read("muc-luc.json")["results"]]

    def refit(self, key: SigningKey | None = None, *, commitments: bool = False) -> None:
        """Make names, digests and seals fit, and the chain of commitments too if asked."""
        if commitments:
            self._refit_commitments()
        renamed = dict(self._renamed_sheets())
        previous = ZEROS
        for number in self.results:
            self._refit_manifest(number, renamed, previous)
            previous = digest(self.files[f"{number}/ho-so.json"])
            self.reseal(number, key or a_key(RESULT))

    def _renamed_sheets(self) -> Iterator[tuple[str, str]]:
        for path in self.paths("bai-lam/"):
            folder, _, _ = path.rpartition("/")
            name = f"{folder}/{digest(self.files[path])[:16]}.json"
            if name != path:
                self.files[name] = self.files.pop(path)
                yield path, name

    def _refit_manifest(self, number: int, renamed: Mapping[str, str], previous: str) -> None:
        path = f"{number}/ho-so.json"
        manifest = self.read(path)
        own = self.paths(f"{number}/")
        named = {renamed.get(each, each) for each in manifest["files"]} | set(own)
        named -= {path} | {each for each in named if each not in self.files}
        manifest["files"] = {
            each: {"sha256": digest(self.files[each]), "bytes": len(self.files[each])}
            for each in named
        }
        manifest["previous"] = previous
        chain = self.read("cam-ket.json")["commitments"][: manifest["commitments"]["count"]]
        manifest["commitments"]["chain"] = chain[-1]["chain"] if chain else ZEROS
        self.write(path, manifest)

    def reseal(self, number: int, key: SigningKey) -> None:
        """An entry of the index that says what its manifest says."""
        index, manifest = self.read("muc-luc.json"), self.read(f"{number}/ho-so.json")
        entry = index["results"][number - 1]
        entry |= {each: manifest[each] for each in ("number", "at", "reason")}
        entry["manifest"] = digest(self.files[f"{number}/ho-so.json"])
        claims = {
            "iss": index["contest"],
            "iat": milliseconds(datetime.fromisoformat(manifest["at"])) // 1000,
            "num": number,
            "man": entry["manifest"],
            "prv": manifest["previous"],
            "cmt": manifest["commitments"]["chain"],
        }
        entry["seal"] = sign(claims, RESULT, key)
        self.write("muc-luc.json", index)

    def _refit_commitments(self) -> None:
        log = self.read("cam-ket.json")
        before = ZEROS
        for number, each in enumerate(log["commitments"], start=1):
            content = self.files.get(f"cam-ket/{number}.json")
            each |= {"number": number, "before": before}
            if content is not None:
                each["digest"] = digest(content)
            each["chain"] = digest(canonical({k: v for k, v in each.items() if k != "chain"}))
            before = each["chain"]
        self.write("cam-ket.json", log)

    def reshard(self, length: int) -> None:
        """Cut all tables by so many characters of a code, as larger contests are; it fits again."""
        for path in self.paths("bai-lam/", *(f"{each}/xep-hang/" for each in self.results)):
            self._cut(path, length)
        for number in self.results:
            self._name_sheets(number)
        self.refit()

    def _cut(self, path: str, length: int) -> None:
        document = json.loads(self.files.pop(path))
        at = 1 if "ranking" in document else 0
        for shard, rows in groupby(document["rows"], lambda row: row[at][:length]):
            part = canonical({**document, "shard": shard, "rows": list(rows)})
            folder, _, _ = path.rpartition("/")
            name = f"{folder}/{shard}"
            if not at:
                name = f"{folder.rpartition('/')[0]}/{shard or 'tat-ca'}/{digest(part)[:16]}"
            self.files[f"{name}.json"] = part

    def _name_sheets(self, number: int) -> None:
        def names(manifest: Any) -> None:
            rounds = tuple(f"bai-lam/{each}/" for each in manifest["rounds"])
            manifest["files"] |= dict.fromkeys(self.paths(*rounds))

        self.change(f"{number}/ho-so.json", names)


def source(files: Mapping[str, bytes]) -> Source:
    """A record in memory, as a folder would be read."""

    def read(path: str) -> bytes:
        if path not in files:
            raise MissingFileError("thiếu tệp")
        return files[path]

    return Source(read, lambda: list(files))


def checked(files: Mapping[str, bytes], receipts: list[str] | None = None) -> Report:
    """What verification says of a record in memory."""
    return verify(source(files), receipts or [], lambda _: None)


def told(report: Report) -> str:
    """All lines, for an assertion to show."""
    return "\n".join(map(str, report.lines))
