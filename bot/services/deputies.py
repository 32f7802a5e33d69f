"""Those who stand in for somebody absent: who can, from when, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError
from bot.models import Membership, Peer, Role, Substitution
from bot.services.audit import note
from bot.services.memberships import MemberRow, member_rows
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

DEPUTY = "deputy"
CONTROLLING = (Role.CONTROLLER, Role.METHODIST)


@dataclass(frozen=True)
class StandIn:
    """One person in place of another, seen from either side; both days included."""

    other: MemberRow
    first_day: date
    last_day: date


@dataclass(frozen=True)
class DeputyView:
    """Who stands in for the person, and for whom the person stands in, now or soon."""

    own: StandIn | None
    standing_in: tuple[StandIn, ...]


async def view(session: AsyncSession, settings: Settings, today: date, person_id: int) -> DeputyView:
    """Both sides of one person's absences."""
    current = (
        await session.scalars(
            select(Substitution)
            .where(
                (Substitution.absent_id == person_id) | (Substitution.deputy_id == person_id),
                Substitution.ended_at.is_(None),
                Substitution.last_day >= today,
            )
            .order_by(Substitution.first_day, Substitution.id)
        )
    ).all()
    others = {each.deputy_id if each.absent_id == person_id else each.absent_id for each in current}
    known = await _faces(session, settings, others)
    own: StandIn | None = None
    standing_in: list[StandIn] = []
    for each in current:
        is_own = each.absent_id == person_id
        other = known.get(each.deputy_id if is_own else each.absent_id)
        if other is None:
            continue
        found = StandIn(other, each.first_day, each.last_day)
        if is_own:
            own = own or found
        else:
            standing_in.append(found)
    return DeputyView(own, tuple(standing_in))


async def candidates(session: AsyncSession, settings: Settings, person_id: int) -> list[MemberRow]:
    """Who can stand in: the colleagues of the person's organisations, and for those who control
    everybody who controls. Each person once.
    """
    rows = [row for row in await member_rows(session) if row.role.is_office]
    own = [row for row in rows if row.person_id == person_id]
    places = {row.organisation_id for row in own if row.organisation_id is not None}
    administrators = await _administrators(session, settings)
    controls = any(row.role in CONTROLLING for row in own) or person_id in administrators
    found: dict[int, MemberRow] = {}
    for row in rows:
        if row.organisation_id in places or (controls and row.role in CONTROLLING):
            found.setdefault(row.person_id, row)
    if controls:
        for number, row in administrators.items():
            found.setdefault(number, row)
    found.pop(person_id, None)
    return list(found.values())


async def substitute(
    session: AsyncSession,
    clock: Clock,
    settings: Settings,
    by: int,
    absent_id: int,
    deputy_id: int,
    first_day: date,
    last_day: date,
) -> None:
    """From now on this deputy, instead of any other; the deputy is told. Repeating it changes nothing."""
    now = clock.now()
    current = (
        await session.scalars(
            select(Substitution).where(Substitution.absent_id == absent_id, Substitution.ended_at.is_(None))
        )
    ).all()
    wanted = (deputy_id, first_day, last_day)
    if wanted in [(each.deputy_id, each.first_day, each.last_day) for each in current]:
        return
    if deputy_id not in {row.person_id for row in await candidates(session, settings, absent_id)}:
        raise DomainError("deputy-not-colleague")
    away = await session.scalar(
        select(Substitution).where(
            Substitution.absent_id == deputy_id,
            Substitution.ended_at.is_(None),
            Substitution.first_day <= last_day,
            Substitution.last_day >= first_day,
        )
    )
    if away is not None:
        raise DomainError("deputy-away", first=away.first_day, last=away.last_day)
    for each in current:
        await _end(session, clock, settings, by, each)
    made = Substitution(absent_id=absent_id, deputy_id=deputy_id, first_day=first_day, last_day=last_day)
    session.add(made)
    await session.flush()
    days = {"first": first_day.isoformat(), "last": last_day.isoformat()}
    note(session, now, by, "deputy set", "substitution", made.id, **days)
    await _tell(
        session,
        clock,
        settings,
        made,
        deputy_id,
        "set",
        (await _faces(session, settings, {absent_id}))[absent_id],
    )


async def end(session: AsyncSession, clock: Clock, settings: Settings, by: int, absent_id: int) -> None:
    """The person is back before time."""
    current = await session.scalars(
        select(Substitution).where(Substitution.absent_id == absent_id, Substitution.ended_at.is_(None))
    )
    for each in current.all():
        await _end(session, clock, settings, by, each)


async def tell_lost(
    session: AsyncSession, clock: Clock, settings: Settings, deputy: MemberRow, ended: Iterable[Substitution]
) -> None:
    """The deputy has lost the role: whoever relied on them has to choose another one."""
    for each in ended:
        if each.deputy_id == deputy.person_id and each.last_day >= clock.today():
            await _tell(session, clock, settings, each, each.absent_id, "lost", deputy)


async def _end(
    session: AsyncSession, clock: Clock, settings: Settings, by: int, substitution: Substitution
) -> None:
    substitution.ended_at = clock.now()
    note(session, clock.now(), by, "deputy ended", "substitution", substitution.id)
    if substitution.last_day >= clock.today():
        absent = (await _faces(session, settings, {substitution.absent_id})).get(substitution.absent_id)
        if absent is not None:
            await _tell(session, clock, settings, substitution, substitution.deputy_id, "ended", absent)


async def _tell(
    session: AsyncSession,
    clock: Clock,
    settings: Settings,
    substitution: Substitution,
    to: int,
    what: str,
    about: MemberRow,
) -> None:
    arguments: dict[str, Any] = {
        "what": what,
        "role": about.role.value,
        "organisation": about.organisation or "",
        "position": about.position,
        "first": substitution.first_day.isoformat(),
        "last": substitution.last_day.isoformat(),
    }
    calendar = await working_calendar(session, settings)
    when: datetime = next_moment_to_speak(clock.now(), calendar, settings)
    await enqueue(session, [to], f"deputy-{what}:{substitution.id}", DEPUTY, arguments, not_before=when)


async def _faces(session: AsyncSession, settings: Settings, people: Iterable[int]) -> dict[int, MemberRow]:
    """One role of each person to know them by."""
    wanted = set(people)
    found: dict[int, MemberRow] = {}
    for row in await member_rows(session, Membership.person_id.in_(wanted)):
        found.setdefault(row.person_id, row)
    for number, row in (await _administrators(session, settings)).items():
        if number in wanted:
            found.setdefault(number, row)
    return found


async def _administrators(session: AsyncSession, settings: Settings) -> dict[int, MemberRow]:
    """Administrators hold no membership; the settings name their accounts."""
    peers = await session.scalars(select(Peer).where(Peer.user_id.in_(settings.admin_ids)).order_by(Peer.id))
    return {
        peer.person_id: MemberRow(
            membership_id=0,
            person_id=peer.person_id,
            role=Role.ADMINISTRATOR,
            organisation=None,
            position="",
            unreachable=peer.unreachable,
        )
        for peer in peers
    }
