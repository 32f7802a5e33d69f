"""When the committee's bot may speak first: working days, outside the quiet hours."""

from datetime import date, datetime, time

from bot.working_days import WorkingDays
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import CalendarDay
from bot.settings import Settings


async def working_calendar(session: AsyncSession, settings: Settings) -> WorkingDays:
    """The production calendar with the days of the settings and of the administrator's own list."""
    own = (await session.execute(select(CalendarDay.day, CalendarDay.working))).all()
    return WorkingDays(
        days_off=frozenset(settings.days_off) | {day for day, working in own if not working},
        working_days=frozenset(settings.working_days) | {day for day, working in own if working},
    )


def is_quiet(at: time, settings: Settings) -> bool:
    """Whether a clock time falls into the quiet hours (which may run across midnight)."""
    start, end = settings.quiet_from, settings.quiet_to
    return start <= at or at < end if start > end else start <= at < end


def may_speak(now: datetime, calendar: WorkingDays, settings: Settings) -> bool:
    """Whether a notice may go out right now."""
    return calendar.is_working(now.date()) and not is_quiet(now.time(), settings)


def is_digest_time(now: datetime, calendar: WorkingDays, settings: Settings) -> bool:
    """Whether this morning's digests are due: from the digest time on until the quiet hours."""
    return now.time() >= settings.digest_time and may_speak(now, calendar, settings)


def next_morning(day: date, calendar: WorkingDays) -> date:
    """The working day after `day`."""
    return calendar.shift(day, 1)
