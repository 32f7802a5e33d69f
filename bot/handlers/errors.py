"""The one boundary: refusals become a sentence with a remedy; faults go back to the inbox to be retried."""

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from bot.errors import DomainError
from bot.handlers.menu import menu_button
from bot.handlers.replies import answer, rows, say
from bot.messenger.rendered import Rendered
from bot.texts import Words

router = Router(name="errors")


@router.error(ExceptionTypeFilter(DomainError))
async def refuse(event: ErrorEvent, words: Words) -> None:
    """Say why not, and what to do; nothing was changed."""
    refusal = event.exception
    assert isinstance(refusal, DomainError)
    tap, message = event.update.callback_query, event.update.message
    if tap is not None:
        text = words.label(refusal.key, **refusal.arguments)
        await answer(tap, text, alert=True)
    elif message is not None:
        text = words.html(refusal.key, **refusal.arguments)
        await say(message, Rendered(text, rows([menu_button(words)])))
