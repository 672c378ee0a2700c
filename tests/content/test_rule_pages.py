"""«Đối tượng», «Giải thưởng», «Lịch thi»: true under any rules; the calendar file; the picture."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.content.pages import icalendar
from contest.content.pages.icalendar import calendar_file
from contest.content.pages.timeline import timeline
from contest.content.pages.worked_example import worked_example
from contest.domain import floors
from contest.domain.rules import Contest, Level, Quota
from tests.content.test_pages import CONTEST, LADDER, LOT, bent, page
from tests.domain.builders import table
from tests.domain.contests_of_others import NAMES, rules_of

PAGES = ("doi-tuong.md", "giai-thuong.md", "lich-thi.md", "the-le.md")
GAP = re.compile(r"\bNone\b|\{\{|\}\}|\{%|\(\)|: \.|, \.| ,|\.\.|;\.")
CITIZENS = {
    "id": "cong-dan",
    "title": "Bảng công dân",
    "rounds": ["vong-1"],
    "open_to": ["citizen"],
    "tie_break": ["score", "lot"],
    "prizes": [{"name": "Giải A", "count": 2, "worth": "2.000.000 đồng"}],
}


def with_another_ranking() -> Contest:
    data = CONTEST.model_dump()
    data["awards"]["rankings"] = (*data["awards"]["rankings"], CITIZENS)
    data["awards"]["lot"] = LOT
    return Contest.model_validate(data)


def without(part: str) -> Contest:
    return Contest.model_validate(CONTEST.model_dump() | {part: ()})


@pytest.mark.parametrize("name", NAMES)
def test_pages_read_well_under_the_rules_of_others(name: str) -> None:
    """Nothing left open, nothing said of nothing, every heading with an id of its own."""
    for each in PAGES:
        text = page(each, rules_of(name))
        assert not GAP.search(re.sub(r"\{:.*?\}", "", text)), each
        ids = re.findall(r"\{: #([\w-]+) \}", text)
        assert len(ids) == len(set(ids)), each


@table(
    "name contest said",
    (
        "doi-tuong.md",
        bent(entry__mode="roster"),
        "trong danh sách được cơ quan, đơn vị cử",
        "roster",
    ),
    ("doi-tuong.md", bent(entry__mode="access_code"), "Ai có mã dự thi chung", "shared code"),
    ("doi-tuong.md", bent(entry__minimum_age=16), "từ đủ 16 tuổi trở lên", "age"),
    ("doi-tuong.md", bent(rounds__open_to=["citizen"]), "- Vòng 1: công dân.", "a round of some"),
    ("doi-tuong.md", without("quotas"), "không quy định số người tối thiểu", "no quotas"),
    ("doi-tuong.md", bent(exclusions__who=["Giám khảo"]), "- Giám khảo", "who may not"),
    ("doi-tuong.md", bent(participation__counts="started"), "đã bắt đầu làm bài", "what counts"),
    ("giai-thuong.md", with_another_ranking(), "### Bảng công dân {: #muc-cong-dan }", "rankings"),
    ("giai-thuong.md", with_another_ranking(), "| Giải A | 2 | 2.000.000 đồng |", "worth"),
    ("giai-thuong.md", with_another_ranking(), "33 giải cá nhân và 2 giải tập thể.", "all prizes"),
    ("giai-thuong.md", with_another_ranking(), "bốc thăm ngày 05/12/2023.", "after the draw"),
    ("giai-thuong.md", bent(awards__collective=()), "31 giải cá nhân.\n", "no agencies"),
    ("giai-thuong.md", bent(awards__rankings__prizes=()), "\n2 giải tập thể.\n", "only agencies"),
    (
        "giai-thuong.md",
        bent(awards__collective__least_participation=LADDER),
        "dưới 50 người: 30%",
        "ladder",
    ),
    ("giai-thuong.md", bent(privacy__winners="none"), "không nêu tên", "unnamed"),
    (
        "giai-thuong.md",
        bent(rounds__closes_at="2024-01-02T17:00+07:00"),
        "17:00 ngày 02/01/2024",
        "when",
    ),
    ("lich-thi.md", bent(rounds__opens_at="2023-10-05T07:30+07:00"), "07:30 ngày <time", "a time"),
    (
        "lich-thi.md",
        bent(rounds__open_to=["leader"]),
        "Dành cho lãnh đạo cơ quan, đơn vị",
        "for some",
    ),
    ("lich-thi.md", bent(rounds__duration_minutes=35), "20 câu, 35 phút", "length"),
)
def test_a_changed_rule_is_said_and_was_not_said_before(
    name: str, contest: Contest, said: str
) -> None:
    assert said in page(name, contest)
    assert said not in page(name)


@table(
    "name contest words",
    ("doi-tuong.md", without("quotas"), "Thế nào là đã dự thi", "no quotas, nothing to count for"),
    ("doi-tuong.md", bent(entry__mode="roster"), "khuyến khích dự thi {", "nominated people only"),
    ("doi-tuong.md", bent(exclusions__who=()), "Ai không được dự thi {", "nobody is excluded"),
    ("giai-thuong.md", bent(awards__collective=()), "tập thể", "no collective prizes"),
    ("giai-thuong.md", CONTEST, "Bốc thăm", "no draw"),
    ("giai-thuong.md", bent(awards__rankings__prizes=()), "Ai nhận giải nào", "no prizes"),
)
def test_what_is_not_is_not_told(name: str, contest: Contest, words: str) -> None:
    assert words not in page(name, contest)


def test_live_changes_find_their_moments() -> None:
    """`site/app/shared/live.js` looks for these marks."""
    for each in CONTEST.rounds:
        row = re.search(
            rf'<tr [^>]*data-round="{each.id}">.*?</tr>', page("lich-thi.md"), re.DOTALL
        )
        assert row
        for key in ("opens_at", "closes_at"):
            moment = getattr(each, key).isoformat()
            assert re.search(
                rf'data-moment="{key}">[^<]*<time datetime="{re.escape(moment)}">', row[0]
            )


# ------------------------------------------------------------------------------ the example


def test_the_example_is_reckoned_as_agencies_are() -> None:
    example = worked_example(CONTEST)
    assert example and example.level is Level.PROVINCE
    said = [(each.quota.group, each.people, each.exact, each.owed) for each in example.rows]
    assert said == [
        ("leader", 3, None, 1),
        ("division_leader", 7, "3,5", 4),
        ("official", 9, "2,7", 3),
        ("one_stop", 2, "2", 2),
    ]
    assert example.owed == 8, "one-stop staff are among the officials"
    assert "| 30% × 9 = 2,7 | **3** |" in page("doi-tuong.md")


@given(st.lists(st.integers(1, 100), min_size=1, max_size=4))
def test_an_example_shows_rounding_wherever_there_is_any(shares: list[int]) -> None:
    """Each share below the whole comes out uneven, and is rounded up."""
    groups = ("leader", "division_leader", "official", "one_stop")
    quotas = tuple(
        Quota(level=Level.DISTRICT, group=group, percent=share, clause="I")
        for group, share in zip(groups, shares, strict=False)
    )
    example = worked_example(CONTEST.model_copy(update={"quotas": quotas}))
    assert (example is None) == all(each == 100 for each in shares)
    for row in example.rows if example else ():
        share = row.quota.percent or 0
        assert ("," in (row.exact or "")) == (share < 100)
        assert row.people * share <= row.owed * 100 < row.people * share + 100
        assert row.owed == floors.floor(row.quota, row.people)


# ------------------------------------------------------------------------------ the picture


@st.composite
def schedules(draw: st.DrawFn) -> Contest:
    """Rounds anywhere within two years, an hour to months long."""
    start = datetime(2023, 1, 1, tzinfo=UTC)
    rounds = []
    for number, each in enumerate(CONTEST.rounds):
        opens = start + timedelta(minutes=draw(st.integers(0, 525_600)))
        closes = opens + timedelta(minutes=draw(st.integers(60, 200_000)))
        changes = {"opens_at": opens, "closes_at": closes, "id": f"dot-{number}"}
        rounds.append(each.model_copy(update=changes))
    return CONTEST.model_copy(update={"rounds": tuple(rounds)})


@given(schedules())
def test_rounds_are_drawn_where_they_are_and_within_the_picture(contest: Contest) -> None:
    drawn = timeline(contest)
    bars = re.findall(r'<rect class="\w+" x="([\d.]+)%" y="\d+" width="([\d.]+)%"', drawn)
    assert len(bars) == len(contest.rounds)
    assert all(float(x) >= 0 and float(x) + float(width) <= 100.02 for x, width in bars)
    assert [float(x) for x, _ in bars] == sorted(float(x) for x, _ in bars)
    marks = re.findall(r'class="tick" x="([\d.]+)%"', drawn)
    assert 1 <= len(marks) <= 5
    assert all(float(x) < 88 for x in marks)


def test_the_picture_says_in_words_what_it_shows() -> None:
    drawn = timeline(CONTEST)
    assert (
        'role="img" aria-label="Trục thời gian từ 01/11/2023 đến 29/11/2023: Thi thử, Vòng 1 và'
        in drawn
    )
    assert "style=" not in drawn
    titled = CONTEST.rounds[0].model_copy(update={"title": "<Vòng> & vòng"})
    assert "&lt;Vòng&gt; &amp; vòng" in timeline(CONTEST.model_copy(update={"rounds": (titled,)}))


# ----------------------------------------------------------------------------- the calendar


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def events(contest: Contest) -> list[dict[str, str]]:
    found = []
    for part in "\n".join(unfolded(calendar_file(contest))).split("BEGIN:VEVENT\n")[1:]:
        event, _, _ = part.partition("BEGIN:VALARM")
        found.append(dict(line.split(":", 1) for line in event.split("\n") if ":" in line))
    return found


def test_the_calendar_is_well_formed() -> None:
    """RFC 5545: CR LF, 75 octets a line, UTF-8 whole in each, what must be there once is."""
    data = calendar_file(CONTEST)
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    for name in ("VERSION:2.0", "PRODID:"):
        assert sum(line.startswith(name) for line in unfolded(data)) == 1
    for event in events(CONTEST):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)


def test_an_event_is_its_round_in_utc() -> None:
    first = events(CONTEST)[1]
    assert (first["DTSTART"], first["DTEND"]) == ("20231107T010000Z", "20231117T100000Z")
    assert first["SUMMARY"] == f"Vòng 1 - {CONTEST.contest.short_name}"
    assert first["UID"] == f"vong-1@{CONTEST.contest.id}"


def test_a_moved_round_is_the_same_event_later_and_newer() -> None:
    change: dict[str, Any] = {
        "what": "rounds.vong-1.closes_at",
        "before": "2023-11-16T17:00+07:00",
        "after": "2023-11-17T17:00+07:00",
    }
    told = {"on": date(2023, 11, 9), "reason": "Vì thế", "changes": [change]}
    moved = Contest.model_validate(CONTEST.model_dump() | {"amendments": [told]})
    before, after = events(CONTEST)[1], events(moved)[1]
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert before["DTSTAMP"] < after["DTSTAMP"] == "20231109T000000Z"
    assert events(moved)[0] == events(CONTEST)[0], "the others are as they were"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_any_title_comes_back_as_it_was(title: str) -> None:
    """Escaped, folded, and read by the rules of the format."""
    line = icalendar._folded(f"SUMMARY:{icalendar._text(title)}")
    assert all(len(part) <= 75 for part in line.split(b"\r\n"))
    value = unfolded(line)[0].removeprefix("SUMMARY:")
    assert re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), value) == title


def test_only_what_counts_is_reminded_of() -> None:
    assert calendar_file(CONTEST).count(b"BEGIN:VALARM") == 2
