"""One state machine: every output tells the same of a round, from planned to corrected (R15).

A contest that tells scores after the close is walked through all states once; at each stop every
output is looked at, and somebody who is inside hands in.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from tests.functions.test_results import WHY, Season, code, hold, two_tables
from tests.organizers import Cognito
from tests.world import Answer, Built, World, blank

ROUND = "vong-1"
OPENS = datetime.fromisoformat("2023-11-07T08:00:00+07:00")
CLOSES = datetime.fromisoformat("2023-11-17T17:00:00+07:00")
PHASES = {
    "planned": "planned",
    "open": "open",
    "grace": "grace",
    "minutes": "grace",
    "closed": "closed",
    "ranked": "ranked",
    "published": "published",
    "corrected": "corrected",
}
"""What each stop is called by every output; at `minutes` the close is an hour ago, and minutes
that were added still run."""
STOPS = tuple(PHASES)
OVER = STOPS[4:]


class Seen(NamedTuple):
    """What every output tells at one stop."""

    status: Any
    me: Any
    start: Answer
    submission: Answer | None
    overview: Any
    results: Any
    record: frozenset[str]


class Walk:
    """A contest on its way through all states."""

    def __init__(self, season: Season) -> None:
        self.season, self.world = season, season.world
        self.inside: list[Answer] = []

    def stops(self) -> Iterator[Seen]:
        """What is seen at each stop, in order."""
        season, now = self.season, self.world.clock
        season.join("Nguyễn Văn Thử Một")
        yield self.look(OPENS - timedelta(hours=2))
        now.now = CLOSES - timedelta(minutes=30)
        season.sit(ROUND, season.sign_in(0), 20)
        self.go_in(1)
        yield self.look(CLOSES - timedelta(minutes=24))
        now.now = CLOSES - timedelta(minutes=10)
        self.go_in(6)
        yield self.look(CLOSES + timedelta(seconds=20))
        self.add_an_hour()
        yield self.look(CLOSES + timedelta(minutes=50))
        yield self.look(CLOSES + timedelta(hours=3))
        assert season.job(season.draft())["state"] == "done"
        yield self.look(now() + timedelta(minutes=5))
        assert season.job(season.approve())["state"] == "done"
        yield self.look(now() + timedelta(minutes=5))
        ruled = {"disqualified": True, "reason": WHY}
        season.proposer.post(f"/contestants/{code(season.people[0])}/rulings", ruled)
        season.publish()
        yield self.look(now() + timedelta(minutes=5))

    def go_in(self, people: int) -> None:
        """So many begin now, and stay inside."""
        begun = [self.world.start(self.world.register(), ROUND) for _ in range(people)]
        assert {each.status for each in begun} == {201}
        self.inside += begun

    def add_an_hour(self) -> None:
        """The power failed: whoever is inside gets an hour, past the close."""
        told = self.season.proposer.post(
            f"/rounds/{ROUND}/adjustments", {"add_minutes": 60, "reason": "Mất điện"}
        )
        (fresh,) = [each for each in told.body["rounds"] if each["id"] == ROUND]
        assert fresh["phase"] == "grace", "the answer to the deed tells it, too"

    def look(self, moment: datetime) -> Seen:
        """Everything there is to be seen at a moment, once the clerk has come by."""
        season, world = self.season, self.world
        world.clock.now = moment
        world.clerk({}, None)
        status, page = season.status(), season.results(season.office.desk("kiem-tra"))
        attempt = self.inside.pop() if self.inside else None
        return Seen(
            status=status | {"round": _of_round(status["rounds"])},
            me=world.me(season.sign_in(0), ROUND),
            start=world.start(world.register(), ROUND),
            submission=world.submit(attempt, blank(attempt)) if attempt else None,
            overview=_of_round(season.office.desk("soan-thao").get("/overview").body["rounds"]),
            results=page | {"round": _of_round(page["rounds"])},
            record=frozenset(season.files()),
        )


def _of_round(rounds: Any) -> Any:
    return next(each for each in rounds if each["id"] == ROUND)


@pytest.fixture(scope="module")
def walked(
    client: Any, tmp_path_factory: pytest.TempPathFactory, built: Built, pool: Cognito
) -> dict[str, Seen]:
    """The walk, once for all tests below."""
    rules = two_tables(built.sources.contest)
    later = tuple(each.model_copy(update={"score_shown": "after_close"}) for each in rules.rounds)
    folder = tmp_path_factory.mktemp("states")
    world = World(client, folder, built, rules.model_copy(update={"rounds": later}))
    return dict(zip(STOPS, Walk(hold(world, pool)).stops(), strict=True))


@pytest.mark.parametrize("stop", STOPS)
def test_every_output_names_the_same_state(walked: dict[str, Seen], stop: str) -> None:
    """What all pages poll, what a contestant is told, both pages of the console."""
    seen, wanted = walked[stop], PHASES[stop]
    told = {
        "status.json": seen.status["round"]["state"],
        "/api/me": seen.me["phase"],
        "overview": seen.overview["phase"],
        "results": seen.results["round"]["phase"],
    }
    assert told == dict.fromkeys(told, wanted)


@pytest.mark.parametrize("stop", STOPS)
def test_a_start_is_answered_by_the_same_state(walked: dict[str, Seen], stop: str) -> None:
    """Whatever has come of a round, it is closed to whoever wants to begin."""
    start, me = walked[stop].start, walked[stop].me
    wanted = {"planned": (403, "round_not_open"), "open": (201, None)}
    assert (start.status, start.code) == wanted.get(stop, (403, "round_closed"))
    assert (me["limit_s"] is not None) == (stop == "open")


@pytest.mark.parametrize("stop", STOPS[1:])
def test_whoever_is_inside_hands_in_until_it_is_over(walked: dict[str, Seen], stop: str) -> None:
    """In the slack and while added minutes run as well; afterwards it is kept as too late."""
    submission = walked[stop].submission
    assert submission is not None
    assert (submission.status, submission.code) == (
        (410, "too_late") if stop in OVER else (201, None)
    )


@pytest.mark.parametrize("stop", STOPS[1:])
def test_scores_that_are_told_at_the_close_are_told_when_it_is_over(
    walked: dict[str, Seen], stop: str
) -> None:
    """Not while anybody is inside, for the minutes that were added too; and ever after."""
    (attempt,) = walked[stop].me["attempts"]
    assert attempt["score"] == (20 if stop in OVER else None)


@pytest.mark.parametrize("stop", STOPS)
def test_a_round_is_ready_to_be_ranked_once_it_is_over(walked: dict[str, Seen], stop: str) -> None:
    """And what to wait for is told until then."""
    told = walked[stop].results["round"]
    assert told["ready"] == (stop in OVER)
    assert (told["todo"] is None) == told["ready"]


@pytest.mark.parametrize("stop", STOPS)
def test_results_are_out_when_they_are_said_to_be(walked: dict[str, Seen], stop: str) -> None:
    """No sheet and no question in public before; from then on number and record agree."""
    seen = walked[stop]
    number = {"published": 1, "corrected": 2}.get(stop)
    assert (seen.status["result"] or {}).get("number") == number
    assert len(seen.results["published"]) == (number or 0)
    opened = {path.split("/")[0] for path in seen.record}
    results = {str(each) for each in range(1, (number or 0) + 1)}
    shared = {"bo-de", "bai-lam", "cam-ket", "can-cu", "muc-luc.json"} if number else set()
    assert opened == {"cam-ket.json"} | shared | results


@pytest.mark.parametrize("stop", STOPS)
def test_sheets_are_committed_to_when_they_are_ranked(walked: dict[str, Seen], stop: str) -> None:
    """And what decides the round from before it opened on."""
    kinds = [each["kind"] for each in walked[stop].results["commitments"] if each["round"] == ROUND]
    assert kinds[0] == "open"
    assert ("close" in kinds) == (stop in ("ranked", "published", "corrected"))
