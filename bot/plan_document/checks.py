"""What a person should look at in a plan: slips, gaps and contradictions. Nothing here changes a reading."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from bot.plan_document.executors import Executor, has_lost_comma
from bot.plan_document.grammar.wording import say_day
from bot.plan_document.timing import Day, PlanWarning, Recurrence, Timing

_TITLE_SLIPS = ((re.compile(r"^работка\b"), "разработка"), (re.compile(r"^Работка\b"), "Разработка"))
_SPOKEN_PERIODS: tuple[tuple[str, Recurrence, str], ...] = (
    ("еженедельн", "weekly", "еженедельно"),
    ("ежемесячн", "monthly", "ежемесячно"),
    ("ежеквартальн", "quarterly", "ежеквартально"),
)
_GATHERS = re.compile(r"мониторинг|анализ|сбор|выявлени|опрос", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_REFERENCE = re.compile(
    r"\b(?:п|пп|пункт|пункта|пункту|пунктом|пункте|подпункта?)\b\.?\s*(\d+(?:\.\d+)+)", re.IGNORECASE
)

DATE_DOUBTS = frozenset(
    {"impossible-date", "before-order", "outside-period", "year-doubtful", "year-after-plan"}
)
"""Codes after which nobody may be reminded before a person has looked at the date."""

CONTRADICTIONS = DATE_DOUBTS | {
    "later-than-follower",
    "parent-earlier",
    "reference-later",
    "duplicate",
    "executor-missing",
    "result-period",
    "number-repeated",
    "number-gap",
}
"""Codes that say two places of the document, or the document and the calendar, do not agree."""


class Row(Protocol):
    """What the checks read of an item."""

    @property
    def section(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def display_title(self) -> str: ...
    @property
    def result(self) -> str: ...
    @property
    def timing(self) -> Timing: ...
    @property
    def executors(self) -> tuple[Executor, ...]: ...
    @property
    def executors_text(self) -> str: ...
    @property
    def warnings(self) -> tuple[PlanWarning, ...]: ...


def needs_person(row: Row) -> bool:
    """Whether somebody has to look at the deadline before it is acted upon: unread, doubted, out of reach."""
    if row.timing.kind == "unparseable" or row.timing.warnings:
        return True
    return any(warning.code in DATE_DOUBTS for warning in row.warnings)


def display_title(title: str) -> str:
    """The title with evident slips corrected («работка» → «разработка»)."""
    for pattern, correct in _TITLE_SLIPS:
        title = pattern.sub(correct, title)
    return title


def without_repetition(text: str) -> str:
    """The text with a sentence that is printed twice kept once, in its fuller form."""
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        twin = next((index for index, other in enumerate(kept) if _same(sentence, other)), None)
        if twin is None:
            kept.append(sentence)
        else:
            kept[twin] = max(kept[twin], sentence, key=len)
    return " ".join(kept)


def _same(left: str, right: str) -> bool:
    short, long = sorted((left.rstrip(".!? ").lower(), right.rstrip(".!? ").lower()), key=len)
    return len(short) > 20 and long.startswith(short) and len(long) - len(short) <= 3


def of_row(row: Row, printed_result: str) -> Iterator[PlanWarning]:
    """Warnings that one row alone gives."""
    impossible = [text for text in row.timing.warnings if text.startswith("такой даты")]
    said = f"«{row.timing.phrase}»" if row.timing.phrase else "ячейка пустая"
    if impossible:
        yield PlanWarning("impossible-date", f"срок {said}: {impossible[0]}; назовите верный день")
    elif row.timing.kind == "unparseable":
        yield PlanWarning("deadline-not-understood", f"срок не понят, нужен человек: {said}")
    for text in row.timing.warnings:
        if text not in impossible and row.timing.kind != "unparseable":
            yield PlanWarning("deadline-doubtful", f"срок: {text}")
    if not row.executors:
        yield PlanWarning("executor-missing", "не указан ответственный исполнитель: назовите его")
    yield from _of_executors(row.executors_text)
    if row.display_title != row.title:
        yield PlanWarning("title-corrected", f"опечатка в названии: показано как «{row.display_title}»")
    if row.result != printed_result:
        yield PlanWarning("result-repeated", "ожидаемый результат напечатан дважды: сохранён один раз")
    yield from _of_result(row.timing, row.result)


def _of_executors(text: str) -> Iterator[PlanWarning]:
    if text.count("«") != text.count("»"):
        yield PlanWarning("quote-unclosed", "не закрыта кавычка в исполнителях: проверьте список")
    if has_lost_comma(text):
        yield PlanWarning("executors-glued", "между исполнителями пропущена запятая: проверьте список")


def _of_result(timing: Timing, result: str) -> Iterator[PlanWarning]:
    """The result speaks of another periodicity than the deadline."""
    for stem, recurrence, spoken in _SPOKEN_PERIODS:
        if stem in result.lower() and timing.deadlines and timing.recurrence != recurrence:
            days = ", ".join(say_day(day) for day in timing.deadlines)
            yield PlanWarning(
                "result-period",
                f"в результате сказано «{spoken}», а срок: {days}; действует срок, периодичность уточните",
            )


def contradictions(
    rows: Sequence[Row], approved_on: date | None, period: tuple[int, int] | None
) -> dict[int, list[PlanWarning]]:
    """Warnings that a row gives beside the others or beside the order itself; by index of the row."""
    found: dict[int, list[PlanWarning]] = {}
    by_number = {_label(row): row for row in rows}
    twins = _twins(rows)
    for index, row in enumerate(rows):
        warnings = [
            *_before_order(row.timing, approved_on),
            *_doubtful_year(row.timing, approved_on, period),
            *_later_than_followers(row, rows[index + 1 :]),
            *_parent_earlier(row, by_number),
            *_reference_later(row, by_number),
            *twins.get(index, ()),
        ]
        if warnings:
            found[index] = warnings
    return found


def _label(row: Row) -> str:
    """The number as people name the item: with its section, where the printed one has none."""
    own = row.number.split(".")
    return row.number if len(own) > 1 and own[0] == row.section else f"{row.section}.{row.number}"


def _before_order(timing: Timing, approved_on: date | None) -> Iterator[PlanWarning]:
    if approved_on is None or timing.recurrence != "once":
        return
    ends = [*timing.deadlines, *([timing.window.to] if timing.window and timing.window.to else [])]
    for day in ends:
        if day.year is None or day.month is None:
            continue
        if (day.year, day.month, day.day) < (approved_on.year, approved_on.month, approved_on.day):
            yield PlanWarning(
                "before-order",
                f"срок {say_day(day)} раньше самого документа ({approved_on:%d.%m.%Y}): уточните год",
            )


def _doubtful_year(
    timing: Timing, approved_on: date | None, period: tuple[int, int] | None
) -> Iterator[PlanWarning]:
    """A year before the order, or outside the plan's years, printed anywhere in the deadline."""
    first = period[0] if period else approved_on.year if approved_on else None
    last = period[1] if period else None
    for printed in dict.fromkeys(_YEAR.findall(timing.phrase)):
        year = int(printed)
        if first is not None and year < first - 1:
            likely = year + 10 >= first and (last is None or year + 10 <= last)
            guess = f": вероятно, {year + 10}" if likely else ": уточните год"
            yield PlanWarning("year-doubtful", f"сомнительный год {year}{guess}")
        elif period is not None and year < period[0]:
            yield PlanWarning(
                "outside-period", f"год {year} раньше срока действия плана ({period[0]}): уточните год"
            )
        elif last is not None and year > last:
            yield PlanWarning(
                "year-after-plan", f"год {year} позже срока действия плана ({last}): уточните год"
            )


