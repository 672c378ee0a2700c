"""Imports, first step: a file is read and compared with what is known; nothing is changed yet.

National ids end here, at the border: a row goes on under the contestant's key. What the preview
found is kept sealed with the job, so that what is confirmed is what was seen (`_import_apply`).
"""

import base64
import binascii
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contest.domain import refusal
from contest.domain.agency import Agency
from contest.domain.identity import contestant_key
from contest.domain.organizer import Organizer
from contest.domain.participation import Post
from contest.domain.phase import timestamp
from contest.domain.quota import in_force
from contest.domain.rules import Contest
from contest.store.headcounts import versions
from contest.store.histories import exclusion_text, roster_text
from contest.store.jobs import Job
from contest.store.lists import Action, Listed, Lists, compare, sort_key, write_rows
from functions._console import Console
from functions._console_bodies import ImportForm
from functions._http import RefusedError

_SHOWN = 50
_HEADERS = {
    "roster": ("Họ và tên", "Cơ quan, đơn vị", "Nhóm", "Chức vụ", "Việc"),
    "headcounts": (
        "Cơ quan, đơn vị",
        "Lãnh đạo",
        "Lãnh đạo cấp phòng",
        "Công chức",
        "Một cửa",
    ),
    "exclusions": ("Họ và tên", "Cơ quan, đơn vị", "Lý do", "Việc"),
}


class Importer:
    """Previews files; `pepper` turns national ids into keys."""

    def __init__(self, console: Console, pepper: bytes) -> None:
        self._console = console
        self._pepper = pepper

    def preview(self, form: ImportForm, who: Organizer) -> dict[str, Any]:
        """What a file would change, and everything that is wrong with it; nothing is changed."""
        publication = self._console.outside.publication
        contest, agencies = publication.contest(), publication.agencies()
        reading = _read(form, contest, agencies)
        if form.kind == "headcounts":
            actions, kept = self._headcounts(reading.rows)
        else:
            actions, kept = self._people(form.kind, reading.rows)
        counts = Counter(actions)
        told: dict[str, Any] = {
            "kind": form.kind,
            "file_name": form.file_name,
            "lines": reading.lines,
            **{each: counts[each] for each in ("new", "changed", "unchanged")},
            "refused": reading.refused,
            "problems": [each._asdict() for each in reading.problems],
            "notes": [each._asdict() for each in reading.notes],
            "headers": list(_HEADERS[form.kind]),
            "preview": [
                {"line": row.line, "action": action, "cells": list(_cells(row, contest, agencies))}
                for row, action in zip(reading.rows[:_SHOWN], actions, strict=False)
            ],
        }
        return told | {"id": self._keep(form, told, kept, who)}

    def _people(self, kind: str, rows: Sequence[Any]) -> tuple[list[Action], list[Listed]]:
        listed = [_listed(kind, row, contestant_key(self._pepper, row.national_id)) for row in rows]
        lists = Lists(self._console.dossiers, sort_key(kind))
        known = lists.known([each.contestant for each in listed])
        compared = [compare(each, known.get(each.contestant)) for each in listed]
        kept = [row for action, row in compared if action != "unchanged"]
        return [action for action, _ in compared], kept

    def _headcounts(self, rows: Sequence[Any]) -> tuple[list[Action], list[Any]]:
        now = self._console.outside.now()
        kept = versions(self._console.outside.table)
        before = in_force(kept, now).counts if kept else {}
        actions = [_headcount_action(row, before) for row in rows]
        changed = [
            [row.agency, dict(row.counts)]
            for row, action in zip(rows, actions, strict=True)
            if action != "unchanged"
        ]
        return actions, changed

    def _keep(
        self, form: ImportForm, told: Mapping[str, Any], kept: list[Any], who: Organizer
    ) -> str:
        jobs, now = self._console.jobs, self._console.outside.now()
        about = {name: told[name] for name in COUNTED} | {"kind": form.kind}
        job = Job(
            id=jobs.new_id(),
            kind="import",
            by=who.username,
            at=now,
            state="previewed",
            done=0,
            total=len(kept),
            words="Chờ xác nhận.",
            parameters=about | {"file_name": form.file_name, "role": who.role},
            result=None,
        )
        rows = kept if form.kind == "headcounts" else write_rows(kept)
        jobs.keep(job.id, "IN", json.dumps(rows).encode(), now)
        jobs.create(job)
        jobs.list_import(job, list_entry(job, "previewed"))
        return job.id


COUNTED = ("lines", "new", "changed", "unchanged", "refused")


def list_entry(job: Job, state: str) -> dict[str, Any]:
    """An import as the list of imports tells it."""
    counts = {name: job.parameters[name] for name in COUNTED}
    told = {"id": job.id, "kind": job.parameters["kind"], "at": timestamp(job.at)}
    return {**told, "file_name": job.parameters["file_name"], "by": job.by, "state": state} | counts


def _read(form: ImportForm, contest: Contest, agencies: Mapping[str, Agency]) -> Any:
    from contest.office import imports  # office libraries: only where a file comes in
    from contest.office.sheets import UnreadableError, read

    try:
        content = base64.b64decode(form.content, validate=True)
        readers: Mapping[str, Any] = {
            "roster": imports.roster,
            "headcounts": imports.headcounts,
            "exclusions": imports.exclusions,
        }
        return readers[form.kind](read(form.file_name, content), contest, agencies)
    except binascii.Error as error:
        raise RefusedError(refusal.MALFORMED) from error
    except UnreadableError as error:
        raise RefusedError(refusal.unreadable_file(str(error))) from error


def _cells(row: Any, contest: Contest, agencies: Mapping[str, Agency]) -> Iterator[str]:
    """A row as it is shown: never a national id, which nobody need see again."""
    agency = agencies.get(row.agency or "")
    if hasattr(row, "full_name"):
        yield row.full_name
    yield agency.name if agency else ""
    if hasattr(row, "counts"):
        yield from ("" if count is None else str(count) for count in row.counts.values())
    elif hasattr(row, "reason"):
        yield from (row.reason, "Được dự thi trở lại" if row.lifted else "Không được dự thi")
    else:
        group = contest.group(row.group)
        deed = "Rút khỏi danh sách" if row.withdrawn else "Cử"
        yield from (group.name if group else row.group, row.position or "", deed)


def _listed(kind: str, row: Any, contestant: str) -> Listed:
    if kind == "roster":
        post = None if row.withdrawn else Post(row.agency, row.group)
        personal = {"full_name": row.full_name, "position": row.position}
        return Listed(row.line, contestant, roster_text(post), personal)
    post = Post(row.agency, row.group) if row.group else None
    text = exclusion_text(stands=not row.lifted, post=post, reason=row.reason)
    return Listed(row.line, contestant, text, {"full_name": row.full_name})


def _headcount_action(row: Any, before: Mapping[str, Mapping[str, int | None]]) -> Action:
    known = before.get(row.agency)
    if known is None or all(value is None for value in known.values()):
        return "new"
    return "unchanged" if {**known, **row.counts} == dict(known) else "changed"
