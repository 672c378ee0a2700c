"""The same at the same instant, hundreds of times against DynamoDB Local: one of it happens."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from contest.domain.keys import EXAM
from contest.domain.token import verify
from functions import grader, proctor, registrar
from functions._http import RefusedError
from tests.world import DEVICE, OTHER_DEVICE, World, application, blank

ROUNDS = 200
RIVALS = 3


@pytest.fixture(scope="module")
def pool() -> Any:
    with ThreadPoolExecutor(RIVALS) as executor:
        yield executor


def at_once(pool: ThreadPoolExecutor, *doings: Callable[[], Any]) -> list[Any]:
    """All doings begun at the same instant; a refusal comes back as its code."""
    barrier = threading.Barrier(len(doings))

    def run(doing: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return doing()
        except RefusedError as error:
            return error.reason.code

    return list(pool.map(run, doings))


def test_registrations_at_the_same_instant_give_one(world: World, pool: ThreadPoolExecutor) -> None:
    """One profile, one 201, the others told that it exists."""
    desk = registrar._Desk(world.outside)
    for _ in range(ROUNDS):
        form = registrar.Registration(**application())
        answers = at_once(pool, *[lambda form=form: desk.register(form)] * RIVALS)
        assert answers.count("already_registered") == RIVALS - 1


def test_starts_at_the_same_instant_give_one_attempt(
    world: World, pool: ThreadPoolExecutor
) -> None:
    """All get the same attempt and paper; the cap counts one."""
    room = proctor._Room(world.outside)
    for _ in range(ROUNDS):
        person = world.register()
        session = person.body["session"]
        devices = (DEVICE, OTHER_DEVICE, DEVICE)
        answers = at_once(
            pool,
            *[
                lambda d=d, s=session: room.start("vong-1", proctor.Start(device=d), s)
                for d in devices
            ],
        )
        statuses = sorted(answer.status for answer in answers)
        assert statuses == [200, 200, 201]
        assert len({attempt_of(world, answer.body) for answer in answers}) == 1
        assert world.me(person)["attempts_left"] == 2


def test_submissions_at_the_same_instant_give_one_result(
    world: World, pool: ThreadPoolExecutor
) -> None:
    """Different sheets race; the first stands and every answer tells the same result."""
    desk = grader._Desk(world.outside)
    for _ in range(ROUNDS):
        person = world.register()
        attempt = world.start(person)
        right = world.right_answers(attempt)
        sheets = [right, blank(attempt), right[:10] + blank(attempt, 10)]
        forms = [grader.Submission(token=attempt.body["token"], answers=sheet) for sheet in sheets]
        answers = at_once(pool, *[lambda form=form: desk.submit(form) for form in forms])
        assert sorted(answer.status for answer in answers) == [200, 200, 201]
        results = [answer.body for answer in answers]
        assert len({(each.score, each.receipt) for each in results}) == 1
        (kept,) = world.me(person)["attempts"]
        assert kept["score"] == results[0].score


def test_a_submission_racing_its_checkpoint_and_the_clerk_is_never_lost(
    world: World, pool: ThreadPoolExecutor
) -> None:
    """Whatever comes first, the accepted submission is the result."""
    desk, room = grader._Desk(world.outside), proctor._Room(world.outside)
    for _ in range(ROUNDS):
        person = world.register()
        attempt = world.start(person)
        token, right = attempt.body["token"], world.right_answers(attempt)
        save = proctor.Save(token=token, device=DEVICE, seq=1, answers=blank(attempt))
        hand_in = grader.Submission(token=token, answers=right)
        saved, submitted, _ = at_once(
            pool,
            lambda save=save: room.save(save),
            lambda hand_in=hand_in: desk.submit(hand_in),
            lambda: world.clerk({}, None),
        )
        assert submitted.status == 201
        assert saved == "already_submitted" or saved.body.seq == 1
        assert [each["score"] for each in world.me(person)["attempts"]] == [20]


def attempt_of(world: World, view: proctor.AttemptView) -> tuple[int, str]:
    keys = world.outside.keys(EXAM)
    verified = verify(view.token, EXAM, keys, world.contest.contest.id, world.clock())
    assert verified is not None
    return view.attempt, verified.claims["ppr"]
