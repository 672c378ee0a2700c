"""Why one agency stands above the next, or has no place, in words (Vietnamese)."""

from collections.abc import Mapping

from contest.domain.award_rules import CollectiveCriterion
from contest.domain.awards.deciding import number

EQUAL = "bằng nhau ở mọi tiêu chí, xếp theo mã đơn vị"
"""Said of two agencies that are equal in all that they are ranked by."""

_MOST_DIGITS = 9
_NAMES: Mapping[CollectiveCriterion, str] = {
    CollectiveCriterion.MANDATORY_COMPLETE: "đủ số người bắt buộc tham gia",
    CollectiveCriterion.HAS_INDIVIDUAL_WINNER: "có người đoạt giải cá nhân",
    CollectiveCriterion.PARTICIPATION_RATE: "tỷ lệ tham gia",
    CollectiveCriterion.PARTICIPANTS: "số người tham gia",
    CollectiveCriterion.AVERAGE_SCORE: "điểm trung bình",
    CollectiveCriterion.INDIVIDUAL_WINNERS: "số người đoạt giải cá nhân",
}
YES_OR_NO = frozenset(
    {CollectiveCriterion.MANDATORY_COMPLETE, CollectiveCriterion.HAS_INDIVIDUAL_WINNER}
)


def decided(criterion: CollectiveCriterion, better: float | None, worse: float | None) -> str:
    """What decided between two different values of a criterion; None: not known."""
    name = _NAMES[criterion]
    if criterion in YES_OR_NO:
        return f"hơn nhờ: {name}"
    one, other = _apart(criterion, better, worse)
    return f"hơn nhờ: {name} {one} so với {other}"


def _apart(
    criterion: CollectiveCriterion, better: float | None, worse: float | None
) -> tuple[str, str]:
    """Both values with as few digits as it takes to see that they differ."""
    for digits in range(1, _MOST_DIGITS):
        one, other = _said(criterion, better, digits), _said(criterion, worse, digits)
        if one != other:
            break
    return one, other


def missed(criterion: CollectiveCriterion, value: float | None, percent: int | None) -> str:
    """A criterion that was not reached; `percent` is the least participation, where there is."""
    name = _NAMES[criterion]
    if criterion in YES_OR_NO:
        return name
    owed = "" if percent is None else f" (cần ít nhất {percent}\N{NO-BREAK SPACE}%)"
    return f"{name} {_said(criterion, value, 1)}{owed}"


def _said(criterion: CollectiveCriterion, value: float | None, digits: int) -> str:
    if value is None:
        return "chưa rõ"
    if criterion is CollectiveCriterion.PARTICIPATION_RATE:
        return f"{_decimal(value * 100, digits)}\N{NO-BREAK SPACE}%"
    if criterion is CollectiveCriterion.AVERAGE_SCORE:
        return _decimal(value, digits + 1)
    return number(int(value))


def _decimal(value: float, digits: int) -> str:
    """8,25: cut off, never rounded up to what was not reached; no zeros at the end."""
    whole, part = divmod(int(value * 10**digits + 1e-9), 10**digits)
    return f"{number(whole)},{part:0{digits}}".rstrip("0").rstrip(",")
