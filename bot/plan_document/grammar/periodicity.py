"""Rules for what repeats: «ежегодно», «раз в 2 года», «не реже одного раза в квартал»."""

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Every
from bot.plan_document.grammar.parts import monthly_part
from bot.plan_document.grammar.weekdays import weekday
from bot.plan_document.timing import Recurrence

_UNITS: dict[str, Recurrence] = {
    "год": "yearly",
    "полугодие": "half_yearly",
    "квартал": "quarterly",
    "месяц": "monthly",
    "неделя": "weekly",
    "четверть": "other",
    "день": "other",
    "декада": "other",
    "смена": "other",
}
_EVERY: dict[str, Recurrence] = {
    "yearly": "yearly",
    "half_yearly": "half_yearly",
    "quarterly": "quarterly",
    "monthly": "monthly",
    "weekly": "weekly",
    "daily": "other",
    "termly": "other",
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
_LATER = "периодичность следующего этапа"


def every(cursor: Cursor) -> Every | None:
    """Any periodicity, also of a later stage («далее – ежегодно»)."""
    begin = cursor.place
    later = cursor.take("далее", "затем") or cursor.take_words("в дальнейшем")
    if later:
        cursor.take_mark("-", ",", ":")
    rules = (_adverb, weekday, monthly_part, _by_units, _each_unit, _each_month, _times, _working_days)
    found = next((fact for rule in rules if (fact := cursor.attempt(rule))), None)
    if found is None:
        return None
    if later and found.recurrence != "yearly":
        found = found._replace(remark=_LATER)
    return found._replace(notes=f"period={cursor.quote(begin)}") if found.recurrence == "other" else found


def _adverb(cursor: Cursor) -> Every | None:
    """«ежегодно», «ежеквартальный»."""
    token = cursor.peek()
    if token is None or token.kind != "every":
        return None
    cursor.place += 1
    return Every(_EVERY[str(token.value)])


def _by_units(cursor: Cursor) -> Every | None:
    """«по полугодиям», «по кварталам»."""
    if not cursor.take("по"):
        return None
    token = cursor.peek()
    plural = token is not None and cursor.text[token.start : token.end].lower().endswith(("ам", "ям"))
    return _of_unit(cursor, 1) if plural else None


def _each_unit(cursor: Cursor) -> Every | None:
    """«каждый год», «в каждом полугодии», «каждые 2 года»."""
    cursor.take("в")
    if not cursor.take("каждый"):
        return None
    count = cursor.take_number("num", "ord") or 1
    cursor.take("учебный", "календарный", "отчетный", "рабочий")
    return _of_unit(cursor, count)


def _each_month(cursor: Cursor) -> Every | None:
    """«каждый сентябрь»: yearly; the month itself is left to the calendar."""
    return Every("yearly") if cursor.take("каждый") and cursor.kind() == "month" else None


def _working_days(cursor: Cursor) -> Every | None:
    """«по рабочим дням», «в выходные дни»."""
    if not (
        cursor.take("по", "в") and (cursor.take("рабочий") or cursor.take_unknown("выходные", "выходным"))
    ):
        return None
    token = cursor.peek()
    plural = token is not None and cursor.text[token.start : token.end].lower() in ("дни", "дням")
    return Every("other") if plural and cursor.take("день") else None


def _of_unit(cursor: Cursor, count: int) -> Every | None:
    for key, recurrence in _UNITS.items():
        if cursor.take(key):
            cursor.take_mark(".")
            if count == 1:
                return Every(recurrence)
            by_count = {"год": _BY_YEARS, "месяц": _BY_MONTHS}.get(key, {})
            return Every(by_count.get(count, "other"))
    return None


def _count(cursor: Cursor) -> tuple[int, bool]:
    """«1», «2-3», «2 (два)», none for one; and whether it is a range."""
    number = cursor.take_number("num")
    if number is None:
        return 1, False
    cursor.take_spelled()
    up_to = cursor.take_mark("-") and cursor.take_number("num")
    cursor.take_mark("-")  # «1-раз»
    return number, bool(up_to)


def _times(cursor: Cursor) -> Every | None:
    """«1 раз в 2 года», «не реже одного раза в квартал», «дважды в год», «раз в полгода»."""
    cursor.take("но")
    at_least = cursor.take("не")
    if at_least:
        if not cursor.take("реже", "менее"):
            return None
        if cursor.is_word("чем", ahead=1):
            cursor.take_mark(",")
        cursor.take("чем")
    else:
        cursor.take_unknown("как")
        at_least = cursor.take_unknown("минимум")
    if cursor.take("дважды"):
        times = 2
    else:
        times, is_range = _count(cursor)
        if not cursor.take("раз"):
            return None
        if is_range:
            times = 0
    if not cursor.take("в", "за"):
        return None
    count = cursor.take_number("num") or 1
    cursor.take_spelled()
    if cursor.is_mark("-") and cursor.kind(1) == "num":
        cursor.place += 2  # «раз в 3-5 лет»
        count = 0
    cursor.take("учебный", "календарный", "каждый")
    found = _of_unit(cursor, count)
    if found is None or times == 1:
        return found and found._replace(at_least=at_least)
    if found.recurrence == "yearly":
        return Every(_TIMES_A_YEAR.get(times, "other"), at_least=at_least)
    return Every("other", at_least=at_least)
