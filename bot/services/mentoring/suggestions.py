"""Who could accompany somebody: by field, place and free hands, each with the reasons that are shown."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    Offer,
    OfferState,
    Organisation,
    OrganisationKind,
    Pair,
    PairKind,
    Role,
    Sphere,
    Student,
)
from bot.services.mentoring.mentors import MentorRow, mentors_of
from bot.settings import Settings

Target = tuple[int | None, int | None]
"""The pupil, or the trainee (a person)."""
WEIGHT = {"sphere": 4, "place": 2, "free": 1}
"""What the reasons are worth: two lesser ones do not outweigh the same field."""


@dataclass(frozen=True)
class Suggestion:
    """Somebody who could accompany, and why."""

    mentor: MentorRow
    organisation: str
    reasons: tuple[str, ...]
    """sphere, place, free (`pair-offer-reason-<name>`), in this order of weight."""


async def suggest(
    session: AsyncSession,
    settings: Settings,
    kind: PairKind,
    place: int,
    sphere: Sphere | None,
    target: Target,
) -> list[Suggestion]:
    """Mentors with room who were not asked about this person yet, by reasons and by load."""
    where = Organisation.id == place if kind.at_workplace else _trains_students(place)
    asked: set[int | None] = set(
        await session.scalars(select(Offer.mentor_id).where(same(target), Offer.kind == kind))
    )
    asked |= set(await session.scalars(select(Pair.mentor_id).where(same_pair(target), Pair.kind == kind)))
    if target[0] is not None:  # an older pupil may mentor others, never themselves
        asked.add(await session.scalar(select(Student.person_id).where(Student.id == target[0])))
    promised = {
        person: count
        for person, count in await session.execute(
            select(Offer.mentor_id, func.count())
            .where(Offer.state == OfferState.OPEN)
            .group_by(Offer.mentor_id)
        )
    }
    places = await session.execute(
        select(Organisation.id, Organisation.name)
        .where(where, Organisation.active)
        .order_by(Organisation.name)
    )
    found: dict[int, Suggestion] = {}
    for number, name in places.all():
        for mentor in await mentors_of(session, settings, number):
            if mentor.role is not Role.MENTOR or mentor.gone or mentor.person_id in (*asked, target[1]):
                continue
            if mentor.load + promised.get(mentor.person_id, 0) >= mentor.limit:
                continue
            reasons = {
                "sphere": sphere is not None and mentor.sphere is sphere,
                "place": number == place,
                "free": mentor.load == 0,
            }
            each = Suggestion(mentor, name, tuple(reason for reason, holds in reasons.items() if holds))
            known = found.get(mentor.person_id)  # who mentors in two places is asked once
            if known is None or _order(each) < _order(known):
                found[mentor.person_id] = each
    return sorted(found.values(), key=_order)


def same(target: Target) -> ColumnElement[bool]:
    """The offers about somebody."""
    student_id, trainee_id = target
    return Offer.student_id == student_id if student_id is not None else Offer.trainee_id == trainee_id


def same_pair(target: Target) -> ColumnElement[bool]:
    """The pairs of somebody."""
    student_id, trainee_id = target
    return Pair.student_id == student_id if student_id is not None else Pair.trainee_id == trainee_id


def _order(each: Suggestion) -> tuple[int, int, int]:
    return (-sum(map(WEIGHT.__getitem__, each.reasons)), each.mentor.load, each.mentor.membership_id)


def _trains_students(school: int) -> ColumnElement[bool]:
    """Mentors of pupils come from colleges and universities, or sit in the school itself."""
    return or_(Organisation.kind == OrganisationKind.COLLEGE, Organisation.id == school)
