"""Requests of whose answers nobody reads more than the number: half the cost of an answer is reading it."""

from typing import Any, cast

from aiogram import Bot
from aiogram.methods import EditMessageText, SendMessage

from bot.messenger.rendered import Rendered


class _Send(SendMessage):
    __returning__ = dict[str, Any]


class _Edit(EditMessageText):
    __returning__ = dict[str, Any] | bool


async def send(bot: Bot, chat_id: int, rendered: Rendered, **other: Any) -> int:
    """A new message; returns its number. `other` are further parameters of sendMessage."""
    values = {"chat_id": chat_id, "text": rendered.text, "reply_markup": rendered.keyboard, **other}
    return int(cast("dict[str, Any]", await bot(_Send(**values)))["message_id"])


async def edit(bot: Bot, chat_id: int, message_id: int, rendered: Rendered) -> None:
    """Another text and keyboard for a message."""
    values: dict[str, Any] = {"text": rendered.text, "reply_markup": rendered.keyboard}
    await bot(_Edit(chat_id=chat_id, message_id=message_id, **values))
