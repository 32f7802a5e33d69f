"""Texts with personal data: hidden before they were stored; here the message goes from the chat too."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message, TelegramObject

from bot.handlers.replies import say
from bot.messenger.answers import may_be_lost
from bot.messenger.raw_update import hidden_kinds
from bot.messenger.rendered import Rendered
from bot.personal_data import PersonalData
from bot.texts import Words

log = structlog.get_logger(__name__)


class HiddenTexts(BaseMiddleware):
    """Deletes the message and says where such data belongs; a form that was open stays open."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle a message that holds nothing of the kind."""
        assert isinstance(event, Message)
        kinds = hidden_kinds(event.text) or hidden_kinds(event.caption)
        if kinds is None:
            return await handler(event, data)
        log.info("personal_data_refused")
        try:
            with may_be_lost():
                await event.delete()
            gone = True
        except TelegramBadRequest:  # older than two days, or deleted by the person
            gone = False
        await say(event, refusal(kinds, gone, data["raw_state"] is not None, data["words"]))
        return None


def refusal(kinds: list[str], gone: bool, in_form: bool, words: Words) -> Rendered:
    """What it looked like, that it was not kept, and what to do instead."""
    known = [kind for kind in PersonalData if kind.value in kinds]
    named = ", ".join(words.label(f"personal-{kind.value}") for kind in known)
    text = words.html("personal-data", kinds=named, known=bool(known), gone=gone, form=in_form)
    return Rendered(text)
