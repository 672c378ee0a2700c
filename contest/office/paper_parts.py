"""What an official paper is put together from: lines, rules, rows, the page.

Sizes are points, lengths millimetres. Where the library has no word for a thing, it is written
as the XML that Word reads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from contest.office.tables import printable

BODY, SMALL = 14, 12
"""The size of the text, and of what stands in tables and in the head's capitals."""
_FONT = "Times New Roman"


@dataclass(frozen=True)
class Heading:
    """The head of a column: its words and its width in millimetres; figures stand to the right."""

    name: str
    width: float
    figure: bool = False


def set_styles(document: Any) -> None:
    """Times New Roman everywhere, black, in Vietnamese; paragraphs as the decree spaces them."""
    for name in ("Normal", "Heading 1"):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), _FONT)
        style.font.size, style.font.color.rgb = Pt(BODY), RGBColor(0, 0, 0)
        layout = style.paragraph_format
        layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(6), 1.1
        layout.first_line_indent, layout.alignment = Mm(12.7), ALIGN.JUSTIFY
    document.styles["Heading 1"].paragraph_format.space_before = Pt(6)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


def set_page(document: Any) -> None:
    """A4 with the decree's margins, and the page number above from the second page on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    flush(number, ALIGN.CENTER)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)  # noqa: SLF001 the library has no call for fields
    run = number.add_run("2")
    run.font.size = Pt(13)
    field.append(run._r)  # noqa: SLF001


def flush(paragraph: Any, alignment: Any) -> None:
    """Take from a paragraph the indent and the space of running text."""
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.space_after, layout.line_spacing = Mm(0), Pt(0), 1.0
    paragraph.alignment = alignment


def line(place: Any, text: str, size: int, *, bold: bool = False, italic: bool = False) -> Any:
    """A centred line; the empty paragraph a new cell begins with is used first."""
    paragraphs = place.paragraphs
    fresh = hasattr(place, "vertical_alignment") and not paragraphs[-1].runs
    paragraph = paragraphs[-1] if fresh and len(paragraphs) == 1 else place.add_paragraph()
    flush(paragraph, ALIGN.CENTER)
    run = paragraph.add_run(printable(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def rule(place: Any, length: float, room: float) -> None:
    """A line of that length in the middle of the room."""
    paragraph = place.add_paragraph()
    flush(paragraph, ALIGN.CENTER)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm((room - length) / 2)
    layout.line_spacing, layout.space_before, layout.space_after = Pt(2), Pt(2), Pt(8)
    border, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{key}"), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def set_widths(table: Any, widths: Sequence[float], padding: float = 1.2) -> None:
    """Fix the widths of the columns, whatever stands in them."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    indent, margins = OxmlElement("w:tblInd"), OxmlElement("w:tblCellMar")
    indent.set(qn("w:w"), str(Mm(padding).twips))
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.insert_element_before(  # noqa: SLF001
        indent, "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(padding).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def fill_row(row: Any, texts: Sequence[str], headings: Sequence[Heading]) -> None:
    """Write a row's cells, figures to the right; a row of one text reaches over the whole width."""
    mark_row(row, "cantSplit")
    cells = row.cells
    if len(texts) == 1:
        over_all = line(cells[0].merge(cells[-1]), texts[0], SMALL, bold=True)
        over_all.alignment, over_all.paragraph_format.keep_with_next = ALIGN.LEFT, True
        return
    for cell, text, heading in zip(cells, texts, headings, strict=True):
        written = line(cell, text, SMALL)
        written.paragraph_format.space_before = written.paragraph_format.space_after = Pt(1.5)
        written.alignment = ALIGN.RIGHT if heading.figure else ALIGN.LEFT


def repeat_row(row: Any) -> None:
    """Make the row the table's head, on every page it runs on to."""
    mark_row(row, "tblHeader")
    for cell in row.cells:
        cell.paragraphs[0].alignment = ALIGN.CENTER
        cell.paragraphs[0].runs[0].bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def mark_row(row: Any, name: str) -> None:
    """Give the row one of Word's switches, such as `cantSplit`."""
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))  # noqa: SLF001


def add_gap(document: Any) -> None:
    """Air beneath a table; Word would also melt two tables without a paragraph between them."""
    flush(document.add_paragraph(), ALIGN.LEFT)
