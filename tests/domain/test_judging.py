"""Judging by opened editions: as the grader did, and as corrections say."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.domain.awards.judging import Action, Correction, Judge, unfit
from contest.domain.grading import Grade, grade, parse_answers, write_answers
from contest.domain.paper import compose
from contest.domain.record.opened_edition import MalformedError, OpenedEdition, opened_edition
from contest.domain.sealing import edition_salt, seal_edition
from tests.domain.builders import (
    MASTER,
    a_round,
    any_bank,
    fillable_blueprint,
    table,
)
from tests.random_rules import a_random_bank, an_edition, line


def an_opened(*questions: dict[str, Any], **orders: str) -> OpenedEdition:
    """An edition of given questions; `orders` names papers, and how each question is shown there.

    `an_opened({"options": "cba", "right": [1]}, de="201")`: the first option stands at B.
    """
    return OpenedEdition.model_validate(
        {
            "edition": "bo-de",
            "round": "vong-1",
            "salt": "muoi",
            "questions": {
                f"cau-{number}": {
                    "topic": "the-che",
                    "type": "multiple" if len(each["right"]) > 1 else "single",
                    "stem": "Câu hỏi?",
                    "options": list(each["options"]),
                    "right": each["right"],
                    "explanation": "Vì thế.",
                    "source": {"document": "Nghị quyết", "article": None, "url": None},
                }
                for number, each in enumerate(questions, start=1)
            },
            "papers": [
                {
                    "paper": name,
                    "questions": [
                        [f"cau-{number}", order]
                        for number, order in enumerate(order.split(), start=1)
                    ],
                }
                for name, order in orders.items()
            ],
        }
    )


SINGLE = {"options": "mnpq", "right": [1]}
MULTIPLE = {"options": "mnpq", "right": [0, 2]}
EDITION = an_opened(SINGLE, MULTIPLE, de="0123 0123", khac="3210 2013")


def corrected(text: str) -> list[Correction]:
    """`key cau-1 2; void cau-2` as corrections."""
    words = [each.split() for each in text.split(";") if each]
    return [
        Correction(
            question=each[1], action=Action(each[0]), options=tuple(map(int, each[2:])), reason="vì"
        )
        for each in words
    ]


def right(answers: str, corrections: str = "", paper: str = "de") -> str:
    """What a judge says of each question: `1` or `0`; and that its number agrees."""
    judge = Judge([EDITION], corrected(corrections))
    verdicts = judge.verdicts("bo-de", paper, answers)
    assert judge.right("bo-de", paper, answers) == sum(verdicts)
    return "".join("01"[each] for each in verdicts)


@table(
    "answers corrections paper verdicts",
    ("B,AC", "", "de", "11", "as the key says"),
    ("C,AB", "", "khac", "11", "letters are those of the paper: 3210 shows option 1 at C"),
    ("B,AC", "", "khac", "00", "the same letters mean something else on another paper"),
    (",", "", "de", "00", "a blank is wrong"),
    ("B,A", "", "de", "10", "half of what is right is not right"),
    ("B,ABC", "", "de", "10", "more than what is right is not right"),
    ("A,", "void cau-1", "de", "10", "void: whatever was answered"),
    (",", "void cau-1;void cau-2", "de", "11", "void: even nothing at all"),
    ("C,AC", "accept cau-1 2", "de", "11", "accepted as well"),
    ("B,AC", "accept cau-1 2", "de", "11", "and what was right still is"),
    ("D,AC", "accept cau-1 2 3", "de", "11", "any one of those accepted"),
    ("B,BD", "accept cau-2 1 3", "de", "11", "a multiple choice: this exact set"),
    ("B,B", "accept cau-2 1 3", "de", "10", "a multiple choice: not a part of the set"),
    ("B,AC", "key cau-1 3", "de", "01", "the old key is right no more"),
    ("D,AC", "key cau-1 3", "de", "11", "the new one is"),
    ("A,AC", "key cau-1 3", "khac", "10", "on another paper under another letter"),
    ("D,CD", "key cau-2 2 3", "de", "01", "a multiple choice has a new set"),
    ("B,AC", "accept cau-1 2;key cau-1 3", "de", "01", "key after accept: replaces it"),
    ("C,AC", "key cau-1 3;accept cau-1 2", "de", "11", "accept after key: adds to it"),
    ("A,AC", "void cau-1;key cau-1 3", "de", "11", "void ends it, whatever follows"),
    ("B,AC", "key cau-9 0", "de", "11", "a correction of a question nobody had"),
)
def test_verdicts(answers: str, corrections: str, paper: str, verdicts: str) -> None:
    assert right(answers, corrections, paper) == verdicts


def test_what_a_judge_does_not_know_it_does_not_judge() -> None:
    judge = Judge([EDITION])
    assert judge.total("bo-de", "de") == 2
    for place in (("bo-de", "no such paper"), ("no such edition", "de")):
        with pytest.raises(KeyError):
            judge.right(*place, "A,A")


@table(
    "correction words",
    ("void cau-1", None, "void needs no option"),
    ("accept cau-1 0 2", None, "several may be accepted"),
    ("key cau-1 0", None, "one new key"),
    ("key cau-2 0 1 2", None, "a multiple choice has a set"),
    ("key cau-2 0", None, "which may turn out to be one option only"),
    ("void cau-9", "không có câu hỏi «cau-9»", "no such question"),
    ("void cau-1 0", "không chọn phương án", "void and options contradict"),
    ("key cau-1", "ít nhất một", "a key of nothing"),
    ("accept cau-2", "ít nhất một", "nothing is accepted as well"),
    ("key cau-1 4", "không có trong câu hỏi", "there is no fifth option"),
    ("key cau-1 -1", "không có trong câu hỏi", "nor one before the first"),
    ("key cau-1 0 1", "chỉ có một đáp án", "nobody can choose two"),
    ("accept cau-2 1 1", "hai lần", "twice the same"),
)
def test_a_correction_that_makes_no_sense_is_told(correction: str, words: str | None) -> None:
    told = unfit(corrected(correction)[0], [EDITION])
    assert told is None if words is None else words in str(told)


def test_an_index_that_means_something_else_elsewhere_is_refused() -> None:
    """A bank mended between two rounds may list its options otherwise: only voiding fits both."""
    one = an_opened({"options": "abc", "right": [0]}, de="012")
    other = an_opened({"options": "bac", "right": [1]}, de="012")
    assert "khác nhau" in str(unfit(corrected("key cau-1 0")[0], [one, other]))
    assert unfit(corrected("void cau-1")[0], [one, other]) is None
    assert unfit(corrected("key cau-1 1")[0], [one, one]) is None


@given(st.data())
def test_judges_as_the_grader_graded(data: st.DataObject) -> None:
    """What the grader said of a sheet while the round ran is what the opened edition says."""
    bank = data.draw(any_bank())
    rules = a_round(blueprint=data.draw(fillable_blueprint(bank)), papers=3)
    papers = compose(bank, rules, b"draw")
    edition = seal_edition(rules, papers, MASTER).edition
    opened = opened_edition(edition, papers, bank, edition_salt(MASTER, rules.id))
    judge = Judge([OpenedEdition.read(opened.document())])
    for name, key in edition.keys.items():
        chosen = [
            data.draw(
                st.one_of(st.just(each.right), st.sets(st.sampled_from("ABCDEFGH"[: each.options])))
            )
            for each in key
        ]
        answers = write_answers(tuple(map(frozenset, chosen)))
        correct = judge.right(edition.id, name, answers)
        assert Grade(correct, len(key), correct, len(key)) == grade(key, parse_answers(answers), 1)
    assert opened.edition_id() == edition.id


# ---- the edition, opened --------------------------------------------------------------------


BANK = a_random_bank(random.Random(1))
OPENED = an_edition(a_round(blueprint=(line("the-che", 6),), papers=3), BANK, b"draw")


def test_the_document_is_read_as_it_was_written() -> None:
    assert OpenedEdition.read(OPENED.document()) == OPENED
    assert OPENED.question_ids(OPENED.papers[0].paper) == tuple(
        name for name, _order in OPENED.papers[0].questions
    )


def bent(*path: Any, to: Any) -> dict[str, Any]:
    """The document with one value otherwise."""
    document = OPENED.document()
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return document


FIRST = next(iter(OPENED.questions))
PAPER = OPENED.papers[0].questions


@table(
    "document",
    (bent("salt", to="another"), "another salt"),
    (bent("round", to="vong-2"), "another round"),
    (bent("questions", FIRST, "stem", to="Câu khác?"), "another stem"),
    (bent("questions", FIRST, "topic", to="bo-may"), "another topic"),
    (bent("questions", PAPER[0][0], "options", 0, to="Phương án khác"), "another option"),
    (bent("papers", 0, "questions", to=[list(each) for each in PAPER[::-1]]), "another order"),
    (bent("papers", to=OPENED.document()["papers"][:-1]), "a paper less"),
    (bent("papers", to=OPENED.document()["papers"][::-1]), "papers in another order"),
)
def test_whoever_changes_an_edition_needs_another_id(document: dict[str, Any]) -> None:
    """Nothing that was sat can be exchanged later: the id that all who sat it know would differ."""
    assert OpenedEdition.read(document).edition_id() != OPENED.edition


def test_another_answer_needs_another_id() -> None:
    for name, question in OPENED.questions.items():
        others = [n for n in range(len(question.options)) if n not in question.right]
        document = bent("questions", name, "right", to=others[:1])
        used = any(name == each for paper in OPENED.papers for each, _ in paper.questions)
        assert used and OpenedEdition.read(document).edition_id() != OPENED.edition


@table(
    "document",
    ([], "no object"),
    ({}, "nothing in it"),
    (bent("questions", FIRST, "right", to=[9]), "a right option that does not exist"),
    (bent("questions", FIRST, "right", to=["0"]), "a number as text"),
    (bent("questions", FIRST, "type", to="open"), "an unknown kind"),
    (bent("more", to=1), "something besides"),
    (bent("papers", 0, "questions", 0, to=["cau-la", "0123"]), "a paper with an unknown question"),
    (bent("papers", 0, "questions", 0, 1, to="0012"), "an option shown twice"),
    (bent("papers", 0, "questions", 0, 1, to="01"), "options left out"),
    (bent("papers", 1, "paper", to=OPENED.papers[0].paper), "two papers of one name"),
    (bent("papers", to=[]), "no papers"),
)  # fmt: skip
def test_a_senseless_document_is_refused(document: Any) -> None:
    with pytest.raises(MalformedError):
        OpenedEdition.read(document)
