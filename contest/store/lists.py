"""Rosters and exclusions as lists: what is known of many people, and adding to it line by line.

A line is added under the condition that the person's history is as long as when it was looked at.
So two imports at once can't overwrite each other, and one that broke off can be run again.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from botocore.exceptions import ClientError

from contest.store.dossiers import Dossiers
from contest.store.histories import last_listed, listed_line, takes_back
from contest.store.table import Item, key, refused_item

Action = Literal["new", "changed", "unchanged"]
Outcome = Literal["done", "moved_on"]
_AT_ONCE = 100  # what one BatchGetItem takes
_WRITERS = 8


class Listed(NamedTuple):
    """A person as a file lists them; `before` is how long the history was at the preview."""

    line: int
    contestant: str
    text: str
    personal: dict[str, Any]
    before: int = 0


class Known(NamedTuple):
    """What a list says of a person now."""

    length: int
    source: str
    text: str
    personal: dict[str, Any]


@dataclass(frozen=True)
class Lists:
    """One list: `sk` is PERSON#ROSTER or PERSON#EXCLUSION."""

    dossiers: Dossiers
    sk: str

    def known(self, contestants: Sequence[str]) -> dict[str, Known]:
        """What is known of these people; who is not on the list is left out."""
        found: dict[str, Known] = {}
        with ThreadPoolExecutor(_WRITERS) as pool:
            for items in pool.map(self._fetch, _cut(contestants, _AT_ONCE)):
                for item in items:
                    contestant = item["pk"]["S"].removeprefix("C#")
                    found[contestant] = self._read(contestant, item)
        return found

    def _fetch(self, contestants: Sequence[str]) -> list[Item]:
        keys = [key(f"C#{each}", self.sk) for each in contestants]
        return list(self.dossiers.table.get_many(keys))

    def _read(self, contestant: str, item: Item) -> Known:
        source, text = last_listed(item)
        personal = self.dossiers.open(contestant, item)
        return Known(len(item["h"]["L"]), source, text, personal)

    def add(self, rows: Sequence[Listed], source: str, at: datetime) -> Iterator[Outcome]:
        """Add the rows' lines, several at a time; tells how each went, in the rows' order."""
        with ThreadPoolExecutor(_WRITERS) as pool:
            yield from pool.map(lambda row: self._add(row, source, at), rows)

    def _add(self, row: Listed, source: str, at: datetime) -> Outcome:
        line = listed_line(at, source, row.text)
        write: Any = self.dossiers.list_person(
            row.contestant, self.sk, line, row.personal, row.before
        )
        try:
            self.dossiers.table.client.update_item(**write)
        except ClientError as error:
            refused_item(error)
            return self._after_refusal(row, source)
        return "done"

    def _after_refusal(self, row: Listed, source: str) -> Outcome:
        """A line that this very import added before it broke off is as good as added now."""
        now = self.known([row.contestant]).get(row.contestant)
        return "done" if now and (now.source, now.text) == (source, row.text) else "moved_on"


def compare(row: Listed, known: Known | None) -> tuple[Action, Listed]:
    """What a row would do, and the row with the length of the history it was compared with."""
    if known is None:
        return ("unchanged" if takes_back(row.text) else "new"), row
    seen = row._replace(before=known.length)
    same = known.text == row.text and (takes_back(row.text) or known.personal == row.personal)
    return ("unchanged" if same else "changed"), seen


def _cut(things: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (things[start : start + size] for start in range(0, len(things), size))


def write_rows(rows: Sequence[Listed]) -> list[list[Any]]:
    """Rows as JSON values, to be kept between preview and confirmation."""
    return [list(row) for row in rows]


def read_rows(values: Sequence[Sequence[Any]]) -> list[Listed]:
    """The inverse of `write_rows`."""
    return [Listed(*value) for value in values]


def sort_key(kind: str) -> str:
    """The sort key that a kind of import writes to."""
    return {"roster": "PERSON#ROSTER", "exclusions": "PERSON#EXCLUSION"}[kind]
