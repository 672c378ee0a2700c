"""What a verification finds, and the words it is told in.

A line begins with its mark: ✓ checked and right, ! right as far as public files can tell, – not
checked because of what stands above, ✗ wrong. A fault names the exact record: file, place in it,
what stands there and what should.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from contest.domain.phase import VIETNAM

GOOD, NOTE, SKIPPED, FAULT, PROGRESS, HEADING = "✓", "!", "–", "✗", "…", "■"
TOLD_PER_SUBJECT = 20
"""Faults of one subject told one by one; the rest are counted."""
_SHOWN = 90


class Step(NamedTuple):
    """One line; a line marked PROGRESS only says how far the work has come and then goes."""

    mark: str
    words: str

    def __str__(self) -> str:
        return f"{self.mark} {self.words}"


Say = Callable[[Step], None]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `file` lies under `/ho-so/`; values are told as they stand."""

    file: str
    place: str
    problem: str
    stands: str | None = None
    should: str | None = None

    def __str__(self) -> str:
        values = [
            f"{word} {value}"
            for word, value in (("đang ghi", self.stands), ("phải là", self.should))
            if value is not None
        ]
        told = ": ".join(part for part in (self.problem, ", ".join(values)) if part)
        return f"{self.place}: {told} [{self.file}]"


@dataclass(frozen=True)
class Report:
    """All that was told, progress apart, and every fault (also those only counted)."""

    lines: tuple[Step, ...]
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; notes are no faults."""
        return not self.faults


class UnusableError(Exception):
    """What a check needs cannot be had; why has been told already."""


class SkippedError(Exception):
    """A check rests on something that could not be had."""


_STRANGE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What data of a shape nobody thought of may raise; a verifier answers it with a fault."""


@dataclass
class Findings:
    """Collects what is found and tells it at once."""

    say: Say
    lines: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _untold: int = 0
    _told: int = 0

    def good(self, words: str) -> None:
        """Something was checked and is right."""
        self._tell(Step(GOOD, words))

    def note(self, words: str) -> None:
        """Something an honest reader should know, and no fault."""
        self._tell(Step(NOTE, words))

    def heading(self, words: str) -> None:
        """What the lines below are about."""
        self._tell(Step(HEADING, words))

    def progress(self, words: str) -> None:
        """How far the work has come."""
        self.say(Step(PROGRESS, words))

    def fault(self, fault: Fault) -> None:
        """Something is wrong."""
        self.faults.append(fault)
        if self._told < TOLD_PER_SUBJECT:
            self._told += 1
            self._tell(Step(FAULT, str(fault)))
        else:
            self._untold += 1

    def stop(self, fault: Fault) -> UnusableError:
        """Something is so wrong that what rests on it cannot be checked; to be raised."""
        self.fault(fault)
        return UnusableError()

    def check(self, name: str, check: Callable[[], str | None], file: str = "") -> None:
        """Check one subject; what it returns is told if nothing was wrong.

        Whatever ends it early is told, never raised.
        """
        before, words = len(self.faults), None
        self._told = self._untold = 0
        try:
            words = check()
        except UnusableError:
            pass  # told already
        except SkippedError:
            self._tell(Step(SKIPPED, f"{name}: chưa kiểm được vì lỗi ở trên"))
        except _STRANGE as error:
            problem = f"dữ liệu không theo quy định của hồ sơ ({type(error).__name__})"
            self.fault(Fault(file, name, problem))
        if self._untold:
            self._tell(Step(FAULT, f"{name}: và {number(self._untold)} lỗi nữa"))
        if words and len(self.faults) == before:
            self.good(words)

    def report(self) -> Report:
        """All of it."""
        return Report(tuple(self.lines), tuple(self.faults))

    def _tell(self, step: Step) -> None:
        self.lines.append(step)
        self.say(step)


def number(value: int) -> str:
    """A whole number as Vietnamese writes it: 18.240."""
    return f"{value:,}".replace(",", ".")


def spoken(at: str) -> str:
    """A moment of a record as people read it."""
    moment = datetime.fromisoformat(at).astimezone(VIETNAM)
    return f"{moment:%H:%M ngày %d/%m/%Y} giờ Việt Nam"


def shown(value: Any) -> str:
    """A value as it stands in a file, shortened."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        text = "giá trị lạ"
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
