"""What people set about a plan: dates the order leaves open, days of the nudges, kinds of evidence."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    OPEN_DECISIONS,
    Assignment,
    Database,
    EvidenceKind,
    Occurrence,
    OccurrenceKind,
    Plan,
    PlanCycle,
    PlanItem,
)
from bot.services.audit import note
from bot.services.ladder import Ladder
from bot.services.people import Actor, only_controlling
from bot.services.plan_rows import load_item, load_plan
from bot.services.schedule import create_assignments, replan, rules
from bot.settings import Settings


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
class PlanSettings:
    """Use cases of those who tend a plan; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def undated(self, actor: Actor, plan_id: int | None = None) -> list[UndatedItem]:
        """Occurrences of working cycles whose date a person has to set.

        Where the deadline itself is not decided, that comes first (see `PlanReview`).
        """
        only_controlling(actor)
        async with self.db.reading() as session:
            query = (
                select(Occurrence, PlanItem, PlanCycle.year)
                .join(PlanItem, PlanItem.id == Occurrence.item_id)
                .join(PlanCycle, PlanCycle.id == Occurrence.cycle_id)
                .where(
                    Occurrence.kind == OccurrenceKind.UNDATED,
                    Occurrence.due.is_(None),
                    Occurrence.dropped.is_(False),
                    PlanCycle.closed_at.is_(None),
                )
                .order_by(PlanItem.plan_id, PlanItem.position)
            )
            if plan_id is not None:
                query = query.where(PlanItem.plan_id == plan_id)
            query = query.where(PlanItem.decision.is_(None) | PlanItem.decision.not_in(OPEN_DECISIONS))
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
            if occurrence is None or occurrence.dropped:
                raise NotFound
            item = await session.get_one(PlanItem, occurrence.item_id)
            if item.decision in OPEN_DECISIONS:
                raise DomainError("date-undecided")
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
            item = await load_item(session, item_id)
            plan = await session.get_one(Plan, item.plan_id)
            made = await rules(session, self.settings, self.clock.today())
            return item, Ladder.layered(made.ladder, plan.ladder, item.ladder)

    async def plan_ladder(self, actor: Actor, plan_id: int) -> Ladder:
        """The ladder that holds for a plan."""
        only_controlling(actor)
        async with self.db.reading() as session:
            plan = await load_plan(session, plan_id)
            return Ladder.layered(
                (await rules(session, self.settings, self.clock.today())).ladder, plan.ladder
            )

    async def toggle_plan_days(self, actor: Actor, plan_id: int, days: int) -> Ladder:
        """Add or remove «N working days before» for a plan; plans its reminders again."""
        only_controlling(actor)
        async with self.db.transaction() as session:
            made = await rules(session, self.settings, self.clock.today())
            plan = await load_plan(session, plan_id)
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
            item = await load_item(session, item_id)
            plan = await load_plan(session, item.plan_id)
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
            item = await load_item(session, item_id)
            plan = await load_plan(session, item.plan_id)
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


def _toggled(ladder: Ladder, days: int) -> Ladder:
    """The ladder with one day more or one less; it never becomes empty."""
    before = set(ladder.before) ^ {days}
    if not before:
        raise DomainError("ladder-empty")
    return replace(ladder, before=tuple(sorted(before, reverse=True)))


def _occurrences_where(condition: ColumnElement[bool]) -> Select[int]:
    return select(Occurrence.id).join(PlanItem, PlanItem.id == Occurrence.item_id).where(condition)
