"""Rules for words that decide a date without naming one: references, other plans, events, whole periods."""

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import (
    Doubt,
    Ignored,
    Later,
    Ongoing,
    OnPlan,
    Relative,
    Results,
    Stretch,
    WholePeriod,
    YearReference,
)
from bot.plan_document.grammar.stretches import months
from bot.plan_document.grammar.words import EVENT_NOUNS, PLAN_NOUNS
from bot.plan_document.timing import Day, Recurrence

_PERIODS: dict[str, Recurrence] = {
    "месяц": "monthly",
    "квартал": "quarterly",
    "полугодие": "half_yearly",
    "год": "yearly",
    "неделя": "weekly",
}


_CALENDAR_WORDS = ("день", "число", "неделя", "декада", "половина", "месяц", "квартал", "полугодие", "год")


def year_reference(cursor: Cursor) -> YearReference | None:
    """«года, предшествующего …», «текущего учебного года», «года, следующего за отчётным»."""
    if cursor.take("год"):
        cursor.take_mark(",")
        if cursor.take("предшествующий"):
            cursor.take("год") and cursor.take("до")
            cursor.take_free_words()
            return YearReference(-1)
        if cursor.take_words("следующий за отчетный"):
            cursor.take("год", "период")
            return YearReference(0)
        return None
    if cursor.take("предшествующий"):
        return YearReference(-1) if _year_word(cursor) else None
    if cursor.take("текущий", "отчетный", "каждый", "планируемый"):
        return YearReference(0) if _year_word(cursor) else None
    if cursor.take("следующий", "очередной"):
        if cursor.take_words("за отчетный"):
            return YearReference(0) if _year_word(cursor) else None
        found = _year_word(cursor)
        return YearReference(0, remark="какой год назван «следующим», решает человек") if found else None
    return None


def _year_word(cursor: Cursor) -> bool:
    cursor.take("учебный", "календарный", "финансовый")
    if not cursor.take("год"):
        return False
    cursor.take_mark(".")
    return True


def whole_period(cursor: Cursor) -> WholePeriod | Later | None:
    """«далее – весь период», «Весь период»; another «далее – …» is a later stage without a date."""
    after = cursor.take("далее") or cursor.take_words("в дальнейшем")
    if after:
        cursor.take_mark("-", ",", ":")
    cursor.take_words("в течение")
    if cursor.take_words("весь период"):
        cursor.take_free_words(stop=("с", "до", "к", "по", "в"))  # «… реализации плана», «… обучения»
        return WholePeriod(after=after)
    if not after:
        return None
    if cursor.take("постоянно"):
        return WholePeriod()
    return Later() if cursor.take_free_words() else None


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
    for rule in (_through_year, _holidays, _through_named):
        found = cursor.attempt(rule)
        if found is not None:
            return found
    return None


def _through_year(cursor: Cursor) -> Ongoing | None:
    """The year as a whole, school or calendar, without its number."""
    through = cursor.take_words("в течение") or cursor.take_words("на течение")
    whole = cursor.take("весь")
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


def _holidays(cursor: Cursor) -> Ongoing | None:
    """School holidays: «осенние, весенние каникулы», «в период каникул», «в каникулярное время»."""
    named = False
    cursor.take("в", "на")
    cursor.take("период", "течение")
    while cursor.take_unknown(
        "осенние", "зимние", "весенние", "летние", "осенних", "зимних", "весенних", "летних"
    ):
        named = True
        cursor.take_mark(",") or cursor.take("и")
    if not cursor.take("каникулы"):
        return None
    if not named:
        cursor.take_unknown("время")
        cursor.take("период")
    return Ongoing()


