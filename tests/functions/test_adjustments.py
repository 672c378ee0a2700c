"""Rounds extended, closed early and given minutes while people are inside, by warm containers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest

from contest.domain.adjustment import Adjustment
from contest.domain.phase import timestamp
from contest.store.live import Live
from contest.store.public_files import FolderFiles
from contest.store.publication import Publication
from contest.store.table import connect
from functions import clerk, grader, proctor, registrar
from functions._standing import standing
from tests.functions.test_capacity import ONE_WRITE, Meter
from tests.world import DEVICE, OTHER_DEVICE, Answer, Built, World, blank

ROUND = "vong-1"
CLOSES = datetime.fromisoformat("2023-11-17T17:00:00+07:00")


class WarmWorld(World):
    """A world whose containers look again by a clock that tests move."""

    def __init__(self, client: Any, folder: Path, built: Built) -> None:
        super().__init__(client, folder, built)
        self.uptime = 0.0
        fresh = Publication(self.table, lambda: self.uptime)
        self.outside = replace(self.outside, publication=fresh)
        self.handlers = {
            "Registrar": registrar.build(self.outside),
            "Proctor": proctor.build(self.outside),
            "Grader": grader.build(self.outside),
        }
        self.clerk = clerk.build(self.outside, FolderFiles(self.live))

    def wait(self, **time: float) -> None:
        """Time passes for contestants and containers alike."""
        self.clock.now += timedelta(**time)
        self.uptime += timedelta(**time).total_seconds()

    def adjust(self, closes_at: datetime | None = None, minutes: int = 0, **more: Any) -> None:
        """An organizer adjusts round 1, now."""
        live = Live(self.table)
        state, seen = live.read()
        made = Adjustment(
            at=self.clock.now, closes_at=closes_at, add_minutes=minutes, reason="mất điện", **more
        )
        write: Any = live.write(state.adjusting(ROUND, made), seen)
        self.client.put_item(**write["Put"])

    def stands(self, person: Answer) -> Any:
        """How a person stands in round 1, by what the registrar reads."""
        claims = jwt.decode(person.body["session"], options={"verify_signature": False})
        entry = self.outside.entries.get(claims["sub"], ROUND)
        rounds = standing(self.outside.publication, {ROUND: entry}, self.outside.now())
        return next(each for each in rounds if each.round == ROUND)

    def go_on(self, person: Answer, attempt: int = 1, device: str = DEVICE) -> Answer:
        """Go on with an attempt, and begin no other."""
        body = {"device": device, "attempt": attempt}
        path = f"/api/rounds/{ROUND}/attempts"
        return self.call("POST", path, body, person.body["session"])


@pytest.fixture
def world(client: Any, tmp_path: Path, built: Built) -> WarmWorld:
    """Ten minutes before round 1 closes."""
    world = WarmWorld(client, tmp_path, built)
    world.clock.now = CLOSES - timedelta(minutes=10)
    return world


@pytest.fixture
def counted(endpoint: str, tmp_path: Path, built: Built) -> Iterator[tuple[WarmWorld, Meter]]:
    """The same, in containers that have done everything once, and a meter; round 1 is extended."""
    client = connect(endpoint_url=endpoint)
    world = WarmWorld(client, tmp_path, built)
    world.clock.now = CLOSES - timedelta(minutes=10)
    world.adjust(closes_at=CLOSES + timedelta(minutes=30), minutes=5)
    world.wait(seconds=1)
    attempt = world.start(world.register())
    world.save(attempt, blank(attempt))
    world.submit(attempt, blank(attempt))
    yield world, Meter(client)
    client.close()


def test_extended_seconds_before_the_close_with_a_warm_container(world: WarmWorld) -> None:
    """The container looked a moment ago and knows nothing; still nobody is turned away."""
    person = world.register()
    attempt = world.start(person)
    assert attempt.body["remaining_s"] == 600
    world.wait(minutes=9, seconds=50)
    world.save(attempt, blank(attempt), seq=1)
    latecomer = world.register()
    world.wait(seconds=5)
    world.adjust(closes_at=CLOSES + timedelta(minutes=30))
    world.wait(seconds=10)
    saved = world.save(attempt, blank(attempt), seq=2)
    assert (saved.status, saved.body["remaining_s"]) == (200, 595)
    begun = world.start(latecomer)
    assert (begun.status, begun.body["remaining_s"]) == (201, 1200)


def test_a_round_that_opens_earlier_opens_at_once(world: WarmWorld) -> None:
    """Before "not open yet" is said, too, the container looks again."""
    opens = world.contest.rounds[1].opens_at
    world.clock.now = opens - timedelta(hours=1)
    person = world.register()
    assert world.start(person).code == "round_not_open"
    world.wait(seconds=2)
    world.adjust(opens_at=world.clock.now)
    assert world.start(person).status == 201


def test_after_the_old_deadline_all_doors_are_open(world: WarmWorld) -> None:
    """Checkpoint, reload, take-over and submission, by a token that says it has expired."""
    person = world.register()
    attempt = world.start(person)
    world.wait(minutes=9)
    world.adjust(closes_at=CLOSES + timedelta(minutes=5))
    world.wait(minutes=4)
    assert jwt_claims(attempt)["exp"] < world.clock.now.timestamp()
    right = world.right_answers(attempt)
    assert world.save(attempt, right, seq=1).body["remaining_s"] == 120
    resumed = world.start(person)
    assert (resumed.status, resumed.body["answers"]) == (200, right)
    assert (resumed.body["remaining_s"], resumed.body["seq"]) == (120, 1)
    assert resumed.body["deadline"] == timestamp(CLOSES + timedelta(minutes=5))
    assert world.go_on(person, device=OTHER_DEVICE).status == 200
    world.wait(minutes=1)
    result = world.submit(attempt, right, device=OTHER_DEVICE)
    assert (result.status, result.body["score"], result.body["duration_s"]) == (201, 20, 840)


def test_working_time_ends_at_the_new_deadline(world: WarmWorld) -> None:
    """Handed in within the slack after an extension nobody here had heard of yet."""
    person = world.register()
    attempt = world.start(person)
    world.wait(minutes=9, seconds=59)
    world.save(attempt, blank(attempt))
    world.adjust(closes_at=CLOSES + timedelta(minutes=5))
    world.wait(seconds=11)
    assert world.submit(attempt, blank(attempt)).body["duration_s"] == 610
    (stood,) = world.stands(person).attempts
    assert stood.deadline == timestamp(CLOSES + timedelta(minutes=5))


def test_the_token_of_a_reload_adds_no_minute_twice(world: WarmWorld) -> None:
    """However often it is issued again, it vouches for the promise, and the rest is worked out."""
    person = world.register()
    world.start(person)
    world.wait(minutes=1)
    world.adjust(minutes=5)
    world.wait(minutes=1, seconds=1)
    again = world.start(person)
    assert again.body["remaining_s"] == 13 * 60 - 1
    assert jwt_claims(again)["exp"] == int((CLOSES + timedelta(minutes=5, seconds=31)).timestamp())
    assert world.save(again, blank(again)).body["remaining_s"] == 13 * 60 - 1
    assert world.start(person).body["remaining_s"] == 13 * 60 - 1
    world.wait(minutes=13, seconds=29)
    assert world.save(again, blank(again), seq=2).status == 200
    world.wait(seconds=2)
    assert world.save(again, blank(again), seq=3).code == "invalid_token"
    assert world.submit(again, blank(again)).code == "too_late"


def test_added_minutes_are_for_those_inside(world: WarmWorld) -> None:
    """Past the close if need be; who begins afterwards has what the close leaves."""
    inside, later, outside = (world.register() for _ in range(3))
    attempt = world.start(inside)
    world.wait(minutes=2)
    world.adjust(minutes=10)
    world.wait(minutes=2)
    assert world.start(later).body["remaining_s"] == 6 * 60
    world.wait(minutes=8)
    assert world.start(outside).code == "round_closed"
    assert world.start(later).code == "round_closed"
    assert world.start(inside).body["remaining_s"] == 8 * 60
    assert world.go_on(inside).status == 200
    assert world.submit(attempt, blank(attempt)).body["duration_s"] == 12 * 60


def test_minutes_given_in_mid_round_make_the_timer_grow(world: WarmWorld) -> None:
    """A minute later every container knows, without having to refuse anybody."""
    world.clock.now = CLOSES - timedelta(days=3)
    attempt = world.start(world.register())
    world.wait(minutes=5)
    world.adjust(minutes=10)
    world.wait(minutes=1)
    assert world.save(attempt, blank(attempt)).body["remaining_s"] == 24 * 60


def test_closed_early_cuts_nobody_inside(world: WarmWorld) -> None:
    """Nobody new comes in; who is inside has the time that was promised, reloads included."""
    world.clock.now = CLOSES - timedelta(days=3)
    inside, outside = world.register(), world.register()
    attempt = world.start(inside)
    world.wait(minutes=2)
    world.adjust(closes_at=world.clock.now + timedelta(minutes=1))
    world.wait(minutes=2)
    assert world.start(outside).code == "round_closed"
    resumed = world.start(inside)
    assert (resumed.status, resumed.body["remaining_s"]) == (200, 16 * 60)
    assert resumed.body["token"] == attempt.body["token"]
    stood = world.stands(inside)
    assert (stood.phase, stood.attempts[0].state) == ("closed", "open")
    world.wait(minutes=16)
    assert world.save(attempt, blank(attempt)).status == 200
    assert world.submit(attempt, blank(attempt)).body["duration_s"] == 20 * 60


def test_what_ran_out_is_not_shelved_while_prolonged(world: WarmWorld) -> None:
    """Asking to start after the old deadline goes on with the attempt, and costs none."""
    person = world.register()
    attempt = world.start(person)
    world.save(attempt, blank(attempt))
    world.wait(minutes=9)
    world.adjust(closes_at=CLOSES + timedelta(hours=1))
    world.wait(minutes=8)
    again = world.start(person)
    assert (again.status, again.body["attempt"], again.body["remaining_s"]) == (200, 1, 180)
    world.wait(minutes=3, seconds=31)
    second = world.start(person)
    assert (second.status, second.body["attempt"]) == (201, 2)
    first = world.stands(person).attempts[0]
    assert (first.state, first.deadline) == ("ran_out", timestamp(CLOSES + timedelta(minutes=10)))


def test_how_one_stands_is_told_by_the_time_there_is(world: WarmWorld) -> None:
    """Open as long as it can be handed in, with the deadline it has now."""
    person = world.register()
    world.start(person)
    world.wait(minutes=9)
    world.adjust(closes_at=CLOSES + timedelta(minutes=5), minutes=1)
    world.wait(minutes=5)
    stood = world.stands(person)
    assert (stood.closes_at, stood.phase) == (timestamp(CLOSES + timedelta(minutes=5)), "open")
    assert [each.state for each in stood.attempts] == ["open"]
    assert stood.attempts[0].deadline == timestamp(CLOSES + timedelta(minutes=6))


def test_the_clerk_leaves_a_prolonged_attempt_alone(world: WarmWorld) -> None:
    """Its entry knows of no extension; it is settled when it is really over."""
    person = world.register()
    attempt = world.start(person)
    world.save(attempt, world.right_answers(attempt))
    world.clerk({}, None)
    world.wait(minutes=9, seconds=50)
    world.adjust(minutes=5)
    world.wait(minutes=2)
    world.clerk({}, None)
    assert world.stands(person).attempts[0].state == "open"
    world.wait(minutes=4)
    world.clerk({}, None)
    (stood,) = world.stands(person).attempts
    assert (stood.state, stood.correct, stood.duration_s) == ("ran_out", 20, 15 * 60)


def test_an_attempt_that_was_over_stays_over(world: WarmWorld) -> None:
    """An extension made after the slack revives nobody's attempt, settled or not."""
    person = world.register()
    attempt = world.start(person)
    world.wait(minutes=11)
    world.adjust(closes_at=CLOSES + timedelta(minutes=30))
    assert world.submit(attempt, blank(attempt)).code == "too_late"
    assert world.start(person).body["attempt"] == 2


