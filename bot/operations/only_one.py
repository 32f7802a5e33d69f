"""One process at a time at a file: a lock that ends with the process, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.models import Database
from bot.settings import WrongSetting


@contextmanager
def only_one(lock_file: Path, *, setting: str, refusal: str) -> Iterator[None]:
    """Hold the lock inside; `WrongSetting` names the setting where somebody else holds it."""
    try:
        lock_file.parent.mkdir(parents=True, exist_ok=True)
        lock = lock_file.open("w")
    except OSError as reason:
        raise WrongSetting(f"{setting}: {lock_file.parent}: {reason.strerror}.") from None
    with lock:
        try:
            import fcntl
        except ImportError:  # Windows: nothing to lock with
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise WrongSetting(f"{setting}: {refusal}") from None
        yield


@contextmanager
def only_one_per_file(db: Database) -> Iterator[None]:
    """An SQLite file is for one process; PostgreSQL takes as many as come."""
    if not db.is_sqlite or not db.url.database:
        yield
        return
    file = Path(db.url.database)
    refusal = (
        f"another process is at work on {file.name} already. Stop it; for several processes "
        "use PostgreSQL (docs/scale.md)."
    )
    with only_one(file.with_name(f"{file.name}.lock"), setting="DATABASE_URL", refusal=refusal):
        yield
