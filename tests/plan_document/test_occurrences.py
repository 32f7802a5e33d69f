"""The dates of a cycle, as the step's rule for `--cycle` gives them."""

from datetime import date

import pytest

from bot.plan_document import cycle_of, occurrences, proposed_date, read_deadline
from bot.working_days import WorkingDays
from tests.plan_document.samples import CYCLOGRAM, PLAN_2018, plan

DAYS = WorkingDays()


def dates(phrase: str, cycle: int) -> list[str]:
    """Occurrences as «due» or «opens..due»."""
    found = occurrences(read_deadline(phrase), cycle, DAYS)
    return [f"{one.opens}..{one.due}" if one.opens else f"{one.due}" for one in found]


CYCLE_2027 = {
    "1.1": ["2026-07-15"],
    "1.2": ["2026-07-01"],
    "1.3": ["2026-07-01"],
    "2.1": ["2026-09-01..2027-05-31"],
    "2.1.1": ["2027-02-01"],
    "2.1.2": ["2027-09-01"],
    "2.1.4": ["2026-10-01", "2027-04-01"],
    "2.2": ["2026-09-01..2026-10-31"],
    "2.4.1": ["2026-09-01"],
    "2.4.3": ["2026-10-01", "2027-04-01"],
    "2.5": ["2026-10-01..2026-12-31"],
    "2.7": ["2026-10-01..2026-12-31"],
    "2.8.1": ["2026-09-01..2026-11-30"],
    "2.8.2": ["2026-09-01..2026-11-30"],
    "2.8.5": ["2027-01-15", "2027-06-15"],
    "2.9": ["2027-06-01"],
    "2.10": ["2027-09-01"],
    "2.11": ["2026-09-02..2027-09-01"],
    "3.1.1": ["2026-10-01"],
    "3.1.4": ["2026-09-02..2027-09-01"],
    "3.3": ["2026-10-10", "2027-01-20"],
}


@pytest.mark.parametrize(("number", "expected"), CYCLE_2027.items())
def test_the_cyclogram_in_cycle_2027(number: str, expected: list[str]) -> None:
    item = next(item for item in plan(CYCLOGRAM).items if item.number == number)
    found = occurrences(item.timing, 2027, DAYS)
    assert [f"{one.opens}..{one.due}" if one.opens else f"{one.due}" for one in found] == expected


def test_every_item_of_the_cyclogram_has_dates_in_every_cycle() -> None:
    for cycle in (2026, 2027, 2028):
        assert all(occurrences(item.timing, cycle, DAYS) for item in plan(CYCLOGRAM).items)


@pytest.mark.parametrize(
    ("section", "number", "cycle", "expected"),
    [
        ("1", "1", 2019, ["2019-02-01"]),
        ("1", "1", 2020, []),
        ("1", "4", 2019, ["2019-01-01..2019-03-31"]),
        ("1", "4", 2021, ["2020-09-02..2021-09-01"]),
        ("1", "6", 2018, []),
        ("1", "6", 2019, ["2019-02-01"]),
        ("1", "6", 2020, ["2019-09-02..2020-09-01"]),
        ("1", "3", 2018, ["2017-09-01..2018-05-31"]),
        ("1", "3", 2019, ["2018-09-01..2019-05-31", "2019-09-01"]),
        ("3", "4", 2019, []),
        ("3", "4", 2020, ["2020-01-01..2020-09-01"]),
        ("3", "4", 2021, ["2020-09-02..2021-09-01"]),
        ("3", "5", 2027, ["2027-05-31"]),
        ("3", "13", 2018, []),
        ("3", "13", 2020, ["2019-10-01..2019-11-30"]),
        ("3", "13", 2021, []),
        ("3", "13", 2022, ["2021-10-01..2021-11-30"]),
        ("5", "3", 2020, ["2020-01-01..2020-06-30"]),
        ("6", "3", 2027, ["2027-01-01..2027-03-31"]),
        ("2", "7", 2027, []),
    ],
)
def test_the_plan_2018_by_cycles(section: str, number: str, cycle: int, expected: list[str]) -> None:
    item = next(row for row in plan(PLAN_2018).items if (row.section, row.number) == (section, number))
    assert dates(item.timing.phrase, cycle) == expected


@pytest.mark.parametrize(
    ("phrase", "cycle", "expected"),
    [
        (
            "ежемесячно, до 30 числа",
            2027,
            "2026-09-30 2026-10-30 2026-11-30 2026-12-30 2027-01-30 2027-02-28",
        ),
        ("еженедельно с 26.08.2013 по 20.10.2013", 2014, "2013-08-26..2013-10-20"),
        ("25 декабря – 8 января", 2027, "2026-12-25..2027-01-08"),
        ("29 февраля", 2027, "2027-02-28"),
        ("до 1 сентября", 2027, "2027-09-01"),
        ("2019, 2021 годы, до 1 мая", 2020, ""),
        ("2019, 2021 годы, до 1 мая", 2021, "2021-05-01"),
        ("в течение 2023-2024 учебного года", 2024, "2023-09-01..2024-05-31"),
        ("в течение 2025 года", 2025, "2025-01-01..2025-09-01"),
        ("в течение 2025 года", 2026, "2025-09-02..2025-12-31"),
        ("С 11 августа", 2027, "2027-08-11..2027-09-01"),
        ("ежегодно до 1 мая, начиная с 2026 года", 2025, ""),
        ("ежегодно до 1 мая, начиная с 2026 года", 2026, "2026-05-01"),
        ("по запросу", 2027, ""),
        ("31 июня", 2027, ""),
    ],
)
def test_other_shapes(phrase: str, cycle: int, expected: str) -> None:
    assert " ".join(dates(phrase, cycle)).startswith(expected)
    assert bool(dates(phrase, cycle)) == bool(expected)


