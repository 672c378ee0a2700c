"""Amendments: nothing of a contest that has begun changes without one that tells it truly."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.amendment import contradictions, has_opened, unexplained, withdrawn
from contest.domain.parameters import (
    NoSuchRuleError,
    NoSuchValueError,
    is_list_of_things,
    read,
    values,
    written,
)
from contest.domain.rules import Contest
from tests.domain.builders import at, real_contest, table

DURATION = "rounds.vong-1.duration_minutes"
PAPERS = "rounds.vong-2.papers"
THREE = ["thi-thu", "vong-1", "vong-2"]
TWO = THREE[:2]


def with_rules(changes: dict[str, Any], *amendments: Any) -> Contest:
    """The contest of 2023 with parameters otherwise, and told so."""
    data = real_contest().model_dump(mode="json")
    for place, value in changes.items():
        put(data, place, value)
    return Contest.model_validate(data | {"amendments": amendments})


def put(data: dict[str, Any], place: str, value: Any) -> None:
    """Write a value into rules as data, found on a way of the test's own."""
    *way, last = place.split(".")
    here: Any = data
    for step in way:
        here = named(here, step) if isinstance(here, list) else here[step]
    if last in ("rounds", "quotas", "rankings") and isinstance(here[last], list):
        here[last] = [named(here[last], name) for name in value]
    else:
        here[last] = value


def named(things: list[Any], name: str) -> Any:
    return next(
        each
        for each in things
        if each.get("id", f"{each.get('level')}-{each.get('group')}") == name
    )


def told(*changes: tuple[Any, ...], on: str = "2023-11-08") -> dict[str, Any]:
    """An amendment of (what, before, after)."""
    lines = [dict(zip(("what", "before", "after", "told"), each, strict=False)) for each in changes]
    return {"on": on, "reason": "Vì thế", "changes": lines}


# ------------------------------------------------------------------------------- parameters


@table(
    "place value",
    (DURATION, 20, "a number"),
    ("rounds.vong-1.closes_at", "2023-11-17T17:00+07:00", "a moment"),
    ("rounds", THREE, "a list of things is their ids"),
    ("awards.collective.tap-the-tinh.ranked_by", ["participation_rate"], "a list of values"),
    (
        "awards.collective.tap-the-tinh.prizes",
        [{"name": "Giải tập thể", "count": 1}],
        "a list of nameless things",
    ),
    ("awards.lot", None, "nothing"),
    ("quotas.province-official.percent", 30, "a quota, by level and group"),
    ("entry.sign_in.tries", 10, "a part of a part"),
    ("privacy.winners", "initials", "a value of a few"),
)
def test_a_parameter_is_found_by_its_place_and_written_as_it_was(place: str, value: Any) -> None:
    found = values(real_contest())[place]
    assert written(place, found) == value
    assert read(place, value) == found


@table(
    "place",
    ("rounds.vong-1", "a thing as a whole"),
    ("rounds.vong-1.minutes", "a name nobody knows"),
    ("rounds.vong-1.attempts", "a part as a whole"),
    ("rounds.vong-1.duration_minutes.much", "beyond a value"),
    ("amendments", "what tells of changes"),
    ("rounds.vong-1.id", "what a thing is found by"),
    ("awards.lot.source", "within what is there as a whole or not at all"),
)
def test_what_is_no_parameter_is_told_apart(place: str) -> None:
    try:
        read(place, 1)
    except NoSuchRuleError:
        return
    raise AssertionError(place)


def test_a_value_that_no_rule_could_have_is_told_apart() -> None:
    for place, value in ((DURATION, -1), ("rounds.vong-1.closes_at", "soon"), ("rounds", 3)):
        try:
            read(place, value)
        except NoSuchValueError:
            continue
        raise AssertionError(place)


def test_moments_are_the_same_in_any_zone() -> None:
    place = "rounds.vong-1.closes_at"
    assert read(place, "2023-11-17T10:00Z") == values(real_contest())[place]


# ------------------------------------------------------------------------------- publishing


