"""The clerk's minute: one walk that settles, counts and tells; and jobs when called with one."""

import json
from datetime import timedelta
from typing import Any

import pytest

from contest.domain.adjustment import Adjustment
from contest.domain.phase import timestamp
from contest.store.figures import Figures
from contest.store.live import Live
from tests.functions.test_recount import directory, took_part
from tests.world import World, blank


def told(world: World, name: str) -> Any:
    return json.loads((world.live / name).read_text())


def minute(world: World, **later: Any) -> Any:
    world.clock.now += timedelta(**later or {"minutes": 1})
    return world.clerk({}, None)


def adjust(world: World, **changes: Any) -> None:
    live = Live(world.table)
    before, seen = live.read()
    made = Adjustment(at=world.clock.now, reason="mất điện", **changes)
    put = live.write(before.adjusting("vong-1", made).announcing("Kéo dài 10 phút."), seen)["Put"]
    world.client.put_item(**put)


def test_the_public_is_told_the_four_live_figures(world: World) -> None:
    """Registered, participants, attempts, inside: recounted, never counted up."""
    took_part(world)
    world.start(world.register())
    world.register()
    minute(world)
    assert told(world, "status.json")["live"] == {
        "registered": 3,
        "participants": 1,
        "attempts": 2,
        "inside": 1,
    }


def test_the_public_is_told_of_notices_and_moved_rounds_at_once(world: World) -> None:
    minute(world)
    assert told(world, "status.json")["notice"] is None
    closes = world.contest.rounds[1].closes_at + timedelta(minutes=10)
    adjust(world, closes_at=closes)
    minute(world)
    status = told(world, "status.json")
    rehearsal, first = status["rounds"][:2]
    assert status["notice"] == "Kéo dài 10 phút."
    assert first["closes_at"] == timestamp(closes)
    assert first["adjusted_at"] == timestamp(world.clock.now - timedelta(minutes=1))
    assert rehearsal["adjusted_at"] is None
    rounds = Figures(world.table).get("OVERVIEW")["rounds"]
    assert [each["adjusted"] for each in rounds] == [False, True, False]


def test_one_walk_settles_and_counts(world: World) -> None:
    """Whoever ran out is told as graded in the figures and the directory of the same minute."""
    attempt = world.start(world.register())
    world.save(attempt, world.right_answers(attempt))
    scans = _count_scans(world)
    assert minute(world, minutes=30)["settled"] == 1
    assert scans == ["Scan"]
    (row,) = directory(world).rows()
    assert row.rounds["vong-1"] == ("ran_out", 1, 20, 20)
    round_1 = Figures(world.table).get("OVERVIEW")["rounds"][1]
    assert (round_1["ran_out"], round_1["inside"]) == (1, 0)


def _count_scans(world: World) -> list[str]:
    seen: list[str] = []
    world.client.meta.events.register("before-call.dynamodb.Scan", lambda **_: seen.append("Scan"))
    return seen


def test_whoever_is_given_more_minutes_is_still_inside(world: World) -> None:
    world.start(world.register())
    world.clock.now += timedelta(minutes=19)
    adjust(world, add_minutes=10)
    minute(world, minutes=5)
    assert told(world, "status.json")["live"]["inside"] == 1
    minute(world, minutes=7)
    assert told(world, "status.json")["live"]["inside"] == 0


def test_an_item_that_cannot_be_read_is_told_to_the_organizers(world: World) -> None:
    """All others are counted; figures that lack somebody say so."""
    took_part(world)
    odd = {"pk": {"S": "C#odd"}, "sk": {"S": "ENTRY#vong-1"}, "n": {"N": "1"}, "g": {"S": "odd"}}
    world.client.put_item(TableName=world.table.name, Item=odd)
    assert minute(world)["failed"] == 1
    overview = Figures(world.table).get("OVERVIEW")
    assert overview["totals"]["took_part"] == 1
    assert [each["ok"] for each in overview["readiness"] if each["id"] == "unread"] == [False]


def test_a_name_that_cannot_be_opened_costs_no_figure(world: World) -> None:
    took_part(world)
    for item in world.client.scan(TableName=world.table.name)["Items"]:
        if "sealed" in item:
            broken = item | {"sealed": {"B": b"not what was sealed, but as long as that"}}
            world.client.put_item(TableName=world.table.name, Item=broken)
    assert minute(world)["failed"] == 1
    assert Figures(world.table).get("OVERVIEW")["totals"]["took_part"] == 1
    assert [each.name for each in directory(world).rows()] == [""]


def test_pages_know_whether_a_round_is_open_even_if_counting_fails(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    minute(world)

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("functions._recount.people", fail)
    with pytest.raises(RuntimeError):
        minute(world, days=10)
    status = told(world, "status.json")
    assert status["generated_at"] == timestamp(world.clock.now)
    assert status["rounds"][1]["state"] == "closed"
    assert status["live"] is not None


def test_called_with_a_job_the_clerk_does_that_and_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[Any] = []
    monkeypatch.setattr("functions._jobs.run_job", lambda outside, job, files: done.append(job))
    world.clerk({"job": "an-id"}, None)
    assert done == ["an-id"]
    assert not (world.live / "status.json").exists()


def test_nothing_personal_is_logged(
    world: World, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Not even by what goes wrong."""
    caplog.set_level("DEBUG", "clerk")
    person = took_part(world, full_name="Nguyễn Thử Nghiệm")
    attempt = world.start(world.register())
    world.save(attempt, blank(attempt))
    minute(world, minutes=30)
    said = caplog.text + "".join(capsys.readouterr())
    assert "Nghiệm" not in said
    assert person.body["candidate_code"] not in said
