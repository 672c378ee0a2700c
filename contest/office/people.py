"""What a line says about a person: name, national id, birth date, agency and group.

Each reader tells the record what is wrong and returns None then.
"""

import re
from datetime import date

from contest.domain.agency import Agency
from contest.domain.eligibility import fits
from contest.domain.identity import NationalId, read_name, read_national_id
from contest.domain.rules import Group, Level
from contest.office.cells import Numeric, quoted
from contest.office.headers import fold
from contest.office.lookups import Agencies, Groups
from contest.office.reading import Record, Seen

_ID_DIGITS = 12
_OLD_ID_DIGITS = 9
_POWER = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
_DAY = re.compile(r"(?:(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-])?(?P<year>\d{4})")
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_YES = {"x", "v", "co", "huy", "yes", "true", "1", "✓", "✔"}
_NO = {"", "khong", "no", "false", "0", "-", "–"}
LEVEL_NAMES = {
    Level.PROVINCE: "cấp tỉnh",
    Level.DISTRICT: "cấp huyện",
    Level.COMMUNE: "cấp xã",
    Level.OTHER: "đơn vị khác",
}


def full_name(record: Record) -> str | None:
    """The name in its one form."""
    given = record.text("full_name")
    name = read_name(given)
    if not given:
        record.wrong("full_name", "Chưa ghi họ và tên.")
    elif name is None:
        record.wrong(
            "full_name",
            f"Họ và tên {quoted(given)} chưa đúng. Vui lòng ghi đủ họ và tên, chỉ gồm chữ.",
        )
    return name


def national_id(record: Record, seen: Seen) -> NationalId | None:
    """The id, if it can exist, agrees with the birth date, and stands here for the first time.

    Excel drops the nought at the front of a number; it is put back, and the line noted.
    """
    given = record.text("national_id")
    identity = read_national_id(_with_nought(given))
    if identity is None:
        record.wrong("national_id", _no_id(given))
        return None
    if identity.number != re.sub(r"[\s.]", "", given):
        record.note(
            "national_id",
            f"Excel đã bỏ số 0 ở đầu; đã hiểu là {quoted(identity.number)}. "
            "Nên định dạng cột này là Văn bản (Text).",
        )
    _agrees(record, identity)
    earlier = seen.before(identity.number, record.line)
    if earlier is not None:
        record.wrong(
            "national_id", f"Người này đã có ở dòng {earlier}. Vui lòng chỉ giữ lại một dòng."
        )
    return identity


def _with_nought(given: str) -> str:
    dropped = isinstance(given, Numeric) and _OLD_ID_DIGITS < len(given) < _ID_DIGITS
    return given.zfill(_ID_DIGITS) if dropped else given


def _no_id(given: str) -> str:
    digits = re.sub(r"[\s.]", "", given)
    if not given:
        return "Chưa ghi số định danh cá nhân."
    if _POWER.fullmatch(digits):
        return (
            "Excel đã đổi số định danh thành dạng rút gọn (…E+…) và làm mất chữ số. "
            "Vui lòng định dạng cột là Văn bản (Text) rồi ghi lại đủ 12 chữ số."
        )
    if not re.fullmatch("[0-9]+", digits):
        return f"Số định danh {quoted(given)} có ký tự không phải chữ số. Vui lòng ghi 12 chữ số."
    if len(digits) == _OLD_ID_DIGITS:
        return "Đây là số CMND cũ (9 chữ số). Vui lòng ghi số định danh cá nhân 12 chữ số."
    if len(digits) == _ID_DIGITS:
        return f"Số định danh {quoted(given)} không thể có: ba chữ số đầu là mã tỉnh."
    hint = " Có thể Excel đã bỏ số 0 ở đầu." if len(digits) == _ID_DIGITS - 1 else ""
    return f"Số định danh có {len(digits)} chữ số.{hint} Vui lòng ghi đủ 12 chữ số."


def _agrees(record: Record, identity: NationalId) -> None:
    """Digits 4 to 6 of the id say the century and the year of birth."""
    given = record.text("birth_date")
    if not given:
        return
    year = _year(given)
    if year is None:
        record.wrong(
            "birth_date",
            f"Ngày sinh {quoted(given)} chưa đúng. Vui lòng ghi ngày/tháng/năm, ví dụ 19/5/1990.",
        )
    elif year != identity.birth_year:
        record.wrong(
            "birth_date",
            "Ngày sinh không khớp với số định danh. Vui lòng xem lại hai ô này.",
        )


def _year(given: str) -> int | None:
    """The year of a day that exists, or of a year alone."""
    found = _ISO_DAY.fullmatch(given) or _DAY.fullmatch(given)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)).year
    except ValueError:
        return None


def agency(record: Record, agencies: Agencies) -> Agency | None:
    """The agency a line names by id, by name or by both."""
    by_id, by_name = record.text("agency_id"), record.text("agency")
    if not by_id and not by_name:
        record.wrong(
            _agency_field(record), "Chưa ghi cơ quan, đơn vị. Ô gộp cần tách ra từng dòng."
        )
        return None
    coded = agencies.by_id(by_id)
    if by_id and coded is None:
        record.wrong("agency_id", f"Không có mã cơ quan {quoted(by_id)} trong danh mục.")
        return None
    named = agencies.find(by_name) if by_name else coded
    if coded is not None:
        return _same(record, coded, named)
    if isinstance(named, str):
        record.wrong("agency", named)
        return None
    return named


def _agency_field(record: Record) -> str:
    return "agency" if record.has("agency") or not record.has("agency_id") else "agency_id"


def _same(record: Record, coded: Agency, named: Agency | str | None) -> Agency | None:
    """The agency of the id, unless the name beside it is plainly another one's."""
    alike = fold(record.text("agency")) == fold(coded.name)
    if isinstance(named, Agency) and named.id != coded.id and not alike:
        record.wrong(
            "agency_id",
            f"Mã {quoted(coded.id)} là của «{coded.name}», không phải «{named.name}». "
            "Vui lòng sửa mã hoặc tên.",
        )
        return None
    return coded


def group(record: Record, groups: Groups, at: Agency | None) -> Group | None:
    """The group a line names, if the agency's level has it."""
    given = record.text("group")
    found = groups.find(given)
    if not given:
        record.wrong("group", f"Chưa ghi nhóm đối tượng. Chọn một trong: {_names(groups, at)}.")
    elif found is None:
        record.wrong(
            "group", f"Không có nhóm {quoted(given)}. Chọn một trong: {_names(groups, at)}."
        )
    elif at is not None and not fits(found, at):
        record.wrong(
            "group",
            f"Nhóm «{found.name}» không có ở {LEVEL_NAMES[at.level]}. "
            f"Chọn một trong: {_names(groups, at)}.",
        )
    return found


def _names(groups: Groups, at: Agency | None) -> str:
    return "; ".join(
        f"«{each.name}»" for each in groups.listed if each.levels and (at is None or fits(each, at))
    )


def ticked(record: Record, name: str) -> bool:
    """Whether a cell that takes an x has one."""
    given = record.text(name)
    words = fold(given) or given
    if words not in _YES | _NO:
        record.wrong(name, f"Không hiểu {quoted(given)}. Vui lòng ghi x để hủy, hoặc để trống.")
    return words in _YES
