"""The clerk's side of a draft: works it out, or publishes it, and survives being cut off.

Only one call of the clerk runs at a time. So a draft that is under way when the clerk comes by each
minute has been cut off, or its call got lost: it is taken up again, a few times.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aws_lambda_powertools import Logger

from contest.store.drafts import BUSY, Draft, Drafts, DraftState
from contest.store.public_files import PublicFiles
from functions._basis import CannotError
from functions._console import Console
from functions._publish import publish
from functions._rank import rank

_TRIES = 3
_GIVEN_UP = (
    "Việc này bị gián đoạn nhiều lần; chưa có gì được công bố. "
    "Vui lòng báo người phụ trách kỹ thuật rồi tính lại."
)
_DONE = {
    DraftState.READY: "Dự thảo đã tính xong, chờ người thứ hai duyệt.",
    DraftState.PUBLISHED: "Đã công bố kết quả.",
}
Work = Callable[[Console, PublicFiles, Draft, int], None]


def work(console: Console, files: PublicFiles) -> None:
    """Do what the draft waits for; what cannot be done is told in words."""
    drafts = Drafts(console.outside.table, console.personal_key)
    draft, seen = drafts.read()
    if draft is None or draft.state not in BUSY:
        return
    if draft.tries >= _TRIES:
        _fail(console, drafts, draft, _GIVEN_UP)
        return
    publishing = draft.state is DraftState.PUBLISHING
    state = draft.state if publishing else DraftState.RUNNING
    begun = drafts.step(draft, seen, state=state, tries=draft.tries + 1)
    if begun is None:
        return
    draft, seen = begun
    try:
        with _without_collector():
            (publish if publishing else rank)(console, files, draft, seen)
    except CannotError as error:
        _fail(console, drafts, draft, str(error))


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of rows are made and kept, in no cycles: looking for some takes a third longer."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _fail(console: Console, drafts: Drafts, draft: Draft, words: str) -> None:
    """Nothing is published of a draft that failed: another one can be made."""
    current, seen = drafts.read()
    if current and current.id == draft.id and current.state in BUSY:
        drafts.step(current, seen, state=DraftState.FAILED, words=words)
    console.jobs.fail(draft.job, words)


def go_on(console: Console, files: PublicFiles, logger: Logger) -> None:
    """Take up a draft that has been cut off, and finish a job whose work is done."""
    draft, _ = Drafts(console.outside.table, console.personal_key).read()
    if draft is None:
        return
    try:
        work(console, files)
        _finish_job(console, draft)
    except Exception as error:  # noqa: BLE001 - the next minute comes
        _odd(logger, error)


def _odd(logger: Logger, error: Exception) -> None:
    kind = type(error).__name__  # and no more: its words may hold somebody's data
    logger.error("draft not done", error=kind)


def _finish_job(console: Console, draft: Draft) -> None:
    job = console.jobs.get(draft.job)
    if draft.state in _DONE and job and job.state in ("waiting", "running"):
        console.jobs.finish(draft.job, {"number": draft.number}, _DONE[draft.state])
