"""Rules for words that decide a date without naming one: years of reference, periods, continuing work."""

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import (
    Ignored,
    Later,
    Ongoing,
    Stretch,
    WholePeriod,
    YearReference,
)
from bot.plan_document.grammar.spans import months
from bot.plan_document.grammar.stretches import stretches
from bot.plan_document.grammar.words import CALENDAR_WORDS
from bot.plan_document.timing import Day

_SEASONS = (
    *("осенние", "зимние", "весенние", "летние", "осенних", "зимних", "весенних", "летних", "школьных"),
    *("школьные", "новогодние", "новогодних", "летний", "зимний", "осенний", "весенний", "отопительный"),
    *("летнего", "зимнего", "осеннего", "весеннего", "летнее", "зимнее", "осеннее", "весеннее", "осенне"),
    *("весенне", "купальный", "пожароопасный", "паводковый", "навигационный", "пляжный", "отопительного"),
    *("летнем", "зимнем", "весеннем", "осеннем", "межсезонный", "дачный", "туристический"),
)


def year_reference(cursor: Cursor) -> YearReference | None:
    """«года, предшествующего …», «текущего учебного года», «года, следующего за отчётным»."""
    if cursor.attempt(_this_year):
        return YearReference(0)
    if cursor.take("год"):
        before = cursor.place
        cursor.take_mark(",")
        if cursor.take("предшествующий"):
            cursor.take("год") and cursor.take("до")
            cursor.take_free_words()
            return YearReference(-1)
        if cursor.take_words("следующий за"):
            return YearReference(0) if cursor.take("отчетный") and _more_of_year(cursor) else None
        cursor.place = before
        year_word = cursor.tokens[before - 1]
        if cursor.text[year_word.start].lower() + "." == cursor.text[year_word.start : year_word.end].lower():
            return None  # «г. Кострома»
        event = cursor.kind() == "unknown" or cursor.is_word("начало", "конец", "исполнение")
        named = event and cursor.take_free_words()
        return YearReference(0, remark="год назван по событию") if named else None
    if cursor.take("предшествующий"):
        if cursor.take("отчетный", "планируемый"):
            return YearReference(-1) if _year_word(cursor) else None
        return YearReference(-1) if _year_word(cursor) else None
    if cursor.take("текущий", "отчетный", "каждый", "планируемый"):
        return YearReference(0) if _year_word(cursor) else None
    if cursor.take("следующий", "очередной"):
        if cursor.take_words("за отчетный"):
            _year_word(cursor)
            return YearReference(0)
        found = _year_word(cursor)
        return YearReference(0, remark="какой год назван «следующим», решает человек") if found else None
    return None


def _this_year(cursor: Cursor) -> bool | None:
    """«т.г.»"""
    token = cursor.peek()
    printed = cursor.text[token.start : token.end].lower() if token is not None else ""
    if printed != "т":
        return None
    cursor.place += 1
    return (cursor.take_mark(".") and cursor.take("год")) or None


def _more_of_year(cursor: Cursor) -> bool:
    cursor.take("финансовый", "учебный", "календарный")
    cursor.take("год", "период")
    return True


def _year_word(cursor: Cursor) -> bool:
    cursor.take("учебный", "календарный", "финансовый")
    cursor.take_mark(".")
    if not cursor.take("год"):
        return False
    cursor.take_mark(".")
    return True


def whole_period(cursor: Cursor) -> WholePeriod | Later | None:
    """«далее – весь период», «Весь период»; another «далее – …» is a later stage without a date."""
    after = cursor.take("далее", "затем") or cursor.take_words("в дальнейшем")
    if after:
        cursor.take_mark("-", ",", ":")
    cursor.take_words("в течение") or cursor.take("на", "за")
    if cursor.take("весь") and (cursor.take("период") or (after and cursor.take("срок"))):
        cursor.take_free_words(stop=("с", "до", "к", "по", "в"))  # «… реализации плана», «… обучения»
        return WholePeriod(after=after)
    if not after:
        return None
    if cursor.take("постоянно") or cursor.take_words("на постоянный основе"):
        return WholePeriod()
    begin = cursor.place
    taken = cursor.take_free_words()
    cursor.take("год") if cursor.has_word(begin, "учебный", "календарный") else None
    return Later() if taken else None


def second_stage(cursor: Cursor) -> Later | None:
    """«, корректировка - в течение учебного года»: a named later stage of the same item."""
    if cursor.kind() != "unknown":
        return None
    cursor.place += 1
    if not cursor.take_mark("-") or not cursor.take_words("в течение"):
        return None
    cursor.take("весь")
    cursor.take("учебный", "календарный")
    return Later() if cursor.take("год") else None


