"""Tables → Word and Excel files, by the libraries that others wrote."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import Font, PatternFill

from tests.plan_document.zoo.layout import Cell, Rows, place, size

_LIST = 77
_POINTS = 78
_RED = "C00000"


def word(*parts: str | Rows) -> bytes:
    """A Word file of paragraphs and tables."""
    document = docx.Document()
    _numbering(document)
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            fill(document.add_table(*size(part)), part)
    return saved(document)


def saved(document: Any) -> bytes:
    """The bytes of a document or workbook."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def fill(table: Any, rows: Rows) -> None:
    """Write the cells, merge what is merged."""
    for at, column, cell in place(rows):
        target = table.cell(at, column)
        if cell.right > 1 or cell.down > 1:
            target = target.merge(table.cell(at + cell.down - 1, column + cell.right - 1))
        lines = cell.text.split("\n")
        for number, line in enumerate(lines):
            paragraph = target.paragraphs[0] if number == 0 else target.add_paragraph()
            run = paragraph.add_run(line)
            if cell.coloured:
                run.font.color.rgb = docx.shared.RGBColor.from_string(_RED)
            if cell.numbered is not None or (cell.bullets and number):
                _number(paragraph, _POINTS if cell.bullets else _LIST, cell.numbered or 0)
        if cell.filled:
            target._tc.get_or_add_tcPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="92D050"/>')
            )


def _number(paragraph: Any, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def _numbering(document: Any) -> None:
    """Two lists: 1. 1.1. 1.1.1. and points."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{"".join(f"%{i + 1}." for i in range(level + 1))}"/></w:lvl>'
        for level in range(3)
    )
    points = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'
    )
    root = document.part.numbering_part.element
    for number, body in ((_LIST, levels), (_POINTS, points)):
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{body}</w:abstractNum>'
        root.insert(0, parse_xml(abstract))
        root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )


SheetRows = Sequence[Sequence[Any]]


def book(
    sheets: Mapping[str, SheetRows], hidden: Iterable[str] = (), hidden_rows: Iterable[int] = ()
) -> bytes:
    """A workbook; a cell is text, a number, a date, (value, number format), or a `Cell`.

    `hidden_rows` (from 1) are hidden on every sheet.
    """
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        plain = [[each if isinstance(each, Cell) else Cell("") for each in row] for row in rows]
        for at, column, cell in place(plain):
            given = _given(rows[at], plain[at], cell)
            target = sheet.cell(at + 1, column + 1)
            if isinstance(given, tuple):
                target.value, target.number_format = given
            elif isinstance(given, Cell):
                target.value = given.text or None
                if given.filled:
                    target.fill = PatternFill("solid", fgColor="FF92D050")
                if given.coloured:
                    target.font = Font(color=_RED)
                if given.right > 1 or given.down > 1:
                    sheet.merge_cells(
                        start_row=at + 1,
                        start_column=column + 1,
                        end_row=at + given.down,
                        end_column=column + given.right,
                    )
            elif given != "":
                target.value = given
                if isinstance(given, date) and not isinstance(given, datetime):
                    target.number_format = "dd.mm.yyyy"
        for number in hidden_rows:
            sheet.row_dimensions[number].hidden = True
        if title in hidden:
            sheet.sheet_state = "hidden"
    return saved(made)


def _given(row: Sequence[Any], cells: Sequence[Cell], cell: Cell) -> Any:
    """What stood in the row where `cell` was made of it."""
    return next(given for given, made in zip(row, cells, strict=True) if made is cell)
