"""What a double has done goes to the entry that is kept, as far as it has nothing of its own there."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.models import ContestEntry, Participation, RouteSheet

Deed = type[ContestEntry] | type[Participation] | type[RouteSheet]
KEPT_BY: tuple[tuple[Deed, InstrumentedAttribute[int]], ...] = (
    (ContestEntry, ContestEntry.contest_id),
    (Participation, Participation.event_id),
    (RouteSheet, RouteSheet.school_year),
)
"""Tables with one row of a pupil for each contest, event, school year."""


async def move_deeds(session: AsyncSession, double_id: int, kept_id: int) -> None:
    """Applications, seats and route sheets; where both have one, the kept entry's counts."""
    for table, place in KEPT_BY:
        own = set(await session.scalars(select(place).where(table.student_id == kept_id)))
        for row in await session.scalars(select(table).where(table.student_id == double_id)):
            if getattr(row, place.key) not in own:
                row.student_id = kept_id
    await session.flush()
