"""Why one row of a table stands above the next, in words (Vietnamese).

A person who lost by a hair is told by what, and by how much.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from contest.domain.award_rules import Criterion

EQUAL = "bằng nhau ở mọi tiêu chí, xếp theo mã dự thi"
"""Said of two people whom the whole chain leaves equal."""
NO_GUESS = "hơn nhờ: có dự đoán, người xếp ngay sau không dự đoán"

_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000
_UNITS = ((_DAY, "ngày"), (_HOUR, "giờ"), (_MINUTE, "phút"), (_SECOND, "giây"))


Tell = Callable[[Any, Any], str]
"""Tells what decided between the better and the worse value of a criterion."""


def teller(criterion: Criterion) -> Tell:
    """How a criterion is told: "hơn nhờ: …". The two values differ; a guess may be missing."""
    if criterion is Criterion.LOT:
        return lambda _better, _worse: "hơn nhờ: bốc thăm"
    # Of a million neighbours, most differ by little: their words are made and kept once.
    words = lru_cache(maxsize=1 << 16)(_WORDS[criterion])
    return lambda better, worse: NO_GUESS if worse is None else words(abs(better - worse))


def span(milliseconds: int) -> str:
    """A length of time by its two largest units; below one second to the millisecond."""
    if milliseconds < _SECOND:
        return f"0,{milliseconds:03} giây"
    at = next(n for n, (size, _) in enumerate(_UNITS) if milliseconds >= size)
    parts, rest = [], milliseconds
    for size, unit in _UNITS[at : at + 2]:
        count, rest = divmod(rest, size)
        parts += [f"{number(count)} {unit}"] if count else []
    return " ".join(parts)


def number(count: int) -> str:
    """A whole number as written here: 1.234."""
    return f"{count:,}".replace(",", ".")


_WORDS: Mapping[Criterion, Callable[[int], str]] = {
    Criterion.CORRECT: lambda n: f"hơn nhờ: đúng nhiều hơn {number(n)} câu",
    Criterion.SCORE: lambda n: f"hơn nhờ: nhiều hơn {number(n)} điểm",
    Criterion.DURATION: lambda n: f"hơn nhờ: thời gian làm bài ngắn hơn {span(n)}",
    Criterion.ATTEMPTS_USED: lambda n: f"hơn nhờ: ít hơn {number(n)} lượt thi",
    Criterion.PREDICTION: lambda n: f"hơn nhờ: dự đoán gần hơn {number(n)}",
    Criterion.SUBMITTED_EARLIER: lambda n: f"hơn nhờ: nộp bài sớm hơn {span(n)}",
    Criterion.REGISTERED_EARLIER: lambda n: f"hơn nhờ: đăng ký sớm hơn {span(n)}",
}
