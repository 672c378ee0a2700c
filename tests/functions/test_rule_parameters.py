"""Each rule parameter that concerns entry, paper and attempts changes what happens."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest

from contest.domain.rules import Counted, Prediction, PredictionTarget
from tests.world import World, blank

Make = Callable[..., World]


def test_a_cap_per_day_holds_until_midnight_in_vietnam(world_with: Make) -> None:
    """One attempt a day; the next day begins at midnight, giờ Việt Nam."""
    world = world_with(attempts={"per_day": 1})
    person = world.register()
    attempt = world.start(person)
    world.submit(attempt, blank(attempt))
    world.clock.now = world.clock.now.replace(hour=23, minute=59)
    assert world.start(person).code == "no_attempts_today"
    assert world.me(person)["limit_s"] is None
    world.clock.now += timedelta(minutes=1)
    assert world.start(person).status == 201


def test_a_cap_per_day_also_holds_for_an_attempt_that_ran_out(world_with: Make) -> None:
    """Letting time run out is no way round it."""
    world = world_with(attempts={"per_day": 1})
    person = world.register()
    world.start(person)
    world.clock.now += timedelta(hours=1)
    assert world.start(person).code == "no_attempts_today"


def test_a_cap_per_round_of_one(world_with: Make) -> None:
    """One attempt, no more."""
    world = world_with(attempts={"per_round": 1})
    person = world.register()
    attempt = world.start(person)
    assert world.submit(attempt, blank(attempt)).body["attempts_left"] == 0
    assert world.start(person).code == "no_attempts_left"


@pytest.mark.parametrize(
    ("rule", "counts", "reason"),
    [
        (Counted.BEST, [False, True, False], "the second was the best"),
        (Counted.LAST, [False, False, True], "the third was the last"),
        (Counted.FIRST, [True, False, False], "the first was the first"),
    ],
    ids=lambda value: value if isinstance(value, Counted) else None,
)
def test_which_attempt_counts(
    world_with: Make, rule: Counted, counts: list[bool], reason: str
) -> None:
    """Best, last or first."""
    world = world_with(attempts={"counted": rule})
    person = world.register()
    for right in (3, 9, 6):
        attempt = world.start(person)
        answers = world.right_answers(attempt)[:right] + blank(attempt, 20 - right)
        assert world.submit(attempt, answers).body["correct"] == right
    assert [each["counts"] for each in world.me(person)["attempts"]] == counts, reason


def test_where_all_questions_are_compulsory_blanks_are_named(world_with: Make) -> None:
    """Nothing is taken, nothing is lost, and each blank is pointed at."""
    world = world_with(attempts={"answer_all": True})
    attempt = world.start(world.register())
    answers = world.right_answers(attempt)
    answers[4], answers[11] = [], []
    refused = world.submit(attempt, answers)
    assert (refused.status, refused.code) == (422, "invalid")
    assert [each["field"] for each in refused.body["errors"]] == ["answers.4", "answers.11"]
    assert world.submit(attempt, world.right_answers(attempt)).status == 201


def test_where_all_questions_are_compulsory_an_incomplete_checkpoint_is_worth_nothing(
    world_with: Make,
) -> None:
    """As an incomplete submission would not have been taken."""
    world = world_with(attempts={"answer_all": True})
    person = world.register()
    attempt = world.start(person)
    answers = world.right_answers(attempt)
    answers[0] = []
    world.save(attempt, answers)
    world.clock.now += timedelta(hours=1)
    world.clerk({}, None)
    assert world.me(person)["attempts"][0]["score"] == 0


def test_where_answers_are_final_a_change_is_refused(world_with: Make) -> None:
    """At the checkpoint and at submission; further answers may be added."""
    world = world_with(attempts={"answers_may_change": False})
    attempt = world.start(world.register())
    first, more, changed = blank(attempt), blank(attempt), blank(attempt)
    first[0] = more[0] = ["A"]
    more[1] = ["B"]
    changed[0] = ["B"]
    assert world.save(attempt, first, seq=1).status == 200
    assert world.save(attempt, changed, seq=2).code == "answer_locked"
    assert world.submit(attempt, changed).code == "answer_locked"
    assert world.save(attempt, more, seq=2).status == 200
    assert world.submit(attempt, more).status == 201


def test_where_answers_are_final_a_late_sheet_is_kept_all_the_same(world_with: Make) -> None:
    """Too late is too late, whatever it says; the secretariat can read it."""
    world = world_with(attempts={"answers_may_change": False})
    attempt = world.start(world.register())
    first, changed = blank(attempt), blank(attempt)
    first[0], changed[0] = ["A"], ["B"]
    world.save(attempt, first, seq=1)
    world.clock.now += timedelta(hours=1)
    assert world.submit(attempt, changed).code == "too_late"
    assert "'l1': {'S'" in str(world.client.scan(TableName=world.table.name)["Items"])


def test_a_prediction_is_kept_where_there_is_one(world_with: Make) -> None:
    """Never scored, kept for the tie-break; leaving it out is allowed."""
    question = Prediction(
        target=PredictionTarget.PERFECT_SCORES, scope="round", unit="people", question="Bao nhiêu?"
    )
    world = world_with(prediction=question)
    attempt = world.start(world.register())
    assert world.submit(attempt, blank(attempt), prediction=4321).body["score"] == 0
    other = world.start(world.register())
    assert world.submit(other, blank(other), prediction=None).status == 201
    assert world.submit(world.start(world.register()), blank(other), prediction=-1).status == 422
    kept = str(world.client.scan(TableName=world.table.name)["Items"])
    assert "|0/20/0/20|4321|" in kept


def test_a_prediction_is_refused_where_there_is_none(world: World) -> None:
    """The contest of 2023 has none."""
    attempt = world.start(world.register())
    refused = world.submit(attempt, blank(attempt), prediction=10)
    assert [each["field"] for each in refused.body["errors"]] == ["prediction"]


def test_scores_may_be_told_after_the_close_only(world_with: Make) -> None:
    """Neither result, nor receipt, nor the person's page tells before; the page does after."""
    world = world_with(score_shown="after_close")
    world.clock.now = world.contest.rounds[1].closes_at - timedelta(minutes=30)
    person = world.register()
    attempt = world.start(person)
    result = world.submit(attempt, world.right_answers(attempt)).body
    assert (result["score"], result["correct"], result["total"]) == (None, None, 20)
    receipt = jwt.decode(result["receipt"], options={"verify_signature": False})
    assert not {"sco", "cor", "max"} & set(receipt)
    assert world.me(person)["attempts"][0]["score"] is None
    world.clock.now += timedelta(minutes=31)
    assert world.me(person)["attempts"][0]["score"] == 20