def ongoing(cursor: Cursor) -> Ongoing | None:
    """«постоянно», «в течение года», «весь период обучения», «осенние, весенние каникулы»."""
    if cursor.take("постоянно") or cursor.take_words("на постоянный основе"):
        return Ongoing()
    if cursor.take("круглогодично"):
        return Ongoing(months(1, 12, None, "year"))
    if cursor.take_words("в постоянный режим") or cursor.take_words("в текущий режим"):
        return Ongoing()
    for rule in (_through_year, _through_term, _holidays, _season, _through_named):
        found = cursor.attempt(rule)
        if found is not None:
            return found
    return None


def _through_year(cursor: Cursor) -> Ongoing | None:
    """The year as a whole, school or calendar, without its number."""
    through = cursor.take_words("в течение") or cursor.take_words("на течение") or cursor.take("течение")
    through and cursor.take_mark(".")
    whole = cursor.take("весь") or cursor.take_unknown("целого", "круглый")
    current = cursor.take("текущий", "каждый")
    school = cursor.take("учебный")
    if school:
        cursor.take_mark(".")
    else:
        cursor.take("календарный", "финансовый")
    if not cursor.take("год") or not (through or whole or (school and not current)):
        return None
    cursor.take_mark(".")
    if cursor.is_mark(",") and cursor.is_word("предшествующий", "следующий", ahead=1):
        return None
    if school:
        return Ongoing(Stretch(Day(9, 1), Day(5, 31), "school_year"))
    return Ongoing(months(1, 12, None, "year"))


def _through_term(cursor: Cursor) -> Ongoing | None:
    """«в течение III четверти», «1 четверть»: a school term, whose days the school sets."""
    through = cursor.take_words("в течение") or cursor.take("в")
    if cursor.take_number("num", "roman", "ord") is None or not cursor.take("четверть"):
        return None
    return Ongoing(None, None if through else "дни четверти назначает школа", named=True)


def _holidays(cursor: Cursor) -> Ongoing | None:
    """School holidays: «осенние, весенние каникулы», «в период каникул», «в каникулярное время»."""
    named = False
    cursor.take("в", "на")
    cursor.take("период", "течение", "время", "день")
    while cursor.take_unknown(*_SEASONS):
        named = True
        cursor.take_mark(",", "-") or cursor.take("и")
    if not cursor.take("каникулы"):
        return None
    if not named:
        cursor.take("время")
        cursor.take("период")
    return Ongoing(named=True)


def _season(cursor: Cursor) -> Ongoing | None:
    """«зимний период», «в осенне-зимний период», «отопительный сезон»: its days are set elsewhere."""
    cursor.take("в", "на")
    cursor.take("течение") and cursor.take_mark(".")
    cursor.take("весь")
    named = False
    while cursor.take_unknown(*_SEASONS):
        named = True
        cursor.take_mark("-", ",") or cursor.take("и")
    if not named or not cursor.take("период", "сезон", "время"):
        return None
    cursor.take_free_words()
    return Ongoing(named=True)


def _through_named(cursor: Cursor) -> Ongoing | None:
    """A span that has a name but no dates: a campaign, «срок реализации», «период обучения»."""
    if not cursor.take_words("в течение"):
        named = (
            cursor.take_words("на период")
            or cursor.take_words("в период")
            or cursor.take_words("весь период")
            or cursor.take_words("на весь срок")
            or cursor.take_words("весь срок")
            or cursor.take_words("во время")
            or cursor.take_words("в время")
            or cursor.take_words("в день исполнение")
            or cursor.attempt(_in_course)
        )
        return Ongoing(named=True) if named and cursor.take_free_words() else None
    cursor.take_mark(".")
    begin = cursor.place
    while cursor.kind() == "unknown" or cursor.is_word("весь"):
        cursor.place += 1
    if not cursor.take("период", "сезон", "срок", "исполнение", "время") and cursor.place == begin:
        return None
    if cursor.speaks_of_time() and cursor.is_word("с"):
        return None  # «в течение периода с 1 по 15 мая» is a date
    cursor.take_free_words()
    return None if cursor.has_word(begin, "учебный", "четверть", *CALENDAR_WORDS) else Ongoing(named=True)


def _in_course(cursor: Cursor) -> bool | None:
    """«в ходе …», «в процессе …»."""
    return (cursor.take("в") and cursor.take_unknown("ходе", "процессе")) or None


