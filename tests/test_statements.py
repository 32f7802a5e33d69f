"""What a tap asks of the database: the numbers people wait for, so that none creeps in unseen."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.models import OrganisationKind, Role
from bot.sandbox import Visitor
from tests.city import City, city
from tests.families import pupil
from tests.mentors import MONDAY, tutored
from tests.taps import label_like

SMALL_PLAN = Path(__file__).parent / "small_plan.txt"
MORNING = date(2027, 1, 18)
ALWAYS = 7
"""Of every tap: keep, look, claim; the form, who it is; mark as handled, look for more."""


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[tuple[City, Visitor]]:
    """A coordinator on the morning on which 2.1.1 is nudged."""
    async with city(tmp_path, start=datetime(2027, 1, 15, 20, 30)) as c:
        await c.administrator.start()
        organisation = await c.organisation("Школа № 1 (демо)", OrganisationKind.SCHOOL)
        who = await c.join("Координатор", Role.COORDINATOR, organisation)
        await c.activate(SMALL_PLAN)
        await c.morning(MORNING)
        yield c, who


async def asked(c: City, who: Visitor, label: str) -> tuple[list[str], int]:
    """The statements between a tap and its answer, and how many transactions held the lock for writing."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(" ".join(statement.split()))

    await who.press(label)
    event.listen(c.app.db.engine.sync_engine, "before_cursor_execute", note)
    try:
        await c.app.poller.poll_once(0)
        await c.app.inbox.settled()
    finally:
        event.remove(c.app.db.engine.sync_engine, "before_cursor_execute", note)
    writing = statements.count("BEGIN IMMEDIATE")
    return [each for each in statements if not each.startswith("BEGIN")], writing


async def test_a_tap_costs_few_statements(school: tuple[City, Visitor]) -> None:
    c, who = school
    for label, own, answer in (
        ("Меню", 0, "Что нужно сделать?"),
        ("Мои поручения", 2, "2.1.1"),
        ("2.1.1 · 1 февр", 4, "Ответа пока нет"),
        ("Принято", 5, "К какому дню"),
        ("25", 8, "Обещано к 25 января 2027"),
        ("Готово", 9, "Пришлите"),  # four of them keep the form that begins here
    ):
        statements, _ = await asked(c, who, label)
        assert answer in who.last.text
        assert len(statements) <= ALWAYS + own, "\n".join([label, *statements])


async def test_a_tap_that_only_reads_takes_the_lock_for_nothing_but_the_update_itself(
    school: tuple[City, Visitor],
) -> None:
    c, who = school
    if not c.app.db.is_sqlite:
        pytest.skip("who locks whom is said in so many words only to SQLite")
    for label in ("Меню", "Мои поручения", "2.1.1 · 1 февр", "Принято"):
        _, writing = await asked(c, who, label)
        assert writing == 3, f"{label}: stored, claimed, marked as handled"
    _, writing = await asked(c, who, "25")
    assert writing == 4, "and the promise"


async def test_a_city_of_many_schools_costs_no_more_than_one(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        await tutored(c)
        methodist = await c.join("Марина Демо", Role.METHODIST)
        counted = []
        for first in (50, 60):
            await c.say(methodist, "/menu")
            statements, _ = await asked(c, methodist, label_like(methodist.last, "Сводка"))
            assert "Школа № 37 (демо)" in str(methodist.last.buttons)
            counted.append(len(statements))
            for number in range(first, first + 5):
                place = await c.organisation(f"Школа № {number} (демо)", OrganisationKind.SCHOOL)
                await pupil(c, place)
        assert counted[0] == counted[1]


async def test_a_morning_on_which_nobody_is_asked_about_pairs_writes_nothing(tmp_path: Path) -> None:
    async with city(tmp_path, MONDAY) as c:
        await tutored(c, 3)
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            statements.append(statement)

        event.listen(c.app.db.engine.sync_engine, "before_cursor_execute", note)
        await c.app.services.watch.tick()
        event.remove(c.app.db.engine.sync_engine, "before_cursor_execute", note)
        assert statements
        assert "BEGIN IMMEDIATE" not in statements
        assert not any(each.startswith(("INSERT", "UPDATE")) for each in statements)
