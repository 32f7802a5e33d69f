"""Updates, durable: stored before they are confirmed, handled in order within a chat, in parallel across.

Whoever receives an update (a poller or a webhook) stores it; whichever process has room claims the oldest
waiting update of a chat and handles it. A kill at any moment loses nothing: what a dead worker had claimed
is claimed anew. An update that fails three times is parked and reported.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError
from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from bot.clock import Clock
from bot.messenger.conveyor import Conveyor
from bot.messenger.outage import passes
from bot.messenger.raw_update import RawUpdate, chat_key, fit_to_keep
from bot.models import Database, InboxUpdate, UpdateState
from bot.models.insertion import insert_into
from bot.operations.lease import Lease
from bot.operations.metrics import Metrics

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 3
MOST_CLAIMS = 50
"""An update that was being handled at the death of so many workers is what kills them. Fewer would not do: in
a bad hour many innocent ones are in hand whenever a process is killed."""
PARALLEL_CHATS = 16
LOOK_ALONE, LOOK_AMONG_OTHERS = 5.0, 0.2
KEEP_HANDLED = timedelta(days=2)  # Telegram itself repeats for at most a day
KEEP_PARKED = timedelta(days=30)
PAUSE_AFTER_OUTAGE = 0.5
PAUSE_AFTER_REFUSED_TOKEN = 5.0  # a process whose token is refused is about to end
FORGOTTEN: dict[str, Any] = {"payload": "", "chat_key": 0}
"""What stays of a handled update: only its number, by which a repeat is known."""


@dataclass(frozen=True)
class Claimed:
    """An update this process has to handle."""

    update_id: int
    payload: str
    claims: int
    worker: int = 0


@dataclass(frozen=True)
class Handled:
    """What came of it; PENDING gives it back."""

    update_id: int
    state: UpdateState
    attempts: int
    worker: int


class Inbox:
    """Stores updates and hands them to the dispatcher."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        lease: Lease,
        bot: Bot,
        dispatcher: Dispatcher,
        report_parked: Callable[[int], Awaitable[None]],
        metrics: Metrics,
    ) -> None:
        self._db = db
        self._clock = clock
        self._lease = lease
        self._bot = bot
        self._dispatcher = dispatcher
        self._report_parked = report_parked
        self._metrics = metrics
        self._stored = False
        self._in_hand: set[int] = set()
        self._doubt = False
        look_every = LOOK_ALONE if db.is_sqlite else LOOK_AMONG_OTHERS
        self._conveyor = Conveyor(self._take, self._handle, PARALLEL_CHATS, look_every)

    async def store(self, updates: Sequence[RawUpdate]) -> None:
        """Keep the updates as they came; the repeated ones are dropped."""
        now = self._clock.now()
        rows = [
            {
                "update_id": each["update_id"],
                "chat_key": chat_key(each),
                "payload": json.dumps(fit_to_keep(each)),
                "state": UpdateState.PENDING,
                "attempts": 0,
                "claims": 0,
                "received_at": now,
            }
            for each in updates
        ]
        new = insert_into(InboxUpdate, self._db.engine.dialect.name)
        async with self._db.transaction() as session:
            fresh = await session.scalars(new.on_conflict_do_nothing().returning(InboxUpdate.update_id), rows)
            self._metrics.stored.inc(len(fresh.all()))
        self._stored = True
        self._conveyor.wake()

    async def run(self) -> None:
        """Handle whatever is stored, until closed."""
        await self._conveyor.run()

    async def settled(self) -> None:
        """Handle until nothing that is stored is left."""
        await self._conveyor.run_dry()

    async def pause(self, seconds: float) -> bool:
        """Sleep, but not beyond the beginning of the end; returns whether to go on."""
        await self._conveyor.pause(seconds)
        return not self._conveyor.closing

    async def close(self, limit: float) -> None:
        """Finish what is being handled within `limit` seconds; the rest stays stored for the next run."""
        await self._conveyor.close(limit)

    async def forget_handled(self) -> None:
        """Delete handled updates that can no longer be repeated, and parked ones nobody has looked into."""
        now = self._clock.now()
        async with self._db.transaction() as session:
            for state, kept in ((UpdateState.DONE, KEEP_HANDLED), (UpdateState.PARKED, KEEP_PARKED)):
                await session.execute(
                    delete(InboxUpdate).where(
                        InboxUpdate.state == state, InboxUpdate.received_at < now - kept
                    )
                )

    async def _take(self, handled: Sequence[Handled], room: int) -> list[Claimed]:
        stored, self._stored = self._stored, False
        if not (handled or self._doubt) and (
            room == 0 or not self._lease.good or not (stored or await self._anything())
        ):
            return []
        doubt, self._doubt = self._doubt, True
        async with self._db.writing() as connection:
            if doubt:  # the last transaction may have been kept without our knowing
                await connection.execute(_LET_GO, {"worker": self._lease.worker_id, "kept": [*self._in_hand]})
            for state, statement in _SETTLE.items():
                these = [
                    {"number": each.update_id, "worker": each.worker, "tried": each.attempts}
                    for each in handled
                    if each.state is state
                ]
                if these:
                    await connection.execute(statement, these)
            worker = self._lease.worker_id
            found = await connection.execute(_NEXT, {"room": room if self._lease.good else 0})
            claimed = [Claimed(*row, worker) for row in found]
            if claimed:
                mine = [{"number": each.update_id, "worker": worker} for each in claimed]
                await connection.execute(_CLAIM, mine)
        self._doubt = False
        self._in_hand.difference_update(each.update_id for each in handled)
        self._in_hand.update(each.update_id for each in claimed)
        return claimed

    async def _anything(self) -> bool:
        async with self._db.asking() as connection:
            return await connection.scalar(_NEXT_NUMBER) is not None

    async def _handle(self, claimed: Claimed) -> Handled:
        """Handle one update, waiting out what passes by itself; whatever happens, it is settled."""
        attempts = 0
        while not self._conveyor.closing and self._lease.holds(claimed.worker):
            try:
                if attempts >= MOST_ATTEMPTS or claimed.claims >= MOST_CLAIMS:
                    await self._report_parked(claimed.update_id)
                    return Handled(
                        claimed.update_id, UpdateState.PARKED, max(attempts, claimed.claims), claimed.worker
                    )
                with self._metrics.handling():
                    await self._dispatcher.feed_raw_update(self._bot, json.loads(claimed.payload))
            except TelegramUnauthorizedError:
                log.error("token_refused", remedy="get a new one from @BotFather")
                await self._conveyor.pause(PAUSE_AFTER_REFUSED_TOKEN)
            except TelegramAPIError as refusal:
                # What was asked for is done; only its answer is refused, and would be again.
                log.exception("answer_refused", update_id=claimed.update_id, error=type(refusal).__name__)
                attempts = MOST_ATTEMPTS
            except Exception as fault:  # any fault of a handler must not stop the other chats
                if passes(fault):
                    log.warning("waiting", error=type(fault).__name__, update_id=claimed.update_id)
                    await self._conveyor.pause(PAUSE_AFTER_OUTAGE)
                    continue
                attempts += 1
                log.exception("handler_failed", update_id=claimed.update_id, error=type(fault).__name__)
                if attempts > MOST_ATTEMPTS:  # not even the report of it could be kept
                    await self._conveyor.pause(PAUSE_AFTER_OUTAGE)
            else:
                return Handled(claimed.update_id, UpdateState.DONE, attempts, claimed.worker)
        return Handled(claimed.update_id, UpdateState.PENDING, attempts, claimed.worker)


