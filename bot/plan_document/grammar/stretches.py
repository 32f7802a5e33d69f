"""Rules for the pieces of a calendar phrase: days, parts of months, months, quarters, years.

Each gives `Stretch`es, or None and leaves the place to be put back by the caller.
"""

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Stretch, Unit
from bot.plan_document.timing import Day

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SCHOOL_YEAR = ((9, 1), (5, 31))


def month_end(month: int) -> int:
    """The last day of a month by convention: 28 for February."""
    return 28 if month == 2 else _LONGEST[month - 1]


def is_possible(day: Day) -> bool:
    """Whether such a day exists in the years a plan can speak of; 29 February without a year does."""
    if day.year is not None and not 1900 <= day.year <= 2200:
        return False
    if day.month is None:
        return 1 <= day.day <= 31
    if not 1 <= day.month <= 12 or not 1 <= day.day <= _LONGEST[day.month - 1]:
        return False
    leap = day.year is None or (day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0))
    return leap or (day.month, day.day) != (2, 29)


def months(first: int, last: int, year: int | None, unit: Unit) -> Stretch:
    """Whole months from `first` to `last`; an end before the start lies in the next year."""
    end_year = year + 1 if year is not None and last < first else year
    return Stretch(Day(first, 1, year), Day(last, month_end(last), end_year), unit)


def year(cursor: Cursor) -> int | None:
    """«2019», «2019 года», «2019г.», «23 г.»"""
    number = cursor.take_number("year")
    if number is None:
        short = cursor.peek()
        if (
            short is None
            or short.kind != "num"
            or short.end - short.start != 2
            or not cursor.is_word("год", ahead=1)
        ):
            return None
        cursor.place += 1
        number = 2000 + int(short.value)
    if cursor.is_word("год") and not _refers(cursor, 1):
        cursor.place += 1
        cursor.take_mark(".")
    return number


def _refers(cursor: Cursor, ahead: int) -> bool:
    """Whether «, предшествующего» follows, so that «года» belongs to it."""
    comma = 1 if cursor.is_mark(",", ahead=ahead) else 0
    return cursor.is_word("предшествующий", "следующий", ahead=ahead + comma)


def stretches(cursor: Cursor) -> list[Stretch]:
    """The longest run of stretches of one kind; empty when nothing of the calendar stands here."""
    for rule in (_school_year, _parts, _counted, _named_months, _whole_years):
        found = cursor.attempt(rule)
        if found:
            return found
    return []


def _school_year(cursor: Cursor) -> list[Stretch] | None:
    """«2023-2024 учебный год», «2023/24 уч. г.», «учебный год»."""
    first = cursor.take_number("year")
    if first is not None:
        if not cursor.take_mark("-", "/"):
            return None
        second = cursor.take_number("year", "num")
        if second is None or second % 100 != (first + 1) % 100:
            return None
    if not cursor.take("учебный"):
        return None
    cursor.take_mark(".")
    if not cursor.take("год"):
        return None
    cursor.take_mark(".")
    (start_month, start), (end_month, end) = SCHOOL_YEAR
    last = Day(end_month, end, None if first is None else first + 1)
    return [Stretch(Day(start_month, start, first), last, "school_year")]


def _parts(cursor: Cursor) -> list[Stretch] | None:
    """Parts of a month: «II декада апреля», «3, 4 неделя октября», «первая половина июня»."""
    numbers = _numbers(cursor)
    if not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    if cursor.take("декада"):
        bounds = ((first - 1) * 10 + 1, last * 10 if last < 3 else None)
    elif cursor.take("неделя"):
        bounds = ((first - 1) * 7 + 1, last * 7)
    elif cursor.take("половина"):
        bounds = (1, 15) if first == 1 else (16, None)
    elif len(numbers) == 1 and first in (10, 20) and cursor.take("число"):
        bounds = (first, None if first == 20 else 19)
    else:
        return None
    month = cursor.take_number("month")
    if month is None or first < 1 or first > last or last > 20:
        return None
    of_year = year(cursor)
    end = month_end(month) if bounds[1] is None else bounds[1]
    return [Stretch(Day(month, bounds[0], of_year), Day(month, end, of_year), "part")]


def _numbers(cursor: Cursor) -> list[int]:
    """«3», «I», «3, 4», «1-2», «первый и второй»."""
    numbers: list[int] = []
    while (number := cursor.take_number("num", "roman", "ord")) is not None:
        numbers.append(number)
        separated = cursor.is_mark(",", "-") or cursor.is_word("и")
        if not (separated and cursor.kind(1) in ("num", "roman", "ord")):
            break
        cursor.place += 1
    return numbers


def _counted(cursor: Cursor) -> list[Stretch] | None:
    """Numbers with one head after them: «2, 9 октября», «1-2 квартал 2020 года», «08-13.02.09»."""
    groups: list[tuple[int, int]] = []
    from_dash = False
    while True:
        token = cursor.peek()
        if token is not None and token.kind == "date" and token.day is not None:
            cursor.place += 1
            _append(groups, token.day.day, from_dash)
            if token.day.year is not None and not _refers(cursor, 1) and cursor.take("год"):
                cursor.take_mark(".")
            return _in_month(groups, token.day.month, token.day.year)
        quoted = cursor.take_mark("«", '"', "“")
        number = cursor.take_number("num", "roman", "ord")
        if number is None or (quoted and not cursor.take_mark("»", '"', "”")):
            return None
        _append(groups, number, from_dash)
        separated = cursor.is_mark(",", "-", ";") or cursor.is_word("и", "по")
        if not separated or cursor.kind(1) not in ("num", "roman", "ord", "date"):
            break
        from_dash = cursor.is_mark("-") or cursor.is_word("по")
        cursor.place += 1
    return _with_head(cursor, groups)


