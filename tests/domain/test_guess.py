"""What predictions aim at: people or attempts, all or perfect ones, of a round or the contest."""

from contest.domain.awards.guess import Sat, Turnout, sat, targets
from contest.domain.rules import Prediction
from contest.domain.sheets import HANDED_IN, Sheet
from tests.domain.builders import a_round, table

CROWD: tuple[dict[str, Sat], ...] = (
    {"vong-1": Sat(3, 2), "vong-2": Sat(1, 0)},
    {"vong-1": Sat(1, 0), "vong-2": Sat(2, 1)},
    {"vong-2": Sat(1, 1)},
    {"vong-1": Sat(0, 0)},
    {},
)
"""Three people with graded attempts; one whose attempts all lapsed; one who only registered."""


@table(
    "target scope unit number",
    ("entrants", "round", "people", 2, "people of the round"),
    ("entrants", "round", "attempts", 4, "attempts of the round"),
    ("entrants", "contest", "people", 3, "each person once over both rounds"),
    ("entrants", "contest", "attempts", 8, "attempts of both rounds"),
    ("perfect_scores", "round", "people", 1, "one person, twice all right"),
    ("perfect_scores", "round", "attempts", 2, "both times"),
    ("perfect_scores", "contest", "people", 3, "all right in either round"),
    ("perfect_scores", "contest", "attempts", 4, "all papers with all right"),
)
def test_the_true_number(target: str, scope: str, unit: str, number: int) -> None:
    """Of round 1, or of both."""
    asked = Prediction(target=target, scope=scope, unit=unit, question="Bao nhiêu?")
    rounds = [a_round(prediction=asked), a_round(id="vong-2")]
    turnout = Turnout()
    for each in CROWD:
        turnout.add(each)
    assert targets(rounds, turnout) == {"vong-1": number}


def test_an_attempt_is_perfect_with_every_question_right() -> None:
    """One short is not perfect."""
    sheet = Sheet(1, HANDED_IN, "e", "p", 1, None, "A")
    assert sat([(sheet, 20), (sheet, 19), (sheet, 20)], questions=20) == Sat(3, 2)
