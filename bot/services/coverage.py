"""Assignments follow the organisations: whoever is meant by an executor has them, nobody else does."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Assignment,
    AssignmentState,
    ItemExecutor,
    Occurrence,
    PlanCycle,
    PlanItem,
    Request,
    RequestKind,
)
from bot.services.audit import note
from bot.services.executors import unresolved_names
from bot.services.schedule import Rules, create_assignments, executors_of_items, replan_assignment, rules
from bot.settings import Settings

STILL_OPEN = (
    AssignmentState.OPEN,
    AssignmentState.PROMISED,
    AssignmentState.RETURNED,
    AssignmentState.DISPUTED,
)
"""What is withdrawn when the organisation no longer has to act; a report that was handed in stays."""


@dataclass(frozen=True)
class Followed:
    """What a change of the organisations did to the assignments of the working cycles."""

    added: int
    withdrawn: int


async def follow_executors(
    session: AsyncSession, clock: Clock, settings: Settings, person_id: int
) -> Followed:
    """After any change of organisations, groups or answers: add what is missing, withdraw what is nobody's.

    Items with an executor nobody has explained yet lose nothing until somebody does.
    """
    await session.flush()
    made = await rules(session, settings, clock.today())
    added = withdrawn = 0
    cycles = await session.scalars(select(PlanCycle).where(PlanCycle.closed_at.is_(None)))
    for cycle in cycles.all():
        executors = await executors_of_items(session, cycle.plan_id)
        unclear = await _unclear_items(session, cycle.plan_id)
        rows = await session.execute(
            select(Assignment, Occurrence)
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .where(
                Occurrence.cycle_id == cycle.id,
                Occurrence.dropped.is_(False),
                Assignment.state.in_((*STILL_OPEN, AssignmentState.WITHDRAWN)),
            )
        )
        gone: list[Assignment] = []
        back: list[Assignment] = []
        for assignment, occurrence in rows:
            is_meant = assignment.organisation_id in executors.get(occurrence.item_id, ())
            if assignment.state is not AssignmentState.WITHDRAWN:
                if not is_meant and occurrence.item_id not in unclear:
                    gone.append(assignment)
            elif is_meant and assignment.due and made.effective(assignment.due) >= clock.today():
                back.append(assignment)
        await withdraw(session, clock, person_id, gone)
        withdrawn += len(gone)
        added += await _reopen(session, clock, person_id, back, made)
        added += await create_assignments(session, cycle, made)
    return Followed(added=added, withdrawn=withdrawn)


async def withdraw(
    session: AsyncSession, clock: Clock, person_id: int, assignments: Sequence[Assignment]
) -> None:
    """These assignments are nobody's business any more; the log keeps it."""
    for assignment in assignments:
        assignment.withdraw(clock.now())
        note(session, clock.now(), person_id, "withdrawn", "assignment", assignment.id)
    await session.flush()


async def open_assignments_of(session: AsyncSession, organisation_id: int) -> list[Assignment]:
    """What an organisation still has to do."""
    found = await session.scalars(
        select(Assignment).where(
            Assignment.organisation_id == organisation_id, Assignment.state.in_(STILL_OPEN)
        )
    )
    return list(found)


async def _reopen(
    session: AsyncSession, clock: Clock, person_id: int, assignments: Sequence[Assignment], made: Rules
) -> int:
    """Withdrawn assignments come back, except those a controller has agreed are «не наше»."""
    reopened = 0
    for assignment in assignments:
        disputed = await session.scalar(
            select(
                exists().where(
                    Request.assignment_id == assignment.id,
                    Request.kind == RequestKind.DISPUTE,
                    Request.granted.is_(True),
                )
            )
        )
        if disputed:
            continue
        assignment.state, assignment.finished_at = AssignmentState.OPEN, None
        assignment.person_id = assignment.promised = assignment.returned_on = None
        note(session, clock.now(), person_id, "reopened", "assignment", assignment.id)
        await session.flush()
        await replan_assignment(session, assignment, made)
        reopened += 1
    return reopened


async def _unclear_items(session: AsyncSession, plan_id: int) -> set[int]:
    unresolved = await unresolved_names(session, plan_id)
    if not unresolved:
        return set()
    return set(
        await session.scalars(
            select(ItemExecutor.item_id)
            .join(PlanItem, PlanItem.id == ItemExecutor.item_id)
            .where(PlanItem.plan_id == plan_id, ItemExecutor.name_key.in_(list(unresolved)))
        )
    )
