"""Small real pictures, made on the spot."""

import struct
import zlib


def png(width: int, height: int, colour: tuple[int, int, int] = (70, 130, 180)) -> bytes:
    """A PNG of one colour with a darker frame."""
    dark = bytes(part // 2 for part in colour)
    edge = b"\x00" + dark * width
    middle = b"\x00" + dark + bytes(colour) * (width - 2) + dark
    rows = [edge, *([middle] * (height - 2)), edge]

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(b"".join(rows))),
            chunk(b"IEND", b""),
        ]
    )
