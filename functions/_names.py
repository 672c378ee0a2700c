"""Names of some people by candidate code, for the drafts and lists that show them."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress

from contest.domain.privacy import TamperedError, open_personal
from contest.store.table import Item, key
from functions._console import Console

_AT_ONCE = 100


def names_of(console: Console, keys: Mapping[str, str], codes: Iterable[str]) -> dict[str, str]:
    """Full names by candidate code; who has been erased, or can't be read, is left out."""
    wanted = sorted(code for code in codes if code in keys)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        places = [key(f"C#{keys[code]}", "PERSON#PROFILE") for code in part]
        for item in console.outside.table.get_many(places):
            with suppress(TamperedError, KeyError):
                found[item["code"]["S"]] = _name(console, item)
    return found


def _name(console: Console, item: Item) -> str:
    contestant = item["pk"]["S"].removeprefix("C#")
    data = open_personal(console.personal_key, contestant, item["sealed"]["B"])
    return str(json.loads(data)["full_name"])
