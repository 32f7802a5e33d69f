"""Delivery of updates to the bot's own address instead of long polling."""

import asyncio
import contextlib
import ipaddress
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.refusals import bad_request
from bot.sandbox.updates import QueuedUpdate, UpdateQueue
from bot.sandbox.world import World

Json = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header, not a secret
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LONGEST_DELAY = 60.0
_TIMEOUT = 60.0


@dataclass(slots=True)
class _Attempt:
    fails: int = 0
    not_before: float = 0.0


class Webhook:
    """Posts each update until it is taken; the updates of one chat one after another."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.first_delay = 1.0
        self.last_error: tuple[int, str] | None = None
        self._task: asyncio.Task[None] | None = None
        self._attempts: dict[int, _Attempt] = {}

    def install(self, args: Json) -> bool:
        """setWebhook: check and start delivering; an empty address stops it."""
        url, secret = args["url"], args.get("secret_token", "")
        connections = args.get("max_connections", 40)
        if url and not is_loopback(urlsplit(url).hostname or ""):
            raise bad_request("bad webhook: the local Telegram delivers to this machine only")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= connections <= 100:
            raise bad_request("max_connections must be between 1 and 100")
        if args.get("drop_pending_updates"):
            self.world.updates.clear()
        self.stop()
        self.url, self.secret, self.max_connections = url, secret, connections
        if url:
            self.world.updates.abort_poll("Conflict: terminated by setWebhook request")
            self.start()
        self.world.changed.fire()
        return True

    async def remove(self, *, drop: bool) -> None:
        """deleteWebhook."""
        self.stop()
        self.url = self.secret = ""
        if drop:
            self.world.updates.clear()
        self.world.changed.fire()

    def info(self) -> Json:
        """getWebhookInfo."""
        found: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": self.world.updates.pending,
        }
        if self.url:
            found["max_connections"] = self.max_connections
            found["ip_address"] = "127.0.0.1"
        if self.last_error:
            found["last_error_date"], found["last_error_message"] = self.last_error
        if self.world.updates.allowed:
            found["allowed_updates"] = self.world.updates.allowed
        return found

    def start(self) -> None:
        """Deliver in the background (also after a restart)."""
        if self.url and self._task is None:
            self._task = asyncio.create_task(self._deliver())

    def stop(self) -> None:
        """Stop delivering; what was not taken stays in the queue."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
        self._attempts.clear()

    async def _deliver(self) -> None:
        updates = self.world.updates
        flying: set[asyncio.Task[None]] = set()
        busy: set[int] = set()
        timeout = aiohttp.ClientTimeout(total=_TIMEOUT)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while True:
                    version = updates.changed.version
                    wait = self._launch(session, flying, busy)
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(wait):
                            await updates.changed.beyond(version)
            finally:
                for task in flying:
                    task.cancel()
                await asyncio.gather(*flying, return_exceptions=True)

    def _launch(
        self, session: aiohttp.ClientSession, flying: set[asyncio.Task[None]], busy: set[int]
    ) -> float | None:
        """Send what may be sent now; how long until the next retry is due."""
        now = asyncio.get_running_loop().time()
        seen: set[int] = set()
        wait: float | None = None
        for update in self.world.updates.waiting():
            if len(flying) >= self.max_connections:
                return None
            if update.queue in seen or update.queue in busy:
                continue
            seen.add(update.queue)
            attempt = self._attempts.get(update.update_id)
            if attempt is not None and attempt.not_before > now:
                pause = attempt.not_before - now
                wait = pause if wait is None else min(wait, pause)
                continue
            busy.add(update.queue)
            flying.add(asyncio.create_task(self._post(session, update, busy, flying)))
        return wait

    async def _post(
        self,
        session: aiohttp.ClientSession,
        update: QueuedUpdate,
        busy: set[int],
        flying: set[asyncio.Task[None]],
    ) -> None:
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        updates: UpdateQueue = self.world.updates
        problem = ""
        try:
            async with session.post(self.url, data=update.body.encode(), headers=headers) as response:
                await response.read()
                if not 200 <= response.status <= 299:
                    problem = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            problem = f"Connection failed: {type(error).__name__}"
        busy.discard(update.queue)
        flying.difference_update({task for task in flying if task is asyncio.current_task()})
        if problem:
            self._failed(update, problem)
            updates.changed.fire()
        else:
            self._attempts.pop(update.update_id, None)
            updates.remove(update.update_id)

    def _failed(self, update: QueuedUpdate, problem: str) -> None:
        self.last_error = (self.world.now(), problem)
        attempt = self._attempts.setdefault(update.update_id, _Attempt())
        delay = min(self.first_delay * 2**attempt.fails, _LONGEST_DELAY)
        attempt.fails += 1
        attempt.not_before = asyncio.get_running_loop().time() + delay


def is_loopback(host: str) -> bool:
    """Whether a host name stays on this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
