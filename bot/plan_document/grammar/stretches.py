"""Rules for the pieces of a calendar phrase: days, months, quarters, half-years, years.

Each gives `Stretch`es, or None and leaves the place to be put back by the caller.
"""

from collections.abc import Callable

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Stretch, Unit
from bot.plan_document.grammar.parts import parts
from bot.plan_document.grammar.spans import (
    SCHOOL_YEAR,
    in_each_year,
    joined,
    months,
    refers,
    school_year_of,
    year,
    years_of,
)
from bot.plan_document.grammar.tokens import TokenKind
from bot.plan_document.grammar.weekdays import single_weekday
from bot.plan_document.timing import Day

Rule = Callable[[Cursor], list[Stretch] | None]
_SCHOOL_HALVES = ((9, 12), (1, 5))


def stretches(cursor: Cursor) -> list[Stretch]:
    """The longest run of stretches of one kind; empty when nothing of the calendar stands here."""
    for rule in _BY_KIND.get(cursor.kind() or "unknown", ()):
        found = cursor.attempt(rule)
        if found:
            return found
    return []


def _school_year(cursor: Cursor) -> list[Stretch] | None:
    """«2023-2024 учебный год», «2023/24 уч. г.», «учебный год»."""
    years = cursor.attempt(school_year_of)
    if years is None:
        if not cursor.take("учебный"):
            return None
        cursor.take_mark(".")
        if not cursor.take("год"):
            return None
        cursor.take_mark(".")
    (start_month, start), (end_month, end) = SCHOOL_YEAR
    first, last = years or (None, None)
    return [Stretch(Day(start_month, start, first), Day(end_month, end, last), "school_year")]


def _counted(cursor: Cursor) -> list[Stretch] | None:
    """Numbers with one head after them: «2, 9 октября», «1-2 квартал 2020 года», «08-13.02.09»."""
    groups: list[tuple[int, int]] = []
    from_dash = weekday_beside = False
    while True:
        token = cursor.peek()
        if token is not None and token.kind == "date" and token.day is not None:
            cursor.place += 1
            _append(groups, token.day.day, from_dash)
            return _in_figures(cursor, groups, token.day)
        quoted = cursor.take_mark("«", '"', "“", "„")
        number = cursor.take_number("num", "roman", "ord")
        if number is None or (quoted and not cursor.take_mark("»", '"', "”", "“")):
            return None
        _append(groups, number, from_dash)
        weekday_beside = cursor.attempt(weekday_in_brackets) or weekday_beside
        cursor.take_mark(".") if cursor.is_mark("-", ahead=1) else None
        separated = cursor.is_mark(",", "-", ";", "/") or cursor.is_word("и", "по")
        if not separated or cursor.kind(1) not in ("num", "roman", "ord", "date"):
            break
        from_dash = cursor.is_mark("-") or cursor.is_word("по")
        cursor.place += 1
    found = _with_head(cursor, groups)
    if found and weekday_beside:
        found[0] = found[0]._replace(remark=found[0].remark or "назван день недели")
    return found


def weekday_in_brackets(cursor: Cursor) -> bool | None:
    """«(пн)» between a day and its month: «2 (пн) – 6 (пт) марта»."""
    named = cursor.take_mark("(") and single_weekday(cursor) is not None
    return (named and cursor.take_mark(")")) or None


def _in_figures(cursor: Cursor, groups: list[tuple[int, int]], day: Day) -> list[Stretch] | None:
    """Days before a date in figures, and the year that may stand apart from it: «31.05 2024 г.»."""
    of_year = day.year
    if of_year is None and (cursor.kind() == "year" or cursor.is_mark(".", ",")):
        of_year = cursor.attempt(_year_apart)
    elif of_year is not None and not refers(cursor, 1) and cursor.take("год"):
        cursor.take_mark(".")
    return _in_month(groups, day.month, of_year)


def _year_apart(cursor: Cursor) -> int | None:
    cursor.take_mark(".", ",")
    if cursor.kind() != "year" or cursor.is_mark("-", ",", ahead=1) or cursor.kind(1) in ("month", "year"):
        return None
    return year(cursor)


def _append(groups: list[tuple[int, int]], number: int, from_dash: bool) -> None:
    if from_dash and groups:
        groups[-1] = (groups[-1][0], number)
    else:
        groups.append((number, number))


def _with_head(cursor: Cursor, groups: list[tuple[int, int]]) -> list[Stretch] | None:
    """What the numbers count: days of a month, quarters, half-years."""
    if cursor.is_word("число") and cursor.kind(1) == "month":
        cursor.place += 1
    month = cursor.take_number("month")
    if month is not None:
        _take_month_word(cursor)
        cursor.take_mark(".") if cursor.kind(1) in ("year", "num", "punct") else None
        same_day = [month, *_more_months(cursor)]
        found = [stretch for each in same_day for stretch in _in_month(groups, each, None) or ()]
        return _with_years(cursor, found, month) if found else None
    for key, length in (("квартал", 3), ("полугодие", 6)):
        if cursor.take(key):
            cursor.take_mark(".")
            cursor.take("календарный")
            return _in_year(cursor, groups, length, "quarter" if length == 3 else "half")
    return None


def _more_months(cursor: Cursor) -> list[int]:
    """«до 10 апреля, июля, октября»: months in the genitive after a day have that day too."""
    found: list[int] = []
    while (cursor.is_mark(",") or cursor.is_word("и")) and cursor.kind(1) == "month":
        named = cursor.peek(1)
        assert named is not None
        if cursor.text[named.end - 1].lower() not in "яа":
            break
        cursor.place += 2
        found.append(int(named.value))
    return found


