"""Empty databases for tests: a file, or a scratch database on the PostgreSQL server of this machine.

TEST_DATABASE=postgresql runs every story on PostgreSQL; where no server answers, those tests skip and say so.
"""

import itertools
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.models import Database, schema

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KIND = os.environ.get("TEST_DATABASE", SQLITE)
_ADDRESS = "postgresql+asyncpg://{user}@127.0.0.1:5432/{name}"
_TEMPLATE = f"target_route_template_{os.getpid()}"
_numbers = itertools.count(1)
_template_user: list[str] = []


@asynccontextmanager
async def empty_database(folder: Path, kind: str = KIND, *, migrated: bool = False) -> AsyncIterator[str]:
    """The address of a database nobody else uses; `migrated` saves the time of the migrations."""
    if kind == SQLITE:
        yield f"sqlite+aiosqlite:///{folder / 'bot.sqlite3'}"
        return
    _need_server()
    name = f"target_route_test_{os.getpid()}_{next(_numbers)}"
    template = ""
    if migrated:
        if not _template_user:
            await _make_template()
        template = f" TEMPLATE {_TEMPLATE}"
    user = await server_command(f"CREATE DATABASE {name}{template}")
    try:
        yield _ADDRESS.format(user=user, name=name)
    finally:
        await server_command(f"DROP DATABASE {name} WITH (FORCE)")


async def server_command(statement: str) -> str:
    """Run a statement on the local server as whoever it trusts; returns that user."""
    refusals = []
    for user in ("postgres", "root"):
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
    pytest.skip(f"the PostgreSQL server on localhost:5432 lets nobody in ({', '.join(refusals)})")


async def drop_template() -> None:
    """At the end of a run: leave the server as it was."""
    if _template_user:
        _template_user.clear()
        await server_command(f"DROP DATABASE {_TEMPLATE} WITH (FORCE)")


async def _make_template() -> None:
    user = await server_command(f"CREATE DATABASE {_TEMPLATE}")
    database = Database(_ADDRESS.format(user=user, name=_TEMPLATE))
    await schema.upgrade(database)
    await database.close()
    _template_user.append(user)


def _need_server() -> None:
    pytest.importorskip("asyncpg", reason="asyncpg is not installed: make install brings it")
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", 5432)) != 0:
            pytest.skip("no PostgreSQL server answers on localhost:5432")
