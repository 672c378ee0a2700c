"""A wrong key found afterwards: corrections give what a plain reckoning from the texts gives.

Fifty contests are held in which keys were wrong. The plain reckoning here knows no letters and no
judge: it looks at the texts somebody chose, and at the texts that are right.
"""

import hashlib
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, cached_property
from typing import Any

import pytest

from contest.domain.award_rules import Combine, Criterion, Ranking
from contest.domain.awards.judging import Action, Correction, unfit
from contest.domain.record.changes import changes, read_standings
from contest.domain.record.opened_edition import OpenedEdition
from contest.domain.rules import Counted, PredictionTarget, Round
from contest.domain.sheets import Sheet
from tests.held import Held, Person, hold
from tests.records import composed, publish

CONTESTS = range(50)
Texts = frozenset[str]
Right = Mapping[str, list[Texts] | None]
"""The sets of option texts that are right by question; None: whatever was chosen."""


@dataclass(frozen=True)
class Case:
    """A contest with wrong keys, the corrections, and what is right before and after them."""

    held: Held
    corrections: list[Correction]
    wrong: Right
    mended: Right


@cache
def case(seed: int) -> Case:
    """Plant two or three wrong keys, and correct them in different ways."""
    chance = random.Random(f"wrong keys {seed}")
    held = hold(seed, people=25)
    planted: dict[str, tuple[int, ...]] = {}
    for name in chance.sample(sorted(questions(held)), chance.randint(2, 3)):
        planted[name] = another_key(chance, questions(held)[name])
    editions = tuple(with_keys(each, planted) for each in held.editions)
    corrections = [a_correction(chance, name, questions(held)[name]) for name in planted]
    held = replace(held, editions=editions)
    wrong: Right = {name: [texts(each, each.right)] for name, each in questions(held).items()}
    mended = dict(wrong)
    for each in corrections:
        assert unfit(each, held.editions) is None
        mended[each.question] = corrected(each, questions(held)[each.question], mended)
    return Case(held, corrections, wrong, mended)


def questions(held: Held) -> dict[str, Any]:
    return {name: each for edition in held.editions for name, each in edition.questions.items()}


def texts(question: Any, options: Any) -> Texts:
    return frozenset(question.options[each] for each in options)


def another_key(chance: random.Random, question: Any) -> tuple[int, ...]:
    while True:
        many = len(question.right)
        options = tuple(sorted(chance.sample(range(len(question.options)), many)))
        if options != question.right:
            return options


def with_keys(edition: OpenedEdition, keys: Mapping[str, tuple[int, ...]]) -> OpenedEdition:
    mended = {
        name: each.model_copy(update={"right": keys.get(name, each.right)})
        for name, each in edition.questions.items()
    }
    return edition.model_copy(update={"questions": mended})


def a_correction(chance: random.Random, name: str, question: Any) -> Correction:
    """By the true key; or also that; or nothing of it counts."""
    action = chance.choice(list(Action))
    options = () if action is Action.VOID else tuple(question.right)
    return Correction(question=name, action=action, options=options, reason="Sai đáp án")


def corrected(correction: Correction, question: Any, before: Right) -> list[Texts] | None:
    if correction.action is Action.VOID:
        return None
    new = texts(question, correction.options)
    if correction.action is Action.KEY:
        return [new]
    as_well = [new] if question.type == "multiple" else [frozenset({each}) for each in new]
    return [*(before[correction.question] or []), *as_well]


# ---- the plain reckoning --------------------------------------------------------------------


