"""Empty databases for tests: a file, or a scratch database on the PostgreSQL server of this machine.

TEST_DATABASE=postgresql runs every story on PostgreSQL; where no server answers, those tests skip and say so.
"""

import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from benchmarks.postgresql import NoServerError, create, drop, on_server, scratch_database
from bot.models import Database, schema

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KIND = os.environ.get("TEST_DATABASE", SQLITE)
_TEMPLATE = f"target_route_template_{os.getpid()}"
_numbers = itertools.count(1)
_templates: list[str] = []
_folder = tempfile.TemporaryDirectory(prefix="target-route-")


@asynccontextmanager
async def empty_database(folder: Path, kind: str = KIND, *, migrated: bool = False) -> AsyncIterator[str]:
    """The address of a database nobody else uses; `migrated` saves the time of the migrations."""
    if kind == SQLITE:
        file = folder / "bot.sqlite3"
        if migrated and not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(await _migrated_file(), file)
        yield _of_file(file)
        return
    await _need_server()
    template = await _migrated() if migrated else ""
    name = f"target_route_test_{os.getpid()}_{next(_numbers)}"
    async with scratch_database(name, template=template) as address:
        yield address


async def drop_template() -> None:
    """At the end of a run: leave the machine as it was."""
    _folder.cleanup()
    while _templates:
        await drop(_templates.pop())


def _of_file(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def _migrated_file() -> Path:
    """A file to be copied; made once."""
    file = Path(_folder.name) / "template.sqlite3"
    if not file.exists():
        database = Database(_of_file(file))
        await schema.upgrade(database)
        await database.close()
    return file


async def _migrated() -> str:
    """A database to be copied; made once."""
    if not _templates:
        database = Database(await create(_TEMPLATE))
        _templates.append(_TEMPLATE)
        await schema.upgrade(database)
        await database.close()
    return _TEMPLATE


async def _need_server() -> None:
    pytest.importorskip("asyncpg", reason="asyncpg is not installed: make install brings it")
    try:
        await on_server("SELECT 1")
    except NoServerError as refusal:
        pytest.skip(str(refusal))
