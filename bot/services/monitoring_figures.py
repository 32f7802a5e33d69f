"""What a monitoring says of an organisation, and what is missing in it: read from what is recorded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    CURRENT_STATES,
    Event,
    EventState,
    Feedback,
    Interest,
    MonitoringKind,
    Participation,
    ParticipationState,
    Programme,
    ProgrammeState,
    RouteSheet,
    StepKind,
    StepState,
    Student,
)
from bot.services.route_views import StepView, sheets_of
from bot.services.school_years import SEPTEMBER, school_year_of
from bot.services.student_cards import StudentCard, cards_of

Figures = dict[str, Any]
ROUTE_SUMS = ("pupils", "wants", "sheets", "planned", "done", "missed", "replaced", "unknown")
PROGRAMME_SUMS = ("programmes", "fresh", "hours", "events", "pupils", "visits", "marks")
BY_KIND = ("planned", "done", "missed", "replaced", "unknown")


@dataclass(frozen=True)
class Gaps:
    """What is missing, each with who can fill it in."""

    without_sheet: tuple[StudentCard, ...] = ()
    """Pupils who want a contract and have no route sheet: the coordinator begins one."""
    unsaid: tuple[tuple[StudentCard, tuple[StepView, ...]], ...] = ()
    """Steps whose day has passed and nobody has said how they went: the pupil knows, or the coordinator."""
    unmarked: tuple[tuple[int, str, date, int], ...] = ()
    """Events that are over with nobody marked, by number, title, day and who holds them (a person)."""
    unseen: tuple[StudentCard, ...] = ()
    """Pupils who have not looked at their sheet."""

    @property
    def count(self) -> int:
        """How many things are missing; a sheet that was not looked at is no gap of the report."""
        return len(self.without_sheet) + sum(len(steps) for _, steps in self.unsaid) + len(self.unmarked)


async def figures_of(
    session: AsyncSession, clock: Clock, kind: MonitoringKind, due: date, organisation_id: int
) -> tuple[Figures, Gaps]:
    """The figures of an organisation from September to the due day, and the gaps in them."""
    if kind is MonitoringKind.ROUTES:
        return await _routes(session, clock, due, organisation_id)
    return await _programmes(session, clock, due, organisation_id)


def summed(kind: MonitoringKind, parts: Sequence[Mapping[str, Any]]) -> Figures:
    """The figures of the whole city."""
    names = ROUTE_SUMS if kind is MonitoringKind.ROUTES else PROGRAMME_SUMS
    total: Figures = {name: sum(int(part.get(name, 0)) for part in parts) for name in names}
    if kind is MonitoringKind.ROUTES:
        kinds: dict[str, dict[str, int]] = {}
        reasons: Counter[str] = Counter()
        for part in parts:
            reasons.update(part.get("reasons", {}))
            for name, counted in part.get("kinds", {}).items():
                into = kinds.setdefault(name, dict.fromkeys(BY_KIND, 0))
                for key in BY_KIND:
                    into[key] += counted[key]
        total["kinds"], total["reasons"] = kinds, dict(reasons)
    return total


async def _routes(
    session: AsyncSession, clock: Clock, due: date, organisation_id: int
) -> tuple[Figures, Gaps]:
    students = await session.scalars(
        select(Student)
        .where(Student.organisation_id == organisation_id, Student.state.in_(CURRENT_STATES))
        .order_by(Student.grade, Student.letter, Student.code)
    )
    cards = [card for card in await cards_of(session, students.all()) if card.consents.participates]
    sheets = await session.scalars(
        select(RouteSheet).where(
            RouteSheet.student_id.in_([card.student_id for card in cards]),
            RouteSheet.school_year == school_year_of(due),
        )
    )
    views = await sheets_of(session, clock, sheets.all())
    within = [(view, step) for view in views for step in view.steps if step.due <= due]
    kinds = {
        kind.value: _counted([step for _, step in within if step.kind is kind])
        for kind in StepKind
        if any(step.kind is kind for _, step in within)
    }
    counted = _counted([step for _, step in within])
    reasons = Counter(step.reason for _, step in within if step.state is StepState.MISSED and step.reason)
    with_sheet = {view.student.student_id for view in views}
    wants = [card for card in cards if card.interest is Interest.WANTS_CONTRACT]
    figures: Figures = {
        "pupils": len(cards),
        "wants": len(wants),
        "sheets": len(views),
        **counted,
        "kinds": kinds,
        "reasons": dict(reasons),
    }
    today = min(clock.today(), due)
    unsaid = [
        (view.student, tuple(step for step in view.steps if step.is_late(today) and step.due <= due))
        for view in views
    ]
    gaps = Gaps(
        without_sheet=tuple(card for card in wants if card.student_id not in with_sheet),
        unsaid=tuple((card, steps) for card, steps in unsaid if steps),
        unmarked=await _unmarked(session, clock, due, [step for _, step in within]),
        unseen=tuple(view.student for view in views if view.agreed_on is None and view.student.person_id),
    )
    return figures, gaps


def _counted(steps: Sequence[StepView]) -> dict[str, int]:
    states = Counter(step.state for step in steps)
    replaced = states[StepState.REPLACED]
    return {
        "planned": len(steps) - replaced,
        "done": states[StepState.DONE],
        "missed": states[StepState.MISSED],
        "replaced": replaced,
        "unknown": sum(step.is_open for step in steps),
    }


async def _unmarked(
    session: AsyncSession, clock: Clock, due: date, steps: Sequence[StepView]
) -> tuple[tuple[int, str, date, int], ...]:
    """Events of these steps that are over while somebody's attendance is not known."""
    numbers = {step.event_id for step in steps if step.is_open and step.event_id is not None}
    rows = await session.scalars(
        select(Event)
        .where(Event.id.in_(numbers), Event.ends_at < clock.now(), Event.state != EventState.CANCELLED)
        .order_by(Event.starts_at)
    )
    return tuple(
        (event.id, event.title, clock.at(event.starts_at).date(), event.created_by)
        for event in rows
        if clock.at(event.starts_at).date() <= due
    )


