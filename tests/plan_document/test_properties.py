"""What must hold for any text, not only for the phrases somebody thought of."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bot.plan_document import Day, Timing, cycle_of, deadlines, occurrences, read_deadline
from bot.plan_document.deadlines import _scan
from bot.plan_document.grammar.cursor import Cursor
from bot.plan_document.grammar.tokens import tokenise
from bot.plan_document.grammar.words import look_up
from bot.plan_document.occurrences import bounds
from bot.working_days import WorkingDays
from tests.plan_document.samples import all_phrases

PHRASES = all_phrases()
FRAGMENTS = [
    *(
        "до",
        "с",
        "по",
        "1",
        "15",
        "31",
        "мая",
        "сентября",
        "2019",
        "года",
        "ежегодно",
        "квартал",
        "II",
        "числа",
    ),
    *(
        "в течение",
        "учебного года",
        "далее – весь период",
        "месяца",
        "раз в",
        "по плану",
        "31.05",
        "(",
        ",",
        "-",
    ),
    *(
        "предшествующего",
        "текущего",
        "декада",
        "понедельник",
        "за",
        "дней",
        "не позднее",
        "и",
        "весь",
        "«",
        "ё",
    ),
]
DAYS = WorkingDays()

unknown_words = st.text("бвгджзклмнпрстфхцчшщ", min_size=4, max_size=9)
free_texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(FRAGMENTS), max_size=9).map(" ".join),
    st.tuples(st.sampled_from(PHRASES), st.sampled_from(PHRASES)).map(", ".join),
)


def days_of(timing: Timing) -> list[Day]:
    ends = [timing.window.from_, timing.window.to] if timing.window else []
    return [*timing.deadlines, *(day for day in ends if day is not None)]


@settings(max_examples=1500, deadline=None)
@given(free_texts)
def test_nothing_raises_and_every_letter_is_accounted_for(text: str) -> None:
    timing = read_deadline(text)
    tokens = tokenise(text)
    covered = [False] * len(text)
    for token in tokens:
        covered[token.start : token.end] = [True] * (token.end - token.start)
    assert all(covered[index] for index, char in enumerate(text) if not char.isspace())
    for warning in timing.warnings:
        quoted = re.match(r"не понято: «(.*)»$", warning)
        assert quoted is None or quoted.group(1) in " ".join(text.split())


@settings(max_examples=500, deadline=None)
@given(free_texts)
def test_a_rule_that_is_not_asked_would_not_have_fitted(text: str) -> None:
    asked = _scan(Cursor(tokenise(text), text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deadlines, "_candidates", lambda token: deadlines._RULES)
        assert _scan(Cursor(tokenise(text), text)) == asked


@pytest.mark.parametrize("phrase", PHRASES)
def test_the_rules_asked_are_enough(phrase: str) -> None:
    asked = _scan(Cursor(tokenise(phrase), phrase))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deadlines, "_candidates", lambda token: deadlines._RULES)
        assert _scan(Cursor(tokenise(phrase), phrase)) == asked


@settings(max_examples=1000, deadline=None)
@given(free_texts)
@example("в течение года")
def test_no_date_without_a_token_that_says_it(text: str) -> None:
    timing = read_deadline(text)
    tokens = tokenise(text)
    numbers = {token.value for token in tokens if token.kind in ("num", "year", "roman", "ord")}
    dates = [token.day for token in tokens if token.day is not None]
    for day in timing.deadlines:
        whole = any(token.kind in ("month", "word") for token in tokens)  # the last day of a named period
        assert day.day in numbers or any(day.day == other.day for other in dates) or whole
    years = numbers | {day.year for day in dates}
    for day in days_of(timing):
        if day.year is not None and not timing.warnings:
            # across New Year, and the second half of «2023/24», the printed year is a neighbour
            assert {day.year - 1, day.year, day.year + 1, day.year - 2000} & years


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(PHRASES), unknown_words, st.integers(0, 30))
@example("ежегодно, до 1 февраля", "щвгд", 1)
def test_an_unknown_word_never_changes_a_reading_silently(phrase: str, word: str, place: int) -> None:
    assume(look_up(word) is None)
    words = phrase.split(" ")
    changed = " ".join([*words[:place], word, *words[place:]])
    before, after = read_deadline(phrase), read_deadline(changed)
    assert (
        after.same_reading(before)
        or after.kind == "unparseable"
        or set(after.warnings) - set(before.warnings)
    )


@settings(max_examples=400, deadline=None)
@given(free_texts)
def test_an_explanation_says_the_reading_it_explains(text: str) -> None:
    timing = read_deadline(text)
    assume(timing.kind != "unparseable")
    again = read_deadline(timing.explanation)
    # a reading with warnings waits for a person, and its words only describe it
    assert again.same_reading(timing) or timing.warnings


yearless = st.tuples(st.integers(1, 12), st.integers(1, 28)).map(lambda pair: Day(*pair))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(yearless, min_size=1, max_size=4, unique=True), st.sampled_from([0, -1]), st.integers(1950, 2150)
)
def test_each_yearly_date_falls_once_into_every_cycle(days: list[Day], offset: int, cycle: int) -> None:
    timing = Timing("", "recurring", "yearly", tuple(days), year_offset=offset)
    here = [one.due for one in occurrences(timing, cycle, DAYS, "as_is")]
    after = [one.due for one in occurrences(timing, cycle + 1, DAYS, "as_is")]
    assert len(here) == len(days)
    for day in days:
        mine = [due for due in here if due and (due.month, due.day) == (day.month, day.day)]
        next_ones = [due for due in after if due and (due.month, due.day) == (day.month, day.day)]
        assert len(mine) == len(next_ones) == 1
        assert next_ones[0].year == mine[0].year + 1
        assert mine[0].year == cycle - 1 if offset else cycle_of(mine[0]) == cycle


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 31), st.integers(1950, 2150))
def test_a_monthly_day_has_twelve_dates_in_every_cycle(day: int, cycle: int) -> None:
    timing = Timing("", "recurring", "monthly", (Day(None, day),))
    dates = [one.due for one in occurrences(timing, cycle, DAYS, "as_is")]
    following = [one.due for one in occurrences(timing, cycle + 1, DAYS, "as_is")]
    months = [(due.year, due.month) for due in [*dates, *following] if due]
    assert len(dates) == len(following) == 12
    assert len(set(months)) == 24


@given(st.dates(date(1951, 1, 1), date(2150, 12, 31)))
def test_cycles_tile_the_calendar(day: date) -> None:
    first, last = bounds(cycle_of(day))
    assert first <= day <= last
    assert bounds(cycle_of(day) + 1)[0] == last + timedelta(days=1)


def is_one_time(timing: Timing) -> bool:
    """Whether all its dates have a year and none of them repeats."""
    once = timing.recurrence == "once" and not timing.then_whole_period
    return once and all(day.year is not None for day in days_of(timing))


ONE_TIME = [phrase for phrase in PHRASES if is_one_time(read_deadline(phrase))]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ONE_TIME), st.integers(1999, 2030))
def test_one_time_dates_appear_in_the_cycle_that_holds_them(phrase: str, cycle: int) -> None:
    timing = read_deadline(phrase)
    by_cycle = {year: occurrences(timing, year, DAYS, "as_is") for year in range(1999, 2031)}
    assert all(one.due and cycle_of(one.due) == cycle for one in by_cycle[cycle])
    assert sum(len(found) for found in by_cycle.values()) == max(len(timing.deadlines), 1)
