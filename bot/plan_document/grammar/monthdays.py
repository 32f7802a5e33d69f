"""Rules for days of a month that is not named: «до 5 числа месяца, следующего за отчётным кварталом»."""

from bot.plan_document.grammar.calendar import role_of
from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import DayOfMonth, Every, Period, Which
from bot.plan_document.timing import Recurrence

_PERIODS: dict[str, Period] = {
    "месяц": "month",
    "квартал": "quarter",
    "полугодие": "half",
    "год": "year",
    "период": "reported",
}
_RHYTHMS: dict[str, Recurrence] = {"quarter": "quarterly", "half": "half_yearly", "year": "yearly"}
_PLACES: dict[int, Which] = {1: "first", 2: "second", 3: "last", -1: "last"}
_MONTH: Period = "month"
_LAST = 31


def day_of_month(cursor: Cursor) -> DayOfMonth | Every | None:
    """A day that repeats with a period."""
    cursor.take_words("в срок")
    role = role_of(cursor)
    if cursor.is_many():
        return None
    if role in ("not_before", "during"):
        return None
    begin = cursor.place
    last_day = _last_day(cursor)
    if last_day is not None:
        return last_day
    cursor.place = begin
    if role == "by" and cursor.take("конец"):
        cursor.take("каждый", "текущий")
        period = _period(cursor)
        remark = "периодичность не названа" if period in ("month", "quarter", "half") else None
        return DayOfMonth((_LAST,), period, "last", remark) if remark else None
    if role in (None, "in") and (found := cursor.attempt(_month_of_period)) is not None:
        return found
    cursor.take("каждый")
    days, from_dash = _days(cursor)
    if not days or any(not 1 <= day <= 31 for day in days):
        return None
    working = _working_day(cursor)
    if working is not None:
        return working
    if not cursor.take("число") or cursor.kind() == "month":
        return None
    period, which = _of_period(cursor)
    remark = "назван только первый день" if role == "from" else None
    remark = "взят последний день промежутка" if from_dash else remark
    return DayOfMonth(tuple(days), period, which, remark)


def _days(cursor: Cursor) -> tuple[list[int], bool]:
    """«1 и 15», «1, 10, 20»; of «10-15», «с 1 по 5» the last."""
    days: list[int] = []
    from_dash = False
    while (number := cursor.take_number("num", "ord")) is not None:
        if from_dash:
            days.pop()
        days.append(number)
        cursor.take_spelled()
        separated = cursor.is_mark(",", "-") or cursor.is_word("и", "до", "по")
        if not (separated and cursor.kind(1) in ("num", "ord")):
            break
        from_dash = cursor.is_mark("-") or cursor.is_word("по")
        cursor.place += 1
    return days, from_dash


def _working_day(cursor: Cursor) -> Every | None:
    """«5 рабочего дня месяца»: monthly, but a day that only the calendar knows."""
    if not (cursor.take_words("рабочий день") and cursor.is_word("месяц", "каждый", "следующий")):
        return None
    period, _ = _of_period(cursor)
    return _working(period)


def _working(period: Period | None) -> Every:
    return Every(
        _RHYTHMS.get(period or "month", "monthly"), remark="назван рабочий день: число решает человек"
    )


def _last_day(cursor: Cursor) -> DayOfMonth | Every | None:
    """«последний день месяца», «последний рабочий день квартала»."""
    place = cursor.take_number("ord")
    if place not in (-1, 1):
        return None
    working = cursor.take("рабочий")
    cursor.take("календарный")
    if not cursor.take("день", "число"):
        return None
    cursor.take("каждый", "отчетный", "текущий")
    period = _period(cursor)
    if period is None or period == "reported":
        return None
    if working:
        return _working(period)
    return DayOfMonth((_LAST,), period, "last") if place == -1 else None


def _month_of_period(cursor: Cursor) -> DayOfMonth | None:
    """«последний месяц квартала»."""
    place = cursor.take_number("ord", "num")
    which = _PLACES.get(place or 0)
    if which is None or not cursor.take("месяц"):
        return None
    cursor.take("каждый", "отчетный")
    period = _period(cursor)
    return DayOfMonth((_LAST,), period, which, "взят последний день месяца") if period == "quarter" else None


def _period(cursor: Cursor) -> Period | None:
    return next((period for key, period in _PERIODS.items() if cursor.take(key)), None)


def _of_period(cursor: Cursor) -> tuple[Period | None, Which]:
    """The words after «числа»: which month it is a day of, and which month of its period."""
    each = cursor.take("каждый")
    cursor.take("текущий", "отчетный", "очередной")
    if cursor.is_mark(",") and cursor.is_word("следующий", ahead=1):
        cursor.place += 1
    if cursor.attempt(_next_month):
        return cursor.attempt(_reported_before) or ("month", "first")
    place = cursor.take_number("ord", "num")
    if not cursor.take("месяц"):
        if place is not None:
            cursor.place -= 1
        return None, "first"
    if place is not None:
        which = _PLACES.get(place)
        after: Period | None = cursor.attempt(_following)
        cursor.take("каждый", "следующий", "отчетный", "текущий")
        period: Period | None = after or _period(cursor)
        known = which is not None and (
            period == "quarter" or (period in ("half", "year") and place in (1, -1))
        )
        return (period if known else None), (which or "first")
    named: Period | None = cursor.attempt(_following)
    return (_MONTH if each or named is None else named), "first"


def _next_month(cursor: Cursor) -> bool | None:
    """«следующего месяца», «следующего за отчётным месяца»; «предыдущего месяца»."""
    if cursor.take("предшествующий"):
        return cursor.take("месяц") or None
    if not cursor.take("следующий"):
        return None
    return True if cursor.take("месяц") or cursor.is_word("за") else None


def _reported_before(cursor: Cursor) -> tuple[Period | None, Which] | None:
    """«за отчётным кварталом месяца»."""
    if not cursor.take("за"):
        return None
    cursor.take("отчетный")
    if cursor.take("месяц"):
        return "month", "first"
    period = _period(cursor)
    cursor.take("месяц")
    return (period, "first") if period else None


def _following(cursor: Cursor) -> Period | None:
    """«, следующего за отчётным кварталом», «, предшествующего планируемому»."""
    cursor.take_mark(",")
    if cursor.take("предшествующий"):
        cursor.take("отчетный", "планируемый", "очередной")
        cursor.take("месяц", "период")
        return "month"
    if not cursor.take_words("следующий за"):
        return None
    named = cursor.take("отчетный")
    period = _period(cursor)
    return period or ("unnamed" if named else None)
