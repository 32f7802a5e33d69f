"""Updates, durable: stored before they are confirmed, handled in order within a chat, in parallel across.

`Inbox.poll` fetches and stores; only the next fetch confirms the stored ones to the messenger, so a kill
at any moment loses nothing. An update that fails three times is parked and reported.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, cast

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from sqlalchemy import delete, select, update
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.clock import Clock
from bot.models import Database, InboxUpdate, UpdateState
from bot.operations.heartbeat import CONFLICT, beat
from bot.operations.metrics import Metrics
from bot.services.outbox import insert_new

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 3
PARALLEL_CHATS = 16
KEEP_HANDLED = timedelta(days=2)  # Telegram itself repeats for at most a day
KEEP_PARKED = timedelta(days=30)
PAUSE_AFTER_FAILURE = 3.0
PAUSE_AFTER_OUTAGE = 0.5
PASSING = (OperationalError, InterfaceError, OSError, PoolTimeout, TelegramRetryAfter, TelegramServerError)
"""A locked or absent database, a busy messenger: no fault of the update, so it is never parked for it."""
NAMES = frozenset({"first_name", "last_name", "username", "phone_number", "vcard"})
FORGOTTEN: dict[str, Any] = {"payload": "", "chat_key": 0}
"""What stays of a handled update: only its number, by which a repeat is known."""


RawUpdate = dict[str, Any]


class GetRawUpdates(GetUpdates):
    """getUpdates whose answer is kept as it came: it is stored, and read once when it is handled."""

    __returning__ = list[RawUpdate]


class Inbox:
    """Stores updates and hands them to the dispatcher."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        bot: Bot,
        dispatcher: Dispatcher,
        report_parked: Callable[[int], Awaitable[None]],
        metrics: Metrics,
    ) -> None:
        self._db = db
        self._clock = clock
        self._bot = bot
        self._dispatcher = dispatcher
        self._report_parked = report_parked
        self._metrics = metrics
        self._lanes: dict[int, deque[RawUpdate]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(PARALLEL_CHATS)
        self._closing = False
        self._offset: int | None = None

    async def recover(self) -> None:
        """Take up what an earlier run stored and did not finish."""
        async with self._db.reading() as session:
            payloads = (
                await session.scalars(
                    select(InboxUpdate.payload)
                    .where(InboxUpdate.state == UpdateState.PENDING)
                    .order_by(InboxUpdate.update_id)
                )
            ).all()
        for payload in payloads:
            self._queue(json.loads(payload))

    async def poll_once(self, seconds: int) -> int:
        """One long poll of at most `seconds`: fetch, store, start handling; returns how many."""
        request = GetRawUpdates(
            offset=self._offset,
            timeout=seconds,
            allowed_updates=self._dispatcher.resolve_used_update_types(),
        )
        updates = cast("list[RawUpdate]", await self._bot(request, request_timeout=seconds + 15))
        if updates:
            await self.store(updates)
        # Nothing came: all is confirmed. After a quiet week Telegram may number anew from anywhere, and an
        # old offset would throw those updates away.
        self._offset = updates[-1]["update_id"] + 1 if updates else None
        return len(updates)

    async def poll(self) -> None:
        """Poll until cancelled; a failing network or a second poller is waited out."""
        while not self._closing:
            try:
                await self.poll_once(25)
            except TelegramUnauthorizedError:
                raise
            except TelegramConflictError:
                log.error("second_poller", remedy="one process per token: stop the other one")
                await beat(self._db, self._clock, CONFLICT)
                await asyncio.sleep(PAUSE_AFTER_FAILURE)
            except TelegramAPIError as error:
                log.warning("poll_failed", error=type(error).__name__)
                await asyncio.sleep(PAUSE_AFTER_FAILURE)

    async def store(self, updates: Sequence[RawUpdate]) -> None:
        """Keep the updates as they came, drop the repeated ones, start handling the rest."""
        now = self._clock.now()
        async with self._db.transaction() as session:
            known = set(
                await session.scalars(
                    select(InboxUpdate.update_id).where(
                        InboxUpdate.update_id.in_([each["update_id"] for each in updates])
                    )
                )
            )
            fresh = [each for each in updates if each["update_id"] not in known]
            rows = [
                {
                    "update_id": each["update_id"],
                    "chat_key": chat_key(each),
                    "payload": json.dumps(without_names(each), ensure_ascii=False),
                    "state": UpdateState.PENDING,
                    "attempts": 0,
                    "received_at": now,
                }
                for each in fresh
            ]
            await insert_new(session, InboxUpdate, rows)
        self._metrics.stored.inc(len(fresh))
        for each in fresh:
            self._queue(each)

    async def settled(self) -> None:
        """Wait until everything that was stored has been handled."""
        while self._workers:
            await asyncio.gather(*self._workers)

    async def close(self, limit: float) -> None:
        """Finish what is being handled within `limit` seconds; the rest stays stored for the next run."""
        self._closing = True
        if self._workers:
            _, late = await asyncio.wait(set(self._workers), timeout=limit)
            for worker in late:
                worker.cancel()

    async def forget_handled(self) -> None:
        """Delete handled updates that can no longer be repeated, and parked ones nobody has looked into."""
        async with self._db.transaction() as session:
            await session.execute(
                delete(InboxUpdate).where(
                    InboxUpdate.state == UpdateState.DONE,
                    InboxUpdate.received_at < self._clock.now() - KEEP_HANDLED,
                )
            )
            await session.execute(
                delete(InboxUpdate).where(
                    InboxUpdate.state == UpdateState.PARKED,
                    InboxUpdate.received_at < self._clock.now() - KEEP_PARKED,
                )
            )

    def _queue(self, incoming: RawUpdate) -> None:
        key = chat_key(incoming)
        if key in self._lanes:
            self._lanes[key].append(incoming)
            return
        self._lanes[key] = deque([incoming])
        worker = asyncio.create_task(self._work(key))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, key: int) -> None:
        lane = self._lanes[key]
        async with self._places:
            while lane and not self._closing:
                try:
                    await self._handle(lane[0])
                except PASSING as error:
                    log.warning("waiting", error=type(error).__name__, update_id=lane[0]["update_id"])
                    await asyncio.sleep(self._patience(error))
                else:
                    lane.popleft()
        del self._lanes[key]

    async def _handle(self, incoming: RawUpdate) -> None:
        """Handle one update; raises only what passes by itself, and then it is handled once more."""
        for attempt in range(1, MOST_ATTEMPTS + 1):
            try:
                with self._metrics.handling():
                    await self._dispatcher.feed_raw_update(self._bot, incoming)
            except PASSING:
                raise
            except Exception as error:  # any fault of a handler must not stop the other chats
                log.exception("handler_failed", update_id=incoming["update_id"], error=type(error).__name__)
                await self._mark(incoming, UpdateState.PENDING, attempt)
            else:
                await self._mark(incoming, UpdateState.DONE, attempt)
                return
        await self._mark(incoming, UpdateState.PARKED, MOST_ATTEMPTS)
        await self._report_parked(incoming["update_id"])

    def _patience(self, error: Exception) -> float:
        """Seconds to wait before the same update is handled again."""
        return float(error.retry_after) if isinstance(error, TelegramRetryAfter) else PAUSE_AFTER_OUTAGE

    async def _mark(self, incoming: RawUpdate, state: UpdateState, attempts: int) -> None:
        async with self._db.transaction() as session:
            await session.execute(
                update(InboxUpdate)
                .where(InboxUpdate.update_id == incoming["update_id"])
                .values(state=state, attempts=attempts, **(FORGOTTEN if state is UpdateState.DONE else {}))
            )


def without_names(value: Any) -> Any:
    """An update without the names of people: nothing here needs them, so nothing keeps them."""
    if isinstance(value, dict):
        kept = {name: without_names(part) for name, part in value.items() if name not in NAMES}
        if "first_name" in value:
            kept["first_name"] = ""
        return kept
    return [without_names(part) for part in value] if isinstance(value, list) else value


def chat_key(incoming: RawUpdate) -> int:
    """The chat (else the person) an update belongs to: the unit of ordering."""
    event = next((value for name, value in incoming.items() if name != "update_id"), None) or {}
    source = (
        event.get("chat")
        or (event.get("message") or {}).get("chat")
        or event.get("from")
        or event.get("user")
    )
    return int(source["id"]) if source else 0
