"""What the models object to, in Vietnamese: what is wrong and what to write."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails, ValidationError

_Words = Callable[[dict[str, Any]], str]

_BY_TYPE: dict[str, _Words] = {
    "missing": lambda _: "thiếu mục này; hãy viết thêm",
    "extra_forbidden": lambda _: "không có mục tên này; hãy xem lại chính tả hoặc bỏ đi",
    "string_type": lambda _: "phải là chữ; hãy đặt trong dấu nháy kép",
    "string_too_short": lambda _: "còn trống; hãy viết nội dung",
    "string_too_long": lambda c: f"dài quá {c['max_length']} ký tự; hãy rút ngắn",
    "bool_type": lambda _: "phải là true hoặc false",
    "bool_parsing": lambda _: "phải là true hoặc false",
    "int_type": lambda _: "phải là số nguyên",
    "int_parsing": lambda _: "phải là số nguyên",
    "int_from_float": lambda _: "phải là số nguyên, không có phần lẻ",
    "enum": lambda c: _one_of(c["expected"]),
    "literal_error": lambda c: _one_of(c["expected"]),
    "greater_than": lambda c: f"phải lớn hơn {c['gt']}",
    "greater_than_equal": lambda c: f"phải từ {c['ge']} trở lên",
    "less_than_equal": lambda c: f"không được quá {c['le']}",
    "too_short": lambda c: f"cần ít nhất {c['min_length']} dòng",
    "tuple_type": lambda _: "phải là danh sách, mỗi dòng bắt đầu bằng «- » hoặc viết trong [ ]",
    "dict_type": lambda _: "phải là các mục «tên: nội dung»",
    "model_type": lambda _: "phải là các mục «tên: nội dung»",
    "model_attributes_type": lambda _: "phải là các mục «tên: nội dung»",
    "union_tag_not_found": lambda _: "thiếu «type»; hãy viết single, multiple hoặc true_false",
    "union_tag_invalid": lambda _: "«type» phải là single, multiple hoặc true_false",
    "timezone_aware": lambda _: "thiếu múi giờ; hãy viết như 2023-11-07T08:00+07:00",
    "value_error": lambda c: str(c.get("error") or "chưa đúng"),
}
_OTHERWISE = "chưa đúng; hãy xem hướng dẫn trong question_src/README.md"
_PATTERNS = {
    "^(https://": "phải là địa chỉ web bắt đầu bằng https:// và kết thúc bằng dấu gạch chéo /",
    "^https?://": "phải là địa chỉ web bắt đầu bằng http:// hoặc https://",
    "^[a-z0-9]+": "chỉ gồm chữ thường không dấu, chữ số và dấu nối, ví dụ the-che-001",
    "^[0-9a-f]{64}": "phải là mã băm SHA-256: 64 chữ số thập lục phân",
}


def nearest(name: str, known: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The known name that was probably meant; None where nothing comes near."""
    return next(iter(get_close_matches(name, [*known], n=1, cutoff=cutoff)), None)


def _one_of(choices: str) -> str:
    return f"phải là một trong: {choices.replace(' or ', ' hoặc ')}"


def objections(error: ValidationError) -> Iterator[ErrorDetails]:
    """What a model objects to; a list with a wrong line in it isn't called too short besides."""
    found = error.errors()
    places = [each["loc"] for each in found]
    for each in found:
        place = each["loc"]
        inner = any(len(p) > len(place) and p[: len(place)] == place for p in places)
        if not (each["type"] == "too_short" and inner):
            yield each


def describe(error: ErrorDetails) -> str:
    """One objection as a sentence; the key it is about comes first."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "string_type" and error["input"] is None:
        kind = "string_too_short"
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        words = next(
            (w for start, w in _PATTERNS.items() if pattern.startswith(start)), "chưa đúng dạng"
        )
    elif kind.startswith(("datetime", "date")):
        words = "phải là ngày như 2023-07-07, hoặc ngày giờ như 2023-11-07T08:00+07:00"
    else:
        words = _BY_TYPE[kind](context) if kind in _BY_TYPE else _OTHERWISE
    key = next((part for part in reversed(error["loc"]) if isinstance(part, str)), None)
    return f"«{key}»: {words}" if key else words
