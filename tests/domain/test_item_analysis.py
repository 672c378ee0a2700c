"""Statistics of questions: by columns and whole numbers, and yet what a plain reckoning gives."""

from collections import Counter
from collections.abc import Iterator
from statistics import StatisticsError, correlation
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.awards.judging import Action, Correction, Judge
from contest.domain.paper import LETTERS
from contest.domain.record import item_analysis
from contest.domain.record.item_analysis import ItemAnalysis
from contest.domain.sheets import Sheet
from tests.domain.builders import table
from tests.held import Held, hold


def graded(held: Held) -> Iterator[tuple[str, Sheet]]:
    for person in held.people:
        for round_id, entry in person.entries.items():
            yield from ((round_id, each) for each in entry.sheets if each.graded)


def analysed(held: Held, corrections: list[Correction]) -> list[dict[str, Any]]:
    judge = Judge(held.editions, corrections)
    analysis = ItemAnalysis(held.contest, held.editions, judge)
    for round_id, sheet in graded(held):
        rules = next(each for each in held.rounds if each.id == round_id)
        nothing = item_analysis.worthless(sheet, rules)
        correct = 0 if nothing else judge.right(sheet.edition, sheet.paper, sheet.answers)
        analysis.add(round_id, sheet, correct)
    return analysis.items()


def plainly(held: Held, corrections: list[Correction]) -> list[dict[str, Any]]:
    """The same, one sheet and one question after the other."""
    judge = Judge(held.editions, corrections)
    editions = {each.edition: each for each in held.editions}
    rules = {each.id: each for each in held.rounds}
    seen: dict[tuple[str, str], list[tuple[bool, int]]] = {}
    chosen: dict[tuple[str, str], Counter[int | str]] = {}
    for round_id, sheet in graded(held):
        answers = sheet.answers.split(",")
        verdicts = judge.verdicts(sheet.edition, sheet.paper, sheet.answers)
        if rules[round_id].attempts.answer_all and sheet.ended == "r" and "" in answers:
            verdicts = [False] * len(answers)
        placed = editions[sheet.edition].orders[sheet.paper]
        for (question, order), answer, right in zip(placed, answers, verdicts, strict=True):
            key = (round_id, question)
            seen.setdefault(key, []).append((right, sum(verdicts) - right))
            counts = chosen.setdefault(key, Counter())
            counts.update([int(order[LETTERS.index(each)]) for each in answer] or ["blank"])
    return [
        {
            "question": question,
            "round": round_id,
            "seen": len(rows),
            "right": sum(right for right, _rest in rows),
            "difficulty": round(sum(right for right, _rest in rows) / len(rows), 4),
            "discrimination": correlated(rows),
            "options": [
                chosen[round_id, question][n]
                for n in range(len(options_of(held, round_id, question)))
            ],
            "blank": chosen[round_id, question]["blank"],
        }
        for (round_id, question), rows in sorted(seen.items())
    ]


def options_of(held: Held, round_id: str, question: str) -> tuple[str, ...]:
    return next(
        each.questions[question].options
        for each in held.editions
        if each.round == round_id and question in each.questions
    )


def correlated(rows: list[tuple[bool, int]]) -> float | None:
    try:
        return round(correlation([right for right, _ in rows], [rest for _, rest in rows]), 4)
    except StatisticsError:  # one of them does not vary
        return None


@given(st.integers(0, 10**6), st.booleans())
def test_columns_give_what_a_plain_reckoning_gives(seed: int, voided: bool) -> None:
    held = hold(seed, people=12)
    first = min(held.editions[0].questions)
    corrections = [Correction(question=first, action=Action.VOID, reason="vì")] * voided
    assert analysed(held, corrections) == plainly(held, corrections)


def test_many_sheets_of_a_paper_are_counted_in_parts(monkeypatch: Any) -> None:
    """Counting a part whenever so many sheets wait changes nothing."""
    held = hold(8, people=40, rounds=1)
    whole = analysed(held, [])
    monkeypatch.setattr(item_analysis, "_AT_ONCE", 3)
    assert analysed(held, []) == whole


def test_a_wrong_key_stands_out() -> None:
    """Where the key is wrong, those get the question wrong who know all others."""
    held = hold(11, people=60, rounds=1)
    edition = held.editions[0]
    name, question = next(
        (name, each) for name, each in sorted(edition.questions.items()) if not each.multiple
    )
    wrong = next(n for n in range(len(question.options)) if n not in question.right)
    planted = [Correction(question=name, action=Action.KEY, options=(wrong,), reason="sai")]
    good = next(each for each in analysed(held, []) if each["question"] == name)
    bad = next(each for each in analysed(held, planted) if each["question"] == name)
    assert good["discrimination"] > 0.2 > -0.2 > bad["discrimination"]
    assert good["options"] == bad["options"], "what was chosen does not depend on the key"


@table(
    "ended answers answer_all nothing",
    ("r", "A,,B", True, True, "ran out with a blank where all must be answered"),
    ("r", "A,C,B", True, False, "ran out with all answered"),
    ("r", "A,,B", False, False, "blanks are allowed"),
    ("s", "A,,B", True, False, "handed in: it would not have been taken with a blank"),
)
def test_what_is_worth_nothing(ended: str, answers: str, answer_all: bool, nothing: bool) -> None:
    rules = hold(1, people=0, rounds=1).rounds[0]
    attempts = rules.attempts.model_copy(update={"answer_all": answer_all})
    rules = rules.model_copy(update={"attempts": attempts})
    sheet = Sheet(1, ended, "bo-de", "de", 1000, None, answers)
    assert item_analysis.worthless(sheet, rules) is nothing
