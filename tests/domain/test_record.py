"""The record as composed: canonical, complete, sorted, and silent about who works where."""

import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contest.domain.keys import RECEIPT, RESULT
from contest.domain.phase import moment, timestamp
from contest.domain.record import files as record_files
from contest.domain.record.commitment import NOTHING_BEFORE
from contest.domain.record.files import Issue, files, prefix_length, sheet_files
from contest.domain.record.result import masked
from contest.domain.record.seals import read_seal
from contest.domain.record.sheet_rows import read_row, rows_digest, write_row
from contest.domain.rules import WinnerNames
from contest.domain.sheets import EntrySheets, Sheet
from contest.domain.token import verify, verifying_keys
from tests.domain.builders import at, table
from tests.held import hold
from tests.records import Made, a_record, composed, key_set, publish

SEEDS = range(12)
LATER = at("2024-03-01 08:00")


@cache
def made(seed: int) -> Made:
    return a_record(None, seed, results=1 + seed % 3)


def documents(record: Made) -> dict[str, Any]:
    return {path: json.loads(data) for path, data in record.files.items()}


def one_of_each() -> Any:
    return pytest.mark.parametrize("record", [pytest.param(made(n), id=str(n)) for n in SEEDS])


# ---- files ----------------------------------------------------------------------------------


