"""From registration to a receipt, through the handlers and a real table."""

from datetime import timedelta
from typing import Any

import jwt
import pytest

from contest.domain.attempt import begin
from contest.domain.phase import allot
from contest.domain.receipt import answers_digest
from contest.store.entries import Entrant
from tests.world import DEVICE, OTHER_DEVICE, World, blank


def test_right_answers_give_full_marks(world: World) -> None:
    """The answers that question_src marks right are worth every point."""
    attempt = world.start(world.register())
    world.clock.now += timedelta(minutes=3, milliseconds=250)
    result = world.submit(attempt, world.right_answers(attempt))
    assert result.status == 201
    assert (result.body["score"], result.body["max_score"]) == (20, 20)
    assert (result.body["correct"], result.body["total"]) == (20, 20)
    assert result.body["duration_s"] == 180
    assert result.body["attempts_left"] == 2


def test_wrong_answers_give_nothing(world: World) -> None:
    """All wrong is zero."""
    attempt = world.start(world.register())
    assert world.submit(attempt, world.wrong_answers(attempt)).body["score"] == 0


def test_blanks_count_as_wrong(world: World) -> None:
    """Each blank costs its point, and no more."""
    attempt = world.start(world.register())
    answers = world.right_answers(attempt)
    answers[3], answers[7] = [], []
    assert world.submit(attempt, answers).body["correct"] == 18


def test_three_attempts_get_three_papers_and_no_fourth(world: World) -> None:
    """No paper comes twice to one person, and the cap holds."""
    person = world.register()
    papers = []
    for left in (2, 1, 0):
        attempt = world.start(person)
        assert attempt.status == 201
        papers.append(attempt.body["paper"]["id"])
        assert world.submit(attempt, blank(attempt)).body["attempts_left"] == left
    refused = world.start(person)
    assert (refused.status, refused.code) == (409, "no_attempts_left")
    assert len(set(papers)) == 3


def test_a_repeat_returns_the_first_result(world: World) -> None:
    """The same again is 200 with the very same body; other answers are told apart and lose."""
    attempt = world.start(world.register())
    answers = world.right_answers(attempt)
    first = world.submit(attempt, answers)
    world.clock.now += timedelta(minutes=1)
    again = world.submit(attempt, answers)
    assert (again.status, again.body) == (200, first.body)
    other = world.submit(attempt, blank(attempt))
    assert other.body == first.body | {"differs": True}


def test_a_repeat_is_the_same_to_the_millisecond(world: World) -> None:
    """Clocks read microseconds, the table keeps milliseconds: a repeat must not show it."""
    attempt = world.start(world.register())
    world.clock.now += timedelta(seconds=9, microseconds=999_700)
    first = world.submit(attempt, blank(attempt))
    assert world.submit(attempt, blank(attempt)).body == first.body


def test_a_repeat_is_answered_even_after_the_deadline(world: World) -> None:
    """Who was accepted in time and lost the answer on the way gets it whenever they ask."""
    attempt = world.start(world.register())
    first = world.submit(attempt, blank(attempt))
    world.clock.now += timedelta(hours=2)
    again = world.submit(attempt, blank(attempt))
    assert (again.status, again.body) == (200, first.body)


def test_the_receipt_can_be_checked_by_anyone(world: World) -> None:
    """A receipt names candidate code, paper, answers and score, and no person."""
    person = world.register(full_name="Trần Không Có Thật")
    attempt = world.start(person)
    receipt = world.submit(attempt, blank(attempt)).body["receipt"]
    kid = jwt.get_unverified_header(receipt)["kid"]
    jwk = next(each for each in world.jwks["keys"] if each["kid"] == kid)
    claims = jwt.decode(
        receipt,
        jwt.PyJWK.from_dict(jwk).key,
        algorithms=["EdDSA"],
        audience="public",
        options={"verify_iat": False},
    )
    assert claims["sub"] == person.body["candidate_code"]
    assert claims["ans"] == answers_digest("," * 19)
    assert (claims["rnd"], claims["att"], claims["sco"]) == ("vong-1", 1, 0)
    assert "Trần" not in str(claims)


