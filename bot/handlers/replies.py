"""The one reply of a handler: in place where a button was pressed, else a new message."""

from dataclasses import replace

from aiogram import F
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    Message,
)

from bot.messenger.answers import may_be_lost
from bot.messenger.rendered import Rendered
from bot.messenger.unread import deliver, edit, send

TOAST_LIMIT = 200
TYPED = F.text & ~F.text.startswith("/")
"""Words of a person, not a command."""


async def show(
    tap: CallbackQuery, rendered: Rendered, *, toast: str | None = None, fresh: bool = False
) -> None:
    """Replace the message under the button, or send a new one (`fresh`, or it cannot be edited)."""
    await answer(tap, toast)
    message = tap.message
    if fresh or message is None or isinstance(message, InaccessibleMessage):
        await say(tap, rendered)
        return
    assert tap.bot is not None
    try:
        with may_be_lost():
            await edit(tap.bot, message.chat.id, message.message_id, rendered)
    except TelegramBadRequest as error:
        if "not modified" not in error.message:
            await say(tap, rendered)


async def say(event: Message | CallbackQuery, rendered: Rendered) -> None:
    """Send a new message to the person."""
    assert event.bot is not None
    assert event.from_user is not None
    with may_be_lost():
        await send(event.bot, event.from_user.id, rendered)


async def say_picture(event: Message | CallbackQuery, picture: bytes, name: str, rendered: Rendered) -> None:
    """Send a picture with the text as its caption, so that both can be forwarded together."""
    if isinstance(event, CallbackQuery):
        await answer(event)
    assert event.bot is not None
    assert event.from_user is not None
    with may_be_lost():
        await event.bot.send_photo(
            event.from_user.id,
            BufferedInputFile(picture, filename=name),
            caption=rendered.text,
            reply_markup=rendered.keyboard,
        )


async def say_media(
    event: Message | CallbackQuery, rendered: Rendered, *, toast: str | None = None, in_place: bool = False
) -> None:
    """Send a message that may carry a picture or a file; `in_place`: give it to the message under the tap."""
    if isinstance(event, CallbackQuery):
        await answer(event, toast)
        message = event.message
        if in_place and message is not None and not isinstance(message, InaccessibleMessage):
            rendered = replace(rendered, edits=message.message_id)
    assert event.bot is not None
    assert event.from_user is not None
    try:
        with may_be_lost():
            await deliver(event.bot, event.from_user.id, rendered)
    except TelegramBadRequest:
        if rendered.edits is None:
            raise
        with may_be_lost():
            await deliver(event.bot, event.from_user.id, replace(rendered, edits=None))


async def say_place(tap: CallbackQuery, latitude: float, longitude: float) -> None:
    """Send a point on the map."""
    assert tap.bot is not None
    with may_be_lost():
        await tap.bot.send_location(tap.from_user.id, latitude, longitude)


async def answer(tap: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """End the waiting of the button; a tap that is too old to be answered is still a tap."""
    try:
        with may_be_lost():
            await tap.answer(text[:TOAST_LIMIT] if text else None, show_alert=alert)
    except TelegramBadRequest as error:
        if "too old" not in error.message and "invalid" not in error.message:
            raise


async def offer(
    query: InlineQuery, results: list[InlineQueryResultArticle], seconds: int, below: InlineQueryResultsButton
) -> None:
    """Answer what was typed behind the bot's name; a query that is too old is asked again by the app."""
    try:
        with may_be_lost():
            await query.answer([*results], cache_time=seconds, button=below)
    except TelegramBadRequest as error:
        if "too old" not in error.message and "invalid" not in error.message:
            raise


def button(text: str, data: str) -> InlineKeyboardButton:
    """A button with callback data."""
    return InlineKeyboardButton(text=text, callback_data=data)


def rows(*lines: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """A keyboard of the lines that are not empty."""
    return InlineKeyboardMarkup(inline_keyboard=[line for line in lines if line])


def in_rows(buttons: list[InlineKeyboardButton], width: int) -> list[list[InlineKeyboardButton]]:
    """Buttons broken into lines of at most `width`."""
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]
