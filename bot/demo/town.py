"""The demo as a whole: the local Telegram, the product over a database of its own, the people in it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from bot.app import App, build
from bot.clock import Clock
from bot.demo import bank, families, mentors, season
from bot.demo.cast import ADMINISTRATOR_ID, ALIASES, CAST, GUIDE, ORGANISATIONS, Seat
from bot.demo.ground import ANEW, HOST, Ground
from bot.demo.time_travel import TimeTravel
from bot.lifecycle import running, stop_signals, work
from bot.models import ExecutorAlias, Role
from bot.models.schema import UnusableDatabase, prepare
from bot.sandbox import LocalTelegram
from bot.services.executors import resolve_executors
from bot.services.names import name_key
from bot.services.people import Actor
from bot.settings import WrongSetting

log = structlog.get_logger(__name__)

DEMO_TOKEN = "100200300:local-telegram-of-the-demo"  # noqa: S105 - opens nothing but the local Telegram


@dataclass
class Town:
    """A demo that is ready: everybody is there, nothing runs in the background yet."""

    app: App
    telegram: LocalTelegram
    travel: TimeTravel


async def run_demo(ground: Ground, announce: Callable[[str], None]) -> None:
    """Show the demo until SIGTERM or SIGINT."""
    async with stop_signals() as stop, town(ground) as made:
        announce(f"Откройте в браузере / open in a browser: {made.telegram.page_url}")
        await work(made.app, stop)
    log.info("stopped")


@asynccontextmanager
async def town(ground: Ground) -> AsyncIterator[Town]:
    """The demo, as it was left the last time."""
    settings = ground.settings
    try:
        await prepare(settings.database_url)
    except UnusableDatabase as refusal:
        raise WrongSetting(
            f"LOCAL_TELEGRAM_FILE: {ground.database.name} beside it: {refusal} {ANEW}"
        ) from None
    clock = Clock(settings.zone)
    travel = TimeTravel(clock)
    try:
        telegram = LocalTelegram(
            DEMO_TOKEN, clock, state_file=ground.state, controls=travel.controls(), guide=GUIDE
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise WrongSetting(f"LOCAL_TELEGRAM_FILE: {ground.state.name} cannot be read. {ANEW}") from None
    await telegram.start(HOST, ground.port)
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
    for part in (*reversed(CAST[1:]), CAST[0]):
        if part is CAST[0]:
            await families.settle(app, visitors)
            await bank.fill(app, await season.actor_with(app, Role.METHODIST))
            await season.begin(app)
            await mentors.settle(app, visitors)
        if visitors[part].messages or part.family or part.companion == "trainee":
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
