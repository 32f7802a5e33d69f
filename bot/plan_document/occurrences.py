"""What a timing means in one cycle: its dates and spans.

Cycle Y is the year Y in which contracts are signed; its days are 2 September Y-1 … 1 September Y. A yearly
date belongs to the cycle that holds it, a window to the cycle that holds its last day; «года, предшествующего
…» puts either into the calendar year Y-1. Work «в течение года», «постоянно» or through a period without
dates runs through the whole cycle, so that neighbouring cycles neither overlap nor leave a gap.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.plan_document.timing import Day, Span, Timing, WeekdayRule, nth_weekday, weekday_rules
from bot.working_days import Rule, WorkingDays

_LAST = (9, 1)  # the last month and day of a cycle
_REPORT = (5, 31)  # the annual report: proposed where a yearly item names no day
_LONG = timedelta(days=360)
_YEARLY = frozenset({"yearly", "biennial", "other"})
_WHOLE_YEAR = ((1, 1), (12, 31))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date or window of an item in a cycle.

    `opens` is None for a plain deadline, the first day for a window or ongoing work; `due` is the date of the
    document, `effective_due` the same moved off a day off.
    """

    opens: date | None
    due: date | None
    effective_due: date | None


def cycle_of(day: date) -> int:
    """The cycle a day belongs to: 1 September 2027 is in cycle 2027, 2 September 2027 in cycle 2028."""
    return day.year if (day.month, day.day) <= _LAST else day.year + 1


def bounds(cycle: int) -> tuple[date, date]:
    """First and last day of a cycle."""
    month, day = _LAST
    return date(cycle - 1, month, day) + timedelta(days=1), date(cycle, month, day)


def occurrences(
    timing: Timing, cycle_year: int, working_days: WorkingDays, rule: Rule = "previous"
) -> list[Occurrence]:
    """The occurrences of a timing in a cycle, by due date.

    Empty for `on_plan`, `relative` and `unparseable`, for a periodicity without a day (see `proposed_date`),
    and for a one-time date of another cycle.
    """
    found = sorted(set(_spans(timing, cycle_year)), key=lambda span: (span[1], span[0] or span[1]))
    return [Occurrence(opens, due, working_days.effective(due, rule)) for opens, due in found]


def proposed_date(timing: Timing, cycle_year: int) -> date | None:
    """The day to propose where an item recurs yearly but names none: 31 May of the cycle; else None.

    None also in a year that the item does not list or that its rhythm skips.
    """
    if timing.kind != "recurring" or timing.recurrence not in _YEARLY or timing.deadlines:
        return None
    proposed = date(cycle_year, *_REPORT)
    start = timing.window.from_ if timing.window else None
    if timing.years is not None:
        return proposed if cycle_year in timing.years else None
    if start is not None and proposed < _on(start, start.year or cycle_year):
        return None
    if timing.recurrence == "other" or not _within_years(timing, cycle_year):
        return None
    if timing.recurrence == "biennial" and not (start and start.year and (cycle_year - start.year) % 2 == 0):
        return None
    return proposed


_Found = tuple[date | None, date]


def _spans(timing: Timing, cycle: int) -> Iterator[_Found]:
    if timing.kind in ("on_plan", "relative", "unparseable"):
        return
    for day in timing.deadlines:
        yield from ((None, due) for due in _dates_of(day, timing, cycle))
    if timing.recurrence == "monthly" and not timing.deadlines:
        rules = weekday_rules(timing.notes)
        if rules:
            yield from ((None, due) for due in _on_weekdays(rules, timing, cycle))
            return
    if timing.kind == "ongoing" or (timing.window is not None and _has_span(timing)):
        yield from _windows_of(timing, cycle)
    yield from _whole_period(timing, cycle)


def _has_span(timing: Timing) -> bool:
    """Whether the window is a stretch of work: not a bare start, not the year a series was begun in, not the
    time through which monthly days or yearly dates repeat."""
    window = timing.window
    if window is None or window.from_ is None or window.to is None:
        return False
    if timing.kind == "recurring" and timing.deadlines:
        monthly = all(day.month is None for day in timing.deadlines)
        if monthly or (_is_whole_year(window) and _year_of(window)):
            return False
    is_anchor = timing.kind == "recurring" and timing.recurrence in _YEARLY and _is_whole_year(window)
    return not is_anchor


def _is_whole_year(window: Span) -> bool:
    ends = window.from_, window.to
    return tuple((day.month, day.day) for day in ends if day is not None) == _WHOLE_YEAR


def _dates_of(day: Day, timing: Timing, cycle: int) -> Iterator[date]:
    if day.month is None:
        yield from _monthly(day, timing, cycle)
        return
    if timing.recurrence == "once" and day.year is not None:
        only = _on(day, day.year)
        if cycle_of(only) == cycle:
            yield only
        return
    due = _in_cycle(day, timing.year_offset, cycle)
    if _takes_place(timing, due, day.year):
        yield due


def _monthly(day: Day, timing: Timing, cycle: int) -> Iterator[date]:
    dues = (_on(Day(month, day.day), year) for year, month in _months(cycle))
    yield from (due for due in dues if _is_worked(due, timing, cycle))


