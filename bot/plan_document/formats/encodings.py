"""Bytes → text when nobody says in which of the usual encodings they are."""

from itertools import pairwise

from bot.plan_document.failures import BrokenFile

_FREQUENT = frozenset("оеаинтсрвлкмдпу")
_OLD = ("cp1251", "koi8-r", "cp866")


def decoded(data: bytes, extension: str, declared: str | None = None) -> str:
    """The text; raises `BrokenFile` when it is none."""
    text = _text(data, declared)
    if text is None or sum(char < " " and char not in "\t\n\r\f" for char in text) > len(text) // 100:
        raise BrokenFile(format=extension)
    return text


def _text(data: bytes, declared: str | None) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _in("utf-16", data)
    if data[1:4000:2].count(0) > len(data[1:4000:2]) // 2:
        return _in("utf-16-le", data)
    found = _in("utf-8-sig", data)
    if found is None and declared:
        found = _in(declared, data)
    if found is not None:
        return found
    tried = [text for name in _OLD if (text := _in(name, data)) is not None]
    return max(tried, key=_likeness, default=None)


def _in(encoding: str, data: bytes) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _likeness(text: str) -> float:
    """How much like Russian it looks: frequent small letters, and no capitals inside of words."""
    sample = text[:20_000]
    frequent = sum(char in _FREQUENT for char in sample)
    inside = sum(left.islower() and right.isupper() for left, right in pairwise(sample))
    return frequent - 5.0 * inside
