"""Making an edition: its papers named by digest and sealed one by one."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from contest.domain.edition import Edition, edition_id, write_key
from contest.domain.grading import PaperKey
from contest.domain.paper import Paper
from contest.domain.rules import Round
from contest.domain.seal import base64url, canonical, derive, paper_id, paper_path, seal


@dataclass(frozen=True)
class SealedEdition:
    """An edition and its sealed papers by path on the site."""

    edition: Edition
    files: Mapping[str, str]


def seal_edition(rules: Round, papers: tuple[Paper, ...], master: bytes) -> SealedEdition:
    """Name and seal the papers of a round."""
    sheets = [canonical(paper.public()) for paper in papers]
    digests = [hashlib.sha256(sheet).hexdigest() for sheet in sheets]
    lines = [write_key(paper.key()) for paper in papers]
    named = edition_id(edition_salt(master, rules.id), rules.id, zip(digests, lines, strict=True))
    keys: dict[str, PaperKey] = {}
    files: dict[str, str] = {}
    for paper, sheet, digest in zip(papers, sheets, digests, strict=True):
        place = {"edition": named, "round": rules.id}
        paper_name = paper_id(master, {**place, "questions": digest})
        keys[paper_name] = paper.key()
        content = _with_questions({**place, "paper": paper_name}, sheet)
        files[paper_path(rules.id, paper_name)] = seal(master, paper_name, content)
    edition = Edition(named, rules.id, rules.questions, tuple(keys), keys)
    return SealedEdition(edition, files)


def _with_questions(head: dict[str, str], sheet: bytes) -> bytes:
    """The JSON of a paper: its head, and the questions as they were digested."""
    return canonical(head)[:-1] + b',"questions":' + sheet + b"}"


def edition_salt(master: bytes, round_id: str) -> str:
    """The salt of a round's editions, secret until they are opened."""
    return base64url(derive(master, f"edition salt {round_id}"))
