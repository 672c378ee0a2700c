"""Which rounds a result may tell of, and what is left of answers that no paper offers."""

from typing import Any

from contest.domain.closing import rounds_to_tell
from contest.domain.phase import Phase
from contest.domain.record.lawful import Lawful
from contest.domain.record.opened_edition import OpenedEdition
from tests.domain.builders import real_contest, table

SHARED = {"vong-1": "exam", "vong-2": "exam"}
APART = {"vong-1": "exam", "vong-2": "other"}


@table(
    "banks first second told wanted",
    (APART, "closed", "planned", (), ("vong-1",), "one is over, the other has its own questions"),
    (APART, "closed", "closed", (), ("vong-1", "vong-2"), "both are over"),
    (APART, "planned", "planned", (), "not_over", "nothing is over"),
    (APART, "grace", "planned", (), "not_over", "somebody may still be inside"),
    (APART, "open", "closed", (), ("vong-2",), "the later one may be over first"),
    (SHARED, "closed", "planned", (), "shared_bank", "its questions are still needed"),
    (SHARED, "closed", "grace", (), "shared_bank", "and until the last one is out"),
    (SHARED, "closed", "closed", (), ("vong-1", "vong-2"), "nobody needs them any more"),
    (SHARED, "published", "planned", ("vong-1",), ("vong-1",), "they are open already"),
    (APART, "open", "closed", ("vong-1",), "not_over", "one that was told is open again"),
    (APART, "corrected", "ranked", ("vong-1",), ("vong-1", "vong-2"), "it stays, one comes in"),
)
def test_rounds_of_a_result(
    banks: dict[str, str], first: str, second: str, told: tuple[str, ...], wanted: Any
) -> None:
    """All official rounds that are over, as long as no question is opened too early."""
    rules = real_contest()
    rounds = tuple(
        each.model_copy(update={"bank": banks.get(each.id, each.bank)}) for each in rules.rounds
    )
    phases = {"thi-thu": Phase.CLOSED, "vong-1": Phase(first), "vong-2": Phase(second)}
    contest = rules.model_copy(update={"rounds": rounds})
    assert rounds_to_tell(contest, phases, told) == wanted


def edition() -> OpenedEdition:
    """Two questions of four and of three options; the second may have several."""
    question = {"topic": "pci", "stem": "?", "explanation": "", "source": {}}
    return OpenedEdition.model_validate(
        {
            "edition": "e",
            "round": "vong-1",
            "salt": "",
            "questions": {
                "q1": question | {"type": "single", "options": list("abcd"), "right": [0]},
                "q2": question | {"type": "multiple", "options": list("abc"), "right": [0, 1]},
            },
            "papers": [{"paper": "p", "questions": [["q1", "0123"], ["q2", "012"]]}],
        }
    )


@table(
    "answers wanted",
    ("A,BC", "A,BC", "what the paper offers stays"),
    (",", ",", "blanks stay blank"),
    ("E,A", ",A", "there is no fifth option"),
    ("AB,A", ",A", "one option only"),
    ("D,ABC", "D,ABC", "all of them may be chosen where several may"),
    ("D,ABD", "D,", "not where one is none of the question's"),
)
def test_answers_no_paper_offers_are_left_out(answers: str, wanted: str) -> None:
    """Each question by itself; the others keep what was answered."""
    assert Lawful([edition()]).answers("e", "p", answers) == wanted


def test_papers_nobody_knows_are_left_as_they_are() -> None:
    """Whoever judges them says that they are not known."""
    lawful = Lawful([edition()])
    assert lawful.answers("other", "p", "H,H") == "H,H"
    assert lawful.answers("e", "other", "H,H") == "H,H"
