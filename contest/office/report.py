"""The secretariat's report on participation, as an official paper (V.2.b).

Every figure comes from the documents that the console shows; every name from the contest's data.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from contest.domain.agency import Agency
from contest.domain.rules import Contest, RoundKind
from contest.office.advice import cases, recommendations
from contest.office.official_paper import Head, Paper
from contest.office.report_tables import (
    BY_GROUP,
    BY_LEVEL,
    ROUNDS,
    UNCOUNTED,
    UNMET,
    by_group,
    by_level,
    owing,
    rounds,
    uncounted,
    unmet,
)
from contest.office.tables import counted, hour_and_day
from contest.office.words import cited, group_name, headcount_version, moment

_BODY, _SECRETARIAT = "BAN TỔ CHỨC", "TỔ THƯ KÝ CUỘC THI"
_SYMBOL = "/BC-TTK"
_PLACE = re.compile(r"\b(?:tỉnh|thành phố)\s+(\S.*)$", re.IGNORECASE)


def report(
    quotas: Mapping[str, Any],
    overview: Mapping[str, Any],
    contest: Contest,
    agencies: Sequence[Agency],
    as_of: datetime,
) -> bytes:
    """The report as .docx; its number and date are given by the office that files it."""
    paper = Paper(author="Tổ Thư ký", title=_subject(contest), at=as_of)
    _begin(paper, contest, as_of)
    _participation(paper, overview, contest, as_of)
    _results(paper, quotas, contest)
    _agencies_behind(paper, quotas, contest, agencies)
    _cases(paper, overview)
    _recommendations(paper, quotas, overview, contest, as_of)
    _end(paper, contest)
    return paper.to_bytes()


def place_of(organizer: str) -> str:
    """Where a paper is issued: the province in the organizer's name."""
    found = _PLACE.search(organizer)
    return found.group(1) if found else "…"


def _subject(contest: Contest) -> str:
    return f"Kết quả tham gia {contest.contest.name}"


def _begin(paper: Paper, contest: Contest, as_of: datetime) -> None:
    info = contest.contest
    paper.head(Head(_BODY, _SECRETARIAT, _SYMBOL, place_of(info.organizer)))
    paper.title("BÁO CÁO", _subject(contest))
    for document, end in ((info.plan, ";"), (info.committee, ",")):
        about = document.title.removeprefix(cited(document).split(" số ")[0]).strip()
        paper.basis(f"Căn cứ {cited(document)} {_about(about, info.organizer)}".strip() + end)
    paper.paragraph(
        f"Tổ Thư ký tổng hợp kết quả tham gia Cuộc thi, số liệu tính đến {hour_and_day(as_of)} "
        "(giờ Việt Nam), như sau:"
    )


def _about(about: str, organizer: str) -> str:
    """Whose paper it is and what about; a title that says whose stands as it is."""
    if about.startswith("của ") or not about:
        return about or f"của {organizer}"
    return f"của {organizer} {about if about.startswith('về ') else f'về {about}'}"


def _participation(
    paper: Paper, overview: Mapping[str, Any], contest: Contest, as_of: datetime
) -> None:
    totals = overview["totals"]
    held = [each for each in overview["rounds"] if each["kind"] == RoundKind.OFFICIAL]
    paper.section("I. TÌNH HÌNH THAM GIA")
    paper.paragraph(f"1. {contest.contest.name} có {counted(len(held))} đợt thi chính thức:")
    for index, each in enumerate(held, start=1):
        opens, closes = (hour_and_day(moment(each[key])) for key in ("opens_at", "closes_at"))
        end = "." if index == len(held) else ";"
        paper.paragraph(f"- {each['title']}: từ {opens} đến {closes}{end}")
    paper.paragraph(
        f"2. Đến {hour_and_day(as_of)}, có {counted(totals['registered'])} người đăng ký, "
        f"{counted(totals['took_part'])} người đã dự thi với {counted(totals['attempts'])} lượt "
        f"thi. Các cơ quan, đơn vị cử {counted(totals['nominated'])} người; trong số đó "
        f"{counted(totals['nominated_done'])} người đã dự thi."
    )
    paper.table("Tình hình các đợt thi", ROUNDS, list(rounds(overview)))


def _results(paper: Paper, quotas: Mapping[str, Any], contest: Contest) -> None:
    paper.section("II. KẾT QUẢ THEO CẤP")
    paper.paragraph(
        "Mỗi người chỉ tính một lần, ở cơ quan, đơn vị và nhóm đối tượng của người ấy vào ngày dự "
        f"thi. Biên chế theo: {headcount_version(quotas)}."
    )
    paper.table("Kết quả thực hiện chỉ tiêu theo cấp", BY_LEVEL, list(by_level(quotas)))
    groups = list(by_group(quotas, contest))
    if groups:
        paper.table("Kết quả theo nhóm đối tượng bắt buộc dự thi", BY_GROUP, groups)
    for inner, outer in sorted({(q.group, q.within) for q in contest.quotas if q.within}):
        paper.paragraph(
            f"«{group_name(contest, inner)}» đồng thời được tính trong "
            f"«{group_name(contest, outer)}»."
        )


def _agencies_behind(
    paper: Paper, quotas: Mapping[str, Any], contest: Contest, agencies: Sequence[Agency]
) -> None:
    names = {each.id: each.name for each in agencies}
    paper.section("III. CƠ QUAN, ĐƠN VỊ CHƯA ĐẠT CHỈ TIÊU")
    behind, unknown = owing(quotas, met=False), owing(quotas, met=None)
    people = sum(each["missing"] or 0 for each in behind)
    if behind:
        paper.paragraph(
            f"Có {counted(len(behind))} cơ quan, đơn vị chưa đạt chỉ tiêu, còn thiếu ít nhất "
            f"{counted(people)} người dự thi."
        )
        paper.table("Cơ quan, đơn vị chưa đạt chỉ tiêu", UNMET, list(unmet(behind, names, contest)))
    else:
        paper.paragraph("Không có cơ quan, đơn vị nào chưa đạt chỉ tiêu.")
    if unknown:
        paper.paragraph(
            f"Có {counted(len(unknown))} cơ quan, đơn vị chưa có đủ số liệu biên chế để tính."
        )
        paper.table("Chưa đủ số liệu biên chế", UNCOUNTED, list(uncounted(unknown, names)))


def _cases(paper: Paper, overview: Mapping[str, Any]) -> None:
    paper.section("IV. CÁC TRƯỜNG HỢP CẦN XEM XÉT")
    for text in cases(overview["totals"]):
        paper.paragraph(text)


def _recommendations(
    paper: Paper,
    quotas: Mapping[str, Any],
    overview: Mapping[str, Any],
    contest: Contest,
    as_of: datetime,
) -> None:
    paper.section("V. KIẾN NGHỊ")
    for number, text in enumerate(recommendations(quotas, overview, contest, as_of), start=1):
        paper.paragraph(f"{number}. {text}")


def _end(paper: Paper, contest: Contest) -> None:
    paper.paragraph("Trên đây là báo cáo kết quả tham gia Cuộc thi, Tổ Thư ký kính báo cáo./.")
    recipients = (
        f"{contest.contest.organizer} (để báo cáo);",
        "Ban Tổ chức Cuộc thi (để báo cáo);",
        f"{contest.contest.standing_body};",
        "Lưu: VT, TTK.",
    )
    paper.ending(recipients, ("TM. TỔ THƯ KÝ", "TỔ TRƯỞNG"))
