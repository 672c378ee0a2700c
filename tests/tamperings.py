"""Ways to tamper with a published record, each a function of a forger and of chance.

What a tampering returns must stand in one of the faults told. NotHereError: this record has nothing
to tamper with so. Those of KEYED are made to fit again by somebody who holds the right key.
"""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from contest.domain.keys import RESULT, public_jwk, signing_key
from tests.forger import ZEROS, Forger
from tests.records import a_key

Tampering = Callable[[Forger, random.Random], str]
RAW: list[Tampering] = []
KEYED: list[Tampering] = []
GHOST = "ZZZZZ-ZZZZZ"
STRANGER = signing_key(b"somebody else's secret", RESULT)


class NotHereError(Exception):
    """This record has nothing of that kind."""


def raw(function: Tampering) -> Tampering:
    RAW.append(function)
    return function


def keyed(function: Tampering) -> Tampering:
    """Digests, names and seals are made to fit afterwards."""
    KEYED.append(function)
    return function


def pick(chance: random.Random, among: Any) -> Any:
    choices = list(among)
    if not choices:
        raise NotHereError
    return chance.choice(choices)


# What anybody can do who has the files


@raw
def flips_a_bit(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, forger.paths(""))
    data = bytearray(forger.files[path])
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    forger.files[path] = bytes(data)
    return ""


@raw
def changes_a_digit(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, forger.paths(""))
    data = bytearray(forger.files[path])
    at = pick(chance, (n for n, byte in enumerate(data) if chr(byte).isdecimal()))
    data[at] = ord("0") + (data[at] - ord("0") + chance.randint(1, 9)) % 10
    forger.files[path] = bytes(data)
    return ""


@raw
def drops_a_file(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, forger.paths(""))
    del forger.files[path]
    return path


@raw
def cuts_a_file(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, forger.paths(""))
    data = forger.files[path]
    forger.files[path] = data[: chance.randrange(len(data))]
    return path


@raw
def adds_a_line_break(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, forger.paths(""))
    forger.files[path] += b"\n"
    return path


@raw
def inserts_a_file(forger: Forger, chance: random.Random) -> str:
    name = pick(chance, ("1/ghi-chu", "bai-lam/vong-1/0123456789abcdef", "bo-de/la", "can-cu/la"))
    forger.write(f"{name}.json", {"rows": [], "shard": ""})
    return name


@raw
def swaps_two_files(forger: Forger, chance: random.Random) -> str:
    one, other = chance.sample(forger.paths(""), 2)
    if forger.files[one] == forger.files[other]:
        raise NotHereError
    forger.files[one], forger.files[other] = forger.files[other], forger.files[one]
    return ""


@raw
def puts_an_old_file_in_a_new_ones_place(forger: Forger, chance: random.Random) -> str:
    pairs = [
        (each, "1" + each[1:]) for each in forger.paths("2/") if "1" + each[1:] in forger.files
    ]
    path, old = pick(chance, (p for p in pairs if forger.files[p[0]] != forger.files[p[1]]))
    forger.files[path] = forger.files[old]
    return path


@raw
def puts_an_old_index_in_place(forger: Forger, chance: random.Random) -> str:
    if len(forger.results) < 2:
        raise NotHereError
    forger.change("muc-luc.json", lambda index: index["results"].pop())
    return "mục lục không nói tới"


@raw
def publishes_an_old_result_as_the_newest(forger: Forger, chance: random.Random) -> str:
    if len(forger.results) < 2:
        raise NotHereError

    def replay(index: Any) -> None:
        index["results"][-1] = {**index["results"][0], "number": len(index["results"])}

    forger.change("muc-luc.json", replay)
    return ""


@raw
def drops_the_first_result(forger: Forger, chance: random.Random) -> str:
    if len(forger.results) < 2:
        raise NotHereError
    forger.change("muc-luc.json", lambda index: index["results"].pop(0))
    return "số kết quả"


@raw
def backdates_a_result(forger: Forger, chance: random.Random) -> str:
    def earlier(index: Any) -> None:
        each = chance.choice(index["results"])
        each["at"] = "2023-11-01T00:00:00.000Z"

    forger.change("muc-luc.json", earlier)
    return "«at»"


