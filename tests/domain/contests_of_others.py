"""Rules of contests that others have held (`rule_sets/`), and crowds to hold them with.

Each file says only what its source shows, and what a model cannot do without, marked (đặt tạm); the
rest is the small contest of the tests.
"""

import random
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml

from contest.content.sources import load_contest
from contest.domain.award_rules import CollectiveRanking
from contest.domain.awards.collective import Candidate, Placed, decide
from contest.domain.awards.guess import Turnout, sat, targets
from contest.domain.awards.mark import judged, mark
from contest.domain.awards.prizes import Handed, hand_out
from contest.domain.awards.ranking import Row, claim, rank
from contest.domain.rules import Contest, Level, Round, RoundKind
from contest.domain.sheets import HANDED_IN, Contender, EntrySheets, Sheet
from tests.content.workspace import SMALL
from tests.domain.ranked import CountA

FOLDER = Path(__file__).parent / "rule_sets"
NAMES = sorted(each.stem for each in FOLDER.glob("*.yaml"))


@cache
def rules_of(name: str) -> Contest:
    """The contest of a file, read as organizers' own rules are."""
    whole = _laid_over(_plain(SMALL / "contest.yaml"), _plain(FOLDER / f"{name}.yaml"))
    with TemporaryDirectory() as folder:
        text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
        Path(folder, "contest.yaml").write_text(text, encoding="utf-8")
        return load_contest(Path(folder))


def _plain(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def _laid_over(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The base with changes deep inside it; a list is taken as a whole."""
    merged = {
        key: _laid_over(base[key], value)
        if isinstance(value, dict) and isinstance(base.get(key), dict)
        else value
        for key, value in changes.items()
    }
    return {**base, **merged}


class Result(NamedTuple):
    """What a contest comes to."""

    targets: dict[str, int]
    tables: dict[str, list[Row]]
    handed: Handed

    def codes(self, ranking: str) -> list[str]:
        """Who stands in a table, from rank 1 on."""
        return [each.code for each in self.tables[ranking]]

    def winners(self, ranking: str) -> dict[str, str]:
        """Prizes by code."""
        return dict(self.handed.prizes[ranking])


def work_out(contest: Contest, people: Iterable[Contender]) -> Result:
    """From sheets to prizes, as a result is composed."""
    everybody, turnout = list(people), Turnout()
    rounds = {each.id: each for each in contest.rounds if each.kind is RoundKind.OFFICIAL}
    graded = {
        each.code: {name: judged(of, rounds[name], CountA()) for name, of in each.entries.items()}
        for each in everybody
    }
    for of in graded.values():
        turnout.add({name: sat(each, rounds[name].questions) for name, each in of.items()})
    aims, tables = targets(rounds.values(), turnout), {}
    for ranking in contest.awards.rankings:
        marks = (
            {
                name: mark(of, each.entries[name].started, rounds[name])
                for name, of in graded[each.code].items()
            }
            for each in everybody
        )
        claims = (
            claim(each, ranking, contest, {name: m for name, m in of.items() if m}, aims)
            for each, of in zip(everybody, marks, strict=True)
        )
        tables[ranking.id] = rank([each for each in claims if each], ranking, "1 2 3")
    return Result(aims, tables, hand_out(contest.awards, tables))


def a_sheet(rules: Round, wrong: int = 0, **changes: Any) -> Sheet:
    """A paper of the round in five minutes, all right but so many; `blank` so many of these."""
    blank = changes.pop("blank", 0)
    parts = ["A"] * (rules.questions - wrong) + ["B"] * (wrong - blank) + [""] * blank
    sheet = Sheet(1, HANDED_IN, "e", "p", 300_000, None, ",".join(parts), 0)
    return sheet._replace(**changes)


class Crowd:
    """People of one contest, put in by hand."""

    def __init__(self, name: str) -> None:
        self.contest = rules_of(name)
        self.people: dict[str, Contender] = {}

    def sits(
        self, code: str, round_id: str, *wrong: int, group: str = "official", **facts: Any
    ) -> None:
        """Somebody sits a round, once for each number of wrong answers."""
        rules = self.contest.round(round_id)
        assert rules is not None
        sheets = tuple(a_sheet(rules, each, number=n, **facts) for n, each in enumerate(wrong, 1))
        before = self.people.get(code, Contender(code, group=group, registered_ms=0))
        entries = {**before.entries, round_id: EntrySheets(len(sheets), sheets)}
        self.people[code] = Contender(code, entries, group=group, registered_ms=0)

    @property
    def result(self) -> Result:
        return work_out(self.contest, self.people.values())


def a_crowd(name: str, people: int = 60) -> Iterator[Contender]:
    """A seeded crowd that sits what it may, with so few different results that ties abound."""
    chance, contest = random.Random(name), rules_of(name)
    for n in range(people):
        group = chance.choice([each.id for each in contest.groups])
        entries = {
            each.id: _entry(each, chance)
            for each in contest.rounds
            if each.kind is RoundKind.OFFICIAL and (each.open_to is None or group in each.open_to)
        }
        yield Contender(f"P{n:02}", entries, group=group, registered_ms=chance.randrange(5))


def _entry(rules: Round, chance: random.Random) -> EntrySheets:
    count = chance.randint(1, rules.attempts.per_round)
    sheets = (
        a_sheet(
            rules,
            wrong=chance.randint(0, 2),
            number=n,
            duration_ms=chance.choice((90_000, 90_001, 95_000)),
            prediction=chance.choice((None, *range(20, 40))),
            submitted_ms=chance.randrange(5),
        )
        for n in range(1, count + 1)
    )
    return EntrySheets(count, tuple(sheets))


def an_agency(agency: str, **changes: Any) -> Candidate:
    """An agency of the province with 40 people; 20 of them took part, one won."""
    facts = (agency, agency, Level.PROVINCE, 40, 20, 0.5, True, 1, 15.0)
    return Candidate(*facts)._replace(**changes)


def awarded(name: str, award: str, *agencies: Candidate) -> dict[str, Placed]:
    """How agencies come off for one of a contest's collective prizes, best first."""
    (rules,) = (each for each in rules_of(name).awards.collective if each.id == award)
    assert isinstance(rules, CollectiveRanking)
    return {each.agency: each for each in decide(rules, agencies)}
