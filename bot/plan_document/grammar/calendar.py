"""Calendar phrases: what the words before a date make of it, ranges from date to date, listed years."""

from collections.abc import Sequence

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Dates, Doubt, Role, Stretch, Years
from bot.plan_document.grammar.stretches import as_day, joined, stretches
from bot.plan_document.timing import Day


def dates(cursor: Cursor) -> Dates | None:
    """A calendar phrase: «не позднее 1 июня», «с 8 по 20 декабря 2009 г.», «март; ноябрь»."""
    role = _role(cursor)
    if role == "from":
        return cursor.attempt(_from_to) or cursor.attempt(_from_only)
    if role == "during" and cursor.take("с"):
        within = cursor.attempt(_from_to)
        return within and within._replace(role=role)
    of_end = role in ("by", "in") and cursor.is_word("конец") and _step(cursor)
    in_figures = cursor.kind() == "date" and role in (None, "in")
    found = stretches(cursor)
    if not found:
        return None
    if of_end:
        if role == "in":
            return None
        return Dates(tuple(as_day(stretch.last) for stretch in found), "by")
    if cursor.attempt(_dash_or_to):
        following = stretches(cursor)
        if following:
            return Dates((joined(found[0], following[-1]),), role, _mixed(found[0], following[-1]))
        cursor.place -= 1
    whole = cursor.attempt(lambda place: _juxtaposed(place, found, role))
    if whole is not None:
        return whole
    unsure = in_figures and found[0].first.year is None
    return Dates(tuple(found), role, "может быть и временем, и номером пункта" if unsure else None)


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
    first = [short] if short else stretches(cursor)
    if not first or start_day is None:
        return None
    remark = "слово «но» прочитано как «по»" if cursor.is_word("но") else None
    if not (cursor.take("по", "до", "но") or cursor.take_mark("-")):
        return None
    last = stretches(cursor)
    if not last:
        return None
    begin = first[0]
    if short:
        end = last[0].first
        begin = Stretch(end._replace(day=short.first.day), end._replace(day=short.first.day), "day")
    return Dates((joined(begin, last[-1]),), "in", remark or _mixed(begin, last[-1]))


def _mixed(first: Stretch, last: Stretch) -> str | None:
    """The remark on a range from a day to a month, or the other way round."""
    mixed = (first.unit == "day") != (last.unit == "day")
    return "начало и конец промежутка названы по-разному" if mixed else None


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
    found = stretches(cursor)
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
    whole = joined(found[0], as_day(token.day))
    return Dates((whole,), remark="между датами нет тире: прочитано как промежуток")


def vague(cursor: Cursor) -> Doubt | None:
    """«в начале сентября», «к середине года», «конец учебного года»: near a date, but none."""
    cursor.take("в", "к", "до", "с")
    if not cursor.take("начало", "середина", "конец") or not stretches(cursor):
        return None
    return Doubt(remark="срок назван приблизительно")


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
