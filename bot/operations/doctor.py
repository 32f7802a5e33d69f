"""`bot doctor`: is everything there that the bot needs, and does the work go on? Changes nothing.

The token and the password of the database never get into an answer: of an error only its type is told.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from shutil import disk_usage
from typing import Any

import aiohttp
from sqlalchemy import delete, extract, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import CalendarDay, Database, Heartbeat, Peer, schema
from bot.operations.checks import Check, State, people_checks, running_checks, span
from bot.operations.facts import gather
from bot.operations.place import is_missing
from bot.settings import Settings
from bot.working_days import WorkingDays

PATIENCE = 15.0
SKEW, SKEW_BAD = 30.0, 120.0
MEGABYTE = 2**20
LITTLE_SPACE, NO_SPACE = 500 * MEGABYTE, 100 * MEGABYTE
MANY_WAITING = 100
DECIDED_BY = (11, 1)
"""By November the Government has decided on the next year's transfers."""


async def examine(settings: Settings, clock: Clock) -> list[Check]:
    """All checks, each with a verdict; what cannot be looked into because of another is left out."""
    checks = [_settings(settings)]
    async with _database(settings.database_url, checks) as database:
        if database is not None:
            try:
                async with asyncio.timeout(PATIENCE):
                    checks += await _work(database, settings, clock)
            except (SQLAlchemyError, OSError) as fault:
                checks.append(
                    Check("database", State.FAIL, f"it fails ({type(fault).__name__})", "see its own log")
                )
    checks += await _telegram(settings, clock)
    return checks


def _settings(settings: Settings) -> Check:
    if settings.bot_token is None:
        return Check("settings", State.WARN, "no BOT_TOKEN: `run` starts the demo", "set it in .env")
    if not settings.admin_ids:
        return Check("settings", State.FAIL, "ADMIN_IDS is empty: nobody can invite", "set it in .env")
    return Check("settings", State.OK, f"read; {len(settings.admin_ids)} administrators")


@asynccontextmanager
async def _database(url: str, checks: list[Check]) -> AsyncIterator[Database | None]:
    database: Database | None = None
    try:
        if is_missing(url):
            raise schema.UnusableDatabase("there is none yet")
        async with asyncio.timeout(PATIENCE):
            database = await schema.open_database(url)
    except (schema.UnusableDatabase, TimeoutError, OSError) as refusal:
        said = str(refusal) if isinstance(refusal, schema.UnusableDatabase) else "no answer"
        checks.append(Check("database", State.FAIL, said, "check DATABASE_URL; `bot migrate` makes one"))
        yield None
        return
    try:
        yield database
    finally:
        await database.close()


async def _work(database: Database, settings: Settings, clock: Clock) -> list[Check]:
    checks = [await _schema(database)]
    if checks[0].state is not State.OK:
        return checks
    checks += [await _writable(database), await _space(database), await _database_clock(database, clock)]
    facts = await gather(database, clock.now())
    checks += running_checks(facts) + people_checks(facts)
    async with database.reading() as session:
        checks.append(await _administrators(session, settings))
        checks.append(await _calendar(session, settings, clock))
    return checks


async def _schema(database: Database) -> Check:
    try:
        async with database.engine.connect() as connection:
            current = await connection.run_sync(schema.revision_of)
    except schema.UnusableDatabase as refusal:
        return Check("database", State.FAIL, str(refusal), "check DATABASE_URL")
    newest = schema.revisions()[0]
    if current != newest:
        said = f"its schema is {current or 'empty'}, this version needs {newest}"
        return Check("database", State.FAIL, said, "python -m bot migrate")
    return Check("database", State.OK, f"{database.url.get_backend_name()}, schema {current}")


async def _writable(database: Database) -> Check:
    try:
        async with database.engine.connect() as connection, connection.begin() as attempt:
            await connection.execute(delete(Heartbeat).where(Heartbeat.name == "of nobody"))
            mode = await connection.scalar(text("PRAGMA journal_mode")) if database.is_sqlite else "wal"
            await attempt.rollback()
    except SQLAlchemyError as refusal:
        said = f"it cannot be written to ({type(refusal).__name__})"
        return Check("writing", State.FAIL, said, "check the rights, and that the disk is not full")
    if mode != "wal":
        said = f"journal mode {mode}: readers and the writer wait for each other"
        return Check("writing", State.WARN, said, "put the file on a local disk")
    return Check("writing", State.OK, "it can be written to")


async def _space(database: Database) -> Check:
    if not database.is_sqlite:
        async with database.reading() as session:
            size = await session.scalar(text("SELECT pg_database_size(current_database())")) or 0
        return Check("disk", State.OK, f"the database takes {size / MEGABYTE:.0f} MB on its server")
    return _disk(Path(database.url.database or ""))


