"""What verification says: each line when all is well, each kind of fault by its exact record."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from contest.domain.verify.differences import differences
from contest.domain.verify.findings import FAULT, NOTE, PROGRESS, TOLD_PER_SUBJECT
from contest.domain.verify.shape import CODE, COUNT, MOMENT, MapOf, Maybe, misfit
from contest.domain.verify.verification import MissingFileError, Source, Step, verify
from tests.domain.builders import table
from tests.forger import Forger, checked, source, told
from tests.records import Made, a_record
from tests.tamperings import GHOST

SEED = 3


@cache
def made() -> Made:
    """A record of two results of one round."""
    return a_record(None, SEED, people=16, results=2, rounds=1)


def forged(change: Callable[[Forger], object], *, refit: bool = True) -> list[str]:
    """The faults of a record that has been changed and, with the right key, made to fit."""
    forger = Forger(made().files)
    change(forger)
    if refit:
        forger.refit()
    return [str(each) for each in checked(forger.files).faults]


def first_sheets() -> tuple[str, Any]:
    path = Forger(made().files).paths("bai-lam/")[0]
    return path, json.loads(made().files[path])


def graded() -> tuple[int, int, list[Any]]:
    """A graded attempt: its row's index, its own, and what it says."""
    _, document = first_sheets()
    return next(
        (at, inner, sheet)
        for at, row in enumerate(document["rows"])
        for inner, sheet in enumerate(row[2])
        if sheet[1] == "s"
    )


def test_every_subject_is_told_when_all_is_well() -> None:
    report = checked(made().files, made().all_receipts)
    assert report.ok
    words = [str(each) for each in report.lines if each.mark != NOTE]
    of_each = [
        "✓ Thể lệ: đọc được, đúng hình thức",
        "✓ Đợt thi, bảng xếp hạng, giải: đủ, đúng",
        "cam kết mở ra: đúng như đã công bố trước",
        "✓ Bộ đề, đáp án: đúng như đã niêm phong",
        "bài làm chấm lại: khớp",
        "hàng xếp lại: khớp",
        "giải cá nhân trao lại: khớp",
        "✓ Số liệu tham gia của",
        "người dự thi đếm lại từ bài làm: khớp",
        "giải tập thể xét lại: khớp",
        "✓ Thống kê",
    ]
    expected = [
        "✓ Mục lục: 2 kết quả",
        "cam kết nối thành chuỗi",
        "✓ Chữ ký của 2 kết quả",
        "■ Kết quả số 1, công bố lúc 08:00 ngày 17/11/2023 giờ Việt Nam",
        *of_each,
        "biên nhận có trong hồ sơ, đúng từng chữ",
        "■ Kết quả số 2, công bố lúc",
        *of_each,
        "✓ Thay đổi so với kết quả 1:",
        "biên nhận có trong hồ sơ, đúng từng chữ",
        "tệp, không thiếu, không thừa",
    ]
    assert len(words) == len(expected), told(report)
    for line, part in zip(words, expected, strict=True):
        assert part in line


def test_progress_is_told_apart_from_what_was_found() -> None:
    said: list[Step] = []
    report = verify(source(made().files), [], said.append)
    progress = [each for each in said if each.mark == PROGRESS]
    assert any("Bài làm" in each.words for each in progress)
    assert [each for each in said if each.mark != PROGRESS] == list(report.lines)


def test_one_result_alone_is_checked_against_the_one_before() -> None:
    report = verify(source(made().files), [], lambda _: None, result=2)
    assert report.ok, told(report)
    assert "Kết quả số 1," not in told(report)
    assert "Thay đổi so với kết quả 1" in told(report)


def test_a_result_that_is_not_there_is_a_fault() -> None:
    report = verify(source(made().files), [], lambda _: None, result=9)
    assert [str(each) for each in report.faults] == [
        "Mục lục: không có kết quả số 9 [muc-luc.json]"
    ]


def test_without_a_listing_it_says_what_was_not_checked() -> None:
    whole = source(made().files)
    report = verify(Source(whole.read), [], lambda _: None)
    assert report.ok
    assert "! Tệp thừa: không kiểm được" in told(report)