def test_a_round_may_be_open_to_some_groups_only(world_with: Make) -> None:
    """Streams for staff and citizens."""
    world = world_with(open_to=("citizen",))
    citizen = world.register(agency=None, group="citizen")
    assert world.start(citizen).status == 201
    assert world.start(world.register()).code == "ineligible"


def test_points_per_question(world_with: Make) -> None:
    """Five points each make a hundred."""
    world = world_with(points_per_question=5)
    attempt = world.start(world.register())
    result = world.submit(attempt, world.right_answers(attempt)).body
    assert (result["score"], result["max_score"], result["correct"]) == (100, 100, 20)


SHEETS: list[tuple[Any, str, str]] = [
    ([[]] * 19, "answers", "a question too few"),
    ([[]] * 21, "answers", "a question too many"),
    ([["H"]] + [[]] * 19, "answers.0", "an option the question doesn't have"),
    ([["A", "A"]] + [[]] * 19, "answers.0", "the same option twice"),
]


@pytest.mark.parametrize(("sheet", "field", "reason"), SHEETS, ids=[row[-1] for row in SHEETS])
def test_a_sheet_that_cannot_be_read_is_refused(
    world: World, sheet: Any, field: str, reason: str
) -> None:
    """And the attempt stays open for the right one."""
    attempt = world.start(world.register())
    refused = world.submit(attempt, sheet)
    assert refused.status == 422, reason
    assert [each["field"] for each in refused.body["errors"]] == [field]
    assert world.submit(attempt, blank(attempt)).status == 201


def test_two_options_of_a_single_choice_are_refused(world: World) -> None:
    """Not graded as wrong in silence: the page could never have sent it."""
    attempt = world.start(world.register())
    index = next(i for i, q in enumerate(world.questions(attempt)) if q["type"] == "single")
    sheet = blank(attempt)
    sheet[index] = ["A", "B"]
    assert world.submit(attempt, sheet).body["errors"][0]["code"] == "one_option_only"