def _through_named(cursor: Cursor) -> Ongoing | None:
    """A span that has a name but no dates: a season, a campaign, «срок реализации», «период обучения»."""
    if not cursor.take_words("в течение"):
        named = (
            cursor.take_words("на период")
            or cursor.take_words("в период")
            or cursor.take_words("весь период")
        )
        return Ongoing() if named and cursor.take_free_words() else None
    cursor.take_mark(".")
    while cursor.kind() == "unknown" or cursor.is_word("весь"):
        cursor.place += 1
    if not cursor.take("период", "сезон", "срок"):
        return None
    cursor.take_free_words()
    return Ongoing()


def relative(cursor: Cursor) -> Relative | Results | None:
    """Counted from an event."""
    return (
        cursor.attempt(_offset)
        or cursor.attempt(_event_word)
        or cursor.attempt(_by_results)
        or cursor.attempt(_around_event)
    )


def _offset(cursor: Cursor) -> Relative | None:
    """«не позднее чем за 2 рабочих дня до …», «в течение 10 дней со дня …», «в пятидневный срок после …»."""
    cursor.take_words("в срок")
    no_later = cursor.take_words("не позднее")
    if no_later:
        cursor.take("чем")
    ahead = cursor.take("за")
    within = not ahead and not no_later and cursor.take("в")
    if within:
        cursor.take("течение")
    count = cursor.take_number("num", "ord")
    term = cursor.attempt(_term_word) if count is None else None
    if term is not None:
        count = term
        cursor.take("срок")
        unit = "days"
    else:
        one = count is None and (ahead or within) and cursor.is_word("день", "неделя", "месяц")
        count = 1 if one else count  # «за неделю до», «в течение месяца со дня»
        if count is None or not (ahead or within or no_later):
            return None
        cursor.take_mark("-") and cursor.take("дневный")
        working = cursor.take("рабочий")
        cursor.take("календарный", "учебный")
        measured = _measure(cursor)
        if measured is None:
            return None
        unit = "working days" if working else measured
    sign = "-" if ahead or cursor.is_word("до", "перед") else "+"
    if not (cursor.take("до", "после", "перед") or cursor.take_words("с день") or cursor.take("с", "от")):
        bare = term is None and within and count == 1
        return Relative(notes=f"offset={sign}{count} {unit}") if (ahead or within) and not bare else None
    recurrence = _event(cursor)
    return Relative(recurrence, f"offset={sign}{count} {unit}")


def _measure(cursor: Cursor) -> str | None:
    for key, unit in (
        ("день", "days"),
        ("неделя", "weeks"),
        ("месяц", "months"),
        ("час", "hours"),
        ("срок", "days"),
    ):
        if cursor.take(key):
            cursor.take_mark(".") if key == "день" else None
            return unit
    return None


def _term_word(cursor: Cursor) -> int | None:
    """«пятидневный», «десятидневный», «10-дневный» in one word."""
    token = cursor.peek()
    if token is None or token.kind != "unknown" or "дневн" not in str(token.value):
        return None
    count = _TERM_COUNTS.get(str(token.value).split("дневн")[0])
    if count is not None:
        cursor.place += 1
    return count


_TERM_COUNTS = {
    "двух": 2,
    "трех": 3,
    "четырех": 4,
    "пяти": 5,
    "шести": 6,
    "семи": 7,
    "десяти": 10,
    "четырнадцати": 14,
    "пятнадцати": 15,
    "двадцати": 20,
    "тридцати": 30,
}


def _event(cursor: Cursor) -> Recurrence | None:
    """The words that name the event; one that names a period («начала квартала») repeats with it."""
    begin = cursor.place
    cursor.take_free_words()
    return next((repeated for key, repeated in _PERIODS.items() if cursor.has_word(begin, key)), None)


def _event_word(cursor: Cursor) -> Relative | None:
    """«по запросу», «по мере необходимости», «при поступлении заявок»."""
    if not cursor.take("по", "при"):
        return None
    token = cursor.peek()
    if token is None or not (token.value in EVENT_NOUNS or cursor.is_word("мере")):
        return None
    cursor.place += 1
    cursor.take_free_words()
    return Relative()


