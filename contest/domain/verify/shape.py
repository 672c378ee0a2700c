"""The shape of a document from outside: which keys, which types, how large a number.

    misfit({"number": "1"}, {"number": int})    # Misfit(place="«number»", …)

A shape is written as the data looks: a type; a set of allowed values; `[shape]` for a list of any
length; `(a, b)` for a list of just these; `{key: shape}` for an object of just these keys.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from contest.domain.verify.findings import shown

MOST = 2**53
"""No number of a record is larger: beyond, programs no longer agree on what was written."""

_TYPES = {
    int: "một số nguyên",
    float: "một số",
    str: "một chuỗi",
    bool: "true hoặc false",
    type(None): "null",
}


class Misfit(NamedTuple):
    """Where a document is not of its shape, what stands there, what should."""

    place: str
    stands: str
    should: str


@dataclass(frozen=True)
class Text:
    """A string of a pattern, and the words for it."""

    pattern: re.Pattern[str]
    words: str


@dataclass(frozen=True)
class Maybe:
    """Null, or of a shape."""

    shape: Any


@dataclass(frozen=True)
class MapOf:
    """An object of any keys of one kind, with values of one shape."""

    key: Any
    value: Any


SHA256 = Text(re.compile(r"[0-9a-f]{64}"), "mã băm SHA-256, 64 chữ số thập lục phân")
MOMENT = Text(
    re.compile(
        r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z",
        re.ASCII,
    ),
    "thời điểm UTC dạng 2023-12-01T02:00:00.000Z",
)
CODE = Text(
    re.compile(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}"), "mã dự thi dạng 7K3MQ-9TZ0B"
)
SLUG = Text(re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), "tên gồm chữ thường, chữ số và dấu nối")
COUNT = range(MOST)
"""A whole number from 0."""
POSITIVE = range(1, MOST)
RATE = float
"""A share; whole numbers stand for themselves."""


def misfit(value: Any, shape: Any, place: str = "") -> Misfit | None:
    """The first place where a document is not of its shape, or None."""
    return next(_misfits(value, shape, place), None)


def _misfits(value: Any, shape: Any, place: str) -> Iterator[Misfit]:
    if isinstance(shape, Maybe):
        if value is not None:
            yield from _misfits(value, shape.shape, place)
    elif isinstance(shape, dict):
        yield from _object(value, shape, place)
    elif isinstance(shape, MapOf):
        yield from _map(value, shape, place)
    elif isinstance(shape, list | tuple):
        yield from _list(value, shape, place)
    elif words := _unlike(value, shape):
        yield Misfit(place, shown(value), words)


def _unlike(value: Any, shape: Any) -> str | None:
    """What a plain value should be, or None if it is."""
    if isinstance(shape, Text):
        fits = isinstance(value, str) and shape.pattern.fullmatch(value) is not None
        return None if fits else shape.words
    if isinstance(shape, range):
        fits = type(value) is int and value in shape
        return None if fits else f"{_TYPES[int]} từ {shape.start} trở lên"
    if isinstance(shape, frozenset | set):
        fits = any(type(value) is type(each) and value == each for each in shape)
        return None if fits else "một trong: " + ", ".join(sorted(shown(each) for each in shape))
    if shape is float:
        fits = type(value) in (int, float) and abs(value) < MOST
        return None if fits else _TYPES[float]
    fits = type(value) is shape and (shape is not int or abs(value) < MOST)
    return None if fits else _TYPES.get(shape, "giá trị khác")


def _object(value: Any, shape: dict[str, Any], place: str) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield Misfit(place, shown(value), "một đối tượng { }")
        return
    if value.keys() != shape.keys():
        odd = sorted(value.keys() - shape.keys())
        stands = f"thừa mục {shown(odd[0])}" if odd else "thiếu mục"
        lacking = sorted(shape.keys() - value.keys())
        yield Misfit(place, stands, f"có mục «{lacking[0]}»" if lacking else "không có mục ấy")
        return
    for key, inner in shape.items():
        yield from _misfits(value[key], inner, f"{place} «{key}»".strip())


def _map(value: Any, shape: MapOf, place: str) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        yield Misfit(place, shown(value), "một đối tượng { }")
        return
    for key, inner in value.items():
        if words := _unlike(key, shape.key):
            yield Misfit(f"{place}, tên mục".strip(", "), shown(key), words)
        yield from _misfits(inner, shape.value, f"{place} «{shown(key)[1:-1]}»".strip())


def _list(value: Any, shape: Any, place: str) -> Iterator[Misfit]:
    if not isinstance(value, list):
        yield Misfit(place, shown(value), "một danh sách [ ]")
        return
    if isinstance(shape, tuple) and len(shape) != len(value):
        yield Misfit(place, f"{len(value)} phần tử", f"{len(shape)} phần tử")
        return
    inner = shape if isinstance(shape, tuple) else shape * len(value)
    for index, (each, one) in enumerate(zip(value, inner, strict=True), start=1):
        yield from _misfits(each, one, f"{place}, dòng {index}".strip(", "))