@table(
    "coming unsaid",
    (with_rules({}), [], "the same again"),
    (with_rules({DURATION: 30}), [DURATION], "a duration changed unsaid"),
    (with_rules({DURATION: 30}, told((DURATION, 20, 30))), [], "a duration, told"),
    (with_rules({DURATION: 30}, told((DURATION, 25, 30))), [DURATION], "it never was 25"),
    (with_rules({DURATION: 30}, told((DURATION, 20, 40))), [DURATION], "it isn't 40"),
    (with_rules({DURATION: 30}, told((DURATION, 20, 40), (DURATION, 40, 30))), [], "in two steps"),
    (with_rules({"rounds.vong-2.papers": 80}), ["rounds.vong-2.papers"], "papers count, too"),
    (
        with_rules({"rounds.vong-2.grace_seconds": 0}),
        ["rounds.vong-2.grace_seconds"],
        "so does slack",
    ),
    (with_rules({"rounds.vong-1.title": "Tuần 1"}), ["rounds.vong-1.title"], "mere words are told"),
    (
        with_rules({"privacy.consent": ["Tôi đồng ý."]}),
        ["privacy.consent"],
        "what people agreed to",
    ),
    (
        with_rules({"quotas.commune-leader.percent": 60}),
        ["quotas.commune-leader.percent"],
        "a floor",
    ),
    (with_rules({"rounds": TWO}), ["rounds"], "a round that went, and all of it with one word"),
    (
        with_rules({"rounds": TWO}, told(("rounds", THREE, TWO, "Bỏ"))),
        [],
        "a round that went, told",
    ),
    (with_rules({"rounds": [*TWO[::-1], "vong-2"]}), ["rounds"], "another order"),
    (with_rules({"signals.people_per_device": 9}), [], "what only the secretariat looks at"),
    (with_rules({"contest.organizer": "Khác"}), [], "who holds it is no rule"),
)
def test_what_contestants_rely_on_changes_only_as_told(coming: Contest, unsaid: list[str]) -> None:
    assert [each.what for each in unexplained(real_contest(), coming)] == unsaid


def test_what_is_unsaid_is_said_as_an_amendment_would_have_to() -> None:
    coming = with_rules({DURATION: 40}, told((DURATION, 20, 30)))
    (found,) = unexplained(real_contest(), coming)
    assert (found.before, found.after) == (30, 40)


def test_a_round_that_came_is_told_by_its_list_and_rules_as_a_whole_from_then_on() -> None:
    """Added mid-contest; a later change of it is one like any other."""
    before, added = with_rules({"rounds": TWO}), told(("rounds", TWO, THREE, "Thêm"))
    assert [each.what for each in unexplained(before, with_rules({}))] == ["rounds"]
    assert unexplained(before, with_rules({}, added)) == []
    place = "rounds.vong-2.duration_minutes"
    running = with_rules({}, added)
    assert [each.what for each in unexplained(running, with_rules({place: 30}, added))] == [place]
    later = told((place, 20, 30))
    assert unexplained(running, with_rules({place: 30}, added, later)) == []
    assert unexplained(before, with_rules({place: 30}, added, later)) == []


def test_what_was_told_once_explains_nothing_later() -> None:
    """20, 30 and back to 20: going to 30 again is another change."""
    there, back = told((DURATION, 20, 30)), told((DURATION, 30, 20))
    running = with_rules({}, there, back)
    coming = with_rules({DURATION: 30}, there, back)
    assert [each.what for each in unexplained(running, coming)] == [DURATION]


def test_what_has_been_told_stays_told() -> None:
    """A change can't be made never to have been; a line may be added beside it, or reworded."""
    first = (DURATION, 15, 20)
    running = with_rules({}, told(first))
    assert [each.change.what for each in withdrawn(running, with_rules({}))] == [DURATION]
    reworded = told((*first, "Thêm 5 phút")) | {"reason": "Vì mạng chậm"}
    assert withdrawn(running, with_rules({}, reworded)) == []
    assert withdrawn(running, with_rules({}, told(first, on="2023-11-09")))


@table(
    "moment begun",
    ("2023-11-01 09:00", False, "only the rehearsal is open"),
    ("2023-11-07 07:59", False, "a minute before"),
    ("2023-11-07 08:00", True, "on the minute"),
    ("2023-12-24 08:00", True, "long over"),
)
def test_a_contest_has_begun_with_its_first_official_round(moment: str, begun: bool) -> None:
    assert has_opened(real_contest(), at(moment)) is begun


# ------------------------------------------------------------------------- contradictions


