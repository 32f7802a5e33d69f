"""An update as the messenger sends it, before anybody has read it."""

from typing import Any

RawUpdate = dict[str, Any]

NAMES = frozenset({"first_name", "last_name", "username", "phone_number", "vcard"})
KEYBOARD = "reply_markup"
"""The buttons under the message that was pressed: ours, long, and of no use to whoever handles the tap."""


_REQUIRED = ("first_name", "phone_number")
"""These have to be there, if only empty, for a person or a contact to be read."""
_LEFT_OUT = NAMES | {KEYBOARD}


def without_names(value: Any) -> Any:
    """An update without the names of people and without our own buttons: nothing here needs them."""
    if isinstance(value, dict):
        kept = {name: without_names(part) for name, part in value.items() if name not in _LEFT_OUT}
        return kept | {name: "" for name in _REQUIRED if name in value}
    return [without_names(part) for part in value] if isinstance(value, list) else value


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
