"""The facts of one phrase put together into one reading.

The conventions are those of the expected readings: what is uncertain gets a remark, what is contradictory or
impossible becomes `unparseable`; a date is never made up.
"""

from collections.abc import Sequence
from datetime import date

from bot.plan_document.grammar.facts import Dates, Said
from bot.plan_document.grammar.gathering import TIMES_IN_A_YEAR, gather
from bot.plan_document.grammar.neighbours import beside_each_other
from bot.plan_document.grammar.reading import Reading
from bot.plan_document.grammar.spans import is_possible
from bot.plan_document.grammar.weekdays import agrees
from bot.plan_document.timing import WEEKDAYS, Day, Kind, Span, Timing

_WITHIN_A_YEAR = frozenset({"half_yearly", "quarterly", "monthly", "weekly", "other"})
_SHORT = frozenset({"month", "part", "quarter", "half"})
_ANY_LEAP_YEAR = 2000


def understand(phrase: str, said: Sequence[Said], remarks: Sequence[str], residue: bool = False) -> Timing:
    """One `Timing` from the facts in printed order; `residue` says that there are words no rule took."""
    reading = Reading(phrase, remarks=list(remarks), residue=residue)
    found = beside_each_other(said, reading)
    gather(found, reading)
    _settle_day_names(reading, found)
    _settle_weekday_window(reading)
    _settle_month_days(reading)
    _settle_windows(reading)
    _settle_durations(reading)
    if reading.years is not None and not _only_years(reading):
        reading.remark("годы названы отдельно от срока")
    kind = _kind(reading)
    return _timing(reading, kind)


def _only_years(reading: Reading) -> bool:
    """Whether listed years stand with nothing but a rhythm of years."""
    more = reading.deadlines or reading.windows or reading.starts or reading.relative or reading.on_plan
    return not (more or reading.ongoing) and reading.recurrence in (None, "yearly", "biennial", "other")


def _timing(reading: Reading, kind: Kind) -> Timing:
    window = _window(reading)
    days = [*reading.deadlines, *([window.from_] if window else []), *([window.to] if window else [])]
    if any(day is not None and not is_possible(day) for day in days):
        return _unparseable(reading, "такой даты не бывает")
    if window and _is_reversed(window):
        return _unparseable(reading, "конец промежутка раньше начала")
    if kind == "unparseable" or reading.blank:
        return _unparseable(reading, "срок не понят, нужен человек")
    unique = sorted(set(reading.deadlines), key=lambda day: (day.year or 0, day.month or 0, day.day))
    followed = bool(reading.deadlines or window or reading.starts or reading.later_whole_period)
    return Timing(
        phrase=reading.text,
        kind=kind,
        recurrence=reading.recurrence,
        deadlines=tuple(unique),
        window=window,
        years=reading.years,
        year_offset=reading.year_offset,
        then_whole_period=reading.whole_period and followed,
        warnings=tuple(reading.remarks),
        notes="; ".join(reading.notes),
    )


def _unparseable(reading: Reading, why: str) -> Timing:
    return Timing(phrase=reading.text, kind="unparseable", warnings=(why, *reading.remarks))


def _is_reversed(window: Span) -> bool:
    start, end = window.from_, window.to
    if start is None or end is None or start.year is None or end.year is None:
        return False
    return (start.year, start.month or 0, start.day) > (end.year, end.month or 0, end.day)


def _settle_month_days(reading: Reading) -> None:
    """«март (до 20 числа)»: days of the month named beside them; of no month, they are monthly."""
    if not reading.month_days:
        return
    only = reading.windows[0] if len(reading.windows) == 1 and not reading.deadlines else None
    if only is not None and only.unit == "month" and only.first.month == only.last.month:
        reading.deadlines = [only.first._replace(day=day) for day in reading.month_days]
        reading.windows = []
        return
    reading.remark("периодичность не названа: прочитано как «ежемесячно»")
    reading.recurrence = "monthly"
    reading.deadlines.extend(Day(None, day) for day in reading.month_days)


