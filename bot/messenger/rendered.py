"""A message as a person will see it, before it is sent."""

from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup

from bot.texts import Html


@dataclass(frozen=True)
class Rendered:
    """HTML text and, where something can be pressed, the buttons under it."""

    text: Html
    keyboard: InlineKeyboardMarkup | None = None
    photo: str | None = None
    """A picture by its number at the messenger; the text is its caption then."""
    document: str | None = None
    edits: int | None = None
    """The number of a message of the chat that gets this text instead of its own."""

    @property
    def has_media(self) -> bool:
        """Whether the text is a caption."""
        return self.photo is not None or self.document is not None
