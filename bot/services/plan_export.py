"""Files to hand over: the official table as Word and Excel, deadlines as a calendar."""

import asyncio
import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    Assignment,
    AssignmentState,
    Database,
    Occurrence,
    Organisation,
    Plan,
    PlanCycle,
    PlanItem,
)
from bot.plan_document import cycle_of
from bot.services import plan_calendar
from bot.services.names import natural_order
from bot.services.official_table import OfficialTable, load_table
from bot.services.people import Actor, only_controlling
from bot.services.plan_calendar import Deadline
from bot.services.plan_rows import FIRST_CYCLE, LAST_CYCLE, load_plan
from bot.services.schedule import Rules, rules
from bot.services.sheets import File
from bot.settings import Settings
from bot.texts import Words

FORMS = ("docx", "xlsx")


@dataclass(frozen=True)
class Whose:
    """An organisation that has deadlines in a cycle."""

    organisation_id: int
    name: str


@dataclass(frozen=True)
class PlanExport:
    """Use cases of those who take a plan out of the bot; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def table(self, actor: Actor, plan_id: int, year: int, form: str, words: Words) -> File:
        """The official table of any plan, as `docx` or `xlsx`; with marks where it is at work."""
        only_controlling(actor)
        if form not in FORMS:
            raise NotFound
        async with self.db.reading() as session:
            plan = await load_plan(session, plan_id)
            made = await rules(session, self.settings, self.clock.today())
            table = await load_table(session, plan, self._year(year), made, words)
        content = await asyncio.to_thread(_written, form, table, words)
        name = words.label(
            "export-file",
            number=_in_file_name(table.number),
            numbered=bool(table.number),
            year=table.year,
            day=self.clock.today().isoformat(),
        )
        return File(f"{name}.{form}", content)

    async def calendar(
        self, actor: Actor, plan_id: int, year: int, organisation_id: int | None, words: Words
    ) -> File:
        """The deadlines of a whole plan in a cycle, or those of one organisation."""
        only_controlling(actor)
        async with self.db.reading() as session:
            plan = await load_plan(session, plan_id)
            made = await rules(session, self.settings, self.clock.today())
            cycle = await _cycle(session, plan, self._year(year))
            if organisation_id is None:
                deadlines = await _of_plan(session, plan, cycle, made)
                name = words.label(
                    "calendar-plan", number=plan.number, numbered=bool(plan.number), year=cycle.year
                )
            else:
                organisation = await session.get(Organisation, organisation_id)
                if organisation is None:
                    raise NotFound
                cycles = await _cycles_of_order(session, plan, cycle.year)
                own = Assignment.organisation_id == organisation_id
                deadlines = await _of_assignments(session, made, own, Occurrence.cycle_id.in_(cycles))
                name = words.label("calendar-organisation", name=organisation.name, year=cycle.year)
        return await self._file(name, deadlines, words)

    async def organisations(self, actor: Actor, plan_id: int, year: int) -> list[Whose]:
        """The organisations that have deadlines of a plan in a cycle."""
        only_controlling(actor)
        async with self.db.reading() as session:
            cycle = await _cycle(session, await load_plan(session, plan_id), self._year(year))
            found = await session.execute(
                select(Organisation.id, Organisation.name)
                .where(
                    Organisation.id.in_(
                        select(Assignment.organisation_id)
                        .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
                        .where(Occurrence.cycle_id == cycle.id)
                    )
                )
                .order_by(Organisation.id)
            )
            return sorted((Whose(*row) for row in found), key=lambda each: natural_order(each.name))

    async def my_calendar(self, actor: Actor, words: Words) -> File:
        """«Мои сроки»: what the person's organisations have to do, without what a colleague took on."""
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            deadlines = await _of_assignments(
                session,
                made,
                Assignment.organisation_id.in_(actor.organisation_ids),
                Assignment.person_id.is_(None) | (Assignment.person_id == actor.person_id),
            )
        if not any(not deadline.cancelled for deadline in deadlines):
            raise DomainError("calendar-empty")
        return await self._file(words.label("calendar-mine"), deadlines, words)

    async def _file(self, name: str, deadlines: list[Deadline], words: Words) -> File:
        if not deadlines:
            raise DomainError("calendar-empty")
        content = await asyncio.to_thread(
            plan_calendar.write, name, self.settings.municipality, deadlines, self.clock.now(), words
        )
        return File(f"{_in_file_name(name)}.ics", content)

    def _year(self, year: int) -> int:
        year = year or cycle_of(self.clock.today())
        if not FIRST_CYCLE <= year <= LAST_CYCLE:
            raise NotFound
        return year


