"""How results are said in Vietnamese: numbers, shares, times, and the values of a ranking's row."""

from collections.abc import Mapping
from datetime import UTC, datetime

from contest.domain.award_rules import CollectiveCriterion, Criterion
from contest.domain.phase import VIETNAM

DASH = "–"

HEADS: Mapping[Criterion, str] = {
    Criterion.CORRECT: "Câu đúng",
    Criterion.SCORE: "Điểm",
    Criterion.DURATION: "Thời gian làm bài",
    Criterion.ATTEMPTS_USED: "Lượt thi đã dùng",
    Criterion.PREDICTION: "Dự đoán lệch",
    Criterion.SUBMITTED_EARLIER: "Nộp bài lúc",
    Criterion.REGISTERED_EARLIER: "Đăng ký lúc",
    Criterion.LOT: "Thăm",
}
"""What stands over a column of values."""


def vn_number(value: float, digits: int = 0) -> str:
    """17.912; 8,5: points between thousands, a comma before decimals."""
    text = f"{value:,.{digits}f}"
    return text.translate({ord(","): ".", ord("."): ","})


def vn_percent(share: float | None) -> str:
    """62,5 % of 0.625; never 100 for what falls short of it; a dash for what isn't known."""
    if share is None:
        return DASH
    tenths = int(share * 1000 + 1e-9) if share < 1 else round(share * 1000)
    return f"{vn_number(tenths / 10, 1).removesuffix(',0')}\N{NO-BREAK SPACE}%"


def vn_span(milliseconds: int) -> str:
    """6 phút 52 giây: whole seconds, as everywhere; the milliseconds stay in the record."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "giờ"), (minutes, "phút"), (seconds, "giây"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 giây"


def instant(text: str) -> datetime:
    """A moment of the record."""
    return datetime.fromisoformat(text)


def value_words(value: int | str | None, criterion: Criterion) -> str:
    """A value of a ranking's row in words; what was not needed, or not given, is a dash."""
    if value is None:
        return DASH
    if criterion is Criterion.LOT:
        return f"{str(value)[:8]}…"
    if criterion is Criterion.DURATION:
        return vn_span(int(value))
    if criterion in (Criterion.SUBMITTED_EARLIER, Criterion.REGISTERED_EARLIER):
        at = datetime.fromtimestamp(int(value) / 1000, UTC).astimezone(VIETNAM)
        return f"{at:%H:%M:%S} ngày {at:%d/%m/%Y}"
    return vn_number(int(value))


def decided_words(decided: str) -> str:
    """What decided a row, under a head that says already whom it beats."""
    words = decided.removeprefix("hơn nhờ: ")
    return words[:1].upper() + words[1:]


_SHARES = {CollectiveCriterion.PARTICIPATION_RATE}


def reached_words(value: float | None, criterion: str) -> str:
    """What an agency reached in a criterion of a collective prize."""
    if value is None:
        return DASH
    if criterion in _SHARES:
        return vn_percent(value)
    return vn_number(value, 0 if float(value).is_integer() else 2)


def difficulty_words(difficulty: float) -> str:
    """How hard a question turned out: by the share of people who got it right."""
    for least, words in ((0.9, "rất dễ"), (0.75, "dễ"), (0.5, "vừa"), (0.25, "khó")):
        if difficulty >= least:
            return words
    return "rất khó"


def discrimination_words(discrimination: float | None) -> str:
    """What the correlation with the other questions means, for people who don't know the word."""
    if discrimination is None:
        return "chưa đủ khác biệt để đánh giá"
    if discrimination < 0:
        return "người làm bài tốt lại hay sai câu này: câu hỏi cần được xem lại"
    for least, words in (
        (0.3, "phân biệt tốt: người làm bài tốt thường đúng câu này"),
        (0.15, "phân biệt được"),
    ):
        if discrimination >= least:
            return words
    return "ít phân biệt: đúng hay sai câu này không liên quan nhiều đến kết quả chung"
