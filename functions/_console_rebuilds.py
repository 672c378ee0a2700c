"""Rebuilds of the site: how they stand, and beginning one."""

import os
from dataclasses import replace
from datetime import datetime
from typing import Any

from contest.domain import refusal
from contest.domain.audit import Deed
from contest.domain.organizer import Organizer
from contest.domain.phase import milliseconds, timestamp
from contest.domain.rebuild import (
    Asked,
    Result,
    Run,
    built,
    is_stale,
    together,
    under_way,
    will_show,
)
from contest.store.audit import ContendedError
from contest.store.forge import Forge, ForgeError
from contest.store.rebuilds import Rebuilds
from contest.store.results import Results
from functions._console import Console
from functions._console_bodies import Document, ReasonForm
from functions._http import Answer, RefusedError


class RebuildDesk:
    """The desk for rebuilds; the forge is told nothing of who asks, nor why."""

    def __init__(self, console: Console, forge: Forge) -> None:
        self._console = console
        self._forge = forge
        self._rebuilds = Rebuilds(console.outside.table)
        self._results = Results(console.outside.table)

    def look(self, who: Organizer) -> Answer:  # noqa: ARG002
        """The newest runs, and whether the site shows the newest result.

        A forge that does not answer keeps nobody from seeing what else is known: `problem`.
        """
        asked, _ = self._rebuilds.read()
        runs, problem = self._told()
        latest = self._latest()
        all_runs = together(asked, runs, self._console.outside.now())
        site = built(all_runs, latest)
        kind = self._forge.kind
        body: dict[str, Any] = {
            "configured": kind != "none",
            "kind": kind,
            "problem": problem,
            "runs": [_run(each) for each in all_runs],
            "built": {"result": site.result, "at": timestamp(site.at)} if site else None,
            "latest": latest.number if latest else None,
            "stale": is_stale(site, latest),
        }
        return Answer(200, Document(body))

    def _told(self) -> tuple[list[Run], str | None]:
        try:
            return self._forge.runs(), None
        except ForgeError as error:
            return [], error.words

    def start(self, form: ReasonForm, who: Organizer) -> Answer:
        """Begin a rebuild, or tell of the one that is under way (200)."""
        if self._forge.kind == "none":
            raise RefusedError(refusal.NO_FORGE)
        now = self._console.outside.now()
        asked, seen = self._rebuilds.read()
        latest = self._latest()
        mine = Asked(_new_key(now), who.username, now, latest.number if latest else None)
        busy = under_way(together(asked, self._runs(), now))
        if busy and will_show(busy, latest):
            return Answer(200, Document({"run": _run(busy)}))
        deed = Deed(now, who.username, who.role, "rebuild", mine.key, reason=form.reason)
        try:
            self._console.audit.record(deed, self._rebuilds.write((mine, *asked), seen))
        except ContendedError as error:
            raise RefusedError(refusal.CONFLICT) from error
        return Answer(202, Document({"run": _run(self._begin(mine))}))

    def _runs(self) -> list[Run]:
        try:
            return self._forge.runs()
        except ForgeError as error:
            raise RefusedError(refusal.forge_failed(error.words)) from None

    def _begin(self, mine: Asked) -> Run:
        """Have the forge begin; a failure stays on the list, in words."""
        try:
            run = self._forge.start(mine.key, mine.at)
        except ForgeError as error:
            self._rebuilds.amend(replace(mine, failed=error.words))
            raise RefusedError(refusal.forge_failed(error.words)) from None
        if run.id not in ("", mine.key):
            self._rebuilds.amend(replace(mine, run=run.id))
        return together([mine], [run], mine.at)[0]

    def _latest(self) -> Result | None:
        latest = self._results.read()[0].latest
        return Result(latest.number, datetime.fromisoformat(latest.at)) if latest else None


def _new_key(now: datetime) -> str:
    """A name of our own for a run: when it was asked for, and some chance."""
    return f"{milliseconds(now):013}-{os.urandom(4).hex()}"


def _run(run: Run) -> dict[str, Any]:
    return {
        "id": run.id or run.key,
        "state": run.state,
        "at": timestamp(run.at),
        "by": run.by,
        "url": run.url,
        "words": run.words,
    }
