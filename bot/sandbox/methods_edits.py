"""Methods that change what is already on the screen, and answers to taps."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.content import caption_content, text_content
from bot.sandbox.html import utf16_length
from bot.sandbox.links import checked_link
from bot.sandbox.markup import checked_markup
from bot.sandbox.refusals import bad_request
from bot.sandbox.updates import TAP_KEPT_SECONDS
from bot.sandbox.world import Account, World

Json = dict[str, Any]

_DELETABLE_SECONDS = 48 * 3600
_MAX_ANSWER = 200
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
_TEXT_FIELDS = frozenset({"text", "entities", "link_preview_options"})
_CAPTION_FIELDS = frozenset({"caption", "caption_entities", "show_caption_above_media"})
_MEDIA = ("document", "photo", "voice")


def edit_message_text(world: World, args: Json) -> Json:
    """editMessageText."""
    account, message = _editable(world, args)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, account, message, text_content(args, editing=True), _TEXT_FIELDS, args)


def edit_message_caption(world: World, args: Json) -> Json:
    """editMessageCaption."""
    account, message = _editable(world, args)
    if not any(kind in message for kind in _MEDIA):
        raise bad_request("there is no caption in the message to edit")
    return _edited(world, account, message, caption_content(args, editing=True), _CAPTION_FIELDS, args)


def edit_message_reply_markup(world: World, args: Json) -> Json:
    """editMessageReplyMarkup."""
    account, message = _editable(world, args)
    return _edited(world, account, message, {}, frozenset(), args)


def delete_message(world: World, args: Json) -> bool:
    """deleteMessage."""
    account = world.writable(args["chat_id"])
    message = world.message(account, args["message_id"], "message to delete")
    _check_deletable(world, message)
    world.remove(account, args["message_id"])
    return True


def delete_messages(world: World, args: Json) -> bool:
    """deleteMessages: what is already gone is skipped."""
    account = world.writable(args["chat_id"])
    identifiers = args["message_ids"]
    if not 1 <= len(identifiers) <= 100:
        raise bad_request("too many message identifiers specified")
    present = [number for number in identifiers if number in account.messages]
    for number in present:
        _check_deletable(world, account.messages[number])
    for number in present:
        world.remove(account, number)
    return True


def answer_callback_query(world: World, args: Json) -> bool:
    """answerCallbackQuery."""
    text = args.get("text", "")
    if utf16_length(text) > _MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = world.taps.pop(args["callback_query_id"], None)
    if tap is None or world.now() - tap.asked_at > TAP_KEPT_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    url = args.get("url", "")
    if url and checked_link(url) is None:
        raise bad_request("URL_INVALID")
    account = world.accounts[tap.user_id]
    if text or url:
        world.toast(account, text, alert=args.get("show_alert", False), url=url)
    return True


def _editable(world: World, args: Json) -> tuple[Account, Json]:
    if "chat_id" not in args:
        raise bad_request("chat_id is empty")
    account = world.writable(args["chat_id"])
    message = world.message(account, args.get("message_id", 0), "message to edit")
    if not message["from"]["is_bot"]:
        raise bad_request("message can't be edited")
    return account, message


def _edited(
    world: World, account: Account, message: Json, content: Json, replaced: frozenset[str], args: Json
) -> Json:
    markup = checked_markup(args["reply_markup"], inline_only=True) if "reply_markup" in args else None
    kept = {
        name: value
        for name, value in message.items()
        if name not in replaced and name not in ("reply_markup", "edit_date")
    }
    changed = kept | content
    if markup is not None:
        changed["reply_markup"] = markup
    if changed == {name: value for name, value in message.items() if name != "edit_date"}:
        raise bad_request(_NOT_MODIFIED)
    if content:
        changed["edit_date"] = world.now()
    elif "edit_date" in message:
        changed["edit_date"] = message["edit_date"]
    return world.replace(account, changed)


def _check_deletable(world: World, message: Json) -> None:
    if world.now() - message["date"] > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")


HANDLERS: dict[str, Callable[[World, Json], Any]] = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
}
