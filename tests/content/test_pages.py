"""The pages say what `contest.yaml` says, and nothing older."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError
from mkdocs.commands.build import build
from mkdocs.config import load_config

from contest.content.pages import filling as pages
from contest.content.pages import vietnamese
from contest.content.sources import load_contest
from contest.domain import award_rules, rules
from contest.domain.rules import Contest
from tests.content.workspace import RUNS_INLINE

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "site" / "docs"
CONTEST = load_contest(ROOT / "question_src")
ANY_TIME = re.compile(r"\b20\d\d\b")


def bent(**changes: Any) -> Contest:
    """The contest with some things otherwise: `attempts__per_day=1` bends it in every round."""
    data = CONTEST.model_dump()
    for path, value in changes.items():
        *way, last = path.split("__")
        places = data["rounds"] if way[0] == "rounds" else [data[way[0]]]
        if way[:2] in (["awards", "rankings"], ["awards", "collective"]):
            places, way = data["awards"][way[1]], way[1:]
        for place in places:
            for step in way[1:]:
                place = place[step]
            place[last] = value
    return Contest.model_validate(data)


def page(name: str, contest: Contest = CONTEST) -> str:
    return pages.render((DOCS / name).read_text(encoding="utf-8"), contest)


def the_le(**changes: Any) -> str:
    """The rules page of a contest that is so."""
    return page("the-le.md", bent(**changes) if changes else CONTEST)


GUESS = {
    "target": "perfect_scores",
    "scope": "round",
    "unit": "people",
    "question": "Bao nhiêu người trả lời đúng tất cả?",
}


LOT = {"source": "Giải Đặc biệt xổ số kiến thiết", "drawn_on": date(2023, 12, 5)}
LADDER = (
    {"below": 50, "percent": 30},
    {"below": 100, "percent": 25},
    {"below": None, "percent": 9},
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contest__name": "Cuộc thi khác"}, "Cuộc thi khác"),
        ({"contest__organizer": "Ủy ban khác"}, "Cơ quan tổ chức: Ủy ban khác."),
        ({"contest__standing_body": "Sở khác"}, "Ban Tổ chức: Sở khác"),
        ({"entry__minimum_age": 16}, "từ đủ 16 tuổi trở lên"),
        ({"entry__mode": "roster"}, "người có trong danh sách được cơ quan, đơn vị cử"),
        ({"entry__mode": "access_code"}, "Ai có mã dự thi chung"),
        ({"entry__unique_phone": True}, "Mỗi số điện thoại chỉ đăng ký được cho một người"),
        ({"entry__fields__sex": "required"}, "số điện thoại, giới tính và nhóm đối tượng"),
        ({"entry__fields__email": "optional"}, "địa chỉ thư điện tử"),
        ({"entry__sign_in__tries": 7}, "tối đa 7 lần trong 15 phút"),
        ({"entry__sign_in__session_hours": 8}, "hiệu lực 8 giờ"),
        ({"rounds__opens_at": "2024-05-06T07:30+07:00"}, "07:30 ngày 06/05/2024"),
        ({"rounds__closes_at": "2024-05-06T18:45Z"}, "01:45 ngày 07/05/2024"),
        ({"rounds__open_to": ["citizen"]}, "Vòng 1 chỉ dành cho: Công dân."),
        ({"rounds__bank": "exam"}, "xếp hạng và chỉ tiêu tham gia."),
        ({"rounds__blueprint": [{"topic": "pci", "count": 9}]}, "**9 câu** trắc nghiệm"),
        ({"rounds__duration_minutes": 35}, "làm trong **35 phút**"),
        ({"rounds__question_seconds": 45}, "làm trong **15 phút**, mỗi câu có 45 giây"),
        ({"rounds__points_per_question": 5}, "được 5 điểm, tối đa 100 điểm"),
        ({"rounds__shuffle_options": False}, "Thứ tự câu hỏi được trộn."),
        ({"rounds__shuffle_questions": False}, "Thứ tự phương án được trộn."),
        ({"rounds__attempts__per_round": 1}, "được thi **một lượt**"),
        ({"rounds__attempts__per_round": 5}, "tối đa **5 lượt**"),
        ({"rounds__attempts__per_day": 2}, "Mỗi ngày được thi tối đa 2 lượt"),
        ({"rounds__attempts__counted": "last"}, "Lượt được tính là lượt cuối cùng."),
        ({"rounds__attempts__answer_all": True}, "Phải trả lời đủ mọi câu mới nộp được bài"),
        ({"rounds__attempts__answers_may_change": False}, "đã chọn thì không được đổi"),
        ({"rounds__prediction": GUESS}, "số người trả lời đúng tất cả các câu trong đợt thi"),
        ({"rounds__score_shown": "after_close"}, "Điểm được báo sau khi đợt thi đóng"),
        ({"awards__rankings__tie_break": ["score", "lot"]}, "1. Điểm cao hơn\n2. Bốc thăm\n"),
        ({"awards__one_prize_per_person": False}, "có thể nhận nhiều giải"),
        ({"awards__rankings__prizes": [{"name": "Giải A", "count": 4}]}, "| Giải A | 4 |"),
        (
            {"awards__rankings__prizes": [{"name": "Giải A", "count": 4, "worth": "một xe"}]},
            "một xe",
        ),
        ({"awards__rankings__rounds": ["vong-2"]}, "theo kết quả của Vòng 2."),
        ({"awards__rankings__combine": "last_round"}, "được tính đợt dự thi sau cùng."),
        ({"awards__rankings__combine": "sum_of_rounds"}, "Kết quả các đợt được cộng lại"),
        ({"awards__rankings__open_to": ["citizen"]}, "người dự thi thuộc nhóm công dân"),
        ({"awards__rankings__tie_break": ["prediction"]}, "so theo độ lệch"),
        ({"awards__rankings__tie_break": ["lot"], "awards__lot": LOT}, "**, ngày 05/12/2023"),
        ({"awards__rankings__tie_break": ["lot"], "awards__lot": LOT}, "xổ số kiến thiết"),
        ({"awards__collective__title": "Cờ thi đua"}, "#### Cờ thi đua"),
        ({"awards__collective__levels": ["commune"]}, "Dành cho UBND cấp xã:"),
        ({"awards__collective__required": ["participants"]}, "- số người dự thi."),
        ({"awards__collective__least_participation": LADDER}, "dưới 50 người: 30%;"),
        ({"awards__collective__least_participation": LADDER}, "từ 50 đến dưới 100 người: 25%;"),
        ({"awards__collective__least_participation": LADDER}, "từ 100 người trở lên: 9%."),
        ({"awards__collective__ranked_by": ["average_score"]}, "xếp theo điểm trung bình"),
        ({"awards__collective__prizes": [{"name": "Cờ", "count": 7}]}, "7 cờ"),
        ({"privacy__winners": "full"}, "được nêu bằng đầy đủ họ tên"),
        ({"privacy__winners": "none"}, "được nêu bằng mã dự thi"),
        ({"exclusions__who": ["Giám khảo"]}, "- Giám khảo"),
        ({"participation__counts": "graded"}, "hết giờ làm bài mà máy chủ đã nhận được bản lưu;"),
        ({"participation__counts": "started"}, "có một lượt thi đã bắt đầu làm bài"),
        ({"participation__attempts": 2}, "có ít nhất 2 lượt thi, tính chung các đợt"),
        ({"participation__smallest_cell": 9}, "có ít hơn 9 người dự thi được gộp lại"),
        ({"privacy__keep_personal_days": 90}, "được giữ 90 ngày"),
        ({"privacy__consent": ["Tôi đồng ý."]}, "> Tôi đồng ý."),
    ],
)
def test_a_changed_rule_is_said_and_was_not_said_before(changes: dict[str, Any], said: str) -> None:
    assert said in the_le(**changes)
    assert said not in the_le()


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("Mỗi ngày được thi", {}),
        ("câu hỏi dự đoán", {}),
        ("bỏ trống", {"rounds__attempts__answer_all": True}),
        ("### Khuyến khích", {"entry__mode": "roster"}),
        ("Giải tập thể", {"awards__collective": []}),
        ("Bốc thăm", {}),
        ("Thời gian làm bài**", {"awards__rankings__tie_break": ["score"]}),
        ("tất cả** điều kiện", {"awards__collective__required": []}),
        ("### Không được dự thi", {"exclusions__who": []}),
        ("trừ ra khỏi số người", {"participation__excluded_in_headcount": False}),
        ("từ đủ", {"entry__minimum_age": 0}),
    ],
)
def test_a_rule_that_is_off_is_not_told(words: str, changes: dict[str, Any]) -> None:
    assert words not in the_le(**changes)


def test_the_least_participation_stands_under_its_level() -> None:
    assert "| Lãnh đạo cấp phòng | 50% | 50% | – |" in the_le()
    assert "| Lãnh đạo cơ quan, đơn vị | 1 người | 1 người | 50% |" in the_le()


def test_a_group_within_another_is_told_once() -> None:
    assert the_le().count("được tính trong số công chức không giữ chức vụ lãnh đạo, quản lý") == 1


def test_rounds_sat_in_different_ways_are_told_apart() -> None:
    data = CONTEST.model_dump()
    data["rounds"][-1]["duration_minutes"] = 45
    text = page("the-le.md", Contest.model_validate(data))
    assert re.findall(r"làm trong \*\*(\d+) phút", text) == ["20", "45"]
    assert "### Vòng 1\n" in text
    assert "### Vòng 2\n" in text


@pytest.mark.parametrize("name", [path.name for path in DOCS.glob("*.md")])
def test_names_years_and_dates_come_from_the_contest_alone(name: str) -> None:
    source = (DOCS / name).read_text(encoding="utf-8")
    assert not ANY_TIME.search(source)
    for literal in (CONTEST.contest.short_name, CONTEST.contest.name, "Đắk Lắk"):
        assert literal not in source


@pytest.mark.parametrize("name", [path.name for path in DOCS.glob("*.md")])
def test_pages_are_composed_unicode_whatever_the_source(name: str) -> None:
    source = unicodedata.normalize("NFD", (DOCS / name).read_text(encoding="utf-8"))
    assert unicodedata.is_normalized("NFC", pages.render(source, CONTEST))


def test_a_misspelt_name_in_a_page_is_an_error_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        pages.render("{{ contest.contest.nmae }}", CONTEST)


WORDED: tuple[type[StrEnum], ...] = (
    rules.Level,
    rules.Difficulty,
    rules.RoundKind,
    rules.Counted,
    rules.PredictionTarget,
    award_rules.Criterion,
    rules.TakingPart,
    award_rules.CollectiveCriterion,
    award_rules.Combine,
    rules.WinnerNames,
)


def test_every_value_of_the_rules_has_its_own_words() -> None:
    """Members of two enums that are spelt alike would share a row; the count shows it."""
    values = [value for kind in WORDED for value in kind]
    assert len(vietnamese.WORDS) == len(values)
    assert all(vietnamese.words(value) for value in values)
    assert set(vietnamese.FIELDS) == set(rules.EntryFields.model_fields)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (vietnamese.vn_date(date(2023, 7, 7)), "07/07/2023"),
        (vietnamese.vn_date(datetime(2023, 11, 6, 17, 0, tzinfo=UTC)), "07/11/2023"),
        (vietnamese.vn_time(datetime(2023, 11, 7, 1, 0, tzinfo=UTC)), "08:00"),
        (
            vietnamese.vn_moment(datetime(2023, 11, 7, 1, 0, tzinfo=UTC)),
            "08:00 ngày 07/11/2023 (giờ Việt Nam)",
        ),
        (vietnamese.vn_length(timedelta(minutes=20)), "20 phút"),
        (vietnamese.vn_length(timedelta(seconds=450)), "7 phút 30 giây"),
        (vietnamese.vn_list(["a"]), "a"),
        (vietnamese.vn_list(["a", "b", "c"]), "a, b và c"),
        (vietnamese.capital("bốc thăm"), "Bốc thăm"),
        (vietnamese.small("Tổ Thư ký"), "tổ Thư ký"),
    ],
)
def test_dates_times_and_lists_read_as_in_vietnam(said: str, expected: str) -> None:
    assert said == expected


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as built, warnings being errors."""
    place = tmp_path_factory.mktemp("site")
    build(load_config(str(ROOT / "site" / "mkdocs.yml"), site_dir=str(place), strict=True))
    return place


