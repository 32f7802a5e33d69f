"""Where the database lies, without opening it: opening an SQLite file that is not there would make one."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database."""
    if not url.startswith("sqlite"):
        return None
    try:
        return Path(make_url(url).database or "")
    except ArgumentError:
        return None


def is_missing(url: str) -> bool:
    """Whether there is no file yet."""
    file = sqlite_file(url)
    return file is not None and not file.exists()


def name_of(url: str) -> str:
    """How a person calls the database: the file's name, or the name on the server."""
    file = sqlite_file(url)
    return file.name if file is not None else make_url(url).database or ""
