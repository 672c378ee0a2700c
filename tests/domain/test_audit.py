"""The audit trail: whoever edits, drops, inserts or reorders an entry is found out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contest.domain.audit import BEGINNING, AuditEntry, Deed, chain, intact

BEGAN = datetime(2023, 11, 8, 1, 0, tzinfo=UTC)


def trail(length: int = 5) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    before = BEGINNING
    for number in range(1, length + 1):
        at = BEGAN + timedelta(minutes=number)
        deed = Deed(at, "thu-ky", "secretariat", "disqualify", f"CODE{number}", "khai sai")
        entries.append(chain(deed, number, before))
        before = entries[-1].digest
    return entries


def with_deed(entry: AuditEntry, **changes: object) -> AuditEntry:
    return replace(entry, deed=replace(entry.deed, **changes))  # type: ignore[arg-type]


def forged(entries: list[AuditEntry]) -> list[AuditEntry]:
    """The third entry changed and signed again, as somebody with the table would."""
    third = entries[2]
    entries[2] = chain(replace(third.deed, reason="khác"), third.number, third.before)
    return entries


TAMPERINGS: list[tuple[str, Callable[[list[AuditEntry]], list[AuditEntry]], str]] = [
    ("reason", lambda t: [with_deed(t[0], reason="khác"), *t[1:]], "a reason rewritten"),
    ("actor", lambda t: [*t[:2], with_deed(t[2], actor="khac"), *t[3:]], "blamed on another"),
    ("time", lambda t: [*t[:2], with_deed(t[2], at=BEGAN), *t[3:]], "back-dated"),
    ("drop", lambda t: [*t[:2], *t[3:]], "an entry taken out"),
    ("swap", lambda t: [t[1], t[0], *t[2:]], "two entries in another order"),
    ("double", lambda t: [*t[:3], t[2], *t[3:]], "an entry told twice"),
    ("forged", forged, "an entry changed and its digest computed anew"),
]


def test_an_honest_trail_is_intact() -> None:
    """Nobody is accused where nothing was changed, wherever a page of it begins."""
    assert intact([])
    assert all(intact(trail()[start:]) for start in range(5))


@pytest.mark.parametrize(("name", "tamper", "reason"), TAMPERINGS)
def test_tampering_shows(
    name: str, tamper: Callable[[list[AuditEntry]], list[AuditEntry]], reason: str
) -> None:
    """Any change to the trail is found out."""
    assert not intact(tamper(trail())), reason
