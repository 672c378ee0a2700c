"""What holds of quotas in any province, whoever takes part, moves, is excluded or comes back."""

import math
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.agency import Agency
from contest.domain.attempt import State
from contest.domain.figures import AgencyFigures, Province
from contest.domain.participation import PersonFacts
from contest.domain.quota import Headcounts, Recount
from contest.domain.rules import Contest, Level, Quota, TakingPart
from tests.domain.builders import (
    SIGNED_UP,
    a_person,
    a_post,
    a_quota_contest,
    an_agency,
    handed_in,
    moved,
    nominated,
    ruled,
)

GROUPS = ("leader", "division_leader", "official", "one_stop", "staff")
NAMES = ("mot", "hai", "ba", "bon")
HALF_DAY = timedelta(hours=12)
moments = st.integers(0, 50).map(lambda each: SIGNED_UP + each * HALF_DAY)
posts = st.builds(
    lambda agency, group: a_post(f"{agency}/{group}"),
    st.sampled_from(NAMES),
    st.sampled_from(GROUPS),
) | st.just(a_post("/citizen"))
contests = st.builds(
    a_quota_contest,
    counts=st.sampled_from(list(TakingPart)),
    attempts=st.integers(1, 2),
    excluded_in_headcount=st.booleans(),
)


@st.composite
def any_agencies(draw: st.DrawFn) -> tuple[Agency, ...]:
    levels = draw(st.tuples(*[st.sampled_from(list(Level))] * len(NAMES)))
    return tuple(
        an_agency(name, level, "huyen" if level is Level.COMMUNE else None)
        for name, level in zip(NAMES, levels, strict=True)
    )


@st.composite
def any_counts(draw: st.DrawFn, most: int = 12) -> dict[str, int | None]:
    """One-stop staff are never more than officials: an import with more is refused."""
    number = st.none() | st.integers(0, most)
    official = draw(number)
    one_stop = st.none() | st.integers(0, most if official is None else official)
    return {
        "leader": draw(number),
        "division_leader": draw(number),
        "official": official,
        "one_stop": draw(one_stop),
    }


any_headcounts = st.builds(
    lambda *counts: Headcounts(SIGNED_UP, "thử", dict(zip(NAMES, counts, strict=True))),
    *[any_counts()] * len(NAMES),
)


@st.composite
def a_history(draw: st.DrawFn, code: str) -> PersonFacts:
    """A person to whom all may happen: moves, nominations, rulings, attempts of any end."""

    def dated(make: Any, most: int) -> Any:
        return tuple(make(each) for each in sorted(draw(st.lists(moments, max_size=most))))

    def sat(when: Any) -> Any:
        state = draw(st.sampled_from([State.SUBMITTED, *State]))
        started = when if state is State.OPEN else when - timedelta(minutes=20)
        rounds = st.sampled_from(["vong-1", "vong-1", "vong-2", "thi-thu"])
        return handed_in(when, round_id=draw(rounds), state=state, started_at=started)

    def held(when: Any) -> Any:
        return replace(moved(base, "/citizen"), at=when, post=draw(posts))

    base = "2023-11-01 08:00"
    registered = draw(st.integers(0, 4)) > 0
    return a_person(
        code if registered else None,
        registered_at=SIGNED_UP if registered else None,
        posts=(held(SIGNED_UP), *dated(held, 2)) if registered else (),
        nominations=dated(
            lambda at: replace(nominated(base, None), at=at, post=draw(st.none() | posts)), 2
        ),
        exclusions=dated(
            lambda at: replace(ruled(base), at=at, stands=draw(st.booleans()), post=draw(posts)), 1
        ),
        disqualifications=dated(
            lambda at: replace(ruled(base), at=at, stands=draw(st.booleans())), 1
        ),
        attempts=dated(sat, 3) if registered else (),
    )


@st.composite
def any_people(draw: st.DrawFn, most: int = 14) -> list[PersonFacts]:
    return [draw(a_history(f"P{number}")) for number in range(draw(st.integers(0, most)))]


def counted(
    contest: Contest,
    agencies: Sequence[Agency],
    headcounts: Headcounts,
    people: Sequence[PersonFacts],
    as_of: Any,
) -> Province:
    recount = Recount(contest, agencies, headcounts, as_of)
    for person in people:
        recount.add(person)
    return recount.figures()


province = given(
    contest=contests,
    agencies=any_agencies(),
    headcounts=any_headcounts,
    people=any_people(),
    as_of=moments,
)


