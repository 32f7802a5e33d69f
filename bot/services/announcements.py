"""Announcements until they are sent: written, shown to oneself, approved by a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    Announcement,
    AnnouncementState,
    Database,
    Interest,
    Level,
    Membership,
    Organisation,
    OrganisationKind,
    Peer,
    Role,
    Sphere,
    Topic,
)
from bot.services.access import TABLE, Action, Reach, Scope, may, scope
from bot.services.actor import Actor
from bot.services.announcement_views import AnnouncementView, check_placeholders, filled, view_of
from bot.services.audiences import ROLES, STATES, Addressee, addressees
from bot.services.audit import note
from bot.services.codes import GRADES
from bot.services.names import natural_order
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import addresses_of, enqueue
from bot.settings import Settings

WAITS, RETURNED = "announcement_waits", "announcement_returned"
BODY_LIMIT, CAPTION_LIMIT = 3000, 800
"""Characters: a message of Telegram holds 4,096, a caption 1,024, the buttons' words and names included."""
CHOICES: Mapping[str, tuple[object, ...]] = {
    "roles": tuple(role.value for role in ROLES),
    "grades": GRADES,
    "spheres": tuple(each.value for each in Sphere),
    "levels": tuple(each.value for each in Level),
    "interests": tuple(each.value for each in Interest),
    "states": STATES,
}
SAMPLES = 3


@dataclass(frozen=True)
class Reached:
    """Whom the audience comes to, counted, and three of them by code or role."""

    count: int
    unreachable: int
    samples: tuple[Addressee, ...]


