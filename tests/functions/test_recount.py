"""The recount: told anew from the entries, the same for ever; nobody reads names in the table."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from contest.domain.directory import Query
from contest.domain.participation import Post
from contest.domain.privacy import personal_key
from contest.domain.rules import TakingPart
from contest.store import facts, headcounts
from contest.store.documents import get_document
from contest.store.dossiers import Dossiers
from contest.store.facts import TornWalkError, people
from contest.store.figures import NOW, Figures, KeptDirectory, NotCountedError
from contest.store.histories import Signed, listed_line, roster_text
from functions._recount import recount
from tests.world import Answer, World, blank

BY = Signed("thu-ky", "kiểm tra")


def key_of(world: World) -> bytes:
    (secret,) = world.built.secrets.get("profile-key")
    return personal_key(secret)


def dossiers(world: World) -> Dossiers:
    return Dossiers(world.table, key_of(world))


def directory(world: World) -> Any:
    return KeptDirectory(world.table, key_of(world)).get()


def write(world: World, made: Any) -> None:
    """Do what the audit trail would do."""
    world.client.update_item(**made.get("Update", made))


def took_part(world: World, **form: Any) -> Answer:
    """Somebody who registers and hands in at once."""
    person = world.register(**form)
    attempt = world.start(person)
    assert world.submit(attempt, world.right_answers(attempt)).status == 201
    return person


def key_of_person(world: World, person: Answer) -> str:
    found = dossiers(world).key_of(person.body["candidate_code"])
    assert found is not None
    return found


def counted(world: World, as_of: datetime) -> Any:
    """The figures of a past moment, counted again."""
    recount(world.outside, as_of)
    figures = Figures(world.table)
    return figures.get("QUOTAS", as_of), figures.get("AGENCIES", as_of)


def participants(world: World, agency: str = "so-noi-vu") -> int:
    world.clock.now += timedelta(minutes=1)
    world.clerk({}, None)
    rows = Figures(world.table).get("QUOTAS")["agencies"]
    found: int = next(each["participants"] for each in rows if each["id"] == agency)
    return found


# ---- the same for ever ----------------------------------------------------------------------


def test_a_past_moment_is_told_the_same_after_everything_has_changed(world: World) -> None:
    """Disqualified, moved to another agency, excluded, more people, other headcounts: later."""
    first, second = took_part(world), took_part(world, group="leader")
    took_part(world, agency="so-tu-phap")
    world.clock.now += timedelta(minutes=5)
    as_of = world.clock.now - timedelta(minutes=1)
    before = counted(world, as_of)
    assert next(each["participants"] for each in before[0]["levels"]) == 3

    key, now = key_of_person(world, first), world.clock.now
    write(world, dossiers(world).disqualify(key, now, BY))
    write(world, dossiers(world).move(key, now, Post("so-tu-phap", "leader"), BY))
    line = listed_line(now, "import", f"+|so-noi-vu|leader|{BY.reason}")
    other = key_of_person(world, second)
    write(world, dossiers(world).list_person(other, "PERSON#EXCLUSION", line, {}, 0))
    headcounts.write(world.table, now, "bien-che.xlsx", {"so-noi-vu": {"leader": 99}})
    took_part(world)

    assert counted(world, as_of) == before
    assert participants(world) == 1


def test_an_attempt_that_ran_out_counts_the_same_before_and_after_the_clerk(
    world_with: Callable[..., World],
) -> None:
    """It takes effect when its slack is over, whoever comes by when."""
    world = world_with()
    rules = world.contest.participation.model_copy(update={"counts": TakingPart.GRADED})
    world.contest = world.contest.model_copy(update={"participation": rules})
    world.publish()
    attempt = world.start(world.register())
    world.save(attempt, blank(attempt))
    over = world.clock.now + timedelta(minutes=20, seconds=30)
    world.clock.now = over + timedelta(minutes=5)
    moments = (over - timedelta(milliseconds=1), over, over + timedelta(minutes=1))
    before = [counted(world, each) for each in moments]
    assert world.clerk({}, None)["settled"] == 1
    assert [counted(world, each) for each in moments] == before
    sums = [each[0]["levels"][0]["participants"] for each in before]
    assert sums == [0, 1, 1]


def test_the_newest_figures_stay_when_the_past_is_asked_for(world: World) -> None:
    world.clerk({}, None)
    took_part(world)
    world.clock.now += timedelta(minutes=2)
    before = Figures(world.table).get("QUOTAS")
    recount(world.outside, world.clock.now - timedelta(minutes=1))
    assert Figures(world.table).get("QUOTAS") == before


def test_a_moment_that_has_not_come_is_not_counted(world: World) -> None:
    with pytest.raises(ValueError, match="not come"):
        recount(world.outside, world.clock.now + timedelta(seconds=1))


def test_a_moment_just_past_waits_for_what_is_on_its_way(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr("functions._recount.time.sleep", slept.append)
    recount(world.outside, world.clock.now - timedelta(seconds=5))
    assert slept == [10]


def test_figures_are_told_of_a_moment_ago(world: World) -> None:
    """What is handed in within the last fifteen seconds may have company still on its way."""
    took_part(world)
    world.clerk({}, None)
    assert Figures(world.table).get("OVERVIEW")["totals"]["took_part"] == 0
    assert participants(world) == 1


def test_nothing_is_told_before_the_first_count(world: World) -> None:
    with pytest.raises(NotCountedError):
        Figures(world.table).get("QUOTAS")
    with pytest.raises(NotCountedError):
        Figures(world.table).get("QUOTAS", world.clock.now)
    with pytest.raises(NotCountedError):
        directory(world)


# ---- the walk -------------------------------------------------------------------------------


def test_the_walk_reads_what_botocore_would_read(world: World) -> None:
    """Sealed data included; everybody once, each with all items."""
    for _ in range(3):
        took_part(world)
    plain = {
        (item["pk"]["S"], item["sk"]["S"]): item
        for item in world.client.scan(TableName=world.table.name)["Items"]
        if item["pk"]["S"].startswith("C#")
    }
    walked = dict(people(world.table, 3))
    assert len(walked) == 3
    found = {(f"C#{key}", sk): each for key, items in walked.items() for sk, each in items.items()}
    assert found.keys() == plain.keys()
    assert all(each.items() <= plain[place].items() for place, each in found.items())
    sealed = [each["sealed"]["B"] for each in found.values() if "sealed" in each]
    assert all(isinstance(each, bytes) for each in sealed)
    assert len(sealed) == 3


def test_after_the_walk_botocore_reads_as_ever(world: World) -> None:
    """An odd way of reading must not leak into what others do with the client."""
    took_part(world)
    list(people(world.table, 3))
    (profile,) = [
        item
        for item in world.client.scan(TableName=world.table.name)["Items"]
        if item["sk"]["S"] == "PERSON#PROFILE"
    ]
    assert isinstance(profile["sealed"]["B"], bytes)


def test_people_larger_than_a_page_are_walked_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page ends where it ends, in the middle of a person too."""
    for _ in range(5):
        took_part(world)
    whole = dict(people(world.table, 3))
    with _small_pages(world):
        assert dict(people(world.table, 3)) == whole


