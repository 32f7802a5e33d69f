"""Requests of whose answers nobody reads more than the number: half the cost of an answer is reading it."""

from typing import Any, cast

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
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


async def deliver(bot: Bot, chat_id: int, rendered: Rendered, **other: Any) -> int:
    """Text, picture, file, or another text for a message that is there; returns its number."""
    if rendered.edits is not None:
        await _edit_any(bot, chat_id, rendered.edits, rendered)
        return rendered.edits
    if not rendered.has_media:
        return await send(bot, chat_id, rendered, **other)
    caption = {"caption": rendered.text, "reply_markup": rendered.keyboard, **other}
    if rendered.photo is not None:
        return (await bot.send_photo(chat_id, rendered.photo, **caption)).message_id
    return (await bot.send_document(chat_id, rendered.document or "", **caption)).message_id


async def _edit_any(bot: Bot, chat_id: int, message_id: int, rendered: Rendered) -> None:
    try:
        if rendered.has_media:
            await bot.edit_message_caption(
                chat_id=chat_id,
                message_id=message_id,
                caption=rendered.text,
                reply_markup=rendered.keyboard,
            )
        else:
            await edit(bot, chat_id, message_id, rendered)
    except TelegramBadRequest as error:
        if "not modified" not in error.message:
            raise


async def edit(bot: Bot, chat_id: int, message_id: int, rendered: Rendered) -> None:
    """Another text and keyboard for a message."""
    values: dict[str, Any] = {"text": rendered.text, "reply_markup": rendered.keyboard}
    await bot(_Edit(chat_id=chat_id, message_id=message_id, **values))
