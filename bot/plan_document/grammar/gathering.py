"""Facts → a reading in the making: each kind of fact says its part."""

from collections.abc import Sequence

from bot.plan_document.grammar.facts import (
    Dates,
    DayName,
    DayOfMonth,
    Doubt,
    Duration,
    Every,
    Fact,
    Ignored,
    Later,
    Ongoing,
    OnPlan,
    Period,
    Relative,
    Results,
    Said,
    Stretch,
    Which,
    WholePeriod,
    YearReference,
    Years,
)
from bot.plan_document.grammar.reading import Reading
from bot.plan_document.grammar.spans import month_end
from bot.plan_document.timing import Day, Recurrence

_MONTHS_OF: dict[Period, dict[Which, tuple[int, ...]]] = {
    "quarter": {"first": (1, 4, 7, 10), "second": (2, 5, 8, 11), "last": (3, 6, 9, 12)},
    "half": {"first": (1, 7), "last": (6, 12)},
    "year": {"first": (1,), "last": (12,)},
}
TIMES_IN_A_YEAR = {"half_yearly": 2, "quarterly": 4, "monthly": 12}
_REPORTED_BY: dict[str, Period] = {"quarterly": "quarter", "half_yearly": "half", "yearly": "year"}
_PERIOD_OF: dict[str, Recurrence] = {
    "month": "monthly",
    "quarter": "quarterly",
    "half": "half_yearly",
    "year": "yearly",
}


def gather(said: Sequence[Said], reading: Reading) -> None:
    """All facts in printed order; the periodicity first: what a day of a month means depends on it."""
    facts = [each.fact for each in said]
    _gather_periodicity(said, reading)
    for index, each in enumerate(said):
        _gather(each, index > 0 and isinstance(facts[index - 1], WholePeriod), reading)
        if each.fact.remark:
            reading.remark(f"{each.fact.remark}: «{each.quote}»")
    _doubt_figures(said, reading)


def _gather_periodicity(said: Sequence[Said], reading: Reading) -> None:
    facts = [each.fact for each in said]
    for fact in facts:
        if isinstance(fact, Every):
            if reading.recurrence not in (None, fact.recurrence):
                reading.remark("названы две разные периодичности")
            if reading.recurrence is None or (reading.recurrence == "yearly" and not fact.remark):
                reading.recurrence = fact.recurrence
    if sum(isinstance(fact, DayOfMonth) for fact in facts) > 1 and reading.recurrence not in (
        None,
        "monthly",
    ):
        reading.remark("дни месяца названы дважды: периодичность решает человек")
    if any(isinstance(fact, DayOfMonth) and fact.period for fact in facts) and any(
        _has_days(fact) for fact in facts
    ):
        reading.remark("названы и дни месяца, и даты")
    reading.has_dates = any(isinstance(fact, Dates | DayOfMonth) for fact in facts)
    if reading.recurrence is None:
        named = [fact.recurrence for fact in facts if isinstance(fact, Results) and fact.recurrence]
        reading.recurrence = named[0] if named and reading.has_dates else None
        if len([fact for fact in facts if isinstance(fact, Results)]) > 1:
            reading.remark("сроки для разных отчётных периодов: периодичность решает человек")
    floating = any(isinstance(fact, YearReference) for fact in facts)
    if reading.recurrence is None and floating and not any(isinstance(fact, DayOfMonth) for fact in facts):
        reading.recurrence = "yearly"


def _has_days(fact: Fact) -> bool:
    if not isinstance(fact, Dates):
        return False
    return len(fact.stretches) > 1 or any(stretch.unit == "day" for stretch in fact.stretches)


def _doubt_figures(said: Sequence[Said], reading: Reading) -> None:
    """A bare «10.10» is a time as well, unless something beside it shows that it is a date."""
    others = [each for each in said if not (isinstance(each.fact, Dates) and each.fact.like_time)]
    for each in said:
        if isinstance(each.fact, Dates) and each.fact.like_time and not others:
            reading.remark(f"может быть и временем, и номером пункта: «{each.quote}»")


def _gather(said: Said, after_whole_period: bool, reading: Reading) -> None:
    match said.fact:
        case Dates():
            _gather_dates(said.fact, said.quote, after_whole_period, reading)
        case DayOfMonth():
            _gather_day_of_month(said.fact, reading)
        case Ongoing(stretch):
            reading.ongoing = True
            reading.named_span = reading.named_span or said.fact.named
            # «осенние каникулы (ноябрь)» are holidays, «1-5 ноября (осенние каникулы)» are days
            reading.during = reading.during or (said.fact.named and not reading.windows)
            reading.windows += [stretch] if stretch else []
        case WholePeriod():
            reading.whole_period = True
            reading.later_whole_period = reading.later_whole_period or said.fact.after
            reading.ongoing = reading.ongoing or not said.fact.after
        case Every() | Relative():
            _gather_event(said.fact, said.quote, reading)
        case Results():
            _gather_results(said.fact, said.quote, reading)
        case _:
            _gather_small(said, reading)


