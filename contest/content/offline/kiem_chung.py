"""Check the public record of a contest with nothing but Python (3.9 or newer) and this one file.

    python kiem-chung.py [FOLDER]                 check everything under FOLDER/ho-so/
    python kiem-chung.py --bien-nhan FILE         and whether these receipts are in the record
    python kiem-chung.py --ma 7K3MQ-9TZ0B         look one candidate code up
    python kiem-chung.py --mo                     open the folder at an address of this machine
    python kiem-chung.py --tai ADDRESS            fetch the record of a site into FOLDER first

It was written from the description of the public record alone, shares no code with the software
that made the record, and needs no network but for --tai. Whoever doubts it can read it from top
to bottom:

 1. signatures (Ed25519, RFC 8032)       7. rankings and individual prizes
 2. JSON, digests, tokens, shapes        8. participation
 3. how findings are told                9. statistics, predictions, collective prizes
 4. the files; index, seals             10. changes between results
 5. commitments and opened editions     11. receipts, looking a code up
 6. judging the answer sheets           12. the command line

It exits with 0 when all is right and with 1 when anything is not.
"""

# It must run on Python 3.9, which knows neither zip(strict=) nor itertools.pairwise; how many
# parts, bytes or places a thing has is clearest where it is checked.
# ruff: noqa: B905, RUF007, PLR2004

from __future__ import annotations

import argparse
import base64
import calendar
import gc
import hashlib
import http.server
import json
import math
import operator
import re
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

# ---------------------------------------------------------------------------------- 1. signatures
# RFC 8032 §5.1 and §6. Slow (some milliseconds each), which does for a handful of signatures.

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)


def _add(a: Any, b: Any) -> Any:
    """The sum of two points (RFC 8032 §5.1.4): (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z."""
    e = (a[1] - a[0]) * (b[1] - b[0]) % _P
    f = (a[1] + a[0]) * (b[1] + b[0]) % _P
    g = 2 * a[3] * b[3] * _D % _P
    h = 2 * a[2] * b[2] % _P
    e, f, g, h = f - e, h - g, h + g, f + e
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(factor: int, point: Any) -> Any:
    """A point added to itself `factor` times, by doubling."""
    total = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = _add(total, point)
        point = _add(point, point)
        factor >>= 1
    return total


def _recover_x(y: int, odd: int) -> int | None:
    """The x of the point with this y and this lowest bit of x; None when there is none."""
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and odd):
        return None
    return x if x & 1 == odd else _P - x


def _decompress(text: bytes) -> Any:
    """The point that 32 bytes stand for, or None (RFC 8032 §5.1.3)."""
    y = int.from_bytes(text, "little")
    odd, y = y >> 255, y & (2**255 - 1)
    x = _recover_x(y, odd) if y < _P else None
    return None if x is None else (x, y, 1, x * y % _P)


