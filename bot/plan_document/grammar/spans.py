"""The calendar beneath the rules: lengths of months, whole months, and the year printed after something."""

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Stretch, Unit
from bot.plan_document.timing import Day

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SCHOOL_YEAR = ((9, 1), (5, 31))
_FIRST_SCHOOL_MONTH = 8  # August prepares the year that begins in September
_MOST_YEARS = 12


def is_leap(year: int) -> bool:
    """By the Gregorian rule."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_end(month: int, of_year: int | None = None) -> int:
    """The last day of a month; by convention February has 28 days where its year is not named."""
    if month == 2:
        return 29 if of_year is not None and is_leap(of_year) else 28
    return _LONGEST[month - 1]


def is_possible(day: Day) -> bool:
    """Whether such a day exists in the years a plan can speak of; 29 February without a year does."""
    if day.year is not None and not 1900 <= day.year <= 2200:
        return False
    if day.month is None:
        return 1 <= day.day <= 31
    if not 1 <= day.month <= 12 or not 1 <= day.day <= _LONGEST[day.month - 1]:
        return False
    return day.year is None or (day.month, day.day) != (2, 29) or is_leap(day.year)


def months(first: int, last: int, year: int | None, unit: Unit) -> Stretch:
    """Whole months from `first` to `last`; an end before the start lies in the next year."""
    end_year = year + 1 if year is not None and last < first else year
    return Stretch(Day(first, 1, year), Day(last, month_end(last, end_year), end_year), unit)


def whole_months(stretch: Stretch, first_year: int, last_year: int) -> Stretch:
    """A yearless stretch put into years; the end of February follows the year."""
    first, last = stretch.first, stretch.last
    is_exact = stretch.exact or stretch.unit == "day"
    ends_month = not is_exact and last.month == 2 and last.day == month_end(2)
    day = month_end(2, last_year) if ends_month else last.day
    return stretch._replace(
        first=first._replace(year=first_year), last=last._replace(day=day, year=last_year)
    )


def joined(first: Stretch, last: Stretch) -> Stretch:
    """The range from one stretch to another; a year printed once belongs to both ends."""
    start, end = first.first, last.last
    if start.year is None and end.year is not None and start.month is not None and end.month is not None:
        later = (start.month, start.day) > (end.month, end.day)
        start = start._replace(year=end.year - 1 if later else end.year)
    elif start.year is not None and end.year is None and start.month is not None and end.month is not None:
        later = (start.month, start.day) > (end.month, end.day)
        end = whole_months(last, start.year, start.year + later).last
    unit: Unit = "year" if first.unit == last.unit == "year" else "range"
    exact = last.exact or last.unit == "day"
    return Stretch(start, end, unit, first.remark or last.remark, exact=exact)


def as_day(day: Day) -> Stretch:
    """One day as a stretch."""
    return Stretch(day, day, "day")


def year(cursor: Cursor) -> int | None:
    """«2019», «2019 года», «2019г.», «23 г.»"""
    number = cursor.take_number("year")
    if number is None:
        short = cursor.peek()
        is_short = short is not None and short.kind == "num" and short.end - short.start == 2
        if short is None or not is_short or not cursor.is_word("год", ahead=1):
            return None
        cursor.place += 1
        number = 2000 + int(short.value)
    take_year_word(cursor)
    return number


def take_year_word(cursor: Cursor) -> None:
    """«года», «г.», unless it belongs to «года, предшествующего …»."""
    if not cursor.is_word("год") or refers(cursor, 1):
        return
    token = cursor.peek()
    cursor.place += 1
    if token is not None and cursor.text[token.start : token.end].lower() == "г.":
        again = cursor.peek()
        if again is not None and cursor.text[again.start : again.end].lower() in ("г.", "г"):
            cursor.place += 1  # «г.г.»


def refers(cursor: Cursor, ahead: int) -> bool:
    """Whether «, предшествующего» follows, so that «года» belongs to it."""
    comma = 1 if cursor.is_mark(",", ahead=ahead) else 0
    return cursor.is_word("предшествующий", "следующий", ahead=ahead + comma)


def school_year_of(cursor: Cursor) -> tuple[int, int] | None:
    """«2023-2024 учебный год», «2023/24 уч. г.» → the two years."""
    first = cursor.take_number("year")
    if first is None or not cursor.take_mark("-", "/"):
        return None
    second = cursor.take_number("year", "num")
    if second is None or second % 100 != (first + 1) % 100 or not cursor.take("учебный"):
        return None
    cursor.take_mark(".")
    if not cursor.take("год"):
        return None
    cursor.take_mark(".")
    return first, first + 1


def years_of(cursor: Cursor, month: int) -> list[int]:
    """The years printed after a month: «2024 г.», «2024-2025 учебного года», «2024, 2025 и 2026 гг.»."""
    school = cursor.attempt(school_year_of)
    if school is not None:
        return [school[0] if month >= _FIRST_SCHOOL_MONTH else school[1]]
    several = cursor.attempt(_several_years)
    if several is not None:
        return several
    single = year(cursor)
    return [] if single is None else [single]


def _several_years(cursor: Cursor) -> list[int] | None:
    """«2024, 2025 и 2026 годов», «2024-2026 гг.»: the same days in each of these years."""
    first = year(cursor)
    if first is None:
        return None
    found = [first]
    while (cursor.is_mark(",", "-") or cursor.is_word("и")) and cursor.kind(1) == "year":
        from_dash = cursor.is_mark("-")
        cursor.place += 1
        following = year(cursor)
        if following is None or not 0 < following - found[-1] < _MOST_YEARS:
            return None
        found += range(found[-1] + 1, following + 1) if from_dash else [following]
    return found if len(found) > 1 and cursor.kind() not in ("month", "num") else None


def in_each_year(stretches: list[Stretch], years: list[int]) -> list[Stretch]:
    """Yearless stretches in the years printed after them; a person checks a list of years."""
    remark = "один срок для нескольких лет" if len(years) > 1 else None
    return [
        _dated(stretch, each)._replace(remark=stretch.remark or remark)
        for each in years
        for stretch in stretches
    ]


def _dated(stretch: Stretch, of_year: int) -> Stretch:
    """A yearless stretch in a year; across New Year it begins in the year before."""
    wraps = (stretch.first.month or 0) > (stretch.last.month or 0)
    return whole_months(stretch, of_year - 1 if wraps else of_year, of_year)
