"""A result worked out: what it rests on, and what came of it, before it is published or after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from contest.domain.agency import Agency
from contest.domain.award_rules import CollectiveRanking, Ranking
from contest.domain.awards.collective import Placed
from contest.domain.awards.judging import Correction, OpenedEdition
from contest.domain.awards.prizes import Handed
from contest.domain.awards.ranking import Row
from contest.domain.quota import Headcounts
from contest.domain.record.changes import Standings
from contest.domain.rules import Contest, Round, RoundKind


@dataclass(frozen=True)
class Basis:
    """What a result rests on besides people: rules as adjusted, everything published with it."""

    contest: Contest
    rounds: tuple[str, ...]
    """The official rounds it tells of, in the order of the rules; all of them are over."""
    agencies: Sequence[Agency]
    headcounts: Headcounts
    editions: Sequence[OpenedEdition]
    """All that anybody sat in those rounds, or a commitment names."""
    corrections: Sequence[Correction] = ()
    lot: str | None = None
    """The seed of the draw of lots, as drawn."""

    @cached_property
    def rules(self) -> dict[str, Round]:
        """The rounds of the result by id."""
        return {each.id: each for each in self.contest.rounds if each.id in self.rounds}

    @property
    def rankings(self) -> tuple[Ranking, ...]:
        """The rankings that can be told: all their rounds are in the result."""
        all_of_them = self.contest.awards.rankings
        return tuple(each for each in all_of_them if set(each.rounds) <= set(self.rounds))

    @property
    def collective(self) -> tuple[CollectiveRanking, ...]:
        """The collective prizes that can be told: all official rounds are in the result."""
        official = (each.id for each in self.contest.rounds if each.kind is RoundKind.OFFICIAL)
        return self.contest.awards.collective if set(official) <= set(self.rounds) else ()


@dataclass(frozen=True)
class Composition:
    """A result worked out, before it is published or after."""

    basis: Basis
    participation: Mapping[str, Any]
    """`tham-gia.json`."""
    sheets: Mapping[str, Sequence[bytes]]
    """Rows of each round in order of code (`sheet_rows`)."""
    out: Sequence[tuple[str, str]]
    """Codes that are not ranked, and why, in order of code."""
    tables: Mapping[str, Sequence[Row]]
    """By ranking id, in order of rank."""
    handed: Handed
    collective: Mapping[str, Sequence[Placed]]
    """By award id."""
    targets: Mapping[str, int]
    """The true numbers of predictions, by round id."""
    scores: Sequence[Mapping[str, Any]]
    items: Sequence[Mapping[str, Any]]
    agency_of: Mapping[str, str | None]
    """The agencies of the winners, by code."""

    @cached_property
    def standings(self) -> Standings:
        """What other results are compared with."""
        return Standings(
            {
                name: {
                    row.code: (row.rank, self.handed.prizes[name].get(row.code)) for row in table
                }
                for name, table in self.tables.items()
            },
            {
                name: {each.agency: each.prize for each in placed if each.prize is not None}
                for name, placed in self.collective.items()
            },
        )
