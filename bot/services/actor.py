"""Who is speaking, and the refusals that only look at it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import and_, bindparam, select, true
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from bot.errors import NotAllowed
from bot.models import Membership, Peer, Person, Role, Substitution
from bot.settings import Settings

MESSENGER = "telegram"


Seat = tuple[Role, int | None]


@dataclass(frozen=True)
class Actor:
    """A person as the bot meets them in one update: identity, language, roles."""

    person_id: int
    user_id: int
    language: str
    seats: frozenset[Seat]
    """The roles held (also in somebody's place), each with the organisation it is held in."""

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles, wherever they are held."""
        return frozenset(role for role, _ in self.seats)

    @cached_property
    def organisation_ids(self) -> frozenset[int]:
        """The organisations for whose work the person answers."""
        return frozenset(number for role, number in self.seats if role.is_office and number is not None)

    def places(self, *roles: Role) -> frozenset[int]:
        """The organisations in which the person holds one of these roles."""
        return frozenset(number for role, number in self.seats if role in roles and number is not None)

    def has(self, *roles: Role) -> bool:
        """Whether the person holds one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def controls(self) -> bool:
        """Whether the person sees the whole board: controller, methodist or administrator."""
        return self.has(Role.CONTROLLER, Role.METHODIST, Role.ADMINISTRATOR)


class Known(NamedTuple):
    """Whom an account belongs to."""

    actor: Actor
    refused: bool
    """The messenger did not deliver to the account lately."""


_PEER = (Peer.messenger == MESSENGER) & (Peer.user_id == bindparam("user_id"))
_acting_for = select(Peer.person_id).where(_PEER).cte("acting_for", recursive=True)
_ACTING_FOR = _acting_for.union(
    select(Substitution.absent_id)
    .join(_acting_for, Substitution.deputy_id == _acting_for.c.person_id)
    .where(
        Substitution.ended_at.is_(None),
        Substitution.first_day <= bindparam("today"),
        Substitution.last_day >= bindparam("today"),
    )
)
"""The person, and everybody in whose place the person acts today, also through a deputy who is absent too."""
_ACTOR = (
    select(Peer.person_id, Peer.unreachable, Person.language, Membership.role, Membership.organisation_id)
    .join(Person, Person.id == Peer.person_id)
    .join(_ACTING_FOR, true())
    .outerjoin(
        Membership, and_(Membership.person_id == _ACTING_FOR.c.person_id, Membership.ended_at.is_(None))
    )
    .where(_PEER)
)


async def load_actor(
    asked: AsyncSession | AsyncConnection, settings: Settings, today: date, user_id: int
) -> Known | None:
    """The person behind an account in one question; None for a stranger."""
    rows = (await asked.execute(_ACTOR, {"user_id": user_id, "today": today})).all()
    if not rows:
        return None
    person_id, unreachable, language, *_ = rows[0]
    administrates: set[Seat] = {(Role.ADMINISTRATOR, None)} if user_id in settings.admin_ids else set()
    actor = Actor(
        person_id=person_id,
        user_id=user_id,
        language=language,
        seats=frozenset({(role, number) for *_, role, number in rows if role is not None} | administrates),
    )
    return Known(actor, unreachable is not None)


def only_controlling(actor: Actor) -> None:
    """Refuse everybody who does not see the whole board."""
    if not actor.controls:
        raise NotAllowed


def only_administrators(actor: Actor) -> None:
    """Refuse everybody but administrators."""
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed
