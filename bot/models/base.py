"""The ground under every table: base class, UTC type, transactions."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, DateTime, Enum, Integer, MetaData, String, TypeDecorator, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm.attributes import get_history

from bot.models import sqlite

CONNECTIONS = 20
"""Kept open; as many as a process works on chats at a time, and a few for the ticks."""
POSTGRESQL = {
    "timeout": 10,
    "command_timeout": 60,
    "server_settings": {
        "tcp_keepalives_idle": "10",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "3",
        "tcp_user_timeout": "20000",
    },
}
"""A connection that died in silence is noticed on both sides, and the locks of the dead are let go."""
LOCK_PATIENCE = 10.0
"""Seconds a database that another process has locked is waited for."""
Identifier = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only a plain INTEGER


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment; stored in UTC, returned in UTC. A naive value is a fault."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To the database: always UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """From the database: SQLite forgets the zone."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value


class Base(DeclarativeBase):
    """All tables; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, str: String}  # noqa: RUF012 - SQLAlchemy's own form


class Numbered:
    """A table whose rows are known by a 64-bit number."""

    id: Mapped[int] = mapped_column(Identifier, primary_key=True, autoincrement=True)


def enum_column(kind: type[StrEnum]) -> Enum:
    """A column that stores the values of a `StrEnum` as text on every database."""
    return Enum(
        kind,
        native_enum=False,
        length=32,
        create_constraint=False,
        values_callable=lambda members: [member.value for member in members],
    )


def count_changes(table: type[Base], *columns: str) -> None:
    """Let `revision` of a table grow whenever one of these columns is changed through its objects."""

    def count(_mapper: Any, _connection: Any, row: Any) -> None:
        if any(get_history(row, column).has_changes() for column in columns):
            row.revision += 1

    event.listen(table, "before_update", count)


class Database:
    """The engine and the one way to use it: `async with db.transaction() as session`."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self.engine: AsyncEngine = self._engine()
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        view = {"sqlite_begin": "BEGIN"} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._views = async_sessionmaker(self._with(**view), expire_on_commit=False)
        alone = {"sqlite_begin": ""} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._questions = self._with(**alone)
        # SQLite has one writer at a time. Queueing for it here is fair and costs nothing; in the file's lock
        # it is a matter of luck and naps.
        self._writing = asyncio.Lock() if self.is_sqlite else contextlib.nullcontext()

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is one file."""
        return self.url.get_backend_name() == "sqlite"

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One use case: commits at the end, rolls back when it is left by an exception."""
        async with self._writing, self._sessions() as session, session.begin():
            yield session

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A consistent view that never waits for a writer; nothing written in it is kept."""
        async with self._views() as session:
            yield session

    @contextlib.asynccontextmanager
    async def asking(self) -> AsyncIterator[AsyncConnection]:
        """For one question that needs neither objects nor a view of its own: a fifth of what those cost."""
        async with self._questions.connect() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction without objects, for the few places that every update and message passes."""
        async with self._writing, self.engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Give the connections back."""
        await self.engine.dispose()

    def _with(self, **options: Any) -> AsyncEngine:
        return self.engine.execution_options(**options)

    def _engine(self) -> AsyncEngine:
        if not self.is_sqlite:
            return create_async_engine(
                self.url,
                pool_size=CONNECTIONS,
                pool_pre_ping=True,
                hide_parameters=True,
                json_serializer=_json,
                connect_args=POSTGRESQL,
            )
        if self.url.database and self.url.database != ":memory:":
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        path = self.url.database or ":memory:"
        # Parameters stay out of error messages, and so out of the log: they may be what a person wrote.
        engine = create_async_engine(
            self.url,
            async_creator=lambda *_, **__: sqlite.connect(path, patience=LOCK_PATIENCE),
            pool_size=CONNECTIONS,
            hide_parameters=True,
            json_serializer=_json,
        )
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine


_json = partial(json.dumps, ensure_ascii=False)  # a Cyrillic letter takes two bytes, not six


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A transaction that reads first and writes later loses updates unless it locks at its start.
    begin = connection.get_execution_options().get("sqlite_begin", "BEGIN IMMEDIATE")
    if begin:
        connection.exec_driver_sql(begin)
