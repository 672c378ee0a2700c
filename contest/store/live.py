"""What organizers change while a contest runs: adjustments of rounds, and the notice to all.

    LIVE  STATE   {"rounds": {round: [adjustment, …]}, "notice": text}, v: version

`Publication` reads it; only the secretary writes it, under the condition that nobody has meanwhile.
It has a partition of its own, for that is what permissions can tell apart: who may move a round may
not thereby replace the rules or the keys that tokens are checked by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from contest.domain.adjustment import Adjustment
from contest.store.documents import document_item, read_document
from contest.store.table import Table, number

PLACE = ("LIVE", "STATE")


@dataclass(frozen=True)
class LiveState:
    """Adjustments by round, oldest first, and the notice; an empty notice is none."""

    adjustments: Mapping[str, tuple[Adjustment, ...]] = field(default_factory=dict)
    notice: str = ""

    def adjusting(self, round_id: str, adjustment: Adjustment) -> "LiveState":
        """The state with one more adjustment."""
        made = (*self.adjustments.get(round_id, ()), adjustment)
        return replace(self, adjustments={**self.adjustments, round_id: made})

    def announcing(self, notice: str) -> "LiveState":
        """The state with another notice."""
        return replace(self, notice=notice)


@dataclass(frozen=True)
class Live:
    """The state in the table."""

    table: Table

    def read(self) -> tuple[LiveState, int]:
        """The state as it is now, and the version to hand to `write`."""
        item = self.table.get(*PLACE)
        if item is None:
            return LiveState(), 0
        document = read_document(item)
        rounds = {
            round_id: tuple(Adjustment.model_validate(each) for each in made)
            for round_id, made in document["rounds"].items()
        }
        return LiveState(rounds, document["notice"]), int(item["v"]["N"])

    def write(self, state: LiveState, seen: int) -> Mapping[str, Any]:
        """The write that replaces the state if it still is the version that was seen."""
        rounds = {
            round_id: [each.model_dump(mode="json") for each in made]
            for round_id, made in state.adjustments.items()
        }
        item = document_item(*PLACE, {"rounds": rounds, "notice": state.notice})
        put: dict[str, Any] = {
            "TableName": self.table.name,
            "Item": item | {"v": number(seen + 1)},
            "ConditionExpression": "v = :seen" if seen else "attribute_not_exists(pk)",
        }
        values = {"ExpressionAttributeValues": {":seen": number(seen)}} if seen else {}
        return {"Put": put | values}
