"""Who may register: the form's mistakes, and the reasons to refuse a person (II.2).

Mistakes of the form are returned all at once; refusals one at a time, the weightiest first.
"""

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from contest.domain import refusal
from contest.domain.agency import Agency
from contest.domain.identity import (
    NationalId,
    Sex,
    age_on,
    read_name,
    read_national_id,
    read_phone,
)
from contest.domain.refusal import FieldError, Refusal
from contest.domain.rules import (
    Contest,
    EntryFields,
    EntryMode,
    EntryRules,
    FieldUse,
    Group,
    Level,
)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_OLDEST = 120


@dataclass(frozen=True)
class Application:
    """What a person fills in, as it came; empty texts are None."""

    full_name: str
    birth_date: str
    national_id: str
    phone: str | None
    agency: str | None
    group: str
    commune: str | None
    consent: bool
    email: str | None = None
    position: str | None = None
    sex: Sex | None = None
    access_code: str | None = None


@dataclass(frozen=True)
class Person:
    """An application that reads well: names and numbers in their one form."""

    full_name: str
    birth_date: date
    national_id: NationalId
    phone: str | None
    agency: str | None
    group: str
    commune: str | None
    email: str | None
    position: str | None


def read(
    form: Application, contest: Contest, agencies: Mapping[str, Agency], today: date
) -> Person | tuple[FieldError, ...]:
    """The person a form describes, or everything that is wrong with the form.

    What the contest doesn't ask for is not looked at and not kept.
    """
    form = _as_asked(form, contest.entry.fields)
    errors = tuple(_errors(form, contest, agencies, today))
    if errors:
        return errors
    name, identity = read_name(form.full_name), read_national_id(form.national_id)
    if name is None or identity is None:  # never: `_errors` has looked at both
        return errors
    return Person(
        full_name=name,
        birth_date=date.fromisoformat(form.birth_date),
        national_id=identity,
        phone=read_phone(form.phone) if form.phone else None,
        agency=form.agency,
        group=form.group,
        commune=form.commune,
        email=form.email,
        position=form.position,
    )


def _as_asked(form: Application, fields: EntryFields) -> Application:
    unasked: dict[str, Any] = {name: None for name, use in fields if use is FieldUse.OFF}
    return replace(form, **unasked)


def _errors(
    form: Application, contest: Contest, agencies: Mapping[str, Agency], today: date
) -> Iterator[FieldError]:
    if read_name(form.full_name) is None:
        yield FieldError("full_name", "invalid", "Vui lòng ghi đủ họ và tên, chỉ gồm chữ.")
    yield from _birth_and_identity(form, today)
    yield from _contact(form, contest.entry)
    yield from _belonging(form, contest, agencies)
    if not form.consent:
        yield FieldError(
            "consent", "required", "Cần đồng ý với thể lệ và cách dùng dữ liệu để dự thi."
        )


def _birth_and_identity(form: Application, today: date) -> Iterator[FieldError]:
    """Digits 4 to 6 of the national id agree with century, sex and birth year."""
    born, identity = read_birth_date(form.birth_date, today), read_national_id(form.national_id)
    if born is None:
        yield FieldError(
            "birth_date", "invalid", "Ngày sinh chưa đúng. Vui lòng ghi ngày/tháng/năm."
        )
    if identity is None:
        yield FieldError("national_id", "invalid", "Số định danh cá nhân gồm đúng 12 chữ số.")
    elif born is not None and identity.birth_year != born.year:
        yield FieldError(
            "national_id",
            "birth_year_differs",
            "Số định danh không khớp với năm sinh. Vui lòng xem lại hai mục này.",
        )
    elif form.sex is not None and identity.sex != form.sex:
        yield FieldError(
            "national_id", "sex_differs", "Số định danh không khớp với giới tính đã chọn."
        )


def read_birth_date(text: str, today: date) -> date | None:
    """An ISO date of someone alive today, or None."""
    try:
        born = date.fromisoformat(text)
    except ValueError:
        return None
    if born.isoformat() != text:  # other ways of ISO 8601 to write a day are not the contract's
        return None
    return born if born <= today and age_on(born, today) <= _OLDEST else None


def _contact(form: Application, entry: EntryRules) -> Iterator[FieldError]:
    for name, use in entry.fields:
        if use is FieldUse.REQUIRED and not getattr(form, name):
            yield FieldError(name, "required", "Vui lòng điền mục này.")
    if form.phone and read_phone(form.phone) is None:
        yield FieldError("phone", "invalid", "Số điện thoại chưa đúng. Ví dụ: 0912 345 678.")
    if form.email and not _EMAIL.fullmatch(form.email):
        yield FieldError("email", "invalid", "Địa chỉ thư điện tử chưa đúng.")


def _belonging(
    form: Application, contest: Contest, agencies: Mapping[str, Agency]
) -> Iterator[FieldError]:
    group = contest.group(form.group)
    if group is None:
        yield FieldError("group", "unknown", "Vui lòng chọn nhóm đối tượng trong danh sách.")
    if form.agency is not None and form.agency not in agencies:
        yield FieldError("agency", "unknown", "Vui lòng chọn cơ quan, đơn vị trong danh sách.")
    if group is not None and group.levels and form.agency is None:
        yield FieldError("agency", "required", "Nhóm đối tượng này cần chọn cơ quan, đơn vị.")
    if form.commune and not _is_commune(agencies.get(form.commune)):
        yield FieldError(
            "commune", "unknown", "Vui lòng chọn xã, phường, thị trấn trong danh sách."
        )


def _is_commune(agency: Agency | None) -> bool:
    return agency is not None and agency.level is Level.COMMUNE


def refuse(
    person: Person,
    contest: Contest,
    agencies: Mapping[str, Agency],
    *,
    today: date,
    excluded: bool,
    on_roster: bool,
    access_code: str | None,
) -> Refusal | None:
    """Why this person may not take part, or None."""
    if excluded:
        return refusal.EXCLUDED
    if age_on(person.birth_date, today) < contest.entry.minimum_age:
        return refusal.ineligible_age(contest.entry.minimum_age)
    group = contest.group(person.group)
    if group is None or not fits(group, agencies.get(person.agency or "")):
        return refusal.INELIGIBLE
    if contest.entry.mode is EntryMode.ROSTER and not on_roster:
        return refusal.NOT_ON_ROSTER
    if contest.entry.mode is EntryMode.ACCESS_CODE and not _opens(contest.entry, access_code):
        return refusal.WRONG_ACCESS_CODE
    return None


def fits(group: Group, agency: Agency | None) -> bool:
    """Whether the group exists at the agency's level; a group without levels has no agency."""
    return agency.level in group.levels if agency else not group.levels


def _opens(entry: EntryRules, access_code: str | None) -> bool:
    given = hashlib.sha256((access_code or "").strip().encode()).hexdigest()
    return hmac.compare_digest(given, entry.access_code_sha256 or "")
