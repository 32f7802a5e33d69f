"""Outbox → messenger: paced, in order within a chat, refusals kept as data.

Claim (commit) → send → settle (commit). A kill between sending and settling leaves the row claimed; it is
sent again when the claim has run out, so nothing is lost and at most the messages in flight are doubled.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.messenger.pace import Pace
from bot.messenger.rendered import Rendered
from bot.messenger.telegram import Gone, Later, Unknown, understand
from bot.models import Database, MessageState, OutboxMessage, Peer, Person
from bot.operations.metrics import Metrics

log = structlog.get_logger(__name__)

CLAIM = 20
LEASE = timedelta(seconds=90)


@dataclass(frozen=True)
class Claimed:
    """A row taken for sending."""

    message: OutboxMessage
    peer: Peer
    language: str


Render = Callable[[OutboxMessage, str], Rendered]


class Sender:
    """Delivers what the outbox holds."""

    def __init__(
        self, db: Database, clock: Clock, bot: Bot, pace: Pace, render: Render, metrics: Metrics
    ) -> None:
        self._db = db
        self._clock = clock
        self._bot = bot
        self._render = render
        self._pace = pace
        self._metrics = metrics
        self._busy = asyncio.Lock()
        self._closing = False

    async def deliver(self) -> int:
        """Send everything that may go now; returns how many were delivered."""
        delivered = 0
        if self._busy.locked():
            return 0
        async with self._busy:
            while not (self._pace.stopped or self._closing):
                claimed = await self._claim()
                if not claimed:
                    break
                for each in claimed:
                    delivered += await self._deliver_one(each)
        return delivered

    async def close(self) -> None:
        """Finish the message that is on its way; give the rest of the claimed ones back."""
        self._closing = True
        async with self._busy:
            pass

    async def recover(self) -> None:
        """Free what an earlier process had claimed and never settled."""
        async with self._db.transaction() as session:
            await session.execute(
                update(OutboxMessage)
                .where(OutboxMessage.state == MessageState.SENDING)
                .values(state=MessageState.PENDING, claimed_until=None)
            )

    async def _claim(self) -> list[Claimed]:
        now = self._clock.now()
        async with self._db.reading() as session:
            if not await self._due(session, now, limit=1):
                return []
        async with self._db.transaction() as session:
            rows = await self._due(session, now, limit=CLAIM)
            for row in rows:
                row.message.state = MessageState.SENDING
                row.message.attempts += 1
                row.message.claimed_until = now + LEASE
        return rows

    async def _due(self, session: AsyncSession, now: datetime, limit: int) -> list[Claimed]:
        rows = await session.execute(
            select(OutboxMessage, Peer, Person.language)
            .join(Peer, Peer.id == OutboxMessage.peer_id)
            .join(Person, Person.id == Peer.person_id)
            .where(OutboxMessage.state == MessageState.PENDING, OutboxMessage.not_before <= now)
            .order_by(OutboxMessage.priority, OutboxMessage.id)
            .limit(limit)
        )
        return [Claimed(*row) for row in rows]

    async def _deliver_one(self, claimed: Claimed) -> bool:
        if self._pace.stopped or self._closing:
            await self._settle(claimed, MessageState.PENDING, attempts=claimed.message.attempts - 1)
            return False
        chat_id = claimed.peer.chat_id
        await self._pace.turn(chat_id)
        try:
            rendered = self._render(claimed.message, claimed.language)
        except Exception as error:  # a fault in one message must not stop everybody's
            log.exception("render_failed", message=claimed.message.id, error=type(error).__name__)
            await self._settle(claimed, MessageState.FAILED, error=type(error).__name__)
            return False
        try:
            sent = await self._send(chat_id, rendered)
        except TelegramAPIError as error:
            await self._refused(claimed, error)
            return False
        now = self._clock.now()
        await self._settle(claimed, MessageState.SENT, telegram_message_id=sent, sent_at=now)
        self._metrics.message_delivered((now - claimed.message.not_before).total_seconds())
        return True

    async def _send(self, chat_id: int, rendered: Rendered) -> int:
        try:
            message = await self._bot.send_message(chat_id, rendered.text, reply_markup=rendered.keyboard)
        except TelegramAPIError as error:
            if not getattr(understand(error), "bad_markup", False):
                raise
            log.error("markup_refused", error=str(error))
            plain = unescape(re.sub(r"<[^>]+>", "", rendered.text))
            message = await self._bot.send_message(
                chat_id, plain, reply_markup=rendered.keyboard, parse_mode=None
            )
        return message.message_id

    async def _refused(self, claimed: Claimed, error: TelegramAPIError) -> None:
        match understand(error):
            case Later(seconds):  # however often: a message is never given up because of a busy server
                self._pace.stop_for(seconds)
                await self._settle(claimed, MessageState.PENDING, error="later")
            case Gone(why):
                await self._settle(claimed, MessageState.UNREACHABLE, error=why.value)
                async with self._db.transaction() as session:
                    await session.execute(
                        update(Peer)
                        .where(Peer.id == claimed.peer.id)
                        .values(unreachable=why, unreachable_since=self._clock.now())
                    )
            case Unknown():
                await self._settle(claimed, MessageState.UNCERTAIN, error="no answer")
            case refusal:
                log.error("message_refused", message=claimed.message.id, refusal=str(refusal))
                await self._settle(claimed, MessageState.FAILED, error=str(refusal)[:200])

    async def _settle(self, claimed: Claimed, state: MessageState, **values: object) -> None:
        async with self._db.transaction() as session:
            await session.execute(
                update(OutboxMessage)
                .where(OutboxMessage.id == claimed.message.id)
                .values(state=state, claimed_until=None, **values)
            )
