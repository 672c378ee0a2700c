"""Files in and out: previews, confirmations, exports, recounts, and how far they have come."""

from datetime import datetime
from typing import Any

from contest.domain import refusal
from contest.domain.audit import Deed
from contest.domain.organizer import Organizer
from contest.domain.phase import timestamp
from contest.domain.refusal import FieldError
from contest.store.invoker import Invoker
from contest.store.jobs import Job
from functions._console import Console
from functions._console_bodies import (
    Document,
    ExportForm,
    ImportForm,
    RecountForm,
    Started,
)
from functions._http import Answer, File, RefusedError
from functions._imports import Importer, list_entry

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {
    "contestants": ("xlsx", "csv"),
    "participation": ("xlsx", "csv"),
    "report": ("docx",),
}


class Files:
    """The desk for files and long work."""

    def __init__(self, console: Console, pepper: bytes, clerk: Invoker) -> None:
        self._console = console
        self._importer = Importer(console, pepper)
        self._clerk = clerk

    # ---- in ---------------------------------------------------------------------------------

    def template(self, who: Organizer, kind: str) -> Answer:  # noqa: ARG002
        """An empty form to fill in."""
        from contest.office.forms import template  # office libraries: only where a file is made
        from contest.office.layouts import Kind

        if kind not in tuple(Kind):
            raise RefusedError(refusal.NOT_FOUND)
        publication = self._console.outside.publication
        content = template(Kind(kind), publication.contest(), publication.agencies())
        return Answer(200, File(content=content, media_type=_XLSX, file_name=f"mau-{kind}.xlsx"))

    def preview(self, form: ImportForm, who: Organizer) -> Answer:
        """Read a file and tell what it would change."""
        return Answer(201, Document(self._importer.preview(form, who)))

    def confirm(self, who: Organizer, import_id: str) -> Answer:  # noqa: ARG002
        """Do what a preview said; asking twice does it once."""
        job, jobs = self._job(import_id), self._console.jobs
        if job.kind != "import":
            raise RefusedError(refusal.UNKNOWN_JOB)
        begun = any(jobs.move_on(job.id, before, "waiting") for before in ("previewed", "failed"))
        if begun:
            jobs.list_import(job, list_entry(job, "waiting"))
            self._clerk.invoke({"job": job.id})
        return Answer(202, Started(job=job.id))

    def imports(self, who: Organizer) -> Answer:  # noqa: ARG002
        """What has been imported."""
        return Answer(200, Document({"imports": self._console.jobs.imports()}))

    # ---- out --------------------------------------------------------------------------------

    def export(self, form: ExportForm, who: Organizer) -> Answer:
        """Have a file made."""
        if form.format not in _FORMATS[form.kind]:
            wrong = FieldError("format", "invalid", "Loại dữ liệu này không có định dạng đã chọn.")
            raise RefusedError(refusal.INVALID.because(wrong))
        asked = {"kind": form.kind, "format": form.format, "as_of": _text(form.as_of)}
        return self._begin("export", asked, who, f"{form.kind}.{form.format}")

    def recount(self, form: RecountForm, who: Organizer) -> Answer:
        """Have figures counted as of a past moment."""
        if form.as_of > self._console.outside.now():
            wrong = FieldError("as_of", "future", "Hãy chọn một thời điểm đã qua.")
            raise RefusedError(refusal.INVALID.because(wrong))
        return self._begin("recount", {"as_of": _text(form.as_of)}, who, "figures")

    def _begin(self, kind: str, asked: dict[str, Any], who: Organizer, target: str) -> Answer:
        now, jobs = self._console.outside.now(), self._console.jobs
        job = Job(jobs.new_id(), kind, who.username, now, "waiting", 0, 1, "Đang chờ…", asked, None)
        detail = asked.get("as_of") or ""
        self._console.audit.record(Deed(now, who.username, who.role, kind, target, detail=detail))
        jobs.create(job)
        self._clerk.invoke({"job": job.id})
        return Answer(202, Started(job=job.id))

    def job(self, who: Organizer, job_id: str) -> Answer:  # noqa: ARG002
        """How far a job has come."""
        job = self._job(job_id)
        names = ("id", "kind", "state", "done", "total", "words", "result")
        return Answer(200, Document({name: getattr(job, name) for name in names}))

    def part(self, who: Organizer, job_id: str, part: str) -> Answer:  # noqa: ARG002
        """One part of the file that came out."""
        job = self._job(job_id)
        found = self._console.jobs.part(job.id, "OUT", int(part)) if part.isdecimal() else None
        if found is None:
            raise RefusedError(refusal.UNKNOWN_JOB)
        return Answer(200, File(content=found, media_type="application/octet-stream"))

    def _job(self, job_id: str) -> Job:
        job = self._console.jobs.get(job_id)
        if job is None:
            raise RefusedError(refusal.UNKNOWN_JOB)
        return job


def _text(moment: datetime | None) -> str | None:
    return timestamp(moment) if moment else None
