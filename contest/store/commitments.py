"""Commitments in the table: the chain, what each is about, and the documents they name.

    COMMITMENT     <number, 5 digits>  the entry, and what it is about, with its salt
    FACT#<sha256>  DOC                 a document that commitments name

Only the clerk comes near: salts are secret until a result tells them. An entry is added under the
condition that nobody has taken its number, so that there is one chain.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from contest.domain.record.commitment import Commitment
from contest.store.documents import document_item, read_document
from contest.store.table import Table, key, refused_item, string


class Kept(NamedTuple):
    """A commitment and what it is about."""

    entry: Commitment
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Commitments:
    """All commitments."""

    table: Table

    def all(self) -> tuple[Kept, ...]:
        """The chain as it is now."""
        pages = self.table.client.get_paginator("query").paginate(
            TableName=self.table.name,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": string("COMMITMENT")},
            ConsistentRead=True,
        )
        return tuple(_read(read_document(item)) for page in pages for item in page["Items"])

    def add(self, entry: Commitment, content: Mapping[str, Any]) -> bool:
        """Add an entry; False if its number is taken."""
        document = {"entry": entry.document(), "content": content}
        put: Any = {
            "TableName": self.table.name,
            "Item": document_item("COMMITMENT", f"{entry.number:05}", document),
            "ConditionExpression": "attribute_not_exists(pk)",
        }
        try:
            self.table.client.put_item(**put)
        except ClientError as error:
            refused_item(error)
            return False
        return True

    def put_facts(self, documents: Mapping[str, bytes]) -> None:
        """Keep documents by digest."""
        for digest, data in documents.items():
            item: Any = key(f"FACT#{digest}", "DOC") | {"doc": {"B": zlib.compress(data, 9)}}
            self.table.client.put_item(TableName=self.table.name, Item=item)

    def facts(self, digests: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Documents by digest; raises KeyError for one that isn't there."""
        for digest in digests:
            item = self.table.get(f"FACT#{digest}", "DOC")
            if item is None:
                raise KeyError(digest)
            yield digest, zlib.decompress(item["doc"]["B"])


def _read(document: Mapping[str, Any]) -> Kept:
    return Kept(Commitment.read(document["entry"]), document["content"])
