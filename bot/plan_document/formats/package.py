"""The zip package that Word and Excel files are: opened with care."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from bot.plan_document.failures import BrokenFile, Locked, TooMuch

MOST_XML = 64 * 1024 * 1024
"""Bytes of text and structure, unpacked; a plan of 5,000 rows has a tenth of it."""
MOST_PARTS = 5_000
MOST_STYLES = 4 * 1024 * 1024
"""Bytes of styles and lists; large documents have a tenth of it."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\x00!\x00|\x00<\x00!", re.IGNORECASE)


def is_ole(data: bytes) -> bool:
    """Whether the file is of the kind before Word 2007."""
    return data.startswith(_OLE)


def is_zip(data: bytes) -> bool:
    """Whether the file is a zip archive."""
    return data.startswith(b"PK\x03\x04")


@contextmanager
def opened(data: bytes, extension: str) -> Iterator[zipfile.ZipFile]:
    """The package; what is wrong with it inside the block too becomes a `BrokenFile`.

    Raises `Locked` for a file under a password, `TooMuch` for one that unpacks to more than a plan can be.
    """
    if is_ole(data) and _ENCRYPTED in data:
        raise Locked
    if not is_zip(data):
        raise BrokenFile(format=extension)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            texts = sum(part.file_size for part in parts if _is_text(part.filename))
            styles = max((part.file_size for part in parts if _is_style(part.filename)), default=0)
            if texts > MOST_XML or len(parts) > MOST_PARTS or styles > MOST_STYLES:
                raise TooMuch
            yield package
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        RuntimeError,  # a part under a password
        SyntaxError,  # the XML parser's
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        if "emory" in str(error) or str(error).startswith("unknown error"):
            raise TooMuch from error  # so the XML parser says that it had not enough of it
        raise BrokenFile(format=extension) from error


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """A part of XML; refused when it declares a document type, which no office program writes."""
    content = package.read(name)
    if _DOCTYPE.search(content, 0, 4096):
        raise ValueError(name)
    return content


def check_parts(package: zipfile.ZipFile) -> None:
    """The same for all parts, for a library that opens them itself."""
    for each in package.infolist():
        if _is_text(each.filename):
            with package.open(each) as stream:
                if _DOCTYPE.search(stream.read(4096)):
                    raise ValueError(each.filename)


def _is_style(name: str) -> bool:
    return name.lower().endswith(("/styles.xml", "/numbering.xml"))


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))