def _written(form: str, table: OfficialTable, words: Words) -> bytes:
    from bot.services import official_docx, official_xlsx

    return official_docx.write(table, words) if form == "docx" else official_xlsx.write(table, words)


def _in_file_name(text: str) -> str:
    """A text that every system takes for a file's name."""
    return re.sub(r'[\\/:*?"<>|\s]+', " ", text).strip()[:120]


async def _cycle(session: AsyncSession, plan: Plan, year: int) -> PlanCycle:
    cycle = await session.scalar(
        select(PlanCycle).where(PlanCycle.plan_id == plan.id, PlanCycle.year == year)
    )
    if cycle is None:
        raise DomainError("calendar-not-started")
    return cycle


async def _cycles_of_order(session: AsyncSession, plan: Plan, year: int) -> list[int]:
    """The cycle of this year in the plan and in the versions before it."""
    plans = [plan.id]
    number = plan.replaces_id
    while number is not None and number not in plans:
        plans.append(number)
        number = await session.scalar(select(Plan.replaces_id).where(Plan.id == number))
    found = await session.scalars(
        select(PlanCycle.id).where(PlanCycle.plan_id.in_(plans), PlanCycle.year == year)
    )
    return list(found)


async def _of_plan(session: AsyncSession, plan: Plan, cycle: PlanCycle, made: Rules) -> list[Deadline]:
    """The dates of the plan; those of items that a later version has left out are cancelled."""
    rows = await session.execute(
        select(Occurrence, PlanItem)
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .where(
            Occurrence.cycle_id.in_(await _cycles_of_order(session, plan, cycle.year)),
            Occurrence.due.is_not(None),
        )
        .order_by(Occurrence.due, PlanItem.position)
    )
    return [
        Deadline(
            key=f"occurrence/{occurrence.id}",
            revision=occurrence.revision,
            number=item.number,
            title=item.display_title,
            day=made.effective(occurrence.due),
            due=occurrence.due,
            opens=occurrence.opens,
            phrase=item.deadline_phrase,
            result=item.result,
            whom=item.executors_text,
            cancelled=occurrence.dropped or occurrence.cycle_id != cycle.id,
        )
        for occurrence, item in rows
        if occurrence.due is not None
    ]


async def _of_assignments(session: AsyncSession, made: Rules, *where: ColumnElement[bool]) -> list[Deadline]:
    rows = await session.execute(
        select(Assignment, Occurrence, PlanItem, Organisation.name)
        .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
        .join(PlanItem, PlanItem.id == Occurrence.item_id)
        .join(Organisation, Organisation.id == Assignment.organisation_id)
        .where(Assignment.due.is_not(None), *where)
        .order_by(Assignment.due, PlanItem.position, Assignment.id)
    )
    return [
        Deadline(
            key=f"assignment/{assignment.id}",
            revision=assignment.revision + occurrence.revision,
            number=item.number,
            title=item.display_title,
            day=made.effective(assignment.due),
            due=assignment.due,
            opens=occurrence.opens,
            phrase=item.deadline_phrase,
            result=item.result,
            whom=name,
            done=assignment.state is AssignmentState.ACCEPTED,
            cancelled=assignment.state is AssignmentState.WITHDRAWN,
        )
        for assignment, occurrence, item, name in rows
        if assignment.due is not None
    ]