def test_looking_again_is_done_once_a_second(counted: tuple[WarmWorld, Meter]) -> None:
    """However many are turned away, the table is asked about the round once a second at most."""
    world, meter = counted
    world.wait(minutes=41)
    people = [world.register() for _ in range(6)]
    assert world.start(people[0]).code == "round_closed"
    for seconds, looks in ((0, 0), (2, 1)):
        world.wait(seconds=seconds)
        codes, used = meter.cost(lambda: [world.start(person).code for person in people])
        assert codes == ["round_closed"] * 6
        assert [name for name, _ in used] == ["GetItem"] * (len(people) + looks)


def test_a_step_in_an_adjusted_round_is_one_write(counted: tuple[WarmWorld, Meter]) -> None:
    """Working out the deadline asks nothing of the table, past the old deadline too."""
    world, meter = counted
    person = world.register()
    attempt, used = meter.cost(lambda: world.start(person))
    assert (attempt.body["remaining_s"], used) == (20 * 60, ONE_WRITE)
    world.adjust(minutes=5)
    world.wait(minutes=22)
    world.save(attempt, blank(attempt))  # the look that is due every minute
    saved, used = meter.cost(lambda: world.save(attempt, blank(attempt), seq=2))
    assert (saved.body["remaining_s"], used) == (3 * 60, ONE_WRITE)
    result, used = meter.cost(lambda: world.submit(attempt, blank(attempt)))
    assert (result.status, used) == (201, ONE_WRITE)


