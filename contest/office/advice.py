"""What the report says about cases for a human to decide, and what it asks for.

Each sentence stands only when its figures call for it; nothing is left to be filled in.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from contest.domain.rules import Contest, RoundKind
from contest.office.report_tables import owing
from contest.office.tables import counted, hour_and_day
from contest.office.words import cited, moment

_CASES = {
    "flagged": "người đã dự thi nhưng thuộc diện không được dự thi",
    "mismatched": "người khai cơ quan, đơn vị hoặc nhóm đối tượng khác danh sách được cử",
    "disqualified": "người bị loại khỏi kết quả Cuộc thi",
    "excluded": "người trong danh sách không được dự thi",
}


def cases(totals: Mapping[str, int]) -> Iterator[str]:
    """How many cases of each kind there are; counts only, never a person."""
    found = {key: words for key, words in _CASES.items() if totals[key]}
    if not found:
        yield "Không phát sinh trường hợp cần xem xét."
        return
    yield "Tính đến thời điểm tổng hợp số liệu có:"
    for index, (key, words) in enumerate(found.items(), start=1):
        yield f"- {counted(totals[key])} {words}{'.' if index == len(found) else ';'}"


def recommendations(
    quotas: Mapping[str, Any], overview: Mapping[str, Any], contest: Contest, as_of: datetime
) -> Iterator[str]:
    """What the committee is asked for, by what the figures show."""
    yield from _to_those_behind(quotas, overview, as_of)
    unknown, body = len(owing(quotas, met=None)), contest.contest.standing_body
    if unknown:
        yield (
            f"Đề nghị {counted(unknown)} cơ quan, đơn vị chưa có đủ số liệu biên chế gửi số liệu "
            f"về {body} để tính chỉ tiêu tham gia."
        )
    yield from _about_cases(overview["totals"], contest)
    yield (
        f"Đề nghị {body} sử dụng kết quả tham gia Cuộc thi để đánh giá điểm tiêu chí tuyên truyền "
        f"cải cách hành chính trong Chỉ số cải cách hành chính năm {contest.contest.year}, theo "
        f"{cited(contest.contest.plan)}."
    )


def _to_those_behind(
    quotas: Mapping[str, Any], overview: Mapping[str, Any], as_of: datetime
) -> Iterator[str]:
    """While a round can still be sat, send more people; afterwards, say why."""
    behind = owing(quotas, met=False)
    people = sum(each["missing"] or 0 for each in behind)
    official = [each for each in overview["rounds"] if each["kind"] == RoundKind.OFFICIAL]
    end = max((moment(each["closes_at"]) for each in official), default=as_of)
    if not behind:
        return
    if as_of < end:
        yield (
            f"Đề nghị Ban Tổ chức đôn đốc {counted(len(behind))} cơ quan, đơn vị chưa đạt chỉ tiêu "
            f"cử đủ ít nhất {counted(people)} người còn thiếu dự thi trước {hour_and_day(end)}."
        )
    else:
        yield (
            f"Đề nghị {counted(len(behind))} cơ quan, đơn vị chưa đạt chỉ tiêu rà soát, báo cáo "
            "Ban Tổ chức nguyên nhân và rút kinh nghiệm trong các cuộc thi sau."
        )


def _about_cases(totals: Mapping[str, int], contest: Contest) -> Iterator[str]:
    if totals["flagged"]:
        yield (
            f"Đề nghị Ban Tổ chức xem xét, quyết định đối với {counted(totals['flagged'])} trường "
            f"hợp đã dự thi nhưng thuộc diện không được dự thi ({_clause(contest)})."
        )
    if totals["mismatched"]:
        yield (
            "Đề nghị các cơ quan, đơn vị liên quan đối chiếu, xác nhận "
            f"{counted(totals['mismatched'])} trường hợp khai khác danh sách được cử."
        )


def _clause(contest: Contest) -> str:
    clause = contest.exclusions.clause
    return f"{clause[:1].lower()}{clause[1:]}, {cited(contest.contest.plan)}"
