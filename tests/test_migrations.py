"""The schema that migrations make is the schema of the models, on both databases."""

import os
import socket
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, delete, inspect, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.models import AuditEntry, Base, Database, schema
from bot.services.audit import note

POSTGRES = "postgresql+asyncpg://{user}@127.0.0.1:5432/{name}"
SCRATCH = f"target_route_test_{os.getpid()}"


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def _server_command(statement: str) -> str:
    """Run a statement on the local server as whoever it trusts; returns that user."""
    refusals = []
    for user in ("postgres", "root"):
        engine = create_async_engine(
            POSTGRES.format(user=user, name="postgres"), isolation_level="AUTOCOMMIT"
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


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        made = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
        yield made
        await made.close()
        return
    pytest.importorskip("asyncpg", reason="asyncpg is not installed: make install brings it")
    if not _listens(5432):
        pytest.skip("no PostgreSQL server answers on localhost:5432")
    user = await _server_command(f"CREATE DATABASE {SCRATCH}")
    made = Database(POSTGRES.format(user=user, name=SCRATCH))
    yield made
    await made.close()
    await _server_command(f"DROP DATABASE {SCRATCH} WITH (FORCE)")


async def _look(database: Database, look: Callable[[Connection], Any]) -> Any:
    async with database.engine.connect() as connection:
        return await connection.run_sync(look)


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {schema.VERSION_TABLE}


async def test_an_empty_database_becomes_what_the_models_say(database: Database) -> None:
    before, after = await schema.upgrade(database)
    assert before is None
    assert after is not None
    assert await _look(database, _differences) == []
    assert await schema.upgrade(database) == (after, after)


async def test_the_way_back_leaves_nothing_and_can_be_gone_again(database: Database) -> None:
    await schema.upgrade(database)
    await schema.downgrade(database)
    assert await _look(database, _tables) == set()
    await schema.upgrade(database)
    assert await _look(database, _differences) == []


async def test_a_newer_database_is_refused_and_left_alone(database: Database) -> None:
    await schema.upgrade(database)
    async with database.transaction() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = 'from the future'"))
    with pytest.raises(schema.NewerDatabase, match=r"from the future.*newer version.*Update the program"):
        await schema.upgrade(database)
    assert await _look(database, _differences) == []


async def test_a_database_of_another_program_is_refused_and_left_alone(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("CREATE TABLE cash_book (id INTEGER)"))
    with pytest.raises(schema.ForeignDatabase, match="another program"):
        await schema.upgrade(database)
    assert await _look(database, _tables) == {"cash_book"}


async def test_the_audit_log_only_grows(database: Database) -> None:
    await schema.upgrade(database)
    async with database.transaction() as session:
        note(session, datetime(2026, 6, 1, tzinfo=UTC), None, "invited", "invite", 1, role="head")
    for change in (update(AuditEntry).values(action="nothing happened"), delete(AuditEntry)):
        with pytest.raises(DBAPIError, match="rows are only ever added"):
            async with database.transaction() as session:
                await session.execute(change)
    async with database.reading() as session:
        entry = await session.get_one(AuditEntry, 1)
        assert (entry.action, entry.details) == ("invited", {"role": "head"})


async def test_foreign_keys_hold_after_the_migrations(database: Database) -> None:
    await schema.upgrade(database)
    with pytest.raises(DBAPIError):
        async with database.transaction() as session:
            note(session, datetime(2026, 6, 1, tzinfo=UTC), 77, "invited", "invite", 1)
