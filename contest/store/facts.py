"""The walk over the table: every person once, as dated facts, in little memory.

Only the clerk walks. What it doesn't need stays in the table (`ProjectionExpression`), and answers
are read as the JSON they are: botocore's own reading of a page, value by value, takes several times
as long as everything that is then counted.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from contest.domain.attempt import ClosedAttempt, Entry, OpenAttempt, State
from contest.domain.participation import Held, PersonFacts, Post, Taken
from contest.domain.phase import moment
from contest.domain.privacy import open_personal
from contest.store.histories import read_exclusions, read_nominations, read_posts, read_rulings
from contest.store.table import Item, Table, string

Items = dict[str, Item]
_SEALED = ("PERSON#PROFILE", "PERSON#ROSTER", "PERSON#EXCLUSION")


class TornWalkError(Exception):
    """A person's items did not come together, so nobody can be sure to have been counted once."""


def people(table: Table, attempts: int, *, consistent: bool = False) -> Iterator[tuple[str, Items]]:
    """Every person's key and items by sort key; `attempts` is the most that any round allows.

    A table hands out a person's items one after the other, for they share a key (raises
    TornWalkError should that ever not be so).
    """
    return together(_scan(table, attempts, consistent=consistent), set())


def together(items_in_order: Iterable[Any], gone: set[str]) -> Iterator[tuple[str, Items]]:
    """People out of items in the table's order; `gone`: keys of whoever has been handed out."""
    current = ""
    items: Items = {}
    for item in items_in_order:
        pk: str = item["pk"]["S"]
        if pk != current:
            if items:
                yield current[2:], _once(current, items, gone)
            current, items = pk, {}
        items[item["sk"]["S"]] = item
    if items:
        yield current[2:], _once(current, items, gone)


def _once(pk: str, items: Items, gone: set[str]) -> Items:
    if pk in gone:
        raise TornWalkError
    gone.add(pk)
    return items


def _scan(table: Table, attempts: int, *, consistent: bool) -> Iterator[Any]:
    names = ["pk", "sk", "code", "agency", "#group", "reg", "sealed", "h", "n", "o", "g", "p"]
    numbers = range(1, attempts + 1)
    devices = [*(f"v{number}" for number in numbers), *(f"l{number}" for number in numbers)]
    pages = table.client.get_paginator("scan").paginate(
        TableName=table.name,
        ConsistentRead=consistent,
        FilterExpression="begins_with(pk, :person)",
        ProjectionExpression=", ".join([*names, *devices]),
        ExpressionAttributeNames={"#group": "group"},
        ExpressionAttributeValues={":person": string("C#")},
    )
    with plain_answers(table):
        for page in pages:
            yield from page["Items"]


@contextmanager
def plain_answers(table: Table) -> Iterator[None]:
    """Pages of a scan are read as the JSON they are, as long as this lasts."""
    events = table.client.meta.events
    events.register("before-parse.dynamodb.Scan", _read_plainly, unique_id="plain")
    try:
        yield
    finally:
        events.unregister("before-parse.dynamodb.Scan", unique_id="plain")


def _read_plainly(
    response_dict: dict[str, Any], customized_response_dict: dict[str, Any], **_: Any
) -> None:
    """Read a page of a scan as JSON, and leave botocore an empty one.

    The two differ in binary values alone, and ours stand at the top of an item.
    """
    if response_dict["status_code"] != 200:  # noqa: PLR2004 - what failed is botocore's to tell
        return
    page = json.loads(response_dict["body"])
    for item in page["Items"]:
        if "sealed" in item:
            item["sealed"] = {"B": base64.b64decode(item["sealed"]["B"])}
    customized_response_dict.update(page)
    response_dict["body"] = b"{}"


def read_person(
    contestant: str,
    items: Mapping[str, Item],
    entries: Mapping[str, Entry],
    graces: Mapping[str, timedelta],
) -> PersonFacts:
    """The dated facts of a person; the same whether or not the clerk has settled an attempt.

    Open attempts as `prolonged` gives them; `graces` is the slack of each round.
    """
    profile = items.get("PERSON#PROFILE")
    rulings = read_rulings(items.get("PERSON#RULING"))
    return PersonFacts(
        key=contestant,
        code=profile["code"]["S"] if profile else None,
        registered_at=moment(int(profile["reg"]["N"])) if profile else None,
        posts=tuple(_posts(profile, items.get("PERSON#POSTS"))),
        nominations=read_nominations(items.get("PERSON#ROSTER")),
        exclusions=read_exclusions(items.get("PERSON#EXCLUSION")),
        disqualifications=tuple(ruling for ruling, _ in rulings),
        attempts=_attempts(items, entries, graces),
    )


def _posts(profile: Item | None, moves: Item | None) -> Iterator[Held]:
    if profile is not None:
        agency = profile["agency"]["S"] if "agency" in profile else None
        yield Held(moment(int(profile["reg"]["N"])), Post(agency, profile["group"]["S"]))
    for held, _ in read_posts(moves):
        yield held


def _attempts(
    items: Mapping[str, Item], entries: Mapping[str, Entry], graces: Mapping[str, timedelta]
) -> tuple[Taken, ...]:
    """All attempts of a person, in the order they were begun."""
    taken = [
        each
        for round_id, entry in entries.items()
        for each in _taken(round_id, entry, items[f"ENTRY#{round_id}"], graces[round_id])
    ]
    return tuple(sorted(taken, key=lambda each: each.started_at))


def _taken(round_id: str, entry: Entry, item: Item, grace: timedelta) -> Iterator[Taken]:
    for each in entry.closed:
        device = item.get(f"v{each.number}")
        yield _over(round_id, each, grace, device["S"] if device else None)
    if entry.open is not None:
        yield _running(round_id, entry.open)


def _over(round_id: str, attempt: ClosedAttempt, grace: timedelta, device: str | None) -> Taken:
    grade, handed_in = attempt.grade, attempt.state is State.SUBMITTED
    return Taken(
        round_id=round_id,
        number=attempt.number,
        started_at=attempt.started_at,
        at=attempt.submitted_at if handed_in else attempt.deadline + grace,
        state=attempt.state,
        device=device,
        deadline=attempt.deadline,
        duration=attempt.duration,
        score=grade.score if grade else None,
        max_score=grade.max_score if grade else None,
        paper=attempt.paper,
        answers=attempt.answers,
    )


def _running(round_id: str, attempt: OpenAttempt) -> Taken:
    """An open attempt as what it becomes when its time is up, unless it is handed in before."""
    return Taken(
        round_id=round_id,
        number=attempt.number,
        started_at=attempt.started_at,
        at=attempt.expires_at,
        state=State.LAPSED if attempt.answers is None else State.PENDING,
        device=attempt.device,
        deadline=attempt.deadline,
    )


def personal(key: bytes, contestant: str, items: Mapping[str, Item]) -> dict[str, Any]:
    """Name and position of a person, by profile or whichever list names one; empty if erased."""
    for sk in _SEALED:
        if sk in items and "sealed" in items[sk]:
            data = open_personal(key, contestant, items[sk]["sealed"]["B"])
            return dict(json.loads(data))
    return {}


def holds_personal(items: Mapping[str, Item]) -> bool:
    """Whether something personal is kept about somebody."""
    return any("sealed" in items[sk] for sk in _SEALED if sk in items)
