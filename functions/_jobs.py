"""Long work that the console asks for: the secretary begins it, the clerk does it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from aws_lambda_powertools import Logger

from contest.store.jobs import Job
from contest.store.public_files import PublicFiles
from functions._console import Console
from functions._import_apply import apply
from functions._wiring import Outside

_FAILED = "Việc này bị gián đoạn. Vui lòng thử lại; những gì đã ghi được giữ nguyên."


class JobFailedError(Exception):
    """A job failed by this kind of error."""


def run_job(outside: Outside, job_id: str, files: PublicFiles) -> None:
    """Do a job that waits; one that is running or done is left alone."""
    (secret,) = outside.secrets.get("profile-key")
    console = Console(outside, secret)
    job = console.jobs.get(job_id)
    if job is None or not console.jobs.move_on(job_id, "waiting", "running"):
        return
    try:
        _do(console, job, files)
    except Exception as error:  # noqa: BLE001 - raised again, without its words
        # Its words may hold somebody's data: the kind of failure is told, and no more.
        kind = type(error).__name__
        Logger(service="clerk").error("job failed", job=job.kind, error=kind)
        console.jobs.fail(job_id, _FAILED)
        raise JobFailedError(kind) from None  # what Lambda logs of it, too


def _do(console: Console, job: Job, files: PublicFiles) -> None:
    if job.kind in _OF_DRAFTS:
        from functions._drafting import work  # what ranks is loaded where there is a draft

        work(console, files)
    else:
        _KINDS[job.kind](console, job)


def _recount(console: Console, job: Job) -> None:
    """Figures as of a past moment."""
    from functions._recount import recount

    recount(console.outside, as_of=datetime.fromisoformat(job.parameters["as_of"]))
    console.jobs.finish(job.id, {"as_of": job.parameters["as_of"]}, "Đã tính xong.")


def _export(console: Console, job: Job) -> None:
    """A file, kept in parts for the console to fetch."""
    from functions._exports import make  # office libraries: only where a file is written

    console.jobs.progress(job.id, 0, 2, "Đang lập tệp…")
    made = make(console, job)
    console.jobs.progress(job.id, 1, 2, "Đang lưu tệp…")
    parts = console.jobs.keep(job.id, "OUT", made.content, job.at)
    told = {"file_name": made.file_name, "media_type": made.media_type, "parts": parts}
    console.jobs.finish(job.id, told, "Tệp đã sẵn sàng.")


_OF_DRAFTS = frozenset({"rank", "publish"})
_KINDS: Mapping[str, Callable[[Console, Job], None]] = {
    "import": apply,
    "recount": _recount,
    "export": _export,
}
