"""Authors' mistakes as values: collected over all files, told together, each with its line."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Mistake(NamedTuple):
    """`path:line: what is wrong and what to write`."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class MistakesError(Exception):
    """The sources cannot be used; `mistakes` says everything that must be mended."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__(f"{len(self.mistakes)} mistakes")
