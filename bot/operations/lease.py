"""Being at work: what a process has claimed is left to it for as long as it is alive.

A process renews one row every few seconds. When it has died, the row runs out, and whoever renews next frees
what it had claimed. Time is the database's own, so the clocks of several machines do not matter. An SQLite
file has one process at a time (`only_one` sees to it), so whoever starts is alone and takes over at once.
"""

import asyncio
import os
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Database, InboxUpdate, MessageState, OutboxMessage, Worker

log = structlog.get_logger(__name__)

LEASE_SECONDS = 30.0
RENEWALS = 6
"""In the time a lease lasts: a database may be away for five of them."""
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class Lease:
    """This process's place among the workers; `worker_id` marks what it has claimed.

    `seconds` after its death others take over; so long it may stand still and lose nothing.
    """

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

    def holds(self, worker: int) -> bool:
        """Whether what was claimed under this number is still this process's."""
        return self.good and worker == self.worker_id

    async def take(self) -> None:
        """Come to work, as a new worker."""
        begun = asyncio.get_running_loop().time()
        async with self._db.transaction() as session:
            await self._bury(session, Worker.id > 0 if self._db.is_sqlite else _dead())
            worker = Worker(name=f"{socket.gethostname()}:{os.getpid()}", alive_until=self._until())
            session.add(worker)
            await session.flush()
            known = select(Worker.id).where(Worker.id < worker.id)
            # Of nobody who is here: left by a restore. Later numbers may be newcomers not seen yet.
            updates, messages = InboxUpdate.claimed_by, OutboxMessage.claimed_by
            await _release_updates(session, (updates <= worker.id) & updates.not_in(known))
            await _release_messages(session, (messages <= worker.id) & messages.not_in(known))
        self.worker_id = worker.id
        self._good_until = begun + self._seconds

    async def renew(self) -> None:
        """Still alive, and others may not be: what they had claimed is free from now on.

        A worker that has itself been taken for dead comes back under a new number; one that was only late has
        lost nothing.
        """
        if self._db.is_sqlite:
            return
        begun = asyncio.get_running_loop().time()
        async with asyncio.timeout(self._seconds / 3), self._db.transaction() as session:
            renewed = await session.execute(
                update(Worker)
                .where(Worker.id == self.worker_id)
                .values(alive_until=self._until())
                .returning(Worker.id)
            )
            alive = renewed.first() is not None
            await self._bury(session, _dead())
        if alive:
            self._good_until = begun + self._seconds
        else:
            log.error("lease_ran_out", remedy="the process stood still or lost its database; it starts anew")
            await self.take()

    async def keep(self) -> None:
        """Renew until cancelled; a database that is away for a moment is asked again."""
        while True:
            await asyncio.sleep(self._seconds / RENEWALS)
            try:
                await self.renew()
            except Exception as fault:  # whatever the driver says, the only remedy is to try again
                log.warning("lease_not_renewed", error=type(fault).__name__)

    async def end(self) -> None:
        """Leave: what is still claimed and not begun goes to the others at once."""
        if self.worker_id == 0:
            return
        async with self._db.transaction() as session:
            await self._bury(session, Worker.id == self.worker_id)
        self.worker_id = 0

    async def _bury(self, session: AsyncSession, those: ColumnElement[bool]) -> None:
        gone = list(await session.scalars(select(Worker.id).where(those).with_for_update(skip_locked=True)))
        if gone:
            await _release_updates(session, InboxUpdate.claimed_by.in_(gone))
            await _release_messages(session, OutboxMessage.claimed_by.in_(gone))
            await session.execute(delete(Worker).where(Worker.id.in_(gone)))

    def _until(self) -> Any:
        return FOR_EVER if self._db.is_sqlite else func.now() + timedelta(seconds=self._seconds)


def _dead() -> ColumnElement[bool]:
    return Worker.alive_until < func.now()


async def _release_updates(session: AsyncSession, those: ColumnElement[bool]) -> None:
    await session.execute(update(InboxUpdate).where(those).values(claimed_by=None))


async def _release_messages(session: AsyncSession, those: ColumnElement[bool]) -> None:
    waits_again = case(
        (OutboxMessage.state == MessageState.SENDING, MessageState.PENDING), else_=OutboxMessage.state
    )
    await session.execute(update(OutboxMessage).where(those).values(claimed_by=None, state=waits_again))


def abandoned() -> ColumnElement[bool]:
    """The messages whose sender is gone and has not been buried yet."""
    alive = select(Worker.id).where(Worker.alive_until >= func.now())
    return (OutboxMessage.state == MessageState.SENDING) & OutboxMessage.claimed_by.not_in(alive)
