"""Lies about a record: files changed, rankings and prizes bent, editions and promises rewritten."""

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contest.content.offline import kiem_chung
from contest.domain.keys import RESULT
from tests.content.forger import ZEROS, Forger, at_rank, b64u, first_rank, first_table, signed
from tests.content.lies_in_figures import change_outcome
from tests.records import a_key


def a_line_break_more(f: Forger) -> str | None:
    f.files["1/ket-qua.json"] += b"\n"
    return "1/ket-qua.json: không ở dạng JSON chuẩn tắc"


def a_changed_byte(f: Forger) -> str | None:
    path = f.paths("bo-de/.*")[0]
    f.files[path] = f.files[path].replace("Câu".encode(), b"Cau", 1)
    return f"{path}: mã băm khác"


def a_lost_file(f: Forger) -> str | None:
    path = f.paths("bai-lam/.*")[0]
    del f.files[path]
    return f"{path}: thiếu tệp"


def a_stray_file(f: Forger) -> str | None:
    f.files["bai-lam/vong-1/ghi-chu.txt"] = b"?"
    return "bai-lam/vong-1/ghi-chu.txt: tệp này không có trong bản kê"


def a_stray_hidden_file(f: Forger) -> str | None:
    f.files["1/.an"] = b""
    return "1/.an: tệp này không có trong bản kê"


def a_changed_manifest(f: Forger) -> str | None:
    f.change("1/ho-so.json", lambda whole: whole.update(as_of="2023-11-01T00:00:00.000Z"))
    return "1/ho-so.json: mã băm khác với muc-luc.json"


def a_bent_signature(f: Forger) -> str | None:
    def bend(index: Any) -> None:
        head, _, signature = index["results"][0]["seal"].rpartition(".")
        index["results"][0]["seal"] = f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"

    f.change("muc-luc.json", bend)
    return "dấu của kết quả 1: chữ ký không đúng"


def a_strangers_signature(f: Forger) -> str | None:
    def sign(index: Any) -> None:
        text = index["results"][0]["seal"].rpartition(".")[0]
        signature = Ed25519PrivateKey.generate().sign(text.encode())
        index["results"][0]["seal"] = f"{text}.{b64u(signature)}"

    f.change("muc-luc.json", sign)
    return "dấu của kết quả 1: chữ ký không đúng"


def a_dropped_result(f: Forger) -> str | None:
    f.change("muc-luc.json", lambda index: index["results"].pop(0))
    return "muc-luc.json, kết quả thứ 1: mang số 2" if f.doc("muc-luc.json")["results"] else None


def a_reason_for_the_first(f: Forger) -> str | None:
    f.change("muc-luc.json", lambda index: index["results"][0].update(reason="Vì vậy"))
    return "muc-luc.json, kết quả thứ 1: kết quả đầu tiên"


def a_moved_commitment(f: Forger) -> str | None:
    f.change(
        "cam-ket.json",
        lambda log: log["commitments"][0].update(at="2023-01-01T00:00:00.000Z"),
    )
    return "cam-ket.json, cam kết thứ 1: mã chuỗi"


def a_dropped_commitment(f: Forger) -> str | None:
    f.change("cam-ket.json", lambda log: log["commitments"].pop())
    return "1/ho-so.json: ghi"


def a_cut_chain(f: Forger) -> str | None:
    f.change("cam-ket.json", lambda log: log["commitments"][1].update(before=ZEROS))
    return "cam-ket.json, cam kết thứ 2: đứt chuỗi"


def a_key_twice(f: Forger) -> str | None:
    f.files["muc-luc.json"] = f.files["muc-luc.json"].replace(b'{"', b'{"contest":"a","', 1)
    return "muc-luc.json: không ở dạng JSON chuẩn tắc"


def no_json_at_all(f: Forger) -> str | None:
    f.files["muc-luc.json"] = b"\xff\xfe"
    return "muc-luc.json: không đọc được như JSON"


def not_a_number(f: Forger) -> str | None:
    f.files["muc-luc.json"] = b'{"contest":NaN,"format":1,"results":[]}'
    return "muc-luc.json: có giá trị NaN"


