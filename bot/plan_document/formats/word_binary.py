"""The text of a `.doc` whose last table LibreOffice cannot read.

A Word document ends with a paragraph. Programs write files that end with a table instead, and LibreOffice
then runs its cells together. The marks that part the cells are still in the file: each cell ends with one,
each row with one more.
"""

import re
import struct

from bot.plan_document.blocks import MOST_CELLS, Block, Table, even

MARK = "\x07"
_LAST = 0xFFFFFFFA
"""Numbers of sectors are below it."""
_ENTRY = 128
_TEXT_FROM, _CHARACTERS = 0x18, 0x4C
"""Places in the head of the document: where its text begins, how many characters it has."""
_NUMBERED = re.compile(r"№|\d+(?:\.\d+)*\.?\s*$|[IVX]+\.?\s*$|раздел\b", re.IGNORECASE)
_WIDEST = 60


def text_of(data: bytes) -> str:
    """The main text with its marks; empty where it is not kept in one piece of two-byte characters."""
    try:
        stream = _stream(data, "WordDocument")
        (begin,) = struct.unpack_from("<I", stream, _TEXT_FROM)
        (count,) = struct.unpack_from("<I", stream, _CHARACTERS)
    except (struct.error, IndexError):
        return ""
    text = stream[begin : begin + 2 * count].decode("utf-16-le", "replace")
    return text if len(text) == count and text.count("\ufffd") <= count // 100 else ""


def _stream(data: bytes, name: str) -> bytes:
    """A stream of a compound file: its sectors, in the order its table of sectors gives."""
    size = 1 << min(struct.unpack_from("<H", data, 0x1E)[0], 12)
    places = [place for place in struct.unpack_from("<109I", data, 0x4C) if place < _LAST]
    table = [
        following
        for place in places
        for following in struct.unpack_from(f"<{size // 4}I", data, (place + 1) * size)
    ]

    def chained(place: int) -> bytes:
        parts: list[bytes] = []
        while place < _LAST and len(parts) <= len(table):
            parts.append(data[(place + 1) * size : (place + 2) * size])
            place = table[place]
        return b"".join(parts)

    directory = chained(struct.unpack_from("<I", data, 0x30)[0])
    for entry in range(0, len(directory), _ENTRY):
        length = struct.unpack_from("<H", directory, entry + 0x40)[0]
        if directory[entry : entry + max(length - 2, 0)].decode("utf-16-le", "replace") == name:
            return chained(struct.unpack_from("<I", directory, entry + 0x74)[0])
    return b""


def blocks_of(text: str) -> list[Block]:
    """Paragraphs and tables, as far as the marks tell them."""
    blocks: list[Block] = []
    # a table begins after the last end of a paragraph before its first mark
    tokens = text.split(MARK)
    if len(tokens) > MOST_CELLS:
        return []
    at = 0
    while at < len(tokens) - 1:
        *before, first = tokens[at].split("\r")
        blocks += [line for line in before if line.strip()]
        tokens[at] = first
        rows, at = _rows(tokens, at)
        if rows:
            blocks.append(Table(even(rows)))
    blocks += [line for line in tokens[-1].split("\r") if line.strip()]
    return blocks


def _rows(tokens: list[str], at: int) -> tuple[list[list[str]], int]:
    """The rows of a table that begins at a token, and the token after it.

    Its first row has no empty cell, so that it ends at the first empty token; it tells the width.
    """
    width = next((n for n in range(1, _WIDEST) if at + n < len(tokens) and tokens[at + n] == ""), 0)
    rows: list[list[str]] = []
    while width and at + width < len(tokens):
        if rows and "\r" in tokens[at] and tokens[at].split("\r")[-1] != tokens[at]:
            break  # paragraphs stand between two tables
        length = _length(tokens, at, width)
        if not length:
            break
        rows.append([cell.replace("\r", "\n").strip() for cell in tokens[at : at + length]])
        at += length + 1
    return (rows, at) if rows else ([], at + 1)


def _length(tokens: list[str], at: int, width: int) -> int:
    """How many cells the row has that begins at a token: the whole width, or fewer where some are merged."""
    if at + width < len(tokens) and tokens[at + width] == "" and _begins_row(tokens, at + width + 1):
        return width
    for length in range(1, width):
        if tokens[at + length] == "" and _begins_row(tokens, at + length + 1):
            return length
    return width if at + width < len(tokens) and tokens[at + width] == "" else 0


def _begins_row(tokens: list[str], at: int) -> bool:
    """Whether a row may begin at a token: with a number, or after the paragraphs below a table."""
    return at >= len(tokens) - 1 or bool(_NUMBERED.match(tokens[at].strip())) or "\r" in tokens[at]
