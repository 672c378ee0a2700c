"""The shapes of a record's documents, as `docs/record-format.md` writes them."""

import re

from contest.domain.verify.shape import (
    CODE,
    COUNT,
    MOMENT,
    POSITIVE,
    RATE,
    SHA256,
    SLUG,
    MapOf,
    Maybe,
    Text,
)

ZEROS = "0" * 64
SALT = Text(re.compile(r"[A-Za-z0-9_-]{43}"), "32 byte ngẫu nhiên viết bằng base64url")
PATH = Text(re.compile(r"[a-z0-9-]+(/[A-Za-z0-9-]+)*\.json"), "đường dẫn tệp trong hồ sơ")
EDITION = Text(re.compile(r"[a-z2-7]{20}"), "tên bộ đề, 20 chữ thường hoặc chữ số 2–7")

INDEX = {
    "format": {1},
    "contest": SLUG,
    "results": [{"number": POSITIVE, "at": MOMENT, "manifest": SHA256, "reason": str, "seal": str}],
}

COMMITMENTS = {
    "format": {1},
    "contest": SLUG,
    "commitments": [
        {
            "number": POSITIVE,
            "kind": {"open", "close"},
            "round": SLUG,
            "at": MOMENT,
            "digest": SHA256,
            "before": SHA256,
            "chain": SHA256,
        }
    ],
}

OPEN = {
    "salt": SALT,
    "contest": SLUG,
    "kind": {"open"},
    "round": SLUG,
    "opens_at": MOMENT,
    "closes_at": MOMENT,
    "edition": EDITION,
    **dict.fromkeys(
        ("opened", "rules", "keys", "agencies", "headcounts", "roster", "excluded"), SHA256
    ),
    "people": {"roster": COUNT, "excluded": COUNT},
}

CLOSE = {
    "salt": SALT,
    "contest": SLUG,
    "kind": {"close"},
    "round": SLUG,
    "entries": COUNT,
    "sheets": SHA256,
}

CORRECTION = {
    "question": str,
    "action": {"void", "accept", "key"},
    "options": [COUNT],
    "reason": str,
}

MANIFEST = {
    "format": {1},
    "contest": SLUG,
    "number": POSITIVE,
    "at": MOMENT,
    "as_of": MOMENT,
    "previous": SHA256,
    "reason": str,
    "rounds": [SLUG],
    "rankings": [SLUG],
    "collective": [SLUG],
    "lot": Maybe(str),
    "corrections": [CORRECTION],
    "commitments": {"count": COUNT, "chain": SHA256},
    "files": MapOf(PATH, {"sha256": SHA256, "bytes": COUNT}),
}

KEYS = {
    "keys": [
        {
            "kty": {"OKP"},
            "crv": {"Ed25519"},
            "alg": {"EdDSA"},
            "use": {"sig"},
            "kid": Text(re.compile(r"[a-z]+(-[a-z]+)*-[A-Za-z0-9_-]{8}"), "tên khóa"),
            "x": Text(re.compile(r"[A-Za-z0-9_-]{43}"), "32 byte viết bằng base64url"),
        }
    ]
}

_LEVEL = {"province", "district", "commune", "other"}
AGENCIES = [{"id": SLUG, "name": str, "level": _LEVEL, "parent": Maybe(SLUG)}]
HEADCOUNTS = {"at": MOMENT, "source": str, "counts": MapOf(str, MapOf(str, Maybe(COUNT)))}
AGENCY_FILE = {"agencies": AGENCIES, "headcounts": HEADCOUNTS}
OUT = {"out": [(CODE, {"not_ranked"})]}

SHARD = Text(re.compile(r"[0-9A-HJKMNP-TV-Z]{0,2}"), "phần đầu của mã dự thi, 0 đến 2 ký tự")
SHEETS = {"round": SLUG, "shard": SHARD, "rows": list}
TABLE = {"ranking": SLUG, "shard": SHARD, "rows": list}

PARTICIPATION = {
    "as_of": MOMENT,
    "smallest": POSITIVE,
    "agencies": list,
    "levels": [
        {
            "level": _LEVEL,
            "agencies": COUNT,
            "participants": COUNT,
            "headcount": Maybe(COUNT),
            "rated": COUNT,
            "met": COUNT,
        }
    ],
    "totals": {"registered": COUNT, "took_part": COUNT, "citizens": COUNT, "attempts": COUNT},
}

AGENCY_ROW = {
    "agency": Maybe(SLUG),
    "level": _LEVEL,
    "parent": Maybe(SLUG),
    "merged": POSITIVE,
    "participants": COUNT,
    "rated": COUNT,
    "headcount": Maybe(COUNT),
    "rate": Maybe(RATE),
    "met": Maybe(bool),
}

LINES = {
    "groups": MapOf(str, Maybe(COUNT)),
    "lines": [
        {
            "group": str,
            "clause": str,
            "people": Maybe(COUNT),
            "owed": Maybe(COUNT),
            "met": Maybe(bool),
        }
    ],
}

_VALUE = {"rank": POSITIVE, "code": CODE}
WINNER = {
    **_VALUE,
    "name": str,
    "agency": Maybe(SLUG),
    "agency_name": str,
    "prize": str,
    "values": list,
    "decided": str,
}
CANDIDATE = {
    "place": Maybe(POSITIVE),
    "agency": SLUG,
    "name": str,
    "prize": Maybe(str),
    "criteria": [{"criterion": str, "met": Maybe(bool), "value": Maybe(RATE)}],
    "decided": str,
}
RESULT = {
    "number": POSITIVE,
    "at": MOMENT,
    "as_of": MOMENT,
    "individual": [
        {
            "ranking": SLUG,
            "title": str,
            "entrants": COUNT,
            "winners": [WINNER],
            "passed_over": [{**_VALUE, "won_in": SLUG}],
        }
    ],
    "collective": [{"award": SLUG, "title": str, "candidates": [CANDIDATE]}],
    "predictions": [{"round": SLUG, "target": str, "scope": str, "unit": str, "value": COUNT}],
    "scores": [
        {
            "round": SLUG,
            "entrants": COUNT,
            "attempts": COUNT,
            "perfect": COUNT,
            "zero": COUNT,
            "distribution": [(COUNT, COUNT)],
        }
    ],
    "items": [
        {
            "question": str,
            "round": SLUG,
            "seen": COUNT,
            "right": COUNT,
            "difficulty": RATE,
            "discrimination": Maybe(RATE),
            "options": [COUNT],
            "blank": COUNT,
        }
    ],
}

_RANK = Maybe(POSITIVE)
CHANGES = {
    "previous": POSITIVE,
    "reason": str,
    "moved": COUNT,
    "ranks": [(SLUG, CODE, _RANK, _RANK)],
    "prizes": [(SLUG, CODE, Maybe(str), Maybe(str))],
    "collective": [(SLUG, SLUG, Maybe(str), Maybe(str))],
}
