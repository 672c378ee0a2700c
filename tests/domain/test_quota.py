"""Quotas by hand: twelve agencies of all levels, each worked out on paper with its reason.

The floors of 2023 (II.2.a): a province's and a district's office owe 1 leader, 50 % of division
heads, 30 % of officials, and among those 100 % of one-stop staff; a commune owes 50 % of leaders.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import count

import pytest

from contest.domain.agency import Agency
from contest.domain.award_rules import CollectiveCriterion
from contest.domain.figures import AgencyFigures, Province, RollUp
from contest.domain.floors import floor
from contest.domain.participation import PersonFacts
from contest.domain.quota import Headcounts, Line, Recount, criteria, in_force
from contest.domain.rules import Level, Quota
from tests.domain.builders import (
    a_person,
    a_post,
    a_quota_contest,
    an_agency,
    at,
    moved,
    nominated,
    real_contest,
    ruled,
    table,
)

END = "2023-11-30 00:00"
GROUPS = ("leader", "division_leader", "official", "one_stop")
_codes = count(1)


def agency(name: str, level: Level, parent: str | None = None) -> Agency:
    return an_agency(name, level, parent)


AGENCIES = (
    agency("so-1", Level.PROVINCE),
    agency("so-2", Level.PROVINCE),
    agency("so-3", Level.PROVINCE),
    agency("so-4", Level.PROVINCE),
    agency("huyen-1", Level.DISTRICT),
    agency("huyen-2", Level.DISTRICT),
    agency("huyen-3", Level.DISTRICT),
    agency("xa-1", Level.COMMUNE, "huyen-1"),
    agency("xa-2", Level.COMMUNE, "huyen-1"),
    agency("xa-3", Level.COMMUNE, "huyen-1"),
    agency("xa-4", Level.COMMUNE, "huyen-2"),
    agency("hoi-1", Level.OTHER),
)


def heads(*counts: int | None) -> Mapping[str, int | None]:
    return dict(zip(GROUPS, counts, strict=True))


FIRST = Headcounts(
    at=datetime(1970, 1, 1, tzinfo=UTC),
    source="agencies.csv",
    counts={
        "so-1": heads(3, 11, 62, 2),
        "so-2": heads(2, 4, 10, 5),
        "so-3": heads(1, 2, 10, 1),
        "so-4": heads(1, 2, 10, 2),
        "huyen-1": heads(1, 3, 10, 4),
        "huyen-2": heads(1, 0, 1, 0),
        "huyen-3": heads(1, None, 10, 1),
        "xa-1": heads(0, None, 0, 0),
        "xa-2": heads(3, None, 7, 2),
        "xa-3": heads(2, None, 5, 1),
        "xa-4": heads(5, None, 10, 1),
    },
)
SECOND = Headcounts(
    at=at("2023-11-15 00:00"),
    source="bien-che-15-11.xlsx",
    counts={**FIRST.counts, "so-3": heads(1, 2, 40, 1)},
)


def crowd(agency_id: str, **groups: int) -> Iterator[PersonFacts]:
    """So many people of an agency who handed in on 8 November at noon."""
    for group, people in groups.items():
        for _ in range(people):
            yield a_person(f"P{next(_codes)}", f"{agency_id}/{group}", "2023-11-08 12:00")


def one(post: str, *sat: str) -> PersonFacts:
    return a_person(f"P{next(_codes)}", post, *sat)


def everybody() -> Iterator[PersonFacts]:
    yield from crowd("so-1", leader=1, division_leader=6, official=17, one_stop=2)
    yield from crowd("so-2", leader=1, division_leader=2, official=4, one_stop=1)
    yield from crowd("so-3", leader=1, division_leader=1, official=2, one_stop=1)
    yield from crowd("so-4", leader=1, division_leader=1, official=2, one_stop=1)
    yield from excluded_of_so_4()
    yield from crowd("huyen-1", leader=1, division_leader=1, one_stop=4)
    yield from crowd("huyen-2", official=1)
    yield from crowd("huyen-3", leader=1, division_leader=1, official=2, one_stop=1)
    yield from crowd("xa-1", staff=1)
    yield from crowd("xa-2", leader=2, official=1)
    yield from crowd("xa-3", leader=1, official=1)
    yield from movers()
    yield from crowd("xa-4", leader=2, official=2)
    yield from nominees_of_xa_4()
    yield from crowd("hoi-1", staff=3)
    yield one("/citizen", "2023-11-08 12:00")
    yield one("agency-struck-off/official", "2023-11-08 12:00")


def excluded_of_so_4() -> Iterator[PersonFacts]:
    """One took part on 8 November and was excluded on 20; one never registered."""
    late = one("so-4/one_stop", "2023-11-08 12:00")
    yield replace(late, exclusions=(ruled("2023-11-20 08:00", "so-4/one_stop"),))
    yield a_person(None, exclusions=(ruled("2023-11-02 08:00", "so-4/official"),))


def movers() -> Iterator[PersonFacts]:
    """Between communes 2 and 3: one moved before the attempt, one after it and sat again."""
    before = one("xa-3/official", "2023-11-08 12:00")
    yield replace(before, posts=(*before.posts, moved("2023-11-07 08:00", "xa-2/one_stop")))
    after = one("xa-2/one_stop", "2023-11-08 12:00", "2023-11-10 12:00")
    yield replace(after, posts=(*after.posts, moved("2023-11-09 08:00", "xa-3/one_stop")))


def nominees_of_xa_4() -> Iterator[PersonFacts]:
    """A nomination withdrawn before the attempt; a nominee disqualified after it."""
    named, withdrawn = (
        nominated("2023-11-01 08:00", "xa-4/leader"),
        nominated("2023-11-03 08:00", None),
    )
    yield replace(one("xa-4/leader", "2023-11-08 12:00"), nominations=(named, withdrawn))
    cheat = replace(
        one("xa-4/one_stop", "2023-11-08 12:00"), disqualifications=(ruled("2023-11-12 08:00"),)
    )
    yield replace(cheat, nominations=(nominated("2023-11-01 08:00", "xa-4/one_stop"),))


@cache
def province(as_of: str = END) -> Province:
    moment = at(as_of)
    recount = Recount(real_contest(), AGENCIES, in_force((FIRST, SECOND), moment), moment)
    for person in everybody():
        recount.add(person)
    return recount.figures()


def figures(agency_id: str, as_of: str = END) -> AgencyFigures:
    return next(each for each in province(as_of).agencies if each.agency.id == agency_id)


def told(line: Line) -> str:
    """`official 3/12`: three have taken part of twelve owed; `?` where the headcount is unknown."""
    owed = "?" if line.owed is None else line.owed
    return f"{line.quota.group.removesuffix('_leader')} {line.done}/{owed}"


@table(
    "agency_id lines owed missing met rate",
    (
        "so-1", "leader 1/1 division 6/6 official 19/19 one_stop 2/2", 26, 0, True, (26, 76),
        "rounded up: half of 11 is 6, 30 % of 62 is 18.6, so 19; the 2 one-stop are among the 19",
    ),
    (
        "so-2", "leader 1/1 division 2/2 official 5/3 one_stop 1/5", 8, 4, False, (8, 16),
        "30 % of officials without their one-stop colleagues: 4 of 5 one-stop are missing",
    ),
    (
        "so-3", "leader 1/1 division 1/1 official 3/12 one_stop 1/1", 14, 9, False, (5, 43),
        "headcount changed mid-contest: 40 officials instead of 10, so 12 are owed instead of 3",
    ),
    (
        "so-4", "leader 1/1 division 1/1 official 3/3 one_stop 1/1", 5, 0, True, (5, 11),
        ("two may not take part: 30 % of 10 - 2 is 2.4, so 3; one-stop owes 2 - 1; the entry of the"
        " one excluded after the fact counts no more"),
    ),
    (
        "huyen-1", "leader 1/1 division 1/2 official 4/3 one_stop 4/4", 7, 1, False, (6, 14),
        "all 4 one-stop are more than 30 % of officials; half of 3 division heads is 2",
    ),
    (
        "huyen-2", "leader 0/1 division 0/0 official 1/1 one_stop 0/0", 2, 1, False, (1, 2),
        "the one official is owed whole; of groups with nobody nothing is; the leader is missing",
    ),
    (
        "huyen-3", "leader 1/1 division 1/? official 3/3 one_stop 1/1", None, None, None, (4, None),
        "nobody has told how many division heads there are: nothing is said of the whole",
    ),
    (
        "xa-1", "leader 0/0 official 0/0 one_stop 0/0", 0, 0, True, (0, 0),
        "headcount zero owes nothing; a staff member takes part and meets no quota",
    ),
    (
        "xa-2", "leader 2/2 official 3/3 one_stop 2/2", 5, 0, True, (5, 10),
        "two movers count here: one came before the attempt, one left after it",
    ),
    (
        "xa-3", "leader 1/1 official 1/2 one_stop 0/1", 3, 1, False, (2, 7),
        ("who moved in after taking part elsewhere counts there, however often they sit again;"
        " one one-stop person would meet both open lines"),
    ),
    (
        "xa-4", "leader 3/3 official 2/3 one_stop 0/1", 6, 1, False, (5, 15),
        ("half of 5 leaders is 3, 30 % of 10 is 3 and not 4; a withdrawn nomination takes nobody's"
        " participation away, a disqualification does"),
    ),
    (
        "hoi-1", "", 0, 0, True, (0, None),
        "encouraged, not obliged (II.2.b): owes nothing, and has no headcount",
    ),
)  # fmt: skip
def test_twelve_agencies_worked_out_by_hand(
    agency_id: str,
    lines: str,
    owed: int | None,
    missing: int | None,
    met: bool | None,
    rate: tuple[int, int | None],
) -> None:
    found = figures(agency_id)
    assert " ".join(told(each) for each in found.lines) == lines
    assert (found.owed, found.missing, found.met) == (owed, missing, met)
    assert (found.rated, found.headcount) == rate
    assert found.rate == (rate[0] / rate[1] if rate[1] else None)


@table(
    "agency_id as_of lines met",
    ("so-3", "2023-11-14 23:59", "leader 1/1 division 1/1 official 3/3 one_stop 1/1", True,
     "the day before the new headcount"),
    ("so-4", "2023-11-19 23:59", "leader 1/1 division 1/1 official 4/3 one_stop 2/2", True,
     "before the second exclusion: 30 % of 10 - 1 is 2.7, so 3"),
    ("xa-4", "2023-11-11 23:59", "leader 3/3 official 3/3 one_stop 1/1", True,
     "before the disqualification"),
    ("so-1", "2023-11-08 11:59", "leader 0/1 division 0/6 official 0/19 one_stop 0/2", False,
     "a minute before anybody handed in"),
)  # fmt: skip
def test_a_past_moment_is_told_as_it_was(agency_id: str, as_of: str, lines: str, met: bool) -> None:
    found = figures(agency_id, as_of)
    assert " ".join(told(each) for each in found.lines) == lines
    assert found.met is met


def test_what_an_agency_sees_of_its_people() -> None:
    xa_4, so_4, xa_2 = figures("xa-4"), figures("so-4"), figures("xa-2")
    assert (xa_4.nominated, xa_4.nominated_done, xa_4.registered) == (1, 0, 6)
    assert (so_4.flagged, so_4.participants) == (1, 5)
    assert xa_2.by_group == {"leader": 2, "official": 1, "one_stop": 2}
    assert xa_2.by_day == {at("2023-11-08 00:00").date(): 5}
    assert figures("hoi-1").participants == 3


def test_a_day_begins_at_midnight_in_vietnam() -> None:
    recount = Recount(real_contest(), AGENCIES, FIRST, at(END))
    recount.add(one("so-1/leader", "2023-11-08 23:59"))
    recount.add(one("so-1/official", "2023-11-09 00:00"))
    (so_1, *_) = recount.figures().agencies
    assert [day.day for day in so_1.by_day] == [8, 9]


def test_a_mismatch_is_told_to_the_agency_that_nominates() -> None:
    recount = Recount(real_contest(), AGENCIES, FIRST, at(END))
    named = (nominated("2023-11-01 08:00", "so-1/leader"),)
    standing = recount.add(replace(one("so-2/leader", "2023-11-08 12:00"), nominations=named))
    so_1, so_2, *_ = recount.figures().agencies
    assert standing.nominated == a_post("so-1/leader")
    assert (so_1.nominated, so_1.nominated_done, so_1.mismatched) == (1, 1, 1)
    assert (so_2.participants, so_2.mismatched) == (1, 0)


def test_the_totals_count_everybody_once() -> None:
    totals = province().totals
    listed = sum(each.participants for each in province().agencies)
    assert listed == 26 + 8 + 5 + 5 + 6 + 1 + 5 + 1 + 5 + 2 + 5 + 3
    # Beside them a citizen and somebody of an agency that is listed no longer.
    assert (totals.took_part, totals.citizens) == (listed + 2, 1)
    assert totals.registered == totals.took_part + 2
    assert totals.attempts == totals.registered + 1
    assert (totals.nominated, totals.nominated_done) == (1, 0)
    assert (totals.flagged, totals.excluded, totals.disqualified) == (1, 2, 1)


def level(rollups: tuple[RollUp, ...], name: str) -> RollUp:
    return next(each for each in rollups if name in (each.level, each.parent))


def test_a_level_adds_up_and_no_surplus_makes_up_for_a_gap() -> None:
    found = level(province().levels, "province")
    assert (found.agencies, found.met, found.unmet, found.unknown) == (4, 2, 2, 0)
    assert (found.owed, found.missing) == (26 + 8 + 14 + 5, 4 + 9)
    assert (found.participants, found.rated, found.headcount) == (44, 44, 76 + 16 + 43 + 11)
    officials = next(each for each in found.lines if each.group == "official")
    assert (officials.headcount, officials.owed) == (62 + 10 + 40 + 8, 19 + 3 + 12 + 3)
    assert (officials.done, officials.missing) == (19 + 5 + 3 + 3, 9)


def test_unknown_headcounts_stand_apart_in_a_level() -> None:
    found = level(province().levels, "district")
    assert (found.met, found.unmet, found.unknown) == (0, 2, 1)
    assert (found.participants, found.rated, found.headcount) == (12, 7, 16)


def test_the_communes_of_a_district_add_up() -> None:
    found = level(province().districts, "huyen-1")
    assert (found.level, found.agencies, found.met) == (Level.COMMUNE, 3, 2)
    assert (found.participants, found.headcount, found.missing) == (8, 17, 1)
    assert [each.parent for each in province().districts] == ["huyen-1", "huyen-2"]
    assert [each.level for each in province().levels] == list(Level)


def test_the_criteria_of_collective_prizes() -> None:
    reached = criteria(real_contest(), figures("so-4"))
    assert [(each.criterion, each.met, each.value) for each in reached] == [
        (CollectiveCriterion.MANDATORY_COMPLETE, True, None),
        (CollectiveCriterion.HAS_INDIVIDUAL_WINNER, None, None),
        (CollectiveCriterion.PARTICIPATION_RATE, None, 5 / 11),
    ]
    assert criteria(real_contest(), figures("xa-2")) == ()


def test_a_failed_line_decides_although_another_is_unknown() -> None:
    recount = Recount(real_contest(), AGENCIES, FIRST, at(END))
    huyen_3 = next(each for each in recount.figures().agencies if each.agency.id == "huyen-3")
    assert (huyen_3.met, huyen_3.missing) == (False, None)


def test_excluded_people_stay_in_the_denominator_where_headcounts_leave_them_out() -> None:
    contest = a_quota_contest(excluded_in_headcount=False)
    recount = Recount(contest, AGENCIES, FIRST, at(END))
    for person in everybody():
        recount.add(person)
    so_4 = recount.figures().agencies[3]
    assert [told(each) for each in so_4.lines[2:]] == ["official 3/3", "one_stop 1/2"]
    assert [each.excluded for each in so_4.lines] == [0, 0, 0, 0]
    assert so_4.headcount == 13


def test_more_excluded_than_there_are_owes_nothing() -> None:
    recount = Recount(real_contest(), AGENCIES, FIRST, at(END))
    for _ in range(2):
        named = (ruled("2023-11-02 08:00", "huyen-2/leader"),)
        recount.add(a_person(None, exclusions=named))
    leader = recount.figures().agencies[5].lines[0]
    assert (leader.headcount, leader.excluded, leader.owed) == (1, 2, 0)


@pytest.mark.parametrize("percent", range(1, 101))
def test_floors_are_exact_where_floating_point_is_not(percent: int) -> None:
    """Against counting people one by one: the least n with n * 100 >= people * percent."""
    quota = Quota(level=Level.PROVINCE, group="official", percent=percent, clause="II.2.a")
    for people in range(0, 401, 7):
        least = next(n for n in range(people + 1) if n * 100 >= people * percent)
        assert floor(quota, people) == least


@table(
    "as_of source",
    ("1969-12-31 00:00", "agencies.csv", "before the first version the first one holds"),
    ("2023-11-14 23:59", "agencies.csv", "the last one before"),
    ("2023-11-15 00:00", "bien-che-15-11.xlsx", "from its own instant on"),
)
def test_the_headcounts_of_a_moment(as_of: str, source: str) -> None:
    for versions in ((FIRST, SECOND), (SECOND, FIRST)):
        assert in_force(versions, at(as_of)).source == source


def test_without_any_headcount_nothing_is_said() -> None:
    recount = Recount(real_contest(), AGENCIES, in_force((), at(END)), at(END))
    so_1 = recount.figures().agencies[0]
    assert (so_1.owed, so_1.missing, so_1.met, so_1.rate) == (None, None, None, None)
