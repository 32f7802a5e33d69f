"""The dictionary: which printed words the grammar knows, and what each stands for.

A word stands for an `Entry(kind, value)`. Kinds: `month` 1–12, `weekday` 0–6, `num` a number in words,
`ord` an ordinal in words (-1 is «последний»), `every` a periodicity, `word` a key the rules ask for.
"""

from functools import lru_cache
from typing import NamedTuple


class Entry(NamedTuple):
    """What a printed word stands for."""

    kind: str
    value: int | str


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ADJECTIVE = "ый ий ой ого его ому ему ым им ом ем ая яя ую юю ей ое ее ые ие ых их ыми ими ою"

_MONTHS = {
    1: ("январ", "ь я е ю ём ем"),
    2: ("феврал", "ь я е ю ем"),
    3: ("март", " а е у ом"),
    4: ("апрел", "ь я е ю ем"),
    5: ("ма", "й я е ю ем"),
    6: ("июн", "ь я е ю ем"),
    7: ("июл", "ь я е ю ем"),
    8: ("август", " а е у ом"),
    9: ("сентябр", "ь я е ю ем"),
    10: ("октябр", "ь я е ю ем"),
    11: ("ноябр", "ь я е ю ем"),
    12: ("декабр", "ь я е ю ем"),
}
_MONTH_ABBREVIATIONS = {
    "янв": 1,
    "фев": 2,
    "февр": 2,
    "мар": 3,
    "апр": 4,
    "июн": 6,
    "июл": 7,
    "авг": 8,
    "сен": 9,
    "сент": 9,
    "сентяб": 9,
    "окт": 10,
    "октяб": 10,
    "нояб": 11,
    "ноя": 11,
    "дек": 12,
    "декаб": 12,
}
_WEEKDAYS = {
    0: "понедельник понедельника понедельнику понедельникам понедельники понедельников пн понед",
    1: "вторник вторника вторнику вторникам вторники вторников вт вторн",
    2: "среда среды среду средам сред ср",
    3: "четверг четверга четвергу четвергам четверги четвергов чт четв",
    4: "пятница пятницы пятницу пятницам пятниц пт пятн",
    5: "суббота субботы субботу субботам суббот сб субб",
    6: "воскресенье воскресенья воскресенью воскресеньям воскресений вс воскр",
}
_NUMBERS = {
    1: "один одна одно одного одной одну одному",
    2: "два две двух двум",
    3: "три трех трем",
    4: "четыре четырех",
    5: "пять пяти",
    6: "шесть шести",
    7: "семь семи",
    8: "восемь восьми",
    9: "девять девяти",
    10: "десять десяти",
    11: "одиннадцать одиннадцати",
    12: "двенадцать двенадцати",
    13: "тринадцать тринадцати",
    14: "четырнадцать четырнадцати",
    15: "пятнадцать пятнадцати",
    16: "шестнадцать шестнадцати",
    17: "семнадцать семнадцати",
    18: "восемнадцать восемнадцати",
    19: "девятнадцать девятнадцати",
    20: "двадцать двадцати",
    30: "тридцать тридцати",
    60: "шестьдесят шестидесяти",
    90: "девяносто",
}
_ORDINALS = {
    1: "перв",
    2: "втор",
    4: "четверт",
    5: "пят",
    6: "шест",
    7: "седьм",
    8: "восьм",
    9: "девят",
    10: "десят",
    11: "одиннадцат",
    12: "двенадцат",
    13: "тринадцат",
    14: "четырнадцат",
    15: "пятнадцат",
    16: "шестнадцат",
    17: "семнадцат",
    18: "восемнадцат",
    19: "девятнадцат",
    20: "двадцат",
    30: "тридцат",
    -1: "последн",
}
_THIRD = "третий третьего третьему третьем третьим третья третью третьей третье третьи третьих"
_EVERY = {
    "ежегодн": "yearly",
    "ежеквартальн": "quarterly",
    "ежемесячн": "monthly",
    "еженедельн": "weekly",
    "ежедневн": "daily",
    "ежечетвертн": "termly",
    "ежеполугодн": "half_yearly",
}
_BY_UNITS = {"поквартально": "quarterly", "помесячно": "monthly", "понедельно": "weekly", "посменно": "daily"}

