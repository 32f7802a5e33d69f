"""The official table as a Word document: landscape A4, the header on every page, a place to sign."""

import io
import re
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from bot.services.official_table import OfficialTable
from bot.texts import Words

COLUMNS = ("number", "title", "deadline", "executors", "result", "mark")
WIDTHS = (1.5, 6.2, 3.9, 4.8, 5.9, 4.4)
"""Centimetres; with the margins they fill the 29.7 of a page that lies."""
_SIGNATURE = (("", 3.2), ("position", 7.5), ("signature", 4.0), ("name", 6.0), ("date", 4.0))
"""What is filled in by hand, with its width in centimetres; the first column says who signs."""
_FONT = "Times New Roman"
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that XML cannot hold."""


def write(table: OfficialTable, words: Words) -> bytes:
    """The document."""
    document = docx.Document()
    use_landscape(document, words)
    _head(document, table, words)
    made = document.add_table(rows=0, cols=len(COLUMNS))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made.columns, WIDTHS, strict=True):
        column.width = Cm(width)
    _row(made, [words.label(f"export-column-{name}") for name in COLUMNS], bold=True, middle=True, head=True)
    _row(made, [str(place) for place in range(1, len(COLUMNS) + 1)], middle=True, head=True)
    for heading, rows in table.sections:
        _heading(made, heading)
        for row in rows:
            _row(made, row.cells())
    _signature(document, words)
    buffer = io.BytesIO()
    document.core_properties.title = clean(table.title)[:250]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.save(buffer)
    return buffer.getvalue()


def use_landscape(document: Any, words: Words) -> None:
    """An A4 page that lies, its number above from the second one on."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(2), Cm(1)
    _set_up(document, words)


def use_portrait(document: Any, words: Words) -> None:
    """An A4 page that stands, its number above from the second one on."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(1.5), Cm(1)
    _set_up(document, words)


def _set_up(document: Any, words: Words) -> None:
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.5)
    section.header_distance = Cm(1)
    section.different_first_page_header_footer = True  # the first page of an official paper has no number
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), words.label("export-language"))
    style.element.rPr.append(language)
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number, "PAGE")


def _field(paragraph: Any, name: str) -> None:
    """A field that the word processor fills in."""
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = name
        run._r.append(element)


def _head(document: Any, table: OfficialTable, words: Words) -> None:
    if table.number:
        stamp = words.label(
            "export-stamp",
            number=table.number,
            day=f"{table.approved_on:%d.%m.%Y}" if table.approved_on else "",
            dated=table.approved_on is not None,
        )
        for line in stamp.splitlines():
            paragraph = document.add_paragraph(clean(line))
            paragraph.paragraph_format.left_indent = Cm(18)
        document.add_paragraph()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(clean(table.title)).bold = True
    subtitle = document.add_paragraph(_subtitle(table, words))
    subtitle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subtitle.paragraph_format.space_after = Pt(8)


def _subtitle(table: OfficialTable, words: Words) -> str:
    if table.as_of is None:
        return words.label("export-form", year=table.year)
    return words.label("export-as-of", year=table.year, day=f"{table.as_of:%d.%m.%Y}")


def _row(
    table: Any, cells: Sequence[str], *, bold: bool = False, middle: bool = False, head: bool = False
) -> None:
    row = table.add_row()
    unbroken(row)
    if head:
        repeated(row)
    for cell, width, text in zip(row.cells, WIDTHS, cells, strict=True):
        cell.width = Cm(width)
        fill(cell, text, bold=bold, middle=middle)


def _heading(table: Any, text: str) -> None:
    """A section: one cell across the whole table, on the page of what follows it."""
    row = table.add_row()
    unbroken(row)
    cell = row.cells[0].merge(row.cells[-1])
    fill(cell, text, bold=True, middle=True)
    cell.paragraphs[0].paragraph_format.keep_with_next = True


def unbroken(row: Any) -> None:
    """A page does not break the row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeated(row: Any) -> None:
    """The row stands above the table on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def fill(cell: Any, text: str, *, bold: bool = False, middle: bool = False, size: float = 10.5) -> None:
    """Text into a cell, line by line."""
    paragraph = cell.paragraphs[0]
    for place, line in enumerate(clean(text).split("\n")):
        if place:
            paragraph = cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(size)
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _signature(document: Any, words: Words) -> None:
    """Who carried the plan out and who controls it: lines to fill in by hand, all on one page."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    signers = ("executor", "controller")
    table = document.add_table(rows=2 * len(signers), cols=len(_SIGNATURE))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for place, signer in enumerate(signers):
        line, below = table.rows[2 * place : 2 * place + 2]
        fill(line.cells[0], words.label(f"export-signer-{signer}"))
        line.cells[0].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        for index, (name, width) in enumerate(_SIGNATURE):
            line.cells[index].width = below.cells[index].width = table.columns[index].width = Cm(width)
            for cell in (line.cells[index], below.cells[index]):
                cell.paragraphs[0].paragraph_format.keep_with_next = below is not table.rows[-1]
            if name:
                underline(line.cells[index])
                fill(below.cells[index], words.label(f"export-sign-{name}"), middle=True, size=8)
        line.height = Cm(1)


def underline(cell: Any) -> None:
    """A line to write on."""
    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    cell._tc.get_or_add_tcPr().append(borders)


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _UNPRINTABLE.sub("", text)
