"""Imports, second step: what a preview found and somebody confirmed is done, by the clerk."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from contest.domain.audit import Deed
from contest.domain.quota import in_force
from contest.store import headcounts
from contest.store.jobs import Job
from contest.store.lists import Listed, Lists, read_rows, sort_key
from functions._console import Console
from functions._imports import COUNTED, list_entry

_STEP = 400


def apply(console: Console, job: Job) -> None:
    """Do what the preview of this import said."""
    rows = json.loads(console.jobs.data(job.id, "IN"))
    kind, now = job.parameters["kind"], console.outside.now()
    done = (
        _apply_headcounts(console, job, rows, now)
        if kind == "headcounts"
        else _apply_people(console, job, read_rows(rows), now)
    )
    result = {name: job.parameters[name] for name in COUNTED} | done
    words = f"Đã nhập {done['written']} dòng."
    if done["moved_on"]:
        words += f" {done['moved_on']} dòng đã bị lần nhập khác thay đổi; hãy nhập lại tệp này."
    deed = Deed(
        now, job.by, job.parameters["role"], "import", kind, "", json.dumps(result, sort_keys=True)
    )
    console.audit.record(deed)
    console.jobs.list_import(job, list_entry(job, "done"))
    console.jobs.finish(job.id, result, words)


def _apply_people(console: Console, job: Job, rows: list[Listed], now: datetime) -> dict[str, int]:
    lists = Lists(console.dossiers, sort_key(job.parameters["kind"]))
    outcomes: Counter[str] = Counter()
    for part in _steps(rows):
        outcomes.update(lists.add(part, job.id, now))
        console.jobs.progress(job.id, outcomes.total(), len(rows), "Đang ghi…")
    return {"written": outcomes["done"], "moved_on": outcomes["moved_on"]}


def _apply_headcounts(console: Console, job: Job, rows: list[Any], now: datetime) -> dict[str, int]:
    """A new version: the one in force, with what the file says laid over it."""
    if rows:
        before = in_force(headcounts.versions(console.outside.table), now).counts
        counts = {agency: dict(each) for agency, each in before.items()}
        for agency, given in rows:
            counts[agency] = counts.get(agency, {}) | given
        headcounts.write(console.outside.table, now, job.parameters["file_name"], counts)
    return {"written": len(rows), "moved_on": 0}


def _steps(rows: list[Listed]) -> Iterator[list[Listed]]:
    return (rows[start : start + _STEP] for start in range(0, len(rows), _STEP))