def swapped_ranks(f: Forger) -> str | None:
    ranking = first_table(f) or ""

    def swap(rows: list[Any]) -> None:
        rows[0][0], rows[1][0] = 2, 1

    f.change_table(ranking, swap)
    return f"{at_rank(f, ranking, 1)} không hơn"


def a_better_value(f: Forger) -> str | None:
    ranking = first_table(f) or ""
    f.change_table(ranking, lambda rows: rows[-1][2].__setitem__(0, rows[-1][2][0] + 1))
    return at_rank(f, ranking, len(f.table(ranking)))


def somebody_left_out(f: Forger) -> str | None:
    rules = [each for each in f.rules["awards"]["rankings"] if each["open_to"] is None]
    name = next((each["id"] for each in rules if len(f.table(each["id"])) > 3), None)
    if name is None:
        return None
    code = f.table(name)[1][1]

    def leave_out(rows: list[Any]) -> None:
        del rows[1]
        for rank, row in enumerate(rows, 1):
            row[0] = rank

    f.change_table(name, leave_out)
    return f"xep-hang/{name}: mã {code} có bài được tính mà không được xếp hạng"


def somebody_from_nowhere(f: Forger) -> str | None:
    ranking = first_table(f) or ""
    size = len(f.table(ranking))
    last = f.table(ranking)[-1]
    f.change_table(ranking, lambda rows: rows.append([size + 1, "00000-00000", *last[2:]]))
    return f"xep-hang/{ranking}: mã 00000-00000 được xếp hạng mà không có bài"


def no_words(f: Forger) -> str | None:
    ranking = first_table(f) or ""
    f.change_table(ranking, lambda rows: rows[0].__setitem__(3, ""))
    return f"{at_rank(f, ranking, 1)} không ghi hơn"


def _hidden_at(f: Forger, criteria: set[str], shown: bool) -> tuple[str, int, int] | None:
    """A ranking, rank and place of a value that is shown (or not) only where a tie needs it."""
    for ranking in f.rules["awards"]["rankings"]:
        for row in f.table(ranking["id"]):
            for at, criterion in enumerate(ranking["tie_break"]):
                if criterion in criteria and (row[2][at] is not None) == shown:
                    return ranking["id"], row[0], at
    return None


MOMENTS = {"submitted_earlier", "registered_earlier"}


def _put_hidden(f: Forger, criteria: set[str], shown: bool, value: Any) -> str | None:
    found = _hidden_at(f, criteria, shown)
    if found is None:
        return None
    ranking, rank, at = found
    f.change_table(ranking, lambda rows: rows[rank - 1][2].__setitem__(at, value))
    return at_rank(f, ranking, rank)


def a_moment_nobody_needs(f: Forger) -> str | None:
    return _put_hidden(f, MOMENTS, shown=False, value=1_700_000_000_000)


def a_moment_kept_back(f: Forger) -> str | None:
    return _put_hidden(f, MOMENTS, shown=True, value=None)


def a_lucky_lot(f: Forger) -> str | None:
    return _put_hidden(f, {"lot"}, shown=True, value=ZEROS)


def another_seed(f: Forger) -> str | None:
    found = _hidden_at(f, {"lot"}, shown=True)
    f.change(f"{f.last}/ho-so.json", lambda whole: whole.update(lot="1./"))
    return at_rank(f, *found[:2]) if found else None


def a_seed_written_otherwise(f: Forger) -> str | None:
    f.change(f"{f.last}/ho-so.json", lambda whole: whole.update(lot="007 5"))
    return f"{f.last}/ho-so.json: «lot» '007 5'"


def a_prize_for_a_friend(f: Forger) -> str | None:
    ranking = first_table(f, 12) or ""
    if not ranking or f.table(ranking)[-1][4]:
        return None
    f.change_table(ranking, lambda rows: rows[-1].__setitem__(4, "Giải Nhất"))
    return at_rank(f, ranking, len(f.table(ranking)))


def individual(f: Forger) -> Any:
    """The first ranking in `ket-qua.json` that has winners."""
    return next(each for each in f.doc(f"{f.last}/ket-qua.json")["individual"] if each["winners"])


def another_winner(f: Forger) -> str | None:
    ranking = individual(f)["ranking"]

    def rename(whole: Any) -> None:
        table_ = next(each for each in whole["individual"] if each["ranking"] == ranking)
        table_["winners"][0]["code"] = "00000-00000"

    return change_outcome(f, rename) + f", {ranking}: người đoạt giải"


