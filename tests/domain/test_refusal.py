"""Every way of saying no: stable codes for programs, whole Vietnamese sentences for people."""

import re
import unicodedata
from http import HTTPStatus

import pytest

from contest.domain import refusal
from contest.domain.refusal import FieldError, Refusal
from tests.domain.builders import table

ALL = {name: each for name, each in vars(refusal).items() if isinstance(each, Refusal)}
TEMPLATES = {"INELIGIBLE_AGE", "TOO_MANY_TRIES", "TOO_MANY_SIGN_INS"}
every = pytest.mark.parametrize("name", sorted(ALL))


def test_codes_are_unique() -> None:
    """A program can tell every refusal from every other."""
    codes = [each.code for each in ALL.values()]
    assert len(set(codes)) == len(codes) >= 20


@every
def test_a_code_is_the_name_in_the_source(name: str) -> None:
    """One word, one meaning: searching for a code finds its refusal."""
    assert ALL[name].code == name.lower()
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", ALL[name].code)


@every
def test_a_status_says_no(name: str) -> None:
    """Every refusal has a status that exists and means an error."""
    assert HTTPStatus(ALL[name].status) >= HTTPStatus.BAD_REQUEST


@every
def test_words_are_clean(name: str) -> None:
    """Title and detail are composed Unicode, without stray spaces, and the detail a sentence."""
    each = ALL[name]
    for text in (each.title, each.detail):
        assert unicodedata.is_normalized("NFC", text)
        assert text == " ".join(text.split()) and text[0].isupper()
    assert each.detail.endswith(".")
    assert not each.title.endswith(".")


@every
def test_no_blank_is_left_in_the_words(name: str) -> None:
    """Only the templates have a blank; a contestant never sees a brace."""
    assert bool(re.search(r"[{}]", ALL[name].detail)) is (name in TEMPLATES)
    assert not re.search(r"[{}]", ALL[name].title)


@table(
    "filled template number",
    (refusal.ineligible_age(18), refusal.INELIGIBLE_AGE, "18 tuổi", "the age"),
    (refusal.too_many_tries(15), refusal.TOO_MANY_TRIES, "15 phút", "the minutes"),
    (refusal.too_many_sign_ins(15), refusal.TOO_MANY_SIGN_INS, "15 phút", "the minutes"),
)
def test_templates_are_filled(filled: Refusal, template: Refusal, number: str) -> None:
    """A template's function fills its blank with the rules' number and changes nothing else."""
    assert number in filled.detail and not re.search(r"[{}]", filled.detail)
    assert (filled.code, filled.status, filled.title) == (
        template.code,
        template.status,
        template.title,
    )


def test_a_refusal_names_its_fields_without_changing_the_original() -> None:
    """Naming fields or facts for one contestant leaves nothing behind for the next."""
    error = FieldError("phone", "invalid", "Số điện thoại chưa đúng.")
    told = refusal.INVALID.because(error).telling(seq=3)
    assert (told.errors, told.extra, told.code) == ((error,), {"seq": 3}, "invalid")
    assert (refusal.INVALID.errors, refusal.INVALID.extra) == ((), {})
