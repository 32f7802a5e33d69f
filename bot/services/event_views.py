"""An event as it is shown: when, where, for whom, how many seats are left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Event,
    EventKind,
    EventSeries,
    EventState,
    Organisation,
    Participation,
    ParticipationState,
    Sphere,
    Student,
)

HOLDING = tuple(state for state in ParticipationState if state.takes_a_seat)
EXPECTED = (ParticipationState.SIGNED, ParticipationState.OFFERED, ParticipationState.WAITING)
"""Who still counts on an event."""


@dataclass(frozen=True)
class EventView:
    """An event with its counts. Moments are in the municipality's zone."""

    event_id: int
    organisation_id: int
    organisation: str
    kind: EventKind
    title: str
    about: str
    starts_at: datetime
    ends_at: datetime
    place: str
    latitude: float | None
    longitude: float | None
    seats: int
    school_quota: int | None
    grades: tuple[int, ...]
    sphere: Sphere | None
    partner: str
    escort: str
    bring: str
    open_to_all: bool
    sign_up_until: datetime
    state: EventState
    revision: int
    series_id: int | None
    subject: str
    """Of a course, by code; empty for anything else."""
    lessons: int
    """How many events the series has; 1 without a series."""
    created_by: int
    taken: int
    waiting: int
    attended: int
    missed: int

    @property
    def free(self) -> int:
        """Seats that nobody holds."""
        return max(self.seats - self.taken, 0)


def addressed(event: Event, student: Student) -> bool:
    """Whether an event is for a pupil: by grade, and by school where it is not open to all."""
    own = event.open_to_all or event.organisation_id == student.organisation_id
    return own and (not event.grades or student.grade in event.grades)


async def views_of(session: AsyncSession, clock: Clock, events: Sequence[Event]) -> list[EventView]:
    """Several events, in their order."""
    numbers = [event.id for event in events]
    counts: dict[tuple[int, ParticipationState], int] = {}
    for number, state, count in await session.execute(
        select(Participation.event_id, Participation.state, func.count())
        .where(Participation.event_id.in_(numbers))
        .group_by(Participation.event_id, Participation.state)
    ):
        counts[number, state] = count
    names = {
        number: name
        for number, name in await session.execute(
            select(Organisation.id, Organisation.name).where(
                Organisation.id.in_({event.organisation_id for event in events})
            )
        )
    }
    in_series = {event.series_id for event in events if event.series_id is not None}
    series = {
        row.id: row for row in await session.scalars(select(EventSeries).where(EventSeries.id.in_(in_series)))
    }
    lessons = {
        number: count
        for number, count in await session.execute(
            select(Event.series_id, func.count())
            .where(Event.series_id.in_(in_series), Event.state != EventState.CANCELLED)
            .group_by(Event.series_id)
        )
    }
    return [
        EventView(
            event_id=event.id,
            organisation_id=event.organisation_id,
            organisation=names[event.organisation_id],
            kind=event.kind,
            title=event.title,
            about=event.about,
            starts_at=clock.at(event.starts_at),
            ends_at=clock.at(event.ends_at),
            place=event.place,
            latitude=event.latitude,
            longitude=event.longitude,
            seats=event.seats,
            school_quota=event.school_quota,
            grades=tuple(event.grades),
            sphere=event.sphere,
            partner=event.partner,
            escort=event.escort,
            bring=event.bring,
            open_to_all=event.open_to_all,
            sign_up_until=clock.at(event.sign_up_until),
            state=event.state,
            revision=event.revision,
            series_id=event.series_id,
            subject=series[event.series_id].subject if event.series_id in series else "",
            lessons=lessons.get(event.series_id, 1),
            created_by=event.created_by,
            taken=sum(counts.get((event.id, state), 0) for state in HOLDING),
            waiting=counts.get((event.id, ParticipationState.WAITING), 0),
            attended=counts.get((event.id, ParticipationState.ATTENDED), 0),
            missed=counts.get((event.id, ParticipationState.MISSED), 0),
        )
        for event in events
    ]


async def view_of(session: AsyncSession, clock: Clock, event: Event) -> EventView:
    """One event."""
    return (await views_of(session, clock, [event]))[0]


async def conflicts_of(
    session: AsyncSession, clock: Clock, student_id: int, events: Iterable[Event]
) -> list[EventView]:
    """What a pupil is signed up for at the same time."""
    wanted = list(events)
    if not wanted:
        return []
    overlaps = or_(
        *((Event.starts_at < event.ends_at) & (Event.ends_at > event.starts_at) for event in wanted)
    )
    found = await session.scalars(
        select(Event)
        .join(Participation, Participation.event_id == Event.id)
        .where(
            Participation.student_id == student_id,
            Participation.state.in_((ParticipationState.SIGNED, ParticipationState.OFFERED)),
            Event.state == EventState.PUBLISHED,
            Event.id.not_in([event.id for event in wanted]),
            overlaps,
        )
        .order_by(Event.starts_at)
    )
    return await views_of(session, clock, found.all())
