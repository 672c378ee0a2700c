"""Handing out individual prizes (giải cá nhân): the ranks from 1 on, in the order of grades.

Specified in `docs/record-format.md`, "From sheets to prizes", point 5.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import NamedTuple

from contest.domain.award_rules import Awards, Prize
from contest.domain.awards.ranking import Row


class PassedOver(NamedTuple):
    """Somebody whose rank would have won, had an earlier ranking (`won_in`) not given a prize."""

    rank: int
    code: str
    won_in: str


@dataclass(frozen=True)
class Handed:
    """All individual prizes. Both are by ranking id, for each ranking that has a table."""

    prizes: Mapping[str, Mapping[str, str]]
    """The name of each winner's prize by candidate code, best rank first."""
    passed_over: Mapping[str, Sequence[PassedOver]]


def hand_out(awards: Awards, tables: Mapping[str, Sequence[Row]]) -> Handed:
    """The prizes of all rankings that have a table (rows in order of rank), in the order of rules.

    With one prize per person, who has one of an earlier ranking is passed over, and the prize goes
    to the next; who is passed over where no prize is left is not told.
    """
    won_in: dict[str, str] = {}
    prizes: dict[str, dict[str, str]] = {}
    passed: dict[str, list[PassedOver]] = {}
    for each in awards.rankings:
        if each.id in tables:
            taken = won_in if awards.one_prize_per_person else {}
            winners = prizes.setdefault(each.id, {})
            passed[each.id] = _hand_out(each.prizes, tables[each.id], taken, winners)
            won_in |= dict.fromkeys(winners, each.id)
    return Handed(prizes, passed)


def grades(prizes: Iterable[Prize]) -> Iterator[str]:
    """The name of each single prize, best first."""
    return chain.from_iterable(repeat(each.name, each.count) for each in prizes)


def _hand_out(
    prizes: Iterable[Prize],
    rows: Iterable[Row],
    won_in: Mapping[str, str],
    winners: dict[str, str],
) -> list[PassedOver]:
    """Give out one ranking's prizes to `winners`; tells who was passed over."""
    waiting, passed = iter(rows), []
    for name in grades(prizes):
        for row in waiting:
            if row.code not in won_in:
                winners[row.code] = name
                break
            passed.append(PassedOver(row.rank, row.code, won_in[row.code]))
    return passed
