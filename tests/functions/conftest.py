"""Worlds to test functions in: over DynamoDB Local, for that is where capacity and races show."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contest.domain.rules import Contest
from contest.store.table import connect
from tests import dynamodb_local
from tests.organizers import Cognito, Office, cognito
from tests.world import Built, World


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built.make(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    with dynamodb_local.running() as (address, _):
        yield address


@pytest.fixture(scope="session")
def client(endpoint: str) -> Iterator[Any]:
    client = connect(endpoint_url=endpoint)
    yield client
    client.close()


@pytest.fixture
def world(client: Any, tmp_path: Path, built: Built) -> World:
    """The contest of 2023, on the second morning of round 1."""
    return World(client, tmp_path, built)


@pytest.fixture
def world_with(client: Any, tmp_path: Path, built: Built) -> Callable[..., World]:
    """The contest with some rules of its rounds or its entry otherwise."""

    def make(
        entry: dict[str, Any] | None = None, attempts: dict[str, Any] | None = None, **rounds: Any
    ) -> World:
        rules = built.sources.contest
        changed = [
            each.model_copy(
                update={"attempts": each.attempts.model_copy(update=attempts or {}), **rounds}
            )
            for each in rules.rounds
        ]
        entry_rules = rules.entry.model_copy(update=entry or {})
        contest: Contest = rules.model_copy(update={"rounds": tuple(changed), "entry": entry_rules})
        return World(client, tmp_path, built, contest)

    return make


@pytest.fixture(scope="session")
def pool() -> Iterator[Cognito]:
    """A user pool with somebody for each role."""
    with cognito() as made:
        yield made


@pytest.fixture
def office(world: World, pool: Cognito) -> Office:
    """The console over the contest of 2023, counted once."""
    made = Office(world, pool)
    made.count()
    return made
