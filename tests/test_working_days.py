"""The Russian production calendar, and the example year of the domain's glossary."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.working_days import WorkingDays

DAYS = WorkingDays()

# due date → ten working days before its effective day, as the example year says
A_YEAR_AT_A_GLANCE = {
    date(2027, 1, 15): date(2026, 12, 23),
    date(2027, 1, 20): date(2026, 12, 28),
    date(2027, 2, 1): date(2027, 1, 18),
    date(2027, 4, 1): date(2027, 3, 18),
    date(2027, 5, 31): date(2027, 5, 17),
    date(2027, 6, 1): date(2027, 5, 18),
    date(2027, 6, 15): date(2027, 5, 31),
    date(2027, 7, 1): date(2027, 6, 17),
    date(2027, 7, 15): date(2027, 7, 1),
    date(2027, 9, 1): date(2027, 8, 18),
    date(2027, 10, 1): date(2027, 9, 17),
    date(2027, 10, 10): date(2027, 9, 24),
}


@pytest.mark.parametrize(("due", "opens"), A_YEAR_AT_A_GLANCE.items(), ids=str)
def test_ten_working_days_before(due: date, opens: date) -> None:
    assert DAYS.shift(DAYS.effective(due), -10) == opens


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 12, 31), False),
        (date(2027, 1, 10), False),
        (date(2027, 1, 11), True),
        (date(2027, 2, 20), True),
        (date(2027, 2, 22), False),
        (date(2027, 6, 14), False),
        (date(2027, 11, 5), False),
        (date(2026, 1, 9), False),
        (date(2026, 3, 9), False),
        (date(2025, 5, 2), False),
        (date(2025, 11, 1), True),
        (date(2025, 11, 3), False),
        (date(2025, 12, 31), False),
        (date(2024, 4, 27), True),
        (date(2024, 4, 29), False),
        (date(2030, 1, 3), False),
        (date(2030, 1, 9), True),
    ],
)
def test_is_working(day: date, working: bool) -> None:
    assert DAYS.is_working(day) is working


@pytest.mark.parametrize(("year", "working_days"), [(2025, 247), (2026, 247), (2027, 247), (2024, 248)])
def test_working_days_of_a_year(year: int, working_days: int) -> None:
    first = date(year, 1, 1)
    days = (
        first + timedelta(days=number)
        for number in range(date(year + 1, 1, 1).toordinal() - first.toordinal())
    )
    assert sum(DAYS.is_working(day) for day in days) == working_days


def test_our_table_agrees_with_the_library_where_it_knows_the_year() -> None:
    from holidays import country_holidays

    for year in (2025, 2026, 2027):
        known = country_holidays("RU", years=year)
        day = date(year, 1, 1)
        while day.year == year:
            off = day in known or (day.weekday() >= 5 and day not in known.weekend_workdays)
            assert DAYS.is_working(day) is not off, day
            day += timedelta(days=1)


@pytest.mark.parametrize(("year", "published"), [(2024, True), (2026, True), (2027, True), (2035, False)])
def test_is_published(year: int, published: bool) -> None:
    assert DAYS.is_published(year) is published


def test_the_effective_day() -> None:
    sunday = date(2027, 10, 10)
    assert DAYS.effective(sunday) == DAYS.effective(sunday, "previous") == date(2027, 10, 8)
    assert DAYS.effective(sunday, "next") == date(2027, 10, 11)
    assert DAYS.effective(sunday, "as_is") == sunday
    assert DAYS.on_or_before(date(2027, 10, 8)) == DAYS.on_or_after(date(2027, 10, 8)) == date(2027, 10, 8)


def test_the_administrators_days_win() -> None:
    own = WorkingDays(days_off=[date(2027, 6, 1)], working_days=[date(2027, 6, 5), date(2027, 6, 14)])
    assert not own.is_working(date(2027, 6, 1))
    assert own.is_working(date(2027, 6, 5))
    assert own.is_working(date(2027, 6, 14))
    assert own.effective(date(2027, 6, 1)) == date(2027, 5, 31)
    both = WorkingDays(days_off=[date(2027, 6, 6)], working_days=[date(2027, 6, 6)])
    assert both.is_working(date(2027, 6, 6))


def test_shift_by_nothing() -> None:
    assert DAYS.shift(date(2027, 10, 10), 0) == date(2027, 10, 10)
    assert DAYS.shift(date(2027, 10, 10), 1) == date(2027, 10, 11)
    assert DAYS.shift(date(2027, 10, 11), 1) == date(2027, 10, 12)


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-40, 40).filter(bool))
def test_shift_counts_the_working_days_between(day: date, count: int) -> None:
    reached = DAYS.shift(day, count)
    low, high = (day + timedelta(days=1), reached) if count > 0 else (reached, day - timedelta(days=1))
    days = (low + timedelta(days=number) for number in range((high - low).days + 1))
    assert DAYS.is_working(reached)
    assert sum(DAYS.is_working(one) for one in days) == abs(count)