def _months(cycle: int) -> Iterator[tuple[int, int]]:
    """The thirteen months that a cycle touches."""
    first, _ = bounds(cycle)
    for index in range(first.month - 1, first.month + 12):
        yield first.year + index // 12, index % 12 + 1


def _is_worked(due: date, timing: Timing, cycle: int) -> bool:
    """Whether a day of a series lies in the cycle and in the time the series runs through."""
    first, last = bounds(cycle)
    if not first <= due <= last:
        return False
    return timing.window is None or any(_within(due, window) for window in _windows_of(timing, cycle))


def _on_weekdays(rules: list[WeekdayRule], timing: Timing, cycle: int) -> Iterator[date]:
    """«последняя пятница месяца», «1 и 3 четверг»: a day in each month, where the month has it."""
    for year, month in _months(cycle):
        for weekdays, places in rules:
            found = (nth_weekday(year, month, weekday, place) for weekday in weekdays for place in places)
            yield from (due for due in found if due is not None and _is_worked(due, timing, cycle))


def _within(day: date, window: _Found) -> bool:
    opens, due = window
    return (opens is None or opens <= day) and day <= due


def _windows_of(timing: Timing, cycle: int) -> Iterator[_Found]:
    first, last = bounds(cycle)
    window = timing.window
    if window is None or (timing.kind == "ongoing" and _is_whole_year(window) and not _year_of(window)):
        yield first, last
    elif window.to is None or window.from_ is None:
        start = window.from_ or window.to
        assert start is not None
        begins = _on(start, start.year) if start.year else _in_cycle(start, timing.year_offset, cycle)
        if begins <= last:
            yield max(begins, first), last
    elif timing.recurrence in ("yearly", "biennial") and window.to.year is not None:
        yield from _series(timing, window.from_, window.to, cycle)
    elif window.to.year is not None:
        due = _on(window.to, window.to.year)
        opens = _on(window.from_, window.from_.year or window.to.year)
        yield from _clipped(opens, due, timing, cycle)
    else:
        due = _in_cycle(window.to, timing.year_offset, cycle)
        if _takes_place(timing, due, None):
            yield _before(window.from_, due), due


def _clipped(opens: date, due: date, timing: Timing, cycle: int) -> Iterator[_Found]:
    """A dated span in the cycle of its last day; ongoing work of a year or more in every cycle it touches."""
    first, last = bounds(cycle)
    if timing.kind == "window" or due - opens < _LONG:
        if cycle_of(due) == cycle:
            yield opens, due
    elif opens <= last and due >= first:
        yield max(opens, first), min(due, last)


def _series(timing: Timing, start: Day, end: Day, cycle: int) -> Iterator[_Found]:
    """A window whose year is the first of a series."""
    due = _in_cycle(Day(end.month, end.day), timing.year_offset, cycle)
    if _takes_place(timing, due, end.year):
        yield _before(start, due), due


def _whole_period(timing: Timing, cycle: int) -> Iterator[_Found]:
    """«далее – весь период»: after a one-time date the work goes on in all later cycles."""
    if not timing.then_whole_period or timing.recurrence != "once":
        return
    ends = [*timing.deadlines, *([timing.window.to] if timing.window and timing.window.to else [])]
    dated = [_on(day, day.year) for day in ends if day.year is not None]
    if dated and cycle_of(max(dated)) < cycle:
        yield bounds(cycle)


def _takes_place(timing: Timing, due: date, anchor: int | None) -> bool:
    """Whether a series has an occurrence on this date: listed years, the first year, every second year."""
    if timing.years is not None and due.year not in timing.years:
        return False
    if not _within_years(timing, due.year):
        return False
    start = timing.window.from_ if timing.window and timing.window.to is None else None
    if start is not None and start.year is not None and due < _on(start, start.year):
        return False
    if timing.recurrence == "biennial":
        known = anchor if anchor is not None else (timing.years or (None,))[0]
        return (
            known is not None
            and due.year >= known
            and (timing.years is not None or (due.year - known) % 2 == 0)
        )
    return anchor is None or due.year >= anchor


def _within_years(timing: Timing, year: int) -> bool:
    """Whether a year lies in the years of «ежегодно, 2024-2026 годы»; one year alone only begins a series."""
    window = timing.window
    if window is None or timing.kind != "recurring" or not _is_whole_year(window):
        return True
    assert window.from_ is not None
    assert window.to is not None
    first, last = window.from_.year, window.to.year
    return first is None or last is None or first == last or first <= year <= last


def _in_cycle(day: Day, offset: int, cycle: int) -> date:
    """The one date of a yearly day in a cycle."""
    if offset == -1:
        return _on(day, cycle - 1)
    this_year = _on(day, cycle)
    return this_year if cycle_of(this_year) == cycle else _on(day, cycle - 1)


def _before(start: Day, due: date) -> date:
    """The start of a window that ends on `due`."""
    opens = _on(start, due.year)
    return opens if opens <= due else _on(start, due.year - 1)


def _year_of(window: Span) -> int | None:
    ends = [day.year for day in (window.from_, window.to) if day is not None and day.year is not None]
    return ends[0] if ends else None


def _on(day: Day, year: int) -> date:
    """The day in a year; the 29th–31st become the last day of a shorter month."""
    month = day.month or 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
