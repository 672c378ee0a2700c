"""The walk for a result: quick ways to read most people must find what the long way finds."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from contest.domain.figures import Province
from contest.domain.participation import Post
from contest.domain.phase import milliseconds
from contest.domain.quota import Recount, in_force
from contest.domain.rules import TakingPart
from contest.domain.sheets import Contender
from contest.store import headcounts
from contest.store.entrants import entrants
from contest.store.facts import TornWalkError, read_person
from contest.store.histories import Signed, exclusion_text, listed_line
from contest.store.table import Table
from functions._recount import entries_by_now
from functions._results_walk import ResultsWalk
from tests.functions.test_recount import dossiers, key_of_person, took_part, write
from tests.world import World, blank

BY = Signed("thu-ky", "kiểm tra")
OFFICIAL = ("vong-1", "vong-2")


def people(world: World) -> None:
    """Somebody of every kind that the walk tells apart, in round 1 and in round 2, which runs."""
    for number in range(3):
        took_part(world, group=("official", "leader", "official")[number])
    took_part(world, agency=None, group="citizen", commune=None)
    ran_out = world.start(world.register())
    world.save(ran_out, world.right_answers(ran_out))
    world.start(world.register())  # and saves nothing
    world.register()  # and never comes
    now = world.clock.now
    out, excluded, moved = (took_part(world) for _ in range(3))
    write(world, dossiers(world).disqualify(key_of_person(world, out), now, BY))
    line = listed_line(now, "import", exclusion_text(stands=True, post=None, reason="x"))
    listed = dossiers(world).list_person(
        key_of_person(world, excluded), "PERSON#EXCLUSION", line, {}, 0
    )
    write(world, listed)
    post = Post("so-tu-phap", "leader")
    write(world, dossiers(world).move(key_of_person(world, moved), now, post, BY))
    world.clock.now += timedelta(hours=1)
    world.clerk({}, None)
    world.clock.now = world.contest.rounds[2].opens_at + timedelta(hours=1)
    late = world.register()
    attempt = world.start(late, "vong-2")
    world.save(attempt, blank(attempt))
    both = world.register()
    second = world.start(both, "vong-2")
    world.submit(second, blank(second))


def recounted(world: World, as_of: datetime) -> Province:
    """The long way: everybody's facts."""
    recount = _recount(world, as_of)
    publication = world.outside.publication
    graces = {each.id: each.grace for each in publication.contest().rounds}
    for contestant, items in entrants(world.table, 3):
        entries = entries_by_now(publication, items)
        recount.add(read_person(contestant, items, entries, graces))
    return recount.figures()


def walked(world: World, as_of: datetime) -> tuple[Province, list[Contender], ResultsWalk]:
    """The quick way, for a result of round 1."""
    recount = _recount(world, as_of)
    contest = world.outside.publication.contest()
    walk = ResultsWalk(world.outside, contest, OFFICIAL[:1], recount, as_of, lambda *each: each[2])
    found = list(walk.contenders(lambda _: None))
    return recount.figures(), found, walk


def _recount(world: World, as_of: datetime) -> Recount:
    agencies = world.built.sources.agencies
    version = in_force(headcounts.versions(world.table), as_of)
    return Recount(world.outside.publication.contest(), agencies, version, as_of)


@pytest.mark.parametrize("counts", list(TakingPart))
@pytest.mark.parametrize("attempts", [1, 2])
def test_figures_are_those_of_the_long_way(
    world_with: Callable[..., World], counts: TakingPart, attempts: int
) -> None:
    """Whatever counts as taking part; as of now, and of moments that many things came after."""
    world = world_with()
    update = {"counts": counts, "attempts": attempts}
    rules = world.contest.participation.model_copy(update=update)
    world.contest = world.contest.model_copy(update={"participation": rules})
    world.publish()
    began = world.clock.now
    people(world)
    for as_of in (world.clock.now, began + timedelta(minutes=30), began, began - timedelta(days=1)):
        assert walked(world, as_of)[0] == recounted(world, as_of)


def test_contenders_are_everybody_with_an_entry_of_the_rounds_told(world: World) -> None:
    """Who is out says why; rounds that still run are not looked at."""
    people(world)
    _, found, walk = walked(world, world.clock.now)
    assert sorted(each.out or "" for each in found) == [""] * 7 + ["disqualified", "excluded"]
    assert {round_id for each in found for round_id in each.entries} == {"vong-1"}
    ended = sorted(sheet.ended for each in found for sheet in each.entries["vong-1"].sheets)
    assert ended == ["l", "r", *"s" * 7]
    assert (walk.found.inside, walk.found.pending, walk.found.unread) == (0, 0, 0)
    moved = next(each for each in found if each.agency == "so-noi-vu" and each.group == "official")
    assert moved.registered_ms is not None
    assert moved.registered_ms <= milliseconds(world.clock.now)


def test_the_same_whenever_the_clerk_settles(world: World) -> None:
    """What ran out is settled on the way: the second walk finds what the first one found."""
    attempt = world.start(world.register())
    world.save(attempt, world.right_answers(attempt))
    world.clock.now = world.contest.rounds[1].closes_at + timedelta(hours=1)
    first = walked(world, world.clock.now)
    assert first[:2] == walked(world, world.clock.now)[:2]
    (contender,) = first[1]
    assert [each.ended for each in contender.entries["vong-1"].sheets] == ["r"]


def test_an_item_that_cannot_be_read_is_counted(world: World) -> None:
    """No result leaves somebody out in silence."""
    took_part(world)
    odd = {"pk": {"S": "C#odd"}, "sk": {"S": "ENTRY#vong-1"}, "n": {"N": "1"}, "g": {"S": "odd"}}
    world.client.put_item(TableName=world.table.name, Item=odd)
    assert walked(world, world.clock.now)[2].found.unread == 1


def test_several_walkers_find_what_one_finds(world: World) -> None:
    """Everybody once, each with all items."""
    people(world)
    several = Table(world.client, world.table.name, 4)
    assert dict(entrants(several, 3)) == dict(entrants(world.table, 3))
    assert len(list(entrants(several, 3))) == len(dict(entrants(world.table, 3)))


def test_what_goes_wrong_with_one_walker_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And who needs no more people leaves no walker behind."""
    people(world)
    several = Table(world.client, world.table.name, 4)
    walk = entrants(several, 3)
    next(walk)
    walk.close()  # type: ignore[attr-defined]

    def torn(*_: Any) -> Iterator[Any]:
        yield from ({"pk": {"S": f"C#{each}"}, "sk": {"S": "x"}} for each in "aba")

    monkeypatch.setattr("contest.store.entrants._items", torn)
    with pytest.raises(TornWalkError):
        list(entrants(several, 3))
