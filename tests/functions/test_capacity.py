"""What a step costs the table, as DynamoDB Local counts it: one write unit, no read."""

from collections.abc import Callable
from typing import Any

import pytest

from contest.store.table import connect
from tests.world import Built, World, blank


class Meter:
    """Counts operations and the capacity they consume."""

    def __init__(self, client: Any) -> None:
        self.used: list[tuple[str, float]] = []
        client.meta.events.register("before-parameter-build.dynamodb", self._ask)
        client.meta.events.register("after-call.dynamodb", self._note)

    def _ask(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if "ReturnConsumedCapacity" in model.input_shape.members:
            params["ReturnConsumedCapacity"] = "TOTAL"

    def _note(self, parsed: Any, model: Any, **_: Any) -> None:
        capacity = parsed.get("ConsumedCapacity") or {}
        self.used.append((model.name, capacity.get("CapacityUnits", 0.0)))

    def cost(self, step: Callable[[], Any]) -> tuple[Any, list[tuple[str, float]]]:
        """What a step answers and what it uses."""
        self.used.clear()
        answer = step()
        return answer, list(self.used)


@pytest.fixture
def metered(endpoint: str, tmp_path: Any, built: Built) -> Any:
    client = connect(endpoint_url=endpoint)
    meter = Meter(client)
    world = World(client, tmp_path, built)
    warm_up = world.start(world.register())
    world.save(warm_up, blank(warm_up))
    world.submit(warm_up, blank(warm_up))
    yield world, meter
    client.close()


ONE_WRITE = [("UpdateItem", 1.0)]


def test_each_step_of_every_attempt_is_one_write_unit_and_no_read(metered: Any) -> None:
    """Start, checkpoints and submission, for the fullest entry the default contest can have."""
    world, meter = metered
    person = world.register(agency="ban-quan-ly-cac-khu-cong-nghiep-tinh")
    for number in (1, 2, 3):
        attempt, used = meter.cost(lambda: world.start(person))
        assert (attempt.status, used) == (201, ONE_WRITE), f"start {number}"
        fullest = [[o["id"] for o in q["options"]] for q in world.questions(attempt)]
        multiple = [q["type"] == "multiple" for q in world.questions(attempt)]
        sheet = [all_ if many else all_[:1] for all_, many in zip(fullest, multiple, strict=True)]
        for seq in (1, 2):
            saved, used = meter.cost(lambda seq=seq, a=attempt, s=sheet: world.save(a, s, seq=seq))
            assert (saved.status, used) == (200, ONE_WRITE), f"checkpoint {number}.{seq}"
        result, used = meter.cost(lambda a=attempt, s=sheet: world.submit(a, s))
        assert (result.status, used) == (201, ONE_WRITE), f"submission {number}"


def test_a_repeat_costs_no_more_than_the_first(metered: Any) -> None:
    """The failed condition brings the stored result along: nothing is read."""
    world, meter = metered
    attempt = world.start(world.register())
    world.submit(attempt, blank(attempt))
    again, used = meter.cost(lambda: world.submit(attempt, blank(attempt)))
    assert (again.status, used[0][0], len(used)) == (200, "UpdateItem", 1)


def test_registering_is_one_query_and_one_put(metered: Any) -> None:
    """No lookup by agency, no counter."""
    world, meter = metered
    answer, used = meter.cost(world.register)
    assert (answer.status, [name for name, _ in used]) == (201, ["Query", "PutItem"])
