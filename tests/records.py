"""Public records at random: small, complete and honest, written as the clerk writes them.

    made = a_record(tmp_path, seed=7)                # files under tmp_path / "ho-so"
    made = a_record(None, seed=7, results=2)         # in memory only: `made.files`

The same seed gives the same bytes. Keys are of tests only; all people are invented.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from contest.domain.awards.judging import Action, Correction, Judge
from contest.domain.grading import Grade
from contest.domain.keys import EXAM, RECEIPT, RESULT, SESSION, SigningKey, public_jwk, signing_key
from contest.domain.receipt import write as write_receipt
from contest.domain.record import commitment
from contest.domain.record import documents as record_documents
from contest.domain.record import seals as result_seal
from contest.domain.record.commitment import Commitment, CommitmentKind, Grounds, Lists
from contest.domain.record.composer import Composer
from contest.domain.record.composition import Basis, Composition
from contest.domain.record.files import Disclosed, Issue, files
from contest.domain.record.opened_edition import OpenedEdition
from contest.domain.record.seals import Published, Sealing
from contest.domain.record.sheet_rows import rows_digest, write_row
from contest.domain.rules import Round
from contest.domain.seal import base64url, canonical
from tests.held import Held, Person, hold

SECRET = b"a secret of tests, never of a contest"
FIRST_RESULT = timedelta(days=3)
"""So long after the last round has closed."""


@cache
def a_key(kind: Any) -> SigningKey:
    """The key of tests for a kind of token."""
    return signing_key(SECRET, kind)


@cache
def key_set() -> Mapping[str, Any]:
    """`khoa.json`."""
    return {"keys": [public_jwk(a_key(kind)) for kind in (SESSION, EXAM, RECEIPT, RESULT)]}


@dataclass
class Made:
    """A record, and all that was known to whoever made it."""

    held: Held
    files: dict[str, bytes]
    """By path under `ho-so/`."""
    receipts: dict[str, list[str]]
    """Of some people, by candidate code."""
    compositions: list[Composition] = field(default_factory=list)
    """One for each result."""
    results: list[Published] = field(default_factory=list)

    @property
    def all_receipts(self) -> list[str]:
        """The receipts of everybody who has one."""
        return [each for receipts in self.receipts.values() for each in receipts]


def a_record(
    folder: Path | None,
    seed: int,
    *,
    people: int = 30,
    results: int = 1,
    rounds: int | None = None,
    corrections: Sequence[Correction] | None = None,
) -> Made:
    """Hold a contest and publish so many results; from the second on with corrections.

    `corrections` are those of the last result instead of random ones.
    """
    held = hold(seed, people=people, rounds=rounds)
    return publish(held, folder, seed, results=results, corrections=corrections)


def publish(
    held: Held,
    folder: Path | None = None,
    seed: int = 0,
    *,
    results: int = 1,
    corrections: Sequence[Correction] | None = None,
) -> Made:
    """Publish so many results of a contest that has been held."""
    chance = random.Random(f"record {seed}")
    made = Made(held, {}, _receipts(held, chance))
    writing = _Writing(held, made, chance)
    writing.commit()
    for number in range(1, results + 1):
        last = corrections if number == results else None
        writing.issue(number, last)
    if folder is not None:
        for path, data in made.files.items():
            target = folder / "ho-so" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return made


@dataclass
class _Writing:
    """A record being written."""

    held: Held
    made: Made
    chance: random.Random
    log: list[Commitment] = field(default_factory=list)
    contents: dict[int, dict[str, Any]] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)

    @property
    def contest_id(self) -> str:
        return self.held.contest.contest.id

    def commit(self) -> None:
        """What the contest committed itself to, round after round."""
        for rules in self.held.rounds:
            self._commit_opening(rules)
            self._commit_close(rules)
        log = commitment.log(self.contest_id, self.log)
        self.made.files["cam-ket.json"] = canonical(log)

    def _commit_opening(self, rules: Round) -> None:
        """Once before the round opens, sometimes twice; once more for an edition mended since."""
        editions = [each for each in self.held.editions if each.round == rules.id]
        moments = [rules.opens_at - timedelta(hours=8), rules.opens_at + timedelta(hours=8)]
        opened = list(zip(moments, editions, strict=False))
        if self.chance.random() < 0.3:
            opened.insert(0, (rules.opens_at - timedelta(hours=9), editions[0]))
        for moment, edition in opened:
            self._append(CommitmentKind.OPEN, rules, moment, self._opening(rules, edition))

    def _opening(self, rules: Round, edition: OpenedEdition) -> dict[str, Any]:
        grounds = Grounds(
            rules=canonical(record_documents.rules_document(self.held.contest)),
            keys=canonical(key_set()),
            agencies=canonical(record_documents.agencies_document(self.held.agencies)),
            headcounts=canonical(record_documents.headcounts_document(self.held.headcounts)),
        )
        self.documents |= grounds.by_digest()
        excluded = [each.key for each in self.held.people if each.out == "excluded"]
        roster = [each.key for each in self.held.people if each.agency]
        salt = base64url(self.chance.randbytes(32))
        lists = Lists(roster, excluded)
        return commitment.opening(salt, self.contest_id, rules, edition, grounds, lists)

    def _commit_close(self, rules: Round) -> None:
        rows = sorted(
            write_row(each.code, each.entries[rules.id])
            for each in self.held.people
            if rules.id in each.entries
        )
        salt = base64url(self.chance.randbytes(32))
        digest = rows_digest(rows)
        content = commitment.closing(salt, self.contest_id, rules.id, len(rows), digest)
        moment = rules.closes_at + timedelta(hours=1)
        self._append(CommitmentKind.CLOSE, rules, moment, content)

    def _append(
        self, kind: CommitmentKind, rules: Round, moment: datetime, content: dict[str, Any]
    ) -> None:
        digest = commitment.content_digest(content)
        entry = commitment.append(self.log, kind, rules.id, moment, digest)
        self.log.append(entry)
        self.contents[entry.number] = content

    def issue(self, number: int, corrections: Sequence[Correction] | None) -> None:
        """Work a result out and publish it."""
        if number > 1 and corrections is None:
            self.corrections.append(a_correction(self.chance, self.held.editions))
        elif corrections is not None:
            self.corrections = list(corrections)
        at = self.held.rounds[-1].closes_at + FIRST_RESULT * number
        before = self.made.compositions[-1].standings if number > 1 else None
        composition = composed(self.held, self.corrections, at - timedelta(hours=2))
        issue = Issue(
            number=number,
            at=at,
            keys=key_set(),
            name_of={each.code: each.name for each in self.held.people}.__getitem__,
            reason="" if number == 1 else f"Điều chỉnh lần {number - 1}",
            previous=result_seal.last_manifest(self.made.results),
            before=before,
            disclosed=Disclosed(self.log, self.contents, self.documents),
        )
        for path, data in files(composition, issue):
            assert self.made.files.setdefault(path, data) == data, path
        self._seal(issue)
        self.made.compositions.append(composition)

    def _seal(self, issue: Issue) -> None:
        manifest = commitment.sha256(self.made.files[f"{issue.number}/ho-so.json"])
        chain = commitment.tip(self.log)
        sealing = Sealing(self.contest_id, issue.at, chain, a_key(RESULT))
        results = self.made.results
        results.append(result_seal.seal_result(results, manifest, issue.reason, sealing))
        self.made.files["muc-luc.json"] = canonical(result_seal.index(self.contest_id, results))


def composed(
    held: Held, corrections: Sequence[Correction], as_of: datetime, **changes: Any
) -> Composition:
    """The result of a contest as of a moment, with all its official rounds."""
    facts: dict[str, Any] = {
        "contest": held.contest,
        "rounds": tuple(each.id for each in held.rounds),
        "agencies": held.agencies,
        "headcounts": held.headcounts,
        "editions": held.editions,
        "corrections": tuple(corrections),
        "lot": held.lot,
    }
    composer = Composer(Basis(**{**facts, **changes}))
    for each in held.people:
        composer.add(each.contender())
    return composer.compose(held.province(as_of))


def a_correction(chance: random.Random, editions: Sequence[OpenedEdition]) -> Correction:
    """A correction that makes sense, of a question that somebody may have had."""
    edition = chance.choice(editions)
    name = chance.choice(sorted(edition.questions))
    question = edition.questions[name]
    action = chance.choice(list(Action))
    many = chance.randint(1, 2) if question.multiple else 1
    options = sorted(chance.sample(range(len(question.options)), many))
    chosen = () if action is Action.VOID else tuple(options)
    return Correction(question=name, action=action, options=chosen, reason="Đáp án chưa đúng")


def _receipts(held: Held, chance: random.Random) -> dict[str, list[str]]:
    """Receipts of about a third of all people, for every attempt of theirs that was graded."""
    judge = Judge(held.editions)
    return {
        each.code: [receipt for rules in held.rounds for receipt in _of(each, held, rules, judge)]
        for each in held.people
        if chance.random() < 0.3
    }


def _of(person: Person, held: Held, rules: Round, judge: Judge) -> list[str]:
    entry = person.entries.get(rules.id)
    return [
        write_receipt(
            person.closed(rules.id, sheet, _grade(sheet, rules, judge)),
            person.code,
            held.contest.contest.id,
            rules.id,
            show_score=rules.score_shown == "at_once",
            key=a_key(RECEIPT),
        )
        for sheet in (entry.sheets if entry else ())
        if sheet.graded
    ]


def _grade(sheet: Any, rules: Round, judge: Judge) -> Grade:
    correct = judge.right(sheet.edition, sheet.paper, sheet.answers)
    total, points = judge.total(sheet.edition, sheet.paper), rules.points_per_question
    return Grade(correct, total, correct * points, total * points)
