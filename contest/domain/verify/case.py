"""What is known of one result while it is checked: each check adds what later ones rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from contest.domain.awards.judging import Judge, OpenedEdition
from contest.domain.phase import milliseconds
from contest.domain.record.changes import Standings
from contest.domain.rules import Contest, Round
from contest.domain.sheets import EntrySheets
from contest.domain.verify.files import Files
from contest.domain.verify.findings import Fault, Findings, SkippedError, shown
from contest.domain.verify.tally import Regraded, Table
from contest.domain.verify.tokens import Keys

_Known = TypeVar("_Known")
Json = Mapping[str, Any]


@dataclass
class Case:
    """One result. What is None has not been had, or not been right enough to go on with."""

    files: Files
    entry: Json
    """Its line in the index."""
    before: "Case | None"
    """The result before it, as far as that has been read."""
    manifest: Json | None = None
    rules: Json | None = None
    """`the-le.json` as it stands; `contest` is the same, read."""
    contest: Contest | None = None
    jwks: Json | None = None
    keys: Keys | None = None
    agencies: Json | None = None
    """`co-quan.json`."""
    out: Mapping[str, str] | None = None
    """By code, why somebody is not ranked."""
    openings: Sequence[Json] | None = None
    """The opened commitments of its rounds, each with `number` and `at` of its entry."""
    editions: Mapping[str, OpenedEdition] = field(default_factory=dict)
    judge: Judge | None = None
    kept: Mapping[tuple[str, str], EntrySheets] | None = None
    """Entries that receipts are about, by code and round."""
    regraded: Regraded | None = None
    targets: Mapping[str, int] | None = None
    """The true numbers of predictions, by round."""
    tables: Mapping[str, Table] | None = None
    standings: Standings | None = None
    registered: Mapping[str, int] = field(default_factory=dict)
    """When people registered, by code, as far as ties have told (ms since 1970)."""
    result: Json | None = None
    """`ket-qua.json`."""
    participation: Json | None = None

    @property
    def number(self) -> int:
        """The number of the result."""
        return int(self.entry["number"])

    @property
    def findings(self) -> Findings:
        """Where faults are told."""
        return self.files.findings

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The rules of its rounds, in the order of the rules."""
        names = need(self.manifest)["rounds"]
        return tuple(each for each in need(self.contest).rounds if each.id in names)

    def path(self, name: str) -> str:
        """The path of a file of this result alone."""
        return f"{self.number}/{name}"

    def read(self, path: str, shape: Any) -> Any:
        """A file that the manifest names, proved by digest and size, of that shape."""
        named = need(self.manifest)["files"].get(path)
        if named is None:
            problem = "không có trong danh sách tệp của kết quả"
            raise self.findings.stop(Fault(self.path("ho-so.json"), f"Tệp {path}", problem))
        data = self.files.named(path, named["sha256"], named["bytes"])
        return self.files.document(path, data, shape)

    def expect(self, file: str, place: str, stands: Any, should: Any) -> bool:
        """Tell a fault unless the value stands as it should; whether it does."""
        return expect(self.findings, file, place, stands, should)


def expect(findings: Findings, file: str, place: str, stands: Any, should: Any) -> bool:
    """Tell a fault unless the value stands as it should; whether it does."""
    if stands == should and type(stands) is type(should):
        return True
    findings.fault(Fault(file, place, "", shown(stands), shown(should)))
    return False


def need(value: _Known | None) -> _Known:
    """What a check rests on; raises SkippedError where it is not there."""
    if value is None:
        raise SkippedError
    return value


def milliseconds_of(text: str) -> int:
    """A moment of the record as milliseconds since 1970; raises ValueError if there is no such."""
    return milliseconds(datetime.fromisoformat(text))
