"""The walk that a result is made from: everybody once, as contenders and in the figures.

Most people have a profile and closed attempts, and nothing else that matters: their lines are split
and counted as they are. Whoever has been moved, excluded or ruled about, or is inside a round that
still runs, is read in full.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from sys import intern
from typing import Any

from contest.domain.attempt import Entry, is_over
from contest.domain.phase import milliseconds
from contest.domain.quota import Recount
from contest.domain.rules import Contest, RoundKind
from contest.domain.sheets import LAPSED, RAN_OUT, Contender, EntrySheets, Sheet
from contest.store.entrants import entrants
from contest.store.entries import closed_line
from contest.store.facts import Items, read_person
from contest.store.table import Item, key
from functions._recount import entries_by_now
from functions._settle import settle, waits
from functions._taking_part import (
    ANSWERS,
    DEADLINE,
    EDITION,
    EFFECTS,
    ENDED,
    GUESS,
    HANDED_IN_AT,
    PAPER,
    STARTED,
    Alike,
    Line,
    day_of,
    standing,
)
from functions._wiring import Outside

_HISTORIES = frozenset({"PERSON#POSTS", "PERSON#EXCLUSION", "PERSON#RULING"})
_STEP = 10_000
_MS = timedelta(milliseconds=1)
Lawful = Callable[[str, str, str], str]
"""Edition, paper, answers → the answers with what no such paper offers left out."""


@dataclass
class Found:
    """What keeps a result from being made, or must be told with it."""

    inside: int = 0
    pending: int = 0
    unread: int = 0
    late: Counter[str] = field(default_factory=Counter)
    """Submissions that came too late, by round."""
    editions: set[str] = field(default_factory=set)
    """All that anybody sat."""
    keys: dict[str, str] = field(default_factory=dict)
    """Contestants' keys by candidate code, of everybody with an entry."""


@dataclass(frozen=True)
class _Official:
    """An official round as the walk needs it."""

    round_id: str
    sk: str
    grace_ms: int
    ranked: bool
    """Whether the result tells of it."""


