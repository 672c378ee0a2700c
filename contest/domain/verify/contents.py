"""The files of a result: those that must be named are, no other is, and nothing else lies there."""

import re
from collections.abc import Iterable, Sequence

from contest.domain.verify.case import Case, need
from contest.domain.verify.commitments import grounds_of
from contest.domain.verify.files import Files
from contest.domain.verify.findings import Fault

OF_EACH_RESULT = (
    "the-le.json", "khoa.json", "co-quan.json", "loai.json", "tham-gia.json", "ket-qua.json",
)  # fmt: skip
CHANGES = "thay-doi.json"
_SHARED = ("cam-ket/", "can-cu/")
"""Files that later checks may have no need to read: older commitments, and what they name."""


def check_contents(case: Case) -> None:
    """The manifest names the files that this result rests on, and none else."""
    named = need(case.manifest)["files"]
    must = set(_must(case))
    path = case.path("ho-so.json")
    for each in sorted(must - named.keys()):
        fault = Fault(path, f"Tệp {each}", "không có trong danh sách tệp của kết quả")
        case.findings.fault(fault)
    for each in sorted(named.keys() - must):
        if not _may(case, each):
            problem = "không thuộc kết quả này mà có trong danh sách tệp"
            case.findings.fault(Fault(path, f"Tệp {each}", problem))
    for each in sorted(must & named.keys()):
        if each.startswith(_SHARED):
            case.files.named(each, named[each]["sha256"], named[each]["bytes"])


def _must(case: Case) -> Iterable[str]:
    yield from map(case.path, OF_EACH_RESULT)
    if case.number > 1:
        yield case.path(CHANGES)
    yield from (f"cam-ket/{each['number']}.json" for each in need(case.openings))
    yield from grounds_of(need(case.openings))


def _may(case: Case, path: str) -> bool:
    """Shards and editions: how many there are is told by what they hold."""
    manifest = need(case.manifest)
    rounds = "|".join(map(re.escape, manifest["rounds"]))
    rankings = "|".join(map(re.escape, manifest["rankings"]))
    kinds = (
        rf"bai-lam/({rounds})/([0-9A-Z]{{1,2}}|tat-ca)/[0-9a-f]{{16}}\.json",
        rf"{case.number}/xep-hang/({rankings})/[0-9A-Z]{{0,2}}[a-z-]*\.json",
        r"bo-de/[a-z2-7]{20}\.json",
    )
    return any(re.fullmatch(kind, path) for kind in kinds)


def check_listing(files: Files, cases: Sequence[Case]) -> int | None:
    """Every file that lies in the record is named by a result; how many, None without a listing."""
    if files.source.listing is None:
        return None
    lying = set(files.source.listing())
    known = {"cam-ket.json"} | ({"muc-luc.json"} if cases else set())
    for case in cases:
        known |= {case.path("ho-so.json"), *need(case.manifest)["files"]}
    for path in sorted(lying - known):
        problem = "tệp lạ: không kết quả nào nói tới"
        files.findings.fault(Fault(path, f"Tệp {path}", problem))
    for path in sorted(known - lying):
        files.findings.fault(Fault(path, f"Tệp {path}", "thiếu trong hồ sơ"))
    return len(lying)


def shards_of(case: Case, folder: str) -> list[str]:
    """The files that the manifest names in a folder."""
    return sorted(each for each in need(case.manifest)["files"] if each.startswith(f"{folder}/"))
