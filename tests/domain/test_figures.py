"""Figures as documents: what is counted when, what must be in order, what the public may see."""

from typing import Any

from contest.domain import figure_documents, overview
from contest.domain.adjustment import Adjustment
from contest.domain.agency import Agency
from contest.domain.attempt import State
from contest.domain.participation import PersonFacts
from contest.domain.phase import timestamp
from contest.domain.quota import Headcounts, Recount
from contest.domain.rules import Level
from contest.domain.signals import Watch
from contest.domain.tally import RoundTally, Tally
from tests.domain.builders import (
    AGENCIES,
    a_person,
    at,
    handed_in,
    nominated,
    real_contest,
    ruled,
    table,
)

AS_OF = at("2023-11-09 08:00")
HEADS = {"leader": 2, "division_leader": 4, "official": 10, "one_stop": 1}
MADE = (Adjustment(at=AS_OF, add_minutes=5, reason="mất điện"),)
COUNTS = Headcounts(at("2023-11-01 00:00"), "bien-che.xlsx", dict.fromkeys(AGENCIES, HEADS))


def tally(*people: PersonFacts, as_of: Any = AS_OF) -> Tally:
    counting = Tally(real_contest(), as_of)
    for each in people:
        counting.add(each)
    return counting


def province(*people: PersonFacts, agencies: Any = None, counts: Headcounts = COUNTS) -> Any:
    counting = Recount(real_contest(), agencies or AGENCIES.values(), counts, AS_OF)
    for each in people:
        counting.add(each)
    return counting.figures()


def count(*people: PersonFacts, **changes: Any) -> overview.Count:
    facts: dict[str, Any] = {
        "contest": real_contest(),
        "agencies": tuple(AGENCIES.values()),
        "headcounts": COUNTS,
        "editions": {each.id: "edition" for each in real_contest().rounds},
        "adjusted": {},
        "notice": "",
        "tally": tally(*people),
        "province": province(*people),
    }
    return overview.Count(**{**facts, **changes})


# ---- when things happened -------------------------------------------------------------------


def test_days_and_hours_are_those_of_vietnam() -> None:
    """Half past midnight there is still the day before in UTC."""
    night = a_person("A", "so-noi-vu/leader", "2023-11-08 00:30")
    by_day = {each["at"]: each for each in tally(night).by_day()}
    assert by_day[timestamp(at("2023-11-08 00:00"))]["handed_in"] == 1
    assert by_day[timestamp(at("2023-11-07 00:00"))]["handed_in"] == 0
    by_hour = {each["at"]: each for each in tally(night).by_hour()}
    assert by_hour[timestamp(at("2023-11-08 00:00"))]["started"] == 1


def test_quiet_hours_and_days_are_told_too() -> None:
    """From the first registration on; hours of the last week only."""
    early = a_person("A", "so-noi-vu/leader", registered_at=at("2023-10-20 12:00"))
    counted = tally(early, a_person("B", "so-noi-vu/leader", "2023-11-08 12:00"))
    assert len(counted.by_day()) == 21
    assert sum(each["registered"] for each in counted.by_day()) == 2
    assert len(counted.by_hour()) == 7 * 24 + 1
    assert counted.by_day()[0]["at"] == timestamp(at("2023-10-20 00:00"))


def test_nothing_has_happened_yet() -> None:
    assert (tally().by_day(), tally().by_hour()) == ([], [])


START = at("2023-11-08 12:00")
RAN_OUT = {"state": State.RAN_OUT, "started_at": START}


