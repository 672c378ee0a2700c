"""What the console shows of a draft: who wins, who moves, how questions did, what to look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from contest.domain.award_rules import Ranking
from contest.domain.awards.ranking import Row
from contest.domain.record.changes import Changes
from contest.domain.record.composition import Composition
from contest.domain.record.result import candidate
from contest.domain.rules import Contest
from contest.store.histories import read_posts
from contest.store.table import Item, key
from functions._console import Console
from functions._draft_items import items
from functions._names import name_in
from functions._work_out import WorkedOut

_BEYOND = 20
"""So many rows are shown after the last prize."""
_AT_ONCE = 50


def body(console: Console, worked: WorkedOut, differ: Changes | None) -> dict[str, Any]:
    """The document; names and posts are looked up for those alone who are shown."""
    composition = worked.composition
    shown = {name: _top(composition, name) for name in composition.tables}
    codes = {row.code for rows in shown.values() for row in rows}
    changed = {each.whose for each in differ.prizes} if differ else set()
    people = _People(console, worked, codes | changed)
    return {
        "rankings": [
            _ranking(composition, each, shown[each.id], people)
            for each in composition.basis.rankings
        ],
        "collective": list(_collective(composition)),
        "items": list(items(composition)),
        "changes": _changes(differ, people) if differ else None,
        "warnings": [*_warnings(worked), *_nameless(composition, people)],
    }


def _top(composition: Composition, ranking: str) -> Sequence[Row]:
    """Down to the last prize, and some more."""
    prizes, table = composition.handed.prizes[ranking], composition.tables[ranking]
    last = max((row.rank for row in table if row.code in prizes), default=0)
    return table[: last + _BEYOND]


class _People:
    """Names and posts of some people."""

    def __init__(self, console: Console, worked: WorkedOut, codes: set[str]) -> None:
        self.names: dict[str, str] = {}
        self.posts: dict[str, tuple[str | None, str]] = {}
        self.agencies = {each.id: each.name for each in worked.composition.basis.agencies}
        for code, profile, moves in _items(console, worked.found.keys, codes):
            name = name_in(console, profile)
            if name is not None:
                self.names[code] = name
            self.posts[code] = _post(profile, moves)

    def of(self, code: str) -> dict[str, Any]:
        """Somebody in a row."""
        agency, group = self.posts.get(code, (None, None))
        name = self.agencies.get(agency or "")
        return {
            "name": self.names.get(code),
            "agency": agency,
            "agency_name": name,
            "group": group,
        }


def _items(
    console: Console, keys: Mapping[str, str], codes: Iterable[str]
) -> Iterator[tuple[str, Item, Item | None]]:
    """Each code with its profile and where its owner has been moved since."""
    wanted = sorted(code for code in codes if code in keys)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        names = ("PERSON#PROFILE", "PERSON#POSTS")
        places = [key(f"C#{keys[code]}", sk) for code in part for sk in names]
        found = {
            (item["pk"]["S"], item["sk"]["S"]): item
            for item in console.outside.table.get_many(places)
        }
        for code in part:
            pk = f"C#{keys[code]}"
            yield code, found[pk, "PERSON#PROFILE"], found.get((pk, "PERSON#POSTS"))


def _post(profile: Item, moves: Item | None) -> tuple[str | None, str]:
    """Where somebody is now: the console shows more of people on their own pages."""
    held = read_posts(moves)
    if held:
        post = held[-1][0].post
        return post.agency, post.group
    return profile["agency"]["S"] if "agency" in profile else None, profile["group"]["S"]


def _ranking(
    composition: Composition, ranking: Ranking, rows: Sequence[Row], people: _People
) -> dict[str, Any]:
    prizes = composition.handed.prizes[ranking.id]
    return {
        "id": ranking.id,
        "title": ranking.title,
        "entrants": len(composition.tables[ranking.id]),
        "rows": [
            {"rank": row.rank, "code": row.code, **people.of(row.code)}
            | {"values": dict(zip(ranking.tie_break, row.values, strict=True))}
            | {"decided": row.decided, "prize": prizes.get(row.code)}
            for row in rows
        ],
    }


def _collective(composition: Composition) -> Iterator[dict[str, Any]]:
    for award in composition.basis.collective:
        yield {
            "id": award.id,
            "title": award.title,
            "candidates": [candidate(each) for each in composition.collective[award.id]],
        }


# ---- what differs, what to look at ------------------------------------------------------------


def _changes(differ: Changes, people: _People) -> dict[str, Any]:
    told = differ.drafted(
        lambda code: people.names.get(code, ""), lambda agency: people.agencies.get(agency, agency)
    )
    names = ("ranking", "code", "before", "after")
    ranks = [dict(zip(names, each, strict=True)) for each in told["ranks"]]
    return {**told, "ranks": ranks}


def _warnings(worked: WorkedOut) -> Iterator[str]:
    yield from worked.grounded.warnings
    for round_id, late in worked.found.late.items():
        if late:
            title = _title(worked.composition.basis.contest, round_id)
            yield f"{title}: {late} bài nộp đến sau hết giờ, được giữ lại và không tính."
    for ranking in worked.composition.basis.rankings:
        if not worked.composition.tables[ranking.id]:
            yield f"{ranking.title}: không có ai để xếp hạng."


def _nameless(composition: Composition, people: _People) -> Iterator[str]:
    winners = {code for prizes in composition.handed.prizes.values() for code in prizes}
    if missing := len(winners - people.names.keys()):
        yield f"{missing} người đoạt giải không còn họ tên trong hồ sơ; chỉ công bố mã dự thi."


def _title(contest: Contest, round_id: str) -> str:
    rules = contest.round(round_id)
    return rules.title if rules else round_id
