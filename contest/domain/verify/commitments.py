"""Commitments: the chain, and what each was about once it is opened."""

from collections.abc import Sequence
from typing import Any

from contest.domain.record.commitment import Commitment, check_chain
from contest.domain.verify.case import Case, Json, milliseconds_of, need
from contest.domain.verify.documents import CLOSE, COMMITMENTS, OPEN, ZEROS
from contest.domain.verify.files import Files
from contest.domain.verify.findings import Fault, shown

CHAIN_FILE = "cam-ket.json"
GROUNDS = {
    "rules": "thể lệ",
    "keys": "khóa công khai",
    "agencies": "danh sách cơ quan",
    "headcounts": "biên chế",
}
_WRITING_MS = 15 * 60_000
"""The longest that writing a result takes."""
_FIELDS = {
    "number": "số thứ tự",
    "at": "thời điểm lùi lại so với cam kết trước",
    "before": "mã nối với cam kết trước",
    "chain": "mã chuỗi của chính nó",
}


def read_chain(files: Files, contest: str | None) -> Sequence[Json]:
    """All commitments, of that contest if it is known."""
    document = files.document(CHAIN_FILE, files.content(CHAIN_FILE, "Cam kết"), COMMITMENTS)
    if contest is not None and document["contest"] != contest:
        stands, should = shown(document["contest"]), shown(contest)
        files.findings.fault(Fault(CHAIN_FILE, "Cam kết, «contest»", "", stands, should))
    made = [Commitment.read(each) for each in document["commitments"]]
    broken = list(check_chain(made))
    for number, name in broken:
        entry = made[number - 1]
        before = made[number - 2].chain if number > 1 else ZEROS
        right = {"number": str(number), "before": before, "chain": entry.link()}.get(name)
        place = f"Cam kết số {number}, «{name}»"
        stands = str(getattr(entry, name))
        files.findings.fault(Fault(CHAIN_FILE, place, _FIELDS[name] + " sai", stands, right))
    for each in made:
        milliseconds_of(each.at)
    return list(document["commitments"])


def check_count(case: Case, chain: Sequence[Json]) -> None:
    """A result names how many commitments there were, and they were before it; no more were."""
    manifest, path = need(case.manifest), case.path("ho-so.json")
    count, place = manifest["commitments"]["count"], f"Hồ sơ kết quả {case.number}, «commitments»"
    if count > len(chain):
        problem = "kết quả dựa vào cam kết không có trong chuỗi (đã bị bỏ)"
        stands, should = f"{len(chain)} cam kết", f"ít nhất {count}"
        raise case.findings.stop(Fault(CHAIN_FILE, place, problem, stands, should))
    tip = chain[count - 1]["chain"] if count else ZEROS
    case.expect(path, f"{place}, «chain»", manifest["commitments"]["chain"], tip)
    for each in chain:
        before = each["number"] <= count
        if not _in_time(each["at"], manifest["at"], before=before):
            place = f"Cam kết số {each['number']}"
            problem = f"không cùng thứ tự thời gian với kết quả {case.number}"
            should = ("không sau " if before else "không trước ") + manifest["at"]
            case.findings.fault(Fault(CHAIN_FILE, place, problem, each["at"], should))


def _in_time(at: str, published: str, *, before: bool) -> bool:
    """Whether a commitment that a result counts, or does not, is dated as it must be.

    One made while the result was being written may not have been counted.
    """
    if before:
        return at <= published
    return milliseconds_of(at) >= milliseconds_of(published) - _WRITING_MS


def open_commitments(case: Case, chain: Sequence[Json]) -> None:
    """What the commitments of a result's rounds were about, each proved by its digest."""
    manifest = need(case.manifest)
    case.openings = [
        _opened(case, entry)
        for entry in chain[: manifest["commitments"]["count"]]
        if entry["round"] in manifest["rounds"]
    ]


def _opened(case: Case, entry: Json) -> Json:
    path = f"cam-ket/{entry['number']}.json"
    data = case.files.named(path, entry["digest"], place=f"Cam kết số {entry['number']}")
    shape: dict[str, Any] = {"open": OPEN, "close": CLOSE}[entry["kind"]]
    content = case.files.document(path, data, shape)
    place = f"Cam kết số {entry['number']}"
    for name, should in (
        ("round", entry["round"]),
        ("contest", need(case.manifest)["contest"]),
    ):
        case.expect(path, f"{place}, «{name}»", content[name], should)
    return {**content, "number": entry["number"], "at": entry["at"]}


def grounds_of(openings: Sequence[Json]) -> set[str]:
    """The files that opened commitments name."""
    return {
        f"can-cu/{each[name]}.json"
        for each in openings
        if each["kind"] == "open"
        for name in GROUNDS
    }
