"""The schema follows the code: migrations run at start; a database of another kind is refused.

Alembic is imported where something changes: nearly every start finds the newest schema, and keeps 8 MB.
"""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import ArgumentError

from bot.models.base import Database

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
Result = TypeVar("Result")

VERSION_TABLE = "alembic_version"
OWN_TABLE = "audit_entries"
UPGRADE_LOCK = 7_238_1039  # any number that nothing else in the database uses


class UnusableDatabase(Exception):  # noqa: N818 - reads as the fault it names
    """The database cannot be worked with; the message is one line that says what to do."""


class NewerDatabase(UnusableDatabase):
    """The database was written by a newer version of the code."""


class ForeignDatabase(UnusableDatabase):
    """The database belongs to another program."""


async def prepare(url: str) -> tuple[str | None, str | None]:
    """Open the database and bring its schema up; returns the revisions before and after."""
    database = await open_database(url)
    try:
        return await upgrade(database)
    finally:
        await database.close()


async def open_database(url: str) -> Database:
    """A database that answers; raises `UnusableDatabase` with the reason."""
    try:
        database = Database(url)
    except ModuleNotFoundError as missing:
        raise UnusableDatabase(f"{missing.name} is not installed; make install brings it.") from None
    except OSError as refusal:
        raise UnusableDatabase(f"its folder cannot be made: {_reason(refusal)}.") from None
    except (ArgumentError, ValueError):
        raise UnusableDatabase("this is no database address; .env.example shows how one looks.") from None
    try:
        async with database.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except Exception as refusal:  # every driver refuses in a way of its own
        await database.close()
        raise UnusableDatabase(
            f"the database cannot be opened: {_reason(refusal)}. Check the address, and that it is there."
        ) from None
    return database


def _reason(refusal: BaseException) -> str:
    if isinstance(refusal, OSError) and refusal.strerror:
        return refusal.strerror
    said = str(getattr(refusal, "orig", None) or refusal).strip().partition("\n")[0]
    return (said or type(refusal).__name__).rstrip(".")


def alembic_config(connection: Connection | None = None) -> "Config":
    """Alembic's settings; there is no ini file, the code is the only place."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def upgrade(database: Database) -> tuple[str | None, str | None]:
    """Bring the schema to the code's version; returns the revisions before and after.

    Raises `UnusableDatabase` where that is impossible; then nothing was changed.
    """
    async with database.engine.connect() as connection:
        return await connection.run_sync(_upgrade)


async def remake(database: Database, act: Callable[[Connection, "Config"], Result]) -> Result:
    """Let `act` change schema and rows together, in one transaction with all foreign keys at rest.

    Left by an exception it leaves everything as it was; a row that refers to nothing is such an exception.
    """

    def work(connection: Connection) -> Result:
        return _migrate(connection, lambda config: act(connection, config))

    async with database.engine.connect() as connection:
        return await connection.run_sync(work)


@cache
def revisions() -> tuple[str, ...]:
    """All schemas this version of the code knows, the newest first: the numbers of the migrations' files."""
    return tuple(sorted((path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py")), reverse=True))


def revision_of(connection: Connection) -> str | None:
    """The schema a database is at, None for one without tables; refuses a newer and another program's."""
    tables = set(inspect(connection).get_table_names())
    current: str | None = None
    if VERSION_TABLE in tables:
        current = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - our constant
    if current in revisions() or (current is None and not tables - {VERSION_TABLE}):
        return current
    if current is None or OWN_TABLE not in tables:
        raise ForeignDatabase(
            "the database already holds tables of another program; give the bot a database of its own."
        )
    raise NewerDatabase(
        f"the database is at schema {current}, which this version does not know: it was used by a newer "
        "version. Update the program, or restore the backup made before the update."
    )


async def downgrade(database: Database, revision: str = "base") -> None:
    """Take the schema back (for developers: data of the removed tables is gone)."""
    from alembic import command

    async with database.engine.connect() as connection:
        await connection.run_sync(_migrate, lambda config: command.downgrade(config, revision))


async def write_migration(message: str) -> Path:
    """Write the next migration from the difference between the migrations and the models."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/schema.sqlite3")
        try:
            await upgrade(database)
            async with database.engine.connect() as connection:
                return await connection.run_sync(_write_migration, message)
        finally:
            await database.close()


def _upgrade(connection: Connection) -> tuple[str | None, str | None]:
    newest = revisions()[0]
    before = revision_of(connection)
    connection.rollback()  # only looked; what changes something has a transaction of its own
    if before == newest:
        return before, newest

    def to_newest(config: "Config") -> None:
        from alembic import command

        nonlocal before
        before = revision_of(connection)  # another process may have been here meanwhile
        if before != newest:
            command.upgrade(config, "head")

    _migrate(connection, to_newest)
    return before, newest


def _migrate(connection: Connection, act: Callable[["Config"], Result]) -> Result:
    """Run `act` in one transaction; SQLite's foreign keys rest meanwhile: batch mode copies tables."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        _driver_execute(connection, "PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
    try:
        with connection.begin():
            if not sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
            result = act(alembic_config(connection))
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise RuntimeError("a migration left a reference to a row that does not exist")
            return result
    finally:
        if sqlite:
            _driver_execute(connection, "PRAGMA foreign_keys=ON")


def _driver_execute(connection: Connection, statement: str) -> None:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement)
    finally:
        cursor.close()


def _write_migration(connection: Connection, message: str) -> Path:
    from alembic import command

    number = f"{int(revisions()[0]) + 1:04}"
    made = command.revision(alembic_config(connection), message, autogenerate=True, rev_id=number)
    script = made[0] if isinstance(made, list) else made
    assert script is not None
    return Path(script.path)