@province
def test_nothing_owed_exceeds_the_people_there_are(**given_: Any) -> None:
    for agency in counted(**given_).agencies:
        for line in agency.lines:
            assert line.owed is None or 0 <= line.owed <= max(line.headcount - line.excluded, 0)
        if agency.owed is not None and agency.headcount is not None and not _odd(agency):
            assert agency.owed <= agency.headcount


def _odd(agency: AgencyFigures) -> bool:
    """Lists that name more excluded officials than leave room for the one-stop staff there are."""
    return any(line.excluded for line in agency.lines)


@province
def test_met_means_that_nobody_is_missing(**given_: Any) -> None:
    for agency in counted(**given_).agencies:
        if agency.missing is not None:
            assert agency.met == (agency.missing == 0) == all(x.met for x in agency.lines)
        for line in agency.lines:
            assert (line.met, line.missing) == (None, None) or line.met == (line.missing == 0)


@province
def test_a_day_by_day_and_a_group_by_group_sum_are_the_participants(**given_: Any) -> None:
    found = counted(**given_)
    for each in found.agencies:
        assert sum(each.by_day.values()) == sum(each.by_group.values()) == each.participants
        assert each.rated <= each.participants <= each.registered
    listed = sum(each.participants for each in found.agencies)
    assert found.totals.took_part == listed + found.totals.citizens
    assert sum(each.participants for each in found.levels) == listed


@given(
    contest=contests,
    agencies=any_agencies(),
    headcounts=any_headcounts,
    people=any_people(),
    as_of=moments,
    chance=st.randoms(use_true_random=False),
)
def test_the_order_of_people_does_not_matter(
    people: list[PersonFacts], chance: Any, **given_: Any
) -> None:
    before = counted(people=people, **given_)
    mixed = [*people]
    chance.shuffle(mixed)
    assert counted(people=mixed, **given_) == before


@given(
    contest=contests,
    agencies=any_agencies(),
    headcounts=any_headcounts,
    people=any_people(),
    as_of=moments,
    post=posts,
)
def test_one_more_participant_never_makes_more_people_missing(
    people: list[PersonFacts], post: Any, **given_: Any
) -> None:
    before = counted(people=people, **given_)
    early = SIGNED_UP - timedelta(hours=1)
    newcomer = a_person(
        "NEW",
        f"{post.agency or ''}/{post.group}",
        registered_at=early,
        posts=(replace(moved("2023-11-01 08:00", "/citizen"), at=early, post=post),),
        attempts=tuple(handed_in(early, number=each) for each in (1, 2)),
    )
    after = counted(people=[*people, newcomer], **given_)
    assert after.totals.took_part == before.totals.took_part + 1
    for old, new in zip(before.agencies, after.agencies, strict=True):
        assert (old.missing is None) == (new.missing is None)
        assert (old.missing or 0) - 1 <= (new.missing or 0) <= (old.missing or 0)


@given(
    contest=contests,
    agencies=any_agencies(),
    headcounts=any_headcounts,
    people=any_people(),
    later=any_people(),
    as_of=moments,
)
def test_a_past_moment_stays_as_it_was_when_more_is_known(
    people: list[PersonFacts], later: list[PersonFacts], as_of: Any, **given_: Any
) -> None:
    """Whatever happens afterwards, to old hands and to newcomers, changes nothing of the past."""
    before = counted(people=people, as_of=as_of, **given_)
    shift = as_of - SIGNED_UP + HALF_DAY
    after = [_followed(*pair, shift) for pair in zip(people, later, strict=False)]
    newcomers = [_followed(a_person(None), each, shift) for each in later]
    grown = [*after, *people[len(after) :], *newcomers]
    assert counted(people=grown, as_of=as_of, **given_) == before


def _followed(person: PersonFacts, other: PersonFacts, shift: timedelta) -> PersonFacts:
    """The person, with another's history following after `shift`."""

    def moved_on(facts: Any) -> Any:
        return tuple(replace(each, at=each.at + shift) for each in facts)

    attempts = tuple(
        replace(each, at=each.at + shift, started_at=each.started_at + shift)
        for each in other.attempts
    )
    return replace(
        person,
        code=person.code or other.code,
        registered_at=person.registered_at or (SIGNED_UP + shift if other.code else None),
        posts=person.posts + moved_on(other.posts),
        nominations=person.nominations + moved_on(other.nominations),
        exclusions=person.exclusions + moved_on(other.exclusions),
        disqualifications=person.disqualifications + moved_on(other.disqualifications),
        attempts=person.attempts + attempts,
    )


# From here on everything is reckoned a second time, slowly and by other means.


