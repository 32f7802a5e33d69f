"""Who answers the questions of families."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import NotFound
from bot.models import Database, Organisation, OrganisationKind, Question, Role, Route
from bot.services.actor import Actor, only_administrators
from bot.services.audit import note
from bot.services.recipients import Recipients

LEGAL_NAME = "юридическ"


@dataclass(frozen=True)
class QuestionRoutes:
    """Which organisation answers which kind of question."""

    db: Database
    clock: Clock

    async def set_route(self, actor: Actor, organisation_id: int, route: Route | None) -> None:
        """The administrator says which questions come to an organisation; each kind to one."""
        only_administrators(actor)
        async with self.db.transaction() as session:
            organisation = await session.get(Organisation, organisation_id)
            if organisation is None or route is Route.SCHOOL:
                raise NotFound
            for other in await session.scalars(select(Organisation).where(Organisation.answers == route)):
                other.answers = None
            organisation.answers = route
            note(
                session,
                self.clock.now(),
                actor.person_id,
                "route set",
                "organisation",
                organisation_id,
                route=route.value if route else None,
            )


async def office_for(session: AsyncSession, route: Route) -> int | None:
    """The organisation that answers such questions: the one the administrator named, else the likely one."""
    likely = {
        Route.CENTRE: Organisation.kind == OrganisationKind.QUALITY_CENTRE,
        Route.LEGAL: and_(
            Organisation.kind == OrganisationKind.DEPARTMENT, Organisation.name_key.contains(LEGAL_NAME)
        ),
    }
    for which in (Organisation.answers == route, likely[route]):
        found: int | None = await session.scalar(
            select(Organisation.id).where(which, Organisation.active).order_by(Organisation.id).limit(1)
        )
        if found is not None:
            return found
    return None


def answerers(recipients: Recipients, question: Question) -> Sequence[int]:
    """Those of the school or office, and for the centre the methodists; nobody where nobody has joined."""
    place = question.organisation_id
    if question.route is Route.SCHOOL:
        return list(recipients.holders.get((Role.COORDINATOR, place), ())) or recipients.heads(place)
    here = [*recipients.responsible(place, None), *recipients.heads(place)] if place is not None else []
    methodists = recipients.holders.get((Role.METHODIST, None), ()) if question.route is Route.CENTRE else ()
    return list(dict.fromkeys([*methodists, *here]))


def overseers(recipients: Recipients, question: Question) -> Sequence[int]:
    """Those who see to it when the term is over."""
    heads = recipients.heads(question.organisation_id) if question.organisation_id else []
    return list(dict.fromkeys([*heads, *recipients.methodists(), *recipients.controllers()]))
