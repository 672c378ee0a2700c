"""Nobody changes a published record unnoticed: with no key, with another's, or with the right one.

Each way to tamper (`tests.tamperings`) is tried on several records; what is told must name what was
touched. The last tests are of somebody who holds the right key and works everything out anew.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from contest.domain.sheets import EntrySheets
from contest.domain.verify.findings import FAULT, SKIPPED
from tests.forger import Forger, checked, told
from tests.held import Person
from tests.records import Made, a_record, publish
from tests.tamperings import KEYED, RAW, NotHereError, Tampering

TIMES = 7
"""So many records for each way to tamper; over 600 tamperings in all."""
RECORDS = range(40)
HONEST = 100


@cache
def a_small_record(seed: int) -> Made:
    return a_record(None, seed, people=14 + seed % 9, results=1 + seed % 3, rounds=1 + seed % 2)


def tampered(way: Tampering) -> Iterator[tuple[Forger, str]]:
    """Records that it has been done to, and what must be told."""
    for seed in RECORDS:
        forger = Forger(a_small_record(seed).files)
        try:
            yield forger, way(forger, random.Random(f"{way.__name__} {seed}"))
        except NotHereError:
            continue


def is_told(forger: Forger, expected: str) -> None:
    report = checked(forger.files)
    assert not report.ok, f"not caught\n{told(report)}"
    assert any(expected in str(each) for each in report.faults), f"{expected}\n{told(report)}"


@pytest.mark.parametrize("way", RAW, ids=lambda way: way.__name__)
def test_whoever_has_the_files_alone_cannot_change_them(way: Tampering) -> None:
    done = 0
    for forger, expected in tampered(way):
        is_told(forger, expected)
        done += 1
        if done == TIMES:
            return
    assert done == TIMES


@pytest.mark.parametrize("way", KEYED, ids=lambda way: way.__name__)
def test_whoever_holds_the_key_cannot_make_a_lie_fit(way: Tampering) -> None:
    done = 0
    for forger, expected in tampered(way):
        forger.refit()
        is_told(forger, expected)
        done += 1
        if done == TIMES:
            return
    assert done == TIMES


def test_enough_is_tried() -> None:
    assert TIMES * len(RAW + KEYED) >= 500


@pytest.mark.parametrize("decade", range(HONEST // 10))
def test_an_honest_record_passes(decade: int) -> None:
    for seed in range(1000 + 10 * decade, 1010 + 10 * decade):
        made = a_record(None, seed, people=10 + seed % 30, results=1 + seed % 3)
        report = checked(made.files, made.all_receipts)
        assert report.ok, told(report)
        assert not {each.mark for each in report.lines} & {FAULT, SKIPPED}, told(report)


@pytest.mark.parametrize("seed", range(12))
def test_an_honest_record_in_many_shards_passes_and_swapped_shards_do_not(seed: int) -> None:
    made = a_small_record(seed)
    forger = Forger(made.files)
    forger.reshard(1 + seed % 2)
    report = checked(forger.files, made.all_receipts)
    assert report.ok, told(report)
    shards = forger.paths("bai-lam/") if seed % 2 else forger.paths("1/xep-hang/ca-nhan/")
    one, other = random.Random(seed).sample(shards, 2)
    forger.files[one], forger.files[other] = forger.files[other], forger.files[one]
    forger.refit()
    assert not checked(forger.files).ok


@pytest.mark.parametrize("seed", range(12))
def test_a_shard_left_out_of_everything_is_missed(seed: int) -> None:
    forger = Forger(a_small_record(seed).files)
    forger.reshard(1)
    del forger.files[random.Random(seed).choice(forger.paths("bai-lam/", "1/xep-hang/ca-nhan/"))]
    forger.refit()
    assert not checked(forger.files).ok


def with_receipts(made: Made) -> Person:
    """Somebody who holds a receipt for the first attempt of a round."""
    return next(
        each
        for each in made.held.people
        if made.receipts.get(each.code) and any(entry.sheets for entry in each.entries.values())
    )


def lied(made: Made, whose: str, how: str, seed: int) -> Made:
    """The same contest worked out anew from start to end by whoever holds all keys."""
    people = [_lie(each, how) if each.code == whose else each for each in made.held.people]
    return publish(replace(made.held, people=tuple(each for each in people if each)), None, seed)


def _lie(person: Person, how: str) -> Person | None:
    if how == "person":
        return None
    entries = {round_id: _other(entry, how) for round_id, entry in person.entries.items()}
    return replace(person, entries={name: entry for name, entry in entries.items() if entry})


def _other(entry: EntrySheets, how: str) -> EntrySheets | None:
    """The entry with all its graded attempts otherwise."""
    if how == "entry":
        return None
    changes = {"duration": lambda it: {"duration_ms": it.duration_ms + 1},
               "blank": lambda it: {"answers": "," * it.answers.count(",")}}  # fmt: skip
    return EntrySheets(
        entry.started,
        tuple(
            each._replace(**changes[how](each)) if each.graded else each for each in entry.sheets
        ),
    )


@pytest.mark.parametrize("how", ["person", "entry", "duration", "blank"])
@pytest.mark.parametrize("seed", range(5))
def test_a_lie_without_a_seam_is_told_by_a_receipt_alone(seed: int, how: str) -> None:
    made = a_small_record(seed)
    person = with_receipts(made)
    forged = lied(made, person.code, how, seed)
    assert checked(forged.files).ok
    report = checked(forged.files, made.receipts[person.code])
    assert not report.ok
    assert person.code in str(report.faults[0])


@pytest.mark.parametrize("how", ["person", "duration", "blank"])
@pytest.mark.parametrize("seed", range(5))
def test_a_lie_after_the_close_breaks_what_was_committed_to(seed: int, how: str) -> None:
    """The chain published before anything was ranked stays as it is."""
    made = a_small_record(seed)
    forger = Forger(lied(made, with_receipts(made).code, how, seed).files)
    for path in ["cam-ket.json", *forger.paths("cam-ket/"), *forger.paths("can-cu/")]:
        forger.files[path] = made.files.get(path, forger.files[path])
    forger.refit()
    assert "cam kết" in told(checked(forger.files)).lower()
    assert not checked(forger.files).ok
