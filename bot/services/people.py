"""People, roles, invites, deputies: who is who and who may what."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotAllowed, NotFound
from bot.models import (
    Assignment,
    AssignmentState,
    Database,
    Invite,
    Membership,
    Organisation,
    Peer,
    Person,
    Role,
    Substitution,
    Unreachable,
)
from bot.services.audit import note
from bot.services.outbox import enqueue
from bot.settings import Settings

MESSENGER = "telegram"


@dataclass(frozen=True)
class Actor:
    """A person as the bot meets them in one update: identity, language, roles."""

    person_id: int
    user_id: int
    language: str
    roles: frozenset[Role]
    organisation_ids: frozenset[int]

    def has(self, *roles: Role) -> bool:
        """Whether the person holds one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def controls(self) -> bool:
        """Whether the person sees the whole board: controller, methodist or administrator."""
        return self.has(Role.CONTROLLER, Role.METHODIST, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class MemberRow:
    """A role of somebody, for lists."""

    membership_id: int
    person_id: int
    role: Role
    organisation: str | None
    position: str
    unreachable: Unreachable | None


@dataclass(frozen=True)
class Welcome:
    """What an accepted invite gave."""

    role: Role
    organisation: str | None
    open_assignments: int


@dataclass(frozen=True)
class NewInvite:
    """A fresh invite; the token is shown once and never stored."""

    token: str
    role: Role
    organisation: str | None
    expires_on: date


def only_controlling(actor: Actor) -> None:
    """Refuse everybody who does not see the whole board."""
    if not actor.controls:
        raise NotAllowed


def only_administrators(actor: Actor) -> None:
    """Refuse everybody but administrators."""
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed


async def organisation_people(
    session: AsyncSession, organisation_id: int, *roles: Role
) -> list[tuple[Membership, Person]]:
    """Active members of an organisation with one of the roles, oldest first."""
    rows = await session.execute(
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role.in_(roles),
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id)
    )
    return [(membership, person) for membership, person in rows]


