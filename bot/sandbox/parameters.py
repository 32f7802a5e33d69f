"""Which parameters each method takes, in the words of the Bot API, and how their text becomes values.

A request is checked against these tables with one dictionary look-up a parameter; a test compares the
tables with the published schema of the Bot API.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import bad_request

_CHAT = "chat_id! Integer or String"
_THREAD = "message_thread_id Integer, direct_messages_topic_id Integer"
_BUSINESS = "business_connection_id String"
_EPHEMERAL = "ephemeral_message_parameters EphemeralMessageParameters"
_MARKUP = "reply_markup InlineKeyboardMarkup or ReplyKeyboardMarkup or ReplyKeyboardRemove or ForceReply"
_INLINE = "reply_markup InlineKeyboardMarkup"
_QUIET = "disable_notification Boolean, protect_content Boolean"
_EXTRAS = "message_effect_id String, suggested_post_parameters SuggestedPostParameters"
_REPLY = "reply_parameters ReplyParameters"
_TAIL = f"{_QUIET}, allow_paid_broadcast Boolean, {_EXTRAS}, {_REPLY}, {_MARKUP}"
_HEAD = f"{_BUSINESS}, {_CHAT}, {_THREAD}, {_EPHEMERAL}"
_CAPTION = "caption String, parse_mode String, caption_entities Array of MessageEntity"
_TEXT_MARKS = "parse_mode String, entities Array of MessageEntity, link_preview_options LinkPreviewOptions"
_EDITED = f"{_BUSINESS}, chat_id Integer or String, message_id Integer, inline_message_id String"
_LANGUAGE = "language_code String"
_SCOPE = f"scope BotCommandScope, {_LANGUAGE}"
_DROP = "drop_pending_updates Boolean"

_TABLE: dict[str, str] = {
    "getMe": "",
    "getUpdates": "offset Integer, limit Integer, timeout Integer, allowed_updates Array of String",
    "setWebhook": (
        "url! String, certificate InputFile, ip_address String, max_connections Integer, "
        f"allowed_updates Array of String, {_DROP}, secret_token String"
    ),
    "deleteWebhook": _DROP,
    "getWebhookInfo": "",
    "sendMessage": f"{_HEAD}, text! String, {_TEXT_MARKS}, {_TAIL}",
    "forwardMessage": (
        f"{_CHAT}, {_THREAD}, from_chat_id! Integer or String, video_start_timestamp Integer, "
        f"{_QUIET}, {_EXTRAS}, message_id! Integer"
    ),
    "copyMessage": (
        f"{_CHAT}, {_THREAD}, from_chat_id! Integer or String, message_id! Integer, "
        f"video_start_timestamp Integer, {_CAPTION}, show_caption_above_media Boolean, {_TAIL}"
    ),
    "sendPhoto": (
        f"{_HEAD}, photo! InputFile or String, {_CAPTION}, show_caption_above_media Boolean, "
        f"has_spoiler Boolean, {_TAIL}"
    ),
    "sendDocument": (
        f"{_HEAD}, document! InputFile or String, thumbnail InputFile or String, {_CAPTION}, "
        f"disable_content_type_detection Boolean, {_TAIL}"
    ),
    "sendVoice": f"{_HEAD}, voice! InputFile or String, {_CAPTION}, duration Integer, {_TAIL}",
    "sendLocation": (
        f"{_HEAD}, latitude! Float, longitude! Float, horizontal_accuracy Float, live_period Integer, "
        f"heading Integer, proximity_alert_radius Integer, {_TAIL}"
    ),
    "sendChatAction": f"{_BUSINESS}, {_CHAT}, message_thread_id Integer, action! String",
    "getFile": "file_id! String",
    "getChat": _CHAT,
    "answerCallbackQuery": (
        "callback_query_id! String, text String, show_alert Boolean, url String, cache_time Integer"
    ),
    "answerInlineQuery": (
        "inline_query_id! String, results! Array of InlineQueryResult, cache_time Integer, "
        "is_personal Boolean, next_offset String, button InlineQueryResultsButton"
    ),
    "editMessageText": f"{_EDITED}, text String, {_TEXT_MARKS}, rich_message InputRichMessage, {_INLINE}",
    "editMessageCaption": f"{_EDITED}, {_CAPTION}, show_caption_above_media Boolean, {_INLINE}",
    "editMessageReplyMarkup": f"{_EDITED}, {_INLINE}",
    "deleteMessage": f"{_CHAT}, message_id! Integer",
    "deleteMessages": f"{_CHAT}, message_ids! Array of Integer",
    "setMyCommands": f"commands! Array of BotCommand, {_SCOPE}",
    "deleteMyCommands": _SCOPE,
    "getMyCommands": _SCOPE,
    "setMyName": f"name String, {_LANGUAGE}",
    "getMyName": _LANGUAGE,
    "setMyDescription": f"description String, {_LANGUAGE}",
    "getMyDescription": _LANGUAGE,
    "setMyShortDescription": f"short_description String, {_LANGUAGE}",
    "getMyShortDescription": _LANGUAGE,
    "setChatMenuButton": "chat_id Integer, menu_button MenuButton",
    "getChatMenuButton": "chat_id Integer",
}

#: Parameters the Bot API knows and the local Telegram does not act on: better refused than ignored.
UNSUPPORTED = frozenset(
    {
        "allow_paid_broadcast",
        "business_connection_id",
        "certificate",
        "direct_messages_topic_id",
        "ephemeral_message_parameters",
        "inline_message_id",
        "message_thread_id",
        "rich_message",
        "suggested_post_parameters",
        "thumbnail",
        "video_start_timestamp",
    }
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the request."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its type in the words of the Bot API and how to read it."""

    type: str
    required: bool
    read: Callable[[Any], Any]


