"""Reading all answer sheets of a result: every row in its place, and what rounds come to."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from contest.domain.rules import Round
from contest.domain.sheets import EntrySheets, Sheet
from contest.domain.verify.case import Case, need
from contest.domain.verify.contents import shards_of
from contest.domain.verify.documents import SHEETS
from contest.domain.verify.findings import Fault, shown
from contest.domain.verify.shards import Shard, collect, documents
from contest.domain.verify.sheets import SheetRules
from contest.domain.verify.tally import RoundSheets

Entry = tuple[str, str, EntrySheets]
"""Code, round, and what was left there."""


class SheetReader:
    """Reads the sheets of one round, telling every row that is not as it must be."""

    def __init__(self, case: Case, rules: Round) -> None:
        self._case = case
        self.found = RoundSheets(rules)
        self._judged = SheetRules(rules, case.editions.values())

    def entries(self) -> Iterator[Entry]:
        """All right entries of the round, in order of code."""
        rules = self.found.rules
        name = f"Bài làm {rules.title}"
        shards = collect(self._case, shards_of(self._case, f"bai-lam/{rules.id}"), name)
        for shard, document in documents(self._case, shards, SHEETS, name):
            self._check_head(shard, document)
            for row in document["rows"]:
                if self._is_right(row, shard):
                    entry = EntrySheets(row[1], tuple(Sheet(*each) for each in row[2]))
                    self.found.count(entry)
                    yield row[0], rules.id, entry
            if self.found.clean:
                self.found.take(shard.data)

    def _check_head(self, shard: Shard, document: Mapping[str, Any]) -> None:
        sha = str(need(self._case.manifest)["files"][shard.path]["sha256"])
        place = f"Tệp {shard.path}"
        round_id = self.found.rules.id
        self._case.expect(shard.path, f"{place}, «round»", document["round"], round_id)
        should = f"bai-lam/{round_id}/{shard.prefix or 'tat-ca'}/{sha[:16]}.json"
        self._case.expect(shard.path, f"{place}, tên tệp", shard.path, should)

    def _is_right(self, row: Any, shard: Shard) -> bool:
        problems = self._judged.problems(row, shard.prefix)
        for each in problems:
            code = row[0] if type(row) is list and row and type(row[0]) is str else shown(row)
            attempt = f", lượt {each.number}" if each.number else ""
            place = f"Bài làm của {code}{attempt}, {self.found.rules.title}"
            self._case.findings.fault(Fault(shard.path, place, *each[:3]))
            self.found.clean = False
        return not problems


def people(readers: Iterable[SheetReader]) -> Iterator[tuple[str, dict[str, EntrySheets]]]:
    """Everybody with entries in any of the rounds, in order of code."""
    entries = merge(*(each.entries() for each in readers), key=itemgetter(0))
    for code, of_one in groupby(entries, key=itemgetter(0)):
        yield code, {round_id: entry for _, round_id, entry in of_one}
