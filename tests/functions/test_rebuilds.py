"""The console's rebuilds: begun once, told to all, in the trail; a forge's bad day is no crash."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from contest.domain.phase import timestamp
from contest.store.rebuilds import Rebuilds
from contest.store.results import Latest, Results, ResultState
from tests.forges import TOKEN, PlayedForge, playing
from tests.organizers import Cognito, Desk, Office
from tests.world import World

WHY = {"reason": "Công bố kết quả số 1"}
WHO = "thu-ky"


@pytest.fixture
def forge() -> Iterator[PlayedForge]:
    with playing() as played:
        yield played


@pytest.fixture
def office(world: World, pool: Cognito, forge: PlayedForge) -> Office:
    return Office(world, pool, forge.github)


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.desk(WHO)


def publish(world: World, number: int) -> None:
    """A result, as far as rebuilds look at it."""
    results = Results(world.table)
    _, seen = results.read()
    latest = Latest(number, "0" * 64, timestamp(world.clock.now))
    world.client.put_item(**results.write(ResultState(latest=latest), seen)["Put"])


def deeds(desk: Desk) -> list[Any]:
    entries = desk.get("/audit").body["entries"]
    return [each for each in entries if each["action"] == "rebuild"]


def test_a_rebuild_is_begun_and_followed(forge: PlayedForge, desk: Desk) -> None:
    """From the button to the site: who asked, how it stands, where to look, and a line kept."""
    answer = desk.post("/rebuilds", WHY)
    assert answer.status == 202
    run = answer.body["run"]
    assert (run["id"], run["state"], run["by"]) == ("100", "queued", WHO)
    assert run["url"].startswith("https://github.example/")
    for status, conclusion, state in (
        ("in_progress", None, "running"),
        ("completed", "success", "done"),
    ):
        forge.runs[0] |= {"status": status, "conclusion": conclusion}
        told = desk.get("/rebuilds").body
        assert [(each["id"], each["state"], each["by"]) for each in told["runs"]] == [
            ("100", state, WHO)
        ]
        assert (told["configured"], told["kind"], told["problem"]) == (True, "github", None)
    (deed,) = deeds(desk)
    assert (deed["actor"], deed["reason"]) == (WHO, WHY["reason"])


def test_the_forge_hears_nothing_of_who_asks_and_why(forge: PlayedForge, desk: Desk) -> None:
    """It may be public, and keeps what it is told."""
    desk.post("/rebuilds", {"reason": "Sửa tên bà Lò Thị Bí Mật"})
    sent = [(each.path, each.headers, each.body) for each in forge.seen]
    assert "Bí Mật" not in str(sent) and WHO not in str(sent)


def test_a_second_click_is_told_of_the_run_that_is_under_way(
    forge: PlayedForge, desk: Desk, office: Office
) -> None:
    """By whomever: one at a time, one line in the trail."""
    first = desk.post("/rebuilds", WHY).body["run"]
    again = office.desk(WHO).post("/rebuilds", WHY)
    assert (again.status, again.body["run"]["id"]) == (200, first["id"])
    assert len(deeds(desk)) == 1
    forge.runs[0] |= {"status": "completed", "conclusion": "failure"}
    assert desk.post("/rebuilds", WHY).status == 202
    assert len(deeds(desk)) == 2


def test_a_run_that_is_under_way_is_not_enough_for_what_was_published_since(
    forge: PlayedForge, desk: Desk, world: World
) -> None:
    """It may have read the record already: another one is begun, and waits for it at the forge."""
    first = desk.post("/rebuilds", WHY).body["run"]
    publish(world, 1)
    second = desk.post("/rebuilds", WHY)
    assert (second.status, second.body["run"]["id"] != first["id"]) == (202, True)
    third = desk.post("/rebuilds", WHY)
    assert (third.status, third.body["run"]["id"]) == (200, second.body["run"]["id"])


def test_a_run_that_the_list_lacks_yet_is_under_way(forge: PlayedForge, desk: Desk) -> None:
    """The forge's list lags behind: a second click must not begin another one."""
    forge.tells_runs = False
    desk.post("/rebuilds", WHY)
    forge.runs.clear()
    assert [each["state"] for each in desk.get("/rebuilds").body["runs"]] == ["queued"]
    assert desk.post("/rebuilds", WHY).status == 200
    desk.office.world.clock.now += timedelta(minutes=3)
    assert desk.get("/rebuilds").body["runs"] == []
    assert desk.post("/rebuilds", WHY).status == 202


