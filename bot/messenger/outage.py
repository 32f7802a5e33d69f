"""What passes by itself: no update and no message is to blame for it."""

from aiogram.exceptions import TelegramRetryAfter, TelegramServerError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_ALWAYS = (OperationalError, InterfaceError, OSError, PoolTimeout, TelegramRetryAfter, TelegramServerError)
_STATES = ("08", "53", "57", "55000")
"""SQLSTATEs: connections that break, a server that is full or shuts down, a database that is closed."""


def passes(fault: Exception) -> bool:
    """Whether the same may go well in a moment: a locked or absent database, a busy messenger."""
    if isinstance(fault, _ALWAYS):
        return True
    if not isinstance(fault, DBAPIError):
        return False
    state = str(getattr(fault.orig, "sqlstate", None) or "")
    return fault.connection_invalidated or state.startswith(_STATES)
