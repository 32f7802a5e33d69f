"""A bell several coroutines can wait for, without polling."""

import asyncio
from collections.abc import Callable


class Signal:
    """Counts changes; listeners are called at each, whoever waits is woken by the next one."""

    def __init__(self) -> None:
        self.version = 0
        self.listeners: list[Callable[[], None]] = []
        self._waiters: list[asyncio.Future[None]] = []

    def fire(self) -> None:
        """Something changed."""
        self.version += 1
        for listener in self.listeners:
            listener()
        if self._waiters:
            waiters, self._waiters = self._waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    async def beyond(self, version: int) -> int:
        """Wait until something changed after `version`; the version reached."""
        while self.version <= version:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            await waiter
        return self.version

    async def until(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait until `condition` holds, looking again after every change; False when time is up."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await self.beyond(self.version)
        except TimeoutError:
            return condition()
        return True