def test_before_the_first_result_the_commitments_are_checked() -> None:
    files = {"cam-ket.json": made().files["cam-ket.json"]}
    report = checked(files)
    assert report.ok, told(report)
    assert "! Chưa có kết quả nào được công bố" in told(report)
    assert "cam kết nối thành chuỗi" in told(report)


@table(
    "change refit fault",
    (
        lambda it: it.files.pop("1/loai.json"),
        False,
        "Tệp 1/loai.json: thiếu tệp [1/loai.json]",
        "a file is missing",
    ),
    (
        lambda it: it.change("1/loai.json", lambda d: d.update(them=1)),
        True,
        (
            'Tệp 1/loai.json: sai hình thức: đang ghi thừa mục "them", phải là không có mục ấy '
            "[1/loai.json]"
        ),
        "a key too many",
    ),
    (
        lambda it: it.change("1/loai.json", lambda d: d.update(out=[["x", "not_ranked"]])),
        True,
        (
            'Tệp 1/loai.json, «out», dòng 1, dòng 1: sai hình thức: đang ghi "x", '
            "phải là mã dự thi dạng 7K3MQ-9TZ0B [1/loai.json]"
        ),
        "no code",
    ),
    (
        lambda it: it.change("1/khoa.json", lambda d: d.pop("keys")),
        True,
        "Tệp 1/khoa.json: sai hình thức: đang ghi thiếu mục, phải là có mục «keys» [1/khoa.json]",
        "a key missing",
    ),
    (
        lambda it: it.files.update({"1/loai.json": b"{"}),
        True,
        (
            "Tệp 1/loai.json: không phải JSON đọc được (bị cắt, bị hỏng hoặc lồng quá sâu) "
            "[1/loai.json]"
        ),
        "cut",
    ),
    (
        lambda it: it.files.update({"1/loai.json": b'{"out": []}'}),
        True,
        (
            "Tệp 1/loai.json: không ở dạng chuẩn (khóa theo thứ tự, không dấu cách, không lặp) "
            "[1/loai.json]"
        ),
        "a space in it",
    ),
    (
        lambda it: it.files.update({"1/la.json": b"{}"}),
        False,
        "Tệp 1/la.json: tệp lạ: không kết quả nào nói tới [1/la.json]",
        "an unknown file",
    ),
    (
        lambda it: it.files.update({"1/la.json": b"{}"}),
        True,
        "Tệp 1/la.json: không thuộc kết quả này mà có trong danh sách tệp [1/ho-so.json]",
        "an unknown file that the manifest names",
    ),
    (
        lambda it: it.change("1/ho-so.json", lambda d: d.update(as_of="2023-02-31T00:00:00.000Z")),
        True,
        "Hồ sơ kết quả 1: dữ liệu không theo quy định của hồ sơ (ValueError)",
        "a day that isn't",
    ),
    (
        lambda it: it.change("1/the-le.json", lambda d: d["quotas"][1].update(percent=10)),
        True,
        "Thể lệ, «quotas», dòng 2, «percent»: khác cam kết số",
        "other rules than committed to",
    ),
    (
        lambda it: it.change(
            "1/ho-so.json",
            lambda d: d["corrections"].append(
                {"question": "la", "action": "void", "options": [], "reason": "x"}
            ),
        ),
        True,
        (
            "Đính chính số 1 (câu la): không có câu hỏi «la» trong các bộ đề đã mở: "
            "đang ghi [] [1/ho-so.json]"
        ),
        "a correction of no question",
    ),
)
def test_a_fault_names_the_exact_record(
    change: Callable[[Forger], object], refit: bool, fault: str
) -> None:
    faults = forged(change, refit=refit)
    assert any(each.startswith(fault) for each in faults), faults


