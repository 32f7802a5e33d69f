"""The first tap: an invite, a greeting, or plain facts for a stranger (of whom nothing is kept)."""

from aiogram import Bot, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    ChatMemberUpdated,
    Message,
)

from bot.handlers.menu import MenuTap, menu, menu_button
from bot.handlers.replies import button, rows, say
from bot.messenger.rendered import Rendered
from bot.models import Role, Unreachable
from bot.services.people import Actor, People
from bot.settings import Settings
from bot.texts import Words

router = Router(name="start")

INVITE = "i"
"""Prefix of an invite in a /start payload; every other kind of link has a letter of its own."""

OPEN_TO_ALL = ("cards", "enter-code")
"""Parts of the menu for people the bot does not know."""

COMMANDS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("menu", tuple(Role)),
    ("tasks", (Role.COORDINATOR, Role.EXECUTOR, Role.HEAD)),
    ("board", (Role.CONTROLLER, Role.METHODIST, Role.ADMINISTRATOR)),
    ("language", tuple(Role)),
    ("help", tuple(Role)),
    ("privacy", tuple(Role)),
    ("stop", tuple(Role)),
    ("mydata", tuple(Role)),
    ("forget", tuple(Role)),
)


async def set_commands(bot: Bot, chat_id: int, actor: Actor, words: Words) -> None:
    """The command menu of a person's roles."""
    commands = [
        BotCommand(command=name, description=words.label(f"command-{name}"))
        for name, allowed in COMMANDS
        if actor.has(*allowed)
    ]
    await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=chat_id))


@router.message(CommandStart(deep_link=True))
async def accept_invite(
    message: Message,
    command: CommandObject,
    words: Words,
    people: People,
    state: FSMContext,
    bot: Bot,
) -> None:
    """A link was opened: take the role it gives."""
    assert message.from_user is not None
    await state.clear()
    user_id, chat_id = message.from_user.id, message.chat.id
    token = (command.args or "").removeprefix(INVITE)
    welcome = await people.accept_invite(user_id, chat_id, words.language, token)
    actor = await people.actor(user_id, chat_id)
    assert actor is not None
    words = Words(actor.language)
    await set_commands(bot, chat_id, actor, words)
    text = words.html(
        "welcome",
        role=words.label(f"role-{welcome.role.value}"),
        organisation=welcome.organisation or "",
        inside=bool(welcome.organisation),
        count=welcome.open_assignments,
    )
    await say(message, Rendered(text, rows([menu_button(words)])))


@router.message(CommandStart())
async def start(
    message: Message,
    actor: Actor | None,
    words: Words,
    state: FSMContext,
    bot: Bot,
    settings: Settings,
) -> None:
    """/start without a link."""
    await state.clear()
    if actor is None or not actor.roles:
        await say(message, stranger(words, settings))
        return
    await set_commands(bot, message.chat.id, actor, words)
    if actor.has(Role.ADMINISTRATOR):
        await say(message, Rendered(words.html("administrator-hello"), menu(actor, words).keyboard))
        return
    await say(message, menu(actor, words))


@router.my_chat_member()
async def reachable(event: ChatMemberUpdated, people: People) -> None:
    """The person blocked the bot, or came back."""
    gone = event.new_chat_member.status in ("kicked", "left")
    await people.set_reachable(event.from_user.id, Unreachable.BLOCKED if gone else None)


def stranger(words: Words, settings: Settings) -> Rendered:
    """What somebody without an invite is told."""
    buttons = [[button(words.label(f"menu-{name}"), MenuTap(to=name).pack())] for name in OPEN_TO_ALL]
    return Rendered(words.html("stranger", municipality=settings.municipality), rows(*buttons))
