"""Around an event: the day before, two hours before, and the question how it was; each once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Database,
    Event,
    EventState,
    Feedback,
    Mute,
    OutboxMessage,
    Participation,
    ParticipationState,
    Student,
    Topic,
)
from bot.services.listeners import listening_pupils
from bot.services.office_hours import is_quiet, working_calendar
from bot.services.outbox import addresses_of, insert_new, message_row
from bot.settings import Settings

SOON, ASKED, UNMARKED = "event_soon", "event_feedback", "event_unmarked"
BEFORE = timedelta(hours=2)
ASK_WITHIN = timedelta(days=3)


@dataclass(frozen=True)
class EventReminders:
    """One tick; every message has a key of its own."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """Remind who signed up and agreed to be written to; ask those who came; ask the host who came."""
        now = self.clock.now()
        if is_quiet(now.time(), self.settings):
            return
        async with self.db.transaction() as session:
            muted = set(await session.scalars(select(Mute.person_id).where(Mute.topic == Topic.EVENTS)))
            await self._remind(session, now, muted)
            await self._ask(session, now, muted)
            await self._ask_hosts(session, now)

    async def _remind(self, session: AsyncSession, now: datetime, muted: set[int]) -> None:
        rows = await session.execute(
            select(Event, Participation, Student)
            .join(Participation, Participation.event_id == Event.id)
            .join(Student, Student.id == Participation.student_id)
            .where(
                Event.state == EventState.PUBLISHED,
                Event.starts_at > now,
                Event.starts_at <= now + timedelta(days=2),
                Participation.state == ParticipationState.SIGNED,
            )
        )
        found = [(row[0], row[1], row[2]) for row in rows]
        due = []
        for event, participation, student in found:
            start = self.clock.at(event.starts_at)
            day_before = datetime.combine(
                start.date() - timedelta(days=1), self.settings.digest_time, tzinfo=self.clock.zone
            )
            # the number of the revision: a moved event is reminded of anew
            at = f"{start:%Y%m%d%H%M}"
            if now >= start - BEFORE:
                due.append((event, student, f"event-hours:{participation.id}:{at}"))
            elif now >= day_before and now.date() < start.date():
                due.append((event, student, f"event-day:{participation.id}:{at}"))
        await self._send(session, now, due, SOON, muted)

    async def _ask(self, session: AsyncSession, now: datetime, muted: set[int]) -> None:
        rows = await session.execute(
            select(Event, Participation, Student)
            .join(Participation, Participation.event_id == Event.id)
            .join(Student, Student.id == Participation.student_id)
            .outerjoin(Feedback, Feedback.participation_id == Participation.id)
            .where(
                Event.state.in_((EventState.PUBLISHED, EventState.HELD)),
                Event.ends_at <= now,
                Event.ends_at > now - ASK_WITHIN,
                Participation.state == ParticipationState.ATTENDED,
                Feedback.participation_id.is_(None),
            )
        )
        due = [(event, student, f"event-feedback:{own.id}") for event, own, student in rows]
        await self._send(session, now, due, ASKED, muted)

    async def _send(
        self,
        session: AsyncSession,
        now: datetime,
        due: list[tuple[Event, Student, str]],
        notice: str,
        muted: set[int],
    ) -> None:
        if not due:
            return
        students = {student.id: student for _, student, _ in due}
        listening = await listening_pupils(session, list(students.values()))
        addresses = await addresses_of(session, listening.values())
        rows = []
        for event, student, key in due:
            person = listening.get(student.id)
            if person is None or person in muted or person not in addresses:
                continue
            about = {
                "event": event.id,
                "student": student.id,
                "title": event.title,
                "at": self.clock.at(event.starts_at).isoformat(),
                "place": event.place,
                "bring": event.bring,
            }
            rows.append(message_row(addresses[person], key, notice, about, now))
        await insert_new(session, OutboxMessage, rows)

    async def _ask_hosts(self, session: AsyncSession, now: datetime) -> None:
        """On the working morning after: nobody, or not everybody, was marked."""
        calendar = await working_calendar(session, self.settings)
        if not calendar.is_working(now.date()) or now.time() < self.settings.digest_time:
            return
        midnight = datetime.combine(now.date(), datetime.min.time(), tzinfo=self.clock.zone)
        rows = await session.scalars(
            select(Event).where(
                Event.state.in_((EventState.PUBLISHED, EventState.HELD)),
                Event.ends_at < midnight,
                Event.ends_at > now - timedelta(days=7),
                exists().where(
                    Participation.event_id == Event.id, Participation.state == ParticipationState.SIGNED
                ),
            )
        )
        events = rows.all()
        addresses = await addresses_of(session, {event.created_by for event in events})
        messages = [
            message_row(
                addresses[event.created_by],
                f"event-unmarked:{event.id}",
                UNMARKED,
                {
                    "event": event.id,
                    "title": event.title,
                    "at": self.clock.at(event.starts_at).isoformat(),
                },
                now,
            )
            for event in events
            if event.created_by in addresses
        ]
        await insert_new(session, OutboxMessage, messages)
