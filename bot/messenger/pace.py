"""How fast messages may leave: evenly in bulk, whoever sends, and slower within one chat.

The bulk takes the slots that are left by the answers to people, so both together keep to one rate. With
several processes the slots lie in the database, on its clock.
"""

import asyncio
from datetime import timedelta

from sqlalchemy import DateTime, Float, cast, func
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import SendingPace
from bot.models.insertion import insert_into

ONLY = 1
"""The number of the one row."""
MOST_CHATS = 10_000
MOST_DEBT = 1.0
"""Seconds of its pace the bulk leaves out for answers at the most."""


class Pace:
    """Slots for messages; rates are messages per second, None lets everything go at once."""

    def __init__(self, bulk_rate: float | None, chat_rate: float | None, *, shared: bool = False) -> None:
        self._interval = 1 / bulk_rate if bulk_rate else 0.0
        self._chat_pause = 1 / chat_rate if chat_rate else 0.0
        self._shared = shared
        self._next_at = 0.0
        self._answered = 0
        self._last_in_chat: dict[int, float] = {}
        self._resume_at = 0.0

    @property
    def even(self) -> bool:
        """Whether the bulk has a pace at all."""
        return self._interval > 0

    @property
    def stopped(self) -> bool:
        """Whether the messenger has asked for silence that is not over yet."""
        return asyncio.get_running_loop().time() < self._resume_at

    def answered(self) -> None:
        """A person was answered meanwhile; the bulk leaves out one slot for it."""
        self._answered += 1
        latest = (
            asyncio.get_running_loop().time() + MOST_DEBT
        )  # in a rush of answers the bulk is slow, not still
        self._next_at = max(self._next_at, min(self._after(self._next_at), latest))

    async def reserve(self, session: AsyncSession, count: int) -> list[float]:
        """The next `count` slots among all processes, in this loop's time."""
        now = asyncio.get_running_loop().time()
        if not self._shared or not self._interval or not count:
            return [now] * count
        answered, self._answered = min(self._answered, round(MOST_DEBT / self._interval)), 0
        end = now + await _reserve(session, self._interval * (count + answered))
        return [end - self._interval * left for left in range(count, 0, -1)]

    def leave_at(self, slot: float) -> float:
        """When the next message of this process may leave; this call takes that moment.

        Slots that went by unused while the process was busy are not made up for: that would be a burst.
        """
        moment = max(slot, self._next_at, asyncio.get_running_loop().time())
        self._next_at = self._after(moment)
        return moment

    def stop_for(self, seconds: float) -> None:
        """The messenger asked to wait."""
        self._resume_at = max(self._resume_at, asyncio.get_running_loop().time() + seconds)

    async def share_silence(self, session: AsyncSession, seconds: float) -> None:
        """Let the other processes wait, too."""
        if self._shared:
            await _reserve(session, 0.0, not_before=seconds)

    def _after(self, moment: float) -> float:
        return max(moment, asyncio.get_running_loop().time()) + self._interval

    def chat_free_at(self, chat_id: int) -> float:
        """From when on this chat may have another message, in this loop's time; this call takes that slot."""
        now = asyncio.get_running_loop().time()
        if not self._chat_pause:
            return now
        if len(self._last_in_chat) > MOST_CHATS:
            past = now - self._chat_pause
            self._last_in_chat = {chat: at for chat, at in self._last_in_chat.items() if at > past}
        slot = max(now, self._last_in_chat.get(chat_id, 0.0) + self._chat_pause)
        self._last_in_chat[chat_id] = slot
        return slot


async def _reserve(session: AsyncSession, seconds: float, not_before: float = 0.0) -> float:
    """Move the shared row on; returns how many seconds from now it lies then."""
    now = cast(func.clock_timestamp(), DateTime(timezone=True))
    first = now + timedelta(seconds=not_before)
    moved = (
        insert_into(SendingPace, "postgresql")
        .values(id=ONLY, next_at=first + timedelta(seconds=seconds))
        .on_conflict_do_update(
            index_elements=[SendingPace.id],
            set_={"next_at": func.greatest(SendingPace.next_at, first) + timedelta(seconds=seconds)},
        )
        .returning(cast(func.extract("epoch", SendingPace.next_at - now), Float))
    )
    return float((await session.execute(moved)).scalar_one())
