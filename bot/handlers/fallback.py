"""What no other room understood: say so kindly, lose nothing."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.handlers.access import KNOWN
from bot.handlers.menu import menu_button
from bot.handlers.replies import answer, rows, say
from bot.handlers.start import stranger
from bot.messenger.rendered import Rendered
from bot.settings import Settings
from bot.texts import Words

router = Router(name="fallback")


@router.message(KNOWN)
async def not_understood(message: Message, words: Words) -> None:
    """A message outside any form."""
    key = "unexpected-file" if message.document or message.photo else "not-understood"
    await say(message, Rendered(words.html(key), rows([menu_button(words)])))


@router.message()
async def from_a_stranger(message: Message, words: Words, settings: Settings) -> None:
    """Somebody without a role."""
    await say(message, stranger(words, settings))


@router.callback_query(KNOWN)
async def stale_button(tap: CallbackQuery, words: Words) -> None:
    """A button of an earlier version, or of a role that has ended."""
    await answer(tap, words.label("stale-button"), alert=True)


@router.callback_query()
async def no_role(tap: CallbackQuery, words: Words) -> None:
    """A button pressed after the last role was taken away."""
    await answer(tap, words.label("error-not-allowed"), alert=True)
