"""Contests at random, within what rules allow: rounds, banks, papers, chains, prizes.

rules = a_random_contest(random.Random(7), rounds=2)
edition = an_edition(rules.rounds[1], a_random_bank(random.Random(7)), b"draw")
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from contest.domain.award_rules import (
    Awards,
    CollectiveCriterion,
    CollectiveRanking,
    Combine,
    Criterion,
    Prize,
    Ranking,
    Step,
)
from contest.domain.bank import Bank, BankQuestion
from contest.domain.paper import compose
from contest.domain.record.opened_edition import OpenedEdition, opened_edition
from contest.domain.rules import (
    Contest,
    Counted,
    Level,
    Prediction,
    PredictionTarget,
    Round,
    WinnerNames,
)
from contest.domain.sealing import edition_salt, seal_edition
from tests.domain.builders import MASTER, a_question, a_round, at, line, options, real_contest

FIRST_DAY = at("2023-11-07 08:00")
TOPIC = "the-che"
QUESTIONS, BANK = 6, 9
"""Questions of a paper, and of the bank they are drawn from."""
DECISIVE = (Criterion.CORRECT, Criterion.SCORE)
FURTHER = (
    Criterion.DURATION, Criterion.ATTEMPTS_USED, Criterion.PREDICTION,
    Criterion.SUBMITTED_EARLIER, Criterion.REGISTERED_EARLIER, Criterion.LOT,
)  # fmt: skip


def a_random_contest(chance: random.Random, rounds: int) -> Contest:
    """The contest of 2023 with so many official rounds, and with rounds and awards otherwise."""
    contest = real_contest()
    rehearsal = contest.rounds[0]
    official = [_round(chance, number) for number in range(1, rounds + 1)]
    changes = {
        "rounds": (rehearsal, *official),
        "awards": _awards(chance, official),
        "privacy": _changed(contest.privacy, winners=chance.choice(list(WinnerNames))),
        "participation": _changed(contest.participation, smallest_cell=chance.choice((2, 3, 5))),
    }
    return _changed(contest, **changes)


def _changed(rules: Any, **changes: Any) -> Any:
    return rules.model_copy(update=changes)


def _round(chance: random.Random, number: int) -> Round:
    opens = FIRST_DAY + timedelta(days=10 * (number - 1))
    return a_round(
        id=f"vong-{number}",
        title=f"Vòng {number}",
        opens_at=opens,
        closes_at=opens + timedelta(days=7),
        bank="exam",
        blueprint=(line(TOPIC, QUESTIONS),),
        papers=chance.randint(1, 4),
        points_per_question=chance.choice((1, 1, 5)),
        prediction=_prediction(chance) if chance.random() < 0.6 else None,
        score_shown=chance.choice(("at_once", "after_close")),
        attempts={
            "per_round": 3,
            "counted": chance.choice(list(Counted)),
            "answer_all": chance.random() < 0.2,
        },
    )


def _prediction(chance: random.Random) -> Prediction:
    return Prediction(
        target=chance.choice(list(PredictionTarget)),
        scope=chance.choice(("round", "contest")),
        unit=chance.choice(("people", "attempts")),
        question="Bao nhiêu?",
    )


def _awards(chance: random.Random, rounds: list[Round]) -> Awards:
    rankings = tuple(_rankings(chance, rounds))
    drawn = any(Criterion.LOT in each.tie_break for each in rankings)
    lot = {"source": "Giải Đặc biệt xổ số của một tỉnh", "drawn_on": "2023-12-25"}
    return Awards.model_validate(
        {
            "one_prize_per_person": chance.random() < 0.5,
            "lot": lot if drawn else None,
            "rankings": rankings,
            "collective": tuple(_collective(chance)),
        }
    )


def _rankings(chance: random.Random, rounds: list[Round]) -> Iterator[Ranking]:
    """One over all rounds, and now and then one of a single round or for some groups."""
    guessed = all(each.prediction for each in rounds)
    yield _ranking(chance, "ca-nhan", [each.id for each in rounds], guessed)
    if chance.random() < 0.5:
        one = chance.choice(rounds)
        yield _ranking(chance, "mot-vong", [one.id], one.prediction is not None)
    if chance.random() < 0.4:
        some = _ranking(chance, "can-bo", [each.id for each in rounds], guessed)
        yield _changed(some, open_to=("leader", "official"))


def _ranking(chance: random.Random, name: str, rounds: list[str], guessed: bool) -> Ranking:
    further = [each for each in FURTHER if guessed or each is not Criterion.PREDICTION]
    chain = [chance.choice(DECISIVE), *chance.sample(further, chance.randint(0, 4))]
    return Ranking(
        id=name,
        title=f"Bảng {name}",
        rounds=tuple(rounds),
        combine=chance.choice(list(Combine)),
        tie_break=tuple(chain),
        prizes=(Prize(name="Giải Nhất", count=1), Prize(name="Giải Nhì", count=2)),
    )


def _collective(chance: random.Random) -> Iterator[CollectiveRanking]:
    kinds = list(CollectiveCriterion)
    for level in (Level.PROVINCE, Level.COMMUNE):
        yield CollectiveRanking(
            id=f"tap-the-{level}",
            title=f"Giải tập thể {level}",
            levels=(level,),
            required=tuple(chance.sample(kinds[:2], chance.randint(0, 1))),
            least_participation=_ladder(chance),
            ranked_by=tuple(chance.sample(kinds[2:], chance.randint(1, 3))),
            prizes=(Prize(name="Giải tập thể", count=chance.randint(1, 2)),),
        )


def _ladder(chance: random.Random) -> tuple[Step, ...]:
    if chance.random() < 0.5:
        return ()
    return (Step(below=30, percent=40), Step(below=None, percent=10))


def a_random_bank(chance: random.Random, prefix: str = "cau") -> Bank:
    """Questions of all kinds with two to five options."""
    questions = (_question(chance, f"{prefix}-{number}") for number in range(1, BANK + 1))
    return tuple(BankQuestion(TOPIC, each) for each in questions)


def _question(chance: random.Random, name: str) -> Any:
    kind = chance.choice(("single", "single", "multiple", "true_false"))
    if kind == "true_false":
        return a_question(id=name, type=kind, right=chance.random() < 0.5)
    count = chance.randint(3, 5)
    right = chance.sample(range(count), 2 if kind == "multiple" else 1)
    texts = [f"{'*' if n in right else ''}Phương án {n} của {name}" for n in range(count)]
    return a_question(id=name, type=kind, stem=f"Câu hỏi {name}?", options=options(*texts))


def an_edition(rules: Round, bank: Bank, draw: bytes) -> OpenedEdition:
    """An edition of the round as the build would make it, opened."""
    papers = compose(bank, rules, draw)
    edition = seal_edition(rules, papers, MASTER).edition
    return opened_edition(edition, papers, bank, edition_salt(MASTER, rules.id))
