"""Web addresses as Telegram understands them."""

import ipaddress
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

_SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})
_START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_LABEL = re.compile(r"[^\s/?#@:\[\]]+")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]»])"
    r"|(?P<email>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"|(?<![\w/@<])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})\b"
    r"|(?<![\w#])(?P<hashtag>#[^\W\d]\w*)"
)
_HINT = re.compile(r"[/@#]")


def checked_link(url: str) -> str | None:
    """The address as Telegram would keep it, or None when it is no address to Telegram."""
    url = url.strip()
    scheme = _SCHEME.match(url)
    if scheme is None:
        url = f"http://{url}"
    elif scheme.group(1).lower() not in _SCHEMES:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return url
    if not _is_host(host):
        return None
    return url if parts.path or parts.query or parts.fragment else f"{url}/"


def start_payload(url: str, bot_username: str) -> str | None:
    """The payload of a deep link to this bot ("" when it has none); None for any other address."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        name = query.get("domain", [""])[0]
    elif parts.scheme in ("http", "https") and parts.hostname in ("t.me", "telegram.me"):
        name = parts.path.strip("/")
    else:
        return None
    return query.get("start", [""])[0] if name.lower() == bot_username.lower() else None


def is_start_payload(payload: str) -> bool:
    """Whether a deep link can carry this payload."""
    return _START_PAYLOAD.fullmatch(payload) is not None


def found_entities(text: str, present: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What Telegram marks by itself: commands, addresses, mentions, hashtags outside of `present`."""
    if not _HINT.search(text):
        return []
    found: list[dict[str, Any]] = []
    for match in _FOUND.finditer(text):
        offset = len(text[: match.start()].encode("utf-16-le")) // 2
        length = len(match.group().encode("utf-16-le")) // 2
        if not any(_overlap(offset, length, entity) for entity in present):
            found.append({"offset": offset, "length": length, "type": match.lastgroup})
    return found


def _overlap(offset: int, length: int, entity: dict[str, Any]) -> bool:
    if entity["type"] not in ("code", "pre", "text_link", "text_mention"):
        return False
    start, size = int(entity["offset"]), int(entity["length"])
    return offset < start + size and start < offset + length


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        labels = host.split(".")
        return len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return True
