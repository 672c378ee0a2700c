"""Clerk: settles attempts that ran out and tells the public how rounds stand.

Scheduled; nothing outside can call it. An attempt that ran out with a checkpoint is graded from
it; one with nothing saved has lapsed.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from contest.domain.attempt import ClosedAttempt, Entry, State, grade_run_out, is_over, shelve
from contest.domain.phase import phase, timestamp
from contest.domain.rules import Round
from contest.store.entries import read_entry
from contest.store.public_files import PublicFiles, connect
from functions._wiring import Function, Outside, lambda_handler

_PATIENCE = timedelta(seconds=15)
"""A submission taken in time may still be on its way to the table when the time is up."""


def build(outside: Outside, files: PublicFiles) -> Function:
    """The function over the given outside."""
    logger = Logger(service="clerk")

    def handle(_event: dict[str, Any], _context: Any) -> dict[str, Any]:
        counts = settle_all(outside, logger)
        files.put("status.json", json.dumps(status(outside), ensure_ascii=False))
        logger.info("settled", **counts)
        return counts

    return handle


def status(outside: Outside) -> dict[str, Any]:
    """`/status.json`: tiny, polled by every open page."""
    now = outside.now()
    rounds = [
        {
            "id": rules.id,
            "state": phase(rules, now),
            "opens_at": timestamp(rules.opens_at),
            "closes_at": timestamp(rules.closes_at),
        }
        for rules in outside.publication.contest().rounds
    ]
    return {"generated_at": timestamp(now), "notice": None, "rounds": rounds}


def settle_all(outside: Outside, logger: Logger) -> dict[str, Any]:
    """Settle every attempt that ran out; says how many entries, how many had moved on or failed."""
    now = outside.now() - _PATIENCE
    contest = outside.publication.contest()
    counts = {"settled": 0, "moved_on": 0, "failed": 0}
    for contestant, round_id, item in outside.entries.ran_out(now):
        rules = contest.round(round_id)
        if rules is None:
            continue
        try:
            entry = read_entry(item)
            closed = tuple(_settled(outside, entry, rules, now))
            done = outside.entries.settle(contestant, round_id, entry, closed)
        except Exception as error:  # noqa: BLE001 - one odd entry must not keep all others waiting
            counts["failed"] += 1
            kind = type(error).__name__  # and no more: its words may hold somebody's answers
            logger.error("not settled", round=round_id, error=kind)  # noqa: TRY400
        else:
            counts["settled" if done else "moved_on"] += 1
    return counts


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


handler = lambda_handler(lambda outside: build(outside, connect(os.environ)))
