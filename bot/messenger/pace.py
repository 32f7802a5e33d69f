"""How fast messages may leave: evenly in bulk, and slower within one chat."""

import asyncio

from aiolimiter import AsyncLimiter


class Pace:
    """Waits for the next permitted moment; rates are messages per second, None lets everything go."""

    def __init__(self, bulk_rate: float | None, chat_rate: float | None) -> None:
        # One permit per interval: AsyncLimiter(25, 1) would let 25 go at once.
        self._bulk = AsyncLimiter(1, 1 / bulk_rate) if bulk_rate else None
        self._chat_pause = 1 / chat_rate if chat_rate else 0.0
        self._last_in_chat: dict[int, float] = {}
        self._resume_at = 0.0

    @property
    def stopped(self) -> bool:
        """Whether the messenger has asked for silence that is not over yet."""
        return asyncio.get_running_loop().time() < self._resume_at

    def stop_for(self, seconds: float) -> None:
        """The messenger asked to wait."""
        self._resume_at = asyncio.get_running_loop().time() + seconds

    async def turn(self, chat_id: int) -> None:
        """Return when a message to this chat may leave."""
        loop = asyncio.get_running_loop()
        if self._bulk is not None:
            await self._bulk.acquire()
        if self._chat_pause:
            wait = self._last_in_chat.get(chat_id, 0.0) + self._chat_pause - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            self._last_in_chat[chat_id] = loop.time()
