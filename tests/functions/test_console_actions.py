"""What the secretariat does, and what follows from it in figures, rooms and the trail."""

from datetime import timedelta
from typing import Any

import pytest

from tests.organizers import Cognito, Desk, Office
from tests.world import Answer, World, application, blank

REASON = "Khai sai cơ quan, đã xác minh"


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.desk("thu-ky")


def sit(office: Office, **changes: Any) -> tuple[str, Answer]:
    """Somebody registers and hands in; gives the candidate code and how it went."""
    person = office.world.register(**changes)
    attempt = office.world.start(person)
    office.world.clock.now += timedelta(minutes=2)
    result = office.world.submit(attempt, office.world.right_answers(attempt))
    assert result.status == 201
    return person.body["candidate_code"], person


def line(desk: Desk, group: str = "official", agency: str = "so-noi-vu") -> Any:
    """A quota line of an agency as the console shows it."""
    figures = desk.get(f"/agencies/{agency}").body["figures"]
    return next(each for each in figures["lines"] if each["group"] == group)


def test_a_submission_is_seen_in_the_quota_after_the_next_count(office: Office, desk: Desk) -> None:
    """62 officials owe 19 (30 % rounded up); one has taken part, 18 are missing."""
    assert (line(desk)["owed"], line(desk)["done"], line(desk)["missing"]) == (19, 0, 19)
    sit(office)
    office.count()
    assert (line(desk)["done"], line(desk)["missing"], line(desk)["met"]) == (1, 18, False)


def test_disqualifying_takes_out_and_reinstating_brings_back(office: Office, desk: Desk) -> None:
    """Figures follow; the person stays visible, flagged; the story tells who and why."""
    code, _ = sit(office)
    office.count()
    story = desk.post(f"/contestants/{code}/rulings", {"disqualified": True, "reason": REASON})
    assert (story.status, story.body["rulings"][0]["reason"]) == (200, REASON)
    office.count()
    assert line(desk)["done"] == 0
    assert desk.get(f"/contestants/{code}").body["flags"] == ["disqualified"]
    (row,) = desk.get("/contestants?flag=disqualified").body["rows"]
    assert row["code"] == code
    desk.post(f"/contestants/{code}/rulings", {"disqualified": False, "reason": "Nhầm người"})
    office.count()
    assert line(desk)["done"] == 1


def test_a_deed_without_a_reason_is_not_done(office: Office, desk: Desk) -> None:
    """Nothing is changed, nothing enters the trail."""
    code, _ = sit(office)
    answer = desk.post(f"/contestants/{code}/rulings", {"disqualified": True, "reason": ""})
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "reason")
    assert desk.get(f"/contestants/{code}").body["rulings"] == []
    assert desk.get("/audit").body["entries"][0]["action"] == "sign_in"


def test_who_moves_after_taking_part_stays_counted_where_it_was(office: Office, desk: Desk) -> None:
    """A transfer holds from its own moment on: once counted, never counted twice."""
    code, _ = sit(office)
    moved = {"agency": "so-tu-phap", "group": "official", "reason": "Chuyển công tác"}
    office.world.clock.now += timedelta(minutes=1)
    assert desk.post(f"/contestants/{code}/posts", moved).status == 200
    office.count()
    assert (line(desk)["done"], line(desk, agency="so-tu-phap")["done"]) == (1, 0)
    earlier, _ = sit(office)  # and one who takes part again elsewhere is no second person
    assert earlier != code


def test_who_moves_before_taking_part_counts_in_the_new_place(office: Office, desk: Desk) -> None:
    """The group held on the day of the attempt decides."""
    person = office.world.register()
    code = person.body["candidate_code"]
    moved = {"agency": "so-tu-phap", "group": "leader", "reason": "Bổ nhiệm"}
    desk.post(f"/contestants/{code}/posts", moved)
    office.world.clock.now += timedelta(minutes=1)
    attempt = office.world.start(person)
    office.world.submit(attempt, blank(attempt))
    office.count()
    assert (line(desk)["done"], line(desk, "leader", "so-tu-phap")["done"]) == (0, 1)


def test_erasing_forgets_the_person_and_keeps_the_result(office: Office, desk: Desk) -> None:
    """No name, no phone, no way to sign in; figures and attempts as before."""
    form = application(full_name="Lê Thị Xin Xóa", phone="0912888777")
    person = office.world.call("POST", "/api/contestants", form)
    attempt = office.world.start(person)
    office.world.submit(attempt, office.world.right_answers(attempt))
    office.count()
    code = person.body["candidate_code"]
    story = desk.post(f"/contestants/{code}/erasure", {"reason": "Người dự thi yêu cầu"}).body
    assert (story["erased"], story["name"], story["phone"]) == (True, None, None)
    assert story["rounds"][0]["attempts"][0]["score"] == 20
    office.count()
    assert line(desk)["done"] == 1
    assert desk.get("/contestants?q=xin%20xoa").body["total"] == 0
    assert "Xin Xóa" not in str(desk.get("/audit").body)
    wanted = {name: form[name] for name in ("national_id", "birth_date", "phone")}
    assert office.world.call("POST", "/api/sessions", wanted).code == "no_match"


