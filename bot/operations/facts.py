"""What the database tells of the work: read in one go for the doctor, the health endpoint and the metrics."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Database, Heartbeat, InboxUpdate, MessageState, OutboxMessage, Peer, UpdateState
from bot.operations.lease import abandoned
from bot.operations.metrics import Gauges

DOUBTS_KEPT = timedelta(days=30)
_NOT_SENT = [state for state in MessageState if state is not MessageState.SENT]


@dataclass(frozen=True)
class Facts:
    """Numbers and ages, nothing of what anybody wrote."""

    now: datetime
    outbox: Mapping[MessageState, int]
    """By state; what was sent is counted by the metrics, not here: there are too many rows."""
    waiting_since: datetime | None
    """Since when the oldest message could have gone."""
    stuck: int
    """Taken for sending by a process that is gone."""
    doubtful: int
    refused: int
    inbox: Mapping[UpdateState, int]
    unhandled_since: datetime | None
    people: int
    unreachable: int
    beats: Mapping[str, datetime]
    last_sent: datetime | None

    def age(self, moment: datetime | None) -> float | None:
        """Seconds since a moment."""
        return None if moment is None else (self.now - moment).total_seconds()

    def gauges(self) -> Gauges:
        """The same for Prometheus."""
        return {
            "outbox_messages": {("state", state): self.outbox.get(state, 0) for state in _NOT_SENT},
            "outbox_oldest_seconds": {None: max(0.0, self.age(self.waiting_since) or 0.0)},
            "inbox_updates": {
                ("state", state): self.inbox.get(state, 0)
                for state in (UpdateState.PENDING, UpdateState.PARKED)
            },
            "inbox_oldest_seconds": {None: max(0.0, self.age(self.unhandled_since) or 0.0)},
            "people_unreachable": {None: self.unreachable},
            "seconds_since_tick": {
                ("tick", name): (self.now - at).total_seconds() for name, at in self.beats.items()
            },
        }


async def gather(db: Database, now: datetime) -> Facts:
    """Ask the database; every question but two small ones goes by an index."""
    async with db.reading() as session:
        people, unreachable = (
            await session.execute(select(func.count(), func.count(Peer.unreachable)).select_from(Peer))
        ).one()
        doubts = await _doubts(session, now)
        return Facts(
            now=now,
            outbox=await _outbox(session),
            waiting_since=await session.scalar(
                select(func.min(OutboxMessage.not_before)).where(
                    OutboxMessage.state == MessageState.PENDING, OutboxMessage.not_before <= now
                )
            ),
            stuck=await session.scalar(select(func.count()).select_from(OutboxMessage).where(abandoned()))
            or 0,
            doubtful=doubts.get(MessageState.UNCERTAIN, 0),
            refused=doubts.get(MessageState.FAILED, 0),
            inbox=await _inbox(session),
            unhandled_since=await session.scalar(
                select(func.min(InboxUpdate.received_at)).where(InboxUpdate.state == UpdateState.PENDING)
            ),
            people=people,
            unreachable=unreachable,
            beats={name: at for name, at in await session.execute(select(Heartbeat.name, Heartbeat.at))},
            last_sent=await session.scalar(
                select(OutboxMessage.sent_at)
                .where(OutboxMessage.state == MessageState.SENT)
                .order_by(OutboxMessage.not_before.desc())
                .limit(1)
            ),
        )


async def _outbox(session: AsyncSession) -> dict[MessageState, int]:
    rows = await session.execute(
        select(OutboxMessage.state, func.count())
        .where(OutboxMessage.state.in_(_NOT_SENT))
        .group_by(OutboxMessage.state)
    )
    return {state: count for state, count in rows}


async def _doubts(session: AsyncSession, now: datetime) -> dict[MessageState, int]:
    rows = await session.execute(
        select(OutboxMessage.state, func.count())
        .where(
            OutboxMessage.state.in_([MessageState.UNCERTAIN, MessageState.FAILED]),
            OutboxMessage.not_before > now - DOUBTS_KEPT,
        )
        .group_by(OutboxMessage.state)
    )
    return {state: count for state, count in rows}


async def _inbox(session: AsyncSession) -> dict[UpdateState, int]:
    rows = await session.execute(
        select(InboxUpdate.state, func.count())
        .where(InboxUpdate.state.in_([UpdateState.PENDING, UpdateState.PARKED]))
        .group_by(InboxUpdate.state)
    )
    return {state: count for state, count in rows}
