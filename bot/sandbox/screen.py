"""What a person sees: messages, buttons and files as plain values."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.html import to_html
from bot.sandbox.world import World

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message (or on the reply keyboard, then only `text`)."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    web_app: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file in a message."""

    name: str
    data: bytes
    mime: str

    def __repr__(self) -> str:
        """Short: the bytes of a file are of no use in the output of a failed test."""
        return f"Document({self.name!r}, {len(self.data)} bytes)"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it looks at the moment it was read from the screen."""

    world: World
    raw: Json

    @property
    def id(self) -> int:
        """`message_id`."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Text or caption, without formatting."""
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def html(self) -> str:
        """Text or caption as Telegram HTML."""
        return to_html(self.text, self.entities)

    @property
    def entities(self) -> list[Json]:
        """The marks of the text or the caption."""
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def buttons(self) -> list[list[Button]]:
        """Inline buttons, row by row."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [[_button(button) for button in row] for row in rows]

    @property
    def document(self) -> Document | None:
        """The file, if there is one."""
        return self._file(self.raw.get("document") or self.raw.get("voice"))

    @property
    def photo(self) -> bytes | None:
        """The bytes of the picture, if there is one."""
        sizes = self.raw.get("photo")
        found = self._file(sizes[-1]) if sizes else None
        return found.data if found else None

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.raw["from"]["is_bot"])

    @property
    def edited(self) -> bool:
        """Whether it carries the mark "edited"."""
        return "edit_date" in self.raw

    @property
    def date(self) -> datetime:
        """When it was sent, by the clock of the municipality."""
        return self.world.clock.at(datetime.fromtimestamp(self.raw["date"], UTC))

    def button(self, label: str) -> Button | None:
        """The inline button with this text, callback data or address."""
        for row in self.buttons:
            for button in row:
                if label in (button.text, button.callback_data, button.url):
                    return button
        return None

    def __repr__(self) -> str:
        """What matters when a test fails."""
        who = "bot" if self.from_bot else "person"
        labels = [[button.text for button in row] for row in self.buttons]
        return f"<{self.id} {who}: {self.text!r}{f' {labels}' if labels else ''}>"

    def _file(self, described: Json | None) -> Document | None:
        stored = self.world.files.by_id(described["file_id"]) if described else None
        return Document(stored.name, stored.data, stored.mime) if stored else None


def _button(button: Json) -> Button:
    return Button(
        text=button["text"],
        callback_data=button.get("callback_data"),
        url=button.get("url"),
        copy_text=button.get("copy_text", {}).get("text"),
        web_app=button.get("web_app", {}).get("url"),
    )
