"""The rows of a database as lines of text that are the same on SQLite and on PostgreSQL.

Tables are read as the database has them, not as the models say: the code may be newer than the schema.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Boolean,
    Cast,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Insert,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    cast,
    select,
)

from bot.models import Heartbeat, SendingPace, Worker
from bot.models.schema import VERSION_TABLE
from bot.operations.refusal import Refused

NOT_KEPT = frozenset(
    {VERSION_TABLE, Heartbeat.__tablename__, Worker.__tablename__, SendingPace.__tablename__}
)
"""The version stands in the head of a backup; signs of life say nothing about another day."""

AT_ONCE = 500
_TURNS = 2**256

Row = list[Any]


@dataclass
class Sum:
    """How many lines, and a checksum for any order of them: databases sort texts differently."""

    rows: int = 0
    total: int = 0

    def add(self, line: bytes) -> None:
        """Count one line."""
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line).digest())) % _TURNS

    @property
    def checksum(self) -> str:
        """The sum of the digests of all lines."""
        return f"{self.total:064x}"


def tables_of(connection: Connection) -> list[Table]:
    """The tables that hold something to keep, those that are referred to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name not in NOT_KEPT]


def columns_of(table: Table) -> list[Column[Any]]:
    """The columns by name: their order in the database depends on the way its schema came about."""
    return sorted(table.columns, key=lambda column: column.name)


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row as a line of JSON."""
    columns = columns_of(table)
    writers = [_writer(column) for column in columns]
    wanted = select(
        *(cast(each, Text) if isinstance(each.type, JSON) else each for each in columns)
    ).order_by(*table.primary_key.columns)
    for row in connection.execute(wanted, execution_options={"yield_per": AT_ONCE}):
        values = [None if value is None else write(value) for write, value in zip(writers, row, strict=True)]
        yield line(values)


def sums_of(connection: Connection) -> dict[str, Sum]:
    """What the tables hold now, to be compared."""
    found: dict[str, Sum] = {}
    for table in tables_of(connection):
        found[table.name] = Sum()
        for each in lines_of(connection, table):
            found[table.name].add(each)
    return found


def insertion(connection: Connection, table: Table, columns: list[str]) -> Insert:
    """The statement that takes what `readers` give; JSON goes in as the text it was."""
    values: dict[str, BindParameter[Any] | Cast[Any]] = {}
    for name in columns:
        column = table.columns[name]
        if isinstance(column.type, JSON):
            text = bindparam(name, type_=Text())
            # SQLite keeps JSON as the text itself and would take a cast for a number.
            values[name] = text if connection.dialect.name == "sqlite" else cast(text, column.type)
        else:
            values[name] = bindparam(name, type_=column.type)
    return table.insert().values(values)


def readers(connection: Connection, table: Table, columns: list[str]) -> list[Callable[[Any], Any]]:
    """For each column, what makes of a value in a line a value for the database."""
    sqlite = connection.dialect.name == "sqlite"
    return [_reader(table.columns[name], naive=sqlite) for name in columns]


def line(values: object) -> bytes:
    """JSON on one line."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _same(value: Any) -> Any:
    return value


def _utc(moment: datetime) -> str:
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)).isoformat()


def _writer(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, DateTime):
        return _utc
    if isinstance(column.type, Date):
        return date.isoformat
    if isinstance(column.type, LargeBinary):
        return lambda value: base64.b64encode(value).decode()
    if isinstance(column.type, Boolean):
        return bool
    if isinstance(column.type, Integer | Float | String | JSON):
        return _same
    raise Refused(f"A backup cannot hold {column.table.name}.{column.name}: its type is not known here.")


def _reader(column: Column[Any], *, naive: bool) -> Callable[[Any], Any]:
    if isinstance(column.type, DateTime):
        return lambda value: datetime.fromisoformat(value).replace(tzinfo=None if naive else UTC)
    if isinstance(column.type, Date):
        return date.fromisoformat
    if isinstance(column.type, LargeBinary):
        return base64.b64decode
    return _same
