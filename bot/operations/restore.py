"""A backup → a database: all of it, or nothing, compared row by row before it counts."""

from datetime import timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Table, exists, inspect, select, text
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.models import Database, Heartbeat, schema
from bot.operations.backup_file import Contents, check, chunks
from bot.operations.refusal import Refused
from bot.operations.rows import insertion, readers, sums_of, tables_of

STILL_RUNNING = timedelta(seconds=60)


async def restore(database: Database, path: Path, clock: Clock | None = None, *, replace: bool) -> Contents:
    """Fill `database` from a backup and bring it to the code's schema; `Refused` leaves it as it was.

    With a `clock` the bot must have been still for a minute. `replace` throws away what is there.
    """
    contents = check(path)
    if contents.schema not in schema.revisions():
        raise Refused(
            f"{path}: its schema {contents.schema} is newer than this version of the bot: update the "
            "program. Копия сделана более новой версией."
        )

    def fill(connection: Connection, config: Config) -> None:
        _make_room(connection, config, clock, replace=replace)
        command.upgrade(config, contents.schema)
        _fill(connection, path)
        _compare(connection, contents)
        command.upgrade(config, "head")

    try:
        await schema.remake(database, fill)
    except schema.UnusableDatabase as refusal:
        raise Refused(f"DATABASE_URL: {refusal}") from None
    return contents


def _make_room(connection: Connection, config: Config, clock: Clock | None, *, replace: bool) -> None:
    current = schema.revision_of(connection)
    if current is None:
        return
    if clock is not None:
        _refuse_beside_a_running_bot(connection, clock)
    full = [each.name for each in tables_of(connection) if _any_row(connection, each)]
    if full and not replace:
        raise Refused(
            "The database is not empty, nothing was changed. Give DATABASE_URL of an empty one, or add "
            "--replace to throw away what is there. База не пуста."
        )
    command.downgrade(config, "base")


def _refuse_beside_a_running_bot(connection: Connection, clock: Clock) -> None:
    if not inspect(connection).has_table(Heartbeat.__tablename__):
        return
    last = connection.scalar(select(Heartbeat.at).order_by(Heartbeat.at.desc()).limit(1))
    if last is not None and clock.now() - last < STILL_RUNNING:
        raise Refused(
            "The bot is at work on this database: stop it, wait a minute and try again. "
            "Сначала остановите бота."
        )


def _any_row(connection: Connection, table: Table) -> bool:
    return bool(connection.scalar(select(exists().select_from(table))))


def _fill(connection: Connection, path: Path) -> None:
    tables = {table.name: table for table in tables_of(connection)}
    for table in reversed(tables.values()):
        if _any_row(connection, table):  # put there by a migration; the backup has it too
            connection.execute(table.delete())
    with _References(connection):
        for chunk in chunks(path):
            table = tables[chunk.table]
            read = readers(connection, table, chunk.columns)
            rows = [
                {
                    name: None if value is None else make(value)
                    for name, make, value in zip(chunk.columns, read, row, strict=True)
                }
                for row in chunk.rows
            ]
            if rows:
                _insert(connection, table, chunk.columns, rows)
    if connection.dialect.name == "postgresql":
        for table in tables.values():
            _count_on(connection, table)


def _insert(connection: Connection, table: Table, columns: list[str], rows: list[dict[str, object]]) -> None:
    try:
        connection.execute(insertion(connection, table, columns), rows)
    except DBAPIError as refusal:  # its message may quote what a person wrote
        kind = type(refusal.orig).__name__
        raise Refused(
            f"The database does not take a row of {table.name} ({kind}), nothing was changed."
        ) from None


def _compare(connection: Connection, contents: Contents) -> None:
    found = sums_of(connection)
    if connection.dialect.name == "postgresql":
        # The driver leaves its cursors open, and a table under an open one cannot be altered afterwards.
        connection.execute(text("CLOSE ALL"))
    wrong = sorted(
        name for name in found.keys() | contents.sums.keys() if found.get(name) != contents.sums.get(name)
    )
    if wrong:
        raise Refused(
            f"What was restored is not what the backup holds ({', '.join(wrong)}), nothing was changed."
        )


def _count_on(connection: Connection, table: Table) -> None:
    """The next row of our own gets a number after the restored ones."""
    keys = list(table.primary_key.columns)
    if len(keys) != 1:
        return
    column = keys[0]
    name = connection.scalar(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
    )
    if name is not None:
        largest = connection.scalar(select(column).order_by(column.desc()).limit(1))
        if largest is not None:
            connection.execute(text("SELECT setval(:name, :largest)"), {"name": name, "largest": largest})


class _References:
    """PostgreSQL's foreign keys, away while rows come in any order and checked all at once afterwards."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: list[tuple[str, str, str]] = []

    def __enter__(self) -> None:
        if self._connection.dialect.name != "postgresql":
            return
        found = self._connection.execute(
            text(
                "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) "
                "FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
            )
        )
        self._kept = [(table, name, definition) for table, name, definition in found]
        for table, name, _ in self._kept:
            self._connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))

    def __exit__(self, kind: object, fault: object, trace: object) -> None:
        if fault is None:
            for table, name, definition in self._kept:
                self._connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
