"""Start, work until told to stop, stop: what the real bot and the demo have in common.

Everything a person can put right is a `WrongSetting`: one line that names the setting and the remedy.
"""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.utils.token import TokenValidationError

from bot.app import App, build
from bot.clock import Clock
from bot.messenger.webhook import Webhook
from bot.operations.garbage import spared
from bot.operations.health import answering
from bot.operations.only_one import only_one_per_file
from bot.operations.site import open_site
from bot.settings import Settings, WrongSetting

log = structlog.get_logger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
STOP_SECONDS = 25.0
PAUSE_AFTER_FAULT = 3.0
HEARTBEAT = Path("data/heartbeat")
HEARTBEAT_SECONDS = 15.0


async def run_bot(settings: Settings) -> None:
    """Talk to Telegram until SIGTERM or SIGINT."""
    assert settings.bot_token is not None
    try:
        app = build(settings, Clock(settings.zone), settings.bot_token.get_secret_value())
    except TokenValidationError:
        raise WrongSetting(f"BOT_TOKEN: {_WRONG_TOKEN}") from None
    endpoint = answering(settings, app.db, app.clock, app.metrics)
    with only_one_per_file(app.db):
        async with stop_signals() as stop, running(app), endpoint, _receiving(app):
            if await meet_telegram(app, stop):
                await app.prepare()
                await work(app, stop)
    log.info("stopped")


@asynccontextmanager
async def _receiving(app: App) -> AsyncIterator[None]:
    """The webhook is open inside, where WEBHOOK_URL is set."""
    settings = app.settings
    if not settings.webhook_url:
        yield
        return
    webhook = Webhook(app.inbox, settings.webhook_secret.get_secret_value())
    application = webhook.application(urlsplit(settings.webhook_url).path)
    async with open_site(application, settings.webhook_host, settings.webhook_port, setting="WEBHOOK"):
        yield


_WRONG_TOKEN = "Telegram does not accept this token. Copy it again from @BotFather."  # noqa: S105 - a sentence


_REVOKED_TOKEN = "Telegram has revoked this token. Get a new one from @BotFather."  # noqa: S105 - a sentence


async def meet_telegram(app: App, stop: asyncio.Event) -> bool:
    """Wait until Telegram answers; False when told to stop meanwhile, `WrongSetting` for a bad token."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            me = await app.bot.get_me()
            await app.say_where_updates_go()
        except TelegramUnauthorizedError:
            raise WrongSetting(f"BOT_TOKEN: {_WRONG_TOKEN}") from None
        except TelegramNotFound:
            raise WrongSetting(
                f"BOT_TOKEN: {_WRONG_TOKEN} Or TELEGRAM_API_URL: "
                f"{app.settings.telegram_api_url} is no Bot API server."
            ) from None
        except TelegramAPIError as error:
            log.warning(
                "telegram_unreachable",
                error=type(error).__name__,
                address=app.settings.telegram_api_url,
                remedy="check the network and TELEGRAM_API_URL; trying again",
                seconds=pause,
            )
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            log.info("started", bot=me.id, address=app.settings.telegram_api_url)
            return True
    return False


async def work(app: App, stop: asyncio.Event) -> None:
    """Poll and tick until told to stop."""
    polling = asyncio.create_task(_keep_polling(app))
    stopping = asyncio.create_task(stop.wait())
    heart = asyncio.create_task(_beat())
    try:
        with spared():
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if polling.done():
            await polling
    except TelegramUnauthorizedError:
        raise WrongSetting(f"BOT_TOKEN: {_REVOKED_TOKEN}") from None
    finally:
        for task in (polling, stopping, heart):
            task.cancel()
        await asyncio.gather(polling, stopping, heart, return_exceptions=True)


async def _keep_polling(app: App) -> None:
    """A database that is gone for a while must not end the process: nothing unconfirmed is lost."""
    poll = app.run
    while True:
        try:
            await poll()
        except TelegramUnauthorizedError:
            raise
        except Exception as fault:  # whatever it is, the next fetch brings the same updates again
            log.exception("polling_failed", error=type(fault).__name__, remedy="trying again")
            await asyncio.sleep(PAUSE_AFTER_FAULT)
            poll = app.fetch
        else:
            return


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """Let the app finish what is under way, but not for ever."""
    try:
        yield
    finally:
        try:
            await asyncio.wait_for(app.stop(), STOP_SECONDS)
        except TimeoutError:
            log.warning("stopped_late", remedy="what was not finished goes on at the next start")


@asynccontextmanager
async def stop_signals() -> AsyncIterator[asyncio.Event]:
    """An event that the first SIGTERM or SIGINT sets; the second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    kinds = (signal.SIGTERM, signal.SIGINT)

    def tell(kind: signal.Signals) -> None:
        log.info("stopping", signal=kind.name)
        stop.set()
        for each in kinds:
            loop.remove_signal_handler(each)

    for each in kinds:
        loop.add_signal_handler(each, tell, each)
    try:
        yield stop
    finally:
        for each in kinds:
            loop.remove_signal_handler(each)


async def _beat() -> None:
    """Touch a file while the loop is alive: the container's health check looks at its age."""
    while True:
        _touch(HEARTBEAT)
        await asyncio.sleep(HEARTBEAT_SECONDS)


def _touch(path: Path) -> None:
    with suppress(OSError):  # a read-only folder is no reason to stop
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
