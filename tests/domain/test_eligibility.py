"""Who may register: every mistake of a form at once, and one reason to refuse a person (II.2)."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.eligibility import Person, fits, read, read_birth_date, refuse
from contest.domain.rules import Contest, EntryMode, FieldUse, Group, Level
from tests.domain.builders import (
    AGENCIES,
    a_contest,
    an_agency,
    an_application,
    real_contest,
    real_sources,
    table,
)

TODAY = date(2023, 11, 8)
CODE_DIGEST = hashlib.sha256(b"CCHC-2023").hexdigest()
ROSTER = a_contest(mode=EntryMode.ROSTER)
CODED = a_contest(mode=EntryMode.ACCESS_CODE, access_code_sha256=CODE_DIGEST)
NO_CODE_SET = a_contest(mode=EntryMode.ACCESS_CODE)
ASKED = a_contest(fields={"email": FieldUse.OPTIONAL, "sex": FieldUse.OPTIONAL})
"""A contest that asks for everything; what is not asked for is not looked at."""
CHILD = {"birth_date": "2010-01-01", "national_id": "066210001234"}


def mistakes(contest: Contest | None = None, **changes: Any) -> list[tuple[str, str]]:
    """What a form is told: field and code of each mistake."""
    found = read(an_application(**changes), contest or ASKED, AGENCIES, TODAY)
    if isinstance(found, Person):
        return []
    assert found, "a form without mistakes is a person"
    assert all(error.detail.endswith(".") for error in found)
    return [(error.field, error.code) for error in found]


def a_person(**changes: Any) -> Person:
    """The person a good form describes."""
    found = read(an_application(**changes), a_contest(), AGENCIES, TODAY)
    assert isinstance(found, Person), found
    return found


def verdict(
    changes: dict[str, Any],
    contest: Contest | None = None,
    *,
    excluded: bool = False,
    on_roster: bool = False,
    access_code: str | None = None,
) -> str | None:
    """The code of the refusal, or None."""
    refused = refuse(
        a_person(**changes),
        contest or a_contest(),
        AGENCIES,
        today=TODAY,
        excluded=excluded,
        on_roster=on_roster,
        access_code=access_code,
    )
    return refused.code if refused else None


def test_a_good_form_is_a_person() -> None:
    """A form that reads well becomes a person with name and numbers in their one form."""
    person = a_person(
        full_name=" Nguyễn  Văn An ", national_id="066 090 001 234", phone="+84 912.345.678"
    )
    assert (person.full_name, person.national_id.number) == ("Nguyễn Văn An", "066090001234")
    assert (person.phone, person.birth_date) == ("0912345678", date(1990, 6, 15))


@table(
    "changes expected",
    ({}, [], "nothing wrong"),
    ({"full_name": "An"}, [("full_name", "invalid")], "one word is no full name"),
    ({"full_name": ""}, [("full_name", "invalid")], "no name"),
    ({"birth_date": "15/06/1990"}, [("birth_date", "invalid")], "a date in another form"),
    ({"birth_date": "1990-02-30"}, [("birth_date", "invalid")], "a day that never was"),
    ({"birth_date": ""}, [("birth_date", "invalid")], "no birth date"),
    ({"birth_date": "2023-11-09", "national_id": "066223001234"}, [("birth_date", "invalid")],
     "born tomorrow"),
    ({"birth_date": "1902-11-08", "national_id": "066002001234"}, [("birth_date", "invalid")],
     "121 years old today"),
    ({"birth_date": "1902-11-09", "national_id": "066002001234"}, [], "121 years old tomorrow"),
    ({"national_id": "241234567"}, [("national_id", "invalid")], "the old id card"),
    ({"national_id": "٠٦٦٠٩٠٠٠١٢٣٤"}, [("national_id", "invalid")], "digits of another script"),
    ({"national_id": "066091001234"}, [("national_id", "birth_year_differs")],
     "the id says 1991"),
    ({"national_id": "066290001234"}, [("national_id", "birth_year_differs")],
     "the id says 2090: the wrong century"),
    ({"birth_date": "hôm qua", "national_id": "066091001234"}, [("birth_date", "invalid")],
     "an unreadable date accuses no id"),
    ({"sex": "male"}, [], "the id says male, and so does the form"),
    ({"sex": "female"}, [("national_id", "sex_differs")], "the id says male, the form female"),
    ({"sex": "male", "national_id": "066190001234"}, [("national_id", "sex_differs")],
     "the id says female, the form male"),
    ({"phone": "12345"}, [("phone", "invalid")], "no phone number"),
    ({"phone": None}, [("phone", "required")], "no phone where it is asked for"),
    ({"email": "an@example.org"}, [], "an address for mail"),
    ({"email": "an.example.org"}, [("email", "invalid")], "mail without @"),
    ({"email": "an@example"}, [("email", "invalid")], "mail without a domain"),
    ({"email": "an @example.org"}, [("email", "invalid")], "mail with a space"),
    ({"group": "student"}, [("group", "unknown")], "an unknown group"),
    ({"group": ""}, [("group", "unknown")], "no group"),
    ({"agency": "so-bi-mat", "group": "official"}, [("agency", "unknown")], "an unknown agency"),
    ({"group": "official"}, [("agency", "required")], "an official without an agency"),
    ({"group": "official", "agency": "so-noi-vu"}, [], "an official with an agency"),
    ({"commune": "tan-lap"}, [], "a commune"),
    ({"commune": "buon-ho"}, [("commune", "unknown")], "a district is no commune"),
    ({"commune": "xa-la"}, [("commune", "unknown")], "an unknown commune"),
    ({"consent": False}, [("consent", "required")], "no consent"),
)  # fmt: skip
def test_mistakes_of_a_form(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """Each slip is told under the field it is about, and nothing else is."""
    assert mistakes(**changes) == expected


def test_what_is_not_asked_for_is_not_kept() -> None:
    """A phone that the form never asked for does not end up in the profile."""
    silent = a_contest(fields={"phone": FieldUse.OFF, "email": FieldUse.OFF})
    form = an_application(phone="0912345678", email="a@example.org")
    person = read(form, silent, AGENCIES, TODAY)
    assert isinstance(person, Person)
    assert (person.phone, person.email) == (None, None)


def test_all_mistakes_at_once() -> None:
    """Nobody has to send a form twice to learn of a second mistake."""
    found = mistakes(
        full_name="An",
        birth_date="1990",
        national_id="1",
        phone="1",
        email="1",
        agency="1",
        group="1",
        commune="1",
        consent=False,
    )
    assert sorted(found) == [
        ("agency", "unknown"),
        ("birth_date", "invalid"),
        ("commune", "unknown"),
        ("consent", "required"),
        ("email", "invalid"),
        ("full_name", "invalid"),
        ("group", "unknown"),
        ("national_id", "invalid"),
        ("phone", "invalid"),
    ]


GIVEN = {
    "phone": "0912345678",
    "commune": "tan-lap",
    "email": "an@example.org",
    "position": "Chuyên viên",
    "sex": "male",
}


@given(
    st.sampled_from(sorted(GIVEN)),
    st.sampled_from(FieldUse),
    st.booleans(),
)
def test_fields_are_asked_for_as_the_rules_say(field: str, use: FieldUse, given_it: bool) -> None:
    """A field may be missing unless the rules require it; then that is told under its name."""
    others = dict.fromkeys(GIVEN, FieldUse.OPTIONAL)
    contest = a_contest(fields={**others, field: use})
    value = GIVEN[field] if given_it else None
    expected = [(field, "required")] if use is FieldUse.REQUIRED and not given_it else []
    assert mistakes(contest, **{field: value}) == expected


@table(
    "use phone expected",
    (FieldUse.REQUIRED, "0912345678", [], "required and given"),
    (FieldUse.REQUIRED, None, [("phone", "required")], "required and missing"),
    (FieldUse.REQUIRED, "123", [("phone", "invalid")], "required and wrong: told once"),
    (FieldUse.OPTIONAL, None, [], "optional and missing"),
    (FieldUse.OPTIONAL, "123", [("phone", "invalid")], "optional, but wrong"),
    (FieldUse.OFF, None, [], "not asked for"),
    (FieldUse.OFF, "123", [], "not asked for, so not looked at"),
)
def test_phone(use: FieldUse, phone: str | None, expected: list[tuple[str, str]]) -> None:
    """A phone is required, optional or not asked for; one that is given must be one."""
    assert mistakes(a_contest(fields={"phone": use}), phone=phone) == expected


@table(
    "text expected",
    ("2023-11-08", date(2023, 11, 8), "born today"),
    ("2023-11-09", None, "born tomorrow"),
    ("1902-11-09", date(1902, 11, 9), "120 years old, to the last day"),
    ("1902-11-08", None, "121 years old"),
    ("0001-01-01", None, "the first day there is"),
    ("2004-02-29", date(2004, 2, 29), "a leap day"),
    ("2023-02-29", None, "no leap day"),
    ("１９９０-06-15", None, "full-width digits"),
    ("1990-06-15T00:00", None, "a time with it"),
    ("15-06-1990", None, "day first"),
    ("", None, "nothing"),
)
def test_birth_dates(text: str, expected: date | None) -> None:
    """A birth date is an ISO date of someone who may be alive."""
    assert read_birth_date(text, TODAY) == expected


OFFICIAL = {"group": "official", "agency": "so-noi-vu"}


@table(
    "changes code",
    ({}, None, "a citizen"),
    ({"birth_date": "2005-11-08", "national_id": "066205001234"}, None, "18 today"),
    ({"birth_date": "2005-11-09", "national_id": "066205001234"}, "ineligible_age",
     "18 tomorrow"),
    (CHILD, "ineligible_age", "13 years old"),
    ({"agency": "so-noi-vu"}, "ineligible", "a citizen with an agency"),
    (OFFICIAL, None, "an official of the province"),
    ({**OFFICIAL, "agency": "tan-lap"}, None, "an official of a commune"),
    ({**OFFICIAL, "agency": "hoi-nong-dan"}, "ineligible", "an official of another body"),
    ({"group": "staff", "agency": "hoi-nong-dan"}, None, "staff of another body"),
    ({"group": "division_leader", "agency": "so-noi-vu"}, None, "a division of the province"),
    ({"group": "division_leader", "agency": "buon-ho"}, None, "a division of a district"),
    ({"group": "division_leader", "agency": "tan-lap"}, "ineligible",
     "communes have no divisions"),
    ({"group": "leader", "agency": "tan-lap"}, None, "the head of a commune"),
)  # fmt: skip
def test_who_may_take_part(changes: dict[str, Any], code: str | None) -> None:
    """Age and group decide, each told by its own refusal (II.2.a, II.2.b)."""
    assert verdict(changes) == code


@table(
    "contest flags code",
    (None, {"excluded": True}, "excluded", "named by the plan's note under II.2.a"),
    (ROSTER, {"excluded": True, "on_roster": True}, "excluded", "nominated, but excluded"),
    (CODED, {"excluded": True, "access_code": "CCHC-2023"}, "excluded", "with the code"),
    (ROSTER, {"on_roster": True}, None, "nominated"),
    (ROSTER, {}, "not_on_roster", "not nominated"),
    (None, {"on_roster": False}, None, "open to all: no list is asked"),
    (CODED, {"access_code": "CCHC-2023"}, None, "the right code"),
    (CODED, {"access_code": "  CCHC-2023 "}, None, "the right code, pasted with spaces"),
    (CODED, {"access_code": "cchc-2023"}, "wrong_access_code", "in small letters"),
    (CODED, {"access_code": "CCHC-2022"}, "wrong_access_code", "last year's code"),
    (CODED, {"access_code": CODE_DIGEST}, "wrong_access_code", "the published digest"),
    (CODED, {"access_code": ""}, "wrong_access_code", "an empty code"),
    (CODED, {"access_code": None}, "wrong_access_code", "no code"),
    (CODED, {"access_code": None, "on_roster": True}, "wrong_access_code", "a list is no code"),
    (NO_CODE_SET, {"access_code": None}, "wrong_access_code", "none set, none given"),
    (NO_CODE_SET, {"access_code": ""}, "wrong_access_code", "none set, an empty one given"),
    (None, {"access_code": "nonsense"}, None, "open to all: no code is asked"),
)
def test_ways_in(contest: Contest | None, flags: dict[str, Any], code: str | None) -> None:
    """Exclusion, list and shared code each refuse by their own name; exclusion beats all."""
    assert verdict(OFFICIAL, contest, **flags) == code


@table(
    "changes contest flags code",
    (CHILD, None, {"excluded": True}, "excluded", "excluded before age"),
    ({"agency": "so-noi-vu"}, None, {"excluded": True}, "excluded", "excluded before group"),
    ({**CHILD, "agency": "so-noi-vu"}, None, {}, "ineligible_age", "age before group"),
    ({"agency": "so-noi-vu"}, ROSTER, {}, "ineligible", "group before list"),
    ({"agency": "so-noi-vu"}, CODED, {}, "ineligible", "group before code"),
    (CHILD, ROSTER, {"on_roster": True}, "ineligible_age", "a list makes nobody older"),
)
def test_the_weightiest_reason_is_told(
    changes: dict[str, Any], contest: Contest | None, flags: dict[str, Any], code: str
) -> None:
    """Who is refused for several reasons is told the one nothing can be done about."""
    assert verdict(changes, contest, **flags) == code


def test_the_age_told_is_the_age_asked_for() -> None:
    """The refusal names the age of the rules, whatever it is."""
    refused = refuse(
        a_person(),
        a_contest(minimum_age=60),
        AGENCIES,
        today=TODAY,
        excluded=False,
        on_roster=False,
        access_code=None,
    )
    assert refused is not None and "60 tuổi" in refused.detail


def test_an_official_without_an_agency_is_refused() -> None:
    """Even past the form, a group with levels needs an agency, and an unknown one is none."""
    for agency in (None, "so-bi-mat"):
        person = replace(a_person(**OFFICIAL), agency=agency)
        refused = refuse(
            person,
            a_contest(),
            AGENCIES,
            today=TODAY,
            excluded=False,
            on_roster=True,
            access_code=None,
        )
        assert refused is not None and refused.code == "ineligible"


@given(st.sampled_from(Level), st.sets(st.sampled_from(Level)))
def test_groups_fit_their_levels(level: Level, levels: set[Level]) -> None:
    """A group exists at the levels it names; one that names none has no agency."""
    group = Group(id="g", name="Nhóm", levels=tuple(levels))
    assert fits(group, an_agency("a", level)) is (level in levels)
    assert fits(group, None) is (not levels)


def test_every_real_agency_has_somebody_who_may_take_part() -> None:
    """No agency of the province is left without a group for its people."""
    for agency in real_sources().agencies:
        assert any(fits(group, agency) for group in real_contest().groups), agency.id
