"""Taking part, in numbers: what `participation` says of facts, of lines as they stand in the table.

Nearly everybody has closed attempts and nothing else; of a million of those no facts need be made.
The two must agree: `tests/functions/test_results_walk.py` holds them together.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from contest.domain.participation import Post, Progress, Standing
from contest.domain.phase import moment
from contest.domain.rules import TakingPart
from contest.domain.sheets import HANDED_IN, RAN_OUT

Line = list[str]
"""A closed attempt's line, split; see `contest.store.entries`."""
ENDED, EDITION, PAPER, STARTED, DEADLINE, HANDED_IN_AT, GUESS, ANSWERS = (*range(1, 7), 8, 9)
"""Where in a line what stands; the number of the attempt comes first."""
_PENDING = "p"
_DAY = 86_400_000
_VIETNAM = 7 * 3_600_000


class Alike(NamedTuple):
    """How somebody plain stands: many stand alike. `day` since 1970 in Vietnam, -1: not yet."""

    agency: str | None
    group: str
    day: int
    begun: int


def _handed_in(line: Line, _grace: int) -> list[int]:
    return [int(line[HANDED_IN_AT])] if line[ENDED] == HANDED_IN else []


def _graded(line: Line, grace: int) -> list[int]:
    """What waits for the clerk counts already; see `participation`."""
    if line[ENDED] in (RAN_OUT, _PENDING):
        return [int(line[DEADLINE]) + grace]
    return _handed_in(line, grace)


def _started(line: Line, _grace: int) -> list[int]:
    return [int(line[STARTED])]


EFFECTS: Mapping[TakingPart, Callable[[Line, int], list[int]]] = {
    TakingPart.SUBMITTED: _handed_in,
    TakingPart.GRADED: _graded,
    TakingPart.STARTED: _started,
}
"""When a closed attempt began to count, if it does."""


def day_of(moments: list[int], until: int, needed: int) -> int:
    """The day that completes taking part, -1 if it hasn't come by `until`."""
    counted = sorted(each for each in moments if each <= until)
    return (counted[needed - 1] + _VIETNAM) // _DAY if len(counted) >= needed else -1


def standing(alike: Alike) -> Standing:
    """How such people stand; what nominations would add is no matter of a result."""
    taken = moment(alike.day * _DAY) if alike.day >= 0 else None
    return Standing(
        post=Post(alike.agency, alike.group),
        nominated=None,
        took_part_at=taken,
        excluded=False,
        disqualified=False,
        flagged=False,
        mismatched=False,
        counted=taken is not None,
        progress=Progress.TOOK_PART if taken else Progress.REGISTERED,
        barred=None,
    )
