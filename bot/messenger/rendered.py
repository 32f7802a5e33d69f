"""A message as a person will see it, before it is sent."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup

from bot.texts import Html


@dataclass(frozen=True)
class Rendered:
    """HTML text and, where something can be pressed, the buttons under it."""

    text: Html
    keyboard: InlineKeyboardMarkup | None = None
