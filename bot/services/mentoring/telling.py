"""Telling people of pairs: at a decent hour, and never a pupil on an exam day of the grade."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import OutboxMessage
from bot.services.attention import past_exams
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import addresses_of, insert_new, message_row
from bot.settings import Settings


async def tell(
    session: AsyncSession,
    clock: Clock,
    settings: Settings,
    people: Iterable[int],
    key: str,
    notice: str,
    told: dict[str, Any],
    *,
    wait: timedelta = timedelta(),
) -> datetime:
    """One message to each person; `key` with the person's number makes a repeat harmless.

    Returns when the last of them may go out.
    """
    calendar = await working_calendar(session, settings)
    moment = next_moment_to_speak(clock.now() + wait, calendar, settings)
    addresses = await addresses_of(session, people)
    rows = [
        message_row(address, f"{key}:{person}", notice, told, moment)
        for person, address in sorted(addresses.items())
    ]
    await past_exams(session, clock, settings, rows)
    await insert_new(session, OutboxMessage, rows)
    return max((row["not_before"] for row in rows), default=moment)
