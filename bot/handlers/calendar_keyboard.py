"""An inline month: pick a day, leaf through months; days that cannot be picked are dots."""

import calendar
from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from babel.dates import get_day_names

from bot.errors import NotFound
from bot.handlers.replies import button
from bot.texts import Words

BLANK = "\u2800"  # Telegram refuses a label of spaces; this one is empty to the eye
NOTHING = "-"
"""Callback data of a button that only shows something."""
EMPTY = "\u2800"
"""An empty place of the grid: a button needs some text, and a plain space is none."""

EARLIEST, LATEST = date(2000, 1, 1), date(2200, 12, 31)


class DayTap(CallbackData, prefix="d"):
    """A day was picked for `use` about the thing numbered `id`; `day` is its ordinal number."""

    use: str
    id: int
    day: int

    @property
    def date(self) -> date:
        """The day itself."""
        return day_of(self.day)


class MonthTap(CallbackData, prefix="mo"):
    """Another month is wanted; `day` is the ordinal of its first day."""

    use: str
    id: int
    day: int

    @property
    def month(self) -> date:
        """The first day of the month."""
        return day_of(self.day)


def day_of(ordinal: int) -> date:
    """The day of a button; no calendar of ours reaches further."""
    if not EARLIEST.toordinal() <= ordinal <= LATEST.toordinal():
        raise NotFound
    return date.fromordinal(ordinal)


def month_span(month: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = month.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def month_keyboard(
    words: Words,
    *,
    use: str,
    number: int,
    month: date,
    first: date,
    last: date,
    closed: frozenset[date] = frozenset(),
    marked: frozenset[date] = frozenset(),
    marked_use: str | None = None,
    below: list[list[InlineKeyboardButton]] | None = None,
) -> InlineKeyboardMarkup:
    """A month of which the days from `first` to `last` that are not `closed` can be picked.

    `marked` days carry a dot beside the number and are picked for `marked_use`.
    """
    start, end = month_span(month)
    earlier = MonthTap(use=use, id=number, day=(start - timedelta(days=1)).replace(day=1).toordinal())
    later = MonthTap(use=use, id=number, day=(end + timedelta(days=1)).toordinal())
    lines = [
        [
            button("‹" if start > first else EMPTY, earlier.pack() if start > first else NOTHING),
            button(words.month(start), NOTHING),
            button("›" if end < last else EMPTY, later.pack() if end < last else NOTHING),
        ],
        [button(name, NOTHING) for name in _weekdays(words.language)],
    ]
    for week in calendar.Calendar().monthdatescalendar(start.year, start.month):
        row = []
        for day in week:
            if day.month != start.month:
                row.append(button(EMPTY, NOTHING))
            elif not first <= day <= last or day in closed:
                row.append(button("·", NOTHING))
            elif day in marked:
                row.append(_day(f"{day.day}•", day, marked_use or use, number))
            else:
                row.append(_day(str(day.day), day, use, number))
        lines.append(row)
    return InlineKeyboardMarkup(inline_keyboard=lines + (below or []))


def _day(text: str, day: date, use: str, number: int) -> InlineKeyboardButton:
    return button(text, DayTap(use=use, id=number, day=day.toordinal()).pack())


def _weekdays(language: str) -> list[str]:
    names = get_day_names("short", context="stand-alone", locale=language)
    return [names[number] for number in range(7)]
