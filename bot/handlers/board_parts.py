"""The small parts of the board's screens: what its buttons carry, the first line, bars, marks, dates."""

from datetime import date
from typing import Literal

from aiogram.filters.callback_data import CallbackData

from bot.models import OccurrenceKind
from bot.services.board_views import CycleHead
from bot.services.standing import Counts, Line, Term
from bot.texts import Html, Words, shorten

SILENT = "silent"
WIDE, NARROW = 10, 5
"""Cells of the bar: alone on its screen, or one of many."""


class CycleTap(CallbackData, prefix="bc"):
    """The board of a cycle."""

    id: int


class SectionTap(CallbackData, prefix="bs"):
    """A page of the items of a section."""

    cycle: int
    section: int
    page: int = 0


class TermTap(CallbackData, prefix="bi"):
    """One date of an item, with a page of its organisations."""

    id: int
    page: int = 0


class OrganisationTap(CallbackData, prefix="bo"):
    """An organisation in a cycle; `term` and `back` are the screen and the page it was opened from."""

    cycle: int
    id: int
    term: int
    back: int = 0
    page: int = 0


class StandingTap(CallbackData, prefix="bl"):
    """Everything that stands in one place of the board: late, in_time, reported, done, silent."""

    cycle: int
    which: str
    page: int = 0


class UndatedListTap(CallbackData, prefix="bu"):
    """The items without a date."""

    cycle: int
    page: int = 0


class DebtsTap(CallbackData, prefix="bd"):
    """«Кто не сдал»: of a cycle (term 0) or of one date, grouped by item or by organisation."""

    cycle: int
    term: int = 0
    by: Literal["item", "organisation"] = "item"


class TableTap(CallbackData, prefix="bx"):
    """The cycle as XLSX."""

    cycle: int


def bar(counts: Counts, width: int) -> str:
    """▓▓▓░░: how much is closed; full only when all is, empty only when nothing is."""
    if not counts.total:
        return "░" * width
    filled = counts.done * width // counts.total
    filled = max(filled, 1) if counts.done else 0
    return "▓" * filled + "░" * (width - filled)


def head_line(head: CycleHead, words: Words) -> Html:
    """Which plan, which cycle, as of which day."""
    name = head.number or shorten(head.plan, 60)
    return words.html("board-head", plan=name, numbered=bool(head.number), year=head.year, day=head.today)


def count_lines(counts: Counts, words: Words, *, width: int, all_of_them: bool = False) -> list[Html]:
    """The bar, and a line for every place where something stands."""
    made = [words.html("board-bar", bar=bar(counts, width), done=counts.done, total=counts.total)]
    for name in ("done", "reported", "in_time", "late", SILENT):
        count = getattr(counts, name)
        if count or all_of_them:
            made.append(words.html(f"board-count-{name}", count=count, promised=counts.promised))
    return made


def short_counts(counts: Counts, words: Words) -> Html:
    """One line: the bar, closed of all, what is late and who is silent."""
    return words.html(
        "board-row",
        bar=bar(counts, NARROW),
        done=counts.done,
        total=counts.total,
        late=counts.late,
        silent=counts.silent,
    )


def mark(line: Line, today: date, words: Words) -> str:
    """The sign of an assignment in a list."""
    promised = line.promised is not None and line.promised >= today
    return words.label(
        "board-mark",
        standing=line.standing.value,
        state=line.state.value,
        promised=promised,
        silent=line.silent,
    )


def term_dates(term: Term, words: Words) -> Html:
    """The dates of an occurrence in one line; both days where the official one is a day off."""
    if term.due is None or term.effective is None:
        return words.html("board-term-undated")
    if term.kind is OccurrenceKind.ONGOING and term.opens:
        return words.html("board-term-ongoing", first=term.opens, last=term.due)
    return words.html(
        "board-term-dated",
        first=term.opens or term.due,
        windowed=term.opens is not None,
        due=words.day(term.due, weekday=True),
        effective=words.day(term.effective, weekday=True),
        shifted=term.effective != term.due,
    )
