"""Reading a published ranking: every row of the right shape, in its place, each code once."""

from typing import Any

from contest.domain.award_rules import Criterion, Ranking
from contest.domain.verify.case import Case
from contest.domain.verify.contents import shards_of
from contest.domain.verify.documents import TABLE
from contest.domain.verify.findings import Fault, shown
from contest.domain.verify.shape import CODE, MOST
from contest.domain.verify.shards import collect, documents
from contest.domain.verify.tally import Published, Table

_TYPES = {(int, str, list, str, str), (int, str, list, str, type(None))}
_SHAPE = "[hạng, mã dự thi, [giá trị…], hơn nhờ, giải]"
_WHOLE = "tat-ca"


def read_table(case: Case, ranking: Ranking) -> Table:
    """A ranking as published; rows that are not as they must be are told and left out."""
    name = f"Bảng {ranking.title}"
    folder = case.path(f"xep-hang/{ranking.id}")
    shards = collect(case, shards_of(case, folder), name)
    rows: dict[str, Published] = {}
    last = ""
    for shard, document in documents(case, shards, TABLE, name):
        place = f"Tệp {shard.path}"
        case.expect(shard.path, f"{place}, «ranking»", document["ranking"], ranking.id)
        case.expect(shard.path, f"{place}, tên tệp", _stem(shard.path), shard.prefix or _WHOLE)
        for row in document["rows"]:
            problem = _problem(row, ranking, shard.prefix, last)
            if problem:
                code = shown(row[1]) if type(row) is list and len(row) > 1 else "?"
                place = f"Xếp hạng của {code.strip(chr(34))}, {ranking.title}"
                case.findings.fault(Fault(shard.path, place, problem, shown(row)))
                continue
            last = row[1]
            rows[last] = Published(row[0], tuple(row[2]), row[3], row[4], shard.path)
    if not shards:
        fault = Fault(folder, f"Bảng {ranking.title}", "không có tệp nào")
        raise case.findings.stop(fault)
    return Table(ranking, rows)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[1].removesuffix(".json")


def _problem(row: Any, ranking: Ranking, prefix: str, last: str) -> str | None:
    """What is wrong with a row by itself, or None."""
    if type(row) is not list or tuple(map(type, row)) not in _TYPES:
        return f"sai hình thức, phải là {_SHAPE}"
    code, values = row[1], row[2]
    if not CODE.pattern.fullmatch(code) or not code.startswith(prefix):
        return f"mã dự thi sai dạng hoặc nằm sai phần «{prefix}»"
    if code <= last:
        return f"trùng hoặc sai thứ tự mã (sau {last})"
    if len(values) != len(ranking.tie_break) or not all(map(_is_value, ranking.tie_break, values)):
        return "giá trị xếp hạng sai hình thức"
    return None


def _is_value(criterion: Criterion, value: Any) -> bool:
    if value is None:
        return True
    if criterion is Criterion.LOT:
        return type(value) is str
    return type(value) is int and abs(value) < MOST
