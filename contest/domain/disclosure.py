"""What the public may read off figures: small cells are merged before they are published.

An agency with one or two participants would tell who they are. Such agencies are merged with
siblings (same level and parent), always so that a merged row holds at least two agencies that have
participants and is no small cell itself: then no sum or difference of published rows and level
totals is the number of one small agency. Agencies without participants tell nothing of anybody.

Figures of the communes of one district as a whole must not be published beside these rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contest.domain.figures import AgencyFigures
from contest.domain.floors import rate
from contest.domain.rules import Level


@dataclass(frozen=True, slots=True)
class PublicRow:
    """What the public sees of one agency, or of `merged` agencies together (`agency` None)."""

    agency: str | None
    level: Level
    parent: str | None
    """None too where communes of several districts are merged."""
    participants: int
    rated: int
    headcount: int | None
    met: bool | None
    """Not told of merged agencies."""
    merged: int = 1

    @property
    def rate(self) -> float | None:
        """Participants of the groups with a headcount, per person in them."""
        return rate(self.rated, self.headcount)


def public_row(figures: AgencyFigures) -> PublicRow:
    """An agency's figures as the public would see them."""
    return PublicRow(
        agency=figures.agency.id,
        level=figures.agency.level,
        parent=figures.agency.parent,
        participants=figures.participants,
        rated=figures.rated,
        headcount=figures.headcount,
        met=figures.met,
    )


def merge_small(rows: Iterable[PublicRow], smallest: int) -> tuple[PublicRow, ...]:
    """The rows as they may be published: by level, those of an agency before those merged.

    Where the whole of a level is a small cell it becomes one row, whatever it holds: that says no
    more than the level's total does. Of a level with a single agency the row loses its name.
    """
    levels: dict[Level, list[PublicRow]] = {}
    for row in sorted(rows, key=_order):
        levels.setdefault(row.level, []).append(row)
    return tuple(
        row
        for level in Level
        for row in sorted(_level(levels.get(level, []), smallest), key=_order)
    )


def _level(rows: Sequence[PublicRow], smallest: int) -> list[PublicRow]:
    """Merge among siblings; what they cannot hide is hidden among all of the level."""
    families: dict[str | None, list[PublicRow]] = {}
    for row in rows:
        families.setdefault(row.parent, []).append(row)
    shown: list[PublicRow] = []
    exposed: list[PublicRow] = []
    for family in families.values():
        kept, hidden = _hide(family, smallest)
        shown += kept
        if _hides(hidden, smallest):
            shown.append(_merge(hidden, hidden[0].parent))
        else:
            exposed += hidden
    kept, hidden = _hide([*shown, *exposed], smallest)
    if hidden and not _hides(hidden, smallest):
        kept, hidden = [], [*kept, *hidden]
    return [*kept, *([_merge(hidden, None)] if hidden else [])]


def _hide(rows: Sequence[PublicRow], smallest: int) -> tuple[list[PublicRow], list[PublicRow]]:
    """Who may stay, and who must not: the small, and the next smallest until they are hidden."""
    hidden = [row for row in rows if 0 < row.participants < smallest]
    others = sorted(
        (row for row in rows if row.participants >= smallest),
        key=lambda row: (row.participants, _order(row)),
    )
    while hidden and others and not _hides(hidden, smallest):
        hidden.append(others.pop(0))
    return [row for row in rows if row not in hidden], hidden


def _hides(rows: Sequence[PublicRow], smallest: int) -> bool:
    """Whether a row of these is no small cell; then it holds several, as a small one is in it."""
    return sum(row.participants for row in rows) >= smallest


def _merge(rows: Sequence[PublicRow], parent: str | None) -> PublicRow:
    known = [row.headcount for row in rows if row.headcount is not None]
    return PublicRow(
        agency=None,
        level=rows[0].level,
        parent=parent,
        participants=sum(row.participants for row in rows),
        rated=sum(row.rated for row in rows),
        headcount=sum(known) if len(known) == len(rows) else None,
        met=None,
        merged=sum(row.merged for row in rows),
    )


def _order(row: PublicRow) -> tuple[bool, str, str]:
    return row.agency is None, row.parent or "", row.agency or ""
