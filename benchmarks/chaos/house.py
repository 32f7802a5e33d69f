"""The supervisor's side: processes of the product that are started, commanded, killed and started again."""

import asyncio
import json
import os
import random
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.chaos.worker import Order
from benchmarks.telegram import ROOT, TOKEN, Telegram, ended, start
from bot.clock import Clock

Json = dict[str, Any]

LOOK_SECONDS = 0.01
RESTART_SECONDS = 0.5
"""After a process has ended by itself: a service manager does not start it again at once either."""
LOOK_AGAIN = 1.0
LINE_LIMIT = 2**26
FOR_EVER = float("inf")


class GoneError(Exception):
    """The process died before it answered."""


class NotFinishedError(Exception):
    """What was waited for did not come in time."""


class Street(Telegram):
    """The line to the local Telegram, for several who ask at once."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        super().__init__(process)
        self._turn = asyncio.Lock()

    async def ask(self, do: str, **arguments: Any) -> Json:
        """One command, one answer, one after another."""
        # Whoever asks may be cancelled, but the answer has to be read, or the next one would get it.
        return await asyncio.shield(self._in_turn(do, arguments))

    async def _in_turn(self, do: str, arguments: Json) -> Json:
        async with self._turn:
            return await super().ask(do, **arguments)


class Nursery(Street):
    """The line to the process that starts processes."""

    async def end_of(self, pid: int) -> int:
        """Wait until a process is no more: minus the signal that ended it, else its exit code."""
        status: int | None = None

        async def ended() -> bool:
            nonlocal status
            status = (await self.ask("look", pid=pid))["status"]
            return status is not None

        await until(ended, FOR_EVER, "the end of a process")
        assert status is not None
        return status


@asynccontextmanager
async def line_to(module: str, folder: Path, *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A helper process that obeys lines and ends with its stdin."""
    process = await start(["-m", module, *arguments], folder, piped=True)
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await ended(process)


@asynccontextmanager
async def a_street() -> AsyncIterator[Street]:
    """A local Telegram of one's own."""
    async with line_to("benchmarks.chaos.street_process", ROOT, TOKEN) as process:
        yield Street(process)


@asynccontextmanager
async def nursery_of(folder: Path) -> AsyncIterator[Nursery]:
    """Where all processes come from."""
    async with line_to("benchmarks.chaos.nursery", folder) as process:
        yield Nursery(process)