def _append(groups: list[tuple[int, int]], number: int, from_dash: bool) -> None:
    if from_dash and groups:
        groups[-1] = (groups[-1][0], number)
    else:
        groups.append((number, number))


def _with_head(cursor: Cursor, groups: list[tuple[int, int]]) -> list[Stretch] | None:
    """What the numbers count: days of a month, quarters, half-years."""
    month = cursor.take_number("month")
    if month is not None:
        cursor.take_mark(".") if cursor.kind(1) in ("year", "num") else None
        return _in_month(groups, month, year(cursor))
    for key, length, unit in (("квартал", 3, "quarter"), ("полугодие", 6, "half")):
        if cursor.take(key):
            cursor.take_mark(".")
            return _in_year(groups, length, "quarter" if unit == "quarter" else "half", year(cursor))
    return None


def _in_month(groups: list[tuple[int, int]], month: int | None, of_year: int | None) -> list[Stretch] | None:
    if any(first > last for first, last in groups):
        return None
    return [
        Stretch(Day(month, first, of_year), Day(month, last, of_year), "day" if first == last else "range")
        for first, last in groups
    ]


def _in_year(
    groups: list[tuple[int, int]], length: int, unit: Unit, of_year: int | None
) -> list[Stretch] | None:
    count = 12 // length
    if any(not 1 <= first <= last <= count for first, last in groups):
        return None
    parts = [months((first - 1) * length + 1, last * length, of_year, unit) for first, last in groups]
    return _merged(parts)


def _named_months(cursor: Cursor) -> list[Stretch] | None:
    """«май», «сентябрь-октябрь», «март; ноябрь», «Август 2022 года, август 2023 года»."""
    found: list[Stretch] = []
    pending: list[int] = []
    from_dash = False
    while (month := cursor.take_number("month")) is not None:
        cursor.take_mark(".") if cursor.kind(1) in ("year", "num", "month") else None
        of_year = year(cursor)
        here = months(month, month, of_year, "month")
        if from_dash and found:
            here = joined(found.pop(), here)
        found.append(here)
        if of_year is not None:
            found = [
                _dated(stretch, of_year) if index in pending else stretch
                for index, stretch in enumerate(found)
            ]
            pending = []
        elif here.first.year is None:
            pending.append(len(found) - 1)
        separator = 1 if cursor.is_mark(",", "-", ";") or cursor.is_word("и") else 0
        if cursor.kind(separator) != "month":
            break
        from_dash = cursor.is_mark("-")
        cursor.place += separator
    return _merged(found) if found else None


def _dated(stretch: Stretch, of_year: int) -> Stretch:
    """A yearless stretch put into a year; across New Year it begins in the year before."""
    first, last = stretch.first, stretch.last
    wraps = (first.month or 0) > (last.month or 0)
    return stretch._replace(
        first=first._replace(year=of_year - 1 if wraps else of_year), last=last._replace(year=of_year)
    )


def _merged(parts: list[Stretch]) -> list[Stretch]:
    """Stretches that all adjoin become one; otherwise they stay as they are."""
    whole = parts[0]
    for part in parts[1:]:
        end, start = whole.last, part.first
        if end.month is None or start.month is None:
            return parts
        same_year = end.year == start.year and start.month == end.month + 1
        over_new_year = (
            end.month == 12
            and start.month == 1
            and (end.year is None if start.year is None else end.year == start.year - 1)
        )
        if not (same_year or over_new_year):
            return parts
        whole = whole._replace(last=part.last)
    return [whole]


def _whole_years(cursor: Cursor) -> list[Stretch] | None:
    """«2006 год», «2019-2021 годы»."""
    first = year(cursor) if cursor.kind() == "year" else None
    if first is None:
        return None
    listed = cursor.is_mark(",") or cursor.is_word("и")
    if listed and cursor.kind(1) == "year" and cursor.kind(2) not in ("month",):
        return None
    if cursor.is_mark("-") and cursor.kind(1) == "year":
        cursor.place += 1
        last = year(cursor)
        if last is None or last < first:
            return None
        return [Stretch(Day(1, 1, first), Day(12, 31, last), "year")]
    return [months(1, 12, first, "year")]


def joined(first: Stretch, last: Stretch) -> Stretch:
    """The range from one stretch to another; a year printed once belongs to both ends."""
    start, end = first.first, last.last
    if start.year is None and end.year is not None and start.month is not None and end.month is not None:
        later = (start.month, start.day) > (end.month, end.day)
        start = start._replace(year=end.year - 1 if later else end.year)
    return Stretch(start, end, "range")


def as_day(day: Day) -> Stretch:
    return Stretch(day, day, "day")
