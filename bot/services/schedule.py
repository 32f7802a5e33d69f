"""Assignments and their planned reminders, made in bulk and made again when dates move."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, String, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    Assignment,
    AssignmentState,
    ItemExecutor,
    Occurrence,
    OccurrenceKind,
    Plan,
    PlanCycle,
    PlanItem,
    Reminder,
    ReminderState,
)
from bot.models.assignments import Audience
from bot.models.base import enum_column
from bot.models.insertion import insert_into
from bot.services.executors import organisations_of, resolve_executors
from bot.services.ladder import Ladder, Step, step_kind
from bot.services.office_hours import next_morning, working_calendar
from bot.services.outbox import insert_new
from bot.settings import Settings
from bot.working_days import WorkingDays

LADDER_STEPS = ("opens", "before", "month", "overdue", "weekly")
ANNOUNCING_STEPS = ("opens", "before")


@dataclass(frozen=True)
class Rules:
    """What turns dates into days of reminders this morning."""

    calendar: WorkingDays
    settings: Settings
    today: date

    @property
    def ladder(self) -> Ladder:
        """The municipality's default ladder."""
        return Ladder(before=self.settings.nudge_days, maximum=self.settings.nudge_maximum)

    def effective(self, due: date) -> date:
        """The due day after the shift to a working day."""
        return self.calendar.effective(due, self.settings.due_on_day_off)


async def rules(session: AsyncSession, settings: Settings, today: date) -> Rules:
    """The rules of the day, with the administrator's own days in the calendar."""
    return Rules(calendar=await working_calendar(session, settings), settings=settings, today=today)


async def executors_of_items(session: AsyncSession, plan_id: int) -> dict[int, list[int]]:
    """For every item of a plan: the organisations that have to act."""
    rows = (
        await session.execute(
            select(ItemExecutor.item_id, ItemExecutor.name_key)
            .join(PlanItem, PlanItem.id == ItemExecutor.item_id)
            .where(PlanItem.plan_id == plan_id)
        )
    ).all()
    targets = await resolve_executors(session, (key for _, key in rows))
    organisations = await organisations_of(session, targets.values())
    found: dict[int, set[int]] = {}
    for item_id, key in rows:
        if key in targets:
            found.setdefault(item_id, set()).update(organisations[targets[key]])
    return {item_id: sorted(ids) for item_id, ids in found.items()}


async def create_assignments(session: AsyncSession, cycle: PlanCycle, made: Rules) -> int:
    """Every assignment of a cycle that does not exist yet, with its reminders; returns how many.

    Safe to repeat: an organisation that joined later gets what is still ahead.
    """
    plan = await session.get_one(Plan, cycle.plan_id)
    executors = await executors_of_items(session, plan.id)
    rows = (
        await session.execute(
            select(Occurrence, PlanItem)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .where(
                Occurrence.cycle_id == cycle.id,
                Occurrence.before_start.is_(False),
                Occurrence.dropped.is_(False),
            )
        )
    ).all()
    created = 0
    for occurrence, item in rows:
        if occurrence.due is None or made.effective(occurrence.due) < made.today:
            continue
        have = set(
            await session.scalars(
                select(Assignment.organisation_id).where(Assignment.occurrence_id == occurrence.id)
            )
        )
        missing = [number for number in executors.get(item.id, ()) if number not in have]
        if missing:
            created += len(missing)
            await session.execute(
                insert(Assignment),
                [
                    {"occurrence_id": occurrence.id, "organisation_id": number, "due": occurrence.due}
                    for number in missing
                ],
            )
            await _insert_steps(session, occurrence, item, plan, made)
    return created


async def ask_for_dates(session: AsyncSession, cycle: PlanCycle, made: Rules) -> None:
    """The methodist is asked once, on the coming morning, for the dates the order leaves open."""
    undated = await session.scalars(
        select(Occurrence.id).where(
            Occurrence.cycle_id == cycle.id,
            Occurrence.kind == OccurrenceKind.UNDATED,
            Occurrence.due.is_(None),
            Occurrence.dropped.is_(False),
        )
    )
    day = next_morning(made.today, made.calendar)
    asked = [
        {"occurrence_id": number, "step": "undated", "audience": Audience.METHODIST, "day": day}
        for number in undated
    ]
    await insert_new(session, Reminder, asked)


async def _insert_steps(
    session: AsyncSession, occurrence: Occurrence, item: PlanItem, plan: Plan, made: Rules
) -> None:
    """The ladder of an occurrence for all its assignments that still have the official day."""
    if occurrence.due is None:
        return
    ladder = Ladder.layered(made.ladder, plan.ladder, item.ladder)
    steps = ladder.steps(
        occurrence.kind, occurrence.opens, occurrence.due, made.effective(occurrence.due), made.calendar
    )
    waiting = [state for state in AssignmentState if state.is_waiting]
    same_day = select(Assignment.id).where(
        Assignment.occurrence_id == occurrence.id,
        Assignment.due == occurrence.due,
        Assignment.state.in_(waiting),
        Assignment.returned_on.is_(None),
    )
    await _insert_for(session, same_day, still_useful(steps, made.today))


