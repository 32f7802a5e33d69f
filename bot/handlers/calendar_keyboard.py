"""An inline month: pick a day, leaf through months; days that cannot be picked are dots."""

import calendar
from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from babel.dates import get_day_names

from bot.handlers.replies import button
from bot.texts import Words

NOTHING = "-"
"""Callback data of a button that only shows something."""


class DayTap(CallbackData, prefix="d"):
    """A day was picked for `use` about the thing numbered `id`; `day` is its ordinal number."""

    use: str
    id: int
    day: int

    @property
    def date(self) -> date:
        """The day itself."""
        return date.fromordinal(self.day)


class MonthTap(CallbackData, prefix="mo"):
    """Another month is wanted; `day` is the ordinal of its first day."""

    use: str
    id: int
    day: int

    @property
    def month(self) -> date:
        """The first day of the month."""
        return date.fromordinal(self.day)


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
    below: list[list[InlineKeyboardButton]] | None = None,
) -> InlineKeyboardMarkup:
    """A month of which the days from `first` to `last` that are not `closed` can be picked."""
    start, end = month_span(month)
    earlier = MonthTap(use=use, id=number, day=(start - timedelta(days=1)).replace(day=1).toordinal())
    later = MonthTap(use=use, id=number, day=(end + timedelta(days=1)).toordinal())
    lines = [
        [
            button("‹" if start > first else " ", earlier.pack() if start > first else NOTHING),
            button(words.month(start), NOTHING),
            button("›" if end < last else " ", later.pack() if end < last else NOTHING),
        ],
        [button(name, NOTHING) for name in _weekdays(words.language)],
    ]
    for week in calendar.Calendar().monthdatescalendar(start.year, start.month):
        lines.append([_day(day, start, first, last, closed, use, number) for day in week])
    return InlineKeyboardMarkup(inline_keyboard=lines + (below or []))


def _day(
    day: date, start: date, first: date, last: date, closed: frozenset[date], use: str, number: int
) -> InlineKeyboardButton:
    if day.month != start.month:
        return button(" ", NOTHING)
    if not first <= day <= last or day in closed:
        return button("·", NOTHING)
    return button(str(day.day), DayTap(use=use, id=number, day=day.toordinal()).pack())


def _weekdays(language: str) -> list[str]:
    names = get_day_names("short", context="stand-alone", locale=language)
    return [names[number] for number in range(7)]
