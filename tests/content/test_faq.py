"""What machines are told of questions and answers is what the page says to people."""

import json
import re
from pathlib import Path

import pytest
from markdown import markdown

from contest.content.pages import english, vietnamese
from contest.content.pages import filling as pages
from contest.content.pages.faq import questions, structured
from contest.content.sources import load_contest
from contest.domain.rules import Contest
from tests.content.workspace import ROOT

DOCS = ROOT / "site" / "docs"
CONTEST = load_contest(ROOT / "question_src")
PAGE = "cau-hoi-thuong-gap.md"
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def html(name: str, contest: Contest = CONTEST) -> str:
    """The page as its readers get it, without the theme."""
    filled = pages.render(FRONT.sub("", (DOCS / name).read_text(encoding="utf-8")), contest)
    return markdown(filled, extensions=["attr_list", "def_list", "tables"])


@pytest.mark.parametrize(
    ("given", "found", "why"),
    [
        ('<h3 id="a">A?</h3><p>B.</p>', [("A?", "B.")], "one"),
        ("<h3>A</h3><p>B</p>", [], "no id: no question"),
        ('<h2 id="a">A</h2><p>B</p>', [], "a group of questions"),
        ('<h3 id="a">A?</h3><p>B <a href="#">c</a>.</p><p>D</p>', [("A?", "B c.\nD")], "blocks"),
        ('<h3 id="a">A?</h3>\n<ul>\n<li>b\n<li>c</ul>', [("A?", "b\nc")], "a list"),
        ('<h3 id="a">A &amp; «<b>b</b>»?</h3><p>x &lt; y</p>', [("A & «b»?", "x < y")], "marks"),
        ('<h3 id="a">A?</h3><p>B<sup><a>[1]</a></sup>.</p>', [("A?", "B.")], "a footnote's mark"),
        ('<h3 id="a">A?</h3><p>B</p><h2>C</h2><p>D</p>', [("A?", "B")], "the next group ends it"),
        ('<h3 id="a">A?</h3><p>B</p><h3 id="c">C?</h3><p>D</p>', [("A?", "B"), ("C?", "D")], "two"),
        (
            "<h3 id='a'>A?</h3><table><tr><td>1</td><td>2</td></tr></table>",
            [("A?", "1 2")],
            "cells",
        ),
        ('<p>x</p><h3 id="a">A\nb?</h3><p>c\nd</p>', [("A b?", "c d")], "lines of the source"),
    ],
)
def test_questions_are_headings_and_answers_what_follows(
    given: str, found: list[tuple[str, str]], why: str
) -> None:
    assert questions(given) == found, why


def test_the_structured_data_says_the_page() -> None:
    told = structured('<h3 id="a">A?</h3><p>B.</p>')
    assert told["@type"] == "FAQPage"
    assert told["mainEntity"] == [
        {"@type": "Question", "name": "A?", "acceptedAnswer": {"@type": "Answer", "text": "B."}}
    ]
    assert json.loads(json.dumps(told)) == told


def test_every_question_of_the_page_has_an_answer() -> None:
    found = questions(html(PAGE))
    assert len(found) >= 25
    assert len({question for question, _ in found}) == len(found)
    assert [question for question, answer in found if len(answer) < 20] == []
    assert [q for q, _ in found if not q.endswith("?")] == []


@pytest.mark.parametrize(
    ("change", "words", "why"),
    [
        ({"entry": {"mode": "roster"}}, "danh sách được cơ quan, đơn vị cử", "nominated people"),
        ({"privacy": {"keep_personal_days": 45}}, "45 ngày", "how long"),
        ({"awards": {"one_prize_per_person": False}}, "Có thể nhận nhiều giải", "prizes"),
        ({"entry": {"minimum_age": 16}}, "đủ 16 tuổi", "age"),
        ({"participation": {"smallest_cell": 7}}, "ít hơn 7 người", "small cells"),
    ],
)
def test_answers_follow_the_rules(
    change: dict[str, dict[str, object]], words: str, why: str
) -> None:
    data = CONTEST.model_dump()
    for part, other in change.items():
        data[part] |= other
    answers = "\n".join(answer for _, answer in questions(html(PAGE, Contest.model_validate(data))))
    assert words in answers, why


def test_contacts_are_shown_and_never_invented() -> None:
    assert "chưa được cập nhật" in html("lien-he.md")
    data = CONTEST.model_dump()
    data["contest"]["contacts"] = [{"name": "Tổ Thư ký", "phone": "0262 3000 000"}]
    page = html("lien-he.md", Contest.model_validate(data))
    assert "chưa được cập nhật" not in page
    assert 'href="tel:02623000000"' in page


@pytest.mark.parametrize("name", ["en/index.md", "en/rules.md"])
def test_the_english_summary_needs_no_vietnamese_names(name: str) -> None:
    """Every name of this contest has its English words; another's would be marked as Vietnamese."""
    assert 'lang="vi"' not in html(name)


def test_english_knows_every_value_that_vietnamese_knows() -> None:
    assert english.WORDS.keys() == vietnamese.WORDS.keys()
    assert english.FIELDS.keys() == vietnamese.FIELDS.keys()


def test_an_unknown_name_is_said_to_be_vietnamese() -> None:
    assert english.en_name("Giải <Đặc biệt>") == '<span lang="vi">Giải &lt;Đặc biệt&gt;</span>'


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 attempt"), (3, "3 attempts"), (0, "0 attempts")]
)
def test_english_counts(count: int, words: str) -> None:
    assert english.en_many(count, "attempt") == words


def test_privacy_names_what_the_form_asks_and_no_more(tmp_path: Path) -> None:
    page = html("quyen-rieng-tu.md")
    assert "Số điện thoại" in page and "Giới tính" not in page
    data = CONTEST.model_dump()
    data["entry"]["fields"] |= {"phone": "off", "sex": "optional"}
    other = html("quyen-rieng-tu.md", Contest.model_validate(data))
    assert "Giới tính</td>" in other and "Số điện thoại</td>" not in other


def without(**parts: object) -> Contest:
    return Contest.model_validate(CONTEST.model_dump() | parts)


MINE = (
    PAGE, "quyen-rieng-tu.md", "tro-nang.md", "lien-he.md", "huong-dan/bien-tap.md",
    "en/index.md", "en/rules.md", "en/indices.md", "tin-tuc/2023-11-07-cuoc-thi-bat-dau.md",
)  # fmt: skip


@pytest.mark.parametrize("name", MINE)
def test_pages_hold_under_other_rules(name: str) -> None:
    """No quotas, nobody excluded, rounds sat in two ways, one attempt, no rehearsal, no prizes."""
    rounds = [each for each in CONTEST.model_dump()["rounds"] if each["kind"] == "official"]
    rounds[0] |= {"duration_minutes": 7, "question_seconds": 30, "score_shown": "after_close"}
    rounds[0]["attempts"] |= {"per_round": 1, "answer_all": True, "answers_may_change": False}
    rounds[1]["attempts"] |= {"per_day": 1, "counted": "last"}
    awards = CONTEST.model_dump()["awards"] | {"collective": [], "one_prize_per_person": False}
    other = without(
        rounds=rounds, quotas=[], awards=awards, exclusions={"clause": "II.2.a", "who": []}
    )
    page = html(name, other)
    assert "{{" not in page or name == "huong-dan/bien-tap.md"
    assert "<p></p>" not in page and " ." not in re.sub(r"<[^>]+>", "", page)
