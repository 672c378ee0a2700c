"""A table as a native Excel workbook (R19).

Rows go to the file as they come, so that 100,000 of them stay small in memory. Text is typed as
text, so ids keep their zeros and nothing a person wrote can run as a formula.
"""

import io
import re
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from contest.office.tables import Cell, Column, Kind, Table, local, printable, starts_a_formula

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {
    Kind.TEXT: "@",
    Kind.NUMBER: "General",  # decimals only where there are any
    Kind.PERCENT: "0.00%",
    Kind.MOMENT: "dd/mm/yyyy hh:mm:ss",
    Kind.DATE: "dd/mm/yyyy",
}
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31
_FONT = "Times New Roman"
_LINE_HEIGHT = 15.0  # points, for size 11
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADING_FILL = PatternFill("solid", fgColor="DDE6F0")


def workbook(table: Table) -> bytes:
    """The table as an .xlsx of one sheet: notes, headings that stay in sight, rows, notes."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = table.title, ""
    sheet: Worksheet = book.create_sheet(sheet_name(table.title))
    heading = 2 + len(table.above)
    _lay_out(sheet, table, heading)
    _write_heading(sheet, table)
    rows = _write_rows(sheet, table, heading)
    sheet.auto_filter.ref = f"A{heading}:{_letter(table.columns)}{heading + rows}"
    notes = ("", *table.below) if table.below else ()
    _write_notes(sheet, notes)
    printed = [each for each in table.columns if each.printed]
    sheet.print_area = f"A1:{_letter(printed)}{heading + rows + len(notes)}"
    return _saved(book)


def sheet_name(title: str) -> str:
    """A name Excel accepts: at most 31 characters, no brackets or slashes, not quoted."""
    words = " ".join(_NOT_IN_A_SHEET_NAME.sub(" ", printable(title)).split())
    name = words[:_LONGEST_SHEET_NAME].strip("' ")
    if len(words) > _LONGEST_SHEET_NAME and words[_LONGEST_SHEET_NAME] != " " and " " in name:
        name = name.rsplit(" ", 1)[0].strip("', ")
    return name if name and name.lower() != "history" else "Số liệu"


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _letter(columns: Sequence[Column]) -> str:
    """The letter of the last column."""
    return get_column_letter(len(columns))


def _lay_out(sheet: Worksheet, table: Table, heading: int) -> None:
    """What has to stand before the first row; printed pages repeat the headings."""
    for index, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.freeze_panes = f"A{heading + 1}"
    lines = max(_lines(each.name, each) for each in table.columns)
    sheet.row_dimensions[heading].height = lines * _LINE_HEIGHT
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(0.4, 0.4, 0.5, 0.7, footer=0.3)  # inches
    if (footer := sheet.HeaderFooter.oddFooter) is not None:
        footer.center.text = "Trang &P/&N"


def _lines(text: str, column: Column) -> int:
    """How many lines a text takes when words may not be broken."""
    lines, used = 1, 0
    for word in text.split():
        fits = used == 0 or used + len(word) <= column.width
        lines, used = (lines, used) if fits else (lines + 1, 0)
        used += len(word) + 1
    return lines


def _write_heading(sheet: Worksheet, table: Table) -> None:
    sheet.append([_cell(sheet, table.title, Font(name=_FONT, size=14, bold=True))])
    _write_notes(sheet, table.above)
    bold = Font(name=_FONT, size=11, bold=True)
    names = [_cell(sheet, each.name, bold) for each in table.columns]
    for cell in names:
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.fill, cell.border = _HEADING_FILL, _BORDER
    sheet.append(names)


def _write_notes(sheet: Worksheet, notes: tuple[str, ...]) -> None:
    for note in notes:
        sheet.append([_cell(sheet, note, Font(name=_FONT, size=11, italic=True))])


def _cell(sheet: Worksheet, text: str, font: Font) -> SheetCell:
    cell = WriteOnlyCell(sheet)
    _put(cell, text)
    cell.font = font
    return cell


def _write_rows(sheet: Worksheet, table: Table, heading: int) -> int:
    """Writes every row and says how many; the cells are dressed once and used for each row."""
    wardrobe = [(_dressed(sheet, each), _quoting(sheet, each)) for each in table.columns]
    number = heading
    for number, row in enumerate(table.rows, start=heading + 1):
        pairs = zip(wardrobe, row, strict=True)
        cells = [_filled(plain, quoting, value) for (plain, quoting), value in pairs]
        sheet.row_dimensions[number].height = _height(table.columns, row)
        sheet.append(cells)
        del sheet.row_dimensions[number]  # written already; 100,000 of them would weigh
    return number - heading


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> float:
    """Room for the text that takes most lines: not every program works that out by itself."""
    long = [
        _lines(cell, column)
        for cell, column in zip(row, columns, strict=True)
        if isinstance(cell, str) and len(cell) > column.width
    ]
    return max(long, default=1) * _LINE_HEIGHT


def _filled(plain: SheetCell, quoting: SheetCell, value: Cell) -> SheetCell:
    risky = isinstance(value, str) and starts_a_formula(value)
    cell = quoting if risky else plain
    _put(cell, value)
    return cell


def _put(cell: SheetCell, value: Cell) -> None:
    """Text is typed as text whatever it looks like: the library would make `=1+1` a formula."""
    if isinstance(value, str):
        cell.value = printable(value)
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.value = local(value)
    else:
        cell.value = value


def _dressed(sheet: Worksheet, column: Column) -> SheetCell:
    """An empty cell as the cells of a column look."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = _FORMATS[column.kind]
    cell.font, cell.border = Font(name=_FONT, size=11), _BORDER
    text = column.kind is Kind.TEXT
    cell.alignment = Alignment(
        horizontal="left" if text else None, vertical="top", wrap_text=text, indent=int(text)
    )
    return cell


def _quoting(sheet: Worksheet, column: Column) -> SheetCell:
    """The same for text that looks like a formula: it stays text when edited in Excel too."""
    cell = _dressed(sheet, column)
    cell.quotePrefix = True
    return cell
