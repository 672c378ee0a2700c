"""What the rules say, in English: for the summary below `/en/`.

Values of the rules are all here; names that organizers write (topics, groups, prizes) are known
where they are customary, and stay Vietnamese, marked as such, where they are not.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from html import escape

from jinja2 import Environment

from contest.domain import award_rules, rules
from contest.domain.phase import VIETNAM

WORDS: Mapping[StrEnum, str] = {
    rules.Level.PROVINCE: "provincial departments",
    rules.Level.DISTRICT: "district People’s Committees",
    rules.Level.COMMUNE: "commune People’s Committees",
    rules.Level.OTHER: "other bodies",
    rules.Difficulty.EASY: "easy",
    rules.Difficulty.MEDIUM: "medium",
    rules.Difficulty.HARD: "hard",
    rules.RoundKind.REHEARSAL: "practice only, does not count",
    rules.RoundKind.OFFICIAL: "counts for the results",
    rules.Counted.BEST: "the best attempt",
    rules.Counted.LAST: "the last attempt",
    rules.Counted.FIRST: "the first attempt",
    rules.PredictionTarget.PERFECT_SCORES: "answer every question correctly",
    rules.PredictionTarget.ENTRANTS: "take part",
    award_rules.Criterion.CORRECT: "more correct answers",
    award_rules.Criterion.SCORE: "higher score",
    award_rules.Criterion.DURATION: "shorter time spent on the paper",
    award_rules.Criterion.ATTEMPTS_USED: "fewer attempts used",
    award_rules.Criterion.PREDICTION: "closer answer to the prediction question",
    award_rules.Criterion.SUBMITTED_EARLIER: "earlier submission",
    award_rules.Criterion.REGISTERED_EARLIER: "earlier registration",
    award_rules.Criterion.LOT: "drawing of lots",
    rules.TakingPart.SUBMITTED: "handed in and confirmed by the server",
    rules.TakingPart.GRADED: "handed in, or ended by time with answers saved on the server",
    rules.TakingPart.STARTED: "started, whether handed in or not",
    award_rules.CollectiveCriterion.MANDATORY_COMPLETE: (
        "every group obliged to take part has met its minimum"
    ),
    award_rules.CollectiveCriterion.HAS_INDIVIDUAL_WINNER: "at least one individual prize winner",
    award_rules.CollectiveCriterion.PARTICIPATION_RATE: "participants as a share of all its people",
    award_rules.CollectiveCriterion.PARTICIPANTS: "number of participants",
    award_rules.CollectiveCriterion.AVERAGE_SCORE: "average score of its participants",
    award_rules.CollectiveCriterion.INDIVIDUAL_WINNERS: "number of individual prize winners",
    award_rules.Combine.BEST_ROUND: "the round with the best result counts",
    award_rules.Combine.LAST_ROUND: "the last round sat counts",
    award_rules.Combine.SUM: "the results of the rounds are added up",
    rules.WinnerNames.FULL: "full name",
    rules.WinnerNames.INITIALS: "given name and the initials of the other names",
    rules.WinnerNames.NONE: "candidate code only",
}

FIELDS: Mapping[str, str] = {
    "phone": "phone number",
    "commune": "commune of residence",
    "email": "e-mail address",
    "position": "position",
    "sex": "sex",
}

NAMES: Mapping[str, str] = {
    "Cải cách thể chế": "Institutional reform",
    "Cải cách thủ tục hành chính": "Reform of administrative procedures",
    "Cải cách tổ chức bộ máy hành chính nhà nước": "Reform of the state administrative apparatus",
    "Cải cách chế độ công vụ": "Civil service reform",
    "Cải cách tài chính công": "Public finance reform",
    "Xây dựng, phát triển Chính quyền điện tử, Chính quyền số": (
        "Building and developing e-government and digital government"
    ),
    "Chỉ số cải cách hành chính (PAR INDEX)": "Public Administration Reform Index (PAR INDEX)",
    "Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)": "Provincial Competitiveness Index (PCI)",
    "Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI)": (
        "Provincial Governance and Public Administration Performance Index (PAPI)"
    ),
    "Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)": (
        "Satisfaction Index of Public Administration Services (SIPAS)"
    ),
    "Chỉ số chuyển đổi số (DTI)": "Digital Transformation Index (DTI)",
    "Lãnh đạo cơ quan, đơn vị": "Heads and deputy heads of agencies",
    "Lãnh đạo cấp phòng": "Heads and deputy heads of divisions",
    "Công chức không giữ chức vụ lãnh đạo, quản lý": "Civil servants without a management post",
    "Người làm nhiệm vụ tiếp nhận và trả kết quả (Một cửa)": "One-stop-shop staff",
    "Viên chức, chiến sĩ, người lao động khác": "Public employees, armed forces, other staff",
    "Công dân": "Citizens",
    "Thi thử": "Trial run",
    "Vòng 1": "Round 1",
    "Vòng 2": "Round 2",
    "Xếp hạng cá nhân": "Individual ranking",
    "Giải Nhất": "First prize",
    "Giải Nhì": "Second prize",
    "Giải Ba": "Third prize",
    "Giải Khuyến khích": "Consolation prize",
    "Giải tập thể": "Collective prize",
    "Giải tập thể cấp tỉnh": "Collective prize, provincial level",
    "Giải tập thể cấp huyện": "Collective prize, district level",
    "Thành viên Ban Tổ chức": "members of the Organizing Committee",
    "Thành viên Tổ Thư ký": "members of the Secretariat",
    "Thành viên Tổ soạn thảo bộ câu hỏi": "members of the team that drafts the questions",
    "Cán bộ, công chức, viên chức, nhân viên phụ trách kỹ thuật của hệ thống phần mềm Cuộc thi": (
        "officials and staff in charge of the contest’s software"
    ),
    "Ủy ban nhân dân tỉnh Đắk Lắk": "People’s Committee of Đắk Lắk Province",
    "Sở Nội vụ tỉnh Đắk Lắk": "Department of Home Affairs of Đắk Lắk Province",
    "Cuộc thi trực tuyến tìm hiểu cải cách hành chính tỉnh Đắk Lắk năm 2023": (
        "Online Contest on Public Administration Reform of Đắk Lắk Province, 2023"
    ),
}

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def en(value: StrEnum) -> str:
    """A value of the rules in English."""
    return WORDS[value]


def en_name(name: str) -> str:
    """A name as it is customary in English, or as it is, said to be Vietnamese."""
    return NAMES.get(name) or f'<span lang="vi">{escape(name)}</span>'


def en_asked(fields: rules.EntryFields, use: rules.FieldUse) -> list[str]:
    """The fields of the registration form that are used so."""
    return [FIELDS[name] for name, each in fields if each == use]


def en_date(day: date) -> str:
    """7 November 2023, in Vietnam."""
    if isinstance(day, datetime):
        day = day.astimezone(VIETNAM)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def en_moment(moment: datetime) -> str:
    """08:00 on 7 November 2023; the page says that it is Vietnam's time."""
    return f"{moment.astimezone(VIETNAM):%H:%M} on {en_date(moment)}"


def en_length(length: timedelta) -> str:
    """20 minutes; 7 minutes 30 seconds."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    parts = [en_many(minutes, "minute")] + ([en_many(seconds, "second")] if seconds else [])
    return " ".join(parts)


def en_many(count: int, thing: str) -> str:
    """1 attempt; 3 attempts."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def en_list(parts: Iterable[str]) -> str:
    """a, b and c."""
    *head, last = parts
    return f"{', '.join(head)} and {last}" if head else last


def equip(environment: Environment) -> None:
    """Teach templates to say it in English."""
    filters = (en, en_name, en_asked, en_date, en_moment, en_length, en_many, en_list)
    environment.filters.update({each.__name__: each for each in filters})
