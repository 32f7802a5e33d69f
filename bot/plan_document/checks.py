"""What a person should look at in a plan: slips, gaps and contradictions. Nothing here changes a reading."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

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
    if row.timing.kind == "unparseable":
        said = f"«{row.timing.phrase}»" if row.timing.phrase else "ячейка пустая"
        yield PlanWarning("deadline-not-understood", f"срок не понят, нужен человек: {said}")
    yield from (
        PlanWarning("deadline-doubtful", f"срок: {text}")
        for text in row.timing.warnings
        if row.timing.kind != "unparseable" or text.startswith("такой даты")
    )
    if not row.executors:
        yield PlanWarning("executor-missing", "не указан ответственный исполнитель")
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
    for index, row in enumerate(rows):
        warnings = [
            *_before_order(row.timing, approved_on),
            *_doubtful_year(row.timing, approved_on, period),
            *_later_than_followers(row, rows[index + 1 :]),
        ]
        if warnings:
            found[index] = warnings
    return found


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
                f"срок {say_day(day)} раньше самого документа ({approved_on:%d.%m.%Y})",
            )


def _doubtful_year(
    timing: Timing, approved_on: date | None, period: tuple[int, int] | None
) -> Iterator[PlanWarning]:
    """A year long before the order, or after the plan's end, printed anywhere in the deadline."""
    first = period[0] if period else approved_on.year if approved_on else None
    last = period[1] if period else None
    for printed in dict.fromkeys(_YEAR.findall(timing.phrase)):
        year = int(printed)
        if first is not None and year < first - 1:
            guess = (
                f": вероятно, {year + 10}"
                if year + 10 >= first and (last is None or year + 10 <= last)
                else ""
            )
            yield PlanWarning("year-doubtful", f"сомнительный год {year}{guess}")
        elif last is not None and year > last:
            yield PlanWarning("year-after-plan", f"год {year} позже срока действия плана ({last})")


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
    """Numbers that are missing or printed twice among items of one level."""
    seen: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        parent, _, own = row.number.rpartition(".")
        seen.setdefault((row.section, parent), []).append(int(own))
    for (section, parent), numbers in seen.items():
        prefix = f"{parent}." if parent else ""
        for before, after in zip([0, *numbers], numbers, strict=False):
            if after == before:
                yield PlanWarning(
                    "number-repeated", f"раздел {section}: номер {prefix}{after} напечатан дважды"
                )
            elif after != before + 1:
                missing = ", ".join(f"{prefix}{number}" for number in range(before + 1, after))
                text = (
                    f"пропущен номер {missing}" if missing else f"номер {prefix}{after} стоит не по порядку"
                )
                yield PlanWarning("number-gap", f"раздел {section}: {text}")
