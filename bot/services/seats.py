"""Seats of an event: signed up for, given back, offered to the next in the queue. Never more than there are.

Whoever changes who holds a seat locks the row of the event first, so that two never take one seat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    CURRENT_STATES,
    Consent,
    Database,
    Event,
    EventState,
    Participation,
    ParticipationState,
    Purpose,
    Student,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.consents import standing
from bot.services.event_views import EXPECTED, HOLDING, EventView, addressed, conflicts_of, view_of, views_of
from bot.services.listeners import listening_parents
from bot.services.office_hours import is_quiet
from bot.services.outbox import enqueue
from bot.services.route_marks import participation_marks
from bot.settings import Settings

OFFER, LAPSED = "event_offer", "event_lapsed"
OFFER_STANDS = timedelta(hours=24)
LAST_OFFER = timedelta(hours=1)
"""Before the beginning nothing is offered any more."""
SHORTEST_OFFER = timedelta(minutes=20)


@dataclass(frozen=True)
class SeatView:
    """An event as one pupil sees it."""

    event: EventView
    student_id: int
    code: str
    state: ParticipationState | None
    place_in_queue: int
    """From 1; 0 for whoever does not wait."""
    offered_until: datetime | None
    conflicts: tuple[EventView, ...]
    may_join: bool
    """Published, the sign-up is open, and the pupil is one of those it is for."""
    today: bool
    """Whether it is today: only then there is a door to stand at."""


@dataclass(frozen=True)
class Seats:
    """Use cases of pupils and parents; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def coming(self, actor: Actor, student_id: int) -> list[SeatView]:
        """Events a pupil may go to, those of the own sphere first; one of a series stands for all."""
        now = self.clock.now()
        async with self.db.reading() as session:
            student = await scope(actor, Action.EVENTS_JOIN).student(session, student_id)
            rows = await session.scalars(
                select(Event)
                .where(Event.state == EventState.PUBLISHED, Event.starts_at > now)
                .order_by(Event.starts_at, Event.id)
            )
            own = await self._own(session, student.id)
            found, seen = [], set()
            for event in rows:
                if event.series_id is not None and event.series_id in seen:
                    continue
                if addressed(event, student) or event.id in own:
                    seen.add(event.series_id)
                    found.append(event)
            views = await views_of(session, self.clock, found)
        order = sorted(
            views, key=lambda view: (view.sphere not in (None, student.sphere), view.starts_at, view.event_id)
        )
        return [_seat(view, student, own.get(view.event_id), now) for view in order]

    async def mine(self, actor: Actor, student_id: int) -> list[SeatView]:
        """What a pupil is signed up for and what lies behind, the newest last."""
        async with self.db.reading() as session:
            student = await scope(actor, Action.EVENTS_JOIN).student(session, student_id)
            own = await self._own(session, student.id)
            rows = await session.scalars(
                select(Event)
                .where(
                    Event.id.in_(
                        [n for n, each in own.items() if each.state is not ParticipationState.CANCELLED]
                    )
                )
                .order_by(Event.starts_at)
            )
            views = await views_of(session, self.clock, rows.all())
        return [_seat(view, student, own[view.event_id], self.clock.now()) for view in views]

    async def look(self, actor: Actor, event_id: int, student_id: int) -> SeatView:
        """One event, for one pupil."""
        async with self.db.reading() as session:
            student = await scope(actor, Action.EVENTS_JOIN).student(session, student_id)
            event = await session.get(Event, event_id)
            own = await self._participation(session, event_id, student.id)
            if event is None or (own is None and not _visible(event, student)):
                raise Foreign
            return await self._shown(session, event, student)

    async def sign_up(self, actor: Actor, event_id: int, student_id: int) -> SeatView:
        """Take a seat, or a place in the queue; of a series, at every lesson that is still to come."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            student = await scope(actor, Action.EVENTS_JOIN).student(session, student_id)
            events = await self._locked(session, event_id)
            first = next((event for event in events if event.id == event_id), None)
            if first is None or not _visible(first, student):
                raise Foreign
            if first.sign_up_until <= now:
                raise DomainError("event-sign-up-over")
            agreed = (await standing(session, [student]))[student.id]
            if not student.state.is_current or not agreed.participates:
                raise DomainError("event-needs-consent")
            for event in events:
                if event.state is EventState.PUBLISHED and event.starts_at > now:
                    await self._join(session, actor, event, student)
            return await self._shown(session, first, student)

    async def give_up(self, actor: Actor, event_id: int, student_id: int, *, whole: bool = False) -> SeatView:
        """Give a seat back, `whole`: of every lesson to come; it goes to the next in the queue."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            student = await scope(actor, Action.EVENTS_JOIN).student(session, student_id)
            events = await self._locked(session, event_id, whole=whole)
            first = next((event for event in events if event.id == event_id), None)
            if first is None or await self._participation(session, event_id, student.id) is None:
                raise Foreign
            for event in events:
                own = await self._participation(session, event.id, student.id)
                if own is None or own.state not in EXPECTED or event.starts_at <= now:
                    continue
                await self._set(session, own, ParticipationState.CANCELLED)
                note(session, now, actor.person_id, "gave up", "event", event.id, student=student.id)
                await self.fill(session, event)
            return await self._shown(session, first, student)

    async def accept(self, actor: Actor, event_id: int, student_id: int) -> SeatView:
        """Take the seat that was offered, while the offer stands."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            student = await scope(actor, Action.EVENTS_JOIN).student(session, student_id)
            [event] = await self._locked(session, event_id, whole=False)
            own = await self._participation(session, event_id, student.id)
            if own is None:
                raise Foreign
            if own.state is ParticipationState.OFFERED:
                if own.offered_until is None or own.offered_until <= now:
                    raise DomainError("event-offer-over")
                await self._set(session, own, ParticipationState.SIGNED)
                note(session, now, actor.person_id, "accepted", "event", event.id, student=student.id)
            elif own.state is not ParticipationState.SIGNED:
                raise DomainError("event-offer-over")
            return await self._shown(session, event, student)

    async def tick(self) -> None:
        """Offers that ran out pass on; seats of those who left or took a consent back are free again."""
        now = self.clock.now()
        async with self.db.reading() as session:
            lapsed = await session.scalars(
                select(Participation.event_id).where(
                    Participation.state == ParticipationState.OFFERED, Participation.offered_until <= now
                )
            )
            numbers = set(lapsed) | await self._left_behind(session, now)
        for number in sorted(numbers):
            async with self.db.transaction() as session:
                [event] = await self._locked(session, number, whole=False)
                await self._let_go(session, event, now)
                await self.fill(session, event)

    async def fill(self, session: AsyncSession, event: Event) -> None:
        """Offer free seats to whoever waits, in turn; the event is locked by the caller."""
        now = self.clock.now()
        start = max(now, self._next_waking(now))
        until = min(start + OFFER_STANDS, event.starts_at - LAST_OFFER)
        if event.state is not EventState.PUBLISHED or until - start < SHORTEST_OFFER:
            return
        await session.flush()
        held = await self._held(session, event)
        queue = await session.execute(
            select(Participation, Student)
            .join(Student, Student.id == Participation.student_id)
            .where(Participation.event_id == event.id, Participation.state == ParticipationState.WAITING)
            .order_by(Participation.queued_at, Participation.id)
        )
        for waiting, student in queue.all():
            if not _has_room(event, held, student.organisation_id):
                if len(held) >= event.seats:
                    break
                continue
            await self._set(session, waiting, ParticipationState.OFFERED)
            waiting.offered_until = until
            held.append(student.organisation_id)
            people = [student.person_id] if student.person_id is not None else []
            people += (await listening_parents(session, [student.id])).get(student.id, [])
            await enqueue(
                session,
                people,
                f"event-offer:{waiting.id}:{until.timestamp():.0f}",
                OFFER,
                {**self._about(event), "student": student.id, "until": self.clock.at(until).isoformat()},
                not_before=start,
            )

    async def _join(self, session: AsyncSession, actor: Actor, event: Event, student: Student) -> None:
        now = self.clock.now()
        own = await self._participation(session, event.id, student.id)
        if own is not None and own.state is not ParticipationState.CANCELLED:
            return
        room = _has_room(event, await self._held(session, event), student.organisation_id)
        state = ParticipationState.SIGNED if room else ParticipationState.WAITING
        if own is None:
            own = Participation(event_id=event.id, student_id=student.id, state=state, queued_at=now)
            session.add(own)
            await session.flush()
            await participation_marks(session, self.clock, own)
        else:
            own.queued_at = now
            await self._set(session, own, state)
        note(session, now, actor.person_id, state.value, "event", event.id, student=student.id)
        await session.flush()

    async def _set(
        self, session: AsyncSession, participation: Participation, state: ParticipationState
    ) -> None:
        participation.state, participation.offered_until = state, None
        participation.decided_at = self.clock.now()
        await session.flush()
        await participation_marks(session, self.clock, participation)

    async def _let_go(self, session: AsyncSession, event: Event, now: datetime) -> None:
        rows = await session.execute(
            select(Participation, Student)
            .join(Student, Student.id == Participation.student_id)
            .where(Participation.event_id == event.id, Participation.state.in_(EXPECTED))
        )
        found = rows.all()
        agreed = await standing(session, [student for _, student in found])
        for participation, student in found:
            gone = not student.state.is_current or not agreed[student.id].participates
            lapsed = participation.offered_until is not None and participation.offered_until <= now
            if not gone and not lapsed:
                continue
            await self._set(session, participation, ParticipationState.CANCELLED)
            if lapsed and not gone and student.person_id is not None:
                await enqueue(
                    session,
                    [student.person_id],
                    f"event-lapsed:{participation.id}:{participation.revision}",
                    LAPSED,
                    {**self._about(event), "student": student.id},
                    not_before=max(now, self._next_waking(now)),
                )

    async def _left_behind(self, session: AsyncSession, now: datetime) -> set[int]:
        """Events to come where somebody holds a place who has left, or has said no within a day."""
        said_no = select(Consent.student_id).where(
            Consent.purpose == Purpose.PARTICIPATION,
            Consent.given.is_(False),
            Consent.at > now - timedelta(days=1),
        )
        rows = await session.scalars(
            select(Participation.event_id)
            .join(Event, Event.id == Participation.event_id)
            .join(Student, Student.id == Participation.student_id)
            .where(
                Participation.state.in_(EXPECTED),
                Event.state == EventState.PUBLISHED,
                Event.starts_at > now,
                Student.state.not_in(CURRENT_STATES) | Student.id.in_(said_no),
            )
        )
        return set(rows)

    async def _locked(self, session: AsyncSession, event_id: int, *, whole: bool = True) -> list[Event]:
        """The event, or all of its series, locked one after another in the order of their numbers."""
        event = await session.get(Event, event_id)
        if event is None:
            raise NotFound
        same = Event.id == event_id
        if whole and event.series_id is not None:
            same = Event.series_id == event.series_id
        rows = await session.scalars(
            select(Event)
            .where(same)
            .order_by(Event.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return list(rows)

    async def _held(self, session: AsyncSession, event: Event) -> list[int]:
        """The schools of those who hold a seat, one entry a seat."""
        rows = await session.scalars(
            select(Student.organisation_id)
            .join(Participation, Participation.student_id == Student.id)
            .where(Participation.event_id == event.id, Participation.state.in_(HOLDING))
        )
        return list(rows)

    async def _own(self, session: AsyncSession, student_id: int) -> dict[int, Participation]:
        rows = await session.scalars(select(Participation).where(Participation.student_id == student_id))
        return {row.event_id: row for row in rows}

    async def _participation(
        self, session: AsyncSession, event_id: int, student_id: int
    ) -> Participation | None:
        found: Participation | None = await session.scalar(
            select(Participation).where(
                Participation.event_id == event_id, Participation.student_id == student_id
            )
        )
        return found

    async def _shown(self, session: AsyncSession, event: Event, student: Student) -> SeatView:
        view = await view_of(session, self.clock, event)
        own = await self._participation(session, event.id, student.id)
        ahead = 0
        if own is not None and own.state is ParticipationState.WAITING:
            queue = await session.scalars(
                select(Participation.id)
                .where(Participation.event_id == event.id, Participation.state == ParticipationState.WAITING)
                .order_by(Participation.queued_at, Participation.id)
            )
            ahead = list(queue).index(own.id) + 1
        events: Sequence[Event] = [event]
        if event.series_id is not None:
            events = (await session.scalars(select(Event).where(Event.series_id == event.series_id))).all()
        conflicts = await conflicts_of(session, self.clock, student.id, events)
        return _seat(view, student, own, self.clock.now(), ahead, tuple(conflicts), _visible(event, student))

    def _next_waking(self, now: datetime) -> datetime:
        """When a message may first be sent: at once outside the quiet hours, else in the morning."""
        local = self.clock.at(now)
        if not is_quiet(local.time(), self.settings):
            return now
        day = local.date() if local.time() < self.settings.digest_time else local.date() + timedelta(days=1)
        return datetime.combine(day, self.settings.digest_time, tzinfo=self.clock.zone)

    def _about(self, event: Event) -> dict[str, object]:
        return {
            "event": event.id,
            "title": event.title,
            "at": self.clock.at(event.starts_at).isoformat(),
        }


def _visible(event: Event, student: Student) -> bool:
    return event.state is EventState.PUBLISHED and addressed(event, student)


def _has_room(event: Event, held: Sequence[int], school: int) -> bool:
    quota = event.school_quota
    return len(held) < event.seats and (quota is None or held.count(school) < quota)


def _seat(
    view: EventView,
    student: Student,
    own: Participation | None,
    now: datetime,
    ahead: int = 0,
    conflicts: tuple[EventView, ...] = (),
    is_for: bool = True,
) -> SeatView:
    return SeatView(
        event=view,
        student_id=student.id,
        code=student.code,
        state=own.state if own is not None else None,
        place_in_queue=ahead,
        offered_until=own.offered_until if own is not None else None,
        conflicts=conflicts,
        may_join=is_for and view.state is EventState.PUBLISHED and view.sign_up_until > now,
        today=view.starts_at.date() == now.astimezone(view.starts_at.tzinfo).date(),
    )
