"""Text as it is printed: on one line, or with its line breaks, without what only dresses it."""

import re

_MARKUP = re.compile(r"</?(?:p|br|b|i|u|div|span|strong|em)\b[^<>]*>", re.IGNORECASE)
_POINT = re.compile(r"^[ \t]*[–—•▪·*-][ \t]+", re.MULTILINE)


def fold(text: str) -> str:
    """The text on one line: whitespace folded, markup residue and spaces before marks removed."""
    return re.sub(r"\s+([,;:.!?»)])", r"\1", " ".join(_MARKUP.sub(" ", text).split()))


def clean(text: str) -> str:
    """The text with its line breaks, but without markup residue and without spaces at the edges."""
    return _MARKUP.sub(" ", text).strip()


def without_points(text: str) -> str:
    """A list without its points; a dash that only begins a line in the middle stays."""
    return _POINT.sub("", text) if _POINT.match(text) else text
