"""Erasing personal data at the end: names, birth dates, phones go; what counts and ranks stays."""

from collections.abc import Iterator

from contest.store.table import Table, key, string


def erase_personal(table: Table) -> int:
    """Take the sealed data off every person's items; says how many items held some."""
    erased = 0
    for pk, sk in _holding(table):
        table.client.update_item(
            TableName=table.name, Key=key(pk, sk), UpdateExpression="REMOVE sealed"
        )
        erased += 1
    return erased


def _holding(table: Table) -> Iterator[tuple[str, str]]:
    pages = table.client.get_paginator("scan").paginate(
        TableName=table.name,
        FilterExpression="begins_with(pk, :person) AND attribute_exists(sealed)",
        ProjectionExpression="pk, sk",
        ExpressionAttributeValues={":person": string("C#")},
    )
    for page in pages:
        for item in page["Items"]:
            yield item["pk"]["S"], item["sk"]["S"]
