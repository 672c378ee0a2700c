"""What makes a question wrong, and that an author is told everything at once."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contest.domain.question import mistakes, plain
from tests.domain.builders import a_question, any_question, options, real_sources, table


def keys(question: Any) -> list[str]:
    return [mistake.key for mistake in mistakes(question)]


@given(any_question(1))
def test_a_good_question_has_no_mistakes(question: Any) -> None:
    """A question that keeps every rule is left alone, whatever its kind."""
    assert list(mistakes(question)) == []


def test_the_real_questions_have_no_mistakes() -> None:
    """Every question of `question_src/` may be used as it stands."""
    found = {
        each.entry.question.id: list(mistakes(each.entry.question))
        for each in real_sources().questions
    }
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@table(
    "changes told",
    ({"options": options("*một", "*hai", "ba")}, "«single»", "a single with two right options"),
    ({"options": options("một", "hai", "ba")}, "chưa có đáp án", "no right option"),
    ({"type": "multiple", "options": options("*một", "hai", "ba")}, "chỉ có một",
     "a multiple with one right option"),
    ({"type": "multiple", "options": options("một", "hai")}, "chưa có đáp án",
     "a multiple without a right option"),
    ({"type": "multiple", "options": options("*một", "*hai")}, "mọi phương án đều đúng",
     "a multiple without a wrong option"),
    ({"options": options("*một")}, "từ 2 đến 8", "one option only"),
    ({"options": options("*1", "2", "3", "4", "5", "6", "7", "8", "9")}, "từ 2 đến 8",
     "nine options: there are letters for eight"),
    ({"options": options("*một", "hai", "hai")}, "«hai» bị lặp", "an option twice"),
    ({"options": options("*một", "Hai", "hai.")}, "bị lặp", "twice but for case and full stop"),
    ({"options": options("*một", "hai  ba", "hai ba")}, "bị lặp", "twice but for a space"),
)  # fmt: skip
def test_mistakes_in_the_options(changes: dict[str, Any], told: str) -> None:
    """One slip in the options is told once, in words that name it."""
    (mistake,) = mistakes(a_question(**changes))
    assert mistake.key == "options" and told in mistake.message


@table(
    "last",
    ("Tất cả các phương án trên", "all of the above"),
    ("TẤT CẢ CÁC PHƯƠNG ÁN TRÊN", "in capitals"),
    ("Cả hai phương án trên", "both of the above"),
    ("Cả ba đáp án trên đều đúng", "all three"),
    ("Cả bốn phương án", "all four"),
    ("Cả 3 phương án trên", "three, as a figure"),
    ("Các phương án trên đều đúng", "the options above"),
    ("Không phương án nào đúng", "none of the above"),
    ("Không có đáp án nào đúng", "none of the above, in other words"),
)
def test_an_option_about_the_others_stays_last(last: str) -> None:
    """An option that speaks of the others must be pinned, and once pinned is no mistake (R12)."""
    (mistake,) = mistakes(a_question(options=options("*một", "hai", last)))
    assert "pin: last" in mistake.message and last in mistake.message
    assert list(mistakes(a_question(options=options("*một", "hai", f"!{last}")))) == []


@table(
    "text",
    ("Cả A và B", "two letters"),
    ("Cả a và b đều đúng", "two small letters"),
    ("Cả A, B và C đều đúng", "three letters"),
    ("A và B đều đúng", "without a word before"),
    ("Phương án A", "one by its letter"),
)
def test_no_option_names_another_by_its_letter(text: str) -> None:
    """Letters move when options are shuffled, so even pinned last it would be wrong (R12)."""
    (mistake,) = mistakes(a_question(options=options("*một", "hai", f"!{text}")))
    assert "chữ cái" in mistake.message and text in mistake.message


@table(
    "text",
    ("Cải cách tất cả thủ tục", "all, in mid-sentence"),
    ("Cả nước", "the whole country"),
    ("Không quy định", "nothing is laid down"),
    ("Cán bộ cấp xã", "begins alike"),
)
def test_other_options_need_no_pin(text: str) -> None:
    """Nobody is asked to pin an option that speaks for itself."""
    assert list(mistakes(a_question(options=options("*một", "hai", text)))) == []


def test_an_author_sees_everything_at_once() -> None:
    """Three slips in one question are three mistakes."""
    wrong = a_question(options=options("*một", "*hai", "hai", "Tất cả các phương án trên"))
    assert keys(wrong) == ["options", "options", "options"]


@table(
    "changes",
    ({"id": "Câu 1"}, "an id with spaces and marks"),
    ({"id": "cau_1"}, "an id with an underscore"),
    ({"id": "cau-1\n"}, "an id with a line break"),
    ({"id": "c" * 41}, "an id too long"),
    ({"difficulty": "khó"}, "an unknown difficulty"),
    ({"type": "essay"}, "an unknown kind"),
    ({"stem": ""}, "no stem"),
    ({"explanation": ""}, "no explanation"),
    ({"source": {"document": "NQ 76", "url": "nghi-quyet-76"}}, "a source without an address"),
    ({"source": {"document": "", "url": "https://example.org"}}, "a source without a name"),
    ({"options": [{"text": "", "right": True}]}, "an empty option"),
    ({"options": [{"text": "một", "correct": True}]}, "a misspelt key is never ignored"),
    ({"options": [{"text": "một", "pin": "first"}]}, "a pin that doesn't exist"),
    ({"answer": "B"}, "an unknown key is never ignored"),
    ({"status": "new"}, "an unknown status"),
)
def test_a_question_of_the_wrong_shape_is_refused(changes: dict[str, Any]) -> None:
    """What the models can't read never becomes a question."""
    a_question()
    with pytest.raises(ValidationError):
        a_question(**changes)


@table("right texts", (True, ["Đúng"], "a true statement"), (False, ["Sai"], "a false statement"))
def test_true_or_false(right: bool, texts: list[str]) -> None:
    """A statement has the options Đúng and Sai in this order, and one of them is right."""
    question = a_question(type="true_false", right=right)
    assert [option.text for option in question.options] == ["Đúng", "Sai"]
    assert [option.text for option in question.options if option.right] == texts


@given(st.text(st.sampled_from("aÀầĐđ .?:;\n"), max_size=20))
def test_plain_texts_are_compared_alike(text: str) -> None:
    """Case, spacing, closing marks and the form of Unicode make no two texts of one."""
    variant = unicodedata.normalize("NFD", f"  {text.upper()}. ")
    assert plain(variant) == plain(text) == plain(plain(text))
