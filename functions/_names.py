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
            name = name_in(console, item)
            if name is not None:
                found[item["code"]["S"]] = name
    return found


def name_in(console: Console, profile: Item) -> str | None:
    """The full name in a profile; None if it has been erased, or can't be read."""
    contestant = profile["pk"]["S"].removeprefix("C#")
    with suppress(TamperedError, KeyError):
        data = open_personal(console.personal_key, contestant, profile["sealed"]["B"])
        return str(json.loads(data)["full_name"])
    return None
