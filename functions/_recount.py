"""The recount: one walk over the table, from which all figures are told anew (decision 0007).

Figures tell of fifteen seconds ago, so that nothing still on its way to the table can change them
later: whoever asks for the same moment again is told the same.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from contest.domain import directory_rows, figure_documents, overview
from contest.domain.attempt import Entry, is_over, prolonged
from contest.domain.directory_rows import Sat
from contest.domain.participation import PersonFacts, Standing
from contest.domain.phase import PATIENCE, timestamp
from contest.domain.quota import Recount, in_force
from contest.domain.signals import Watch
from contest.domain.tally import Tally
from contest.store import headcounts
from contest.store.entries import read_entry
from contest.store.facts import Items, people, read_person
from contest.store.figures import Figures
from contest.store.publication import NotPublishedError, Publication
from contest.store.table import Item
from functions._settle import waits
from functions._wiring import Outside

Entries = dict[str, Entry]


def entries_by_now(publication: Publication, items: Mapping[str, Item]) -> Entries:
    """A person's entries by round, open attempts with the time they have by now."""
    found = {}
    for rules in publication.contest().rounds:
        item = items.get(f"ENTRY#{rules.id}")
        if item is not None:
            entry = read_entry(item)
            if entry.open is not None:
                still = prolonged(entry.open, rules, publication.adjustments(rules.id))
                entry = replace(entry, open=still)
            found[rules.id] = entry
    return found


class Counting:
    """One walk's worth of counts, as of one moment."""

    def __init__(self, outside: Outside, as_of: datetime) -> None:
        publication = outside.publication
        self.as_of = as_of
        self.contest = publication.contest()
        self._outside = outside
        self._agencies = tuple(publication.agencies().values())
        self.headcounts = in_force(headcounts.versions(outside.table), as_of)
        self._recount = Recount(self.contest, self._agencies, self.headcounts, as_of)
        self._tally = Tally(self.contest, as_of)
        self._graces = {each.id: each.grace for each in self.contest.rounds}
        self._watch = Watch(self.contest, as_of)
        self._waiting = {
            each.id: Counter(inside=0, pending=0, late=0) for each in self.contest.rounds
        }

    def everybody(self, *, consistent: bool) -> Iterator[tuple[str, Items]]:
        """Everybody's key and items."""
        attempts = max(each.attempts.per_round for each in self.contest.rounds)
        return people(self._outside.table, attempts, consistent=consistent)

    def entries(self, items: Items) -> Entries:
        """A person's entries by round, open attempts with the time they have by now."""
        return entries_by_now(self._outside.publication, items)

    def read(self, contestant: str, items: Items, entries: Entries) -> PersonFacts:
        """A person's dated facts."""
        return read_person(contestant, items, entries, self._graces)

    def add(self, person: PersonFacts) -> Standing:
        """Count a person."""
        standing = self._recount.add(person)
        self._tally.add(person)
        if person.code is not None:
            agency = standing.post.agency if standing.post else None
            self._watch.add(person.code, agency, person.attempts)
        return standing

    def wait(self, items: Items, entries: Entries) -> None:
        """Count what keeps rounds from being ranked, as the table stands: nothing to be dated."""
        for round_id, entry in entries.items():
            counts = self._waiting[round_id]
            counts["inside"] += entry.open is not None and not is_over(entry.open, self.as_of)
            counts["pending"] += waits(entry, self.as_of)
            counts["late"] += sum(name[0] == "l" for name in items[f"ENTRY#{round_id}"])

    def sats(self, entries: Entries) -> Mapping[str, Sat]:
        """How a person stands in each round entered."""
        rounds = ((each, entries.get(each.id)) for each in self.contest.rounds)
        return {
            rules.id: directory_rows.sat(entry, rules, self.as_of)
            for rules, entry in rounds
            if entry
        }

    def past(self) -> dict[str, Any]:
        """The documents that tell of a past moment, too."""
        province = self._recount.figures()
        return {
            "QUOTAS": figure_documents.quotas(province),
            "AGENCIES": figure_documents.agencies(province, self.contest),
        }

    def now(self, unread: int) -> tuple[dict[str, Any], dict[str, int]]:
        """All documents, and the live figures for the public."""
        province = self._recount.figures()
        publication, as_of = self._outside.publication, timestamp(self.as_of)
        rounds = [each.id for each in self.contest.rounds]
        count = overview.Count(
            contest=self.contest,
            agencies=self._agencies,
            headcounts=self.headcounts,
            editions=dict(_editions(publication.current_edition, rounds)),
            adjusted={each: publication.adjustments(each) for each in rounds},
            outcomes={each: publication.outcome(each) for each in rounds},
            notice=publication.notice(),
            tally=self._tally,
            province=province,
            unread=unread,
        )
        documents = {
            "OVERVIEW": overview.overview(count),
            **self.past(),
            "SIGNALS": figure_documents.signals(self._watch.found(), self.contest, as_of),
            "PUBLIC": figure_documents.public(province, self.contest),
            "WAITING": {"rounds": {name: dict(each) for name, each in self._waiting.items()}},
        }
        return documents, figure_documents.live(province, self._tally)


def _editions(current: Callable[[str], str], rounds: list[str]) -> Iterator[tuple[str, str]]:
    for round_id in rounds:
        try:
            yield round_id, current(round_id)
        except NotPublishedError:
            continue


def recount(outside: Outside, as_of: datetime) -> None:
    """Count as of a past moment; the newest figures stay as they are.

    Reads the table as it is this instant: what is kept of the past must not depend on a copy that
    lags behind. Waits where the moment is so recent that something may still be on its way.
    """
    wait = as_of + PATIENCE - outside.now()
    if wait > PATIENCE:
        raise ValueError("a moment that has not come cannot be counted")
    time.sleep(max(wait.total_seconds(), 0))
    outside.publication.refresh()
    counting = Counting(outside, as_of)
    for contestant, items in counting.everybody(consistent=True):
        counting.add(counting.read(contestant, items, counting.entries(items)))
    Figures(outside.table).put_past(as_of, counting.past())
