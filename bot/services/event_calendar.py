"""Events as an iCalendar file (RFC 5545): one of them, or all that a pupil is signed up for.

An event keeps its UID for ever and its SEQUENCE grows with every change of event or participation, so
that a calendar into which the file is brought again moves what it has. What the pupil gave back is cancelled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select

from bot.clock import Clock
from bot.models import Database, EventState, Participation, ParticipationState
from bot.models import Event as Held
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.event_views import EventView, views_of
from bot.services.sheets import File
from bot.settings import Settings
from bot.texts import Words

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Target Route//events//RU"


@dataclass(frozen=True)
class EventCalendar:
    """Files for the calendar of a phone."""

    db: Database
    clock: Clock
    settings: Settings

    async def of_event(self, actor: Actor, event_id: int, student_id: int, words: Words) -> File:
        """One event that a pupil has to do with."""
        found = [row for row in await self._own(actor, student_id) if row[0].event_id == event_id]
        return self._file(found, words)

    async def of_all(self, actor: Actor, student_id: int, words: Words) -> File:
        """All events of a pupil that are to come, and what was cancelled of them."""
        return self._file(await self._own(actor, student_id), words)

    async def _own(self, actor: Actor, student_id: int) -> list[tuple[EventView, Participation]]:
        async with self.db.reading() as session:
            student = await scope(actor, Action.EVENTS_JOIN).student(session, student_id)
            rows = (
                await session.execute(
                    select(Held, Participation)
                    .join(Participation, Participation.event_id == Held.id)
                    .where(
                        Participation.student_id == student.id,
                        Participation.state != ParticipationState.WAITING,
                        Held.ends_at > self.clock.now(),
                    )
                    .order_by(Held.starts_at)
                )
            ).all()
            views = await views_of(session, self.clock, [event for event, _ in rows])
            return list(zip(views, (own for _, own in rows), strict=True))

    def _file(self, found: Iterable[tuple[EventView, Participation]], words: Words) -> File:
        from icalendar import Calendar

        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", words.label("event-calendar-name"))
        for view, own in found:
            calendar.add_component(self._event(view, own, words))
        content: bytes = calendar.to_ical()
        return File(words.label("event-calendar-file") + ".ics", content)

    def _event(self, view: EventView, own: Participation, words: Words) -> "Event":
        from icalendar import Event

        gone = own.state is ParticipationState.CANCELLED or view.state is EventState.CANCELLED
        made = Event()
        made.add("uid", str(uuid5(NAMESPACE_URL, f"{self.settings.municipality}/event/{view.event_id}")))
        made.add("dtstamp", self.clock.now().astimezone(UTC).replace(microsecond=0))
        made.add("sequence", view.revision + own.revision)
        made.add("dtstart", _utc(view.starts_at))
        made.add("dtend", _utc(view.ends_at))
        made.add("summary", view.title)
        made.add("location", view.place)
        if view.latitude is not None and view.longitude is not None:
            made.add("geo", (view.latitude, view.longitude))
        about = [view.about, words.label("event-calendar-bring", what=view.bring) if view.bring else ""]
        made.add("description", "\n".join(line for line in about if line))
        made.add("status", "CANCELLED" if gone else "CONFIRMED")
        return made


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
