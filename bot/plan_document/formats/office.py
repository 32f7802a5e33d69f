"""Older and other office formats, through LibreOffice where it is installed."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from bot.plan_document import formats, limits
from bot.plan_document.blocks import Content, Table
from bot.plan_document.failures import BrokenFile, NeedsOffice, TooMuch
from bot.plan_document.formats import word_binary

LIMIT_SECONDS = 20.0
"""On the clock; a conversion takes about two. `limits` bounds the work."""
_TARGET = {".doc": "docx", ".odt": "docx", ".rtf": "docx", ".xls": "xlsx", ".ods": "xlsx"}
# What a file says is only data: no macros, and nothing is fetched that a document links to.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is; None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read(data: bytes, extension: str) -> Content:
    """What Word or Excel would have: the file is converted, then read as their format."""
    found = program()
    if found is None:
        raise NeedsOffice(extension=extension)
    target = _TARGET[extension]
    with tempfile.TemporaryDirectory(prefix="plan-") as folder:
        source = Path(folder) / f"plan{extension}"
        source.write_bytes(data)
        profile = Path(folder) / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        _convert(found, source, target)
        made = source.with_suffix(f".{target}")
        if not made.exists():
            raise BrokenFile(format=extension)
        content = formats.read(made.read_bytes(), f".{target}")
    return _with_last_table(data, content) if extension == ".doc" else content


def _with_last_table(data: bytes, content: Content) -> Content:
    """The content, read anew from the marks of the file itself where LibreOffice has lost cells."""
    text = word_binary.text_of(data)
    cells = sum(len(row) for block in content.blocks if isinstance(block, Table) for row in block.rows)
    if text.count(word_binary.MARK) <= 2 * cells:
        return content
    return content._replace(blocks=word_binary.blocks_of(text) or content.blocks)


def _convert(found: str, source: Path, target: str) -> None:
    folder = source.parent
    arguments = [
        found,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        target,
        "--outdir",
        str(folder),
        str(source),
    ]
    with limits.lifted():
        process = subprocess.Popen(  # noqa: S603 - the program found on the path, with our own file names
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
            start_new_session=True,
        )
    try:
        process.wait(LIMIT_SECONDS)
    except subprocess.TimeoutExpired as late:
        raise TooMuch from late
    finally:
        # the office starts a second process and may leave it behind
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
