"""Where the demo lives: its two files, its port. Asked before anything slow is imported."""

import errno
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.demo.cast import ADMINISTRATOR_ID
from bot.operations.only_one import only_one
from bot.settings import Settings, WrongSetting

log = structlog.get_logger(__name__)

HOST = "127.0.0.1"
PORTS_TO_TRY = 20
ANEW = "To throw the old demo away: python -m bot demo --fresh"


@dataclass(frozen=True)
class Ground:
    """The demo's own settings and places."""

    settings: Settings
    state: Path
    database: Path
    port: int


@contextmanager
def ground(settings: Settings, *, fresh: bool = False) -> Iterator[Ground]:
    """The demo's places, for one process at a time; `fresh` throws away what is there."""
    state = settings.local_telegram_file.absolute()
    database = state.with_name("demo.sqlite3")
    own = settings.model_copy(
        update={
            "bot_token": None,
            "admin_ids": frozenset({ADMINISTRATOR_ID}),
            "database_url": f"sqlite+aiosqlite:///{database}",
        }
    )
    refusal = (
        f"another demo is working with {state.name} already. Stop it, or give this one a file of its own."
    )
    with only_one(state.with_suffix(".lock"), setting="LOCAL_TELEGRAM_FILE", refusal=refusal):
        begin_anew(state, database, wanted=fresh)
        yield Ground(own, state, database, free_port(settings))


def begin_anew(state: Path, database: Path, *, wanted: bool) -> None:
    """The chats and the database belong together: without the one the other is thrown away."""
    if not wanted and state.exists() == database.exists():
        return
    log.info("demo_begins_anew")
    for path in (state, database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
    shutil.rmtree(state.with_suffix(".files"), ignore_errors=True)


def free_port(settings: Settings) -> int:
    """The port of the settings; when the default one is taken, the next free one."""
    wanted = settings.local_telegram_port
    chosen = "local_telegram_port" in settings.model_fields_set
    for port in (wanted,) if chosen or wanted == 0 else range(wanted, wanted + PORTS_TO_TRY):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as refusal:
                if refusal.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
            else:
                return port
    raise WrongSetting(
        f"LOCAL_TELEGRAM_PORT: port {wanted} is taken by another program. "
        "Choose another one, or 0 for any free one."
    )