def _gather_small(said: Said, reading: Reading) -> None:
    """The facts that say one thing each."""
    match said.fact:
        case YearReference(offset):
            reading.floating = True
            reading.year_offset = min(reading.year_offset, offset)
        case Doubt():
            reading.blank = reading.blank or said.fact.blank
        case Ignored():
            reading.audiences += said.fact.audience
        case DayName(weekdays):
            reading.day_names.extend(weekdays)
        case Years(years):
            reading.years = years
        case OnPlan():
            reading.on_plan = True
        case Duration():
            reading.durations.append(said.fact)
        case Later():
            reading.remark(f"следующий этап без своей даты: «{said.quote}»")


def _gather_results(fact: Results, quote: str, reading: Reading) -> None:
    """Beside dates «по итогам полугодия» is a periodicity; alone it is an event."""
    if (fact.recurrence is not None or fact.reported) and reading.has_dates:
        return
    reading.relative = True
    if fact.recurrence is not None:
        reading.recurrence = reading.recurrence or fact.recurrence
        reading.remark(f"от какого дня считать, не сказано: «{quote}»")


def _gather_event(fact: Every | Relative, quote: str, reading: Reading) -> None:
    if isinstance(fact, Relative):
        reading.relative = True
        if fact.recurrence and reading.recurrence is None:
            reading.recurrence = fact.recurrence
            reading.remark(f"периодичность взята из названия события: «{quote}»")
    else:
        reading.at_least = reading.at_least or fact.at_least
    if fact.notes:
        reading.notes.append(fact.notes)


def _gather_dates(fact: Dates, quote: str, after_whole_period: bool, reading: Reading) -> None:
    if fact.role in ("from", "not_before"):
        _gather_start(fact.stretches[0].first, quote, after_whole_period, reading)
        if fact.role == "not_before":
            reading.remark(f"назван только ранний срок: «{quote}»")
        return
    if fact.role == "during":
        reading.ongoing = reading.during = True
    if after_whole_period:
        reading.remark(f"дата после слов «весь период»: «{quote}»")
    several = len(fact.stretches) > 1
    reading.notes += [fact.notes] if fact.notes else []
    for stretch in fact.stretches:
        if stretch.remark:
            reading.remark(f"{stretch.remark}: «{quote}»")
        _gather_stretch(stretch, fact.role == "by", several, quote, reading)


def _gather_stretch(stretch: Stretch, by: bool, several: bool, quote: str, reading: Reading) -> None:
    if stretch.unit == "day":
        reading.deadlines.append(stretch.first)
    elif stretch.listed and len(stretch.listed) == TIMES_IN_A_YEAR.get(reading.recurrence or ""):
        reading.deadlines.extend(stretch.listed)
    elif by or several:
        reading.deadlines.append(stretch.last)
        if stretch.unit in ("range", "part") or by:
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
    if period is None and reading.recurrence is None:
        reading.month_days.extend(fact.days)  # what they are days of, the rest of the phrase decides
        return
    if period in ("reported", "unnamed"):
        by_rhythm = _REPORTED_BY.get(reading.recurrence or "")
        if reading.recurrence in ("other", "weekly", "biennial"):
            reading.remark("периодичность и день месяца не сходятся")
        if by_rhythm == "year":
            reading.remark("месяц не назван: прочитано как месяц после отчётного года")
        if period == "reported" and reading.recurrence is None:
            reading.remark("отчётный период не назван: прочитано как месяц")
        period = by_rhythm or "month"
    elif reading.recurrence in ("quarterly", "half_yearly") and period in (None, "month"):
        period = _REPORTED_BY[reading.recurrence]
        reading.remark("месяц не назван: прочитано как месяц после отчётного периода")
    elif reading.recurrence not in (None, "monthly", _PERIOD_OF.get(period or "month")):
        reading.remark("периодичность и день месяца не сходятся")
    period = period or "month"
    if reading.recurrence == "monthly" and period != "month":
        reading.remark("периодичность и день месяца не сходятся")
    if reading.recurrence in (None, "monthly"):
        reading.recurrence = _PERIOD_OF[period]
    months = _MONTHS_OF[period][fact.which] if period in _MONTHS_OF else (None,)
    reading.deadlines.extend(
        Day(month, min(day, month_end(month)) if month else day) for month in months for day in fact.days
    )