# key → the printed forms; a form may not belong to two keys
_WORDS = {
    "до": "до",
    "к": "к ко",
    "с": "с со",
    "по": "по",
    "в": "в во",
    "на": "на",
    "от": "от",
    "за": "за",
    "и": "и",
    "а": "а",
    "но": "но",
    "не": "не",
    "чем": "чем",
    "после": "после",
    "перед": "перед",
    "при": "при",
    "также": "также",
    "включительно": "включительно вкл включ",
    "позднее": "позднее позже",
    "ранее": "ранее раньше",
    "реже": "реже",
    "начиная": "начиная",
    "раз": "раз раза р",
    "дважды": "дважды",
    "через": "через спустя",
    "затем": "затем потом",
    "менее": "менее меньше",
    "момент": "момента моменту",
    "дата": "дата даты дате дату датой",
    "сутки": "сутки суток",
    "режим": "режиме режим",
    "время": "время",
    "смена": "смена смены смену",
    "класс": "класс класса классе классы классов классам классах кл",
    "пункт": "пункт пункта пункту пп п",
    "случае": "случае",
    "исполнение": "исполнения выполнения проведения реализации представления сдачи",
    "срок": "срок срока сроки сроку сроке сроков срокам сроками сроках",
    "год": "год года году годом годе годы годов годах годам лет г гг",
    "месяц": "месяц месяца месяце месяцу месяцем месяцев месяцы месяцам мес",
    "квартал": "квартал квартала квартале кварталу кварталом кварталы кварталов кварталах кварталам кв квар",
    "полугодие": "полугодие полугодия полугодии полугодию полугодием полугодий полугодиях полугодиям "
    "полгода полугода полуг",
    "четверть": "четверть четверти четвертей четвертям четвертью триместр триместра триместре "
    "семестр семестра семестре",
    "неделя": "неделя недели неделю неделе недель неделей неделям нед",
    "декада": "декада декады декаду декаде декад декадам декадах",
    "половина": "половина половины половину половине",
    "день": "день дня дню дней дни днем дням днях дн",
    "час": "час часа часов ч часам",
    "минута": "мин минут минуты минуту",
    "число": "число числа числу числе числах чисел",
    "каждый": "каждый каждого каждую каждой каждое каждом каждые каждая кажд",
    "течение": "течение течении теч протяжении протяжение",
    "период": "период периода периоде периоду периодом периодов",
    "сезон": "сезон сезона сезоне сезону навигации месячник месячника",
    "каникулы": "каникулы каникул каникулах каникулам каникулярный каникулярное каникулярного каникулярные",
    "весь": "весь всего всей всему всем всю все",
    "далее": "далее",
    "дальнейшем": "дальнейшем",
    "постоянно": "постоянно регулярно систематически непрерывно круглосуточно бессрочно пост постоян",
    "круглогодично": "круглогодично",
    "основе": "основе",
    "конец": "конец кон конца концу конце окончания окончанию завершения завершению",
    "начало": "начало начала началу начале",
    "середина": "середина середины середине середину",
    "согласно": "согласно согл",
    "соответствии": "соответствии соответствие соотв",
    "состоянию": "состоянию",
    "место": "каб кабинет кабинете ауд аудитория аудитории зал зале",
    "порядке": "порядке порядком",
    "мере": "мере",
    "итогам": "итогам итогом результатам",
    "указан": "указан указаны",
    "учебный": "уч",
    "отчетный": "отч",
    "установленный": "установл",
    "рабочий": "раб",
    "календарный": "кал",
}
_ADJECTIVES = {
    "учебный": "учебн",
    "календарный": "календарн",
    "финансовый": "финансов",
    "текущий": "текущ",
    "предшествующий": "предшествующ предыдущ прошл",
    "следующий": "следующ",
    "отчетный": "отчетн расчетн истекш прошедш",
    "планируемый": "планируем",
    "очередной": "очередн соответствующ",
    "рабочий": "рабоч",
    "постоянный": "постоянн",
    "установленный": "установленн",
    "дневный": "дневн",
    "недельный": "недельн",
    "месячный": "месячн",
}
# keys that measure time: an event or a span named with one of them is not the name it seems
CALENDAR_WORDS = _set("день число неделя декада половина месяц квартал полугодие год")
# nouns of «по …» that say: the date stands in another paper
PLAN_NOUNS = frozenset(
    stem + ending
    for stem, endings in {
        "план": "у а ом ы ами ам е",
        "график": "у а ом и ами ам е",
        "расписани": "ю я ем",
        "циклограмм": "е ы ой",
        "программ": "е ы ой ам",
        "положени": "ю я ем ям",
        "приказ": "у а ом ам",
        "календар": "ю я ем",
        "договор": "у а ом",
        "согласовани": "ю я ем",
        "договоренност": "и ью",
        "рекомендаци": "ям и ями",
        "финансировани": "ю я ем",
        "распоряжени": "ю я ем",
        "постановлени": "ю я ем",
        "решени": "ю я ем",
        "смет": "е ы ой",
        "регламент": "у а ом",
        "порядк": "у ом",
    }.items()
    for ending in endings.split()
)
# «по окончании», «по поручению»: nouns made of verbs
VERBAL_ENDINGS = ("ении", "ании", "ению", "анию", "ытию", "ытии", "ятии", "ятию")
# words after «по …», «при …», «до …», «после …» that say: counted from an event
EVENT_NOUNS = _set(
    "запросу запросам заявке заявкам обращению обращениям факту необходимости поступлении "
    "поступлению окончании завершении истечении получении событию вызову предложению уведомлению "
    "возможности ситуации обстоятельствам "
    "поручению надобности данным"
)


