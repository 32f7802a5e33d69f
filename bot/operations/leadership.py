"""One process among several polls and ticks: whoever holds the advisory lock of the database.

The lock lives as long as its connection, so a killed leader is followed within seconds. For a moment two may
believe to lead: ticks are idempotent, and Telegram itself lets only one poll.
"""

import asyncio
from contextlib import suppress

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.models import Database

log = structlog.get_logger(__name__)

LEADER_LOCK = 7_238_1040  # beside the number of the migrations' lock
LOOK_SECONDS = 2.0
PATIENCE = 5.0


class Leadership:
    """Whether this process polls and ticks; over SQLite it always does."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._connection: AsyncConnection | None = None
        self._leads = asyncio.Event()

    @property
    def held(self) -> bool:
        """Whether this process leads just now."""
        return self._leads.is_set()

    async def wait(self) -> None:
        """Return when this process leads."""
        await self._leads.wait()

    async def stand(self) -> None:
        """Try to lead, and see to it, until cancelled."""
        if self._db.is_sqlite:
            self._leads.set()
            return
        try:
            while True:
                try:
                    async with asyncio.timeout(PATIENCE):
                        await self._look()
                except Exception as fault:  # however the connection broke, the lock is gone with it
                    log.warning("leadership_lost", error=type(fault).__name__)
                    await self._let_go()
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            await self._let_go()

    async def _look(self) -> None:
        if self._connection is None:
            connection = await self._db.engine.connect()
            self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        if self.held:
            await self._connection.execute(text("SELECT 1"))
        elif await self._connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LEADER_LOCK}):
            log.info("leads")
            self._leads.set()

    async def _let_go(self) -> None:
        self._leads.clear()
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):  # a broken connection needs no farewell
                await connection.invalidate()
                await connection.close()
