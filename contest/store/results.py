"""What has come of rounds, and what has been published.

    RESULT  STATE   {"rounds": {id: {"ranked", "number", "corrected"}},
                     "latest": {"number", "manifest", "at"} or null}, v: version
    RESULT  INDEX   `muc-luc.json` as it is public
    RESULT  LISTED  all results with their rounds and corrections, for the console
    RESULT  LOG     `cam-ket.json` as it is public

Only the clerk writes them. State and index change together, under the condition that nobody has
published meanwhile: that is the moment a result is out; the public files follow the table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from contest.domain.phase import NO_OUTCOME, Outcome
from contest.store.documents import document_item, get_document, put_document, read_document
from contest.store.table import Table, number

PLACE = ("RESULT", "STATE")
_INDEX = ("RESULT", "INDEX")
_LISTED = ("RESULT", "LISTED")
_LOG = ("RESULT", "LOG")


@dataclass(frozen=True)
class Latest:
    """The result in force; `manifest` is the SHA-256 of its `ho-so.json`, `at` as published."""

    number: int
    manifest: str
    at: str


@dataclass(frozen=True)
class ResultState:
    """Outcomes by round; a round without one has none yet."""

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    latest: Latest | None = None

    def outcome(self, round_id: str) -> Outcome:
        """What has come of a round."""
        return self.outcomes.get(round_id, NO_OUTCOME)

    def having(self, round_id: str, outcome: Outcome) -> "ResultState":
        """The state with another outcome of a round."""
        return replace(self, outcomes={**self.outcomes, round_id: outcome})


@dataclass(frozen=True)
class Results:
    """The state in the table."""

    table: Table

    def read(self) -> tuple[ResultState, int]:
        """The state as it is now, and the version to hand to `write`."""
        item = self.table.get(*PLACE)
        if item is None:
            return ResultState(), 0
        document = read_document(item)
        outcomes = {name: Outcome(**each) for name, each in document["rounds"].items()}
        latest = Latest(**document["latest"]) if document["latest"] else None
        return ResultState(outcomes, latest), int(item["v"]["N"])

    def write(self, state: ResultState, seen: int) -> Mapping[str, Any]:
        """The write that replaces the state if it still is the version that was seen."""
        document = {
            "rounds": {name: asdict(each) for name, each in state.outcomes.items()},
            "latest": asdict(state.latest) if state.latest else None,
        }
        put: dict[str, Any] = {
            "TableName": self.table.name,
            "Item": document_item(*PLACE, document) | {"v": number(seen + 1)},
            "ConditionExpression": "v = :seen" if seen else "attribute_not_exists(pk)",
        }
        values = {"ExpressionAttributeValues": {":seen": number(seen)}} if seen else {}
        return {"Put": put | values}

    def index(self) -> dict[str, Any] | None:
        """`muc-luc.json`, None before the first result."""
        return get_document(self.table, *_INDEX)

    def listed(self) -> list[dict[str, Any]]:
        """All results as the console lists them, oldest first."""
        return get_document(self.table, *_LISTED) or []

    def write_index(
        self, index: Mapping[str, Any], listed: Sequence[Mapping[str, Any]]
    ) -> tuple[Mapping[str, Any], ...]:
        """The writes that replace index and list; to be done together with that of the state."""
        items = (document_item(*_INDEX, index), document_item(*_LISTED, listed))
        return tuple({"Put": {"TableName": self.table.name, "Item": each}} for each in items)

    def log(self) -> dict[str, Any] | None:
        """`cam-ket.json`, None before the first commitment."""
        return get_document(self.table, *_LOG)

    def put_log(self, log: Mapping[str, Any]) -> None:
        """Keep `cam-ket.json` where organizers may look; salts stay with the clerk."""
        put_document(self.table, *_LOG, log)