@raw
def rewords_a_reason(forger: Forger, chance: random.Random) -> str:
    def reword(index: Any) -> None:
        index["results"][-1]["reason"] += " khác"

    forger.change("muc-luc.json", reword)
    return "«reason»"


@raw
def seals_with_another_key(forger: Forger, chance: random.Random) -> str:
    forger.refit(STRANGER)
    return "ký bằng khóa"


@raw
def seals_with_another_key_under_the_right_name(forger: Forger, chance: random.Random) -> str:
    forger.refit(replace(STRANGER, kid=a_key(RESULT).kid))
    return "chữ ký không khớp"


@raw
def seals_with_another_key_put_among_the_keys(forger: Forger, chance: random.Random) -> str:
    for number in forger.results:
        forger.change(f"{number}/khoa.json", lambda jwks: jwks["keys"].append(public_jwk(STRANGER)))
    forger.refit(STRANGER)
    return "Khóa công khai"


@raw
def misstates_a_digest(forger: Forger, chance: random.Random) -> str:
    """By whoever holds the right key; the last manifest alone is made to fit."""
    number = forger.results[-1]
    manifest = forger.read(f"{number}/ho-so.json")
    path = chance.choice(sorted(manifest["files"]))
    manifest["files"][path] = {"sha256": ZEROS, "bytes": manifest["files"][path]["bytes"]}
    forger.write(f"{number}/ho-so.json", manifest)
    forger.reseal(number, a_key(RESULT))
    return path


