"""Who asked for rebuilds of the site, in the table.

    REBUILDS  STATE   {"asked": [newest first, at most twenty]}, v: version

Only the secretary reads and writes it, under the condition that nobody has meanwhile: of two
people who ask at once one begins a run and the other is told so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from botocore.exceptions import ClientError

from contest.domain.phase import milliseconds, moment
from contest.domain.rebuild import Asked
from contest.store.documents import document_item, read_document
from contest.store.table import Table, number, refused_item

PLACE = ("REBUILDS", "STATE")
_KEPT = 20
_TRIES = 4


@dataclass(frozen=True)
class Rebuilds:
    """What has been asked for."""

    table: Table

    def read(self) -> tuple[tuple[Asked, ...], int]:
        """The newest, newest first, and the version to hand to `write`."""
        item = self.table.get(*PLACE)
        if item is None:
            return (), 0
        asked = read_document(item)["asked"]
        return tuple(Asked(**each | {"at": moment(each["at"])}) for each in asked), int(
            item["v"]["N"]
        )

    def write(self, asked: Sequence[Asked], seen: int) -> Mapping[str, Any]:
        """The write that replaces the list if it still is the version that was seen."""
        told = [asdict(each) | {"at": milliseconds(each.at)} for each in asked[:_KEPT]]
        put: dict[str, Any] = {
            "TableName": self.table.name,
            "Item": document_item(*PLACE, {"asked": told}) | {"v": number(seen + 1)},
            "ConditionExpression": "v = :seen" if seen else "attribute_not_exists(pk)",
        }
        values = {"ExpressionAttributeValues": {":seen": number(seen)}} if seen else {}
        return {"Put": put | values}

    def amend(self, became: Asked) -> None:
        """Add what became of one; given up after some tries, for nothing rests on it."""
        for _ in range(_TRIES):
            asked, seen = self.read()
            made = [became if each.key == became.key else each for each in asked]
            try:
                self.table.client.put_item(**self.write(made, seen)["Put"])
            except ClientError as error:
                refused_item(error)
                continue
            return
