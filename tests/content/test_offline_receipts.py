"""Receipts against the record, checked offline: they prove what was left out or changed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contest.content.offline import kiem_chung
from contest.domain.keys import RECEIPT
from tests.content.forger import Claims, Forger, check_receipts, receipts_of, record, signed
from tests.domain.builders import table
from tests.records import Made, a_key


def a_receipt(
    fits: Callable[[Claims], bool] = lambda _: True, results: int | None = None
) -> tuple[Made, str, Claims]:
    """A record (with so many results) and one of its receipts that fits."""
    for seed in range(60):
        if results not in (None, len(record(seed).results)):
            continue
        for text, said in receipts_of(record(seed)):
            if fits(said):
                return record(seed), text, said
    raise AssertionError("no such receipt")


def test_a_receipt_proves_that_a_sheet_was_left_out(tmp_path: Path) -> None:
    made, text, said = a_receipt()
    forger = Forger(made)
    forger.change_row(said["sub"], list.clear, said["rnd"])
    forger.recommit()
    forger.reseal()
    done = check_receipts(forger.files, [text], tmp_path)
    assert done.returncode == 1
    assert f"biên nhận thứ 1, mã {said['sub']}: HỒ SƠ BỎ SÓT BÀI THI" in done.stdout


def test_a_receipt_proves_that_an_attempt_was_left_out(tmp_path: Path) -> None:
    made, text, said = a_receipt(lambda said: bool(said["att"] > 1))
    forger = Forger(made)
    forger.change_row(said["sub"], lambda row: row[2].pop(), said["rnd"])
    forger.recommit()
    forger.reseal()
    done = check_receipts(forger.files, [text], tmp_path)
    assert f"mã {said['sub']}: HỒ SƠ BỎ SÓT BÀI THI" in done.stdout


@table("at value claim", (4, 123_456, "ms", "another time"), (6, None, "ans", "other answers"))
def test_a_receipt_proves_that_a_sheet_was_changed(
    at: int, value: Any, claim: str, tmp_path: Path
) -> None:
    made, text, said = a_receipt()
    forger = Forger(made)

    def change(row: list[Any]) -> None:
        attempt = next(each for each in row[2] if each[0] == said["att"])
        blank = "," * attempt[6].count(",")
        attempt[at] = value or blank

    forger.change_row(said["sub"], change, said["rnd"])
    forger.recommit()
    forger.reseal()
    done = check_receipts(forger.files, [text], tmp_path)
    found = re.search(r"HỒ SƠ GHI KHÁC BIÊN NHẬN ở .*: (.*)", done.stdout)
    assert found is not None
    assert found[1] == claim


def test_a_score_told_at_once_must_be_the_one_of_the_record(tmp_path: Path) -> None:
    made, text, said = a_receipt(lambda said: "cor" in said, results=1)
    false = resigned(text, {**said, "cor": said["cor"] + 1})
    done = check_receipts(made.files, [false], tmp_path)
    assert done.returncode == 1
    assert f"biên nhận báo {said['cor'] + 1} câu đúng, hồ sơ chấm {said['cor']}" in done.stdout


def resigned(text: str, claims: Claims, key: Ed25519PrivateKey | None = None) -> str:
    """A receipt with other claims, by the key of receipts or another."""
    header = kiem_chung.token(text).header
    return signed(header, claims, key or a_key(RECEIPT).private)


@table(
    "change words",
    ({"iss": "cuoc-thi-khac"}, "của cuộc thi khác", "of another contest"),
    ({"aud": "grader"}, "của cuộc thi khác", "for somebody else"),
)
def test_a_receipt_of_something_else_proves_nothing(
    change: Claims, words: str, tmp_path: Path
) -> None:
    made, text, said = a_receipt()
    done = check_receipts(made.files, [resigned(text, {**said, **change})], tmp_path)
    assert done.returncode == 1
    assert f"biên nhận không có giá trị: {words}; nó không chứng minh điều gì" in done.stdout


def test_a_receipt_somebody_made_up_proves_nothing(tmp_path: Path) -> None:
    made, text, said = a_receipt()
    false = resigned(text, {**said, "ms": 1}, Ed25519PrivateKey.generate())
    done = check_receipts(made.files, [false], tmp_path)
    assert done.returncode == 1
    assert "biên nhận không có giá trị: chữ ký không đúng" in done.stdout
    assert "HỒ SƠ" not in done.stdout.partition("KẾT LUẬN")[0]


def test_receipts_hold_though_their_key_was_taken_out_of_the_record(tmp_path: Path) -> None:
    made, text, said = a_receipt()
    forger = Forger(made)
    keys = f"{forger.last}/khoa.json"
    public = [each for each in forger.doc(keys)["keys"] if each["kid"].startswith("result-")]
    forger.change(keys, lambda whole: whole.update(keys=public))
    forger.reseal()
    done = check_receipts(forger.files, [text], tmp_path)
    assert "✓ Biên nhận thứ 1" in done.stdout
    assert f"Lưu ý: {said['rnd']}: «keys» khác với cam kết mở" in done.stdout


def test_a_receipt_of_a_round_not_told_yet_waits(tmp_path: Path) -> None:
    made, text, said = a_receipt()
    waiting = resigned(text, {**said, "rnd": "thi-thu"})
    done = check_receipts(made.files, [waiting], tmp_path)
    assert done.returncode == 0
    assert "Lưu ý: biên nhận thứ 1: đợt thi-thu chưa công bố" in done.stdout
