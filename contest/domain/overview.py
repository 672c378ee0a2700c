"""The organizers' overview: rounds, totals, what happened when, and whether all is in order.

The readiness check says what is missing before a round opens, and whom to
ask for it, while there is still time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from contest.domain.adjustment import Adjustment
from contest.domain.agency import Agency
from contest.domain.figures import Province
from contest.domain.phase import NO_OUTCOME, VIETNAM, Outcome, Phase, phase, timestamp
from contest.domain.quota import Headcounts
from contest.domain.rules import Contest, Round, RoundKind
from contest.domain.tally import Tally

_SOON = timedelta(days=7)
_CLERK_IS_LATE = timedelta(minutes=5)
_NAMED = 3
"""So many agencies are named; the quota page lists them all."""


@dataclass(frozen=True)
class Count:
    """All that one count found out."""

    contest: Contest
    agencies: Sequence[Agency]
    headcounts: Headcounts
    editions: Mapping[str, str]
    """The edition in force by round; a round without one is left out."""
    adjusted: Mapping[str, Sequence[Adjustment]]
    """What organizers have adjusted, by round."""
    notice: str
    tally: Tally
    province: Province
    unread: int = 0
    """People whose items could not be read, so that they are missing from all figures."""
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    """What has come of rounds; of one that is left out nothing yet."""

    def phase(self, rules: Round) -> Phase:
        """Where a round stood at the moment of the count."""
        made, outcome = self.adjusted.get(rules.id, ()), self.outcomes.get(rules.id, NO_OUTCOME)
        return phase(rules, self.tally.as_of, made, outcome)


@dataclass(frozen=True)
class Check:
    """One thing that must be in order; `todo` says what to do where it is not."""

    id: str
    ok: bool
    title: str
    todo: str | None = None


def overview(count: Count) -> dict[str, Any]:
    """`GET overview`."""
    as_of = count.tally.as_of
    return {
        "as_of": timestamp(as_of),
        "notice": count.notice or None,
        "published": [
            {"round": round_id, "edition": edition} for round_id, edition in count.editions.items()
        ],
        "rounds": [_round(each, count) for each in count.contest.rounds],
        "totals": asdict(count.province.totals),
        "by_hour": count.tally.by_hour(),
        "by_day": count.tally.by_day(),
        "readiness": [asdict(each) for each in readiness(count)],
    }


def _round(rules: Round, count: Count) -> dict[str, Any]:
    return {
        "id": rules.id,
        "title": rules.title,
        "kind": rules.kind,
        "phase": count.phase(rules),
        "opens_at": timestamp(rules.opens_at),
        "closes_at": timestamp(rules.closes_at),
        "adjusted": bool(count.adjusted.get(rules.id)),
        **asdict(count.tally.rounds[rules.id]),
    }


def readiness(count: Count) -> list[Check]:
    """Everything that must be in order; rounds that open soon come first."""
    checks = [*_editions(count), *_headcounts(count), *_lists(count), *_running(count)]
    waiting = sum(not each.ok for each in checks)
    return [*_soon(count, waiting), *checks]


def as_read(document: Mapping[str, Any], as_of: datetime, now: datetime) -> dict[str, Any]:
    """The overview at the moment it is read: only then is it known whether the clerk still runs."""
    checks = [
        asdict(clerk(as_of, now)) if each["id"] == "clerk" else each
        for each in document["readiness"]
    ]
    return {**document, "readiness": checks}


def clerk(as_of: datetime, now: datetime) -> Check:
    """Whether figures are as fresh as they should be."""
    title = f"Số liệu được đếm lại mỗi phút; lần cuối tính đến {_moment(as_of)}"
    late = now - as_of > _CLERK_IS_LATE
    todo = "Việc đếm lại đã dừng. Báo ngay người quản trị kỹ thuật." if late else None
    return Check("clerk", not late, title, todo)


def _soon(count: Count, waiting: int) -> Iterator[Check]:
    now = count.tally.as_of
    for rules in count.contest.rounds:
        opens_soon = now < rules.opens_at <= now + _SOON
        if rules.kind is RoundKind.OFFICIAL and opens_soon:
            title = f"{rules.title} mở lúc {_moment(rules.opens_at)}"
            todo = f"Còn {waiting} việc chưa xong, xem bên dưới." if waiting else None
            yield Check(f"opening-{rules.id}", not waiting, title, todo)


def _editions(count: Count) -> Iterator[Check]:
    for rules in count.contest.rounds:
        if count.phase(rules) in (Phase.PLANNED, Phase.OPEN):
            ok = rules.id in count.editions
            todo = None if ok else "Chưa có bản đề. Dựng và công bố bản đề trước giờ mở."
            yield Check(f"edition-{rules.id}", ok, f"Bản đề của {rules.title}", todo)


def _headcounts(count: Count) -> Iterator[Check]:
    lacking = [each.agency.name for each in count.province.agencies if each.owed is None]
    yield Check(
        "headcounts",
        not lacking,
        "Biên chế của mọi cơ quan, đơn vị có chỉ tiêu",
        f"Chưa có đủ biên chế của {_names(lacking)}." if lacking else None,
    )
    samples = [each.name for each in count.agencies if _is_sample(each, count.headcounts)]
    yield Check(
        "headcounts-real",
        not samples,
        "Biên chế là số chính thức",
        f"Còn là số liệu mẫu: {_names(samples)}. Nhập biên chế chính thức." if samples else None,
    )


def _is_sample(agency: Agency, headcounts: Headcounts) -> bool:
    """Whether the figures of an agency still are those that the file calls provisional."""
    given = headcounts.counts.get(agency.id, {})
    return bool(agency.headcount_note) and dict(given) == dict(agency.headcount)


def _lists(count: Count) -> Iterator[Check]:
    totals = count.province.totals
    yield Check(
        "roster",
        totals.nominated > 0,
        f"Danh sách cử tham gia: {totals.nominated} người",
        None if totals.nominated else "Chưa nhập danh sách cử tham gia của cơ quan, đơn vị nào.",
    )
    yield Check(
        "exclusions",
        totals.excluded > 0,
        f"Danh sách không được dự thi: {totals.excluded} người",
        None if totals.excluded else "Chưa nhập Ban Tổ chức, Tổ Thư ký, Tổ soạn thảo, kỹ thuật.",
    )


def _running(count: Count) -> Iterator[Check]:
    shown = f"Thông báo đang hiện trên mọi trang: «{count.notice}»"
    yield Check("notice", True, shown if count.notice else "Không có thông báo nào đang hiện")
    if count.unread:
        title = f"{count.unread} hồ sơ không đọc được nên chưa có trong số liệu"
        yield Check("unread", False, title, "Báo người quản trị kỹ thuật.")
    yield Check("clerk", True, "Số liệu được đếm lại mỗi phút")


def _names(names: Sequence[str]) -> str:
    """A, B, C và 12 cơ quan, đơn vị khác."""
    rest = len(names) - _NAMED
    shown = ", ".join(names[:_NAMED])
    return f"{shown} và {rest} cơ quan, đơn vị khác" if rest > 0 else shown


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y} (giờ Việt Nam)"
