"""The audit trail in the table: entries are only ever added, together with what they tell of.

AUDIT       <n, 10 digits>  one deed, chained to the one before
AUDITHEAD   HEAD            number and digest of the newest
REFUSED     <minute>        how often a request was refused, by code: anonymous ones are only
                            counted, so that nobody can fill the trail up from outside
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from contest.domain.audit import BEGINNING, AuditEntry, Deed, chain
from contest.domain.phase import milliseconds, moment
from contest.store.table import Item, Table, key, number, string

_TRIES = 8
_PAGE = 50
_TEXTS = ("actor", "role", "action", "target", "reason", "detail")


class ContendedError(Exception):
    """What the deed rests on has moved on meanwhile; nothing was written."""


@dataclass(frozen=True)
class Audit:
    """The trail."""

    table: Table

    def record(self, deed: Deed, *writes: Mapping[str, Any]) -> AuditEntry:
        """Add a deed and do its writes, all or nothing.

        Raises ContendedError if a condition of the writes themselves fails.
        """
        for _ in range(_TRIES):
            entry = chain(deed, *self._after())
            if self._write(entry, writes):
                return entry
        raise ContendedError

    def _after(self) -> tuple[int, str]:
        head = self.table.get("AUDITHEAD", "HEAD")
        return (int(head["n"]["N"]) + 1, head["digest"]["S"]) if head else (1, BEGINNING)

    def _write(self, entry: AuditEntry, writes: Sequence[Mapping[str, Any]]) -> bool:
        """False if another deed came first."""
        items: Any = [self._put(entry), self._move_head(entry), *writes]
        client = self.table.client
        try:
            client.transact_write_items(TransactItems=items)
        except client.exceptions.TransactionCanceledException as error:
            reasons: list[Any] = error.response.get("CancellationReasons", [])
            codes = [each.get("Code") for each in reasons]
            if "ConditionalCheckFailed" in codes[2:]:
                raise ContendedError from error
            if not {"ConditionalCheckFailed", "TransactionConflict"} & set(codes):
                raise
            return False
        return True

    def _put(self, entry: AuditEntry) -> dict[str, Any]:
        item = key("AUDIT", f"{entry.number:010}") | _item(entry)
        return {"Put": self._named(Item=item, ConditionExpression="attribute_not_exists(pk)")}

    def _move_head(self, entry: AuditEntry) -> dict[str, Any]:
        first = "attribute_not_exists(pk)" if entry.number == 1 else "digest = :before"
        item = key("AUDITHEAD", "HEAD") | {
            "n": number(entry.number),
            "digest": string(entry.digest),
        }
        values = {} if entry.number == 1 else {":before": string(entry.before)}
        put = self._named(Item=item, ConditionExpression=first)
        return {"Put": put | ({"ExpressionAttributeValues": values} if values else {})}

    def _named(self, **arguments: Any) -> dict[str, Any]:
        return {"TableName": self.table.name, **arguments}

    def page(self, before: int | None = None) -> tuple[AuditEntry, ...]:
        """The entries before a number, or the newest: oldest first."""
        answer = self.table.client.query(
            TableName=self.table.name,
            KeyConditionExpression="pk = :pk AND sk < :before",
            ExpressionAttributeValues={
                ":pk": string("AUDIT"),
                ":before": string(f"{before:010}" if before else "~"),
            },
            ScanIndexForward=False,
            Limit=_PAGE,
        )
        return tuple(_read(item) for item in reversed(answer["Items"]))

    def ends_with(self, entries: Sequence[AuditEntry], before: int | None) -> bool:
        """Whether a page ends where it must: the newest at the head, any other one before `before`.

        So that entries taken off the end show, too.
        """
        if before is not None:
            return bool(entries) and entries[-1].number == before - 1
        head = self.table.get("AUDITHEAD", "HEAD")
        newest = head["digest"]["S"] if head else None
        return (entries[-1].digest if entries else None) == newest

    def count_refusal(self, at: datetime, code: str) -> None:
        """Count a refused request of nobody known."""
        self.table.client.update_item(
            TableName=self.table.name,
            Key=key("REFUSED", f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"),
            UpdateExpression="ADD #code :one",
            ExpressionAttributeNames={"#code": code},
            ExpressionAttributeValues={":one": number(1)},
        )

    def refusals(self) -> list[dict[str, Any]]:
        """The newest counts: minute, code, how often."""
        answer = self.table.client.query(
            TableName=self.table.name,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": string("REFUSED")},
            ScanIndexForward=False,
            Limit=_PAGE,
        )
        return [
            {"minute": item["sk"]["S"], "code": code, "count": int(value["N"])}
            for item in answer["Items"]
            for code, value in sorted(item.items())
            if "N" in value
        ]


def _item(entry: AuditEntry) -> dict[str, Any]:
    texts = {name: string(getattr(entry.deed, name)) for name in _TEXTS}
    return texts | {
        "n": number(entry.number),
        "at": number(milliseconds(entry.deed.at)),
        "before": string(entry.before),
        "digest": string(entry.digest),
    }


def _read(item: Item) -> AuditEntry:
    texts = {name: item[name]["S"] for name in _TEXTS}
    deed = Deed(at=moment(int(item["at"]["N"])), **texts)
    return AuditEntry(int(item["n"]["N"]), deed, item["before"]["S"], item["digest"]["S"])
