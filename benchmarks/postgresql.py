"""Scratch databases on the PostgreSQL server of this machine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

USERS = ("postgres", "root")
_ADDRESS = "postgresql+asyncpg://{user}@127.0.0.1:5432/{name}"


class NoServerError(Exception):
    """The server does not answer, or trusts nobody here."""


@asynccontextmanager
async def scratch_database(name: str, *, template: str = "") -> AsyncIterator[str]:
    """The address of a new database, empty or a copy of `template`, which is dropped afterwards."""
    address = await create(name, template=template)
    try:
        yield address
    finally:
        await drop(name)


async def create(name: str, *, template: str = "") -> str:
    """A new database; returns its address."""
    user = await on_server(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    return _ADDRESS.format(user=user, name=name)


async def drop(name: str) -> None:
    """Whoever is still connected to it."""
    await on_server(f"DROP DATABASE {name} WITH (FORCE)")


async def on_server(statement: str) -> str:
    """Run a statement as whoever the server trusts; returns that user, raises `NoServerError`."""
    refusals = []
    for user in USERS:
        engine = create_async_engine(
            _ADDRESS.format(user=user, name="postgres"), isolation_level="AUTOCOMMIT"
        )
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
