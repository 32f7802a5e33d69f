"""A reply that may be a file: shown in place when it is text, sent as a document when it is not."""

from collections.abc import Callable
from dataclasses import dataclass

from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup

from bot.handlers.replies import answer, show
from bot.messenger.rendered import Rendered
from bot.services.sheets import File
from bot.texts import Html, Words

MESSAGE_LIMIT = 4096

Say = Callable[..., str]
"""`Words.html` or `Words.label`: the same text for a message or for a file."""


@dataclass(frozen=True)
class Attached:
    """A document with its caption."""

    file: File
    caption: Html
    keyboard: InlineKeyboardMarkup | None = None


def units(text: str) -> int:
    """The length as the messenger counts it: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


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
        return
    assert tap.bot is not None
    await answer(tap)
    await tap.bot.send_document(
        tap.from_user.id,
        BufferedInputFile(reply.file.content, filename=reply.file.name),
        caption=reply.caption,
        reply_markup=reply.keyboard,
    )
