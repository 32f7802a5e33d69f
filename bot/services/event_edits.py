"""What is known of an event, changed field by field; whoever signed up is told of what matters to them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import Database, Event, EventState, ProfileClass, Sphere
from bot.services.access import Action, Scope, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.codes import GRADES
from bot.services.event_views import EventView, view_of
from bot.services.seats import Seats

TEXTS = {"title": 120, "about": 700, "place": 160, "partner": 160, "escort": 120, "bring": 300}
"""What is typed, with the most characters each may have."""
NUMBERS = {"seats": (1, 2000), "school_quota": (0, 2000)}
"""What is a number, with its bounds; a quota of 0 means none."""
DURATIONS = (45, 60, 90, 120, 180, 240, 360)
AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class EventEdits:
    """Use cases of the staff; every public method is one transaction."""

    db: Database
    clock: Clock
    seats: Seats

    async def write(self, actor: Actor, event_id: int, field: str, text: str) -> EventView:
        """A text or a number was typed; an empty text takes away what may be empty."""
        if field in NUMBERS:
            return await self._change(actor, event_id, field, _number(field, text))
        if field not in TEXTS:
            raise NotFound
        return await self._change(actor, event_id, field, one_text(field, text))

    async def set_point(self, actor: Actor, event_id: int, latitude: float, longitude: float) -> EventView:
        """A point on the map."""
        reach = scope(actor, Action.EVENTS_EDIT)
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            event.latitude, event.longitude = round(latitude, 6), round(longitude, 6)
            return await self._changed(session, actor, event)

    async def set_start(self, actor: Actor, event_id: int, starts_at: datetime) -> EventView:
        """Another day or hour; it lasts as long as before, and the sign-up closes as long before."""
        must_be_ahead(self.clock, starts_at)
        reach = scope(actor, Action.EVENTS_EDIT)
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            long, before = event.ends_at - event.starts_at, event.starts_at - event.sign_up_until
            event.starts_at, event.ends_at = starts_at, starts_at + long
            event.sign_up_until = starts_at - before
            return await self._changed(session, actor, event)

    async def set_duration(self, actor: Actor, event_id: int, minutes: int) -> EventView:
        """How long it lasts."""
        if minutes not in DURATIONS:
            raise NotFound
        reach = scope(actor, Action.EVENTS_EDIT)
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            event.ends_at = event.starts_at + timedelta(minutes=minutes)
            return await self._changed(session, actor, event)

    async def set_closing(self, actor: Actor, event_id: int, day: date) -> EventView:
        """The last day of the sign-up, to its end, or to the beginning on the day itself."""
        reach = scope(actor, Action.EVENTS_EDIT)
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            end = datetime.combine(day, time(23, 59), tzinfo=self.clock.zone)
            if end < self.clock.now():
                raise DomainError("event-in-the-past")
            event.sign_up_until = min(end, event.starts_at)
            return await self._changed(session, actor, event)

    async def toggle_grade(self, actor: Actor, event_id: int, grade: int) -> EventView:
        """A grade more or less; none named means all."""
        if grade not in GRADES:
            raise NotFound
        reach = scope(actor, Action.EVENTS_EDIT)
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            event.grades = sorted(set(event.grades) ^ {grade})
            return await self._changed(session, actor, event)

    async def set_sphere(self, actor: Actor, event_id: int, sphere: Sphere | None) -> EventView:
        """Whose sphere it is; those pupils see it first."""
        return await self._change(actor, event_id, "sphere", sphere)

    async def toggle_open(self, actor: Actor, event_id: int) -> EventView:
        """For pupils of all schools, or only of the own one."""
        reach = scope(actor, Action.EVENTS_EDIT)
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            event.open_to_all = not event.open_to_all
            return await self._changed(session, actor, event)

    async def classes(self, actor: Actor, event_id: int) -> list[tuple[int, str]]:
        """The profile classes of the organisation, to one of which an event may belong (item 2.1.3)."""
        reach = scope(actor, Action.EVENTS_EDIT)
        async with self.db.reading() as session:
            event = await event_within(session, reach, event_id)
            rows = await session.execute(
                select(ProfileClass.id, ProfileClass.name)
                .where(
                    ProfileClass.organisation_id == event.organisation_id, ProfileClass.closed_at.is_(None)
                )
                .order_by(ProfileClass.name)
            )
            return [(number, name) for number, name in rows]

    async def set_class(self, actor: Actor, event_id: int, class_id: int) -> EventView:
        """The profile class it is held for; 0 takes it away."""
        known = {number for number, _ in await self.classes(actor, event_id)}
        if class_id and class_id not in known:
            raise Foreign
        return await self._change(actor, event_id, "profile_class_id", class_id or None)

    async def _change(self, actor: Actor, event_id: int, field: str, value: object) -> EventView:
        reach = scope(actor, Action.EVENTS_EDIT)
        async with self.db.transaction() as session:
            event = await changeable(session, reach, event_id)
            setattr(event, field, value)
            return await self._changed(session, actor, event)

    async def _changed(self, session: AsyncSession, actor: Actor, event: Event) -> EventView:
        """Note it; more seats are offered to whoever waits."""
        now = self.clock.now()
        if event.state is EventState.PUBLISHED:
            event.changed_at = now
        note(session, now, actor.person_id, "changed", "event", event.id)
        await session.flush()
        await self.seats.fill(session, event)
        await session.flush()
        return await view_of(session, self.clock, event)


async def changeable(session: AsyncSession, reach: Scope, event_id: int) -> Event:
    """An event that can still be changed."""
    event = await event_within(session, reach, event_id, lock=True)
    if event.state not in (EventState.DRAFT, EventState.PUBLISHED):
        raise DomainError(f"event-is-{event.state.value}")
    return event


async def event_within(session: AsyncSession, reach: Scope, event_id: int, *, lock: bool = False) -> Event:
    """An event of an organisation within reach; `Foreign` for any other number."""
    wanted = select(Event).where(Event.id == event_id, reach.places_among(Event.organisation_id))
    event: Event | None = await session.scalar(wanted.with_for_update() if lock else wanted)
    if event is None:
        raise Foreign
    return event


def must_be_ahead(clock: Clock, starts_at: datetime) -> None:
    """Refuse a beginning that has passed, or lies further off than anybody plans."""
    now = clock.now()
    if not now < starts_at <= now + AHEAD:
        raise DomainError("event-in-the-past")


def one_text(field: str, text: str) -> str:
    """Typed words, refused where they are too long, or empty where something is needed."""
    text = text.strip() if field == "about" else " ".join(text.split())
    if (not text and field in ("title", "place")) or len(text) > TEXTS[field]:
        raise DomainError("event-text", limit=TEXTS[field])
    return text


def _number(field: str, text: str) -> int | None:
    least, most = NUMBERS[field]
    text = text.strip()
    if not text.isdecimal() or not least <= int(text) <= most:
        raise DomainError("event-number", least=least, most=most)
    return int(text) or None
