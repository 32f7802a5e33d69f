"""XLSX of one look: text stays text, a day stays a day, the header is frozen and filtered."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

CELL_LIMIT = 32_000
"""Excel takes at most 32,767 characters in a cell."""

Cell = str | int | date | None


@dataclass(frozen=True)
class File:
    """A file to hand over; its name is in the composed form that every system shows alike."""

    name: str
    content: bytes

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", unicodedata.normalize("NFC", self.name))


class Column(NamedTuple):
    """A column of a sheet."""

    heading: str
    width: int


def open_book(buffer: io.BytesIO) -> Any:
    """A workbook in which text stays text: no formulas, no links."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(buffer, options)


class Sheets:
    """A workbook in the making."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._book: Any = open_book(self._buffer)
        look = {"text_wrap": True, "valign": "top"}
        self._text = self._book.add_format(look)
        self._day = self._book.add_format(look | {"num_format": "dd.mm.yyyy", "align": "left"})
        self._bold = self._book.add_format({"bold": True})
        self._header = self._book.add_format(
            look | {"bold": True, "bg_color": "#E8EEF7", "bottom": 1, "valign": "vcenter"}
        )

    def add(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        *,
        above: Sequence[str] = (),
        foot: Sequence[Cell] = (),
    ) -> None:
        """One sheet: lines above the header, the header, rows and (outside the filter) totals."""
        sheet = self._book.add_worksheet(name)
        for number, line in enumerate(above):
            sheet.write_string(number, 0, line, self._bold)
        head = len(above) + 1 if above else 0
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(head, number, column.heading, self._header)
        last = head
        for last, row in enumerate(rows, start=head + 1):
            self._write_row(sheet, last, row)
        self._write_row(sheet, last + 1, foot)
        sheet.autofilter(head, 0, last, len(columns) - 1)
        sheet.freeze_panes(head + 1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)

    def content(self) -> bytes:
        """The finished workbook."""
        self._book.close()
        return self._buffer.getvalue()

    def _write_row(self, sheet: Any, row: int, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells):
            if cell is None:
                sheet.write_blank(row, column, None, self._text)
            elif isinstance(cell, date):
                sheet.write_datetime(row, column, cell, self._day)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell, self._text)
            else:
                sheet.write_string(row, column, cell[:CELL_LIMIT], self._text)
