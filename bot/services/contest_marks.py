"""The one place that hears of every change of an application, in the transaction that makes it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import ContestEntry, EntryState
from bot.services.route_marks import entry_marks


async def entry_changed(session: AsyncSession, now: datetime, entry: ContestEntry) -> None:
    """An application was made, withdrawn or decided; `entry` is in its new state. The route follows."""
    entry.decided_at = None if entry.state is EntryState.APPLIED else now
    await session.flush()
    await entry_marks(session, now, entry)
