"""Consultations (item 2.7): times offered by the staff, booked by families, held with a topic, a journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    Consultation,
    ConsultationSlot,
    Database,
    Guardian,
    Organisation,
    Student,
)
from bot.services.access import Action, places_within, scope
from bot.services.accounts import account, new_account
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

TOPICS = ("admission", "contract", "support", "liability", "other")
MOST_BOOKED = 3
"""Standing bookings of one person."""
AHEAD = timedelta(days=60)
SOON = timedelta(hours=2)
LONGEST_PLACE = 120
REMINDER, CANCELLED, BOOKED = "consultation", "consultation_cancelled", "consultation_booked"
FIRST_HOUR, LAST_HOUR = 8, 20


@dataclass(frozen=True)
class SlotRow:
    """A time of a consultation, as either side sees it."""

    slot_id: int
    organisation_id: int
    organisation: str
    starts_at: datetime
    minutes: int
    place: str
    topic: str | None
    """Of the booking; None while it is free."""
    state: str
    """free, booked, held, missed, cancelled."""


@dataclass(frozen=True)
class Consultations:
    """Use cases around consultations; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def offices(self, actor: Actor) -> list[tuple[int, str]]:
        """Where the person may offer times."""
        return await places_within(self.db, scope(actor, Action.CONSULTATIONS_OFFER))

    async def offer(
        self,
        actor: Actor,
        organisation_id: int,
        day: date,
        first: time,
        count: int,
        minutes: int,
        weeks: int,
        place: str,
    ) -> list[SlotRow]:
        """Offer `count` times of `minutes` one after another, on this day and so many weeks on.

        Days off are passed over; what is offered already is not offered twice.
        """
        scope(actor, Action.CONSULTATIONS_OFFER).place(organisation_id)
        place = " ".join(place.split())
        if not place or len(place) > LONGEST_PLACE:
            raise DomainError("consultation-place", limit=LONGEST_PLACE)
        if not (1 <= count <= 12 and minutes in (15, 20, 30, 60) and 1 <= weeks <= 12):
            raise NotFound
        now = self.clock.now()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            made = 0
            for week in range(weeks):
                on = day + timedelta(weeks=week)
                if not calendar.is_working(on):
                    continue
                for turn in range(count):
                    start = datetime.combine(on, first, tzinfo=self.clock.zone) + timedelta(
                        minutes=minutes * turn
                    )
                    if start <= now or not FIRST_HOUR <= start.hour < LAST_HOUR:
                        continue
                    made += await inserted_once(
                        session,
                        ConsultationSlot,
                        {
                            "organisation_id": organisation_id,
                            "held_by": actor.person_id,
                            "starts_at": start,
                            "minutes": minutes,
                            "place": place,
                        },
                    )
            if not made:
                raise DomainError("consultation-nothing-offered")
            note(session, now, actor.person_id, "offered", "consultation", organisation_id, count=made)
            return await self._of_holder(session, actor)

    async def offered(self, actor: Actor) -> list[SlotRow]:
        """The person's own times from today on, and those of the last week that wait to be marked."""
        scope(actor, Action.CONSULTATIONS_OFFER)
        async with self.db.reading() as session:
            return await self._of_holder(session, actor)

    async def withdraw(self, actor: Actor, slot_id: int) -> list[SlotRow]:
        """Take a time back; whoever has booked it is told at once."""
        scope(actor, Action.CONSULTATIONS_OFFER)
        now = self.clock.now()
        async with self.db.transaction() as session:
            slot = await self._held_by(session, actor, slot_id)
            if slot.cancelled_at is None:
                slot.cancelled_at = now
                booking = await self._booking(session, slot.id)
                if booking is not None and booking.person_id is not None:
                    await enqueue(
                        session,
                        [booking.person_id],
                        f"consultation-cancelled:{slot.id}",
                        CANCELLED,
                        {"organisation": slot.organisation_id, "at": self._local(slot.starts_at)},
                        not_before=now,
                    )
                note(session, now, actor.person_id, "withdrawn", "consultation", slot.id)
            return await self._of_holder(session, actor)

    async def mark(
        self, actor: Actor, slot_id: int, *, held: bool, topic: str | None = None
    ) -> list[SlotRow]:
        """«Оказана» (with its topic) or «Не пришли»."""
        scope(actor, Action.CONSULTATIONS_OFFER)
        if topic is not None and topic not in TOPICS:
            raise NotFound
        now = self.clock.now()
        async with self.db.transaction() as session:
            slot = await self._held_by(session, actor, slot_id)
            booking = await self._booking(session, slot.id)
            if slot.starts_at > now:
                raise DomainError("consultation-not-yet")
            if booking is None:  # somebody came without a booking
                if not held:
                    raise NotFound
                booking = Consultation(slot_id=slot.id, topic=topic or "other", booked_at=now)
                session.add(booking)
            booking.held_at, booking.missed_at = (now, None) if held else (None, now)
            booking.topic = topic or booking.topic
            note(session, now, actor.person_id, "held" if held else "missed", "consultation", slot.id)
            await session.flush()
            return await self._of_holder(session, actor)

    async def hosts(self) -> list[tuple[int, str]]:
        """Organisations that have free times."""
        async with self.db.reading() as session:
            rows = await session.execute(
                select(Organisation.id, Organisation.name)
                .join(ConsultationSlot, ConsultationSlot.organisation_id == Organisation.id)
                .outerjoin(Consultation, Consultation.slot_id == ConsultationSlot.id)
                .where(*self._free())
                .distinct()
                .order_by(Organisation.name)
            )
            return [(number, name) for number, name in rows]

    async def free(self, organisation_id: int) -> list[SlotRow]:
        """The free times of an organisation."""
        async with self.db.reading() as session:
            slots = await session.scalars(
                select(ConsultationSlot)
                .outerjoin(Consultation, Consultation.slot_id == ConsultationSlot.id)
                .where(ConsultationSlot.organisation_id == organisation_id, *self._free())
                .order_by(ConsultationSlot.starts_at)
                .limit(24)
            )
            return await self._rows(session, slots.all())

    async def book(self, user_id: int, chat_id: int, language: str, slot_id: int, topic: str) -> SlotRow:
        """Book a time. Two cannot have one; the same person again gets the same booking."""
        if topic not in TOPICS:
            raise NotFound
        now = self.clock.now()
        async with self.db.transaction() as session:
            slot = await session.get(ConsultationSlot, slot_id, with_for_update=True)
            if slot is None or slot.cancelled_at is not None or slot.starts_at <= now:
                raise DomainError("consultation-gone")
            peer = await account(session, user_id) or await new_account(
                session, now, user_id, chat_id, language
            )
            booking = await self._booking(session, slot.id)
            if booking is not None and booking.person_id != peer.person_id:
                raise DomainError("consultation-taken")
            if booking is None:
                standing = await self._standing(session, peer.person_id)
                if len(standing) >= MOST_BOOKED:
                    raise DomainError("consultation-too-many", count=MOST_BOOKED)
                student = await session.scalar(
                    select(Student.id)
                    .outerjoin(Guardian, Guardian.student_id == Student.id)
                    .where((Student.person_id == peer.person_id) | (Guardian.person_id == peer.person_id))
                    .limit(1)
                )
                session.add(
                    Consultation(
                        slot_id=slot.id,
                        person_id=peer.person_id,
                        student_id=student,
                        topic=topic,
                        booked_at=now,
                    )
                )
                await session.flush()
                note(session, now, peer.person_id, "booked", "consultation", slot.id)
                calendar = await working_calendar(session, self.settings)
                await enqueue(
                    session,
                    [slot.held_by],
                    f"consultation-booked:{slot.id}:{now.timestamp():.0f}",
                    BOOKED,
                    {"at": self._local(slot.starts_at), "topic": topic},
                    not_before=next_moment_to_speak(now, calendar, self.settings),
                )
            return (await self._rows(session, [slot]))[0]

    async def own(self, actor: Actor) -> list[SlotRow]:
        """What the person has booked and is still to come."""
        async with self.db.reading() as session:
            return await self._rows(session, await self._standing(session, actor.person_id))

    async def cancel(self, actor: Actor, slot_id: int) -> None:
        """Give a booked time back: it is free for others again."""
        async with self.db.transaction() as session:
            booking = await self._booking(session, slot_id)
            if booking is None or booking.person_id != actor.person_id or booking.held_at is not None:
                raise Foreign
            await session.delete(booking)
            note(session, self.clock.now(), actor.person_id, "cancelled", "consultation", slot_id)

    async def tick(self) -> None:
        """Remind whoever has booked: the day before in the morning, and two hours before."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            rows = await session.execute(
                select(ConsultationSlot, Consultation.person_id, Organisation.name)
                .join(Consultation, Consultation.slot_id == ConsultationSlot.id)
                .join(Organisation, Organisation.id == ConsultationSlot.organisation_id)
                .where(
                    ConsultationSlot.cancelled_at.is_(None),
                    ConsultationSlot.starts_at > now,
                    ConsultationSlot.starts_at <= now + timedelta(days=2),
                    Consultation.person_id.is_not(None),
                )
            )
            for slot, person_id, organisation in rows.all():
                if person_id is None:
                    continue
                start = self.clock.at(slot.starts_at)
                day_before = datetime.combine(
                    start.date() - timedelta(days=1), self.settings.digest_time, tzinfo=self.clock.zone
                )
                for name, moment in (("day", day_before), ("hours", start - SOON)):
                    if moment <= now < start and not (name == "day" and now.date() == start.date()):
                        await enqueue(
                            session,
                            [person_id],
                            f"consultation-{name}:{slot.id}:{person_id}",
                            REMINDER,
                            {
                                "slot": slot.id,
                                "at": self._local(slot.starts_at),
                                "place": slot.place,
                                "organisation": organisation,
                            },
                            not_before=now,
                        )

    def _free(self) -> tuple[ColumnElement[bool], ...]:
        now = self.clock.now()
        return (
            ConsultationSlot.cancelled_at.is_(None),
            ConsultationSlot.starts_at > now,
            ConsultationSlot.starts_at <= now + AHEAD,
            Consultation.id.is_(None),
        )

    def _local(self, moment: datetime) -> str:
        return self.clock.at(moment).isoformat()

    async def _held_by(self, session: AsyncSession, actor: Actor, slot_id: int) -> ConsultationSlot:
        slot = await session.scalar(
            select(ConsultationSlot)
            .where(ConsultationSlot.id == slot_id, ConsultationSlot.held_by == actor.person_id)
            .with_for_update()
        )
        if slot is None:
            raise Foreign
        return slot

    async def _booking(self, session: AsyncSession, slot_id: int) -> Consultation | None:
        found: Consultation | None = await session.scalar(
            select(Consultation).where(Consultation.slot_id == slot_id)
        )
        return found

    async def _standing(self, session: AsyncSession, person_id: int) -> list[ConsultationSlot]:
        return list(
            await session.scalars(
                select(ConsultationSlot)
                .join(Consultation, Consultation.slot_id == ConsultationSlot.id)
                .where(
                    Consultation.person_id == person_id,
                    ConsultationSlot.cancelled_at.is_(None),
                    ConsultationSlot.starts_at > self.clock.now(),
                )
                .order_by(ConsultationSlot.starts_at)
            )
        )

    async def _of_holder(self, session: AsyncSession, actor: Actor) -> list[SlotRow]:
        slots = await session.scalars(
            select(ConsultationSlot)
            .where(
                ConsultationSlot.held_by == actor.person_id,
                ConsultationSlot.cancelled_at.is_(None),
                ConsultationSlot.starts_at >= self.clock.now() - timedelta(days=7),
            )
            .order_by(ConsultationSlot.starts_at)
        )
        return await self._rows(session, slots.all())

    async def _rows(self, session: AsyncSession, slots: Sequence[ConsultationSlot]) -> list[SlotRow]:
        numbers = [slot.id for slot in slots]
        bookings = {
            each.slot_id: each
            for each in await session.scalars(select(Consultation).where(Consultation.slot_id.in_(numbers)))
        }
        names = {
            number: name
            for number, name in await session.execute(
                select(Organisation.id, Organisation.name).where(
                    Organisation.id.in_({slot.organisation_id for slot in slots})
                )
            )
        }
        return [
            SlotRow(
                slot.id,
                slot.organisation_id,
                names[slot.organisation_id],
                self.clock.at(slot.starts_at),
                slot.minutes,
                slot.place,
                bookings[slot.id].topic if slot.id in bookings else None,
                _state(slot, bookings.get(slot.id)),
            )
            for slot in slots
        ]


def _state(slot: ConsultationSlot, booking: Consultation | None) -> str:
    if slot.cancelled_at is not None:
        return "cancelled"
    if booking is None:
        return "free"
    return "held" if booking.held_at else "missed" if booking.missed_at else "booked"
