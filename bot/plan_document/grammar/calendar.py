"""Calendar phrases: what the words before a date make of it, ranges from date to date, listed years."""

from collections.abc import Sequence
from functools import partial

from bot.plan_document.grammar.beside import NOTHING, Beside, after_end, before_end
from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Dates, DayName, Doubt, Every, Role, Stretch, Years
from bot.plan_document.grammar.parts import part_of_month
from bot.plan_document.grammar.phrases import year_reference
from bot.plan_document.grammar.spans import as_day, in_each_year, joined, year
from bot.plan_document.grammar.stretches import stretches, weekday_in_brackets
from bot.plan_document.grammar.weekdays import weekdays
from bot.plan_document.timing import Day, Recurrence

_EDGES = {"начало": 1, "середина": 2, "конец": 3}
_HOURS = 24
_RHYTHMS: dict[str, Recurrence] = {
    "месяц": "monthly",
    "квартал": "quarterly",
    "полугодие": "half_yearly",
    "год": "yearly",
    "четверть": "other",
    "неделя": "weekly",
}


def dates(cursor: Cursor) -> Dates | None:
    """A calendar phrase: «не позднее 1 июня», «с 8 по 20 декабря 2009 г.», «март; ноябрь»."""
    role = role_of(cursor)
    if role == "from":
        return cursor.attempt(_from_to) or cursor.attempt(_from_number_to) or cursor.attempt(_from_only)
    if role == "during" and cursor.take("с"):
        within = cursor.attempt(_from_to)
        return within and within._replace(role=role)
    if cursor.is_word("конец"):
        return _until_end(cursor, role)
    figures = cursor.peek() if cursor.kind() == "date" and role in (None, "in") else None
    opening = cursor.place
    ahead = before_end(cursor)
    found = stretches(cursor)
    if not found:
        return None
    for rule in (_to_other_end, _juxtaposed):
        whole = cursor.attempt(partial(rule, found=found, role=role, opening=opening, ahead=ahead))
        if whole is not None:
            return whole
    if (ahead != NOTHING and role in (None, "in")) or not _is_of_day(ahead, found[0]):
        return None  # a day of the week or a time that belongs to no range is a fact of its own
    like_time = (
        figures is not None
        and len(found) == 1
        and found[0].first.year is None
        and found[0].first.day < _HOURS
        and not cursor.is_mark(".", "(")
    )
    return Dates(tuple(found), role, like_time=like_time, weekdays=(ahead.weekday, None))


def role_of(cursor: Cursor) -> Role | None:
    """The words before a date: until («до», «к», «не позднее», «в срок до»), from («с», «начиная с»), in."""
    before = cursor.place
    if cursor.take_words("в течение"):
        cursor.take_mark(".")
        cursor.take("весь")
        if cursor.take("период") and not (cursor.is_word("с") or cursor.kind() == "punct"):
            cursor.place = before
            return None
        return "during"
    if cursor.take_words("в срок") or cursor.take("срок"):
        cursor.take_mark(":", "-")
    role = _limit(cursor) or _edge(cursor)
    if role is None:
        cursor.place = before
    return role


def _limit(cursor: Cursor) -> Role | None:
    """«не позднее», «не ранее», «до», «к», «по», «после»."""
    if cursor.is_word("но") and cursor.is_word("не", ahead=1):
        cursor.place += 1
    if cursor.take_words("не позднее"):
        _take_than(cursor)
        cursor.take("до")
        return "by"
    if cursor.take_words("не ранее"):
        _take_than(cursor)
        cursor.take("с")
        return "not_before"
    if cursor.take("до", "к"):
        return "by"
    figures = cursor.kind(1) in ("num", "date")
    if cursor.is_word("по") and figures:
        cursor.place += 1
        return "by"
    if cursor.is_word("после") and (figures or cursor.kind(1) == "month"):
        cursor.place += 1
        return "not_before"
    return None


def _edge(cursor: Cursor) -> Role | None:
    """«с», «начиная с», «в период с», «в», «на»."""
    if cursor.take("начиная"):
        return "from" if cursor.take("с", "от") else None
    if cursor.take_words("в период") or cursor.take("период"):
        cursor.take("исполнение")
        cursor.take_mark(":", "-")
        return "from" if cursor.take("с") else "in"
    if cursor.take("с", "от"):
        return "from"
    return "in" if cursor.take("в", "на") else None


def _take_than(cursor: Cursor) -> None:
    if cursor.is_mark(",") and cursor.is_word("чем", ahead=1):
        cursor.place += 1
    cursor.take("чем")


def _until_end(cursor: Cursor, role: Role | None) -> Dates | None:
    """«до конца мая», «к концу учебного года», «до конца года»."""
    cursor.place += 1
    if role != "by":
        return None
    begin = cursor.place
    cursor.take("текущий", "каждый")
    current = cursor.place > begin
    found = stretches(cursor)
    if not found:
        cursor.take("календарный", "финансовый")
        if not cursor.take("год"):
            return None
        cursor.take_mark(".")
        found = [as_day(Day(12, 31))]
    if current:
        cursor.place = begin  # «текущего года» is a reference of its own
    return Dates(tuple(as_day(stretch.last) for stretch in found), "by")


