"""One module for each way a table is kept in a file; each is imported only when such a file comes.

A module has `read(data)`, which gives the `Content` of a file and raises a `PlanUnreadable`.
"""

import re
from collections.abc import Mapping
from importlib import import_module

from bot.plan_document.blocks import Content

MODULES: Mapping[str, str] = {
    ".docx": "word",
    ".xlsx": "excel",
    ".pdf": "pdf",
    ".html": "web",
    ".htm": "web",
    ".txt": "text",
    ".csv": "delimited",
    ".doc": "office",
    ".odt": "office",
    ".rtf": "office",
    ".xls": "office",
    ".ods": "office",
}
"""Extension → the module that reads it."""

THROUGH_OFFICE = tuple(extension for extension, module in MODULES.items() if module == "office")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table|meta)\b", re.IGNORECASE)


def read(data: bytes, extension: str) -> Content:
    """The content of a file with a known extension."""
    kind = _true_kind(data, extension)
    module = import_module(f"{__name__}.{MODULES[kind]}")
    content: Content = module.read(data, kind) if kind in THROUGH_OFFICE else module.read(data)
    return content


def _true_kind(data: bytes, extension: str) -> str:
    """The extension the file should have: programs and people save one format under the name of another."""
    if extension in (".txt", ".csv", ".html", ".htm"):
        return extension
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    sheet = extension in (".xls", ".xlsx", ".ods")
    if data.startswith(b"PK") and extension in (".doc", ".xls", ".rtf"):
        return ".xlsx" if sheet else ".docx"
    if extension in THROUGH_OFFICE and _PAGE.match(data):
        return ".html"
    if data.startswith(_OLE) and extension in (".docx", ".xlsx") and b"E\0n\0c\0r\0y\0p\0t\0e\0d" not in data:
        return ".xls" if sheet else ".doc"
    return extension