@dataclass(frozen=True)
class Plain:
    """Works out all rankings with the right texts given."""

    held: Held
    right: Right

    def correct(self, sheet: Sheet, rules: Round) -> int:
        edition = next(each for each in self.held.editions if each.edition == sheet.edition)
        paper = next(each for each in edition.papers if each.paper == sheet.paper)
        answers = sheet.answers.split(",")
        if rules.attempts.answer_all and sheet.ended == "r" and not all(answers):
            return 0
        count = 0
        for (name, order), answer in zip(paper.questions, answers, strict=True):
            shown = [edition.questions[name].options[int(digit)] for digit in order]
            chosen = frozenset(shown[ord(letter) - ord("A")] for letter in answer)
            accepted = self.right[name]
            count += accepted is None or chosen in accepted
        return count

    def graded(self, person: Person, rules: Round) -> list[tuple[int, Sheet]]:
        entry = person.entries.get(rules.id)
        found = [each for each in (entry.sheets if entry else ()) if each.ended != "l"]
        return [(self.correct(each, rules), each) for each in found]

    def counting(self, person: Person, rules: Round) -> dict[str, Any] | None:
        """The attempt that counts in a round."""
        tried = self.graded(person, rules)
        if rules.attempts.counted is Counted.FIRST:
            tried = [each for each in tried if each[1].number == 1]
        elif rules.attempts.counted is Counted.LAST:
            tried = tried[-1:]
        else:
            tried.sort(key=lambda each: (-each[0], each[1].duration_ms, each[1].number))
        if not tried:
            return None
        correct, sheet = tried[0]
        aim = self.aims.get(rules.id)
        guessed = aim is not None and sheet.prediction is not None
        return {
            "correct": correct,
            "score": correct * rules.points_per_question,
            "duration": sheet.duration_ms,
            "attempts_used": person.entries[rules.id].started,
            "prediction": abs(sheet.prediction - aim) if guessed else None,
            "submitted_earlier": sheet.submitted_ms,
        }

    @cached_property
    def aims(self) -> dict[str, int]:
        return {each.id: self.aim(each) for each in self.held.rounds if each.prediction}

    def aim(self, rules: Round) -> int:
        """The true number that a round's prediction asks for."""
        asked = rules.prediction
        rounds = self.held.rounds if asked.scope == "contest" else (rules,)
        numbers = []
        for person in self.held.people:
            sheets = [
                correct == each.questions
                for each in rounds
                if person.out is None
                for correct, _sheet in self.graded(person, each)
            ]
            if asked.target is PredictionTarget.PERFECT_SCORES:
                sheets = [each for each in sheets if each]
            numbers.append(len(sheets))
        return sum(numbers) if asked.unit == "attempts" else sum(each > 0 for each in numbers)

    def combined(self, person: Person, ranking: Ranking) -> dict[str, Any] | None:
        rounds = [each for each in self.held.rounds if each.id in ranking.rounds]
        found = [each for rules in rounds if (each := self.counting(person, rules))]
        if not found:
            return None
        if ranking.combine is Combine.LAST_ROUND:
            return found[-1]
        if ranking.combine is Combine.BEST_ROUND or len(found) == 1:
            return min(found, key=lambda each: (-each["score"], each["duration"]))
        whole: dict[str, Any] = {}
        for name in found[0]:
            values = [each[name] for each in found]
            whole[name] = None if None in values else sum(values)
        return whole | {"submitted_earlier": max(each["submitted_earlier"] for each in found)}

    def order(self, ranking: Ranking) -> list[str]:
        """Codes from rank 1 on."""
        keyed = []
        for person in self.held.people:
            allowed = ranking.open_to is None or person.group in ranking.open_to
            worth = self.combined(person, ranking) if allowed and person.out is None else None
            if worth is not None:
                worth["registered_earlier"] = person.registered_at
                worth["lot"] = self.lot(ranking, person.code)
                key = [comparable(each, worth[each]) for each in ranking.tie_break]
                keyed.append(([*key, person.code], person.code))
        return [code for _key, code in sorted(keyed, key=lambda each: each[0])]

    def lot(self, ranking: Ranking, code: str) -> str:
        seed = f"{int(self.held.lot or 0)}./"
        return hashlib.sha256(f"{seed}\n{ranking.id}\n{code}".encode()).hexdigest()

    def places(self) -> dict[str, dict[str, tuple[int, str | None]]]:
        """Rank and prize of everybody, by ranking and code."""
        awards, won = self.held.contest.awards, set()
        found: dict[str, dict[str, tuple[int, str | None]]] = {}
        for ranking in awards.rankings:
            prizes = [each.name for each in ranking.prizes for _ in range(each.count)]
            table = found.setdefault(ranking.id, {})
            for rank, code in enumerate(self.order(ranking), start=1):
                wins = prizes and not (awards.one_prize_per_person and code in won)
                table[code] = (rank, prizes.pop(0) if wins else None)
            won |= {code for code, (_rank, prize) in table.items() if prize}
        return found


