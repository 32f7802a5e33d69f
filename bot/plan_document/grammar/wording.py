"""A reading said in Russian, in words that the grammar reads back to the same meaning."""

from bot.plan_document.timing import Day, Span, Timing

MONTHS_OF = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
_EVERY = {
    "yearly": "ежегодно",
    "biennial": "раз в 2 года",
    "half_yearly": "раз в полгода",
    "quarterly": "ежеквартально",
    "monthly": "ежемесячно",
    "weekly": "еженедельно",
}
_WEEKDAYS = {
    "MO": "понедельник",
    "TU": "вторник",
    "WE": "среду",
    "TH": "четверг",
    "FR": "пятницу",
    "SA": "субботу",
    "SU": "воскресенье",
}
_SCHOOL_YEAR = Span(Day(9, 1), Day(5, 31))
_YEAR = Span(Day(1, 1), Day(12, 31))


def explain(timing: Timing) -> str:
    """The reading in words, lower case, without a final dot."""
    if timing.kind == "unparseable":
        return "срок не понят"
    when = [_periodicity(timing), *_days(timing), _span(timing)]
    said = ", ".join(part for part in when if part)
    if timing.years is not None:
        years = ", ".join(str(year) for year in timing.years)
        said = f"{said} (в {years} годах)" if said else f"в {years} годах"
    if timing.year_offset == -1:
        said += " года, предшествующего году договоров"
    source = _source(timing)
    if source:
        said = f"{said}, {source}" if said else source
    if timing.kind == "recurring" and not timing.deadlines and "weekday" not in timing.notes:
        said += ", день не указан"
    if timing.then_whole_period:
        said += ", далее – весь период"
    return said


def say_day(day: Day) -> str:
    """«15 июля 2019 года», «5 числа месяца»."""
    if day.month is None:
        return f"{day.day} числа месяца"
    year = f" {day.year} года" if day.year is not None else ""
    return f"{day.day} {MONTHS_OF[day.month - 1]}{year}"


def _periodicity(timing: Timing) -> str:
    if timing.notes.startswith("weekday="):
        return _weekdays(timing.notes)
    if timing.recurrence == "other":
        return timing.notes.partition("period=")[2].partition(";")[0]
    return _EVERY.get(timing.recurrence or "", "")


def _weekdays(notes: str) -> str:
    rule = dict(part.split("=", 1) for part in notes.split("; ") if "=" in part)
    names = [_WEEKDAYS[name] for name in rule["weekday"].split(",")]
    each = "каждую" if names[0].endswith("у") else "каждое" if names[0].endswith("е") else "каждый"
    if "nth" not in rule:
        return f"{each} {', '.join(names)}"
    place = rule["nth"]
    last = {"каждую": "последнюю", "каждое": "последнее", "каждый": "последний"}[each]
    return f"в {last} {names[0]} месяца" if place == "-1" else f"{place.replace(',', ', ')} {names[0]} месяца"


def _days(timing: Timing) -> list[str]:
    return [f"до {say_day(day)}" for day in timing.deadlines]


def _span(timing: Timing) -> str:
    window = timing.window
    if window is None:
        return "постоянно" if timing.kind == "ongoing" else ""
    if window.from_ is None or window.to is None:
        start = f"с {say_day(window.from_)}" if window.from_ else ""
        return f"{start}, постоянно" if timing.kind == "ongoing" and start else start
    between = f"с {say_day(window.from_)} по {say_day(window.to)}"
    one_year = window.from_.year if window.from_.year == window.to.year else None
    if one_year is not None and window == Span(Day(1, 1, one_year), Day(12, 31, one_year)):
        return f"в течение {one_year} года" if timing.kind == "ongoing" else f"{one_year} год"
    first, last = window.from_.year, window.to.year
    whole_years = first is not None and window == Span(Day(1, 1, first), Day(12, 31, last))
    if timing.kind == "recurring" and whole_years and first != last:
        return f"{first}–{last} годы"
    if timing.kind != "ongoing" and not timing.deadlines:
        return between
    if window == _SCHOOL_YEAR:
        return f"в течение учебного года ({between})"
    return "в течение года" if window == _YEAR else f"в течение периода {between}"


def _source(timing: Timing) -> str:
    if timing.kind == "on_plan":
        return "по отдельному плану"
    if timing.kind != "relative":
        return ""
    offset = timing.notes.partition("offset=")[2].partition(";")[0]
    return _offset(offset) if offset else "по событию"


_UNITS = {
    "days": ("день", "дня", "дней"),
    "working days": ("рабочий день", "рабочих дня", "рабочих дней"),
    "weeks": ("неделю", "недели", "недель"),
    "months": ("месяц", "месяца", "месяцев"),
    "half-years": ("полугодие", "полугодия", "полугодий"),
    "years": ("год", "года", "лет"),
    "hours": ("час", "часа", "часов"),
    "minutes": ("минуту", "минуты", "минут"),
}


def _offset(offset: str) -> str:
    """«-2 working days» → «за 2 рабочих дня до события»."""
    count, _, unit = offset.partition(" ")
    number = int(count.lstrip("+-"))
    counted = f"{number} {_UNITS[unit][_plural(number)]}"
    return f"за {counted} до события" if count.startswith("-") else f"в течение {counted} после события"


def _plural(number: int) -> int:
    """Which of the three Russian forms follows a number: 1 день, 2 дня, 5 дней."""
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2
