"""Rules for what is counted from an event: «за 10 рабочих дней до …», «по мере необходимости»."""

from collections.abc import Callable
from typing import NamedTuple

from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.facts import Doubt, Duration, OnPlan, Relative, Results
from bot.plan_document.grammar.spans import school_year_of
from bot.plan_document.grammar.stretches import stretches
from bot.plan_document.grammar.words import CALENDAR_WORDS, EVENT_NOUNS, PLAN_NOUNS, VERBAL_ENDINGS
from bot.plan_document.timing import Recurrence

Term = Relative | Results | OnPlan | Duration | Doubt

_PERIODS: dict[str, Recurrence] = {
    "месяц": "monthly",
    "квартал": "quarterly",
    "полугодие": "half_yearly",
    "год": "yearly",
    "неделя": "weekly",
}
_AT_ONCE = ("незамедлительно", "немедленно", "безотлагательно", "накануне")
_MEASURES = (
    ("день", "days"),
    ("сутки", "days"),
    ("неделя", "weeks"),
    ("месяц", "months"),
    ("полугодие", "half-years"),
    ("год", "years"),
    ("час", "hours"),
    ("минута", "minutes"),
)
_TERMS = {"дневный": "days", "недельный": "weeks", "месячный": "months"}


class Count(NamedTuple):
    """«5 рабочих дней»; `named` is false for the one of «в течение месяца»."""

    number: int
    unit: str
    named: bool


def relative(cursor: Cursor) -> Term | None:
    """Counted from an event."""
    begin = cursor.place
    for rule in _RULES:
        found = rule(cursor)
        if found is not None:
            return found
        cursor.place = begin
    return None


def _offset(cursor: Cursor) -> Relative | None:
    """«не позднее чем за 2 рабочих дня до …», «в течение 10 дней со дня …», «в пятидневный срок после …»."""
    cursor.take_words("в срок")
    no_later = (
        cursor.take_words("не позднее") or cursor.take_words("не ранее") or cursor.take_words("не менее")
    )
    cursor.take_mark(",") if no_later else None
    cursor.take("чем")
    ahead = cursor.take("за")
    after = not ahead and cursor.take("через")
    within = not (ahead or after or no_later) and cursor.take("в")
    lasting = within and cursor.take("течение")
    cursor.take_mark(".") if lasting else None
    if not (ahead or after or within or no_later):
        return None
    count = cursor.attempt(_count) if lasting or not within else cursor.attempt(_term)
    if count is None:
        return None
    if cursor.kind() == "month":
        return None  # «в течение первой недели сентября»
    before_event = ahead or cursor.is_word("до", "перед")
    sign = "-" if before_event and not after else "+"
    notes = f"offset={sign}{count.number} {count.unit}"
    if not _direction(cursor, count):
        if after or count.named:
            return Relative(notes=notes, remark=None if count.named else "не сказано, от какого дня считать")
        if not within:
            return None  # «за год» is what a report is about
        through_year = count.unit == "years" or (cursor.is_mark(",") and cursor.is_word("следующий", ahead=1))
        return None if through_year else Relative(notes=notes, remark="не сказано, от какого дня считать")
    if lasting and before_event and not count.named:
        return None
    return Relative(_event(cursor), notes)


def _through_unit(cursor: Cursor) -> Relative | None:
    """«в течение квартала»: of which, nobody says."""
    if not cursor.take_words("в течение"):
        return None
    cursor.take("каждый", "отчетный", "текущий")
    remark = "не сказано, от какого дня считать"
    return Relative(remark=remark) if cursor.take("квартал", "полугодие") else None


def _term(cursor: Cursor) -> Count | None:
    """«10-дневный срок», «месячный срок»."""
    number = cursor.take_number("num")
    cursor.take_spelled()
    cursor.take_mark("-")
    for key, unit in _TERMS.items():
        if cursor.take(key):
            cursor.take("срок", "период")
            return Count(number or 1, unit, True)
    return None


