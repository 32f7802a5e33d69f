"""Reads the size of a picture from its first bytes, so that a photo can be told from any other file."""

from collections.abc import Callable

_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def picture_type(data: bytes) -> str | None:
    """The MIME type of a picture Telegram takes, or None."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8"):
        return "image/jpeg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return None


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height, or None when this is no picture."""
    reader = _READERS.get(picture_type(data) or "")
    if reader is None:
        return None
    try:
        width, height = reader(data)
    except IndexError:
        return None
    return (width, height) if width and height else None


def _png(data: bytes) -> tuple[int, int]:
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _gif(data: bytes) -> tuple[int, int]:
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


def _jpeg(data: bytes) -> tuple[int, int]:
    position = 2
    while data[position] == 0xFF:
        marker = data[position + 1]
        if marker in _JPEG_FRAMES:
            frame = data[position + 5 : position + 9]
            return int.from_bytes(frame[2:4], "big"), int.from_bytes(frame[0:2], "big")
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return 0, 0


def _webp(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF


_READERS: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/webp": _webp,
}