def _to_other_end(
    cursor: Cursor, found: Sequence[Stretch], role: Role | None, opening: int, ahead: Beside
) -> Dates | None:
    """The rest of a range whose first end was read: «(вт.) – 27 октября (вт.)», «-10.09.», «по 20 мая»."""
    in_list = cursor.is_mark("-", ahead=opening - 1 - cursor.place)
    near = after_end(cursor, bare=not in_list).together(ahead)
    link = cursor.place
    if not _dash_or_to(cursor):
        return None
    if in_list and cursor.begins_line(opening - 1) and cursor.begins_line(link):
        return None  # two items of a list
    beyond = before_end(cursor)
    if not _matches(near, beyond):
        return None
    following = stretches(cursor)
    if not following:
        return None
    said = cursor.is_mark("-") and beyond != NOTHING
    far = after_end(cursor, is_last=True).together(beyond) if near != NOTHING else beyond
    if said or not _same_year(cursor, near):
        return None  # «2 марта – понедельник, 3 марта – вторник»
    if not (_is_of_day(near, found[-1]) and _is_of_day(far, following[0])):
        return None
    following = _with_year_after(cursor, far, following)
    return _range(found[:-1], found[-1], following, role)._replace(weekdays=(near.weekday, far.weekday))


def _is_of_day(beside: Beside, end: Stretch) -> bool:
    """Whether the day of the week may be that of this end; beside a month it is a rhythm."""
    return beside.weekday is None or end.unit == "day"


def _with_year_after(cursor: Cursor, far: Beside, last: list[Stretch]) -> list[Stretch]:
    """The year that a day of the week parted from its date: «по 6 марта (пт) 2026 г.»."""
    if far == NOTHING or last[-1].last.year is not None or cursor.is_mark("-", "/", ",", ahead=1):
        return last
    of_year = cursor.attempt(year) if cursor.kind() == "year" else None
    return in_each_year(last, [of_year]) if of_year is not None else last


def _same_year(cursor: Cursor, near: Beside) -> bool:
    """Whether the last end names its year as the first does: «с 1 мая т.г. по 1 июня т.г.»; it is left to be
    read as a fact of its own."""
    if not near.floating:
        return True
    begin = cursor.place
    follows = year_reference(cursor) is not None
    cursor.place = begin
    return follows


def _matches(near: Beside, beyond: Beside) -> bool:
    """Whether what stands between a dash and the last end is said of the first end too; else it may be the
    first end's own: «2 марта – понедельник, 3 марта», «5 мая – 10:00, 7 мая»."""
    return (beyond.weekday is None or near.weekday is not None) and (near.clock or not beyond.clock)


def _range(
    before: Sequence[Stretch], first: Stretch, following: Sequence[Stretch], role: Role | None
) -> Dates:
    """Two stretches with a dash between, and those that stand before and after them in the same row."""
    whole = joined(first, following[0])
    alone = not before and len(following) == 1
    mixed = _mixed(first, following[0]) if alone else "промежутки и дни в одном ряду"
    return Dates((*before, whole, *following[1:]), role, mixed)


def _from_to(cursor: Cursor) -> Dates | None:
    """«с … по …», also with the month only after the second day."""
    ahead = before_end(cursor)
    short = cursor.attempt(_short_from)
    first = [short] if short else stretches(cursor)
    if not first:
        return None
    near = after_end(cursor).together(ahead)
    remark = "слово «но» прочитано как «по»" if cursor.is_word("но") else None
    if cursor.is_mark(",") or cursor.is_word("и"):
        cursor.place += cursor.is_word("по", "до", ahead=1)
    if cursor.take_mark("-"):
        cursor.take("по", "до")
    elif not cursor.take("по", "до", "но"):
        return None
    cursor.take("конец")
    beyond = before_end(cursor)
    last = stretches(cursor)
    if not last:
        return None
    far = after_end(cursor, is_last=True).together(beyond) if near != NOTHING else beyond
    if not (_same_year(cursor, near) and _is_of_day(near, first[0]) and _is_of_day(far, last[0])):
        return None
    last = _with_year_after(cursor, far, last)
    begin, end = first[0], last[0]
    if short and end.unit not in ("day", "range"):
        return None
    if short:
        start = end.first._replace(day=short.first.day)
        begin = Stretch(start, start, "day")
    several = "промежутки и дни в одном ряду" if len(first) > 1 or len(last) > 1 else None
    whole = joined(begin, end), *last[1:]
    return Dates(whole, "in", remark or several or _mixed(begin, end), weekdays=(near.weekday, far.weekday))


def _mixed(first: Stretch, last: Stretch) -> str | None:
    """The remark on a range from a day to a month, from one range to another, and the like."""
    mixed = first.unit != last.unit or first.unit in ("range", "school_year")
    return "начало и конец промежутка названы по-разному" if mixed else None


