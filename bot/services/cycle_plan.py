"""From an uploaded order to a working cycle: import, look over, put to work, set missing dates."""

import asyncio
import hashlib
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    Assignment,
    AssignmentState,
    Audience,
    Database,
    EvidenceKind,
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
from bot.plan_document import PlanDocument, PlanRow, Timing, cycle_of, occurrences, proposed_date, read_plan
from bot.services.audit import note
from bot.services.coverage import follow_executors
from bot.services.executors import Target, explain_executor, unresolved_names
from bot.services.ladder import Ladder
from bot.services.names import name_key
from bot.services.office_hours import next_morning
from bot.services.outbox import insert_new
from bot.services.people import Actor, only_controlling
from bot.services.schedule import Rules, create_assignments, replan, rules
from bot.settings import Settings


@dataclass(frozen=True)
class DatedItem:
    """An item with what its deadline means in a cycle."""

    item_id: int
    number: str
    title: str
    phrase: str
    explanation: str
    executors: tuple[str, ...]
    dates: tuple[tuple[date | None, date | None, date | None], ...]
    """(opens, due, effective due) of every occurrence."""
    warnings: tuple[str, ...]


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
class UndatedItem:
    """An occurrence that waits for a person to set its date."""

    occurrence_id: int
    number: str
    title: str
    phrase: str
    proposed: date | None
    first_day: date
    last_day: date


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
        document = await asyncio.to_thread(read_plan, content, file_name)
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
            await _add_rows(session, plan, document)
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
            plan = await _plan(session, plan_id)
            made = await rules(session, self.settings, today)
            items = await _items(session, plan_id)
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

    async def items(self, actor: Actor, plan_id: int, year: int) -> list[tuple[str, list[DatedItem]]]:
        """The items by section, with their dates in a cycle."""
        only_controlling(actor)
        async with self.db.reading() as session:
            made = await rules(session, self.settings, self.clock.today())
            sections = list(
                await session.scalars(
                    select(PlanSection).where(PlanSection.plan_id == plan_id).order_by(PlanSection.position)
                )
            )
            items = await _items(session, plan_id)
            names: dict[int, list[str]] = {}
            for item_id, name in await session.execute(
                select(ItemExecutor.item_id, ItemExecutor.name).order_by(ItemExecutor.id)
            ):
                names.setdefault(item_id, []).append(name)
        return [
            (
                f"{section.number}. {section.title}",
                [
                    _dated_item(item, names.get(item.id, []), year, made)
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
            plan = await _plan(session, plan_id)
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
                for item in await _items(session, plan_id):
                    for found in occurrences_of(item, year, made):
                        found.cycle_id = cycle.id
                        session.add(found)
                await session.flush()
                note(session, now, actor.person_id, "plan activated", "plan", plan.id, cycle=year)
            await create_assignments(session, cycle, made)
            await self._ask_for_dates(session, cycle, made)
            return await _activation(session, cycle, today)

    async def undated(self, actor: Actor, plan_id: int | None = None) -> list[UndatedItem]:
        """Occurrences of working cycles whose date a person has to set."""
        only_controlling(actor)
        async with self.db.reading() as session:
            query = (
                select(Occurrence, PlanItem, PlanCycle.year)
                .join(PlanItem, PlanItem.id == Occurrence.item_id)
                .join(PlanCycle, PlanCycle.id == Occurrence.cycle_id)
                .where(
                    Occurrence.kind == OccurrenceKind.UNDATED,
                    Occurrence.due.is_(None),
                    PlanCycle.closed_at.is_(None),
                )
                .order_by(PlanItem.plan_id, PlanItem.position)
            )
            if plan_id is not None:
                query = query.where(PlanItem.plan_id == plan_id)
            rows = (await session.execute(query)).all()
        return [_undated_item(occurrence, item, year) for occurrence, item, year in rows]

    async def undated_item(self, actor: Actor, occurrence_id: int) -> UndatedItem:
        """One of them; refused when the date has been set meanwhile."""
        for item in await self.undated(actor):
            if item.occurrence_id == occurrence_id:
                return item
        raise DomainError("date-already-set")

    async def set_date(self, actor: Actor, occurrence_id: int, day: date) -> tuple[str, int]:
        """Give an undated occurrence its day; returns the item's number and how many now have to act."""
        only_controlling(actor)
        now, today = self.clock.now(), self.clock.today()
        if day < today:
            raise DomainError("date-in-the-past")
        async with self.db.transaction() as session:
            occurrence = await session.get(Occurrence, occurrence_id)
            if occurrence is None:
                raise NotFound
            item = await session.get_one(PlanItem, occurrence.item_id)
            if occurrence.kind is not OccurrenceKind.UNDATED or occurrence.due not in (None, day):
                raise DomainError("date-already-set")
            if occurrence.due is None:
                occurrence.due = day
                await session.flush()
                note(
                    session,
                    now,
                    actor.person_id,
                    "date set",
                    "occurrence",
                    occurrence.id,
                    day=day.isoformat(),
                )
            cycle = await session.get_one(PlanCycle, occurrence.cycle_id)
            await create_assignments(session, cycle, await rules(session, self.settings, today))
            count = await session.scalar(
                select(func.count()).select_from(Assignment).where(Assignment.occurrence_id == occurrence.id)
            )
            return item.number, count or 0

    async def item_settings(self, actor: Actor, item_id: int) -> tuple[PlanItem, Ladder]:
        """An item and the ladder that holds for it."""
        only_controlling(actor)
        async with self.db.reading() as session:
            item = await _item(session, item_id)
            plan = await session.get_one(Plan, item.plan_id)
            made = await rules(session, self.settings, self.clock.today())
            return item, Ladder.layered(made.ladder, plan.ladder, item.ladder)

    async def plan_ladder(self, actor: Actor, plan_id: int) -> Ladder:
        """The ladder that holds for a plan."""
        only_controlling(actor)
        async with self.db.reading() as session:
            plan = await _plan(session, plan_id)
            return Ladder.layered(
                (await rules(session, self.settings, self.clock.today())).ladder, plan.ladder
            )

    async def toggle_plan_days(self, actor: Actor, plan_id: int, days: int) -> Ladder:
        """Add or remove «N working days before» for a plan; plans its reminders again."""
        only_controlling(actor)
        async with self.db.transaction() as session:
            made = await rules(session, self.settings, self.clock.today())
            plan = await _plan(session, plan_id)
            ladder = _toggled(Ladder.layered(made.ladder, plan.ladder), days)
            plan.ladder = {**(plan.ladder or {}), "before": list(ladder.before)}
            await session.flush()
            note(
                session,
                self.clock.now(),
                actor.person_id,
                "ladder changed",
                "plan",
                plan.id,
                before=list(ladder.before),
            )
            await replan(session, made, _occurrences_where(PlanItem.plan_id == plan.id))
            return ladder

    async def toggle_item_days(self, actor: Actor, item_id: int, days: int) -> tuple[PlanItem, Ladder]:
        """The same for one item."""
        only_controlling(actor)
        async with self.db.transaction() as session:
            made = await rules(session, self.settings, self.clock.today())
            item = await _item(session, item_id)
            plan = await _plan(session, item.plan_id)
            ladder = _toggled(Ladder.layered(made.ladder, plan.ladder, item.ladder), days)
            item.ladder = {**(item.ladder or {}), "before": list(ladder.before)}
            await session.flush()
            note(
                session,
                self.clock.now(),
                actor.person_id,
                "ladder changed",
                "item",
                item.id,
                before=list(ladder.before),
            )
            await replan(session, made, _occurrences_where(PlanItem.id == item.id))
            return item, ladder

    async def toggle_evidence(
        self, actor: Actor, item_id: int, kind: EvidenceKind
    ) -> tuple[PlanItem, Ladder]:
        """Add or remove a kind of evidence an item asks for; at least one remains."""
        only_controlling(actor)
        async with self.db.transaction() as session:
            made = await rules(session, self.settings, self.clock.today())
            item = await _item(session, item_id)
            plan = await _plan(session, item.plan_id)
            wanted = set(item.evidence) ^ {kind.value}
            if not wanted:
                raise DomainError("evidence-empty")
            item.evidence = [each.value for each in EvidenceKind if each.value in wanted]
            note(
                session,
                self.clock.now(),
                actor.person_id,
                "evidence changed",
                "item",
                item.id,
                evidence=item.evidence,
            )
            return item, Ladder.layered(made.ladder, plan.ladder, item.ladder)

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


def occurrences_of(item: PlanItem, year: int, made: Rules) -> list[Occurrence]:
    """The occurrences of an item in a cycle, not yet attached to it."""
    timing = Timing.from_json(item.timing)
    found = occurrences(timing, year, made.calendar, made.settings.due_on_day_off)
    if not any(each.due for each in found):
        if timing.kind not in ("on_plan", "relative", "unparseable", "recurring"):
            return []
        proposed = proposed_date(timing, year)
        return [
            Occurrence(
                item_id=item.id,
                ordinal=0,
                kind=OccurrenceKind.UNDATED,
                opens=None,
                due=None,
                proposed=proposed,
                before_start=False,
            )
        ]
    kind = {"ongoing": OccurrenceKind.ONGOING}.get(timing.kind)
    return [
        Occurrence(
            item_id=item.id,
            ordinal=ordinal,
            kind=kind or (OccurrenceKind.WINDOW if each.opens else OccurrenceKind.DATED),
            opens=each.opens,
            due=each.due,
            before_start=each.effective_due is not None and each.effective_due < made.today,
        )
        for ordinal, each in enumerate(found)
    ]


async def _add_rows(session: AsyncSession, plan: Plan, document: PlanDocument) -> None:
    sections: dict[str, PlanSection] = {}
    for position, (number, title) in enumerate(document.sections):
        sections[number] = PlanSection(plan_id=plan.id, position=position, number=number, title=title)
    session.add_all(sections.values())
    await session.flush()
    for position, row in enumerate(document.items):
        label = full_number(row)
        item = PlanItem(
            plan_id=plan.id,
            section_id=sections[row.section].id,
            position=position,
            number=label,
            title=row.title,
            display_title=row.display_title,
            result=row.result,
            deadline_phrase=row.timing.phrase,
            timing=row.timing.to_json(),
            executors_text=row.executors_text,
            evidence=default_evidence(),
            warnings=[warning.message for warning in row.warnings],
        )
        session.add(item)
        await session.flush()
        named = {name_key(executor.name): executor for executor in row.executors}
        for key, executor in named.items():
            session.add(
                ItemExecutor(item_id=item.id, name=executor.name, name_key=key, kind=str(executor.kind))
            )
        if not named:
            missing = f"Исполнитель пункта {label} (в плане {plan.number} не указан)"
            session.add(
                ItemExecutor(item_id=item.id, name=missing, name_key=name_key(missing), kind="missing")
            )


def full_number(row: PlanRow) -> str:
    """«2.4.3» where the item carries its section, «3.7» where it is numbered within it."""
    return (
        row.number
        if row.number.split(".")[0] == row.section and "." in row.number
        else (f"{row.section}.{row.number}")
    )


def default_evidence() -> list[str]:
    """An item takes any evidence until somebody narrows it."""
    return [kind.value for kind in EvidenceKind]


def _dated_item(item: PlanItem, names: list[str], year: int, made: Rules) -> DatedItem:
    found = occurrences_of(item, year, made)
    return DatedItem(
        item_id=item.id,
        number=item.number,
        title=item.display_title,
        phrase=item.deadline_phrase,
        explanation=Timing.from_json(item.timing).explanation,
        executors=tuple(names),
        dates=tuple((o.opens, o.due, made.effective(o.due) if o.due else None) for o in found),
        warnings=tuple(item.warnings),
    )


def _undated_item(occurrence: Occurrence, item: PlanItem, year: int) -> UndatedItem:
    return UndatedItem(
        occurrence_id=occurrence.id,
        number=item.number,
        title=item.display_title,
        phrase=item.deadline_phrase,
        proposed=occurrence.proposed,
        first_day=date(year - 1, 7, 1),
        last_day=date(year, 9, 1),
    )


def _all_warnings(plan: Plan, items: list[PlanItem]) -> tuple[str, ...]:
    return (*plan.warnings, *(f"{item.number}: {warning}" for item in items for warning in item.warnings))


async def _plan(session: AsyncSession, plan_id: int) -> Plan:
    plan = await session.get(Plan, plan_id)
    if plan is None:
        raise NotFound
    return plan


async def _item(session: AsyncSession, item_id: int) -> PlanItem:
    item = await session.get(PlanItem, item_id)
    if item is None:
        raise NotFound
    return item


def _toggled(ladder: Ladder, days: int) -> Ladder:
    """The ladder with one day more or one less; it never becomes empty."""
    before = set(ladder.before) ^ {days}
    if not before:
        raise DomainError("ladder-empty")
    return replace(ladder, before=tuple(sorted(before, reverse=True)))


def _occurrences_where(condition: ColumnElement[bool]) -> Select[int]:
    return select(Occurrence.id).join(PlanItem, PlanItem.id == Occurrence.item_id).where(condition)


async def _items(session: AsyncSession, plan_id: int) -> list[PlanItem]:
    return list(
        await session.scalars(select(PlanItem).where(PlanItem.plan_id == plan_id).order_by(PlanItem.position))
    )


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
