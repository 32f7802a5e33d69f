"""The dates of an item at work move: what was done stays done, the rest follows the new dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    Assignment,
    AssignmentState,
    Occurrence,
    OccurrenceKind,
    PlanCycle,
    PlanItem,
)
from bot.services.coverage import STILL_OPEN
from bot.services.plan_rows import occurrences_of
from bot.services.schedule import Rules, replan_assignment

MOVED, REMOVED = "moved", "removed"
"""What people are told: the step of the reminder and the words."""


@dataclass(frozen=True)
class Change:
    """An open assignment whose date moved or that nobody has to do any more; `was` is the day before."""

    assignment: Assignment
    occurrence: Occurrence
    kind: str
    was: date | None

    @property
    def revision(self) -> int:
        """Which change of this assignment it is; known once it is written."""
        return self.assignment.revision + self.occurrence.revision


async def reschedule(
    session: AsyncSession, cycle: PlanCycle, item: PlanItem, made: Rules, now: datetime
) -> list[Change]:
    """Bring the occurrences of an item in a cycle to what its deadline means today."""
    existing = list(
        await session.scalars(
            select(Occurrence)
            .where(Occurrence.cycle_id == cycle.id, Occurrence.item_id == item.id)
            .order_by(Occurrence.ordinal)
        )
    )
    return await align(session, cycle, item, existing, made, now)


async def align(
    session: AsyncSession,
    cycle: PlanCycle,
    item: PlanItem,
    existing: Sequence[Occurrence],
    made: Rules,
    now: datetime,
) -> list[Change]:
    """The same for occurrences that may have belonged to an earlier version of the item."""
    wanted = occurrences_of(item, cycle.year, made)
    pairs = _pairs(existing, wanted)
    changes: list[Change] = []
    kept = {occurrence.id for occurrence in pairs.values()}
    taken = {occurrence.ordinal for occurrence in existing}
    for place, new in enumerate(wanted):
        if place in pairs:
            changes += await _move(session, pairs[place], new, made)
        else:
            new.cycle_id = cycle.id
            new.ordinal = next(number for number in count() if number not in taken)
            taken.add(new.ordinal)
            session.add(new)
    for occurrence in existing:
        if occurrence.id not in kept and not occurrence.dropped:
            changes += await drop(session, occurrence, now)
    await session.flush()
    return changes


async def drop(session: AsyncSession, occurrence: Occurrence, now: datetime) -> list[Change]:
    """The date is gone: open assignments end; where something was handed in, the date stays to be seen."""
    assignments = await _assignments(session, [occurrence.id])
    gone = [each for each in assignments if each.state in STILL_OPEN]
    for assignment in gone:
        assignment.withdraw(now)
    finished = (AssignmentState.REPORTED, AssignmentState.ACCEPTED)
    occurrence.dropped = not any(each.state in finished for each in assignments)
    occurrence.revision += 1
    return [Change(assignment, occurrence, REMOVED, assignment.due) for assignment in gone]


def _pairs(existing: Sequence[Occurrence], wanted: Sequence[Occurrence]) -> dict[int, Occurrence]:
    """Which occurrence each wanted one (by place) has been until now: the same dates, else the nearest."""
    found: dict[int, Occurrence] = {}
    left = list(existing)
    for place, new in enumerate(wanted):
        same = next((each for each in left if _is_same(each, new)), None)
        if same is not None:
            found[place] = same
            left.remove(same)
    near = [
        (_distance(each, new), place, index)
        for place, new in enumerate(wanted)
        if place not in found and new.due is not None
        for index, each in enumerate(left)
        if not each.dropped
    ]
    taken: set[int] = set()
    for _, place, index in sorted(near):
        if place not in found and index not in taken:
            found[place] = left[index]
            taken.add(index)
    return found


def _is_same(occurrence: Occurrence, new: Occurrence) -> bool:
    if new.kind is OccurrenceKind.UNDATED:
        return occurrence.kind is OccurrenceKind.UNDATED  # a day that a person has set stays set
    return (occurrence.kind, occurrence.opens, occurrence.due) == (new.kind, new.opens, new.due)


def _distance(occurrence: Occurrence, new: Occurrence) -> int:
    if occurrence.due is None or new.due is None:
        return 0
    return abs((occurrence.due - new.due).days)


async def _move(session: AsyncSession, occurrence: Occurrence, new: Occurrence, made: Rules) -> list[Change]:
    """An occurrence takes over new dates, its assignments with it."""
    before = occurrence.due
    occurrence.dropped = False
    if _is_same(occurrence, new):
        return []
    occurrence.kind, occurrence.opens, occurrence.due = new.kind, new.opens, new.due
    occurrence.proposed = new.proposed
    if occurrence.before_start and not new.before_start:
        occurrence.before_start = False
    changes = []
    for assignment in await _assignments(session, [occurrence.id]):
        if assignment.state is AssignmentState.ACCEPTED:
            continue
        was = assignment.due
        assignment.due = _due(was, before, new.due)
        if assignment.state in STILL_OPEN:
            _forget_late_promise(assignment, made)
            changes.append(Change(assignment, occurrence, MOVED, was))
    await session.flush()
    for change in changes:
        await replan_assignment(session, change.assignment, made)
    return changes


def _due(own: date | None, before: date | None, after: date | None) -> date | None:
    """A later day that a controller has agreed to stays, unless the order is now more generous."""
    if own is not None and before is not None and after is not None and own > before:
        return max(own, after)
    return after


def _forget_late_promise(assignment: Assignment, made: Rules) -> None:
    """A promise beyond the new day would keep the bot silent when it has to speak."""
    due = assignment.due
    if assignment.promised is None or due is None or assignment.promised <= made.effective(due):
        return
    assignment.promised = None
    if assignment.state is AssignmentState.PROMISED:
        assignment.state = AssignmentState.OPEN


async def _assignments(session: AsyncSession, occurrences: Iterable[int]) -> list[Assignment]:
    return list(
        await session.scalars(select(Assignment).where(Assignment.occurrence_id.in_(list(occurrences))))
    )
