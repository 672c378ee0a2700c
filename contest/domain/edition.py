"""Editions (bản đề): all papers built from one state of the bank, named by digest.

An edition never changes. A mended question makes a new one; attempts keep the edition they
began with, so a fix during a round breaks nobody. `sealing` makes one.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from contest.domain.grading import PaperKey, QuestionKey
from contest.domain.seal import canonical, name


@dataclass(frozen=True)
class Edition:
    """An edition of one round: its papers in the order they are dealt from, and their keys."""

    id: str
    round_id: str
    questions: int
    papers: tuple[str, ...]
    keys: Mapping[str, PaperKey]


def edition_id(salt: str, round_id: str, papers: Iterable[tuple[str, str]]) -> str:
    """A digest over papers and answers, salted so that no answer can be guessed from it.

    `papers` in order: the SHA-256 of each one's questions as canonical JSON, and its key's line.
    """
    content = {"salt": salt, "round": round_id, "papers": [list(each) for each in papers]}
    return name(hashlib.sha256(canonical(content)).digest())


def write_key(paper: PaperKey) -> str:
    """A paper's key in a line: per question kind, number of options, right letters (`s4B m5AC`)."""
    return " ".join(
        f"{'m' if question.multiple else 's'}{question.options}{''.join(sorted(question.right))}"
        for question in paper
    )


@lru_cache(maxsize=2048)  # a paper is graded many times
def read_key(line: str) -> PaperKey:
    """The inverse of `write_key`."""
    return tuple(
        QuestionKey(frozenset(word[2:]), int(word[1]), word[0] == "m") for word in line.split()
    )