@dataclass(eq=False)
class Process:
    """A process of the product as the supervisor sees it."""

    pid: int
    killed: bool = False
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    _answers: asyncio.StreamWriter | None = None
    _waiting: list[asyncio.Future[Json]] = field(default_factory=list)

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing is given back."""
        self.killed = True
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    async def ask(self, do: str, **arguments: Any) -> Json:
        """One command, one answer; `GoneError` when the process dies over it."""
        await self.until_ready()
        assert self._answers is not None
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        self._answers.write((json.dumps({"do": do} | arguments) + "\n").encode())
        found = await answer
        if "fault" in found:
            raise RuntimeError(found["fault"])
        return found

    async def until_ready(self) -> None:
        """Wait until it works; `GoneError` when it never will."""
        waits = [asyncio.create_task(each.wait()) for each in (self.ready, self.ended)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()
        if self.ended.is_set():
            raise GoneError

    async def listen(self, lines: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        """Until the process hangs up."""
        self._answers = answers
        self.ready.set()
        with suppress(ConnectionError):
            while line := await lines.readline():
                waiting = self._waiting.pop(0)
                if not waiting.done():
                    waiting.set_result(json.loads(line))
        answers.close()

    def bury(self) -> None:
        """Whoever still waits for an answer is told."""
        self.ended.set()
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_exception(GoneError())


@dataclass(frozen=True)
class Death:
    """The end of a process: every message with a lower number was in the chats by then."""

    mark: int
    killed: bool


class House:
    """So many processes of the product over one database; who dies is replaced at once."""

    def __init__(self, street: Street, nursery: Nursery, order: Order, processes: int, clock: Clock) -> None:
        self.street = street
        self.clock = clock
        """What it is for the processes: one that is started later must not begin the day anew."""
        self.deaths: list[Death] = []
        self.processes: list[Process] = []
        self._nursery = nursery
        self._order = order
        self._count = processes
        self._by_pid: dict[int, Process] = {}
        self._server: asyncio.Server | None = None
        self._keepers: list[asyncio.Task[None]] = []
        self._born = asyncio.Condition()
        self._closing = asyncio.Event()

    @property
    def kills(self) -> int:
        """How many were killed so far."""
        return sum(each.killed for each in self.deaths)

    @property
    def own_ends(self) -> int:
        """How many ended though nobody killed them."""
        return len(self.deaths) - self.kills

    async def open(self) -> None:
        """Start everybody and wait until all of them work."""
        self._server = await asyncio.start_server(self._welcome, "127.0.0.1", 0, limit=LINE_LIMIT)
        self._order = replace(self._order, channel=self._server.sockets[0].getsockname()[:2])
        self._keepers = [asyncio.create_task(self._keep()) for _ in range(self._count)]
        await self.whole()

    async def close(self) -> None:
        """The end: nobody is replaced any more."""
        self._closing.set()
        for each in list(self.processes):
            each.kill()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def someone(self, dice: random.Random) -> Process:
        """Any process that works; waits for one."""
        while True:
            self._check_keepers()
            working = [each for each in self.processes if each.ready.is_set()]
            if working:
                return dice.choice(working)
            await self._something_new()

    async def whole(self) -> None:
        """Wait until everybody works."""
        while len(self.processes) < self._count or not all(each.ready.is_set() for each in self.processes):
            self._check_keepers()
            await self._something_new()

    async def newborn(self) -> Process:
        """The next process that is started, as early as can be."""
        known = set(self._by_pid)
        while not (fresh := [each for each in self.processes if each.pid not in known]):
            await self._something_new()
        return fresh[0]

    async def do(self, command: str, **arguments: Any) -> Json:
        """A command to any process, again as often as one dies over it."""
        while True:
            process = await self.someone(random.Random(0))  # noqa: S311 - any will do
            try:
                return await process.ask(command, **arguments)
            except GoneError:
                continue

    async def set_clock(self, now: datetime, *, standing: bool) -> None:
        """For all processes, also those to come."""
        (self.clock.freeze if standing else self.clock.run_from)(now)
        self._order = replace(self._order, standing=standing)
        for each in list(self.processes):
            with suppress(GoneError):
                await each.ask("clock", now=now.isoformat(), standing=standing)

    async def _keep(self) -> None:
        while not self._closing.is_set():
            order = replace(self._order, now=self.clock.now().isoformat())
            pid = (await self._nursery.ask("start", **order.to_json()))["pid"]
            process = self._by_pid[pid] = Process(pid)
            self.processes.append(process)
            if self._closing.is_set():
                process.kill()
            await self._tell()
            status = await self._nursery.end_of(pid)
            process.killed |= status == -signal.SIGKILL
            self.processes.remove(process)
            del self._by_pid[pid]
            mark = (await self.street.ask("death"))["mark"]
            if not self._closing.is_set():
                self.deaths.append(Death(mark, process.killed))
            process.bury()
            if not process.killed:
                await asyncio.sleep(RESTART_SECONDS)

    async def _welcome(self, lines: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            if hello := await lines.readline():
                process = self._by_pid.get(json.loads(hello)["ready"])
                if process is not None:
                    listening = asyncio.create_task(process.listen(lines, answers))
                    await self._tell()
                    await listening
                    return
        answers.close()

    async def _tell(self) -> None:
        async with self._born:
            self._born.notify_all()

    async def _something_new(self) -> None:
        async with self._born:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._born.wait(), LOOK_AGAIN)

    def _check_keepers(self) -> None:
        for each in self._keepers:
            if each.done():
                each.result()


async def until(condition: Callable[[], Awaitable[bool]], seconds: float, what: str) -> None:
    """Look until it is so."""
    loop = asyncio.get_running_loop()
    last = loop.time() + seconds
    while not await condition():
        if loop.time() > last:
            raise NotFinishedError(f"{what}: not within {seconds:.0f} s")
        await asyncio.sleep(LOOK_SECONDS)
