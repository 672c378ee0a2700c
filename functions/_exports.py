"""Files for taking away: the console's own documents as Excel, CSV and Word."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contest.domain.directory import told
from contest.domain.phase import VIETNAM
from contest.office import csv_file, official_paper, workbook
from contest.office.exports import contestants_table, participation_table
from contest.office.report import report
from contest.office.tables import Table
from contest.store.figures import Figures, KeptDirectory
from contest.store.jobs import Job
from functions._console import Console

_MEDIA = {
    "xlsx": workbook.MEDIA_TYPE,
    "csv": csv_file.MEDIA_TYPE,
    "docx": official_paper.MEDIA_TYPE,
}
_NAMES = {
    "contestants": "nguoi-du-thi",
    "participation": "ket-qua-tham-gia",
    "report": "bao-cao-to-thu-ky",
}


@dataclass(frozen=True)
class Made:
    """A file that was made."""

    content: bytes
    file_name: str
    media_type: str


def make(console: Console, job: Job) -> Made:
    """The file that a job asks for."""
    kind, form = job.parameters["kind"], job.parameters["format"]
    sources = _Sources(console, job.parameters["as_of"])
    content = _MAKERS[kind](sources, form)
    stamp = f"{sources.as_of.astimezone(VIETNAM):%Y%m%d-%H%M}"
    return Made(content, f"{_NAMES[kind]}-{stamp}.{form}", _MEDIA[form])


class _Sources:
    """The documents that files are made from, as of now or of a past moment counted before."""

    def __init__(self, console: Console, as_of: str | None) -> None:
        publication = console.outside.publication
        self.contest = publication.contest()
        self.agencies = tuple(publication.agencies().values())
        self._console = console
        self._figures = Figures(console.outside.table)
        self._past = datetime.fromisoformat(as_of) if as_of else None
        self.as_of = self._past or self._figures.as_of()

    def quotas(self) -> Mapping[str, Any]:
        """Figures by agency; a past moment that nobody has asked for yet is counted first."""
        from functions._recount import recount

        if self._past:
            recount(self._console.outside, as_of=self._past)
        return self._figures.get("QUOTAS", self._past)

    def overview(self) -> Mapping[str, Any]:
        """Rounds and totals as they are now."""
        return self._figures.get("OVERVIEW")

    def people(self) -> Iterator[dict[str, Any]]:
        """Everybody, one after the other."""
        console = self._console
        kept = KeptDirectory(console.outside.table, console.personal_key)
        return (told(row) for row in kept.get().rows())


def _contestants(sources: _Sources, form: str) -> bytes:
    contest, agencies = sources.contest, sources.agencies
    return _lay(contestants_table(sources.people(), contest, agencies, sources.as_of), form)


def _participation(sources: _Sources, form: str) -> bytes:
    return _lay(participation_table(sources.quotas(), sources.contest, sources.agencies), form)


def _report(sources: _Sources, _: str) -> bytes:
    quotas, overview = sources.quotas(), sources.overview()
    return report(quotas, overview, sources.contest, sources.agencies, sources.as_of)


def _lay(table: Table, form: str) -> bytes:
    return workbook.workbook(table) if form == "xlsx" else csv_file.csv_file(table)


_MAKERS: Mapping[str, Callable[[_Sources, str], bytes]] = {
    "contestants": _contestants,
    "participation": _participation,
    "report": _report,
}
