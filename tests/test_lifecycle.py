"""What keeps the process alive, and what ends it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.methods import GetUpdates

from bot import lifecycle
from bot.app import App
from bot.settings import WrongSetting


class Stub:
    """An app whose polling fails as told; as much of one as the lifecycle needs."""

    def __init__(self, *failures: Exception, at_the_end: Callable[[], Awaitable[Any]]) -> None:
        self._failures = list(failures)
        self._at_the_end = at_the_end
        self.polled = 0

    async def run(self) -> None:
        """The first polling."""
        await self.fetch()

    async def fetch(self) -> None:
        """Fail while there is a failure left."""
        self.polled += 1
        if self._failures:
            raise self._failures.pop(0)
        await self._at_the_end()


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifecycle, "PAUSE_AFTER_FAULT", 0.0)


async def test_a_database_that_is_gone_for_a_while_does_not_end_the_process() -> None:
    stop = asyncio.Event()

    async def told_to_stop() -> None:
        stop.set()
        await asyncio.Event().wait()

    app = Stub(OSError("gone"), TimeoutError(), at_the_end=told_to_stop)
    await asyncio.wait_for(lifecycle.work(cast("App", app), stop), 10)
    assert app.polled == 3


async def test_a_revoked_token_ends_it_with_one_line() -> None:
    revoked = TelegramUnauthorizedError(method=GetUpdates(), message="Unauthorized")
    app = Stub(revoked, at_the_end=asyncio.Event().wait)
    with pytest.raises(WrongSetting, match="BOT_TOKEN: Telegram has revoked"):
        await asyncio.wait_for(lifecycle.work(cast("App", app), asyncio.Event()), 10)
