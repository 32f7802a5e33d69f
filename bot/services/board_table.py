"""The board as XLSX: «Сводка», «Поручения», «Кто не сдал»."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from bot.models import OccurrenceKind
from bot.services.board_entries import Entry
from bot.services.board_views import CycleBoard, CycleHead
from bot.services.standing import Counts, Line, Standing, Term
from bot.texts import Words

COUNTS = ("total", "done", "reported", "in_time", "promised", "late", "silent")
CELL_LIMIT = 32_000
"""Excel takes at most 32,767 characters in a cell."""

Cell = str | int | date | None


def file_name(head: CycleHead, words: Words) -> str:
    """A name without personal data, in the composed form every system shows alike."""
    name = words.label("board-file", year=head.year, day=head.today.isoformat())
    return unicodedata.normalize("NFC", name)


def write(board: CycleBoard, entries: Sequence[Entry], words: Words) -> bytes:
    """The three sheets; text is always text, a day is always a day."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheets = Sheets(book, words)
    head = board.head
    title = words.label(
        "board-sheet-title",
        plan=head.plan,
        number=head.number,
        numbered=bool(head.number),
        year=head.year,
    )
    note = words.label("board-sheet-as-of", day=head.today)
    total = _count_row(words.label("board-sheet-total"), board.counts)
    sheets.add("summary", (title, note), SUMMARY, _summary(board), total)
    sheets.add("assignments", (), ASSIGNMENTS, _assignments(entries, words))
    sheets.add("debts", (), DEBTS, _debts(entries, words))
    book.close()
    return buffer.getvalue()


SUMMARY = (("section", 60), *((name, 16) for name in COUNTS))
ASSIGNMENTS = (
    ("item", 9),
    ("title", 60),
    ("phrase", 30),
    ("organisation", 40),
    ("due", 13),
    ("effective", 13),
    ("state", 24),
    ("promised-day", 15),
    ("reported-day", 15),
    ("evidence", 50),
    ("days-late", 13),
    ("reason", 40),
)
DEBTS = (
    ("organisation", 40),
    ("item", 9),
    ("title", 60),
    ("due", 13),
    ("effective", 13),
    ("days-late", 13),
    ("state", 24),
    ("promised-day", 15),
)
"""Columns of the sheets: the heading is `board-column-<name>`, the number is the width."""


class Sheets:
    """Sheets of one look: frozen filtered header, wrapped text, real dates."""

    def __init__(self, book: Any, words: Words) -> None:
        self._book = book
        self._words = words
        look = {"text_wrap": True, "valign": "top"}
        self._text = book.add_format(look)
        self._day = book.add_format(look | {"num_format": "dd.mm.yyyy", "align": "left"})
        self._bold = book.add_format({"bold": True})
        self._header = book.add_format(
            look | {"bold": True, "bg_color": "#E8EEF7", "bottom": 1, "valign": "vcenter"}
        )

    def add(
        self,
        name: str,
        above: Sequence[str],
        columns: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[Cell]],
        foot: Sequence[Cell] = (),
    ) -> None:
        """One sheet with its heading lines, header, rows and (outside the filter) the totals."""
        sheet = self._book.add_worksheet(self._words.label(f"board-sheet-{name}"))
        for number, line in enumerate(above):
            sheet.write_string(number, 0, line, self._bold)
        head = len(above) + 1 if above else 0
        last = head
        for column, (key, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(head, column, self._words.label(f"board-column-{key}"), self._header)
        for last, row in enumerate(rows, start=head + 1):
            for column, cell in enumerate(row):
                self._write(sheet, last, column, cell)
        for column, cell in enumerate(foot):
            self._write(sheet, last + 1, column, cell)
        sheet.autofilter(head, 0, last, len(columns) - 1)
        sheet.freeze_panes(head + 1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)

    def _write(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if cell is None:
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self._day)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, self._text)
        else:
            sheet.write_string(row, column, cell[:CELL_LIMIT], self._text)


def _summary(board: CycleBoard) -> Iterable[list[Cell]]:
    for section in board.sections:
        yield _count_row(f"{section.number}. {section.title}", section.counts)


def _count_row(name: str, counts: Counts) -> list[Cell]:
    return [name, *(getattr(counts, column) for column in COUNTS)]


def _assignments(entries: Iterable[Entry], words: Words) -> Iterable[list[Cell]]:
    for entry in entries:
        head: list[Cell] = [entry.number, entry.title, entry.phrase]
        line, term = entry.line, entry.term
        if line is None:
            yield [*head, None, term.due, term.effective, nobody_state(term, words), *[None] * 5]
            continue
        yield [
            *head,
            line.organisation,
            line.due,
            line.effective,
            line_state(line, term.kind, words),
            line.promised,
            line.reported_on,
            entry.evidence or None,
            entry.days_late or None,
            entry.reason or None,
        ]


def _debts(entries: Iterable[Entry], words: Words) -> Iterable[list[Cell]]:
    for entry in entries:
        line = entry.line
        if line is not None and line.standing is Standing.LATE:
            yield [
                line.organisation,
                entry.number,
                entry.title,
                line.due,
                line.effective,
                entry.days_late,
                line_state(line, entry.term.kind, words),
                line.promised,
            ]


def line_state(line: Line, kind: OccurrenceKind, words: Words) -> str:
    """The state of an assignment in words."""
    return words.label(
        "board-state",
        state=line.state.value,
        late=line.standing is Standing.LATE,
        silent=line.silent,
        ongoing=kind is OccurrenceKind.ONGOING,
    )


def nobody_state(term: Term, words: Words) -> str:
    """Why no organisation has to act on a date."""
    why = "undated" if term.undated else "past" if term.before_start else "nobody"
    return words.label(f"board-no-lines-{why}")
