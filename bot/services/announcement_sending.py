"""Announcements on their way: spread to all addressed, once each; paused, stopped, corrected, repeated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign
from bot.models import (
    Announcement,
    AnnouncementCopy,
    AnnouncementState,
    Database,
    MessageState,
    OutboxMessage,
    Priority,
)
from bot.services import announcement_messages as messages
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.announcement_views import AnnouncementView, check_placeholders, progress_of, view_of
from bot.services.announcements import BODY_LIMIT, CAPTION_LIMIT, Announcements, arguments_of
from bot.services.attention import with_attention
from bot.services.audiences import Addressee, addressees
from bot.services.audit import note
from bot.services.office_hours import is_quiet, may_speak, working_calendar
from bot.services.outbox import addresses_of, enqueue, insert_new, message_row
from bot.settings import Settings

PROGRESS = "announcement_progress"
BATCH = 500
"""Copies made in one transaction: a kill loses none of them, and nobody waits long for the database."""
RUNNING = (AnnouncementState.SENDING, AnnouncementState.PAUSED)
STARTED = (*RUNNING, AnnouncementState.SENT)


@dataclass(frozen=True)
class AnnouncementSending:
    """Use cases from the approval on; every public method is one transaction, the tick one for each batch."""

    db: Database
    clock: Clock
    settings: Settings
    announcements: Announcements

    async def tick(self) -> None:
        """Begin what is due, spread what has begun, say how far it has come, end what is done."""
        now = self.clock.now()
        async with self.db.reading() as session:
            rows = await session.execute(
                select(Announcement.id, Announcement.state, Announcement.spread_at).where(
                    (Announcement.state == AnnouncementState.SCHEDULED) & (Announcement.send_at <= now)
                    | (Announcement.state == AnnouncementState.SENDING)
                )
            )
            found = rows.all()
        for number, state, spread_at in found:
            if state is AnnouncementState.SCHEDULED and not await self._begin(number, now):
                continue
            if spread_at is None:
                people = await self._addressed(number)
                while await self._spread(number, people):
                    pass
            await self._report(number)

    async def pause(self, actor: Actor, announcement_id: int) -> AnnouncementView:
        """What has not left yet waits."""
        return await self._turn(actor, announcement_id, AnnouncementState.PAUSED)

    async def resume(self, actor: Actor, announcement_id: int) -> AnnouncementView:
        """Go on."""
        return await self._turn(actor, announcement_id, AnnouncementState.SENDING)

    async def stop(self, actor: Actor, announcement_id: int) -> AnnouncementView:
        """What has not left yet does not leave any more."""
        return await self._turn(actor, announcement_id, AnnouncementState.CANCELLED)

    async def correct(self, actor: Actor, announcement_id: int, body: str) -> AnnouncementView:
        """Other words for everybody: in the chats where it stands, and in the copies that have not left."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            row = await self._own(session, actor, announcement_id)
            if row.state not in STARTED:
                raise DomainError("announcement-not-sent")
            limit = CAPTION_LIMIT if row.photo_id or row.file_id else BODY_LIMIT
            body = body.strip()
            if not body or len(body) > limit:
                raise DomainError("announcement-length", limit=limit)
            check_placeholders(body, row.audience)
            row.body, row.revision = body, row.revision + 1
            note(session, now, actor.person_id, "corrected", "announcement", row.id)
            await session.flush()
            await messages.reword(session, row, await self._people(session, row), now)
            return await view_of(session, self.clock, row)

    async def repeat(self, actor: Actor, announcement_id: int) -> int:
        """Once more to those who got it and have not pressed «Ознакомлен», at most once a day; how many."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            row = await self._own(session, actor, announcement_id)
            if not row.acknowledge or row.state not in STARTED:
                raise DomainError("announcement-not-sent")
            copies = await session.scalars(
                select(AnnouncementCopy)
                .join(OutboxMessage, OutboxMessage.id == AnnouncementCopy.message_id)
                .where(
                    AnnouncementCopy.announcement_id == row.id,
                    AnnouncementCopy.acknowledged_at.is_(None),
                    OutboxMessage.state.in_((MessageState.SENT, MessageState.UNCERTAIN)),
                )
            )
            silent = {copy.person_id for copy in copies}
            people = await self._people(session, row)
            key = f"{messages.again_key(row.id)}{now.date().isoformat()}"
            rows = await self._rows(session, row, [people[n] for n in sorted(silent & set(people))], key)
            await insert_new(session, OutboxMessage, rows)
            note(session, now, actor.person_id, "repeated", "announcement", row.id, count=len(rows))
            return len(rows)

    async def acknowledge(self, actor: Actor, announcement_id: int) -> dict[str, Any]:
        """«Ознакомлен»: whoever got a copy; returns what the message is rendered from."""
        async with self.db.transaction() as session:
            row, copy = await self._copy(session, actor, announcement_id)
            if copy.acknowledged_at is None:
                copy.acknowledged_at = self.clock.now()
            to = (await self._people(session, row)).get(actor.person_id)
            return {**arguments_of(row, to or _nobody(actor)), "acknowledge": False, "seen": True}

    async def whole(self, actor: Actor, announcement_id: int) -> dict[str, Any]:
        """An announcement that came in the digest, as a whole."""
        async with self.db.reading() as session:
            row, copy = await self._copy(session, actor, announcement_id)
            to = (await self._people(session, row)).get(actor.person_id)
            seen = copy.acknowledged_at is not None
            shown = arguments_of(row, to or _nobody(actor))
            return {**shown, "acknowledge": row.acknowledge and not seen, "seen": seen}

    async def _begin(self, number: int, now: datetime) -> bool:
        """At the time, never in the quiet hours; what is critical does not wait for a working day."""
        async with self.db.transaction() as session:
            row = await session.get_one(Announcement, number, with_for_update=True)
            calendar = await working_calendar(session, self.settings)
            if row.state is not AnnouncementState.SCHEDULED:
                return row.state is AnnouncementState.SENDING
            if (
                is_quiet(now.time(), self.settings)
                if row.critical
                else not may_speak(now, calendar, self.settings)
            ):
                return False
            row.state, row.started_at = AnnouncementState.SENDING, now
            await enqueue(
                session,
                [row.created_by],
                f"announcement-progress:{row.id}",
                PROGRESS,
                {"announcement": row.id, "total": 0, "sent": 0, "unreachable": 0, "held": 0},
                not_before=now,
            )
            return True

    async def _addressed(self, number: int) -> dict[int, Addressee]:
        async with self.db.reading() as session:
            return await self._people(session, await session.get_one(Announcement, number))

    async def _spread(self, number: int, people: dict[int, Addressee]) -> bool:
        """One batch of copies with their messages; whether there may be more."""
        async with self.db.transaction() as session:
            row = await session.get_one(Announcement, number, with_for_update=True)
            if row.state is not AnnouncementState.SENDING or row.spread_at is not None:
                return False
            have = set(
                await session.scalars(
                    select(AnnouncementCopy.person_id).where(AnnouncementCopy.announcement_id == row.id)
                )
            )
            batch = [people[person] for person in sorted(set(people) - have)[:BATCH]]
            if not batch:
                row.spread_at = self.clock.now()
                return False
            key = f"announcement:{row.id}"
            rows = await self._rows(session, row, batch, key)
            await insert_new(session, OutboxMessage, rows)
            keys = [each["key"] for each in rows]
            numbers = {
                key_: message
                for message, key_ in await session.execute(
                    select(OutboxMessage.id, OutboxMessage.key).where(OutboxMessage.key.in_(keys))
                )
            }
            copies = [
                {
                    "announcement_id": row.id,
                    "person_id": to.person_id,
                    "organisation_id": to.organisation_id,
                    "message_id": numbers.get(f"{key}:{to.person_id}"),
                    "revision": row.revision,
                }
                for to in batch
            ]
            await insert_new(session, AnnouncementCopy, copies)
            return True

    async def _rows(
        self, session: AsyncSession, row: Announcement, people: Sequence[Addressee], key: str
    ) -> list[dict[str, Any]]:
        addresses = await addresses_of(session, [to.person_id for to in people])
        rows = [
            message_row(
                addresses[to.person_id],
                f"{key}:{to.person_id}",
                messages.SENT,
                arguments_of(row, to),
                self.clock.now(),
                Priority.NOTICE if row.critical else Priority.BULK,
            )
            for to in people
            if to.person_id in addresses
        ]
        return rows if row.critical else await with_attention(session, self.clock, self.settings, rows)

    async def _report(self, number: int) -> None:
        """The author's message of progress, edited as it changes; the end when nothing is on its way."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            row = await session.get_one(Announcement, number, with_for_update=True)
            if row.state is not AnnouncementState.SENDING or row.spread_at is None:
                return
            counted = await progress_of(session, number)
            done = counted.waiting == 0
            first = await session.scalar(
                select(OutboxMessage).where(
                    OutboxMessage.key == f"announcement-progress:{row.id}:{row.created_by}"
                )
            )
            if first is not None and first.telegram_message_id is not None:
                told = {
                    "announcement": row.id,
                    "total": counted.total,
                    "sent": counted.sent,
                    "unreachable": counted.unreachable + counted.failed,
                    "held": counted.held,
                    "edits": first.telegram_message_id,
                }
                mark = f"{counted.sent}-{counted.unreachable}-{counted.held}-{done:d}"
                key = f"announcement-progress:{row.id}:{mark}"
                await enqueue(session, [row.created_by], key, PROGRESS, told, not_before=now)
            if done:
                row.state, row.finished_at = AnnouncementState.SENT, now

    async def _turn(self, actor: Actor, announcement_id: int, state: AnnouncementState) -> AnnouncementView:
        async with self.db.transaction() as session:
            row = await self._own(session, actor, announcement_id)
            if row.state is not state:
                if row.state not in RUNNING:
                    raise DomainError("announcement-not-running")
                row.state = state
                if state is AnnouncementState.PAUSED:
                    await messages.hold(session, row)
                elif state is AnnouncementState.SENDING:
                    await messages.let_go(session, self.clock, self.settings, row)
                else:
                    await messages.take_back(session, row)
                note(session, self.clock.now(), actor.person_id, state.value, "announcement", row.id)
            await session.flush()
            return await view_of(session, self.clock, row)

    async def _people(self, session: AsyncSession, row: Announcement) -> dict[int, Addressee]:
        return await addressees(
            session, await self.announcements.reach_of(session, row), row.audience, row.topic
        )

    async def _copy(
        self, session: AsyncSession, actor: Actor, announcement_id: int
    ) -> tuple[Announcement, AnnouncementCopy]:
        copy = await session.scalar(
            select(AnnouncementCopy).where(
                AnnouncementCopy.announcement_id == announcement_id,
                AnnouncementCopy.person_id == actor.person_id,
            )
        )
        if copy is None:
            raise Foreign
        return await session.get_one(Announcement, announcement_id), copy

    async def _own(self, session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
        scope(actor, Action.ANNOUNCE)
        row = await session.get(Announcement, announcement_id, with_for_update=True)
        if row is None or row.created_by != actor.person_id:
            raise Foreign
        return row


def _nobody(actor: Actor) -> Addressee:
    """Somebody who has left the audience since they got their copy."""
    return Addressee(actor.person_id, None, "", [""], [""])
