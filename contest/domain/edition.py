"""Editions (bản đề): all papers built from one state of the bank, named by digest.

An edition never changes. A mended question makes a new one; attempts keep the edition they
began with, so a fix during a round breaks nobody.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from contest.domain.grading import PaperKey, QuestionKey
from contest.domain.paper import Paper
from contest.domain.rules import Round
from contest.domain.seal import base64url, canonical, derive, name, paper_id, paper_path, seal


@dataclass(frozen=True)
class Edition:
    """An edition of one round: its papers in the order they are dealt from, and their keys."""

    id: str
    round_id: str
    questions: int
    papers: tuple[str, ...]
    keys: Mapping[str, PaperKey]


@dataclass(frozen=True)
class SealedEdition:
    """An edition and its sealed papers by path on the site."""

    edition: Edition
    files: Mapping[str, str]


def seal_edition(rules: Round, papers: tuple[Paper, ...], master: bytes) -> SealedEdition:
    """Name and seal the papers of a round."""
    edition_id = _edition_id(rules, papers, master)
    keys: dict[str, PaperKey] = {}
    files: dict[str, str] = {}
    for paper in papers:
        content = {"edition": edition_id, "round": rules.id, "questions": paper.public()}
        paper_name = paper_id(master, content)
        keys[paper_name] = paper.key()
        sealed = seal(master, paper_name, {"paper": paper_name, **content})
        files[paper_path(rules.id, paper_name)] = sealed
    edition = Edition(edition_id, rules.id, rules.questions, tuple(keys), keys)
    return SealedEdition(edition, files)


def _edition_id(rules: Round, papers: tuple[Paper, ...], master: bytes) -> str:
    """A digest over papers and answers, salted so that no answer can be guessed from it."""
    salt = derive(master, f"edition salt {rules.id}")
    content = {
        "salt": base64url(salt),
        "round": rules.id,
        "papers": [[paper.public(), write_key(paper.key())] for paper in papers],
    }
    return name(hashlib.sha256(canonical(content)).digest())


def write_key(paper: PaperKey) -> str:
    """A paper's key in a line: per question kind, number of options, right letters (`s4B m5AC`)."""
    return " ".join(
        f"{'m' if question.multiple else 's'}{question.options}{''.join(sorted(question.right))}"
        for question in paper
    )


def read_key(line: str) -> PaperKey:
    """The inverse of `write_key`."""
    return tuple(
        QuestionKey(frozenset(word[2:]), int(word[1]), word[0] == "m") for word in line.split()
    )
