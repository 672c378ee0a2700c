"""Documents as the console gets them, small enough to reckon by hand. People are invented."""

from datetime import datetime
from pathlib import Path
from typing import Any

from contest.content.sources import load_contest
from contest.domain.agency import Agency
from contest.domain.phase import VIETNAM

ROOT = Path(__file__).parents[2]
CONTEST = load_contest(ROOT / "question_src")
AS_OF = datetime(2023, 11, 8, 8, 0, tzinfo=VIETNAM)
_NAMES = (
    ("so-mau", "Sở Mẫu", "province", None),
    ("huyen-mau", "UBND huyện Mẫu", "district", None),
    ("xa-mau", "UBND xã Mẫu", "commune", "huyen-mau"),
    ("hoi-mau", "Hội Mẫu", "other", None),
)
AGENCIES = tuple(
    Agency.model_validate({"id": i, "name": n, "level": level, "parent": p, "headcount": {}})
    for i, n, level, p in _NAMES
)


def line(group: str, least: int, headcount: int | None, owed: int | None, done: int) -> Any:
    """One quota line; leaders owe people, the others a percentage."""
    missing = None if owed is None else max(0, owed - done)
    return {
        "group": group,
        "clause": "II.2.a",
        "percent": None if group == "leader" else least,
        "people": least if group == "leader" else None,
        "headcount": headcount,
        "excluded": 0,
        "owed": owed,
        "done": done,
        "missing": missing,
        "rate": done / headcount if headcount else None,
        "met": None if missing is None else missing == 0,
    }


def figures(number: int, lines: list[Any], participants: int, **sums: Any) -> dict[str, Any]:
    """One agency's figures."""
    agency, name, level, parent = _NAMES[number]
    known = {"headcount": None, "rate": None, "owed": None, "missing": None, "met": None} | sums
    return known | {
        "id": agency,
        "name": name,
        "level": level,
        "parent": parent,
        "participants": participants,
        "lines": lines,
        "registered": 1234,
        "nominated": 6,
        "nominated_done": 5,
        "flagged": 0,
        "mismatched": 0,
    }


def level(name: str, **sums: Any) -> dict[str, Any]:
    """One level's figures, of one agency."""
    nothing = {"agencies": 1, "met": 0, "unknown": 0, "owed": 0, "missing": 0, "headcount": 0}
    return {"level": name, "rate": None, **nothing, **sums}


QUOTAS: dict[str, Any] = {
    "as_of": "2023-11-08T01:00:00Z",
    "headcounts": {"at": "2023-09-30T17:00:00Z", "source": "Công văn số 12/SNV"},
    "levels": [
        level("province", owed=17, missing=3, participants=1200, headcount=60, rate=0.55),
        level("district", met=1, owed=2, participants=4, headcount=6, rate=0.6667),
        level("commune", unknown=1, participants=1),
        level("other", participants=7),
    ],
    "agencies": [
        figures(
            0,
            [line("leader", 1, 3, 1, 1), line("official", 30, 51, 16, 13)],
            1200,
            owed=17,
            missing=3,
            met=False,
        ),
        figures(1, [line("leader", 1, 6, 1, 4)], 4, owed=1, missing=0, met=True),
        figures(2, [line("official", 30, None, None, 1)], 1),
        figures(3, [], 7),
    ],
}


def _round(number: str, kind: str, opens: str, closes: str) -> dict[str, Any]:
    counts = {"inside": 3, "handed_in": 1500, "ran_out": 20, "lapsed": 1, "entrants": 1212}
    times = {"opens_at": opens, "closes_at": closes}
    return {"id": number, "title": number, "kind": kind, "attempts": 1521, **times, **counts}


OVERVIEW: dict[str, Any] = {
    "as_of": "2023-11-08T01:00:00Z",
    "rounds": [
        _round("Thi thử", "rehearsal", "2023-11-01T01:00:00Z", "2023-11-29T15:00:00Z"),
        _round("Vòng 1", "official", "2023-11-07T01:00:00Z", "2023-11-17T10:00:00Z"),
        _round("Vòng 2", "official", "2023-11-20T01:00:00Z", "2023-11-29T15:00:00Z"),
    ],
    "totals": {
        "registered": 2345,
        "took_part": 1212,
        "attempts": 1521,
        "nominated": 24,
        "nominated_done": 5,
        "flagged": 2,
        "mismatched": 0,
        "disqualified": 1,
        "excluded": 15,
    },
}


def person(**changes: Any) -> dict[str, Any]:
    """A row of the directory."""
    return {
        "code": "7K3MQ-9TZ0B",
        "key": "k",
        "name": "Nguyễn Văn Thử",
        "agency": "so-mau",
        "group": "official",
        "nominated": {"agency": "huyen-mau", "group": "leader"},
        "registered_at": "2023-11-07T01:02:03Z",
        "rounds": {"vong-1": {"state": "submitted", "attempts": 2, "score": 17, "max_score": 20}},
        "took_part_at": "2023-11-07T02:02:03.123Z",
        "flags": ["mismatched"],
        **changes,
    }
