"""Being at work: what a process has claimed is left to it for as long as it is alive.

A process renews one row every few seconds. When it has died, the row runs out and the others take over what
it had claimed. Time is the database's own, so the clocks of several machines do not matter. An SQLite file
has one process at a time (`only_one` sees to it), so whoever starts is alone and takes over at once.
"""

import asyncio
import os
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.models import Database, InboxUpdate, MessageState, OutboxMessage, Worker

log = structlog.get_logger(__name__)

LEASE_SECONDS = 30.0
RENEW_SECONDS = 5.0
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class Lease:
    """This process's place among the workers; `worker_id` marks what it has claimed."""

    def __init__(self, db: Database, seconds: float = LEASE_SECONDS) -> None:
        self._db = db
        self._seconds = seconds
        self._good_until = 0.0
        self.worker_id = 0

    @property
    def good(self) -> bool:
        """Whether what was claimed is still this process's; a stalled process must not go on with it."""
        return self.worker_id > 0 and (
            self._db.is_sqlite or asyncio.get_running_loop().time() < self._good_until
        )

    async def take(self) -> None:
        """Come to work, as a new worker."""
        begun = asyncio.get_running_loop().time()
        async with self._db.transaction() as session:
            gone = Worker.id > 0 if self._db.is_sqlite else Worker.alive_until < func.now()
            await session.execute(delete(Worker).where(gone))
            worker = Worker(name=f"{socket.gethostname()}:{os.getpid()}", alive_until=self._until())
            session.add(worker)
            await session.flush()
            self.worker_id = worker.id
            await self._release(session)  # numbers come again: in a file, and after a restore
        self._good_until = begun + self._seconds

    async def renew(self) -> None:
        """Still alive; one that was thought dead comes back under a new number."""
        if self._db.is_sqlite:
            return
        begun = asyncio.get_running_loop().time()
        async with self._db.transaction() as session:
            renewed = await session.execute(
                update(Worker)
                .where(Worker.id == self.worker_id, Worker.alive_until >= func.now())
                .values(alive_until=self._until())
                .returning(Worker.id)
            )
            alive = renewed.first() is not None
        if alive:
            self._good_until = begun + self._seconds
        else:
            log.error("lease_ran_out", remedy="the process stood still or lost its database; it starts anew")
            await self.take()

    async def keep(self) -> None:
        """Renew until cancelled; a database that is away for a moment is asked again."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self.renew()
            except Exception as fault:  # whatever the driver says, the only remedy is to try again
                log.warning("lease_not_renewed", error=type(fault).__name__)

    async def end(self) -> None:
        """Leave: what is still claimed and not begun goes to the others at once."""
        if self.worker_id == 0:
            return
        async with self._db.transaction() as session:
            await self._release(session)
            await session.execute(delete(Worker).where(Worker.id == self.worker_id))
        self.worker_id = 0

    async def _release(self, session: AsyncSession) -> None:
        for table in (InboxUpdate, OutboxMessage):
            await session.execute(
                update(table).where(table.claimed_by == self.worker_id).values(claimed_by=None)
            )

    def _until(self) -> Any:
        return FOR_EVER if self._db.is_sqlite else func.now() + timedelta(seconds=self._seconds)


def free(claimed_by: InstrumentedAttribute[int | None]) -> ColumnElement[bool]:
    """The rows that nobody who is alive has claimed."""
    alive = select(Worker.id).where(Worker.alive_until >= func.now())
    return or_(claimed_by.is_(None), claimed_by.not_in(alive))


def abandoned() -> ColumnElement[bool]:
    """The messages that were being sent by a worker who is gone."""
    return (OutboxMessage.state == MessageState.SENDING) & free(OutboxMessage.claimed_by)
