"""Taps that no button of ours can make: a changed app may send any callback data it likes."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject

from bot.errors import NotFound

LARGEST_NUMBER = 2**31 - 1
"""Every number in a button fits, and so does every column it is compared with."""


class ForgedTaps(BaseMiddleware):
    """Refuses numbers that a database could not even compare; whether a thing exists is asked later."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Look at the numbers before anybody reads them."""
        if isinstance(event, CallbackQuery) and any(map(_too_large, (event.data or "").split(":"))):
            raise NotFound
        return await handler(event, data)


def _too_large(part: str) -> bool:
    try:
        return abs(int(part)) > LARGEST_NUMBER
    except ValueError:
        return False
