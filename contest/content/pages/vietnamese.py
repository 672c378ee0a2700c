"""How the site speaks Vietnamese: the values of the rules in words, dates, times, lists.

`WORDS` is the one place that says the values of the rules.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from contest.domain import award_rules, rules
from contest.domain.phase import VIETNAM

WORDS: Mapping[StrEnum, str] = {
    rules.Level.PROVINCE: "sở, ban, ngành thuộc tỉnh",
    rules.Level.DISTRICT: "UBND cấp huyện",
    rules.Level.COMMUNE: "UBND cấp xã",
    rules.Level.OTHER: "cơ quan, đơn vị khác",
    rules.Difficulty.EASY: "dễ",
    rules.Difficulty.MEDIUM: "trung bình",
    rules.Difficulty.HARD: "khó",
    rules.RoundKind.REHEARSAL: "làm quen, không tính kết quả",
    rules.RoundKind.OFFICIAL: "tính kết quả",
    rules.Counted.BEST: "lượt có kết quả cao nhất",
    rules.Counted.LAST: "lượt cuối cùng",
    rules.Counted.FIRST: "lượt đầu tiên",
    rules.PredictionTarget.PERFECT_SCORES: "trả lời đúng tất cả các câu",
    rules.PredictionTarget.ENTRANTS: "dự thi",
    award_rules.Criterion.CORRECT: "số câu trả lời đúng nhiều hơn",
    award_rules.Criterion.SCORE: "điểm cao hơn",
    award_rules.Criterion.DURATION: "thời gian làm bài ngắn hơn",
    award_rules.Criterion.ATTEMPTS_USED: "số lượt thi đã dùng ít hơn",
    award_rules.Criterion.PREDICTION: "câu trả lời dự đoán gần đúng hơn",
    award_rules.Criterion.SUBMITTED_EARLIER: "nộp bài sớm hơn",
    award_rules.Criterion.REGISTERED_EARLIER: "đăng ký dự thi sớm hơn",
    award_rules.Criterion.LOT: "bốc thăm",
    rules.TakingPart.SUBMITTED: "đã nộp bài và được máy chủ xác nhận",
    rules.TakingPart.GRADED: "đã nộp bài, hoặc hết giờ làm bài mà máy chủ đã nhận được bản lưu",
    rules.TakingPart.STARTED: "đã bắt đầu làm bài, dù chưa nộp bài",
    award_rules.CollectiveCriterion.MANDATORY_COMPLETE: "đủ chỉ tiêu của mọi nhóm bắt buộc dự thi",
    award_rules.CollectiveCriterion.HAS_INDIVIDUAL_WINNER: "có ít nhất một người đoạt giải cá nhân",
    award_rules.CollectiveCriterion.PARTICIPATION_RATE: (
        "tỷ lệ người dự thi trên tổng số người của cơ quan, đơn vị"
    ),
    award_rules.CollectiveCriterion.PARTICIPANTS: "số người dự thi",
    award_rules.CollectiveCriterion.AVERAGE_SCORE: "điểm trung bình của người dự thi",
    award_rules.CollectiveCriterion.INDIVIDUAL_WINNERS: "số người đoạt giải cá nhân",
    award_rules.Combine.BEST_ROUND: "đợt có kết quả cao nhất",
    award_rules.Combine.LAST_ROUND: "đợt dự thi sau cùng",
    award_rules.Combine.SUM: "cộng kết quả các đợt",
    rules.WinnerNames.FULL: "đầy đủ họ tên",
    rules.WinnerNames.INITIALS: "tên và chữ đầu của họ, tên đệm",
    rules.WinnerNames.NONE: "chỉ có mã dự thi",
}

FIELDS: Mapping[str, str] = {
    "phone": "số điện thoại",
    "commune": "xã, phường, thị trấn",
    "email": "địa chỉ thư điện tử",
    "position": "chức vụ",
    "sex": "giới tính",
}


def words(value: StrEnum) -> str:
    """A value of the rules in Vietnamese."""
    return WORDS[value]


def capital(text: str) -> str:
    """The text with its first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with its first letter small: to go on in the middle of a sentence."""
    return text[:1].lower() + text[1:]


def vn_date(day: date) -> str:
    """07/11/2023, in Vietnam."""
    if isinstance(day, datetime):
        day = day.astimezone(VIETNAM)
    return f"{day:%d/%m/%Y}"


def vn_time(moment: datetime) -> str:
    """08:00, in Vietnam."""
    return f"{moment.astimezone(VIETNAM):%H:%M}"


def vn_moment(moment: datetime) -> str:
    """08:00 ngày 07/11/2023 (giờ Việt Nam): never the zone of the reader's device (R7)."""
    return f"{vn_time(moment)} ngày {vn_date(moment)} (giờ Việt Nam)"


def vn_length(length: timedelta) -> str:
    """20 phút; 7 phút 30 giây."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return f"{minutes} phút {seconds} giây" if seconds else f"{minutes} phút"


def vn_list(parts: Iterable[str]) -> str:
    """a, b và c."""
    *head, last = parts
    return f"{', '.join(head)} và {last}" if head else last
