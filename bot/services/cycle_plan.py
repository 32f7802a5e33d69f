"""From an uploaded order to a working cycle: import, look over, put to work."""

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError
from bot.models import (
    Assignment,
    AssignmentState,
    Audience,
    Database,
    ItemExecutor,
    Occurrence,
    OccurrenceKind,
    Plan,
    PlanCycle,
    PlanItem,
    PlanSection,
    PlanState,
    Reminder,
)
from bot.plan_document import cycle_of
from bot.plan_document.apart import read_apart
from bot.services.audit import note
from bot.services.coverage import follow_executors
from bot.services.executors import Target, explain_executor, unresolved_names
from bot.services.office_hours import next_morning
from bot.services.outbox import insert_new
from bot.services.people import Actor, only_controlling
from bot.services.plan_rows import DatedItem, add_rows, dated_item, load_items, load_plan, occurrences_of
from bot.services.schedule import Rules, create_assignments, rules
from bot.settings import Settings


@dataclass(frozen=True)
class PlanOverview:
    """What a person sees after the upload, before putting the plan to work."""

    plan_id: int
    title: str
    number: str
    version: int
    state: PlanState
    sections: int
    items: int
    warnings: tuple[str, ...]
    year: int
    years: tuple[int, ...]
    active_years: tuple[int, ...]
    dated: int
    ongoing: int
    undated: int
    past: int
    unresolved: int


@dataclass(frozen=True)
class Activation:
    """What putting a plan to work created."""

    year: int
    assignments: int
    organisations: int
    past: int
    undated: int
    next_day: date | None


