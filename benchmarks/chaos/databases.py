"""Databases to break: a file, or a scratch database on the PostgreSQL server of this machine."""

import asyncio
import itertools
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks import municipality
from bot.clock import Clock
from bot.models import Database
from bot.operations.backup import back_up
from bot.operations.restore import restore

SQLITE, POSTGRESQL = "sqlite", "postgresql"
USERS = ("postgres", "root")
ATTEMPT_SECONDS = 0.1
_ADDRESS = "postgresql+asyncpg://{user}@127.0.0.1:5432/{name}"
_numbers = itertools.count(1)


class NoServerError(Exception):
    """The PostgreSQL server of this machine does not answer, or trusts nobody here."""


@asynccontextmanager
async def opened(file: Path, kind: str, alone: asyncio.Lock) -> AsyncIterator[str]:
    """The address of a new database with the content of an SQLite file."""
    number = next(_numbers)
    if kind == SQLITE:
        yield _sqlite(municipality.copy(file, f"chaos-{number}"))
        return
    name = f"target_route_chaos_{os.getpid()}_{number}"
    user = await _on_server(f"CREATE DATABASE {name}")
    address = _ADDRESS.format(user=user, name=name)
    try:
        async with alone:
            await _move(file, address)
        yield address
    finally:
        await _on_server(f"DROP DATABASE {name} WITH (FORCE)")


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
    await _on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    try:
        await _on_server(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608 - our own name
        )
        yield
    finally:
        await _on_server(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


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


async def _on_server(statement: str) -> str:
    """Run a statement as whoever the local server trusts; returns that user."""
    refusals = []
    for user in USERS:
        address = _ADDRESS.format(user=user, name="postgres")
        engine = create_async_engine(address, isolation_level="AUTOCOMMIT")
        try:
            async with engine.connect() as connection:
                await connection.execute(text(statement))
        except (DBAPIError, OSError) as refusal:
            refusals.append(f"{user}: {type(refusal).__name__}")
        else:
            return user
        finally:
            await engine.dispose()
    raise NoServerError(f"the PostgreSQL server on localhost:5432 refuses ({', '.join(refusals)})")
