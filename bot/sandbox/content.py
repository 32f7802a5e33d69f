"""What can be said in a message: texts and captions within Telegram's limits, files, places."""

import json
from typing import Any

from bot.sandbox.files import StoredFile
from bot.sandbox.html import parse_html, trimmed, utf16_length
from bot.sandbox.images import picture_size, picture_type
from bot.sandbox.links import found_entities
from bot.sandbox.markup import checked_markup
from bot.sandbox.parameters import Upload
from bot.sandbox.refusals import ApiError, bad_request
from bot.sandbox.world import Account, World

Json = dict[str, Any]

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
_MAX_SOURCE_BYTES = 1 << 15
_PHOTO_SIDES = ((90, "s"), (320, "m"), (800, "x"), (1280, "y"), (2560, "w"))
_REPLY_FIELDS = frozenset({"message_id", "chat_id", "allow_sending_without_reply", "quote_parse_mode"})
ENTITY_FIELDS = frozenset(
    {
        "type",
        "offset",
        "length",
        "url",
        "user",
        "language",
        "custom_emoji_id",
        "unix_time",
        "date_time_format",
    }
)


def formatted(source: str, args: Json, entities_key: str) -> tuple[str, list[Json]]:
    """Text and entities after parsing and trimming."""
    if len(source) > _MAX_SOURCE_BYTES or len(source.encode()) > _MAX_SOURCE_BYTES:
        raise bad_request("text is too long")
    source = source.replace("\r", "")
    mode = args.get("parse_mode", "").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode in ("", "none"):
        text, entities = source, _given_entities(source, args.get(entities_key) or [])
    elif mode in ("markdown", "markdownv2"):
        raise bad_request("parse_mode Markdown is not supported by the local Telegram")
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(text, entities)
    return text, _with_found(text, entities)


def text_content(args: Json, *, editing: bool = False) -> Json:
    """`text` and `entities` of a message."""
    source = args.get("text")
    if not source:
        raise bad_request("message text is empty")
    text, entities = formatted(source, args, "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG" if editing else "message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if "link_preview_options" in args:
        content["link_preview_options"] = args["link_preview_options"]
    return content


def caption_content(args: Json, *, editing: bool = False) -> Json:
    """`caption` and `caption_entities` of a file, if any."""
    source = args.get("caption")
    if not source:
        return {}
    text, entities = formatted(source, args, "caption_entities")
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("MEDIA_CAPTION_TOO_LONG" if editing else "message caption is too long")
    content: Json = {"caption": text} if text else {}
    if entities:
        content["caption_entities"] = entities
    if args.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def person_text(text: str) -> Json:
    """What a person typed, with the entities their app would send."""
    entities = found_entities(text, [])
    return {"text": text, "entities": entities} if entities else {"text": text}


def given_file(world: World, args: Json, key: str) -> StoredFile:
    """The uploaded file, or the one a `file_id` names."""
    value = args[key]
    if isinstance(value, Upload):
        check_upload(key, value.data)
        return world.files.put(key, value.name, value.data)
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.by_id(value)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != key:
        raise bad_request(f"can't use file of type {stored.kind.capitalize()} as {key.capitalize()}")
    return stored


def check_upload(kind: str, data: bytes) -> None:
    """Refuse what Telegram would not take."""
    if not data:
        raise bad_request("file must be non-empty")
    if len(data) > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo":
        if len(data) > MAX_PHOTO:
            raise bad_request(f"file of size {len(data)} bytes is too big for a photo")
        size = picture_size(data)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if sum(size) > 10_000 or max(size) > 20 * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")


def document_content(stored: StoredFile) -> Json:
    """The `document` of a message."""
    return {
        "document": {
            "file_name": stored.name,
            "mime_type": stored.mime,
            "file_id": stored.file_id,
            "file_unique_id": stored.unique_id,
            "file_size": stored.size,
        }
    }


def photo_content(stored: StoredFile) -> Json:
    """The `photo` of a message: the same picture in growing sizes, the largest last."""
    width, height = picture_size(stored.data) or (1, 1)
    longest = max(width, height)
    smaller = [side for side, _ in _PHOTO_SIDES if side < longest]
    sizes = []
    for side in smaller:
        scale = side / longest
        sizes.append(
            {
                "file_id": f"{stored.file_id}-{side}",
                "file_unique_id": f"{stored.unique_id}{side}",
                "file_size": max(1, int(stored.size * scale * scale)),
                "width": max(1, round(width * scale)),
                "height": max(1, round(height * scale)),
            }
        )
    sizes.append(
        {
            "file_id": stored.file_id,
            "file_unique_id": stored.unique_id,
            "file_size": stored.size,
            "width": width,
            "height": height,
        }
    )
    return {"photo": sizes}


def voice_content(stored: StoredFile, duration: int) -> Json:
    """The `voice` of a message."""
    return {
        "voice": {
            "duration": duration,
            "mime_type": "audio/ogg",
            "file_id": stored.file_id,
            "file_unique_id": stored.unique_id,
            "file_size": stored.size,
        }
    }


def picture_mime(data: bytes) -> str:
    """How a browser should be told to show these bytes."""
    return picture_type(data) or "application/octet-stream"


def deliver(world: World, account: Account, content: Json, args: Json) -> Json:
    """Show the bot's new message: keyboards, quotation and marks are looked after here."""
    markup = checked_markup(args["reply_markup"]) if "reply_markup" in args else None
    if markup and "inline_keyboard" in markup:
        content["reply_markup"] = markup
    if "reply_parameters" in args:
        content |= _quotation(account, args["reply_parameters"])
    if args.get("protect_content"):
        content["has_protected_content"] = True
    if "message_effect_id" in args:
        content["effect_id"] = args["message_effect_id"]
    if markup and "keyboard" in markup:
        account.keyboard, account.keyboard_hidden = markup, False
    elif markup and "remove_keyboard" in markup:
        account.keyboard = None
    return world.post(account, content, from_bot=True)


def _quotation(account: Account, parameters: Json) -> Json:
    unknown = set(parameters) - _REPLY_FIELDS
    if unknown:
        raise bad_request(f'reply parameters: "{min(unknown)}" is not supported by the local Telegram')
    replied = account.messages.get(parameters.get("message_id", 0))
    if replied is None:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in replied.items() if k != "reply_to_message"}}


def _with_found(text: str, entities: list[Json]) -> list[Json]:
    found = found_entities(text, entities)
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def _given_entities(text: str, given: list[Any]) -> list[Json]:
    size = utf16_length(text) if given else 0
    for entity in given:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad_request("can't parse MessageEntity: expected an Object")
        if set(entity) - ENTITY_FIELDS:
            raise bad_request(f"can't parse MessageEntity: unknown field in {json.dumps(entity)}")
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad_request("can't parse MessageEntity: offset and length must be Numbers")
        if offset < 0 or length < 0 or offset + length > size:
            raise bad_request("entity beyond the end of the text")
    return sorted(given, key=lambda entity: (entity["offset"], -entity["length"]))
