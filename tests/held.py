"""Contests that have been held, at random: people plainly invented, and the sheets they left.

    held = hold(seed=7, people=30)      # the same each time

`tests.records` makes public records of them.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contest.domain.agency import Agency
from contest.domain.attempt import ClosedAttempt, State
from contest.domain.figures import Province
from contest.domain.grading import Grade
from contest.domain.identity import ContestantKey, candidate_code
from contest.domain.paper import LETTERS
from contest.domain.participation import Held as HeldPost
from contest.domain.participation import PersonFacts, Post, Ruling, Taken
from contest.domain.phase import milliseconds, moment
from contest.domain.quota import Headcounts, Recount
from contest.domain.record.opened_edition import OpenedEdition, OpenedQuestion
from contest.domain.rules import Contest, Level, Round, RoundKind
from contest.domain.sheets import HANDED_IN, LAPSED, RAN_OUT, Contender, EntrySheets, Sheet
from tests.domain.builders import PEPPER, an_agency
from tests.random_rules import FIRST_DAY, a_random_bank, a_random_contest, an_edition

GROUPS = ("leader", "official", "one_stop", "staff")
STATES = {HANDED_IN: State.SUBMITTED, RAN_OUT: State.RAN_OUT, LAPSED: State.LAPSED}
FAMILY, MIDDLE = ("Nguyễn", "Trần", "Lê", "Phạm"), ("Thị", "Văn", "Mẫu")
GIVEN = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu")


@dataclass(frozen=True)
class Person:
    """One contestant as the table would tell of them."""

    key: str
    code: str
    name: str
    registered_at: datetime
    agency: str | None
    group: str
    out: str | None
    entries: Mapping[str, EntrySheets]

    def contender(self) -> Contender:
        """What a result is composed from."""
        registered = milliseconds(self.registered_at)
        return Contender(self.code, self.entries, self.out, self.group, self.agency, registered)

    def facts(self) -> PersonFacts:
        """What figures are counted from."""
        ruled = (Ruling(self.registered_at, True, "lý do"),)
        return PersonFacts(
            self.key,
            self.code,
            self.registered_at,
            posts=(HeldPost(self.registered_at, Post(self.agency, self.group)),),
            exclusions=ruled if self.out == "excluded" else (),
            disqualifications=ruled if self.out == "disqualified" else (),
            attempts=tuple(
                _taken(round_id, sheet)
                for round_id, entry in self.entries.items()
                for sheet in entry.sheets
            ),
        )

    def closed(self, round_id: str, sheet: Sheet, grade: Grade | None) -> ClosedAttempt:
        """One of their attempts, as receipts are written from."""
        ended = _ended(sheet)
        return ClosedAttempt(
            number=sheet.number,
            edition=sheet.edition,
            paper=sheet.paper,
            started_at=ended - timedelta(milliseconds=sheet.duration_ms),
            deadline=ended,
            submitted_at=ended,
            state=STATES[sheet.ended],
            answers=sheet.answers,
            grade=grade,
        )


def _ended(sheet: Sheet) -> datetime:
    assert sheet.submitted_ms is not None
    return moment(sheet.submitted_ms)


def _taken(round_id: str, sheet: Sheet) -> Taken:
    ended = _ended(sheet)
    began = ended - timedelta(milliseconds=sheet.duration_ms)
    return Taken(round_id, sheet.number, began, ended, STATES[sheet.ended])


@dataclass(frozen=True)
class Held:
    """A contest whose official rounds are over."""

    contest: Contest
    agencies: tuple[Agency, ...]
    headcounts: Headcounts
    editions: tuple[OpenedEdition, ...]
    people: tuple[Person, ...]
    lot: str | None

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The official rounds."""
        return tuple(each for each in self.contest.rounds if each.kind is RoundKind.OFFICIAL)

    def province(self, as_of: datetime) -> Province:
        """The figures of participation."""
        counting = Recount(self.contest, self.agencies, self.headcounts, as_of)
        for each in self.people:
            counting.add(each.facts())
        return counting.figures()


def hold(seed: int, *, people: int = 30, rounds: int | None = None) -> Held:
    """Hold a contest of one to three official rounds with so many people."""
    chance = random.Random(seed)
    contest = a_random_contest(chance, rounds or chance.randint(1, 3))
    agencies = _agencies()
    official = [each for each in contest.rounds if each.kind is RoundKind.OFFICIAL]
    editions = [each for rules in official for each in _editions(chance, rules)]
    coming = _Coming(chance, official, editions, agencies)
    return Held(
        contest,
        agencies,
        _headcounts(chance, agencies),
        tuple(editions),
        tuple(coming.person(number) for number in range(people)),
        str(chance.randrange(10**6)) if contest.awards.lot else None,
    )


