"""Roles in organisations: who holds one, and what happens to the work when one ends."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    Assignment,
    AssignmentState,
    Membership,
    Organisation,
    Peer,
    Role,
    Substitution,
    Unreachable,
)
from bot.services.audit import note

STAFF_ROLES = tuple(role for role in Role if role.is_staff)
OFFICE_ROLES = tuple(role for role in Role if role.is_office)
UNFINISHED = tuple(
    state for state in AssignmentState if state not in (AssignmentState.ACCEPTED, AssignmentState.WITHDRAWN)
)


@dataclass(frozen=True)
class MemberRow:
    """A role of somebody, for lists."""

    membership_id: int
    person_id: int
    role: Role
    organisation: str | None
    position: str
    unreachable: Unreachable | None
    organisation_id: int | None = None
    started_at: datetime | None = None


async def member_rows(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[MemberRow]:
    """Active roles of the staff with the organisation and whether the person can be reached."""
    rows = await session.execute(
        select(Membership, Organisation.name, Peer.unreachable)
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Peer, Peer.person_id == Membership.person_id)
        .where(Membership.ended_at.is_(None), Membership.role.in_(STAFF_ROLES), *conditions)
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
            organisation_id=membership.organisation_id,
            started_at=membership.started_at,
        )
        for membership, organisation, unreachable in rows
    ]


async def organisation_people(session: AsyncSession, organisation_id: int) -> list[MemberRow]:
    """Everybody who answers for the work of an organisation, each person once."""
    here = Membership.organisation_id == organisation_id
    rows = await member_rows(session, here, Membership.role.in_(OFFICE_ROLES))
    return list({row.person_id: row for row in reversed(rows)}.values())[::-1]


async def taken_on(session: AsyncSession, membership: Membership) -> int:
    """How many unfinished assignments go over to somebody when this role ends."""
    if await _stays(session, membership):
        return 0
    return (
        await session.scalar(select(func.count()).select_from(Assignment).where(*_personal(membership))) or 0
    )


async def hand_over(
    session: AsyncSession, now: datetime, by: int, membership: Membership, successor_id: int | None
) -> int:
    """Give the unfinished assignments of a role to the successor (nobody: to everybody responsible).

    Promises of the one who leaves do not bind the next one: the ladder speaks again.
    """
    if await _stays(session, membership):
        return 0
    assignments = (await session.scalars(select(Assignment).where(*_personal(membership)))).all()
    for assignment in assignments:
        assignment.person_id = successor_id
        assignment.promised = None
        if assignment.state is AssignmentState.PROMISED:
            assignment.state = AssignmentState.OPEN
        note(session, now, by, "handed over", "assignment", assignment.id, to=successor_id)
    return len(assignments)


async def end_standing_in(session: AsyncSession, now: datetime, membership: Membership) -> list[Substitution]:
    """Whoever loses a role stands in for nobody any more; returns what ended by it.

    With the last role goes the person's own deputy too.
    """
    last = not await session.scalar(
        select(Membership.id).where(
            Membership.person_id == membership.person_id,
            Membership.id != membership.id,
            Membership.ended_at.is_(None),
        )
    )
    whose = Substitution.deputy_id == membership.person_id
    if last:
        whose = or_(whose, Substitution.absent_id == membership.person_id)
    ended = (await session.scalars(select(Substitution).where(whose, Substitution.ended_at.is_(None)))).all()
    for substitution in ended:
        substitution.ended_at = now
    return list(ended)


def _personal(membership: Membership) -> tuple[ColumnElement[bool], ...]:
    return (
        Assignment.organisation_id == membership.organisation_id,
        Assignment.person_id == membership.person_id,
        Assignment.state.in_(UNFINISHED),
    )


async def _stays(session: AsyncSession, membership: Membership) -> bool:
    """Whether the person keeps another role in the same organisation, or the role is in none."""
    if membership.organisation_id is None:
        return True
    other = await session.scalar(
        select(Membership.id).where(
            Membership.person_id == membership.person_id,
            Membership.organisation_id == membership.organisation_id,
            Membership.ended_at.is_(None),
            Membership.id != membership.id,
        )
    )
    return other is not None