def _settle_day_names(reading: Reading, said: Sequence[Said]) -> None:
    """A day of the week beside a date is checked; alone it is a weekly rhythm that a person confirms."""
    dates = [each.fact for each in said if isinstance(each.fact, Dates)]
    if not all(_agrees_with_own(found) for found in dates):
        reading.remark("день недели не сходится с датой")
    if not reading.day_names:
        return
    days = [
        stretch.first
        for found in dates
        for stretch in found.stretches
        if stretch.unit == "day" and found.weekdays == (None, None)
    ]
    if len(days) == len(reading.day_names):
        if not all(agrees(day, name) for day, name in zip(days, reading.day_names, strict=True)):
            reading.remark("день недели не сходится с датой")
        return
    unclear = reading.recurrence is None and reading.residue  # «развивающая среда» is no Wednesday
    if days or reading.windows or unclear or reading.recurrence not in (None, "weekly"):
        reading.remark("назван день недели")
        return
    if reading.recurrence is None:
        reading.remark("периодичность не названа: прочитано как «еженедельно»")
    reading.recurrence = "weekly"
    reading.notes.append("weekday=" + ",".join(WEEKDAYS[name] for name in reading.day_names))


def _agrees_with_own(dates: Dates) -> bool:
    """Whether the days of the week printed beside the ends may belong to them."""
    ends = dates.stretches[0].first, dates.stretches[0].last
    return all(name is None or agrees(day, name) for day, name in zip(ends, dates.weekdays, strict=True))


def _settle_weekday_window(reading: Reading) -> None:
    """«8 февраля 2022 года (вторая среда февраля)»: the day is named, the week it lies in adds nothing."""
    by_weekday = [note for note in reading.notes if "nth=" in note]
    if reading.deadlines and len(reading.windows) == 1 and by_weekday and reading.windows[0].unit == "part":
        reading.windows = []
        reading.notes = [note for note in reading.notes if note not in by_weekday]


def _settle_windows(reading: Reading) -> None:
    """At most one window stays; several become the last days of each."""
    unique = [
        window
        for index, window in enumerate(reading.windows)
        if all(window.span != other.span for other in reading.windows[:index])
    ]
    if len(unique) > 1 and reading.ongoing:
        reading.remark("названо несколько промежутков: учтён первый")
        unique = unique[:1]
    elif len(unique) > 1:
        mixed = len({window.unit for window in unique}) > 1
        if mixed or any(window.unit in ("range", "part", "year", "school_year") for window in unique):
            reading.remark("названо несколько промежутков: взят последний день каждого")
        reading.deadlines.extend(window.last for window in unique)
        unique = []
    reading.windows = unique
    if unique and reading.whole_period and not reading.later_whole_period:
        reading.remark("названы и промежуток, и весь период")
    if reading.deadlines and unique and not _is_reach_of_series(reading):
        reading.remark("названы и день, и промежуток")


def _is_reach_of_series(reading: Reading) -> bool:
    """Whether the window is the time a series runs through: «ежемесячно до 10 числа, с сентября по май»."""
    window = reading.windows[0]
    if all(day.month is None for day in reading.deadlines):
        return reading.recurrence == "monthly" and window.first.month != window.last.month
    first, last = window.first.year, window.last.year
    several_years = window.unit == "year" and first is not None and last is not None and first < last
    return several_years and reading.recurrence in ("yearly", "half_yearly", "quarterly")


def _settle_durations(reading: Reading) -> None:
    """«(7 дней)» must be as long as the range beside it."""
    for duration in reading.durations:
        window = reading.windows[0].span if len(reading.windows) == 1 else None
        if window is not None and _length(window) != duration.days:
            reading.remark("длительность не сходится с промежутком")
        elif window is None and reading.deadlines:
            reading.remark("кроме даты названа длительность")
        elif window is None and not reading.on_plan:  # «3 дня по графику»: the other paper sets the days
            reading.relative = True
            reading.notes.append(duration.notes)
            reading.remark("не сказано, от какого дня считать")


def _length(window: Span) -> int | None:
    """Days of a window with both ends; None where it depends on the year."""
    start, end = window.from_, window.to
    if start is None or end is None or start.month is None or end.month is None:
        return None
    if not is_possible(start) or not is_possible(end):
        return None
    later = (start.month, start.day) > (end.month, end.day)
    begin_year = start.year or _ANY_LEAP_YEAR
    end_year = end.year or begin_year + later
    return (date(end_year, end.month, end.day) - date(begin_year, start.month, start.day)).days + 1


