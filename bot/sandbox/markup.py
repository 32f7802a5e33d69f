"""Keyboards: what Telegram accepts under a message and instead of the letters."""

from typing import Any

from bot.sandbox.links import checked_link
from bot.sandbox.refusals import bad_request

Json = dict[str, Any]

MAX_BUTTONS = 100
MAX_INLINE_ROW = 8
MAX_REPLY_ROW = 12
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256

#: What an inline button can do; exactly one of these belongs to each.
ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
        "disabled",
    }
)
LOOKS = frozenset({"text", "icon_custom_emoji_id", "style"})
#: What a button of a reply keyboard can ask for; at most one of these.
REQUESTS = frozenset(
    {
        "request_users",
        "request_chat",
        "request_managed_bot",
        "request_contact",
        "request_location",
        "request_poll",
        "web_app",
    }
)
MARKUPS: dict[str, frozenset[str]] = {
    "inline_keyboard": frozenset({"inline_keyboard", "force_reply"}),
    "keyboard": frozenset(
        {
            "keyboard",
            "is_persistent",
            "resize_keyboard",
            "one_time_keyboard",
            "input_field_placeholder",
            "selective",
            "force_reply",
        }
    ),
    "remove_keyboard": frozenset({"remove_keyboard", "selective"}),
    "force_reply": frozenset({"force_reply", "input_field_placeholder", "selective"}),
}
_STYLES = frozenset({"danger", "success", "primary"})


def checked_markup(markup: Json, *, inline_only: bool = False) -> Json | None:
    """The markup as Telegram keeps it (None for an empty inline keyboard), or a 400."""
    kind = next((name for name in MARKUPS if name in markup), None)
    if kind is None:
        raise bad_request("object expected as reply markup")
    unknown = set(markup) - MARKUPS[kind]
    if unknown:
        raise bad_request(f'reply markup has no field "{min(unknown)}"')
    if inline_only and kind != "inline_keyboard":
        raise bad_request("inline keyboard expected")
    if kind == "inline_keyboard":
        rows = _rows(markup[kind], kind, MAX_INLINE_ROW)
        for row in rows:
            for button in row:
                _check_inline_button(button)
        return {"inline_keyboard": rows} if rows else None
    if kind == "keyboard":
        rows = _rows(markup[kind], kind, MAX_REPLY_ROW)
        return {**markup, "keyboard": [[_reply_button(button) for button in row] for row in rows]}
    if markup[kind] is not True:
        raise bad_request(f'field "{kind}" must be True')
    return dict(markup)


def _rows(value: Any, kind: str, longest: int) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request(f'field "{kind}" must be an Array of Arrays')
    rows = [row for row in value if row]
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    if any(len(row) > longest for row in rows):
        raise bad_request(f"reply markup is too long: a row holds at most {longest} buttons")
    return rows


def _check_inline_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise _cannot_parse("InlineKeyboardButton must be an Object")
    _check_looks(button, ACTIONS, "InlineKeyboardButton")
    actions = [name for name in button if name in ACTIONS]
    if not actions:
        raise _cannot_parse("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _cannot_parse("exactly one of the optional fields must be used to specify its type")
    action, value = actions[0], button[actions[0]]
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url":
        if not isinstance(value, str) or checked_link(value) is None:
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    elif action == "web_app":
        url = value.get("url", "") if isinstance(value, dict) else ""
        if not url.startswith("https://"):
            raise bad_request(
                f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
            )
    elif action == "copy_text":
        text = value.get("text", "") if isinstance(value, dict) else ""
        if not 1 <= len(text) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    else:
        raise bad_request(f'button type "{action}" is not supported by the local Telegram')


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _check_looks(button, REQUESTS, "KeyboardButton")
    requests = [name for name in button if name in REQUESTS]
    if len(requests) > 1:
        raise bad_request("can't parse keyboard button: at most one of the optional fields may be used")
    for request in requests:
        if request not in ("request_contact", "request_location"):
            raise bad_request(f'button type "{request}" is not supported by the local Telegram')
    return button


def _check_looks(button: Json, others: frozenset[str], name: str) -> None:
    unknown = set(button) - others - LOOKS
    if unknown:
        raise bad_request(f'{name} has no field "{min(unknown)}"')
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("button text must be non-empty")
    if button.get("style", "primary") not in _STYLES:
        raise bad_request("invalid button style specified")


def _cannot_parse(problem: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {problem}")