def _agencies() -> tuple[Agency, ...]:
    places = [
        ("so-mot", Level.PROVINCE, None),
        ("so-hai", Level.PROVINCE, None),
        ("huyen-mot", Level.DISTRICT, None),
        ("xa-mot", Level.COMMUNE, "huyen-mot"),
        ("xa-hai", Level.COMMUNE, "huyen-mot"),
    ]
    return tuple(an_agency(*each) for each in places)


def _headcounts(chance: random.Random, agencies: Sequence[Agency]) -> Headcounts:
    counts = {
        each.id: {
            group: chance.choice((2, 4, 9, 30)) if chance.random() < 0.95 else None
            for group in GROUPS
        }
        for each in agencies
        if chance.random() < 0.9
    }
    return Headcounts(FIRST_DAY - timedelta(days=9), "biên chế", counts)


def _editions(chance: random.Random, rules: Round) -> list[OpenedEdition]:
    """One edition, or two of which the second has a question mended."""
    bank = a_random_bank(chance, f"{rules.id}-cau")
    made = [an_edition(rules, bank, b"draw")]
    if chance.random() < 0.3:
        mended = [each.question.model_copy(update={"stem": "Câu đã sửa?"}) for each in bank[:1]]
        made.append(an_edition(rules, (replace(bank[0], question=mended[0]), *bank[1:]), b"draw"))
    return made


@dataclass(frozen=True)
class _Coming:
    """People coming to a contest: who they are, and what they do in it."""

    chance: random.Random
    rounds: Sequence[Round]
    editions: Sequence[OpenedEdition]
    agencies: Sequence[Agency]

    def person(self, number: int) -> Person:
        """One more, who sits some of the rounds."""
        chance = self.chance
        key = ContestantKey(f"key-{number}")
        agency = chance.choice([None, *self.agencies])
        skill = chance.choice((0.3, 0.7, 0.95, 1.0))
        return Person(
            key=key,
            code=candidate_code(PEPPER, key),
            name=" ".join(chance.choice(each) for each in (FAMILY, MIDDLE, GIVEN)),
            registered_at=FIRST_DAY - timedelta(seconds=chance.randrange(4)),
            agency=agency.id if agency else None,
            group=chance.choice(GROUPS) if agency else "citizen",
            out=chance.choices((None, "disqualified", "excluded"), (30, 1, 1))[0],
            entries={
                each.id: self._entry(each, skill) for each in self.rounds if chance.random() < 0.85
            },
        )

    def _entry(self, rules: Round, skill: float) -> EntrySheets:
        started = self.chance.randint(1, 3)
        sheets = (self._sheet(rules, number, skill) for number in range(1, started + 1))
        return EntrySheets(started, tuple(sheets))

    def _sheet(self, rules: Round, number: int, skill: float) -> Sheet:
        """Few durations and moments, so that many tie."""
        chance = self.chance
        ended = chance.choices((HANDED_IN, RAN_OUT, LAPSED), (8, 1, 1))[0]
        edition = chance.choice([each for each in self.editions if each.round == rules.id])
        paper = chance.choice(edition.papers).paper if ended != LAPSED else ""
        submitted = rules.opens_at + timedelta(days=number, seconds=chance.randrange(3))
        return Sheet(
            number,
            ended,
            edition.edition,
            paper,
            chance.choice((60_000, 61_000, 90_500, 300_001)),
            chance.randrange(30) if rules.prediction and paper and chance.random() < 0.9 else None,
            self._answers(edition, paper, skill, blanks=ended == RAN_OUT) if paper else "",
            milliseconds(submitted),
        )

    def _answers(self, edition: OpenedEdition, paper: str, skill: float, *, blanks: bool) -> str:
        return ",".join(
            self._answer(edition.questions[question], order, skill, blank=blanks)
            for question, order in edition.orders[paper]
        )

    def _answer(self, question: OpenedQuestion, order: str, skill: float, *, blank: bool) -> str:
        if blank and self.chance.random() < 0.2:
            return ""
        letters = {int(digit): letter for digit, letter in zip(order, LETTERS, strict=False)}
        if self.chance.random() < skill:
            return "".join(sorted(letters[each] for each in question.right))
        many = self.chance.randint(1, 2) if question.multiple else 1
        return "".join(sorted(self.chance.sample(sorted(letters.values()), many)))