@contextmanager
def _small_pages(world: World) -> Iterator[None]:
    def narrow(params: dict[str, Any], **_: Any) -> None:
        params["Limit"] = 3

    events = world.client.meta.events
    events.register("before-parameter-build.dynamodb.Scan", narrow)
    try:
        yield
    finally:
        events.unregister("before-parameter-build.dynamodb.Scan", narrow)


def test_nobody_is_counted_twice_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a table ever hand out a person in two pieces: no figures rather than wrong ones."""
    items = [{"pk": {"S": f"C#{key}"}, "sk": {"S": str(n)}} for n, key in enumerate("aba")]
    monkeypatch.setattr(facts, "_scan", lambda *_, **__: iter(items))
    table: Any = None
    with pytest.raises(TornWalkError):
        list(people(table, 3))


# ---- what is kept ---------------------------------------------------------------------------


def written(world: World, doing: Callable[[], Any]) -> set[str]:
    """Sort keys of what is put meanwhile."""
    seen: set[str] = set()

    def note(params: dict[str, Any], **_: Any) -> None:
        body = json.loads(params["body"])
        seen.add(body["Item"]["sk"]["S"] if "Item" in body else "PART")

    events = world.client.meta.events
    names = [f"before-call.dynamodb.{name}" for name in ("PutItem", "BatchWriteItem")]
    for name in names:
        events.register(name, note)
    try:
        doing()
    finally:
        for name in names:
            events.unregister(name, note)
    return seen


def test_what_has_not_changed_is_not_written_again(world: World) -> None:
    took_part(world)
    world.clock.now += timedelta(minutes=1)
    everything = {"OVERVIEW", "QUOTAS", "AGENCIES", "SIGNALS", "PUBLIC", "WAITING"}
    committed = {"00001", "00002", "DOC", "LOG"}
    assert written(world, lambda: world.clerk({}, None)) == everything | committed | {
        "STATE",
        "DIRECTORY",
        "PART",
    }
    world.clock.now += timedelta(minutes=1)
    assert written(world, lambda: world.clerk({}, None)) == {"STATE"}
    assert Figures(world.table).as_of() == world.clock.now - timedelta(seconds=15)


def test_the_directory_is_written_again_before_the_table_forgets_it(world: World) -> None:
    took_part(world)
    world.clock.now += timedelta(minutes=1)
    world.clerk({}, None)
    world.clock.now += timedelta(hours=4)
    assert "PART" in written(world, lambda: world.clerk({}, None))


def test_people_are_found_by_name_and_nobody_reads_a_name_in_the_table(world: World) -> None:
    took_part(world, full_name="Đặng Thị Thử Nghiệm")
    world.clock.now += timedelta(minutes=1)
    world.clerk({}, None)
    (found,) = directory(world).rows(Query(text="dang thi"))
    assert (found.name, found.agency, found.state) == (
        "Đặng Thị Thử Nghiệm",
        "so-noi-vu",
        "took_part",
    )
    assert found.rounds["vong-1"] == ("submitted", 1, 20, 20)
    raw = str(world.client.scan(TableName=world.table.name)["Items"])
    assert "Nghiệm" not in raw
    assert "dang thi" not in raw


def test_a_reader_keeps_the_directory_until_there_is_another(world: World) -> None:
    took_part(world)
    world.clock.now += timedelta(minutes=1)
    world.clerk({}, None)
    reader = KeptDirectory(world.table, key_of(world))
    first = reader.get()
    assert reader.get() is first
    took_part(world)
    world.clock.now += timedelta(minutes=1)
    world.clerk({}, None)
    assert len(reader.get()) == 2


def test_whoever_is_nominated_and_has_not_come_is_listed(world: World) -> None:
    line = listed_line(world.clock.now, "import", roster_text(Post("so-noi-vu", "leader")))
    personal = {"full_name": "Trần Thử", "position": "Giám đốc"}
    write(world, dossiers(world).list_person("nominee", "PERSON#ROSTER", line, personal, 0))
    world.clock.now += timedelta(minutes=1)
    world.clerk({}, None)
    (row,) = directory(world).nominees("so-noi-vu")
    assert (row.name, row.position, row.state) == ("Trần Thử", "Giám đốc", "not_registered")


def test_names_are_gone_when_the_rules_say_so_and_figures_stay(world: World) -> None:
    """So many days after the last round; entries, quotas and results stay whole."""
    took_part(world, full_name="Nguyễn Thử Nghiệm")
    assert participants(world) == 1
    assert directory(world).page(Query(text="nghiem")).total == 1
    world.clock.now += timedelta(days=365)
    world.clerk({}, None)
    assert directory(world).page(Query(text="nghiem")).total == 0
    assert len(directory(world)) == 1
    assert participants(world) == 1
    items = world.client.scan(TableName=world.table.name)["Items"]
    assert not any("sealed" in each for each in items)


def test_documents_of_the_public_hold_no_key_and_no_code(world: World) -> None:
    """Two places where the public looks: the file, and the document it is made from."""
    person = took_part(world)
    world.clock.now += timedelta(minutes=1)
    world.clerk({}, None)
    text = (world.live / "participation.json").read_text() + str(
        get_document(world.table, NOW, "PUBLIC")
    )
    assert person.body["candidate_code"] not in text
    assert key_of_person(world, person) not in text
