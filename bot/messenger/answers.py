"""Answers to people: what a busy network or messenger does to them is waited out here.

A handler has done its work before it answers. If the answer fails for a reason that passes, only the answer
is repeated, not the work. What may have arrived is not sent twice; what can be repeated without harm is.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.messenger.telegram import never_left

log = structlog.get_logger(__name__)

OF_THE_BULK: ContextVar[bool] = ContextVar("of_the_bulk", default=False)
"""Set where the sender speaks: it has its own pace and its own way with failures."""

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
LONGEST_SILENCE = 60.0
"""Who pressed a button an hour ago has gone; until then they are answered."""

Sleep = Callable[[float], Awaitable[None]]


class Persistent(BaseRequestMiddleware):
    """Repeats a request that failed for a passing reason; tells the pace of every answer."""

    def __init__(self, answered: Callable[[], None], sleep: Sleep = asyncio.sleep) -> None:
        self._answered = answered
        self._sleep = sleep

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request until it is decided."""
        if OF_THE_BULK.get() or isinstance(method, GetUpdates):
            return await make_request(bot, method)
        if method.__api_method__.startswith("send"):
            self._answered()
        for pause in PAUSES:
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as busy:
                if busy.retry_after > LONGEST_SILENCE:
                    raise
                log.warning("answer_waits", seconds=busy.retry_after)
                await self._sleep(busy.retry_after)
            except (TelegramServerError, TelegramNetworkError) as failure:
                if not _harmless(method, failure):
                    raise
                log.warning("answer_waits", error=type(failure).__name__, seconds=pause)
                await self._sleep(pause)
        return await make_request(bot, method)


def _harmless(method: TelegramMethod[Any], failure: Exception) -> bool:
    """Whether a repetition cannot show anything twice."""
    refused = isinstance(failure, TelegramServerError)
    return refused or never_left(failure) or not method.__api_method__.startswith(("send", "copy", "forward"))
