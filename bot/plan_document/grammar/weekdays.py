"""Rules for days of the week: «по пятницам», «1 и 3 четверг месяца», «последняя среда сентября»."""

from datetime import date

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Dates, Every
from bot.plan_document.grammar.parts import part_of_month
from bot.plan_document.grammar.spans import as_day, year
from bot.plan_document.grammar.tokens import Token
from bot.plan_document.timing import WEEKDAYS, Day, Recurrence, nth_weekday

_RHYTHMS: dict[str, Recurrence] = {
    "квартал": "quarterly",
    "полугодие": "half_yearly",
    "четверть": "other",
    "год": "yearly",
}
_PLURAL = ("ам", "ям")


def weekday(cursor: Cursor) -> Every | None:
    """A rhythm of days of the week."""
    cursor.take_words("не позднее") or cursor.take("в", "по", "на", "до", "к")
    each = cursor.take("каждый")
    places = _places(cursor)
    days, plural = weekdays(cursor)
    if not days:
        return None
    names = ",".join(WEEKDAYS[day] for day in days)
    if not places:
        if not (each or plural):
            return None
        month = cursor.take("каждый") and not cursor.is_word("месяц")
        if cursor.take("месяц") or month:
            return Every(
                "weekly", f"weekday={names}", "какие недели месяца, не сказано" if not each else None
            )
        return Every("weekly", f"weekday={names}")
    each_period = cursor.take("каждый")
    rhythm = next((every for key, every in _RHYTHMS.items() if cursor.take(key)), None)
    if rhythm is not None:
        return Every(rhythm, remark="число зависит от года: решает человек")
    named = cursor.take("месяц")
    if not named and (each_period or cursor.kind() == "month"):
        return None
    doubtful = each and not named and places != [-1]
    remark = "через неделю или такой по счёту день месяца, решает человек" if doubtful else None
    return Every("monthly", f"weekday={names}; nth={','.join(map(str, places))}", remark)


def weekday_of_month(cursor: Cursor) -> Dates | None:
    """«последняя среда сентября 2024 года»: a day where the year is named, else the month that holds it."""
    cursor.take("в", "на")
    places = _places(cursor)
    days, _ = weekdays(cursor)
    month = cursor.take_number("month") if len(places) == len(days) == 1 else None
    if month is None:
        return None
    of_year = year(cursor)
    name = f"weekday={WEEKDAYS[days[0]]}; nth={places[0]}"
    if of_year is None:
        week = part_of_month("неделя", places[0], places[0], month, None)
        return Dates(
            (week._replace(remark=None),),
            "in",
            "число зависит от года: взяты дни, на которые оно может прийтись",
            name,
        )
    day = nth_weekday(of_year, month, days[0], places[0])
    if day is None:
        return None
    return Dates((as_day(Day(month, day.day, of_year)),), None, "число найдено по дню недели", name)


def _places(cursor: Cursor) -> list[int]:
    places: list[int] = []
    while (number := cursor.take_number("num", "ord", "roman")) is not None:
        places.append(number)
        if not cursor.take_mark(",") and not cursor.take("и"):
            break
    return places if all(-1 <= place <= 5 and place != 0 for place in places) else []


def weekdays(cursor: Cursor) -> tuple[list[int], bool]:
    """The days named in a row or as a range, and whether they stand in the plural («по средам»)."""
    days: list[int] = []
    plural = False
    while (token := cursor.peek()) is not None and token.kind == "weekday":
        cursor.place += 1
        day = int(token.value)
        plural = plural or _in_plural(cursor, token)
        if cursor.is_mark(".") and token.end - token.start == 2:
            cursor.place += 1
        days.append(day)
        through = cursor.is_mark("-") or cursor.is_word("по")
        last = cursor.peek(1)
        if through and last is not None and last.kind == "weekday" and not _in_plural(cursor, last):
            cursor.place += 2
            days += range(day + 1, int(last.value) + 1)
        if (cursor.is_mark(",", "-", "/") or cursor.is_word("и")) and cursor.kind(1) == "weekday":
            cursor.place += 1
    return days, plural


def single_weekday(cursor: Cursor) -> int | None:
    """One day of the week that belongs to one date: no row of days, no range and no rhythm («по средам»)."""
    token = cursor.peek()
    if token is None or token.kind != "weekday" or _in_plural(cursor, token):
        return None
    cursor.place += 1
    more = cursor.is_mark(",", "-", "/") or cursor.is_word("и", "по")
    return None if more and cursor.kind(1) == "weekday" else int(token.value)


def _in_plural(cursor: Cursor, token: Token) -> bool:
    return cursor.text[token.start : token.end].lower().endswith(_PLURAL)


def agrees(day: Day, weekday_: int) -> bool:
    """Whether a day of the week may belong to a date; a date without a year agrees with any."""
    if day.year is None or day.month is None:
        return True
    try:
        return date(day.year, day.month, day.day).weekday() == weekday_
    except ValueError:
        return False
