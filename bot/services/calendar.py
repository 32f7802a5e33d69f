"""The administrator's own days off and working days."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError
from bot.models import CalendarDay, Database
from bot.services.actor import Actor, only_administrators
from bot.services.audit import note
from bot.services.office_hours import working_calendar
from bot.services.schedule import replan_everything
from bot.settings import Settings


@dataclass(frozen=True)
class OwnDay:
    """A day the administrator changed."""

    day: date
    working: bool


@dataclass(frozen=True)
class MonthView:
    """A month of the calendar, and the changed days from today on."""

    month: date
    days_off: frozenset[date]
    own_days: tuple[OwnDay, ...]
    published: bool
    """Whether the official calendar of the year is known; else only the holidays by law are."""


@dataclass(frozen=True)
class Calendar:
    """Use cases around working days; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def month(self, actor: Actor, day: date) -> MonthView:
        """The month in which a day lies."""
        only_administrators(actor)
        async with self.db.reading() as session:
            return await self._month(session, day)

    async def set_day(self, actor: Actor, day: date, *, working: bool) -> MonthView:
        """Make a day a working day or a day off; all reminders follow. Repeating it changes nothing."""
        only_administrators(actor)
        if day < self.clock.today():
            raise DomainError("date-in-the-past")
        async with self.db.transaction() as session:
            if (await working_calendar(session, self.settings)).is_working(day) is not working:
                await self._change(session, day, working=working)
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
            return await self._month(session, day)

    async def days_off(self, first: date, last: date) -> frozenset[date]:
        """The days off of a span, for drawing a month."""
        async with self.db.reading() as session:
            return await self._days_off(session, first, last)

    async def _change(self, session: AsyncSession, day: date, *, working: bool) -> None:
        """Back to the official calendar where that is enough, else a day of one's own."""
        known = await session.get(CalendarDay, day)
        if known is not None:
            await session.delete(known)
            await session.flush()
        if (await working_calendar(session, self.settings)).is_working(day) is not working:
            session.add(CalendarDay(day=day, working=working))
            await session.flush()

    async def _month(self, session: AsyncSession, day: date) -> MonthView:
        first = day.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        own = await session.scalars(
            select(CalendarDay).where(CalendarDay.day >= self.clock.today()).order_by(CalendarDay.day)
        )
        return MonthView(
            month=first,
            days_off=await self._days_off(session, first, last),
            own_days=tuple(OwnDay(each.day, each.working) for each in own),
            published=(await working_calendar(session, self.settings)).is_published(day.year),
        )

    async def _days_off(self, session: AsyncSession, first: date, last: date) -> frozenset[date]:
        calendar = await working_calendar(session, self.settings)
        days = ((first + timedelta(days=n)) for n in range((last - first).days + 1))
        return frozenset(day for day in days if not calendar.is_working(day))
