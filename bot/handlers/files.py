"""A reply that may be a file: shown in place when it is text, sent as a document when it is not."""

from dataclasses import dataclass

from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup

from bot.handlers.replies import answer, show
from bot.messenger.rendered import Rendered
from bot.texts import Html


@dataclass(frozen=True)
class Attached:
    """A document with its caption."""

    name: str
    content: bytes
    caption: Html
    keyboard: InlineKeyboardMarkup | None = None


async def hand_over(tap: CallbackQuery, reply: Rendered | Attached) -> None:
    """The one reply of a handler that may answer with a file."""
    if isinstance(reply, Rendered):
        await show(tap, reply)
        return
    assert tap.bot is not None
    await answer(tap)
    await tap.bot.send_document(
        tap.from_user.id,
        BufferedInputFile(reply.content, filename=reply.name),
        caption=reply.caption,
        reply_markup=reply.keyboard,
    )
