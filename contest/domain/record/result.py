"""What a result says in the end (`ket-qua.json`): winners, prizes for agencies, how it went."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from contest.domain.award_rules import Ranking
from contest.domain.awards.collective import Placed
from contest.domain.phase import timestamp
from contest.domain.record.composition import Composition
from contest.domain.rules import WinnerNames

NameOf = Callable[[str], str]
"""The full name behind a candidate code; empty if it isn't kept any more."""


def result(composition: Composition, number: int, at: datetime, name_of: NameOf) -> dict[str, Any]:
    """`ket-qua.json`. Only winners' names are asked for, and shown as the rules say."""
    awards = composition.basis.contest.awards
    return {
        "number": number,
        "at": timestamp(at),
        "as_of": composition.participation["as_of"],
        "individual": [
            _individual(composition, each, name_of)
            for each in awards.rankings
            if each.id in composition.tables
        ],
        "collective": [
            _collective(composition, each.id, each.title)
            for each in awards.collective
            if each.id in composition.collective
        ],
        "predictions": list(_predictions(composition)),
        "scores": composition.scores,
        "items": composition.items,
    }


def _individual(composition: Composition, ranking: Ranking, name_of: NameOf) -> dict[str, Any]:
    passed_over = composition.handed.passed_over[ranking.id]
    return {
        "ranking": ranking.id,
        "title": ranking.title,
        "entrants": len(composition.tables[ranking.id]),
        "winners": list(_winners(composition, ranking.id, name_of)),
        "passed_over": [each._asdict() for each in passed_over],
    }


def _winners(composition: Composition, ranking: str, name_of: NameOf) -> Iterator[dict[str, Any]]:
    """In order of rank, which is the order of prizes too."""
    prizes = composition.handed.prizes[ranking]
    names = {each.id: each.name for each in composition.basis.agencies}
    how = composition.basis.contest.privacy.winners
    for row in composition.tables[ranking]:
        if row.code in prizes:
            agency = composition.agency_of[row.code]
            yield {
                "rank": row.rank,
                "code": row.code,
                "name": masked(name_of(row.code), how),
                "agency": agency,
                "agency_name": names.get(agency or "", ""),
                "prize": prizes[row.code],
                "values": row.values,
                "decided": row.decided,
            }


def _collective(composition: Composition, award: str, title: str) -> dict[str, Any]:
    candidates = [candidate(each) for each in composition.collective[award]]
    return {"award": award, "title": title, "candidates": candidates}


def candidate(placed: Placed) -> dict[str, Any]:
    """How an agency comes off, as the record and a draft tell it."""
    return {
        "place": placed.place,
        "agency": placed.agency,
        "name": placed.name,
        "prize": placed.prize,
        "criteria": [
            {"criterion": each.criterion, "met": each.met, "value": each.value}
            for each in placed.criteria
        ],
        "decided": placed.decided,
    }


def _predictions(composition: Composition) -> Iterator[dict[str, Any]]:
    """What predictions aimed at, in order of rounds."""
    for rules in composition.basis.rules.values():
        if rules.prediction is not None:
            asked = rules.prediction.model_dump(mode="json", exclude={"question"})
            yield {"round": rules.id, **asked, "value": composition.targets[rules.id]}


def masked(name: str, how: WinnerNames) -> str:
    """A winner's name as shown in public: with initials "Nguyễn Thị Mẫu Một" is N. T. M. Một."""
    words = name.replace(".", " ").split()
    if how is WinnerNames.NONE or not words:
        return ""
    if how is WinnerNames.FULL:
        return name
    return " ".join([*(f"{word[0]}." for word in words[:-1]), words[-1]])
