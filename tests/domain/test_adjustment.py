"""Adjustments: where they put a round, and what they give to attempts under way (R6)."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from contest.domain.adjustment import Adjustment, adjusted, deadline
from contest.domain.attempt import OpenAttempt, begin, is_over, prolonged, shelve
from contest.domain.phase import Phase, allot, phase
from tests.domain.builders import a_round, at, table

DAY = "2023-11-17"
OPENS, CLOSES = at("2023-11-07 08:00"), at("2023-11-17 17:00")
GRACE = timedelta(seconds=30)


def a_change(when: str, closes: str | None = None, minutes: int = 0, **more: Any) -> Adjustment:
    """An adjustment made on the last day: `a_change("16:59", "17:30")`."""
    return Adjustment(
        at=time(when),
        closes_at=time(closes) if closes else None,
        add_minutes=minutes,
        reason="mất điện",
        **more,
    )


def time(text: str) -> datetime:
    """A time of the last day, or a moment in full."""
    return at(text if " " in text else f"{DAY} {text}")


@table(
    "made opens closes",
    ((), OPENS, CLOSES, "nothing adjusted"),
    ((a_change("16:00", "18:00"),), OPENS, time("18:00"), "extended"),
    ((a_change("16:00", "16:30"),), OPENS, time("16:30"), "closed early"),
    ((a_change("16:00", "18:00"), a_change("16:10", "17:30")), OPENS, time("17:30"),
     "the last move stands"),
    ((a_change("16:10", "17:30"), a_change("16:00", "18:00")), OPENS, time("17:30"),
     "the last by its moment, wherever it stands in the list"),
    ((a_change("16:00", "18:00"), a_change("16:10", minutes=5)), OPENS, time("18:00"),
     "added minutes move no close"),
    ((a_change("16:00", minutes=30),), OPENS, CLOSES, "nor do they make one"),
    ((a_change("2023-11-06 08:00", opens_at=at("2023-11-08 08:00")),),
     at("2023-11-08 08:00"), CLOSES, "opens a day later"),
    ((a_change("2023-11-06 08:00", opens_at=at("2023-11-08 08:00")), a_change("16:00", "18:00")),
     at("2023-11-08 08:00"), time("18:00"), "opening and close moved one after the other"),
)  # fmt: skip
def test_where_a_round_is_moved(
    made: tuple[Adjustment, ...], opens: datetime, closes: datetime
) -> None:
    """A round opens and closes where it was moved last."""
    rules = adjusted(a_round(), made)
    assert (rules.opens_at, rules.closes_at) == (opens, closes)


@table(
    "start made ends",
    ("16:30", (), "16:50", "nothing adjusted"),
    ("16:50", (), "17:00", "cut short by the close"),
    ("16:50", (a_change("16:59", "17:30"),), "17:10", "the extension gives back what was cut off"),
    ("16:50", (a_change("16:59", "17:05"),), "17:05", "a short one gives back a part"),
    ("16:30", (a_change("16:40", "17:30"),), "16:50", "a later close is no longer limit"),
    ("16:50", (a_change("17:00", "17:30"),), "17:10", "extended the very instant it closed"),
    ("16:50", (a_change("17:01", "17:30"),), "17:00", "extended when it was over: stays over"),
    ("16:30", (a_change("16:40", minutes=5),), "16:55", "minutes for who is inside"),
    ("16:30", (a_change("16:29", minutes=5),), "16:50", "none for who began afterwards"),
    ("16:30", (a_change("16:51", minutes=5),), "16:50", "none for who had run out before"),
    ("16:50", (a_change("16:55", minutes=5),), "17:05", "minutes go past the close"),
    ("16:30", (a_change("16:40", minutes=5), a_change("16:53", minutes=5)), "17:00",
     "a second time, within the first"),
    ("16:50", (a_change("16:55", "17:05", 5),), "17:10", "both at once add up"),
    ("16:50", (a_change("16:59", "17:30"), a_change("17:09", "18:00")), "17:10",
     "extended twice: the limit stays the limit"),
    ("16:50", (a_change("16:55", "16:56"),), "17:00", "closed early: nobody inside is cut"),
    ("16:50", (a_change("16:55", "17:30"), a_change("16:56", "17:01")), "17:10",
     "an extension taken back is not taken from who was inside"),
    ("16:50", (a_change("16:40", "17:30"),), "17:10",
     "begun where the extension was not yet known: the extension counts"),
    ("16:50", (a_change("16:40", "18:00"), a_change("16:45", "17:05")), "17:05",
     "begun after it was taken back: only what was in force then"),
    ("16:50", (a_change("2023-11-16 08:00", minutes=60),), "17:00", "yesterday's minutes are gone"),
)  # fmt: skip
def test_what_an_attempt_gets(start: str, made: tuple[Adjustment, ...], ends: str) -> None:
    """The deadline of an attempt that was promised its time by the round as written."""
    promised = allot(a_round(), time(start)).deadline
    assert deadline(time(start), promised, adjusted(a_round(), made), made) == time(ends)


@table(
    "seconds ends",
    (0, "16:55", "the very instant it begins"),
    (1200, "16:55", "at its deadline"),
    (1230, "16:55", "in the last instant of slack"),
    (1231, "16:50", "a second after the slack"),
    (-1, "16:50", "a second before it begins"),
)
def test_who_is_inside(seconds: int, ends: str) -> None:
    """Inside is who has begun and is not over, slack included: as `is_over` says."""
    start = time("16:30")
    made = Adjustment(at=start + timedelta(seconds=seconds), add_minutes=5, reason="mất điện")
    assert deadline(start, time("16:50"), a_round(), (made,)) == time(ends)
    assert (ends == "16:55") is (
        seconds >= 0 and not is_over(begin("e", allot(a_round(), start), "d"), made.at)
    )


moments = st.integers(-45 * 60, 60 * 60).map(lambda after: CLOSES + timedelta(seconds=after))
any_adjustment = st.builds(
    Adjustment,
    at=moments,
    closes_at=st.none() | moments,
    add_minutes=st.sampled_from([0, 0, 1, 5, 30]),
    reason=st.just("mất điện"),
)
any_list = st.lists(any_adjustment, max_size=6)
any_limit = st.builds(
    lambda minutes, grace: a_round(duration_minutes=minutes, grace_seconds=grace),
    st.integers(1, 90),
    st.integers(0, 600),
)
starts = st.integers(-60 * 60, -1).map(lambda before: CLOSES + timedelta(seconds=before))


@given(any_limit, starts, any_list)
def test_no_promise_is_broken(rules: Any, start: datetime, made: list[Adjustment]) -> None:
    """Whatever is adjusted, nobody gets less than was promised at the start."""
    promised = allot(rules, start).deadline
    assert deadline(start, promised, adjusted(rules, made), made) >= promised


@given(any_limit, starts, any_list, any_adjustment)
def test_one_more_adjustment_takes_nothing(
    rules: Any, start: datetime, made: list[Adjustment], more: Adjustment
) -> None:
    """What is adjusted after the start can only prolong, also past other adjustments."""
    assume(more.at >= start)
    promised = allot(rules, start).deadline
    before = deadline(start, promised, adjusted(rules, made), made)
    after = [*made, more]
    assert deadline(start, promised, adjusted(rules, after), after) >= before


@given(any_limit, starts, any_list, st.randoms(use_true_random=False))
def test_the_order_of_the_list_is_nothing(
    rules: Any, start: datetime, made: list[Adjustment], chance: Any
) -> None:
    """An adjustment counts by its moment, not by its place."""
    promised = allot(rules, start).deadline
    found = adjusted(rules, made), deadline(start, promised, rules, made)
    chance.shuffle(made)
    assert (adjusted(rules, made), deadline(start, promised, rules, made)) == found


@given(any_limit, starts, any_list, any_adjustment, st.integers(1, 10**7))
def test_what_is_over_stays_over(
    rules: Any, start: datetime, made: list[Adjustment], later: Adjustment, milliseconds: int
) -> None:
    """No adjustment revives an attempt: what the clerk settled doesn't depend on when it came."""
    attempt = prolonged(begin("edition", allot(rules, start), "device", 1), rules, made)
    when = attempt.expires_at + timedelta(milliseconds=milliseconds)
    assert is_over(attempt, when)
    later = later.model_copy(update={"at": when})
    assert prolonged(attempt, rules, [*made, later]) == attempt


