"""Commitments (cam kết): what decides a result is fixed by digest before it can be known.

Each is about one round: *open* about editions, rules, people before it opens, *close* about the
sheets before anybody sees how they rank. All of a contest form one chain; what they are about is
published with the result. Format: `docs/record-format.md`.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from contest.domain.phase import timestamp
from contest.domain.record.opened_edition import OpenedEdition
from contest.domain.rules import Round
from contest.domain.seal import canonical

FORMAT = 1
NOTHING_BEFORE = "0" * 64
"""Stands for the digest before the first."""


class CommitmentKind(StrEnum):
    """What a commitment fixes."""

    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True)
class Commitment:
    """One entry of `cam-ket.json`; `at` as written there."""

    number: int
    kind: CommitmentKind
    round: str
    at: str
    digest: str
    before: str
    chain: str

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "Commitment":
        """The inverse of `document`."""
        return cls(**{**document, "kind": CommitmentKind(document["kind"])})

    def document(self) -> dict[str, Any]:
        """The entry as published."""
        return asdict(self)

    def link(self) -> str:
        """What `chain` must be: the digest of everything else in the entry."""
        content = self.document()
        del content["chain"]
        return sha256(canonical(content))


def sha256(data: bytes) -> str:
    """A digest as the record writes it: 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def append(
    made: Sequence[Commitment], kind: CommitmentKind, round_id: str, at: datetime, digest: str
) -> Commitment:
    """The entry that follows those made; never dated before the last one, whatever a clock says."""
    moment = timestamp(at)
    if made:
        moment = max(moment, made[-1].at)
    entry = Commitment(len(made) + 1, kind, round_id, moment, digest, tip(made), "")
    return Commitment(**{**entry.document(), "chain": entry.link()})


def tip(made: Sequence[Commitment]) -> str:
    """The chain so far in one digest: that of the last entry."""
    return made[-1].chain if made else NOTHING_BEFORE


def check_chain(made: Sequence[Commitment]) -> Iterator[tuple[int, str]]:
    """What is wrong with a chain: the number an entry should have, and the field that is wrong."""
    before = NOTHING_BEFORE
    earlier = ""
    for number, entry in enumerate(made, start=1):
        checks = {
            "number": entry.number == number,
            "at": entry.at >= earlier,
            "before": entry.before == before,
            "chain": entry.chain == entry.link(),
        }
        yield from ((number, name) for name, right in checks.items() if not right)
        before, earlier = entry.chain, entry.at


def log(contest: str, made: Iterable[Commitment]) -> dict[str, Any]:
    """`cam-ket.json`."""
    entries = [each.document() for each in made]
    return {"format": FORMAT, "contest": contest, "commitments": entries}


@dataclass(frozen=True)
class Grounds:
    """What a round opens under, each as canonical bytes to be found as `can-cu/<sha256>.json`."""

    rules: bytes
    keys: bytes
    agencies: bytes
    headcounts: bytes

    def by_digest(self) -> dict[str, bytes]:
        """The documents by the name they are published under."""
        return {sha256(each): each for each in vars(self).values()}


@dataclass(frozen=True)
class Lists:
    """Who was nominated and who may not take part, by contestant's key."""

    roster: Sequence[str]
    excluded: Sequence[str]


def opening(
    salt: str, contest: str, rules: Round, edition: OpenedEdition, grounds: Grounds, lists: Lists
) -> dict[str, Any]:
    """What an *open* commitment is about; `salt` is base64url of 32 random bytes."""
    return {
        **_head(salt, contest, CommitmentKind.OPEN, rules.id),
        "opens_at": timestamp(rules.opens_at),
        "closes_at": timestamp(rules.closes_at),
        "edition": edition.edition,
        "opened": sha256(canonical(edition.document())),
        **{name: sha256(document) for name, document in vars(grounds).items()},
        **{name: people_digest(keys) for name, keys in vars(lists).items()},
        "people": {name: len(keys) for name, keys in vars(lists).items()},
    }


def closing(salt: str, contest: str, round_id: str, entries: int, sheets: str) -> dict[str, Any]:
    """What a *close* commitment is about: `sheets` is `sheet_rows.rows_digest` of all entries."""
    head = _head(salt, contest, CommitmentKind.CLOSE, round_id)
    return {**head, "entries": entries, "sheets": sheets}


def _head(salt: str, contest: str, kind: CommitmentKind, round_id: str) -> dict[str, Any]:
    return {"salt": salt, "contest": contest, "kind": kind, "round": round_id}


def people_digest(keys: Iterable[str]) -> str:
    """SHA-256 over contestants' keys in order, each followed by a line feed."""
    return sha256("".join(f"{each}\n" for each in sorted(keys)).encode())


def content_digest(content: Mapping[str, Any]) -> str:
    """The digest of what a commitment is about: of the file `cam-ket/<number>.json`."""
    return sha256(canonical(content))
