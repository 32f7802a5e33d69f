"""Methods that send: texts, files, places, copies, "typing"."""

import time
from collections.abc import Callable
from typing import Any

from bot.sandbox.content import (
    caption_content,
    deliver,
    document_content,
    given_file,
    photo_content,
    text_content,
    voice_content,
)
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]

_ACTION_SECONDS = 5.0
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_CARRIED = frozenset(
    {
        "text",
        "entities",
        "caption",
        "caption_entities",
        "document",
        "photo",
        "voice",
        "location",
        "contact",
        "show_caption_above_media",
        "has_media_spoiler",
        "link_preview_options",
    }
)


def send_message(world: World, args: Json) -> Json:
    """sendMessage."""
    account = world.writable(args["chat_id"])
    return deliver(world, account, text_content(args), args)


def send_document(world: World, args: Json) -> Json:
    """sendDocument."""
    account = world.writable(args["chat_id"])
    caption = caption_content(args)
    return deliver(world, account, document_content(given_file(world, args, "document")) | caption, args)


def send_photo(world: World, args: Json) -> Json:
    """sendPhoto."""
    account = world.writable(args["chat_id"])
    caption = caption_content(args)
    content = photo_content(given_file(world, args, "photo")) | caption
    if args.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return deliver(world, account, content, args)


def send_voice(world: World, args: Json) -> Json:
    """sendVoice."""
    account = world.writable(args["chat_id"])
    caption = caption_content(args)
    stored = given_file(world, args, "voice")
    return deliver(world, account, voice_content(stored, args.get("duration", 0)) | caption, args)


def send_location(world: World, args: Json) -> Json:
    """sendLocation."""
    account = world.writable(args["chat_id"])
    latitude, longitude = args["latitude"], args["longitude"]
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise bad_request("wrong location coordinates specified")
    fields = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading")
    location = {name: args[name] for name in fields if name in args}
    return deliver(world, account, {"location": location}, args)


def send_chat_action(world: World, args: Json) -> bool:
    """sendChatAction."""
    account = world.writable(args["chat_id"])
    if args["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    account.action = args["action"]
    account.action_until = time.monotonic() + _ACTION_SECONDS
    world.touch(account)
    return True


def copy_message(world: World, args: Json) -> Json:
    """copyMessage: the content again, without its origin."""
    account = world.writable(args["chat_id"])
    content = _carried(world, args, "message to copy")
    if "caption" in args and "text" not in content:
        for name in ("caption", "caption_entities", "show_caption_above_media"):
            content.pop(name, None)
        content |= caption_content(args)
    return {"message_id": deliver(world, account, content, args)["message_id"]}


def forward_message(world: World, args: Json) -> Json:
    """forwardMessage: the content with its origin."""
    account = world.writable(args["chat_id"])
    content = _carried(world, args, "message to forward")
    source = world.account(args["from_chat_id"]).messages[args["message_id"]]
    origin = {"type": "user", "sender_user": source["from"], "date": source["date"]}
    return deliver(world, account, {"forward_origin": origin, **content}, args)


def _carried(world: World, args: Json, purpose: str) -> Json:
    source = world.message(world.account(args["from_chat_id"]), args["message_id"], purpose)
    if source.get("has_protected_content"):
        raise bad_request("message has protected content and can't be forwarded")
    return {name: value for name, value in source.items() if name in _CARRIED}


HANDLERS: dict[str, Callable[[World, Json], Any]] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendVoice": send_voice,
    "sendLocation": send_location,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
}
