"""Who a contestant is: what reads as an id, a phone, a name, and what the keys give away."""

import unicodedata
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.identity import (
    NationalId,
    age_on,
    candidate_code,
    contestant_key,
    device_mark,
    phone_key,
    read_name,
    read_national_id,
    read_phone,
)
from tests.domain.builders import PEPPER, table

any_id = st.from_regex(r"[1-9][0-9]{11}", fullmatch=True).map(read_national_id)
any_pepper = st.binary(min_size=16, max_size=64)


@table(
    "text sex year",
    ("066090001234", "male", 1990, "a man of the last century"),
    ("066190001234", "female", 1990, "a woman of the last century"),
    ("066205001234", "male", 2005, "a man of this century"),
    ("066305001234", "female", 2005, "a woman of this century"),
    ("066000001234", "male", 1900, "born in 1900"),
    ("066199001234", "female", 1999, "born in 1999"),
    ("066200001234", "male", 2000, "born in 2000"),
    ("066 090 001 234", "male", 1990, "written in groups"),
    (" 066090001234\n", "male", 1990, "pasted with spaces around"),
    ("066.090.001.234", "male", 1990, "written with dots"),
    ("001090001234", "male", 1990, "from Hà Nội, province 001"),
)
def test_a_national_id_is_read(text: str, sex: str, year: int) -> None:
    """The digits tell province, sex and birth year, however the id is spaced."""
    found = read_national_id(text)
    assert found is not None
    assert (found.sex, found.birth_year) == (sex, year)
    assert found.number.isdigit() and len(found.number) == 12
    assert found.province == found.number[:3]


@table(
    "text",
    ("", "nothing"),
    ("06609000123", "eleven digits"),
    ("0660900012345", "thirteen digits"),
    ("241234567", "the old id card of nine digits"),
    ("000090001234", "no province has 000"),
    ("06609000123A", "a letter"),
    ("-66090001234", "a sign"),
    ("066090-01234", "a hyphen in place of a digit"),
    ("０６６０９０００１２３４", "full-width digits"),
    ("٠٦٦٠٩٠٠٠١٢٣٤", "Arabic-Indic digits"),
    ("०६६०९०००१२३४", "Devanagari digits"),
    ("06609000123²", "a superscript digit"),
)
def test_what_is_no_national_id(text: str) -> None:
    """Only twelve plain digits are an id: no second spelling makes a second person."""
    assert read_national_id(text) is None


@table(
    "text number",
    ("0912345678", "0912345678", "a mobile"),
    ("0912 345 678", "0912345678", "with spaces"),
    ("0912.345.678", "0912345678", "with dots"),
    ("0912-345-678", "0912345678", "with hyphens"),
    ("+84 912 345 678", "0912345678", "with +84"),
    ("(+84) 912345678", "0912345678", "with +84 in brackets"),
    ("84912345678", "0912345678", "with 84 alone"),
    ("0084912345678", "0912345678", "with 0084"),
    ("0262 385 1234", "02623851234", "a landline"),
    ("+84 262 385 1234", "02623851234", "a landline with +84"),
    ("0843456789", "0843456789", "a mobile that begins with 084"),
    ("912345678", None, "the 0 is missing"),
    ("091234567", None, "a digit short"),
    ("09123456789", None, "a digit too many"),
    ("01234567890", None, "eleven digits, as before 2018"),
    ("0612345678", None, "no network has 06"),
    ("+1 202 555 0142", None, "abroad"),
    ("chín một hai", None, "words"),
    ("", None, "nothing"),
    ("09１２３４５６７８", None, "full-width digits"),
    ("09١٢٣٤٥٦٧٨", None, "Arabic-Indic digits"),
    ("0912345678x", None, "a letter behind"),
)
def test_phones(text: str, number: str | None) -> None:
    """A Vietnamese number has one form, however written; anything else is none."""
    assert read_phone(text) == number


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from([" ", ".", "-"]))
def test_one_phone_has_one_form(number: str, mark: str) -> None:
    """No way of writing a number makes a second number, where one may serve one person only."""
    forms = [number, f"+84{number[1:]}", f"84{number[1:]}", mark.join(number), f"0084{number[1:]}"]
    assert {read_phone(form) for form in forms} == {number}