@table(
    "place value problem",
    (1, "x", "cách kết thúc: đang ghi «x», phải là s, r hoặc l", "ended how?"),
    (2, "la", "bộ đề không được công bố hoặc không của đợt này: đang ghi «la»", "which edition?"),
    (3, "la", "đề không có trong bộ đề", "which paper?"),
    (4, -5, "thời gian làm bài: đang ghi -5, phải là từ 0 ms trở lên", "before it began"),
    (4, 2**60, "thời gian làm bài: đang ghi 1152921504606846976", "longer than the universe"),
    (4, 1.5, "sai hình thức: đang ghi", "half a millisecond"),
    (5, -1, "dự đoán: đang ghi -1", "fewer than nobody"),
    (6, "Z", "trả lời không thể có ở đề này: đang ghi «Z», phải là 6 phần", "no such option"),
    (6, ",,,,,,", "trả lời không thể có ở đề này", "an answer too many"),
    (0, 9, "số thứ tự lượt: đang ghi 9, phải là từ", "an attempt never begun"),
)
def test_a_wrong_sheet_is_named_by_code_attempt_and_round(
    place: int, value: Any, problem: str
) -> None:
    path, document = first_sheets()
    row, inner, sheet = graded()
    changed = document["rows"][row][2][inner]
    changed[place] = value

    faults = forged(lambda it: it.write(path, document))
    code, number = document["rows"][row][0], value if place == 0 else sheet[0]
    assert faults[0].startswith(f"Bài làm của {code}, lượt {number}, Vòng 1: {problem}"), faults
    assert "[bai-lam/vong-1/" in faults[0]


def test_a_wrong_sheet_does_not_raise_a_hundred_other_faults() -> None:
    path, document = first_sheets()
    row, inner, _ = graded()
    document["rows"][row][2][inner][6] = "Z"
    forger = Forger(made().files)
    forger.write(path, document)
    forger.refit()
    report = checked(forger.files)
    # Both results rest on the sheet, and both say so.
    assert len(report.faults) == 2, told(report)
    assert "– Xếp hạng: chưa kiểm được vì lỗi ở trên" in told(report)


def test_a_wrong_rank_says_what_stands_and_what_should() -> None:
    path = "1/xep-hang/ca-nhan/tat-ca.json"

    def swap(it: Forger) -> None:
        document = it.read(path)
        first, second = sorted(document["rows"])[:2]
        first[0], second[0] = 2, 1
        it.write(path, document)

    rows = sorted(json.loads(made().files[path])["rows"])
    title = made().held.contest.awards.rankings[0].title
    faults = forged(swap)
    for row, wrong in ((rows[0], 2), (rows[1], 1)):
        fault = f"Xếp hạng của {row[1]}, {title}, hạng: đang ghi {wrong}, phải là {row[0]} [{path}]"
        assert fault in faults


def test_a_ghost_in_a_ranking_is_named() -> None:
    path = "1/xep-hang/ca-nhan/tat-ca.json"

    def insert(it: Forger) -> None:
        it.change(path, lambda d: d["rows"].append([len(d["rows"]) + 1, GHOST, *d["rows"][0][2:]]))

    title = made().held.contest.awards.rankings[0].title
    assert f"Xếp hạng của {GHOST}, {title}: không có bài làm được tính [{path}]" in forged(insert)


def test_many_faults_of_a_kind_are_told_in_part_and_counted() -> None:
    files = a_record(None, SEED, people=60, rounds=1).files
    path = "1/xep-hang/ca-nhan/tat-ca.json"
    forger = Forger(files)
    forger.change(path, lambda d: [row.__setitem__(3, "vì quen") for row in d["rows"]])
    forger.refit()
    report = checked(forger.files)
    ranked = [each for each in report.lines if each.mark == FAULT and "Xếp hạng" in each.words]
    assert len(ranked) == TOLD_PER_SUBJECT + 1
    assert ranked[-1].words == f"Xếp hạng: và {len(forger.read(path)['rows']) - 20} lỗi nữa"


def test_an_unreadable_source_is_a_fault_and_no_traceback() -> None:
    def read(_path: str) -> bytes:
        raise MissingFileError("máy chủ trả lời 503")

    def one(path: str) -> bytes:
        if path == "1/ho-so.json":
            return b"{}"
        return read(path)

    report = verify(Source(one), [], lambda _: None)
    assert "✗ Mục lục: máy chủ trả lời 503 [muc-luc.json]" in told(report)


