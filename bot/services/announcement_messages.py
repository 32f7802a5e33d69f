"""The messages of an announcement on its way: held, let go, taken back, given other words.

What has joined a digest of the evening is a part of it: such a digest goes on with its other parts.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import Announcement, AnnouncementCopy, MessageState, OutboxMessage, Peer, Priority
from bot.services.announcements import arguments_of
from bot.services.attention import EVENING, past_exams
from bot.services.audiences import Addressee
from bot.services.outbox import insert_new
from bot.settings import Settings

SENT, EDIT, CORRECTION = "announcement", "announcement_edit", "announcement_correction"
NEVER = datetime(2200, 1, 1, tzinfo=UTC)
"""When paused messages would leave."""
NOT_LEFT = (MessageState.PENDING, MessageState.HELD)
IN_CHAT = (MessageState.SENT, MessageState.SENDING, MessageState.UNCERTAIN)
AFTER_IT = timedelta(seconds=5)
"""A correction that cannot change the message itself comes after it."""


def again_key(announcement_id: int) -> str:
    """What the key of a repetition begins with; its day and the person's number end it."""
    return f"announcement-again:{announcement_id}:"


async def hold(session: AsyncSession, row: Announcement) -> None:
    """What has not left waits until it is let go."""
    await _change(session, _not_left(row), not_before=NEVER)


async def let_go(session: AsyncSession, clock: Clock, settings: Settings, row: Announcement) -> None:
    """What was held may leave now; to whom sits an exam today, afterwards."""
    found = await session.execute(select(OutboxMessage.id, OutboxMessage.peer_id).where(_not_left(row)))
    rows: list[dict[str, Any]] = [
        {"id": number, "peer_id": peer, "not_before": clock.now()} for number, peer in found
    ]
    if not row.critical:
        await past_exams(session, clock, settings, rows)
    await _change(session, _not_left(row), not_before=clock.now())
    later: dict[datetime, list[int]] = {}
    for each in rows:
        if each["not_before"] > clock.now():
            later.setdefault(each["not_before"], []).append(each["id"])
    for moment, numbers in later.items():
        await _change(session, OutboxMessage.id.in_(numbers), not_before=moment)


async def take_back(session: AsyncSession, row: Announcement) -> None:
    """What has not left does not leave any more."""
    await _change(session, _not_left(row), state=MessageState.SUPERSEDED)
    for digest, person in await _evenings(session, row):
        parts = [part for part in digest.arguments["parts"] if not _is_about(row, part)]
        digest.arguments = {**digest.arguments, "parts": parts}
        if not parts:
            digest.state = MessageState.SUPERSEDED
        own = await session.scalar(
            select(OutboxMessage.id).where(OutboxMessage.key == f"{SENT}:{row.id}:{person}")
        )
        copy = await session.scalar(
            select(AnnouncementCopy).where(
                AnnouncementCopy.announcement_id == row.id, AnnouncementCopy.message_id == digest.id
            )
        )
        if copy is not None:  # counted as stopped, also where the digest itself goes on
            copy.message_id = own


async def reword(
    session: AsyncSession, row: Announcement, people: Mapping[int, Addressee], now: datetime
) -> None:
    """The new text for everybody: in what has not left, in the chats, and anew where it cannot be changed."""

    def addressee(person: int) -> Addressee:
        return people.get(person) or Addressee(person, None, "", [""], [""])

    copies = {
        copy.person_id: copy
        for copy in await session.scalars(
            select(AnnouncementCopy).where(AnnouncementCopy.announcement_id == row.id)
        )
    }
    for copy in copies.values():
        copy.revision = row.revision
    for digest, person in await _evenings(session, row):
        told = arguments_of(row, addressee(person))
        parts = [
            {**part, "arguments": told} if _is_about(row, part) else part
            for part in digest.arguments["parts"]
        ]
        digest.arguments = {**digest.arguments, "parts": parts}
    rows = []
    for message, person in await _all(session, row):
        if message.state in NOT_LEFT and message.notice == SENT:
            message.arguments = arguments_of(row, addressee(person))
        elif message.state in IN_CHAT and person in copies:
            rows.append(_correction(row, addressee(person), message, copies[person], now))
    await insert_new(session, OutboxMessage, rows)


def _correction(
    row: Announcement, to: Addressee, message: OutboxMessage, copy: AnnouncementCopy, now: datetime
) -> dict[str, Any]:
    """An edit of the message in the chat; what came in a digest, or may not have come, is said anew."""
    arguments = {**arguments_of(row, to), "seen": copy.acknowledged_at is not None}
    in_place = message.notice == SENT and message.telegram_message_id is not None
    if in_place:
        arguments["edits"] = message.telegram_message_id
    return {
        "peer_id": message.peer_id,
        "key": f"announcement-edit:{row.id}:{row.revision}:{message.id}",
        "notice": EDIT if in_place else CORRECTION,
        "arguments": arguments,
        "priority": Priority.BULK,
        "state": MessageState.PENDING,
        "not_before": now if in_place else now + AFTER_IT,
        "attempts": 0,
        "error": "",
    }


async def _all(session: AsyncSession, row: Announcement) -> list[tuple[OutboxMessage, int]]:
    """What carries the copies, and every repetition; with the person."""
    found = await session.execute(
        select(OutboxMessage, Peer.person_id)
        .join(Peer, Peer.id == OutboxMessage.peer_id)
        .where(or_(OutboxMessage.id.in_(_carrying(row)), _is_repetition(row)))
        .order_by(OutboxMessage.id)
        .with_for_update(of=OutboxMessage)
    )
    return [(message, person) for message, person in found]


async def _evenings(session: AsyncSession, row: Announcement) -> list[tuple[OutboxMessage, int]]:
    """Digests of the evening with the announcement that have not left yet; with the person."""
    found = await session.execute(
        select(OutboxMessage, Peer.person_id)
        .join(Peer, Peer.id == OutboxMessage.peer_id)
        .where(OutboxMessage.notice == EVENING, OutboxMessage.state == MessageState.PENDING)
        .order_by(OutboxMessage.id)
        .with_for_update(of=OutboxMessage)
    )
    return [
        (digest, person)
        for digest, person in found
        if any(_is_about(row, part) for part in digest.arguments["parts"])
    ]


def _is_about(row: Announcement, part: Mapping[str, Any]) -> bool:
    return bool(part["notice"] == SENT and part["arguments"]["announcement"] == row.id)


def _carrying(row: Announcement) -> Select[int | None]:
    return select(AnnouncementCopy.message_id).where(AnnouncementCopy.announcement_id == row.id)


def _is_repetition(row: Announcement) -> ColumnElement[bool]:
    return (OutboxMessage.notice == SENT) & OutboxMessage.key.startswith(again_key(row.id), autoescape=True)


def _not_left(row: Announcement) -> ColumnElement[bool]:
    """Messages of the announcement's own that wait: a digest of the evening is not one."""
    return (
        OutboxMessage.state.in_(NOT_LEFT)
        & (OutboxMessage.notice == SENT)
        & or_(OutboxMessage.id.in_(_carrying(row)), _is_repetition(row))
    )


async def _change(session: AsyncSession, which: ColumnElement[bool], **values: Any) -> None:
    await session.execute(
        update(OutboxMessage).where(which).values(**values).execution_options(synchronize_session=False)
    )
