"""Composing a result: from people and their sheets to tables, prizes and figures.

    composer = Composer(Basis(contest, rounds, agencies, headcounts, editions))
    for contender in everybody:
        composer.add(contender)
    composition = composer.compose(recount.figures())

What is held grows with entries: a ready row of bytes and one mark each.
`contest.domain.record.files` writes the composition as the public record.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from contest.domain.award_rules import Ranking
from contest.domain.awards.claim import Claim, claim
from contest.domain.awards.guess import Sat, Turnout, sat, targets
from contest.domain.awards.judging import Judge
from contest.domain.awards.mark import Mark, judged, mark
from contest.domain.awards.prizes import hand_out
from contest.domain.awards.ranking import rank
from contest.domain.figures import Province
from contest.domain.record import candidates as record_collective
from contest.domain.record.composition import Basis, Composition
from contest.domain.record.item_analysis import ItemAnalysis
from contest.domain.record.participation import participation
from contest.domain.record.sheet_rows import write_row
from contest.domain.sheets import Contender, EntrySheets

__all__ = ["Basis", "Composer", "Composition"]

_Ranked = tuple[Contender, tuple[Mark | None, ...]]
"""Who can be ranked, without sheets, and the marks in the rounds of the result."""


class Composer:
    """Takes people one by one, each once, in any order; then works the result out."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._judge = Judge(basis.editions, basis.corrections)
        self._items = ItemAnalysis(basis.contest, basis.editions, self._judge)
        self._turnout = Turnout()
        self._questions = {each: rules.questions for each, rules in basis.rules.items()}
        self._by_correct: dict[str, Counter[int]] = {each: Counter() for each in basis.rounds}
        self._sheets: dict[str, list[bytes]] = {each: [] for each in basis.rounds}
        self._out: list[tuple[str, str]] = []
        self._ranked: list[_Ranked] = []

    def add(self, contender: Contender) -> None:
        """One more person; sheets of rounds that are not in the result are not looked at.

        Raises KeyError where a sheet is of an edition that the basis doesn't have.
        """
        entries = {
            each: contender.entries[each]
            for each in self._basis.rounds
            if each in contender.entries
        }
        for round_id, entry in entries.items():
            self._sheets[round_id].append(write_row(contender.code, entry))
        if contender.out is None:
            self._count(contender, entries)
        elif entries:
            self._out.append((contender.code, contender.out))

    def _count(self, contender: Contender, entries: Mapping[str, EntrySheets]) -> None:
        """Judge the sheets of somebody who is ranked; from here on only marks are kept."""
        attended: dict[str, Sat] = {}
        marks: dict[str, Mark | None] = dict.fromkeys(self._basis.rounds)
        for round_id, entry in entries.items():
            rules = self._basis.rules[round_id]
            graded = judged(entry, rules, self._judge)
            for sheet, correct in graded:
                self._items.add(round_id, sheet, correct)
            attended[round_id] = sat(graded, self._questions[round_id])
            marks[round_id] = mark(graded, entry.started, rules)
        self._turnout.add(attended)
        self._keep(contender, tuple(marks.values()))

    def _keep(self, contender: Contender, marks: tuple[Mark | None, ...]) -> None:
        for round_id, each in zip(self._basis.rounds, marks, strict=True):
            if each is not None:
                self._by_correct[round_id][each.correct] += 1
        if any(marks):
            self._ranked.append((_without_sheets(contender), marks))

    def compose(self, province: Province) -> Composition:
        """Work the result out; `province` are the figures of the same people, as of the result.

        Raises MissingMomentError where a tie needs the lot, and none has been drawn.
        """
        basis, aims = self._basis, targets(self._basis.rules.values(), self._turnout)
        tables = {
            each.id: rank(self._claims(each, aims), each, basis.lot) for each in basis.rankings
        }
        handed = hand_out(basis.contest.awards, tables)
        agency_of = self._agencies({code for won in handed.prizes.values() for code in won})
        told = participation(province, basis.contest, basis.headcounts)
        averages = record_collective.averages((each.agency, marks) for each, marks in self._ranked)
        candidates = record_collective.candidates(
            told["agencies"], basis.agencies, agency_of, averages
        )
        return Composition(
            basis=basis,
            participation=told,
            sheets={name: sorted(rows) for name, rows in self._sheets.items()},
            out=sorted(self._out),
            tables=tables,
            handed=handed,
            collective=record_collective.place(basis.collective, candidates),
            targets=aims,
            scores=list(self._scores()),
            items=self._items.items(),
            agency_of=agency_of,
        )

    def _agencies(self, codes: set[str]) -> dict[str, str | None]:
        return {each.code: each.agency for each, _ in self._ranked if each.code in codes}

    def _claims(self, ranking: Ranking, aims: Mapping[str, int]) -> Iterator[Claim]:
        rounds, contest = self._basis.rounds, self._basis.contest
        for contender, marks in self._ranked:
            known = {name: each for name, each in zip(rounds, marks, strict=True) if each}
            found = claim(contender, ranking, contest, known, aims)
            if found is not None:
                yield found

    def _scores(self) -> Iterator[dict[str, Any]]:
        """How each round went as a whole."""
        for round_id, people in self._by_correct.items():
            questions = self._questions[round_id]
            yield {
                "round": round_id,
                "entrants": self._turnout.people[round_id],
                "attempts": self._turnout.attempts[round_id],
                "perfect": people[questions],
                "zero": people[0],
                "distribution": [[correct, people[correct]] for correct in range(questions + 1)],
            }


def _without_sheets(contender: Contender) -> Contender:
    return Contender(
        contender.code,
        _NO_ENTRIES,
        group=contender.group,
        agency=contender.agency,
        registered_ms=contender.registered_ms,
    )


_NO_ENTRIES: Mapping[str, EntrySheets] = {}
