"""How much a person hears in a day: what is over the budget joins the digest of the evening.

Own deadlines, answers and what is critical for admission are not counted and always pass. On an exam day
a pupil of the grade hears nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    AnnouncementCopy,
    Database,
    ExamDay,
    MessageState,
    OutboxMessage,
    Peer,
    Priority,
    Student,
)
from bot.services.office_hours import is_quiet
from bot.services.outbox import addresses_of, insert_new, message_row
from bot.settings import Settings

PROACTIVE = ("announcement", "contest", "tip", "mentoring_tip", "weekly_digest")
"""Notices nobody waits for: they are counted against the budget."""
EVENING = "evening"


async def with_attention(
    session: AsyncSession, clock: Clock, settings: Settings, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Rows for the outbox; over the budget they wait for the evening, on an exam day for a free one."""
    await past_exams(session, clock, settings, rows)
    heard = await _heard(session, clock, {row["peer_id"] for row in rows}, _days(clock, rows))
    for row in rows:
        if row["state"] is not MessageState.PENDING:
            continue
        place = (row["peer_id"], clock.at(row["not_before"]).date())
        if heard.get(place, 0) >= settings.proactive_messages:
            row["state"] = MessageState.HELD
        else:
            heard[place] = heard.get(place, 0) + 1
    return rows


async def enqueue_sparingly(
    session: AsyncSession,
    clock: Clock,
    settings: Settings,
    person_ids: Iterable[int],
    key: str,
    notice: str,
    arguments: dict[str, Any],
    not_before: datetime,
) -> None:
    """One message that nobody waits for to each person; as `outbox.enqueue`, within everybody's budget."""
    addresses = await addresses_of(session, person_ids)
    rows = [
        message_row(address, f"{key}:{person}", notice, arguments, not_before, Priority.BULK)
        for person, address in sorted(addresses.items())
    ]
    await insert_new(session, OutboxMessage, await with_attention(session, clock, settings, rows))


@dataclass(frozen=True)
class EveningDigest:
    """One tick: what was held back during the day, in one message."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """From the evening time on until the quiet hours."""
        now = self.clock.now()
        if now.time() < self.settings.evening_time or is_quiet(now.time(), self.settings):
            return
        async with self.db.transaction() as session:
            held = await session.scalars(
                select(OutboxMessage)
                .where(OutboxMessage.state == MessageState.HELD, OutboxMessage.not_before <= now)
                .order_by(OutboxMessage.id)
                .with_for_update(skip_locked=True)
            )
            by_peer: dict[int, list[OutboxMessage]] = {}
            for message in held:
                by_peer.setdefault(message.peer_id, []).append(message)
            for peer_id, messages in by_peer.items():
                await self._join(session, peer_id, messages, now)

    async def _join(
        self, session: AsyncSession, peer_id: int, messages: list[OutboxMessage], now: datetime
    ) -> None:
        key = f"evening:{now.date().isoformat()}:{peer_id}:{messages[0].id}"
        parts = [{"notice": each.notice, "arguments": each.arguments} for each in messages]
        row = {
            "peer_id": peer_id,
            "key": key,
            "notice": EVENING,
            "arguments": {"parts": parts},
            "priority": Priority.BULK,
            "state": MessageState.PENDING,
            "not_before": now,
            "attempts": 0,
            "error": "",
        }
        await insert_new(session, OutboxMessage, [row])
        number = await session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == key))
        for each in messages:
            each.state = MessageState.SUPERSEDED
        await session.execute(
            update(AnnouncementCopy)
            .where(AnnouncementCopy.message_id.in_([each.id for each in messages]))
            .values(message_id=number)
        )


def _days(clock: Clock, rows: Iterable[dict[str, Any]]) -> set[date]:
    return {clock.at(row["not_before"]).date() for row in rows}


async def _heard(
    session: AsyncSession, clock: Clock, peers: set[int], days: set[date]
) -> dict[tuple[int, date], int]:
    """What each person hears on these days already."""
    found: dict[tuple[int, date], int] = {}
    for day in days:
        first = datetime.combine(day, time(0), tzinfo=clock.zone)
        counted = await session.execute(
            select(OutboxMessage.peer_id, func.count())
            .where(
                OutboxMessage.peer_id.in_(peers),
                OutboxMessage.notice.in_(PROACTIVE),
                OutboxMessage.not_before >= first,
                OutboxMessage.not_before < first + timedelta(days=1),
                OutboxMessage.state.not_in((MessageState.HELD, MessageState.SUPERSEDED)),
            )
            .group_by(OutboxMessage.peer_id)
        )
        found |= {(peer, day): count for peer, count in counted}
    return found


async def past_exams(
    session: AsyncSession, clock: Clock, settings: Settings, rows: list[dict[str, Any]]
) -> None:
    """Put rows (peer, not before) off to the morning after the exams of the pupil's grade."""
    ahead = ExamDay.day >= clock.today()
    exams = {(each.day, each.grade) for each in await session.scalars(select(ExamDay).where(ahead))}
    if not exams:
        return
    sits = {grade for _, grade in exams}
    grades = {
        peer: grade
        for peer, grade in await session.execute(
            select(Peer.id, Student.grade)
            .join(Student, Student.person_id == Peer.person_id)
            .where(Student.grade.in_(sits))
        )
    }
    for row in rows:
        grade = grades.get(row["peer_id"])
        day = clock.at(row["not_before"]).date()
        free = day
        while (free, grade) in exams:
            free += timedelta(days=1)
        if free != day:
            row["not_before"] = datetime.combine(free, settings.digest_time, tzinfo=clock.zone)
