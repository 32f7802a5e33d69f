"""Methods about the bot itself: who it is, its commands, its texts, files to download."""

import json
import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.refusals import bad_request
from bot.sandbox.world import Account, World

Json = dict[str, Any]

MAX_DOWNLOAD = 20 * 1024 * 1024
_MAX_COMMANDS = 100
_MAX_RESULTS = 50
_LONGEST_RESULT_ID = 64
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


def get_me(world: World, _args: Json) -> Json:
    """getMe."""
    return {
        **world.bot,
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, args: Json) -> Json:
    """getChat: only chats that exist, that is where somebody pressed Start."""
    account = world.account(args["chat_id"])
    if not account.started:
        raise bad_request("chat not found")
    return {
        **account.chat,
        "accent_color_id": account.user_id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_file(world: World, args: Json) -> Json:
    """getFile."""
    stored = world.files.by_id(args["file_id"])
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": args["file_id"],
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


def answer_inline_query(world: World, args: Json) -> bool:
    """answerInlineQuery."""
    query_id, results = args["inline_query_id"], args["results"]
    if query_id not in world.inline_answers:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(results) > _MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    start = args.get("button", {}).get("start_parameter")
    if start is not None and not _START_PARAMETER.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    for result in results:
        if not 1 <= len(result["id"].encode()) <= _LONGEST_RESULT_ID:
            raise bad_request("RESULT_ID_INVALID")
    world.inline_answers[query_id] = results
    return True


def set_my_commands(world: World, args: Json) -> bool:
    """setMyCommands."""
    key = _scope_key(world, args)
    commands = args["commands"]
    if len(commands) > _MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked = [_checked_command(command) for command in commands]
    if checked:
        world.profile.commands[key] = checked
    else:
        world.profile.commands.pop(key, None)
    world.changed.fire()
    return True


def get_my_commands(world: World, args: Json) -> list[Json]:
    """getMyCommands."""
    return world.profile.commands.get(_scope_key(world, args), [])


def delete_my_commands(world: World, args: Json) -> bool:
    """deleteMyCommands."""
    world.profile.commands.pop(_scope_key(world, args), None)
    world.changed.fire()
    return True


def commands_of(world: World, account: Account) -> list[Json]:
    """The menu a person sees: the narrowest scope that has commands, their language first."""
    scopes: tuple[Json, ...] = (
        {"type": "chat", "chat_id": account.user_id},
        {"type": "all_private_chats"},
        {"type": "default"},
    )
    for scope in scopes:
        for language in (account.language_code, ""):
            found = world.profile.commands.get(_key(scope, language))
            if found:
                return found
    return []


def _text_setter(field: str) -> Callable[[World, Json], bool]:
    def setter(world: World, args: Json) -> bool:
        value = args.get(field, "")
        if len(value) > _TEXT_LIMITS[field]:
            raise bad_request(f"BOT_{field.upper()}_INVALID")
        texts = world.profile.texts.setdefault(field, {})
        language = _language(args)
        if value:
            texts[language] = value
        else:
            texts.pop(language, None)
        world.changed.fire()
        return True

    return setter


def _text_getter(field: str) -> Callable[[World, Json], Json]:
    def getter(world: World, args: Json) -> Json:
        texts = world.profile.texts.get(field, {})
        default = world.bot["first_name"] if field == "name" else ""
        return {field: texts.get(_language(args)) or texts.get("", default)}

    return getter


def set_chat_menu_button(world: World, args: Json) -> bool:
    """setChatMenuButton."""
    button = args.get("menu_button", {"type": "default"})
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("menuButton has unsupported type")
    world.profile.menu_buttons[_menu_key(world, args)] = button
    return True


def get_chat_menu_button(world: World, args: Json) -> Json:
    """getChatMenuButton."""
    buttons = world.profile.menu_buttons
    return buttons.get(_menu_key(world, args)) or buttons.get("", {"type": "commands"})


def _menu_key(world: World, args: Json) -> str:
    return str(world.account(args["chat_id"]).user_id) if args.get("chat_id") else ""


def _checked_command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    unknown = set(command) - {"command", "description", "is_ephemeral"}
    if unknown:
        raise bad_request(f'BotCommand has no field "{min(unknown)}"')
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", ""))
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _scope_key(world: World, args: Json) -> str:
    scope = args.get("scope", {"type": "default"})
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if kind.startswith("chat"):
        identifier = str(scope.get("chat_id", ""))
        if not identifier:
            raise bad_request("can't parse BotCommandScope: empty chat_id specified")
        account = world.account(int(identifier) if identifier.lstrip("-").isdecimal() else identifier)
        if not account.started:
            raise bad_request("chat not found")
        scope = {**scope, "chat_id": account.user_id}
    return _key(scope, _language(args))


def _key(scope: Json, language: str) -> str:
    return json.dumps([scope, language], sort_keys=True)


def _language(args: Json) -> str:
    language: str = args.get("language_code", "")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("BOT_LANGUAGE_INVALID")
    return language


HANDLERS: dict[str, Callable[[World, Json], Any]] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getFile": get_file,
    "answerInlineQuery": answer_inline_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _text_setter("name"),
    "getMyName": _text_getter("name"),
    "setMyDescription": _text_setter("description"),
    "getMyDescription": _text_getter("description"),
    "setMyShortDescription": _text_setter("short_description"),
    "getMyShortDescription": _text_getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
