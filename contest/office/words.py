"""What tables and the report call levels, groups, outcomes and the papers they rest on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contest.domain.rules import Contest, Document, Level
from contest.office.tables import counted, day, local

LEVELS = {
    Level.PROVINCE: "Cấp tỉnh",
    Level.DISTRICT: "Cấp huyện",
    Level.COMMUNE: "Cấp xã",
    Level.OTHER: "Cơ quan, đơn vị khác",
}
"""What a level is called in tables and in the report."""
MET, UNMET, UNKNOWN, NO_QUOTA = "Đạt", "Chưa đạt", "Chưa có biên chế", "Không giao chỉ tiêu"


def moment(text: str) -> datetime:
    """An RFC 3339 moment of a document."""
    return datetime.fromisoformat(text)


def headcount_version(quotas: Mapping[str, Any]) -> str:
    """Which headcounts the figures rest on: their source and since when they hold."""
    version = quotas.get("headcounts")
    if not version:
        return "chưa có số liệu"
    return f"{version['source']} ({local(moment(version['at'])):%d/%m/%Y})"


def cited(document: Document) -> str:
    """An official paper as it is cited: `Kế hoạch số 115/KH-UBND ngày 07/7/2023`."""
    kinds = ("Kế hoạch", "Quyết định", "Công văn", "Thông báo", "Nghị quyết", "Chỉ thị")
    kind = next((each for each in kinds if document.title.startswith(each)), "Văn bản")
    return f"{kind} số {document.number} ngày {day(document.date)}"


def outcome(met: bool | None) -> str:
    """How a line or an agency stands."""
    if met is None:
        return UNKNOWN
    return MET if met else UNMET


def group_name(contest: Contest, group: str | None) -> str | None:
    """What a group is called; an id that the rules no longer know stands for itself."""
    found = contest.group(group) if group else None
    return found.name if found else group


def least(line: Mapping[str, Any]) -> str:
    """How much a quota line asks for at least: `50%` or `01 người`."""
    if line["percent"] is not None:
        return f"{line['percent']}%"
    return f"{counted(line['people'])} người"
