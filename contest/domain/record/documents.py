"""Rules, agencies and headcounts as the record and its commitments tell of them."""

from collections.abc import Iterable
from typing import Any

from contest.domain.agency import Agency
from contest.domain.phase import timestamp
from contest.domain.quota import Headcounts
from contest.domain.rules import Contest


def rules_document(contest: Contest) -> dict[str, Any]:
    """`the-le.json`: the rules as data."""
    return contest.model_dump(mode="json")


def agencies_document(listed: Iterable[Agency]) -> list[dict[str, Any]]:
    """All agencies, without headcounts."""
    fields = {"id", "name", "level", "parent"}
    return [each.model_dump(mode="json", include=fields) for each in listed]


def headcounts_document(version: Headcounts) -> dict[str, Any]:
    """One version of headcounts."""
    told = {"at": timestamp(version.at), "source": version.source}
    return told | {"counts": {name: dict(counts) for name, counts in version.counts.items()}}


def agencies_and_headcounts(listed: Iterable[Agency], version: Headcounts) -> dict[str, Any]:
    """`co-quan.json`."""
    return {"agencies": agencies_document(listed), "headcounts": headcounts_document(version)}
