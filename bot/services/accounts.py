"""Accounts of people who come in without an invite, and how those leave no trace who said no."""

from datetime import datetime

from sqlalchemy import Table, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Base, FormState, OutboxMessage, Peer, Person
from bot.services.actor import MESSENGER


async def account(session: AsyncSession, user_id: int) -> Peer | None:
    """The known account, if it is one."""
    found: Peer | None = await session.scalar(
        select(Peer).where(Peer.messenger == MESSENGER, Peer.user_id == user_id)
    )
    return found


async def new_account(
    session: AsyncSession, now: datetime, user_id: int, chat_id: int, language: str
) -> Peer:
    """A person nobody knows yet, with the account they write from."""
    person = Person(language=language, created_at=now)
    session.add(person)
    await session.flush()
    peer = Peer(person_id=person.id, messenger=MESSENGER, user_id=user_id, chat_id=chat_id)
    session.add(peer)
    await session.flush()
    return peer


async def forget_account(session: AsyncSession, person_id: int) -> None:
    """The account and everything of its chat: messages to it, half-filled forms. The person stays."""
    peers = (await session.scalars(select(Peer).where(Peer.person_id == person_id))).all()
    await session.execute(delete(OutboxMessage).where(OutboxMessage.peer_id.in_([peer.id for peer in peers])))
    for peer in peers:
        chat = f":{peer.chat_id}:{peer.user_id}:"
        await session.execute(delete(FormState).where(FormState.key.contains(chat, autoescape=True)))
        await session.delete(peer)
    await session.flush()


async def forget_stranger(session: AsyncSession, person_id: int) -> bool:
    """Delete a person of whom nothing else is known; returns whether there was nothing else."""
    if await _known(session, person_id, but=(Peer.__tablename__,)):
        return False
    await forget_account(session, person_id)
    await session.execute(delete(Person).where(Person.id == person_id))
    return True


async def forget_if_unknown(session: AsyncSession, person_id: int) -> bool:
    """Delete the number of a person nothing refers to any more."""
    if await _known(session, person_id):
        return False
    await session.execute(delete(Person).where(Person.id == person_id))
    return True


async def _known(session: AsyncSession, person_id: int, but: tuple[str, ...] = ()) -> bool:
    """Whether a row of any table refers to the person; a new table is looked at by itself."""
    for table in Base.metadata.sorted_tables:
        if table.name in but:
            continue
        for column in columns_to(table, Person.__tablename__):
            if await session.scalar(select(exists().where(table.c[column] == person_id))):
                return True
    return False


def columns_to(table: Table, target: str) -> list[str]:
    """The columns of a table that refer to another table."""
    return [key.parent.name for key in table.foreign_keys if key.column.table.name == target]