@dataclass(frozen=True)
class Announcements:
    """Use cases before the sending; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def listed(self, actor: Actor) -> list[AnnouncementView]:
        """One's own, and those that wait for one's approval; the newest first."""
        approves = may(actor, Action.ANNOUNCE_APPROVE)
        async with self.db.reading() as session:
            mine = Announcement.created_by == actor.person_id
            waiting = Announcement.state != AnnouncementState.DRAFT
            rows = await session.scalars(
                select(Announcement)
                .where(or_(mine, waiting) if approves else mine)
                .order_by(Announcement.id.desc())
                .limit(60)
            )
            return [
                await view_of(session, self.clock, row)
                for row in rows.all()
                if row.created_by == actor.person_id or await self._decides(session, actor, row)
            ]

    async def begin(self, actor: Actor) -> AnnouncementView:
        """An empty draft; a coordinator's speaks to the own school."""
        reach = scope(actor, Action.ANNOUNCE)
        now = self.clock.now()
        async with self.db.transaction() as session:
            schools = [] if reach.everywhere else sorted(reach.places)
            row = Announcement(
                body="",
                audience={"roles": [], "schools": schools},
                created_by=actor.person_id,
                created_at=now,
            )
            session.add(row)
            await session.flush()
            note(session, now, actor.person_id, "begun", "announcement", row.id)
            return await view_of(session, self.clock, row)

    async def one(self, actor: Actor, announcement_id: int) -> AnnouncementView:
        """One's own, or one that may be approved."""
        async with self.db.reading() as session:
            return await view_of(session, self.clock, await self._seen(session, actor, announcement_id))

    async def reached(self, actor: Actor, announcement_id: int) -> Reached:
        """Whom it would come to now."""
        async with self.db.reading() as session:
            row = await self._seen(session, actor, announcement_id)
            found = await addressees(session, await self.reach_of(session, row), row.audience, row.topic)
            addresses = await addresses_of(session, found)
            gone = sum(
                person not in addresses or addresses[person].unreachable is not None for person in found
            )
            return Reached(len(found), gone, tuple(list(found.values())[:SAMPLES]))

    async def schools(self, actor: Actor) -> list[tuple[int, str]]:
        """Schools that can be named in an audience."""
        reach = scope(actor, Action.ANNOUNCE)
        async with self.db.reading() as session:
            rows = await session.execute(
                select(Organisation.id, Organisation.name).where(
                    reach.places_among(Organisation.id),
                    Organisation.active,
                    Organisation.kind == OrganisationKind.SCHOOL,
                )
            )
            return sorted(((number, name) for number, name in rows), key=lambda each: natural_order(each[1]))

    async def toggle(self, actor: Actor, announcement_id: int, field: str, place: int) -> AnnouncementView:
        """A role, grade, sphere, level, interest or status more or less; none named means all (but roles)."""
        if field not in CHOICES or not 0 <= place < len(CHOICES[field]):
            raise NotFound
        return await self._toggle(actor, announcement_id, field, CHOICES[field][place])

    async def toggle_school(self, actor: Actor, announcement_id: int, school: int) -> AnnouncementView:
        """A school more or less; a coordinator's own cannot be taken away."""
        reach = scope(actor, Action.ANNOUNCE)
        reach.place(school)
        if not reach.everywhere and len(reach.places) == 1:
            raise NotFound
        return await self._toggle(actor, announcement_id, "schools", school)

    async def write(
        self,
        actor: Actor,
        announcement_id: int,
        body: str,
        photo: str | None,
        file: str | None,
        name: str | None,
    ) -> AnnouncementView:
        """The text, with a picture or a file."""
        body = body.strip()
        limit = CAPTION_LIMIT if photo or file else BODY_LIMIT
        if not body or len(body) > limit:
            raise DomainError("announcement-length", limit=limit)
        async with self.db.transaction() as session:
            row = await self._draft(session, actor, announcement_id)
            check_placeholders(body, row.audience)
            row.body, row.photo_id, row.file_id, row.file_name = body, photo, file, name
            await session.flush()
            return await view_of(session, self.clock, row)

    async def switch(self, actor: Actor, announcement_id: int, what: str) -> AnnouncementView:
        """Critical for admission, or to be acknowledged: on or off."""
        async with self.db.transaction() as session:
            row = await self._draft(session, actor, announcement_id)
            if what == "critical":
                row.critical = not row.critical
            else:
                row.acknowledge = not row.acknowledge
            await session.flush()
            return await view_of(session, self.clock, row)

    async def set_topic(self, actor: Actor, announcement_id: int, topic: Topic | None) -> AnnouncementView:
        """A topic that may be silenced, or none."""
        async with self.db.transaction() as session:
            row = await self._draft(session, actor, announcement_id)
            row.topic = topic.value if topic else None
            await session.flush()
            return await view_of(session, self.clock, row)

    async def set_time(self, actor: Actor, announcement_id: int, at: datetime | None) -> AnnouncementView:
        """When to send; None: as soon as it is approved."""
        if at is not None and at <= self.clock.now():
            raise DomainError("announcement-past")
        async with self.db.transaction() as session:
            row = await self._draft(session, actor, announcement_id)
            row.send_at = at
            await session.flush()
            return await view_of(session, self.clock, row)

    async def text_for_oneself(self, actor: Actor, announcement_id: int) -> dict[str, Any]:
        """The announcement as the first of its readers gets it, for a look."""
        async with self.db.reading() as session:
            row = await self._seen(session, actor, announcement_id)
            if not row.body:
                raise DomainError("announcement-incomplete")
            found = await addressees(session, await self.reach_of(session, row), row.audience, row.topic)
            first = next(iter(found.values()), Addressee(actor.person_id, None, "—", ["—"], ["—"]))
            return arguments_of(row, first)

    async def ask_approval(self, actor: Actor, announcement_id: int) -> AnnouncementView:
        """Hand it to a second person; whoever may approve hears of it."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            row = await self._draft(session, actor, announcement_id)
            if not row.body or not row.audience.get("roles"):
                raise DomainError("announcement-incomplete")
            check_placeholders(row.body, row.audience)
            if row.send_at is not None and row.send_at <= now:
                raise DomainError("announcement-past")
            row.state = AnnouncementState.WAITING
            note(session, now, actor.person_id, "asked approval", "announcement", row.id)
            calendar = await working_calendar(session, self.settings)
            await enqueue(
                session,
                await self._approvers(session, actor, row),
                f"announcement-waits:{row.id}:{now.timestamp():.0f}",
                WAITS,
                {"announcement": row.id},
                not_before=next_moment_to_speak(now, calendar, self.settings),
            )
            return await view_of(session, self.clock, row)

    async def take_back(self, actor: Actor, announcement_id: int) -> AnnouncementView:
        """The author changes it once more before it is sent."""
        async with self.db.transaction() as session:
            row = await self._own(session, actor, announcement_id)
            if row.state not in (AnnouncementState.WAITING, AnnouncementState.SCHEDULED):
                raise DomainError("announcement-under-way")
            row.state, row.approved_by, row.approved_at = AnnouncementState.DRAFT, None, None
            note(session, self.clock.now(), actor.person_id, "taken back", "announcement", row.id)
            return await view_of(session, self.clock, row)

    async def decide(self, actor: Actor, announcement_id: int, *, approved: bool) -> AnnouncementView:
        """A second person approves, or gives it back; the author is told."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            row = await session.get(Announcement, announcement_id, with_for_update=True)
            if row is None or not await self._decides(session, actor, row):
                raise Foreign
            if row.created_by == actor.person_id:
                raise DomainError("announcement-own")
            if row.state is not AnnouncementState.WAITING:
                raise DomainError("announcement-decided")
            if approved:
                row.state, row.approved_by, row.approved_at = (
                    AnnouncementState.SCHEDULED,
                    actor.person_id,
                    now,
                )
                row.send_at = max(row.send_at, now) if row.send_at else now
            else:
                row.state = AnnouncementState.DRAFT
                await enqueue(
                    session,
                    [row.created_by],
                    f"announcement-returned:{row.id}:{now.timestamp():.0f}",
                    RETURNED,
                    {"announcement": row.id},
                    not_before=now,
                )
            note(
                session, now, actor.person_id, "approved" if approved else "returned", "announcement", row.id
            )
            await session.flush()
            return await view_of(session, self.clock, row)

    async def reach_of(self, session: AsyncSession, row: Announcement) -> Scope:
        """What the author reaches: an announcement never speaks further than whoever wrote it may."""
        rows = await session.execute(
            select(Membership.role, Membership.organisation_id).where(
                Membership.person_id == row.created_by, Membership.ended_at.is_(None)
            )
        )
        held = [(role, place) for role, place in rows if role in TABLE[Action.ANNOUNCE]]
        table = TABLE[Action.ANNOUNCE]
        everywhere = any(table[role] is Reach.ALL for role, _ in held)
        if not everywhere:  # administrators come from the settings
            accounts = await session.scalars(select(Peer.user_id).where(Peer.person_id == row.created_by))
            everywhere = not self.settings.admin_ids.isdisjoint(accounts)
        places = frozenset(place for _, place in held if place is not None)
        return Scope(Action.ANNOUNCE, everywhere, places, own=None, parent=None, tutor=None)

    async def _toggle(
        self, actor: Actor, announcement_id: int, field: str, value: object
    ) -> AnnouncementView:
        async with self.db.transaction() as session:
            row = await self._draft(session, actor, announcement_id)
            now = list(row.audience.get(field, []))
            now = [each for each in now if each != value] if value in now else [*now, value]
            row.audience = {**row.audience, field: now}
            await session.flush()
            return await view_of(session, self.clock, row)

    async def _draft(self, session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
        row = await self._own(session, actor, announcement_id)
        if row.state is not AnnouncementState.DRAFT:
            raise DomainError("announcement-not-draft")
        return row

    async def _own(self, session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
        scope(actor, Action.ANNOUNCE)
        row = await session.get(Announcement, announcement_id, with_for_update=True)
        if row is None or row.created_by != actor.person_id:
            raise Foreign
        return row

    async def _seen(self, session: AsyncSession, actor: Actor, announcement_id: int) -> Announcement:
        row = await session.get(Announcement, announcement_id)
        if row is None:
            raise Foreign
        if row.created_by != actor.person_id and not await self._decides(session, actor, row):
            raise Foreign
        return row

    async def _decides(self, session: AsyncSession, actor: Actor, row: Announcement) -> bool:
        """Whether the person may approve: everywhere, or where all it speaks to lies in the own place."""
        if not may(actor, Action.ANNOUNCE_APPROVE) or row.state is AnnouncementState.DRAFT:
            return False
        reach = scope(actor, Action.ANNOUNCE_APPROVE)
        if reach.everywhere:
            return True
        author = await self.reach_of(session, row)
        return not author.everywhere and bool(author.places) and author.places <= reach.places

    async def _approvers(self, session: AsyncSession, actor: Actor, row: Announcement) -> list[int]:
        """The heads of the author's school; for the city, and without a head, methodists and controllers."""
        author = await self.reach_of(session, row)
        heads = await session.scalars(
            select(Membership.person_id).where(
                Membership.role == Role.HEAD,
                Membership.organisation_id.in_(author.places),
                Membership.ended_at.is_(None),
            )
        )
        found = set() if author.everywhere else set(heads)
        if not found - {actor.person_id}:
            found = set(
                await session.scalars(
                    select(Membership.person_id).where(
                        Membership.role.in_((Role.METHODIST, Role.CONTROLLER)), Membership.ended_at.is_(None)
                    )
                )
            )
        return sorted(found - {actor.person_id})


def arguments_of(row: Announcement, to: Addressee) -> dict[str, Any]:
    """What the message to one person is rendered from."""
    return {
        "announcement": row.id,
        "text": filled(row.body, to),
        "photo": row.photo_id,
        "file": row.file_id,
        "acknowledge": row.acknowledge,
        "corrected": row.revision > 0,
    }