# printed forms that a dot belongs to
ABBREVIATIONS = frozenset(_MONTH_ABBREVIATIONS) | _set(
    "пн вт ср чт пт сб вс понед вторн четв пятн субб воскр постоян "
    "кон г гг мес кв квар нед дн ч мин теч уч отч установл полуг р кажд пост согл соотв "
    "каб ауд кл п пп вкл включ раб кал мероп"
)


def _dictionary() -> dict[str, Entry]:
    """All printed forms. Where two entries share a form («четверти») the later table wins."""
    found: dict[str, Entry] = {}
    for number, (stem, endings) in _MONTHS.items():
        bare = [stem] if number in (3, 8) else []  # «март», «август» have no ending
        found.update((form, Entry("month", number)) for form in [*bare, *(stem + e for e in endings.split())])
    found.update((short, Entry("month", number)) for short, number in _MONTH_ABBREVIATIONS.items())
    for kind, table in (("weekday", _WEEKDAYS), ("num", _NUMBERS)):
        for number, forms in table.items():
            found.update((form, Entry(kind, number)) for form in forms.split())
    found.update(
        (form, Entry("ord", number)) for number, stem in _ORDINALS.items() for form in _declined(stem)
    )
    found.update((form, Entry("ord", 3)) for form in _THIRD.split())
    for stem, period in _EVERY.items():
        found.update((form, Entry("every", period)) for form in (stem + "о", *_declined(stem)))
    found.update((form, Entry("every", period)) for form, period in _BY_UNITS.items())
    for key, forms in _WORDS.items():
        found.update((form, Entry("word", key)) for form in forms.split())
    for key, stems in _ADJECTIVES.items():
        found.update((form, Entry("word", key)) for stem in stems.split() for form in _declined(stem))
    return found


def _declined(stem: str) -> list[str]:
    return [stem + ending for ending in _ADJECTIVE.split()]


DICTIONARY = _dictionary()


def _abbreviations() -> dict[str, Entry | None]:
    """Beginnings of four letters or more → what they can only stand for; None where words differ in that."""
    found: dict[str, Entry | None] = {}
    for word, entry in DICTIONARY.items():
        for length in range(_SHORTEST_BEGINNING, len(word)):
            beginning = word[:length]
            found[beginning] = entry if found.get(beginning, entry) == entry else None
    return found


_SHORTEST_BEGINNING = 4
BEGINNINGS = _abbreviations() | {"тек": Entry("word", "текущий")}
LONGEST_WORD = max(map(len, DICTIONARY))
_MENDABLE = tuple(
    word
    for word, entry in DICTIONARY.items()
    if len(word) >= 5 and entry.kind in ("month", "every", "weekday")
)


@lru_cache(maxsize=4096)
def look_up(word: str) -> tuple[Entry, str] | None:
    """What a lower-case word stands for, with the dictionary form it was read as; None if unknown.

    A word one slip away from a month, a weekday or a periodicity is read as that word: the returned form
    then differs from the printed one and the caller says so.
    """
    entry = DICTIONARY.get(word)
    if entry is not None:
        return entry, word
    if len(word) < 5:
        return None
    for candidate in _MENDABLE:
        if candidate[0] == word[0] and _one_slip(word, candidate):
            return DICTIONARY[candidate], candidate
    return None


def _one_slip(left: str, right: str) -> bool:
    """Whether one letter was lost, doubled, changed, or two neighbours swapped."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest_left, rest_right = left[start:], right[start:]
    return (
        rest_left[1:] == rest_right[1:]
        or rest_left[1:] == rest_right
        or rest_left == rest_right[1:]
        or (rest_left[:2] == rest_right[:2][::-1] and rest_left[2:] == rest_right[2:])
    )