FRIDAYS = """
2026-09-25 2026-10-30 2026-11-27 2026-12-25 2027-01-29 2027-02-26
2027-03-26 2027-04-30 2027-05-28 2027-06-25 2027-07-30 2027-08-27"""
THURSDAYS = """
2026-09-03 2026-09-17 2026-10-01 2026-10-15 2026-11-05 2026-11-19 2026-12-03 2026-12-17
2027-01-07 2027-01-21 2027-02-04 2027-02-18 2027-03-04 2027-03-18 2027-04-01 2027-04-15
2027-05-06 2027-05-20 2027-06-03 2027-06-17 2027-07-01 2027-07-15 2027-08-05 2027-08-19"""
MONDAYS = """
2026-09-07 2026-10-05 2026-11-02 2026-12-07 2027-01-04 2027-02-01 2027-03-01 2027-04-05 2027-05-03"""
WEDNESDAYS = "2027-03-03 2027-04-07 2027-05-05 2027-06-02 2027-07-07 2027-08-04 2027-09-01"
TENTHS = """
2026-09-10 2026-10-10 2026-11-10 2026-12-10 2027-01-10 2027-02-10 2027-03-10 2027-04-10 2027-05-10"""


@pytest.mark.parametrize(
    ("phrase", "cycle", "expected"),
    [
        ("последняя пятница месяца", 2027, FRIDAYS),
        ("1 и 3 четверг месяца", 2027, THURSDAYS),
        ("пятая среда месяца", 2027, "2026-09-30 2026-12-30 2027-03-31 2027-06-30"),
        ("первый понедельник месяца, в течение учебного года", 2027, MONDAYS),
        ("первая среда месяца с марта 2027 года", 2027, WEDNESDAYS),
        ("по понедельникам", 2027, ""),
        ("еженедельно, по пятницам, в течение учебного года", 2027, "2026-09-01..2027-05-31"),
        ("ежемесячно до 10 числа, с сентября по май", 2027, TENTHS),
        ("ежегодно до 1 ноября (2024-2026 годы)", 2024, ""),
        ("ежегодно до 1 ноября (2024-2026 годы)", 2025, "2024-11-01"),
        ("ежегодно до 1 ноября (2024-2026 годы)", 2027, "2026-11-01"),
        ("ежегодно до 1 ноября (2024-2026 годы)", 2028, ""),
    ],
)
def test_series(phrase: str, cycle: int, expected: str) -> None:
    assert dates(phrase, cycle) == expected.split()


def test_the_effective_day_follows_the_rule() -> None:
    timing = read_deadline("ежегодно, до 10 октября")  # a Sunday in 2027
    found = {rule: occurrences(timing, 2028, DAYS, rule)[0] for rule in ("previous", "next", "as_is")}
    assert {one.due for one in found.values()} == {date(2027, 10, 10)}
    assert found["previous"].effective_due == date(2027, 10, 8)
    assert found["next"].effective_due == date(2027, 10, 11)
    assert found["as_is"].effective_due == date(2027, 10, 10)


@pytest.mark.parametrize(
    ("phrase", "cycle", "expected"),
    [
        ("Ежегодно", 2027, date(2027, 5, 31)),
        ("2019 год, ежегодно", 2018, None),
        ("2019 год, ежегодно", 2019, date(2019, 5, 31)),
        ("С 1 сентября 2019 года, ежегодно", 2019, None),
        ("С 1 сентября 2019 года, ежегодно", 2020, date(2020, 5, 31)),
        ("1 раз в 2 года (2019, 2021)", 2021, date(2021, 5, 31)),
        ("1 раз в 2 года (2019, 2021)", 2023, None),
        ("раз в 2 года", 2027, None),
        ("ежегодно, до 1 мая", 2027, None),
        ("ежеквартально", 2027, None),
        ("ежегодно, 2024-2026 годы", 2023, None),
        ("ежегодно, 2024-2026 годы", 2026, date(2026, 5, 31)),
        ("ежегодно, 2024-2026 годы", 2027, None),
        ("по плану", 2027, None),
    ],
)
def test_proposed_dates(phrase: str, cycle: int, expected: date | None) -> None:
    assert proposed_date(read_deadline(phrase), cycle) == expected


@pytest.mark.parametrize(
    ("day", "cycle"), [(date(2026, 9, 1), 2026), (date(2026, 9, 2), 2027), (date(2027, 9, 1), 2027)]
)
def test_cycle_of(day: date, cycle: int) -> None:
    assert cycle_of(day) == cycle
