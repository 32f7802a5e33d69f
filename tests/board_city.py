"""A city with the циклограмма at work, put there through the services: where the board's stories begin."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.models import (
    Assignment,
    EvidenceKind,
    ItemExecutor,
    Occurrence,
    Organisation,
    OrganisationKind,
    PlanCycle,
    PlanItem,
    Role,
)
from bot.sandbox import Visitor
from bot.services.actor import Actor
from bot.services.assignments import Evidence
from bot.services.executors import Target, unresolved_names
from tests.city import ADMINISTRATOR_ID, CYCLE_PLAN, City, city, confirm_readings
from tests.databases import KIND, SQLITE

YEAR = 2027
DATABASE = "bot.sqlite3"
FIRST, SECOND = "Школа № 1", "Школа № 2"
ODD = '<3 & "=1+1"'
"""A name that would break a message or a table that does not take it as plain text."""
SCHOOLS = (FIRST, SECOND, ODD)

_at_work: list[bytes] = []
"""The database of a city whose plan is at work, kept because starting a plan takes a second."""


@dataclass
class Town:
    """A city of three schools with the циклограмма at work; the first two have a coordinator."""

    c: City
    numbers: dict[str, int]
    controller: Visitor
    first: Visitor
    second: Visitor


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    """The same town for every story, at the clock of `tests.city`."""
    if KIND == SQLITE:
        if not _at_work:
            _at_work.append(await _start_plan(folder / "first"))
        (folder / DATABASE).write_bytes(_at_work[0])
    async with city(folder) as c:
        if KIND != SQLITE:
            await _start(c)
        numbers = {row.name: row.organisation_id for row in await c.app.services.organisations.listed()}
        yield Town(
            c=c,
            numbers=numbers,
            controller=await c.join("Пётр Демо", Role.CONTROLLER),
            first=await coordinator(c, numbers[FIRST]),
            second=await coordinator(c, numbers[SECOND], "Инна Демо"),
        )


async def _start_plan(folder: Path) -> bytes:
    async with city(folder) as c:
        await _start(c)
    return content_of(folder / DATABASE)


async def _start(c: City) -> None:
    for name in SCHOOLS:
        await school(c, name)
    await put_to_work(c)


async def administrator(c: City) -> Actor:
    """The administrator, as services know them."""
    actor = await c.app.services.people.actor(ADMINISTRATOR_ID, ADMINISTRATOR_ID)
    assert actor is not None
    return actor


def content_of(file: Path) -> bytes:
    """The bytes of a file."""
    return file.read_bytes()


async def put_to_work(c: City, file: Path = CYCLE_PLAN, year: int = YEAR) -> int:
    """Import a plan, let whoever is unknown be nobody, start a cycle; returns the plan's number."""
    actor, plans = await administrator(c), c.app.services.cycle_plan
    plan_id = await plans.import_plan(actor, file.name, content_of(file))
    while True:
        async with c.app.db.reading() as session:
            unknown = await unresolved_names(session, plan_id)
            if not unknown:
                break
            executor_id = await session.scalar(
                select(ItemExecutor.id).where(ItemExecutor.name_key == next(iter(unknown)))
            )
        assert executor_id is not None
        await plans.explain_executor(actor, plan_id, executor_id, Target(None, None))
    await confirm_readings(c.app.services.plan_review, actor, plan_id)
    await plans.activate(actor, plan_id, year)
    return plan_id


async def school(c: City, name: str) -> int:
    """A school of this name."""
    return await c.organisation(name, OrganisationKind.SCHOOL)


async def coordinator(c: City, organisation_id: int, name: str = "Ольга Демо") -> Visitor:
    """Somebody who answers for it."""
    return await c.join(name, Role.COORDINATOR, organisation_id)


async def assignment(c: City, item: str, organisation: str, due: date | None = None) -> Assignment:
    """What an organisation has to do about an item (by a day, where the item has several)."""
    async with c.app.db.reading() as session:
        query = (
            select(Assignment)
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .join(PlanCycle, PlanCycle.id == Occurrence.cycle_id)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .join(Organisation, Organisation.id == Assignment.organisation_id)
            .where(PlanItem.number == item, Organisation.name == organisation, PlanCycle.closed_at.is_(None))
            .order_by(Assignment.due)
        )
        if due is not None:
            query = query.where(Assignment.due == due)
        found = (await session.scalars(query)).first()
    assert found is not None
    return found


async def actor_of(c: City, who: Visitor) -> Actor:
    """A visitor, as services know them."""
    actor = await c.app.services.people.actor(who.id, who.id)
    assert actor is not None
    return actor


async def promise(c: City, who: Visitor, item: str, organisation: str, day: date) -> None:
    """«Принято» with a day."""
    found = await assignment(c, item, organisation)
    await c.app.services.assignments.promise(await actor_of(c, who), found.id, day)


async def report(c: City, who: Visitor, item: str, organisation: str, text: str) -> int:
    """«Готово» with a text; returns the number of the report."""
    found = await assignment(c, item, organisation)
    evidence = Evidence(source=f"{who.id}:{found.id}:{text}", kind=EvidenceKind.TEXT, text=text)
    view = await c.app.services.assignments.complete(await actor_of(c, who), found.id, evidence)
    return view.reports[-1].completion_id


async def accept(c: City, who: Visitor, completion_id: int) -> None:
    """«Снять с контроля»."""
    await c.app.services.control.accept(await actor_of(c, who), completion_id)


def stand_at(c: City, day: date, at: time = time(10, 0)) -> None:
    """Nothing happens, but it is another day."""
    c.clock.freeze(datetime.combine(day, at))


def cells(sheet: Any, first_row: int = 2) -> list[tuple[Any, ...]]:
    """The rows of a sheet; a cell that is a real day of the calendar becomes a `date`."""
    return [
        tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row)
        for row in sheet.iter_rows(min_row=first_row, values_only=True)
    ]


def labels(who: Visitor) -> list[str]:
    """The buttons under the newest message."""
    return [button.text for row in who.last.buttons for button in row]


async def press_through(c: City, who: Visitor) -> list[str]:
    """Leaf to the last page; returns the buttons of all pages."""
    found = labels(who)
    for _ in range(20):
        if "Дальше ›" not in labels(who):
            return found
        await c.press(who, "Дальше ›")
        found += labels(who)
    raise AssertionError("the pages have no end")