def test_of_two_at_once_one_begins_it(forge: PlayedForge, desk: Desk, office: Office) -> None:
    """Both have seen that nothing runs; the table lets one through."""
    desk_of_another = office.desk(WHO)
    rebuilds = Rebuilds(office.world.table)
    seen: list[int] = []
    played = forge.answer

    def meanwhile(asked: Any) -> Any:
        """Another one gets in between our look and our deed."""
        told = played(asked)
        seen.append(desk_of_another.post("/rebuilds", WHY).status)
        return told

    forge.answer = _once(meanwhile, played)  # type: ignore[method-assign]
    answer = desk.post("/rebuilds", WHY)
    assert seen == [202]
    assert (answer.status, answer.code) == (409, "conflict")
    assert len(deeds(desk)) == 1
    assert len(rebuilds.read()[0]) == len(forge.runs) == 1


def _once(first: Callable[[Any], Any], then: Callable[[Any], Any]) -> Callable[[Any], Any]:
    calls = [first]

    def answer(asked: Any) -> Any:
        return (calls.pop() if calls else then)(asked)

    return answer


def test_a_reason_is_needed(desk: Desk, forge: PlayedForge) -> None:
    """As for every deed."""
    assert desk.post("/rebuilds", {}).status == 422
    assert desk.post("/rebuilds", {"reason": ""}).status == 422
    assert forge.seen == []


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_a_forge_that_refuses_is_told_in_words(
    forge: PlayedForge, desk: Desk, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """Looking still works; doing says what to do. No token in the answers or in the logs."""
    forge.answers = [(status, {}, "{}")] * 2
    told = desk.get("/rebuilds")
    assert told.status == 200 and told.body["runs"] == [] and told.body["problem"]
    answer = desk.post("/rebuilds", WHY)
    assert (answer.status, answer.code) == (502, "forge_failed")
    assert answer.body["detail"] == told.body["problem"]
    assert deeds(desk) == [], "nothing was begun"
    out, err = capfd.readouterr()
    assert TOKEN not in out + err + str(told.body) + str(answer.body)


def test_a_run_that_did_not_begin_stays_on_the_list(forge: PlayedForge, desk: Desk) -> None:
    """The deed was done, the forge said no: everybody sees both, and may try again."""
    forge.answers = [(200, {}, '{"workflow_runs": []}'), (422, {}, "{}")]
    answer = desk.post("/rebuilds", WHY)
    assert answer.code == "forge_failed"
    (run,) = desk.get("/rebuilds").body["runs"]
    assert (run["state"], run["by"], run["words"]) == ("failed", WHO, answer.body["detail"])
    assert len(deeds(desk)) == 1
    assert desk.post("/rebuilds", WHY).status == 202


def test_the_console_tells_whether_the_site_shows_the_newest_result(
    forge: PlayedForge, desk: Desk, world: World
) -> None:
    """Stale from the moment of publishing until a rebuild that began after it went well."""
    told = desk.get("/rebuilds").body
    assert (told["latest"], told["built"], told["stale"]) == (None, None, False)
    publish(world, 1)
    assert desk.get("/rebuilds").body["stale"] is True
    desk.post("/rebuilds", WHY)
    assert desk.get("/rebuilds").body["stale"] is True, "not built yet"
    forge.runs[0] |= {"status": "completed", "conclusion": "success"}
    told = desk.get("/rebuilds").body
    assert (told["latest"], told["built"]["result"], told["stale"]) == (1, 1, False)
    world.clock.now += timedelta(hours=1)
    publish(world, 2)
    told = desk.get("/rebuilds").body
    assert (told["latest"], told["built"]["result"], told["stale"]) == (2, 1, True)


def test_gitlab_is_followed_by_the_name_that_it_gave(
    world: World, pool: Cognito, forge: PlayedForge
) -> None:
    """Its pipelines carry nothing of ours."""
    desk = Office(world, pool, forge.gitlab).desk(WHO)
    assert desk.post("/rebuilds", WHY).body["run"]["id"] == "60"
    forge.runs[0] |= {"status": "running"}
    told = desk.get("/rebuilds").body
    assert [(each["state"], each["by"]) for each in told["runs"]] == [("running", WHO)]
    assert told["kind"] == "gitlab"


def test_without_a_forge_the_console_says_so(world: World, pool: Cognito) -> None:
    """No button that does nothing."""
    desk = Office(world, pool).desk(WHO)
    told = desk.get("/rebuilds").body
    assert (told["configured"], told["kind"], told["runs"]) == (False, "none", [])
    assert (desk.post("/rebuilds", WHY).status, desk.post("/rebuilds", WHY).code) == (
        409,
        "no_forge",
    )
    assert deeds(desk) == []


def test_the_list_stays_short(desk: Desk, forge: PlayedForge, world: World) -> None:
    """Twenty are kept of ours; an item of the table has no room for all time."""
    for _ in range(23):
        desk.post("/rebuilds", WHY)
        forge.runs[0] |= {"status": "completed", "conclusion": "success"}
        world.clock.now += timedelta(minutes=5)
    assert len(Rebuilds(world.table).read()[0]) == 20
    assert len(desk.get("/rebuilds").body["runs"]) == 23, "the others by the forge alone"
