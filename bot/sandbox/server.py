"""The local Telegram: one object that a test or the demo starts, talks to and stops."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from aiohttp import StreamReader, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import RawRequestMessage

from bot.clock import Clock
from bot.sandbox.api import BotApi
from bot.sandbox.clock_controls import ClockControls
from bot.sandbox.faults import Faults
from bot.sandbox.journal import Call, Journal
from bot.sandbox.limits import Limits, Meter
from bot.sandbox.page_server import Page
from bot.sandbox.requests import MAX_BODY
from bot.sandbox.store import Store
from bot.sandbox.visitor import Visitor
from bot.sandbox.webhook import Webhook, is_loopback
from bot.sandbox.world import Account, World

Json = dict[str, Any]


class LocalTelegram:
    """A Bot API server on this machine, its people, and a page to be any of them."""

    def __init__(
        self,
        token: str,
        clock: Clock,
        bot_username: str = "celevoy_marshrut_demo_bot",
        bot_name: str = "Целевой маршрут",
        state_file: Path | None = None,
        *,
        controls: ClockControls | None = None,
        guide: Sequence[str] = (),
        limits: Limits | None = None,
        journal_size: int = 10_000,
        history: int = 2_000,
    ) -> None:
        if not token.partition(":")[0].isdecimal():
            raise ValueError("a bot token looks like 123456:letters")
        files = state_file.with_suffix(".files") if state_file else None
        self.faults = Faults()
        self.world = World(token, clock, bot_username, bot_name, files, history)
        self.webhook = Webhook(self.world)
        self.page = Page(self.world, controls, guide)
        self._journal = Journal(journal_size)
        self._api = BotApi(self.world, self.webhook, self._journal, self.faults)
        self._store = Store(state_file, self.world, self.webhook) if state_file else None
        self._runner: web.ServerRunner | None = None
        self._address = ""
        self._limits: Limits | None = None
        self.limits = limits
        if self._store is not None:
            self._store.load()
        #: People of an earlier run whom nobody has named yet, by name and title.
        self._unclaimed: dict[tuple[str, str], list[int]] = {}
        for account in self.world.accounts.values():
            self._unclaimed.setdefault((account.name, account.title), []).append(account.user_id)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on this machine; port 0 takes any free one."""
        if not is_loopback(host):
            raise ValueError(f"the local Telegram listens on this machine only, not on {host}")
        server = web.Server(self._serve, request_factory=_request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0][1]
        self._address = f"http://{f'[{host}]' if ':' in host else host}:{bound}"
        self.page.open()
        self.webhook.start()
        if self._store is not None:
            self._store.start()

    async def stop(self) -> None:
        """Close everything; with a state file the next start goes on from here."""
        self.webhook.stop()
        self.page.close()
        self.world.updates.abort_poll(None)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        if self._store is not None:
            self._store.stop()

    @property
    def api_url(self) -> str:
        """What TELEGRAM_API_URL is to be set to."""
        return self._address

    @property
    def page_url(self) -> str:
        """Where a browser finds the page."""
        return f"{self._address}/"

    @property
    def limits(self) -> Limits | None:
        """Enforced pace; None lets everything through."""
        return self._limits

    @limits.setter
    def limits(self, limits: Limits | None) -> None:
        self._limits = limits
        self._api.meter = Meter(limits) if limits is not None else None

    @property
    def calls(self) -> deque[Call]:
        """The bot's last calls, except getUpdates."""
        return self._journal.calls

    @property
    def counters(self) -> Counter[str]:
        """All calls ever: "sendMessage", "sendMessage 429", "getUpdates"…"""
        return self._journal.counters

    @property
    def pending_updates(self) -> int:
        """Updates the bot has not confirmed yet."""
        return self.world.updates.pending

    async def wait_confirmed(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - the answer is a clear message, not a TimeoutError
        """Wait until the bot has confirmed every update."""
        if not await self.world.updates.changed.until(lambda: not self.pending_updates, timeout):
            raise AssertionError(f"{self.pending_updates} updates are not confirmed after {timeout} s")

    async def until(self, condition: Callable[[], bool], timeout: float = 5.0) -> None:  # noqa: ASYNC109 - the answer is a clear message, not a TimeoutError
        """Wait until something is to be seen on a screen; looks again after every change."""
        if not await self.world.changed.until(condition, timeout):
            raise AssertionError(f"not seen within {timeout} s")

    async def saved(self) -> None:
        """Wait until the state file holds everything that happened so far."""
        if self._store is not None:
            await self._store.saved()

    def person(
        self,
        name: str,
        title: str = "",
        user_id: int | None = None,
        language_code: str = "ru",
        username: str | None = None,
    ) -> Visitor:
        """A person with a phone; who was there before a restart is found by identifier, or by name."""
        account = self._known(name, title, user_id)
        if account is None:
            if user_id is None:
                user_id = self.world.next_user_id
                self.world.next_user_id += 1
            phone = f"+7910{user_id % 10_000_000:07}"
            account = Account(user_id, name, title, username, language_code, phone)
            self.world.accounts[user_id] = account
            self.world.touch(account)
        return Visitor(self.world, account)

    @property
    def people(self) -> list[Visitor]:
        """Everybody, in the order of their appearance."""
        return [Visitor(self.world, account) for account in self.world.accounts.values()]

    def put_update(self, kind: str, content: Json, chat_id: int = 0) -> int | None:
        """Queue an update exactly as given: for fuzzing and for kinds no visitor can cause."""
        return self.world.updates.put(kind, content, chat_id)

    def _known(self, name: str, title: str, user_id: int | None) -> Account | None:
        if user_id is None:
            same = self._unclaimed.get((name, title))
            return self.world.accounts[same.pop(0)] if same else None
        account = self.world.accounts.get(user_id)
        if account is not None:
            namesakes = self._unclaimed.get((account.name, account.title), [])
            if user_id in namesakes:
                namesakes.remove(user_id)
        return account

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/bot"):
            token, _, method = path[4:].partition("/")
            return await self._api.answer(request, token, method)
        if path.startswith("/file/bot"):
            token, _, name = path[9:].partition("/")
            return self._api.download(token, name)
        return await self.page.answer(request)


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: web.RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MAX_BODY)
