"""Good files made bad: cut, overwritten, mixed up, also inside of their packages."""

import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache

from tests.plan_document.samples import CYCLOGRAM, PLANS
from tests.plan_document.zoo.in_sheets import IN_SHEETS
from tests.plan_document.zoo.in_word import IN_WORD
from tests.plan_document.zoo.on_pages import ON_PAGES


@cache
def grounds() -> Mapping[str, Sequence[bytes]]:
    """Good files by extension."""
    found: dict[str, list[bytes]] = {".docx": [(PLANS / f"{CYCLOGRAM}.docx").read_bytes()]}
    for animal in (*IN_WORD, *IN_SHEETS, *ON_PAGES):
        found.setdefault("." + animal.filename.rpartition(".")[2], []).append(animal.make())
    return found


def damaged(
    chance: random.Random, known: Mapping[str, Sequence[bytes]], ends: Sequence[str]
) -> tuple[str, bytes]:
    """An extension and a file that was good, or never was."""
    extension = chance.choice(sorted(known))
    content = chance.choice(known[extension])
    way = chance.randrange(6)
    if way == 0:
        content = chance.randbytes(chance.randrange(1, 5_000))
        extension = chance.choice(ends)
    elif way == 1:
        content = content[: chance.randrange(1, len(content))]
    elif way == 2:
        extension = chance.choice(ends)
    elif way == 3 or not content.startswith(b"PK"):
        content = _spoilt(chance, content)
    else:
        content = _spoilt_inside(chance, content)
    return extension, content


def _spoilt(chance: random.Random, content: bytes) -> bytes:
    """Bytes overwritten, left out, doubled."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        place = chance.randrange(len(made))
        length = chance.choice((1, 2, 8, 200))
        way = chance.randrange(3)
        if way == 0:
            made[place : place + length] = chance.randbytes(length)
        elif way == 1 and len(made) > 2 * length:
            del made[place : place + length]
        else:
            made[place:place] = made[place : place + length] * chance.choice((1, 3, 50))
    return bytes(made)


def _spoilt_inside(chance: random.Random, content: bytes) -> bytes:
    """The same inside of a part of a package, or the package with a part less."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        parts = source.infolist()
        chosen = chance.choice(parts).filename
        missing = chance.random() < 0.2
        for entry in parts:
            held = source.read(entry)
            if entry.filename != chosen or not held:
                target.writestr(entry.filename, held)
            elif not missing:
                target.writestr(entry.filename, _spoilt(chance, held))
    return buffer.getvalue()