async def _programmes(
    session: AsyncSession, clock: Clock, due: date, organisation_id: int
) -> tuple[Figures, Gaps]:
    first = datetime.combine(date(school_year_of(due), SEPTEMBER, 1), time(0), tzinfo=clock.zone)
    last = datetime.combine(due, time(23, 59, 59), tzinfo=clock.zone)
    programmes = (
        await session.scalars(
            select(Programme).where(
                Programme.organisation_id == organisation_id, Programme.state == ProgrammeState.ACCEPTED
            )
        )
    ).all()
    events = (
        await session.scalars(
            select(Event).where(
                Event.organisation_id == organisation_id,
                Event.state.in_((EventState.PUBLISHED, EventState.HELD)),
                Event.starts_at >= first,
                Event.ends_at <= min(last, clock.now()),
            )
        )
    ).all()
    visits = (
        await session.execute(
            select(Participation.event_id, Participation.student_id, Participation.state).where(
                Participation.event_id.in_([event.id for event in events])
            )
        )
    ).all()
    came = [(event, student) for event, student, state in visits if state is ParticipationState.ATTENDED]
    marks = (
        await session.execute(
            select(Feedback.participation_id)
            .join(Participation, Participation.id == Feedback.participation_id)
            .where(Participation.event_id.in_([event.id for event in events]))
        )
    ).all()
    unmarked = {event for event, _, state in visits if state is ParticipationState.SIGNED}
    figures: Figures = {
        "programmes": len(programmes),
        "fresh": sum(each.decided_at is not None and each.decided_at >= first for each in programmes),
        "hours": sum(each.hours or 0 for each in programmes),
        "events": len(events),
        "pupils": len({student for _, student in came}),
        "visits": len(came),
        "marks": len(marks),
    }
    return figures, Gaps(
        unmarked=tuple(
            (event.id, event.title, clock.at(event.starts_at).date(), event.created_by)
            for event in events
            if event.id in unmarked
        )
    )