def _by_results(cursor: Cursor) -> Results | None:
    """«по итогам полугодия»."""
    if not cursor.take_words("по итогам"):
        return None
    cursor.take("отчетный", "учебный", "каждый")
    for key, recurrence in _PERIODS.items():
        if cursor.take(key):
            return Results(recurrence)
    cursor.take_free_words()
    return Results(None)


def _around_event(cursor: Cursor) -> Relative | None:
    """«до начала сезона», «после окончания каждой четверти», «до наступления …»."""
    if cursor.take_words("до и в течение"):
        return Relative() if cursor.take_free_words() else None
    until = cursor.take("до")
    if not until and not cursor.take("после", "перед"):
        return None
    if until and not (cursor.is_word("начало", "конец") or cursor.kind() == "unknown"):
        return None
    begin = cursor.place
    edge = cursor.take("начало", "конец")
    named = cursor.take_free_words()
    if edge and not named and cursor.speaks_of_time() and until:
        return None
    if not until and cursor.take("каждый"):
        cursor.take_free_words()
    if cursor.place == begin or (until and cursor.has_word(begin, *_CALENDAR_WORDS)):
        return None  # «до … последнего дня месяца» is a date that was not understood, and no event
    return Relative()


def on_plan(cursor: Cursor) -> OnPlan | None:
    """«в соответствии с региональным планом», «по отдельному графику», «в установленном порядке»."""
    if cursor.take_words("в установленный"):
        cursor.take_mark(".")
        return OnPlan() if cursor.take("порядке", "срок") else None
    if cursor.take("согласно") or cursor.take_words("в соответствии"):
        cursor.take("с")
        if not cursor.take_free_words():
            return None
    elif cursor.take("по"):
        begin = cursor.place
        cursor.take_free_words()
        if not _names_plan(cursor, begin):
            return None
    else:
        return None
    while cursor.attempt(_more_plans):
        pass
    return OnPlan()


def _names_plan(cursor: Cursor, begin: int) -> bool:
    return any(
        token.value in PLAN_NOUNS or token.value == "порядке" for token in cursor.tokens[begin : cursor.place]
    )


def _more_plans(cursor: Cursor) -> bool | None:
    """«, календарным учебным графиком и планом внеурочной деятельности»: the list of papers goes on."""
    if not cursor.take_mark(","):
        return None
    begin = cursor.place
    cursor.take_free_words()
    return True if _names_plan(cursor, begin) else None


def ignored(cursor: Cursor) -> Ignored | Doubt | None:
    """A clock time («10:00», «с 15 часов»), and the words by which a reading says that no day is named."""
    if cursor.take_words("день не указан"):
        return Ignored()
    cursor.take("с", "до", "в", "к", "по")
    if cursor.kind() == "time":
        cursor.place += 1
        while (cursor.is_mark("-") or cursor.is_word("до", "по")) and cursor.kind(1) == "time":
            cursor.place += 2
        if cursor.take("час"):
            cursor.take_mark(".")
        return Ignored()
    if cursor.kind() == "num" and cursor.is_word("час", ahead=1):
        cursor.place += 2
        cursor.take_mark(".")
        if cursor.kind() == "num" and cursor.is_word("минута", ahead=1):
            cursor.place += 2
            cursor.take_mark(".")
        return Ignored()
    return None


def reference(cursor: Cursor) -> Doubt | None:
    """The number and date of a paper: «№ 5 от 10.09.2023», «от 10.09.2023 № 5»."""
    if cursor.take_mark("№"):
        if cursor.done or cursor.kind() == "punct":
            return None
        cursor.place += 1
        if not (cursor.take("от") and cursor.kind() == "date"):
            return Doubt(remark="номер документа, а не срок")
        cursor.place += 1
        return Doubt(remark="реквизиты документа, а не срок")
    if (
        cursor.take("от")
        and cursor.kind() == "date"
        and cursor.is_mark("№", ahead=1)
        and cursor.kind(2) is not None
    ):
        cursor.place += 3
        return Doubt(remark="реквизиты документа, а не срок")
    return None
