"""Messages to people, written in the same transaction as what they tell of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Base, MessageState, OutboxMessage, Peer, Priority

ROWS_AT_ONCE = 500  # SQLite allows 32,766 variables in one statement


async def insert_new(session: AsyncSession, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that no unique constraint refuses; the others are already there."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for start in range(0, len(rows), ROWS_AT_ONCE):
        chunk = list(rows[start : start + ROWS_AT_ONCE])
        await session.execute(insert(table).on_conflict_do_nothing(), chunk)


async def peers_of(session: AsyncSession, person_ids: Iterable[int]) -> dict[int, Peer]:
    """Where each person is reached: the newest peer."""
    wanted = list(set(person_ids))
    found: dict[int, Peer] = {}
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        chunk = wanted[start : start + ROWS_AT_ONCE]
        peers = await session.scalars(select(Peer).where(Peer.person_id.in_(chunk)).order_by(Peer.id))
        found.update({peer.person_id: peer for peer in peers})
    return found


async def enqueue(
    session: AsyncSession,
    person_ids: Iterable[int],
    key: str,
    notice: str,
    arguments: dict[str, Any],
    not_before: datetime,
    priority: Priority = Priority.NOTICE,
) -> None:
    """One message to each person; `key` with the person's number makes a repeat harmless."""
    peers = await peers_of(session, person_ids)
    rows = [
        message_row(peer, f"{key}:{person_id}", notice, arguments, not_before, priority)
        for person_id, peer in sorted(peers.items())
    ]
    await insert_new(session, OutboxMessage, rows)


def message_row(
    peer: Peer,
    key: str,
    notice: str,
    arguments: dict[str, Any],
    not_before: datetime,
    priority: Priority = Priority.NOTICE,
) -> dict[str, Any]:
    """A row for the outbox; a peer that cannot be reached gets one too, as data for a phone call."""
    state = MessageState.PENDING if peer.unreachable is None else MessageState.UNREACHABLE
    return {
        "peer_id": peer.id,
        "key": key,
        "notice": notice,
        "arguments": arguments,
        "priority": priority,
        "state": state,
        "not_before": not_before,
        "attempts": 0,
        "error": "" if peer.unreachable is None else peer.unreachable.value,
    }


async def waiting_count(session: AsyncSession) -> int:
    """How many messages are still to be delivered."""
    unfinished = (MessageState.PENDING, MessageState.SENDING)
    return (
        await session.scalar(
            select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state.in_(unfinished))
        )
        or 0
    )
