"""A database → a backup: one snapshot while the bot works on, proved by restoring it."""

import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from bot.clock import Clock
from bot.models import Database, schema
from bot.operations import backup_file
from bot.operations.backup_file import Contents
from bot.operations.refusal import Refused
from bot.operations.restore import restore

FOLDER = Path("data/backups")
_OUR_NAME = re.compile(r"target-route-\d{8}-\d{6}Z\.jsonl\.gz")


@dataclass(frozen=True)
class Backup:
    """What was written."""

    path: Path
    contents: Contents
    size: int
    removed: int
    """How many older ones went."""


async def back_up(database: Database, clock: Clock, place: Path | None, keep: int | None = None) -> Backup:
    """Write a backup to `place` (a new file, or a folder where it gets a name by the time).

    It becomes visible under its name only when it has been restored into an empty database and compared.
    """
    moment = clock.now().astimezone(UTC)
    path = place or FOLDER
    if path.is_dir() or (place is None) or not path.suffix:
        path = path / f"target-route-{moment:%Y%m%d-%H%M%S}Z.jsonl.gz"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
            unproved = Path(folder) / "backup"
            contents = await _write(database, unproved, moment.isoformat(timespec="seconds"))
            await _prove(unproved, Path(folder))
            _publish(unproved, path)
    except OSError as refusal:
        raise Refused(f"{path}: {refusal.strerror or type(refusal).__name__}.") from None
    removed = _prune(path.parent, keep, path) if keep is not None else 0
    return Backup(path, contents, path.stat().st_size, removed)


async def _write(database: Database, path: Path, made_at: str) -> Contents:
    def write(connection: Connection) -> Contents:
        revision = schema.revision_of(connection)
        if revision is None:
            raise Refused("The database is empty: there is nothing to keep yet.")
        if database.is_sqlite and connection.scalar(text("PRAGMA quick_check(1)")) != "ok":
            raise Refused(
                "The database itself is damaged (PRAGMA quick_check): restore an older backup. "
                "Сама база повреждена."
            )
        return backup_file.write(path, connection, revision, made_at)

    snapshot = (
        {"sqlite_begin": "BEGIN"}
        if database.is_sqlite
        else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    )
    try:
        async with database.engine.connect() as connection:
            await connection.execution_options(**snapshot)
            return await connection.run_sync(write)
    except schema.UnusableDatabase as refusal:
        raise Refused(f"DATABASE_URL: {refusal}") from None
    except DatabaseError as refusal:
        raise Refused(f"The database could not be read ({type(refusal.orig).__name__}).") from None


async def _prove(path: Path, folder: Path) -> None:
    scratch = Database(f"sqlite+aiosqlite:///{folder / 'proof.sqlite3'}")
    try:
        await restore(scratch, path, replace=False)
        async with scratch.reading() as session:
            if await session.scalar(text("PRAGMA integrity_check(1)")) != "ok":
                raise Refused("The backup could not be restored, so it was thrown away.")
    finally:
        await scratch.close()


def _publish(unproved: Path, path: Path) -> None:
    try:
        os.link(unproved, path)  # unlike a rename it never overwrites
    except FileExistsError:
        raise Refused(f"{path} is there already and was left as it is. Файл уже есть.") from None
    except OSError:  # a file system without links
        if path.exists():
            raise Refused(f"{path} is there already and was left as it is. Файл уже есть.") from None
        unproved.rename(path)
    with suppress(OSError):  # Windows opens no folders
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _prune(folder: Path, keep: int, newest: Path) -> int:
    """Keep `keep` backups of those that were named here; no other file is touched."""
    old = sorted(each for each in folder.iterdir() if _OUR_NAME.fullmatch(each.name) and each != newest)
    others = keep - 1 if _OUR_NAME.fullmatch(newest.name) else keep
    gone = old[: max(0, len(old) - others)]
    for each in gone:
        each.unlink()
    return len(gone)