@table(
    "attempt as_of told",
    (handed_in("2023-11-08 12:10"), "2023-11-08 12:11", {"handed_in": 1}, "handed in"),
    (handed_in("2023-11-08 12:10"), "2023-11-08 12:10", {"handed_in": 1}, "at that instant"),
    (handed_in("2023-11-08 12:10"), "2023-11-08 12:09", {"inside": 1}, "not yet"),
    (handed_in("2023-11-08 12:21", **RAN_OUT), "2023-11-08 12:30", {"ran_out": 1}, "ran out"),
    (
        handed_in("2023-11-08 12:21", started_at=START, state=State.PENDING),
        "2023-11-08 12:30",
        {"ran_out": 1},
        "ran out, and the clerk has not come by: told no otherwise",
    ),
    (
        handed_in("2023-11-08 12:21", started_at=START, state=State.LAPSED),
        "2023-11-08 12:30",
        {"lapsed": 1},
        "lapsed",
    ),
)
def test_an_attempt_is_told_as_it_stood(attempt: Any, as_of: str, told: Any) -> None:
    counted = tally(a_person("A", "so-noi-vu/leader", attempts=(attempt,)), as_of=at(as_of))
    assert counted.rounds["vong-1"] == RoundTally(entrants=1, attempts=1, **told)


def test_a_rehearsal_is_told_of_its_round_and_of_no_figure() -> None:
    rehearsal = handed_in("2023-11-08 12:00", round_id="thi-thu")
    counted = tally(a_person("A", "so-noi-vu/leader", attempts=(rehearsal,)))
    assert counted.rounds["thi-thu"].handed_in == 1
    assert sum(each["handed_in"] for each in counted.by_day()) == 0


# ---- readiness ------------------------------------------------------------------------------


def check(name: str, *people: PersonFacts, **changes: Any) -> Any:
    checks = {each.id: each for each in overview.readiness(count(*people, **changes))}
    return checks[name]


def test_a_round_without_an_edition_is_not_ready() -> None:
    assert not check("edition-vong-2", editions={"vong-1": "edition"}).ok
    assert check("edition-vong-2").ok


def test_agencies_without_headcounts_are_named() -> None:
    """Those that owe nothing need none."""
    counts = Headcounts(COUNTS.at, "x", {"buon-ho": HEADS, "tan-lap": HEADS})
    found = check("headcounts", province=province(counts=counts))
    assert (found.ok, found.todo) == (False, "Chưa có đủ biên chế của Đơn vị so-noi-vu.")
    assert check("headcounts").ok


def test_provisional_headcounts_are_told_until_they_are_replaced() -> None:
    sample = Agency(
        id="so-noi-vu",
        name="Sở Nội vụ",
        level=Level.PROVINCE,
        parent=None,
        headcount=HEADS,
        headcount_note="Số liệu mẫu",
    )
    assert not check("headcounts-real", agencies=(sample,)).ok
    given = {"so-noi-vu": {**HEADS, "official": 11}}
    assert check("headcounts-real", agencies=(sample,), headcounts=Headcounts(AS_OF, "x", given)).ok


def test_lists_that_nobody_has_handed_in_are_told() -> None:
    assert (check("roster").ok, check("exclusions").ok) == (False, False)
    nominee = a_person(None, nominations=(nominated("2023-11-01 08:00", "buon-ho/leader"),))
    barred = a_person(None, exclusions=(ruled("2023-11-01 08:00", "so-noi-vu/leader"),))
    assert check("roster", nominee).ok
    assert check("exclusions", barred).ok


def test_a_round_that_opens_within_a_week_comes_first() -> None:
    """With how much there is still to do."""
    soon = at("2023-11-03 08:00")
    first = overview.readiness(count(tally=tally(as_of=soon)))[0]
    assert (first.id, first.ok) == ("opening-vong-1", False)
    assert first.title == "Vòng 1 mở lúc 08:00 ngày 07/11/2023 (giờ Việt Nam)"
    assert first.todo == "Còn 2 việc chưa xong, xem bên dưới."
    assert not overview.readiness(count(tally=tally(as_of=AS_OF)))[0].id.startswith("opening")


def test_people_who_could_not_be_read_are_told() -> None:
    assert not check("unread", unread=1).ok


def test_a_clerk_that_stands_still_is_noticed_by_whoever_reads() -> None:
    document = overview.overview(count())

    def ok(now: str) -> bool:
        read = overview.as_read(document, AS_OF, at(now))
        return next(each["ok"] for each in read["readiness"] if each["id"] == "clerk")

    assert ok("2023-11-09 08:04")
    assert not ok("2023-11-09 08:06")