@dataclass(frozen=True)
class People:
    """Use cases around people; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def actor(self, user_id: int, chat_id: int) -> Actor | None:
        """The person behind an account, or None for a stranger (of whom nothing is stored)."""
        async with self.db.reading() as session:
            peer = await self._peer(session, user_id)
            if peer is not None and peer.unreachable is None:
                return await self._actor(session, peer)
        if peer is None and user_id not in self.settings.admin_ids:
            return None
        async with self.db.transaction() as session:
            peer = await self._peer(session, user_id) or await self._new_peer(session, user_id, chat_id)
            peer.unreachable, peer.unreachable_since = None, None  # whoever writes can be written to
            return await self._actor(session, peer)

    async def set_language(self, actor: Actor, language: str) -> None:
        """The language of everything the person reads from now on."""
        async with self.db.transaction() as session:
            await session.execute(
                update(Person).where(Person.id == actor.person_id).values(language=language)
            )

    async def set_reachable(self, user_id: int, unreachable: Unreachable | None) -> None:
        """What the messenger said of a peer: blocked, gone, or back again."""
        async with self.db.transaction() as session:
            peer = await self._peer(session, user_id)
            if peer is not None:
                peer.unreachable = unreachable
                peer.unreachable_since = self.clock.now() if unreachable else None

    async def invite(
        self, actor: Actor, role: Role, organisation_id: int | None, position: str = ""
    ) -> NewInvite:
        """A one-time link that gives a role; only administrators make one."""
        if not actor.has(Role.ADMINISTRATOR) or role is Role.ADMINISTRATOR:
            raise NotAllowed
        token = secrets.token_urlsafe(24)
        now = self.clock.now()
        async with self.db.transaction() as session:
            organisation = await self._organisation_for(session, role, organisation_id)
            invite = Invite(
                token_digest=_digest(token),
                role=role,
                organisation_id=organisation.id if organisation else None,
                position=position.strip()[:80],
                created_by=actor.person_id,
                created_at=now,
                expires_at=now + timedelta(days=self.settings.invite_days),
            )
            session.add(invite)
            await session.flush()
            note(session, now, actor.person_id, "invited", "invite", invite.id, role=role.value)
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
            invite = await session.scalar(select(Invite).where(Invite.token_digest == _digest(token)))
            if invite is None:
                raise DomainError("invite-unknown")
            peer = await self._peer(session, user_id)
            if invite.used_by is not None and (peer is None or invite.used_by != peer.person_id):
                raise DomainError("invite-used")
            if invite.used_by is None and invite.expires_at < now:
                raise DomainError("invite-expired")
            peer = peer or await self._new_peer(session, user_id, chat_id, language)
            peer.unreachable, peer.unreachable_since = None, None
            if invite.used_by is None:
                invite.used_by, invite.used_at = peer.person_id, now
                await self._join(session, peer.person_id, invite)
            organisation = (
                await session.get(Organisation, invite.organisation_id) if invite.organisation_id else None
            )
            return Welcome(
                role=invite.role,
                organisation=organisation.name if organisation else None,
                open_assignments=await self._open_assignments(session, invite),
            )

    async def members(self, actor: Actor) -> list[MemberRow]:
        """All active roles, by organisation."""
        only_controlling(actor)
        async with self.db.reading() as session:
            return await member_rows(session)

    async def colleagues(self, actor: Actor, *, anybody: bool = False) -> list[MemberRow]:
        """Those who can take over from the person: members of the same organisations, else of any."""
        async with self.db.reading() as session:
            rows = await member_rows(session)
            own = {row.organisation for row in rows if row.person_id == actor.person_id}
            return [
                row
                for row in rows
                if row.person_id != actor.person_id and (anybody or row.organisation in own)
            ]

    async def membership(self, membership_id: int) -> MemberRow:
        """One active role."""
        async with self.db.reading() as session:
            for row in await member_rows(session):
                if row.membership_id == membership_id:
                    return row
        raise NotFound

    async def end_membership(self, actor: Actor, membership_id: int, successor_id: int | None) -> int:
        """Take a role away; open assignments of the person in that organisation go to the successor.

        Returns how many were handed over (to everybody responsible where there is no successor).
        """
        only_administrators(actor)
        now = self.clock.now()
        async with self.db.transaction() as session:
            membership = await session.get(Membership, membership_id)
            if membership is None or membership.ended_at is not None:
                raise NotFound
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
            still = await session.scalar(
                select(Membership.id).where(
                    Membership.person_id == membership.person_id,
                    Membership.organisation_id == membership.organisation_id,
                    Membership.ended_at.is_(None),
                    Membership.id != membership.id,
                )
            )
            if membership.organisation_id is None or still is not None:
                return 0
            handed = await session.scalars(
                update(Assignment)
                .where(
                    Assignment.organisation_id == membership.organisation_id,
                    Assignment.person_id == membership.person_id,
                    Assignment.state.not_in((AssignmentState.ACCEPTED, AssignmentState.WITHDRAWN)),
                )
                .values(person_id=successor_id)
                .returning(Assignment.id)
            )
            assignment_ids = handed.all()
            for assignment_id in assignment_ids:
                note(
                    session, now, actor.person_id, "handed over", "assignment", assignment_id, to=successor_id
                )
            return len(assignment_ids)

    async def substitute(
        self, actor: Actor, absent_id: int, deputy_id: int, first_day: date, last_day: date
    ) -> None:
        """A deputy stands in; people set their own deputy, administrators anybody's."""
        if actor.person_id != absent_id and not actor.has(Role.ADMINISTRATOR):
            raise NotAllowed
        if deputy_id == absent_id:
            raise DomainError("deputy-self")
        if last_day < first_day or last_day < self.clock.today():
            raise DomainError("deputy-dates")
        now = self.clock.now()
        async with self.db.transaction() as session:
            await session.execute(
                update(Substitution)
                .where(Substitution.absent_id == absent_id, Substitution.ended_at.is_(None))
                .values(ended_at=now)
            )
            made = Substitution(
                absent_id=absent_id, deputy_id=deputy_id, first_day=first_day, last_day=last_day
            )
            session.add(made)
            await session.flush()
            note(
                session,
                now,
                actor.person_id,
                "deputy set",
                "substitution",
                made.id,
                first=first_day.isoformat(),
                last=last_day.isoformat(),
            )

    async def end_substitution(self, actor: Actor) -> None:
        """The person is back before time."""
        async with self.db.transaction() as session:
            await session.execute(
                update(Substitution)
                .where(Substitution.absent_id == actor.person_id, Substitution.ended_at.is_(None))
                .values(ended_at=self.clock.now())
            )

    async def current_deputy(self, actor: Actor) -> tuple[MemberRow, date, date] | None:
        """Who stands in for the person now or soon."""
        async with self.db.reading() as session:
            found = await session.scalar(
                select(Substitution).where(
                    Substitution.absent_id == actor.person_id,
                    Substitution.ended_at.is_(None),
                    Substitution.last_day >= self.clock.today(),
                )
            )
            if found is None:
                return None
            for row in await member_rows(session):
                if row.person_id == found.deputy_id:
                    return row, found.first_day, found.last_day
            return None

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

    async def _peer(self, session: AsyncSession, user_id: int) -> Peer | None:
        return await session.scalar(select(Peer).where(Peer.messenger == MESSENGER, Peer.user_id == user_id))

    async def _new_peer(
        self, session: AsyncSession, user_id: int, chat_id: int, language: str | None = None
    ) -> Peer:
        person = Person(language=language or self.settings.language, created_at=self.clock.now())
        session.add(person)
        await session.flush()
        peer = Peer(person_id=person.id, messenger=MESSENGER, user_id=user_id, chat_id=chat_id)
        session.add(peer)
        await session.flush()
        return peer

    async def _actor(self, session: AsyncSession, peer: Peer) -> Actor:
        today = self.clock.today()
        person = await session.get_one(Person, peer.person_id)
        absent = select(Substitution.absent_id).where(
            Substitution.deputy_id == person.id,
            Substitution.ended_at.is_(None),
            Substitution.first_day <= today,
            Substitution.last_day >= today,
        )
        rows = (
            await session.execute(
                select(Membership.role, Membership.organisation_id).where(
                    Membership.ended_at.is_(None),
                    or_(Membership.person_id == person.id, Membership.person_id.in_(absent)),
                )
            )
        ).all()
        roles = {role for role, _ in rows}
        if peer.user_id in self.settings.admin_ids:
            roles.add(Role.ADMINISTRATOR)
        return Actor(
            person_id=person.id,
            user_id=peer.user_id,
            language=person.language,
            roles=frozenset(roles),
            organisation_ids=frozenset(number for _, number in rows if number is not None),
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

    async def _join(self, session: AsyncSession, person_id: int, invite: Invite) -> None:
        already = await session.scalar(
            select(Membership.id).where(
                Membership.person_id == person_id,
                Membership.role == invite.role,
                Membership.organisation_id == invite.organisation_id
                if invite.organisation_id
                else Membership.organisation_id.is_(None),
                Membership.ended_at.is_(None),
            )
        )
        if already is None:
            now = self.clock.now()
            membership = Membership(
                person_id=person_id,
                role=invite.role,
                organisation_id=invite.organisation_id,
                position=invite.position,
                started_at=now,
            )
            session.add(membership)
            await session.flush()
            note(session, now, person_id, "role taken", "membership", membership.id, role=invite.role.value)

    async def _open_assignments(self, session: AsyncSession, invite: Invite) -> int:
        if invite.organisation_id is None:
            return 0
        waiting = [state for state in AssignmentState if state.is_waiting]
        rows = await session.scalars(
            select(Assignment.id).where(
                and_(Assignment.organisation_id == invite.organisation_id, Assignment.state.in_(waiting))
            )
        )
        return len(rows.all())


async def member_rows(session: AsyncSession) -> list[MemberRow]:
    """All active roles with the organisation and whether the person can be reached."""
    rows = await session.execute(
        select(Membership, Organisation.name, Peer.unreachable)
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Peer, Peer.person_id == Membership.person_id)
        .where(Membership.ended_at.is_(None))
        .order_by(Organisation.name, Membership.id)
    )
    return [
        MemberRow(
            membership_id=membership.id,
            person_id=membership.person_id,
            role=membership.role,
            organisation=organisation,
            position=membership.position,
            unreachable=unreachable,
        )
        for membership, organisation, unreachable in rows
    ]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