@dataclass(frozen=True)
class CyclePlan:
    """Use cases around plans; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def import_plan(self, actor: Actor, file_name: str, content: bytes) -> int:
        """Read an official document and keep it as a draft; the same file again is the same plan."""
        only_controlling(actor)
        digest = hashlib.sha256(content).hexdigest()
        async with self.db.reading() as session:
            known = await session.scalar(select(Plan.id).where(Plan.digest == digest))
        if known is not None:
            return known
        document = await read_apart(content, file_name, self.clock.today())
        now = self.clock.now()
        async with self.db.transaction() as session:
            earlier = await session.scalar(
                select(func.max(Plan.version)).where(
                    Plan.number == document.number, Plan.title == document.title
                )
            )
            plan = Plan(
                title=document.title,
                number=document.number,
                approved_on=document.approved_on,
                version=(earlier or 0) + 1,
                file_name=file_name,
                file=content,
                digest=digest,
                warnings=[warning.message for warning in document.warnings],
                imported_by=actor.person_id,
                imported_at=now,
            )
            session.add(plan)
            await session.flush()
            await add_rows(session, plan, document)
            note(session, now, actor.person_id, "plan imported", "plan", plan.id, items=len(document.items))
            return plan.id

    async def plans(self, actor: Actor) -> list[tuple[int, str, str, PlanState]]:
        """All plans, working ones first: (id, title, number, state)."""
        only_controlling(actor)
        async with self.db.reading() as session:
            rows = (
                await session.execute(select(Plan.id, Plan.title, Plan.number, Plan.state).order_by(Plan.id))
            ).all()
        order = (PlanState.ACTIVE, PlanState.DRAFT, PlanState.ARCHIVED)
        return sorted(((i, t, n, s) for i, t, n, s in rows), key=lambda row: order.index(row[3]))

    async def overview(self, actor: Actor, plan_id: int, year: int | None = None) -> PlanOverview:
        """Counts, warnings and how the plan would look in a cycle (the current one by default)."""
        only_controlling(actor)
        today = self.clock.today()
        year = year or cycle_of(today)
        async with self.db.reading() as session:
            plan = await load_plan(session, plan_id)
            made = await rules(session, self.settings, today)
            items = await load_items(session, plan_id)
            sections = await session.scalar(
                select(func.count()).select_from(PlanSection).where(PlanSection.plan_id == plan_id)
            )
            active = await session.scalars(
                select(PlanCycle.year).where(PlanCycle.plan_id == plan_id, PlanCycle.closed_at.is_(None))
            )
            active_years = tuple(active)
            unresolved = len(await unresolved_names(session, plan_id))
        counts = dict.fromkeys(OccurrenceKind, 0)
        past = 0
        for item in items:
            for found in occurrences_of(item, year, made):
                counts[found.kind] += 1
                past += found.before_start
        return PlanOverview(
            plan_id=plan.id,
            title=plan.title,
            number=plan.number,
            version=plan.version,
            state=plan.state,
            sections=sections or 0,
            items=len(items),
            warnings=_all_warnings(plan, items),
            year=year,
            years=(cycle_of(today), cycle_of(today) + 1),
            active_years=active_years,
            dated=counts[OccurrenceKind.DATED] + counts[OccurrenceKind.WINDOW],
            ongoing=counts[OccurrenceKind.ONGOING],
            undated=counts[OccurrenceKind.UNDATED],
            past=past,
            unresolved=unresolved,
        )

    async def items(
        self, actor: Actor, plan_id: int, year: int | None
    ) -> tuple[int, list[tuple[str, list[DatedItem]]]]:
        """The items by section, with their dates in a cycle (the current one by default), and its year."""
        only_controlling(actor)
        year = year or cycle_of(self.clock.today())
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            sections = list(
                await session.scalars(
                    select(PlanSection).where(PlanSection.plan_id == plan_id).order_by(PlanSection.position)
                )
            )
            items = await load_items(session, plan_id)
            names: dict[int, list[str]] = {}
            for item_id, name in await session.execute(
                select(ItemExecutor.item_id, ItemExecutor.name).order_by(ItemExecutor.id)
            ):
                names.setdefault(item_id, []).append(name)
        return year, [
            (
                f"{section.number}. {section.title}",
                [
                    dated_item(item, names.get(item.id, []), year, made)
                    for item in items
                    if item.section_id == section.id
                ],
            )
            for section in sections
        ]

    async def activate(self, actor: Actor, plan_id: int, year: int) -> Activation:
        """Put a plan to work for a cycle: occurrences, assignments, reminders. Repeating adds nothing."""
        only_controlling(actor)
        now, today = self.clock.now(), self.clock.today()
        async with self.db.transaction() as session:
            plan = await load_plan(session, plan_id)
            if len(await unresolved_names(session, plan_id)):
                raise DomainError("plan-executors-unknown")
            made = await rules(session, self.settings, today)
            cycle = await session.scalar(
                select(PlanCycle).where(PlanCycle.plan_id == plan_id, PlanCycle.year == year)
            )
            if cycle is None:
                await self._replace_older_versions(session, plan, year)
                cycle = PlanCycle(
                    plan_id=plan_id, year=year, activated_on=today, activated_by=actor.person_id
                )
                session.add(cycle)
                plan.state = PlanState.ACTIVE
                await session.flush()
                for item in await load_items(session, plan_id):
                    for found in occurrences_of(item, year, made):
                        found.cycle_id = cycle.id
                        session.add(found)
                await session.flush()
                note(session, now, actor.person_id, "plan activated", "plan", plan.id, cycle=year)
            await create_assignments(session, cycle, made)
            await self._ask_for_dates(session, cycle, made)
            return await _activation(session, cycle, today)

    async def explain_executor(self, actor: Actor, plan_id: int, executor_id: int, target: Target) -> None:
        """What an executor of a plan means; a plan at work gets the assignments that follow from it."""
        only_controlling(actor)
        async with self.db.transaction() as session:
            await explain_executor(session, actor, self.clock.now(), executor_id, target)
            await follow_executors(session, self.clock, self.settings, actor.person_id)

    async def _replace_older_versions(self, session: AsyncSession, plan: Plan, year: int) -> None:
        """A newer version of the same order takes over: what is still open of the older one ends."""
        older = list(
            await session.scalars(
                select(Plan).where(
                    Plan.number == plan.number,
                    Plan.title == plan.title,
                    Plan.id != plan.id,
                    Plan.state == PlanState.ACTIVE,
                )
            )
        )
        for previous in older:
            cycle = await session.scalar(
                select(PlanCycle).where(
                    PlanCycle.plan_id == previous.id, PlanCycle.year == year, PlanCycle.closed_at.is_(None)
                )
            )
            if cycle is None:
                continue
            cycle.closed_at = self.clock.now()
            previous.state = PlanState.ARCHIVED
            unfinished = (AssignmentState.ACCEPTED, AssignmentState.WITHDRAWN)
            await session.execute(
                update(Assignment)
                .where(
                    Assignment.occurrence_id.in_(
                        select(Occurrence.id).where(Occurrence.cycle_id == cycle.id)
                    ),
                    Assignment.state.not_in(unfinished),
                )
                .values(state=AssignmentState.WITHDRAWN, finished_at=self.clock.now())
            )

    async def _ask_for_dates(self, session: AsyncSession, cycle: PlanCycle, made: Rules) -> None:
        undated = await session.scalars(
            select(Occurrence.id).where(
                Occurrence.cycle_id == cycle.id,
                Occurrence.kind == OccurrenceKind.UNDATED,
                Occurrence.due.is_(None),
            )
        )
        first_morning = next_morning(made.today, made.calendar)
        await insert_new(
            session,
            Reminder,
            [
                {
                    "occurrence_id": number,
                    "step": "undated",
                    "audience": Audience.METHODIST,
                    "day": first_morning,
                }
                for number in undated
            ],
        )


def _all_warnings(plan: Plan, items: list[PlanItem]) -> tuple[str, ...]:
    named = [
        warning if warning.startswith(item.number) else f"{item.number}: {warning}"
        for item in items
        for warning in item.warnings
    ]
    return (*plan.warnings, *named)


async def _activation(session: AsyncSession, cycle: PlanCycle, today: date) -> Activation:
    of_cycle = select(Occurrence.id).where(Occurrence.cycle_id == cycle.id)
    assignments, organisations = (
        await session.execute(
            select(func.count(), func.count(func.distinct(Assignment.organisation_id))).where(
                Assignment.occurrence_id.in_(of_cycle)
            )
        )
    ).one()
    next_day = await session.scalar(
        select(func.min(Reminder.day)).where(
            Reminder.assignment_id.in_(select(Assignment.id).where(Assignment.occurrence_id.in_(of_cycle))),
            Reminder.day >= today,
        )
    )
    undated = Occurrence.kind == OccurrenceKind.UNDATED
    past, waiting = (
        await session.execute(
            select(
                func.count().filter(Occurrence.before_start),
                func.count().filter(undated, Occurrence.due.is_(None)),
            ).where(Occurrence.cycle_id == cycle.id)
        )
    ).one()
    return Activation(
        year=cycle.year,
        assignments=assignments,
        organisations=organisations,
        past=past,
        undated=waiting,
        next_day=next_day,
    )