def test_checkpoints_keep_the_newest(world: World) -> None:
    """An older checkpoint never overwrites a newer one, and says which is newer."""
    attempt = world.start(world.register())
    newer, older = blank(attempt), blank(attempt)
    newer[0] = ["A"]
    assert world.save(attempt, newer, seq=5).body["seq"] == 5
    refused = world.save(attempt, older, seq=4)
    assert (refused.status, refused.code, refused.body["seq"]) == (409, "stale", 5)
    same_again = world.save(attempt, newer, seq=5)
    assert same_again.status == 200


def test_resuming_gives_the_same_paper_time_and_answers(world: World) -> None:
    """Reloading in the middle changes nothing but the time that has passed."""
    person = world.register()
    attempt = world.start(person)
    answers = blank(attempt)
    answers[1] = ["B"]
    world.save(attempt, answers, seq=1)
    world.clock.now += timedelta(minutes=5)
    resumed = world.start(person)
    assert resumed.status == 200
    for same in ("paper", "attempt", "started_at", "deadline", "token"):
        assert resumed.body[same] == attempt.body[same]
    assert (resumed.body["answers"], resumed.body["seq"]) == (answers, 1)
    assert resumed.body["remaining_s"] == 900


def test_a_second_device_takes_over_and_the_first_is_told(world: World) -> None:
    """After a take-over only the new device's checkpoints count, until the old one asks again."""
    person = world.register()
    attempt = world.start(person, device=DEVICE)
    assert world.start(person, device=OTHER_DEVICE).status == 200
    refused = world.save(attempt, blank(attempt), seq=1, device=DEVICE)
    assert (refused.status, refused.code) == (409, "taken_over")
    assert world.save(attempt, blank(attempt), seq=1, device=OTHER_DEVICE).status == 200
    assert world.start(person, device=DEVICE).status == 200
    assert world.save(attempt, blank(attempt), seq=2, device=DEVICE).status == 200


def test_a_device_that_lost_the_attempt_cannot_hand_it_in(world: World) -> None:
    """The forgotten PC at the office hands in nothing over what the phone has saved."""
    person = world.register()
    attempt = world.start(person, device=DEVICE)
    world.start(person, device=OTHER_DEVICE)
    right = world.right_answers(attempt)
    world.save(attempt, right, seq=1, device=OTHER_DEVICE)
    refused = world.submit(attempt, blank(attempt), device=DEVICE)
    assert (refused.status, refused.code) == (409, "taken_over")
    assert world.submit(attempt, right, device=OTHER_DEVICE).body["score"] == 20
    assert world.submit(attempt, blank(attempt), device=DEVICE).body["score"] == 20


def test_going_on_never_begins_another_attempt(world: World) -> None:
    """Asked to go on with an attempt that is over, the proctor says so and begins nothing."""
    person = world.register()
    attempt = world.start(person)
    path, body = "/api/rounds/vong-1/attempts", {"device": DEVICE, "attempt": 1}
    assert world.call("POST", path, body, person.body["session"]).body["attempt"] == 1
    world.submit(attempt, blank(attempt))
    refused = world.call("POST", path, body, person.body["session"])
    assert (refused.status, refused.code) == (409, "already_submitted")
    assert world.me(person)["attempts_left"] == 2


def test_a_checkpoint_after_handing_in_is_refused(world: World) -> None:
    """What was handed in stays as it was."""
    attempt = world.start(world.register())
    world.submit(attempt, blank(attempt))
    late = world.save(attempt, world.right_answers(attempt), seq=9)
    assert (late.status, late.code) == (409, "already_submitted")


def test_the_rounds_end_cuts_an_attempt_short(world: World) -> None:
    """Ten minutes before the close a twenty-minute attempt gets ten, and is told so beforehand."""
    world.clock.now = world.contest.rounds[1].closes_at - timedelta(minutes=10)
    person = world.register()
    before = world.me(person)
    assert (before["limit_s"], before["shortened"]) == (600, True)
    attempt = world.start(person)
    assert attempt.body["remaining_s"] == 600
    assert attempt.body["deadline"] == "2023-11-17T10:00:00.000Z"


