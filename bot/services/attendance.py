"""Who came: a code at the door that changes every minute, or the host's list; what they thought, once."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound, WrongKey
from bot.models import (
    Database,
    Event,
    EventState,
    Feedback,
    Participation,
    ParticipationState,
    Student,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.event_views import EventView, view_of
from bot.services.insertion import inserted_once
from bot.services.route_marks import participation_marks

DIGITS = 6
STEP = timedelta(minutes=1)
OPENS, CLOSES = timedelta(hours=1), timedelta(minutes=30)
"""Before the beginning and after the end the door takes codes."""
LINE_LIMIT = 300
MARKS = (1, 2, 3)
LISTED = (ParticipationState.SIGNED, ParticipationState.ATTENDED, ParticipationState.MISSED)


@dataclass(frozen=True)
class DoorCode:
    """What the host shows."""

    event: EventView
    code: str
    until: datetime


@dataclass(frozen=True)
class Attendee:
    """A line of the host's list."""

    participation_id: int
    code: str
    class_name: str
    state: ParticipationState


@dataclass(frozen=True)
class Attendance:
    """Use cases at and after an event; every public method is one transaction."""

    db: Database
    clock: Clock

    async def door(self, actor: Actor, event_id: int) -> DoorCode:
        """The code of this minute."""
        async with self.db.reading() as session:
            event = await self._held_by(session, actor, event_id)
            now = self.clock.now()
            if event.state is EventState.CANCELLED or not self._is_open(event, now):
                raise DomainError("event-door-closed", opens=self.clock.at(event.starts_at - OPENS))
            until = now.replace(second=0, microsecond=0) + 2 * STEP
            return DoorCode(await view_of(session, self.clock, event), code_at(event, now), until)

    async def enter(self, actor: Actor, event_id: int, code: str) -> EventView:
        """A pupil has the code of the door: this minute's or the last one's."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            event = await session.get(Event, event_id)
            student = await session.scalar(select(Student).where(Student.person_id == actor.person_id))
            given = "".join(letter for letter in code if letter.isdecimal())
            right = event is not None and any(
                hmac.compare_digest(given.encode(), code_at(event, at).encode()) for at in (now, now - STEP)
            )
            if event is None or not right or not self._is_open(event, now):
                raise WrongKey("event-code-wrong")
            own = None
            if student is not None:
                own = await self._participation(session, event.id, student.id)
            if own is None or own.state not in LISTED:
                raise DomainError("event-not-signed")
            await self._set(session, own, ParticipationState.ATTENDED)
            note(session, now, actor.person_id, "came", "event", event.id)
            return await view_of(session, self.clock, event)

    async def listed(self, actor: Actor, event_id: int) -> tuple[EventView, list[Attendee]]:
        """Who signed up, by code."""
        async with self.db.reading() as session:
            event = await self._held_by(session, actor, event_id)
            return await view_of(session, self.clock, event), await self._attendees(session, event)

    async def toggle(self, actor: Actor, participation_id: int) -> tuple[EventView, list[Attendee]]:
        """Came, did not come, came."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            own = await session.get(Participation, participation_id, with_for_update=True)
            if own is None:
                raise Foreign
            event = await self._held_by(session, actor, own.event_id)
            self._begun(event, now)
            if own.state not in LISTED:
                raise NotFound
            came = own.state is not ParticipationState.ATTENDED
            await self._set(session, own, ParticipationState.ATTENDED if came else ParticipationState.MISSED)
            note(session, now, actor.person_id, "marked", "participation", own.id)
            return await view_of(session, self.clock, event), await self._attendees(session, event)

    async def rest(self, actor: Actor, event_id: int, *, came: bool) -> tuple[EventView, list[Attendee]]:
        """Everybody who has no mark yet came, or did not."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            event = await self._held_by(session, actor, event_id)
            self._begun(event, now)
            rows = await session.scalars(
                select(Participation)
                .where(Participation.event_id == event.id, Participation.state == ParticipationState.SIGNED)
                .order_by(Participation.id)
                .with_for_update()
            )
            for own in rows.all():
                await self._set(
                    session, own, ParticipationState.ATTENDED if came else ParticipationState.MISSED
                )
            note(session, now, actor.person_id, "marked the rest", "event", event.id)
            return await view_of(session, self.clock, event), await self._attendees(session, event)

    async def feedback(self, actor: Actor, event_id: int, liked: int, useful: int, again: int) -> bool:
        """Three marks from 1 to 3; the first word counts, a second one is not taken (False)."""
        if not {liked, useful, again} <= set(MARKS):
            raise NotFound
        async with self.db.transaction() as session:
            own = await self._attended(session, actor, event_id)
            values = {
                "participation_id": own.id,
                "liked": liked,
                "useful": useful,
                "again": again,
                "line": "",
                "at": self.clock.now(),
            }
            return await inserted_once(session, Feedback, values)

    async def line(self, actor: Actor, event_id: int, text: str) -> None:
        """One free line to the marks, once."""
        text = " ".join(text.split())
        if not text or len(text) > LINE_LIMIT:
            raise DomainError("event-line-length", limit=LINE_LIMIT)
        async with self.db.transaction() as session:
            own = await self._attended(session, actor, event_id)
            said = await session.get(Feedback, own.id, with_for_update=True)
            if said is None:
                raise NotFound
            if said.line:
                raise DomainError("event-line-said")
            said.line = text

    def _is_open(self, event: Event, now: datetime) -> bool:
        return event.starts_at - OPENS <= now <= event.ends_at + CLOSES

    def _begun(self, event: Event, now: datetime) -> None:
        if event.state not in (EventState.PUBLISHED, EventState.HELD) or now < event.starts_at - OPENS:
            raise DomainError("event-door-closed", opens=self.clock.at(event.starts_at - OPENS))

    async def _set(
        self, session: AsyncSession, participation: Participation, state: ParticipationState
    ) -> None:
        if participation.state is state:
            return
        participation.state, participation.decided_at = state, self.clock.now()
        await session.flush()
        await participation_marks(session, self.clock, participation)

    async def _held_by(self, session: AsyncSession, actor: Actor, event_id: int) -> Event:
        reach = scope(actor, Action.EVENTS_ATTENDANCE)
        event: Event | None = await session.scalar(
            select(Event).where(Event.id == event_id, reach.places_among(Event.organisation_id))
        )
        if event is None:
            raise Foreign
        return event

    async def _attendees(self, session: AsyncSession, event: Event) -> list[Attendee]:
        rows = await session.execute(
            select(Participation, Student)
            .join(Student, Student.id == Participation.student_id)
            .where(Participation.event_id == event.id, Participation.state.in_(LISTED))
            .order_by(Student.code)
        )
        return [Attendee(own.id, who.code, f"{who.grade}{who.letter}", own.state) for own, who in rows]

    async def _participation(
        self, session: AsyncSession, event_id: int, student_id: int
    ) -> Participation | None:
        found: Participation | None = await session.scalar(
            select(Participation)
            .where(Participation.event_id == event_id, Participation.student_id == student_id)
            .with_for_update()
        )
        return found

    async def _attended(self, session: AsyncSession, actor: Actor, event_id: int) -> Participation:
        own: Participation | None = await session.scalar(
            select(Participation)
            .join(Student, Student.id == Participation.student_id)
            .where(
                Participation.event_id == event_id,
                Student.person_id == actor.person_id,
                Participation.state == ParticipationState.ATTENDED,
            )
        )
        if own is None:
            raise Foreign
        return own


def code_at(event: Event, moment: datetime) -> str:
    """The code of an event's door in the minute of a moment; nobody can tell it without the secret."""
    minute = int(moment.timestamp() // STEP.total_seconds())
    digest = hmac.new(event.door_secret.encode(), f"{event.id}:{minute}".encode(), sha256).digest()
    return str(int.from_bytes(digest[:8], "big") % 10**DIGITS).zfill(DIGITS)
