"""The walk for a result: everybody with what ranks and counts, as the table is this instant.

Of a person come the profile without its sealed part, histories that may change where somebody
stands, and entries. Where the table has several walkers, as many parts of it are read at once:
a million entries are hundreds of pages, and each takes its time to arrive.
"""

from collections.abc import Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Any

from contest.store.facts import Items, plain_answers, together
from contest.store.table import Table, string

Person = tuple[str, Items]
_NAMES = ("pk", "sk", "code", "agency", "#group", "reg", "h", "n", "o", "g", "p")
_BATCH = 500
_WAITING = 8
_LOOK_SECONDS = 0.2


def entrants(table: Table, attempts: int) -> Iterator[Person]:
    """Everybody's key and items by sort key; `attempts` is the most that any round allows.

    Raises TornWalkError should a person's items not come together.
    """
    gone: set[str] = set()
    with plain_answers(table):
        if table.walkers == 1:
            yield from together(_items(table, attempts, {}), gone)
        else:
            yield from _side_by_side(table, attempts, gone)


def _items(table: Table, attempts: int, part: dict[str, int]) -> Iterator[Any]:
    late = [f"l{number}" for number in range(1, attempts + 1)]
    pages = table.client.get_paginator("scan").paginate(
        TableName=table.name,
        ConsistentRead=True,
        FilterExpression="begins_with(pk, :person) AND begins_with(sk, :entry) OR sk IN "
        "(:profile, :posts, :exclusion, :ruling)",
        ProjectionExpression=", ".join([*_NAMES, *late]),
        ExpressionAttributeNames={"#group": "group"},
        ExpressionAttributeValues={
            ":person": string("C#"),
            ":entry": string("ENTRY#"),
            ":profile": string("PERSON#PROFILE"),
            ":posts": string("PERSON#POSTS"),
            ":exclusion": string("PERSON#EXCLUSION"),
            ":ruling": string("PERSON#RULING"),
        },
        **part,  # type: ignore[arg-type]
    )
    for page in pages:
        yield from page["Items"]


def _side_by_side(table: Table, attempts: int, gone: set[str]) -> Iterator[Person]:
    """Each part is read by a thread of its own; people come as they arrive."""
    arrived: Queue[list[Person] | Exception | None] = Queue(_WAITING)
    over = Event()

    def walk(number: int) -> None:
        part = {"Segment": number, "TotalSegments": table.walkers}
        try:
            for batch in _batches(together(_items(table, attempts, part), gone)):
                if not _put(arrived, batch, over):
                    return
            _put(arrived, None, over)
        except Exception as error:  # noqa: BLE001 - it is raised where people are awaited
            _put(arrived, error, over)

    for number in range(table.walkers):
        Thread(target=walk, args=(number,), daemon=True).start()
    try:
        yield from _arriving(arrived, table.walkers)
    finally:
        over.set()


def _arriving(arrived: Queue[Any], walkers: int) -> Iterator[Person]:
    while walkers:
        try:
            batch = arrived.get(timeout=_LOOK_SECONDS)
        except Empty:
            continue
        if batch is None:
            walkers -= 1
        elif isinstance(batch, Exception):
            raise batch
        else:
            yield from batch


def _put(arrived: Queue[Any], batch: Any, over: Event) -> bool:
    """Hand a batch over; False if nobody waits for it any more."""
    while not over.is_set():
        try:
            arrived.put(batch, timeout=_LOOK_SECONDS)
        except Full:
            continue
        return True
    return False


def _batches(people: Iterator[Person]) -> Iterator[list[Person]]:
    batch: list[Person] = []
    for each in people:
        batch.append(each)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch
