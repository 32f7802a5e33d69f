"""What happens elsewhere marks the route: an event signed up for and held, a contest applied for and decided.

Each function is called inside the transaction that changes the other thing.
"""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Contest,
    ContestEntry,
    EntryState,
    Event,
    Participation,
    ParticipationState,
    RouteSheet,
    RouteStep,
    StepKind,
    StepState,
)
from bot.services.school_years import school_year_of

_OF_PARTICIPATION = {
    ParticipationState.SIGNED: StepState.INVITED,
    ParticipationState.ATTENDED: StepState.DONE,
    ParticipationState.MISSED: StepState.MISSED,
}
"""Where a step goes with a participation; any other state lets it go again."""
_OF_ENTRY = {
    EntryState.APPLIED: StepState.INVITED,
    EntryState.PARTICIPANT: StepState.DONE,
    EntryState.PRIZE: StepState.DONE,
    EntryState.WINNER: StepState.DONE,
}


async def participation_marks(session: AsyncSession, clock: Clock, participation: Participation) -> None:
    """Let the pupil's route follow a participation in an event."""
    event = await session.get_one(Event, participation.event_id)
    day = clock.at(event.starts_at).date()
    sheet = await _sheet(session, participation.student_id, day)
    if sheet is None:
        return
    linked = await session.scalar(
        select(RouteStep).where(RouteStep.sheet_id == sheet.id, RouteStep.event_id == event.id)
    )
    wanted = _OF_PARTICIPATION.get(participation.state)
    step = linked or await _to_link(session, sheet, StepKind(event.kind.value), event.title, day, wanted)
    if step is not None:
        step.event_id = event.id if wanted is not None else None
        _follow(step, wanted, clock.now())
        await session.flush()


async def entry_marks(session: AsyncSession, now: datetime, entry: ContestEntry) -> None:
    """Let the pupil's route follow an application to a contest; `now` is in the municipality's zone."""
    contest = await session.get_one(Contest, entry.contest_id)
    sheet = await _sheet(session, entry.student_id, now.date())
    if sheet is None:
        return
    linked = await session.scalar(
        select(RouteStep).where(RouteStep.sheet_id == sheet.id, RouteStep.contest_id == contest.id)
    )
    wanted = _OF_ENTRY.get(entry.state)
    step = linked or await _to_link(session, sheet, StepKind.CONTEST, contest.title, now.date(), wanted)
    if step is not None:
        step.contest_id = contest.id if wanted is not None else None
        _follow(step, wanted, now)
        if entry.state in (EntryState.PRIZE, EntryState.WINNER):
            step.evidence = contest.title
        await session.flush()


async def _to_link(
    session: AsyncSession,
    sheet: RouteSheet,
    kind: StepKind,
    title: str,
    day: date,
    wanted: StepState | None,
) -> RouteStep | None:
    """The nearest planned step of the kind; what was done beside the plan is put in as a step of its own."""
    planned: RouteStep | None = await session.scalar(
        select(RouteStep)
        .where(
            RouteStep.sheet_id == sheet.id,
            RouteStep.kind == kind,
            RouteStep.state == StepState.PLANNED,
            RouteStep.event_id.is_(None),
            RouteStep.contest_id.is_(None),
        )
        .order_by(RouteStep.due, RouteStep.position)
        .limit(1)
    )
    if wanted is None or planned is not None or wanted is not StepState.DONE:
        return planned if wanted is not None else None
    last = await session.scalar(select(func.max(RouteStep.position)).where(RouteStep.sheet_id == sheet.id))
    step = RouteStep(
        sheet_id=sheet.id, position=(last or 0) + 1, title=title, kind=kind, due=day, evidence=title
    )
    session.add(step)
    return step


def _follow(step: RouteStep, wanted: StepState | None, now: datetime) -> None:
    step.state = wanted or StepState.PLANNED
    step.reason = ""
    decided = wanted in (StepState.DONE, StepState.MISSED)
    step.decided_at, step.decided_by = (now if decided else None), None


async def _sheet(session: AsyncSession, student_id: int, day: date) -> RouteSheet | None:
    found: RouteSheet | None = await session.scalar(
        select(RouteSheet).where(
            RouteSheet.student_id == student_id, RouteSheet.school_year == school_year_of(day)
        )
    )
    return found