def _short_from(cursor: Cursor) -> Stretch | None:
    """The bare first day of «с 8 по 20 декабря»."""
    number = cursor.take_number("num", "ord")
    cursor.attempt(weekday_in_brackets)  # what stands at the other end says that it is one
    if number is None or not (cursor.is_word("по", "до", "но") or cursor.is_mark("-")):
        return None
    day = Day(None, number, None)
    return Stretch(day, day, "day")


def _from_number_to(cursor: Cursor) -> Dates | None:
    """«с 1 по 3 квартал»: both numbers have one head."""
    if cursor.kind() not in ("num", "ord", "roman") or not cursor.is_word("по", ahead=1):
        return None
    found = stretches(cursor)
    return Dates(tuple(found), "in") if found else None


def _from_only(cursor: Cursor) -> Dates | None:
    """«с 1 марта 2019 года», also with a clock time before the date."""
    at_time = cursor.kind() == "time"
    if at_time:
        cursor.place += 1
        if cursor.take("час"):
            cursor.take_mark(".")
    weekday = before_end(cursor).weekday if cursor.kind() in ("weekday", "punct") else None
    found = stretches(cursor)
    until_time = (cursor.is_mark("-") or cursor.is_word("до", "по")) and cursor.kind(1) == "time"
    if len(found) != 1 or (at_time and until_time) or not _is_of_day(Beside(weekday), found[0]):
        return None  # «с 10:00 5 мая до 12:00» is one day
    return Dates((found[0],), "from", weekdays=(weekday, None))


def _dash_or_to(cursor: Cursor) -> bool:
    """A dash between two dates, perhaps twice; «по» of «10 мая по 20 мая»."""
    if cursor.is_word("по") and cursor.kind(1) in ("num", "date", "weekday", "time"):
        cursor.place += 1
        return True
    if not cursor.take_mark("-"):
        return False
    cursor.take_mark("-")
    return True


def _juxtaposed(
    cursor: Cursor, found: Sequence[Stretch], role: Role | None, opening: int, ahead: Beside
) -> Dates | None:
    """Two dates in figures with only a dot or a space between: a range whose dash was lost."""
    if ahead != NOTHING:
        return None
    cursor.take_mark(".")
    before, token, only = cursor.peek(-1), cursor.peek(), found[0].first
    if len(found) != 1 or before is None or token is None or token.day is None or only.year is not None:
        return None
    if found[0].unit != "day" or token.day.year is None or role is not None or cursor.kind(1) == "date":
        return None
    cursor.place += 1
    whole = joined(found[0], as_day(token.day))
    return Dates((whole,), remark="между датами нет тире: прочитано как промежуток")


def vague(cursor: Cursor) -> Dates | Doubt | Every | None:
    """«в начале сентября» is a third of the month; «к середине года», «конец учебного года» are no dates."""
    by = not cursor.take("в", "на") and cursor.take("к", "до", "с")
    edge = next((third for key, third in _EDGES.items() if cursor.take(key)), None)
    if edge is None:
        return None
    month = None if by else cursor.attempt(lambda place: _third_of_month(place, edge))
    if month is not None:
        return month
    rhythm = cursor.attempt(_each_period)
    if rhythm is not None:
        return rhythm
    cursor.take("текущий")
    if not stretches(cursor) and not (cursor.take_number("roman", "num") and cursor.take("четверть")):
        cursor.take("календарный")
        if not cursor.take("год", "месяц", "квартал", "полугодие", "четверть"):
            return None
    return Doubt(remark="срок назван приблизительно")


def _each_period(cursor: Cursor) -> Every | None:
    """«в конце каждого месяца»: a rhythm whose day is not named."""
    begin = cursor.place
    if not cursor.take("каждый"):
        return None
    cursor.take("учебный")
    rhythm = next((every for key, every in _RHYTHMS.items() if cursor.take(key)), None)
    notes = f"period={cursor.quote(begin)}" if rhythm == "other" else ""
    return Every(rhythm, notes, "день назван приблизительно") if rhythm else None


def _third_of_month(cursor: Cursor, third: int) -> Dates | None:
    month = cursor.take_number("month")
    if month is None:
        return None
    part = part_of_month("декада", third, third, month, year(cursor))
    return Dates((part,), "in", "срок назван приблизительно")


def day_name(cursor: Cursor) -> DayName | None:
    """«вторник» beside a date: «1 сентября, вторник», «22.04. (пт)», «в среду, 5 мая»."""
    cursor.take("в", "с", "по")
    days, _ = weekdays(cursor)
    return DayName(tuple(days)) if days else None


def listed_years(cursor: Cursor) -> Years | None:
    """«(2019, 2021)», «2023, 2025 гг.», «в 2019 и 2021 годах»."""
    cursor.take("в")
    found: list[int] = []
    while (number := cursor.take_number("year")) is not None:
        found.append(number)
        if cursor.take("год"):
            cursor.take_mark(".")
        if not ((cursor.is_mark(",") or cursor.is_word("и")) and cursor.kind(1) == "year"):
            break
        cursor.place += 1
    return Years(tuple(found)) if len(found) > 1 else None