class ResultsWalk:
    """One walk, as of a moment; `rounds` are those of the result, all of them over."""

    def __init__(
        self,
        outside: Outside,
        contest: Contest,
        rounds: Sequence[str],
        recount: Recount,
        as_of: datetime,
        lawful: Lawful,
    ) -> None:
        self.found = Found()
        self._outside = outside
        self._recount = recount
        self._until = milliseconds(as_of)
        self._lawful = lawful
        self._official = [
            _Official(each.id, f"ENTRY#{each.id}", each.grace // _MS, each.id in rounds)
            for each in contest.rounds
            if each.kind is RoundKind.OFFICIAL
        ]
        self._graces = {each.id: each.grace for each in contest.rounds}
        self._rounds = {each.id: each for each in outside.publication.contest().rounds}
        self._most = max(each.attempts.per_round for each in self._rounds.values())
        self._late = tuple(f"l{number}" for number in range(1, self._most + 1))
        self._effect = EFFECTS[contest.participation.counts]
        self._needed = contest.participation.attempts
        self._alike: Counter[Alike] = Counter()

    def contenders(self, say: Callable[[int], None]) -> Iterator[Contender]:
        """Everybody who entered; `say` is told from time to time how many people were read."""
        people = entrants(self._outside.table, self._most)
        for read, (contestant, items) in enumerate(people, 1):
            try:
                contender = self._contender(contestant, items)
            except Exception:  # noqa: BLE001 - whose items are odd is no matter of logs
                self.found.unread += 1
                continue
            if contender is not None and contender.entries:
                self.found.keys[contender.code] = contestant
                yield contender
            if read % _STEP == 0:
                say(read)
        for each, number in self._alike.items():
            self._recount.add_alike(standing(each), each.begun, number)

    def _contender(self, contestant: str, items: Items) -> Contender | None:
        """Count a person; who has registered is a contender, with or without entries."""
        in_full = not _HISTORIES.isdisjoint(items)
        begun, moments = 0, []
        sheets: dict[str, EntrySheets] = {}
        for each in self._official:
            item = items.get(each.sk)
            if item is None:
                continue
            if "o" in item or "p" in item:
                item = self._unsettled(contestant, each, items)
                in_full = in_full or not each.ranked
            lines = [line["S"].split("|") for line in item["g"]["L"]] if "g" in item else []
            if each.ranked:
                sheets[each.round_id] = self._entry(each.round_id, item, lines)
            for line in lines:
                begun += int(line[STARTED]) <= self._until
                moments += self._effect(line, each.grace_ms)
        if in_full:
            return self._in_full(contestant, items, sheets)
        return self._plain(items, sheets, begun, moments)

    def _plain(
        self, items: Items, sheets: dict[str, EntrySheets], begun: int, moments: list[int]
    ) -> Contender | None:
        """Somebody about whom nothing has ever been written but a profile and attempts."""
        profile = items.get("PERSON#PROFILE")
        if profile is None:
            return None
        registered = int(profile["reg"]["N"])
        agency = intern(profile["agency"]["S"]) if "agency" in profile else None
        group = intern(profile["group"]["S"])
        if registered <= self._until:
            day = day_of(moments, self._until, self._needed)
            self._alike[Alike(agency, group, day, begun)] += 1
        return Contender(profile["code"]["S"], sheets, None, group, agency, registered)

    # ---- sheets -----------------------------------------------------------------------------

    def _entry(self, round_id: str, item: Item, lines: list[Line]) -> EntrySheets:
        for name in self._late:
            if name in item:
                self.found.late[round_id] += 1
        return EntrySheets(int(item["n"]["N"]), tuple(map(self._sheet, lines)))

    def _sheet(self, line: Line) -> Sheet:
        ended, edition, paper = line[ENDED], intern(line[EDITION]), intern(line[PAPER])
        answers, guess, at = line[ANSWERS], line[GUESS], int(line[HANDED_IN_AT])
        self.found.editions.add(edition)
        if ended == RAN_OUT:
            answers = self._lawful(edition, paper, answers)
        elif ended == LAPSED:
            paper = answers = guess = ""
        duration = min(at, int(line[DEADLINE])) - int(line[STARTED])
        number, guessed = int(line[0]), int(guess) if guess else None
        return Sheet(number, ended, edition, paper, duration, guessed, answers, at)

    def _unsettled(self, contestant: str, official: _Official, items: Items) -> Item:
        """An entry with something open or pending; of a round that is told, it is settled now."""
        if not official.ranked:
            return items[official.sk]
        rules, now = self._rounds[official.round_id], self._outside.now()
        for _ in range(2):
            entry = entries_by_now(self._outside.publication, items)[official.round_id]
            if not waits(entry, now):
                break
            after = settle(self._outside, contestant, rules, entry, now)
            if after is not None:
                items[official.sk] = _item(items[official.sk], after)
                break
            place = key(f"C#{contestant}", official.sk)
            items[official.sk] = next(iter(self._outside.table.get_many([place])))
        self._note(entries_by_now(self._outside.publication, items)[official.round_id])
        return items[official.sk]

    def _note(self, entry: Entry) -> None:
        """Whoever is still inside, or not graded, keeps the result from being made."""
        now = self._outside.now()
        self.found.inside += entry.open is not None and not is_over(entry.open, now)
        self.found.pending += waits(entry, now)

    # ---- people in full -----------------------------------------------------------------------

    def _in_full(
        self, contestant: str, items: Items, sheets: dict[str, EntrySheets]
    ) -> Contender | None:
        entries = entries_by_now(self._outside.publication, items)
        person = read_person(contestant, items, entries, self._graces)
        stands = self._recount.add(person)
        if person.code is None or person.registered_at is None:
            return None
        post = stands.post
        out = "disqualified" if stands.disqualified else None
        return Contender(
            code=person.code,
            entries=sheets,
            out=out or ("excluded" if stands.excluded else None),
            group=post.group if post else None,
            agency=post.agency if post else None,
            registered_ms=milliseconds(person.registered_at),
        )


def _item(before: Item, after: Entry) -> Item:
    """An entry's item with what settling has made of its attempts."""
    kept: dict[str, Any] = {name: each for name, each in before.items() if name not in "opg"}
    return kept | {"g": {"L": [closed_line(each) for each in after.closed]}}
