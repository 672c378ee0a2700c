"""Ranking, publishing and verifying many entries, each in a process of its own.

The table hands its pages out ready-made (`replay`); everything else is DynamoDB Local, and the
record goes to a folder. What is measured is what the clerk does for a job, and `build.py verify`.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from contest.content.public_files import jwks_json
from contest.domain.phase import VIETNAM, timestamp
from contest.store import headcounts, opened_editions, publication
from contest.store.drafts import Draft, Drafts, DraftState
from contest.store.jobs import Job
from contest.store.public_files import FolderFiles
from contest.store.secrets import SecretsFile
from contest.store.table import Table, connect
from functions._commit import Committing
from functions._wiring import Outside
from infra.local import template
from tests import dynamodb_local
from tests.conftest import QUIET
from tests.load import replay
from tests.load.million import Million
from tests.load.recount import Measured, measure, peak_kilobytes
from tests.world import ROOT, Built

_BEFORE = datetime(2023, 11, 1, 8, tzinfo=VIETNAM)
_AFTER = datetime(2023, 12, 1, 8, tzinfo=VIETNAM)
_ROUNDS = ("vong-1", "vong-2")


@dataclass(frozen=True)
class Steps:
    """What it took to work a draft out, to publish it, and to verify what was published."""

    rank: Measured
    publish: Measured
    verify: Measured


def results(folder: Path, entries: int) -> Steps:
    """All steps, over so many entries."""
    os.environ.update(QUIET)
    secrets = SecretsFile(folder / "results-secrets.json")
    with dynamodb_local.running() as (endpoint, _):
        client = connect(endpoint_url=endpoint)
        table = Table(client, f"results-{entries}")
        template.create_table(client, table.name)
        built = Built.make(folder)
        live = folder / f"live-{entries}"
        _publish(built, table, secrets, live)
        many = _million(built, secrets)
        texts = many.texts(entries)
        with replay.replaying_texts(endpoint, texts, many.profile) as address:
            environ = {
                **os.environ,
                "AWS_ENDPOINT_URL_DYNAMODB": address,
                "CONTEST_TABLE": table.name,
                "SECRETS": str(secrets.path),
                "LIVE": str(live),
                "PYTHONPATH": str(ROOT),
            }
            steps = (_step(name, environ) for name in ("rank", "publish", "verify"))
            measured = Steps(*steps)
        client.close()
        return measured


def _step(name: str, environ: dict[str, str]) -> Measured:
    return measure([sys.executable, "-m", "tests.load.results", name], environ)


def _million(built: Built, secrets: SecretsFile) -> Million:
    editions = {name: each.edition for name, each in built.editions.items()}
    (secret,) = secrets.get("profile-key")
    return Million(built.sources.contest, built.sources.agencies, editions, secret)


def _publish(built: Built, table: Table, secrets: SecretsFile, live: Path) -> None:
    """Everything that is there before the rounds open, what the clerk commits to as well."""
    sources, editions = built.sources, tuple(each.edition for each in built.editions.values())
    keys = jwks_json(*secrets.get("session-key", "exam-token-key", "receipt-key", "result-key"))
    opened_editions.publish(table, sources.contest, built.opened.values(), _BEFORE)
    publication.write(table, sources.contest, sources.agencies, keys, editions)
    headcounts.publish(table, sources.contest, sources.agencies, _BEFORE)
    outside = Outside(lambda: _BEFORE, table, secrets, publication.Publication(table))
    (version,) = headcounts.versions(table)
    Committing(outside, FolderFiles(live)).look(version, (), ())


# ---- what runs in processes of their own --------------------------------------------------------


def _rank() -> Any:
    from functions._drafting import work

    console, drafts = _console()
    job = console.jobs.new_id()
    at = timestamp(_AFTER)
    draft = Draft("bench", DraftState.WAITING, "", "a", at, at, "", None, (), 1, _ROUNDS, job)
    _begin(console, drafts, draft, 0)
    work(console, _files())
    return _state(drafts)


def _approve() -> Any:
    from functions._drafting import work

    console, drafts = _console()
    draft, seen = drafts.read()
    assert draft is not None
    approved = replace(
        draft,
        state=DraftState.PUBLISHING,
        approved_by="b",
        role="secretariat",
        job=console.jobs.new_id(),
        tries=0,
    )
    _begin(console, drafts, approved, seen)
    work(console, _files())
    return _state(drafts)


def _begin(console: Any, drafts: Drafts, draft: Draft, seen: int) -> None:
    job = Job(draft.job, "rank", draft.by, _AFTER, "waiting", 0, 1, "", {}, None)
    console.jobs.create(job)
    table = console.outside.table
    table.client.put_item(**drafts.write(draft, seen)["Put"])


def _state(drafts: Drafts) -> Any:
    draft, _ = drafts.read()
    assert draft is not None
    assert draft.state in (DraftState.READY, DraftState.PUBLISHED), draft.words
    return draft.state


def _verify() -> Any:
    from contest.content.results.verify_command import run

    with redirect_stdout(StringIO()):  # what it tells is not what we measure
        return run(os.environ["LIVE"], None, None)


def _console() -> Any:
    from functions._console import Console

    table = Table(connect(patient=True), os.environ["CONTEST_TABLE"], walkers=4)
    secrets = SecretsFile(Path(os.environ["SECRETS"]))
    outside = Outside(lambda: _AFTER, table, secrets, publication.Publication(table))
    (secret,) = secrets.get("profile-key")
    console = Console(outside, secret)
    return console, Drafts(table, console.personal_key)


def _files() -> FolderFiles:
    return FolderFiles(Path(os.environ["LIVE"]))


_STEPS: dict[str, Callable[[], Any]] = {"rank": _rank, "publish": _approve, "verify": _verify}

if __name__ == "__main__":
    if sys.argv[1].isdecimal():
        import tempfile

        with tempfile.TemporaryDirectory() as place:
            found = results(Path(place), int(sys.argv[1]))
            for name, step in vars(found).items():
                print(f"{name:8} {step.seconds:8.1f} s {step.megabytes:8.0f} MB {step.said}")
    else:
        print(json.dumps(_STEPS[sys.argv[1]]()))
        print(peak_kilobytes())
