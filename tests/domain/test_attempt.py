"""Attempts: when another may begin, how one ends, and which one counts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.attempt import (
    ClosedAttempt,
    Entry,
    OpenAttempt,
    State,
    attempts_left,
    begin,
    counted,
    grade_run_out,
    is_over,
    refuse_start,
    shelve,
)
from contest.domain.grading import Grade
from contest.domain.phase import allot
from contest.domain.rules import Counted
from tests.domain.builders import a_key, a_round, at, closed, table

START = at("2023-11-08 08:00")
KEY = a_key("B", "AC", "A", "D")


def an_open(**changes: Any) -> OpenAttempt:
    """An attempt begun on 8 November at 08:00, with nothing saved yet."""
    return replace(begin("edition", allot(a_round(), START), "device", 1), **changes)


def test_an_attempt_begins_with_its_allotment() -> None:
    """A fresh attempt has the deadline that was computed for it, and nothing saved."""
    attempt = an_open()
    assert attempt.deadline == START + timedelta(minutes=20)
    assert attempt.expires_at == START + timedelta(minutes=20, seconds=30)
    assert (attempt.number, attempt.seq, attempt.answers, attempt.paper) == (1, 0, None, None)


@table(
    "started today per_round per_day code",
    (0, 0, 3, None, None, "the first"),
    (2, 2, 3, None, None, "the last of three, all on one day"),
    (3, 0, 3, None, "no_attempts_left", "three of three"),
    (4, 0, 3, None, "no_attempts_left", "more than the rules now allow"),
    (1, 1, 3, 1, "no_attempts_today", "one a day, and it is used"),
    (1, 0, 3, 1, None, "one a day: the next day"),
    (2, 1, 3, 2, None, "two a day: the second"),
    (3, 1, 3, 1, "no_attempts_left", "both caps reached: there is no tomorrow to wait for"),
)
def test_who_may_begin(
    started: int, today: int, per_round: int, per_day: int | None, code: str | None
) -> None:
    """An attempt is refused by the cap that was reached, and by no other."""
    rules = a_round(attempts={"per_round": per_round, "per_day": per_day}).attempts
    refused = refuse_start(Entry(started=started, started_today=today), rules)
    assert (refused.code if refused else None) == code


@table(
    "started left",
    (0, 3, "none used"),
    (1, 2, "one used"),
    (3, 0, "all used"),
    (5, 0, "more than the rules now allow: never below zero"),
)
def test_attempts_left(started: int, left: int) -> None:
    """What a contestant is told to have left."""
    assert attempts_left(Entry(started=started), a_round().attempts) == left


@given(st.integers(0, 30), st.integers(1, 20))
def test_left_and_refused_agree(started: int, per_round: int) -> None:
    """Whoever is told to have an attempt left is not refused one, and the other way round."""
    rules = a_round(attempts={"per_round": per_round}).attempts
    entry = Entry(started=started)
    assert (attempts_left(entry, rules) > 0) is (refuse_start(entry, rules) is None)


@table(
    "seconds over",
    (0, False, "just begun"),
    (1200, False, "at the deadline"),
    (1230, False, "the last instant of slack"),
    (1230.001, True, "after the slack"),
)
def test_when_an_attempt_is_over(seconds: float, over: bool) -> None:
    """An attempt may be handed in up to and including the last instant of its slack."""
    assert is_over(an_open(), START + timedelta(seconds=seconds)) is over


def test_nothing_saved_is_lapsed() -> None:
    """An attempt that ran out with no checkpoint lapses: it names no paper and is no answer."""
    attempt = shelve(an_open())
    assert (attempt.state, attempt.paper, attempt.answers) == (State.LAPSED, "", "")
    assert attempt.grade is None


def test_a_checkpoint_waits_for_the_clerk() -> None:
    """An attempt that ran out with a checkpoint keeps it, as of the deadline, ungraded."""
    attempt = shelve(an_open(answers="B,AC,,D", paper="paper", seq=7))
    assert (attempt.state, attempt.paper, attempt.answers) == (State.PENDING, "paper", "B,AC,,D")
    assert (attempt.number, attempt.edition, attempt.started_at) == (1, "edition", START)
    assert attempt.submitted_at == attempt.deadline == START + timedelta(minutes=20)
    assert attempt.grade is None


def test_a_blank_checkpoint_is_a_checkpoint() -> None:
    """A sheet saved with nothing ticked isn't lapsed: it was there, and is graded."""
    for answers in (",,,", ""):  # four blanks, and the one blank of a paper of one question
        assert shelve(an_open(answers=answers, paper="paper")).state is State.PENDING