def _compress(point: Any) -> bytes:
    """The 32 bytes that stand for a point (RFC 8032 §5.1.2)."""
    inverse = pow(point[2], _P - 2, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return int.to_bytes(y | (x & 1) << 255, 32, "little")


_BASE = _decompress(int.to_bytes(4 * pow(5, _P - 2, _P) % _P, 32, "little"))


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature (64 bytes) of a message is by the key `public` (32 bytes)."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, s = _decompress(public), int.from_bytes(signature[32:], "little")
    if key is None or s >= _L:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    h = int.from_bytes(digest, "little") % _L
    minus_key = (_P - key[0], key[1], key[2], _P - key[3])
    return _compress(_add(_times(s, _BASE), _times(h, minus_key))) == signature[:32]


# ------------------------------------------------------------------------ 2. JSON, tokens, shapes

ZEROS = "0" * 64
LETTERS = "ABCDEFGH"
ORDINARY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SHA = re.compile(r"[0-9a-f]{64}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")
SHARD = re.compile(r"[0-9A-HJKMNP-TV-Z]{0,2}")
_B64U = re.compile(r"[A-Za-z0-9_-]*")


class BrokenError(Exception):
    """Something that cannot be read at all; the words say what."""


def _no_constant(name: str) -> Any:
    raise BrokenError(f"có giá trị {name}, không phải JSON")


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_decoder = json.JSONDecoder(parse_constant=_no_constant)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no spaces, as UTF-8: the one form things are digested in."""
    return _encode(value).encode("utf-8")


def parsed(data: bytes) -> Any:
    """What JSON says; BrokenError when it is not JSON in UTF-8."""
    try:
        return _decoder.decode(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BrokenError(f"không đọc được như JSON ({error})") from error


def sha256(data: bytes) -> str:
    """SHA-256 in 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def from_b64u(text: str) -> bytes:
    """The bytes of base64url without padding; no second way of writing them is taken."""
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if _B64U.fullmatch(text) else b""
    if b64u(data) != text:
        raise BrokenError("không phải base64url đúng cách")
    return data


def b64u(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def moment(text: str) -> datetime:
    """A moment with its zone; ISO 8601 with `Z` or an offset."""
    return datetime.fromisoformat(re.sub("Z$", "+00:00", text))


def unix_seconds(text: str) -> int:
    """Whole seconds since 1970 of a moment of the record, rounded down."""
    return calendar.timegm(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S"))


class Token(NamedTuple):
    """A JWT taken apart (RFC 7519, compact form)."""

    header: dict[str, Any]
    claims: dict[str, Any]
    signed: bytes
    signature: bytes


def token(text: str) -> Token:
    """A JWT taken apart; BrokenError when it is none."""
    parts = text.split(".")
    if len(parts) != 3:
        raise BrokenError("không phải một JWT ba phần")
    header, claims = parsed(from_b64u(parts[0])), parsed(from_b64u(parts[1]))
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise BrokenError("phần đầu hoặc nội dung của JWT không phải đối tượng JSON")
    return Token(header, claims, ".".join(parts[:2]).encode(), from_b64u(parts[2]))


def token_mistake(jwt: Token, kind: str, keys: dict[str, bytes]) -> str:
    """Why a token of a kind (`result`, `receipt`) is not genuine under these keys; "" if it is."""
    kid = jwt.header.get("kid")
    if jwt.header.get("typ") != f"{kind}+jwt" or jwt.header.get("alg") != "EdDSA":
        return f"đầu JWT không ghi typ «{kind}+jwt», alg «EdDSA»"
    if not isinstance(kid, str) or not kid.startswith(f"{kind}-"):
        return f"khóa {kid!r} không phải khóa dùng cho «{kind}»"
    if kid not in keys:
        return f"khóa {kid} không có trong khoa.json"
    if not signature_holds(keys[kid], jwt.signed, jwt.signature):
        return f"chữ ký không đúng với khóa {kid}"
    return ""


class Fixed(NamedTuple):
    """A list of a fixed length in a shape: one wanted shape for each place."""

    places: tuple[Any, ...]


class MapOf(NamedTuple):
    """An object with any keys that match, all values of one shape."""

    key: re.Pattern[str]
    value: Any


ANY = object()
ANY_TEXT = re.compile(r".*", re.DOTALL)
NUMBER = (int, float)


def misfit(value: Any, wanted: Any, where: str = "") -> str:
    """Where and how a value differs from the wanted shape, or "".

    Shapes: `ANY`, a type, a pattern (for texts), a literal, `(either, or)`, `[of each]`,
    `{field: shape}` with exactly these fields, `Fixed`, `MapOf`.
    """
    if isinstance(wanted, Fixed):
        return _misfit_places(value, wanted.places, where)
    if isinstance(wanted, MapOf):
        return _misfit_map(value, wanted, where)
    if isinstance(wanted, dict):
        return _misfit_fields(value, wanted, where)
    if isinstance(wanted, list):
        return _misfit_list(value, wanted[0], where)
    return "" if _plain_fits(value, wanted) else f"{where or 'nội dung'}: {_short(value)}"


def _plain_fits(value: Any, wanted: Any) -> bool:
    """Whether a value is of a type, matches a pattern, or is a literal, or one of several."""
    if wanted is ANY:
        return True
    if isinstance(wanted, tuple):
        return any(not misfit(value, each) for each in wanted)
    if isinstance(wanted, re.Pattern):
        return isinstance(value, str) and wanted.fullmatch(value) is not None
    if isinstance(wanted, type):
        return type(value) is wanted
    return type(value) is type(wanted) and bool(value == wanted)


def _misfit_places(value: Any, places: tuple[Any, ...], where: str) -> str:
    if type(value) is not list or len(value) != len(places):
        return f"{where}: không phải danh sách {len(places)} phần tử"
    found = (misfit(a, b, f"{where}[{i}]") for i, (a, b) in enumerate(zip(value, places)))
    return next(filter(None, found), "")


def _misfit_map(value: Any, wanted: MapOf, where: str) -> str:
    if type(value) is not dict:
        return f"{where}: không phải đối tượng"
    bad = next((key for key in value if not wanted.key.fullmatch(key)), None)
    if bad is not None:
        return f"{where}: khóa {bad!r} không đúng dạng"
    found = (misfit(each, wanted.value, f"{where}.{key}") for key, each in value.items())
    return next(filter(None, found), "")


def _misfit_fields(value: Any, fields: dict[str, Any], where: str) -> str:
    if type(value) is not dict:
        return f"{where or 'nội dung'}: không phải đối tượng"
    if value.keys() != fields.keys():
        missing, extra = sorted(fields.keys() - value.keys()), sorted(value.keys() - fields.keys())
        return f"{where or 'nội dung'}: thiếu {missing}, thừa {extra}"
    found = (misfit(value[name], each, f"{where}.{name}") for name, each in fields.items())
    return next(filter(None, found), "")


def _misfit_list(value: Any, wanted: Any, where: str) -> str:
    if type(value) is not list:
        return f"{where or 'nội dung'}: không phải danh sách"
    found = (misfit(each, wanted, f"{where}[{i}]") for i, each in enumerate(value))
    return next(filter(None, found), "")


def _short(value: Any) -> str:
    text = _encode(value)
    return text if len(text) <= 60 else text[:57] + "…"


# ----------------------------------------------------------------------- 3. how findings are told

MOST_SHOWN = 12
MOST_KEPT = 1000
SECONDS_BETWEEN_WORDS = 3.0
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)


def number(value: int) -> str:
    """A whole number as it is written in Vietnamese: 1.234.567."""
    return f"{value:,}".replace(",", ".")


class Report:
    """What was checked and what was found, told line by line as it comes."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.failures: dict[str, None] = {}
        self.notes: dict[str, None] = {}
        self.place = ""
        self._spoken = time.monotonic()

    def fail(self, place: str, words: str) -> None:
        """Something is wrong at this place of the record."""
        if len(self.failures) < MOST_KEPT:
            self.failures.setdefault(f"{place}: {words}")

    def expect(self, right: bool, place: str, words: str) -> None:
        """Fail unless it is right."""
        if not right:
            self.fail(place, words)

    def note(self, words: str) -> None:
        """Something to know that is not wrong."""
        self.notes.setdefault(words)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """One thing that is checked: tells its title with ✓ or ✗ and what was wrong in it."""
        before = len(self.failures)
        try:
            yield
        except BrokenError as error:
            self.fail(self.place, str(error))
        except UNREADABLE as error:
            self.fail(self.place, f"nội dung không đúng hình dạng quy định ({error!r})")
        self._tell(title, list(self.failures)[before:])

    def _tell(self, title: str, found: Sequence[str]) -> None:
        self.say(f"  {'✗' if found else '✓'} {title}")
        for line in found[:MOST_SHOWN]:
            self.say(f"      {line}")
        if len(found) > MOST_SHOWN:
            self.say(f"      … và {number(len(found) - MOST_SHOWN)} chỗ nữa")
        self._spoken = time.monotonic()

    def progress(self, words: str) -> None:
        """Say how far a long step has come, every few seconds."""
        if time.monotonic() - self._spoken > SECONDS_BETWEEN_WORDS:
            self.say(f"    … {words}")
            self._spoken = time.monotonic()


# --------------------------------------------------------------------- 4. the files; index, seals


class Record:
    """The folder `ho-so/`, read file by file."""

    def __init__(self, root: Path, report: Report) -> None:
        self.root = root
        self.report = report
        self._known: dict[str, tuple[str, int]] = {}

    def data(self, path: str) -> bytes:
        """A file's bytes; failures from here on are of this file."""
        self.report.place = path
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise BrokenError("thiếu tệp này, hoặc không đọc được") from error

    def load(self, path: str, shape: Any = None) -> Any:
        """What a file says; fails when it is not canonical or not of this shape."""
        data = self.data(path)
        value = parsed(data)
        self.report.expect(canonical(value) == data, path, "không ở dạng JSON chuẩn tắc")
        wrong = misfit(value, shape) if shape is not None else ""
        if wrong:
            raise BrokenError(f"không đúng hình dạng quy định: {wrong}")
        return value

    def digest(self, path: str) -> tuple[str, int]:
        """SHA-256 and size of a file, worked out once."""
        if path not in self._known:
            data = self.data(path)
            self._known[path] = (sha256(data), len(data))
        return self._known[path]

    def listing(self) -> set[str]:
        """Every file there is, by its path under `ho-so/`."""
        found = (each for each in self.root.rglob("*") if not each.is_dir())
        return {each.relative_to(self.root).as_posix() for each in found}


INDEX = {
    "format": 1,
    "contest": ORDINARY,
    "results": [{"number": int, "at": MOMENT, "manifest": SHA, "reason": ANY_TEXT, "seal": str}],
}
CORRECTION = {"question": str, "action": ("void", "accept", "key"), "options": [int], "reason": str}
MANIFEST = {
    "format": 1,
    "contest": ORDINARY,
    "number": int,
    "at": MOMENT,
    "as_of": MOMENT,
    "previous": SHA,
    "reason": str,
    "rounds": [ORDINARY],
    "rankings": [ORDINARY],
    "collective": [ORDINARY],
    "lot": (str, None),
    "corrections": [CORRECTION],
    "commitments": {"count": int, "chain": SHA},
    "files": MapOf(ANY_TEXT, {"sha256": SHA, "bytes": int}),
}


class Result:
    """One result: its manifest, and what the checks of it have read so far."""

    def __init__(self, entry: dict[str, Any], manifest: dict[str, Any]) -> None:
        self.entry = entry
        self.number: int = entry["number"]
        self.manifest = manifest
        self.rounds: list[str] = manifest["rounds"]
        self.files: dict[str, Any] = manifest["files"]
        self.rules: dict[str, Any] = {}
        self.out: dict[str, str] = {}
        self.opens: list[dict[str, Any]] = []
        self.closes: list[dict[str, Any]] = []
        self.banks: dict[str, dict[str, Any]] = {}
        self.round_of: dict[str, str] = {}
        self.papers: dict[tuple[str, str], Paper] = {}
        self.tallies: dict[str, Tally] = {}
        self.targets: dict[str, int] = {}
        self.tables: dict[str, list[Any]] = {}
        self.prizes: dict[str, dict[str, str]] = {}
        self.participation: dict[str, Any] = {}
        self.outcome: dict[str, Any] = {}

    def path(self, name: str) -> str:
        """The path of one of the result's own files."""
        return f"{self.number}/{name}"

    def round(self, round_id: str) -> dict[str, Any]:
        """The rules of a round."""
        found = (each for each in self.rules["rounds"] if each["id"] == round_id)
        return dict(next(found))

    def ranking(self, ranking_id: str) -> dict[str, Any]:
        """The rules of a ranking."""
        found = (each for each in self.rules["awards"]["rankings"] if each["id"] == ranking_id)
        return dict(next(found))

    def shards(self, folder: str) -> list[str]:
        """The files of a folder that the manifest names, in order of path."""
        return sorted(path for path in self.files if path.startswith(folder))


def check_index(record: Record) -> dict[str, Any]:
    """`muc-luc.json`: numbers without a gap, moments never go back, no reason for the first."""
    index: dict[str, Any] = record.load("muc-luc.json", INDEX)
    results, expect = index["results"], record.report.expect
    for at, (entry, before) in enumerate(zip(results, [None, *results]), 1):
        place = f"muc-luc.json, kết quả thứ {at}"
        expect(entry["number"] == at, place, f"mang số {entry['number']}, phải là {at}")
        unix_seconds(entry["at"])
        expect(
            not before or before["at"] <= entry["at"], place, "thời điểm lùi so với kết quả trước"
        )
        expect(at > 1 or entry["reason"] == "", place, "kết quả đầu tiên mà lại ghi lý do")
    return index


def read_manifest(record: Record, index: dict[str, Any], entry: dict[str, Any]) -> Result:
    """`<n>/ho-so.json`, checked against the index and the result before it."""
    path = f"{entry['number']}/ho-so.json"
    manifest, expect = record.load(path, MANIFEST), record.report.expect
    expect(record.digest(path)[0] == entry["manifest"], path, "mã băm khác với muc-luc.json đã ghi")
    for name in ("number", "at", "reason"):
        expect(manifest[name] == entry[name], path, f"«{name}» khác với muc-luc.json")
    expect(manifest["contest"] == index["contest"], path, "«contest» khác với muc-luc.json")
    expect(manifest["as_of"] <= manifest["at"], path, "«as_of» sau thời điểm công bố")
    lot = manifest["lot"]
    expect(lot is None or canonical_seed(lot) == lot, path, f"«lot» {lot!r} không ở dạng chuẩn tắc")
    before = _manifest_before(index, entry["number"])
    expect(manifest["previous"] == before, path, "«previous» không phải mã băm của kết quả trước")
    return Result(entry, manifest)


def _manifest_before(index: dict[str, Any], number_: int) -> str:
    """Digest of the manifest of the result before; zeros before the first."""
    return str(index["results"][number_ - 2]["manifest"]) if number_ > 1 else ZEROS


JWK = {"kty": "OKP", "crv": "Ed25519", "kid": str, "x": str}


def read_keys(record: Record, path: str) -> dict[str, bytes]:
    """The Ed25519 keys of a JWK set by their ids; none may be secret or named twice."""
    keys: dict[str, bytes] = {}
    for jwk in record.load(path)["keys"]:
        public = from_b64u(jwk["x"]) if jwk.get("crv") == "Ed25519" else b""
        record.report.expect("d" not in jwk, path, f"khóa {jwk['kid']} lộ phần bí mật")
        record.report.expect(jwk["kid"] not in keys, path, f"hai khóa cùng tên {jwk['kid']}")
        keys[jwk["kid"]] = public
    return keys


def check_seal(record: Record, index: dict[str, Any], result: Result) -> None:
    """The seal of a result in the index: by a key of that result, and saying what it must say."""
    place = f"muc-luc.json, dấu của kết quả {result.number}"
    keys = read_keys(record, result.path("khoa.json"))
    record.report.place = place
    jwt = token(result.entry["seal"])
    wrong = token_mistake(jwt, "result", keys)
    record.report.expect(not wrong, place, wrong)
    for name, value in _sealed(index, result).items():
        said = jwt.claims.get(name)
        right = type(said) is type(value) and said == value
        record.report.expect(right, place, f"«{name}» là {said!r}, phải là {value!r}")


def _sealed(index: dict[str, Any], result: Result) -> dict[str, Any]:
    """The claims a result's seal must have."""
    return {
        "iss": index["contest"],
        "aud": "public",
        "iat": unix_seconds(result.entry["at"]),
        "num": result.number,
        "man": result.entry["manifest"],
        "prv": _manifest_before(index, result.number),
        "cmt": result.manifest["commitments"]["chain"],
    }


def check_files(record: Record, result: Result, commitments: Sequence[dict[str, Any]]) -> None:
    """The manifest names exactly the files the result should have; each is there and whole."""
    must, may = _files_wanted(record, result, commitments)
    place, expect = result.path("ho-so.json"), record.report.expect
    for path in sorted(must - result.files.keys()):
        record.report.fail(place, f"không kể tên {path}")
    for path, said in result.files.items():
        known = path in must or any(form.fullmatch(path) for form in may)
        expect(known, place, f"kể tên {path}, không thuộc kết quả này")
        _check_file(record, path, said)


def _check_file(record: Record, path: str, said: dict[str, Any]) -> None:
    """One file against its line in a manifest."""
    if ".." in path.split("/") or path.startswith("/"):
        record.report.fail(path, "đường dẫn không được phép")
        return
    try:
        digest, size = record.digest(path)
    except BrokenError as error:
        record.report.fail(path, str(error))
        return
    record.report.expect(digest == said["sha256"], path, "mã băm khác với bản kê")
    record.report.expect(
        size == said["bytes"], path, f"dài {size} byte, bản kê ghi {said['bytes']}"
    )
    named = path.rpartition("/")[2].partition(".")[0]
    right = not path.startswith(("bai-lam/", "can-cu/")) or digest.startswith(named)
    record.report.expect(right, path, "tên tệp không phải mã băm của nó")
    if path.startswith("can-cu/"):
        record.load(path)
    record.report.progress(f"đã đọc {path}")


OWN_FILES = ("the-le", "khoa", "co-quan", "loai", "tham-gia", "ket-qua")


def _files_wanted(
    record: Record, result: Result, commitments: Sequence[dict[str, Any]]
) -> tuple[set[str], list[re.Pattern[str]]]:
    """The paths a result must name, and the forms of those it may name besides."""
    must = {result.path(f"{name}.json") for name in OWN_FILES}
    must |= {result.path("thay-doi.json")} if result.number > 1 else set()
    for entry in commitments_of(result, commitments):
        must.add(opened_path(entry))
        must |= _files_of_commitment(record, opened_path(entry))
    code = "([0-9A-HJKMNP-TV-Z]{1,2}|tat-ca)"
    tables = [
        f"{result.number}/xep-hang/{each}/{code}\\.json" for each in result.manifest["rankings"]
    ]
    sheets = [f"bai-lam/{each}/{code}/[0-9a-f]{{16}}\\.json" for each in result.rounds]
    return must, [re.compile(form) for form in tables + sheets]


def check_nothing_else(record: Record, results: Sequence[Result]) -> None:
    """No file lies in the folder that no result names."""
    named = {"muc-luc.json", "cam-ket.json"}
    for result in results:
        named |= {result.path("ho-so.json"), *result.files}
    for path in sorted(record.listing() - named):
        record.report.fail(path, "tệp này không có trong bản kê của kết quả nào")


OUT = {"out": [Fixed((CODE, ("not_ranked",)))]}


def read_rules(record: Record, result: Result) -> None:
    """`the-le.json` and `loai.json`; the manifest's rounds and rankings are those of the rules."""
    result.rules = record.load(result.path("the-le.json"))
    expect, place = record.report.expect, result.path("ho-so.json")
    official = [each["id"] for each in result.rules["rounds"] if each["kind"] == "official"]
    mine = [each for each in official if each in result.rounds]
    expect(result.rounds == mine, place, f"các đợt {result.rounds} không theo thể lệ {official}")
    rankings = result.rules["awards"]["rankings"]
    wanted = [each["id"] for each in rankings if set(each["rounds"]) <= set(mine)]
    told = result.manifest["rankings"]
    expect(told == wanted, place, f"các bảng xếp hạng {told}, phải là {wanted}")
    path = result.path("loai.json")
    out = record.load(path, OUT)["out"]
    codes = [code for code, _ in out]
    expect(codes == sorted(set(codes)), path, "không đúng thứ tự mã, hoặc trùng")
    result.out = dict(out)


def read_outcome(record: Record, result: Result) -> None:
    """`ket-qua.json`, of this result."""
    path = result.path("ket-qua.json")
    result.outcome = record.load(path, OUTCOME)
    for name in ("number", "at", "as_of"):
        same = result.outcome[name] == result.manifest[name]
        record.report.expect(same, path, f"«{name}» khác với bản kê")
    told = [each["ranking"] for each in result.outcome["individual"]]
    record.report.expect(told == result.manifest["rankings"], path, f"có các bảng {told}")


# ---------------------------------------------------------------- 5. commitments, opened editions

COMMITMENTS = {
    "format": 1,
    "contest": ORDINARY,
    "commitments": [
        {
            "number": int,
            "kind": ("open", "close"),
            "round": ORDINARY,
            "at": MOMENT,
            "digest": SHA,
            "before": SHA,
            "chain": SHA,
        }
    ],
}
OPENED = {
    "open": {
        "salt": str,
        "contest": str,
        "kind": "open",
        "round": str,
        "opens_at": MOMENT,
        "closes_at": MOMENT,
        "edition": str,
        "opened": SHA,
        "rules": SHA,
        "keys": SHA,
        "agencies": SHA,
        "headcounts": SHA,
        "roster": SHA,
        "excluded": SHA,
        "people": {"roster": int, "excluded": int},
    },
    "close": {
        "salt": str,
        "contest": str,
        "kind": "close",
        "round": str,
        "entries": int,
        "sheets": SHA,
    },
}
DOCUMENTS = ("rules", "keys", "agencies", "headcounts")


def check_commitments(record: Record, contest: str) -> list[dict[str, Any]]:
    """`cam-ket.json`: numbers, moments and the chain; returns its entries."""
    whole, expect = record.load("cam-ket.json", COMMITMENTS), record.report.expect
    expect(whole["contest"] == contest, "cam-ket.json", "«contest» khác với muc-luc.json")
    entries: list[dict[str, Any]] = whole["commitments"]
    for at, (entry, before) in enumerate(zip(entries, [None, *entries]), 1):
        place = f"cam-ket.json, cam kết thứ {at}"
        expect(entry["number"] == at, place, f"mang số {entry['number']}, phải là {at}")
        unix_seconds(entry["at"])
        expect(
            not before or before["at"] <= entry["at"], place, "thời điểm lùi so với cam kết trước"
        )
        expect(
            entry["before"] == (before["chain"] if before else ZEROS), place, "đứt chuỗi (before)"
        )
        bare = {name: value for name, value in entry.items() if name != "chain"}
        expect(sha256(canonical(bare)) == entry["chain"], place, "mã chuỗi (chain) không đúng")
    return entries


def commitments_of(result: Result, entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The commitments there were when a result was published, of its rounds."""
    there = entries[: result.manifest["commitments"]["count"]]
    return [entry for entry in there if entry["round"] in result.rounds]


def opened_path(entry: dict[str, Any]) -> str:
    """Where what a commitment was about is published."""
    return f"cam-ket/{entry['number']}.json"


def _files_of_commitment(record: Record, path: str) -> set[str]:
    """The files an opened commitment names: its documents and its edition."""
    try:
        opened = record.load(path)
        named = {f"can-cu/{opened[name]}.json" for name in DOCUMENTS if name in opened}
        return named | ({f"bo-de/{opened['edition']}.json"} if "edition" in opened else set())
    except (BrokenError, *UNREADABLE):  # told where commitments are opened
        return set()


def check_place_in_chain(record: Record, result: Result, entries: Sequence[dict[str, Any]]) -> None:
    """The number of commitments a manifest gives, and the chain up to there."""
    said, place = result.manifest["commitments"], result.path("ho-so.json")
    count, at, expect = said["count"], result.manifest["at"], record.report.expect
    expect(
        0 <= count <= len(entries), place, f"ghi {count} cam kết, cam-ket.json có {len(entries)}"
    )
    chain = entries[count - 1]["chain"] if 0 < count <= len(entries) else ZEROS
    expect(said["chain"] == chain, place, "mã chuỗi cam kết khác với cam-ket.json")
    early = all(entry["at"] <= at for entry in entries[:count])
    expect(early, place, "tính cả cam kết có sau lúc công bố")
    late = all(entry["at"] >= at for entry in entries[count:])
    expect(late, place, "bỏ sót cam kết có trước lúc công bố")


def check_opened(record: Record, result: Result, entries: Sequence[dict[str, Any]]) -> None:
    """What the commitments of a result's rounds were about, and that each round has its own."""
    mine = commitments_of(result, entries)
    for entry in mine:
        _check_one_opened(record, entry)
    result.opens = [each for each in mine if each["kind"] == "open"]
    result.closes = [each for each in mine if each["kind"] == "close"]
    for round_id in result.rounds:
        of_round = [each for each in mine if each["round"] == round_id]
        _check_committed(record, result, round_id, of_round)


def _check_one_opened(record: Record, entry: dict[str, Any]) -> None:
    """One opened commitment against its entry, and the edition it names against it."""
    path, expect = opened_path(entry), record.report.expect
    opened = record.load(path, OPENED[entry["kind"]])
    expect(record.digest(path)[0] == entry["digest"], path, "mã băm khác với cam-ket.json đã hứa")
    expect(opened["round"] == entry["round"], path, "đợt thi khác với cam-ket.json")
    expect(len(from_b64u(opened["salt"])) == 32, path, "salt không phải 32 byte")
    if entry["kind"] == "open":
        edition = f"bo-de/{opened['edition']}.json"
        right = record.digest(edition)[0] == opened["opened"]
        expect(right, edition, f"mã băm khác với {path} đã hứa")


def _check_committed(
    record: Record, result: Result, round_id: str, mine: Sequence[dict[str, Any]]
) -> None:
    """A round was committed to before it opened, and its sheets before it was ranked."""
    expect, rules = record.report.expect, result.round(round_id)
    opens, closes = moment(rules["opens_at"]), moment(rules["closes_at"])
    opened = [each for each in mine if each["kind"] == "open"]
    closed = [each for each in mine if each["kind"] == "close"]
    place = f"cam-ket.json, {round_id}"
    early = any(moment(each["at"]) < opens for each in opened)
    expect(early, place, "không có cam kết mở nào trước giờ mở đợt")
    late = bool(closed) and all(moment(each["at"]) >= closes for each in closed)
    expect(late, place, "không có cam kết đóng, hoặc cam kết đóng trước giờ hết đợt")
    if opened:
        _compare_with_promise(record, result, round_id, opened[-1])


def _compare_with_promise(
    record: Record, result: Result, round_id: str, entry: dict[str, Any]
) -> None:
    """The round's moments in its last open commitment; notes where other things are in force."""
    path = opened_path(entry)
    opened = record.load(path)
    promised = record.load(f"can-cu/{opened['rules']}.json")
    then = next(each for each in promised["rounds"] if each["id"] == round_id)
    for name in ("opens_at", "closes_at"):
        same = moment(opened[name]) == moment(then[name])
        record.report.expect(same, path, f"«{name}» khác với thể lệ mà chính cam kết này nêu")
    changed = [name for name in DECIDING if promised.get(name) != result.rules.get(name)]
    changed += ["rounds"] if then != result.round(round_id) else []
    if changed:
        parts = ", ".join(changed)
        record.report.note(f"{round_id}: thể lệ khác với cam kết mở gần nhất ở {parts}")
    in_force = _grounds_in_force(record, result)
    for name in ("keys", "agencies", "headcounts"):
        if opened[name] != in_force[name]:
            record.report.note(f"{round_id}: «{name}» khác với cam kết mở gần nhất")


DECIDING = ("awards", "participation", "quotas", "groups")


def _grounds_in_force(record: Record, result: Result) -> dict[str, str]:
    """Digests of what a result goes by besides the rules."""
    parts = record.load(result.path("co-quan.json"))
    digests = {name: sha256(canonical(parts[name])) for name in ("agencies", "headcounts")}
    return {"keys": record.digest(result.path("khoa.json"))[0], **digests}


def promised_keys(record: Record, result: Result) -> dict[str, bytes]:
    """All keys that the commitments of a result's rounds named, and those of the result."""
    keys = read_keys(record, result.path("khoa.json"))
    for entry in result.opens:
        path = f"can-cu/{record.load(opened_path(entry))['keys']}.json"
        keys = {**read_keys(record, path), **keys}
    return keys


QUESTION = {
    "topic": str,
    "type": ("single", "multiple"),
    "stem": str,
    "options": [str],
    "right": [int],
    "explanation": ANY,
    "source": ANY,
}
EDITION = {
    "edition": str,
    "round": ORDINARY,
    "salt": str,
    "questions": MapOf(ANY_TEXT, QUESTION),
    "papers": [{"paper": str, "questions": [Fixed((str, re.compile("[0-7]{1,8}")))]}],
}


def edition_id(edition: dict[str, Any]) -> str:
    """The id that an edition's papers and answers come to."""
    bank = edition["questions"]
    papers = [_paper_proof(bank, paper["questions"]) for paper in edition["papers"]]
    whole = {"salt": edition["salt"], "round": edition["round"], "papers": papers}
    digest = hashlib.sha256(canonical(whole)).digest()
    return base64.b32encode(digest[:12]).decode().rstrip("=").lower()


def _paper_proof(bank: dict[str, Any], questions: Sequence[Sequence[str]]) -> list[str]:
    """Digest of a paper as it was shown, and its line of answers."""
    sheet = [_shown(name, bank[name], order) for name, order in questions]
    line = " ".join(_key_word(bank[name], order) for name, order in questions)
    return [sha256(canonical(sheet)), line]


def _shown(name: str, question: dict[str, Any], order: str) -> dict[str, Any]:
    """A question as a paper shows it."""
    options = [
        {"id": letter, "text": question["options"][int(at)]} for letter, at in zip(LETTERS, order)
    ]
    plain = {key: question[key] for key in ("type", "topic", "stem")}
    return {"id": name, **plain, "options": options}


def _key_word(question: dict[str, Any], order: str) -> str:
    """`s4B`: single or multiple, the number of options, the right letters."""
    right = letters(frozenset(question["right"]), order)
    return f"{question['type'][0]}{len(order)}{right}"


def letters(options: frozenset[int], order: str) -> str:
    """The letters at which a paper shows these options, in alphabetical order."""
    return "".join(letter for letter, at in zip(LETTERS, order) if int(at) in options)


def read_edition(record: Record, path: str) -> dict[str, Any]:
    """`bo-de/<edition>.json`, with its id worked out anew and its papers in order."""
    edition: dict[str, Any] = record.load(path, EDITION)
    expect = record.report.expect
    expect(path == f"bo-de/{edition['edition']}.json", path, "tên tệp không phải mã bộ đề")
    expect(edition_id(edition) == edition["edition"], path, "mã bộ đề không khớp câu hỏi và đáp án")
    for paper in edition["papers"]:
        for name, order in paper["questions"]:
            options = len(edition["questions"][name]["options"])
            right = sorted(order) == [str(at) for at in range(options)]
            expect(right, path, f"đề {paper['paper']}, câu {name}: thứ tự phương án «{order}» sai")
    return edition


def read_editions(record: Record, result: Result) -> None:
    """The editions of a result's rounds, made ready for judging with its corrections."""
    corrections = result.manifest["corrections"]
    for path in result.shards("bo-de/"):
        edition = read_edition(record, path)
        name, bank = edition["edition"], edition["questions"]
        record.report.expect(
            edition["round"] in result.rounds, path, "của đợt không có trong kết quả"
        )
        result.banks[name], result.round_of[name] = bank, edition["round"]
        for paper in edition["papers"]:
            ready = ready_paper(bank, paper["questions"], corrections)
            result.papers[name, paper["paper"]] = ready
    for at, each in enumerate(corrections, 1):
        wrong = _correction_mistake(result, each)
        record.report.expect(not wrong, f"{result.path('ho-so.json')}, đính chính {at}", wrong)


def _correction_mistake(result: Result, correction: dict[str, Any]) -> str:
    """What is wrong with a correction, or ""."""
    asked = [
        bank[correction["question"]]
        for bank in result.banks.values()
        if correction["question"] in bank
    ]
    chosen = correction["options"]
    if not asked:
        return f"không có câu {correction['question']}"
    if any(not 0 <= at < len(asked[0]["options"]) for at in chosen):
        return "phương án không có trong câu hỏi"
    if not correction["reason"].strip():
        return "không ghi lý do"
    return "" if chosen or correction["action"] == "void" else "không ghi phương án nào"


# ------------------------------------------------------------------- 6. judging the answer sheets


class Paper(NamedTuple):
    """A paper ready for judging: what each of its questions takes as right."""

    questions: tuple[str, ...]
    orders: tuple[str, ...]
    form: re.Pattern[str]
    """What a string of answers may look like."""
    accepted: tuple[frozenset[str], ...]
    """The right answers as written on a sheet; nothing for a void question."""
    voided: tuple[bool, ...]
    gift: int
    """How many questions are void."""


def accepted_options(
    name: str, question: dict[str, Any], corrections: Sequence[dict[str, Any]]
) -> list[frozenset[int]] | None:
    """The sets of options that are right for a question as corrected; None when it is void."""
    taken = [frozenset(question["right"])]
    for each in corrections:
        if each["question"] == name:
            options = each["options"]
            if each["action"] == "void":
                return None
            if each["action"] == "key":
                taken = [frozenset(options)]
            elif question["type"] == "single":
                taken += [frozenset([option]) for option in options]
            else:
                taken.append(frozenset(options))
    return taken


def _answer_form(question: dict[str, Any], order: str) -> str:
    """A pattern of one question's part of a string of answers."""
    shown = LETTERS[: len(order)]
    if question["type"] == "single":
        return f"[{shown}]?"
    return "".join(f"{letter}?" for letter in shown)


def ready_paper(
    bank: dict[str, Any], questions: Sequence[Sequence[str]], corrections: Sequence[dict[str, Any]]
) -> Paper:
    """A paper of an edition, made ready for judging."""
    taken = [accepted_options(name, bank[name], corrections) for name, _ in questions]
    accepted = [
        frozenset(letters(each, order) for each in sets or ())
        for sets, (_, order) in zip(taken, questions)
    ]
    form = ",".join(_answer_form(bank[name], order) for name, order in questions)
    voided = tuple(sets is None for sets in taken)
    names, orders = zip(*questions)
    return Paper(names, orders, re.compile(form), tuple(accepted), voided, sum(voided))


def rights(paper: Paper, answers: str) -> int:
    """How many questions of a paper a string of answers has right."""
    return paper.gift + sum(map(operator.contains, paper.accepted, answers.split(",")))


def verdicts(paper: Paper, answers: str) -> list[bool]:
    """Which questions of a paper a string of answers has right, in paper order."""
    plain = map(operator.contains, paper.accepted, answers.split(","))
    return [void or right for void, right in zip(paper.voided, plain)]


def has_blank(answers: str) -> bool:
    """Whether a question was left without an answer."""
    return "" in answers.split(",")


class Item:
    """What is known of one question in one round, added up over the attempts that had it."""

    def __init__(self, options: int) -> None:
        self.seen = self.right = self.blank = 0
        self.others = self.squares = self.both = 0
        self.options = [0] * options

    def add(self, people: int, right: bool, others: int) -> None:
        """So many attempts with this verdict and so many other questions right."""
        self.seen += people
        self.right += people * right
        self.others += people * others
        self.squares += people * others * others
        self.both += people * right * others

    def discrimination(self) -> float | None:
        """Correlation of this verdict with the others; None if either does not vary."""
        n, right = self.seen, self.right
        spread = (n * right - right * right) * (n * self.squares - self.others**2)
        return (n * self.both - right * self.others) / math.sqrt(spread) if spread else None


class Mark(NamedTuple):
    """What counts of one person in one round."""

    right: int
    duration: int
    begun: int
    guess: int | None


BATCH = 2000
TAKING = {"submitted": {"s"}, "graded": {"s", "r"}, "started": set[str]()}
"""How attempts that make a participant have ended; all that were begun where nothing stands."""


class Tally:
    """All answer sheets of one round, judged as one result says."""

    def __init__(self, result: Result, round_id: str, wanted: set[str]) -> None:
        rules = result.round(round_id)["attempts"]
        self.counted: str = rules["counted"]
        self.answer_all: bool = rules["answer_all"]
        self.papers = result.papers
        self.banks = result.banks
        self.out = result.out
        self.wanted = wanted
        self.kept: dict[str, list[Any]] = {}
        self.marks: dict[str, Mark] = {}
        self.items: dict[str, Item] = {}
        self.rows = self.begun = self.graded = self.perfect = 0
        self.taken: dict[str, int] = {}
        """Attempts that count for participation, by code."""
        self._taking = TAKING[result.rules["participation"]["counts"]]
        self.graded_people: set[str] = set()
        self.perfect_people: set[str] = set()
        sizes = [
            len(paper.questions)
            for (edition, _), paper in result.papers.items()
            if result.round_of[edition] == round_id
        ]
        self.size = max(sizes, default=0)
        self._waiting: dict[tuple[str, str, bool], list[tuple[str, int]]] = defaultdict(list)

    def add(self, row: list[Any]) -> None:
        """One entry: all its graded attempts, and which of them counts."""
        code, begun, closed = row
        self.rows += 1
        self.begun += begun
        if code in self.wanted:
            self.kept[code] = row
        if code in self.out:
            return
        taking = self._taking
        self.taken[code] = sum(each[1] in taking for each in closed) if taking else begun
        best: Mark | None = None
        for attempt in closed:
            if attempt[1] == "l":
                continue
            right = self._judge(code, attempt)
            if self._counts(attempt[0], right, attempt[4], best):
                best = Mark(right, attempt[4], begun, attempt[5])
        if best is not None:
            self.marks[code] = best

    def _counts(self, number_: int, right: int, duration: int, best: Mark | None) -> bool:
        """Whether an attempt takes the place of those before it (`attempts.counted`)."""
        if self.counted == "first":
            return number_ == 1
        if self.counted == "last" or best is None:
            return True
        return (right, -duration) > (best.right, -best.duration)

    def _judge(self, code: str, attempt: Sequence[Any]) -> int:
        """The right answers of one graded attempt; puts it aside for the statistics."""
        _, how, edition, paper, _, _, answers = attempt
        spoilt = self.answer_all and how == "r" and has_blank(answers)
        right = 0 if spoilt else rights(self.papers[edition, paper], answers)
        self.graded += 1
        self.graded_people.add(code)
        if right == self.size:
            self.perfect += 1
            self.perfect_people.add(code)
        waiting = self._waiting[edition, paper, spoilt]
        waiting.append((answers, right))
        if len(waiting) >= BATCH:
            self._count_items(edition, paper, spoilt)
        return right

    def right_of(self, attempt: Sequence[Any]) -> int:
        """The right answers of one graded attempt."""
        _, how, edition, paper, _, _, answers = attempt
        spoilt = self.answer_all and how == "r" and has_blank(answers)
        return 0 if spoilt else rights(self.papers[edition, paper], answers)

    def finish(self) -> None:
        """Count what is still waiting."""
        for key in list(self._waiting):
            self._count_items(*key)

    def _count_items(self, edition: str, paper: str, spoilt: bool) -> None:
        """Add a batch of attempts at one paper to the statistics, column by column."""
        batch = self._waiting.pop((edition, paper, spoilt))
        key, bank = self.papers[edition, paper], self.banks[edition]
        totals = [right for _, right in batch]
        for at, column in enumerate(zip(*(answers.split(",") for answers, _ in batch))):
            name = key.questions[at]
            item = self.items.setdefault(name, Item(len(bank[name]["options"])))
            for (part, total), people in Counter(zip(column, totals)).items():
                right = not spoilt and (key.voided[at] or part in key.accepted[at])
                item.add(people, right, total - right)
                item.blank += people * (part == "")
                for letter in part:
                    item.options[int(key.orders[at][LETTERS.index(letter)])] += people


def row_mistake(row: Any, shard: str, round_id: str, result: Result) -> str:
    """What is wrong with the form of one row of sheets, or ""."""
    if type(row) is not list or len(row) != 3 or type(row[2]) is not list:
        return "dòng không có dạng [mã, số lượt, các lượt]"
    code, begun, closed = row
    if type(code) is not str or not CODE.fullmatch(code):
        return "mã dự thi không đúng dạng"
    if not code.startswith(shard):
        return f"không thuộc tệp của các mã bắt đầu bằng «{shard}»"
    if type(begun) is not int or begun < 1:
        return "số lượt đã vào thi không đúng"
    before = 0
    for attempt in closed:
        wrong = _attempt_mistake(attempt, before, begun, round_id, result)
        if wrong:
            return wrong
        before = attempt[0]
    return ""


def _attempt_mistake(attempt: Any, before: int, begun: int, round_id: str, result: Result) -> str:
    """What is wrong with the form of one closed attempt, or ""."""
    if type(attempt) is not list or len(attempt) != 7:
        return "lượt thi không có bảy phần tử"
    number_, how, edition, paper, duration, guess, answers = attempt
    place = f"lượt {number_}: "
    if type(number_) is not int or not before < number_ <= begun:
        return f"số thứ tự lượt {number_!r} không tăng dần trong {begun} lượt"
    if type(duration) is not int or duration < 0:
        return place + "thời gian làm bài không phải số mili giây"
    if how not in ("s", "r", "l") or not (guess is None or (type(guess) is int and guess >= 0)):
        return place + "cách kết thúc hoặc số dự đoán không có trong quy định"
    if how == "l":
        return "" if (paper, answers) == ("", "") else place + "lượt bỏ trống mà lại có bài"
    return _answers_mistake(edition, paper, answers, round_id, result, place)


def _answers_mistake(
    edition: Any, paper: Any, answers: Any, round_id: str, result: Result, place: str
) -> str:
    """What is wrong with what an attempt answered, or ""."""
    if not all(type(each) is str for each in (edition, paper, answers)):
        return place + "bộ đề, đề hoặc bài làm không phải chữ"
    key = result.papers.get((edition, paper))
    if key is None or result.round_of[edition] != round_id:
        return place + f"đề {paper!r} của bộ đề {edition!r} không có trong đợt này"
    return "" if key.form.fullmatch(answers) else place + f"bài làm «{answers}» không đúng dạng"


def _shard_of(record: Record, path: str) -> str:
    """The shard a file says it is; it stands at the very end of the canonical form."""
    found = re.search(rb'"shard":"([0-9A-Z]*)"}$', record.data(path)[-24:])
    if not found:
        raise BrokenError("không ghi «shard» ở cuối tệp")
    return found[1].decode()


def read_sheets(record: Record, result: Result, round_id: str, wanted: set[str]) -> Tally:
    """All sheets of a round: well-formed, in order, as the close commitment promised; judged."""
    tally, digest = Tally(result, round_id, wanted), hashlib.sha256()
    shards = sorted(
        (_shard_of(record, path), path) for path in result.shards(f"bai-lam/{round_id}/")
    )
    lengths = {len(shard) for shard, _ in shards}
    record.report.expect(len(lengths) <= 1, f"bai-lam/{round_id}", "các phần dài ngắn khác nhau")
    for shard, path in shards:
        right = path.startswith(f"bai-lam/{round_id}/{shard or 'tat-ca'}/")
        record.report.expect(right, path, f"nằm sai thư mục: «shard» là «{shard}»")
    last = ""
    for shard, path in shards:
        rows, texts = _rows(record, path, round_id, shard)
        digest.update("".join(text + "\n" for text in texts).encode("utf-8"))
        last = _add_rows(record, result, tally, rows, (path, shard, round_id, last))
        record.report.progress(f"{round_id}: đã chấm {number(tally.graded)} bài")
    tally.finish()
    _check_closed(record, result, round_id, tally.rows, digest.hexdigest())
    return tally


def _rows(record: Record, path: str, round_id: str, shard: str) -> tuple[list[Any], list[str]]:
    """The rows of a file of sheets, and each in canonical form."""
    data = record.data(path)
    whole = parsed(data)
    rows: list[Any] = whole["rows"]
    texts = list(map(_encode, rows))
    head, tail = f'{{"round":{_encode(round_id)},"rows":[', f'],"shard":{_encode(shard)}}}'
    right = (head + ",".join(texts) + tail).encode("utf-8") == data
    record.report.expect(right, path, "không ở dạng JSON chuẩn tắc, hoặc ghi sai đợt")
    return rows, texts


def _add_rows(
    record: Record, result: Result, tally: Tally, rows: Sequence[Any], at: tuple[str, str, str, str]
) -> str:
    """Judge the rows of one file; returns the last code."""
    path, shard, round_id, last = at
    for line, row in enumerate(rows, 1):
        wrong = row_mistake(row, shard, round_id, result)
        if not wrong and row[0] <= last:
            wrong = f"đứng sau {last}, không đúng thứ tự hoặc trùng"
        if wrong:
            name = row[0] if type(row) is list and row else "?"
            record.report.fail(path, f"dòng {line}, mã {name}: {wrong}")
            continue
        last = row[0]
        tally.add(row)
    return last


def _check_closed(record: Record, result: Result, round_id: str, rows: int, digest: str) -> None:
    """The sheets are those that the last close commitment of the round fixed."""
    closes = [each for each in result.closes if each["round"] == round_id]
    if not closes:
        return  # told where commitments are opened
    path, said = opened_path(closes[-1]), record.load(opened_path(closes[-1]))
    record.report.expect(
        said["entries"] == rows, path, f"hứa {said['entries']} bài, hồ sơ có {rows}"
    )
    right = said["sheets"] == digest
    record.report.expect(right, path, f"mã băm các bài làm của {round_id} khác với cam kết đóng")


# ----------------------------------------------------------------- 7. rankings, individual prizes


class Claim(NamedTuple):
    """What one person is ranked by in one ranking, as far as public files tell."""

    correct: int
    score: int
    duration: int
    attempts_used: int
    prediction: int | None


def _best(claims: Sequence[Claim]) -> Claim:
    """The highest score, then the shorter duration, then the earlier round."""
    return max(claims, key=lambda each: (each.score, -each.duration))


def _last(claims: Sequence[Claim]) -> Claim:
    return claims[-1]


def _sum(claims: Sequence[Claim]) -> Claim:
    """Everything added up; without a guess in each of these rounds there is no distance."""
    misses = [each.prediction for each in claims if each.prediction is not None]
    return Claim(
        sum(each.correct for each in claims),
        sum(each.score for each in claims),
        sum(each.duration for each in claims),
        sum(each.attempts_used for each in claims),
        sum(misses) if len(misses) == len(claims) else None,
    )


COMBINE: dict[str, Callable[[Sequence[Claim]], Claim]] = {
    "best_round": _best,
    "last_round": _last,
    "sum_of_rounds": _sum,
}
WHOLE = "tat-ca"  # the name of the one shard that holds all
UNSEEN = ("submitted_earlier", "registered_earlier")


def claims_of(result: Result, ranking: dict[str, Any]) -> dict[str, Claim]:
    """What everybody who may be ranked is ranked by, by code."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for rules in result.rules["rounds"]:
        if rules["id"] not in ranking["rounds"]:
            continue
        points, target = rules["points_per_question"], result.targets.get(rules["id"])
        for code, mark in result.tallies[rules["id"]].marks.items():
            found[code].append(_claim(mark, points, target))
    combine = COMBINE[ranking["combine"]]
    return {code: combine(claims) for code, claims in found.items()}


def _claim(mark: Mark, points: int, target: int | None) -> Claim:
    """What one round's result is worth."""
    missed = None if mark.guess is None or target is None else abs(mark.guess - target)
    return Claim(mark.right, mark.right * points, mark.duration, mark.begun, missed)


def canonical_seed(drawn: str) -> str:
    """A seed as RFC 3797 §4 writes it (`069478` is `69478./`); other texts in NFC."""
    sources = [each.strip() for each in re.split(r"[/;\r\n]+", drawn)]
    numbers = [re.split(r"[\s,.]+", each.strip(" \t,.")) for each in sources if each]
    if not numbers or not all(re.fullmatch("[0-9]+", each) for row in numbers for each in row):
        return unicodedata.normalize("NFC", drawn).strip()
    return "".join("".join(f"{each}." for each in sorted(map(int, row))) + "/" for row in numbers)


def lot_of(seed: str, ranking_id: str, code: str) -> str:
    """Somebody's lot in a ranking."""
    return sha256(f"{seed}\n{ranking_id}\n{code}".encode())


def read_table(record: Record, result: Result, ranking_id: str) -> list[Any]:
    """The rows of a ranking in order of rank; fails where ranks or codes are not in order."""
    rows, last, lengths = [], "", set()
    for path in result.shards(result.path(f"xep-hang/{ranking_id}/")):
        whole = record.load(path, {"ranking": ranking_id, "shard": SHARD, "rows": list})
        shard = whole["shard"]
        named = path == result.path(f"xep-hang/{ranking_id}/{shard or WHOLE}.json")
        record.report.expect(named, path, f"ghi là phần «{shard}», không khớp tên tệp")
        lengths.add(len(shard))
        for row in whole["rows"]:
            wrong = _table_row_mistake(row, shard, last)
            if wrong:
                record.report.fail(path, f"dòng {_short(row)}: {wrong}")
            else:
                last = row[1]
                rows.append(row)
    record.report.expect(len(lengths) <= 1, record.report.place, "các phần dài ngắn khác nhau")
    rows.sort(key=operator.itemgetter(0))
    return rows


def _table_row_mistake(row: Any, shard: str, last: str) -> str:
    """What is wrong with the form of one row of a ranking, or ""."""
    if type(row) is not list or [type(each) for each in row[:4]] != [int, str, list, str]:
        return "không có dạng [hạng, mã, giá trị, lời, giải]"
    if len(row) != 5 or not (row[4] is None or type(row[4]) is str):
        return "không có dạng [hạng, mã, giá trị, lời, giải]"
    if not CODE.fullmatch(row[1]) or not row[1].startswith(shard):
        return "mã dự thi không đúng dạng hoặc nằm sai phần"
    if not all(each is None or type(each) in {int, str} for each in row[2]):
        return "giá trị không phải số nguyên, chữ hay null"
    return "" if row[1] > last else f"đứng sau {last}, không đúng thứ tự hoặc trùng"


def check_ranking(record: Record, result: Result, ranking_id: str) -> None:
    """One ranking: who is in it, with which values, in which order."""
    ranking, place = result.ranking(ranking_id), result.path(f"xep-hang/{ranking_id}")
    table = read_table(record, result, ranking_id)
    result.tables[ranking_id] = table
    claims = claims_of(result, ranking)
    _check_who(record, ranking, place, claims, {row[1] for row in table})
    for at, row in enumerate(table):
        beside = [table[other] for other in (at - 1, at + 1) if 0 <= other < len(table)]
        wrong = _values_mistake(result, ranking, row, claims.get(row[1]), beside)
        if row[0] != at + 1:
            wrong = f"không liền sau hạng {at}"
        if wrong:
            record.report.fail(place, f"hạng {row[0]}, mã {row[1]}: {wrong}")
    _check_order(record, ranking["tie_break"], place, table)


def _check_who(
    record: Record, ranking: dict[str, Any], place: str, claims: dict[str, Claim], codes: set[str]
) -> None:
    """Nobody is ranked who may not be; nobody is left out (where everybody is ranked)."""
    for code in sorted(codes - claims.keys()):
        record.report.fail(place, f"mã {code} được xếp hạng mà không có bài được tính")
    if ranking.get("open_to") is None:
        for code in sorted(claims.keys() - codes):
            record.report.fail(place, f"mã {code} có bài được tính mà không được xếp hạng")


def _values_mistake(
    result: Result,
    ranking: dict[str, Any],
    row: Sequence[Any],
    claim: Claim | None,
    beside: Sequence[Sequence[Any]],
) -> str:
    """What is wrong with the values of one row, or ""."""
    chain, values = ranking["tie_break"], row[2]
    if len(values) != len(chain):
        return f"có {len(values)} giá trị, thể lệ có {len(chain)} tiêu chí"
    for at, (criterion, value) in enumerate(zip(chain, values)):
        if criterion in Claim._fields:
            if claim is not None and value != getattr(claim, criterion):
                return f"«{criterion}» ghi {value!r}, tính lại là {getattr(claim, criterion)!r}"
            continue
        needed = any(other[2][:at] == values[:at] for other in beside)
        wrong = _hidden_mistake(result, ranking["id"], row[1], criterion, value, needed)
        if wrong:
            return wrong
    return ""


def _hidden_mistake(
    result: Result, ranking_id: str, code: str, criterion: str, value: Any, needed: bool
) -> str:
    """What is wrong with a value that is shown only where a tie needs it, or ""."""
    if not needed:
        return "" if value is None else f"«{criterion}» ghi {value!r} dù không cần đến"
    if criterion in UNSEEN:
        right = type(value) is int and value >= 0
        return "" if right else f"«{criterion}» ghi {value!r}, phải là thời điểm phân định"
    seed = result.manifest["lot"]
    if seed is None:
        return "cần bốc thăm mà kết quả không ghi số đã bốc (lot)"
    lot = lot_of(seed, ranking_id, code)
    return "" if value == lot else f"«{criterion}» ghi {value!r}, tính lại là {lot}"


HIGHER = {"correct", "score"}


def _order_key(chain: Sequence[str], row: Sequence[Any]) -> list[Any]:
    """What rows are put in order by: smaller is better."""
    key: list[Any] = []
    for criterion, value in zip(chain, row[2]):
        if criterion in HIGHER:
            key.append(-value)
        elif criterion == "prediction":
            key.append((value is None, value or 0))
        else:
            key.append(value or ("" if criterion == "lot" else 0))
    return [*key, row[1]]


def _check_order(record: Record, chain: Sequence[str], place: str, table: Sequence[Any]) -> None:
    """Each row is better than the next, and says by what where their values differ."""
    fail, keys = record.report.fail, [_order_key(chain, row) for row in table]
    for row, after, key, next_key in zip(table, table[1:], keys, keys[1:]):
        if not key < next_key:
            fail(place, f"hạng {row[0]}, mã {row[1]} không hơn mã {after[1]} ở hạng sau")
        if not row[3].strip() and row[2] != after[2]:
            fail(place, f"hạng {row[0]}, mã {row[1]} không ghi hơn người sau nhờ đâu")


def hand_out(result: Result) -> tuple[dict[str, dict[str, str]], dict[str, list[Any]]]:
    """The prizes of each ranking by code, and who was passed over, as the rules have it."""
    prizes: dict[str, dict[str, str]] = {}
    passed: dict[str, list[Any]] = {}
    won: dict[str, str] = {}
    for ranking_id in result.manifest["rankings"]:
        grades = result.ranking(ranking_id)["prizes"]
        left = [grade["name"] for grade in grades for _ in range(grade["count"])]
        prizes[ranking_id], passed[ranking_id] = {}, []
        for row in result.tables[ranking_id]:
            if len(prizes[ranking_id]) == len(left):
                break
            if row[1] in won:
                passed[ranking_id].append({"rank": row[0], "code": row[1], "won_in": won[row[1]]})
                continue
            prizes[ranking_id][row[1]] = left[len(prizes[ranking_id])]
        if result.rules["awards"]["one_prize_per_person"]:
            won = {**dict.fromkeys(prizes[ranking_id], ranking_id), **won}
    return prizes, passed


def check_prizes(record: Record, result: Result) -> None:
    """Prizes in the rankings and in `ket-qua.json` are those the rules give."""
    result.prizes, passed = hand_out(result)
    said = {each["ranking"]: each for each in result.outcome["individual"]}
    for ranking_id in result.manifest["rankings"]:
        prizes, place = result.prizes[ranking_id], result.path(f"xep-hang/{ranking_id}")
        for row in result.tables[ranking_id]:
            right = prizes.get(row[1])
            if row[4] != right:
                words = f"hạng {row[0]}, mã {row[1]} ghi giải {row[4]!r}, phải là {right!r}"
                record.report.fail(place, words)
        _check_winners(record, result, said[ranking_id], passed[ranking_id])


WINNER = {
    "rank": int,
    "code": CODE,
    "name": str,
    "agency": (str, None),
    "agency_name": (str, None),
    "prize": str,
    "values": list,
    "decided": str,
}
OUTCOME = {
    "number": int,
    "at": MOMENT,
    "as_of": MOMENT,
    "individual": [
        {
            "ranking": ORDINARY,
            "title": str,
            "entrants": int,
            "winners": [WINNER],
            "passed_over": [{"rank": int, "code": CODE, "won_in": ORDINARY}],
        }
    ],
    "collective": [
        {
            "award": ORDINARY,
            "title": str,
            "candidates": [
                {
                    "place": (int, None),
                    "agency": str,
                    "name": str,
                    "prize": (str, None),
                    "criteria": [
                        {"criterion": str, "met": (bool, None), "value": (*NUMBER, bool, None)}
                    ],
                    "decided": str,
                }
            ],
        }
    ],
    "predictions": [
        {
            "round": ORDINARY,
            "target": ("perfect_scores", "entrants"),
            "scope": ("round", "contest"),
            "unit": ("people", "attempts"),
            "value": int,
        }
    ],
    "scores": [
        {
            "round": ORDINARY,
            "entrants": int,
            "attempts": int,
            "perfect": int,
            "zero": int,
            "distribution": [Fixed((int, int))],
        }
    ],
    "items": [
        {
            "question": str,
            "round": ORDINARY,
            "seen": int,
            "right": int,
            "difficulty": NUMBER,
            "discrimination": (*NUMBER, None),
            "options": [int],
            "blank": int,
        }
    ],
}


def _check_winners(
    record: Record, result: Result, said: dict[str, Any], passed: Sequence[dict[str, Any]]
) -> None:
    """What `ket-qua.json` says of one ranking, against the ranking itself."""
    place, expect = f"{result.path('ket-qua.json')}, {said['ranking']}", record.report.expect
    table, rules = result.tables[said["ranking"]], result.ranking(said["ranking"])
    expect(said["title"] == rules["title"], place, "tên bảng khác với thể lệ")
    expect(
        said["entrants"] == len(table), place, f"ghi {said['entrants']} người, bảng có {len(table)}"
    )
    expect(
        said["passed_over"] == list(passed), place, "danh sách nhường giải (passed_over) không đúng"
    )
    prizes = result.prizes[said["ranking"]]
    names = ("rank", "code", "values", "decided", "prize")
    rows = [[*row[:4], prizes[row[1]]] for row in table if row[1] in prizes]
    wanted = {row[1]: dict(zip(names, [*row[:4], row[4]])) for row in rows}
    told = [each["code"] for each in said["winners"]]
    expect(told == list(wanted), place, f"người đoạt giải là {told}, phải là {list(wanted)}")
    for winner in said["winners"]:
        for name, value in wanted.get(winner["code"], {}).items():
            expect(winner[name] == value, place, f"mã {winner['code']}: «{name}» khác với bảng")


# ------------------------------------------------------------------------------- 8. participation

LINE = {
    "group": str,
    "clause": str,
    "people": (int, None),
    "owed": (int, None),
    "met": (bool, None),
}
AGENCY = {
    "agency": str,
    "level": str,
    "parent": (str, None),
    "merged": 1,
    "participants": int,
    "rated": int,
    "headcount": (int, None),
    "rate": (*NUMBER, None),
    "met": (bool, None),
    "groups": MapOf(ANY_TEXT, (int, None)),
    "lines": [LINE],
}
MERGED = {
    **{name: each for name, each in AGENCY.items() if name not in {"groups", "lines"}},
    "agency": None,
    "merged": int,
    "met": None,
}
LEVEL = {
    "level": str,
    "agencies": int,
    "participants": int,
    "headcount": (int, None),
    "rated": int,
    "met": (int, None),
}
PARTICIPATION = {
    "as_of": MOMENT,
    "smallest": int,
    "agencies": [(AGENCY, MERGED)],
    "levels": [LEVEL],
    "totals": {"registered": int, "took_part": int, "citizens": int, "attempts": int},
}
AGENCIES_FILE = {
    "agencies": [{"id": str, "name": str, "level": str, "parent": (str, None)}],
    "headcounts": {
        "at": ANY,
        "source": ANY,
        "counts": MapOf(ANY_TEXT, MapOf(ANY_TEXT, (int, None))),
    },
}


def check_participation(record: Record, result: Result) -> None:
    """`tham-gia.json`: agencies, sums, rates and quotas, as far as public figures tell."""
    known = record.load(result.path("co-quan.json"), AGENCIES_FILE)
    path = result.path("tham-gia.json")
    said = result.participation = record.load(path, PARTICIPATION)
    smallest, expect = result.rules["participation"]["smallest_cell"], record.report.expect
    expect(said["as_of"] == result.manifest["as_of"], path, "«as_of» khác với bản kê")
    expect(said["smallest"] == smallest, path, "«smallest» khác với thể lệ")
    names = [each["agency"] for each in said["agencies"] if each["agency"] is not None]
    expect(len(set(names)) == len(names), path, "có cơ quan kể hai lần")
    agencies = {each["id"]: each for each in known["agencies"]}
    for row in said["agencies"]:
        _check_rate(record, path, row)
        if row["agency"] is not None:
            counts = known["headcounts"]["counts"].get(row["agency"], {})
            _check_agency(record, path, row, agencies.get(row["agency"]), smallest)
            _check_cells(record, result, path, row, counts)
            _check_lines(record, result, path, row, counts)
    _check_levels(record, path, said)
    _check_totals(record, result, path)


def _check_rate(record: Record, path: str, row: dict[str, Any]) -> None:
    """The rate of an agency, or of those merged in one row."""
    expect, rated = record.report.expect, row["rated"]
    place = f"{path}, {row['agency'] or 'dòng gộp cấp ' + row['level']}"
    expect(_rate_fits(row), place, f"tỷ lệ {row['rate']} không phải {rated}/{row['headcount']}")
    expect(rated <= row["participants"], place, "«rated» nhiều hơn số người dự thi")
    expect(row["merged"] >= 1, place, "dòng gộp không có cơ quan nào")


def _check_agency(
    record: Record, path: str, row: dict[str, Any], agency: dict[str, Any] | None, smallest: int
) -> None:
    """An agency shown by name is a known one, and big enough."""
    place, expect = f"{path}, {row['agency']}", record.report.expect
    right = agency is not None and all(agency[name] == row[name] for name in ("level", "parent"))
    expect(right, place, "cấp hoặc cơ quan cấp trên khác với co-quan.json")
    few = 0 < row["participants"] < smallest
    expect(not few, place, f"dưới {smallest} người mà không gộp")


def _check_cells(
    record: Record, result: Result, path: str, row: dict[str, Any], counts: dict[str, Any]
) -> None:
    """Groups with a headcount add up to `rated`, the others to the rest; few people are hidden."""
    smallest = result.rules["participation"]["smallest_cell"]
    quotas = (each for each in result.rules["quotas"] if each["level"] == row["level"])
    outer = {each["group"]: each["within"] for each in quotas if each["within"]}
    known = {name for name in row["groups"] if counts.get(outer.get(name, name)) is not None}
    for counted, total in ((True, row["rated"]), (False, row["participants"] - row["rated"])):
        cells = [cell for name, cell in row["groups"].items() if (name in known) == counted]
        wrong = _cells_mistake(cells, total, smallest)
        record.report.expect(not wrong, f"{path}, {row['agency']}", wrong)


def _rate_fits(row: dict[str, Any]) -> bool:
    """Whether `rate` is `rated` of `headcount`."""
    if not row["headcount"]:
        return row["rate"] is None
    if row["rate"] is None:
        return False
    return bool(abs(row["rate"] - row["rated"] / row["headcount"]) < 1e-9)


def _cells_mistake(cells: Sequence[int | None], total: int, smallest: int) -> str:
    """Whether a row of groups adds up, and hides no more and no less than it must."""
    shown = [cell for cell in cells if cell is not None]
    hidden, rest = len(cells) - len(shown), total - sum(shown)
    if any(cell < smallest for cell in shown):
        return f"có ô dưới {smallest} người mà không che"
    if not hidden:
        return "" if rest == 0 else "tổng các nhóm khác số người dự thi"
    if rest < hidden:
        return "các ô không che đã đủ số người dự thi, ô bị che không thể có người"
    return "ô bị che vẫn suy ra được" if shown and rest < smallest else ""


def _check_lines(
    record: Record, result: Result, path: str, row: dict[str, Any], counts: dict[str, Any]
) -> None:
    """The quotas of one agency, line by line, and whether it met them all."""
    place, expect = f"{path}, {row['agency']}", record.report.expect
    quotas = [each for each in result.rules["quotas"] if each["level"] == row["level"]]
    wanted = [(each["group"], each["clause"]) for each in quotas]
    told = [(each["group"], each["clause"]) for each in row["lines"]]
    expect(told == wanted, place, f"các chỉ tiêu là {told}, thể lệ ghi {wanted}")
    whole = result.rules["participation"]["excluded_in_headcount"]
    for quota, line in zip(quotas, row["lines"]):
        wrong = _line_mistake(quota, line, counts.get(quota["group"]), whole)
        wrong = wrong or _met_mistake(quota, line, quotas, row["groups"])
        expect(not wrong, place, f"chỉ tiêu nhóm {quota['group']}: {wrong}")
    verdicts_ = [line["met"] for line in row["lines"]]
    expect(row["met"] == _all_met(verdicts_), place, f"«met» ghi {row['met']}")


def _all_met(verdicts_: Sequence[bool | None]) -> bool | None:
    """Whether all are met; None when that is not known. Who owes nothing has met it."""
    if False in verdicts_:
        return False
    return None if None in verdicts_ else True


def _line_mistake(
    quota: dict[str, Any], line: dict[str, Any], headcount: int | None, whole: bool
) -> str:
    """What is wrong with the people a quota is of, or how many of them it owes."""
    people = line["people"]
    if people is None or headcount is None:
        right = people is None and headcount is None and line["owed"] is None
        return "" if right else "số người hoặc mức phải đạt không khớp biên chế chưa biết"
    if people > headcount or (people < headcount and not whole):
        return f"tính trên {people} người, biên chế {headcount}"
    owed = (
        -(-people * quota["percent"] // 100)
        if quota.get("percent")
        else min(quota["people"], people)
    )
    return "" if line["owed"] == owed else f"phải đạt {owed} người, ghi {line['owed']}"


def _met_mistake(
    quota: dict[str, Any],
    line: dict[str, Any],
    quotas: Sequence[dict[str, Any]],
    groups: dict[str, int | None],
) -> str:
    """Whether a quota is met, where the cells that tell are not hidden."""
    inner = {each["group"] for each in quotas if each.get("within") == quota["group"]}
    cells = [groups.get(name, 0) for name in {quota["group"], *inner}]
    if line["owed"] is None:
        return "" if line["met"] is None else "chưa biết mức phải đạt mà đã kết luận"
    least = sum(cell or 0 for cell in cells)
    if line["met"] is None or (None in cells and least < line["owed"]):
        return "chưa kết luận" if line["met"] is None else ""
    return "" if line["met"] == (least >= line["owed"]) else f"«met» ghi {line['met']}"


def _check_levels(record: Record, path: str, said: dict[str, Any]) -> None:
    """Each level is the sum of its agencies."""
    for level in said["levels"]:
        rows = [row for row in said["agencies"] if row["level"] == level["level"]]
        wrong = _level_mistake(level, rows)
        record.report.expect(not wrong, path, f"cấp {level['level']}: {wrong}")
    levels = [level["level"] for level in said["levels"]]
    extra = {row["level"] for row in said["agencies"]} - set(levels)
    record.report.expect(not extra and len(set(levels)) == len(levels), path, f"thiếu cấp {extra}")


def _check_totals(record: Record, result: Result, path: str) -> None:
    """Who took part: as many as the levels and citizens add up to, and as the sheets show."""
    totals, expect = result.participation["totals"], record.report.expect
    levels = sum(level["participants"] for level in result.participation["levels"])
    took, people = totals["took_part"], levels + totals["citizens"]
    expect(
        took == people, path, f"«took_part» ghi {took}, các cấp và công dân cộng lại là {people}"
    )
    expect(took <= totals["registered"], path, "số người dự thi nhiều hơn số đăng ký")
    official = [each["id"] for each in result.rules["rounds"] if each["kind"] == "official"]
    whole = official == result.rounds  # otherwise rounds that are not in the record count, too
    for name, least in _totals_of(result).items():
        right = totals[name] == least or (not whole and totals[name] > least)
        expect(right, path, f"«{name}» ghi {totals[name]}, đếm từ bài làm là {least}")


def _totals_of(result: Result) -> dict[str, int]:
    """Who took part in the rounds of a result and how often, by the answer sheets."""
    taken: Counter[str] = Counter()
    for tally in result.tallies.values():
        taken.update(tally.taken)
    least = result.rules["participation"]["attempts"]
    people = sum(attempts >= least for attempts in taken.values())
    return {
        "took_part": people,
        "attempts": sum(tally.begun for tally in result.tallies.values()),
    }


def _level_mistake(level: dict[str, Any], rows: Sequence[dict[str, Any]]) -> str:
    """What is wrong with the sums of a level, or ""; what is rated are those with a headcount."""
    for name, of in (("agencies", "merged"), ("participants", "participants")):
        total = sum(row[of] for row in rows)
        if level[name] != total:
            return f"«{name}» ghi {level[name]}, cộng lại là {total}"
    rated = [row for row in rows if row["headcount"] is not None]
    unclear = [row for row in rows if row["headcount"] is None and row["merged"] > 1]
    for name in ("headcount", "rated"):
        least = sum(row[name] for row in rated)
        most = math.inf if name == "headcount" else least + sum(row[name] for row in unclear)
        if not least <= level[name] <= (most if unclear else least):
            return f"«{name}» ghi {level[name]}, cộng lại là {least}"
    met = sum(row["met"] is True for row in rows)
    return "" if met <= level["met"] <= level["agencies"] else f"«met» ghi {level['met']}"


# --------------------------------------------------------------- 9. statistics, collective prizes


def set_targets(record: Record, result: Result) -> None:
    """Work out the true number of each round's prediction, and compare what is published."""
    path = result.path("ket-qua.json")
    wanted = []
    for round_id in result.rounds:
        asked = result.round(round_id).get("prediction")
        if asked is not None:
            names = {name: asked[name] for name in ("target", "scope", "unit")}
            result.targets[round_id] = true_number(result, round_id, asked)
            wanted.append({"round": round_id, **names, "value": result.targets[round_id]})
    said = result.outcome["predictions"]
    record.report.expect(said == wanted, path, f"số đúng của dự đoán là {wanted}, ghi {said}")


def true_number(result: Result, round_id: str, asked: dict[str, Any]) -> int:
    """What a prediction was about: people or attempts, graded or without a mistake."""
    rounds = result.rounds if asked["scope"] == "contest" else [round_id]
    tallies = [result.tallies[each] for each in rounds]
    perfect = asked["target"] == "perfect_scores"
    if asked["unit"] == "attempts":
        return sum(each.perfect if perfect else each.graded for each in tallies)
    people = [each.perfect_people if perfect else each.graded_people for each in tallies]
    return len(set().union(*people))


def check_scores(record: Record, result: Result) -> None:
    """How right answers are distributed in each round."""
    place = result.path("ket-qua.json")
    said = {each["round"]: each for each in result.outcome["scores"]}
    record.report.expect(list(said) == result.rounds, place, f"điểm của các đợt {list(said)}")
    for round_id in result.rounds:
        wanted = _scores_of(result, round_id)
        for name, value in wanted.items():
            told = said[round_id][name]
            words = f"phổ điểm {round_id}: «{name}» ghi {_short(told)}, tính lại là {_short(value)}"
            record.report.expect(told == value, place, words)


def _scores_of(result: Result, round_id: str) -> dict[str, Any]:
    """The distribution of a round, from the attempts that count."""
    tally = result.tallies[round_id]
    counts = Counter(mark.right for mark in tally.marks.values())
    return {
        "entrants": len(tally.graded_people),
        "attempts": tally.graded,
        "perfect": counts[tally.size],
        "zero": counts[0],
        "distribution": [[right, counts[right]] for right in range(tally.size + 1)],
    }


def check_items(record: Record, result: Result) -> None:
    """The statistics of every question of every round."""
    place, expect = result.path("ket-qua.json"), record.report.expect
    items = {
        (each, name): result.tallies[each].items[name]
        for each in result.rounds
        for name in sorted(result.tallies[each].items)
    }
    told = [(each["round"], each["question"]) for each in result.outcome["items"]]
    for each, name in sorted(items.keys() - set(told)):
        record.report.fail(place, f"thiếu thống kê câu {name} ({each})")
    order = {key: at for at, key in enumerate(items)}
    right = all(order.get(a, -1) < order.get(b, len(order)) for a, b in zip(told, told[1:]))
    expect(right, place, "thống kê câu hỏi kể trùng hoặc không đúng thứ tự")
    for said in result.outcome["items"]:
        item = items.get((said["round"], said["question"]))
        wrong = _item_mistake(said, item) if item else "không ai gặp câu này"
        expect(not wrong, place, f"câu {said['question']} ({said['round']}): {wrong}")


def _item_mistake(said: dict[str, Any], item: Item) -> str:
    """What is wrong with the published statistics of a question, or ""."""
    for name in ("seen", "right", "blank", "options"):
        if said[name] != getattr(item, name):
            return f"«{name}» ghi {said[name]}, tính lại là {getattr(item, name)}"
    if not _rounded(said["difficulty"], item.right / item.seen):
        return f"«difficulty» ghi {said['difficulty']}, tính lại là {item.right / item.seen:.4f}"
    exact = item.discrimination()
    if exact is None or said["discrimination"] is None:
        right = exact is said["discrimination"]
    else:
        right = _rounded(said["discrimination"], exact)
    return "" if right else f"«discrimination» ghi {said['discrimination']}, tính lại là {exact}"


def _rounded(said: float, exact: float) -> bool:
    """Whether a number is another one rounded to four digits, either way at a half."""
    return round(said, 4) == said and abs(said - exact) <= 0.00005 + 1e-9


def check_collective(record: Record, result: Result) -> None:
    """Collective prizes: who could have one, what they reached, in which order."""
    place = result.path("ket-qua.json")
    said = {each["award"]: each for each in result.outcome["collective"]}
    wanted = result.manifest["collective"]
    record.report.expect(
        list(said) == wanted, place, f"giải tập thể {list(said)}, bản kê ghi {wanted}"
    )
    for rules in result.rules["awards"]["collective"]:
        if rules["id"] in said:
            _check_award(record, result, rules, said[rules["id"]])


def _check_award(
    record: Record, result: Result, rules: dict[str, Any], said: dict[str, Any]
) -> None:
    """One collective award: its candidates, what they reached, their places and prizes."""
    place, expect = f"{result.path('ket-qua.json')}, {rules['id']}", record.report.expect
    rows = {
        row["agency"]: row
        for row in result.participation["agencies"]
        if row["agency"] is not None and row["level"] in rules["levels"]
    }
    told = [each["agency"] for each in said["candidates"]]
    expect(said["title"] == rules["title"], place, "tên giải khác với thể lệ")
    expect(sorted(told) == sorted(rows), place, f"xét {sorted(told)}, phải xét {sorted(rows)}")
    won = Counter(agency for agency, _ in _winners_by_agency(result))
    candidates = [
        Candidate(each, rows[each["agency"]], won[each["agency"]])
        for each in said["candidates"]
        if each["agency"] in rows
    ]
    for each in candidates:
        wrong = each.mistake(rules)
        expect(not wrong, place, f"{each.agency}: {wrong}")
    _check_places(record, rules, place, candidates)


def _winners_by_agency(result: Result) -> set[tuple[str, str]]:
    """Agency and code of everybody with an individual prize of the result, each once."""
    winners = (each for ranking in result.outcome["individual"] for each in ranking["winners"])
    return {(each["agency"], each["code"]) for each in winners if each["agency"] is not None}


RATE, AVERAGE = "participation_rate", "average_score"
YES_OR_NO = {"mandatory_complete", "has_individual_winner"}


class Candidate:
    """An agency that is considered for a collective prize."""

    def __init__(self, said: dict[str, Any], row: dict[str, Any], won: int) -> None:
        self.said = said
        self.row = row
        self.agency: str = said["agency"]
        told = {each["criterion"]: each for each in said["criteria"]}
        self.told = {name: (each["met"], each["value"]) for name, each in told.items()}
        self.known = {
            "mandatory_complete": row["met"],
            "has_individual_winner": won > 0,
            RATE: row["rate"],
            "participants": row["participants"],
            "individual_winners": won,
            AVERAGE: self.told.get(AVERAGE, (None, None))[1],  # not in public files
        }

    def reached(self, rules: dict[str, Any], criterion: str) -> bool | None:
        """Whether a required criterion is reached; None when that is not known."""
        value = self.known[criterion]
        if value is None or isinstance(value, bool):
            return value
        if criterion in rules["required"] and value <= 0:
            return False
        least = self._least(rules["least_participation"]) if criterion == RATE else 0
        return least == 0 or bool(self.row["rated"] * 100 >= least * self.row["headcount"])

    def _least(self, ladder: Sequence[dict[str, Any]]) -> int:
        """The percentage that the ladder asks of an agency of this size."""
        size = self.row["headcount"]
        fits = (each["percent"] for each in ladder if each["below"] is None or size < each["below"])
        return int(next(fits, 0))

    def mistake(self, rules: dict[str, Any]) -> str:
        """What is wrong with what the agency is said to have reached, or ""."""
        asked = _asked(rules)
        if list(self.told) != list(dict.fromkeys([*asked, *rules["ranked_by"]])):
            return f"các tiêu chí là {list(self.told)}"
        for criterion, told in self.told.items():
            value = self.known[criterion]
            shown = None if isinstance(value, bool) else value
            met = self.reached(rules, criterion) if criterion in asked else None
            if told != (met, shown):
                return f"«{criterion}» ghi {told}, tính lại là {(met, shown)}"
        return "" if self.said["name"] else "không ghi tên"

    def order(self, rules: dict[str, Any]) -> list[Any]:
        """What candidates are put in order by: smaller is better; unknown is no, or last."""
        values = {name: self.known[name] for name in rules["ranked_by"]}
        values |= {name: bool(values[name]) for name in YES_OR_NO & values.keys()}
        return [*((each is None, -(each or 0)) for each in values.values()), self.agency]


def _asked(rules: dict[str, Any]) -> list[str]:
    """The criteria an award asks for; a ladder asks for a rate."""
    ladder = [RATE] if rules["least_participation"] else []
    return list(dict.fromkeys([*rules["required"], *ladder]))


def _check_places(
    record: Record, rules: dict[str, Any], place: str, candidates: Sequence[Candidate]
) -> None:
    """Those who reached everything have places from the best on; prizes go to the first."""
    asked = _asked(rules)
    able = [
        each for each in candidates if all(each.reached(rules, criterion) for criterion in asked)
    ]
    able.sort(key=lambda each: each.order(rules))
    prizes = [grade["name"] for grade in rules["prizes"] for _ in range(grade["count"])]
    wanted = {
        each.agency: (at, prize)
        for at, (each, prize) in enumerate(zip(able, [*prizes, *[None] * len(able)]), 1)
    }
    for each in candidates:
        told, right = (
            (each.said["place"], each.said["prize"]),
            wanted.get(each.agency, (None, None)),
        )
        words = f"{each.agency}: hạng và giải ghi {told}, tính lại là {right}"
        record.report.expect(told == right, place, words)
    listed = [(each.said["place"] or math.inf, each.agency) for each in candidates]
    record.report.expect(listed == sorted(listed), place, "các cơ quan không theo hạng rồi theo mã")


# -------------------------------------------------------------------- 10. changes between results

MOST_RANKS = 1000
CHANGES = {
    "previous": int,
    "reason": str,
    "moved": int,
    "ranks": [Fixed((str, CODE, (int, None), (int, None)))],
    "prizes": [Fixed((str, CODE, (str, None), (str, None)))],
    "collective": [Fixed((str, str, (str, None), (str, None)))],
}


Told = dict[tuple[str, str], Any]


def check_changes(record: Record, before: Result, result: Result) -> None:
    """`thay-doi.json`: what differs from the result before, in what both results have."""
    path = result.path("thay-doi.json")
    said, expect = record.load(path, CHANGES), record.report.expect
    expect(said["previous"] == before.number, path, "«previous» không phải kết quả liền trước")
    expect(said["reason"] == result.manifest["reason"], path, "lý do khác với bản kê")
    moved = _changes(_ranks(before, result), _ranks(result, before))
    moved.sort(key=lambda each: (_better(each[2:]), each[0], each[1]))
    wanted = {
        "ranks": moved[:MOST_RANKS],
        "prizes": _changes(_prizes(before, result), _prizes(result, before)),
        "collective": _changes(_shared_prizes(before, result), _shared_prizes(result, before)),
    }
    expect(said["moved"] == len(moved), path, f"«moved» ghi {said['moved']}, là {len(moved)}")
    for name, rows in wanted.items():
        _compare_lists(record, path, name, said[name], rows)


def _changes(before: Told, after: Told) -> list[list[Any]]:
    """Before and after of everything that is not the same, in order."""
    keys = sorted(before.keys() | after.keys())
    rows = ([*key, before.get(key), after.get(key)] for key in keys)
    return [row for row in rows if row[2] != row[3]]


def _compare_lists(
    record: Record, path: str, name: str, said: Sequence[Any], wanted: Sequence[Any]
) -> None:
    """Tell the first place at which two lists differ."""
    for told, right in zip_longest(said, wanted):
        if told != right:
            record.report.fail(path, f"«{name}» ghi {_short(told)}, tính lại là {_short(right)}")
            return


def _ranks(result: Result, other: Result) -> Told:
    """The ranks of a result in the rankings that another result has, too."""
    tables = {name: rows for name, rows in result.tables.items() if name in other.tables}
    return {(name, row[1]): row[0] for name, rows in tables.items() for row in rows}


def _prizes(result: Result, other: Result) -> Told:
    tables = {name: rows for name, rows in result.tables.items() if name in other.tables}
    rows = ((name, row) for name, rows in tables.items() for row in rows)
    return {(name, row[1]): row[4] for name, row in rows if row[4] is not None}


def _shared_prizes(result: Result, other: Result) -> Told:
    """Collective prizes of a result, of the awards that another result has, too."""
    return {
        (award["award"], each["agency"]): each["prize"]
        for award in result.outcome["collective"]
        for each in award["candidates"]
        if each["prize"] is not None and award["award"] in other.manifest["collective"]
    }


def _better(pair: Sequence[int | None]) -> int:
    """The better of two ranks."""
    return min(rank for rank in pair if rank is not None)


# ---------------------------------------------------------------- 11. receipts, looking a code up


def receipts_in(text: str) -> list[str]:
    """Everything that looks like a JWT in a text."""
    return re.findall(r"eyJ[\w-]*\.[\w-]+\.[\w-]+", text, re.ASCII)


def codes_of(receipts: Sequence[str]) -> set[str]:
    """The candidate codes that receipts are about; unreadable ones are told later."""
    codes = set()
    for text in receipts:
        try:
            codes.add(str(token(text).claims.get("sub")))
        except (BrokenError, ValueError):
            continue
    return codes


def check_receipts(record: Record, results: Sequence[Result], receipts: Sequence[str]) -> None:
    """Each receipt against the record, told one by one."""
    keys: dict[str, bytes] = {}
    if receipts and results:
        with record.report.step("Khóa để kiểm biên nhận"):
            keys = promised_keys(record, results[-1])
    for at, text in enumerate(receipts, 1):
        with record.report.step(f"Biên nhận thứ {at}"):
            check_receipt(record, results, keys, text, f"biên nhận thứ {at}")


def check_receipt(
    record: Record, results: Sequence[Result], keys: dict[str, bytes], text: str, place: str
) -> None:
    """One receipt against the latest result that holds its round."""
    record.report.place = place
    if not results:
        raise BrokenError("chưa có kết quả nào để đối chiếu")
    jwt = token(text)
    wrong = token_mistake(jwt, "receipt", keys)
    claims = jwt.claims
    if not wrong and (claims.get("iss"), claims.get("aud")) != (
        results[-1].manifest["contest"],
        "public",
    ):
        wrong = "của cuộc thi khác"
    if wrong:
        record.report.fail(
            place, f"biên nhận không có giá trị: {wrong}; nó không chứng minh điều gì"
        )
        return
    holding = [each for each in results if claims["rnd"] in each.tallies]
    if not holding:
        record.report.note(f"{place}: đợt {claims['rnd']} chưa công bố, chưa đối chiếu được")
        return
    wrong = _omission(holding[-1], claims) or _other_score(holding[-1], claims)
    record.report.expect(not wrong, f"{place}, mã {claims['sub']}", wrong)


def _attempt_of(result: Result, claims: dict[str, Any]) -> list[Any] | None:
    """The attempt in the record that a receipt is about."""
    row = result.tallies[claims["rnd"]].kept.get(claims["sub"], [None, 0, []])
    return next((each for each in row[2] if each[0] == claims["att"]), None)


def _omission(result: Result, claims: dict[str, Any]) -> str:
    """How the record contradicts a genuine receipt, or ""."""
    place = f"{claims['rnd']}, lượt {claims['att']}"
    attempt = _attempt_of(result, claims)
    if attempt is None:
        return f"HỒ SƠ BỎ SÓT BÀI THI: biên nhận đúng, mà không có {place} của mã này"
    digest = b64u(hashlib.sha256(attempt[6].encode()).digest())
    found = {"edn": attempt[2], "ppr": attempt[3], "ms": attempt[4], "ans": digest}
    bad = [name for name, value in found.items() if claims[name] != value]
    return f"HỒ SƠ GHI KHÁC BIÊN NHẬN ở {place}: {', '.join(bad)}" if bad else ""


def _other_score(result: Result, claims: dict[str, Any]) -> str:
    """Whether the score told at once differs without a correction that says why, or ""."""
    attempt = _attempt_of(result, claims)
    if attempt is None or "cor" not in claims:
        return ""
    paper = result.papers[attempt[2], attempt[3]]
    right = result.tallies[claims["rnd"]].right_of(attempt)
    corrected = {each["question"] for each in result.manifest["corrections"]}
    if right == claims["cor"] or corrected & set(paper.questions):
        return ""
    return f"biên nhận báo {claims['cor']} câu đúng, hồ sơ chấm {right}, không có đính chính nào"


# --------------------------------------------------------------------------- 12. the command line


def verify(record: Record, receipts: Sequence[str]) -> None:
    """Check the whole record, step by step, and then the receipts against it."""
    report, results = record.report, list[Result]()
    index: dict[str, Any] = {"contest": "", "results": []}
    entries: list[dict[str, Any]] = []
    with report.step("Mục lục: số thứ tự, thời điểm"):
        index = check_index(record)
    with report.step("Cam kết: số thứ tự, thời điểm, chuỗi mã băm"):
        entries = check_commitments(record, index["contest"])
    for entry in index["results"]:
        before = results[-1] if results else None
        results += verify_result(record, index, entry, before, entries, codes_of(receipts))
    if not index["results"]:
        report.note("chưa có kết quả nào được công bố, mới chỉ có các cam kết")
    if len(results) == len(index["results"]):
        with report.step("Không có tệp nào ngoài bản kê"):
            check_nothing_else(record, results)
    check_receipts(record, results, receipts)


def verify_result(
    record: Record,
    index: dict[str, Any],
    entry: dict[str, Any],
    before: Result | None,
    entries: Sequence[dict[str, Any]],
    wanted: set[str],
) -> list[Result]:
    """Check one result; nothing is returned when not even its manifest can be read."""
    step, found = record.report.step, []
    record.report.say(f"Kết quả số {entry['number']}, công bố {in_vietnam(entry['at'])}")
    with step("Bản kê ho-so.json khớp mục lục và kết quả trước"):
        found.append(read_manifest(record, index, entry))
    for result in found:
        record.report.say(f"    ho-so.json: SHA-256 {record.digest(result.path('ho-so.json'))[0]}")
        _verify_papers_of(record, index, result, entries)
        _verify_sheets_of(record, result, wanted)
        _verify_outcome_of(record, result)
        if before is not None:
            with step("Thay đổi so với kết quả trước"):
                check_changes(record, before, result)
    return found


def _verify_papers_of(
    record: Record, index: dict[str, Any], result: Result, entries: Sequence[dict[str, Any]]
) -> None:
    """Seal, files, rules, commitments, editions of a result."""
    step = record.report.step
    with step("Dấu niêm phong (chữ ký số)"):
        check_seal(record, index, result)
    with step("Vị trí trong chuỗi cam kết"):
        check_place_in_chain(record, result, entries)
    with step(f"Đủ {number(len(result.files))} tệp, đúng mã băm, đúng độ dài"):
        check_files(record, result, entries)
    with step("Thể lệ, người không xếp hạng, đính chính"):
        read_rules(record, result)
    with step("Cam kết đã mở"):
        check_opened(record, result, entries)
    with step("Bộ đề: mã tính lại từ câu hỏi và đáp án"):
        read_editions(record, result)


def _verify_sheets_of(record: Record, result: Result, wanted: set[str]) -> None:
    """The sheets of each round of a result."""
    for round_id in result.rounds:
        with record.report.step(f"Bài làm {round_id}: đúng dạng, khớp cam kết đóng; chấm lại"):
            result.tallies[round_id] = read_sheets(record, result, round_id, wanted)


def _verify_outcome_of(record: Record, result: Result) -> None:
    """Everything that follows from the sheets of a result."""
    step = record.report.step
    with step("Kết quả (ket-qua.json)"):
        read_outcome(record, result)
    with step("Số đúng của câu dự đoán"):
        set_targets(record, result)
    for ranking_id in result.manifest["rankings"]:
        with step(f"Xếp hạng {ranking_id}: người, giá trị, thứ tự"):
            check_ranking(record, result, ranking_id)
    with step("Giải cá nhân"):
        check_prizes(record, result)
    with step("Tham gia"):
        check_participation(record, result)
    with step("Giải tập thể"):
        check_collective(record, result)
    with step("Phổ điểm"):
        check_scores(record, result)
    with step("Thống kê câu hỏi"):
        check_items(record, result)


def in_vietnam(text: str) -> str:
    """A moment of the record as people in Vietnam read it."""
    there = moment(text).astimezone(timezone(timedelta(hours=7)))
    return f"{there:%H:%M ngày %d/%m/%Y}, giờ Việt Nam"


def spent(milliseconds: int) -> str:
    """A duration in words: 6 phút 52,345 giây."""
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes} phút {rest // 1000},{rest % 1000:03d} giây"


def tidy_code(text: str) -> str:
    """A code as somebody types it: small letters, O for 0, I and L for 1, no hyphen."""
    plain = re.sub(r"[\s-]", "", text).upper().translate(str.maketrans("OIL", "011"))
    return f"{plain[:5]}-{plain[5:]}"


def look_up(record: Record, code: str) -> bool:
    """Tell what the latest result says of one code; whether it says anything."""
    index = check_index(record)
    if not index["results"]:
        raise BrokenError("chưa có kết quả nào được công bố")
    result = read_manifest(record, index, index["results"][-1])
    check_seal(record, index, result)
    read_rules(record, result)
    read_editions(record, result)
    say = record.report.say
    say(f"Mã dự thi {code}, theo kết quả số {result.number}, {in_vietnam(result.manifest['at'])}")
    if code in result.out:
        say("  Không xếp hạng: " + OUT_WORDS[result.out[code]])
    ranked = [_tell_rank(record, result, each, code) for each in result.manifest["rankings"]]
    sat = [_tell_sheets(record, result, each, code) for each in result.rounds]
    return any(ranked + sat)


OUT_WORDS = {"not_ranked": "không được dự thi, hoặc đã bị hủy kết quả"}
ENDED_WORDS = {"s": "đã nộp", "r": "hết giờ, chấm theo bản lưu", "l": "hết giờ, không có bài lưu"}
CRITERION_WORDS = {
    "correct": "số câu đúng",
    "score": "điểm",
    "duration": "thời gian (ms)",
    "attempts_used": "số lượt thi",
    "prediction": "lệch dự đoán",
    "submitted_earlier": "thời điểm nộp (ms từ 1970)",
    "registered_earlier": "thời điểm đăng ký (ms từ 1970)",
    "lot": "thăm",
}


def _row_of(record: Record, result: Result, paths: Iterable[str], at: int, code: str) -> Any:
    """The row of a code in these files (the code stands at `at`), from a file that is sealed."""
    for path in paths:
        row = next((row for row in record.load(path)["rows"] if row[at] == code), None)
        if row is not None:
            _check_file(record, path, result.files[path])
            return row
    return None


def _tell_rank(record: Record, result: Result, ranking_id: str, code: str) -> bool:
    """Say where a code stands in one ranking; whether it does."""
    say, ranking = record.report.say, result.ranking(ranking_id)
    folder = result.path(f"xep-hang/{ranking_id}/")
    names = {path[len(folder) : -len(".json")]: path for path in result.shards(folder)}
    paths = [path for name, path in names.items() if name == WHOLE or code.startswith(name)]
    row = _row_of(record, result, paths, 1, code)
    if row is None:
        say(f"  {ranking['title']}: không có trong bảng")
        return False
    say(f"  {ranking['title']}: hạng {number(row[0])}" + (f", {row[4]}" if row[4] else ""))
    for criterion, value in zip(ranking["tie_break"], row[2]):
        shown = "không cần xét đến" if value is None else value
        say(f"      {CRITERION_WORDS[criterion]}: {shown}")
    if row[3]:
        say(f"      so với người liền sau: {row[3]}")
    return True


def _tell_sheets(record: Record, result: Result, round_id: str, code: str) -> bool:
    """Say what a code handed in in one round, judged; whether it did."""
    paths = result.shards(f"bai-lam/{round_id}/")
    mine = [path for path in paths if code.startswith(_shard_of(record, path))]
    row = _row_of(record, result, mine, 0, code)
    if row is None:
        return False
    record.report.say(f"  {result.round(round_id)['title']}: đã vào thi {row[1]} lượt")
    for attempt in row[2]:
        _tell_attempt(record.report.say, result, round_id, attempt)
    return True


def _tell_attempt(
    say: Callable[[str], None], result: Result, round_id: str, attempt: Sequence[Any]
) -> None:
    """Say how one attempt is judged, question by question."""
    number_, how, edition, paper, duration, guess, answers = attempt
    say(f"    Lượt {number_}: {ENDED_WORDS[how]}, {spent(duration)}" + _guess_words(guess))
    if how == "l":
        return
    key, bank = result.papers[edition, paper], result.banks[edition]
    right = Tally(result, round_id, set()).right_of(attempt)
    judged = verdicts(key, answers)
    spoilt = ", vì còn câu bỏ trống nên cả lượt không được tính" if right < sum(judged) else ""
    say(f"      đề {paper}: đúng {right}/{len(key.questions)} câu{spoilt}")
    for at, (name, part, well) in enumerate(zip(key.questions, answers.split(","), judged), 1):
        stem = _short_text(bank[name]["stem"])
        say(f"      {at:3}. {'đúng' if well else 'sai '}  chọn {part or '–':4}  {name}: {stem}")


def _guess_words(guess: int | None) -> str:
    return "" if guess is None else f", dự đoán {number(guess)}"


def _short_text(text: str) -> str:
    return text if len(text) <= 70 else text[:69] + "…"


class _Pages(http.server.SimpleHTTPRequestHandler):
    """The folder's files, with types that do not hang on what this machine has set."""

    extensions_map = {  # noqa: RUF012 - so it is in the base class
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".json": "application/json",
        ".css": "text/css",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }

    def log_message(self, *_: Any) -> None:
        """Say nothing of single requests."""


def serve(folder: Path, say: Callable[[str], None]) -> None:
    """Open a folder to a browser on this machine, until it is stopped."""
    pages = partial(_Pages, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), pages) as server:
        say(f"Mở trình duyệt tại: http://127.0.0.1:{server.server_address[1]}/")
        say("Chỉ máy này xem được. Bấm Ctrl+C để dừng.")
        with suppress(KeyboardInterrupt):
            server.serve_forever()


UNSEEN_WORDS = (
    "Hồ sơ công khai không chứa, nên công cụ này không kiểm được: thời điểm nộp bài và đăng ký "
    "(chỉ ghi khi phân định), ai thuộc nhóm nào hay cơ quan nào, số người dự thi từng cơ quan, "
    "điểm trung bình của cơ quan, lý do một mã không được xếp hạng."
)


def conclude(report: Report) -> int:
    """Say what it all comes to; the exit code."""
    for note in report.notes:
        report.say(f"Lưu ý: {note}")
    report.say(UNSEEN_WORDS)
    found = len(report.failures)
    if found:
        more = " trở lên" if found == MOST_KEPT else ""
        report.say(f"KẾT LUẬN: hồ sơ KHÔNG khớp ở {number(found)} chỗ{more} (dấu ✗ ở trên).")
        return 1
    report.say("KẾT LUẬN: mọi điều kiểm được đều ĐÚNG.")
    return 0


_FETCHED = re.compile(r"[0-9A-Za-z-]+(/[0-9A-Za-z-]+)*\.json", re.ASCII)
_SECONDS = 60


def fetch(address: str, folder: Path, report: Report) -> None:
    """Copy the record of a site into a folder: the index, and all that its manifests name.

    Nothing is believed here: what was fetched is checked as any folder is.
    """
    if not address.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise BrokenError("địa chỉ phải bắt đầu bằng https://")
    root = folder / "ho-so"
    _fetch_one(address, root, "cam-ket.json")
    index = json.loads(_fetch_one(address, root, "muc-luc.json"))
    for entry in index["results"]:
        number_ = int(entry["number"])
        paths = sorted(json.loads(_fetch_one(address, root, f"{number_}/ho-so.json"))["files"])
        for done, path in enumerate(paths, 1):
            if not (root / path).is_file():
                _fetch_one(address, root, path)
            report.progress(f"kết quả {number_}: đã tải {done}/{len(paths)} tệp")


def _fetch_one(address: str, root: Path, path: str) -> bytes:
    """One file, kept where it lies on the site; no path leads out of the folder."""
    if not _FETCHED.fullmatch(path):
        raise BrokenError(f"tên tệp lạ: {path}")
    with urlopen(f"{address.rstrip('/')}/ho-so/{path}", timeout=_SECONDS) as answer:  # noqa: S310
        data: bytes = answer.read()
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return data


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(description="Kiểm chứng hồ sơ công khai của cuộc thi.")
    here = Path(__file__).resolve().parent
    parser.add_argument("folder", nargs="?", type=Path, default=here, help="thư mục có ho-so/")
    parser.add_argument("--bien-nhan", type=Path, metavar="TỆP", help="tệp chứa các biên nhận")
    parser.add_argument("--ma", metavar="MÃ", help="tra cứu một mã dự thi")
    parser.add_argument("--mo", action="store_true", help="mở thư mục này trong trình duyệt")
    parser.add_argument("--tai", metavar="ĐỊA CHỈ", help="tải hồ sơ của một trang về thư mục")
    return parser.parse_args(arguments)


def find_record(folder: Path) -> Path:
    """The folder `ho-so/` in or at this place."""
    for place in (folder / "ho-so", folder):
        if (place / "muc-luc.json").is_file():
            return place
    raise BrokenError(f"không thấy ho-so/muc-luc.json trong {folder}")


def _run(asked: argparse.Namespace, report: Report) -> int:
    """Do what was asked; the exit code."""
    if asked.mo:
        serve(asked.folder, report.say)
        return 0
    if asked.tai:
        fetch(asked.tai, asked.folder, report)
    record = Record(find_record(asked.folder), report)
    if asked.ma:
        found = look_up(record, tidy_code(asked.ma))
        for line in report.failures:
            report.say(f"✗ {line}")
        words = "Bỏ --ma để kiểm chứng cả hồ sơ." if found else "Không thấy mã này trong hồ sơ."
        report.say(words)
        return 0 if found and not report.failures else 1
    report.say(f"Kiểm chứng hồ sơ công khai trong {record.root}")
    receipts = receipts_in(asked.bien_nhan.read_text("utf-8")) if asked.bien_nhan else []
    if asked.bien_nhan and not receipts:
        report.fail(str(asked.bien_nhan), "không có biên nhận nào trong tệp này")
    verify(record, receipts)
    return conclude(report)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code."""
    gc.disable()  # millions of small lists and no cycles: looking for some would take half the time
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    report = Report(_say)
    try:
        return _run(options(sys.argv[1:] if arguments is None else arguments), report)
    except (BrokenError, OSError, *UNREADABLE) as error:
        _say(f"✗ {report.place}: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
