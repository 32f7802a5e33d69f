"""Rows that exist once, whoever inserts them first."""

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, Table
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Base
from bot.models.insertion import insert_into


async def inserted_once(session: AsyncSession, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert a row; False where a unique constraint says that it is there already."""
    new = insert_into(cast("Table", table.__table__), session.get_bind().dialect.name)
    statement = new.values(**values).on_conflict_do_nothing()
    done = cast("CursorResult[Any]", await session.execute(statement))
    return done.rowcount > 0
