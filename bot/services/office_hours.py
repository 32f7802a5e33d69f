"""When the committee's bot may speak first: working days, outside the quiet hours."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import CalendarDay
from bot.settings import Settings
from bot.working_days import WorkingDays

_OWN_DAYS = select(CalendarDay.day, CalendarDay.working)


async def working_calendar(session: AsyncSession, settings: Settings) -> WorkingDays:
    """The production calendar with the days of the settings and of the administrator's own list."""
    own = (await session.execute(_OWN_DAYS)).all()
    working = {day for day, is_working in own if is_working}
    off = {day for day, is_working in own if not is_working}
    return WorkingDays(
        days_off=(frozenset(settings.days_off) - working) | off,
        working_days=(frozenset(settings.working_days) - off) | working,
    )


def is_quiet(at: time, settings: Settings) -> bool:
    """Whether a clock time falls into the quiet hours (which may run across midnight)."""
    start, end = settings.quiet_from, settings.quiet_to
    return start <= at or at < end if start > end else start <= at < end


def may_speak(now: datetime, calendar: WorkingDays, settings: Settings) -> bool:
    """Whether a notice may go out right now."""
    return calendar.is_working(now.date()) and not is_quiet(now.time(), settings)


def next_moment_to_speak(now: datetime, calendar: WorkingDays, settings: Settings) -> datetime:
    """Now, where a notice may go out; else the next morning of a working day."""
    if may_speak(now, calendar, settings):
        return now
    first = now.date() if now.time() < settings.digest_time else now.date() + timedelta(days=1)
    return datetime.combine(calendar.on_or_after(first), settings.digest_time, tzinfo=now.tzinfo)


def is_digest_time(now: datetime, calendar: WorkingDays, settings: Settings) -> bool:
    """Whether this morning's digests are due: from the digest time on until the quiet hours."""
    return now.time() >= settings.digest_time and may_speak(now, calendar, settings)


def next_morning(day: date, calendar: WorkingDays) -> date:
    """The working day after `day`."""
    return calendar.shift(day, 1)