def test_without_the_table_nobody_is_told_no(world: WarmWorld, monkeypatch: Any) -> None:
    """Who cannot look whether there is an extension says "try again", not "closed"."""
    person = world.register()
    world.start(person)
    world.wait(minutes=10, seconds=20)
    world.outside.publication.contest()
    monkeypatch.setattr(world.table, "name", "gone")
    assert world.start(person).code == "unavailable"


def test_rules_notice_and_adjustments_as_published(world: WarmWorld) -> None:
    """The rules come with the rounds as moved; what was published can still be told."""
    publication = world.outside.publication
    assert (publication.adjustments(ROUND), publication.notice()) == ((), "")
    world.adjust(closes_at=CLOSES + timedelta(minutes=30))
    live = Live(world.table)
    state, seen = live.read()
    write: Any = live.write(state.announcing("Gia hạn 30 phút"), seen)
    world.client.put_item(**write["Put"])
    assert publication.refresh() is True
    moved, written = publication.contest().round(ROUND), publication.written_round(ROUND)
    assert moved is not None
    assert moved.closes_at == CLOSES + timedelta(minutes=30)
    assert written == world.contest.round(ROUND)
    assert [each.reason for each in publication.adjustments(ROUND)] == ["mất điện"]
    assert publication.notice() == "Gia hạn 30 phút"
    world.uptime += 2
    assert publication.refresh() is False


def jwt_claims(attempt: Answer) -> Any:
    return jwt.decode(attempt.body["token"], options={"verify_signature": False})