def _later_than_followers(row: Row, following: Sequence[Row]) -> Iterator[PlanWarning]:
    """Data are gathered later than the neighbouring items that are probably built on them are due."""
    day = _only_day(row.timing)
    parent = row.number.rpartition(".")[0]
    if day is None or not parent or not _GATHERS.search(row.title):
        return
    earlier: dict[Day, list[str]] = {}
    for other in following:
        theirs = _only_day(other.timing)
        beside = other.section == row.section and other.number.rpartition(".")[0] == parent
        if not beside or theirs is None or other.timing.year_offset != row.timing.year_offset:
            continue
        if _in_cycle_order(theirs, row.timing.year_offset) < _in_cycle_order(day, row.timing.year_offset):
            earlier.setdefault(theirs, []).append(other.number)
    for theirs, numbers in earlier.items():
        named = " и ".join(numbers)
        yield PlanWarning(
            "later-than-follower",
            f"{row.number} позже {named}: срок {say_day(day)}, а пункты, которые на нём строятся, – "
            f"{say_day(theirs)}",
        )


def _parent_earlier(row: Row, by_number: dict[str, Row]) -> Iterator[PlanWarning]:
    """A part is due after the whole."""
    own = _label(row)
    whole = by_number.get(own.rpartition(".")[0])
    mine, theirs = _moment(row.timing), _moment(whole.timing) if whole else None
    if whole is not None and mine and theirs and mine.kind == theirs.kind and mine.place > theirs.place:
        yield PlanWarning(
            "parent-earlier",
            f"{own} позже {_label(whole)}: часть – {mine.words}, а весь пункт – {theirs.words}; "
            "сверьте сроки",
        )


