"""The ladder: from the dates of an assignment to the mornings on which it is spoken of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Audience, OccurrenceKind
from bot.services.ladder import Ladder
from bot.working_days import WorkingDays

CALENDAR = WorkingDays()
LADDER = Ladder()


def steps(kind: OccurrenceKind, opens: date | None, due: date) -> dict[str, date]:
    """The steps by the beginning of their names («before:10»)."""
    effective = CALENDAR.effective(due, "previous")
    made = LADDER.steps(kind, opens, due, effective, CALENDAR)
    return {step.name.rsplit(":", 1)[0]: step.day for step in made}


@pytest.mark.parametrize(
    ("due", "opens"),
    [  # the table "A year at a glance" of the domain
        (date(2027, 1, 15), date(2026, 12, 23)),
        (date(2027, 1, 20), date(2026, 12, 28)),
        (date(2027, 2, 1), date(2027, 1, 18)),
        (date(2027, 4, 1), date(2027, 3, 18)),
        (date(2027, 5, 31), date(2027, 5, 17)),
        (date(2027, 6, 1), date(2027, 5, 18)),
        (date(2027, 6, 15), date(2027, 5, 31)),
        (date(2027, 7, 1), date(2027, 6, 17)),
        (date(2027, 7, 15), date(2027, 7, 1)),
        (date(2027, 9, 1), date(2027, 8, 18)),
        (date(2027, 10, 1), date(2027, 9, 17)),
        (date(2027, 10, 10), date(2027, 9, 24)),
    ],
)
def test_the_first_nudge_comes_ten_working_days_before(due: date, opens: date) -> None:
    assert steps(OccurrenceKind.DATED, None, due)["before:10"] == opens


def test_a_dated_item_has_the_whole_ladder() -> None:
    made = LADDER.steps(OccurrenceKind.DATED, None, date(2027, 10, 10), date(2027, 10, 8), CALENDAR)
    assert [(step.name.partition(":2027")[0], step.day, step.audience) for step in made] == [
        ("before:10", date(2027, 9, 24), Audience.RESPONSIBLE),
        ("before:5", date(2027, 10, 1), Audience.RESPONSIBLE),
        ("before:1", date(2027, 10, 7), Audience.RESPONSIBLE),
        ("before:0", date(2027, 10, 8), Audience.RESPONSIBLE),
        ("overdue:1", date(2027, 10, 11), Audience.RESPONSIBLE_AND_ABSENT),
        ("overdue:3", date(2027, 10, 13), Audience.HEAD),
        ("overdue:5", date(2027, 10, 15), Audience.CONTROLLER),
        ("weekly:1", date(2027, 10, 22), Audience.EVERYBODY),
        ("weekly:2", date(2027, 10, 29), Audience.EVERYBODY),
        ("weekly:3", date(2027, 11, 9), Audience.EVERYBODY),  # 4 and 5 November are days off
        ("weekly:4", date(2027, 11, 16), Audience.EVERYBODY),
        ("weekly:5", date(2027, 11, 23), Audience.EVERYBODY),
    ]


def test_a_window_is_announced_when_it_opens() -> None:
    made = steps(OccurrenceKind.WINDOW, date(2026, 9, 1), date(2026, 10, 31))
    assert made["opens"] == date(2026, 9, 1)
    assert made["before:0"] == date(2026, 10, 30)


def test_continuing_work_is_asked_about_once_a_month() -> None:
    made = LADDER.steps(
        OccurrenceKind.ONGOING, date(2026, 9, 1), date(2027, 5, 31), date(2027, 5, 31), CALENDAR
    )
    assert [step.name for step in made][:2] == ["opens:2026-09-01", "month:2026-09"]
    assert [step.day for step in made] == [
        date(2026, 9, 1),
        date(2026, 9, 30),
        date(2026, 10, 30),
        date(2026, 11, 30),
        date(2026, 12, 30),
        date(2027, 1, 29),
        date(2027, 2, 26),
        date(2027, 3, 31),
        date(2027, 4, 30),
        date(2027, 5, 31),
    ]


def test_a_report_that_was_returned_late_starts_the_overdue_part_anew() -> None:
    due = date(2027, 2, 1)
    made = LADDER.steps(OccurrenceKind.DATED, None, due, due, CALENDAR, overdue_from=date(2027, 2, 10))
    first_overdue = next(step for step in made if step.kind == "overdue")
    assert first_overdue.day == date(2027, 2, 11)


@given(
    due=st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    span=st.integers(0, 300),
    kind=st.sampled_from([OccurrenceKind.DATED, OccurrenceKind.WINDOW, OccurrenceKind.ONGOING]),
    maximum=st.integers(1, 20),
    before=st.lists(st.integers(0, 30), min_size=1, max_size=6, unique=True),
)
def test_no_step_on_a_day_off_none_twice_never_more_than_the_maximum(
    due: date, span: int, kind: OccurrenceKind, maximum: int, before: list[int]
) -> None:
    ladder = Ladder(before=tuple(sorted(before, reverse=True)), maximum=maximum)
    opens = None if kind is OccurrenceKind.DATED else due - timedelta(days=span)
    made = ladder.steps(kind, opens, due, CALENDAR.effective(due, "previous"), CALENDAR)
    assert len(made) <= maximum
    assert len({step.name for step in made}) == len(made)
    assert len({(step.day, step.audience) for step in made}) == len(made)
    assert all(CALENDAR.is_working(step.day) for step in made)
    assert [step.day for step in made] == sorted(step.day for step in made)
