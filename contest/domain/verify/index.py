"""The index and the seals: which results there have been, in order, each signed."""

import json
from collections.abc import Sequence
from typing import Any

from contest.domain.verify.case import Case, Json, milliseconds_of, need
from contest.domain.verify.documents import INDEX, KEYS, MANIFEST, ZEROS
from contest.domain.verify.files import Files, MissingFileError
from contest.domain.verify.findings import Fault
from contest.domain.verify.tokens import TokenError, public_keys, read_token

INDEX_FILE = "muc-luc.json"


def read_index(files: Files) -> tuple[str, list[Case]]:
    """The contest, and a case for each result that the index tells of, in order."""
    index = files.document(INDEX_FILE, files.content(INDEX_FILE, "Mục lục"), INDEX)
    cases: list[Case] = []
    for entry in index["results"]:
        milliseconds_of(entry["at"])
        before = cases[-1] if cases else None
        cases.append(Case(files, entry | {"contest": index["contest"]}, before))
    _in_order(files, index["results"])
    _nothing_newer(files, len(cases))
    return index["contest"], cases


def _in_order(files: Files, results: Sequence[Json]) -> None:
    """Numbers without a gap, moments that never go back, a reason for each correction."""
    last = ""
    for position, each in enumerate(results, start=1):
        place = f"Mục lục, dòng {position}"
        if each["number"] != position:
            fault = Fault(INDEX_FILE, place, "số kết quả", str(each["number"]), str(position))
            raise files.findings.stop(fault)
        if each["at"] < last:
            problem = "thời điểm công bố lùi lại so với kết quả trước"
            files.findings.fault(Fault(INDEX_FILE, place, problem, each["at"], f"từ {last} trở đi"))
        if bool(each["reason"]) != (position > 1):
            should = "để trống" if position == 1 else "có ghi"
            files.findings.fault(Fault(INDEX_FILE, place, "lý do", f"«{each['reason']}»", should))
        last = each["at"]


def _nothing_newer(files: Files, known: int) -> None:
    """An old index beside newer results would hide a correction."""
    path = f"{known + 1}/ho-so.json"
    if not _is_manifest(files, path):
        return
    problem = f"có hồ sơ kết quả số {known + 1} nhưng mục lục không nói tới"
    files.findings.fault(Fault(path, "Mục lục", problem, f"{known} kết quả", "mục lục mới hơn"))


def _is_manifest(files: Files, path: str) -> bool:
    """Whether such a file is there; a site may answer with a page of its own for any address."""
    try:
        return isinstance(json.loads(files.source.read(path)), dict)
    except (MissingFileError, ValueError, RecursionError):
        return False


def read_manifest(case: Case) -> None:
    """The manifest of a result, proved by the index and agreeing with it."""
    path = case.path("ho-so.json")
    data = case.files.named(path, case.entry["manifest"], place=f"Hồ sơ kết quả {case.number}")
    manifest = case.files.document(path, data, MANIFEST)
    place = f"Hồ sơ kết quả {case.number}"
    for name in ("contest", "number", "at", "reason"):
        case.expect(path, f"{place}, «{name}»", manifest[name], case.entry[name])
    before = case.before.entry["manifest"] if case.before else ZEROS
    case.expect(path, f"{place}, «previous»", manifest["previous"], before)
    _dates(case, path, manifest)
    case.manifest = manifest


def _dates(case: Case, path: str, manifest: Json) -> None:
    """A result is published after the moment it looks at, and looks at no earlier one than before.

    Every moment written must exist: reading one that doesn't ends the check.
    """
    milliseconds_of(manifest["at"]), milliseconds_of(manifest["as_of"])
    earliest = case.before.manifest["as_of"] if case.before and case.before.manifest else ""
    stands, at = manifest["as_of"], manifest["at"]
    place = f"Hồ sơ kết quả {case.number}, «as_of»"
    if stands > at:
        problem = "chốt số liệu sau khi công bố"
        case.findings.fault(Fault(path, place, problem, stands, f"không sau {at}"))
    if stands < earliest:
        problem = "chốt số liệu sớm hơn kết quả trước"
        case.findings.fault(Fault(path, place, problem, stands, f"từ {earliest} trở đi"))


def read_keys(case: Case) -> None:
    """The public keys that a result is signed under."""
    path = case.path("khoa.json")
    jwks = case.read(path, KEYS)
    try:
        case.keys = public_keys(jwks)
    except (TokenError, ValueError) as error:
        raise case.findings.stop(Fault(path, "Khóa công khai", str(error))) from error
    case.jwks = jwks


def check_seal(case: Case) -> bool:
    """Whether a result's seal holds and says what index and manifest say."""
    manifest, place = need(case.manifest), f"Chữ ký của kết quả {case.number}"
    try:
        token = read_token(case.entry["seal"], "result+jwt", "result-", need(case.keys))
    except TokenError as error:
        case.findings.fault(Fault(INDEX_FILE, place, str(error)))
        return False
    should: dict[str, Any] = {
        "iss": manifest["contest"],
        "aud": "public",
        "iat": milliseconds_of(manifest["at"]) // 1000,
        "num": case.number,
        "man": case.entry["manifest"],
        "prv": manifest["previous"],
        "cmt": manifest["commitments"]["chain"],
    }
    names = sorted(should | dict(token.claims))
    wrong = [
        name
        for name in names
        if not case.expect(
            INDEX_FILE, f"{place}, «{name}»", token.claims.get(name), should.get(name)
        )
    ]
    return not wrong