def comparable(criterion: Criterion, value: Any) -> Any:
    if criterion in (Criterion.CORRECT, Criterion.SCORE):
        return -value
    return (value is None, value or 0) if criterion is Criterion.PREDICTION else value


# ---- what corrections give ------------------------------------------------------------------


def every_case() -> Any:
    return pytest.mark.parametrize("seed", CONTESTS)


def as_of(held: Held) -> Any:
    return held.rounds[-1].closes_at + timedelta(days=3)


@every_case()
def test_a_regrade_is_what_a_plain_reckoning_gives(seed: int) -> None:
    """Before and after: ranks and prizes of everybody, in every ranking."""
    it = case(seed)
    before = composed(it.held, [], as_of(it.held)).standings
    after = composed(it.held, it.corrections, as_of(it.held)).standings
    assert before.rankings == Plain(it.held, it.wrong).places()
    assert after.rankings == Plain(it.held, it.mended).places()


@every_case()
def test_changes_list_exactly_who_moved(seed: int) -> None:
    it = case(seed)
    old, new = Plain(it.held, it.wrong).places(), Plain(it.held, it.mended).places()
    before = composed(it.held, [], as_of(it.held)).standings
    found = changes(before, composed(it.held, it.corrections, as_of(it.held)).standings)
    assert set(found.ranks) == set(differing(old, new, 0))
    assert set(found.prizes) == set(differing(old, new, 1))
    assert found.moved == len(found.ranks)


def differing(old: Any, new: Any, at: int) -> Iterator[tuple[str, str, Any, Any]]:
    nothing = (None, None)
    for ranking in old:
        for code in old[ranking].keys() | new[ranking].keys():
            was = old[ranking].get(code, nothing)[at]
            now = new[ranking].get(code, nothing)[at]
            if was != now:
                yield (ranking, code, was, now)


def test_some_of_these_corrections_move_somebody() -> None:
    """The contests are worth holding: in most of them, prizes change hands."""
    moved = [
        seed
        for seed in CONTESTS
        if Plain(case(seed).held, case(seed).wrong).places()
        != Plain(case(seed).held, case(seed).mended).places()
    ]
    assert len(moved) > len(CONTESTS) * 3 // 4


@pytest.mark.parametrize("seed", range(5))
def test_what_is_published_tells_the_same(seed: int) -> None:
    """The second result's files say who moved since the first, and why."""
    it = case(seed)
    record = publish(it.held, results=2, corrections=it.corrections)
    told = json.loads(record.files["2/thay-doi.json"])
    old, new = (read(record.files, number) for number in (1, 2))
    assert told == changes(old, new).document(1, "Điều chỉnh lần 1")
    assert new.rankings == Plain(it.held, it.mended).places()
    manifest = json.loads(record.files["2/ho-so.json"])
    assert manifest["corrections"] == [each.model_dump(mode="json") for each in it.corrections]
    assert record.files["1/the-le.json"] == record.files["2/the-le.json"]


def read(files: Mapping[str, bytes], number: int) -> Any:
    shards = (
        json.loads(data) for path, data in files.items() if path.startswith(f"{number}/xep-hang/")
    )
    return read_standings(shards, json.loads(files[f"{number}/ket-qua.json"]))