@given(any_limit, starts, any_list)
def test_longer_than_the_limit_only_by_minutes(
    rules: Any, start: datetime, made: list[Adjustment]
) -> None:
    """Moving the close, however often, never gives anybody more than the limit."""
    promised = allot(rules, start).deadline
    gained = deadline(start, promised, rules, made) - start - rules.limit
    assert gained <= sum((timedelta(minutes=each.add_minutes) for each in made), timedelta(0))


@given(any_limit, starts, any_list, any_adjustment)
def test_prolonging_twice_is_prolonging_once(
    rules: Any, start: datetime, made: list[Adjustment], more: Adjustment
) -> None:
    """An attempt that has been prolonged still knows its promise, so no minute is added twice."""
    attempt = begin("edition", allot(rules, start), "device", 1)
    once = prolonged(attempt, rules, made)
    assert prolonged(once, rules, made) == once
    assert prolonged(once, rules, [*made, more]) == prolonged(attempt, rules, [*made, more])
    assert once.promised == attempt.deadline


def running() -> OpenAttempt:
    """Begun ten minutes before the close, with a checkpoint."""
    attempt = begin("edition", allot(a_round(), time("16:50")), "device", 1)
    return OpenAttempt(**{**vars(attempt), "answers": "B", "paper": "paper", "seq": 1})


def test_a_prolonged_attempt_keeps_its_slack() -> None:
    """Slack follows the deadline, and the time is over after both."""
    attempt = prolonged(running(), a_round(), [a_change("16:59", "17:05")])
    assert attempt.expires_at == time("17:05") + GRACE
    assert not is_over(attempt, time("17:05") + GRACE)
    assert is_over(attempt, time("17:05") + GRACE + timedelta(milliseconds=1))


def test_being_over_is_asked_by_the_rules_as_adjusted() -> None:
    """Without the adjustments an entry can only tell what was promised."""
    made = [a_change("16:59", "17:05")]
    assert is_over(running(), time("17:01"))
    assert not is_over(running(), time("17:01"), a_round(), made)


def test_what_ran_out_keeps_the_prolonged_deadline() -> None:
    """The full time as working time is the time there was, minutes added included."""
    shelved = shelve(prolonged(running(), a_round(), [a_change("16:55", minutes=5)]))
    assert (shelved.deadline, shelved.submitted_at) == (time("17:05"), time("17:05"))
    assert shelved.duration == timedelta(minutes=15)


def test_a_new_start_gets_the_moved_close_and_no_minutes() -> None:
    """Whoever comes after an outage has the whole limit, or what the moved close leaves of it."""
    made = [a_change("16:50", "17:10", 30)]
    given_time = allot(adjusted(a_round(), made), time("16:55"))
    assert (given_time.deadline, given_time.shortened) == (time("17:10"), True)
    assert deadline(time("16:55"), time("17:10"), a_round(), made) == time("17:10")
    assert phase(adjusted(a_round(), made), time("17:05")) is Phase.OPEN
