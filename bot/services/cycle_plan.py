"""From an uploaded order to a working cycle: import, look over, put to work."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    OPEN_DECISIONS,
    Assignment,
    AssignmentState,
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
from bot.services.people import Actor, only_controlling
from bot.services.plan_changes import settle_changes
from bot.services.plan_diff import PlanDiff, compare
from bot.services.plan_overview import PlanOverview, load_overview, undecided_numbers
from bot.services.plan_rows import DatedItem, add_rows, dated_item, load_items, load_plan, occurrences_of
from bot.services.plan_versions import (
    archive_earlier,
    carry_over,
    earlier_at_work,
    facts_of,
    previous_version,
    take_over,
)
from bot.services.rescheduling import Change
from bot.services.schedule import Rules, ask_for_dates, create_assignments, rules
from bot.settings import Settings


class ListedPlan(NamedTuple):
    """A plan as it is named in the list."""

    plan_id: int
    title: str
    number: str
    version: int
    state: PlanState


@dataclass(frozen=True)
class StartPreview:
    """What starting a cycle would do; `diff` where the plan takes over from an earlier version at work."""

    plan: PlanOverview
    diff: PlanDiff | None


@dataclass(frozen=True)
class VersionDiff:
    """A plan beside the version before it."""

    plan_id: int
    year: int
    version: int
    replaces: int
    diff: PlanDiff


@dataclass(frozen=True)
class Activation:
    """What putting a plan to work created."""

    year: int
    assignments: int
    organisations: int
    past: int
    undated: int
    undecided: tuple[str, ...]
    """Items whose deadline nobody has decided: they have no dates."""
    replaced: bool
    """Whether an earlier version was at work until now."""
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
            known = await session.scalar(select(Plan.id).where(Plan.digest == digest))
            if known is not None:
                return known  # the same file came in twice at once
            earlier = await previous_version(session, document)
            plan = Plan(
                title=document.title,
                number=document.number,
                approved_on=document.approved_on,
                version=earlier.version + 1 if earlier else 1,
                file_name=file_name,
                file=content,
                digest=digest,
                warnings=[warning._asdict() for warning in document.warnings],
                imported_by=actor.person_id,
                imported_at=now,
            )
            session.add(plan)
            await session.flush()
            await add_rows(session, plan, document)
            if earlier is not None:
                await carry_over(session, plan, earlier)
            note(session, now, actor.person_id, "plan imported", "plan", plan.id, items=len(document.items))
            return plan.id

    async def plans(self, actor: Actor) -> list[ListedPlan]:
        """All plans, working ones first, the newest versions before older ones."""
        only_controlling(actor)
        async with self.db.reading() as session:
            rows = await session.execute(
                select(Plan.id, Plan.title, Plan.number, Plan.version, Plan.state).order_by(Plan.id)
            )
            found = [ListedPlan(*row) for row in rows]
        order = (PlanState.ACTIVE, PlanState.DRAFT, PlanState.ARCHIVED)
        return sorted(found, key=lambda plan: (order.index(plan.state), plan.number, -plan.version))

    async def overview(self, actor: Actor, plan_id: int, year: int | None = None) -> PlanOverview:
        """Counts, warnings and how the plan would look in a cycle (the current one by default)."""
        only_controlling(actor)
        async with self.db.reading() as session:
            return await load_overview(session, self.clock, self.settings, plan_id, year)

    async def preview(self, actor: Actor, plan_id: int, year: int) -> StartPreview:
        """What starting a cycle would do, also to the version that is at work now."""
        only_controlling(actor)
        async with self.db.reading() as session:
            overview = await load_overview(session, self.clock, self.settings, plan_id, year)
            plan = await load_plan(session, plan_id)
            before = await earlier_at_work(session, plan)
            diff = await _compare(session, before[0].plan_id, plan_id) if before else None
        return StartPreview(overview, diff)

    async def differences(self, actor: Actor, plan_id: int, year: int | None) -> VersionDiff:
        """What a new version of an order changes, item by item."""
        only_controlling(actor)
        async with self.db.reading() as session:
            plan = await load_plan(session, plan_id)
            if plan.replaces_id is None:
                raise NotFound
            earlier = await load_plan(session, plan.replaces_id)
            diff = await _compare(session, earlier.id, plan.id)
        return VersionDiff(plan.id, year or cycle_of(self.clock.today()), plan.version, earlier.version, diff)

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
            replaced = False
            if cycle is None:
                if plan.state is PlanState.ARCHIVED:
                    raise DomainError("plan-archived")
                cycle, changes = await self._begin(session, actor, plan, year, made)
                replaced = changes is not None
                note(session, now, actor.person_id, "plan activated", "plan", plan.id, cycle=year)
                if changes is not None:
                    await settle_changes(session, self.clock, self.settings, actor.person_id, changes)
            await create_assignments(session, cycle, made)
            await ask_for_dates(session, cycle, made)
            undecided = undecided_numbers(await load_items(session, plan_id))
            return await _activation(session, cycle, today, undecided, replaced=replaced)

    async def _begin(
        self, session: AsyncSession, actor: Actor, plan: Plan, year: int, made: Rules
    ) -> tuple[PlanCycle, list[Change] | None]:
        """The plan goes to work: every open cycle of an earlier version goes over to it.

        The changes are None where no earlier version was at work.
        """
        before = await earlier_at_work(session, plan)
        changes: list[Change] | None = [] if before else None
        plan.state = PlanState.ACTIVE
        for earlier in before:
            cycle = PlanCycle(
                plan_id=plan.id,
                year=earlier.year,
                activated_on=earlier.activated_on,
                activated_by=actor.person_id,
            )
            session.add(cycle)
            await session.flush()
            assert changes is not None
            changes += await take_over(session, self.clock, made, earlier, cycle)
        await archive_earlier(session, plan)
        wanted = await session.scalar(
            select(PlanCycle).where(PlanCycle.plan_id == plan.id, PlanCycle.year == year)
        )
        if wanted is None:
            wanted = PlanCycle(
                plan_id=plan.id, year=year, activated_on=made.today, activated_by=actor.person_id
            )
            session.add(wanted)
            await session.flush()
            for item in await load_items(session, plan.id):
                for found in occurrences_of(item, year, made):
                    found.cycle_id = wanted.id
                    session.add(found)
        await session.flush()
        return wanted, changes

    async def explain_executor(self, actor: Actor, plan_id: int, executor_id: int, target: Target) -> None:
        """What an executor of a plan means; a plan at work gets the assignments that follow from it."""
        only_controlling(actor)
        async with self.db.transaction() as session:
            await explain_executor(session, actor, self.clock.now(), executor_id, target)
            await follow_executors(session, self.clock, self.settings, actor.person_id)


async def _compare(session: AsyncSession, earlier_id: int, plan_id: int) -> PlanDiff:
    return compare(await facts_of(session, earlier_id), await facts_of(session, plan_id))


async def _activation(
    session: AsyncSession, cycle: PlanCycle, today: date, undecided: tuple[str, ...], *, replaced: bool
) -> Activation:
    of_cycle = select(Occurrence.id).where(Occurrence.cycle_id == cycle.id)
    assignments, organisations = (
        await session.execute(
            select(func.count(), func.count(func.distinct(Assignment.organisation_id))).where(
                Assignment.occurrence_id.in_(of_cycle),
                Assignment.state != AssignmentState.WITHDRAWN,
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
    decided = PlanItem.decision.is_(None) | PlanItem.decision.not_in(OPEN_DECISIONS)
    past, waiting = (
        await session.execute(
            select(
                func.count().filter(Occurrence.before_start),
                func.count().filter(undated, Occurrence.due.is_(None), decided),
            )
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(Occurrence.cycle_id == cycle.id, Occurrence.dropped.is_(False))
        )
    ).one()
    return Activation(
        year=cycle.year,
        assignments=assignments,
        organisations=organisations,
        past=past,
        undated=waiting,
        undecided=undecided,
        replaced=replaced,
        next_day=next_day,
    )
