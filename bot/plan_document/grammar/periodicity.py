"""Rules for what repeats: «ежегодно», «раз в 2 года», «последняя пятница месяца», «до 5 числа месяца…»."""

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import DayOfMonth, Every, Period
from bot.plan_document.timing import Recurrence

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNITS: dict[str, Recurrence] = {
    "год": "yearly",
    "полугодие": "half_yearly",
    "квартал": "quarterly",
    "месяц": "monthly",
    "неделя": "weekly",
    "четверть": "other",
    "день": "other",
    "декада": "other",
}
_EVERY: dict[str, Recurrence] = {
    "yearly": "yearly",
    "quarterly": "quarterly",
    "monthly": "monthly",
    "weekly": "weekly",
    "daily": "other",
}
_BY_MONTHS: dict[int, Recurrence] = {
    1: "monthly",
    3: "quarterly",
    6: "half_yearly",
    12: "yearly",
    24: "biennial",
}
_BY_YEARS: dict[int, Recurrence] = {1: "yearly", 2: "biennial"}
_TIMES_A_YEAR: dict[int, Recurrence] = {1: "yearly", 2: "half_yearly", 4: "quarterly", 12: "monthly"}


def every(cursor: Cursor) -> Every | None:
    """Any periodicity."""
    begin = cursor.place
    found = (
        cursor.attempt(_adverb)
        or cursor.attempt(_weekday)
        or cursor.attempt(_each_unit)
        or cursor.attempt(_times)
    )
    if found is not None and found.recurrence == "other":
        return found._replace(notes=f"period={cursor.quote(begin)}")
    return found


def _adverb(cursor: Cursor) -> Every | None:
    """«ежегодно», «ежеквартальный»."""
    token = cursor.peek()
    if token is None or token.kind != "every":
        return None
    cursor.place += 1
    return Every(_EVERY[str(token.value)])


def _each_unit(cursor: Cursor) -> Every | None:
    """«каждый год», «в каждом полугодии», «каждые 2 года»."""
    cursor.take("в")
    if not cursor.take("каждый"):
        return None
    count = cursor.take_number("num", "ord") or 1
    cursor.take("учебный", "календарный")
    return _of_unit(cursor, count)


def _of_unit(cursor: Cursor, count: int) -> Every | None:
    for key, recurrence in _UNITS.items():
        if cursor.take(key):
            cursor.take_mark(".")
            if count == 1:
                return Every(recurrence)
            by_count = {"год": _BY_YEARS, "месяц": _BY_MONTHS}.get(key, {})
            return Every(by_count.get(count, "other"))
    return None


def _times(cursor: Cursor) -> Every | None:
    """«1 раз в 2 года», «не реже одного раза в квартал», «дважды в год», «раз в полгода»."""
    at_least = cursor.take_words("не реже")
    if at_least:
        cursor.take("чем")
    if cursor.take("дважды"):
        times = 2
    else:
        times = cursor.take_number("num") or 1
        up_to = cursor.take_mark("-") and cursor.take_number("num")
        if not cursor.take("раз"):
            return None
        if up_to:
            times = 0
    if not cursor.take("в"):
        return None
    count = cursor.take_number("num") or 1
    cursor.take("учебный", "календарный")
    found = _of_unit(cursor, count)
    if found is None or times == 1:
        return found
    if found.recurrence == "yearly":
        return Every(_TIMES_A_YEAR.get(times, "other"))
    return Every("other")


def _weekday(cursor: Cursor) -> Every | None:
    """«по понедельникам», «каждый третий четверг месяца», «1 и 3 четверг», «в последний вторник месяца»."""
    cursor.take("в", "по")
    each = cursor.take("каждый")
    places: list[int] = []
    while (number := cursor.take_number("num", "ord", "roman")) is not None:
        places.append(number)
        cursor.take_mark(",") or cursor.take("и")
    days: list[int] = []
    plural = False
    while cursor.kind() == "weekday":
        token = cursor.peek()
        plural = plural or (
            token is not None and cursor.text[token.start : token.end].lower().endswith(("ам", "ям"))
        )
        day = cursor.take_number("weekday")
        days.append(day or 0)
        if (cursor.is_mark(",") or cursor.is_word("и")) and cursor.kind(1) == "weekday":
            cursor.place += 1
    if not days:
        return None
    names = ",".join(_WEEKDAYS[day] for day in days)
    if not places:
        return Every("weekly", f"weekday={names}") if each or plural else None
    if any(not -1 <= place <= 5 or place == 0 for place in places):
        return None
    each_month = cursor.take("каждый")
    if not cursor.take("месяц") and (
        each_month or cursor.kind() == "month" or cursor.is_word("квартал", "год")
    ):
        return None
    return Every("monthly", f"weekday={names}; nth={','.join(map(str, places))}")


def day_of_month(cursor: Cursor) -> DayOfMonth | None:
    """«до 5 числа каждого месяца», «не позднее 20 числа месяца, следующего за отчётным кварталом»."""
    cursor.take_words("в срок")
    if cursor.take_words("не позднее"):
        cursor.take("чем")
        cursor.take("до")
    else:
        cursor.take("до", "к", "по", "в")
    last_day = cursor.attempt(_last_day)
    if last_day is not None:
        return last_day
    days: list[int] = []
    while (number := cursor.take_number("num")) is not None:
        days.append(number)
        if not ((cursor.is_mark(",") or cursor.is_word("и", "до")) and cursor.kind(1) == "num"):
            break
        cursor.place += 1
    if not days or any(not 1 <= day <= 31 for day in days) or not cursor.take("число"):
        return None
    if cursor.kind() == "month":
        return None
    period, last_month = _of_period(cursor)
    return DayOfMonth(tuple(days), period, last_month)


def _last_day(cursor: Cursor) -> DayOfMonth | None:
    """«последний день месяца»; the last *working* day is not a day of its own and is left to a person."""
    if cursor.take_number("ord") != -1 or not cursor.take("день", "число"):
        return None
    cursor.take("каждый")
    return DayOfMonth((31,), "month") if cursor.take("месяц") else None


def _of_period(cursor: Cursor) -> tuple[Period | None, bool]:
    """The words after «числа»: which month it is a day of."""
    cursor.take("каждый", "следующий")
    place = cursor.take_number("ord")
    if not cursor.take("месяц"):
        if place is not None:
            cursor.place -= 1
        return None, False
    if place is not None:
        return ("quarter", place == -1) if cursor.take("квартал") and place in (1, -1) else (None, False)
    cursor_before = cursor.place
    cursor.take_mark(",")
    if not cursor.take_words("следующий за"):
        cursor.place = cursor_before
        if cursor.take_words("после"):
            cursor.place = cursor_before
        return "month", False
    cursor.take("отчетный")
    for key, period in _REPORTED.items():
        if cursor.take(key):
            return period, False
    return "month", False


_REPORTED: dict[str, Period] = {
    "месяц": "month",
    "квартал": "quarter",
    "полугодие": "half",
    "год": "year",
    "период": "reported",
}
