"""Rebuilds of the site (dựng lại trang): what the forge tells of its runs, and what we asked for.

A forge knows its runs and how they stand; who asked for one, and which result was the newest then,
we keep ourselves, for that is nothing that a forge must know.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

APPEARS_WITHIN = timedelta(minutes=2)
"""How long a run that a forge has taken on may be missing from its list."""


class State(StrEnum):
    """How a run stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


WORDS = {
    State.QUEUED: "Đang chờ máy dựng.",
    State.RUNNING: "Đang dựng trang.",
    State.DONE: "Đã dựng xong.",
    State.FAILED: "Không dựng được. Vui lòng mở nhật ký của lần dựng này để xem nguyên nhân.",
}
UNDER_WAY = frozenset({State.QUEUED, State.RUNNING})


@dataclass(frozen=True)
class Run:
    """One rebuild. `id` is the forge's name for it, `key` ours: empty if nobody here asked."""

    id: str
    key: str
    state: State
    at: datetime
    url: str
    words: str
    by: str = ""
    result: int | None = None
    """The newest result when it was asked for, as far as we know."""


@dataclass(frozen=True)
class Asked:
    """That somebody asked for a rebuild."""

    key: str
    by: str
    at: datetime
    result: int | None
    """The number of the newest published result at that moment; None before the first."""
    run: str = ""
    """The forge's name for it, once it has told."""
    failed: str = ""
    """Why it did not begin, in words; empty if it did."""


def together(asked: Sequence[Asked], runs: Iterable[Run], now: datetime) -> list[Run]:
    """All runs, newest first: those the forge tells of, and what it does not tell of (yet)."""
    told = [_known(run, asked) for run in runs]
    there = {each for run in told for each in (run.id, run.key) if each}
    missing = [each for each in asked if not {each.key, each.run} & there]
    unseen = [run for each in missing if (run := _unseen(each, now))]
    return sorted([*told, *unseen], key=lambda run: run.at, reverse=True)


def _known(run: Run, asked: Iterable[Asked]) -> Run:
    for each in asked:
        if run.key == each.key or run.id in (each.run, each.key):
            return replace(run, key=each.key, by=each.by, result=each.result)
    return run


def _unseen(asked: Asked, now: datetime) -> Run | None:
    """What is told of a run that the forge's list lacks: it failed to begin, or is to appear."""
    state = State.FAILED if asked.failed else State.QUEUED
    if not asked.failed and now - asked.at > APPEARS_WITHIN:
        return None  # long gone from the list, or never taken on
    words = asked.failed or WORDS[state]
    name = asked.run or asked.key
    return Run(name, asked.key, state, asked.at, "", words, asked.by, asked.result)


def under_way(runs: Iterable[Run]) -> Run | None:
    """The newest run that is not over."""
    return next((run for run in runs if run.state in UNDER_WAY), None)


@dataclass(frozen=True)
class Result:
    """The newest published result."""

    number: int
    at: datetime


@dataclass(frozen=True)
class Built:
    """What the site was last built with; `result` is None if it is not known to hold one."""

    result: int | None
    at: datetime


def built(runs: Iterable[Run], latest: Result | None) -> Built | None:
    """What the newest run that went well has put on the site; None if there was none."""
    run = next((run for run in runs if run.state is State.DONE), None)
    return Built(_read_by(run, latest), run.at) if run else None


def _read_by(run: Run, latest: Result | None) -> int | None:
    """The number of the newest result that a run is known to have read."""
    # A run of nobody here began by the forge's clock; what was published before, it has read.
    after = latest is not None and not run.key and run.at >= latest.at
    return latest.number if latest and after else run.result


def will_show(run: Run, latest: Result | None) -> bool:
    """Whether a run under way is known to read the newest result."""
    return latest is None or _read_by(run, latest) == latest.number


def is_stale(site: Built | None, latest: Result | None) -> bool:
    """Whether a result is published that the site is not known to show."""
    return latest is not None and (site is None or site.result != latest.number)
