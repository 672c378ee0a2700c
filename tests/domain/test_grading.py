"""Grading: exactly the right options, nothing for a half, and sheets that survive storing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.grading import (
    Answers,
    Grade,
    PaperKey,
    SheetProblem,
    grade,
    only_adds,
    parse_answers,
    read_answers,
    sheet_problems,
    write_answers,
)
from tests.domain.builders import LETTERS, a_key, any_paper_key, table

any_sheet = st.lists(st.frozensets(st.sampled_from(LETTERS)), min_size=1, max_size=30).map(tuple)


@given(any_paper_key(), st.integers(1, 10))
def test_all_right_is_full_marks(key: PaperKey, points: int) -> None:
    """Who chooses the right options everywhere gets every point, whatever a question is worth."""
    full = grade(key, tuple(question.right for question in key), points)
    assert full == Grade(len(key), len(key), points * len(key), points * len(key))


@given(any_paper_key())
def test_all_wrong_and_all_blank_are_worth_nothing(key: PaperKey) -> None:
    """Choosing exactly the wrong options earns nothing, and so does handing in a blank sheet."""
    everything = [frozenset(LETTERS[: question.options]) for question in key]
    wrong = tuple(each - question.right for each, question in zip(everything, key, strict=True))
    blank = tuple(frozenset[str]() for _ in key)
    assert grade(key, wrong, 1) == grade(key, blank, 1) == Grade(0, len(key), 0, len(key))


@given(any_paper_key(), st.data())
def test_each_question_stands_alone(key: PaperKey, data: st.DataObject) -> None:
    """The score counts the questions answered exactly right; the others take nothing away."""
    chosen: list[frozenset[str]] = []
    hits = 0
    for question in key:
        hit = data.draw(st.booleans())
        hits += hit
        chosen.append(question.right if hit else frozenset())
    assert grade(key, tuple(chosen), 5) == Grade(hits, len(key), 5 * hits, 5 * len(key))


@table(
    "chosen correct",
    (["A", "C"], 1, "the right options"),
    (["C", "A"], 1, "ticked in another order"),
    (["A"], 0, "partly right is wrong"),
    (["A", "B", "C"], 0, "an option too many is wrong"),
    (["A", "B", "C", "D"], 0, "ticking everything is wrong"),
    (["A", "B"], 0, "one right and one wrong"),
    (["B", "D"], 0, "all wrong"),
    ([], 0, "blank is wrong"),
)
def test_a_multiple_choice_is_right_or_not(chosen: list[str], correct: int) -> None:
    """Of a multiple choice all right options and no other must be chosen."""
    assert grade(a_key("AC"), read_answers([chosen]), 1).correct == correct


@table(
    "sheet answer_all problems",
    ([["B"], ["A", "C"], ["D"]], True, [], "a whole sheet"),
    ([["B"], ["C", "A"], ["D"]], True, [], "ticked in another order"),
    ([["B"], [], []], False, [], "blanks where blanks are allowed"),
    ([["B"], ["A"], ["D"]], True, [], "too few of a multiple choice: wrong, but a sheet"),
    ([[], [], []], True, [(0, "unanswered"), (1, "unanswered"), (2, "unanswered")], "all blank"),
    ([["B"], ["A"]], False, [(None, "wrong_length")], "a question short"),
    ([["B"], ["A"], ["D"], []], False, [(None, "wrong_length")], "a question too many"),
    ([], False, [(None, "wrong_length")], "nothing at all"),
    ([["A", "B"], ["A"], ["D"]], False, [(0, "one_option_only")], "two of a single choice"),
    ([["E"], ["A"], ["D"]], False, [(0, "unknown_option")], "an option this question hasn't"),
    ([["b"], ["A"], ["D"]], False, [(0, "unknown_option")], "a small letter"),
    ([["B", "B"], ["A"], ["D"]], False, [(0, "unknown_option")], "the same option twice"),
    ([["B"], ["AC"], ["D"]], False, [(1, "unknown_option")], "two letters in one"),
    ([["AB"], ["A"], ["D"]], False, [(0, "unknown_option")], "two options smuggled in as one"),
    ([[""], ["A"], ["D"]], True, [(0, "unknown_option")], "a blank smuggled past answer_all"),
    ([["E"], [], ["A", "B"]], True,
     [(0, "unknown_option"), (1, "unanswered"), (2, "one_option_only")], "everything at once"),
)  # fmt: skip
def test_what_keeps_a_sheet_from_being_graded(
    sheet: list[list[str]], answer_all: bool, problems: list[tuple[int | None, str]]
) -> None:
    """A sheet is refused for what cannot be read, naming each question, and for nothing else."""
    found = list(sheet_problems(a_key("B", "AC", "D"), sheet, answer_all))
    assert found == [SheetProblem(*each) for each in problems]


@given(any_paper_key(), st.data())
def test_a_sheet_without_problems_survives_storing(key: PaperKey, data: st.DataObject) -> None:
    """Whatever passes the check reads the same from storage: no letter can hide a second one."""
    letters = st.sampled_from([*LETTERS, "", "AB", ",", "A,B", "b"])
    sheet = [data.draw(st.lists(letters, max_size=2)) for _ in key]
    if not list(sheet_problems(key, sheet, answer_all=False)):
        assert parse_answers(write_answers(read_answers(sheet))) == read_answers(sheet)


@given(any_sheet)
def test_a_sheet_is_stored_and_read_again(answers: Answers) -> None:
    """`parse_answers` gives back what `write_answers` was given, blanks and all."""
    assert parse_answers(write_answers(answers)) == answers


@given(any_sheet, st.randoms(use_true_random=False))
def test_the_order_of_ticking_leaves_no_trace(answers: Answers, chance: object) -> None:
    """Two people who tick the same options in another order have the same sheet in storage."""
    shuffled = [sorted(each, key=lambda _: chance.random()) for each in answers]  # type: ignore[attr-defined]
    assert write_answers(read_answers(shuffled)) == write_answers(answers)


def test_a_stored_sheet_can_be_read_by_people() -> None:
    """The stored line is the documented one: `B,AC,,D`."""
    assert write_answers(read_answers([["B"], ["C", "A"], [], ["D"]])) == "B,AC,,D"
    assert write_answers(read_answers([list("HGFEDCBA")])) == "ABCDEFGH"


@table(
    "before after kept",
    ("B,,D", "B,A,D", True, "a blank is filled"),
    ("B,,D", "B,,D", True, "nothing new"),
    (",,", ",,", True, "still blank"),
    (",,", "A,B,AC", True, "all at once"),
    ("B,,D", "C,,D", False, "changed"),
    ("B,,D", ",,D", False, "taken back"),
    ("AC,,D", "CA,,D", True, "the same options in another order"),
    ("A,,", "AC,,", False, "an option added to an answer is a change"),
    ("AC,,", "A,,", False, "an option taken from an answer is a change"),
)
def test_answers_that_may_not_change(before: str, after: str, kept: bool) -> None:
    """Where answers may not change, blanks may be filled and nothing else may happen."""
    assert only_adds(parse_answers(before), parse_answers(after)) is kept


def test_a_sheet_of_another_length_is_never_graded() -> None:
    """A sheet that doesn't match its paper is an error, never a silent score."""
    with pytest.raises(ValueError, match="zip"):
        grade(a_key("B", "C"), parse_answers("B"), 1)
