"""The draft of a result: who asked for it, how far it has come, and what was worked out.

    DRAFT  CURRENT     the draft as it stands, v: version
    DRAFT  BODY#<nnn>  what the console shows of it, names too: sealed, in parts

There is one draft at a time. Every step is written under the condition that nobody has taken
another one meanwhile, so a draft that was withdrawn is never published.
"""

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from botocore.exceptions import ClientError

from contest.domain.privacy import NONCE_BYTES, open_personal, seal_personal
from contest.store.documents import document_item, read_document
from contest.store.table import Table, key, number, refused_item

_CURRENT = ("DRAFT", "CURRENT")
_PART = 300_000


class DraftState(StrEnum):
    """waiting → running → ready → publishing → published; failed and withdrawn end it."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


BUSY = frozenset({DraftState.WAITING, DraftState.RUNNING, DraftState.PUBLISHING})
"""The states in which the clerk is at work, or about to be."""


@dataclass(frozen=True)
class Draft:
    """A draft as it stands; moments as the API tells them."""

    id: str
    state: DraftState
    words: str
    by: str
    at: str
    as_of: str
    reason: str
    lot: str | None
    corrections: tuple[dict[str, Any], ...]
    """All of them, as the record writes them (`contest.domain.awards.judging`)."""
    number: int
    rounds: tuple[str, ...]
    """What it is about, in the order of the rules."""
    job: str
    """The job that tells how far the clerk has come."""
    digest: str | None = None
    """Over all that would be published; whoever approves names it."""
    parts: int = 0
    approved_by: str | None = None
    role: str = ""
    """Of whoever approved."""
    published_at: str | None = None
    """Kept from the first try on, so that a second one publishes the very same."""
    commitments: int | None = None
    """How many there were at that moment."""
    tries: int = 0

    def document(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "Draft":
        """The inverse of `document`."""
        read = {
            "state": DraftState(document["state"]),
            "corrections": tuple(document["corrections"]),
            "rounds": tuple(document["rounds"]),
        }
        return cls(**{**document, **read})


@dataclass(frozen=True)
class Drafts:
    """The draft in the table."""

    table: Table
    personal_key: bytes

    def read(self) -> tuple[Draft | None, int]:
        """The draft as it is now, and the version to hand on."""
        item = self.table.get(*_CURRENT)
        if item is None:
            return None, 0
        return Draft.read(read_document(item)), int(item["v"]["N"])

    def write(self, draft: Draft, seen: int) -> Mapping[str, Any]:
        """The write that replaces the draft if it still is the version that was seen."""
        put: dict[str, Any] = {
            "TableName": self.table.name,
            "Item": document_item(*_CURRENT, draft.document()) | {"v": number(seen + 1)},
            "ConditionExpression": "v = :seen" if seen else "attribute_not_exists(pk)",
        }
        values = {"ExpressionAttributeValues": {":seen": number(seen)}} if seen else {}
        return {"Put": put | values}

    def unchanged(self, seen: int) -> Mapping[str, Any]:
        """The condition that the draft still is the version that was seen."""
        check: dict[str, Any] = {
            "TableName": self.table.name,
            "Key": key(*_CURRENT),
            "ConditionExpression": "v = :seen" if seen else "attribute_not_exists(pk)",
        }
        values = {"ExpressionAttributeValues": {":seen": number(seen)}} if seen else {}
        return {"ConditionCheck": check | values}

    def step(self, draft: Draft, seen: int, **changes: Any) -> tuple[Draft, int] | None:
        """Change the draft; None if somebody else has meanwhile."""
        changed = replace(draft, **changes)
        try:
            self.table.client.put_item(**self.write(changed, seen)["Put"])
        except ClientError as error:
            refused_item(error)
            return None
        return changed, seen + 1

    def keep_body(self, draft_id: str, body: Mapping[str, Any]) -> int:
        """Keep what the console shows; says in how many parts."""
        packed = zlib.compress(json.dumps(body, ensure_ascii=False).encode(), 6)
        pieces = [packed[start : start + _PART] for start in range(0, len(packed), _PART)]
        for index, piece in enumerate(pieces):
            place = _place(draft_id, index)
            sealed = seal_personal(self.personal_key, place, piece, os.urandom(NONCE_BYTES))
            item: Any = key("DRAFT", f"BODY#{index:03}") | {"part": {"B": sealed}}
            self.table.client.put_item(TableName=self.table.name, Item=item)
        return len(pieces)

    def body(self, draft: Draft) -> dict[str, Any]:
        """What the console shows; empty before it has been worked out."""
        if not draft.parts:
            return {}
        packed = b"".join(self._part(draft, index) for index in range(draft.parts))
        body: dict[str, Any] = json.loads(zlib.decompress(packed))
        return body

    def _part(self, draft: Draft, index: int) -> bytes:
        item = self.table.get("DRAFT", f"BODY#{index:03}")
        sealed = item["part"]["B"] if item else b""
        return open_personal(self.personal_key, _place(draft.id, index), sealed)


def _place(draft_id: str, index: int) -> str:
    return f"DRAFT/{draft_id}#{index:03}"