async def _insert_for(session: AsyncSession, assignments: Select[int], steps: Sequence[Step]) -> None:
    new = insert_into(Reminder, session.get_bind().dialect.name)
    for step in steps:
        rows = assignments.add_columns(
            literal(step.name, String),
            literal(step.audience, enum_column(Audience)),
            literal(step.day),
            literal(ReminderState.PLANNED, enum_column(ReminderState)),
        )
        statement = new.from_select(["assignment_id", "step", "audience", "day", "state"], rows)
        await session.execute(statement.on_conflict_do_nothing())


def still_useful(steps: Sequence[Step], today: date) -> list[Step]:
    """The steps still ahead, and of the announcements already past only the newest."""
    past = [step for step in steps if step.day < today and step.kind in ANNOUNCING_STEPS]
    ahead = [step for step in steps if step.day >= today]
    if past and not any(step.day == today for step in ahead):
        return [past[-1], *ahead]
    return ahead


async def replan_assignment(session: AsyncSession, assignment: Assignment, made: Rules) -> None:
    """Throw the planned ladder of one assignment away and plan it from its dates as they are now."""
    occurrence = await session.get_one(Occurrence, assignment.occurrence_id)
    item = await session.get_one(PlanItem, occurrence.item_id)
    plan = await session.get_one(Plan, item.plan_id)
    await _drop_planned(session, [assignment.id])
    if assignment.due is None:
        return
    steps = Ladder.layered(made.ladder, plan.ladder, item.ladder).steps(
        occurrence.kind,
        occurrence.opens,
        assignment.due,
        made.effective(assignment.due),
        made.calendar,
        overdue_from=assignment.returned_on,
    )
    await insert_new(
        session, Reminder, [reminder_row(assignment.id, step) for step in steps if step.day >= made.today]
    )


async def replan(session: AsyncSession, made: Rules, occurrences: Select[int]) -> None:
    """Plan the ladders of many occurrences again (the ladder or the calendar has changed)."""
    rows = (
        await session.execute(
            select(Occurrence, PlanItem, Plan)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .join(Plan, Plan.id == PlanItem.plan_id)
            .where(Occurrence.id.in_(occurrences))
        )
    ).all()
    for occurrence, item, plan in rows:
        waiting = [state for state in AssignmentState if state.is_waiting]
        assignments = list(
            await session.scalars(
                select(Assignment).where(
                    Assignment.occurrence_id == occurrence.id, Assignment.state.in_(waiting)
                )
            )
        )
        moved = [a for a in assignments if a.due != occurrence.due or a.returned_on is not None]
        await _drop_planned(session, [a.id for a in assignments if a not in moved])
        await _insert_steps(session, occurrence, item, plan, made)
        for assignment in moved:
            await replan_assignment(session, assignment, made)


async def replan_everything(session: AsyncSession, settings: Settings, today: date) -> None:
    """After a change of the calendar: every working cycle. Dates may move: people's calendars learn of it."""
    working = (
        select(Occurrence.id)
        .join(PlanCycle, PlanCycle.id == Occurrence.cycle_id)
        .where(PlanCycle.closed_at.is_(None), Occurrence.kind != OccurrenceKind.UNDATED)
    )
    await session.execute(
        update(Occurrence)
        .where(Occurrence.id.in_(working))
        .values(revision=Occurrence.revision + 1)
        .execution_options(synchronize_session=False)
    )
    await replan(session, await rules(session, settings, today), working)


async def _drop_planned(session: AsyncSession, assignment_ids: Iterable[int]) -> None:
    ids = list(assignment_ids)
    for start in range(0, len(ids), 500):
        planned = (
            await session.execute(
                select(Reminder.id, Reminder.step).where(
                    Reminder.assignment_id.in_(ids[start : start + 500]),
                    Reminder.state == ReminderState.PLANNED,
                )
            )
        ).all()
        gone = [number for number, step in planned if step_kind(step) in LADDER_STEPS]
        for first in range(0, len(gone), 500):
            await session.execute(delete(Reminder).where(Reminder.id.in_(gone[first : first + 500])))


def reminder_row(assignment_id: int, step: Step) -> dict[str, object]:
    """A planned reminder as a row to insert."""
    return {
        "assignment_id": assignment_id,
        "step": step.name,
        "audience": step.audience,
        "day": step.day,
        "state": ReminderState.PLANNED,
    }
