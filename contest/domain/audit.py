"""The audit trail (nhật ký): every action of an organizer, chained so that an edit shows.

Each entry carries the digest of the one before, as in a hash chain (RFC 9162 explains the idea for
certificates): whoever changed, dropped or inserted one would have to forge all that follow.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from contest.domain.phase import timestamp
from contest.domain.seal import canonical

BEGINNING = "0" * 64
"""What stands for the digest before the first entry."""


@dataclass(frozen=True)
class Deed:
    """What somebody did: action and target are words for programs, the detail is for people."""

    at: datetime
    actor: str
    role: str
    action: str
    target: str
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True)
class AuditEntry:
    """A deed in its place in the chain; the first has number 1."""

    number: int
    deed: Deed
    before: str
    digest: str


def chain(deed: Deed, number: int, before: str) -> AuditEntry:
    """The entry that a deed becomes after the entry with digest `before`."""
    told = asdict(deed) | {"at": timestamp(deed.at), "n": number, "before": before}
    return AuditEntry(number, deed, before, hashlib.sha256(canonical(told)).hexdigest())


def intact(entries: Iterable[AuditEntry]) -> bool:
    """Whether entries in the order of their numbers follow one another and none was changed."""
    last: AuditEntry | None = None
    for each in entries:
        if chain(each.deed, each.number, each.before).digest != each.digest:
            return False
        if last and (each.number, each.before) != (last.number + 1, last.digest):
            return False
        last = each
    return True