def test_the_site_keeps_a_strict_content_security_policy(site: Path) -> None:
    """No inline script or style, and nothing loaded from anywhere else."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not RUNS_INLINE.search(html), path
        named = r"<link rel=\"(?:canonical|alternate)\""  # they tell an address and load nothing
        loaded = rf"(?!{named})<(?:link|script|img)[^>]*(?:href|src)=\"(?!/[^/])"
        assert not re.search(loaded, html), path


def test_pages_run_what_they_need_and_no_more(site: Path) -> None:
    """The notice everywhere, besides that only what a page is for; never a script in the page."""
    scripts = {
        path.parent.relative_to(site).as_posix(): re.findall(
            r"<script[^>]*?(?: src=\"([^\"]*)\")?></script>", path.read_text("utf-8")
        )
        for path in site.rglob("*.html")
    }
    places = ("on-tap", "tham-gia", "tra-cuu", "chung-nhan", "tim-kiem", "tai-lieu")
    own = {place: f"/{place}/{place}.js" for place in places} | {".": "/trang-chu/trang-chu.js"}
    for place, found in scripts.items():  # pages with practice at their end
        if "/on-tap/at-the-end.js" in found:
            assert place.startswith("kien-thuc/")
            own[place] = "/on-tap/at-the-end.js"
    assert set(own) < set(scripts)
    for place, found in scripts.items():
        assert found == ["/shared/live.js", *([own[place]] if place in own else [])], place


def test_every_page_bears_the_contest_and_its_plan(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert CONTEST.contest.name in html
        assert CONTEST.contest.plan.number in html
        assert html.count("<h1") == 1, path


def test_home_tells_when_each_round_opens_and_where_to_enter(site: Path) -> None:
    html = (site / "index.html").read_text(encoding="utf-8")
    for each in CONTEST.rounds:
        assert f">{vietnamese.vn_date(each.opens_at)}</time>" in html
    assert re.search(r'<a class="button" data-door="exam" href="/thi/">', html)
