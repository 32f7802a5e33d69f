"""The board as XLSX: «Сводка», «Поручения», «Кто не сдал»."""

from collections.abc import Iterable, Sequence

from bot.models import OccurrenceKind
from bot.services.board_entries import Entry
from bot.services.board_views import CycleBoard
from bot.services.sheets import Cell, Column, File, Sheets
from bot.services.standing import Counts, Line, Standing, Term
from bot.texts import Words

COUNTS = ("total", "done", "reported", "in_time", "promised", "late", "silent")
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


def make(board: CycleBoard, entries: Sequence[Entry], words: Words) -> File:
    """The three sheets, under a name without personal data."""
    head = board.head
    title = words.label(
        "board-sheet-title",
        plan=head.plan,
        number=head.number,
        numbered=bool(head.number),
        year=head.year,
    )
    sheets = Sheets()
    sheets.add(
        words.label("board-sheet-summary"),
        _columns(SUMMARY, words),
        _summary(board),
        above=(title, words.label("board-sheet-as-of", day=head.today)),
        foot=_count_row(words.label("board-sheet-total"), board.counts),
    )
    sheets.add(
        words.label("board-sheet-assignments"), _columns(ASSIGNMENTS, words), _assignments(entries, words)
    )
    sheets.add(words.label("board-sheet-debts"), _columns(DEBTS, words), _debts(entries, words))
    return File(words.label("board-file", year=head.year, day=head.today.isoformat()), sheets.content())


def _columns(named: Iterable[tuple[str, int]], words: Words) -> list[Column]:
    return [Column(words.label(f"board-column-{name}"), width) for name, width in named]


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
