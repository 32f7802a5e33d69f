"""People, roles, invites, deputies: who is who and who may what."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotAllowed, NotFound
from bot.models import Database, Membership, Organisation, Peer, Person, Role, Unreachable
from bot.services import deputies, invites
from bot.services.accounts import account, new_account
from bot.services.actor import Actor, load_actor, only_administrators, only_controlling
from bot.services.audit import note
from bot.services.deputies import DeputyView
from bot.services.invites import InviteRow, NewInvite, Welcome
from bot.services.memberships import (
    MemberRow,
    end_standing_in,
    hand_over,
    member_rows,
    organisation_people,
    taken_on,
)
from bot.services.names import contains, natural_order
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

__all__ = [
    "Actor",
    "DeputyView",
    "Ended",
    "InviteRow",
    "MemberCard",
    "MemberRow",
    "NewInvite",
    "People",
    "Welcome",
    "member_rows",
    "only_administrators",
    "only_controlling",
    "organisation_people",
]

TOOK_OVER = "took_over"


@dataclass(frozen=True)
class MemberCard:
    """A role of somebody with what depends on it."""

    row: MemberRow
    since: date | None
    assignments: int
    """Unfinished ones the person took on; they go over to somebody when the role ends."""
    successors: tuple[MemberRow, ...]


@dataclass(frozen=True)
class Ended:
    """What taking a role away did."""

    row: MemberRow
    successor: MemberRow | None
    handed_over: int
    remaining: int
    """How many people still answer in the organisation."""


@dataclass(frozen=True)
class People:
    """Use cases around people; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def actor(self, user_id: int, chat_id: int) -> Actor | None:
        """The person behind an account, or None for a stranger (of whom nothing is stored)."""
        today = self.clock.today()
        async with self.db.asking() as connection:
            found = await load_actor(connection, self.settings, today, user_id)
        if found is None and user_id not in self.settings.admin_ids:
            return None
        if found is None or found.refused:
            async with self.db.transaction() as session:
                peer = await account(session, user_id) or await new_account(
                    session, self.clock.now(), user_id, chat_id, self.settings.language
                )
                peer.unreachable, peer.unreachable_since = None, None  # whoever writes can be written to
                await session.flush()
                found = await load_actor(session, self.settings, today, user_id)
        return found.actor if found else None

    async def set_language(self, actor: Actor, language: str) -> None:
        """The language of everything the person reads from now on."""
        async with self.db.transaction() as session:
            await session.execute(
                update(Person).where(Person.id == actor.person_id).values(language=language)
            )

    async def set_reachable(self, user_id: int, unreachable: Unreachable | None) -> None:
        """What the messenger said of a peer: blocked, gone, or back again."""
        async with self.db.transaction() as session:
            peer = await account(session, user_id)
            if peer is not None:
                peer.unreachable = unreachable
                peer.unreachable_since = self.clock.now() if unreachable else None

    async def invite(
        self, actor: Actor, role: Role, organisation_id: int | None, position: str = ""
    ) -> NewInvite:
        """A one-time link that gives a role; only administrators make one."""
        if not actor.has(Role.ADMINISTRATOR) or role is Role.ADMINISTRATOR or not role.is_staff:
            raise NotAllowed
        async with self.db.transaction() as session:
            organisation = await self._organisation_for(session, role, organisation_id)
            token, invite = await invites.make(
                session,
                self.clock.now(),
                actor.person_id,
                role,
                organisation,
                position,
                self.settings.invite_days,
            )
            return NewInvite(
                token=token,
                role=role,
                organisation=organisation.name if organisation else None,
                expires_on=self.clock.at(invite.expires_at).date(),
            )

    async def accept_invite(self, user_id: int, chat_id: int, language: str, token: str) -> Welcome:
        """Take the role an invite gives. The same person pressing again gets the same answer."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            peer = await account(session, user_id)
            invite = await invites.usable(session, now, token, peer.person_id if peer else None)
            peer = peer or await new_account(session, now, user_id, chat_id, language)
            peer.unreachable, peer.unreachable_since = None, None
            await invites.use(session, now, invite, peer.person_id)
            return await invites.welcome(session, invite)

    async def list_invites(self, actor: Actor) -> list[InviteRow]:
        """Links that were given out and not used yet."""
        only_administrators(actor)
        async with self.db.reading() as session:
            return await invites.pending(session, self.clock.now())

    async def revoke(self, actor: Actor, invite_id: int) -> list[InviteRow]:
        """Take a link back; returns those that remain."""
        only_administrators(actor)
        async with self.db.transaction() as session:
            await invites.revoke(session, self.clock.now(), actor.person_id, invite_id)
            await session.flush()
            return await invites.pending(session, self.clock.now())

    async def members(self, actor: Actor, part: str = "") -> list[MemberRow]:
        """Active roles by organisation, the committee first; `part` of a name or position narrows them."""
        only_controlling(actor)
        async with self.db.reading() as session:
            rows = await member_rows(session)
        found = [row for row in rows if contains(f"{row.organisation or ''} {row.position}", part)]
        return sorted(found, key=lambda row: natural_order(row.organisation or ""))

    async def membership(self, actor: Actor, membership_id: int) -> MemberCard:
        """One active role, with those who could take its work over."""
        only_administrators(actor)
        async with self.db.reading() as session:
            membership, row = await self._active(session, membership_id)
            return MemberCard(
                row=row,
                since=self.clock.at(membership.started_at).date(),
                assignments=await taken_on(session, membership),
                successors=tuple(await self._others(session, membership)),
            )

    async def end_membership(self, actor: Actor, membership_id: int, successor_id: int | None) -> Ended:
        """Take a role away; unfinished assignments of the person in that organisation go to the successor
        (or to everybody responsible), who is told.
        """
        only_administrators(actor)
        now = self.clock.now()
        async with self.db.transaction() as session:
            membership, row = await self._active(session, membership_id)
            others = await self._others(session, membership)
            successor = next((other for other in others if other.person_id == successor_id), None)
            if successor_id is not None and successor is None:
                raise DomainError("people-successor-gone")
            handed = await hand_over(session, now, actor.person_id, membership, successor_id)
            membership.ended_at = now
            note(
                session,
                now,
                actor.person_id,
                "role ended",
                "membership",
                membership.id,
                role=membership.role.value,
                successor=successor_id,
            )
            ended = await end_standing_in(session, now, membership)
            await deputies.tell_lost(session, self.clock, self.settings, row, ended)
            if successor is not None and handed:
                await self._tell_successor(session, successor, membership, handed)
            return Ended(row=row, successor=successor, handed_over=handed, remaining=len(others))

    async def deputies(self, actor: Actor) -> DeputyView:
        """Who stands in for the person now or soon, and for whom the person does."""
        async with self.db.reading() as session:
            return await deputies.view(session, self.settings, self.clock.today(), actor.person_id)

    async def colleagues(self, actor: Actor) -> list[MemberRow]:
        """Those the person can choose as a deputy."""
        async with self.db.reading() as session:
            return await deputies.candidates(session, self.settings, actor.person_id)

    async def substitute(
        self, actor: Actor, absent_id: int, deputy_id: int, first_day: date, last_day: date
    ) -> DeputyView:
        """A deputy stands in; people set their own deputy, administrators anybody's."""
        if actor.person_id != absent_id and not actor.has(Role.ADMINISTRATOR):
            raise NotAllowed
        if deputy_id == absent_id:
            raise DomainError("deputy-self")
        today = self.clock.today()
        if last_day < first_day or last_day < today:
            raise DomainError("deputy-dates")
        async with self.db.transaction() as session:
            await deputies.substitute(
                session,
                self.clock,
                self.settings,
                actor.person_id,
                absent_id,
                deputy_id,
                first_day,
                last_day,
            )
            await session.flush()
            return await deputies.view(session, self.settings, today, absent_id)

    async def end_substitution(self, actor: Actor) -> DeputyView:
        """The person is back before time; the deputy is told."""
        async with self.db.transaction() as session:
            await deputies.end(session, self.clock, self.settings, actor.person_id, actor.person_id)
            await session.flush()
            return await deputies.view(session, self.settings, self.clock.today(), actor.person_id)

    async def report_parked(self, update_id: int) -> None:
        """An update could not be handled even after repeats: the administrators are told."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            administrators = await session.scalars(
                select(Peer.person_id).where(Peer.user_id.in_(self.settings.admin_ids))
            )
            await enqueue(
                session,
                administrators.all(),
                f"parked:{update_id}",
                "parked",
                {"update": update_id},
                not_before=now,
            )

    async def _active(self, session: AsyncSession, membership_id: int) -> tuple[Membership, MemberRow]:
        membership = await session.get(Membership, membership_id)
        rows = await member_rows(session, Membership.id == membership_id)
        if membership is None or not rows:
            raise DomainError("people-role-ended")
        return membership, rows[0]

    async def _others(self, session: AsyncSession, membership: Membership) -> list[MemberRow]:
        if membership.organisation_id is None:
            return []
        rows = await organisation_people(session, membership.organisation_id)
        return [row for row in rows if row.person_id != membership.person_id]

    async def _tell_successor(
        self, session: AsyncSession, successor: MemberRow, membership: Membership, count: int
    ) -> None:
        calendar = await working_calendar(session, self.settings)
        await enqueue(
            session,
            [successor.person_id],
            f"took-over:{membership.id}",
            TOOK_OVER,
            {"organisation": successor.organisation or "", "count": count},
            not_before=next_moment_to_speak(self.clock.now(), calendar, self.settings),
        )

    async def _organisation_for(
        self, session: AsyncSession, role: Role, organisation_id: int | None
    ) -> Organisation | None:
        if not role.in_organisation:
            return None
        organisation = await session.get(Organisation, organisation_id) if organisation_id else None
        if organisation is None or not organisation.active:
            raise NotFound
        return organisation
