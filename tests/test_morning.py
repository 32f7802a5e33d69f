"""A morning in portions: killed anywhere, ticked by two processes at once, with people tapping meanwhile."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, event, func, insert, select

from bot.clock import Clock
from bot.models import (
    Assignment,
    Audience,
    Database,
    Membership,
    Nudge,
    Occurrence,
    OccurrenceKind,
    Organisation,
    OrganisationKind,
    OutboxMessage,
    Peer,
    Person,
    Plan,
    PlanCycle,
    PlanItem,
    PlanSection,
    PlanState,
    Reminder,
    ReminderState,
    Role,
    schema,
)
from bot.services.reminders import Reminders
from bot.settings import load_settings
from tests.databases import POSTGRESQL, SQLITE, empty_database

ZONE = ZoneInfo("Europe/Moscow")
MORNING = datetime(2027, 1, 18, 9, 0, tzinfo=ZONE)
PEOPLE = 11
PORTION = 3
"""So small that neither the people nor the reminders fit into one transaction."""
DUE = date(2027, 2, 1)


class Killed(BaseException):
    """No handler of the product may catch it, as nothing catches SIGKILL."""


@pytest.fixture(params=[SQLITE, POSTGRESQL])
async def address(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    async with empty_database(tmp_path, request.param, migrated=True) as address:
        yield address


def process(address: str) -> Reminders:
    """What one process has: a database of its own, the same clock on the wall."""
    clock = Clock(ZONE)
    clock.freeze(MORNING)
    settings = load_settings(_env_file=None, database_url=address, admin_ids=frozenset({1}))
    return Reminders(Database(address), clock, settings, portion=PORTION)


async def settle(db: Database) -> None:
    """Everybody coordinates two schools and is told of both assignments, the neighbour of one of them."""
    await schema.upgrade(db)
    numbers = range(1, PEOPLE + 1)
    made = {"imported_at": MORNING, "file": b"", "digest": "-", "file_name": "plan.docx"}
    tables: list[tuple[type[Any], list[dict[str, Any]]]] = [
        (Person, [{"id": n, "created_at": MORNING} for n in numbers]),
        (Peer, [{"person_id": n, "user_id": 700 + n, "chat_id": 700 + n} for n in numbers]),
        (
            Organisation,
            [
                {"id": n, "name": f"Школа № {n}", "name_key": f"{n}", "kind": OrganisationKind.SCHOOL}
                for n in numbers
            ],
        ),
        (
            Membership,
            [
                {"person_id": n, "role": Role.COORDINATOR, "organisation_id": school, "started_at": MORNING}
                for n in numbers
                for school in (n, n % PEOPLE + 1)
            ],
        ),
        (Plan, [{"id": 1, "title": "План", "state": PlanState.ACTIVE, **made}]),
        (PlanSection, [{"id": 1, "plan_id": 1, "position": 1, "number": "1", "title": "Раздел"}]),
        (
            PlanItem,
            [
                {"id": 1, "plan_id": 1, "section_id": 1, "position": 1, "number": "1.1", "title": "Отчёт"}
                | {"display_title": "Отчёт", "timing": {}}
            ],
        ),
        (PlanCycle, [{"id": 1, "plan_id": 1, "year": 2027, "activated_on": date(2026, 6, 1)}]),
        (
            Occurrence,
            [{"id": 1, "cycle_id": 1, "item_id": 1, "ordinal": 1, "kind": OccurrenceKind.DATED, "due": DUE}],
        ),
        (
            Assignment,
            [{"id": n, "occurrence_id": 1, "organisation_id": n, "due": DUE} for n in numbers],
        ),
        (
            Reminder,
            [
                {"assignment_id": n, "step": step, "audience": Audience.RESPONSIBLE, "day": day}
                for n in numbers
                for step, day in (("opens:2027-01-11", date(2027, 1, 11)), ("before:10", MORNING.date()))
            ],
        ),
    ]
    async with db.transaction() as session:
        for table, rows in tables:
            await session.execute(insert(table), rows)


async def everybody_was_told_once_of_everything(db: Database) -> None:
    async with db.reading() as session:
        told = await session.execute(
            select(Peer.person_id, OutboxMessage.arguments).join(Peer, Peer.id == OutboxMessage.peer_id)
        )
        items = {number: [card["assignment_id"] for card in content["own"]] for number, content in told}
        messages = await session.scalar(select(func.count()).select_from(OutboxMessage))
        nudges = Counter((await session.execute(select(Nudge.state, Nudge.message_id.is_not(None)))).all())
        reminders = Counter(await session.scalars(select(Reminder.state)))
    assert messages == PEOPLE
    assert {n: sorted(found) for n, found in items.items()} == {
        n: sorted({n, n % PEOPLE + 1}) for n in range(1, PEOPLE + 1)
    }
    assert nudges == {(ReminderState.SENT, True): 2 * PEOPLE}
    assert reminders == {ReminderState.SENT: PEOPLE, ReminderState.DROPPED: PEOPLE}


async def test_two_processes_tick_at_once_and_nobody_is_told_twice(address: str) -> None:
    one, two = process(address), process(address)
    try:
        await settle(one.db)
        written = await asyncio.gather(one.tick(), two.tick(), one.tick(), two.tick())
        assert sum(written) == PEOPLE
        await everybody_was_told_once_of_everything(one.db)
    finally:
        await one.db.close()
        await two.db.close()


async def test_a_morning_killed_between_any_two_portions_goes_on_where_it_stopped(address: str) -> None:
    reminders = process(address)
    commits = 0

    def die_at_the_second(_connection: Connection) -> None:
        nonlocal commits
        commits += 1
        if commits == 2:
            raise Killed

    try:
        await settle(reminders.db)
        event.listen(reminders.db.engine.sync_engine, "commit", die_at_the_second)
        kills = 0
        for commits in itertools.repeat(0):  # noqa: B007 - each tick counts from the start
            try:
                await reminders.tick()
                break
            except Killed:
                kills += 1
        assert kills >= 6, "the morning takes several transactions"
        await everybody_was_told_once_of_everything(reminders.db)
    finally:
        await reminders.db.close()


async def test_whoever_taps_in_the_morning_is_let_in_between_the_portions(address: str) -> None:
    reminders = process(address)
    at: list[int] = []

    async def tap() -> None:
        while not at or at[-1] < PEOPLE:
            async with reminders.db.transaction() as session:
                at.append(await session.scalar(select(func.count()).select_from(OutboxMessage)) or 0)
            await asyncio.sleep(0)

    try:
        await settle(reminders.db)
        tapping = asyncio.create_task(tap())
        await reminders.tick()
        await tapping
        assert len(set(at)) >= 4, f"digests there were at each tap: {at}"
    finally:
        await reminders.db.close()
