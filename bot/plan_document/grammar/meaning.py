"""The facts of one phrase put together into one reading.

The conventions are those of the expected readings: what is uncertain gets a remark, what is contradictory or
impossible becomes `unparseable`; a date is never made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.plan_document.grammar.facts import (
    Dates,
    DayOfMonth,
    Every,
    Fact,
    Later,
    Ongoing,
    OnPlan,
    Period,
    Relative,
    Results,
    Stretch,
    WholePeriod,
    YearReference,
    Years,
)
from bot.plan_document.grammar.stretches import is_possible
from bot.plan_document.timing import Day, Kind, Recurrence, Span, Timing

_WITHIN_A_YEAR = frozenset({"half_yearly", "quarterly", "monthly", "weekly", "other"})
_REPORT_MONTHS = {"quarter": (1, 4, 7, 10), "half": (1, 7), "year": (1,)}
_REPORTED_BY: dict[str, Period] = {"quarterly": "quarter", "half_yearly": "half", "yearly": "year"}
_PERIOD_OF: dict[str, Recurrence] = {
    "month": "monthly",
    "quarter": "quarterly",
    "half": "half_yearly",
    "year": "yearly",
}


@dataclass
class Reading:
    """A reading in the making."""

    text: str
    deadlines: list[Day] = field(default_factory=list)
    windows: list[Stretch] = field(default_factory=list)
    starts: list[Day] = field(default_factory=list)
    recurrence: Recurrence | None = None
    years: tuple[int, ...] | None = None
    year_offset: int = 0
    floating: bool = False
    ongoing: bool = False
    on_plan: bool = False
    relative: bool = False
    whole_period: bool = False
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def remark(self, text: str) -> None:
        """Keep a Russian sentence for the person, once."""
        if text not in self.remarks:
            self.remarks.append(text)


def understand(phrase: str, facts: Sequence[Fact], quote: Sequence[str], remarks: Sequence[str]) -> Timing:
    """One `Timing` from the facts in printed order; `quote[i]` is the printed text of `facts[i]`."""
    reading = Reading(phrase, remarks=list(remarks))
    facts = _with_years(facts, reading)
    _gather_periodicity(facts, reading)
    for index, fact in enumerate(facts):
        _gather(fact, quote[index], index > 0 and isinstance(facts[index - 1], WholePeriod), reading)
    _settle_windows(reading)
    kind = _kind(reading)
    return _timing(reading, kind)


def _timing(reading: Reading, kind: Kind) -> Timing:
    window = _window(reading)
    days = [*reading.deadlines, *([window.from_] if window else []), *([window.to] if window else [])]
    if any(day is not None and not is_possible(day) for day in days):
        return _unparseable(reading, "такой даты не бывает")
    if window and _is_reversed(window):
        return _unparseable(reading, "конец промежутка раньше начала")
    if kind == "unparseable":
        return _unparseable(reading, "срок не понят, нужен человек")
    unique = sorted(set(reading.deadlines), key=lambda day: (day.year or 0, day.month or 0, day.day))
    followed = bool(reading.deadlines or window or reading.starts)
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


def _gather_periodicity(facts: Sequence[Fact], reading: Reading) -> None:
    """Periodicity first: what a day of a month means depends on it."""
    for fact in facts:
        if isinstance(fact, Every):
            if reading.recurrence not in (None, fact.recurrence):
                reading.remark("названы две разные периодичности")
            else:
                reading.recurrence = fact.recurrence
    if reading.recurrence is None:
        named = [fact.recurrence for fact in facts if isinstance(fact, Results) and fact.recurrence]
        has_dates = any(isinstance(fact, Dates | DayOfMonth) for fact in facts)
        reading.recurrence = named[0] if named and has_dates else None
    floating = any(isinstance(fact, YearReference) for fact in facts)
    if reading.recurrence is None and floating and not any(isinstance(fact, DayOfMonth) for fact in facts):
        reading.recurrence = "yearly"


def _gather(fact: Fact, quote: str, after_whole_period: bool, reading: Reading) -> None:
    match fact:
        case Dates():
            _gather_dates(fact, quote, after_whole_period, reading)
        case DayOfMonth():
            _gather_day_of_month(fact, reading)
        case YearReference():
            reading.floating = True
            reading.year_offset = min(reading.year_offset, fact.offset)
        case Years():
            reading.years = fact.years
        case Ongoing():
            reading.ongoing = True
            reading.windows += [fact.stretch] if fact.stretch else []
        case WholePeriod():
            reading.whole_period = True
            reading.ongoing = reading.ongoing or not fact.after
        case Every() | Relative():
            _gather_event(fact, reading)
        case OnPlan():
            reading.on_plan = True
        case Results():
            reading.relative = reading.relative or fact.recurrence is None
        case Later():
            reading.remark(f"следующий этап без своей даты: «{quote}»")
    if fact.remark:
        reading.remark(f"{fact.remark}: «{quote}»")


def _gather_event(fact: Every | Relative, reading: Reading) -> None:
    if isinstance(fact, Relative):
        reading.relative = True
        reading.recurrence = reading.recurrence or fact.recurrence
    if fact.notes:
        reading.notes.append(fact.notes)


def _gather_dates(fact: Dates, quote: str, after_whole_period: bool, reading: Reading) -> None:
    if fact.role in ("from", "not_before"):
        _gather_start(fact.stretches[0].first, quote, after_whole_period, reading)
        if fact.role == "not_before":
            reading.remark(f"назван только ранний срок: «{quote}»")
        return
    if fact.role == "during":
        reading.ongoing = True
    if after_whole_period:
        reading.remark(f"дата после слов «весь период»: «{quote}»")
    several = len(fact.stretches) > 1
    for stretch in fact.stretches:
        if stretch.unit == "day":
            reading.deadlines.append(stretch.first)
        elif fact.role == "by" or several:
            reading.deadlines.append(stretch.last)
            if stretch.unit in ("range", "part") or fact.role == "by":
                reading.remark(f"взят последний день: «{quote}»")
        else:
            reading.windows.append(stretch)


def _gather_start(start: Day, quote: str, after_whole_period: bool, reading: Reading) -> None:
    known = [*reading.deadlines, *(window.last for window in reading.windows), *reading.starts]
    if not (after_whole_period and known):
        reading.starts.append(start)
        return
    reading.remark(f"начало следующего этапа не учтено: «{quote}»")
    latest = max((day.year for day in known if day.year), default=None)
    if start.year is not None and latest is not None and start.year < latest:
        reading.remark(f"год {start.year} раньше {latest} года: вероятно, {start.year + 10}")


def _gather_day_of_month(fact: DayOfMonth, reading: Reading) -> None:
    period = fact.period
    if period == "reported":
        period = _REPORTED_BY.get(reading.recurrence or "", "month")
        if reading.recurrence is None:
            reading.remark("отчётный период не назван: прочитано как месяц")
    elif reading.recurrence == "quarterly" and period in (None, "month"):
        period = "quarter"
        reading.remark("месяц не назван: прочитано как месяц после отчётного квартала")
    elif reading.recurrence not in (None, "monthly", _PERIOD_OF.get(period or "month")):
        reading.remark("периодичность и день месяца не сходятся")
    elif period is None and reading.recurrence is None:
        reading.remark("периодичность не названа: прочитано как «ежемесячно»")
    period = period or "month"
    if reading.recurrence == "monthly" and period != "month":
        reading.remark("периодичность и день месяца не сходятся")
    if reading.recurrence in (None, "monthly"):
        reading.recurrence = _PERIOD_OF[period]
    months = (3, 6, 9, 12) if fact.last_month else _REPORT_MONTHS.get(period, (None,))
    reading.deadlines.extend(Day(month, day) for month in months for day in fact.days)


def _settle_windows(reading: Reading) -> None:
    """At most one window stays; several become the last days of each."""
    unique: list[Stretch] = []
    for window in reading.windows:
        if all(window.span != other.span for other in unique):
            unique.append(window)
    if len(unique) > 1 and reading.ongoing:
        reading.remark("названо несколько промежутков: учтён первый")
        unique = unique[:1]
    elif len(unique) > 1:
        if any(window.unit in ("range", "part", "year", "school_year") for window in unique):
            reading.remark("названо несколько промежутков: взят последний день каждого")
        reading.deadlines.extend(window.last for window in unique)
        unique = []
    reading.windows = unique
    if reading.deadlines and unique:
        reading.remark("названы и день, и промежуток")


def _kind(reading: Reading) -> Kind:
    """The shape of one occurrence; completes the recurrence with «once» where the shape implies it."""
    if reading.deadlines:
        if reading.relative or reading.on_plan:
            reading.remark("кроме даты назван и другой порядок")
        if reading.ongoing and not reading.windows:
            reading.remark("кроме даты названа постоянная работа")
        if len({day.year is None for day in reading.deadlines}) > 1:
            reading.remark("год назван не у всех дат")
        if reading.recurrence is None:
            reading.recurrence = "once"
            return "dated"
        _doubt_rhythm(reading)
        return "recurring"
    if reading.ongoing:
        if reading.relative:
            reading.remark("кроме постоянной работы назван и другой порядок")
        return "recurring" if reading.recurrence in _WITHIN_A_YEAR else "ongoing"
    if reading.windows:
        return _kind_of_window(reading)
    if reading.relative:
        return "relative"
    if reading.on_plan:
        return "on_plan"
    if reading.years is not None or reading.recurrence is not None:
        reading.recurrence = reading.recurrence or "other"
        return "recurring"
    return "ongoing" if reading.starts or reading.whole_period else "unparseable"


def _doubt_rhythm(reading: Reading) -> None:
    """The periodicity and the days named with it do not fit each other."""
    if any(note.startswith("weekday=") for note in reading.notes):
        reading.remark("названы и день недели, и дата")
    named = {day for day in reading.deadlines if day.month is not None}
    expected = {"half_yearly": 2, "quarterly": 4, "monthly": 12}.get(reading.recurrence or "")
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
        reading.remark("кроме срока названо начало работ")
        if reading.recurrence == "once":
            return None
    return Span(reading.starts[0], None)


def _with_years(facts: Sequence[Fact], reading: Reading) -> list[Fact]:
    """A year printed once in a row of dates belongs to the dates before it, else to those after it."""
    result = list(facts)
    for index in range(len(result) - 2, -1, -1):
        here, following = result[index], result[index + 1]
        if isinstance(here, Dates) and isinstance(following, Dates) and following.role != "from":
            result[index] = _borrowed(here, following.stretches[0].first, True, reading)
    for index in range(1, len(result)):
        here, before = result[index], result[index - 1]
        if isinstance(here, Dates) and isinstance(before, Dates) and here.role != "from":
            result[index] = _borrowed(here, before.stretches[-1].last, False, reading)
    return result


def _borrowed(dates: Dates, neighbour: Day, is_before: bool, reading: Reading) -> Dates:
    if neighbour.year is None or any(stretch.first.year or stretch.last.year for stretch in dates.stretches):
        return dates
    if any(stretch.first.month is None for stretch in dates.stretches):
        return dates
    edge = dates.stretches[-1].last if is_before else dates.stretches[0].first
    year = neighbour.year
    in_order = ((edge.month or 0, edge.day) <= (neighbour.month or 0, neighbour.day)) == is_before
    if not in_order:
        year += -1 if is_before else 1
        reading.remark(f"год у даты {edge.day:02}.{edge.month:02} не назван: прочитано как {year}")
    elif not is_before:
        reading.remark(f"год у даты {edge.day:02}.{edge.month:02} не назван: взят год соседней даты")
    stretches = tuple(
        stretch._replace(first=stretch.first._replace(year=year), last=stretch.last._replace(year=year))
        for stretch in dates.stretches
    )
    return dates._replace(stretches=stretches)
