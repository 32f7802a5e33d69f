"""Answers to people: what a busy network or messenger does to them is waited out here.

A handler has done its work before it answers. If the answer fails for a reason that passes, only the answer
is repeated, not the work. What may have arrived is not sent twice; what can be repeated without harm is. In
the end an answer may be lost; then the work is done all the same, and the form it belongs to is left.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import DeleteWebhook, GetMe, GetUpdates, Response, SetWebhook, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.messenger.telegram import never_left

log = structlog.get_logger(__name__)

OF_THE_BULK: ContextVar[bool] = ContextVar("of_the_bulk", default=False)
"""Set where the sender speaks: it has its own pace and its own way with failures."""

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
LONGEST_SILENCE = 60.0
"""Who pressed a button an hour ago has gone; until then they are answered."""

_NOT_ANSWERS = (GetUpdates, GetMe, SetWebhook, DeleteWebhook)
"""What a process asks on its own account has its own way to wait."""

Pause = Callable[[float], Awaitable[bool]]
"""Sleeps so many seconds and tells whether to go on: a process that is to end does not wait for anybody."""


@contextmanager
def may_be_lost() -> Iterator[None]:
    """Around an answer tried for long enough: what it tells of is done, so the handler goes on."""
    try:
        yield
    except (TelegramNetworkError, TelegramServerError, TelegramRetryAfter, ClientDecodeError) as failure:
        log.warning("answer_lost", error=type(failure).__name__)


class Persistent(BaseRequestMiddleware):
    """Repeats a request that failed for a passing reason; tells the pace of every answer."""

    def __init__(self, answered: Callable[[], None], pause: Pause) -> None:
        self._answered = answered
        self._pause = pause

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Make the request until it is decided."""
        if OF_THE_BULK.get() or isinstance(method, _NOT_ANSWERS):
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
                if not await self._pause(busy.retry_after):
                    raise
            except (TelegramServerError, TelegramNetworkError) as failure:
                if not _harmless(method, failure):
                    raise
                log.warning("answer_waits", error=type(failure).__name__, seconds=pause)
                if not await self._pause(pause):
                    raise
        return await make_request(bot, method)


def _harmless(method: TelegramMethod[Any], failure: Exception) -> bool:
    """Whether a repetition cannot show anything twice."""
    refused = isinstance(failure, TelegramServerError)
    return refused or never_left(failure) or not method.__api_method__.startswith(("send", "copy", "forward"))
