"""Databases to break: a file, or a scratch database on the PostgreSQL server of this machine."""

import asyncio
import itertools
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.engine import make_url

from benchmarks import municipality
from benchmarks.postgresql import on_server, scratch_database
from bot.clock import Clock
from bot.models import Database
from bot.operations.backup import back_up
from bot.operations.restore import restore

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ATTEMPT_SECONDS = 0.1
_numbers = itertools.count(1)


@asynccontextmanager
async def opened(file: Path, kind: str, alone: asyncio.Lock) -> AsyncIterator[str]:
    """The address of a new database with the content of an SQLite file."""
    number = next(_numbers)
    if kind == SQLITE:
        yield _sqlite(municipality.copy(file, f"chaos-{number}"))
        return
    async with scratch_database(f"target_route_chaos_{os.getpid()}_{number}") as address:
        async with alone:
            await _move(file, address)
        yield address


def taken_away(address: str) -> AbstractAsyncContextManager[None]:
    """The database cannot be written to (a file), or not be reached at all (a server), within this."""
    url = make_url(address)
    assert url.database is not None
    if url.get_backend_name() == "sqlite":
        return _locked(Path(url.database))
    return _closed(url.database)


@asynccontextmanager
async def _locked(file: Path) -> AsyncIterator[None]:
    """Another program holds the write lock."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as holder:
        while True:
            try:
                holder.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                await asyncio.sleep(ATTEMPT_SECONDS / 100)
            else:
                break
        yield
        holder.execute("ROLLBACK")


@asynccontextmanager
async def _closed(name: str) -> AsyncIterator[None]:
    """Every connection is ended and no new one let in."""
    await on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    try:
        await on_server(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608 - our own name
        )
        yield
    finally:
        await on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def _move(file: Path, address: str) -> None:
    """By the product's own backup, which carries from one kind of database to the other."""
    source, target = Database(_sqlite(file)), Database(address)
    backup = file.with_suffix(".jsonl.gz")
    backup.unlink(missing_ok=True)
    try:
        await back_up(source, Clock(ZoneInfo(municipality.ZONE)), backup)
        await restore(target, backup, replace=False)
    finally:
        await source.close()
        await target.close()


def _sqlite(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"
