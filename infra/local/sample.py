"""Sample people for the demo (SAMPLE=500): plainly invented, so that the console has what to show.

They register, are nominated and sit the official rounds that have opened, at hours spread over the
days before the demo's own moment. Nobody of that name and number exists: the names count, the
numbers are of a province that there is not (999).
"""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from contest.domain.agency import Agency
from contest.domain.attempt import ClosedAttempt, State, begin
from contest.domain.grading import QuestionKey, grade, write_answers
from contest.domain.identity import candidate_code, contestant_key, device_mark, read_national_id
from contest.domain.participation import Post
from contest.domain.phase import allot
from contest.domain.privacy import personal_key
from contest.domain.rules import Contest, Round, RoundKind
from contest.store.dossiers import Dossiers
from contest.store.entries import Entrant, Entries
from contest.store.histories import roster_text
from contest.store.lists import Listed, Lists, sort_key
from contest.store.people import People, Profile
from contest.store.publication import Publication
from contest.store.secrets import SecretsFile
from contest.store.table import Table

_FIRST = ("Mẫu", "Thử", "Ví Dụ", "Giả Định", "Minh Họa")
_COUNT = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")
_BORN = date(1985, 1, 1)
_REGISTERS, _STARTS, _LEFT = 0.8, 0.9, 0.1
_KNOWS = (0.7, 0.85, 0.97)
"""How surely a question is answered right, by people who know little, much, nearly all."""
_BEFORE_CLOSE = timedelta(minutes=25)


class Invented(NamedTuple):
    """Somebody who does not exist."""

    number: int
    name: str
    post: Post

    @property
    def national_id(self) -> str:
        """Twelve digits of a province that there is not."""
        return f"999085{self.number:06}"


class Sample:
    """Puts invented people into a table; chance is seeded, so each demo shows the same."""

    def __init__(self, table: Table, secrets: SecretsFile, now: datetime) -> None:
        pepper, profile_secret = secrets.get("identity-pepper", "profile-key")
        self._pepper, self._now = pepper, now
        key = personal_key(profile_secret)
        self._people, self._entries = People(table, key), Entries(table)
        self._rosters = Lists(Dossiers(table, key), sort_key("roster"))
        self._publication = Publication(table)
        self._chance = random.Random(2023)  # noqa: S311 - a sample, no secret

    def put(self, size: int, say: Callable[[str], None]) -> None:
        """So many people: all nominated, most registered, many of them done."""
        contest, agencies = self._publication.contest(), self._publication.agencies()
        people = list(self._invent(contest, list(agencies.values()), size))
        before = self._opened(contest) - timedelta(days=3)
        rows = [self._listed(each) for each in people if each.post.agency]
        for done, _ in enumerate(self._rosters.add(rows, "sample", before), 1):
            if done % 200 == 0:
                say(f"Danh sách mẫu: {done}/{len(rows)}")
        for done, each in enumerate(people, 1):
            if self._chance.random() < _REGISTERS:
                self._sit(each, contest)
            if done % 200 == 0:
                say(f"Người dự thi mẫu: {done}/{size}")

    def _invent(self, contest: Contest, agencies: list[Agency], size: int) -> Iterator[Invented]:
        groups = [each for each in contest.groups if each.levels]
        for number in range(1, size + 1):
            agency = agencies[int(self._chance.random() ** 2 * len(agencies))]
            fitting = [each.id for each in groups if agency.level in each.levels]
            words = (_COUNT[int(digit) - 1] for digit in str(number))
            name = f"{_FIRST[number % len(_FIRST)]} {' '.join(words)}"
            yield Invented(number, name, Post(agency.id, self._chance.choice(fitting)))

    def _listed(self, each: Invented) -> Listed:
        personal = {"full_name": each.name, "position": "Số liệu mẫu"}
        return Listed(each.number, self._key(each), roster_text(each.post), personal)

    def _key(self, each: Invented) -> str:
        identity = read_national_id(each.national_id)
        if identity is None:
            raise ValueError(each.national_id)
        return contestant_key(self._pepper, identity)

    def _sit(self, each: Invented, contest: Contest) -> None:
        rounds = [r for r in contest.rounds if r.kind is RoundKind.OFFICIAL]
        opened = [r for r in rounds if r.opens_at <= self._now]
        began = [self._began(rules) for rules in opened]
        before = min([*began, self._now])
        who = self._register(each, before - timedelta(minutes=self._chance.randrange(5, 2000)))
        knows = self._chance.choice(_KNOWS)
        for rules, moment in zip(opened, began, strict=True):
            if self._chance.random() < _STARTS:
                self._hand_in(who, rules, moment, knows)

    def _began(self, rules: Round) -> datetime:
        """A moment at which the round was open, long enough before its end."""
        until = min(self._now - timedelta(hours=2), rules.closes_at - _BEFORE_CLOSE)
        passed = max((until - rules.opens_at).total_seconds(), 60)
        return rules.opens_at + timedelta(seconds=int(self._chance.random() * passed))

    def _register(self, each: Invented, at: datetime) -> Entrant:
        key = self._key(each)
        code = candidate_code(self._pepper, key)  # type: ignore[arg-type]
        profile = Profile(
            code=code,
            full_name=each.name,
            birth_date=_BORN,
            phone="0900000000",
            agency=each.post.agency,
            group=each.post.group,
            commune=None,
            email=None,
            position="Số liệu mẫu",
            consent="sample",
            registered_at=at,
        )
        self._people.register(key, profile)
        return Entrant(key, code, each.post.agency, each.post.group, at)

    def _hand_in(self, who: Entrant, rules: Round, began: datetime, knows: float) -> None:
        edition = self._publication.current_edition(rules.id)
        paper = self._chance.choice(self._publication.papers(edition).papers)
        attempt = begin(edition, allot(rules, began), device_mark(who.code * 2))
        begun = self._entries.start(who, rules.id, attempt, rules.attempts)
        took = timedelta(seconds=self._chance.randrange(180, 1190))
        key = self._publication.paper_key(edition, paper)
        answers = tuple(self._answer(question, knows) for question in key)
        closed = ClosedAttempt(
            number=1,
            edition=edition,
            paper=paper,
            started_at=began,
            deadline=attempt.deadline,
            submitted_at=began + took,
            state=State.SUBMITTED,
            answers=write_answers(answers),
            grade=grade(key, answers, rules.points_per_question),
        )
        if begun is not None and self._chance.random() > _LEFT:
            self._entries.submit(who.key, rules.id, closed)

    def _answer(self, question: QuestionKey, knows: float) -> frozenset[str]:
        wrong = frozenset("ABCDEFGH"[: question.options]) - question.right
        return question.right if self._chance.random() < knows else frozenset(sorted(wrong)[:1])

    def _opened(self, contest: Contest) -> datetime:
        return min(each.opens_at for each in contest.rounds)