def ignored(cursor: Cursor) -> Ignored | None:
    """A clock time, a school class, an item number, a place."""
    if cursor.attempt(_year_of_paper):
        return Ignored(remark="год – тот, в котором составлен план")
    for rule in (_no_day, _reported, _as_of, clock, _school_class, _item_number, _place):
        if cursor.attempt(rule):
            return Ignored(audience=rule is _school_class)
    return None


def _no_day(cursor: Cursor) -> bool | None:
    """The words by which a reading says that no day is named."""
    return cursor.take_words("день не указан") or None


def _year_of_paper(cursor: Cursor) -> bool | None:
    """«с.г.», «сего года»."""
    if cursor.take_unknown("сего"):
        return cursor.take("год") or None
    return (cursor.take("с") and cursor.take_mark(".") and cursor.take("год")) or None


def _reported(cursor: Cursor) -> bool | None:
    """«за I квартал», «за год»: the time a report is about, not when it is due."""
    if not cursor.take("за"):
        return None
    cursor.take("отчетный", "текущий", "предшествующий")
    if stretches(cursor):
        return True
    cursor.take("учебный", "календарный", "финансовый")
    return cursor.take("год", "месяц", "квартал", "полугодие", "период") or None


def _as_of(cursor: Cursor) -> bool | None:
    """«по состоянию» before «на 1 октября»."""
    return cursor.take_words("по состоянию") or None


def _place(cursor: Cursor) -> bool | None:
    """«каб. 15», «актовый зал»."""
    cursor.take("в")
    named = cursor.kind() == "unknown" and cursor.is_word("место", ahead=1)
    cursor.place += named
    if not cursor.take("место"):
        return None
    cursor.take_mark("№")
    ends_here = cursor.kind(1) in (None, "punct", "unknown") and not cursor.is_mark("-", ".", ahead=1)
    cursor.place += cursor.kind() == "num" and ends_here and not cursor.on_a_new_line()
    return True


def heading(cursor: Cursor) -> Ignored | None:
    """«Срок исполнения:», «Дата проведения –» at the beginning of a cell."""
    if cursor.place != 0 or not cursor.take("срок", "дата", "период", "время"):
        return None
    cursor.take_words("и время")
    named = cursor.take("исполнение")
    return Ignored() if cursor.take_mark(":", "-") or (named and cursor.speaks_of_time()) else None


def clock(cursor: Cursor) -> bool | None:
    """«10:00», «с 15 часов», «с 10 до 12 часов», «в 14 ч. 30 мин.»."""
    cursor.take("с", "до", "в", "к", "по")
    if cursor.kind() == "time":
        cursor.place += 1
        while (cursor.is_mark("-") or cursor.is_word("до", "по")) and cursor.kind(1) == "time":
            cursor.place += 2
        _hour_word(cursor)
        return True
    if cursor.take_number("num") is None:
        return None
    if cursor.is_mark("-") or cursor.is_word("до"):
        cursor.place += 1
        if cursor.take_number("num") is None:
            return None
    if not _hour_word(cursor):
        return None
    if cursor.kind() == "num" and cursor.is_word("минута", ahead=1):
        cursor.place += 2
        cursor.take_mark(".")
    return True


def _hour_word(cursor: Cursor) -> bool:
    found = cursor.take("час")
    if found:
        cursor.take_mark(".")
    return found


def _school_class(cursor: Cursor) -> bool | None:
    """«11 класс», «9-11 классы», «для 1–4 кл.»: who, not when."""
    cursor.take_unknown("для")
    if cursor.take_number("num", "roman", "ord") is None:
        return None
    while (cursor.is_mark("-", ",") or cursor.is_word("и")) and cursor.kind(1) in ("num", "roman", "ord"):
        cursor.place += 2
    letter = cursor.peek()
    if letter is not None and letter.kind in ("unknown", "word") and letter.end - letter.start == 1:
        cursor.place += 1  # «9 А класс»
    if not cursor.take("класс"):
        return None
    cursor.take_mark(".")
    return True


def _item_number(cursor: Cursor) -> bool | None:
    """«п. 2.1», «пункт 3»: a place in a paper."""
    if not cursor.take("пункт"):
        return None
    cursor.take_mark(".")
    number = cursor.peek()
    if number is None or not cursor.text[number.start].isdigit():
        return None
    cursor.place += 1
    cursor.take_mark(".") if cursor.is_mark("-", ahead=1) else None
    return True