def _with_years(cursor: Cursor, found: list[Stretch], month: int) -> list[Stretch]:
    years = years_of(cursor, month)
    return in_each_year(found, years) if years else found


def _in_month(groups: list[tuple[int, int]], month: int | None, of_year: int | None) -> list[Stretch] | None:
    if any(first > last for first, last in groups):
        return None
    return [
        Stretch(
            Day(month, first, of_year),
            Day(month, last, of_year),
            "day" if first == last else "range",
            exact=True,
        )
        for first, last in groups
    ]


def _in_year(cursor: Cursor, groups: list[tuple[int, int]], length: int, unit: Unit) -> list[Stretch] | None:
    count = 12 // length
    if any(not 1 <= first <= last <= count for first, last in groups):
        return None
    halves = cursor.attempt(_school_halves) if unit == "half" and len(groups) == 1 else None
    if halves is not None:
        first, last = halves[groups[0][0] - 1], halves[groups[0][1] - 1]
        return [joined(first, last)._replace(remark="полугодие учебного года")]
    found = [months((first - 1) * length + 1, last * length, None, unit) for first, last in groups]
    return merged(_with_years(cursor, found, found[0].first.month or 1))


def _school_halves(cursor: Cursor) -> tuple[Stretch, Stretch] | None:
    """The halves of «… 2023-2024 учебного года»."""
    school = _school_year(cursor)
    if school is None:
        return None
    years = school[0].first.year, school[0].last.year
    autumn, spring = (months(*ends, each, "half") for ends, each in zip(_SCHOOL_HALVES, years, strict=True))
    return autumn, spring


def _named_months(cursor: Cursor) -> list[Stretch] | None:
    """«май», «сентябрь-октябрь», «март; ноябрь», «Август 2022 года, август 2023 года»."""
    found: list[Stretch] = []
    pending: list[int] = []
    from_dash = unmarked = False
    while (month := cursor.take_number("month")) is not None:
        _take_month_word(cursor)
        _take_abbreviation_dot(cursor)
        years = years_of(cursor, month)
        here = months(month, month, None, "month")
        before = found.pop() if from_dash else None
        if before is not None and before.first.year is None:
            here, before = joined(before, here), None
        dated = in_each_year([here], years) if years else [here]
        found += dated if before is None else [joined(before, dated[0]), *dated[1:]]
        if years:
            found = [
                in_each_year([stretch], years[-1:])[0]
                if index in pending and stretch.first.year is None
                else stretch
                for index, stretch in enumerate(found)
            ]
            pending = []
        else:
            pending.append(len(found) - 1)
        separator = 1 if cursor.is_mark(",", "-", ";", "/", "+") or cursor.is_word("и") else 0
        if cursor.kind(separator) != "month":
            break
        from_dash = cursor.is_mark("-")
        unmarked = unmarked or not separator
        cursor.place += separator
    whole = merged(found) if found else None
    if whole and len(whole) > 1 and unmarked:
        whole[0] = whole[0]._replace(remark="между месяцами нет знака")
    return whole


def _take_month_word(cursor: Cursor) -> None:
    """«май месяц»."""
    if cursor.is_word("месяц") and not refers(cursor, 1):
        cursor.place += 1


def _take_abbreviation_dot(cursor: Cursor) -> None:
    """The dot of «янв.», and of a month before something else; the dot at the end of the text is nobody's."""
    printed = cursor.peek(-1)
    short = printed is not None and cursor.text[printed.end - 1] not in "ьйятаюеуЬЙЯТАЮЕУ"
    if cursor.is_mark(".") and (short or cursor.kind(1) in ("year", "num", "month")):
        cursor.place += 1


def merged(found: list[Stretch]) -> list[Stretch]:
    """Stretches that all adjoin become one; otherwise they stay as they are."""
    whole = found[0]
    for part in found[1:]:
        end, start = whole.last, part.first
        if end.month is None or start.month is None:
            return found
        same_year = end.year == start.year and start.month == end.month + 1
        over_new_year = (
            end.month == 12
            and start.month == 1
            and (end.year is None if start.year is None else end.year == start.year - 1)
        )
        if not (same_year or over_new_year):
            return found
        whole = whole._replace(last=part.last, remark=whole.remark or part.remark)
    return [whole._replace(listed=tuple(part.last for part in found) if len(found) > 1 else ())]


def _whole_years(cursor: Cursor) -> list[Stretch] | None:
    """«2006 год», «2019-2021 годы»."""
    first = year(cursor) if cursor.kind() == "year" else None
    if first is None:
        return None
    listed = cursor.is_mark(",") or cursor.is_word("и")
    if listed and cursor.kind(1) == "year" and cursor.kind(2) not in ("month",):
        return None
    slash = cursor.is_mark("/")
    if (slash or cursor.is_mark("-")) and cursor.kind(1) == "year":
        cursor.place += 1
        last = year(cursor)
        if last is None or last < first:
            return None
        if slash and last == first + 1:
            (start_month, start), (end_month, end) = SCHOOL_YEAR
            remark = "прочитано как учебный год"
            span = Day(start_month, start, first), Day(end_month, end, last)
            return [Stretch(*span, "school_year", remark)]
        return [Stretch(Day(1, 1, first), Day(12, 31, last), "year")]
    return [months(1, 12, first, "year")]


_NUMBERS: tuple[Rule, ...] = (parts, _counted)
_BY_KIND: dict[TokenKind, tuple[Rule, ...]] = {
    "num": _NUMBERS,
    "ord": _NUMBERS,
    "roman": _NUMBERS,
    "date": (_counted,),
    "punct": (_counted,),
    "month": (_named_months,),
    "year": (_school_year, _whole_years),
    "word": (_school_year,),
}
