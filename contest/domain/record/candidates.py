"""Prizes for agencies: the candidates that may be named in public, and what they have reached."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contest.domain.agency import Agency
from contest.domain.award_rules import CollectiveRanking
from contest.domain.awards.collective import Candidate, Placed, decide
from contest.domain.awards.mark import Mark


def place(
    awards: Iterable[CollectiveRanking], candidates: Iterable[Candidate]
) -> dict[str, list[Placed]]:
    """How agencies come off, by award id."""
    everybody = list(candidates)
    return {each.id: decide(each, everybody) for each in awards}


def candidates(
    rows: Iterable[Mapping[str, Any]],
    agencies: Iterable[Agency],
    winners: Mapping[str, str | None],
    averages: Mapping[str, float],
) -> Iterator[Candidate]:
    """The agencies that participation tells of by name (`rows` of `tham-gia.json`).

    `winners` has the agency of each person with an individual prize by code (None: a citizen),
    `averages` mean scores by agency.
    """
    names = {each.id: each.name for each in agencies}
    won = Counter(winners.values())
    for row in rows:
        agency = row["agency"]
        if agency is not None:
            yield Candidate(
                agency=agency,
                name=names[agency],
                level=row["level"],
                headcount=row["headcount"],
                participants=row["participants"],
                rate=row["rate"],
                met=row["met"],
                winners=won[agency],
                average_score=averages.get(agency),
            )


def averages(marked: Iterable[tuple[str | None, Iterable[Mark | None]]]) -> dict[str, float]:
    """The mean score of attempts that count by agency, from each person's agency and marks."""
    total: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for agency, marks in marked:
        if agency is not None:
            scores = [each.score for each in marks if each is not None]
            total[agency] += sum(scores)
            count[agency] += len(scores)
    return {agency: total[agency] / number for agency, number in count.items() if number}
