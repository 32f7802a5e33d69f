"""Who is speaking: found before any handler runs; a filter keeps the others out."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.filters import Filter
from aiogram.types import Chat, TelegramObject, User

from bot.models import Role
from bot.services.access import Action, may
from bot.services.people import Actor, People
from bot.texts import LANGUAGES, Words


class WhoSpeaks(BaseMiddleware):
    """Gives handlers `actor` (None for a stranger) and `words` in the person's language.

    Anything outside a private chat is passed over: the bot does not speak in groups.
    """

    def __init__(self, people: People, default_language: str) -> None:
        self._people = people
        self._default_language = default_language

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Find the person, then go on."""
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        if user is None or user.is_bot or (chat is not None and chat.type != "private"):
            return None
        is_farewell = getattr(event, "my_chat_member", None) is not None
        actor = None if is_farewell else await self._people.actor(user.id, chat.id if chat else user.id)
        data["actor"] = actor
        data["words"] = Words(actor.language if actor else self.language_of(user))
        return await handler(event, data)

    def language_of(self, user: User) -> str:
        """A stranger's language, as far as the texts have it."""
        code = (user.language_code or "").split("-")[0]
        return code if code in LANGUAGES else self._default_language


class Has(Filter):
    """Lets through a person who holds one of the roles (no role named: any known person)."""

    def __init__(self, *roles: Role) -> None:
        self._roles = roles

    async def __call__(self, event: TelegramObject, actor: Actor | None = None) -> bool:
        """Whether the person may come in here."""
        return actor is not None and (not self._roles or actor.has(*self._roles))


class May(Filter):
    """Lets through a person whose roles reach something by an action; what exactly, the service looks."""

    def __init__(self, action: Action) -> None:
        self._action = action

    async def __call__(self, event: TelegramObject, actor: Actor | None = None) -> bool:
        """Whether the person may come in here."""
        return actor is not None and may(actor, self._action)


KNOWN = Has(*Role)
"""Everybody with a role: staff, pupils, parents, trainees."""
STAFF = Has(*(role for role in Role if role.is_office))
CONTROLLING = Has(Role.CONTROLLER, Role.METHODIST, Role.ADMINISTRATOR)
ADMINISTRATOR = Has(Role.ADMINISTRATOR)
