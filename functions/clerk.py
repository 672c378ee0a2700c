"""Clerk: settles attempts that ran out, counts everything anew, tells the public; and does jobs.

Scheduled, or called by the secretary with a job; nothing outside can call it. An attempt that ran
out with a checkpoint is graded from it; one with nothing saved has lapsed.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger

from contest.domain.attempt import ClosedAttempt, Entry, State, grade_run_out, is_over, shelve
from contest.domain.directory_rows import line, row
from contest.domain.phase import phase, timestamp
from contest.domain.privacy import personal_key
from contest.domain.retention import is_due
from contest.domain.rules import Round
from contest.store.erasure import erase_personal
from contest.store.facts import Items, holds_personal, personal
from contest.store.figures import Figures, KeptDirectory
from contest.store.public_files import PublicFiles, connect
from contest.store.table import Table
from contest.store.table import connect as connect_table
from functions._recount import PATIENCE, Counting
from functions._wiring import Function, Outside, lambda_handler


def build(outside: Outside, files: PublicFiles) -> Function:
    """The function over the given outside."""
    logger = Logger(service="clerk")
    (secret,) = outside.secrets.get("profile-key")
    desk = _Desk(outside, files, logger, personal_key(secret))

    def handle(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        if "job" in event:
            from functions._jobs import run_job  # office libraries: not for each minute's round

            run_job(outside, event["job"])
            return {}
        counts = desk.minute()
        logger.info("counted", **counts)
        return counts

    return handle


def status(outside: Outside, live: dict[str, int] | None) -> dict[str, Any]:
    """`/status.json`: tiny, polled by every open page; `live` as counted last, null before that."""
    now, publication = outside.now(), outside.publication
    return {
        "generated_at": timestamp(now),
        "notice": publication.notice() or None,
        "rounds": [_round(outside, each, now) for each in publication.contest().rounds],
        "live": live,
    }


def _round(outside: Outside, rules: Round, now: datetime) -> dict[str, Any]:
    made = outside.publication.adjustments(rules.id)
    return {
        "id": rules.id,
        "state": phase(rules, now),
        "opens_at": timestamp(rules.opens_at),
        "closes_at": timestamp(rules.closes_at),
        "adjusted_at": timestamp(max(each.at for each in made)) if made else None,
    }


class _Desk:
    """What the clerk does each minute."""

    def __init__(self, outside: Outside, files: PublicFiles, logger: Logger, key: bytes) -> None:
        self._outside = outside
        self._files = files
        self._logger = logger
        self._key = key
        self._live: dict[str, int] | None = None

    def minute(self) -> dict[str, Any]:
        """Walk once; says how many entries were settled, had moved on, or failed."""
        # An attempt prolonged a moment ago must not be settled by what was known a minute ago.
        self._outside.publication.refresh()
        # Whether a round is open must be told whatever becomes of the walk, and before it.
        self._put("status.json", status(self._outside, self._live))
        counting = Counting(self._outside, self._outside.now() - PATIENCE)
        walk = _Walk(self._outside, counting, self._logger, self._key)
        lines = walk.lines()
        self._tell(counting, walk.unread, lines)
        return dict(walk.counts)

    def _tell(self, counting: Counting, unread: int, lines: list[bytes]) -> None:
        """Everything that was counted, to the console and to the public."""
        table = self._outside.table
        documents, self._live = counting.now(unread)
        KeptDirectory(table, self._key).put(counting.as_of, lines)
        Figures(table).put_now(counting.as_of, documents)
        self._put("status.json", status(self._outside, self._live))
        self._put("participation.json", documents["PUBLIC"])

    def _put(self, name: str, document: dict[str, Any]) -> None:
        self._files.put(name, json.dumps(document, ensure_ascii=False))


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
        except Exception as error:  # noqa: BLE001 - one odd item must not keep all others waiting
            self.unread += 1
            self._odd("not counted", error)
            return None
        standing, named = counting.add(person), self._named(contestant, items)
        return line(row(person, standing, named, counting.sats(entries)))

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
        if rules is None or not _waits(entry, self._counting.as_of):
            return entry
        try:
            closed = tuple(_settled(self._outside, entry, rules, self._counting.as_of))
            done = self._outside.entries.settle(contestant, round_id, entry, closed)
        except Exception as error:  # noqa: BLE001 - one odd entry must not keep all others waiting
            self._odd("not settled", error)
            return entry
        self.counts["settled" if done else "moved_on"] += 1
        return _after(entry, closed) if done else entry

    def _odd(self, what: str, error: Exception) -> None:
        self.counts["failed"] += 1
        kind = type(error).__name__  # and no more: its words may hold somebody's answers
        self._logger.error(what, error=kind)


def _waits(entry: Entry, now: datetime) -> bool:
    pending = any(each.state is State.PENDING for each in entry.closed)
    return pending or (entry.open is not None and is_over(entry.open, now))


def _settled(
    outside: Outside, entry: Entry, rules: Round, now: datetime
) -> Iterator[ClosedAttempt]:
    waiting = (shelve(entry.open),) if entry.open and is_over(entry.open, now) else ()
    for attempt in (*entry.closed, *waiting):
        if attempt.state is State.PENDING:
            key = outside.publication.paper_key(attempt.edition, attempt.paper)
            yield grade_run_out(attempt, key, rules)
        else:
            yield attempt


def _after(entry: Entry, closed: tuple[ClosedAttempt, ...]) -> Entry:
    """The entry as it stands once `closed` has been written."""
    is_shelved = entry.open and any(each.number == entry.open.number for each in closed)
    return Entry(entry.started, entry.started_today, None if is_shelved else entry.open, closed)


def _patient(outside: Outside) -> Outside:
    """The same outside over a client that waits for a page of the walk."""
    return replace(outside, table=Table(connect_table(patient=True), outside.table.name))


handler = lambda_handler(lambda outside: build(_patient(outside), connect(os.environ)))
