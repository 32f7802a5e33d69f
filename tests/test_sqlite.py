"""SQLite on the loop's own thread: locks are waited out without keeping the loop, turns are fair."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.models import Database, base


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    async with made.transaction() as session:
        await session.execute(text("CREATE TABLE counters (id INTEGER PRIMARY KEY, value INTEGER)"))
        await session.execute(text("INSERT INTO counters VALUES (1, 0)"))
    yield made
    await made.close()


async def _value(database: Database) -> int:
    async with database.reading() as session:
        return int((await session.execute(text("SELECT value FROM counters"))).scalar_one())


async def test_no_update_is_lost_when_many_read_and_write_at_once(database: Database) -> None:
    async def count_up() -> None:
        async with database.transaction() as session:
            value = (await session.execute(text("SELECT value FROM counters"))).scalar_one()
            await asyncio.sleep(0)
            await session.execute(text("UPDATE counters SET value = :value"), {"value": value + 1})

    await asyncio.gather(*(count_up() for _ in range(50)))
    assert await _value(database) == 50


async def test_the_loop_works_on_while_another_program_holds_the_lock(
    database: Database, tmp_path: Path
) -> None:
    holder = sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    async def write() -> None:
        async with database.transaction() as session:
            await session.execute(text("UPDATE counters SET value = 7"))

    writing = asyncio.create_task(write())
    await asyncio.wait({writing}, timeout=0.1)
    assert not writing.done(), "it waits, and this line was reached: the loop was not kept"
    assert await _value(database) == 0, "whoever only reads is not held up"
    holder.execute("ROLLBACK")
    holder.close()
    await writing
    assert await _value(database) == 7


async def test_a_lock_that_never_ends_is_a_fault_and_changes_nothing(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "LOCK_PATIENCE", 0.05)
    impatient = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    holder = sqlite3.connect(tmp_path / "bot.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        async with impatient.transaction() as session:
            await session.execute(text("UPDATE counters SET value = 7"))
    holder.close()
    await impatient.close()
    assert await _value(database) == 0


async def test_a_long_row_of_statements_lets_the_others_go_between(database: Database) -> None:
    turns = 0

    async def wait_for_turns() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    waiting = asyncio.create_task(wait_for_turns())
    async with database.transaction() as session:
        await asyncio.sleep(0)
        before = turns
        for _ in range(300):
            await session.execute(text("UPDATE counters SET value = value + 1"))
    waiting.cancel()
    assert turns - before >= 3


async def test_what_was_left_by_an_exception_is_rolled_back(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as session:
            await session.execute(text("UPDATE counters SET value = 7"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await _value(database) == 0
