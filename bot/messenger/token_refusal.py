"""The messenger no longer accepts the token: nothing can be said or heard until somebody brings a new one."""

import asyncio
from typing import NoReturn

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


class TokenRefusal(BaseRequestMiddleware):
    """Sees the token refused, whoever called: a process that is only called by a webhook never asks."""

    def __init__(self) -> None:
        self._seen = asyncio.Event()
        self._error: TelegramUnauthorizedError | None = None

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Pass the call on."""
        try:
            return await make_request(bot, method)
        except TelegramUnauthorizedError as error:
            self._error = error
            self._seen.set()
            raise

    async def come(self) -> NoReturn:
        """Wait until it is refused, then raise that: `TelegramUnauthorizedError`."""
        await self._seen.wait()
        assert self._error is not None
        raise self._error