@table(
    "receipt fault",
    ("", "Biên nhận 1: không phải JWT", "nothing"),
    ("a.b.c", "Biên nhận 1: không phải base64url", "no JWT"),
    ("e30.e30.e30", "Biên nhận 1: phần đầu phải ghi typ «receipt+jwt»", "of no kind"),
    ("W10.W10.W10", "Biên nhận 1: không đọc được nội dung JWT", "a list"),
)
def test_what_is_no_receipt_is_told(receipt: str, fault: str) -> None:
    report = checked(made().files, [receipt])
    assert any(str(each).startswith(fault) for each in report.faults), told(report)


def test_a_receipt_changed_by_a_letter_is_not_ours() -> None:
    genuine = made().all_receipts[0]
    head, claims, signature = genuine.split(".")
    other = f"{head}.{claims}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    report = checked(made().files, [other])
    assert "chữ ký không khớp với khóa «receipt-" in told(report)


def test_a_receipt_of_an_entry_left_out_proves_it() -> None:
    code, receipts = next((code, each) for code, each in made().receipts.items() if each)
    path, document = first_sheets()
    document["rows"] = [row for row in document["rows"] if row[0] != code]
    forger = Forger(made().files)
    forger.write(path, document)
    forger.refit()
    report = checked(forger.files, receipts)
    assert f"Biên nhận 1: hồ sơ không có bài làm của {code}, lượt" in told(report)


@table(
    "value shape place",
    (1, COUNT, None, "a count"),
    (-1, COUNT, "", "below zero"),
    (True, COUNT, "", "a boolean is no number"),
    (2**53, COUNT, "", "too large to be told alike by all programs"),
    ({"a": 1}, {"a": int}, None, "an object"),
    ({"a": "1"}, {"a": int}, "«a»", "text for a number"),
    ({"a": [1, "x"]}, {"a": [int]}, "«a», dòng 2", "deep inside"),
    ({"a": None}, {"a": Maybe(str)}, None, "null where it may be"),
    ({"a": 1}, MapOf(str, int), None, "any keys"),
    ({"a": "x"}, MapOf(str, int), "«a»", "any keys, no such value"),
    ([1, 2], (int, int), None, "just two"),
    ([1], (int, int), "", "one of two"),
    (1, {1}, None, "one of"),
    (True, {1}, "", "true is not 1"),
    ("7K3MQ-9TZ0B", CODE, None, "a code"),
    ("7K3MQ-9TZ0L", CODE, "", "a letter that no code has"),
    ("2023-12-01T02:00:00.000Z", MOMENT, None, "a moment"),
    ("2023-12-01T02:00:00Z", MOMENT, "", "no milliseconds"),
    (float("nan"), float, "", "not a number"),
    (float("inf"), float, "", "infinite"),
)
def test_shapes_say_where_something_does_not_fit(value: Any, shape: Any, place: str | None) -> None:
    found = misfit(value, shape)
    assert (found.place if found else None) == place


@table(
    "one other expected",
    ({"a": 1}, {"a": 1}, [], "the same"),
    ({"a": 1}, {"a": 2}, [", «a»"], "a value"),
    ({"a": 1}, {"b": 1}, [", «a»", ", «b»"], "a key"),
    ([1, 2], [1, 3], [", dòng 2"], "a line"),
    ([1, 2, 3], [2, 3], [", số dòng", ", dòng 1"], "a line too many: only the first is told"),
    ({"a": True}, {"a": 1}, [", «a»"], "true is not 1"),
)
def test_differences_say_where(one: Any, other: Any, expected: list[str]) -> None:
    assert [where for where, _, _ in differences(one, other)] == expected


@pytest.mark.parametrize("path", ["muc-luc.json", "cam-ket.json", "1/ho-so.json"])
@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"[" * 10_000, b"9" * 9_999, b"\xff"])
def test_nothing_that_a_file_holds_ends_in_a_traceback(path: str, content: bytes) -> None:
    report = checked({**made().files, path: content})
    assert any(each.file == path for each in report.faults), told(report)
