"""Telegram's HTML: text with tags in, plain text with entities out, and back again.

Offsets and lengths of entities count UTF-16 code units, as everywhere in the Bot API.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.sandbox.links import checked_link
from bot.sandbox.refusals import bad_request

Json = dict[str, Any]

_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"\s*([^\s=>/\"']*)\s*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SPACES = re.compile(r"\s*")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset(_PLAIN_TAGS) | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
#: Which entity encloses which when both have the same place.
_ORDER = (
    "blockquote",
    "expandable_blockquote",
    "pre",
    "code",
    "text_link",
    "text_mention",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "custom_emoji",
)
#: Control characters become spaces.
_CLEANED = {code: " " for code in range(32) if code != 10}


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text takes."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    piece: int


class _HtmlReader:
    """One pass over one text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.length = 0
        self.stack: list[_OpenTag] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        source, position = self.source, 0
        while special := _SPECIAL.search(source, position):
            start = special.start()
            self._add(source[position:start])
            position = self._tag(start) if source[start] == "<" else self._reference(start)
        self._add(source[position:])
        if self.stack:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].name}"')
        self.entities.sort(key=_entity_order)
        return "".join(self.pieces), self.entities

    def _add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += utf16_length(text)

    def _reference(self, start: int) -> int:
        character, end = _decode_reference(self.source, start)
        self._add(character)
        return end

    def _tag(self, start: int) -> int:
        if self.source.startswith("</", start):
            return self._end_tag(start)
        return self._start_tag(start)

    def _start_tag(self, start: int) -> int:
        source = self.source
        matched = _TAG_NAME.match(source, start + 1)
        end = matched.end() if matched else start + 1
        name = source[start + 1 : end].lower()
        if end >= len(source):
            raise self._at("Unclosed start tag", start)
        if name not in _TAGS:
            raise self._at(f'Unsupported start tag "{name}"', start)
        attributes, end = self._attributes(name, start, end)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._at('Tag "span" must have class "tg-spoiler"', start)
        self.stack.append(_OpenTag(name, attributes, self.length, len(self.pieces)))
        return end

    def _attributes(self, tag: str, start: int, position: int) -> tuple[dict[str, str], int]:
        source = self.source
        attributes: dict[str, str] = {}
        while True:
            position = _skip_spaces(source, position)
            if source.startswith(">", position):
                return attributes, position + 1
            matched = _ATTRIBUTE_NAME.match(source, position)
            name = matched.group(1) if matched else ""
            if position >= len(source):
                raise self._at(f'Unclosed start tag "{tag}"', start)
            if not matched or not name:
                raise self._at(f'Empty attribute name in the tag "{tag}"', start)
            position = matched.end()
            if position >= len(source):
                raise self._at(f'Unclosed start tag "{tag}"', start)
            if source[position] != "=":
                attributes[name] = "1"
                continue
            attributes[name], position = self._attribute_value(start, _skip_spaces(source, position + 1))

    def _attribute_value(self, start: int, position: int) -> tuple[str, int]:
        source = self.source
        quote = source[position : position + 1]
        if quote not in ("'", '"') or not quote:
            matched = _NAME_TOKEN.match(source, position)
            end = matched.end() if matched else position
            if end < len(source) and source[end] != ">" and not source[end].isspace():
                raise self._at("Unexpected end of name token", position)
            return source[position:end].lower(), end
        end = source.find(quote, position + 1)
        if end < 0:
            raise self._at("Unclosed start tag", start)
        return _decode_references(source[position + 1 : end]), end + 1

    def _end_tag(self, start: int) -> int:
        if not self.stack:
            raise self._at("Unexpected end tag", start)
        matched = _TAG_NAME.match(self.source, start + 2)
        end = matched.end() if matched else start + 2
        name = self.source[start + 2 : end].lower()
        end = _skip_spaces(self.source, end)
        if not self.source.startswith(">", end):
            raise self._at("Unclosed end tag", start)
        opened = self.stack[-1]
        if name and name != opened.name:
            raise self._at("Unmatched end tag", start, f', expected "</{opened.name}>", found "</{name}>"')
        self.stack.pop()
        if self.length > opened.offset:
            self._close(opened)
        return end + 1

    def _close(self, tag: _OpenTag) -> None:
        entity: Json = {"offset": tag.offset, "length": self.length - tag.offset}
        if tag.name in _PLAIN_TAGS:
            entity["type"] = _PLAIN_TAGS[tag.name]
        elif tag.name == "blockquote":
            entity["type"] = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
        elif tag.name == "a":
            url = checked_link(tag.attributes.get("href") or "".join(self.pieces[tag.piece :]))
            if url is None:
                return  # Telegram drops a link it does not understand, without an error
            entity |= {"type": "text_link", "url": url}
        elif tag.name == "tg-emoji":
            identifier = tag.attributes.get("emoji-id", "")
            if not identifier.isdecimal() or int(identifier) == 0:
                raise _cannot_parse("Invalid custom emoji identifier specified")
            entity |= {"type": "custom_emoji", "custom_emoji_id": identifier}
        elif tag.name == "tg-time":
            entity |= {"type": "date_time", "unix_time": int(tag.attributes.get("unix", "0") or 0)}
            if "format" in tag.attributes:
                entity["date_time_format"] = tag.attributes["format"]
        elif self._joins_code(tag, entity):
            return
        else:
            entity["type"] = tag.name
        self.entities.append(entity)

    def _joins_code(self, tag: _OpenTag, entity: Json) -> bool:
        """`<pre><code class="language-python">` (or the other way round) is one block with a language."""
        language = tag.attributes.get("class", "").removeprefix("language-") if tag.name == "code" else ""
        if tag.name == "code" and language:
            entity["_language"] = language
        last = self.entities[-1] if self.entities else {}
        if (last.get("offset"), last.get("length")) != (entity["offset"], entity["length"]):
            return False
        if tag.name == "pre" and last["type"] == "code" and "_language" in last:
            last |= {"type": "pre", "language": last["_language"]}
            return True
        if language and last["type"] == "pre":
            last["language"] = language
            return True
        return False

    def _at(self, problem: str, position: int, tail: str = "") -> Exception:
        offset = len(self.source[:position].encode())
        return _cannot_parse(f"{problem} at byte offset {offset}{tail}")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities; raises Telegram's "can't parse entities" with the byte offset."""
    if "<" not in source and "&" not in source:
        return source, []
    text, entities = _HtmlReader(source).read()
    for entity in entities:
        entity.pop("_language", None)
    return text, entities


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without the white space around the text, as Telegram stores it; entities follow.

    White space in front stays where an entity begins with it.
    """
    text = text.translate(_CLEANED).rstrip(" \n")
    first = min((entity["offset"] for entity in entities), default=len(text))
    lead = 0
    while lead < min(first, len(text)) and text[lead] in " \n":
        lead += 1
    text = text[lead:]
    if not entities:
        return text, entities
    size = utf16_length(text)
    kept: list[Json] = []
    for entity in entities:
        offset = entity["offset"] - lead
        length = min(entity["length"], size - offset)
        if length > 0:
            kept.append({**entity, "offset": offset, "length": length})
    return text, kept


def to_html(text: str, entities: list[Json]) -> str:
    """Text with entities as Telegram HTML (what a test reads, what a bot could have sent)."""
    units = text.encode("utf-16-le")
    opens: dict[int, list[Json]] = {}
    for entity in sorted(entities, key=_entity_order):
        opens.setdefault(entity["offset"], []).append(entity)
    bounds = sorted(
        {0, len(units) // 2}
        | {edge for entity in entities for edge in (entity["offset"], entity["offset"] + entity["length"])}
    )
    parts: list[str] = []
    stack: list[tuple[int, str]] = []
    for index, bound in enumerate(bounds):
        while stack and stack[-1][0] <= bound:
            parts.append(stack.pop()[1])
        for entity in opens.get(bound, ()):
            start, end = _tags_of(entity)
            if start:
                parts.append(start)
                stack.append((bound + entity["length"], end))
        if index + 1 < len(bounds):
            parts.append(escape(units[bound * 2 : bounds[index + 1] * 2].decode("utf-16-le"), quote=False))
    parts.extend(end for _, end in reversed(stack))
    return "".join(parts)


def _tags_of(entity: Json) -> tuple[str, str]:
    kind = entity["type"]
    simple = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler"}
    if kind in simple:
        return f"<{simple[kind]}>", f"</{simple[kind]}>"
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "pre" and "language" in entity:
        return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
    if kind in ("code", "pre", "blockquote"):
        return f"<{kind}>", f"</{kind}>"
    return "", ""


def _entity_order(entity: Json) -> tuple[int, int, int]:
    kind = entity["type"]
    return entity["offset"], -entity["length"], _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _skip_spaces(source: str, position: int) -> int:
    matched = _SPACES.match(source, position)
    return matched.end() if matched else position


def _decode_reference(source: str, start: int) -> tuple[str, int]:
    matched = _REFERENCE.match(source, start)
    if matched is None:
        return "&", start + 1
    hexadecimal, decimal, name = matched.groups()
    if name:
        return _NAMED[name], matched.end()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < 0x10FFFF or matched.end() - start > 10:
        return "&", start + 1
    if 0xD800 <= code <= 0xDFFF:
        raise _cannot_parse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), matched.end()


def _decode_references(text: str) -> str:
    parts, position = [], 0
    while (start := text.find("&", position)) >= 0:
        parts.append(text[position:start])
        character, position = _decode_reference(text, start)
        parts.append(character)
    parts.append(text[position:])
    return "".join(parts)


def _cannot_parse(problem: str) -> Exception:
    return bad_request(f"can't parse entities: {problem}")