def _reference_later(row: Row, by_number: dict[str, Row]) -> Iterator[PlanWarning]:
    """An item that names another one as its ground is due before it."""
    own = _label(row)
    mine = _moment(row.timing)
    for number in dict.fromkeys(_REFERENCE.findall(f"{row.title} {row.timing.phrase} {row.result}")):
        ground = by_number.get(number)
        theirs = _moment(ground.timing) if ground is not None and number != own else None
        if mine and theirs and mine.kind == theirs.kind and mine.place < theirs.place:
            yield PlanWarning(
                "reference-later",
                f"{own} строится на {number}, но раньше его: {mine.words}, а {number} – {theirs.words}; "
                "сверьте сроки",
            )


def _twins(rows: Sequence[Row]) -> dict[int, list[PlanWarning]]:
    """Items that repeat an earlier one of their section: the same title, the same executors."""
    first: dict[tuple[str, str, frozenset[str]], Row] = {}
    found: dict[int, list[PlanWarning]] = {}
    for index, row in enumerate(rows):
        title = re.sub(r"\W+", " ", row.display_title.lower().replace("ё", "е")).strip()
        key = row.section, title, frozenset(executor.name.lower() for executor in row.executors)
        earlier = first.setdefault(key, row)
        if earlier is not row and title:
            text = f"{_label(row)} повторяет {_label(earlier)}: название и исполнители те же; оставьте один"
            found[index] = [PlanWarning("duplicate", text)]
    return found


class _Moment(NamedTuple):
    """A single day that can be compared with others of its kind."""

    kind: tuple[str, int]
    place: tuple[int | bool, ...]
    words: str


def _moment(timing: Timing) -> _Moment | None:
    """The one day of an item: of every year, or of one year; None where there is no single day."""
    yearly = _only_day(timing)
    if yearly is not None:
        place = _in_cycle_order(yearly, timing.year_offset)
        return _Moment(("yearly", timing.year_offset), place, say_day(yearly))
    if timing.recurrence == "once" and len(timing.deadlines) == 1:
        day = timing.deadlines[0]
        if day.year is not None and day.month is not None:
            return _Moment(("once", 0), (day.year, day.month, day.day), say_day(day))
    return None


def _only_day(timing: Timing) -> Day | None:
    if timing.recurrence == "yearly" and len(timing.deadlines) == 1:
        return timing.deadlines[0]
    return None


def _in_cycle_order(day: Day, offset: int) -> tuple[bool, int, int]:
    """Order of days within a cycle, which begins on 2 September unless the year is the one before."""
    month = day.month or 1
    autumn = (month, day.day) > (9, 1)
    return (offset == 0 and not autumn, month, day.day)


def of_document(
    rows: Sequence[Row], period: tuple[int, int] | None, today: date | None
) -> Iterator[PlanWarning]:
    """Warnings about the plan as a whole."""
    yield from _gaps(rows)
    if period is not None and today is not None and today.year > period[1]:
        yield PlanWarning("plan-ended", f"план завершён: он действовал в {period[0]}–{period[1]} годах")


def _gaps(rows: Sequence[Row]) -> Iterator[PlanWarning]:
    """Numbers that are missing, out of order or printed more than once among items of one level."""
    levels: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        parent, _, own = row.number.rpartition(".")
        if own.isdecimal():
            levels.setdefault((row.section, parent), []).append(int(own))
    for (section, parent), numbers in levels.items():
        prefix = f"{parent}." if parent else ""
        times = Counter(numbers)
        for number, count in times.items():
            if count > 1:
                text = f"номер {prefix}{number} напечатан {_times(count)}: дайте пунктам разные номера"
                yield PlanWarning("number-repeated", f"раздел {section}: {text}")
        before = 0
        for number in times:
            missing = ", ".join(f"{prefix}{each}" for each in range(before + 1, number) if each not in times)
            if missing:
                text = f"пропущен номер {missing}: проверьте, не потерян ли пункт"
                yield PlanWarning("number-gap", f"раздел {section}: {text}")
            elif number < before:
                yield PlanWarning(
                    "number-gap", f"раздел {section}: номер {prefix}{number} стоит не по порядку"
                )
            before = max(before, number)


def _times(count: int) -> str:
    return "дважды" if count == 2 else f"{count} раза" if count in (3, 4) else f"{count} раз"
