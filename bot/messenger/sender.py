"""Outbox → messenger: paced, in order within a chat, refusals kept as data.

Claim (commit) → send → settle (commit). A kill between sending and settling leaves the message claimed by a
worker who is gone; it is sent again, so nothing is lost and at most the messages in flight are doubled.
"""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.clock import Clock
from bot.messenger.answers import OF_THE_BULK
from bot.messenger.conveyor import Conveyor
from bot.messenger.pace import Pace
from bot.messenger.rendered import Rendered
from bot.messenger.telegram import Failing, Gone, Later, Unknown, understand
from bot.messenger.unread import deliver
from bot.models import Database, MessageState, OutboxMessage, Peer, Person, Unreachable
from bot.models.base import UtcDateTime
from bot.operations.lease import Lease
from bot.operations.metrics import Metrics
from bot.texts import Html

log = structlog.get_logger(__name__)

AT_A_TIME, AT_A_TIME_PACED = 10, 5
"""Messages sent and not yet settled: so many may come twice after a kill. Five keep the pace over 150 ms."""
CLAIMED_AHEAD = 24
"""Enough to share a transaction; not so many that somebody who is answered would have to wait for them."""
LOOK_EVERY = 1.0
FIRST_WAIT, LONGEST_WAIT = 5.0, 900.0
"""Seconds a message waits that the messenger failed over."""
MOST_ATTEMPTS_COUNTED = 1000
UNFINISHED = (MessageState.PENDING, MessageState.SENDING)

Render = Callable[[OutboxMessage, str], Rendered]


@dataclass(frozen=True)
class Claimed:
    """A message taken for sending, and the moment of the loop's clock it may leave at."""

    message: OutboxMessage
    chat_id: int
    language: str
    worker: int
    slot: float


@dataclass(frozen=True)
class Outcome:
    """What became of a message."""

    message: OutboxMessage
    state: MessageState
    values: Mapping[str, Any] = field(default_factory=dict)
    gone: Unreachable | None = None
    silence: float = 0.0
    """Seconds the messenger asked to wait."""
    worker: int = 0
    took_place: bool = False


