"""Documents: JSON values packed into one attribute of an item."""

import json
import zlib
from datetime import datetime
from typing import Any

from contest.store.table import Item, Table, key, number


def pack(value: Any) -> bytes:
    """A JSON value, compressed."""
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 9)


def document_item(pk: str, sk: str, value: Any, gone_at: datetime | None = None) -> dict[str, Any]:
    """The item of a document; the table forgets it by itself some time after `gone_at`."""
    item: dict[str, Any] = key(pk, sk) | {"doc": {"B": pack(value)}}
    return item | ({"ttl": number(int(gone_at.timestamp()))} if gone_at else {})


def put_document(
    table: Table, pk: str, sk: str, value: Any, gone_at: datetime | None = None
) -> None:
    """Write a document, in the place of one that was there."""
    table.client.put_item(TableName=table.name, Item=document_item(pk, sk, value, gone_at))


def read_document(item: Item) -> Any:
    """The value in an item."""
    return json.loads(zlib.decompress(item["doc"]["B"]))


def get_document(table: Table, pk: str, sk: str) -> Any | None:
    """The value of a document, or None where there is none."""
    item = table.get(pk, sk)
    return None if item is None else read_document(item)
