"""Who may register, what they are told, and signing in again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from contest.domain.identity import contestant_key, read_national_id
from contest.domain.participation import Post
from contest.domain.privacy import personal_key
from contest.store.dossiers import Dossiers
from contest.store.histories import exclusion_text, roster_text
from contest.store.lists import Listed, Lists, compare, sort_key
from tests.world import World, application

INELIGIBLE = [
    (
        {"birth_date": "2005-11-09", "national_id": "066205000777"},
        403,
        "ineligible_age",
        "18 tomorrow",
    ),
    ({"group": "citizen"}, 403, "ineligible", "a citizen belongs to no agency"),
    (
        {"agency": "buon-ma-thuot-tan-lap", "group": "division_leader"},
        403,
        "ineligible",
        "communes have no divisions",
    ),
    ({"agency": None}, 422, "invalid", "an official belongs to an agency"),
    ({"agency": "so-khong-co"}, 422, "invalid", "no such agency"),
    ({"group": "vip"}, 422, "invalid", "no such group"),
    ({"national_id": "066290000777"}, 422, "invalid", "the id says born 2090"),
    ({"national_id": "06609000077"}, 422, "invalid", "eleven digits"),
    ({"consent": False}, 422, "invalid", "no consent"),
    ({"phone": "12345"}, 422, "invalid", "no phone number"),
    ({"full_name": "Nguyễn"}, 422, "invalid", "one word is no full name"),
    ({"surprise": 1}, 422, "invalid", "unknown member"),
]


@pytest.mark.parametrize(
    ("changes", "status", "code", "reason"), INELIGIBLE, ids=[row[-1] for row in INELIGIBLE]
)
def test_who_is_refused(world: World, changes: Any, status: int, code: str, reason: str) -> None:
    """Each with the right words and nothing kept."""
    answer = world.register(**changes)
    assert (answer.status, answer.code) == (status, code), reason
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.body["detail"].endswith(".")
    assert not people(world)


def test_someone_under_18_is_told_the_age(world: World) -> None:
    """The words name the age that the rules ask for."""
    answer = world.register(birth_date="2008-01-01", national_id="066208000001")
    assert "đủ 18 tuổi" in answer.body["detail"]


def test_an_18th_birthday_is_old_enough(world: World) -> None:
    """From the day itself."""
    born = {"birth_date": "2005-11-08", "national_id": "066205000778"}
    assert world.register(**born, agency=None, group="citizen").status == 201


def test_an_excluded_person_is_refused_with_the_reason(world: World) -> None:
    """Committee, secretariat, drafters and technical staff may not take part."""
    form = application()
    exclude(world, form["national_id"])
    answer = world.call("POST", "/api/contestants", form)
    assert (answer.status, answer.code) == (403, "excluded")
    for word in ("Ban Tổ chức", "Tổ Thư ký", "Tổ soạn thảo", "kỹ thuật"):
        assert word in answer.body["detail"]


def test_an_exclusion_that_comes_later_closes_the_door(world: World) -> None:
    """Who is excluded after registering cannot sign in again."""
    form = application()
    world.call("POST", "/api/contestants", form)
    exclude(world, form["national_id"])
    assert sign_in(world, form).code == "excluded"
    exclude(world, form["national_id"], stands=False)
    assert sign_in(world, form).status == 200, "lifted again"


def test_all_mistakes_of_a_form_are_told_at_once(world: World) -> None:
    """So that nobody mends a form five times."""
    answer = world.register(full_name="X", birth_date="1990-02-31", phone="0", consent=False)
    fields = {error["field"] for error in answer.body["errors"]}
    assert fields == {"full_name", "birth_date", "phone", "consent"}


def test_a_second_registration_is_refused(world: World) -> None:
    """One person, one national id, whatever else is written."""
    form = application()
    assert world.call("POST", "/api/contestants", form).status == 201
    again = world.call("POST", "/api/contestants", form | {"full_name": "Lê Khác Tên"})
    assert (again.status, again.code) == (409, "already_registered")


def test_the_national_id_is_stored_nowhere(world: World) -> None:
    """Neither it nor anything that holds it; entries hold no name either."""
    form = application(full_name="Phạm Bí Mật")
    person = world.call("POST", "/api/contestants", form)
    world.start(person)
    items = world.client.scan(TableName=world.table.name)["Items"]
    assert form["national_id"] not in str(items)
    assert "Phạm" not in str([item for item in items if item["sk"]["S"].startswith("ENTRY#")])


def test_signing_in_again_gives_the_same_contestant(world: World) -> None:
    """By national id, birth date and phone, in whatever way the phone is written."""
    form = application()
    person = world.call("POST", "/api/contestants", form)
    again = sign_in(world, form, phone="+84 912 345 678")
    assert again.status == 200
    assert again.body["candidate_code"] == person.body["candidate_code"]
    assert world.start(again).status == 201


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"phone": "0912345679"}, "another phone"),
        ({"birth_date": "1990-02-04"}, "another birth date"),
        ({"national_id": "066090999999"}, "nobody"),
        ({"national_id": "12"}, "no national id at all"),
        ({"phone": None}, "no phone"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_wrong_sign_in_says_only_that_it_does_not_match(
    world: World, changes: Any, reason: str
) -> None:
    """The same words whether the person exists or not."""
    form = application()
    world.call("POST", "/api/contestants", form)
    answer = sign_in(world, form, **changes)
    assert (answer.status, answer.code) == (401, "no_match"), reason


def test_tries_are_limited_per_identity_and_not_for_others(world: World) -> None:
    """Ten tries in a quarter of an hour; the neighbour at the same address is not locked out."""
    form, neighbour = application(), application()
    world.call("POST", "/api/contestants", form)
    world.call("POST", "/api/contestants", neighbour)
    codes = [sign_in(world, form, phone="0900000000").code for _ in range(11)]
    assert codes == ["no_match"] * 10 + ["too_many_tries"]
    assert sign_in(world, form).status == 429
    assert sign_in(world, neighbour).status == 200
    world.clock.now += timedelta(minutes=15)
    assert sign_in(world, form).status == 200


def test_a_success_forgets_the_tries(world: World) -> None:
    """Who mistypes nine times and then gets in starts afresh."""
    form = application()
    world.call("POST", "/api/contestants", form)
    for _ in range(3):
        for _ in range(9):
            assert sign_in(world, form, phone="0900000000").code == "no_match"
        assert sign_in(world, form).status == 200


def test_a_phone_may_be_made_to_serve_one_person_only(world_with: Callable[..., World]) -> None:
    """A rule parameter: `unique_phone`."""
    strict = world_with(entry={"unique_phone": True})
    assert strict.register().status == 201
    second = strict.register()
    assert (second.status, second.code) == (409, "phone_taken")
    assert strict.register(phone="0987654321").status == 201


def test_where_the_rules_want_a_roster_only_the_nominated_get_in(
    world_with: Callable[..., World],
) -> None:
    """A rule parameter: `mode: roster`."""
    from contest.domain.rules import EntryMode

    closed = world_with(entry={"mode": EntryMode.ROSTER})
    form = application()
    assert closed.call("POST", "/api/contestants", form).code == "not_on_roster"
    nominate(closed, form["national_id"], Post("so-noi-vu", "official"))
    nominate(closed, form["national_id"], None)
    assert closed.call("POST", "/api/contestants", form).code == "not_on_roster", "withdrawn"
    nominate(closed, form["national_id"], Post("so-noi-vu", "official"))
    assert closed.call("POST", "/api/contestants", form).status == 201


def test_nothing_in_the_table_names_anybody(world: World) -> None:
    """Name, birth date, phone, e-mail and national id are nowhere in the clear."""
    form = application(full_name="Lò Thị Bí Mật", phone="0912999888", position="Chuyên viên kín")
    assert world.call("POST", "/api/contestants", form).status == 201
    stored = str(world.client.scan(TableName=world.table.name)["Items"])
    for secret in ("Bí Mật", "912999888", form["national_id"], form["birth_date"], "Chuyên viên"):
        assert secret not in stored
        assert secret.encode().hex() not in stored


def test_me_tells_how_a_contestant_stands(world: World) -> None:
    """Name, agency, and each round with its attempts; the time comes from the server."""
    person = world.register(full_name="Vũ  Thị   Thử")
    attempt = world.start(person)
    world.submit(attempt, world.right_answers(attempt))
    me = world.call("GET", "/api/me", session=person.body["session"])
    assert me.body["full_name"] == "Vũ Thị Thử"
    assert me.body["now"] == "2023-11-08T01:00:00.000Z"
    assert [each["phase"] for each in me.body["rounds"]] == ["open", "open", "planned"]
    (attempt_view,) = world.me(person)["attempts"]
    assert (attempt_view["score"], attempt_view["counts"]) == (20, True)
    assert me.headers["Cache-Control"] == "no-store"


def test_an_old_session_is_refused(world: World) -> None:
    """After the hours that the rules give it."""
    person = world.register()
    world.clock.now += timedelta(hours=72, seconds=1)
    assert world.start(person).code == "invalid_session"
    assert world.call("GET", "/api/me", session=person.body["session"]).code == "invalid_session"


@pytest.mark.parametrize(
    ("header", "reason"),
    [(None, "no header"), ("", "empty"), ("x.y.z", "no token"), ("ü", "no ASCII")],
    ids=str,
)
def test_no_session_no_entry(world: World, header: str | None, reason: str) -> None:
    """Nothing that isn't a session starts anything."""
    answer = world.call("GET", "/api/me", session=header)
    assert (answer.status, answer.code) == (401, "invalid_session"), reason


