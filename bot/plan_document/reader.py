"""A file → neutral blocks: refused by its name or size, then read by the module of its format."""

from pathlib import Path

from bot.plan_document import formats
from bot.plan_document.blocks import Content
from bot.plan_document.failures import EmptyFile, NoSuchFile, TooBig, UnsupportedFormat

LIMIT_MB = 20


def read_blocks(source: Path | bytes, filename: str) -> Content:
    """The content of a file; the format is told by the extension of `filename`.

    Raises a `PlanUnreadable` for a missing, oversized, empty, damaged or unsupported file.
    """
    data = _content(source, filename)
    check_format(filename)
    return formats.read(data, Path(filename).suffix.lower())


def check_format(filename: str) -> None:
    """Refuse a file by its name alone, before anybody fetches or opens it."""
    extension = Path(filename).suffix.lower()
    if extension not in formats.MODULES:
        raise UnsupportedFormat(extension=extension or filename)


def _content(source: Path | bytes, filename: str) -> bytes:
    limit = LIMIT_MB * 1024 * 1024
    if isinstance(source, bytes):
        data = source
    else:
        try:
            if source.stat().st_size > limit:
                raise TooBig(limit=LIMIT_MB)
            data = source.read_bytes()
        except OSError as error:
            raise NoSuchFile(name=filename) from error
    if len(data) > limit:
        raise TooBig(limit=LIMIT_MB)
    if not data.strip():
        raise EmptyFile
    return data
