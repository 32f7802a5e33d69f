"""Long polling: fetch, store; only the next fetch confirms what was stored, so a kill loses nothing."""

import asyncio
from typing import cast

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramConflictError, TelegramUnauthorizedError
from aiogram.methods import GetUpdates

from bot.clock import Clock
from bot.messenger.inbox import Inbox
from bot.messenger.raw_update import RawUpdate
from bot.models import Database
from bot.operations.heartbeat import CONFLICT, beat
from bot.operations.leadership import Leadership

log = structlog.get_logger(__name__)

POLL_SECONDS = 25
PAUSE_AFTER_FAILURE = 3.0


class GetRawUpdates(GetUpdates):
    """getUpdates whose answer is kept as it came: it is stored, and read once when it is handled."""

    __returning__ = list[RawUpdate]


class Poller:
    """Fetches updates for the inbox, in the one process that leads."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        bot: Bot,
        inbox: Inbox,
        leadership: Leadership,
        allowed_updates: list[str],
    ) -> None:
        self._db = db
        self._clock = clock
        self._bot = bot
        self._inbox = inbox
        self._leadership = leadership
        self._allowed_updates = allowed_updates
        self._offset: int | None = None

    async def poll_once(self, seconds: int) -> int:
        """One long poll of at most `seconds`: fetch and store; returns how many came."""
        request = GetRawUpdates(offset=self._offset, timeout=seconds, allowed_updates=self._allowed_updates)
        updates = cast("list[RawUpdate]", await self._bot(request, request_timeout=seconds + 15))
        if updates:
            await self._inbox.store(updates)
        # Nothing came: all is confirmed. After a quiet week Telegram may number anew from anywhere, and an
        # old offset would throw those updates away.
        self._offset = updates[-1]["update_id"] + 1 if updates else None
        return len(updates)

    async def run(self) -> None:
        """Poll until cancelled; a failing network or a second poller is waited out."""
        conflicts = 0
        while True:
            if not self._leadership.held:
                await self._leadership.wait()
                self._offset = None  # another one has confirmed what this one last saw
                conflicts = 0
            try:
                await self.poll_once(POLL_SECONDS)
                conflicts = 0
            except TelegramUnauthorizedError:
                raise
            except TelegramConflictError:
                conflicts += 1
                if self._leadership.held and conflicts > 1:  # one is what a change of the leader looks like
                    log.error("second_poller", remedy="one bot per token: stop the other one")
                    await beat(self._db, self._clock, CONFLICT)
                await asyncio.sleep(PAUSE_AFTER_FAILURE)
            except TelegramAPIError as error:
                log.warning("poll_failed", error=type(error).__name__)
                await asyncio.sleep(PAUSE_AFTER_FAILURE)
