"""Parameters of the rules in Vietnamese: what each is called, and how its values are said.

`PARAMETERS` knows all that a sentence «từ … thành …» can tell; of the others an author has to write
what changed (`told`). `section` is where the rules page speaks of a parameter.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from contest.content.pages import value_words as say
from contest.content.pages.vietnamese import FIELDS
from contest.domain.rules import Contest

_VIETNAM = " (giờ Việt Nam)"


class Parameter(NamedTuple):
    """What a parameter is called, how its values are said, and what ends a sentence about it."""

    name: str
    say: say.Say
    tail: str = ""


PARAMETERS: Mapping[str, Parameter] = {
    "entry.minimum_age": Parameter("tuổi tối thiểu", say.number("tuổi")),
    "entry.mode": Parameter("cách vào dự thi", say.chosen(say.MODES)),
    "entry.unique_phone": Parameter("mỗi số điện thoại chỉ đăng ký một người", say.flag),
    **{f"entry.fields.{each}": Parameter(FIELDS[each], say.chosen(say.USES)) for each in FIELDS},
    "entry.sign_in.tries": Parameter("số lần thử đăng nhập lại", say.number("lần")),
    "entry.sign_in.per_minutes": Parameter("khoảng thời gian tính số lần thử", say.number("phút")),
    "entry.sign_in.session_hours": Parameter("thời hạn một lần đăng nhập", say.number("giờ")),
    "topics.*.name": Parameter("tên chuyên đề", say.text),
    "groups.*.name": Parameter("tên nhóm đối tượng", say.text),
    "groups.*.levels": Parameter("cấp có nhóm này", say.several),
    "rounds.*.kind": Parameter("loại đợt thi", say.one_of),
    "rounds.*.title": Parameter("tên đợt thi", say.text),
    "rounds.*.opens_at": Parameter("giờ mở", say.moment, _VIETNAM),
    "rounds.*.closes_at": Parameter("giờ đóng", say.moment, _VIETNAM),
    "rounds.*.open_to": Parameter("người được dự thi", say.groups),
    "rounds.*.bank": Parameter("bộ câu hỏi", say.text),
    "rounds.*.papers": Parameter("số đề được trộn sẵn", say.number("đề")),
    "rounds.*.shuffle_questions": Parameter("trộn thứ tự câu hỏi", say.flag),
    "rounds.*.shuffle_options": Parameter("trộn thứ tự phương án", say.flag),
    "rounds.*.points_per_question": Parameter("điểm mỗi câu trả lời đúng", say.number("điểm")),
    "rounds.*.duration_minutes": Parameter("thời gian làm bài", say.number("phút")),
    "rounds.*.question_seconds": Parameter(
        "thời gian riêng cho mỗi câu", say.number("giây", "không giới hạn")
    ),
    "rounds.*.grace_seconds": Parameter("khoảng đệm cho mạng chậm sau hạn nộp", say.number("giây")),
    "rounds.*.attempts.per_round": Parameter("số lượt thi tối đa", say.number("lượt")),
    "rounds.*.attempts.per_day": Parameter(
        "số lượt thi tối đa mỗi ngày", say.number("lượt", "không giới hạn")
    ),
    "rounds.*.attempts.counted": Parameter("lượt thi được tính", say.one_of),
    "rounds.*.attempts.answer_all": Parameter("phải trả lời đủ mọi câu mới được nộp", say.flag),
    "rounds.*.attempts.answers_may_change": Parameter("được đổi phương án đã chọn", say.flag),
    "rounds.*.score_shown": Parameter("lúc báo điểm", say.chosen(say.SHOWN)),
    "awards.one_prize_per_person": Parameter("mỗi người nhiều nhất một giải cá nhân", say.flag),
    "awards.rankings.*.title": Parameter("tên bảng xếp hạng", say.text),
    "awards.rankings.*.rounds": Parameter("các đợt thi được xếp hạng", say.rounds),
    "awards.rankings.*.combine": Parameter("cách gộp kết quả các đợt", say.one_of),
    "awards.rankings.*.open_to": Parameter("người được xếp hạng", say.groups),
    "awards.rankings.*.tie_break": Parameter("tiêu chí xếp hạng theo thứ tự", say.several),
    "awards.rankings.*.prizes": Parameter("giải thưởng", say.prizes),
    "awards.collective.*.title": Parameter("tên giải tập thể", say.text),
    "awards.collective.*.levels": Parameter("cấp được xét", say.several),
    "awards.collective.*.required": Parameter("điều kiện phải đạt", say.several),
    "awards.collective.*.ranked_by": Parameter("tiêu chí xếp hạng theo thứ tự", say.several),
    "awards.collective.*.prizes": Parameter("giải thưởng", say.prizes),
    "quotas.*.people": Parameter("số người tối thiểu", say.number("người")),
    "quotas.*.percent": Parameter("tỷ lệ tối thiểu", say.percent),
    "quotas.*.within": Parameter("nhóm được tính gộp vào", say.group_name),
    "quotas.*.clause": Parameter("căn cứ của mức tối thiểu", say.text),
    "participation.counts": Parameter("lượt thi được tính là đã dự thi", say.one_of),
    "participation.attempts": Parameter("số lượt thi để tính là đã dự thi", say.number("lượt")),
    "participation.excluded_in_headcount": Parameter(
        "trừ người không được dự thi ra khỏi số người để tính chỉ tiêu", say.flag
    ),
    "participation.smallest_cell": Parameter(
        "số người dự thi mà ít hơn thì số liệu công khai được gộp", say.number("người")
    ),
    "exclusions.clause": Parameter("căn cứ của việc không được dự thi", say.text),
    "exclusions.who": Parameter("người không được dự thi", say.texts),
    "privacy.keep_personal_days": Parameter("thời hạn giữ dữ liệu cá nhân", say.number("ngày")),
    "privacy.winners": Parameter("tên người đoạt giải trên trang công khai", say.one_of),
}  # fmt: skip

_SECTIONS = {
    "contest": "can-cu",
    "topics": "noi-dung",
    "groups": "duoc-du-thi",
    "entry": "dang-ky",
    "entry.minimum_age": "duoc-du-thi",
    "entry.mode": "duoc-du-thi",
    "quotas": "bat-buoc",
    "participation": "tinh-du-thi",
    "exclusions": "khong-du-thi",
    "rounds": "dot-thi",
    "rounds.*": "de-thi",
    "rounds.*.kind": "dot-thi",
    "rounds.*.title": "dot-thi",
    "rounds.*.opens_at": "dot-thi",
    "rounds.*.closes_at": "dot-thi",
    "rounds.*.open_to": "dot-thi",
    "rounds.*.attempts": "nop-bai",
    "rounds.*.prediction": "nop-bai",
    "rounds.*.score_shown": "nop-bai",
    "awards": "giai-thuong",
    "awards.lot": "xep-hang",
    "awards.rankings": "xep-hang",
    "awards.rankings.*.prizes": "giai-thuong",
    "awards.collective": "giai-tap-the",
    "privacy": "du-lieu",
    "privacy.winners": "giai-thuong",
}
_THINGS = ("topics.", "groups.", "rounds.", "awards.rankings.", "awards.collective.", "quotas.")


def parameter(place: str) -> Parameter | None:
    """The words for a parameter; None where two values don't say what changed."""
    return PARAMETERS.get(_pattern(place))


def section(place: str) -> str | None:
    """The section of the rules page that speaks of a parameter, if any does."""
    steps = _pattern(place).split(".")
    ways = (".".join(steps[:length]) for length in range(len(steps), 0, -1))
    return next((_SECTIONS[each] for each in ways if each in _SECTIONS), None)


def subject(place: str, contest: Contest) -> str:
    """What thing a parameter belongs to, as people know it; empty for the contest as a whole."""
    head, name = _split(place)
    if not name:
        return ""
    things: Any = contest
    for step in head.split("."):
        things = getattr(things, step)
    return say.title(things, name, contest)


def _pattern(place: str) -> str:
    head, name = _split(place)
    return f"{head}.*{place[len(head) + 1 + len(name) :]}" if name else place


def _split(place: str) -> tuple[str, str]:
    """The list that a parameter's thing is in, and the thing's id; empty without a thing."""
    head = next((each for each in _THINGS if place.startswith(each)), "")
    return head.rstrip("."), place[len(head) :].partition(".")[0] if head else ""
