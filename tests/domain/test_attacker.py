"""What somebody learns from the whole public record and a staff list with everybody's post.

The attacker knows each agency's people by name, post and whether they took part, keeps every file
that was ever public, and joins files by anything they have in common. Codes of colleagues are
not known: nobody but their owners is told them.
"""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from contest.domain.awards.ranking import Row
from contest.domain.phase import milliseconds
from tests.held import Person
from tests.records import Made, a_record

SEEDS = range(15)
PEOPLE = 60


def parsed(made: Made) -> Iterator[tuple[str, Any]]:
    """Every public file."""
    for path, data in sorted(made.files.items()):
        yield path, json.loads(data)


def scalars(value: Any) -> Iterator[str]:
    """All that stands in a value, however deep, names of members too."""
    if isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from scalars(each)
    else:
        yield str(value)


def rows(value: Any) -> Iterator[Any]:
    """Every list or object inside a document."""
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield each
            yield from rows(each)


def told_of_one(made: Made, codes: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Whatever any file says in one row about one code: the code, and all that stands beside it."""
    for _, document in parsed(made):
        for row in rows(document):
            inside = set(scalars(row))
            named = inside & codes
            if len(named) == 1:
                yield next(iter(named)), inside - named


def winners(made: Made) -> set[str]:
    """Who may be known: the winners that any result has published."""
    return {
        winner["code"]
        for path, document in parsed(made)
        if path.endswith("/ket-qua.json")
        for table in document["individual"]
        for winner in table["winners"]
    }


def people(made: Made) -> list[Person]:
    return list(made.held.people)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_file_puts_a_code_beside_an_agency_group_or_name(seed: int) -> None:
    """But for winners, whom everybody is told anyway."""
    made = a_record(None, seed, people=PEOPLE, results=2)
    known = {each.code for each in people(made)} - winners(made)
    posts = {each.agency for each in people(made) if each.agency}
    posts |= {each.group for each in people(made)} | {each.name for each in people(made)}
    said = [(code, beside & posts) for code, beside in told_of_one(made, known)]
    assert said
    assert not [each for each in said if each[1]]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_moment_leads_from_a_code_to_the_minute_its_agency_gained_one(seed: int) -> None:
    """Only people who tie up to there have a moment told, and then only that of the chain."""
    made = a_record(None, seed, people=PEOPLE, results=2)
    told = defaultdict(set)
    for code, beside in told_of_one(made, {each.code for each in people(made)}):
        told[code] |= beside
    tied = {
        code
        for composition in made.compositions
        for ranking, table in composition.tables.items()
        for code in _tied(table, _before_moments(made, ranking))
    }
    for each in people(made):
        moments = {str(moment) for moment in _moments(each)}
        assert each.code in tied or not told[each.code] & moments


_SETTLING = ("submitted_earlier", "registered_earlier", "lot")


def _before_moments(made: Made, ranking_id: str) -> int:
    """How many criteria of a chain come before the first that a moment settles."""
    ranking = made.held.contest.awards.ranking(ranking_id)
    assert ranking is not None
    chain = [str(each) for each in ranking.tie_break]
    return next((n for n, each in enumerate(chain) if each in _SETTLING), len(chain))


def _tied(table: Sequence[Row], criteria: int) -> Iterator[str]:
    """Everybody who equals a neighbour in so many criteria."""
    for above, below in itertools.pairwise(table):
        if above.values[:criteria] == below.values[:criteria]:
            yield from (above.code, below.code)


def _moments(person: Person) -> Iterator[int]:
    yield milliseconds(person.registered_at)
    for sheets in person.entries.values():
        for sheet in sheets.sheets:
            if sheet.submitted_ms is not None:
                yield sheet.submitted_ms


@pytest.mark.parametrize("seed", SEEDS)
def test_a_colleague_may_have_had_any_of_many_results(seed: int) -> None:
    """For each of the staff list who won nothing, several codes with several results remain."""
    made = a_record(None, seed, people=PEOPLE)
    left = remaining(made)
    sheets = {json.dumps(row[2]) for row in left.values()}
    for each in people(made):
        if each.code in left:
            assert len(left) >= 5, each.code
            assert len(sheets) > 1, each.code


def remaining(made: Made) -> Mapping[str, Any]:
    """Rows of sheets that are nobody's whom the public knows: what a colleague's might be."""
    known = winners(made)
    return {
        row[0]: row
        for path, document in parsed(made)
        if path.startswith("bai-lam/")
        for row in document["rows"]
        if row[0] not in known
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_says_nothing(seed: int) -> None:
    """Rows in the order of the table, or of agencies, would tell who belongs together."""
    made = a_record(None, seed, people=PEOPLE)
    for path, document in parsed(made):
        listed = document.get("rows", document.get("out")) if isinstance(document, dict) else None
        if listed is not None:
            codes = [row[1] if "xep-hang" in path else row[0] for row in listed]
            assert codes == sorted(codes), path


@pytest.mark.parametrize("seed", SEEDS)
def test_few_participants_of_an_agency_or_group_are_not_told(seed: int) -> None:
    """Small numbers of a named agency stand nowhere, and none can be had by subtraction."""
    made = a_record(None, seed, people=PEOPLE)
    participation = json.loads(made.files["1/tham-gia.json"])
    smallest = participation["smallest"]
    for row in participation["agencies"]:
        assert row["agency"] is None or row["participants"] == 0 or row["participants"] >= smallest
        shown = {group: n for group, n in row.get("groups", {}).items() if n is not None}
        hidden = [group for group, n in row.get("groups", {}).items() if n is None]
        assert all(n >= smallest for n in shown.values())
        assert len(hidden) != 1 or row["participants"] - sum(shown.values()) >= smallest
