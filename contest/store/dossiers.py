"""What organizers write about a person; each is one write, handed to the audit trail to be done.

A dossier (hồ sơ) is everything under a person's key: profile, moves, nominations, exclusions,
rulings, entries.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contest.domain.participation import Post
from contest.domain.privacy import NONCE_BYTES, open_personal, seal_personal
from contest.store.histories import Signed, post_line, ruling_line
from contest.store.table import Item, Table, key, string

_APPEND = "SET h = list_append(if_not_exists(h, :none), :line)"


@dataclass(frozen=True)
class Dossiers:
    """The dossiers of all people."""

    table: Table
    personal_key: bytes

    def key_of(self, code: str) -> str | None:
        """The contestant's key behind a candidate code, or None."""
        answer = self.table.client.query(
            TableName=self.table.name,
            IndexName="ByCode",
            KeyConditionExpression="who = :who",
            ExpressionAttributeValues={":who": string(code)},
        )
        found = [item["pk"]["S"].removeprefix("C#") for item in answer["Items"]]
        return found[0] if found else None

    def get(self, contestant: str) -> dict[str, Item]:
        """All items of a person by sort key."""
        answer = self.table.client.query(
            TableName=self.table.name,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": string(f"C#{contestant}")},
            ConsistentRead=True,
        )
        return {item["sk"]["S"]: item for item in answer["Items"]}

    def disqualify(self, contestant: str, at: datetime, by: Signed) -> Mapping[str, Any]:
        """The write that takes a person out of results and quotas."""
        return self._append(contestant, "PERSON#RULING", ruling_line(at, stands=True, by=by))

    def reinstate(self, contestant: str, at: datetime, by: Signed) -> Mapping[str, Any]:
        """The write that takes a disqualification back."""
        return self._append(contestant, "PERSON#RULING", ruling_line(at, stands=False, by=by))

    def move(self, contestant: str, at: datetime, post: Post, by: Signed) -> Mapping[str, Any]:
        """The write that puts a person into another agency or group from now on."""
        return self._append(contestant, "PERSON#POSTS", post_line(at, post, by))

    def forget(self, contestant: str, sk: str) -> Mapping[str, Any]:
        """The write that forgets who somebody is in one item; what counts and ranks stays whole."""
        update = {
            "TableName": self.table.name,
            "Key": key(f"C#{contestant}", sk),
            "UpdateExpression": "REMOVE sealed",
            "ConditionExpression": "attribute_exists(sealed)",
        }
        return {"Update": update}

    def _append(self, contestant: str, sk: str, line: str) -> Mapping[str, Any]:
        update = {
            "TableName": self.table.name,
            "Key": key(f"C#{contestant}", sk),
            "UpdateExpression": _APPEND,
            "ExpressionAttributeValues": {":none": {"L": []}, ":line": {"L": [string(line)]}},
        }
        return {"Update": update}

    def list_person(
        self, contestant: str, sk: str, line: str, personal: Mapping[str, Any], before: int
    ) -> Mapping[str, Any]:
        """The write that adds a line of an import, if the history still has `before` lines."""
        seen = "size(h) = :before" if before else "attribute_not_exists(h)"
        values: dict[str, Any] = {
            ":none": {"L": []},
            ":line": {"L": [string(line)]},
            ":sealed": {"B": self.seal(contestant, personal)},
        }
        return {
            "TableName": self.table.name,
            "Key": key(f"C#{contestant}", sk),
            "UpdateExpression": f"{_APPEND}, sealed = :sealed",
            "ConditionExpression": seen,
            "ExpressionAttributeValues": values
            | ({":before": {"N": str(before)}} if before else {}),
        }

    def seal(self, contestant: str, personal: Mapping[str, Any]) -> bytes:
        """Personal data as it is kept."""
        data = json.dumps(personal).encode()
        return seal_personal(self.personal_key, contestant, data, os.urandom(NONCE_BYTES))

    def open(self, contestant: str, item: Item | None) -> dict[str, Any]:
        """The personal data in an item; empty where there is none, or no more."""
        if item is None or "sealed" not in item:
            return {}
        data = open_personal(self.personal_key, contestant, item["sealed"]["B"])
        opened: dict[str, Any] = json.loads(data)
        return opened