def _disk(file: Path) -> Check:
    size, free = file.stat().st_size, disk_usage(file.absolute().parent).free
    state = State.FAIL if free < NO_SPACE else State.WARN if free < max(LITTLE_SPACE, 2 * size) else State.OK
    said = f"{free / MEGABYTE:.0f} MB free, the database takes {size / MEGABYTE:.0f} MB"
    return Check("disk", state, said, "" if state is State.OK else "make room: old backups, old logs")


async def _database_clock(database: Database, clock: Clock) -> Check:
    if database.is_sqlite:
        return Check("database clock", State.OK, "is the clock of this machine")
    async with database.reading() as session:
        there = await session.scalar(select(func.clock_timestamp()))
    return _skew("database clock", (there - clock.now()).total_seconds() if there else 0.0)


def _skew(name: str, seconds: float) -> Check:
    size = abs(seconds)
    state = State.OK if size <= SKEW else State.WARN if size <= SKEW_BAD else State.FAIL
    said = f"{span(size)} {'ahead of' if seconds > 0 else 'behind'} this machine"
    remedy = "" if state is State.OK else "set this machine's clock, best by NTP: reminders go by it"
    return Check(name, state, said, remedy)


async def _administrators(session: AsyncSession, settings: Settings) -> Check:
    found = await session.execute(
        select(Peer.user_id, Peer.unreachable).where(Peer.user_id.in_(settings.admin_ids))
    )
    met = {user_id: unreachable for user_id, unreachable in found}
    wanted = len(settings.admin_ids)
    absent = wanted - len(met)
    away = sum(unreachable is not None for unreachable in met.values())
    said = f"{wanted - absent - away} of {wanted} can be written to"
    if absent:
        said += f", {absent} never came"
    if away:
        said += f", {away} blocked the bot or left"
    state = State.OK if not absent and not away else State.WARN if absent + away < wanted else State.FAIL
    if not wanted:
        state, said = State.FAIL, "none is set"
    remedy = "" if state is State.OK else "check ADMIN_IDS; each of them opens the bot and presses «Старт»"
    return Check("administrators", state, said, remedy)


async def _calendar(session: AsyncSession, settings: Settings, clock: Clock) -> Check:
    today = clock.today()
    following = today.year + 1
    own = {day.year for day in (*settings.days_off, *settings.working_days)}
    rows = select(CalendarDay.day).where(extract("year", CalendarDay.day) == following).limit(1)
    known = WorkingDays().is_published(following) or following in own or bool(await session.scalar(rows))
    if known:
        return Check("calendar", State.OK, f"{following} is known")
    if (today.month, today.day) < DECIDED_BY:
        return Check("calendar", State.OK, f"{following} is not decided yet")
    remedy = f"update the program, or enter the days off of {following} in the bot"
    return Check("calendar", State.WARN, f"the transfers of {following} are not known", remedy)


async def _telegram(settings: Settings, clock: Clock) -> list[Check]:
    if settings.bot_token is None:
        return []
    address = f"{settings.telegram_api_url}/bot{settings.bot_token.get_secret_value()}"
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as web:
            async with web.get(f"{address}/getMe") as answer:
                status, date = answer.status, answer.headers.get("Date")
            checks = [_token(status)]
            if date and (skew := _telegram_skew(date, clock)):
                checks.append(skew)
            if status == 200:
                async with web.get(f"{address}/getWebhookInfo") as answer:
                    checks.append(_webhook((await answer.json())["result"]))
            return checks
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError) as fault:
        said = f"no answer from {settings.telegram_api_url} ({type(fault).__name__})"
        return [Check("telegram", State.FAIL, said, "check the network and TELEGRAM_API_URL")]


def _token(status: int) -> Check:
    if status == 200:
        return Check("telegram", State.OK, "it answers and knows the token")
    if status in (401, 404):
        return Check("telegram", State.FAIL, "it does not accept BOT_TOKEN", "copy it again from @BotFather")
    return Check("telegram", State.FAIL, f"it answers {status}", "wait, or check TELEGRAM_API_URL")


def _telegram_skew(date: str, clock: Clock) -> Check | None:
    try:
        there = parsedate_to_datetime(date) + timedelta(seconds=0.5)  # the header has whole seconds
    except ValueError:
        return None
    return _skew("telegram clock", (there - clock.now()).total_seconds())


def _webhook(info: dict[str, Any]) -> Check:
    waiting = int(info.get("pending_update_count") or 0)
    if info.get("url"):
        said = f"a webhook is set, {waiting} updates wait: polling gets nothing"
        return Check("updates", State.WARN, said, "the next start of the bot takes it away")
    many = waiting > MANY_WAITING
    remedy = "is the bot running?" if many else ""
    return Check("updates", State.WARN if many else State.OK, f"{waiting} wait at Telegram", remedy)
