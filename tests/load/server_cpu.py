"""CPU of the functions, and of the table behind them, against DynamoDB Local on loopback."""

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import jwt

from contest.store.table import connect
from functions._wiring import calm_collector
from tests import dynamodb_local
from tests.conftest import QUIET
from tests.world import Answer, Built, World, blank

_BATCH = 20
_BATCHES = 40
_COLD = 5  # batches thrown away: connection, caches, the table's own warming up
_JOURNEYS = 300
_WARM_UP = 600  # until the table's virtual machine has compiled what it uses
_TICKS = os.sysconf("SC_CLK_TCK")


def _cpu_ms(doing: Callable[[], Any]) -> float:
    started = time.process_time_ns()
    doing()
    return (time.process_time_ns() - started) / 1e6


def _bare_update(world: World) -> Callable[[], Any]:
    """The baseline: one conditional UpdateItem by boto3 alone, on an item of an entry's size."""
    key = {"pk": {"S": "BARE"}, "sk": {"S": "BARE"}}
    client = boto3.client("dynamodb", endpoint_url=world.client.meta.endpoint_url)
    client.put_item(TableName=world.table.name, Item=key | {"n": {"N": "0"}, "a": {"S": "x" * 400}})
    return lambda: client.update_item(
        TableName=world.table.name,
        Key=key,
        UpdateExpression="SET a = :a",
        ConditionExpression="n = :n",
        ExpressionAttributeValues={":a": {"S": "y" * 400}, ":n": {"N": "0"}},
        ReturnValuesOnConditionCheckFailure="ALL_OLD",
    )


def _submissions(world: World, count: int) -> list[dict[str, Any]]:
    """Events of submissions that are ready to be handed in."""
    attempts = [world.start(world.register()) for _ in range(count)]
    return [world.submission_event(attempt, world.right_answers(attempt)) for attempt in attempts]


def _bare_submissions(world: World, count: int) -> list[Callable[[], Any]]:
    """The baseline of grading: the very write that closes an attempt, by boto3 alone."""
    client = boto3.client("dynamodb", endpoint_url=world.client.meta.endpoint_url)
    started = [world.start(world.register()) for _ in range(count)]
    return [partial(client.update_item, **_closing(world, attempt)) for attempt in started]


def _closing(world: World, attempt: Answer) -> dict[str, Any]:
    claims = jwt.decode(attempt.body["token"], options={"verify_signature": False})
    line = "|".join(
        [
            "1",
            "s",
            *("x" * 20 for _ in range(2)),
            *("1699405200000",) * 3,
            "20/20/20/20",
            "",
            "A," * 20,
        ]
    )
    return {
        "TableName": world.table.name,
        "Key": {"pk": {"S": f"C#{claims['sub']}"}, "sk": {"S": "ENTRY#vong-1"}},
        "UpdateExpression": "SET g = list_append(if_not_exists(g, :none), :g), v1 = o.v REMOVE o",
        "ConditionExpression": "n = :n AND attribute_exists(o)",
        "ExpressionAttributeValues": {
            ":none": {"L": []},
            ":g": {"L": [{"S": line}]},
            ":n": {"N": "1"},
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }


def grading(folder: Path) -> tuple[float, float]:
    """CPU ms to grade one submission, event in to response out, and of its bare UpdateItem."""
    os.environ.update(QUIET)
    with dynamodb_local.running() as (endpoint, _):
        world = World(connect(endpoint_url=endpoint), folder, Built.make(folder))
        events = _submissions(world, _BATCH * _BATCHES)
        writes = _bare_submissions(world, _BATCH * _BATCHES)
        calm_collector()  # as a container does once it has started
        ours, base = [], []
        for start in range(0, len(events), _BATCH):
            batch = events[start : start + _BATCH]
            ours.append(
                _cpu_ms(lambda batch=batch: [world.grade(event) for event in batch]) / _BATCH
            )
            bare = writes[start : start + _BATCH]
            base.append(_cpu_ms(lambda bare=bare: [write() for write in bare]) / _BATCH)
    base_ms = statistics.median(base[_COLD:])
    ratio = statistics.median(a / b for a, b in zip(ours[_COLD:], base[_COLD:], strict=True))
    return base_ms * ratio, base_ms


def journey(folder: Path) -> tuple[float, float]:
    """CPU ms of a journey (register, start, two checkpoints, submit), and of a bare UpdateItem.

    In the functions, event in to response out, and in the table together; not in this client.
    """
    os.environ.update(QUIET)
    with dynamodb_local.running() as (endpoint, process):
        world = World(connect(endpoint_url=endpoint), folder, Built.make(folder))
        bare = _Metered(_bare_update(world))
        functions = [_Metered(handler) for handler in world.handlers.values()]
        world.handlers = dict(zip(world.handlers, functions, strict=True))
        for _ in range(_WARM_UP):
            _one_journey(world)
            bare()
        calm_collector()
        ours = _both_cpu_ms(process, functions, lambda: _one_journey(world))
        return ours, _both_cpu_ms(process, [bare], bare)


class _Metered:
    """A doing that adds up the CPU it takes in this process."""

    def __init__(self, doing: Callable[..., Any]) -> None:
        self._doing = doing
        self.spent_ms = 0.0

    def __call__(self, *arguments: Any) -> Any:
        started = time.process_time_ns()
        try:
            return self._doing(*arguments)
        finally:
            self.spent_ms += (time.process_time_ns() - started) / 1e6


def _one_journey(world: World) -> Answer:
    attempt = world.start(world.register())
    world.save(attempt, blank(attempt), seq=1)
    world.save(attempt, blank(attempt), seq=2)
    return world.submit(attempt, blank(attempt))


def _both_cpu_ms(process: int, metered: list[_Metered], doing: Callable[[], Any]) -> float:
    """CPU ms of one doing, in what is metered here and in the table's process."""
    table = _process_cpu_ms(process)
    for each in metered:
        each.spent_ms = 0.0
    for _ in range(_JOURNEYS):
        doing()
    spent = sum(each.spent_ms for each in metered) + _process_cpu_ms(process) - table
    return spent / _JOURNEYS


def _process_cpu_ms(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / _TICKS