def test_an_extension_reaches_whoever_is_inside(office: Office, desk: Desk) -> None:
    """Begun five minutes before the close: the token is out, and the time grows all the same."""
    rules = office.world.contest.round("vong-1")
    assert rules is not None
    office.world.clock.now = rules.closes_at - timedelta(minutes=5)
    attempt = office.world.start(office.world.register())
    assert attempt.body["remaining_s"] == 300
    moved = {"closes_at": (rules.closes_at + timedelta(hours=1)).isoformat(), "reason": "Mất điện"}
    told = desk.post("/rounds/vong-1/adjustments", moved)
    (fresh,) = [each for each in told.body["rounds"] if each["id"] == "vong-1"]
    assert (fresh["closes_at"], fresh["adjusted"]) == ("2023-11-17T11:00:00.000Z", True)
    office.world.clock.now += timedelta(minutes=6)
    saved = office.world.save(attempt, blank(attempt))
    assert (saved.status, saved.body["remaining_s"]) == (200, 14 * 60)
    assert office.world.submit(attempt, blank(attempt)).status == 201


MOVES: list[tuple[dict[str, Any], str, str]] = [
    ({}, "closes_at", "nothing asked for"),
    ({"closes_at": "2023-11-07T08:00:00+07:00"}, "closes_at", "an end that is past already"),
    ({"opens_at": "2023-11-09T08:00:00+07:00"}, "opens_at", "it has opened"),
    ({"add_minutes": 601}, "add_minutes", "more than ten hours is a slip of the finger"),
    ({"closes_at": "2023-11-20T08:00:00"}, "closes_at", "a time without its zone"),
]


@pytest.mark.parametrize(("form", "field", "reason"), MOVES)
def test_a_round_cannot_be_moved_into_nonsense(
    desk: Desk, form: dict[str, Any], field: str, reason: str
) -> None:
    """What cannot be meant is refused, naming the field."""
    answer = desk.post("/rounds/vong-1/adjustments", form | {"reason": "Thử"})
    assert answer.status == 422, reason
    assert field in {each["field"] for each in answer.body["errors"]}


def test_a_notice_reaches_every_page(office: Office, desk: Desk) -> None:
    """status.json carries it within a round of the clerk, and no more once it is taken back."""
    import json

    for text in ("Đợt 1 được gia hạn đến 18:00.", ""):
        desk.call("PUT", "/notice", {"text": text})
        office.count()
        status = json.loads((office.world.live / "status.json").read_text())
        assert status["notice"] == (text or None)


def test_whoever_edits_the_trail_is_found_out(office: Office, desk: Desk) -> None:
    """A line rewritten in the table, or the newest taken off: the console says so."""
    desk.call("PUT", "/notice", {"text": "Một"})
    desk.call("PUT", "/notice", {"text": "Hai"})
    assert desk.get("/audit").body["intact"] is True
    world = office.world
    key = {"pk": {"S": "AUDIT"}, "sk": {"S": "0000000002"}}
    change: dict[str, Any] = {"TableName": world.table.name, "Key": key}
    world.client.update_item(
        **change,
        UpdateExpression="SET detail = :other",
        ExpressionAttributeValues={":other": {"S": "Ba"}},
    )
    assert desk.get("/audit").body["intact"] is False
    world.client.update_item(
        **change,
        UpdateExpression="SET detail = :other",
        ExpressionAttributeValues={":other": {"S": "Một"}},
    )
    assert desk.get("/audit").body["intact"] is True
    newest = {"pk": {"S": "AUDIT"}, "sk": {"S": "0000000003"}}
    world.client.delete_item(TableName=world.table.name, Key=newest)
    assert desk.get("/audit").body["intact"] is False


def test_people_are_found_without_marks_and_by_national_id(office: Office, desk: Desk) -> None:
    """By part of a name typed plainly, by code, by the twelve digits that are stored nowhere."""
    form = application(full_name="Đặng Thị Nguyệt")
    code = office.world.call("POST", "/api/contestants", form).body["candidate_code"]
    office.count()
    for query in ("dang nguyet", "NGUYỆT", code.lower(), form["national_id"]):
        (row,) = desk.get(f"/contestants?q={query}").body["rows"]
        assert row["code"] == code, query
    assert desk.get("/contestants?q=066090999999").body["total"] == 0


def test_a_count_of_a_past_moment_stays_what_it_was(office: Office, desk: Desk) -> None:
    """Whatever happens later: the same moment, the same figures."""
    code, _ = sit(office)
    moment = office.world.clock.now + timedelta(minutes=1)
    office.count()
    office.count()
    asked = moment.isoformat()

    def counted() -> Any:
        job = desk.post("/recounts", {"as_of": asked}).body["job"]
        assert desk.job(job)["state"] == "done"
        return desk.get(f"/quotas?as_of={asked.replace('+', '%2B')}").body

    before = counted()
    desk.post(f"/contestants/{code}/rulings", {"disqualified": True, "reason": REASON})
    sit(office)
    office.count()
    assert counted() == before
    assert line(desk)["done"] == 1


def test_what_is_not_counted_yet_is_said_in_words(world: World, pool: Cognito) -> None:
    """Before the clerk's first round, and for a past moment that nobody has asked for."""
    office = Office(world, pool)
    desk = office.desk("thu-ky")
    for path in ("/overview", "/quotas", "/agencies/so-noi-vu", "/contestants", "/signals"):
        assert desk.get(path).code == "not_counted", path
    office.count()
    assert desk.get("/quotas?as_of=2023-11-08T00:00:00Z").code == "not_counted"
    assert desk.get("/quotas?as_of=yesterday").code == "invalid"
