"""Whether all that organizers write can be built: `question_src/` and pages, told together."""

from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from contest.content.checks.question_sources import mistakes
from contest.content.checks.site_pages import page_mistakes
from contest.content.mistakes import Mistake, MistakesError
from contest.content.sources import Sources, load, load_contest
from contest.domain.rules import Contest


def check_project(root: Path) -> Sources:
    """Sources that can be built from; raises MistakesError with everything to mend."""
    sources = sound_questions(root)
    if found := judge_pages(root, sources.contest):
        raise MistakesError(found)
    return sources


def sound_questions(root: Path) -> Sources:
    """Sources whose pages are still to be judged; raises MistakesError with all mistakes, of both.

    Where questions are wrong nothing can be built, so what is wrong with pages is told as well.
    """
    judged = judge_questions(root)
    if judged.mistakes:
        raise MistakesError([*judged.mistakes, *judge_pages(root, judged.contest)])
    return judged.whole()


class Judged(NamedTuple):
    """What could be read of `question_src/`, and what is wrong with it."""

    sources: Sources | None
    contest: Contest | None
    """The rules may be readable where the questions are not."""
    mistakes: tuple[Mistake, ...]

    def whole(self) -> Sources:
        """The sources, where nothing is wrong with them; else raises MistakesError."""
        if self.sources is None or self.mistakes:
            raise MistakesError(self.mistakes)
        return self.sources


def judge_questions(root: Path) -> Judged:
    """Read and judge `question_src/`."""
    try:
        sources = load(root / "question_src")
    except MistakesError as error:
        return Judged(None, _contest(root), error.mistakes)
    return Judged(sources, sources.contest, tuple(mistakes(sources)))


def judge_pages(root: Path, contest: Contest | None) -> list[Mistake]:
    """Everything to mend in the pages and in what they rest on, each mistake once."""
    return sorted({*page_mistakes(root, contest)})


def pages_judged_by(another: Executor, root: Path, contest: Contest) -> Callable[[], None]:
    """Have pages judged by another process while this one goes on.

    What comes back waits for it, and raises MistakesError with everything to mend in the pages.
    """
    judging = another.submit(judge_pages, root, contest)

    def approve() -> None:
        if found := judging.result():
            raise MistakesError(found)

    return approve


def _contest(root: Path) -> Contest | None:
    try:
        return load_contest(root / "question_src")
    except MistakesError:
        return None
