"""`make demo`: the whole contest on this machine.

Builds the site from the real sources, starts the embedded engine with the template's resources,
publishes into it, and serves functions and site at one address; sample sign-ins for the organizers'
console are drawn anew each time. PORT moves the address, AT moves the clock
(AT=2023-11-08T08:00+07:00), SAMPLE=500 puts so many invented people in; without AT the demo starts
inside the first official round.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import FrameType

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from contest.domain.phase import VIETNAM
from contest.domain.quota import in_force
from contest.domain.rules import Contest, RoundKind
from contest.store import headcounts
from contest.store.public_files import FolderFiles
from contest.store.publication import Publication
from contest.store.secrets import SecretsFile
from contest.store.table import Table
from functions._commit import Committing
from functions._wiring import Outside
from infra.local.engine import Engine, Schedule, build_functions
from infra.local.forge import LocalForge, build_commands
from infra.local.gateway import Gateway
from infra.local.organizers import Sample as SignIn
from infra.local.sample import Sample
from infra.local.site import Site

ROOT = Path(__file__).parents[2]
SECRETS = ROOT / ".secrets/contest.json"
SAMPLE_AGENCY = "so-noi-vu"


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # phones keep their connection; so does this

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing per request: a log of addresses would be personal data."""

    def send_header(self, keyword: str, value: str) -> None:
        """Leave the date to the site, whose clock may be moved."""
        if not (keyword == "Date" and value == self.date_time_string()):
            super().send_header(keyword, value)


def main() -> None:
    """Run the demo until Ctrl-C or SIGTERM."""
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, _stop)
    at = _moment(os.environ.get("AT"))
    live = _empty(ROOT / f".cache/live/{_port()}")
    _run_step("build", "--secrets", str(SECRETS))
    engine = Engine(SecretsFile(SECRETS))
    try:
        os.environ["CONTEST_TABLE"] = engine.values["ContestTable"]
        os.environ["POWERTOOLS_METRICS_DISABLED"] = "true"
        os.environ.setdefault("POWERTOOLS_LOG_LEVEL", "WARNING")
        _run_step("publish")
        contest = Publication(Table.connect(os.environ)).contest()
        at = at or inside_first_round(contest)
        commit_before_opening(contest, SecretsFile(SECRETS), live, at)
        if size := int(os.environ.get("SAMPLE") or 0):
            Sample(Table.connect(os.environ), SecretsFile(SECRETS), at).put(size, _tell)
        _serve(engine, contest, moved_clock(at), live)
    except KeyboardInterrupt:
        pass  # stopped before the server took over; the server itself ends quietly
    finally:
        engine.stop()
    print("\nĐã dừng.", flush=True)


def _serve(engine: Engine, contest: Contest, clock: Callable[[], datetime], live: Path) -> None:
    forge = LocalForge(build_commands(ROOT, SECRETS, live))
    functions = build_functions(engine.values, clock, live, forge)
    schedule = Schedule(functions["Clerk"], 20)
    server = _server(Site(ROOT / "dist/site", live, Gateway(functions), clock))
    schedule.start()
    _say(contest, server.server_port, clock(), engine.invite(SAMPLE_AGENCY))
    try:
        server.serve_forever()
    finally:
        schedule.stop()
        forge.stop()
        server.server_close()


def _port() -> int:
    return int(os.environ.get("PORT", "8000"))


def _empty(folder: Path) -> Path:
    """The folder with nothing in it: what an earlier demo published is of another contest."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _server(site: Site) -> BaseWSGIServer:
    port = _port()
    try:
        return make_server("127.0.0.1", port, site, threaded=True, request_handler=_Handler)
    except (OSError, SystemExit):
        sys.exit(f"Cổng {port} đang được dùng; hãy chọn cổng khác, ví dụ: make demo PORT=8080")


def _tell(text: str) -> None:
    print(text, flush=True)


def _stop(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def _run_step(*arguments: str) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "build.py"), *arguments], check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        sys.exit("AT chưa đúng; hãy viết như AT=2023-11-08T08:00+07:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def inside_first_round(contest: Contest) -> datetime:
    """A moment inside the first official round: a day after it opens, or half way."""
    first = next(each for each in contest.rounds if each.kind is RoundKind.OFFICIAL)
    return first.opens_at + min(timedelta(days=1), (first.closes_at - first.opens_at) / 2)


def commit_before_opening(contest: Contest, secrets: SecretsFile, live: Path, at: datetime) -> None:
    """What the clerk would have committed to, had the demo been there before the rounds opened."""
    official = [each for each in contest.rounds if each.kind is RoundKind.OFFICIAL]
    before = min(at, *(each.opens_at - timedelta(hours=1) for each in official))
    table = Table.connect(os.environ)
    outside = Outside(lambda: before, table, secrets, Publication(table))
    version = in_force(headcounts.versions(table), before)
    Committing(outside, FolderFiles(live)).look(version, (), ())


def moved_clock(at: datetime) -> Callable[[], datetime]:
    """A clock that reads `at` now and goes on from there, whatever happens to the machine's."""
    started = time.monotonic()
    return lambda: (at + timedelta(seconds=time.monotonic() - started)).astimezone(VIETNAM)


def _say(contest: Contest, port: int, now: datetime, people: tuple[SignIn, ...]) -> None:
    origin = f"http://127.0.0.1:{port}"
    accounts = "".join(
        f"    {each.username:<11}{each.password}  ({each.what})\n" for each in people
    )
    print(
        f"\n{contest.contest.name}\n"
        f"  Trang chủ    {origin}/\n"
        f"  Phòng thi    {origin}/thi/\n"
        f"  Ôn tập       {origin}/on-tap/\n"
        f"  Tham gia     {origin}/tham-gia/\n"
        f"  Ban Tổ chức  {origin}/to-chuc/\n"
        f"{accounts}"
        f"  Đồng hồ      {now:%H:%M ngày %d/%m/%Y} (giờ Việt Nam)\n"
        "  Dừng         Ctrl-C\n",
        flush=True,
    )


if __name__ == "__main__":
    main()