def sign_in(world: World, form: Any, **changes: Any) -> Any:
    wanted = {name: form[name] for name in ("national_id", "birth_date", "phone")}
    return world.call("POST", "/api/sessions", wanted | changes)


def exclude(world: World, national_id: str, *, stands: bool = True) -> None:
    text = exclusion_text(stands=stands, post=None, reason="Thành viên Tổ Thư ký")
    put_line(world, national_id, "exclusions", text)


def nominate(world: World, national_id: str, post: Post | None) -> None:
    put_line(world, national_id, "roster", roster_text(post))


def put_line(world: World, national_id: str, kind: str, text: str) -> None:
    """Add a line about an identity, as an import does."""
    pepper, profile_secret = world.built.secrets.get("identity-pepper", "profile-key")
    identity = read_national_id(national_id)
    assert identity is not None
    key = contestant_key(pepper, identity)
    lists = Lists(Dossiers(world.table, personal_key(profile_secret)), sort_key(kind))
    row = Listed(1, key, text, {"full_name": "Nguyễn Thử Nghiệm"})
    known = lists.known([key]).get(key)
    assert list(lists.add([compare(row, known)[1]], "test", world.clock())) == ["done"]


def people(world: World) -> list[Any]:
    items = world.client.scan(TableName=world.table.name)["Items"]
    return [item for item in items if item["sk"]["S"] == "PERSON#PROFILE"]
