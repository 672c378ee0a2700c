"""Empty forms for organizers and agencies to fill in: .xlsx that `imports` reads back.

The first sheet is the form, the second shows a line that is plainly invented, the third lists what
may be chosen.
"""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from contest.domain.agency import Agency
from contest.domain.rules import Contest
from contest.office.headers import Layout
from contest.office.layouts import Kind, counted, layout

TITLES = {
    Kind.ROSTER: "Danh sách cử tham gia",
    Kind.HEADCOUNTS: "Số người của cơ quan",
    Kind.EXCLUSIONS: "Người không dự thi",
}
LAST_LINE = 5_000
"""Cells down to this line are formatted as text and have their lists."""
_LISTS = "Danh mục"
_EXAMPLE = "Ví dụ"
_WIDE = {"full_name", "agency", "group", "reason"}
_INVENTED: Mapping[str, str] = {
    "full_name": "Nguyễn Văn Mẫu",
    "national_id": "066090000000",
    "birth_date": "19/5/1990",
    "agency": "Cơ quan Ví dụ",
    "agency_id": "co-quan-vi-du",
    "position": "Chuyên viên",
    "withdrawn": "",
    "lifted": "",
}
_NOTES = (
    "Dòng trên là người không có thật, chỉ để xem cách ghi. Danh sách ghi ở trang tính đầu tiên.",
    "Ghi «Cơ quan, đơn vị» hoặc «Mã cơ quan»; nếu tên trùng với cơ quan khác thì phải ghi mã.",
    "Cột «Hủy»: ghi x để rút một dòng đã gửi trước đây; bình thường để trống.",
    "Không gộp ô; mỗi dòng ghi đủ.",
)


def template(kind: Kind, contest: Contest, agencies: Mapping[str, Agency] | None = None) -> bytes:
    """The form as an .xlsx file; with `agencies`, their ids are listed for copying."""
    columns, book = layout(kind, contest), Workbook()
    form: Any = book.active
    form.title = TITLES[kind]
    example, lists = book.create_sheet(_EXAMPLE), book.create_sheet(_LISTS)
    for sheet in (form, example):
        _headers(sheet, columns)
    _example(example, columns, contest)
    _choices(lists, contest, agencies or {})
    _as_text(form, columns)
    _offer(form, columns, "group", f"'{_LISTS}'!$A$2:$A${len(_groups(contest)) + 1}")
    _offer(form, columns, "reason", f"'{_LISTS}'!$B$2:$B${len(contest.exclusions.who) + 1}")
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _groups(contest: Contest) -> list[str]:
    """Groups that somebody with an agency can be in."""
    return [each.name for each in contest.groups if each.levels]


def _headers(sheet: Any, columns: Layout) -> None:
    for place, column in enumerate(columns.columns, 1):
        cell = sheet.cell(1, place, column.name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        wide = column.field in _WIDE
        sheet.column_dimensions[get_column_letter(place)].width = 34 if wide else 18
    sheet.freeze_panes = "A2"


def _example(sheet: Any, columns: Layout, contest: Contest) -> None:
    counts = dict.fromkeys((each.id for each in counted(contest)), "10")
    chosen = {"group": _groups(contest)[0], "reason": contest.exclusions.who[0]}
    said = {**counts, **chosen, **_INVENTED}
    for place, column in enumerate(columns.columns, 1):
        sheet.cell(2, place, said[column.field]).number_format = "@"
    for line, words in enumerate(_NOTES, 4):
        sheet.cell(line, 1, words)


def _choices(sheet: Any, contest: Contest, agencies: Mapping[str, Agency]) -> None:
    listed = sorted(agencies.values(), key=lambda each: (each.level, each.parent or "", each.name))
    lists: Iterable[tuple[str, Iterable[str]]] = (
        ("Nhóm đối tượng", _groups(contest)),
        ("Lý do không dự thi", contest.exclusions.who),
        ("Mã cơ quan", [each.id for each in listed]),
        ("Cơ quan, đơn vị", [each.name for each in listed]),
        ("Trực thuộc", [_parent(each, agencies) for each in listed]),
    )
    for place, (title, entries) in enumerate(lists, 1):
        sheet.cell(1, place, title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = 44
        for line, words in enumerate(entries, 2):
            sheet.cell(line, place, words)


def _parent(agency: Agency, agencies: Mapping[str, Agency]) -> str:
    parent = agencies.get(agency.parent or "")
    return parent.name if parent else ""


def _as_text(sheet: Any, columns: Layout) -> None:
    """Ids and birth dates stay as typed: Excel would drop noughts and turn days around."""
    for place, column in enumerate(columns.columns, 1):
        if column.field in ("national_id", "birth_date", "agency_id"):
            for line in range(2, LAST_LINE + 1):
                sheet.cell(line, place).number_format = "@"


def _offer(sheet: Any, columns: Layout, field: str, cells: str) -> None:
    """A drop-down that suggests and does not forbid: other common names are understood too."""
    places = [place for place, each in enumerate(columns.columns, 1) if each.field == field]
    for letter in map(get_column_letter, places):
        choice = DataValidation("list", formula1=cells, allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(choice)
        choice.add(f"{letter}2:{letter}{LAST_LINE}")
