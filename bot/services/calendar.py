"""The administrator's own days off and working days."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from bot.clock import Clock
from bot.errors import DomainError
from bot.models import CalendarDay, Database
from bot.services.audit import note
from bot.services.office_hours import working_calendar
from bot.services.people import Actor, only_administrators
from bot.services.schedule import replan_everything
from bot.settings import Settings


@dataclass(frozen=True)
class OwnDay:
    """A day the administrator changed."""

    day: date
    working: bool


@dataclass(frozen=True)
class Calendar:
    """Use cases around working days; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def own_days(self, actor: Actor) -> list[OwnDay]:
        """The changed days from today on."""
        only_administrators(actor)
        async with self.db.reading() as session:
            days = await session.scalars(
                select(CalendarDay).where(CalendarDay.day >= self.clock.today()).order_by(CalendarDay.day)
            )
            return [OwnDay(each.day, each.working) for each in days]

    async def toggle(self, actor: Actor, day: date) -> OwnDay:
        """A working day becomes a day off and the other way round; all reminders follow."""
        only_administrators(actor)
        if day < self.clock.today():
            raise DomainError("date-in-the-past")
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            known = await session.get(CalendarDay, day)
            working = not calendar.is_working(day)
            if known is None:
                session.add(CalendarDay(day=day, working=working))
            else:
                await session.delete(known)
            await session.flush()
            note(
                session,
                self.clock.now(),
                actor.person_id,
                "calendar changed",
                "calendar",
                day.toordinal(),
                day=day.isoformat(),
                working=working,
            )
            await replan_everything(session, self.settings, self.clock.today())
            return OwnDay(day, working)

    async def days_off(self, first: date, last: date) -> frozenset[date]:
        """The days off of a span, for drawing a month."""
        async with self.db.reading() as session:
            calendar = await working_calendar(session, self.settings)
        days = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
        return frozenset(day for day in days if not calendar.is_working(day))

    async def published(self, year: int) -> bool:
        """Whether the official calendar of a year is known; else only the holidays by law are."""
        async with self.db.reading() as session:
            return (await working_calendar(session, self.settings)).is_published(year)
