"""The file of a backup: gzip, one JSON value a line, the same for SQLite and PostgreSQL.

A copy of an SQLite file, or the dump of one server's version, can only go back to where it came from. This
one goes into either database, needs no tool beside the bot, and can be read by eye in twenty years:

    {"format": "target-route-backup", "version": 1, "schema": "0002", "made_at": …}
    {"table": "people", "columns": ["id", "language", "created_at"]}
    [1, "ru", "2026-06-01T07:00:00+00:00"]
    {"rows": 1, "checksum": "…"}
    …
    {"tables": 25, "rows": 1234}
"""

import gzip
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.operations.refusal import Refused
from bot.operations.rows import AT_ONCE, Row, Sum, columns_of, line, lines_of, tables_of

FORMAT = "target-route-backup"
VERSION = 1


@dataclass
class Contents:
    """What a backup says of itself, all of it checked."""

    schema: str
    made_at: str
    sums: dict[str, Sum] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """In all tables."""
        return sum(each.rows for each in self.sums.values())


@dataclass(frozen=True)
class Chunk:
    """Some rows of a table."""

    table: str
    columns: list[str]
    rows: list[Row]


def write(path: Path, connection: Connection, schema: str, made_at: str) -> Contents:
    """Write what `connection` sees to a new file that only its owner can read, down to the disk."""
    contents = Contents(schema, made_at)
    head = {"format": FORMAT, "version": VERSION, "schema": schema, "made_at": made_at}
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
            packed.write(line(head) + b"\n")
            for table in tables_of(connection):
                columns = [column.name for column in columns_of(table)]
                packed.write(line({"table": table.name, "columns": columns}) + b"\n")
                counted = contents.sums[table.name] = Sum()
                for each in lines_of(connection, table):
                    counted.add(each)
                    packed.write(each + b"\n")
                packed.write(line({"rows": counted.rows, "checksum": counted.checksum}) + b"\n")
            packed.write(line({"tables": len(contents.sums), "rows": contents.rows}) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return contents


def check(path: Path) -> Contents:
    """Read a backup to its end; `Refused` when it is none, or a part of it is missing or changed."""
    with _opened(path) as file:
        contents = _head(file, path)
        for _ in _chunks(file, contents):
            pass
    return contents


def chunks(path: Path) -> Iterator[Chunk]:
    """The rows of a backup, a few hundred at a time; each table begins with a chunk, even an empty one."""
    with _opened(path) as file:
        yield from _chunks(file, _head(file, path))


class _opened:  # noqa: N801 - used like a function
    """A backup for reading; whatever is wrong with the file becomes one line."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> gzip.GzipFile:
        try:
            self._file = gzip.open(self._path, "rb")
        except OSError as refusal:
            raise Refused(f"{self._path}: {refusal.strerror or 'cannot be read'}.") from None
        return self._file

    def __exit__(self, kind: Any, fault: BaseException | None, trace: Any) -> None:
        self._file.close()
        if isinstance(fault, OSError) and not isinstance(fault, gzip.BadGzipFile) and fault.strerror:
            raise Refused(f"{self._path}: {fault.strerror}.") from None
        if isinstance(fault, EOFError | OSError | zlib.error | ValueError | KeyError | TypeError):
            raise Refused(
                f"{self._path} is damaged, or no backup of this bot: take another one. "
                "Файл повреждён или это не резервная копия."
            ) from None


def _head(file: gzip.GzipFile, path: Path) -> Contents:
    head = json.loads(file.readline())
    if head["format"] != FORMAT:
        raise ValueError
    if head["version"] > VERSION:
        raise Refused(f"{path} was written by a newer version of the bot: update the program.")
    return Contents(str(head["schema"]), str(head["made_at"]))


def _chunks(file: gzip.GzipFile, contents: Contents) -> Iterator[Chunk]:
    table, columns, rows, counted = "", [""], list[Row](), Sum()
    for raw in file:
        value = json.loads(raw)
        if isinstance(value, list):
            if not table or len(value) != len(columns):
                raise ValueError
            counted.add(raw.rstrip(b"\n"))
            rows.append(value)
            if len(rows) == AT_ONCE:
                yield Chunk(table, columns, rows)
                rows = []
        elif "table" in value:
            table, columns, rows, counted = value["table"], value["columns"], [], Sum()
        elif "checksum" in value:
            if (value["rows"], value["checksum"]) != (counted.rows, counted.checksum):
                raise ValueError
            contents.sums[table] = counted
            yield Chunk(table, columns, rows)
            table = ""
        else:
            if (value["tables"], value["rows"]) != (len(contents.sums), contents.rows) or file.read(1):
                raise ValueError
            return
    raise EOFError
