"""What a correction changes: who moves, who gains or loses a prize (`thay-doi.json`).

Only rankings and collective prizes that both results have are compared: a table of a further
round is new, it corrects nothing.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

RANKS_TOLD = 1000
"""The best so many of those that move are listed."""
RANKS_DRAFTED = 200
"""So many of them in the console."""

Place = tuple[int, str | None]
"""A rank, and the prize that came with it."""


@dataclass(frozen=True)
class Standings:
    """What two results are compared by."""

    rankings: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)
    """By ranking id, then candidate code."""
    collective: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Prizes by award id, then agency id; who has none isn't in it."""


class RankChange(NamedTuple):
    """A rank before and after; None: not ranked."""

    ranking: str
    code: str
    before: int | None
    after: int | None


class PrizeChange(NamedTuple):
    """A prize before and after; None: no prize. `whose` is a candidate code or an agency's id."""

    table: str
    whose: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Changes:
    """All that differs. Of the `moved` ranks the best are listed, by the better of the two."""

    moved: int
    ranks: tuple[RankChange, ...]
    prizes: tuple[PrizeChange, ...]
    collective: tuple[PrizeChange, ...]

    def document(self, previous: int, reason: str) -> dict[str, Any]:
        """`thay-doi.json`; `previous` is the number of the result before."""
        told = {"previous": previous, "reason": reason, "moved": self.moved}
        return told | {
            "ranks": [list(each) for each in self.ranks],
            "prizes": [list(each) for each in self.prizes],
            "collective": [list(each) for each in self.collective],
        }

    def drafted(
        self, name_of: Callable[[str], str], agency_name: Callable[[str], str]
    ) -> dict[str, Any]:
        """What the console shows of a draft, with names in full."""
        return {
            "moved": self.moved,
            "ranks": [list(each) for each in self.ranks[:RANKS_DRAFTED]],
            "prizes": [
                {"ranking": each.table, "code": each.whose, "name": name_of(each.whose)}
                | {"before": each.before, "after": each.after}
                for each in self.prizes
            ],
            "collective": [
                {"award": each.table, "agency": each.whose, "name": agency_name(each.whose)}
                | {"before": each.before, "after": each.after}
                for each in self.collective
            ],
        }


def changes(before: Standings, after: Standings) -> Changes:
    """What differs between two results."""
    moved = 0

    def counted() -> Iterator[RankChange]:
        nonlocal moved
        for each in _rank_changes(before, after):
            moved += 1
            yield each

    ranks = heapq.nsmallest(RANKS_TOLD, counted(), key=_best_first)
    return Changes(moved, tuple(ranks), _prizes(before, after), _collective(before, after))


def _rank_changes(before: Standings, after: Standings) -> Iterator[RankChange]:
    for ranking in sorted(before.rankings.keys() & after.rankings.keys()):
        old, new = before.rankings[ranking], after.rankings[ranking]
        for code, (rank, _prize) in new.items():
            was = old[code][0] if code in old else None
            if was != rank:
                yield RankChange(ranking, code, was, rank)
        for code in old.keys() - new.keys():
            yield RankChange(ranking, code, old[code][0], None)


def _best_first(change: RankChange) -> tuple[int, str, str]:
    best = min(rank for rank in (change.before, change.after) if rank is not None)
    return best, change.ranking, change.code


def _prizes(before: Standings, after: Standings) -> tuple[PrizeChange, ...]:
    return tuple(
        change
        for ranking in sorted(before.rankings.keys() & after.rankings.keys())
        for change in _differing(
            ranking, _won(before.rankings[ranking]), _won(after.rankings[ranking])
        )
    )


def _collective(before: Standings, after: Standings) -> tuple[PrizeChange, ...]:
    return tuple(
        change
        for award in sorted(before.collective.keys() & after.collective.keys())
        for change in _differing(award, before.collective[award], after.collective[award])
    )


def _won(table: Mapping[str, Place]) -> dict[str, str]:
    return {code: prize for code, (_rank, prize) in table.items() if prize is not None}


def _differing(table: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[PrizeChange]:
    """Whose prize differs, in order of codes or ids."""
    for whose in sorted(old.keys() | new.keys()):
        if old.get(whose) != new.get(whose):
            yield PrizeChange(table, whose, old.get(whose), new.get(whose))


def read_standings(shards: Iterable[Mapping[str, Any]], result: Mapping[str, Any]) -> Standings:
    """The standings of a published result: the shards of its rankings, and its `ket-qua.json`."""
    rankings: dict[str, dict[str, Place]] = {}
    for shard in shards:
        table = rankings.setdefault(shard["ranking"], {})
        table.update((row[1], (row[0], row[4])) for row in shard["rows"])
    collective = {
        each["award"]: {
            one["agency"]: one["prize"] for one in each["candidates"] if one["prize"] is not None
        }
        for each in result["collective"]
    }
    return Standings(rankings, collective)
