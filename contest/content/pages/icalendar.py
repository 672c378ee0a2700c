"""The rounds as a calendar file (RFC 5545), to be put into one's own calendar.

Times are UTC, lines end in CR LF and are folded at 75 octets, and a round keeps its UID, so that a
newer file changes the event that is there. The same rules give the same bytes.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from contest.content.pages.vietnamese import vn_length, vn_moment
from contest.domain.amendment import told
from contest.domain.rules import Contest, Round, RoundKind

_OCTETS = 75


def calendar_file(contest: Contest) -> bytes:
    """`lich-thi.ics`."""
    return b"".join(_folded(line) for line in _lines(contest))


def _lines(contest: Contest) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//{_text(contest.contest.organizer)}//{_text(contest.contest.id)}//VI"
    yield "CALSCALE:GREGORIAN"
    yield f"X-WR-CALNAME:{_text(contest.contest.short_name)}"
    for each in sorted(contest.rounds, key=lambda each: each.opens_at):
        yield from _event(contest, each)
    yield "END:VCALENDAR"


def _event(contest: Contest, rules: Round) -> Iterator[str]:
    info = contest.contest
    changed = [each.on for each in told(contest) if each.change.what.startswith(_window(rules))]
    yield "BEGIN:VEVENT"
    yield f"UID:{rules.id}@{info.id}"
    yield f"DTSTAMP:{_day(max(changed, default=info.plan.date))}"
    yield f"SEQUENCE:{len(changed)}"
    yield f"DTSTART:{_utc(rules.opens_at)}"
    yield f"DTEND:{_utc(rules.closes_at)}"
    yield f"SUMMARY:{_text(f'{rules.title} - {info.short_name}')}"
    yield f"DESCRIPTION:{_text(_description(contest, rules))}"
    if info.address:
        yield f"URL:{info.address}thi/"
    yield "TRANSP:TRANSPARENT"  # the round takes weeks, and leaves them free
    if rules.kind is RoundKind.OFFICIAL:
        yield from _reminder(rules)
    yield "END:VEVENT"


def _reminder(rules: Round) -> Iterator[str]:
    """A day before it closes."""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(f'{rules.title} đóng lúc {vn_moment(rules.closes_at)}')}"
    yield "TRIGGER;RELATED=END:-P1D"
    yield "END:VALARM"


def _description(contest: Contest, rules: Round) -> str:
    lines = [
        f"Mở {vn_moment(rules.opens_at)}.",
        f"Đóng {vn_moment(rules.closes_at)}.",
        f"Mỗi đề {rules.questions} câu, làm trong {vn_length(rules.limit)}.",
    ]
    if contest.contest.address:
        lines.append(f"Lịch mới nhất: {contest.contest.address}lich-thi/")
    return "\n".join(lines)


def _window(rules: Round) -> tuple[str, str]:
    return f"rounds.{rules.id}.opens_at", f"rounds.{rules.id}.closes_at"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _day(day: date) -> str:
    return _utc(datetime.combine(day, time(), UTC))


def _text(text: str) -> str:
    """A text value: what has a meaning of its own is escaped."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> bytes:
    """A line of at most 75 octets, going on after CR LF and a space; no letter is cut in two."""
    parts, left = [b""], _OCTETS
    for letter in line:
        octets = letter.encode()
        if len(octets) > left:
            parts.append(b"")
            left = _OCTETS - 1
        parts[-1] += octets
        left -= len(octets)
    return b"\r\n ".join(parts) + b"\r\n"