def _read_integer(value: Any) -> int:
    if isinstance(value, bool | float):
        raise ValueError
    return int(value)


def _read_boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}[str(value).lower()]


def _read_string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _read_chat(value: Any) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    return _read_integer(value)


def _read_array(value: Any) -> list[Any]:
    found = json.loads(value) if isinstance(value, str) else value
    if not isinstance(found, list):
        raise TypeError
    return found


def _read_object(value: Any) -> dict[str, Any]:
    found = json.loads(value) if isinstance(value, str) else value
    if not isinstance(found, dict):
        raise TypeError
    return found


def _read_file(value: Any) -> Upload | str:
    if not isinstance(value, str | Upload):
        raise TypeError
    return value


_SIMPLE: dict[str, Callable[[Any], Any]] = {
    "Integer": _read_integer,
    "Float": float,
    "Boolean": _read_boolean,
    "String": _read_string,
    "Integer or String": _read_chat,
    "InputFile": _read_file,
    "InputFile or String": _read_file,
}


def _reader(type_name: str) -> Callable[[Any], Any]:
    if type_name.startswith("Array of "):
        return _read_array
    return _SIMPLE.get(type_name, _read_object)


def _parameters(row: str) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for entry in filter(None, row.split(", ")):
        name, type_name = entry.split(" ", 1)
        found[name.rstrip("!")] = Parameter(type_name, name.endswith("!"), _reader(type_name))
    return found


METHODS: dict[str, dict[str, Parameter]] = {name: _parameters(row) for name, row in _TABLE.items()}
_REQUIRED: dict[str, tuple[str, ...]] = {
    name: tuple(key for key, parameter in table.items() if parameter.required)
    for name, table in METHODS.items()
}
_MISSING = {
    "text": "message text is empty",
    "chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "file_id": "file_id not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "voice": "there is no voice in the request",
}


def read_arguments(method: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a request, or the 400 that names the parameter which is wrong."""
    table = METHODS[method]
    values: dict[str, Any] = {}
    for name, value in raw.items():
        parameter = table.get(name)
        if parameter is None:
            raise bad_request(f'method {method} has no parameter "{name}"')
        if value == "" and parameter.type != "String":
            continue
        try:
            found = parameter.read(value)
        except (ValueError, TypeError, KeyError):
            raise bad_request(f'parameter "{name}" must be of type {parameter.type}') from None
        if name in UNSUPPORTED and found:
            raise bad_request(f'parameter "{name}" is not supported by the local Telegram')
        values[name] = found
    for name in _REQUIRED[method]:
        if name not in values:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    return values
