"""Commands by scope and language, and what the bot says about itself."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)

from bot.sandbox import LocalTelegram, Visitor
from bot.sandbox.methods_bot import commands_of


def menu(*names: str) -> list[BotCommand]:
    return [BotCommand(command=name, description=f"Команда {name}") for name in names]


async def test_the_narrowest_scope_wins(telegram: LocalTelegram, bot: Bot, anna: Visitor) -> None:
    boris = telegram.person("Boris Volkov", language_code="en")
    await boris.start()

    def seen(visitor: Visitor) -> list[str]:
        account = telegram.world.accounts[visitor.id]
        return [command["command"] for command in commands_of(telegram.world, account)]

    await bot.set_my_commands(menu("start"))
    await bot.set_my_commands(menu("start", "help"), scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(menu("begin"), scope=BotCommandScopeAllPrivateChats(), language_code="en")
    await bot.set_my_commands(menu("board"), scope=BotCommandScopeChat(chat_id=anna.id))
    assert (seen(anna), seen(boris)) == (["board"], ["begin"])
    got = await bot.get_my_commands(scope=BotCommandScopeChat(chat_id=anna.id))
    assert [command.description for command in got] == ["Команда board"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=anna.id))
    assert seen(anna) == ["start", "help"]
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.set_my_commands(menu("x"), scope=BotCommandScopeChat(chat_id=1))


@pytest.mark.parametrize(
    ("commands", "complaint"),
    [
        ([BotCommand(command="Старт", description="x")], "BOT_COMMAND_INVALID"),
        ([BotCommand(command="a" * 33, description="x")], "BOT_COMMAND_INVALID"),
        ([BotCommand(command="a", description="x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        (menu(*(f"c{number}" for number in range(101))), "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_are_checked(bot: Bot, commands: list[BotCommand], complaint: str) -> None:
    with pytest.raises(TelegramBadRequest, match=complaint):
        await bot.set_my_commands(commands)


async def test_texts_about_the_bot(bot: Bot, anna: Visitor) -> None:
    await bot.set_my_description("Напоминает о поручениях")
    await bot.set_my_description("Reminds", language_code="en")
    await bot.set_my_short_description("Коротко")
    await bot.set_my_name("Маршрут")
    assert (await bot.get_my_description()).description == "Напоминает о поручениях"
    assert (await bot.get_my_description(language_code="en")).description == "Reminds"
    assert (await bot.get_my_short_description()).short_description == "Коротко"
    assert (await bot.get_my_name()).name == "Маршрут"
    with pytest.raises(TelegramBadRequest, match="BOT_SHORT_DESCRIPTION_INVALID"):
        await bot.set_my_short_description("я" * 121)
    await bot.set_chat_menu_button(chat_id=anna.id, menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button(chat_id=anna.id)).type == "commands"
