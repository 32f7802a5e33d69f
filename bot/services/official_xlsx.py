"""The official table as a workbook: the same columns, sections as merged rows, every cell plain text."""

import io
from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from bot.services.official_docx import COLUMNS
from bot.services.official_table import OfficialTable
from bot.services.sheets import CELL_LIMIT, open_book
from bot.texts import Words

WIDTHS = (8, 48, 26, 34, 34, 40)
LAST = len(COLUMNS) - 1
LINE, HIGHEST = 15.0, 409.0
"""Points: of a line of text, and of the highest row a workbook can hold."""


def write(table: OfficialTable, words: Words) -> bytes:
    """The workbook."""
    buffer = io.BytesIO()
    book: Any = open_book(buffer)
    look = {"text_wrap": True, "valign": "top", "border": 1, "font_name": "Times New Roman", "font_size": 11}
    text = book.add_format(look)
    middle = book.add_format(look | {"bold": True, "align": "center", "valign": "vcenter"})
    number = book.add_format(look | {"align": "center"})
    title = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "font_name": "Times New Roman",
        }
    )
    sheet = book.add_worksheet(words.label("export-sheet"))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    head = [table.title, *_about(table, words)]
    for row, line in enumerate(head):
        sheet.merge_range(row, 0, row, LAST, "", title)
        sheet.write_string(row, 0, line[:CELL_LIMIT], title)
        sheet.set_row(row, _height([line], [sum(WIDTHS)]))
    top = len(head) + 1
    for column, name in enumerate(COLUMNS):
        sheet.write_string(top, column, words.label(f"export-column-{name}"), middle)
        sheet.write_string(top + 1, column, str(column + 1), number)
    row = top + 2
    for heading, rows in table.sections:
        sheet.merge_range(row, 0, row, LAST, "", middle)
        sheet.write_string(row, 0, heading[:CELL_LIMIT], middle)
        sheet.set_row(row, _height([heading], [sum(WIDTHS)]))
        row += 1
        for item in rows:
            for column, cell in enumerate(item.cells()):
                sheet.write_string(row, column, cell[:CELL_LIMIT], text)
            sheet.set_row(row, _height(item.cells(), WIDTHS))
            row += 1
    sheet.freeze_panes(top + 2, 0)
    sheet.repeat_rows(top, top + 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.79, right=0.39, top=0.79, bottom=0.59)
    sheet.set_header("&C&P")
    book.close()
    return buffer.getvalue()


def _height(cells: Sequence[str], widths: Sequence[int]) -> float:
    """Points that a row needs: not every program finds it out by itself."""
    lines = max(
        sum(max(len(wrap(line, round(width * 1.15))), 1) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )
    return min(LINE * lines + 3, HIGHEST)


def _about(table: OfficialTable, words: Words) -> list[str]:
    lines = []
    if table.number:
        stamp = words.label(
            "export-stamp",
            number=table.number,
            day=f"{table.approved_on:%d.%m.%Y}" if table.approved_on else "",
            dated=table.approved_on is not None,
        )
        lines.append(" ".join(stamp.split()))
    if table.as_of is None:
        lines.append(words.label("export-form", year=table.year))
    else:
        lines.append(words.label("export-as-of", year=table.year, day=f"{table.as_of:%d.%m.%Y}"))
    return lines