@table(
    "contest found",
    (with_rules({}, told((DURATION, 15, 20))), [], "leads to what is in force"),
    (with_rules({}, told((DURATION, 20, 30))), [(0, 0, 20, None)], "leads elsewhere"),
    (
        with_rules({}, told((DURATION, 10, 15)), told((DURATION, 15, 20))),
        [],
        "a chain",
    ),
    (
        with_rules({}, told((DURATION, 10, 12)), told((DURATION, 15, 20))),
        [(0, 0, 15, 1)],
        "a chain with a gap",
    ),
    (with_rules({}, told(("rounds", TWO, THREE))), [], "a round that came"),
    (
        with_rules({}, told((PAPERS, 50, 60)), told(("rounds", TWO, THREE))),
        [(0, 0, None, None)],
        "of a round that had not come yet",
    ),
    (
        with_rules({}, told(("rounds", TWO, THREE)), told((PAPERS, 50, 60))),
        [],
        "of a round that had come",
    ),
    (
        with_rules({"rounds": TWO}, told((PAPERS, 50, 80)), told(("rounds", THREE, TWO))),
        [],
        "of a round that went later: only it knows",
    ),
    (
        with_rules(
            {"rounds": TWO}, told((PAPERS, 50, 80), (PAPERS, 70, 90)), told(("rounds", THREE, TWO))
        ),
        [(0, 0, 70, 0)],
        "of a round that went later, and even so a gap",
    ),
    (
        with_rules({"rounds": TWO}, told(("rounds", THREE, TWO)), told((PAPERS, 50, 60))),
        [(1, 0, None, None)],
        "of a round that was gone",
    ),
)
def test_amendments_lead_to_the_rules_in_force(contest: Contest, found: list[Any]) -> None:
    seen = contradictions(contest)
    assert [(each.amendment, each.change, each.value, each.later) for each in seen] == found
    assert all(each.lost == (each.value is None) for each in seen)


# ------------------------------------------------------------------------------- properties

CHOICES: dict[str, list[Any]] = {
    DURATION: [15, 20, 30, 45],
    "rounds.vong-2.closes_at": [
        "2023-11-29T22:00+07:00",
        "2023-12-01T22:00+07:00",
        "2023-12-03T10:00Z",
    ],
    "rounds.vong-2.question_seconds": [None, 30, 45],
    "rounds.vong-1.attempts.counted": ["best", "last", "first"],
    "rounds": [THREE, TWO, ["vong-1", "thi-thu"]],
    "awards.one_prize_per_person": [True, False],
    "awards.rankings.ca-nhan.tie_break": [["correct"], ["score", "duration"], ["duration"]],
    "awards.rankings.ca-nhan.prizes": [[{"name": "Giải Nhất", "count": n}] for n in (1, 2, 3)],
    "quotas.province-official.percent": [30, 25, 40],
    "privacy.consent": [["Tôi đồng ý."], ["Tôi không đồng ý."]],
    "exclusions.who": [[], ["Giám khảo"]],
}
moves = st.lists(
    st.sampled_from(sorted(CHOICES)).flatmap(
        lambda place: st.tuples(st.just(place), st.sampled_from(CHOICES[place]))
    ),
    max_size=12,
)


def walked(steps: list[tuple[str, Any]]) -> tuple[dict[str, Any], list[tuple[str, Any, Any]]]:
    """The rules after steps, and each step that changed anything as (what, before, after)."""
    now = {place: written(place, values(real_contest())[place]) for place in CHOICES}
    done = []
    for place, value in steps:
        gone = place.startswith("rounds.vong-2") and "vong-2" not in now["rounds"]
        back = place == "rounds" and set(value) - set(now["rounds"])
        if not gone and not back and read(place, now[place]) != read(place, value):
            done.append((place, now[place], value))
            now[place] = value
    return now, done


def contest_after(now: dict[str, Any], told_of: list[tuple[str, Any, Any]]) -> Contest:
    changes = {place: value for place, value in now.items() if place != "rounds"}
    return with_rules(changes | {"rounds": now["rounds"]}, *(told(each) for each in told_of))


@given(moves)
def test_what_happened_is_explained_by_telling_it_all(steps: list[tuple[str, Any]]) -> None:
    now, done = walked(steps)
    coming = contest_after(now, done)
    assert unexplained(real_contest(), coming) == []
    assert contradictions(coming) == []
    assert unexplained(coming, coming) == [] == withdrawn(coming, coming)


@given(moves, st.randoms(use_true_random=False))
def test_what_is_left_out_and_nothing_else_is_unexplained(
    steps: list[tuple[str, Any]], chance: Any
) -> None:
    """Of places that were changed and not told, exactly those that ended up different."""
    now, done = walked(steps)
    silent = {place for place in CHOICES if chance.random() < 0.5}
    coming = contest_after(now, [each for each in done if each[0] not in silent])
    was, will = values(real_contest()), values(coming)
    differ = {place for place in silent if place in will and was[place] != will[place]}
    assert {each.what for each in unexplained(real_contest(), coming)} == differ


@given(moves)
def test_saying_what_was_asked_for_is_enough(steps: list[tuple[str, Any]]) -> None:
    """The lines that a refusal prints, taken over as they are."""
    now, _ = walked(steps)
    asked = unexplained(real_contest(), contest_after(now, []))
    lines = [(each.what, each.before, each.after) for each in asked]
    coming = contest_after(now, lines)
    assert unexplained(real_contest(), coming) == []
    assert contradictions(coming) == []


def test_lists_of_things_are_told_from_lists() -> None:
    assert is_list_of_things("awards.rankings")
    assert not is_list_of_things("awards.rankings.ca-nhan.tie_break")
