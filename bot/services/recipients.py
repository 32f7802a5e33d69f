"""Who is spoken to this morning: roles, deputies, and the person who took an assignment on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Assignment, Audience, Membership, Peer, Role, Substitution
from bot.services.memberships import STAFF_ROLES
from bot.settings import Settings


@dataclass(frozen=True)
class Recipients:
    """Roles and deputies of one day, loaded once."""

    holders: dict[tuple[Role, int | None], tuple[int, ...]]
    deputies: dict[int, int]
    administrators: tuple[int, ...]

    def of(self, audience: Audience, organisation_id: int | None, person_id: int | None) -> list[int]:
        """The people of an audience, each once; absent ones are replaced by their deputies."""
        match audience:
            case Audience.RESPONSIBLE:
                found = self._stand_in(self.responsible(organisation_id, person_id))
            case Audience.RESPONSIBLE_AND_ABSENT:
                responsible = self.responsible(organisation_id, person_id)
                found = [*self._stand_in(responsible), *responsible]
            case Audience.HEAD:
                found = self._stand_in(self.heads(organisation_id))
            case Audience.CONTROLLER:
                found = self._stand_in(self.controllers())
            case Audience.METHODIST:
                found = self._stand_in(self.methodists())
            case Audience.EVERYBODY:
                found = self._stand_in(
                    [
                        *self.responsible(organisation_id, person_id),
                        *self.heads(organisation_id),
                        *self.controllers(),
                    ]
                )
        return list(dict.fromkeys(found))

    def responsible(self, organisation_id: int | None, person_id: int | None) -> list[int]:
        """Who took it on, else the coordinators and executors of the organisation, else its heads."""
        members = [
            *self.holders.get((Role.COORDINATOR, organisation_id), ()),
            *self.holders.get((Role.EXECUTOR, organisation_id), ()),
        ]
        heads = self.heads(organisation_id)
        if person_id is not None and person_id in (*members, *heads):
            return [person_id]
        return members or heads

    def heads(self, organisation_id: int | None) -> list[int]:
        """The heads of an organisation."""
        return list(self.holders.get((Role.HEAD, organisation_id), ()))

    def controllers(self) -> list[int]:
        """The controllers; where there is none, the administrators, so that nothing falls to nobody."""
        return list(self.holders.get((Role.CONTROLLER, None), ()) or self.administrators)

    def methodists(self) -> list[int]:
        """The methodists; where there is none, the controllers."""
        return list(self.holders.get((Role.METHODIST, None), ()) or self.controllers())

    def _stand_in(self, people: Iterable[int]) -> list[int]:
        return [self._deputy_of(person) for person in people]

    def _deputy_of(self, person: int) -> int:
        """Who is in for somebody today; where that deputy is absent too, their deputy."""
        seen = {person}
        while (deputy := self.deputies.get(person)) is not None and deputy not in seen:
            seen.add(deputy)
            person = deputy
        return person


async def load_recipients(
    session: AsyncSession, settings: Settings, today: date, organisation_id: int | None = None
) -> Recipients:
    """Everybody who holds a role today; with an organisation only its people and those of the committee."""
    holders: dict[tuple[Role, int | None], list[int]] = {}
    active = (
        select(Membership.role, Membership.organisation_id, Membership.person_id)
        .where(Membership.ended_at.is_(None), Membership.role.in_(STAFF_ROLES))
        .order_by(Membership.id)
    )
    if organisation_id is not None:
        place = Membership.organisation_id
        active = active.where(or_(place == organisation_id, place.is_(None)))
    rows = await session.execute(active)
    for role, organisation_id, person_id in rows:
        holders.setdefault((role, organisation_id), []).append(person_id)
    substitutions = await session.execute(
        select(Substitution.absent_id, Substitution.deputy_id).where(
            Substitution.ended_at.is_(None),
            Substitution.first_day <= today,
            Substitution.last_day >= today,
        )
    )
    administrators = await session.scalars(
        select(Peer.person_id).where(Peer.user_id.in_(settings.admin_ids)).order_by(Peer.id)
    )
    return Recipients(
        holders={key: tuple(dict.fromkeys(people)) for key, people in holders.items()},
        deputies={absent: deputy for absent, deputy in substitutions},
        administrators=tuple(administrators),
    )


async def recipients_of(
    session: AsyncSession, settings: Settings, today: date, assignment: Assignment, audience: Audience
) -> list[int]:
    """The people of an audience for one assignment, now."""
    loaded = await load_recipients(session, settings, today, assignment.organisation_id)
    return loaded.of(audience, assignment.organisation_id, assignment.person_id)
