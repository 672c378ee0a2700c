"""Headcounts (biên chế) in dated versions: the one in force at a moment never changes afterwards.

    HEADCOUNTS  <13-digit ms>   {"at", "source", "counts": {agency: {group: number or null}}}

Before the first version there is none, so the first one holds for whatever was before it, too;
whatever comes later, by a newer file or an import, counts from its own moment.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from contest.domain.agency import Agency
from contest.domain.phase import milliseconds, moment
from contest.domain.quota import Headcounts
from contest.domain.rules import Contest
from contest.store.documents import put_document, read_document
from contest.store.table import Table, string

PUBLISHED = "agencies.csv"


def versions(table: Table) -> tuple[Headcounts, ...]:
    """All versions, oldest first."""
    answer = table.client.query(
        TableName=table.name,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": string("HEADCOUNTS")},
        ConsistentRead=True,
    )
    return tuple(_read(read_document(item)) for item in answer["Items"])


def publish(table: Table, contest: Contest, agencies: Iterable[Agency], now: datetime) -> None:
    """Keep the file's headcounts as a version, unless it is the one kept last from the file.

    The first is dated to the opening of the contest at the latest, so that no import is before it.
    """
    counts = {agency.id: dict(agency.headcount) for agency in agencies}
    known = [each for each in versions(table) if each.source.startswith(PUBLISHED)]
    if known and known[-1].counts == counts:
        return
    note = sorted({agency.headcount_note for agency in agencies if agency.headcount_note})
    opening = min(each.opens_at for each in contest.rounds)
    write(table, now if known else min(now, opening), PUBLISHED, counts, ", ".join(note))


def write(
    table: Table, at: datetime, source: str, counts: Mapping[str, Any], note: str = ""
) -> None:
    """Keep a version from this moment on."""
    document = {"at": milliseconds(at), "source": source, "counts": counts, "note": note}
    put_document(table, "HEADCOUNTS", f"{milliseconds(at):013}", document)


def _read(document: Mapping[str, Any]) -> Headcounts:
    return Headcounts(
        at=moment(document["at"]),
        source=document["source"],
        counts=document["counts"],
        note=document.get("note", ""),
    )
