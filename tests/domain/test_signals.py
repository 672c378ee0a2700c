"""Signals: what is worth a human's look, told with its evidence, and nothing else."""

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.attempt import State
from contest.domain.participation import Taken
from contest.domain.signals import Shared, Signal, SignalKind, Watch
from tests.domain.builders import at, handed_in, real_contest, table

NOON = at("2023-11-08 12:00")
END = at("2023-11-30 00:00")
MS = timedelta(milliseconds=1)
Seen = tuple[str, str | None, Sequence[Taken]]


def watched(*seen: Seen, as_of: datetime = END) -> tuple[Signal, ...]:
    watch = Watch(real_contest(), as_of)
    for code, agency, attempts in seen:
        watch.add(code, agency, attempts)
    return watch.found()


def sat(code: str, agency: str | None = None, after: int = 0, **changes: Any) -> Seen:
    """Somebody who handed in so many milliseconds after noon."""
    return code, agency, (handed_in(NOON + after * MS, **changes),)


def same(answers: str = "A,B,,D", paper: str = "de-1") -> dict[str, str]:
    return {"answers": answers, "paper": paper}


@table(
    "seen codes",
    ([sat("A", "x"), sat("B", "x", 400), sat("C", "x", 999)], "ABC", "one agency, one second"),
    ([sat("A", "x"), sat("B", "x", 400), sat("C", "x", 1000)], "", "the next second is another"),
    ([sat("A", "x"), sat("B", "x")], "", "two are too few"),
    ([sat("A", "x"), sat("B", "x"), sat("C", "y")], "", "several agencies: the rush does that"),
    ([sat("A"), sat("B"), sat("C")], "", "citizens share no agency"),
    ([sat("A", **same()), sat("B", **same()), sat("C", "x", **same())], "ABC", "same answers"),
    (
        [sat("A", **same()), sat("B", **same()), sat("C", **same(paper="de-2"))],
        "",
        "letters mean something else on another paper",
    ),
    ([sat(code, **same(answers=",,,")) for code in "ABC"], "", "blank sheets are all alike"),
    ([sat(code, "x", round_id="thi-thu") for code in "ABC"], "", "a rehearsal"),
    ([sat(code, "x", state=State.RAN_OUT) for code in "ABC"], "", "run out together, as begun"),
    (
        [sat("A", "x"), sat("B", "x"), sat("C", "x", round_id="vong-2")],
        "",
        "another round",
    ),
    (
        [("A", "x", (handed_in(NOON), handed_in(NOON, number=2))), sat("B", "x")],
        "",
        "one person's two attempts are no second person",
    ),
)
def test_handing_in_within_one_second(seen: list[Seen], codes: str) -> None:
    found = [each for each in watched(*seen) if each.kind is SignalKind.SAME_SECOND]
    assert [[code for code, *_ in each.people] for each in found] == ([[*codes]] if codes else [])


def test_a_second_shared_is_told_with_the_points_and_what_else_is_shared() -> None:
    (found,) = watched(sat("B", "x", 20, score=19), sat("A", "x", score=None), sat("C", "x", 7))
    assert (found.kind, found.round_id, found.at) == (SignalKind.SAME_SECOND, "vong-1", NOON)
    assert found.people == (("A", "x", None), ("B", "x", 19), ("C", "x", None))
    assert found.shared is Shared.AGENCY


def test_the_same_people_are_told_once_with_the_stronger_evidence() -> None:
    (found,) = watched(*(sat(code, "x", **same()) for code in "ABC"))
    assert found.shared is Shared.ANSWERS


def test_two_patterns_of_different_people_are_both_told() -> None:
    alike = [sat(code, "x", **same()) for code in "ABC"]
    found = watched(*alike, sat("D", "x", **same("B,B,B,B")))
    assert {each.shared for each in found} == {Shared.AGENCY, Shared.ANSWERS}


@table(
    "seconds told",
    (59.999, True, "20 questions in less than 60 seconds"),
    (60, False, "three seconds each may be enough"),
    (0, True, "at once"),
)
def test_handing_in_faster_than_one_can_read(seconds: float, told: bool) -> None:
    length = timedelta(seconds=seconds)
    found = watched(sat("A", "x", duration=length, started_at=NOON - length))
    assert bool(found) is told
    if found:
        assert found[0].kind is SignalKind.FAST
        assert (found[0].at, found[0].people) == (NOON, (("A", "x", seconds),))


def test_without_a_duration_the_moments_tell_it() -> None:
    quick = handed_in(NOON, duration=None, started_at=NOON - timedelta(seconds=8))
    (found,) = watched(("A", None, (quick,)))
    assert found.people == (("A", None, 8.0),)


