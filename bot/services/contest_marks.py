"""The one place that hears of every change of an application, in the transaction that makes it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import ContestEntry, EntryState
from bot.services.route_marks import entry_marks


async def entry_changed(session: AsyncSession, now: datetime, entry: ContestEntry) -> None:
    """An application was made, withdrawn or decided; `entry` is in its new state. The route follows."""
    entry.decided_at = None if entry.state is EntryState.APPLIED else now
    await session.flush()
    await entry_marks(session, now, entry)


async def entries_of_double(session: AsyncSession, double_id: int, kept_id: int) -> None:
    """Applications of a double go to the entry that is kept, as far as it has none of its own there."""
    own = set(
        await session.scalars(select(ContestEntry.contest_id).where(ContestEntry.student_id == kept_id))
    )
    for entry in await session.scalars(select(ContestEntry).where(ContestEntry.student_id == double_id)):
        if entry.contest_id not in own:
            entry.student_id = kept_id
    await session.flush()
