"""Events on the side of whoever holds them: made as a draft, published, changed, cancelled, held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    Database,
    Event,
    EventKind,
    EventSeries,
    EventState,
    Organisation,
    OrganisationKind,
    Participation,
    ParticipationState,
    Student,
)
from bot.services.access import Action, places_within, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.event_edits import DURATIONS, changeable, event_within, must_be_ahead, one_text
from bot.services.event_views import EXPECTED, EventView, view_of, views_of
from bot.services.listeners import listening_parents
from bot.services.office_hours import working_calendar
from bot.services.outbox import enqueue
from bot.services.route_marks import participation_marks
from bot.services.seats import Seats
from bot.services.student_cards import SUBJECTS
from bot.settings import Settings

CHANGED, CANCELLED = "event_changed", "event_cancelled"
MOST_LESSONS = 40
SETTLES = timedelta(minutes=5)
"""Changes made one after another are told in one message."""


@dataclass(frozen=True)
class Events:
    """Use cases of the staff; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings
    seats: Seats

    async def places(self, actor: Actor) -> list[tuple[int, str]]:
        """For which organisations a person may hold events."""
        return await places_within(self.db, scope(actor, Action.EVENTS_EDIT))

    async def listed(self, actor: Actor, *, past: bool = False) -> list[EventView]:
        """Events within reach: to come and drafts, or (`past`) what lies behind, the newest first."""
        reach = scope(actor, Action.EVENTS_EDIT)
        now = self.clock.now()
        async with self.db.reading() as session:
            when = Event.ends_at <= now if past else Event.ends_at > now
            order = Event.starts_at.desc() if past else Event.starts_at
            rows = await session.scalars(
                select(Event)
                .where(reach.places_among(Event.organisation_id), when, Event.state != EventState.CANCELLED)
                .order_by(order, Event.id)
                .limit(200)
            )
            return await views_of(session, self.clock, rows.all())

    async def one(self, actor: Actor, event_id: int) -> EventView:
        """One event within reach."""
        reach = scope(actor, Action.EVENTS_EDIT)
        async with self.db.reading() as session:
            return await view_of(session, self.clock, await event_within(session, reach, event_id))

    async def make(
        self,
        actor: Actor,
        organisation_id: int,
        kind: EventKind,
        starts_at: datetime,
        minutes: int,
        title: str,
        place: str,
        subject: str = "",
    ) -> EventView:
        """A draft with what has to be known; everything else has a value that can be changed."""
        scope(actor, Action.EVENTS_EDIT).place(organisation_id)
        if minutes not in DURATIONS or (kind is EventKind.EXAM_COURSE and subject not in SUBJECTS):
            raise NotFound
        now = self.clock.now()
        must_be_ahead(self.clock, starts_at)
        async with self.db.transaction() as session:
            organisation = await session.get_one(Organisation, organisation_id)
            series = None
            if kind is EventKind.EXAM_COURSE:
                series = EventSeries(
                    organisation_id=organisation_id,
                    title=one_text("title", title),
                    subject=subject,
                    created_at=now,
                )
                session.add(series)
                await session.flush()
            event = Event(
                organisation_id=organisation_id,
                series_id=series.id if series else None,
                kind=kind,
                title=one_text("title", title),
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=minutes),
                place=one_text("place", place),
                seats=20,
                grades=[11] if kind is EventKind.EXAM_COURSE else [],
                open_to_all=organisation.kind is not OrganisationKind.SCHOOL,
                sign_up_until=self._closing(starts_at),
                door_secret=token_hex(16),
                created_by=actor.person_id,
                created_at=now,
            )
            session.add(event)
            await session.flush()
            note(session, now, actor.person_id, "made", "event", event.id)
            return await view_of(session, self.clock, event)

    async def repeat(self, actor: Actor, event_id: int, times: int) -> EventView:
        """The same once more on each of the next so many weeks; days off are passed over."""
        reach = scope(actor, Action.EVENTS_EDIT)
        now = self.clock.now()
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            if event.series_id is None:
                series = EventSeries(organisation_id=event.organisation_id, title=event.title, created_at=now)
                session.add(series)
                await session.flush()
                event.series_id = series.id
            known = await self._of_series(session, event)
            if not times >= 1 or len(known) + times > MOST_LESSONS:
                raise DomainError("event-too-many-lessons", count=MOST_LESSONS)
            calendar = await working_calendar(session, self.settings)
            last, made = max(known, key=lambda each: each.starts_at), 0
            week = 0
            while made < times and week < times + 8:
                week += 1
                local = self.clock.at(last.starts_at) + timedelta(weeks=week)
                start = datetime.combine(local.date(), local.time(), tzinfo=self.clock.zone)
                weekend = self.clock.at(last.starts_at).weekday() >= 5
                if not weekend and not calendar.is_working(start.date()):
                    continue
                session.add(_like(event, start, self.clock, actor, now))
                made += 1
            note(session, now, actor.person_id, "repeated", "event", event.id, times=made)
            await session.flush()
            return await view_of(session, self.clock, event)

    async def publish(self, actor: Actor, event_id: int) -> EventView:
        """Pupils can see it and sign up, for all lessons of a series."""
        reach = scope(actor, Action.EVENTS_EDIT)
        now = self.clock.now()
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            for each in await self._of_series(session, event):
                if each.state is not EventState.DRAFT:
                    continue
                if each.starts_at <= now or each.sign_up_until <= now:
                    raise DomainError("event-in-the-past")
                each.state, each.told = EventState.PUBLISHED, self.told(each)
                note(session, now, actor.person_id, "published", "event", each.id)
            await session.flush()
            return await view_of(session, self.clock, event)

    async def cancel(self, actor: Actor, event_id: int, *, whole: bool = False) -> EventView:
        """It will not be; whoever counted on it, and the parents, are told at once. A draft just goes."""
        reach = scope(actor, Action.EVENTS_EDIT)
        now = self.clock.now()
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            for each in await self._of_series(session, event) if whole else [event]:
                if each.state not in (EventState.DRAFT, EventState.PUBLISHED) or each.starts_at <= now:
                    continue
                each.state = EventState.CANCELLED
                note(session, now, actor.person_id, "cancelled", "event", each.id)
                await self._tell(session, each, CANCELLED, f"event-cancelled:{each.id}", {})
                for participation in await self._expected(session, each):
                    participation.state = ParticipationState.CANCELLED
                    participation.decided_at = now
                    await session.flush()
                    await participation_marks(session, self.clock, participation)
            await session.flush()
            return await view_of(session, self.clock, event)

    async def tick(self) -> None:
        """What is over counts as held; changes that have settled are told to those who signed up, once."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            over = await session.scalars(
                select(Event)
                .where(Event.state == EventState.PUBLISHED, Event.ends_at <= now)
                .order_by(Event.id)
                .with_for_update()
            )
            for event in over:
                event.state = EventState.HELD
            changed = await session.scalars(
                select(Event)
                .where(Event.state == EventState.PUBLISHED, Event.changed_at <= now - SETTLES)
                .order_by(Event.id)
                .with_for_update()
            )
            for event in changed:
                was, event.told, event.changed_at = event.told or {}, self.told(event), None
                if was != event.told:
                    differs = [name for name in ("title", "at", "place") if was.get(name) != event.told[name]]
                    await self._tell(
                        session,
                        event,
                        CHANGED,
                        f"event-changed:{event.id}:{event.revision}",
                        {"what": differs},
                    )

    def told(self, event: Event) -> dict[str, str]:
        """What whoever signed up has to know of every change of."""
        return {"title": event.title, "at": self.clock.at(event.starts_at).isoformat(), "place": event.place}

    async def _tell(
        self, session: AsyncSession, event: Event, notice: str, key: str, more: dict[str, object]
    ) -> None:
        waiting = await self._expected(session, event)
        students = (
            await session.scalars(
                select(Student).where(Student.id.in_([each.student_id for each in waiting]))
            )
        ).all()
        parents = await listening_parents(session, [student.id for student in students])
        people = {student.person_id for student in students if student.person_id is not None}
        people |= {person for found in parents.values() for person in found}
        about = {"event": event.id, **self.told(event), **more}
        await enqueue(session, people, key, notice, about, not_before=self.clock.now())

    async def _expected(self, session: AsyncSession, event: Event) -> Sequence[Participation]:
        rows = await session.scalars(
            select(Participation)
            .where(Participation.event_id == event.id, Participation.state.in_(EXPECTED))
            .order_by(Participation.id)
        )
        return rows.all()

    async def _of_series(self, session: AsyncSession, event: Event) -> Sequence[Event]:
        if event.series_id is None:
            return [event]
        rows = await session.scalars(
            select(Event)
            .where(Event.series_id == event.series_id, Event.state != EventState.CANCELLED)
            .order_by(Event.id)
            .with_for_update()
        )
        return rows.all()

    def _closing(self, starts_at: datetime) -> datetime:
        """The evening before; where that has passed, the beginning itself."""
        local = self.clock.at(starts_at)
        evening = datetime.combine(local.date() - timedelta(days=1), time(18), tzinfo=self.clock.zone)
        return evening if evening > self.clock.now() else starts_at


def _like(event: Event, starts_at: datetime, clock: Clock, actor: Actor, now: datetime) -> Event:
    """A draft of the next lesson."""
    return Event(
        organisation_id=event.organisation_id,
        programme_id=event.programme_id,
        series_id=event.series_id,
        profile_class_id=event.profile_class_id,
        kind=event.kind,
        title=event.title,
        about=event.about,
        starts_at=starts_at,
        ends_at=starts_at + (event.ends_at - event.starts_at),
        place=event.place,
        latitude=event.latitude,
        longitude=event.longitude,
        seats=event.seats,
        school_quota=event.school_quota,
        grades=list(event.grades),
        sphere=event.sphere,
        partner=event.partner,
        escort=event.escort,
        bring=event.bring,
        open_to_all=event.open_to_all,
        sign_up_until=clock.at(starts_at) - (event.starts_at - event.sign_up_until),
        door_secret=token_hex(16),
        created_by=actor.person_id,
        created_at=now,
    )