@raw
def spells_a_seal_another_way(forger: Forger, chance: random.Random) -> str:
    """The last letter of base64url has bits to spare: another letter, the same signature."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    def respell(index: Any) -> None:
        seal = index["results"][-1]["seal"]
        index["results"][-1]["seal"] = seal[:-1] + letters[letters.index(seal[-1]) ^ 1]

    forger.change("muc-luc.json", respell)
    return "Chữ ký"


@raw
def drops_a_commitment(forger: Forger, chance: random.Random) -> str:
    at = chance.randrange(len(forger.read("cam-ket.json")["commitments"]))
    forger.change("cam-ket.json", lambda log: log["commitments"].pop(at))
    return "cam-ket.json"


@raw
def backdates_a_commitment(forger: Forger, chance: random.Random) -> str:
    def earlier(log: Any) -> None:
        chance.choice(log["commitments"])["at"] = "2023-10-01T00:00:00.000Z"

    forger.change("cam-ket.json", earlier)
    return "«chain»"


@raw
def swaps_two_commitments(forger: Forger, chance: random.Random) -> str:
    def swap(log: Any) -> None:
        made = log["commitments"]
        one, other = chance.sample(range(len(made)), 2)
        made[one], made[other] = made[other], made[one]

    forger.change("cam-ket.json", swap)
    return "Cam kết số"


@raw
def inserts_a_commitment(forger: Forger, chance: random.Random) -> str:
    def insert(log: Any) -> None:
        made = log["commitments"]
        made.insert(chance.randrange(len(made)), {**made[-1], "digest": ZEROS})

    forger.change("cam-ket.json", insert)
    return "Cam kết số"


# What somebody can do who holds the right key: sheets


def sheet_file(forger: Forger, chance: random.Random) -> tuple[str, Any]:
    path = pick(chance, (each for each in forger.paths("bai-lam/") if forger.read(each)["rows"]))
    return path, forger.read(path)


def graded(document: Any) -> list[tuple[Any, Any]]:
    """Rows with each of their graded attempts."""
    return [(row, sheet) for row in document["rows"] for sheet in row[2] if sheet[1] != "l"]


@keyed
def changes_an_answer(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    _, sheet = pick(chance, graded(document))
    parts = sheet[6].split(",")
    at = chance.randrange(len(parts))
    parts[at] = "A" if parts[at] != "A" else "B"
    sheet[6] = ",".join(parts)
    forger.write(path, document)
    return "bài làm đã bị thay đổi sau khi cam kết"


@keyed
def answers_what_is_no_option(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    row, sheet = pick(chance, graded(document))
    sheet[6] = sheet[6] + chance.choice(("H", ",A", "AA"))
    forger.write(path, document)
    return f"Bài làm của {row[0]}, lượt {sheet[0]}"


@keyed
def shortens_a_duration(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    _, sheet = pick(chance, graded(document))
    sheet[4] -= 1
    forger.write(path, document)
    return "bài làm đã bị thay đổi sau khi cam kết"


@keyed
def makes_a_duration_negative(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    row, sheet = pick(chance, graded(document))
    sheet[4] = -sheet[4]
    forger.write(path, document)
    return f"Bài làm của {row[0]}, lượt {sheet[0]}"


@keyed
def swaps_two_peoples_sheets(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    if len(document["rows"]) < 2:
        raise NotHereError
    one, other = chance.sample(document["rows"], 2)
    if one[1:] == other[1:]:
        raise NotHereError
    one[1:], other[1:] = other[1:], one[1:]
    forger.write(path, document)
    return "bài làm đã bị thay đổi sau khi cam kết"


@keyed
def swaps_two_answers(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    sheets = [sheet for _, sheet in graded(document)]
    pairs = [(a, b) for a in sheets for b in sheets if a[3] == b[3] and a[6] != b[6]]
    one, other = pick(chance, pairs)
    one[6], other[6] = other[6], one[6]
    forger.write(path, document)
    return "bài làm đã bị thay đổi sau khi cam kết"


@keyed
def drops_an_entry(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    document["rows"].remove(chance.choice(document["rows"]))
    forger.write(path, document)
    return "số người có bài làm"


@keyed
def drops_an_attempt(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    row, sheet = pick(chance, graded(document))
    row[2].remove(sheet)
    forger.write(path, document)
    return "bài làm đã bị thay đổi sau khi cam kết"


@keyed
def inserts_a_ghost(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    document["rows"].append([GHOST, *chance.choice(document["rows"])[1:]])
    forger.write(path, document)
    return "số người có bài làm" if not document["shard"] else GHOST


@keyed
def gives_an_attempt_more_than_the_rules(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    row, sheet = pick(chance, graded(document))
    row[1] = 4
    row[2].append([4, *sheet[1:]])
    forger.write(path, document)
    return f"Bài làm của {row[0]}"


@keyed
def counts_an_attempt_twice(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    row, sheet = pick(chance, graded(document))
    row[1] += row[1] < 3
    row[2].append(list(sheet))
    forger.write(path, document)
    return f"Bài làm của {row[0]}"


@keyed
def names_a_paper_that_is_not(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    row, sheet = pick(chance, graded(document))
    sheet[chance.choice((2, 3))] = "a" * 20
    forger.write(path, document)
    return f"Bài làm của {row[0]}, lượt {sheet[0]}"


@keyed
def lets_an_attempt_lapse(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    _, sheet = pick(chance, graded(document))
    sheet[1], sheet[3], sheet[5], sheet[6] = "l", "", None, ""
    forger.write(path, document)
    return "bài làm đã bị thay đổi sau khi cam kết"


@keyed
def writes_a_row_of_another_shape(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    at = chance.randrange(len(document["rows"]))
    odd: Any = chance.choice((None, 7, "x", [], {}, [None, 1, []], [["x"], 1, []], ["x", "1", {}]))
    document["rows"][at] = odd
    forger.write(path, document)
    return "Bài làm của"


@keyed
def puts_rows_out_of_order(forger: Forger, chance: random.Random) -> str:
    path, document = sheet_file(forger, chance)
    if len(document["rows"]) < 2:
        raise NotHereError
    document["rows"].reverse()
    forger.write(path, document)
    return "trùng hoặc sai thứ tự mã"


@keyed
def indents_a_file(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, (each for each in forger.paths("1/") if each != "1/ho-so.json"))
    forger.files[path] = json.dumps(forger.read(path), ensure_ascii=False, indent=1).encode()
    return path


# Rankings


def table_file(forger: Forger, chance: random.Random) -> tuple[str, Any]:
    tables = (each for each in forger.paths("") if "/xep-hang/" in each)
    path = pick(chance, (each for each in tables if forger.read(each)["rows"]))
    return path, forger.read(path)


@keyed
def swaps_two_ranks(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    if len(document["rows"]) < 2:
        raise NotHereError
    one, other = chance.sample(document["rows"], 2)
    one[0], other[0] = other[0], one[0]
    forger.write(path, document)
    return f"Xếp hạng của {one[1]}"


@keyed
def swaps_two_codes(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    if len(document["rows"]) < 2:
        raise NotHereError
    one, other = chance.sample(document["rows"], 2)
    one[0], one[2:], other[0], other[2:] = other[0], other[2:], one[0], one[2:]
    forger.write(path, document)
    return f"Xếp hạng của {one[1]}"


@keyed
def changes_a_value(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    row = chance.choice(document["rows"])
    row[2][0] += 1
    forger.write(path, document)
    return f"Xếp hạng của {row[1]}"


@keyed
def rewords_what_decided(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    row = chance.choice(document["rows"])
    row[3] += "!"
    forger.write(path, document)
    return f"Xếp hạng của {row[1]}"


@keyed
def tells_a_moment_that_was_not_needed(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    rows = [row for row in document["rows"] if None in row[2]]
    row = pick(chance, rows)
    row[2][row[2].index(None)] = 1_700_000_000_000
    forger.write(path, document)
    return f"Xếp hạng của {row[1]}"


@keyed
def hides_a_moment_that_was_needed(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    rows = [
        (row, at)
        for row in document["rows"]
        for at, value in enumerate(row[2])
        if type(value) is int and value > 10**12
    ]
    row, at = pick(chance, rows)
    row[2][at] = None
    forger.write(path, document)
    return "Xếp hạng của"


def tied_by_moment(document: Any) -> list[tuple[Any, Any]]:
    """Neighbours of whom the better came or registered earlier."""
    ranked = sorted(document["rows"])
    return [(one, other) for one, other in pairwise(ranked) if "sớm hơn" in one[3]]


@keyed
def backdates_a_moment(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    one, other = pick(chance, tied_by_moment(document))
    at = next(n for n, value in enumerate(one[2]) if value != other[2][n])
    other[2][at] = one[2][at] - 1
    forger.write(path, document)
    return f"Xếp hạng của {one[1]}"


@keyed
def dates_a_moment_after_everything(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    _, other = pick(chance, tied_by_moment(document))
    at = next(n for n, value in enumerate(other[2]) if type(value) is int and value > 10**12)
    other[2][at] = 4 * 10**12
    forger.write(path, document)
    return "thời điểm không thể có"


@keyed
def gives_a_prize_away(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    row = chance.choice(document["rows"])
    row[4] = None if row[4] else "Giải Nhất"
    forger.write(path, document)
    return f"Xếp hạng của {row[1]}"


@keyed
def leaves_somebody_out_of_a_ranking(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    row = chance.choice(document["rows"])
    document["rows"].remove(row)
    if not document["rows"]:
        raise NotHereError
    forger.write(path, document)
    return row[1] if "can-bo" not in path else "Xếp hạng"


@keyed
def closes_the_ranks_behind_somebody_left_out(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    if "can-bo" in path or len(document["rows"]) < 2:
        raise NotHereError
    row = chance.choice(document["rows"])
    document["rows"].remove(row)
    for each in document["rows"]:
        each[0] -= each[0] > row[0]
    forger.write(path, document)
    return f"Xếp hạng của {row[1]}"


@keyed
def ranks_a_ghost(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    last = max(document["rows"])
    document["rows"].append(
        [last[0] + 1, document["shard"] + GHOST[len(document["shard"]) :], *last[2:]]
    )
    forger.write(path, document)
    return "không có bài làm được tính"


@keyed
def writes_a_ranking_row_of_another_shape(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    at = chance.randrange(len(document["rows"]))
    row = document["rows"][at]
    odd: Any = chance.choice((None, 7, [], {}, [row[0]], [str(row[0]), *row[1:]], [*row, 1]))
    document["rows"][at] = odd
    forger.write(path, document)
    return "Xếp hạng của"


@keyed
def drops_a_table(forger: Forger, chance: random.Random) -> str:
    path, _ = table_file(forger, chance)
    del forger.files[path]
    return ""


# Results


def change_result(forger: Forger, chance: random.Random, how: Callable[[Any], str]) -> str:
    path = f"{chance.choice(forger.results)}/ket-qua.json"
    document = forger.read(path)
    answer = how(document)
    forger.write(path, document)
    return answer


def winners_of(document: Any) -> list[Any]:
    return [table for table in document["individual"] if table["winners"]]


@keyed
def drops_a_winner(forger: Forger, chance: random.Random) -> str:
    def drop(document: Any) -> str:
        table = pick(chance, winners_of(document))
        table["winners"].pop(chance.randrange(len(table["winners"])))
        return "người đoạt giải"

    return change_result(forger, chance, drop)


@keyed
def invents_a_winner(forger: Forger, chance: random.Random) -> str:
    def invent(document: Any) -> str:
        table = pick(chance, winners_of(document))
        table["winners"].append({**table["winners"][-1], "code": GHOST})
        return "người đoạt giải"

    return change_result(forger, chance, invent)


@keyed
def changes_a_winner(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        table = pick(chance, winners_of(document))
        winner = chance.choice(table["winners"])
        field, value = chance.choice(
            (("rank", 99), ("code", GHOST), ("prize", "Giải Đặc biệt"), ("values", []),
             ("decided", "hơn nhờ: quen biết"), ("agency_name", "Sở Bịa"), ("agency", "so-bia"))
        )  # fmt: skip
        winner[field] = value
        return "iải" if field.startswith(("rank", "code", "prize", "values", "decided")) else "oạt"

    return change_result(forger, chance, change)


@keyed
def tells_more_of_a_name(forger: Forger, chance: random.Random) -> str:
    how = forger.read("1/the-le.json")["privacy"]["winners"]
    if how == "full":
        raise NotHereError

    def tell(document: Any) -> str:
        table = pick(chance, winners_of(document))
        winner = chance.choice(table["winners"])
        winner["name"] = "Nguyễn Văn Mẫu"
        return f"Người đoạt giải {winner['code']}"

    return change_result(forger, chance, tell)


@keyed
def changes_statistics(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        part = pick(chance, (each for each in ("predictions", "scores", "items") if document[each]))
        row = chance.choice(document[part])
        numbers = [name for name, value in row.items() if type(value) in (int, float)]
        name = chance.choice(numbers)
        row[name] += 1
        return f"«{name}»"

    return change_result(forger, chance, change)


@keyed
def changes_a_distribution(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        chance.choice(chance.choice(document["scores"])["distribution"])[1] += 1
        return "«distribution»"

    return change_result(forger, chance, change)


@keyed
def changes_a_collective_prize(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        award = pick(chance, (each for each in document["collective"] if each["candidates"]))
        candidate = chance.choice(award["candidates"])
        field, value = chance.choice(
            (
                ("prize", "Giải Nhất toàn đoàn"),
                ("place", 99),
                ("name", "Sở Bịa"),
                ("decided", "vì quen"),
            )
        )
        candidate[field] = value
        return candidate["agency"]

    return change_result(forger, chance, change)


@keyed
def drops_a_candidate(forger: Forger, chance: random.Random) -> str:
    def drop(document: Any) -> str:
        award = pick(chance, (each for each in document["collective"] if each["candidates"]))
        award["candidates"].pop()
        return "thứ tự"

    return change_result(forger, chance, drop)


@keyed
def dates_a_result_otherwise_inside(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        document[chance.choice(("at", "as_of"))] = "2023-12-31T00:00:00.000Z"
        return "Kết quả, «a"

    return change_result(forger, chance, change)


@keyed
def misreports_changes(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, (each for each in forger.paths("") if each.endswith("thay-doi.json")))
    document = forger.read(path)
    if document["ranks"] and chance.random() < 0.5:
        document["ranks"].pop()
    else:
        document["moved"] += 1
    forger.write(path, document)
    return "Thay đổi so với kết quả"


# Who is ranked, rules, keys, agencies


@keyed
def excludes_somebody_who_is_ranked(forger: Forger, chance: random.Random) -> str:
    path, document = table_file(forger, chance)
    code = chance.choice(document["rows"])[1]
    number = path.split("/")[0]
    forger.change(
        f"{number}/loai.json", lambda it: it.update(out=sorted([*it["out"], [code, "not_ranked"]]))
    )
    return f"Xếp hạng của {code}"


@keyed
def excludes_nobody(forger: Forger, chance: random.Random) -> str:
    path = pick(
        chance, (f"{n}/loai.json" for n in forger.results if forger.read(f"{n}/loai.json")["out"])
    )
    forger.write(path, {"out": []})
    return ""


@keyed
def excludes_a_ghost(forger: Forger, chance: random.Random) -> str:
    path = f"{chance.choice(forger.results)}/loai.json"
    forger.change(path, lambda it: it["out"].append([GHOST, "not_ranked"]))
    return GHOST


def change_rules(forger: Forger, chance: random.Random, how: Callable[[Any], object]) -> None:
    forger.change(f"{chance.choice(forger.results)}/the-le.json", how)


@keyed
def changes_the_chain(forger: Forger, chance: random.Random) -> str:
    change_rules(
        forger, chance, lambda it: it["awards"]["rankings"][0]["tie_break"].append("attempts_used")
    )
    return "Thể lệ, «awards»"


@keyed
def changes_the_prizes(forger: Forger, chance: random.Random) -> str:
    change_rules(forger, chance, lambda it: it["awards"]["rankings"][0]["prizes"].pop())
    return "Thể lệ, «awards»"


@keyed
def changes_a_quota(forger: Forger, chance: random.Random) -> str:
    change_rules(forger, chance, lambda it: it["quotas"][1].update(percent=1))
    return "Thể lệ, «quotas»"


@keyed
def changes_points(forger: Forger, chance: random.Random) -> str:
    change_rules(forger, chance, lambda it: it["rounds"][1].update(points_per_question=7))
    return "Thể lệ, Vòng 1"


@keyed
def moves_a_round(forger: Forger, chance: random.Random) -> str:
    change_rules(
        forger, chance, lambda it: it["rounds"][1].update(opens_at="2023-11-06T08:00:00+07:00")
    )
    return "Thể lệ, Vòng 1"


@keyed
def breaks_the_rules_shape(forger: Forger, chance: random.Random) -> str:
    change_rules(forger, chance, lambda it: it.pop("awards"))
    return "Thể lệ, «awards»"


@keyed
def adds_a_key(forger: Forger, chance: random.Random) -> str:
    path = f"{chance.choice(forger.results)}/khoa.json"
    forger.change(path, lambda it: it["keys"].append(public_jwk(STRANGER)))
    return "Khóa công khai"


@keyed
def changes_an_agency(forger: Forger, chance: random.Random) -> str:
    path = f"{chance.choice(forger.results)}/co-quan.json"
    forger.change(path, lambda it: it["agencies"][0].update(name="Sở Bịa"))
    return "Danh sách cơ quan"


@keyed
def changes_a_headcount(forger: Forger, chance: random.Random) -> str:
    path = f"{chance.choice(forger.results)}/co-quan.json"
    document = forger.read(path)
    agency = pick(chance, sorted(document["headcounts"]["counts"]))
    document["headcounts"]["counts"][agency]["official"] = 7
    forger.write(path, document)
    return "Biên chế"


# Editions, corrections, commitments


@keyed
def changes_a_right_answer(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, forger.paths("bo-de/"))
    document = forger.read(path)
    question = document["questions"][chance.choice(sorted(document["questions"]))]
    others = [n for n in range(len(question["options"])) if n not in question["right"]]
    question["right"] = [pick(chance, others)]
    forger.write(path, document)
    return f"Bộ đề {document['edition']}"


@keyed
def explains_a_question_otherwise(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, forger.paths("bo-de/"))
    document = forger.read(path)
    document["questions"][chance.choice(sorted(document["questions"]))]["explanation"] = "Khác."
    forger.write(path, document)
    return "khác bộ đề đã cam kết"


@keyed
def renames_a_paper(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, forger.paths("bo-de/"))
    document = forger.read(path)
    papers = document["papers"]
    if len(papers) < 2:
        raise NotHereError
    papers[0]["paper"], papers[1]["paper"] = papers[1]["paper"], papers[0]["paper"]
    forger.write(path, document)
    return "khác bộ đề đã cam kết"


@keyed
def corrects_what_is_no_question(forger: Forger, chance: random.Random) -> str:
    made = {"question": "cau-bia", "action": "void", "options": [], "reason": "bịa"}
    path = f"{chance.choice(forger.results)}/ho-so.json"
    forger.change(path, lambda it: it["corrections"].append(made))
    return "cau-bia"


@keyed
def corrects_a_question_and_tells_no_difference(forger: Forger, chance: random.Random) -> str:
    """Voiding a question moves its statistics at least."""
    result = forger.read("1/ket-qua.json")
    items = [each for each in result["items"] if each["right"] < each["seen"]]
    question = pick(chance, items)["question"]
    made = {"question": question, "action": "void", "options": [], "reason": "không rõ"}
    if any(each["answer_all"] for each in _attempt_rules(forger)):
        raise NotHereError
    forger.change("1/ho-so.json", lambda it: it["corrections"].append(made))
    return question


def _attempt_rules(forger: Forger) -> list[Any]:
    return [each["attempts"] for each in forger.read("1/the-le.json")["rounds"]]


@keyed
def forgets_a_correction(forger: Forger, chance: random.Random) -> str:
    """Where it made a difference, the result no longer follows from the sheets."""
    numbers = [n for n in forger.results if n > 1]
    number = pick(chance, numbers)
    if forger.read(f"{number}/ket-qua.json")["items"] == forger.read("1/ket-qua.json")["items"]:
        raise NotHereError
    forger.change(f"{number}/ho-so.json", lambda it: it.update(corrections=[]))
    return "Thống kê câu hỏi"


@keyed
def opens_a_commitment_with_other_words(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, forger.paths("cam-ket/"))
    forger.change(path, lambda it: it.update(salt="A" * 43))
    return path


@keyed
def commits_after_the_opening(forger: Forger, chance: random.Random) -> str:
    """The chain is written anew, so that only the moment betrays it."""

    def late(log: Any) -> None:
        first = log["commitments"][0]["round"]
        opens = [each for each in log["commitments"] if each["round"] == first]
        for each in opens:
            each["at"] = max(each["at"], "2023-11-07T02:00:00.000Z")

    forger.change("cam-ket.json", late)
    forger.refit(commitments=True)
    return "không có cam kết nào trước giờ mở"


@keyed
def forgets_to_fix_the_sheets(forger: Forger, chance: random.Random) -> str:
    """The last commitment, that of a round's sheets, is taken out of chain and results alike."""
    log = forger.read("cam-ket.json")
    gone = log["commitments"].pop()
    forger.write("cam-ket.json", log)
    del forger.files[f"cam-ket/{gone['number']}.json"]
    for number in forger.results:
        forger.change(
            f"{number}/ho-so.json",
            lambda it: it["commitments"].update(count=gone["number"] - 1),
        )
    return "không có cam kết bài làm"


