"""The demo as a whole: the local Telegram, the product over a database of its own, the people in it."""

import errno
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.app import App, build
from bot.clock import Clock
from bot.demo.cast import ADMINISTRATOR_ID, ALIASES, CAST, GUIDE, ORGANISATIONS, Seat
from bot.demo.time_travel import TimeTravel
from bot.lifecycle import check_database, running, stop_signals, work
from bot.models import ExecutorAlias
from bot.sandbox import LocalTelegram
from bot.services.executors import resolve_executors
from bot.services.names import name_key
from bot.services.people import Actor
from bot.settings import Settings, WrongSetting

log = structlog.get_logger(__name__)

DEMO_TOKEN = "100200300:local-telegram-of-the-demo"  # noqa: S105 - opens nothing but the local Telegram
PORTS_TO_TRY = 20
HOST = "127.0.0.1"


@dataclass
class Town:
    """A demo that is ready: everybody is there, nothing runs in the background yet."""

    app: App
    telegram: LocalTelegram
    travel: TimeTravel


async def run_demo(settings: Settings, *, fresh: bool, announce: Callable[[str], None]) -> None:
    """Show the demo until SIGTERM or SIGINT."""
    async with stop_signals() as stop, town(settings, fresh=fresh) as made:
        announce(f"Откройте в браузере / open in a browser: {made.telegram.page_url}")
        await work(made.app, stop)


@asynccontextmanager
async def town(settings: Settings, *, fresh: bool = False) -> AsyncIterator[Town]:
    """The demo, as it was left the last time; `fresh` begins anew."""
    state = settings.local_telegram_file.absolute()
    database = state.with_name("demo.sqlite3")
    settings = settings.model_copy(
        update={
            "bot_token": None,
            "admin_ids": frozenset({ADMINISTRATOR_ID}),
            "database_url": f"sqlite+aiosqlite:///{database}",
        }
    )
    with only_one(state):
        begin_anew(state, database, wanted=fresh)
        await check_database(settings)
        clock = Clock(settings.zone)
        travel = TimeTravel(clock)
        try:
            telegram = LocalTelegram(
                DEMO_TOKEN, clock, state_file=state, controls=travel.controls(), guide=GUIDE
            )
        except (OSError, ValueError, KeyError, TypeError):
            raise WrongSetting(
                f"LOCAL_TELEGRAM_FILE: {settings.local_telegram_file} cannot be read. "
                "Throw the old demo away: python -m bot demo --fresh"
            ) from None
        await telegram.start(HOST, free_port(settings))
        try:
            app = build(settings, clock, DEMO_TOKEN, telegram.api_url, paced=False)
            async with running(app):
                await app.prepare()
                await settle_in(app, telegram)
                travel.attach(app, telegram)
                yield Town(app, telegram, travel)
        finally:
            await telegram.stop()


async def settle_in(app: App, telegram: LocalTelegram) -> None:
    """Organisations, what the orders call them, people with their roles: once, when the demo is new.

    The administrator comes in last; where they have been, the town is complete and stays as its visitors
    made it.
    """
    visitors = {part: telegram.person(part.name, part.title, user_id=part.user_id) for part in CAST}
    await app.settle()
    if visitors[CAST[0]].messages:
        return
    administrator = await app.services.people.actor(ADMINISTRATOR_ID, ADMINISTRATOR_ID)
    assert administrator is not None
    organisations = await _organisations(app, administrator)
    await _aliases(app, organisations)
    for part in reversed(CAST):
        if visitors[part].messages:
            continue
        payloads = [await _invite(app, administrator, seat, organisations) for seat in part.seats]
        for payload in payloads or [""]:
            await visitors[part].start(payload)
            await app.settle()


async def _organisations(app: App, administrator: Actor) -> dict[str, int]:
    known = {row.name: row.organisation_id for row in await app.services.organisations.listed()}
    for name, kind in ORGANISATIONS:
        if name not in known:
            row = await app.services.organisations.add(administrator, name, kind)
            known[name] = row.organisation_id
    return known


async def _aliases(app: App, organisations: dict[str, int]) -> None:
    keys = {name_key(name): (name, organisations[meant]) for name, meant in ALIASES.items()}
    async with app.db.transaction() as session:
        known = await resolve_executors(session, keys)
        for key, (name, organisation_id) in keys.items():
            if key not in known:
                session.add(ExecutorAlias(name=name, name_key=key, organisation_id=organisation_id))


async def _invite(app: App, administrator: Actor, seat: Seat, organisations: dict[str, int]) -> str:
    """What stands in the link that gives a role."""
    organisation = organisations[seat.organisation] if seat.organisation else None
    invite = await app.services.people.invite(administrator, seat.role, organisation, seat.position)
    return f"i{invite.token}"


def begin_anew(state: Path, database: Path, *, wanted: bool) -> None:
    """The chats and the database belong together: without the one the other is thrown away."""
    if not wanted and state.exists() == database.exists():
        return
    log.info("demo_begins_anew")
    for path in (state, database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)
    shutil.rmtree(state.with_suffix(".files"), ignore_errors=True)


@contextmanager
def only_one(state: Path) -> Iterator[None]:
    """Two demos must not write the same files."""
    try:
        state.parent.mkdir(parents=True, exist_ok=True)
        lock = state.with_suffix(".lock").open("w")
    except OSError as refusal:
        raise WrongSetting(f"LOCAL_TELEGRAM_FILE: {state.parent}: {refusal.strerror}.") from None
    with lock:
        try:
            import fcntl
        except ImportError:  # Windows: nothing to lock with
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise WrongSetting(
                f"LOCAL_TELEGRAM_FILE: another demo is working with {state.name} already. "
                "Stop it, or give this one a file of its own."
            ) from None
        yield


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
