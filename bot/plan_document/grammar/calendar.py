"""Rules for pieces of the calendar: days, months, quarters, years, and the words before them.

Every rule takes a `Cursor` and gives a fact, or None and leaves the place to be put back by the caller.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Dates, Role, Stretch, Unit, Years
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


def dates(cursor: Cursor) -> Dates | None:
    """A calendar phrase: «не позднее 1 июня», «с 8 по 20 декабря 2009 г.», «март; ноябрь»."""
    role = _role(cursor)
    if role == "from":
        return cursor.attempt(_from_to) or cursor.attempt(_from_only)
    if role == "during" and cursor.take("с"):
        within = cursor.attempt(_from_to)
        return within and replace(within, role=role)
    of_end = role in ("by", "in") and cursor.is_word("конец") and _step(cursor)
    found = _stretches(cursor)
    if not found:
        return None
    if of_end:
        if role == "in":
            return None
        return Dates(tuple(_as_day(stretch.last) for stretch in found), "by")
    if cursor.attempt(_dash_or_to):
        following = _stretches(cursor)
        if following:
            return Dates((_joined(found[0], following[-1]),), role)
        cursor.place -= 1
    return cursor.attempt(lambda place: _juxtaposed(place, found, role)) or Dates(tuple(found), role)


def _step(cursor: Cursor) -> bool:
    cursor.place += 1
    return True


def _role(cursor: Cursor) -> Role | None:
    """The words before a date: until («до», «к», «не позднее», «в срок до»), from («с», «начиная с»), in."""
    before = cursor.place
    if cursor.take_words("в течение"):
        cursor.take("весь")
        if cursor.take("период") and not (cursor.is_word("с") or cursor.kind() == "punct"):
            cursor.place = before
            return None
        return "during"
    cursor.take_words("в срок") or cursor.take("срок")
    cursor.take_mark(":", "-")
    if cursor.take_words("не позднее"):
        cursor.take("чем")
        cursor.take("до")
        return "by"
    if cursor.take_words("не ранее"):
        cursor.take("чем")
        cursor.take("с")
        return "not_before"
    if cursor.take("до", "к"):
        return "by"
    if cursor.take("начиная"):
        return "from" if cursor.take("с", "от") else None
    if cursor.take_words("в период") or cursor.take("период"):
        return "from" if cursor.take("с") else "in"
    if cursor.take("с", "от"):
        return "from"
    if cursor.is_word("по") and cursor.kind(1) in ("num", "date"):
        cursor.place += 1
        return "by"
    if cursor.take("в", "на"):
        return "in"
    cursor.place = before
    return None


def _from_to(cursor: Cursor) -> Dates | None:
    """«с … по …», also with the month only after the second day."""
    start_day = cursor.peek()
    short = cursor.attempt(_short_from)
    first = [short] if short else _stretches(cursor)
    if not first or start_day is None:
        return None
    remark = "слово «но» прочитано как «по»" if cursor.is_word("но") else None
    if not (cursor.take("по", "до", "но") or cursor.take_mark("-")):
        return None
    last = _stretches(cursor)
    if not last:
        return None
    begin = first[0]
    if short:
        end = last[0].first
        begin = Stretch(replace(end, day=short.first.day), replace(end, day=short.first.day), "day")
    return Dates((_joined(begin, last[-1]),), "in", remark=remark)


def _short_from(cursor: Cursor) -> Stretch | None:
    """The bare first day of «с 8 по 20 декабря»."""
    number = cursor.take_number("num")
    if number is None or not cursor.is_word("по", "до", "но"):
        return None
    day = Day(None, number, None)
    return Stretch(day, day, "day")


def _from_only(cursor: Cursor) -> Dates | None:
    """«с 1 марта 2019 года», also with a clock time before the date."""
    if cursor.kind() == "time":
        cursor.place += 1
        if cursor.take("час"):
            cursor.take_mark(".")
    found = _stretches(cursor)
    return Dates((found[0],), "from") if len(found) == 1 else None


def _dash_or_to(cursor: Cursor) -> bool | None:
    """A dash between two dates, perhaps after the dot of «19.01.»."""
    if cursor.is_mark(".") and cursor.is_mark("-", ahead=1):
        cursor.place += 1
    return True if cursor.take_mark("-") else None


def _juxtaposed(cursor: Cursor, found: Sequence[Stretch], role: Role | None) -> Dates | None:
    """Two dates in figures with only a dot or a space between: a range whose dash was lost."""
    cursor.take_mark(".")
    before, token, only = cursor.peek(-1), cursor.peek(), found[0].first
    if len(found) != 1 or before is None or token is None or token.day is None or only.year is not None:
        return None
    if found[0].unit != "day" or token.day.year is None or role is not None or cursor.kind(1) == "date":
        return None
    cursor.place += 1
    joined = _joined(found[0], _as_day(token.day))
    return Dates((joined,), None, remark="между датами нет тире: прочитано как промежуток")


def _joined(first: Stretch, last: Stretch) -> Stretch:
    """The range from one stretch to another; a year printed once belongs to both ends."""
    start, end = first.first, last.last
    if start.year is None and end.year is not None and start.month is not None and end.month is not None:
        later = (start.month, start.day) > (end.month, end.day)
        start = replace(start, year=end.year - 1 if later else end.year)
    unit: Unit = "month" if first.unit == last.unit == "month" else "range"
    return Stretch(start, end, unit)


def _as_day(day: Day) -> Stretch:
    return Stretch(day, day, "day")


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


def _stretches(cursor: Cursor) -> list[Stretch]:
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
            cursor.take("год")
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
            here = _joined(found.pop(), here)
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
    return replace(
        stretch,
        first=replace(first, year=of_year - 1 if wraps else of_year),
        last=replace(last, year=of_year),
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
        whole = replace(whole, last=part.last)
    return [whole]


def _whole_years(cursor: Cursor) -> list[Stretch] | None:
    """«2006 год», «2019-2021 годы»."""
    first = year(cursor)
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


def listed_years(cursor: Cursor) -> Years | None:
    """«(2019, 2021)», «2023, 2025 гг.», «в 2019 и 2021 годах»."""
    cursor.take("в")
    found: list[int] = []
    while (number := cursor.take_number("year")) is not None:
        found.append(number)
        if not ((cursor.is_mark(",") or cursor.is_word("и")) and cursor.kind(1) == "year"):
            break
        cursor.place += 1
    if cursor.take("год"):
        cursor.take_mark(".")
    return Years(tuple(found)) if len(found) > 1 else None