@keyed
def fixes_the_sheets_before_the_close(forger: Forger, chance: random.Random) -> str:
    def early(log: Any) -> None:
        last = log["commitments"][-1]
        last["at"] = log["commitments"][-2]["at"]

    forger.change("cam-ket.json", early)
    forger.refit(commitments=True)
    return "cam kết bài làm trước giờ đóng"


# Manifest and participation


@keyed
def dates_rulings_after_the_result(forger: Forger, chance: random.Random) -> str:
    path = f"{chance.choice(forger.results)}/ho-so.json"
    forger.change(path, lambda it: it.update(as_of="2024-01-01T00:00:00.000Z"))
    return "chốt số liệu sau khi công bố"


@keyed
def dates_rulings_before_the_close(forger: Forger, chance: random.Random) -> str:
    forger.change("1/ho-so.json", lambda it: it.update(as_of="2023-11-08T00:00:00.000Z"))
    return "chốt số liệu trước giờ đóng"


@keyed
def dates_a_result_before_the_one_before(forger: Forger, chance: random.Random) -> str:
    number = pick(chance, (n for n in forger.results if n > 1))
    forger.change(f"{number}/ho-so.json", lambda it: it.update(at="2023-11-01T00:00:00.000Z"))
    return "lùi lại"


@keyed
def gives_no_reason(forger: Forger, chance: random.Random) -> str:
    number = pick(chance, (n for n in forger.results if n > 1))
    forger.change(f"{number}/ho-so.json", lambda it: it.update(reason=""))
    return "lý do"


