"""Opened editions: questions, answers, papers and salts, for the clerk alone until they are public.

    EDITION#<edition>  HEAD        {"digest": SHA-256 of the document, "parts"}
    EDITION#<edition>  PART#<nnn>  the canonical document, compressed, in parts

An edition's id proves papers and answers, not explanations. These may still be mended until the
round opens; from then on the first document stands, as everything that has been committed to.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contest.domain.record.opened_edition import OpenedEdition
from contest.domain.rules import Contest, RoundKind
from contest.domain.seal import canonical
from contest.store.documents import get_document, put_document
from contest.store.table import Table, key

_PART = 350_000


class DamagedEditionError(Exception):
    """The parts in the table aren't the document that their head names."""


@dataclass(frozen=True)
class OpenedEditions:
    """All opened editions."""

    table: Table

    def digest(self, edition: str) -> str | None:
        """The SHA-256 of the document; None if there is no such edition."""
        head = get_document(self.table, f"EDITION#{edition}", "HEAD")
        return head["digest"] if head else None

    def get(self, edition: str) -> OpenedEdition | None:
        """The edition, or None; raises DamagedEditionError."""
        head = get_document(self.table, f"EDITION#{edition}", "HEAD")
        if head is None:
            return None
        data = zlib.decompress(b"".join(self._part(edition, n) for n in range(head["parts"])))
        if hashlib.sha256(data).hexdigest() != head["digest"]:
            raise DamagedEditionError(edition)
        return OpenedEdition.read(json.loads(data))

    def _part(self, edition: str, index: int) -> bytes:
        item = self.table.get(f"EDITION#{edition}", f"PART#{index:03}")
        if item is None:
            raise DamagedEditionError(edition)
        return bytes(item["part"]["B"])

    def put(self, opened: OpenedEdition) -> None:
        """Keep an edition: the head last, so that it never names what isn't there."""
        data, place = canonical(opened.document()), f"EDITION#{opened.edition}"
        packed = zlib.compress(data, 9)
        pieces = [packed[start : start + _PART] for start in range(0, len(packed), _PART)]
        for index, piece in enumerate(pieces):
            item: Any = key(place, f"PART#{index:03}") | {"part": {"B": piece}}
            self.table.client.put_item(TableName=self.table.name, Item=item)
        head = {"digest": hashlib.sha256(data).hexdigest(), "parts": len(pieces)}
        put_document(self.table, place, "HEAD", head)


def publish(
    table: Table, contest: Contest, editions: Iterable[OpenedEdition], now: datetime
) -> None:
    """Keep what `build.py` has opened; of a round that has opened, only what isn't there yet.

    Rehearsals never come into a result.
    """
    kept = OpenedEditions(table)
    for each in editions:
        rules = contest.round(each.round)
        if rules is None or rules.kind is not RoundKind.OFFICIAL:
            continue
        if now < rules.opens_at or kept.digest(each.edition) is None:
            kept.put(each)
