"""Where a round stands to the instant, and how long an attempt begun then has (R5)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.phase import VIETNAM, Phase, allot, phase, time_left, timestamp
from contest.domain.rules import Round
from tests.domain.builders import a_round, at, line, table

TICK = timedelta(microseconds=1)
OPENS, CLOSES = at("2023-11-07 08:00"), at("2023-11-17 17:00")
GRACE = timedelta(seconds=30)

any_round = st.builds(
    lambda minutes, seconds, grace: a_round(
        duration_minutes=minutes, question_seconds=seconds, grace_seconds=grace
    ),
    st.integers(1, 600),
    st.none() | st.integers(1, 600),
    st.integers(0, 600),
)
inside = st.timedeltas(timedelta(0), CLOSES - OPENS - TICK).map(lambda after: OPENS + after)


@table(
    "now grace_seconds expected",
    (OPENS - TICK, 30, Phase.PLANNED, "the instant before it opens"),
    (OPENS, 30, Phase.OPEN, "the instant it opens"),
    (OPENS.astimezone(UTC), 30, Phase.OPEN, "the instant it opens, told in UTC"),
    (CLOSES - TICK, 30, Phase.OPEN, "the last instant"),
    (CLOSES, 30, Phase.GRACE, "the instant it closes"),
    (CLOSES + GRACE, 30, Phase.GRACE, "the last instant of slack"),
    (CLOSES + GRACE + TICK, 30, Phase.CLOSED, "after the slack"),
    (CLOSES - TICK, 0, Phase.OPEN, "no slack: the last instant"),
    (CLOSES + TICK, 0, Phase.CLOSED, "no slack: closed at once"),
    (at("2024-11-08 08:00"), 30, Phase.CLOSED, "a year later"),
)
def test_phases(now: datetime, grace_seconds: int, expected: Phase) -> None:
    """A round is open from its first instant up to, not including, its end; then in slack."""
    assert phase(a_round(grace_seconds=grace_seconds), now) is expected


@table(
    "changes start deadline shortened",
    ({}, "2023-11-08 08:00", "2023-11-08 08:20", False, "in mid-round: the whole limit"),
    ({}, "2023-11-17 16:40", "2023-11-17 17:00", False, "the limit ends just as the round does"),
    ({}, "2023-11-17 16:41", "2023-11-17 17:00", True, "a minute is lost to the close"),
    ({}, "2023-11-17 16:59", "2023-11-17 17:00", True, "the last minute"),
    ({"duration_minutes": 45}, "2023-11-08 08:00", "2023-11-08 08:45", False, "another limit"),
    ({"question_seconds": 30}, "2023-11-08 08:00", "2023-11-08 08:10", False,
     "30 seconds each for 20 questions, whatever the minutes say"),
    ({"question_seconds": 30}, "2023-11-17 16:55", "2023-11-17 17:00", True,
     "seconds a question, cut short by the close"),
    ({"question_seconds": 60, "blueprint": (line("mot", 3), line("hai", 2))},
     "2023-11-08 08:00", "2023-11-08 08:05", False, "a minute each for five questions"),
)  # fmt: skip
def test_allotments(changes: dict[str, object], start: str, deadline: str, shortened: bool) -> None:
    """The deadline is the start plus the limit, or the close; who loses time is told so."""
    given_time = allot(a_round(**changes), at(start))
    assert given_time.started_at == at(start)
    assert given_time.deadline == at(deadline)
    assert given_time.expires_at == at(deadline) + GRACE
    assert given_time.shortened is shortened


@given(any_round, inside)
def test_no_deadline_outside_the_round(rules: Round, now: datetime) -> None:
    """Whoever starts in the window has some time, never more than the limit, never past the end."""
    given_time = allot(rules, now)
    assert now < given_time.deadline <= rules.closes_at
    assert given_time.deadline - now <= rules.limit
    assert given_time.shortened is (given_time.deadline - now < rules.limit)


@given(any_round, inside)
def test_no_attempt_outlives_its_round(rules: Round, now: datetime) -> None:
    """While an attempt can still be handed in the round isn't closed: phase and token agree."""
    expires = allot(rules, now).expires_at
    assert phase(rules, expires) is not Phase.CLOSED
    assert expires - allot(rules, now).deadline == rules.grace


@table(
    "now left",
    ("2023-11-08 08:00", 1200, "all of it"),
    ("2023-11-08 08:19", 60, "the last minute"),
    ("2023-11-08 08:20", 0, "at the deadline"),
    ("2023-11-08 09:00", 0, "long after: never below zero"),
)
def test_time_left(now: str, left: int) -> None:
    """What a contestant is told to have left ends at zero."""
    assert time_left(at("2023-11-08 08:20"), at(now)) == timedelta(seconds=left)


@table(
    "moment text",
    (at("2023-11-07 08:00"), "2023-11-07T01:00:00.000Z", "from Vietnam's time"),
    (datetime(2023, 11, 7, 1, 0, 0, 123456, tzinfo=UTC), "2023-11-07T01:00:00.123Z", "to the ms"),
)
def test_moments_are_told_in_utc(moment: datetime, text: str) -> None:
    """Programs get RFC 3339 in UTC to the millisecond, and can read it back."""
    assert timestamp(moment) == text
    assert abs(datetime.fromisoformat(text) - moment) < timedelta(milliseconds=1)


def test_days_begin_at_midnight_in_vietnam() -> None:
    """The contest's day is Vietnam's, seven hours ahead of UTC the whole year."""
    assert datetime(2023, 7, 6, 17, tzinfo=UTC).astimezone(VIETNAM).date().day == 7
    assert datetime(2023, 12, 6, 16, 59, tzinfo=UTC).astimezone(VIETNAM).date().day == 6