@pytest.mark.parametrize(
    ("minutes", "code", "reason"),
    [
        (-1, "round_not_open", "a minute before it opens"),
        (0, None, "the very instant it opens"),
        (14939, None, "a minute before it closes"),
        (14940, "round_closed", "the very instant it closes"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else None,
)
def test_a_round_lets_in_only_while_it_is_open(
    world: World, minutes: int, code: Any, reason: str
) -> None:
    """The window is closed on the left and open on the right."""
    world.clock.now = world.contest.rounds[1].opens_at + timedelta(minutes=minutes)
    person = world.register()
    assert world.start(person).body.get("code") == code, reason


def test_a_submission_within_the_grace_counts_to_the_deadline(world: World) -> None:
    """A slow network costs nothing, and the slack is nobody's working time."""
    attempt = world.start(world.register())
    world.clock.now += timedelta(minutes=20, seconds=25)
    result = world.submit(attempt, blank(attempt))
    assert (result.status, result.body["duration_s"]) == (201, 1200)


def test_a_late_submission_is_kept_but_not_counted(world: World) -> None:
    """After the grace the sheet is kept for the secretariat and the answer says what counts."""
    person = world.register()
    attempt = world.start(person)
    world.clock.now += timedelta(minutes=21)
    result = world.submit(attempt, world.right_answers(attempt))
    assert (result.status, result.code) == (410, "too_late")
    entry = stored_entry(world)
    assert "|20/20/20/20|" in entry["l1"]["S"]
    assert "g" not in entry


def test_a_late_submission_of_each_attempt_is_kept(world: World) -> None:
    """The answer says so each time, so it must be true; of one attempt the first stays."""
    person = world.register()
    for _ in (1, 2):
        attempt = world.start(person)
        world.clock.now += timedelta(minutes=21)
        assert world.submit(attempt, world.right_answers(attempt)).code == "too_late"
        assert world.submit(attempt, blank(attempt)).code == "too_late"
    entry = stored_entry(world)
    assert [entry[name]["S"].split("|")[7] for name in ("l1", "l2")] == ["20/20/20/20"] * 2


def test_what_is_refused_in_the_very_last_instant_is_kept_too(world: World) -> None:
    """A token lasts to the end of its second; another attempt may have begun a moment before."""
    person = world.register()
    attempt = world.start(person)
    world.save(attempt, blank(attempt))
    world.clock.now += timedelta(minutes=20, seconds=30, milliseconds=500)
    assert world.start(person).status == 201
    assert world.submit(attempt, world.right_answers(attempt)).code == "too_late"
    assert "|20/20/20/20|" in stored_entry(world)["l1"]["S"]


def test_the_clerk_grades_an_attempt_that_ran_out_from_its_checkpoint(world: World) -> None:
    """Whose phone died gets what the server had, with the full time as working time."""
    person = world.register()
    attempt = world.start(person)
    answers = world.right_answers(attempt)
    answers[0] = []
    world.save(attempt, answers, seq=3)
    world.clock.now += timedelta(minutes=20, seconds=46)
    assert world.clerk({}, None) == {"settled": 1, "moved_on": 0, "failed": 0}
    (view,) = world.me(person)["attempts"]
    assert (view["state"], view["correct"], view["duration_s"]) == ("ran_out", 19, 1200)
    assert view["counts"] is True
    assert world.clerk({}, None) == {"settled": 0, "moved_on": 0, "failed": 0}
    too_late = world.submit(attempt, answers)
    assert too_late.code == "too_late"


def test_the_clerk_leaves_running_attempts_alone(world: World) -> None:
    """Not before deadline and grace are over, nor while a submission may be on its way."""
    attempt = world.start(world.register())
    world.save(attempt, blank(attempt))
    world.clock.now += timedelta(minutes=20, seconds=45)
    assert world.clerk({}, None)["settled"] == 0
    world.clock.now -= timedelta(seconds=15)
    assert world.submit(attempt, blank(attempt)).status == 201


def test_nothing_saved_means_lapsed_not_zero(world: World) -> None:
    """An attempt that left nothing on the server is used up but has no score."""
    person = world.register()
    world.start(person)
    world.clock.now += timedelta(hours=1)
    world.clerk({}, None)
    (view,) = world.me(person)["attempts"]
    assert (view["state"], view["score"], view["counts"]) == ("lapsed", None, False)


def test_a_new_attempt_does_not_wait_for_the_clerk(world: World) -> None:
    """The attempt that ran out is put aside and graded later; nothing of it is lost."""
    person = world.register()
    attempt = world.start(person)
    world.save(attempt, world.right_answers(attempt), seq=1)
    world.clock.now += timedelta(minutes=30)
    second = world.start(person)
    assert (second.status, second.body["attempt"]) == (201, 2)
    assert second.body["paper"]["id"] != attempt.body["paper"]["id"]
    assert world.me(person)["attempts"][0]["state"] == "ran_out"
    world.clerk({}, None)
    assert world.me(person)["attempts"][0]["correct"] == 20
    assert world.submit(second, blank(second)).status == 201
    states = [each["state"] for each in world.me(person)["attempts"]]
    assert states == ["ran_out", "submitted"]


def test_a_checkpoint_under_way_is_not_lost_to_the_next_start(world: World) -> None:
    """Received in time and written after the next start had looked: the start must look again."""
    person = world.register()
    attempt = world.start(person)
    world.save(attempt, blank(attempt), seq=1)
    entries, (sub, rules) = world.outside.entries, (subject(attempt), world.contest.rounds[1])
    seen = entries.get(sub, rules.id).open
    assert seen is not None
    world.save(attempt, world.right_answers(attempt), seq=2)
    world.clock.now += timedelta(minutes=30)
    who = Entrant(sub, "code", None, "citizen", world.clock.now)
    fresh = begin(seen.edition, allot(rules, world.clock.now), "device")
    assert entries.shelve_and_start(who, rules.id, seen, fresh, rules.attempts) is None
    assert world.start(person).body["attempt"] == 2
    world.clerk({}, None)
    assert world.me(person)["attempts"][0]["correct"] == 20


def test_one_odd_entry_does_not_keep_the_others_waiting(world: World) -> None:
    """The clerk says that it failed, and grades all others."""
    people = [world.register() for _ in range(6)]
    attempts = [world.start(person) for person in people]
    for attempt in attempts:
        world.save(attempt, world.right_answers(attempt))
    odd = (("SET o.e = :odd", {"S": "none"}), ("SET g = :odd", {"L": [{"S": "odd"}]}))
    for attempt, (update, value) in zip(attempts, odd, strict=False):
        world.client.update_item(
            TableName=world.table.name,
            Key={"pk": {"S": f"C#{subject(attempt)}"}, "sk": {"S": "ENTRY#vong-1"}},
            UpdateExpression=update,
            ExpressionAttributeValues={":odd": value},
        )
    world.clock.now += timedelta(hours=1)
    assert world.clerk({}, None) == {"settled": 4, "moved_on": 0, "failed": 2}
    assert [world.me(each)["attempts"][0]["correct"] for each in people[2:]] == [20] * 4


def test_status_says_how_rounds_stand(world: World) -> None:
    """The file every page polls is written by the clerk."""
    world.clerk({}, None)
    text = (world.live / "status.json").read_text()
    assert '"generated_at": "2023-11-08T01:00:00.000Z"' in text
    assert '"id": "vong-1", "state": "open"' in text


def test_the_rehearsal_is_like_the_real_thing_and_counts_apart(world: World) -> None:
    """Rehearsing uses no attempt of a round."""
    person = world.register()
    rehearsal = world.start(person, "thi-thu")
    assert rehearsal.body["paper"]["url"].startswith("/de-thi/thi-thu/")
    assert world.submit(rehearsal, world.right_answers(rehearsal)).body["score"] == 20
    assert world.me(person, "vong-1")["attempts_left"] == 3


def stored_entry(world: World) -> Any:
    items = world.client.scan(TableName=world.table.name)["Items"]
    (entry,) = (item for item in items if item["sk"]["S"] == "ENTRY#vong-1")
    return entry


def subject(attempt: Any) -> str:
    claims = jwt.decode(attempt.body["token"], options={"verify_signature": False})
    return str(claims["sub"])
