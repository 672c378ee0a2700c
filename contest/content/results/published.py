"""What the public record tells, for the pages: read, checked cheaply, and handed on as plain data.

    results = load("dist/live", "cchc-dak-lak-2023")
    results.latest                     # None before anything is published

Digests, numbers and seals are checked, so that no page is built from a file that was damaged on
its way. Whether the results are *right* is for `build.py verify` to say.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from contest.content.results.record_reader import Reader, reader
from contest.content.results.spoken import instant
from contest.domain.keys import RESULT
from contest.domain.record.commitment import FORMAT, NOTHING_BEFORE, Commitment, check_chain, sha256
from contest.domain.record.seals import read_seal
from contest.domain.rules import Contest
from contest.domain.token import verifying_keys

Document = Mapping[str, Any]


class RecordError(Exception):
    """The record contradicts itself; says which file, in Vietnamese."""


@dataclass(frozen=True)
class Result:
    """One numbered result. The documents are those of the same names in `docs/record-format.md`."""

    entry: Document
    """Its line in `muc-luc.json`."""
    manifest: Document
    told: Document
    """`ket-qua.json`."""
    participation: Document
    agencies: Mapping[str, Document]
    """By id: name, level, parent."""
    changes: Document | None
    rules: Contest
    """As adjusted, and in force when it was worked out."""

    @property
    def number(self) -> int:
        """Counted from 1."""
        number: int = self.entry["number"]
        return number

    @property
    def corrections(self) -> list[Document]:
        """What was wrong with questions, in the order it was decided."""
        return list(self.manifest["corrections"])

    @property
    def corrects(self) -> bool:
        """Whether it says something else than the one before, rather than only more."""
        told = self.changes
        return bool(told and (told["moved"] or told["prizes"] or told["collective"]))


@dataclass(frozen=True)
class Results:
    """Everything published so far: commitments, results in order, and the editions opened."""

    commitments: tuple[Commitment, ...] = ()
    all: tuple[Result, ...] = ()
    editions: Mapping[str, Document] = field(default_factory=dict)
    """Those of the latest result, by id."""

    @property
    def latest(self) -> Result | None:
        """The result in force; None before anything is published."""
        return self.all[-1] if self.all else None

    def number(self, number: int) -> Result:
        """The result of that number; raises IndexError."""
        return self.all[number - 1]

    @cached_property
    def questions(self) -> Mapping[tuple[str, str], Document]:
        """The questions of the editions, by round and id. Of two editions the later in order."""
        return {
            (edition["round"], name): question
            for edition in self.editions.values()
            for name, question in edition["questions"].items()
        }

    def opened(self, commitment: int) -> bool:
        """Whether what a commitment is about has been published."""
        path = f"cam-ket/{commitment}.json"
        return any(path in each.manifest["files"] for each in self.all)

    def question(self, name: str) -> Document | None:
        """A question of any of the editions; None before they are opened."""
        return next((each for (_, known), each in self.questions.items() if known == name), None)


NO_RESULTS = Results()
"""What pages know before anything is published."""


def load(place: str, contest_id: str) -> Results:
    """The results at a folder or address. Raises RecordError, FileNotFoundError, OSError."""
    return _Loading(reader(place), contest_id).results()


class _Loading:
    def __init__(self, read: Reader, contest_id: str) -> None:
        self._read = read
        self._contest_id = contest_id

    def results(self) -> Results:
        commitments = tuple(self._commitments())
        found = tuple(self._results())
        editions = dict(self._editions(found[-1])) if found else {}
        return Results(commitments, found, editions)

    def _commitments(self) -> Iterator[Commitment]:
        listed = self._top("cam-ket.json").get("commitments", ())
        made = [Commitment.read(each) for each in listed]
        for number, _wrong in check_chain(made):
            raise RecordError(f"cam-ket.json: cam kết số {number} không nối với cam kết trước")
        yield from made

    def _results(self) -> Iterator[Result]:
        previous = NOTHING_BEFORE
        for at, entry in enumerate(self._top("muc-luc.json").get("results", ()), 1):
            if entry["number"] != at:
                raise RecordError(f"muc-luc.json: thiếu kết quả số {at}")
            result = self._result(entry)
            self._check_seal(entry, result.manifest, previous)
            previous = entry["manifest"]
            yield result

    def _check_seal(self, entry: Document, manifest: Document, previous: str) -> None:
        keys = verifying_keys(self._named(manifest, f"{entry['number']}/khoa.json"), RESULT)
        claims = read_seal(entry["seal"], keys, self._contest_id, instant(entry["at"]))
        said = claims and (claims["num"], claims["man"], claims["prv"])
        if said != (entry["number"], entry["manifest"], previous):
            raise RecordError(f"muc-luc.json: chữ ký của kết quả số {entry['number']} không đúng")

    def _top(self, path: str) -> Document:
        """A file that may not be there yet, of this contest."""
        try:
            found: Document = json.loads(self._read(path))
        except FileNotFoundError:
            return {}
        if found["format"] != FORMAT or found["contest"] != self._contest_id:
            raise RecordError(f"{path}: không phải hồ sơ của cuộc thi {self._contest_id}")
        return found

    def _result(self, entry: Document) -> Result:
        number = entry["number"]
        manifest = self._file(f"{number}/ho-so.json", entry["manifest"])
        agencies = self._named(manifest, f"{number}/co-quan.json")["agencies"]
        changes = f"{number}/thay-doi.json"
        return Result(
            entry=entry,
            manifest=manifest,
            told=self._named(manifest, f"{number}/ket-qua.json"),
            participation=self._named(manifest, f"{number}/tham-gia.json"),
            agencies={each["id"]: each for each in agencies},
            changes=self._named(manifest, changes) if changes in manifest["files"] else None,
            rules=Contest.model_validate(self._named(manifest, f"{number}/the-le.json")),
        )

    def _editions(self, result: Result) -> Iterator[tuple[str, Document]]:
        for path in sorted(result.manifest["files"]):
            if path.startswith("bo-de/"):
                edition = self._named(result.manifest, path)
                yield edition["edition"], edition

    def _named(self, manifest: Document, path: str) -> Document:
        if path not in manifest["files"]:
            raise RecordError(f"{manifest['number']}/ho-so.json: không kể tệp {path}")
        return self._file(path, manifest["files"][path]["sha256"])

    def _file(self, path: str, digest: str) -> Document:
        data = self._read(path)
        if sha256(data) != digest:
            raise RecordError(f"{path}: nội dung không đúng với mã băm đã công bố")
        document: Document = json.loads(data)
        return document