@table(
    "text name",
    ("Nguyễn Văn An", "Nguyễn Văn An", "as it should be"),
    ("  Nguyễn   Văn\tAn ", "Nguyễn Văn An", "spaces too many"),
    ("H'Hen Niê", "H'Hen Niê", "Ê Đê, with an apostrophe"),
    ("H’Hen Niê", "H’Hen Niê", "with a typographer's apostrophe"),
    ("Y Bhiŏ Niê Kdăm", "Y Bhiŏ Niê Kdăm", "Ê Đê, with a breve"),
    ("H'Mơ̆ Niê", "H'Mơ̆ Niê", "Ê Đê, with a letter Unicode has no single sign for"),
    ("Nguyễn-Lê Mai", "Nguyễn-Lê Mai", "with a hyphen"),
    ("An", None, "one word"),
    ("", None, "nothing"),
    ("   ", None, "spaces only"),
    ("Nguyễn Văn 2", None, "a digit"),
    ("Nguyễn Văn ２", None, "a full-width digit"),
    ("Nguyễn Văn An!", None, "a mark"),
    ("<b>Nguyễn An</b>", None, "markup"),
    ("=HYPERLINK A", None, "a spreadsheet formula"),
    ("' .", None, "marks without letters"),
    ("Nguyễn " + "A" * 80, None, "longer than any name"),
)
def test_names(text: str, name: str | None) -> None:
    """A full name is two words of letters or more, in one spelling."""
    assert read_name(text) == name


@given(st.sampled_from(["Nguyễn Thị Ướt", "Trần Đặng Ổi", "H'Hen Niê Ayŭn"]))
def test_a_name_is_the_same_on_every_keyboard(name: str) -> None:
    """Composed or decomposed, a name is stored as the same bytes."""
    composed, decomposed = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert read_name(composed) == read_name(decomposed) == composed


@table(
    "born day age",
    ("2005-11-08", "2023-11-08", 18, "on the birthday"),
    ("2005-11-09", "2023-11-08", 17, "the day before"),
    ("2005-11-07", "2023-11-08", 18, "the day after"),
    ("2004-02-29", "2022-02-28", 17, "29 February: not yet on 28 February"),
    ("2004-02-29", "2022-03-01", 18, "29 February: on 1 March of a common year"),
    ("2004-02-29", "2024-02-28", 19, "29 February: the day before, in a leap year"),
    ("2004-02-29", "2024-02-29", 20, "29 February: on the day, in a leap year"),
    ("2023-11-08", "2023-11-08", 0, "born today"),
    ("2005-12-31", "2023-01-01", 17, "almost a year apart"),
)
def test_age(born: str, day: str, age: int) -> None:
    """Age is counted in completed years."""
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == age


@given(any_pepper, any_id)
def test_a_code_can_be_read_aloud(pepper: bytes, identity: NationalId) -> None:
    """A candidate code is ten letters of Crockford's alphabet: no I, L, O, U to mistake."""
    code = candidate_code(pepper, contestant_key(pepper, identity))
    assert len(code) == 11 and code[5] == "-"
    assert set(code.replace("-", "")) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@given(any_pepper, any_id)
def test_keys_and_codes_hide_the_person(pepper: bytes, identity: NationalId) -> None:
    """Neither key nor code holds the id, a part of it, or one another."""
    key = contestant_key(pepper, identity)
    code = candidate_code(pepper, key)
    assert len(key) == 43
    for told in (key, code):
        assert identity.number not in told
        assert identity.number[3:] not in told.replace("-", "")
    assert code.replace("-", "") not in key.upper()


@given(any_pepper, any_pepper, any_id, any_id)
def test_one_person_one_key(
    pepper: bytes, other: bytes, identity: NationalId, stranger: NationalId
) -> None:
    """The same id gives the same key; another id or another pepper gives another."""
    key = contestant_key(pepper, identity)
    assert key == contestant_key(pepper, NationalId(*identity))
    assert (contestant_key(pepper, stranger) == key) is (stranger == identity)
    assert (contestant_key(other, identity) == key) is (other == pepper)
    assert (candidate_code(other, key) == candidate_code(pepper, key)) is (other == pepper)


def test_however_spaced_an_id_is_one_person() -> None:
    """Spaces in the id don't register a person twice."""
    plain, spaced = read_national_id("066090001234"), read_national_id("066 090 001 234")
    assert plain is not None and spaced is not None
    assert contestant_key(PEPPER, plain) == contestant_key(PEPPER, spaced)


def test_keys_of_different_things_differ() -> None:
    """A phone number with the digits of an id reserves nothing of that person's."""
    identity = read_national_id("091234567890")
    assert identity is not None
    assert phone_key(PEPPER, identity.number) != contestant_key(PEPPER, identity)
    assert phone_key(PEPPER, "0912345678") != phone_key(PEPPER, "0912345679")


@given(st.text(max_size=64), st.text(max_size=64))
def test_a_device_is_stored_as_a_mark(device: str, other: str) -> None:
    """Two browsers have two marks, and the mark doesn't give back the id a browser keeps."""
    assert len(device_mark(device)) == 12
    assert (device_mark(device) == device_mark(other)) is (device == other)
