"""SQLite on the event loop's own thread.

aiosqlite gives every connection a thread, and one tap costs some ninety hops between threads, which is most
of what the tap costs (measured: 37 taps/s with them, see benchmarks/README.md). SQLite answers from memory in
microseconds, so it is asked right here. What really takes long is not waited for on the loop: while somebody
else holds the lock the connection sleeps and asks again, and whoever has kept the loop busy for some
milliseconds lets the others go first.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Result = TypeVar("Result")

PAUSE_WHILE_LOCKED = 0.01
FAIR_SHARE = 0.004
"""Seconds after which the other tasks of the loop get their turn."""


class _Turn:
    """When this loop last had a moment for everybody."""

    at = 0.0


async def connect(path: str, *, patience: float) -> "Connection":
    """Open a database file; a lock held by another process is waited out for `patience` seconds."""
    return Connection(
        sqlite3.connect(path, timeout=0, isolation_level=None, uri=path.startswith("file:")), patience
    )


class Connection:
    """What SQLAlchemy's aiosqlite dialect asks of a driver's connection, without the thread."""

    def __init__(self, opened: sqlite3.Connection, patience: float) -> None:
        self._connection: sqlite3.Connection | None = opened
        self._patience = patience

    @property
    def _conn(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.ProgrammingError("connection closed")
        return self._connection

    @property
    def _tx(self) -> "Connection":
        return self

    def put_nowait(self, call: tuple["asyncio.Future[Any]", Callable[[], Any]]) -> None:
        """The dialect's one way around the coroutines: it hands a call over and waits for its future."""
        future, function = call
        future.set_result(function())

    @property
    def isolation_level(self) -> str | None:
        """Always None: transactions are begun in so many words."""
        return self._conn.isolation_level

    def cursor(self) -> "Cursor":
        """A new cursor."""
        return Cursor(self, self._conn.cursor())

    async def commit(self) -> None:
        """End the transaction, durably."""
        if self._conn.in_transaction:
            await self.patiently(self._conn.commit)

    async def rollback(self) -> None:
        """Forget the transaction."""
        if self._conn.in_transaction:
            self._conn.rollback()

    async def create_function(self, *args: Any, **kwargs: Any) -> None:
        """A function for use in SQL."""
        self._conn.create_function(*args, **kwargs)

    async def close(self) -> None:
        """Close the file; again is no error."""
        self.stop()

    def stop(self) -> None:
        """Close the file at once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def patiently(self, act: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """Do it, and again while another process holds the lock, but let the loop work meanwhile."""
        loop = asyncio.get_running_loop()
        if loop.time() - _Turn.at > FAIR_SHARE:
            await asyncio.sleep(0)
            _Turn.at = loop.time()
        until = loop.time() + self._patience
        while True:
            try:
                return act(*args, **kwargs)
            except sqlite3.OperationalError as refusal:
                if refusal.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or loop.time() >= until:
                    raise
            await asyncio.sleep(PAUSE_WHILE_LOCKED)


class Cursor:
    """What SQLAlchemy's aiosqlite dialect asks of a driver's cursor."""

    def __init__(self, connection: Connection, opened: sqlite3.Cursor) -> None:
        self._connection = connection
        self._cursor = opened
        self.arraysize = 1

    async def __aenter__(self) -> "Cursor":
        return self

    @property
    def description(self) -> Any:
        """The columns of the result."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The number of the row inserted last."""
        return self._cursor.lastrowid

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "Cursor":
        """Run a statement."""
        await self._connection.patiently(self._cursor.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> "Cursor":
        """Run a statement once for each set of parameters."""
        await self._connection.patiently(self._cursor.executemany, sql, parameters)
        return self

    async def fetchone(self) -> Any:
        """The next row."""
        return self._cursor.fetchone()

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows."""
        return self._cursor.fetchmany(size or self.arraysize)

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Done with it."""
        self._cursor.close()
