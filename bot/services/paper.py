"""A table as a paper to be signed: heading, the header of the table on every page, remarks, a signature."""

import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from bot.services.official_docx import clean, fill, repeated, unbroken, underline, use_landscape
from bot.texts import Words

WIDTH = 26.7
"""Centimetres between the margins of a page that lies."""
_SIGNATURE = (("responsible", 4.5), ("position", 7.0), ("signature", 4.0), ("name", 6.0), ("date", 4.0))


class Part(NamedTuple):
    """A further table of the paper, with its heading."""

    heading: str
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[str]]


def write(
    *,
    title: str,
    subtitles: Sequence[str],
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    remarks: Sequence[str],
    words: Words,
    more: Sequence[Part] = (),
) -> bytes:
    """The document. Columns are headings with their share of the width, in any unit; `more` tables follow."""
    document = docx.Document()
    use_landscape(document, words)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(clean(title)).bold = True
    for line in subtitles:
        document.add_paragraph(clean(line)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.paragraphs[-1].paragraph_format.space_after = Pt(8)
    put_table(document, columns, rows)
    for part in more:
        above = document.add_paragraph()
        above.paragraph_format.space_before, above.paragraph_format.space_after = Pt(10), Pt(4)
        above.paragraph_format.keep_with_next = True
        above.add_run(clean(part.heading)).bold = True
        put_table(document, part.columns, part.rows)
    for line in remarks:
        document.add_paragraph(clean(line)).paragraph_format.space_before = Pt(6)
    _signature(document, words)
    document.core_properties.title = clean(title)[:250]
    document.core_properties.author = document.core_properties.comments = ""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def put_table(
    document: Any,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    across: float = WIDTH,
    size: float = 10.5,
) -> None:
    """A table `across` centimetres wide, its header on every page, no row broken by a page."""
    total = sum(width for _, width in columns)
    widths = [across * width / total for _, width in columns]
    table = document.add_table(rows=0, cols=len(columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for line in ([name for name, _ in columns], *rows):
        row = table.add_row()
        head = len(table.rows) == 1
        unbroken(row)
        if head:
            repeated(row)
        for cell, width, text in zip(row.cells, widths, line, strict=True):
            cell.width = Cm(width)
            fill(cell, text, bold=head, middle=head, size=size)


def _signature(document: Any, words: Words) -> None:
    document.add_paragraph().paragraph_format.keep_with_next = True
    table = document.add_table(rows=2, cols=len(_SIGNATURE))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    line, below = table.rows
    line.height = Cm(1)
    for place, (name, width) in enumerate(_SIGNATURE):
        line.cells[place].width = below.cells[place].width = table.columns[place].width = Cm(width)
        line.cells[place].paragraphs[0].paragraph_format.keep_with_next = True
        if place == 0:
            fill(line.cells[0], words.label("list-responsible"))
        else:
            underline(line.cells[place])
            fill(below.cells[place], words.label(f"export-sign-{name}"), middle=True, size=8)
