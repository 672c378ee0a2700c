"""Clerk: settles attempts that ran out, counts everything anew, tells the public; and does jobs.

Scheduled, or called by the secretary with a job; nothing outside can call it. An attempt that ran
out with a checkpoint is graded from it; one with nothing saved has lapsed.
"""

import os
from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger

from contest.domain.attempt import Entry
from contest.domain.directory_rows import line, row
from contest.domain.participation import Standing
from contest.domain.phase import PATIENCE, timestamp
from contest.domain.privacy import personal_key
from contest.domain.quota import Headcounts
from contest.domain.retention import is_due
from contest.domain.rules import Round
from contest.store.erasure import erase_personal
from contest.store.facts import Items, holds_personal, personal
from contest.store.figures import Figures, KeptDirectory
from contest.store.public_files import PublicFiles, connect, put_index, put_json
from contest.store.results import Latest, Results
from contest.store.table import Table
from contest.store.table import connect as connect_table
from functions._recount import Counting
from functions._settle import settle, waits
from functions._wiring import Function, Outside, lambda_handler

_WALKERS = 4
"""So many parts of the table are read at once for a result; its reading is what takes longest."""


def build(outside: Outside, files: PublicFiles) -> Function:
    """The function over the given outside."""
    logger = Logger(service="clerk")
    (secret,) = outside.secrets.get("profile-key")
    desk = _Desk(outside, files, logger, secret)

    def handle(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        if "job" in event:
            from functions._jobs import run_job  # office libraries: not for each minute's round

            run_job(outside, event["job"], files)
            desk.tell_status()
            return {}
        counts = desk.minute()
        logger.info("counted", **counts)
        return counts

    return handle


def status(outside: Outside, live: dict[str, int] | None) -> dict[str, Any]:
    """`/status.json`: tiny, polled by every open page; `live` as counted last, null before that."""
    now, publication = outside.now(), outside.publication
    latest = publication.latest_result()
    return {
        "generated_at": timestamp(now),
        "notice": publication.notice() or None,
        "rounds": [_round(outside, each, now) for each in publication.contest().rounds],
        "live": live,
        "result": {"number": latest.number, "at": latest.at} if latest else None,
    }


def _round(outside: Outside, rules: Round, now: datetime) -> dict[str, Any]:
    made = outside.publication.adjustments(rules.id)
    return {
        "id": rules.id,
        "state": outside.publication.phase(rules, now),
        "opens_at": timestamp(rules.opens_at),
        "closes_at": timestamp(rules.closes_at),
        "adjusted_at": timestamp(max(each.at for each in made)) if made else None,
    }


class _Desk:
    """What the clerk does each minute."""

    def __init__(self, outside: Outside, files: PublicFiles, logger: Logger, secret: bytes) -> None:
        self._outside = outside
        self._files = files
        self._logger = logger
        self._secret = secret
        self._key = personal_key(secret)
        self._live: dict[str, int] | None = None
        self._committing: Any = None
        self._indexed: Latest | None = None
        self._said: dict[str, Any] = {"rounds": None}

    def minute(self) -> dict[str, Any]:
        """Walk once; says how many entries were settled, had moved on, or failed."""
        # An attempt prolonged a moment ago must not be settled by what was known a minute ago.
        self._outside.publication.refresh()
        self._outside.publication.forget_result()
        # Whether a round is open must be told whatever becomes of the walk, and before it.
        self._put_status()
        counting = Counting(self._outside, self._outside.now() - PATIENCE)
        walk = _Walk(self._outside, counting, self._logger, self._key)
        lines = walk.lines()
        self._tell(counting, walk.unread, lines)
        self._commit(counting.headcounts, walk)
        self._go_on()
        return dict(walk.counts)

    def _commit(self, headcounts: Headcounts, walk: "_Walk") -> None:
        from functions._commit import Committing  # what opens editions: not for the start

        self._committing = self._committing or Committing(self._outside, self._files)
        self._committing.look(headcounts, walk.roster, walk.excluded)

    def _go_on(self) -> None:
        """A draft that is still under way has been cut off: only one call of the clerk runs."""
        from functions._console import Console  # what ranks: not for the start
        from functions._drafting import go_on

        go_on(Console(self._outside, self._secret), self._files, self._logger)
        self._tell_index()
        self.tell_status()

    def _tell_index(self) -> None:
        """A result that is out in the table is out in public, should its index be missing there."""
        latest = self._outside.publication.latest_result()
        if latest is not None and latest != self._indexed:
            put_index(self._files, Results(self._outside.table))
            self._indexed = latest

    def tell_status(self) -> None:
        """Tell what has become of rounds, where that is other than was told last."""
        told = status(self._outside, self._live)
        if self._live is not None and told["rounds"] != self._said["rounds"]:
            self._put_status()

    def _put_status(self) -> None:
        self._said = status(self._outside, self._live)
        put_json(self._files, "status.json", self._said)

    def _tell(self, counting: Counting, unread: int, lines: list[bytes]) -> None:
        """Everything that was counted, to the console and to the public."""
        table = self._outside.table
        documents, self._live = counting.now(unread)
        KeptDirectory(table, self._key).put(counting.as_of, lines)
        Figures(table).put_now(counting.as_of, documents)
        self._put_status()
        put_json(self._files, "participation.json", documents["PUBLIC"])


class _Walk:
    """One walk over everybody, settling what ran out on the way."""

    def __init__(self, outside: Outside, counting: Counting, logger: Logger, key: bytes) -> None:
        self._outside = outside
        self._counting = counting
        self._logger = logger
        self._key = key
        self._erasing = is_due(counting.contest, counting.as_of)
        self.counts = Counter(settled=0, moved_on=0, failed=0)
        self.unread = 0
        self.roster: list[str] = []
        self.excluded: list[str] = []

    def lines(self) -> list[bytes]:
        """Settle and count everybody; tells the lines of the directory."""
        lines: list[bytes] = []
        kept = False
        for contestant, items in self._counting.everybody(consistent=False):
            kept = kept or holds_personal(items)
            told = self._person(contestant, items)
            if told is not None:
                lines.append(told)
        if self._erasing and kept:
            self.counts["erased"] = erase_personal(self._outside.table)
        return lines

    def _person(self, contestant: str, items: Items) -> bytes | None:
        """Settle and count a person; tells the line in the directory."""
        counting = self._counting
        try:
            entries = counting.entries(items)
            for round_id, entry in entries.items():
                entries[round_id] = self._settle(contestant, round_id, entry)
            person = counting.read(contestant, items, entries)
            counting.wait(items, entries)
        except Exception as error:  # noqa: BLE001 - one odd item must not keep all others waiting
            self.unread += 1
            self._odd("not counted", error)
            return None
        standing, named = counting.add(person), self._named(contestant, items)
        self._list(contestant, standing)
        return line(row(person, standing, named, counting.sats(entries)))

    def _list(self, contestant: str, standing: Standing) -> None:
        """Remember whoever is nominated or may not take part, for commitments."""
        if standing.nominated is not None:
            self.roster.append(contestant)
        if standing.excluded:
            self.excluded.append(contestant)

    def _named(self, contestant: str, items: Items) -> dict[str, Any]:
        """Name and position; figures never wait for them."""
        if self._erasing:
            return {}
        try:
            return personal(self._key, contestant, items)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one name
            self._odd("not named", error)
            return {}

    def _settle(self, contestant: str, round_id: str, entry: Entry) -> Entry:
        """The entry, settled if something in it waits for that."""
        rules = self._counting.contest.round(round_id)
        if rules is None or not waits(entry, self._counting.as_of):
            return entry
        try:
            after = settle(self._outside, contestant, rules, entry, self._counting.as_of)
        except Exception as error:  # noqa: BLE001 - one odd entry must not keep all others waiting
            self._odd("not settled", error)
            return entry
        self.counts["settled" if after else "moved_on"] += 1
        return after or entry

    def _odd(self, what: str, error: Exception) -> None:
        self.counts["failed"] += 1
        kind = type(error).__name__  # and no more: its words may hold somebody's answers
        self._logger.error(what, error=kind)


def _patient(outside: Outside) -> Outside:
    """The same outside over a client that waits for a page of the walk."""
    return replace(outside, table=Table(connect_table(patient=True), outside.table.name, _WALKERS))


handler = lambda_handler(lambda outside: build(_patient(outside), connect(os.environ)))
