"""One-time links that give a role: made, listed, taken back, used."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import DomainError, NotFound, WrongKey
from bot.models import Assignment, AssignmentState, Invite, Membership, Organisation, Role
from bot.services.audit import note

POSITION_LIMIT = 80
END_OF_DAY = time(23, 59, 59)


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


@dataclass(frozen=True)
class InviteRow:
    """A link that can still be used."""

    invite_id: int
    role: Role
    organisation: str | None
    position: str
    expires_at: datetime


def digest(token: str) -> str:
    """The only form in which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


async def make(
    session: AsyncSession,
    now: datetime,
    by: int,
    role: Role,
    organisation: Organisation | None,
    position: str,
    days: int,
) -> tuple[str, Invite]:
    """A fresh token and the invite it opens."""
    token = secrets.token_urlsafe(24)
    invite = Invite(
        token_digest=digest(token),
        role=role,
        organisation_id=organisation.id if organisation else None,
        position=" ".join(position.split())[:POSITION_LIMIT],
        created_by=by,
        created_at=now,
        expires_at=datetime.combine(now.date() + timedelta(days=days), END_OF_DAY, tzinfo=now.tzinfo),
    )
    session.add(invite)
    await session.flush()
    note(session, now, by, "invited", "invite", invite.id, role=role.value)
    return token, invite


async def usable(session: AsyncSession, now: datetime, token: str, person_id: int | None) -> Invite:
    """The invite of a token, or a refusal that says what happened to it.

    Whoever used it may press it again, as long as they still hold the role it gave.
    """
    invite = await session.scalar(
        select(Invite).where(Invite.token_digest == digest(token)).with_for_update()
    )
    if invite is None:
        raise WrongKey("invite-unknown")
    if invite.used_by is not None:
        if invite.used_by != person_id or await _held(session, invite.used_by, invite) is None:
            raise WrongKey("invite-used")
    elif invite.revoked_at is not None:
        raise WrongKey("invite-revoked")
    elif invite.expires_at < now:
        raise WrongKey("invite-expired")
    return invite


async def use(session: AsyncSession, now: datetime, invite: Invite, person_id: int) -> None:
    """Give the role; using it again, or holding the role already, changes nothing."""
    if invite.used_by is not None:
        return
    invite.used_by, invite.used_at = person_id, now
    if await _held(session, person_id, invite) is not None:
        return
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


async def welcome(session: AsyncSession, invite: Invite) -> Welcome:
    """What the person who used an invite is told."""
    if invite.organisation_id is None:
        return Welcome(invite.role, None, 0)
    organisation = await session.get_one(Organisation, invite.organisation_id)
    waiting = [state for state in AssignmentState if state.is_waiting]
    count = await session.scalar(
        select(func.count())
        .select_from(Assignment)
        .where(Assignment.organisation_id == organisation.id, Assignment.state.in_(waiting))
    )
    return Welcome(invite.role, organisation.name, count or 0)


async def pending(session: AsyncSession, now: datetime) -> list[InviteRow]:
    """Links nobody has used yet, the newest first."""
    rows = await session.execute(
        select(Invite, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Invite.organisation_id)
        .where(Invite.used_by.is_(None), Invite.revoked_at.is_(None), Invite.expires_at >= now)
        .order_by(Invite.id.desc())
    )
    return [
        InviteRow(invite.id, invite.role, organisation, invite.position, invite.expires_at)
        for invite, organisation in rows
    ]


async def revoke(session: AsyncSession, now: datetime, by: int, invite_id: int) -> None:
    """The link opens nothing any more; repeating it is harmless."""
    invite = await session.get(Invite, invite_id)
    if invite is None:
        raise NotFound
    if invite.used_by is not None:
        raise DomainError("invite-already-used")
    if invite.revoked_at is None:
        invite.revoked_at = now
        note(session, now, by, "invite revoked", "invite", invite.id)


async def _held(session: AsyncSession, person_id: int, invite: Invite) -> int | None:
    """The person's membership that an invite would give, if they have it."""
    place = (
        Membership.organisation_id == invite.organisation_id
        if invite.organisation_id
        else Membership.organisation_id.is_(None)
    )
    found: int | None = await session.scalar(
        select(Membership.id).where(
            Membership.person_id == person_id,
            Membership.role == invite.role,
            place,
            Membership.ended_at.is_(None),
        )
    )
    return found