def a_winner_with_another_prize(f: Forger) -> str | None:
    said = individual(f)

    def upgrade(whole: Any) -> None:
        table_ = next(each for each in whole["individual"] if each["ranking"] == said["ranking"])
        table_["winners"][0]["prize"] = "Giải Đặc biệt"

    code = said["winners"][0]["code"]
    return change_outcome(f, upgrade) + f", {said['ranking']}: mã {code}: «prize»"


def nobody_passed_over(f: Forger) -> str | None:
    said = f.doc(f"{f.last}/ket-qua.json")["individual"]
    if not any(each["passed_over"] for each in said):
        return None
    ranking = next(each["ranking"] for each in said if each["passed_over"])
    clear = lambda whole: [each["passed_over"].clear() for each in whole["individual"]]  # noqa: E731
    return change_outcome(f, clear) + f", {ranking}: danh sách nhường giải"


def a_forgotten_correction(f: Forger) -> str | None:
    if f.last < 2 or not json.loads(f.files[f"{f.last}/thay-doi.json"])["moved"]:
        return None
    before = f.doc(f"{f.last - 1}/ho-so.json")["corrections"]
    f.change(f"{f.last}/ho-so.json", lambda whole: whole.update(corrections=before))
    return f"{f.last}/xep-hang/"


def a_correction_of_nothing(f: Forger) -> str | None:
    wrong = {"question": "khong-co", "action": "void", "options": [], "reason": "?"}
    f.change(f"{f.last}/ho-so.json", lambda whole: whole["corrections"].append(wrong))
    return f"{f.last}/ho-so.json, đính chính"


def another_right_answer(f: Forger) -> str | None:
    path = f.paths("bo-de/.*")[0]

    def turn(edition: Any) -> None:
        name = edition["papers"][0]["questions"][0][0]
        question = edition["questions"][name]
        question["right"] = [(question["right"][0] + 1) % len(question["options"])]

    f.change(path, turn)
    return f"{path}: mã bộ đề không khớp"


def an_edition_nobody_promised(f: Forger) -> str | None:
    path = f.paths("bo-de/.*")[0]
    f.change(path, lambda edition: edition["questions"].popitem()[1].update(explanation="?"))
    f.change(path, lambda edition: edition.update(salt=edition["salt"] + "x"))
    return f"{path}: mã băm khác với cam-ket/"


def options_in_another_order(f: Forger) -> str | None:
    path = f.paths("bo-de/.*")[0]

    def turn(edition: Any) -> None:
        asked = edition["papers"][0]["questions"][0]
        asked[1] = asked[1][::-1]

    f.change(path, turn)
    return f"{path}: mã bộ đề không khớp"


def somebody_ruled_out(f: Forger) -> str | None:
    path = f"{f.last}/loai.json"
    ranking = first_table(f) or ""
    code = f.table(ranking)[0][1]
    f.change(path, lambda whole: whole.update(out=sorted([*whole["out"], [code, "not_ranked"]])))
    return f"xep-hang/{ranking}: mã {code} được xếp hạng mà không có bài"


def ruled_out_twice(f: Forger) -> str | None:
    if not f.doc(f"{f.last}/loai.json")["out"]:
        return None
    f.change(f"{f.last}/loai.json", lambda whole: whole["out"].append(whole["out"][0]))
    return f"{f.last}/loai.json: không đúng thứ tự mã"


def other_rules(f: Forger) -> str | None:
    def more(rules: Any) -> None:
        rules["awards"]["rankings"][0]["prizes"][0]["count"] += 1

    if len(individual(f)["winners"]) < 2:
        return None
    f.change(f"{f.last}/the-le.json", more)
    return f"xep-hang/{f.rules['awards']['rankings'][0]['id']}: hạng"


def a_file_too_many(f: Forger) -> str | None:
    f.files["1/bi-mat.json"] = b"{}"
    f.change("1/ho-so.json", lambda whole: whole["files"].update({"1/bi-mat.json": {}}))
    return "1/ho-so.json: kể tên 1/bi-mat.json"


