"""Rules for parts of a month or a year: decades, weeks, halves, «20-е числа»."""

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Every, Stretch
from bot.plan_document.grammar.spans import month_end, months, year
from bot.plan_document.timing import Day

_MOST = {"декада": 3, "неделя": 5, "половина": 2}


def parts(cursor: Cursor) -> list[Stretch] | None:
    """«II декада апреля», «3, 4 неделя октября», «первая половина июня», «вторая половина года»."""
    about = cursor.attempt(_first_numbers)
    if about is not None:
        return about
    printed = cursor.peek()
    groups = number_groups(cursor)
    if not groups or printed is None:
        return None
    in_plural = cursor.text[printed.end - 1] in "хеХЕ"  # «20-х», «20-е», but not «до 20 числа»
    tens = in_plural and groups in ([(10, 10)], [(20, 20)])
    unit = next((key for key in _MOST if cursor.is_word(key)), None)
    if unit is None:
        return _tens(cursor, groups[0][0]) if tens and cursor.take("число") else None
    if any(not (1 <= first <= last <= _MOST[unit]) and (first, last) != (-1, -1) for first, last in groups):
        return None
    cursor.place += 1
    if unit == "половина" and cursor.kind() != "month":
        return _half_year(cursor, groups)
    month = cursor.take_number("month")
    if month is None:
        return None
    cursor.take_mark(".") if cursor.kind(1) == "year" else None
    of_year = year(cursor)
    return [part_of_month(unit, first, last, month, of_year) for first, last in groups]


def part_of_month(unit: str, first: int, last: int, month: int, of_year: int | None) -> Stretch:
    """From the `first` to the `last` decade, week or half of a month; -1 is the last."""
    end_of_month = month_end(month, of_year)
    remark = None
    if unit == "декада":
        first, last = (3, 3) if first == -1 else (first, last)
        begin, end = (first - 1) * 10 + 1, last * 10 if last < 3 else end_of_month
    elif unit == "неделя" and first == -1:
        begin, end, remark = end_of_month - 6, end_of_month, "взяты последние семь дней месяца"
    elif unit == "неделя":
        begin, end = (first - 1) * 7 + 1, min(last * 7, end_of_month)
    else:
        begin, end = (1 if first == 1 else 16), (15 if last == 1 else end_of_month)
    return Stretch(Day(month, begin, of_year), Day(month, end, of_year), "part", remark)


def _first_numbers(cursor: Cursor) -> list[Stretch] | None:
    """«первые числа сентября», «последние числа мая»."""
    many = cursor.is_many()
    place = cursor.take_number("ord")
    if place not in (1, -1) or not many or not cursor.take("число", "день"):
        return None
    month = cursor.take_number("month")
    if month is None:
        return None
    part = part_of_month("декада", place, place, month, year(cursor))
    return [part._replace(remark="срок назван приблизительно")]


def _tens(cursor: Cursor, first: int) -> list[Stretch] | None:
    """«в 20-х числах августа»."""
    month = cursor.take_number("month")
    if month is None:
        return None
    of_year = year(cursor)
    last = 19 if first == 10 else month_end(month, of_year)
    return [Stretch(Day(month, first, of_year), Day(month, last, of_year), "part")]


def _half_year(cursor: Cursor, groups: list[tuple[int, int]]) -> list[Stretch] | None:
    """«вторая половина года», «первая половина 2024 года»."""
    of_year = year(cursor)
    if (of_year is None and not cursor.take("год")) or len(groups) != 1:
        return None
    first, last = groups[0]
    return [months(first * 6 - 5, last * 6, of_year, "half")] if first != -1 else None


def monthly_part(cursor: Cursor) -> Every | None:
    """«первая неделя каждого месяца»: a rhythm whose days are not named."""
    cursor.take("в", "на")
    many = cursor.is_many()
    if not number_groups(cursor) or not (cursor.take(*_MOST) or (many and cursor.take("число", "день"))):
        return None
    cursor.take("каждый")
    remark = "день месяца назван приблизительно"
    return Every("monthly", remark=remark) if cursor.take("месяц") else None


def number_groups(cursor: Cursor) -> list[tuple[int, int]]:
    """«3» → 3–3, «1-2» → 1–2, «3, 4» → 3–4 because they adjoin, «1 и 3» → 1–1, 3–3."""
    groups: list[tuple[int, int]] = []
    from_dash = False
    while not cursor.is_spelled() and (number := cursor.take_number("num", "roman", "ord")) is not None:
        if groups and (from_dash or number == groups[-1][1] + 1):
            groups[-1] = (groups[-1][0], number)
        else:
            groups.append((number, number))
        separated = cursor.is_mark(",", "-", "/") or cursor.is_word("и", "по")
        if not (separated and cursor.kind(1) in ("num", "roman", "ord")):
            break
        from_dash = cursor.is_mark("-") or cursor.is_word("по")
        cursor.place += 1
    return groups
