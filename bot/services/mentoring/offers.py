"""Items 2.6 and 3.2: a mentor suggested by field, place and load; both agree; silence passes it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    CloseReason,
    Database,
    Membership,
    Offer,
    OfferState,
    Organisation,
    OrganisationKind,
    Pair,
    PairKind,
    PairState,
    Role,
    Sphere,
    Student,
    TraineeCard,
)
from bot.services.access import Action, may, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.consents import standing
from bot.services.insertion import inserted_once
from bot.services.mentoring.attachment import CURRENT, MentorRow, mentors_of
from bot.services.mentoring.pairs import OPEN, begin, curated_pair, end
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

OFFERED, AGREED, NOBODY_LEFT = "mentoring_offer", "mentoring_agreed", "mentoring_nobody"
TERM = 5
"""Working days an offer stands."""
SHOWN = 6
Target = tuple[int | None, int | None]
"""The pupil, or the trainee (a person)."""


@dataclass(frozen=True)
class Suggestion:
    """Somebody who could accompany, and why."""

    mentor: MentorRow
    organisation: str
    reasons: tuple[str, ...]
    """sphere, place, free (`reason-<name>`), in this order of weight."""


@dataclass(frozen=True)
class TraineeRow:
    """Somebody who is to be accompanied at the workplace."""

    person_id: int
    code: str
    position: str
    kind: PairKind
    sphere: Sphere | None
    paired: bool


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


@dataclass(frozen=True)
class Offers:
    """Use cases of curators, mentors and those who are accompanied."""

    db: Database
    clock: Clock
    settings: Settings

    async def trainees(self, actor: Actor, organisation_id: int) -> list[TraineeRow]:
        """Students and young specialists of an organisation."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        async with self.db.reading() as session:
            found = await session.execute(
                select(Membership, TraineeCard)
                .outerjoin(TraineeCard, TraineeCard.person_id == Membership.person_id)
                .where(
                    Membership.organisation_id == organisation_id,
                    Membership.role == Role.TRAINEE,
                    Membership.ended_at.is_(None),
                )
                .order_by(Membership.id)
            )
            paired = set(await session.scalars(select(Pair.trainee_id).where(OPEN)))
            made = []
            for seat, joined in found:
                card: TraineeCard | None = joined
                made.append(
                    TraineeRow(
                        person_id=seat.person_id,
                        code=f"С-{organisation_id}-{seat.person_id}",
                        position=seat.position,
                        kind=card.kind if card else PairKind.EMPLOYER_SPECIALIST,
                        sphere=card.sphere if card else None,
                        paired=seat.person_id in paired,
                    )
                )
            return made

    async def set_trainee(self, actor: Actor, person_id: int, kind: PairKind) -> None:
        """A target student, or a young specialist."""
        if not kind.at_workplace:
            raise NotFound
        async with self.db.transaction() as session:
            seat = await self._trainee(session, actor, person_id)
            values = {
                "person_id": person_id,
                "organisation_id": seat.organisation_id,
                "kind": kind,
                "started_on": self.clock.at(seat.started_at).date(),
            }
            if not await inserted_once(session, TraineeCard, values):
                card = (await session.scalars(select(TraineeCard).filter_by(person_id=person_id))).one()
                card.kind = kind

    async def suggestions(self, actor: Actor, target: Target) -> list[Suggestion]:
        """Who could accompany, the best first."""
        async with self.db.reading() as session:
            kind, place, sphere = await self._target(session, actor, target)
            return (await self._suggest(session, kind, place, sphere, target))[:SHOWN]

    async def offer(
        self, actor: Actor, target: Target, mentor_id: int, follows_id: int | None = None
    ) -> OfferRow:
        """Ask both; for five working days it stands."""
        async with self.db.transaction() as session:
            kind, place, sphere = await self._target(session, actor, target)
            if follows_id is not None:
                old = await curated_pair(session, scope(actor, Action.PAIRS_MANAGE), follows_id)
                if (old.student_id, old.trainee_id) != target or old.kind is not kind:
                    raise Foreign
            waits = await session.scalar(
                select(Offer).where(_same(target), Offer.kind == kind, Offer.state == OfferState.OPEN)
            )
            if waits is not None:
                raise DomainError("offer-waits", day=waits.expires_on)
            running = await session.scalar(select(Pair.id).where(_same_pair(target), Pair.kind == kind, OPEN))
            if running is not None and running != follows_id:
                raise DomainError("offer-paired")
            found = await self._suggest(session, kind, place, sphere, target)
            chosen = next((each for each in found if each.mentor.person_id == mentor_id), None)
            if chosen is None:
                raise Foreign
            offer = await self._make(session, kind, place, target, chosen, actor.person_id, follows_id)
            return await self._row(session, offer)

    async def waiting(self, actor: Actor) -> list[OfferRow]:
        """Offers that wait for the person's word, on either side."""
        async with self.db.reading() as session:
            found = await session.scalars(
                select(Offer).where(Offer.state == OfferState.OPEN, self._mine(actor)).order_by(Offer.id)
            )
            return [await self._row(session, offer) for offer in found.all()]

    async def answer(self, actor: Actor, offer_id: int, *, agrees: bool) -> OfferRow:
        """A word of either side; two make a pair, one refusal passes the offer on."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            offer = await session.scalar(
                select(Offer).where(Offer.id == offer_id, self._mine(actor)).with_for_update()
            )
            if offer is None:
                raise Foreign
            if offer.state is not OfferState.OPEN:
                raise DomainError("offer-over")
            if offer.mentor_id == actor.person_id and may(actor, Action.CHECKINS_LOG):
                offer.mentor_agreed = agrees
            else:
                offer.mentee_agreed = agrees
            note(session, now, actor.person_id, "answered", "mentoring offer", offer.id, agrees=agrees)
            if not agrees:
                offer.state, offer.decided_at = OfferState.DECLINED, now
                await self._pass_on(session, offer)
            elif offer.mentor_agreed and offer.mentee_agreed:
                offer.state, offer.decided_at = OfferState.AGREED, now
                await self._pair(session, offer)
            await session.flush()
            return await self._row(session, offer)

    async def tick(self) -> None:
        """What nobody answered in time passes on to the next."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            found = await session.scalars(
                select(Offer).where(Offer.state == OfferState.OPEN, Offer.expires_on < now.date())
            )
            for offer in found.all():
                offer.state, offer.decided_at = OfferState.EXPIRED, now
                await self._pass_on(session, offer)

    def _mine(self, actor: Actor) -> ColumnElement[bool]:
        own = select(Student.id).where(Student.person_id == actor.person_id)
        parts: list[ColumnElement[bool]] = [Offer.id.is_(None)]
        if may(actor, Action.CHECKINS_LOG):
            parts.append(and_(Offer.mentor_id == actor.person_id, Offer.mentor_agreed.is_(None)))
        if may(actor, Action.ACCOMPANIED):
            mine = or_(Offer.trainee_id == actor.person_id, Offer.student_id.in_(own))
            parts.append(and_(mine, Offer.mentee_agreed.is_(None)))
        return or_(*parts)

    async def _target(
        self, session: AsyncSession, actor: Actor, target: Target
    ) -> tuple[PairKind, int, Sphere | None]:
        """What kind of pair it would be, whose curator sees to it, in which field."""
        student_id, trainee_id = target
        if student_id is not None:
            student = await scope(actor, Action.PAIRS_MANAGE).student(session, student_id)
            agreed = (await standing(session, [student]))[student.id]
            if student.person_id is None or student.state not in CURRENT or not agreed.participates:
                raise DomainError("offer-no-consent")
            return PairKind.STUDENT_PUPIL, student.organisation_id, student.sphere
        if trainee_id is None:
            raise Foreign
        seat = await self._trainee(session, actor, trainee_id)
        assert seat.organisation_id is not None
        card = await session.scalar(select(TraineeCard).where(TraineeCard.person_id == trainee_id))
        kind = card.kind if card else PairKind.EMPLOYER_SPECIALIST
        return kind, seat.organisation_id, card.sphere if card else None

    async def _trainee(self, session: AsyncSession, actor: Actor, person_id: int) -> Membership:
        seat = await session.scalar(
            select(Membership)
            .where(
                Membership.person_id == person_id,
                Membership.role == Role.TRAINEE,
                Membership.ended_at.is_(None),
                scope(actor, Action.PAIRS_MANAGE).places_among(Organisation.id),
            )
            .join(Organisation, Organisation.id == Membership.organisation_id)
            .limit(1)
        )
        if seat is None:
            raise Foreign
        return seat

    async def _suggest(
        self, session: AsyncSession, kind: PairKind, place: int, sphere: Sphere | None, target: Target
    ) -> list[Suggestion]:
        """Mentors with room, who were not asked about this person yet, by reasons and by load."""
        where = Organisation.id == place if kind.at_workplace else _trains_students(place)
        asked = set(
            await session.scalars(select(Offer.mentor_id).where(_same(target), Offer.kind == kind))
        ) | set(await session.scalars(select(Pair.mentor_id).where(_same_pair(target), Pair.kind == kind)))
        places = await session.execute(
            select(Organisation.id, Organisation.name)
            .where(where, Organisation.active)
            .order_by(Organisation.name)
        )
        found = []
        for number, name in places.all():
            for mentor in await mentors_of(session, self.settings, number):
                if mentor.role is not Role.MENTOR or mentor.gone or mentor.person_id in (*asked, target[1]):
                    continue
                if mentor.load >= mentor.limit:
                    continue
                reasons = {
                    "sphere": sphere is not None and mentor.sphere is sphere,
                    "place": number == place,
                    "free": mentor.load == 0,
                }
                named = tuple(reason for reason, holds in reasons.items() if holds)
                found.append(Suggestion(mentor, name, named))
        weight = {"sphere": 4, "place": 2, "free": 1}
        return sorted(found, key=lambda each: (-sum(map(weight.__getitem__, each.reasons)), each.mentor.load))

    async def _make(
        self,
        session: AsyncSession,
        kind: PairKind,
        place: int,
        target: Target,
        chosen: Suggestion,
        by: int,
        follows_id: int | None,
    ) -> Offer:
        now = self.clock.now()
        calendar = await working_calendar(session, self.settings)
        offer = Offer(
            kind=kind,
            organisation_id=place,
            mentor_id=chosen.mentor.person_id,
            student_id=target[0],
            trainee_id=target[1],
            reasons=list(chosen.reasons),
            state=OfferState.OPEN,
            follows_id=follows_id,
            expires_on=calendar.shift(calendar.on_or_after(now.date()), TERM),
            created_by=by,
            created_at=now,
        )
        session.add(offer)
        await session.flush()
        note(session, now, by, "offered", "mentoring offer", offer.id, kind=kind.value)
        await self._tell(session, offer, await self._people(session, offer), OFFERED)
        return offer

    async def _pass_on(self, session: AsyncSession, offer: Offer) -> None:
        """To the next one on the list; where there is none, the curator hears of it."""
        target = offer.student_id, offer.trainee_id
        sphere = None
        if offer.student_id is not None:
            student = await session.get_one(Student, offer.student_id)
            sphere = student.sphere
        await session.flush()
        found = await self._suggest(session, offer.kind, offer.organisation_id, sphere, target)
        if offer.mentee_agreed is False or not found:
            await self._tell(session, offer, [offer.created_by], NOBODY_LEFT)
            return
        await self._make(
            session, offer.kind, offer.organisation_id, target, found[0], offer.created_by, offer.follows_id
        )

    async def _pair(self, session: AsyncSession, offer: Offer) -> None:
        if offer.follows_id is not None:
            old = await session.get_one(Pair, offer.follows_id)
            if old.state is not PairState.CLOSED:
                await end(session, self.clock, self.settings, old, CloseReason.HANDED_OVER, offer.created_by)
        await begin(
            session,
            self.clock,
            offer.kind,
            offer.organisation_id,
            offer.mentor_id,
            offer.student_id,
            offer.trainee_id,
            offer.created_by,
            offer.follows_id,
        )
        await self._tell(session, offer, [*await self._people(session, offer), offer.created_by], AGREED)

    async def _people(self, session: AsyncSession, offer: Offer) -> list[int]:
        """Both sides."""
        person = offer.trainee_id
        if offer.student_id is not None:
            person = (await session.get_one(Student, offer.student_id)).person_id
        return [offer.mentor_id, *([person] if person is not None else [])]

    async def _tell(self, session: AsyncSession, offer: Offer, people: Sequence[int], notice: str) -> None:
        now = self.clock.now()
        moment = next_moment_to_speak(now, await working_calendar(session, self.settings), self.settings)
        row = await self._row(session, offer)
        told: dict[str, Any] = {
            "offer": offer.id,
            "kind": row.kind.value,
            "mentor": row.mentor,
            "place": row.mentor_place,
            "mentee": row.mentee,
            "reasons": list(row.reasons),
            "day": row.expires_on.isoformat(),
        }
        await enqueue(session, people, f"{notice}:{offer.id}", notice, told, not_before=moment)

    async def _row(self, session: AsyncSession, offer: Offer) -> OfferRow:
        seat = await session.execute(
            select(Membership.position, Organisation.name)
            .join(Organisation, Organisation.id == Membership.organisation_id)
            .where(Membership.person_id == offer.mentor_id, Membership.role == Role.MENTOR)
            .order_by(Membership.ended_at.is_not(None), Membership.id)
            .limit(1)
        )
        position, place = next(((a, b) for a, b in seat), ("", ""))
        mentee = f"С-{offer.organisation_id}-{offer.trainee_id}"
        if offer.student_id is not None:
            mentee = (await session.get_one(Student, offer.student_id)).code
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
        )


def _trains_students(school: int) -> ColumnElement[bool]:
    """Mentors of pupils come from colleges and universities, or sit in the school itself."""
    return or_(Organisation.kind == OrganisationKind.COLLEGE, Organisation.id == school)


def _same(target: Target) -> ColumnElement[bool]:
    student_id, trainee_id = target
    return Offer.student_id == student_id if student_id is not None else Offer.trainee_id == trainee_id


def _same_pair(target: Target) -> ColumnElement[bool]:
    student_id, trainee_id = target
    return Pair.student_id == student_id if student_id is not None else Pair.trainee_id == trainee_id