@keyed
def leaves_out_a_ranking(forger: Forger, chance: random.Random) -> str:
    path = f"{chance.choice(forger.results)}/ho-so.json"
    forger.change(path, lambda it: it["rankings"].pop())
    return "«rankings»"


@keyed
def leaves_out_collective_prizes(forger: Forger, chance: random.Random) -> str:
    path = f"{chance.choice(forger.results)}/ho-so.json"
    forger.change(path, lambda it: it.update(collective=[]))
    return "«collective»"


@keyed
def draws_another_lot(forger: Forger, chance: random.Random) -> str:
    lots = [
        path
        for path in forger.paths("1/xep-hang/")
        if any(type(value) is str for row in forger.read(path)["rows"] for value in row[2])
    ]
    pick(chance, lots)
    forger.change("1/ho-so.json", lambda it: it.update(lot=f"{it['lot']}1"))
    return "«lot»"


def change_participation(forger: Forger, chance: random.Random, how: Callable[[Any], str]) -> str:
    path = f"{chance.choice(forger.results)}/tham-gia.json"
    document = forger.read(path)
    answer = how(document)
    forger.write(path, document)
    return answer


@keyed
def counts_other_participants(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        chance.choice(document["agencies"])["participants"] += 1
        return "Tham gia"

    return change_participation(forger, chance, change)


@keyed
def tells_another_rate(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        row = pick(chance, (each for each in document["agencies"] if each["rate"] is not None))
        row["rate"] += 0.01
        return "«rate»"

    return change_participation(forger, chance, change)


@keyed
def lowers_a_floor(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        lines = [line for row in document["agencies"] for line in row.get("lines", ())]
        line = pick(chance, (each for each in lines if each["owed"]))
        line["owed"] -= 1
        return "«owed»"

    return change_participation(forger, chance, change)


@keyed
def says_a_floor_is_met(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        rows = [each for each in document["agencies"] if each["met"] is not None]
        row = pick(chance, rows)
        row["met"] = not row["met"]
        return "«met»"

    return change_participation(forger, chance, change)


@keyed
def drops_an_agency(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        document["agencies"].pop(chance.randrange(len(document["agencies"])))
        return "tổng đơn vị của các dòng"

    return change_participation(forger, chance, change)


@keyed
def counts_other_totals(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        name = chance.choice(("took_part", "attempts"))
        document["totals"][name] += 1
        return f"«{name}»"

    return change_participation(forger, chance, change)


@keyed
def counts_other_levels(forger: Forger, chance: random.Random) -> str:
    def change(document: Any) -> str:
        level = chance.choice(document["levels"])
        level[chance.choice(("agencies", "participants"))] += 1
        return "Tham gia, cấp"

    return change_participation(forger, chance, change)


# Shapes that no honest program writes


_ODD: tuple[Any, ...] = (
    None, 7, -1, 1.5, 10**400, "x", "2023-02-31T00:00:00.000Z", [], {}, [[]], True, "\ud7ff",
)  # fmt: skip


@keyed
def puts_an_odd_value_somewhere(forger: Forger, chance: random.Random) -> str:
    names = [each for each in forger.paths("") if "/" in each and "/ho-so.json" not in each]
    path = pick(chance, names)
    document = forger.read(path)
    holder, key = _somewhere(document, chance)
    odd = chance.choice(_ODD)
    if holder[key] == odd:
        raise NotHereError
    holder[key] = odd
    forger.write(path, document)
    return ""


def _somewhere(value: Any, chance: random.Random) -> tuple[Any, Any]:
    """A place deep in a document: what holds it, and by which key."""
    places = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            places.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return pick(chance, places)


@keyed
def nests_a_file_deeply(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, (each for each in forger.paths("1/") if each != "1/ho-so.json"))
    forger.files[path] = b"[" * 100_000 + b"]" * 100_000
    return path


@keyed
def writes_what_is_no_json(forger: Forger, chance: random.Random) -> str:
    path = pick(chance, (each for each in forger.paths("1/") if each != "1/ho-so.json"))
    forger.files[path] = chance.choice(
        (b"", b"{", b"\xff\xfe", b"NaN", b"1" * 5000, b'{"a":1,"a":1}')
    )
    return path


__all__ = ["KEYED", "RAW", "NotHereError", "Tampering"]
