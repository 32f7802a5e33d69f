"""An offer of a pair as it is shown, and who may be accompanied at all."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    CURRENT_STATES,
    Membership,
    Offer,
    OfferState,
    Organisation,
    PairKind,
    Role,
    Side,
    Sphere,
    Student,
    TraineeCard,
)
from bot.services.access import Action, may
from bot.services.actor import Actor
from bot.services.consents import standing
from bot.services.mentoring.pair_rows import trainee_code
from bot.services.mentoring.suggestions import Target


@dataclass(frozen=True)
class OfferRow:
    """An offer as either side sees it."""

    offer_id: int
    kind: PairKind
    organisation: str
    mentor: str
    mentor_place: str
    mentee: str
    reasons: tuple[str, ...]
    state: OfferState
    expires_on: date
    mentor_agreed: bool | None
    mentee_agreed: bool | None
    side: Side | None = None
    """Of the person who looks at it, where it is one of the two."""

    @property
    def said(self) -> bool | None:
        """The word of the side that looks at it."""
        return self.mentor_agreed if self.side is Side.MENTOR else self.mentee_agreed


async def row_of_offer(session: AsyncSession, offer: Offer, actor: Actor | None = None) -> OfferRow:
    """An offer with what is shown of both."""
    seat = await session.execute(
        select(Membership.position, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.person_id == offer.mentor_id, Membership.role == Role.MENTOR)
        .order_by(Membership.ended_at.is_not(None), Membership.id)
        .limit(1)
    )
    position, place = next(((a, b) for a, b in seat), ("", ""))
    mentee = trainee_code(offer.organisation_id, offer.trainee_id)
    if offer.student_id is not None:
        mentee = (await session.get_one(Student, offer.student_id)).code
    side = None
    if actor is not None:
        is_mentor = offer.mentor_id == actor.person_id and may(actor, Action.CHECKINS_LOG)
        side = Side.MENTOR if is_mentor else Side.MENTEE
    return OfferRow(
        offer_id=offer.id,
        kind=offer.kind,
        organisation=(await session.get_one(Organisation, offer.organisation_id)).name,
        mentor=position,
        mentor_place=place,
        mentee=mentee,
        reasons=tuple(offer.reasons),
        state=offer.state,
        expires_on=offer.expires_on,
        mentor_agreed=offer.mentor_agreed,
        mentee_agreed=offer.mentee_agreed,
        side=side,
    )


async def may_be_accompanied(session: AsyncSession, student: Student) -> bool:
    """A pupil with an account who takes part, with a parent's word where one is needed."""
    agreed = (await standing(session, [student]))[student.id]
    return student.person_id is not None and student.state in CURRENT_STATES and agreed.participates


async def sphere_of(session: AsyncSession, target: Target) -> Sphere | None:
    """The field of somebody."""
    student_id, trainee_id = target
    if student_id is not None:
        return (await session.get_one(Student, student_id)).sphere
    found: Sphere | None = await session.scalar(
        select(TraineeCard.sphere).where(TraineeCard.person_id == trainee_id)
    )
    return found
