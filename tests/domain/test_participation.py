"""How a person stands: what counts, since when, under which post, and what the past knew."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.attempt import State
from contest.domain.participation import PersonFacts, Progress, Standing, latest, stand
from contest.domain.rules import TakingPart
from tests.domain.builders import (
    SIGNED_UP,
    a_person,
    a_post,
    a_quota_contest,
    at,
    handed_in,
    moved,
    nominated,
    real_contest,
    ruled,
    table,
)

DAY = timedelta(days=1)
NOON = at("2023-11-08 12:00")
LATER = at("2023-11-20 12:00")
LEADER, OFFICIAL = "so-noi-vu/leader", "so-noi-vu/official"


def standing(person: PersonFacts, as_of: str = "2023-11-30 00:00", **rules: Any) -> Standing:
    return stand(person, a_quota_contest(**rules), at(as_of))


def took(attempt: Any, **rules: Any) -> Any:
    return standing(a_person("A1", LEADER, attempts=(attempt,)), **rules).took_part_at


RAN_OUT = handed_in(NOON, state=State.RAN_OUT)
PENDING = handed_in(NOON, state=State.PENDING)
LAPSED = handed_in(NOON, state=State.LAPSED)
INSIDE = handed_in(NOON, state=State.OPEN, started_at=NOON)
REHEARSAL = handed_in(NOON, round_id="thi-thu")
ELSEWHERE = handed_in(NOON, round_id="vong-9")
START = NOON - timedelta(minutes=10)


@table(
    "attempt submitted graded started",
    (handed_in(NOON), NOON, NOON, START, "handed in"),
    (RAN_OUT, None, NOON, START, "ran out with answers saved, and graded"),
    (PENDING, None, NOON, START, "ran out with answers saved, the clerk comes later"),
    (LAPSED, None, None, START, "nothing was ever saved"),
    (INSIDE, None, None, NOON, "still inside"),
    (REHEARSAL, None, None, None, "a rehearsal never counts"),
    (ELSEWHERE, None, None, None, "no such round in the rules"),
)
def test_the_rules_say_which_attempt_counts_and_from_when(
    attempt: Any, submitted: Any, graded: Any, started: Any
) -> None:
    assert took(attempt, counts=TakingPart.SUBMITTED) == submitted
    assert took(attempt, counts=TakingPart.GRADED) == graded
    assert took(attempt, counts=TakingPart.STARTED) == started


def test_the_attempt_that_completes_the_number_asked_decides_over_all_rounds() -> None:
    first, second = handed_in("2023-11-10 09:00"), handed_in("2023-11-21 09:00", round_id="vong-2")
    for attempts in ((first, second), (second, first)):
        person = a_person("A1", LEADER, attempts=attempts)
        assert standing(person, attempts=1).took_part_at == first.at
        assert standing(person, attempts=2).took_part_at == second.at
        assert standing(person, attempts=3).took_part_at is None
        assert standing(person, attempts=3).progress is Progress.NOT_ENOUGH


MOVER = a_person("A1", OFFICIAL, "2023-11-08 12:00")


@table(
    "move post",
    ("2023-11-07 09:00", "so-tu-phap/official", "moved before: counts where the person is now"),
    ("2023-11-08 12:00", "so-tu-phap/official", "moved at that very instant"),
    ("2023-11-08 12:01", OFFICIAL, "moved afterwards: counts where it was done"),
)
def test_a_person_counts_under_the_post_held_on_taking_part(move: str, post: str) -> None:
    person = replace(MOVER, posts=(*MOVER.posts, moved(move, "so-tu-phap/official")))
    assert standing(person).post == a_post(post)


def test_until_then_the_post_is_the_one_held_at_the_moment_asked() -> None:
    posts = (moved("2023-11-01 08:00", OFFICIAL), moved("2023-11-05 08:00", LEADER))
    person = a_person("A1", OFFICIAL, posts=posts)
    assert standing(person, "2023-11-04 08:00").post == a_post(OFFICIAL)
    assert standing(person, "2023-11-06 08:00").post == a_post(LEADER)


DONE = a_person("A1", OFFICIAL, "2023-11-08 12:00")
IDLE = a_person("A2", OFFICIAL)
OUT, BACK = ruled("2023-11-09 08:00"), ruled("2023-11-10 08:00", stands=False)
EARLY = ruled("2023-11-02 08:00")


@table(
    "person counted excluded disqualified flagged",
    (DONE, True, False, False, False, "took part"),
    (IDLE, False, False, False, False, "has not"),
    (replace(DONE, exclusions=(OUT,)), False, True, False, True, "excluded after the fact"),
    (replace(DONE, exclusions=(EARLY,)), False, True, False, True, "slipped by the exclusion"),
    (replace(IDLE, exclusions=(OUT,)), False, True, False, False, "excluded, never took part"),
    (replace(DONE, exclusions=(OUT, BACK)), True, False, False, False, "exclusion lifted"),
    (replace(DONE, disqualifications=(OUT,)), False, False, True, False, "disqualified"),
    (replace(DONE, disqualifications=(OUT, BACK)), True, False, False, False, "reinstated"),
    (replace(DONE, code=None), False, False, False, False, "nobody registered counts for nobody"),
)
def test_rulings_decide_who_counts_and_hide_nothing(
    person: PersonFacts, counted: bool, excluded: bool, disqualified: bool, flagged: bool
) -> None:
    found = standing(person)
    assert (found.counted, found.excluded) == (counted, excluded)
    assert (found.disqualified, found.flagged) == (disqualified, flagged)


def test_a_flagged_person_still_shows_when_they_took_part() -> None:
    assert standing(replace(DONE, exclusions=(OUT,))).took_part_at == NOON


def test_the_exclusion_in_force_tells_the_post_it_names() -> None:
    named = ruled("2023-11-03 08:00", LEADER)
    assert standing(replace(IDLE, exclusions=(EARLY, named))).barred == a_post(LEADER)
    assert standing(replace(IDLE, exclusions=(named, BACK))).barred is None


@table(
    "nominations mismatched",
    ((), False, "nominated by nobody"),
    ((nominated("2023-11-01 08:00", OFFICIAL),), False, "as nominated"),
    ((nominated("2023-11-01 08:00", LEADER),), True, "another group"),
    ((nominated("2023-11-01 08:00", "so-tu-phap/official"),), True, "another agency"),
    (
        (nominated("2023-11-01 08:00", LEADER), nominated("2023-11-02 08:00", None)),
        False,
        "nomination withdrawn",
    ),
    (
        (nominated("2023-11-01 08:00", LEADER), nominated("2023-11-02 08:00", OFFICIAL)),
        False,
        "nomination put right",
    ),
)
def test_a_registration_unlike_the_nomination_is_told(nominations: Any, mismatched: bool) -> None:
    assert standing(replace(DONE, nominations=nominations)).mismatched is mismatched
    stranger = a_person(None, nominations=nominations)
    assert not standing(stranger).mismatched


@table(
    "person as_of progress",
    (a_person(None), "2023-11-30 00:00", Progress.NOT_REGISTERED, "only on a list"),
    (IDLE, "2023-10-31 00:00", Progress.NOT_REGISTERED, "before registration"),
    (IDLE, "2023-11-30 00:00", Progress.REGISTERED, "registered"),
    (DONE, "2023-11-08 11:49", Progress.REGISTERED, "before the start"),
    (DONE, "2023-11-08 11:50", Progress.INSIDE, "inside, although handed in since"),
    (DONE, "2023-11-08 12:00", Progress.TOOK_PART, "at the instant of handing in"),
    (replace(IDLE, attempts=(INSIDE,)), "2023-11-30 00:00", Progress.INSIDE, "inside now"),
    (replace(IDLE, attempts=(LAPSED,)), "2023-11-30 00:00", Progress.NOT_ENOUGH, "lapsed"),
    (replace(IDLE, attempts=(REHEARSAL,)), "2023-11-30 00:00", Progress.REGISTERED, "rehearsed"),
    (replace(DONE, exclusions=(OUT,)), "2023-11-30 00:00", Progress.TOOK_PART, "flagged"),
)
def test_progress_tells_how_far_somebody_has_come(
    person: PersonFacts, as_of: str, progress: Progress
) -> None:
    assert standing(person, as_of).progress is progress


def test_nothing_is_known_before_it_happened() -> None:
    person = replace(DONE, nominations=(nominated("2023-11-09 08:00", LEADER),), exclusions=(OUT,))
    before = standing(person, "2023-11-08 11:00")
    assert before == standing(a_person("A1", OFFICIAL), "2023-11-08 11:00")
    assert standing(person, "2023-10-01 00:00").post is None


moments = st.integers(0, 40).map(lambda hours: SIGNED_UP + timedelta(hours=12 * hours))
posts = st.sampled_from([LEADER, OFFICIAL, "so-tu-phap/official", "/citizen"]).map(a_post)


@st.composite
def any_history(draw: st.DrawFn) -> PersonFacts:
    """Somebody with whatever a contest can do to a person, oldest first."""

    def dated(make: Any, most: int) -> Any:
        found = draw(st.lists(moments, max_size=most))
        return tuple(make(each) for each in sorted(found))

    def held(when: Any) -> Any:
        return replace(moved("2023-11-01 08:00", OFFICIAL), at=when, post=draw(posts))

    def named(when: Any) -> Any:
        return replace(nominated("2023-11-01 08:00", None), at=when, post=draw(st.none() | posts))

    def judged(when: Any) -> Any:
        return replace(ruled("2023-11-01 08:00"), at=when, stands=draw(st.booleans()))

    def sat(when: Any) -> Any:
        state = draw(st.sampled_from(list(State)))
        return handed_in(when, state=state, started_at=when if state is State.OPEN else when - DAY)

    return a_person(
        "A1",
        OFFICIAL,
        posts=(moved("2023-11-01 08:00", OFFICIAL), *dated(held, 3)),
        nominations=dated(named, 3),
        exclusions=dated(judged, 3),
        disqualifications=dated(judged, 3),
        attempts=dated(sat, 4),
    )


@given(person=any_history(), as_of=moments, counts=st.sampled_from(list(TakingPart)))
def test_the_same_moment_gives_the_same_answer_for_ever(
    person: PersonFacts, as_of: Any, counts: TakingPart
) -> None:
    """Whoever knew only what had happened by then says the same as who knows all."""
    contest = a_quota_contest(counts=counts)
    known = replace(
        person,
        **{
            name: tuple(each for each in getattr(person, name) if each.at <= as_of)
            for name in ("posts", "nominations", "exclusions", "disqualifications")
        },
        attempts=tuple(
            # What has since been handed in or run out was open then.
            each if each.at <= as_of else replace(each, state=State.OPEN, at=each.started_at)
            for each in person.attempts
            if each.started_at <= as_of
        ),
    )
    assert stand(known, contest, as_of) == stand(person, contest, as_of)


@given(person=any_history(), as_of=moments)
def test_who_counts_is_registered_took_part_and_is_not_ruled_out(
    person: PersonFacts, as_of: Any
) -> None:
    found = stand(person, real_contest(), as_of)
    may = not (found.excluded or found.disqualified)
    assert found.counted == (found.took_part_at is not None and may)
    assert found.took_part_at is None or found.took_part_at <= as_of
    assert not (found.flagged and found.counted)


def test_of_two_facts_of_one_instant_the_last_written_holds() -> None:
    first, second = moved("2023-11-01 08:00", OFFICIAL), moved("2023-11-01 08:00", LEADER)
    assert latest((first, second), LATER) is second
    assert latest((), LATER) is None
