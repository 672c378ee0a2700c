"""Which attempt of a round counts, what it is worth, and how rounds become one result."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.attempt import ClosedAttempt, State, counted
from contest.domain.award_rules import Combine
from contest.domain.awards.claim import claim
from contest.domain.awards.mark import Mark, counted_mark
from contest.domain.grading import Grade
from contest.domain.rules import Counted
from contest.domain.sheets import HANDED_IN, LAPSED, RAN_OUT, Contender, EntrySheets, Sheet
from tests.domain.builders import a_round, closed, real_contest, table
from tests.domain.ranked import CountA, a_ranking


def a_sheet(number: int, answers: str, seconds: int = 300, ended: str = HANDED_IN) -> Sheet:
    return Sheet(number, ended, "e", "p", seconds * 1000, 40 + number, answers, number)


def marked(*sheets: Sheet, **rules: Any) -> Mark | None:
    attempts = {each: rules.pop(each) for each in ("counted", "answer_all") if each in rules}
    entry = EntrySheets(len(sheets), sheets)
    return counted_mark(entry, a_round(attempts=attempts, **rules), CountA())


THREE = (a_sheet(1, "A,B,B", 100), a_sheet(2, "A,A,B", 300), a_sheet(3, "A,B,A", 200))


@table(
    "rule correct seconds reason",
    (Counted.BEST, 2, 200, "best", "of two with two right, the quicker"),
    (Counted.LAST, 2, 200, "last", "the third"),
    (Counted.FIRST, 1, 100, "first", "the first, though the others are better"),
)
def test_the_attempt_that_counts(rule: Counted, correct: int, seconds: int, reason: str) -> None:
    """Whatever it is, all three attempts were used."""
    mark = marked(*THREE, counted=rule)
    assert mark is not None, reason
    assert (mark.correct, mark.duration_ms, mark.attempts) == (correct, seconds * 1000, 3)


def test_of_equal_attempts_the_earlier_counts() -> None:
    """With its own guess and moment."""
    mark = marked(a_sheet(2, "A"), a_sheet(1, "A"), counted=Counted.BEST)
    assert mark == Mark(1, 1, 300_000, 2, prediction=41, submitted_ms=1)


def test_points_are_those_of_the_round() -> None:
    """Two right at five points."""
    mark = marked(a_sheet(1, "A,A,B"), points_per_question=5)
    assert mark is not None
    assert (mark.correct, mark.score) == (2, 10)


@table(
    "sheet answer_all correct",
    (a_sheet(1, "A,,A", ended=RAN_OUT), True, 0, "ran out with a blank where all are compulsory"),
    (a_sheet(1, "A,B,A", ended=RAN_OUT), True, 2, "ran out, but everything was answered"),
    (a_sheet(1, "A,,A", ended=RAN_OUT), False, 2, "blanks are allowed"),
    (a_sheet(1, "", ended=RAN_OUT), True, 0, "one question, and that is blank"),
)
def test_a_blank_where_all_answers_are_owed(sheet: Sheet, answer_all: bool, correct: int) -> None:
    """It would not have been taken if handed in, so it is worth nothing when it runs out."""
    mark = marked(sheet, answer_all=answer_all)
    assert mark is not None
    assert mark.correct == correct


def test_attempts_that_lapsed_are_used_and_worth_nothing() -> None:
    """They count as begun; who has no other is not ranked."""
    gone = Sheet(1, LAPSED, "e", "", 1_200_000, None, "")
    assert marked(gone) is None
    assert marked(gone, a_sheet(2, "A"), counted=Counted.FIRST) is None
    later = marked(gone, a_sheet(2, "A"), counted=Counted.BEST)
    assert later is not None
    assert (later.correct, later.attempts) == (1, 2)


ATTEMPTS = st.lists(st.tuples(st.none() | st.integers(0, 2), st.integers(1, 3)), max_size=5)


@given(ATTEMPTS, st.sampled_from(Counted))
def test_sheets_and_attempts_agree_on_what_counts(
    sat: list[tuple[int | None, int]], rule: Counted
) -> None:
    """What contestants are told while the round is open is what they are ranked by."""
    attempts = tuple(_attempt(n, *each) for n, each in enumerate(sat, 1))
    sheets = tuple(map(_as_sheet, attempts))
    told, mark = counted(attempts, rule), marked(*sheets, counted=rule)
    assert (told is None) == (mark is None)
    if told is not None and mark is not None:
        assert told.grade is not None
        took = told.duration // timedelta(milliseconds=1)
        found = (mark.score, mark.duration_ms, mark.submitted_ms)
        assert found == (told.grade.score, took, told.number)


def _attempt(number: int, score: int | None, seconds: int) -> ClosedAttempt:
    attempt: ClosedAttempt = closed(number, score, seconds)
    grade = None if score is None else Grade(score, 2, score, 2)
    state = State.LAPSED if score is None else State.SUBMITTED
    return ClosedAttempt(**{**vars(attempt), "grade": grade, "state": state})


def _as_sheet(attempt: ClosedAttempt) -> Sheet:
    seconds = attempt.duration // timedelta(seconds=1)
    if attempt.grade is None:
        return a_sheet(attempt.number, "", seconds, LAPSED)
    right = attempt.grade.correct
    return a_sheet(attempt.number, ",".join("A" * right + "B" * (2 - right)), seconds)


# ------------------------------------------------------------------ several rounds


def a_mark(correct: int, seconds: int = 300, guess: int | None = None, at: int | None = 1) -> Mark:
    return Mark(correct, correct, seconds * 1000, 2, guess, at)


TARGETS = {"vong-1": 100, "vong-2": 200}
LATER_BEST = {"vong-1": a_mark(15, guess=90, at=5), "vong-2": a_mark(18, 900, guess=230, at=9)}
EQUAL = {"vong-1": a_mark(15, 300, guess=90, at=5), "vong-2": a_mark(15, 300, guess=200, at=9)}
ONLY_FIRST = {"vong-1": a_mark(15, guess=90, at=5)}


@table(
    "combine marks expected",
    ("best_round", LATER_BEST, (18, 900_000, 2, 30, 9), "all is that of the better round"),
    ("best_round", EQUAL, (15, 300_000, 2, 10, 5), "equal rounds: the earlier"),
    ("last_round", LATER_BEST, (18, 900_000, 2, 30, 9), "the last"),
    ("last_round", ONLY_FIRST, (15, 300_000, 2, 10, 5), "the last that was sat"),
    ("sum_of_rounds", LATER_BEST, (33, 1_200_000, 4, 40, 9), "all added; done with the last part"),
    ("sum_of_rounds", ONLY_FIRST, (15, 300_000, 2, 10, 5), "a round not sat is worth nothing"),
    (
        "sum_of_rounds",
        {**LATER_BEST, "vong-2": a_mark(18, 900, guess=None, at=None)},
        (33, 1_200_000, 4, None, None),
        "a guess left out is not a guess that hit",
    ),
)
def test_rounds_become_one_result(
    combine: str, marks: dict[str, Mark], expected: tuple[int | None, ...]
) -> None:
    """Right answers, duration, attempts, miss of the guess, moment of handing in."""
    ranking = a_ranking(rounds=("vong-2", "vong-1"), combine=Combine(combine))
    found = claim(Contender("A"), ranking, real_contest(), marks, TARGETS)
    assert found is not None
    facts = (found.correct, found.duration_ms, found.attempts, found.miss, found.submitted_ms)
    assert facts == expected


@table(
    "contender changes ranked",
    (Contender("A", group="citizen"), {}, True, "open to all"),
    (Contender("A"), {}, True, "open to all, and of no known group"),
    (Contender("A", out="disqualified"), {}, False, "disqualified"),
    (Contender("A", out="excluded"), {}, False, "may not take part"),
    (Contender("A", group="citizen"), {"open_to": ("citizen",)}, True, "of the stream"),
    (Contender("A", group="official"), {"open_to": ("citizen",)}, False, "of another stream"),
    (Contender("A"), {"open_to": ("citizen",)}, False, "of no known group"),
    (Contender("A"), {"rounds": ("vong-2",)}, False, "sat another round"),
)
def test_who_is_ranked(contender: Contender, changes: dict[str, Any], ranked: bool) -> None:
    """Everybody with a counted attempt in a round of the ranking, whom no rule leaves out."""
    found = claim(contender, a_ranking(**changes), real_contest(), ONLY_FIRST, {})
    assert (found is not None) is ranked


def test_an_empty_entry_has_no_mark() -> None:
    """Begun once, and nothing closed yet."""
    assert counted_mark(EntrySheets(1, ()), a_round(), CountA()) is None
