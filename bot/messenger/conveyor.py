"""Rows of the database worked on side by side: claim → work → settle, for updates and for messages alike.

Settling what is done and claiming what is next share one transaction, and under load many rows share it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

import structlog

log = structlog.get_logger(__name__)

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

LINGER = 0.003
"""Seconds a finished row waits for others to be settled with it."""
PAUSE_AFTER_FAULT = 0.5


class Conveyor(Generic[Item, Outcome]):
    """`take` settles outcomes and claims at most so many new rows, in one transaction; `work` never raises.

    While rows are worked on, `take` is asked at least every `look_every` seconds for more.
    """

    def __init__(
        self,
        take: Callable[[Sequence[Outcome], int], Awaitable[Sequence[Item]]],
        work: Callable[[Item], Awaitable[Outcome]],
        places: int,
        look_every: float,
    ) -> None:
        self._take = take
        self._work = work
        self._places = places
        self._look_every = look_every
        self._running: set[asyncio.Task[None]] = set()
        self._finished: list[Outcome] = []
        self._news = asyncio.Event()
        self._closing = asyncio.Event()
        self._turn = asyncio.Lock()

    @property
    def busy(self) -> bool:
        """Whether somebody is at it."""
        return self._turn.locked()

    @property
    def closing(self) -> bool:
        """Whether no new row is begun any more."""
        return self._closing.is_set()

    def wake(self) -> None:
        """There are new rows."""
        self._news.set()

    async def run(self) -> None:
        """Work until closed, whenever there is something to do; a failing database is asked again."""
        while not self.closing:
            self._news.clear()
            try:
                await self.run_dry()
            except Exception as fault:  # the rows are still there, and so is what was finished
                log.warning("conveyor_waits", error=type(fault).__name__)
                await self.pause(PAUSE_AFTER_FAULT)
            else:
                await self._news_within(self._look_every)

    async def run_dry(self) -> int:
        """Work until nothing is left to do now; returns how many rows were settled.

        Raises what `take` raises; nothing is lost then, the next call settles what is finished.
        """
        settled = 0
        async with self._turn:
            while True:
                self._news.clear()
                finished, self._finished = self._finished, []
                room = 0 if self.closing else self._places - len(self._running)
                try:
                    taken = await self._take(finished, room)
                except BaseException:
                    self._finished = finished + self._finished
                    raise
                settled += len(finished)
                for item in taken:
                    self._running.add(asyncio.create_task(self._do(item)))
                if not self._running and not self._finished:
                    return settled
                await self._news_within(self._look_every)
                if 0 < len(self._finished) < min(len(self._running), self._places // 2):
                    await asyncio.sleep(LINGER)

    async def pause(self, seconds: float) -> None:
        """Sleep, but not beyond the beginning of the end."""
        await _within(self._closing, seconds)

    async def close(self, limit: float) -> None:
        """Claim nothing more and settle what is under way, within `limit` seconds."""
        self._closing.set()
        self._news.set()
        try:
            async with asyncio.timeout(limit):
                await self.run_dry()
        except TimeoutError:
            for task in self._running:
                task.cancel()
        except (
            Exception
        ) as fault:  # without a database nothing can be settled; the next run finds it as it is
            log.warning("closed_unsettled", error=type(fault).__name__)

    async def _do(self, item: Item) -> None:
        try:
            outcome = await self._work(item)  # not inside `append`: the list may be another one afterwards
            self._finished.append(outcome)
        finally:
            task = asyncio.current_task()
            assert task is not None
            self._running.discard(task)
            self._news.set()

    async def _news_within(self, seconds: float) -> None:
        await _within(self._news, seconds)


async def _within(event: asyncio.Event, seconds: float) -> None:
    """Wait for it so long (`wait_for` of Python 3.11 may swallow a cancellation)."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
