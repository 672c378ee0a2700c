"""Commitments, each minute: what decides a round is fixed by digest before it can be known.

As long as an official round can still be begun, whatever has changed of what decides it becomes
one more link of the public chain. What the digests are about stays in the table until a result
tells it.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from contest.domain.phase import timestamp
from contest.domain.quota import Headcounts
from contest.domain.record.commitment import (
    Commitment,
    CommitmentKind,
    Grounds,
    Lists,
    append,
    closing,
    content_digest,
    log,
    opening,
    people_digest,
    sha256,
)
from contest.domain.record.documents import (
    agencies_document,
    headcounts_document,
    rules_document,
)
from contest.domain.rules import Round, RoundKind
from contest.domain.seal import base64url, canonical
from contest.store.commitments import Commitments, Kept
from contest.store.opened_editions import OpenedEditions
from contest.store.public_files import RECORD, PublicFiles
from contest.store.publication import NotPublishedError
from contest.store.results import Results
from functions._wiring import Outside

_SALT_BYTES = 32


@dataclass
class Chain:
    """The chain as this container knows it; what it adds is in the table before it is told."""

    outside: Outside
    files: PublicFiles
    made: list[Kept] = field(default_factory=list)
    _told: bytes = b""

    def __post_init__(self) -> None:
        self._kept = Commitments(self.outside.table)
        self._contest = self.outside.publication.contest().contest.id

    def read(self) -> "Chain":
        """Look at what is in the table."""
        self.made = list(self._kept.all())
        return self

    def last(self, round_id: str, kind: CommitmentKind) -> Kept | None:
        """The last commitment of a kind about a round."""
        of_round = (each for each in reversed(self.made) if each.entry.round == round_id)
        return next((each for each in of_round if each.entry.kind is kind), None)

    def add(
        self, kind: CommitmentKind, round_id: str, content: Mapping[str, Any], now: datetime
    ) -> bool:
        """Add a link; False if somebody else was faster, whose link must be looked at first."""
        entry = append(self.entries(), kind, round_id, now, content_digest(content))
        if not self._kept.add(entry, content):
            return False
        self.made.append(Kept(entry, content))
        return True

    def tell(self) -> None:
        """Let everybody see the chain; what has been told is not told again."""
        told = log(self._contest, self.entries())
        data = canonical(told)
        if data != self._told:
            Results(self.outside.table).put_log(told)
            self.files.put_bytes(f"{RECORD}/cam-ket.json", data)
            self._told = data

    def commit_sheets(self, round_id: str, entries: int, digest: str) -> bool:
        """Fix a round's sheets, unless its last commitment says the very same."""
        before = self.last(round_id, CommitmentKind.CLOSE)
        if before and (before.content["entries"], before.content["sheets"]) == (entries, digest):
            return True
        content = closing(_salt(), self._contest, round_id, entries, digest)
        return self.add(CommitmentKind.CLOSE, round_id, content, self.outside.now())

    def entries(self) -> list[Commitment]:
        """The links."""
        return [each.entry for each in self.made]


class Committing:
    """What the clerk does about commitments each minute."""

    def __init__(self, outside: Outside, files: PublicFiles) -> None:
        self._outside = outside
        self._chain = Chain(outside, files)
        self._kept = Commitments(outside.table)
        self._editions = OpenedEditions(outside.table)
        self._known: set[str] = set()

    def look(self, headcounts: Headcounts, roster: Sequence[str], excluded: Sequence[str]) -> int:
        """Commit to whatever has changed; says to how many rounds."""
        publication, now = self._outside.publication, self._outside.now()
        chain = self._chain.read()
        rounds = [
            each
            for each in publication.contest().rounds
            if each.kind is RoundKind.OFFICIAL and now < each.closes_at
        ]
        grounds = self._grounds(headcounts) if rounds else None
        lists = Lists(roster, excluded)
        people = _people(lists) if rounds else {}
        added = sum(self._about(each, grounds, lists, people) for each in rounds if grounds)
        chain.tell()
        return added

    def _grounds(self, headcounts: Headcounts) -> Grounds:
        publication = self._outside.publication
        return Grounds(
            rules=canonical(rules_document(publication.contest())),
            keys=canonical(publication.key_set()),
            agencies=canonical(agencies_document(publication.agencies().values())),
            headcounts=canonical(headcounts_document(headcounts)),
        )

    def _about(
        self, rules: Round, grounds: Grounds, lists: Lists, people: Mapping[str, Any]
    ) -> bool:
        """Commit to a round if something of it has changed."""
        digest = self._opened(rules.id)
        before = self._chain.last(rules.id, CommitmentKind.OPEN)
        decides = _decides(rules, digest, grounds, people)
        if digest is None or (before and decides.items() <= before.content.items()):
            return False
        edition = self._editions.get(self._outside.publication.current_edition(rules.id))
        if edition is None:
            return False
        self._keep(grounds)
        contest = self._outside.publication.contest().contest.id
        content = opening(_salt(), contest, rules, edition, grounds, lists)
        return self._chain.add(CommitmentKind.OPEN, rules.id, content, self._outside.now())

    def _opened(self, round_id: str) -> str | None:
        try:
            edition = self._outside.publication.current_edition(round_id)
        except NotPublishedError:
            return None
        return self._editions.digest(edition)

    def _keep(self, grounds: Grounds) -> None:
        """Documents are in the table before anything names them."""
        new = {name: each for name, each in grounds.by_digest().items() if name not in self._known}
        self._kept.put_facts(new)
        self._known |= new.keys()


def _decides(
    rules: Round, digest: str | None, grounds: Grounds, people: Mapping[str, Any]
) -> dict[str, Any]:
    """All that a commitment would say, but for the salt."""
    return {
        "opens_at": timestamp(rules.opens_at),
        "closes_at": timestamp(rules.closes_at),
        "opened": digest,
        **{name: sha256(document) for name, document in vars(grounds).items()},
        **people,
    }


def _people(lists: Lists) -> dict[str, Any]:
    digests = {name: people_digest(keys) for name, keys in vars(lists).items()}
    return {**digests, "people": {name: len(keys) for name, keys in vars(lists).items()}}


def _salt() -> str:
    return base64url(os.urandom(_SALT_BYTES))