def a_file_not_named(f: Forger) -> str | None:
    f.change("1/ho-so.json", lambda whole: whole["files"].pop("1/loai.json"))
    return "1/ho-so.json: không kể tên 1/loai.json"


def a_secret_key(f: Forger) -> str | None:
    f.change("1/khoa.json", lambda keys: keys["keys"][0].update(d="AA"))
    return "1/khoa.json: khóa"


def a_seal_without_its_key(f: Forger) -> str | None:
    f.change("1/khoa.json", lambda keys: keys["keys"].pop())
    return "dấu của kết quả 1: khóa result-"


def another_promise(f: Forger) -> str | None:
    path = f.paths("cam-ket/.*")[0]
    f.change(path, lambda whole: whole.update(people={"roster": 9999, "excluded": 0}))
    return f"{path}: mã băm khác với cam-ket.json"


def an_answer_after_the_close(f: Forger) -> str | None:
    path = f.paths("bai-lam/.*")[0]
    f.change(path, lambda whole: whole["rows"][0][2][0].__setitem__(4, 1))
    return f"mã băm các bài làm của {path.split('/')[1]} khác với cam kết đóng"


def a_sheet_taken_away(f: Forger) -> str | None:
    path = f.paths("bai-lam/.*")[0]
    f.change(path, lambda whole: whole["rows"].pop())
    return "hứa"


def signed_by_the_receipt_key(f: Forger) -> str | None:
    f.reseal()
    entry = f.doc("muc-luc.json")["results"][0]
    head, claims, _ = entry["seal"].split(".")
    header = {**json.loads(kiem_chung.from_b64u(head)), "typ": "receipt+jwt"}
    seal = signed(header, json.loads(kiem_chung.from_b64u(claims)), a_key(RESULT).private)
    f.change("muc-luc.json", lambda index: index["results"][0].update(seal=seal))
    return "dấu của kết quả 1: đầu JWT"


def a_sheet_never_handed_in(f: Forger) -> str | None:
    ranking, code = first_rank(f)
    if len(f.doc(f"{f.last}/ho-so.json")["rounds"]) > 1:
        return None
    f.change_row(code, list.clear)
    return f"xep-hang/{ranking}: mã {code} được xếp hạng mà không có bài"


def a_slower_sheet(f: Forger) -> str | None:
    ranking = next((r for r in f.rules["awards"]["rankings"] if "duration" in r["tie_break"]), None)
    if ranking is None or len(f.doc(f"{f.last}/ho-so.json")["rounds"]) > 1:
        return None
    code = f.table(ranking["id"])[0][1]

    def slower(row: list[Any]) -> None:
        for attempt in row[2]:
            attempt[4] += 7

    f.change_row(code, slower)
    return f"xep-hang/{ranking['id']}: hạng 1, mã {code}: «duration»"


def a_promise_after_the_opening(f: Forger) -> str | None:
    opens = kiem_chung.moment(f.rules["rounds"][1]["opens_at"])
    late = "2023-12-24T00:00:00.000Z"
    assert kiem_chung.moment(late) > opens
    f.change("cam-ket.json", lambda log: [each.update(at=late) for each in log["commitments"]])
    return "không có cam kết mở nào trước giờ mở đợt"


def a_close_before_the_end(f: Forger) -> str | None:
    early = "2023-01-01T00:00:00.000Z"
    f.change("cam-ket.json", lambda log: [each.update(at=early) for each in log["commitments"]])
    return "không có cam kết đóng, hoặc cam kết đóng trước giờ hết đợt"


def a_short_salt(f: Forger) -> str | None:
    path = f.paths("cam-ket/.*")[0]
    f.change(path, lambda whole: whole.update(salt="AAAA"))
    return f"{path}: salt không phải 32 byte"


def other_moments(f: Forger) -> str | None:
    path = next(path for path in f.paths("cam-ket/.*") if f.doc(path)["kind"] == "open")
    f.change(path, lambda whole: whole.update(closes_at="2023-12-30T00:00:00.000Z"))
    return f"{path}: «closes_at»"


def of_another_round(f: Forger) -> str | None:
    path = f.paths("cam-ket/.*")[0]
    f.change(path, lambda whole: whole.update(round="vong-9"))
    return f"{path}: đợt thi khác"
