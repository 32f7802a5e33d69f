"""The other end of the line to the local Telegram's process, and the programs measured against it."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "100200300:local-telegram-of-the-benchmarks"  # noqa: S105 - opens nothing but the local Telegram
STOP_SECONDS = 5.0


class Telegram:
    """A local Telegram that runs in another process (without one: only its address)."""

    def __init__(self, process: asyncio.subprocess.Process | None, address: str = "") -> None:
        self._process = process
        self.address = address

    async def ask(self, do: str, **arguments: Any) -> Json:
        """One command, one answer."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write((json.dumps({"do": do} | arguments) + "\n").encode())
        await self._process.stdin.drain()
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the process of the local Telegram has ended")
        answer: Json = json.loads(line)
        if "fault" in answer:
            raise RuntimeError(answer["fault"])
        return answer

    async def people(self, first: int, count: int) -> None:
        """A new world with these people in it."""
        self.address = (await self.ask("people", first=first, count=count))["address"]


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    """Started, and stopped at the end."""
    process = await start(["-m", "benchmarks.telegram_process", TOKEN], ROOT, piped=True)
    try:
        yield Telegram(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await ended(process)


async def start(
    arguments: Sequence[str], folder: Path, *, piped: bool = False, **environment: str
) -> asyncio.subprocess.Process:
    """Start Python with these arguments in a folder; the code is found wherever that is."""
    pipe = asyncio.subprocess.PIPE if piped else asyncio.subprocess.DEVNULL
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT") if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=folder,
        stdin=pipe,
        stdout=pipe,
        limit=2**26,
        env=kept | {"PYTHONPATH": str(ROOT)} | environment,
    )


async def ended(process: asyncio.subprocess.Process) -> None:
    """Wait for the end of a process; one that does not come to it is ended."""
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
