"""What passes by itself: no update is to blame for it."""

import socket
import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_ALWAYS = (ConnectionError, socket.gaierror, TimeoutError, PoolTimeout, InterfaceError)
_STATES = ("08", "53", "57", "55000")
"""SQLSTATEs: connections that break, a server that is full or shuts down, a database that is closed."""
_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
}
"""A file that is locked, or on a disk that is full or gone."""


def passes(fault: Exception) -> bool:
    """Whether the same may go well in a moment: a locked or absent database."""
    if isinstance(fault, _ALWAYS):
        return True
    if not isinstance(fault, DBAPIError):
        return False
    if fault.connection_invalidated:
        return True
    if isinstance(fault.orig, sqlite3.Error):
        return getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF in _CODES
    return str(getattr(fault.orig, "sqlstate", None) or "").startswith(_STATES)