class Sender:
    """Delivers what the outbox holds."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        lease: Lease,
        bot: Bot,
        pace: Pace,
        render: Render,
        metrics: Metrics,
    ) -> None:
        self._db = db
        self._clock = clock
        self._lease = lease
        self._bot = bot
        self._render = render
        self._pace = pace
        self._metrics = metrics
        self._places = asyncio.Semaphore(AT_A_TIME_PACED if pace.even else AT_A_TIME)
        self._in_hand: set[int] = set()
        self._doubt = False
        self._conveyor = Conveyor(self._take, self._deliver_one, CLAIMED_AHEAD, LOOK_EVERY)

    async def deliver(self) -> int:
        """Send everything that may go now; returns how many messages were settled."""
        return 0 if self._conveyor.busy else await self._conveyor.run_dry()

    async def close(self, limit: float) -> None:
        """Finish what is on its way within `limit` seconds; give the rest of the claimed ones back."""
        await self._conveyor.close(limit)

    async def _take(self, outcomes: Sequence[Outcome], room: int) -> list[Claimed]:
        if self._pace.stopped or not self._lease.good:
            room = 0
        now = self._clock.now()
        if not (outcomes or self._doubt) and (room == 0 or not await self._anything(now)):
            return []
        doubt, self._doubt = self._doubt, True
        async with self._db.transaction() as session:
            if doubt:  # the last transaction may have been kept without our knowing
                await session.execute(_LET_GO, {"worker": self._lease.worker_id, "kept": [*self._in_hand]})
            await self._settle(session, outcomes, now)
            claimed = await self._claim(session, now, room) if room else []
        self._doubt = False
        self._in_hand.difference_update(each.message.id for each in outcomes)
        self._in_hand.update(each.message.id for each in claimed)
        for each in outcomes:
            if each.took_place:
                self._places.release()
            if each.state is MessageState.SENT:
                self._metrics.message_delivered((now - each.message.not_before).total_seconds())
        return claimed

    async def _anything(self, now: datetime) -> bool:
        async with self._db.asking() as connection:
            return bool(await connection.scalar(_ANYTHING, {"now": now}))

    async def _claim(self, session: AsyncSession, now: datetime, room: int) -> list[Claimed]:
        found = (await session.execute(_NEXT, {"now": now, "room": room})).all()
        if not found:
            return []
        worker = self._lease.worker_id
        mine = [{"message": message.id, "worker": worker} for message, _, _ in found]
        await (await session.connection()).execute(_CLAIM, mine)
        slots = await self._pace.reserve(session, len(found))
        return [Claimed(*row, worker, slot) for row, slot in zip(found, slots, strict=True)]

    async def _settle(self, session: AsyncSession, outcomes: Sequence[Outcome], now: datetime) -> None:
        if not outcomes:
            return
        rows = [_row(each) | {"worker": each.worker} for each in outcomes]
        await (await session.connection()).execute(_SETTLE, rows)
        for each in outcomes:
            if each.gone is not None:
                await session.execute(
                    update(Peer)
                    .where(Peer.id == each.message.peer_id)
                    .values(unreachable=each.gone, unreachable_since=now)
                )
        silence = max(each.silence for each in outcomes)
        if silence:
            await self._pace.share_silence(session, silence)

    async def _deliver_one(self, claimed: Claimed) -> Outcome:
        """Send one message; whatever happens, it is settled."""
        return replace(await self._outcome(claimed), worker=claimed.worker)

    async def _outcome(self, claimed: Claimed) -> Outcome:
        message = claimed.message
        try:
            rendered = self._render(message, claimed.language)
        except Exception as fault:  # a fault in one message must not stop everybody's
            log.exception("render_failed", message=message.id, error=type(fault).__name__)
            return Outcome(message, MessageState.FAILED, {"error": type(fault).__name__})
        await self._until(claimed.slot)
        await self._until(self._pace.chat_free_at(claimed.chat_id))
        await self._places.acquire()  # given back when the outcome is settled
        outcome = await self._on_its_way(claimed, rendered)
        return replace(outcome, took_place=True)

    async def _on_its_way(self, claimed: Claimed, rendered: Rendered) -> Outcome:
        message = claimed.message
        await self._until(self._pace.leave_at(claimed.slot))
        if self._pace.stopped or self._conveyor.closing or not self._lease.holds(claimed.worker):
            return Outcome(message, MessageState.PENDING, {"attempts": message.attempts})
        OF_THE_BULK.set(True)
        try:
            sent = await self._send(claimed.chat_id, rendered)
        except TelegramAPIError as error:
            return self._refused(message, error)
        except Exception as fault:  # an answer nobody can read: it may have arrived
            log.exception("answer_unreadable", message=message.id, error=type(fault).__name__)
            return Outcome(message, MessageState.UNCERTAIN, {"error": type(fault).__name__})
        return Outcome(
            message, MessageState.SENT, {"telegram_message_id": sent, "sent_at": self._clock.now()}
        )

    async def _until(self, moment: float) -> None:
        wait = moment - asyncio.get_running_loop().time()
        if wait > 0:
            await self._conveyor.pause(wait)

    async def _send(self, chat_id: int, rendered: Rendered) -> int:
        try:
            return await deliver(self._bot, chat_id, rendered)
        except TelegramAPIError as error:
            if not getattr(understand(error), "bad_markup", False):
                raise
            log.error("markup_refused", error=str(error))
            plain = Html(unescape(re.sub(r"<[^>]+>", "", rendered.text)))
            return await deliver(self._bot, chat_id, replace(rendered, text=plain), parse_mode=None)

    def _refused(self, message: OutboxMessage, error: TelegramAPIError) -> Outcome:
        match understand(error):
            case Later(seconds):  # however often: a message is never given up because of a busy server
                self._pace.stop_for(seconds)
                return Outcome(message, MessageState.PENDING, {"error": "later"}, silence=seconds)
            case Failing():  # only this message waits, longer each time: it may be its own fault
                wait = min(FIRST_WAIT * 2 ** min(message.attempts, 10), LONGEST_WAIT)
                later = self._clock.now() + timedelta(seconds=wait)
                return Outcome(message, MessageState.PENDING, {"error": "failing", "not_before": later})
            case Gone(why):
                return Outcome(message, MessageState.UNREACHABLE, {"error": why.value}, gone=why)
            case Unknown():
                return Outcome(message, MessageState.UNCERTAIN, {"error": "no answer"})
            case refusal:
                log.error("message_refused", message=message.id, refusal=str(refusal))
                return Outcome(message, MessageState.FAILED, {"error": str(refusal)[:200]})


def _first_of_its_chat() -> ColumnElement[bool]:
    """Nothing else is on its way to this chat, and nothing that may go has its turn before."""
    other = aliased(OutboxMessage)
    before = or_(
        other.priority < OutboxMessage.priority,
        and_(other.priority == OutboxMessage.priority, other.id < OutboxMessage.id),
    )
    return ~exists().where(
        other.peer_id == OutboxMessage.peer_id,
        other.state.in_(UNFINISHED),
        or_(other.state == MessageState.SENDING, and_(other.not_before <= _NOW, before)),
    )


# Put together once: this is asked many times a second.
_NOW = bindparam("now", type_=UtcDateTime())
# Also what was freed meanwhile, as long as nobody else has taken it.
_MINE = and_(
    OutboxMessage.id == bindparam("message"),
    or_(OutboxMessage.claimed_by == bindparam("worker"), OutboxMessage.claimed_by.is_(None)),
)
_WAITING = and_(OutboxMessage.state == MessageState.PENDING, OutboxMessage.not_before <= _NOW)
_ANYTHING = select(exists(select(OutboxMessage.id).where(_WAITING)))
_NEXT = (
    select(OutboxMessage, Peer.chat_id, Person.language)
    .join(Peer, Peer.id == OutboxMessage.peer_id)
    .join(Person, Person.id == Peer.person_id)
    .where(_WAITING, _first_of_its_chat())
    .order_by(OutboxMessage.priority, OutboxMessage.id)
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True, of=OutboxMessage)
)
_CLAIM = (
    update(OutboxMessage)
    .where(OutboxMessage.id == bindparam("message"))
    .values(
        state=MessageState.SENDING,
        attempts=OutboxMessage.attempts + 1,
        claimed_by=bindparam("worker"),
    )
)
_LET_GO = (
    update(OutboxMessage)
    .where(
        OutboxMessage.claimed_by == bindparam("worker"),
        OutboxMessage.id.not_in(bindparam("kept", expanding=True)),
    )
    .values(state=MessageState.PENDING, claimed_by=None)
    .execution_options(synchronize_session=False)
)
_SETTLE = (
    update(OutboxMessage)
    .where(_MINE)
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("state", "attempts", "sent_at", "telegram_message_id", "error", "not_before")
        }
        | {"claimed_by": None}
    )
)


def _row(outcome: Outcome) -> dict[str, Any]:
    values = {
        "attempts": min(outcome.message.attempts + 1, MOST_ATTEMPTS_COUNTED),
        "not_before": outcome.message.not_before,
        "sent_at": None,
        "telegram_message_id": None,
        "error": "",
        **outcome.values,
        "state": outcome.state,
    }
    return {"message": outcome.message.id} | {f"new_{name}": value for name, value in values.items()}
