"""What a person reads: Fluent messages → text.

Two forms of one message: `html` escapes every argument (a message body), `label` does not
(a button or a toast, which Telegram takes as plain text). A missing key or variable is an error,
never a gap in a sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.runtime.types import fluent_number

LOCALES = Path(__file__).resolve().parent.parent / "locales"
LANGUAGES = ("ru", "en")

_HEAD = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)
"""Where a message begins; no message of ours refers to another, so each can be read alone."""

LONG = 500
"""Longer values are put in after the formatting: Fluent refuses any part over 2,500 characters."""


class Html(str):
    """Text that is already safe HTML: it passes through a message unescaped."""

    __slots__ = ()


class MissingText(Exception):  # noqa: N818 - reads as the fault it names
    """A message or one of its variables does not exist: a fault of the program."""


@lru_cache(maxsize=4096)
def day_in_words(day: date, language: str, *, weekday: bool = False) -> str:
    """«15 января 2027», with `weekday` «15 января 2027, пт»."""
    words = format_date(day, "d MMMM y", locale=language)
    return f"{words}, {format_date(day, 'EEE', locale=language)}" if weekday else words


@lru_cache(maxsize=4096)
def short_day(day: date, language: str) -> str:
    """«15 янв», for a button."""
    return format_date(day, "d MMM", locale=language).removesuffix(".")


def month_in_words(day: date, language: str) -> str:
    """«январь 2027», the head of a calendar."""
    return format_date(day, "LLLL y", locale=language)


@dataclass(frozen=True)
class Words:
    """The texts in one person's language."""

    language: str

    def html(self, key: str, **arguments: object) -> Html:
        """The message as HTML; arguments are escaped unless they are `Html`."""
        return Html(self._format(key, arguments, escaped=True))

    def label(self, key: str, **arguments: object) -> str:
        """The message as plain text, for buttons, toasts and files."""
        return self._format(key, arguments, escaped=False)

    def day(self, day: date, *, weekday: bool = False) -> str:
        """A date in words."""
        return day_in_words(day, self.language, weekday=weekday)

    def short_day(self, day: date) -> str:
        """A date for a button."""
        return short_day(day, self.language)

    def month(self, day: date) -> str:
        """A month and its year."""
        return month_in_words(day, self.language)

    def _format(self, key: str, arguments: Mapping[str, object], *, escaped: bool) -> str:
        values = {name: self._value(value, escaped=escaped) for name, value in arguments.items()}
        long = {name: value for name, value in values.items() if isinstance(value, str) and len(value) > LONG}
        values |= {name: _stand_in(name) for name in long}
        text = _formatted(self.language, key, tuple(values.items()))
        for name, value in long.items():
            text = text.replace(_stand_in(name), value)
        return text

    def _value(self, value: object, *, escaped: bool) -> Any:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int):
            return fluent_number(value, useGrouping=False)
        if isinstance(value, datetime):
            value = f"{self.day(value.date())}, {value:%H:%M}"
        elif isinstance(value, date):
            value = self.day(value)
        if isinstance(value, Html) or not escaped:
            return str(value)
        return escape(str(value), quote=False)


@lru_cache(maxsize=1024)
def _formatted(language: str, key: str, values: tuple[tuple[str, Any], ...]) -> str:
    """The same button, and the same item of a plan, is shown to many people one after another."""
    text, errors = _bundle(language).format_pattern(_pattern(language, key), dict(values))
    if errors:
        raise MissingText(f"message {key!r} in locales/{language}: {errors[0]}")
    return str(text)


@cache
def _pattern(language: str, key: str) -> Pattern:
    """One message, parsed when somebody first reads it: all of them take half a second and 18 MB."""
    source = sources(language).get(key)
    if source is None:
        raise MissingText(f"no message {key!r} in locales/{language}")
    texts = _bundle(language)
    texts.add_resource(FluentResource(source))
    pattern = texts.get_message(key).value if texts.has_message(key) else None
    if pattern is None:
        raise MissingText(f"message {key!r} in locales/{language} cannot be read or has no value")
    return pattern


@cache
def _bundle(language: str) -> FluentBundle:
    return FluentBundle([language], use_isolating=False)


@cache
def sources(language: str) -> dict[str, str]:
    """Key → its message as it stands in the file."""
    found: dict[str, str] = {}
    for path in sorted((LOCALES / language).glob("*.ftl")):
        text = path.read_text(encoding="utf-8")
        heads = list(_HEAD.finditer(text))
        ends = [head.start() for head in heads[1:]] + [len(text)]
        found |= {head[1]: text[head.start() : end] for head, end in zip(heads, ends, strict=True)}
    return found


def _stand_in(name: str) -> str:
    return f"\ue000{name}\ue001"


def units(text: str) -> int:
    """The length as the messenger counts it: UTF-16 units, two for an emoji."""
    return len(text.encode("utf-16-le")) // 2


def shorten(text: str, limit: int) -> str:
    """`text` cut at a word to at most `limit` characters, with an ellipsis where it was cut."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: max(limit - 1, 1)]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:–-") + "…"
