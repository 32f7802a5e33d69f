"""Working days by the Russian production calendar, with the administrator's own days on top.

The calendar of a year is decided by the Government the autumn before. The years below were decided when this
was written; for other years the `holidays` library is asked, which for a year not decided yet knows only the
holidays by law (article 112 of the Labour Code). `is_published` tells which of the two it is.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

Rule = Literal["previous", "next", "as_is"]

_DAY = timedelta(days=1)
_SATURDAY = 5


class _Year(NamedTuple):
    """What differs from «Saturday and Sunday are off» in one year."""

    days_off: frozenset[date]
    working: frozenset[date]
    published: bool


def _days(year: int, *month_days: tuple[int, int]) -> frozenset[date]:
    return frozenset(date(year, month, day) for month, day in month_days)


_NEW_YEAR = tuple((1, day) for day in range(1, 9))

# Transfers are quoted from the Government's decisions; what falls from a holiday at the weekend to the next
# working day follows article 112 of the Labour Code and is noted as such.
_DECIDED = {
    2025: _Year(
        # Decision of 04.10.2024 № 1335: 4 January → 2 May, 5 January → 31 December, 23 February → 8 May,
        # 8 March → 13 June, 1 November (a working Saturday) → 3 November.
        _days(
            2025,
            *_NEW_YEAR,
            *((5, 1), (5, 2), (5, 8), (5, 9), (6, 12), (6, 13), (11, 3), (11, 4), (12, 31)),
        ),
        _days(2025, (11, 1)),
        True,
    ),
    2026: _Year(
        # Decision of 24.09.2025 № 1466: 3 January → 9 January, 4 January → 31 December. By law: Sunday
        # 8 March → 9 March, Saturday 9 May → 11 May.
        _days(2026, *_NEW_YEAR, *((1, 9), (2, 23), (3, 9), (5, 1), (5, 11), (6, 12), (11, 4), (12, 31))),
        frozenset(),
        True,
    ),
    2027: _Year(
        # The Government's decision on transfers in 2027 (ConsultantPlus, cons_doc_LAW_544706): 2 January →
        # 5 November, 3 January → 31 December, 20 February (a working Saturday) → 22 February. By law:
        # Saturday 1 May → 3 May, Sunday 9 May → 10 May, Saturday 12 June → 14 June.
        _days(
            2027,
            *_NEW_YEAR,
            *((2, 22), (2, 23), (3, 8), (5, 3), (5, 10), (6, 14), (11, 4), (11, 5), (12, 31)),
        ),
        _days(2027, (2, 20)),
        True,
    ),
}


@lru_cache(maxsize=64)
def _calendar(year: int) -> _Year:
    if year in _DECIDED:
        return _DECIDED[year]
    # imported here: it costs a tenth of a second and the years of daily work are in the table above
    from holidays import country_holidays

    known = country_holidays("RU", years=year)
    decided = year in getattr(known, "special_public_holidays", {})
    return _Year(frozenset(known), frozenset(known.weekend_workdays), decided)


class WorkingDays:
    """The working days of one municipality.

    `days_off` and `working_days` are the administrator's own dates; they win over the calendar, and a date in
    both is a working day.
    """

    def __init__(self, days_off: Iterable[date] = (), working_days: Iterable[date] = ()) -> None:
        self._working = frozenset(working_days)
        self._days_off = frozenset(days_off) - self._working

    def is_working(self, day: date) -> bool:
        """Whether people are at work on this day."""
        if day in self._working:
            return True
        if day in self._days_off:
            return False
        calendar = _calendar(day.year)
        return day in calendar.working or (day.weekday() < _SATURDAY and day not in calendar.days_off)

    def is_published(self, year: int) -> bool:
        """Whether the transfers of this year are known here, and not only the holidays by law."""
        return _calendar(year).published

    def shift(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); `day` itself is never counted.

        With `count` 0 it is `day`, working or not.
        """
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day = self._walk(day + step, step)
        return day

    def on_or_before(self, day: date) -> date:
        """`day` if it is a working day, else the last working day before it."""
        return self._walk(day, -_DAY)

    def on_or_after(self, day: date) -> date:
        """`day` if it is a working day, else the first working day after it."""
        return self._walk(day, _DAY)

    def effective(self, due: date, rule: Rule = "previous") -> date:
        """The day a due date really falls on: moved off a day off by `rule`, or left as it is."""
        match rule:
            case "previous":
                return self.on_or_before(due)
            case "next":
                return self.on_or_after(due)
            case "as_is":
                return due

    def _walk(self, day: date, step: timedelta) -> date:
        while not self.is_working(day):
            day += step
        return day
