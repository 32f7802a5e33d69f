"""The composition root: settings → database → services → dispatcher → jobs."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import LinkPreviewOptions

from bot.clock import Clock
from bot.handlers import routers
from bot.handlers.access import WhoSpeaks
from bot.handlers.flood import FloodLimit, GuessingLimit
from bot.handlers.forged import ForgedTaps
from bot.handlers.hidden import HiddenTexts
from bot.handlers.menu import MenuLeavesForms
from bot.handlers.notices import render
from bot.handlers.switchboard import Switchboard
from bot.jobs import Jobs
from bot.messenger.answers import Persistent
from bot.messenger.form_storage import FormStorage
from bot.messenger.inbox import Inbox
from bot.messenger.pace import Pace
from bot.messenger.poller import Poller
from bot.messenger.sender import Sender
from bot.messenger.session import JsonSession
from bot.messenger.token_refusal import TokenRefusal
from bot.models import Database, Purpose, schema
from bot.operations.heartbeat import Pulse
from bot.operations.leadership import Leadership
from bot.operations.lease import LEASE_SECONDS, Lease
from bot.operations.metrics import Metrics
from bot.services.wiring import Services, wire
from bot.settings import Settings
from bot.texts import Words

log = structlog.get_logger(__name__)

DRAIN_SECONDS = 20.0
WEBHOOK_CONNECTIONS = 40


@dataclass
class App:
    """The running product. `start` → work → `stop`; `settle` does all that is due, for demo and tests."""

    settings: Settings
    clock: Clock
    db: Database
    bot: Bot
    dispatcher: Dispatcher
    services: Services
    lease: Lease
    leadership: Leadership
    inbox: Inbox
    poller: Poller
    sender: Sender
    jobs: Jobs
    metrics: Metrics
    token_refusal: TokenRefusal
    _background: list[asyncio.Task[None]] = field(default_factory=list)

    async def prepare(self) -> None:
        """Bring the schema up, come to work."""
        await schema.upgrade(self.db)
        await self.services.organisations.ensure_built_in()
        await self.services.consent_desk.seed(self._shipped_consent)
        await self.services.faq.seed()
        await self.services.route_templates.seed()
        await self.services.mentoring_programmes.seed()
        await self.lease.take()

    def _shipped_consent(self, purpose: Purpose, language: str) -> str:
        key = f"consent-text-{purpose.value}"
        named = {"municipality": self.settings.municipality} if purpose is Purpose.PARTICIPATION else {}
        return Words(language).label(key, **named)

    async def start(self) -> None:
        """Begin to fetch, to handle and to tick."""
        work = (self.lease.keep(), self.leadership.stand(), self.inbox.run(), self.fetch())
        self._background += [asyncio.create_task(each) for each in work]
        self.jobs.start()

    async def run(self) -> None:
        """Work until cancelled; a refused token ends it."""
        await self.start()
        await self._background[-1]

    async def fetch(self) -> None:
        """Bring updates in until cancelled or the token is refused; those of a webhook come by themselves."""
        if self.settings.webhook_url:
            await self.token_refusal.come()
        await self.poller.run()

    async def say_where_updates_go(self) -> None:
        """Tell the messenger whether it brings updates or keeps them to be fetched; waiting ones stay."""
        if not self.settings.webhook_url:
            await self.bot.delete_webhook(drop_pending_updates=False)
            return
        await self.bot.set_webhook(
            self.settings.webhook_url,
            secret_token=self.settings.webhook_secret.get_secret_value(),
            allowed_updates=self.dispatcher.resolve_used_update_types(),
            max_connections=WEBHOOK_CONNECTIONS,
            drop_pending_updates=False,
        )

    async def settle(self) -> None:
        """Fetch, handle and deliver until nothing is left to do now (no background work needed)."""
        while True:
            fetched = await self.poller.poll_once(0)
            await self.inbox.settled()
            delivered = await self.sender.deliver()
            if not fetched and not delivered:
                return

    async def stop(self) -> None:
        """Finish what is under way, then let go of everything."""
        self.jobs.pause()
        await asyncio.gather(
            self.sender.close(DRAIN_SECONDS), self.inbox.close(DRAIN_SECONDS), return_exceptions=True
        )
        self.jobs.stop()
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self.bot.session.close()
        with suppress(Exception):  # without a database there is nothing to leave; the lease runs out
            await self.lease.end()
        await self.db.close()


def build(
    settings: Settings,
    clock: Clock,
    token: str,
    api_url: str | None = None,
    *,
    paced: bool = True,
    lease_seconds: float = LEASE_SECONDS,
) -> App:
    """Wire everything; nothing is started and nothing outside is touched yet.

    `paced=False` lets messages come and go at once: only for a local Telegram.
    """
    db = Database(settings.database_url)
    metrics = Metrics()
    metrics.watch(db)
    services = wire(db, clock, settings)
    server = TelegramAPIServer.from_base(api_url or settings.telegram_api_url)
    bot = Bot(
        token,
        session=JsonSession(api=server),
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
        ),
    )
    dispatcher = Dispatcher(storage=FormStorage(db), settings=settings, clock=clock, **vars(services))
    dispatcher.update.outer_middleware(WhoSpeaks(services.people, settings.language))
    if paced:
        dispatcher.update.outer_middleware(FloodLimit())
    dispatcher.message.outer_middleware(HiddenTexts())
    dispatcher.message.outer_middleware(GuessingLimit())
    dispatcher.callback_query.outer_middleware(ForgedTaps())
    dispatcher.callback_query.outer_middleware(MenuLeavesForms())
    dispatcher.include_router(Switchboard(routers()))
    lease, leadership = Lease(db, lease_seconds), Leadership(db)
    report_parked = metrics.reporting(services.people.report_parked)
    inbox = Inbox(db, clock, lease, bot, dispatcher, report_parked, metrics)
    poller = Poller(db, clock, bot, inbox, leadership, dispatcher.resolve_used_update_types())
    rates = (settings.bulk_rate, settings.chat_rate) if paced else (None, None)
    pace = Pace(*rates, shared=not db.is_sqlite)
    token_refusal = TokenRefusal()
    bot.session.middleware(token_refusal)
    bot.session.middleware(Persistent(pace.answered, inbox.pause))
    sender = Sender(db, clock, lease, bot, pace, render, metrics)
    jobs = Jobs(
        clock,
        Pulse(db, clock, metrics),
        leadership,
        services.reminders,
        services.quick_ticks,
        services.slow_ticks,
        inbox,
        sender,
    )
    return App(
        settings=settings,
        clock=clock,
        db=db,
        bot=bot,
        dispatcher=dispatcher,
        services=services,
        lease=lease,
        leadership=leadership,
        inbox=inbox,
        poller=poller,
        sender=sender,
        jobs=jobs,
        metrics=metrics,
        token_refusal=token_refusal,
    )