def _count(cursor: Cursor) -> Count | None:
    """«5 рабочих дней», «10-дневного срока», «месяца»."""
    term = cursor.attempt(_term)
    if term is not None:
        return term
    number = cursor.take_number("num")
    if number is not None and cursor.is_mark("-") and cursor.kind(1) == "num":
        cursor.place += 1
        number = cursor.take_number("num")  # «за 3-5 дней»
    if number is None and cursor.take_number("ord") == 1:
        number = 1
    named = number is not None
    cursor.take_spelled()
    working = cursor.take("рабочий") or cursor.take_unknown("банковских")
    cursor.take("календарный")
    of_school = cursor.take("учебный")
    for key, unit in _MEASURES:
        if cursor.take(key):
            if (of_school and unit != "days") or (named and unit == "half-years"):
                return None  # «в течение учебного года», «в течение 1 полугодия» are no terms
            cursor.take_mark(".") if key == "день" else None
            return Count(number or 1, "working days" if working else unit, named)
    return None


def _direction(cursor: Cursor, count: Count) -> bool:
    """The words between a term and its event."""
    if cursor.take("до", "после", "перед"):
        return True
    if cursor.is_word("с", "от") and not cursor.speaks_of_time():
        cursor.place += 1
        cursor.take("день", "момент", "дата")
        return True
    if (
        count.named
        and cursor.is_word("по")
        and (_is_event_noun(cursor, 1) or cursor.is_word("конец", "итогам", ahead=1))
    ):
        cursor.place += 1
        return True
    return False


def _event(cursor: Cursor) -> Recurrence | None:
    """The words that name the event; one that names a period («начала квартала») repeats with it."""
    begin = cursor.place
    cursor.take_free_words()
    return next((each for key, each in _PERIODS.items() if cursor.has_word(begin, key)), None)


def _next_day(cursor: Cursor) -> Relative | None:
    """«не позднее следующего рабочего дня», «на следующий день», «не позднее дня, следующего за …»."""
    if cursor.attempt(_day_after):
        cursor.take_free_words()
        return Relative(notes="offset=+1 days")
    if not (cursor.take_words("не позднее") or cursor.take("в", "на", "до")) or not cursor.take("следующий"):
        return None
    unit = "working days" if cursor.take("рабочий") else "days"
    if not cursor.take("день"):
        return None
    cursor.take_mark(",") if cursor.is_word("следующий", ahead=1) else None
    cursor.take_free_words()
    return Relative(notes=f"offset=+1 {unit}")


def _day_after(cursor: Cursor) -> bool | None:
    if not cursor.take_words("не позднее день"):
        return None
    cursor.take_mark(",")
    return cursor.take_words("следующий за") or None


def _named_day(cursor: Cursor) -> Relative | None:
    """«в день обращения», «со дня подписания», «незамедлительно»."""
    if cursor.take_unknown(*_AT_ONCE):
        cursor.take_free_words()
        return Relative()
    if not (cursor.attempt(_on_the_day) or cursor.take_words("с день") or cursor.take_words("с момент")):
        return None
    named = cursor.kind() == "unknown" or cursor.is_word("исполнение")
    return Relative() if named and cursor.take_free_words() else None


def _on_the_day(cursor: Cursor) -> bool | None:
    """«не позднее дня», «в день», «в дни», but not the named span «в дни осенних каникул»."""
    if cursor.take_words("не позднее день"):
        return True
    day = cursor.peek(1)
    printed = cursor.text[day.start : day.end].lower() if day is not None else ""
    if printed not in ("день", "дни") or not cursor.take_words("в день"):
        return None
    begin = cursor.place
    cursor.take_free_words()
    is_span = printed == "дни" and cursor.has_word(begin, "каникулы", "период", "сезон")
    cursor.place = begin
    return None if is_span else True


def _is_event_noun(cursor: Cursor, ahead: int = 0) -> bool:
    token = cursor.peek(ahead)
    if token is None or token.kind != "unknown":
        return False
    word = str(token.value)
    verbal = word.endswith(VERBAL_ENDINGS) and word not in PLAN_NOUNS and word != "усмотрению"
    short = len(word) >= 4 and cursor.is_mark(".", ahead=ahead + 1)
    return verbal or word in EVENT_NOUNS or (short and any(noun.startswith(word) for noun in EVENT_NOUNS))


def _duration(cursor: Cursor) -> Duration | None:
    """«(7 дней)», «10 рабочих дней»: how long."""
    count = cursor.attempt(_count)
    if count is None or not count.named or count.unit not in ("days", "working days"):
        return None
    return Duration(count.number if count.unit == "days" else 0, f"offset=+{count.number} {count.unit}")


