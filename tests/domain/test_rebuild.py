"""What the console makes of a forge's runs: who asked, what is under way, what the site shows."""

from datetime import UTC, datetime, timedelta

from contest.domain.rebuild import (
    APPEARS_WITHIN,
    Asked,
    Built,
    Result,
    Run,
    State,
    built,
    is_stale,
    together,
    under_way,
)
from tests.domain.builders import table

T = datetime(2023, 12, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KEY = "1701421200000-0a1b2c3d"
LATE = Result(2, T)


def run(name: str, state: State = State.DONE, at: datetime = T, key: str = "") -> Run:
    return Run(name, key, state, at, f"https://forge.example/{name}", "…")


def asked(at: datetime = T, run: str = "", failed: str = "", result: int | None = 2) -> Asked:
    return Asked(KEY, "thu-ky", at, result, run, failed)


@table(
    "wish runs after told",
    (asked(), [run("7", key=KEY)], MINUTE, [("7", "thu-ky", State.DONE)], "found by our key"),
    (asked(run="7"), [run("7")], MINUTE, [("7", "thu-ky", State.DONE)], "found by its own name"),
    (asked(), [run("7")], MINUTE, [(KEY, "thu-ky", "queued"), ("7", "", State.DONE)], "not it"),
    (asked(), [], MINUTE, [(KEY, "thu-ky", State.QUEUED)], "a list lags behind"),
    (asked(run="7"), [], MINUTE, [("7", "thu-ky", State.QUEUED)], "a list lags behind"),
    (asked(), [], APPEARS_WITHIN + MINUTE, [], "what never came is not waited for"),
    (asked(failed="Hỏng."), [], timedelta(days=1), [(KEY, "thu-ky", State.FAILED)], "told on"),
    (
        asked(failed="Hỏng."),
        [run("7", State.RUNNING, key=KEY)],
        MINUTE,
        [("7", "thu-ky", State.RUNNING)],
        "an answer that was lost is no failure: the forge knows better",
    ),
)
def test_what_was_asked_for_and_what_runs_are_told_together(
    wish: Asked, runs: list[Run], after: timedelta, told: list[tuple[str, str, str]]
) -> None:
    """Each run once, with whoever asked; what the forge lacks is told for two minutes."""
    found = together([wish], runs, T + after)
    assert sorted((each.id, each.by, each.state) for each in found) == sorted(told)


def test_the_newest_run_comes_first() -> None:
    """In whatever order the forge lists them."""
    runs = [run(str(n), at=T + n * MINUTE) for n in (2, 3, 1)]
    assert [each.id for each in together([], runs, T)] == ["3", "2", "1"]


@table(
    "states going",
    ([State.DONE, State.FAILED], None, "all over"),
    ([State.DONE, State.QUEUED], "1", "waiting is under way"),
    ([State.RUNNING, State.QUEUED], "0", "the newest"),
    ([], None, "none at all"),
)
def test_what_is_under_way(states: list[State], going: str | None) -> None:
    """Queued and running are; done and failed are not."""
    found = under_way(run(str(n), state) for n, state in enumerate(states))
    assert (found.id if found else None) == going


OURS = {"key": KEY}


@table(
    "newest latest shown stale",
    (None, None, None, False, "nothing published, nothing missed"),
    (None, LATE, None, True, "never rebuilt since the demo began"),
    (run("7", at=T + MINUTE), LATE, 2, False, "begun on the forge after the result was there"),
    (run("7", at=T - MINUTE), LATE, None, True, "begun before it"),
    (run("7", at=T), LATE, 2, False, "begun at that very moment"),
    (run("7", State.FAILED, T + MINUTE), LATE, None, True, "what failed shows nothing"),
    (run("7", State.RUNNING, T + MINUTE), LATE, None, True, "not yet"),
)
def test_whether_the_site_shows_the_newest_result(
    newest: Run | None, latest: Result | None, shown: int | None, stale: bool
) -> None:
    """Judged by the newest run that went well."""
    site = built([newest] if newest else [], latest)
    assert (site.result if site else None) == shown
    assert is_stale(site, latest) == stale


def test_our_own_run_shows_what_was_published_when_it_was_asked_for() -> None:
    """By our clock, not by the forge's: the demo's may be years apart."""
    years_later = T + timedelta(days=1000)
    for result, stale in ((1, True), (2, False)):
        runs = together([asked(result=result)], [run("7", at=years_later, key=KEY)], T)
        site = built(runs, LATE)
        assert site == Built(result, years_later)
        assert is_stale(site, LATE) == stale
