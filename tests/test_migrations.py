"""The schema that migrations make is the schema of the models, on both databases."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, inspect, text, update
from sqlalchemy.exc import DBAPIError

from bot.models import AuditEntry, Base, Database, schema
from bot.services.audit import note
from tests.databases import POSTGRESQL, SQLITE, empty_database


@pytest.fixture(params=[SQLITE, POSTGRESQL])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database of each kind."""
    async with empty_database(tmp_path, request.param) as address:
        made = Database(address)
        yield made
        await made.close()


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


def test_the_numbers_of_the_files_are_the_revisions_in_their_order() -> None:
    scripts = ScriptDirectory.from_config(schema.alembic_config()).walk_revisions()
    assert list(schema.revisions()) == [script.revision for script in scripts]


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
