"""Telegram's answers → what they mean for a message: sent, unreachable, later, unknown, wrong."""

from dataclasses import dataclass

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError

from bot.models import Unreachable


@dataclass(frozen=True)
class Later:
    """Try again after so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Failing:
    """The messenger fails over this request; the next one may go well."""


@dataclass(frozen=True)
class Gone:
    """The chat cannot be written to; this is data for a person, not an error."""

    why: Unreachable


@dataclass(frozen=True)
class Unknown:
    """The request may or may not have had its effect: it must not be repeated blindly."""


@dataclass(frozen=True)
class Wrong:
    """The messenger refuses the message itself."""

    description: str
    bad_markup: bool


Refusal = Later | Failing | Gone | Unknown | Wrong

_GONE = (
    ("bot was blocked", Unreachable.BLOCKED),
    ("user is deactivated", Unreachable.DEACTIVATED),
    ("can't initiate conversation", Unreachable.NEVER_STARTED),
    ("chat not found", Unreachable.NOT_FOUND),
)
NO_CONNECTION_PAUSE = 5.0


def never_left(error: Exception) -> bool:
    """Whether there was not even a connection, so that the request cannot have had an effect."""
    return isinstance(error.__cause__, ClientConnectorError)


def understand(error: TelegramAPIError) -> Refusal:
    """What a failed request means."""
    if isinstance(error, TelegramRetryAfter):
        return Later(float(error.retry_after))
    if isinstance(error, TelegramServerError):
        return Failing()
    if never_left(error) or isinstance(error, TelegramUnauthorizedError):  # nobody's message is to blame
        return Later(NO_CONNECTION_PAUSE)
    if isinstance(error, TelegramNetworkError):
        return Unknown()
    if isinstance(error, TelegramForbiddenError | TelegramBadRequest):
        text = error.message.lower()
        for phrase, why in _GONE:
            if phrase in text:
                return Gone(why)
        if isinstance(error, TelegramForbiddenError):
            return Gone(Unreachable.BLOCKED)
        return Wrong(error.message, bad_markup="can't parse entities" in text)
    return Wrong(error.message, bad_markup=False)
