"""What a double has done goes to the entry that is kept, as far as it has nothing of its own there."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Base, ContestEntry, Participation, RouteSheet

DEEDS: tuple[tuple[type[Base], str], ...] = (
    (ContestEntry, "contest_id"),
    (Participation, "event_id"),
    (RouteSheet, "school_year"),
)
"""Tables with one row of a pupil for each contest, event, school year."""


async def move_deeds(session: AsyncSession, double_id: int, kept_id: int) -> None:
    """Applications, seats and route sheets; where both have one, the kept entry's counts."""
    for table, place in DEEDS:
        columns = table.__table__.columns
        own = set(await session.scalars(select(columns[place]).where(columns["student_id"] == kept_id)))
        theirs: ColumnElement[bool] = columns["student_id"] == double_id
        row: Any
        for row in await session.scalars(select(table).where(theirs)):
            if getattr(row, place) not in own:
                row.student_id = kept_id
    await session.flush()