def test_what_ran_out_is_never_fast() -> None:
    short = timedelta(seconds=5)
    assert not watched(sat("A", state=State.RAN_OUT, duration=short, started_at=NOON - short))


@table(
    "people device round_ids told",
    (5, "may-1", ["vong-1"], True, "five people on one device"),
    (4, "may-1", ["vong-1"], False, "four may share an office's computer"),
    (5, None, ["vong-1"], False, "no device known"),
    (5, "may-1", ["vong-1", "vong-2"], False, "in two rounds"),
    (5, "may-1", ["thi-thu"], False, "in a rehearsal"),
)
def test_one_device_of_many_people(
    people: int, device: str | None, round_ids: list[str], told: bool
) -> None:
    seen = [
        sat(f"P{n}", after=n * 5000, device=device, round_id=round_ids[n % len(round_ids)])
        for n in range(people)
    ]
    assert bool(watched(*seen)) is told


def test_a_shared_device_is_told_with_the_attempts_of_each_and_the_last_start() -> None:
    attempts = tuple(handed_in(NOON + n * 5000 * MS, number=n, device="may-1") for n in (1, 2))
    others = [sat(f"P{n}", "x", after=n * 1000, device="may-1") for n in range(4)]
    (found,) = watched(*others, ("A", None, attempts))
    assert found.kind is SignalKind.SHARED_DEVICE
    assert found.people[0] == ("A", None, 2)
    assert [value for *_, value in found.people[1:]] == [1] * 4
    assert found.at == attempts[-1].started_at


def test_nothing_is_seen_before_it_happened() -> None:
    seen = [sat(code, "x", device="may-1") for code in "ABCDE"]
    assert {each.kind for each in watched(*seen, as_of=NOON)} == {
        SignalKind.SAME_SECOND,
        SignalKind.SHARED_DEVICE,
    }
    before = watched(*seen, as_of=NOON - MS)
    assert {each.kind for each in before} == {SignalKind.SHARED_DEVICE}
    assert not watched(*seen, as_of=NOON - timedelta(hours=1))


def test_the_latest_comes_first() -> None:
    fast = {"duration": timedelta(seconds=5), "started_at": NOON - timedelta(seconds=5)}
    found = watched(sat("A", after=1000, **fast), sat("C", after=9000, **fast), sat("B", **fast))
    assert [each.people[0][0] for each in found] == ["C", "A", "B"]


@given(
    chance=st.randoms(use_true_random=False),
    rows=st.lists(
        st.tuples(
            st.sampled_from(["x", "y", None]),
            st.integers(0, 3000),
            st.sampled_from(["A,B", "B,B", ""]),
            st.sampled_from(["may-1", "may-2", None]),
        ),
        max_size=14,
    ),
)
def test_every_pattern_and_no_other_is_found_in_any_order(rows: Any, chance: Any) -> None:
    """Against comparing everybody with everybody."""
    people = [
        sat(f"P{n:02}", agency, after, answers=answers, paper="de-1", device=device)
        for n, (agency, after, answers, device) in enumerate(rows)
    ]
    expected = set()
    for second in range(4):
        here = [each for each in people if each[2][0].at - NOON < timedelta(seconds=second + 1)]
        here = [each for each in here if each[2][0].at - NOON >= timedelta(seconds=second)]
        for agency in ("x", "y"):
            expected.add(frozenset(code for code, mine, _ in here if mine == agency))
        for answers in ("A,B", "B,B"):
            expected.add(frozenset(code for code, _, (one,) in here if one.answers == answers))
    expected = {each for each in expected if len(each) >= 3}
    for device in ("may-1", "may-2"):
        users = frozenset(code for code, _, (one,) in people if one.device == device)
        expected |= {users} if len(users) >= 5 else set()
    chance.shuffle(people)
    assert {frozenset(code for code, *_ in each.people) for each in watched(*people)} == expected


def test_a_hundred_thousand_people_are_watched_in_little_memory() -> None:
    one = handed_in(NOON, answers="A,B,C,D", paper="de-1")
    tracemalloc.start()
    watch = Watch(real_contest(), END)
    base = tracemalloc.get_traced_memory()[0]
    for number in range(10_000):
        moment = NOON + timedelta(seconds=number)
        started = moment - timedelta(minutes=10)
        attempts = tuple(
            replace(one, at=moment, started_at=started, device=f"m-{number}", number=each)
            for each in (1, 2, 3)
        )
        watch.add(f"P{number}", "x", attempts)
    held = tracemalloc.get_traced_memory()[0] - base
    watch.found()
    peak = tracemalloc.get_traced_memory()[1] - base
    tracemalloc.stop()
    # Of a tenth of the people: 100 MB at the most for all of them, while they are looked through.
    assert held < 5_000_000
    assert peak < 10_000_000
