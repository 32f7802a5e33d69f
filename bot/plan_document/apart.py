"""A file from the chat is read in a process of its own: it can take no time, memory or secret of the bot."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from datetime import date
from pathlib import Path

from bot.plan_document import limits
from bot.plan_document.document import PlanDocument
from bot.plan_document.exchange import failure_from_json, plan_from_json
from bot.plan_document.failures import PlanUnreadable, TooMuch
from bot.plan_document.reader import check_format

_HOME = Path(__file__).resolve().parent.parent.parent
_WAIT = 3 * limits.SECONDS
"""Seconds on the clock; the process ends itself after fewer of its own, where it has the processor at all."""
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV")


async def read_apart(content: bytes, filename: str, today: date) -> PlanDocument:
    """`read_plan` in a child process with bounds; raises the same `PlanUnreadable`.

    The child is told the extension and the bytes, nothing else: no name of the file, no settings.
    """
    check_format(filename)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot.plan_document", "read", Path(filename).suffix.lower(), today.isoformat()),
        cwd=_HOME,
        env={name: os.environ[name] for name in _KEPT if name in os.environ},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(content), _WAIT)
    except TimeoutError as late:
        raise TooMuch from late
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    # a long plan is a long text: the loop goes on in the meantime
    return await asyncio.to_thread(_heard, process.returncode, said)


def _heard(code: int | None, said: bytes) -> PlanDocument:
    """What the child said; one that was ended by the system had taken too much."""
    try:
        data = json.loads(said)
    except ValueError:
        raise (TooMuch if code is not None and code < 0 else PlanUnreadable) from None
    if "failure" in data:
        raise failure_from_json(data)
    return plan_from_json(data)
