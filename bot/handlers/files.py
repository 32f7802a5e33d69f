"""Files: fetched from a message, and a reply that may be one (shown in place when it is text)."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, Message
from aiohttp import ClientError

from bot.errors import DomainError
from bot.handlers.replies import answer, show
from bot.messenger.answers import may_be_lost
from bot.messenger.rendered import Rendered
from bot.services.sheets import File
from bot.settings import Settings
from bot.texts import Html, Words, units

MESSAGE_LIMIT = 4096
LOST = (
    TelegramBadRequest,  # the messenger no longer has it, or finds it too big
    TelegramNetworkError,
    TelegramServerError,
    TelegramRetryAfter,
    ClientError,
    OSError,
)

Say = Callable[..., str]
"""`Words.html` or `Words.label`: the same text for a message or for a file."""


@dataclass(frozen=True)
class Attached:
    """A document with its caption."""

    file: File
    caption: Html
    keyboard: InlineKeyboardMarkup | None = None


async def download(bot: Bot, message: Message, settings: Settings) -> bytes:
    """The bytes of a document; refused before the download where it is too big, and kindly where it fails."""
    assert message.document is not None
    if (message.document.file_size or 0) > settings.upload_megabytes * 1024 * 1024:
        raise DomainError("upload-too-big", megabytes=settings.upload_megabytes)
    try:
        content = await bot.download(message.document, destination=io.BytesIO())
    except LOST:
        raise DomainError("upload-lost") from None
    assert content is not None
    return content.read()


def text_or_file(
    compose: Callable[[Say], str], words: Words, name: str, caption: Html, keyboard: InlineKeyboardMarkup
) -> Rendered | Attached:
    """A text to forward: one message, or one .txt file when it does not fit into a message."""
    plain = compose(words.label)
    if units(plain) <= MESSAGE_LIMIT:
        return Rendered(Html(compose(words.html)), keyboard)
    content = plain.replace("\n", "\r\n").encode("utf-8-sig")
    return Attached(File(name, content), caption, keyboard)


async def hand_over(tap: CallbackQuery, reply: Rendered | Attached) -> None:
    """The one reply of a handler that may answer with a file."""
    if isinstance(reply, Rendered):
        await show(tap, reply)
    else:
        await send_file(tap, reply)


async def send_file(event: CallbackQuery | Message, reply: Attached) -> None:
    """A document as the answer to a tap or to a message."""
    assert event.bot is not None
    assert event.from_user is not None
    if isinstance(event, CallbackQuery):
        await answer(event)
    with may_be_lost():
        await event.bot.send_document(
            event.from_user.id,
            BufferedInputFile(reply.file.content, filename=reply.file.name),
            caption=reply.caption,
            reply_markup=reply.keyboard,
        )


async def send_stored(event: CallbackQuery, file_id: str, caption: Html) -> None:
    """A document that the messenger keeps, as the answer to a tap."""
    assert event.bot is not None
    await answer(event)
    with may_be_lost():
        await event.bot.send_document(event.from_user.id, file_id, caption=caption)
