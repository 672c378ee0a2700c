"""What the console shows: documents counted beforehand, or one page of a query; never a walk."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from contest.domain import refusal
from contest.domain.audit import AuditEntry, intact
from contest.domain.directory import Directory, Query, State, page_document
from contest.domain.directory_rows import Row
from contest.domain.identity import contestant_key, read_national_id
from contest.domain.organizer import Organizer, Role
from contest.domain.overview import as_read
from contest.domain.phase import timestamp
from contest.domain.refusal import FieldError
from contest.store.figures import Figures, KeptDirectory, NotCountedError
from functions._console import Console
from functions._console_bodies import Document
from functions._http import Answer, RefusedError
from functions._story import tell


class Pages:
    """The pages; `pepper` finds a person by national id, which is kept nowhere."""

    def __init__(self, console: Console, pepper: bytes) -> None:
        self._console = console
        self._pepper = pepper
        self._figures = Figures(console.outside.table)
        self._directory = KeptDirectory(console.outside.table, console.personal_key)

    def overview(self, who: Organizer) -> Answer:  # noqa: ARG002 - the guard has looked at who
        """Participants and attempts by hour and day, rounds, readiness."""
        outside = self._console.outside
        document = self._figure("OVERVIEW") | {"notice": outside.publication.notice()}
        as_of = datetime.fromisoformat(document["as_of"])
        return Answer(200, Document(as_read(document, as_of, outside.now())))

    def quotas(self, who: Organizer, query: Mapping[str, str]) -> Answer:  # noqa: ARG002
        """Every agency's figures, now or as of a past moment that was asked for before."""
        return Answer(200, Document(self._figure("QUOTAS", _moment(query.get("as_of")))))

    def signals(self, who: Organizer) -> Answer:  # noqa: ARG002
        """What a human should look at; never a penalty (R28)."""
        document = self._figure("SIGNALS")
        rows = self._everybody().by_code(
            person["code"] for signal in document["signals"] for person in signal["people"]
        )
        for signal in document["signals"]:
            for person in signal["people"]:
                row = rows.get(person["code"])
                person["name"] = row.name if row else None
        return Answer(200, Document(document))

    def agency(self, who: Organizer, agency_id: str) -> Answer:
        """One agency: its figures, its trend, who is missing. For its own eyes and ours."""
        if not who.may_see(agency_id):
            raise RefusedError(refusal.FORBIDDEN)
        quotas, more = self._figure("QUOTAS"), self._figure("AGENCIES")
        figures = next((each for each in quotas["agencies"] if each["id"] == agency_id), None)
        if figures is None:
            raise RefusedError(refusal.UNKNOWN_AGENCY)
        directory = self._everybody()
        return Answer(
            200,
            Document(
                {
                    "as_of": quotas["as_of"],
                    "headcounts": quotas["headcounts"],
                    "figures": figures,
                    **more["agencies"].get(agency_id, {}),
                    "people_missing": list(_missing(directory, agency_id)),
                    "mismatches": list(_mismatches(directory, agency_id, who)),
                }
            ),
        )

    def contestants(self, who: Organizer, query: Mapping[str, str]) -> Answer:  # noqa: ARG002
        """A page of people; twelve digits are taken for a national id and looked up by its key."""
        wanted = Query(
            text=query.get("q", "")[:100],
            agency=query.get("agency", ""),
            group=query.get("group", ""),
            state=query.get("state", ""),
            flag=query.get("flag", ""),
        )
        identity = read_national_id(wanted.text)
        directory = self._everybody()
        if identity is not None:
            key = contestant_key(self._pepper, identity)
            wanted = Query(text=self._code_of(key) or "\0")
        page = directory.page(wanted, _number(query.get("page")))
        return Answer(200, Document(page_document(page, self._figures.as_of())))

    def _figure(self, name: str, as_of: datetime | None = None) -> dict[str, Any]:
        """A document; refuses one that the clerk has not counted."""
        try:
            return self._figures.get(name, as_of)
        except NotCountedError as error:
            raise RefusedError(refusal.NOT_COUNTED) from error

    def _everybody(self) -> Directory:
        try:
            return self._directory.get()
        except NotCountedError as error:
            raise RefusedError(refusal.NOT_COUNTED) from error

    def _code_of(self, contestant: str) -> str | None:
        profile = self._console.dossiers.get(contestant).get("PERSON#PROFILE")
        return profile["code"]["S"] if profile else None

    def story(self, who: Organizer, code: str) -> Answer:  # noqa: ARG002
        """One person's whole story, as it stands this moment."""
        console = self._console
        key = console.key_of(code)
        publication, now = console.outside.publication, console.outside.now()
        told = tell(console.dossiers, key, console.dossiers.get(key), publication, now)
        return Answer(200, Document(told))

    def audit(self, who: Organizer, query: Mapping[str, str]) -> Answer:  # noqa: ARG002
        """The trail, newest first, with a word on whether it is whole."""
        before = _number(query.get("before")) if query.get("before") else None
        entries = self._console.audit.page(before)
        first = entries[0].number if entries else 1
        return Answer(
            200,
            Document(
                {
                    "entries": [_entry(each) for each in reversed(entries)],
                    "next": first if first > 1 else None,
                    "refused": self._console.audit.refusals(),
                    "intact": intact(entries) and self._console.audit.ends_with(entries, before),
                }
            ),
        )


def _missing(directory: Directory, agency_id: str) -> Iterator[dict[str, Any]]:
    """Whom the agency has nominated and who has not taken part yet."""
    for row in directory.nominees(agency_id):
        if row.state != State.TOOK_PART:
            yield {
                "name": row.name,
                "group": row.nominated_group,
                "position": row.position or None,
                "state": "not_enough" if _has_sat(row) else row.state,
            }


def _has_sat(row: Row) -> bool:
    return row.state == State.REGISTERED and bool(row.rounds)


def _mismatches(directory: Directory, agency_id: str, who: Organizer) -> Iterator[dict[str, Any]]:
    """Who declares another post than nominated; a focal point is told no other agency."""
    for row in directory.rows(Query(flag="mismatched")):
        if agency_id in (row.agency, row.nominated_agency):
            declared, nominated = row.agency, row.nominated_agency
            if who.role is Role.AGENCY:
                declared, nominated = (
                    each if each == agency_id else "" for each in (declared, nominated)
                )
            yield {
                "code": row.code or None,
                "name": row.name,
                "declared": {"agency": declared or None, "group": row.group},
                "nominated": {"agency": nominated or None, "group": row.nominated_group},
            }


def _entry(entry: AuditEntry) -> dict[str, Any]:
    deed = entry.deed
    return {
        "n": entry.number,
        "at": timestamp(deed.at),
        "actor": deed.actor,
        "role": deed.role,
        "action": deed.action,
        "target": deed.target,
        "reason": deed.reason,
        "detail": deed.detail,
        "hash": entry.digest,
    }


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        wrong = FieldError("as_of", "invalid", "Thời điểm chưa đúng. Vui lòng chọn lại.")
        raise RefusedError(refusal.INVALID.because(wrong))
    return moment


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else 1