@province
def test_a_recount_by_hand_agrees(**given_: Any) -> None:
    found = counted(**given_)
    for agency, figures in zip(given_["agencies"], found.agencies, strict=True):
        done = [
            post.group for each in given_["people"] if (post := _counts_at(each, given_))
            if post.agency == agency.id
        ]  # fmt: skip
        assert figures.by_group == {group: done.count(group) for group in set(done)}
        for line in figures.lines:
            mine = _groups(given_["contest"], line.quota)
            assert line.done == sum(group in mine for group in done)
            assert line.excluded == _excluded(agency, mine, given_)
            assert line.owed == _owed(agency, line.quota, line.excluded, given_)


def _counts_at(person: PersonFacts, given_: dict[str, Any]) -> Any:
    """The post that a person counts under, or None."""
    rules, as_of = given_["contest"].participation, given_["as_of"]
    ends = {
        TakingPart.SUBMITTED: ("submitted",),
        TakingPart.GRADED: ("submitted", "pending", "ran_out"),
        TakingPart.STARTED: tuple(State),
    }[rules.counts]
    at = "started_at" if rules.counts is TakingPart.STARTED else "at"
    taken = [
        getattr(each, at)
        for each in person.attempts
        if each.state in ends and each.round_id != "thi-thu" and getattr(each, at) <= as_of
    ]
    if person.code is None or len(taken) < rules.attempts or as_of < SIGNED_UP:
        return None
    if _stands(person.exclusions, as_of) or _stands(person.disqualifications, as_of):
        return None
    completed = sorted(taken)[: rules.attempts][-1]
    post = person.posts[0].post
    for each in person.posts:
        if each.at <= completed:
            post = each.post
    return post


def _stands(rulings: Any, as_of: Any) -> Any:
    known = [each for each in rulings if each.at <= as_of]
    return known[-1] if known and known[-1].stands else None


def _groups(contest: Contest, quota: Quota) -> set[str]:
    same = [each for each in contest.quotas if each.level == quota.level]
    return {quota.group, *(each.group for each in same if each.within == quota.group)}


def _excluded(agency: Agency, groups: set[str], given_: dict[str, Any]) -> int:
    if not given_["contest"].participation.excluded_in_headcount:
        return 0
    standing = [_stands(each.exclusions, given_["as_of"]) for each in given_["people"]]
    named = [each.post for each in standing if each]
    return sum(each.agency == agency.id and each.group in groups for each in named)


def _owed(agency: Agency, quota: Quota, excluded: int, given_: dict[str, Any]) -> int | None:
    headcount = given_["headcounts"].counts[agency.id].get(quota.group)
    if headcount is None:
        return None
    people = max(headcount - excluded, 0)
    if quota.percent is None:
        return min(quota.people or 0, people)
    return math.ceil(Fraction(people * quota.percent, 100))


@given(
    contest=contests,
    level=st.sampled_from(list(Level)),
    counts=any_counts(most=4),
    people=any_people(most=5),
    as_of=moments,
)
def test_missing_is_the_least_number_that_helps(
    contest: Contest, level: Level, counts: Any, people: list[PersonFacts], as_of: Any
) -> None:
    """Against trying out every way of sending further people."""
    agencies = (an_agency("mot", level),)
    headcounts = Headcounts(SIGNED_UP, "thử", {"mot": counts})
    (figures,) = counted(contest, agencies, headcounts, people, as_of).agencies
    if figures.missing is None:
        return
    assert figures.missing == _fewest(contest, figures, dict(figures.by_group))
    assert figures.owed == _fewest(contest, figures, {})


def _fewest(contest: Contest, figures: AgencyFigures, done: dict[str, int]) -> int:
    groups = GROUPS[:4]
    return min(
        sum(more)
        for more in product(range(5), repeat=len(groups))
        if all(
            sum(
                done.get(group, 0) + extra
                for group, extra in zip(groups, more, strict=True)
                if group in _groups(contest, line.quota)
            )
            >= (line.owed or 0)
            for line in figures.lines
        )
    )


@province
def test_roll_ups_are_the_sums_of_their_agencies(**given_: Any) -> None:
    found = counted(**given_)
    for rolled in (*found.levels, *found.districts):
        mine = [
            each
            for each in found.agencies
            if each.agency.level == rolled.level
            and (rolled.parent is None or each.agency.parent == rolled.parent)
        ]
        assert rolled.agencies == len(mine) == rolled.met + rolled.unmet + rolled.unknown
        assert rolled.participants == sum(each.participants for each in mine)
        assert rolled.missing == sum(each.missing or 0 for each in mine)
        for index, line in enumerate(rolled.lines):
            assert line.done == sum(each.lines[index].done for each in mine)
    assert asdict(found.totals)["took_part"] >= sum(each.participants for each in found.agencies)