def _event_word(cursor: Cursor) -> Relative | OnPlan | None:
    """«по запросу», «по мере необходимости», «при поступлении заявок», «в случае изменений»."""
    if cursor.take_words("в случае"):
        return Relative() if cursor.take_free_words() else None
    if (
        cursor.is_word("в")
        and cursor.kind(1) == "unknown"
        and cursor.tokens[cursor.place + 1].value == "зависимости"
    ):
        cursor.place += 2
        return Relative(remark="срок зависит от другого") if cursor.take_free_words() else None
    if cursor.take("при"):
        begin = cursor.place
        if cursor.kind() != "unknown" or not cursor.take_free_words():
            return None
        named = any(token.value in PLAN_NOUNS for token in cursor.tokens[begin : cursor.place])
        return OnPlan() if named else Relative()
    cursor.take_unknown("сразу")
    if not cursor.take("по"):
        return None
    if not _is_event_noun(cursor) and cursor.kind(1) == "unknown" and cursor.kind() in ("ord", "unknown"):
        printed = cursor.peek()
        assert printed is not None
        cursor.place += cursor.text[printed.start : printed.end].endswith(("ому", "ему"))  # «по первому …»
    if not (_is_event_noun(cursor) or cursor.is_word("мере", "конец", "исполнение")):
        return None
    begin = cursor.place
    cursor.place += 1
    cursor.take_free_words()
    if cursor.is_word("каждый"):
        cursor.place += 1
        cursor.take_free_words()
    return Relative(remark=_vague_end(cursor, begin))


def _vague_end(cursor: Cursor, begin: int) -> str | None:
    """«по окончании 3 месяцев»: a number right after the event belongs to it and is not a date."""
    if cursor.kind() != "num" or cursor.place != begin + 1:
        return None
    if cursor.attempt(_count) is None:
        return None
    cursor.take_free_words()
    return "срок события назван в самом событии"


def _by_results(cursor: Cursor) -> Results | None:
    """«по итогам полугодия»."""
    if not cursor.take_words("по итогам"):
        return None
    cursor.take("отчетный", "учебный", "каждый", "календарный", "финансовый", "текущий")
    if stretches(cursor):
        return Results(None, reported=True)
    for key, recurrence in _PERIODS.items():
        if cursor.take(key):
            return Results(recurrence)
    cursor.take_free_words()
    return Results(None)


def _of_school_year(cursor: Cursor) -> bool:
    return cursor.attempt(school_year_of) is not None


def _around_event(cursor: Cursor) -> Relative | Doubt | None:
    """«до начала сезона», «после окончания каждой четверти», «до наступления …»."""
    if cursor.take_words("до и в течение"):
        return Relative() if cursor.take_free_words() else None
    cursor.take_unknown("сразу")
    until = cursor.take("до")
    if not until and not cursor.take("после", "перед"):
        return None
    named_event = cursor.is_word("начало", "конец", "исполнение", "момент") or cursor.is_name()
    if until and not named_event:
        return None
    begin = cursor.place
    edge = cursor.take("начало", "конец")
    if until and edge:
        cursor.take("следующий", "очередной") or cursor.take_unknown("нового")
    if until and edge and (_of_school_year(cursor) or cursor.take_words("учебный год")):
        return (
            Relative(remark="срок назван приблизительно") if cursor.tokens[begin].value == "начало" else None
        )
    named = cursor.take_free_words()
    if until and any(
        str(token.value).startswith("распоряжени") for token in cursor.tokens[begin : cursor.place]
    ):
        return Doubt(remark="до нового распоряжения: дня нет")
    if edge and not named and cursor.speaks_of_time() and until:
        return None
    if not until and cursor.take("каждый"):
        cursor.take_free_words()
    if cursor.place == begin or (until and cursor.has_word(begin, *CALENDAR_WORDS)):
        return None  # «до … последнего дня месяца» is a date that was not understood, and no event
    return Relative()


_RULES: tuple[Callable[[Cursor], Term | None], ...] = (
    *(_offset, _through_unit, _next_day, _event_word),
    *(_by_results, _around_event, _named_day, _duration),
)