def _claimable() -> ColumnElement[bool]:
    """Nobody handles it, and it is the oldest waiting one of its chat."""
    earlier = aliased(InboxUpdate)
    return and_(
        InboxUpdate.state == UpdateState.PENDING,
        InboxUpdate.claimed_by.is_(None),
        ~exists().where(
            earlier.chat_key == InboxUpdate.chat_key,
            earlier.state == UpdateState.PENDING,
            earlier.update_id < InboxUpdate.update_id,
        ),
    )


# Put together once: this is asked many times a second.
_NEXT_NUMBER = select(InboxUpdate.update_id).where(_claimable()).limit(1)
_NEXT = (
    select(InboxUpdate.update_id, InboxUpdate.payload, InboxUpdate.claims)
    .where(_claimable())
    .order_by(InboxUpdate.update_id)
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(InboxUpdate)
    .where(InboxUpdate.update_id == bindparam("number"))
    .values(claimed_by=bindparam("worker"), claims=InboxUpdate.claims + 1)
)
_LET_GO = (
    update(InboxUpdate)
    .where(
        InboxUpdate.claimed_by == bindparam("worker"),
        InboxUpdate.update_id.not_in(bindparam("kept", expanding=True)),
    )
    .values(claimed_by=None)
)
# Also what was freed meanwhile, as long as nobody else has taken it.
_MINE = and_(
    InboxUpdate.update_id == bindparam("number"),
    or_(InboxUpdate.claimed_by == bindparam("worker"), InboxUpdate.claimed_by.is_(None)),
)
_TRIED: BindParameter[int] = bindparam("tried")
_SETTLE = {
    state: update(InboxUpdate).where(_MINE).values(state=state, claimed_by=None, attempts=_TRIED, **also)
    for state, also in (
        (UpdateState.DONE, FORGOTTEN),
        (UpdateState.PARKED, {}),
        (UpdateState.PENDING, {"claims": InboxUpdate.claims - 1}),
    )
}
