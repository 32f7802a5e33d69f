"""An update as the messenger sends it, before anybody has read it."""

from pathlib import PurePath
from typing import Any

from bot.personal_data import found_in

RawUpdate = dict[str, Any]

NAMES = frozenset({"first_name", "last_name", "username", "phone_number", "vcard"})
KEYBOARD = "reply_markup"
"""The buttons under the message that was pressed: ours, long, and of no use to whoever handles the tap."""


_REQUIRED = ("first_name", "phone_number")
"""These have to be there, if only empty, for a person or a contact to be read."""
_LEFT_OUT = NAMES | {KEYBOARD}


TYPED = ("message", "edited_message", "business_message", "edited_business_message", "inline_query")
"""Updates that hold what a person wrote; a tap only repeats what the bot wrote itself."""
WORDS = frozenset({"text", "caption", "query"})
_ABOUT_WORDS = frozenset({"entities", "caption_entities", "link_preview_options", "rich_message"})
HIDDEN = "\ue002"
"""Begins the words put in place of a text with personal data: this sign, then what it seemed to hold."""


def fit_to_keep(update: RawUpdate) -> RawUpdate:
    """An update as it may be stored: without names, our own buttons, and texts with personal data."""
    kept: RawUpdate = without_names(update)
    for kind in TYPED:
        if kind in kept:
            kept[kind] = _hide(kept[kind])
    return kept


def hidden_kinds(text: str | None) -> list[str] | None:
    """What a hidden text seemed to hold; None for a text that is as it was typed."""
    return text.removeprefix(HIDDEN).split(",") if text and text.startswith(HIDDEN) else None


def without_names(value: Any) -> Any:
    """An update without the names of people and without our own buttons: nothing here needs them."""
    if isinstance(value, dict):
        kept = {name: without_names(part) for name, part in value.items() if name not in _LEFT_OUT}
        return kept | {name: "" for name in _REQUIRED if name in value}
    return [without_names(part) for part in value] if isinstance(value, list) else value


def _hide(value: Any) -> Any:
    """The same with every text that seems to hold personal data replaced, also where it is quoted."""
    if isinstance(value, list):
        return [_hide(part) for part in value]
    if not isinstance(value, dict):
        return value
    hidden = {
        name: HIDDEN + ",".join(sorted(kinds))
        for name in WORDS & value.keys()
        if isinstance(value[name], str) and (kinds := found_in(value[name]))
    }
    left = _ABOUT_WORDS if hidden else frozenset[str]()
    kept = {name: _hide(part) for name, part in value.items() if name not in left}
    if isinstance(name := value.get("file_name"), str) and found_in(name.replace("_", " ")):
        kept["file_name"] = "file" + PurePath(name).suffix
    return kept | hidden


def chat_key(incoming: RawUpdate) -> int:
    """The chat (else the person) an update belongs to: the unit of ordering."""
    event = next((value for name, value in incoming.items() if name != "update_id"), None) or {}
    source = (
        event.get("chat")
        or (event.get("message") or {}).get("chat")
        or event.get("from")
        or event.get("user")
    )
    return int(source["id"]) if source else 0
