"""Figures as documents: what the console's and the public's pages are answered with."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import accumulate
from typing import Any

from contest.domain.agency import Agency
from contest.domain.disclosure import PublicRow, merge_small, public_row
from contest.domain.figures import AgencyFigures, Province, RollUp, criteria
from contest.domain.floors import Line
from contest.domain.phase import timestamp
from contest.domain.rules import Contest
from contest.domain.signals import Shared, Signal, SignalKind
from contest.domain.tally import Tally

SIGNALS_TOLD = 500
"""The latest so many signals are told; more than anybody looks through."""


def quotas(province: Province) -> dict[str, Any]:
    """`GET quotas`: by level and by agency."""
    at = timestamp(province.headcounts_at)
    return {
        "as_of": timestamp(province.as_of),
        "headcounts": {"at": at, "source": province.headcounts_source},
        "levels": [_level(each) for each in province.levels],
        "agencies": [_agency(each) for each in province.agencies],
    }


def _level(level: RollUp) -> dict[str, Any]:
    names = ("agencies", "met", "unknown", "owed", "missing", "participants", "headcount", "rate")
    return {"level": level.level} | {name: getattr(level, name) for name in names}


_PLAIN = (
    "participants", "headcount", "rate", "owed", "missing", "met", "registered", "nominated",
    "nominated_done", "flagged", "mismatched",
)  # fmt: skip


def _agency(figures: AgencyFigures) -> dict[str, Any]:
    agency = figures.agency
    names = {"id": agency.id, "name": agency.name, "level": agency.level, "parent": agency.parent}
    plain = {name: getattr(figures, name) for name in _PLAIN}
    return names | plain | {"lines": [_line(each) for each in figures.lines]}


def _line(line: Line) -> dict[str, Any]:
    quota = line.quota
    names = ("headcount", "excluded", "owed", "done", "missing", "rate", "met")
    duty = {"clause": quota.clause, "percent": quota.percent, "people": quota.people}
    return {"group": quota.group} | duty | {name: getattr(line, name) for name in names}


def agencies(province: Province, contest: Contest) -> dict[str, Any]:
    """What a page on one agency tells besides its figures: trend by day, prize criteria."""
    return {
        "as_of": timestamp(province.as_of),
        "agencies": {
            each.agency.id: {
                "trend": _trend(each.by_day),
                "criteria": [
                    {"id": one.criterion, "met": one.met, "value": one.value}
                    for one in criteria(contest, each)
                ],
            }
            for each in province.agencies
        },
    }


def _trend(by_day: Mapping[date, int]) -> list[dict[str, Any]]:
    """Participants so far, at the end of each day that brought some."""
    days = sorted(by_day)
    sums = accumulate(by_day[each] for each in days)
    return [
        {"day": each.isoformat(), "participants": so_far}
        for each, so_far in zip(days, sums, strict=True)
    ]


def signals(found: Iterable[Signal], contest: Contest, as_of: str) -> dict[str, Any]:
    """`GET signals`, without names: whoever may open them adds them by candidate code."""
    latest = list(found)
    return {
        "as_of": as_of,
        "rules": contest.signals.model_dump(mode="json"),
        "total": len(latest),
        "signals": [_signal(each) for each in latest[:SIGNALS_TOLD]],
    }


def _signal(signal: Signal) -> dict[str, Any]:
    return {
        "kind": signal.kind,
        "round": signal.round_id,
        "at": timestamp(signal.at),
        "detail": _detail(signal),
        "people": [
            {"code": code, "agency": agency, "value": value}
            for code, agency, value in signal.people
        ],
    }


def _detail(signal: Signal) -> str:
    people = len(signal.people)
    if signal.kind is SignalKind.FAST:
        return f"Nộp bài sau {signal.people[0][2] or 0:.0f} giây làm bài"
    if signal.kind is SignalKind.SHARED_DEVICE:
        return f"{people} người vào thi trên cùng một thiết bị"
    shared = {Shared.AGENCY: "cùng cơ quan, đơn vị", Shared.ANSWERS: "cùng đề, cùng đáp án"}
    what = shared[signal.shared] if signal.shared else ""
    return f"{people} người {what} nộp bài trong cùng một giây"


def public(province: Province, contest: Contest) -> dict[str, Any]:
    """`/participation.json`: figures only, small cells merged."""
    smallest = contest.participation.smallest_cell
    rows = merge_small((public_row(each) for each in province.agencies), smallest)
    named: dict[str | None, Agency] = {each.agency.id: each.agency for each in province.agencies}
    owing: set[str | None] = {each.agency.id for each in province.agencies if each.lines}
    return {
        "as_of": timestamp(province.as_of),
        "smallest": smallest,
        "levels": [_public_level(each, smallest) for each in province.levels],
        "agencies": [_public_row(each, named, owing) for each in rows],
    }


def _public_level(level: RollUp, smallest: int) -> dict[str, Any]:
    names = ("agencies", "participants", "rate", "met")
    told: dict[str, Any] = {"level": level.level, "headcount": level.headcount or None}
    lines = list(_public_lines(level, smallest))
    return told | {name: getattr(level, name) for name in names} | {"lines": lines}


def _public_lines(level: RollUp, smallest: int) -> Iterator[dict[str, Any]]:
    """How a group stands over all agencies of a level; a few people of a group are not told."""
    for each in level.lines:
        done = None if 0 < each.done < smallest else each.done
        known = each.headcount or None
        owed = each.owed if known else None
        yield {"group": each.group, "headcount": known, "owed": owed, "done": done}


def _public_row(
    row: PublicRow, named: Mapping[str | None, Agency], owing: Collection[str | None]
) -> dict[str, Any]:
    return {
        "id": row.agency,
        "name": named[row.agency].name if row.agency else f"{row.merged} đơn vị, gộp chung",
        "level": row.level,
        "parent": row.parent,
        "district": named[row.parent].name if row.parent in named else None,
        "participants": row.participants,
        "headcount": row.headcount,
        "rate": row.rate,
        "met": row.met if row.agency in owing else None,
        "merged": row.merged,
    }


def live(province: Province, tally: Tally) -> dict[str, int]:
    """The four figures of `/status.json`."""
    totals = province.totals
    return {
        "registered": totals.registered,
        "participants": totals.took_part,
        "attempts": totals.attempts,
        "inside": tally.inside,
    }
