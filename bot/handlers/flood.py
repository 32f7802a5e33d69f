"""Too much at once: a kind sentence once a minute instead of an answer; guessing invites ends sooner.

Kept in memory: after a restart everybody begins anew, which harms nobody.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from bot.errors import DomainError, WrongKey
from bot.handlers.replies import answer, say
from bot.messenger.rendered import Rendered
from bot.texts import Words

log = structlog.get_logger(__name__)

BURST = 40
"""Taps and messages anybody may send at once; a busy person makes thirty in ten seconds."""
PER_SECOND = 2.0
SAID_EVERY = 60.0
WRONG_INVITES = 5
CODE_FORMS = ("FamilyForm:code", "DoorForm:code")
"""The forms into which a code is typed: guessing there is guessing too."""
GUESSING_SECONDS = 600.0
MOST_PEOPLE = 10_000
"""People remembered at once; those who have been quiet are forgotten."""

Seconds = Callable[[], float]
"""Seconds that only ever grow, whatever happens to the clock on the wall."""


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


@dataclass
class _Allowance:
    """What one person may still send, as it was at a moment; the person is told at most once a minute."""

    at: float
    left: float = BURST
    said_at: float | None = None


@dataclass
class _Guesses:
    """The wrong invites of one account, and until when it is not listened to."""

    wrong: deque[float] = field(default_factory=deque)
    closed_until: float = 0.0


class FloodLimit(BaseMiddleware):
    """Lets bursts of a busy person through and drops the rest before a handler sees it."""

    def __init__(self, seconds: Seconds = _loop_time) -> None:
        self._seconds = seconds
        self._people: dict[int, _Allowance] = {}

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle what is within the allowance."""
        source = (event.message or event.callback_query) if isinstance(event, Update) else None
        if source is None or source.from_user is None:
            return await handler(event, data)
        allowance = self._allowance(source.from_user.id)
        if allowance.left >= 1:
            allowance.left -= 1
            return await handler(event, data)
        if allowance.said_at is None or allowance.at - allowance.said_at >= SAID_EVERY:
            allowance.said_at = allowance.at
            log.warning("flood")
            await _slow_down(source, data["words"])
        return None

    def _allowance(self, user_id: int) -> _Allowance:
        now = self._seconds()
        found = self._people.get(user_id)
        if found is None:
            if len(self._people) >= MOST_PEOPLE:
                self._forget_quiet(now)
            found = self._people[user_id] = _Allowance(now)
        found.left = min(BURST, found.left + (now - found.at) * PER_SECOND)
        found.at = now
        return found

    def _forget_quiet(self, now: float) -> None:
        quiet = max(BURST / PER_SECOND, SAID_EVERY)
        self._people = {number: each for number, each in self._people.items() if now - each.at < quiet}


class GuessingLimit(BaseMiddleware):
    """After five wrong links or codes in ten minutes an account is not listened to for ten minutes."""

    def __init__(self, seconds: Seconds = _loop_time) -> None:
        self._seconds = seconds
        self._accounts: dict[int, _Guesses] = {}

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Let an invite be tried, and count the wrong ones."""
        if not isinstance(event, Message) or event.from_user is None:
            return await handler(event, data)
        if not _is_link(event.text) and data["raw_state"] not in CODE_FORMS:
            return await handler(event, data)
        now, user_id = self._seconds(), event.from_user.id
        guesses = self._accounts.get(user_id)
        if guesses is not None and now < guesses.closed_until:
            raise DomainError("invite-guessing")
        try:
            return await handler(event, data)
        except DomainError as refusal:
            if isinstance(refusal, WrongKey):
                self._count(user_id, now)
            raise

    def _count(self, user_id: int, now: float) -> None:
        if len(self._accounts) >= MOST_PEOPLE:
            self._accounts = {n: each for n, each in self._accounts.items() if _still_counts(each, now)}
        guesses = self._accounts.setdefault(user_id, _Guesses())
        guesses.wrong.append(now)
        while now - guesses.wrong[0] > GUESSING_SECONDS:
            guesses.wrong.popleft()
        if len(guesses.wrong) >= WRONG_INVITES:
            guesses.wrong.clear()
            guesses.closed_until = now + GUESSING_SECONDS
            log.warning("invites_guessed")


def _is_link(text: str | None) -> bool:
    return text is not None and text.startswith("/start") and len(text.split(maxsplit=1)) > 1


def _still_counts(guesses: _Guesses, now: float) -> bool:
    return now < guesses.closed_until or bool(guesses.wrong and now - guesses.wrong[-1] <= GUESSING_SECONDS)


async def _slow_down(source: Message | CallbackQuery, words: Words) -> None:
    if isinstance(source, CallbackQuery):
        await answer(source, words.label("flood"), alert=True)
    else:
        await say(source, Rendered(words.html("flood")))