@table(
    "answers answer_all correct",
    ("B,AC,A,D", False, 4, "all right"),
    ("B,AC,A,D", True, 4, "all right where all must be answered"),
    ("B,AC,,D", False, 3, "a blank is wrong"),
    ("B,AC,,D", True, 0, "incomplete where all must be answered: worth nothing"),
    ("B,A,A,D", True, 3, "complete but partly wrong"),
    (",,,", False, 0, "all blank"),
)
def test_the_clerk_grades_a_checkpoint(answers: str, answer_all: bool, correct: int) -> None:
    """An attempt that ran out is graded from its checkpoint as if it had been handed in."""
    rules = a_round(points_per_question=5, attempts={"answer_all": answer_all})
    pending = shelve(an_open(answers=answers, paper="paper"))
    graded = grade_run_out(pending, KEY, rules)
    assert graded.grade == Grade(correct, 4, 5 * correct, 20)
    assert graded == replace(pending, state=State.RAN_OUT, grade=graded.grade)


@table(
    "seconds duration",
    (0, 0, "at once"),
    (600, 600, "in ten minutes"),
    (1200, 1200, "at the deadline"),
    (1229, 1200, "in the slack: the deadline counts"),
)
def test_duration(seconds: int, duration: int) -> None:
    """The time that decides ties ends at the deadline; the slack is nobody's gain."""
    assert closed(seconds=seconds).duration == timedelta(seconds=duration)


TABLE: tuple[tuple[Any, ...], ...] = (
    ([(1, 10, 600), (2, 15, 900), (3, 12, 300)], 2, 3, 1, "best, last and first differ"),
    ([(1, 15, 900), (2, 15, 600), (3, 15, 800)], 2, 3, 1, "the same score: the shorter time"),
    ([(1, 15, 600), (2, 15, 600)], 1, 2, 1, "the same score and time: the earlier attempt"),
    ([(1, 15, 1205), (2, 15, 1200)], 1, 2, 1, "in the slack or at the deadline is the same time"),
    ([(1, 10, 600), (2, None, 60)], 1, 1, 1, "an ungraded last attempt is passed over"),
    ([(1, None, 60), (2, 10, 600)], 2, 2, None, "letting the first lapse makes no other the first"),
    ([(1, 0, 60)], 1, 1, 1, "no point is a result too"),
    ([(1, None, 60)], None, None, None, "nothing graded"),
    ([], None, None, None, "nothing at all"),
)


@table("tries best last first", *TABLE)
def test_which_attempt_counts(
    tries: list[tuple[int, int | None, int]],
    best: int | None,
    last: int | None,
    first: int | None,
) -> None:
    """The rules say which of the graded attempts counts."""
    attempts = tuple(closed(*each) for each in tries)
    for rule, number in ((Counted.BEST, best), (Counted.LAST, last), (Counted.FIRST, first)):
        found = counted(attempts, rule)
        assert (found.number if found else None) == number, rule


@st.composite
def some_attempts(draw: st.DrawFn) -> list[ClosedAttempt]:
    """Up to six attempts of few scores and times, so that they tie."""
    scores = st.none() | st.integers(0, 2)
    count = draw(st.integers(0, 6))
    return [
        closed(number, draw(scores), draw(st.sampled_from([300, 600, 1210, 1220])))
        for number in range(1, count + 1)
    ]


@given(some_attempts(), st.sampled_from(Counted), st.randoms(use_true_random=False))
def test_what_counts_is_independent_of_order(
    attempts: list[ClosedAttempt], rule: Counted, chance: Any
) -> None:
    """However the attempts are stored, the same one counts, and it is a graded one (R14)."""
    found = counted(tuple(attempts), rule)
    chance.shuffle(attempts)
    assert counted(tuple(attempts), rule) == found
    if rule is not Counted.FIRST:  # the first counts or none does: see the table
        assert (found is None) is all(each.grade is None for each in attempts)
    assert found is None or found.grade is not None


@given(some_attempts())
def test_no_attempt_beats_the_best(attempts: list[ClosedAttempt]) -> None:
    """No graded attempt has more points than the one that counts, nor as many in less time."""
    best = counted(tuple(attempts), Counted.BEST)
    for each in attempts:
        if each.grade is not None:
            assert best is not None and best.grade is not None
            assert each.grade.score <= best.grade.score
            assert each.grade.score < best.grade.score or each.duration >= best.duration


def test_an_entry_finds_its_attempts() -> None:
    """A closed attempt is found by its number, and a number nobody used finds nothing."""
    entry = Entry(started=2, closed=(closed(2), closed(1)))
    assert entry.attempt(1) == closed(1)
    assert entry.attempt(3) is None