def test_the_overview_says_how_rounds_were_moved_and_what_is_announced() -> None:
    document = overview.overview(count(adjusted={"vong-1": MADE}, notice="Kéo dài."))
    assert [each["adjusted"] for each in document["rounds"]] == [False, True, False]
    assert document["notice"] == "Kéo dài."


# ---- documents ------------------------------------------------------------------------------


LEADERS = tuple(
    a_person(f"A{number}", f"{agency}/leader", "2023-11-08 12:00")
    for number, agency in enumerate(["so-noi-vu"] * 2 + ["buon-ho"])
)


def test_quotas_tell_every_line_with_its_clause() -> None:
    document = figure_documents.quotas(province(*LEADERS))
    agency = document["agencies"][0]
    assert (agency["id"], agency["participants"]) == ("so-noi-vu", 2)
    assert agency["lines"][0] == {
        "group": "leader",
        "clause": "II.2.a",
        "percent": None,
        "people": 1,
        "headcount": 2,
        "excluded": 0,
        "owed": 1,
        "done": 2,
        "missing": 0,
        "rate": 1.0,
        "met": True,
    }
    assert document["headcounts"]["source"] == "bien-che.xlsx"
    assert [each["level"] for each in document["levels"]] == [
        "province",
        "district",
        "commune",
        "other",
    ]


def test_the_trend_adds_up_day_by_day() -> None:
    later = a_person("B", "so-noi-vu/official", "2023-11-09 00:10")
    document = figure_documents.agencies(province(*LEADERS, later), real_contest())
    assert document["agencies"]["so-noi-vu"]["trend"] == [
        {"day": "2023-11-08", "participants": 2},
        {"day": "2023-11-09", "participants": 3},
    ]
    assert [each["id"] for each in document["agencies"]["so-noi-vu"]["criteria"]] == [
        "mandatory_complete",
        "has_individual_winner",
        "participation_rate",
    ]


def test_the_public_is_told_no_small_number_of_an_agency_or_a_group() -> None:
    """The level's sum is told; three people of two agencies are not told apart."""
    second = {"so-tu-phap": AGENCIES["so-noi-vu"].model_copy(update={"id": "so-tu-phap"})}
    people = [
        a_person(f"A{number}", f"{agency}/official", "2023-11-08 12:00")
        for number, agency in enumerate(["so-noi-vu"] * 2 + ["so-tu-phap"] * 4)
    ]
    counted = province(*people, agencies=(AGENCIES | second).values())
    document = figure_documents.public(counted, real_contest())
    rows = [each for each in document["agencies"] if each["participants"]]
    assert [(each["id"], each["participants"], each["merged"]) for each in rows] == [(None, 6, 2)]
    assert rows[0]["met"] is None
    assert document["levels"][0]["participants"] == 6
    done = {each["group"]: each["done"] for each in document["levels"][0]["lines"]}
    assert done == {"leader": 0, "division_leader": 0, "official": 6, "one_stop": 0}
    few = figure_documents.public(province(*LEADERS), real_contest())
    assert few["levels"][0]["lines"][0]["done"] is None


def test_the_public_sees_nobodys_name_code_or_key() -> None:
    text = str(figure_documents.public(province(*LEADERS), real_contest()))
    assert not any(each in text for person in LEADERS for each in (person.key, str(person.code)))


def test_signals_are_told_in_words_and_without_names() -> None:
    watch = Watch(real_contest(), AS_OF)
    for number in range(3):
        person = a_person(f"A{number}", "so-noi-vu/leader", "2023-11-08 12:00")
        watch.add(f"A{number}", "so-noi-vu", person.attempts)
    document = figure_documents.signals(watch.found(), real_contest(), timestamp(AS_OF))
    (signal,) = document["signals"]
    assert signal["detail"] == "3 người cùng cơ quan, đơn vị nộp bài trong cùng một giây"
    assert [each["code"] for each in signal["people"]] == ["A0", "A1", "A2"]
    assert all("name" not in each for each in signal["people"])