def _kind(reading: Reading) -> Kind:
    """The shape of one occurrence; completes the recurrence with «once» where the shape implies it."""
    if reading.deadlines:
        return _kind_of_days(reading)
    dated_span = [window for window in reading.windows if window.unit not in ("year", "school_year")]
    if reading.named_span and not reading.during and dated_span:
        reading.remark("названы и даты, и период без дат")
        return _kind_of_window(reading)
    if reading.ongoing:
        if reading.named_span and (reading.windows or reading.starts):
            reading.remark("названы и даты, и период без дат")
        if reading.relative and any("offset=" in note for note in reading.notes):
            reading.remark("кроме постоянной работы назван и другой порядок")
        return "recurring" if reading.recurrence in _WITHIN_A_YEAR else "ongoing"
    if reading.windows:
        return _kind_of_window(reading)
    if reading.relative and reading.starts:
        reading.remark("кроме начала работ назван и другой порядок")
    if reading.relative and not (reading.at_least and not any("offset=" in note for note in reading.notes)):
        return "relative"
    if reading.on_plan:
        return "on_plan"
    if reading.years is not None or reading.recurrence is not None:
        if reading.relative:
            reading.remark("кроме периодичности назван и другой порядок")
        reading.recurrence = reading.recurrence or "other"
        return "recurring"
    return "ongoing" if reading.starts or reading.whole_period else "unparseable"


def _kind_of_days(reading: Reading) -> Kind:
    if reading.relative or reading.on_plan:
        reading.remark("кроме даты назван и другой порядок")
    if reading.ongoing and not reading.windows and not (reading.named_span and reading.recurrence):
        reading.remark("кроме даты названа постоянная работа")
    if len({day.year is None for day in reading.deadlines}) > 1:
        reading.remark("год назван не у всех дат")
    if reading.audiences and len(reading.deadlines) > 1:
        reading.remark("сроки для разных классов: учтены все")
    if reading.recurrence is None:
        reading.recurrence = "once"
        return "dated"
    _doubt_rhythm(reading)
    return "recurring"


def _doubt_rhythm(reading: Reading) -> None:
    """The periodicity and the days named with it do not fit each other."""
    if any(note.startswith("weekday=") for note in reading.notes):
        reading.remark("названы и день недели, и дата")
    named = {day for day in reading.deadlines if day.month is not None}
    expected = TIMES_IN_A_YEAR.get(reading.recurrence or "")
    if named and (reading.recurrence == "weekly" or (expected is not None and len(named) % expected)):
        reading.remark("число названных дней не сходится с периодичностью")
    if reading.floating and any(day.year is not None for day in reading.deadlines):
        reading.remark("назван и определённый год, и «текущий» или «предшествующий»")


def _kind_of_window(reading: Reading) -> Kind:
    if reading.on_plan or reading.relative:
        reading.remark("кроме промежутка назван и другой порядок")
        return "on_plan" if reading.on_plan else "relative"
    if reading.floating and reading.windows[0].last.year is not None:
        reading.remark("назван и определённый год, и «текущий» или «предшествующий»")
    only = reading.windows[0]
    one_month = reading.recurrence == "monthly" and only.unit in ("month", "part", "day")
    one_month = one_month and only.first.month == only.last.month
    if one_month or (reading.recurrence in ("half_yearly", "quarterly") and only.unit in _SHORT):
        reading.remark("промежуток короче периодичности")
    whole_year = reading.windows[0].unit == "year"
    if reading.recurrence in _WITHIN_A_YEAR or (reading.recurrence == "yearly" and whole_year):
        return "recurring"
    reading.recurrence = reading.recurrence or "once"
    return "window"


def _window(reading: Reading) -> Span | None:
    if reading.windows:
        if reading.starts:
            reading.remark("названы и промежуток, и начало работ: учтён промежуток")
        return reading.windows[0].span
    if not reading.starts:
        return None
    if len(reading.starts) > 1:
        reading.remark("названо несколько дат начала: учтена первая")
    if reading.deadlines:
        if reading.recurrence == "once" or reading.starts[0].year is None:
            reading.remark("кроме срока названо начало работ")
        if reading.recurrence == "once":
            return None
    return Span(reading.starts[0], None)
