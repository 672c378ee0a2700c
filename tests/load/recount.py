"""The clerk's minute and the console's pages, with 100,000 people in every agency of the province.

Each is measured in a process of its own: wall time, and the most memory it ever held.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from contest.domain.organizer import Organizer, Role
from contest.domain.phase import VIETNAM
from contest.store import headcounts, publication
from contest.store.secrets import SecretsFile
from contest.store.table import Table, connect
from infra.local import template
from tests import dynamodb_local
from tests.conftest import QUIET
from tests.load import crowd, replay
from tests.world import ROOT, Built

PEOPLE = 100_000
_STORED = 2_000
"""So many of them lie in the table itself, for pages that ask for one person."""
_NOT_WALKED = {"who", "consent", "agy", "grp"}
_AT = datetime(2023, 11, 8, 8, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Measured:
    """Seconds and MB of one process, and what it printed."""

    seconds: float
    megabytes: float
    said: Any


def minute_and_pages(folder: Path, people: int = PEOPLE) -> tuple[Measured, Measured, Measured]:
    """A bare scan, the clerk's minute, and the console's pages, over the same table."""
    os.environ.update(QUIET)
    secrets = SecretsFile(folder / "recount-secrets.json")
    with dynamodb_local.running() as (endpoint, _):
        client = connect(endpoint_url=endpoint)
        table = Table(client, "recount")
        template.create_table(client, table.name)
        built = Built.make(folder)
        _publish(built, table)
        (secret,) = secrets.get("profile-key")
        agencies = built.sources.agencies
        crowd.fill(client, table.name, crowd.crowd(agencies, secret, _STORED))
        everybody = crowd.crowd(agencies, secret, people)
        with replay.replaying(endpoint, everybody, _NOT_WALKED) as address:
            environ = {
                **os.environ,
                "AWS_ENDPOINT_URL_DYNAMODB": address,
                "CONTEST_TABLE": table.name,
                "SECRETS": str(secrets.path),
                "LIVE": str(folder / "live"),
                "PYTHONPATH": str(ROOT),
            }
            scan, minute, pages = (_measure(name, environ) for name in ("scan", "minute", "pages"))
        client.close()
        return scan, minute, pages


def _publish(built: Built, table: Table) -> None:
    editions = tuple(each.edition for each in built.editions.values())
    publication.write(table, built.sources.contest, built.sources.agencies, {"keys": []}, editions)
    headcounts.publish(table, built.sources.contest, built.sources.agencies, _AT)


def _measure(name: str, environ: dict[str, str]) -> Measured:
    return measure([sys.executable, "-m", "tests.load.recount", name], environ)


def measure(command: list[str], environ: dict[str, str]) -> Measured:
    """Run a process that prints its answer as JSON and then its peak, and time it."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.PIPE)
    said = process.stdout.read() if process.stdout else b""
    if process.wait():
        raise RuntimeError(f"{command} failed")
    seconds = time.perf_counter() - started
    *_, told, peak = said.splitlines()
    return Measured(seconds, int(peak) / 1024, json.loads(told))


# ---- what runs in processes of their own --------------------------------------------------------


def _scan() -> Any:
    import boto3

    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=_table_name())
    return sum(len(page["Items"]) for page in pages)


def _minute() -> Any:
    from contest.store.public_files import FolderFiles
    from functions import clerk

    clerk_function = clerk.build(_outside(), FolderFiles(Path(os.environ["LIVE"])))
    return clerk_function({}, None)


def _pages() -> Any:
    """Seconds of each page: cold, in a container that has loaded nothing yet, and warm."""
    from functions._console import Console
    from functions._console_pages import Pages

    (secret,) = _outside().secrets.get("profile-key")
    desk = Pages(Console(_outside(), secret), b"pepper")
    agency, code = _somebody(desk)
    found = {}
    for name, page in _PAGES.items():
        fresh = Pages(Console(_outside(), secret), b"pepper")
        cold = _seconds(page, fresh, agency, code)
        found[name] = (cold, _seconds(page, fresh, agency, code))
    return found


_WHO = Organizer("test", Role.SECRETARIAT, None, _AT, "subject", "token", _AT)
_PAGES: dict[str, Callable[[Any, str, str], Any]] = {
    "overview": lambda desk, *_: desk.overview(_WHO),
    "quotas": lambda desk, *_: desk.quotas(_WHO, {}),
    "one agency": lambda desk, agency, _: desk.agency(_WHO, agency),
    "contestants, found by name": lambda desk, *_: desk.contestants(_WHO, {"q": "nghiem nguyen"}),
    "contestants, last page": lambda desk, *_: desk.contestants(_WHO, {"page": "99999"}),
    "contestants, filtered": lambda desk, agency, _: desk.contestants(
        _WHO, {"agency": agency, "group": "official", "state": "took_part"}
    ),
    "one person": lambda desk, _, code: desk.story(_WHO, code),
    "signals": lambda desk, *_: desk.signals(_WHO),
    "audit": lambda desk, *_: desk.audit(_WHO, {}),
}


def _seconds(page: Callable[[Any, str, str], Any], desk: Any, agency: str, code: str) -> float:
    started = time.perf_counter()
    page(desk, agency, code)
    return time.perf_counter() - started


def _somebody(desk: Any) -> tuple[str, str]:
    """An agency and the code of one of its people, who lies in the table itself."""
    document = desk.contestants(_WHO, {"q": "T0000001"}).body.root
    row = document["rows"][0]
    return row["agency"], row["code"]


def _outside() -> Any:
    from contest.store.publication import Publication
    from functions._wiring import Outside

    table = Table.connect(os.environ)
    secrets = SecretsFile(Path(os.environ["SECRETS"]))
    return Outside(lambda: _AT, table, secrets, Publication(table))


def peak_kilobytes() -> str:
    """The most memory that this process has held."""
    return re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]  # type: ignore[index]


def _table_name() -> str:
    return os.environ["CONTEST_TABLE"]


if __name__ == "__main__":
    doing = {"scan": _scan, "minute": _minute, "pages": _pages}[sys.argv[1]]
    print(json.dumps(doing()))
    print(peak_kilobytes())  # a parent would be told its own, if that had been more
