"""Parents' meetings (item 2.7): announced by a QR, signed up for in a tap, counted afterwards."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, WrongKey
from bot.models import Database, MeetingSignUp, Organisation, ParentsMeeting
from bot.services.access import Action, places_within, scope
from bot.services.accounts import account, forget_stranger, new_account
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.invites import digest
from bot.services.office_hours import is_digest_time, next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

TITLE_LIMIT, PLACE_LIMIT = 100, 120
MOST_PARENTS = 2000
FORGET_AFTER = timedelta(days=30)
"""After the meeting: who signed up is known no longer, the head-count stays."""
REMINDER, CANCELLED, COUNT = "meeting", "meeting_cancelled", "meeting_count"


@dataclass(frozen=True)
class MeetingRow:
    """A meeting, as either side sees it."""

    meeting_id: int
    organisation: str
    title: str
    starts_at: datetime
    place: str
    signed: int
    head_count: int | None
    cancelled: bool


@dataclass(frozen=True)
class Meetings:
    """Use cases around meetings of parents; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def places(self, actor: Actor) -> list[tuple[int, str]]:
        """Where the person may hold one."""
        return await places_within(self.db, scope(actor, Action.MEETINGS))

    async def make(
        self, actor: Actor, organisation_id: int, title: str, day: date, at: time, place: str
    ) -> tuple[MeetingRow, str]:
        """A new meeting and the token of its link, which is shown once."""
        scope(actor, Action.MEETINGS).place(organisation_id)
        title, place = " ".join(title.split()), " ".join(place.split())
        if not 3 <= len(title) <= TITLE_LIMIT or not 1 <= len(place) <= PLACE_LIMIT:
            raise DomainError("meeting-texts", title=TITLE_LIMIT, place=PLACE_LIMIT)
        now, starts = self.clock.now(), datetime.combine(day, at, tzinfo=self.clock.zone)
        if starts <= now:
            raise DomainError("meeting-past")
        token = secrets.token_urlsafe(18)
        async with self.db.transaction() as session:
            meeting = ParentsMeeting(
                organisation_id=organisation_id,
                title=title,
                starts_at=starts,
                place=place,
                token_digest=digest(token),
                created_by=actor.person_id,
                created_at=now,
            )
            session.add(meeting)
            await session.flush()
            note(session, now, actor.person_id, "made", "meeting", meeting.id)
            return await self._row(session, meeting), token

    async def listed(self, actor: Actor) -> list[MeetingRow]:
        """Those within reach that are ahead or were lately held, the next first."""
        reach = scope(actor, Action.MEETINGS)
        async with self.db.reading() as session:
            found = await session.scalars(
                select(ParentsMeeting)
                .where(
                    reach.places_among(ParentsMeeting.organisation_id),
                    ParentsMeeting.cancelled_at.is_(None),
                    ParentsMeeting.starts_at >= self.clock.now() - timedelta(days=60),
                )
                .order_by(ParentsMeeting.starts_at)
            )
            return [await self._row(session, meeting) for meeting in found.all()]

    async def one(self, actor: Actor, meeting_id: int) -> MeetingRow:
        """One of them."""
        async with self.db.reading() as session:
            return await self._row(session, await self._reached(session, actor, meeting_id))

    async def cancel(self, actor: Actor, meeting_id: int) -> MeetingRow:
        """Call it off: whoever has signed up is told."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            meeting = await self._reached(session, actor, meeting_id)
            if meeting.cancelled_at is None:
                meeting.cancelled_at = now
                await enqueue(
                    session,
                    await self._signed(session, meeting_id),
                    f"meeting-cancelled:{meeting.id}",
                    CANCELLED,
                    self._told(meeting),
                    not_before=await self._moment(session),
                )
                note(session, now, actor.person_id, "cancelled", "meeting", meeting.id)
            return await self._row(session, meeting)

    async def count(self, actor: Actor, meeting_id: int, parents: int) -> MeetingRow:
        """How many came."""
        if not 0 <= parents <= MOST_PARENTS:
            raise DomainError("meeting-count-wrong", most=MOST_PARENTS)
        async with self.db.transaction() as session:
            meeting = await self._reached(session, actor, meeting_id)
            if meeting.starts_at > self.clock.now():
                raise DomainError("meeting-not-yet")
            meeting.head_count = parents
            note(session, self.clock.now(), actor.person_id, "counted", "meeting", meeting.id, count=parents)
            return await self._row(session, meeting)

    async def look(self, token: str) -> MeetingRow:
        """What a link invites to; nothing is kept of whoever looks."""
        async with self.db.reading() as session:
            return await self._row(session, await self._by_token(session, token))

    async def sign_up(self, user_id: int, chat_id: int, language: str, meeting_id: int) -> MeetingRow:
        """«Приду»; pressing again changes nothing."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            meeting = await session.get(ParentsMeeting, meeting_id)
            if meeting is None or meeting.cancelled_at is not None or meeting.starts_at <= now:
                raise DomainError("meeting-gone")
            peer = await account(session, user_id) or await new_account(
                session, now, user_id, chat_id, language
            )
            await inserted_once(
                session,
                MeetingSignUp,
                {"meeting_id": meeting.id, "person_id": peer.person_id, "signed_at": now},
            )
            return await self._row(session, meeting)

    async def give_up(self, actor: Actor, meeting_id: int) -> None:
        """«Не приду»."""
        async with self.db.transaction() as session:
            await session.execute(
                delete(MeetingSignUp).where(
                    MeetingSignUp.meeting_id == meeting_id, MeetingSignUp.person_id == actor.person_id
                )
            )

    async def tick(self) -> None:
        """Remind the day before, ask for the head-count the morning after, forget who came after a month."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            await self._forget(session, now)
            calendar = await working_calendar(session, self.settings)
            if now.time() < self.settings.digest_time:
                return
            tomorrow = await session.scalars(
                select(ParentsMeeting).where(
                    ParentsMeeting.cancelled_at.is_(None),
                    ParentsMeeting.starts_at > now,
                    ParentsMeeting.starts_at <= now + timedelta(days=2),
                )
            )
            for meeting in tomorrow.all():
                if self.clock.at(meeting.starts_at).date() == now.date() + timedelta(days=1):
                    people = await self._signed(session, meeting.id)
                    key = f"meeting-tomorrow:{meeting.id}"
                    await enqueue(session, people, key, REMINDER, self._told(meeting), not_before=now)
            if not is_digest_time(now, calendar, self.settings):
                return
            held = await session.scalars(
                select(ParentsMeeting).where(
                    ParentsMeeting.cancelled_at.is_(None),
                    ParentsMeeting.head_count.is_(None),
                    ParentsMeeting.starts_at < now,
                    ParentsMeeting.starts_at >= now - timedelta(days=14),
                )
            )
            for meeting in held.all():
                if self.clock.at(meeting.starts_at).date() < now.date():
                    key = f"meeting-count:{meeting.id}"
                    await enqueue(
                        session, [meeting.created_by], key, COUNT, self._told(meeting), not_before=now
                    )

    async def _forget(self, session: AsyncSession, now: datetime) -> None:
        old = select(ParentsMeeting.id).where(ParentsMeeting.starts_at < now - FORGET_AFTER)
        people = (
            await session.scalars(
                select(MeetingSignUp.person_id).where(MeetingSignUp.meeting_id.in_(old)).distinct()
            )
        ).all()
        if people:
            await session.execute(delete(MeetingSignUp).where(MeetingSignUp.meeting_id.in_(old)))
            for person_id in people:
                await forget_stranger(session, person_id)

    async def _reached(self, session: AsyncSession, actor: Actor, meeting_id: int) -> ParentsMeeting:
        reach = scope(actor, Action.MEETINGS)
        meeting = await session.scalar(
            select(ParentsMeeting).where(
                ParentsMeeting.id == meeting_id, reach.places_among(ParentsMeeting.organisation_id)
            )
        )
        if meeting is None:
            raise Foreign
        return meeting

    async def _by_token(self, session: AsyncSession, token: str) -> ParentsMeeting:
        meeting = await session.scalar(
            select(ParentsMeeting).where(ParentsMeeting.token_digest == digest(token))
        )
        if meeting is None:
            raise WrongKey("meeting-unknown")
        return meeting

    async def _signed(self, session: AsyncSession, meeting_id: int) -> list[int]:
        found = await session.scalars(
            select(MeetingSignUp.person_id).where(MeetingSignUp.meeting_id == meeting_id)
        )
        return list(found)

    async def _moment(self, session: AsyncSession) -> datetime:
        calendar = await working_calendar(session, self.settings)
        return next_moment_to_speak(self.clock.now(), calendar, self.settings)

    def _told(self, meeting: ParentsMeeting) -> dict[str, object]:
        return {
            "meeting": meeting.id,
            "title": meeting.title,
            "at": self.clock.at(meeting.starts_at).isoformat(),
            "place": meeting.place,
        }

    async def _row(self, session: AsyncSession, meeting: ParentsMeeting) -> MeetingRow:
        organisation = await session.get_one(Organisation, meeting.organisation_id)
        signed = await session.scalar(
            select(func.count()).select_from(MeetingSignUp).where(MeetingSignUp.meeting_id == meeting.id)
        )
        return MeetingRow(
            meeting.id,
            organisation.name,
            meeting.title,
            self.clock.at(meeting.starts_at),
            meeting.place,
            signed or 0,
            meeting.head_count,
            meeting.cancelled_at is not None,
        )
