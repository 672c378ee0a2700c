"""Shards: one table cut into files by the first characters of candidate codes."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from contest.domain.verify.case import Case, need
from contest.domain.verify.findings import Fault, number

_PREFIX = re.compile(rb'"shard":"([^"]{0,2})"\}\Z')
"""`shard` is the last key of a shard in canonical form."""


class Shard(NamedTuple):
    """One file, proved by its digest: what its codes begin with, its path and content."""

    prefix: str
    path: str
    data: bytes


def collect(case: Case, paths: Sequence[str], name: str) -> list[Shard]:
    """The shards of a table in order of codes; those that cannot be read are told."""
    case.files.source.ahead(paths)
    shards = []
    for done, path in enumerate(paths):
        if done % 64 == 0:
            case.findings.progress(f"{name}: đọc {number(done)}/{number(len(paths))} tệp")
        named = need(case.manifest)["files"][path]
        data = case.files.named(path, named["sha256"], named["bytes"])
        found = _PREFIX.search(data[-32:])
        if found is None:
            problem = "không phải một phần của bảng (thiếu «shard» ở cuối)"
            raise case.findings.stop(Fault(path, f"Tệp {path}", problem))
        shards.append(Shard(found[1].decode("utf-8", "replace"), path, data))
    shards.sort()
    _check_prefixes(case, shards)
    return shards


def _check_prefixes(case: Case, shards: Sequence[Shard]) -> None:
    """All shards of a table begin with as many characters, each with others."""
    for before, each in pairwise(shards):
        place = f"Tệp {each.path}, «shard»"
        if each.prefix == before.prefix:
            problem = f"trùng phần với tệp {before.path}"
            case.findings.fault(Fault(each.path, place, problem, f"«{each.prefix}»"))
        elif len(each.prefix) != len(before.prefix):
            should = f"{len(before.prefix)} ký tự, như {before.path}"
            case.findings.fault(Fault(each.path, place, "", f"«{each.prefix}»", should))


def documents(
    case: Case, shards: Sequence[Shard], shape: Any, name: str
) -> Iterator[tuple[Shard, Any]]:
    """What each shard holds, in order of codes, with progress told."""
    for done, shard in enumerate(shards):
        if done % 16 == 0:
            case.findings.progress(f"{name}: {number(done)}/{number(len(shards))} tệp")
        yield shard, case.files.document(shard.path, shard.data, shape)