@one_of_each()
def test_every_file_is_canonical(record: Made) -> None:
    """The same content can't be written in two ways, so digests are of content."""
    for path, data in record.files.items():
        text = json.dumps(
            json.loads(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        assert text.encode() == data, path


@one_of_each()
def test_a_manifest_names_each_file_and_no_other(record: Made) -> None:
    named = {"muc-luc.json", "cam-ket.json"}
    for number in range(1, len(record.results) + 1):
        manifest = json.loads(record.files[f"{number}/ho-so.json"])
        for path, told in manifest["files"].items():
            data = record.files[path]
            assert told == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        named |= {f"{number}/ho-so.json", *manifest["files"]}
        own = {path for path in manifest["files"] if path.split("/")[0].isdigit()}
        assert all(path.startswith(f"{number}/") for path in own)
    assert named == record.files.keys()


@one_of_each()
def test_results_are_chained_and_sealed(record: Made) -> None:
    before = NOTHING_BEFORE
    index = json.loads(record.files["muc-luc.json"])
    for number, result in enumerate(index["results"], start=1):
        manifest = record.files[f"{number}/ho-so.json"]
        told = json.loads(manifest)
        keys = verifying_keys(json.loads(record.files[f"{number}/khoa.json"]), RESULT)
        claims = read_seal(result["seal"], keys, index["contest"], LATER)
        assert claims is not None
        assert (claims["num"], claims["prv"]) == (number, before) == (number, told["previous"])
        assert claims["man"] == result["manifest"] == hashlib.sha256(manifest).hexdigest()
        assert claims["cmt"] == told["commitments"]["chain"]
        assert timestamp(moment(claims["iat"] * 1000)) == told["at"] == result["at"]
        before = claims["man"]


def test_a_seal_of_another_contest_or_kind_is_none() -> None:
    record = made(1)
    seal = record.results[0].seal
    contest = record.held.contest.contest.id
    keys = verifying_keys(key_set(), RESULT)
    assert read_seal(seal, keys, contest, LATER) is not None
    assert read_seal(seal, keys, "another", LATER) is None
    assert read_seal(seal, verifying_keys(key_set(), RECEIPT), contest, LATER) is None
    receipt = next(iter(record.all_receipts))
    assert read_seal(receipt, keys, contest, LATER) is None
    assert verify(receipt, RECEIPT, verifying_keys(key_set(), RECEIPT), contest, LATER) is not None


def test_the_same_people_in_another_order_give_the_same_bytes() -> None:
    held = hold(5, people=40)
    shuffled = list(held.people)
    random.Random(1).shuffle(shuffled)
    other = replace(held, people=tuple(shuffled))
    assert publish(held).files == publish(other).files


def test_a_record_is_written_where_it_belongs(tmp_path: Path) -> None:
    record = a_record(tmp_path, 3, results=2)
    written = {
        path.relative_to(tmp_path / "ho-so").as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*.json")
    }
    assert written == record.files


# ---- shards ---------------------------------------------------------------------------------


@table(
    "rows length",
    (0, 0, "nobody"),
    (2_000, 0, "one shard"),
    (2_001, 1, "by the first character"),
    (64_000, 1, "still"),
    (64_001, 2, "by the first two"),
    (1_000_000, 2, "however many"),
)
def test_how_many_characters_tell_a_shard(rows: int, length: int) -> None:
    assert prefix_length(rows) == length


def sheet_rows(seed: int) -> list[bytes]:
    held = hold(seed, people=40, rounds=1)
    return sorted(
        write_row(each.code, each.entries["vong-1"]) for each in held.people if each.entries
    )


@pytest.mark.parametrize("largest", [(100, 200), (10, 100), (1, 10)])
def test_every_row_is_in_the_shard_its_code_says(
    largest: tuple[int, int], monkeypatch: Any
) -> None:
    rows = sheet_rows(4)
    monkeypatch.setattr(record_files, "_LARGEST", largest)
    length = sum(len(rows) > each for each in largest)
    found: list[Any] = []
    for path, data in sheet_files("vong-1", rows):
        document = json.loads(data)
        name = hashlib.sha256(data).hexdigest()[:16]
        assert path == f"bai-lam/vong-1/{document['shard'] or 'tat-ca'}/{name}.json"
        assert {row[0][:length] for row in document["rows"]} == {document["shard"]}
        assert document["round"] == "vong-1"
        found += document["rows"]
    assert found == [json.loads(row) for row in rows]
    assert [row[0] for row in found] == sorted(row[0] for row in found)


def test_a_round_nobody_sat_is_one_empty_shard() -> None:
    ((path, data),) = sheet_files("vong-1", [])
    assert data == b'{"round":"vong-1","rows":[],"shard":""}'
    assert path.startswith("bai-lam/vong-1/")


def test_rankings_are_in_shards_as_well(monkeypatch: Any) -> None:
    monkeypatch.setattr(record_files, "_LARGEST", (3, 1_000))
    record = publish(hold(6, people=30, rounds=1))
    shards = [path for path in record.files if path.startswith("1/xep-hang/ca-nhan/")]
    assert len(shards) > 3
    for path in shards:
        document = json.loads(record.files[path])
        assert path == f"1/xep-hang/ca-nhan/{document['shard']}.json"
        assert {row[1][0] for row in document["rows"]} == {document["shard"]}


SHEETS = EntrySheets(
    3,
    (
        Sheet(1, "s", "bo-de", "de", 412345, None, "B,AC,,D", 1_700_000_000_000),
        Sheet(2, "l", "bo-de", "", 0, None, ""),
        Sheet(3, "r", "bo-de", "de", 1200000, 7, ",,,"),
    ),
)


def test_a_row_is_the_documented_one() -> None:
    """And tells no moment: see the decision on a record without moments."""
    row = write_row("7K3MQ-9TZ0B", SHEETS)
    assert row.decode() == (
        '["7K3MQ-9TZ0B",3,[[1,"s","bo-de","de",412345,null,"B,AC,,D"],'
        '[2,"l","bo-de","",0,null,""],[3,"r","bo-de","de",1200000,7,",,,"]]]'
    )
    code, entry = read_row(json.loads(row))
    assert (code, entry.started) == ("7K3MQ-9TZ0B", 3)
    assert [each[:7] for each in entry.sheets] == [each[:7] for each in SHEETS.sheets]
    assert {each.submitted_ms for each in entry.sheets} == {None}


def test_the_digest_of_rows_is_over_lines() -> None:
    rows = [b"[1]", b"[2]"]
    assert rows_digest(rows) == hashlib.sha256(b"[1]\n[2]\n").hexdigest()


# ---- order ----------------------------------------------------------------------------------


@one_of_each()
def test_rows_are_in_order_of_code_and_ranks_without_gap(record: Made) -> None:
    found = documents(record)
    for number, composition in enumerate(record.compositions, start=1):
        out = [code for code, _why in found[f"{number}/loai.json"]["out"]]
        assert out == sorted(out)
        for ranking, rows in composition.tables.items():
            shard = found[f"{number}/xep-hang/{ranking}/tat-ca.json"]
            codes = [row[1] for row in shard["rows"]]
            assert codes == sorted(codes)
            assert sorted(row[0] for row in shard["rows"]) == list(range(1, len(rows) + 1))
            assert not set(codes) & set(out)


@one_of_each()
def test_everybody_who_entered_is_in_the_sheets(record: Made) -> None:
    for rules in record.held.rounds:
        entered = {each.code for each in record.held.people if rules.id in each.entries}
        rows = [
            row
            for path, document in documents(record).items()
            if path.startswith(f"bai-lam/{rules.id}/")
            for row in document["rows"]
        ]
        assert {row[0] for row in rows} == entered
        assert len(rows) == len(entered)


# ---- what nobody is told --------------------------------------------------------------------


def strings(value: Any) -> Iterator[str]:
    """Every string anywhere in a document, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@one_of_each()
def test_no_code_is_in_one_file_with_an_agency(record: Made) -> None:
    """Whoever reads a file with codes learns of no agency or group."""
    codes = {each.code for each in record.held.people}
    places = {each.id for each in record.held.agencies} | {"leader", "official", "staff"}
    for path, document in documents(record).items():
        if path.endswith(("the-le.json", "ket-qua.json", "thay-doi.json")):
            continue  # rules name groups; the other two name winners, see below
        told = set(strings(document))
        assert not (told & codes and told & places), path


@one_of_each()
def test_a_result_names_codes_of_winners_and_of_who_was_passed_over(record: Made) -> None:
    for number in range(1, len(record.results) + 1):
        document = json.loads(record.files[f"{number}/ket-qua.json"])
        won = {each["code"] for each in winners(document)}
        passed = {each["code"] for one in document["individual"] for each in one["passed_over"]}
        codes = {each.code for each in record.held.people}
        assert set(strings(document)) & codes == won | passed


def winners(document: Any) -> list[dict[str, Any]]:
    return [each for ranking in document["individual"] for each in ranking["winners"]]


@one_of_each()
def test_no_moment_of_anybody_is_told_unless_a_tie_needs_it(record: Made) -> None:
    """Milliseconds since 1970 stand nowhere but in values of rankings, and there between equals."""
    for path, data in record.files.items():
        if "/xep-hang/" not in path and not path.endswith("ket-qua.json"):
            assert not re.search(rb"\b1[67]\d{11}\b", data), path
    for composition in record.compositions:
        for ranking in composition.basis.rankings:
            rows = composition.tables[ranking.id]
            for column, criterion in enumerate(ranking.tie_break):
                if criterion in ("submitted_earlier", "registered_earlier", "lot"):
                    before = Counter(row.values[:column] for row in rows)
                    told = [row for row in rows if row.values[column] is not None]
                    assert all(before[row.values[:column]] > 1 for row in told)


@one_of_each()
def test_winners_are_told_with_agency_and_masked_name(record: Made) -> None:
    people = {each.code: each for each in record.held.people}
    names = {each.id: each.name for each in record.held.agencies}
    how = record.held.contest.privacy.winners
    for winner in winners(json.loads(record.files["1/ket-qua.json"])):
        person = people[winner["code"]]
        assert winner["name"] == masked(person.name, how)
        assert winner["agency"] == person.agency
        assert winner["agency_name"] == names.get(person.agency or "", "")


@table(
    "name how shown",
    ("Nguyễn Thị Mẫu Một", WinnerNames.INITIALS, "N. T. M. Một", "the given name in full"),
    ("Đặng Ánh", WinnerNames.INITIALS, "Đ. Ánh", "letters with marks"),
    ("H'Mẫu Niê", WinnerNames.INITIALS, "H. Niê", "an Ê Đê name"),
    ("Y. Mẫu", WinnerNames.INITIALS, "Y. Mẫu", "short already"),
    ("Nguyễn Thị Mẫu Một", WinnerNames.FULL, "Nguyễn Thị Mẫu Một", "in full"),
    ("Nguyễn Thị Mẫu Một", WinnerNames.NONE, "", "by code only"),
    ("", WinnerNames.INITIALS, "", "a name that is kept no more"),
)  # fmt: skip
def test_names_are_masked(name: str, how: WinnerNames, shown: str) -> None:
    assert masked(name, how) == shown


# ---- figures of a result --------------------------------------------------------------------


@one_of_each()
def test_scores_count_people_who_are_ranked(record: Made) -> None:
    ranked = [each for each in record.held.people if each.out is None]
    for score in json.loads(record.files["1/ket-qua.json"])["scores"]:
        entries = [
            each.entries[score["round"]] for each in ranked if score["round"] in each.entries
        ]
        graded = [[sheet for sheet in entry.sheets if sheet.graded] for entry in entries]
        assert score["attempts"] == sum(map(len, graded))
        assert score["entrants"] == sum(map(bool, graded))
        assert sum(people for _correct, people in score["distribution"]) <= score["entrants"]
        assert score["distribution"][0] == [0, score["zero"]]
        assert score["distribution"][-1][1] == score["perfect"]


def test_the_lot_is_told_as_it_was_hashed() -> None:
    """Whoever checks a draw hashes the line of the manifest, however the seed was typed."""
    held = next(each for each in map(hold, range(40)) if each.lot is not None)
    told = {
        json.loads(publish(replace(held, lot=lot)).files["1/ho-so.json"])["lot"]
        for lot in ("086 12 45", " 12, 45, 86 ", "12.45.86./")
    }
    assert told == {"12.45.86./"}


def test_a_sheet_of_an_unknown_edition_is_not_passed_over() -> None:
    held = hold(9, people=20, rounds=1)
    with pytest.raises(KeyError):
        composed(held, (), LATER, editions=())


def test_an_earlier_result_tells_of_the_rounds_that_are_over() -> None:
    """Rankings over a round that is not in the result wait; so do prizes for agencies."""
    held = hold(9, people=20, rounds=2)
    as_of = held.rounds[0].closes_at + timedelta(days=1)
    first = composed(held, (), as_of, rounds=("vong-1",))
    whole = composed(held, (), as_of)
    assert "ca-nhan" in whole.tables and "ca-nhan" not in first.tables
    assert whole.collective and not first.collective
    issue = Issue(1, as_of, key_set(), str)
    paths = [path for path, _data in files(first, issue)]
    assert any(path.startswith("bai-lam/vong-1/") for path in paths)
    assert not any(path.startswith("bai-lam/vong-2/") for path in paths)
