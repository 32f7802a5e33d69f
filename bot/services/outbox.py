"""Messages to people, written in the same transaction as what they tell of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Insert, Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Base, MessageState, OutboxMessage, Peer, Priority, Unreachable
from bot.models.insertion import insert_into

ROWS_AT_ONCE = 500  # SQLite allows 32,766 variables in one statement


async def insert_new(session: AsyncSession, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that no unique constraint refuses; the others are already there."""
    insert = _insert_new(session.get_bind().dialect.name, cast("Table", table.__table__))
    for start in range(0, len(rows), ROWS_AT_ONCE):
        await session.execute(insert, list(rows[start : start + ROWS_AT_ONCE]))


@cache
def _insert_new(dialect: str, table: Table) -> Insert:
    """Put together once for each table: it is asked at every tap."""
    return insert_into(table, dialect).on_conflict_do_nothing()


class Address(NamedTuple):
    """A peer of a person, as far as it matters for writing to them."""

    peer_id: int
    unreachable: Unreachable | None


async def addresses_of(session: AsyncSession, person_ids: Iterable[int]) -> dict[int, Address]:
    """Where each person is reached: the newest peer."""
    peers = await session.execute(
        select(Peer.person_id, Peer.id, Peer.unreachable)
        .where(Peer.person_id.in_(set(person_ids)))
        .order_by(Peer.id)
    )
    return {person_id: Address(number, unreachable) for person_id, number, unreachable in peers}


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
    addresses = await addresses_of(session, person_ids)
    rows = [
        message_row(address, f"{key}:{person_id}", notice, arguments, not_before, priority)
        for person_id, address in sorted(addresses.items())
    ]
    await insert_new(session, OutboxMessage, rows)


def message_row(
    to: Address,
    key: str,
    notice: str,
    arguments: dict[str, Any],
    not_before: datetime,
    priority: Priority = Priority.NOTICE,
) -> dict[str, Any]:
    """A row for the outbox; a peer that cannot be reached gets one too, as data for a phone call."""
    state = MessageState.PENDING if to.unreachable is None else MessageState.UNREACHABLE
    return {
        "peer_id": to.peer_id,
        "key": key,
        "notice": notice,
        "arguments": arguments,
        "priority": priority,
        "state": state,
        "not_before": not_before,
        "attempts": 0,
        "error": "" if to.unreachable is None else to.unreachable.value,
    }


async def waiting_count(session: AsyncSession, now: datetime) -> int:
    """How many messages are still to be delivered, of those that may go by now: not those for the morning."""
    unfinished = OutboxMessage.state.in_((MessageState.PENDING, MessageState.SENDING))
    may_go = select(func.count()).where(unfinished, OutboxMessage.not_before <= now)
    return await session.scalar(may_go) or 0
