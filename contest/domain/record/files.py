"""A result as the files of the public record, one after the other.

    for path, data in files(composition, issue):
        …                                   # write under /ho-so/, the manifest comes last

Every file is canonical JSON. What results share (editions, sheets, commitments, their grounds) has
the same path and the same bytes each time. Format: `docs/record-format.md`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from contest.domain.awards.lot import canonical_seed
from contest.domain.awards.ranking import Row
from contest.domain.phase import timestamp
from contest.domain.record import documents as record_documents
from contest.domain.record.changes import Standings, changes
from contest.domain.record.commitment import (
    FORMAT,
    NOTHING_BEFORE,
    Commitment,
    CommitmentKind,
    Grounds,
    sha256,
    tip,
)
from contest.domain.record.composition import Composition
from contest.domain.record.result import NameOf, result
from contest.domain.record.sheet_rows import begins
from contest.domain.seal import canonical

File = tuple[str, bytes]
"""A path under `/ho-so/`, and what lies there."""
MANIFEST = "ho-so.json"
NOT_RANKED = "not_ranked"
"""Whoever is out: why would tell colleagues whose code it is."""
_Kept = TypeVar("_Kept")
_LARGEST = (2_000, 64_000)
"""Up to so many rows in one shard, in one for each first character of a code."""
_ALL = "tat-ca"
_NAME_DIGITS = 16


@dataclass(frozen=True)
class Disclosed:
    """Commitments made so far, and what those of the result's rounds are about."""

    log: Sequence[Commitment] = ()
    contents: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    """By number; of each of those rounds, all."""
    documents: Mapping[str, bytes] = field(default_factory=dict)
    """What they name by digest."""


@dataclass(frozen=True)
class Issue:
    """What a composition is published as: the next result of the contest."""

    number: int
    at: datetime
    keys: Mapping[str, Any]
    """The JWK set that seals and receipts verify under."""
    name_of: NameOf
    reason: str = ""
    previous: str = NOTHING_BEFORE
    """The manifest digest of the result before."""
    before: Standings | None = None
    """What the result before said; needed from number 2 on."""
    disclosed: Disclosed = Disclosed()


def files(composition: Composition, issue: Issue) -> Iterator[File]:
    """All files of a result; the manifest, which names the others, comes last."""
    listed: dict[str, dict[str, Any]] = {}
    for path, data in _files(composition, issue):
        listed[path] = {"sha256": sha256(data), "bytes": len(data)}
        yield path, data
    manifest = canonical(_manifest(composition, issue, listed))
    yield f"{issue.number}/{MANIFEST}", manifest


def _files(composition: Composition, issue: Issue) -> Iterator[File]:
    yield from _disclosed(issue.disclosed, composition.basis.rounds)
    for edition in composition.basis.editions:
        yield f"bo-de/{edition.edition}.json", canonical(edition.document())
    for round_id, rows in composition.sheets.items():
        yield from sheet_files(round_id, rows)
    for ranking, table in composition.tables.items():
        prizes = composition.handed.prizes.get(ranking, {})
        yield from _ranking_files(f"{issue.number}/xep-hang", ranking, table, prizes)
    for name, document in _documents(composition, issue):
        yield f"{issue.number}/{name}.json", canonical(document)


def _documents(composition: Composition, issue: Issue) -> Iterator[tuple[str, Any]]:
    basis = composition.basis
    yield "the-le", record_documents.rules_document(basis.contest)
    yield "khoa", issue.keys
    yield "co-quan", record_documents.agencies_and_headcounts(basis.agencies, basis.headcounts)
    yield "loai", {"out": [[code, NOT_RANKED] for code, _why in composition.out]}
    yield "tham-gia", composition.participation
    yield "ket-qua", result(composition, issue.number, issue.at, issue.name_of)
    if issue.before is not None:
        differ = changes(issue.before, composition.standings)
        yield "thay-doi", differ.document(issue.number - 1, issue.reason)


def _manifest(
    composition: Composition, issue: Issue, listed: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    basis, log = composition.basis, issue.disclosed.log
    return {
        "format": FORMAT,
        "contest": basis.contest.contest.id,
        "number": issue.number,
        "at": timestamp(issue.at),
        "as_of": composition.participation["as_of"],
        "previous": issue.previous,
        "reason": issue.reason,
        "rounds": list(basis.rounds),
        "rankings": list(composition.tables),
        "collective": list(composition.collective),
        "lot": None if basis.lot is None else canonical_seed(basis.lot),
        "corrections": [each.model_dump(mode="json") for each in basis.corrections],
        "commitments": {"count": len(log), "chain": tip(log)},
        "files": listed,
    }


def _disclosed(disclosed: Disclosed, rounds: Sequence[str]) -> Iterator[File]:
    """What the commitments of these rounds are about, and the documents they name, each once."""
    named: dict[str, None] = {}
    for entry in disclosed.log:
        if entry.round in rounds:
            content = disclosed.contents[entry.number]
            yield f"cam-ket/{entry.number}.json", canonical(content)
            if entry.kind is CommitmentKind.OPEN:
                named |= dict.fromkeys(content[name] for name in Grounds.__dataclass_fields__)
    for digest in named:
        yield f"can-cu/{digest}.json", disclosed.documents[digest]


def sheet_files(round_id: str, rows: Sequence[bytes]) -> Iterator[File]:
    """The answer sheets of a round in shards, named by code and content; rows in order of code."""
    length = prefix_length(len(rows))
    head = canonical({"round": round_id})[:-1]
    for shard, part in _sharded(rows, lambda row: begins(row, length)):
        # Rows are canonical JSON already: to read and write a million again would take a minute.
        tail = canonical({"shard": shard})[1:]
        data = head + b',"rows":[' + b",".join(part) + b"]," + tail
        yield f"bai-lam/{round_id}/{shard or _ALL}/{sha256(data)[:_NAME_DIGITS]}.json", data


def _ranking_files(
    folder: str, ranking: str, table: Sequence[Row], prizes: Mapping[str, str]
) -> Iterator[File]:
    length = prefix_length(len(table))
    rows = [
        (row.code, [row.rank, row.code, row.values, row.decided, prizes.get(row.code)])
        for row in table
    ]
    rows.sort()
    for shard, part in _sharded(rows, lambda each: each[0][:length]):
        document = {"ranking": ranking, "shard": shard, "rows": [row for _code, row in part]}
        yield f"{folder}/{ranking}/{shard or _ALL}.json", canonical(document)


def _sharded(
    rows: Sequence[_Kept], begins: Callable[[_Kept], str]
) -> Iterator[tuple[str, list[_Kept]]]:
    """Rows in order of code by what their codes begin with; no rows are one empty shard."""
    if not rows:
        yield "", []
    for shard, part in groupby(rows, begins):
        yield shard, list(part)


def prefix_length(rows: int) -> int:
    """How many characters of a code tell its shard, for a table of so many rows."""
    return sum(rows > largest for largest in _LARGEST)
