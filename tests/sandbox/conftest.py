"""A local Telegram, a real aiogram bot against it, and a bot that answers like an echo."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.clock import Clock
from bot.sandbox import LocalTelegram, Visitor

from .echo import echo_router

TOKEN = "4200000042:sandbox-token"


@pytest.fixture
def clock() -> Clock:
    clock = Clock(ZoneInfo("Europe/Moscow"))
    clock.freeze(datetime(2027, 1, 15, 9, 30))
    return clock


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[LocalTelegram]:
    telegram = LocalTelegram(TOKEN, clock)
    await telegram.start()
    yield telegram
    await telegram.stop()


class LoopbackSession(AiohttpSession):
    """Closes at once: aiogram waits a quarter of a second for TLS, which is not spoken here."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def bot_for(telegram: LocalTelegram) -> Bot:
    session = LoopbackSession(api=TelegramAPIServer.from_base(telegram.api_url))
    return Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))


@contextlib.asynccontextmanager
async def echoing(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    """A running echo bot (see `echo.py`) on long polling."""
    bot = bot_for(telegram)
    dispatcher = Dispatcher()
    dispatcher.include_router(echo_router())
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
    )
    try:
        yield bot
    finally:
        with contextlib.suppress(RuntimeError):
            await dispatcher.stop_polling()
        await polling
        await bot.session.close()


@pytest.fixture
async def bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    """An aiogram bot that only calls methods; nobody polls."""
    bot = bot_for(telegram)
    yield bot
    await bot.session.close()


@pytest.fixture
async def echo_bot(telegram: LocalTelegram) -> AsyncIterator[Bot]:
    async with echoing(telegram) as bot:
        yield bot


@pytest.fixture
async def anna(telegram: LocalTelegram) -> Visitor:
    """A person who has pressed Start."""
    visitor = telegram.person("Анна Петрова", "координатор школы № 1")
    await visitor.start()
    return visitor
