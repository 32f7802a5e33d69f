"""Items 2.6 and 3.2: a mentor suggested by field, place and load; both agree; silence passes it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select
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
    Pair,
    PairKind,
    Role,
    Side,
    Sphere,
    Student,
    TraineeCard,
)
from bot.services.access import Action, may, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.mentoring.offer_views import OfferRow, may_be_accompanied, row_of_offer, sphere_of
from bot.services.mentoring.pair_rows import OPEN, positions, trainee_code
from bot.services.mentoring.pairs import PAIR_ENDED, begin, curated_pair, end, must_be_open
from bot.services.mentoring.suggestions import Suggestion, Target, same, same_pair, suggest
from bot.services.mentoring.telling import tell
from bot.services.office_hours import is_digest_time, working_calendar
from bot.services.recipients import load_recipients
from bot.settings import Settings

OFFERED, AGREED, NOBODY_LEFT = "mentoring_offer", "mentoring_agreed", "mentoring_nobody"
PASSED = "mentoring_passed"
TERM = 5
"""Working days an offer stands."""
SHOWN = 6


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
                        code=trainee_code(organisation_id, seat.person_id),
                        position=seat.position,
                        kind=card.kind if card else PairKind.EMPLOYER_SPECIALIST,
                        sphere=card.sphere if card else None,
                        paired=seat.person_id in paired,
                    )
                )
            return made

    async def set_trainee(
        self, actor: Actor, person_id: int, kind: PairKind, sphere: Sphere | None = None
    ) -> None:
        """A target student, or a young specialist; the field, where it is said."""
        if not kind.at_workplace:
            raise NotFound
        async with self.db.transaction() as session:
            seat = await self._trainee(session, actor, person_id)
            values = {
                "person_id": person_id,
                "organisation_id": seat.organisation_id,
                "kind": kind,
                "sphere": sphere,
                "started_on": self.clock.at(seat.started_at).date(),
            }
            if not await inserted_once(session, TraineeCard, values):
                card = (await session.scalars(select(TraineeCard).filter_by(person_id=person_id))).one()
                card.kind, card.sphere = kind, sphere or card.sphere

    async def suggestions(self, actor: Actor, target: Target) -> list[Suggestion]:
        """Who could accompany, the best first."""
        async with self.db.reading() as session:
            kind, place, sphere = await self._target(session, actor, target)
            return (await suggest(session, self.settings, kind, place, sphere, target))[:SHOWN]

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
                must_be_open(old)
            waits = await session.scalar(
                select(Offer).where(same(target), Offer.kind == kind, Offer.state == OfferState.OPEN)
            )
            if waits is not None:
                if waits.mentor_id == mentor_id:  # the same tap again
                    return await row_of_offer(session, waits)
                raise DomainError("pair-offer-waits", day=waits.expires_on)
            running = await session.scalar(select(Pair.id).where(same_pair(target), Pair.kind == kind, OPEN))
            if running is not None and running != follows_id:
                raise DomainError("pair-offer-paired")
            found = await suggest(session, self.settings, kind, place, sphere, target)
            chosen = next((each for each in found if each.mentor.person_id == mentor_id), None)
            if chosen is None:
                raise DomainError("pair-offer-taken")
            offer = await self._make(session, kind, place, target, chosen, actor.person_id, follows_id)
            return await row_of_offer(session, offer)

    async def withdraw(self, actor: Actor, offer_id: int) -> OfferRow:
        """The curator takes an offer back: nobody is asked further."""
        reach = scope(actor, Action.PAIRS_MANAGE)
        async with self.db.transaction() as session:
            offer = await session.scalar(
                select(Offer)
                .where(Offer.id == offer_id, reach.places_among(Offer.organisation_id))
                .with_for_update()
            )
            if offer is None:
                raise Foreign
            if offer.state is OfferState.OPEN:
                offer.state, offer.decided_at = OfferState.WITHDRAWN, self.clock.now()
                note(session, self.clock.now(), actor.person_id, "withdrawn", "mentoring offer", offer.id)
                await self._tell_who_agreed(session, offer, *Side)
            return await row_of_offer(session, offer)

    async def waiting(self, actor: Actor) -> list[OfferRow]:
        """Offers that wait for the person's word, on either side."""
        async with self.db.reading() as session:
            found = await session.scalars(
                select(Offer).where(Offer.state == OfferState.OPEN, self._mine(actor)).order_by(Offer.id)
            )
            shown = [await row_of_offer(session, offer, actor) for offer in found.all()]
        return [row for row in shown if row.said is None]

    async def one(self, actor: Actor, offer_id: int) -> OfferRow:
        """An offer made to the person."""
        async with self.db.reading() as session:
            offer = await session.scalar(select(Offer).where(Offer.id == offer_id, self._mine(actor)))
            if offer is None:
                raise Foreign
            return await row_of_offer(session, offer, actor)

    async def answer(self, actor: Actor, offer_id: int, *, agrees: bool) -> OfferRow:
        """A word of either side; two make a pair, one refusal passes the offer on."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            offer = await session.scalar(
                select(Offer).where(Offer.id == offer_id, self._mine(actor)).with_for_update()
            )
            if offer is None:
                raise Foreign
            before = await row_of_offer(session, offer, actor)
            if before.said is agrees:  # the same tap again
                return before
            if offer.state is not OfferState.OPEN:
                raise DomainError("pair-offer-over")
            if before.side is Side.MENTOR:
                offer.mentor_agreed = agrees
            else:
                offer.mentee_agreed = agrees
            note(session, now, actor.person_id, "answered", "mentoring offer", offer.id, agrees=agrees)
            if not agrees:
                offer.state, offer.decided_at = OfferState.DECLINED, now
                await self._pass_on(session, offer)
            elif offer.mentor_agreed and offer.mentee_agreed:
                await self._begin(session, offer, actor)
            await session.flush()
            return await row_of_offer(session, offer, actor)

    async def tick(self) -> None:
        """What nobody answered in time passes on to the next; a day before that the silent are reminded."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            found = await session.scalars(
                select(Offer)
                .where(Offer.state == OfferState.OPEN, Offer.expires_on <= calendar.shift(now.date(), 1))
                .order_by(Offer.id)
                .with_for_update(skip_locked=True)
            )
            for offer in found.all():
                if offer.expires_on < now.date():
                    offer.state, offer.decided_at = OfferState.EXPIRED, now
                    await self._pass_on(session, offer)
                elif is_digest_time(now, calendar, self.settings):
                    await self._ask(session, offer, "again")

    def _mine(self, actor: Actor) -> ColumnElement[bool]:
        """The offers in which the person is one of the two, as long as the role lasts."""
        own = select(Student.id).where(Student.person_id == actor.person_id)
        parts: list[ColumnElement[bool]] = [false()]
        if may(actor, Action.CHECKINS_LOG):
            parts.append(Offer.mentor_id == actor.person_id)
        if may(actor, Action.ACCOMPANIED):
            parts.append(or_(Offer.trainee_id == actor.person_id, Offer.student_id.in_(own)))
        return or_(*parts)

    async def _target(
        self, session: AsyncSession, actor: Actor, target: Target
    ) -> tuple[PairKind, int, Sphere | None]:
        """What kind of pair it would be, whose curator sees to it, in which field."""
        student_id, trainee_id = target
        if student_id is not None:
            student = await scope(actor, Action.PAIRS_MANAGE).student(session, student_id)
            if not await may_be_accompanied(session, student):
                raise DomainError("pair-offer-no-consent")
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
            .with_for_update(of=Membership)
        )
        if seat is None:
            raise Foreign
        return seat

    async def _make(
        self,
        session: AsyncSession,
        kind: PairKind,
        place: int,
        target: Target,
        chosen: Suggestion,
        by: int,
        follows_id: int | None,
        turn: str = "first",
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
        await self._ask(session, offer, turn)
        return offer

    async def _begin(self, session: AsyncSession, offer: Offer, actor: Actor) -> None:
        """Both have agreed: the pair begins, and the one it goes on from ends."""
        student = await session.get(Student, offer.student_id) if offer.student_id else None
        if student is not None and not await may_be_accompanied(session, student):
            raise DomainError("pair-offer-consent-gone")
        target = offer.student_id, offer.trainee_id
        open_now = await session.scalars(
            select(Pair).where(same_pair(target), Pair.kind == offer.kind, OPEN).with_for_update()
        )
        for old in open_now.all():
            if old.id != offer.follows_id:
                raise DomainError("pair-offer-over")
            await end(session, self.clock, self.settings, old, CloseReason.HANDED_OVER, offer.created_by)
            staying = await positions(session, [old.mentor_id])
            told = {"count": 1}
            await tell(
                session, self.clock, self.settings, staying, f"{PAIR_ENDED}:{old.id}", PAIR_ENDED, told
            )
        offer.state, offer.decided_at = OfferState.AGREED, self.clock.now()
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
        for side, person in (await self._people(session, offer)).items():
            if person != actor.person_id:  # who has just agreed reads it under the button
                await self._tell(session, offer, [person], AGREED, side=side.value)
        await self._tell(session, offer, await self._curators(session, offer), AGREED, side="curator")

    async def _pass_on(self, session: AsyncSession, offer: Offer) -> None:
        """To the next one on the list; where that would help nobody, the curator hears of it."""
        await session.flush()
        target, place = (offer.student_id, offer.trainee_id), offer.organisation_id
        why = await self._nobody(session, offer)
        found: list[Suggestion] = []
        if not why:
            sphere = await sphere_of(session, target)
            found = await suggest(session, self.settings, offer.kind, place, sphere, target)
        await self._tell_who_agreed(session, offer, Side.MENTOR)
        if not found:
            await self._tell_who_agreed(session, offer, Side.MENTEE)
            people = await self._curators(session, offer)
            await self._tell(session, offer, people, NOBODY_LEFT, why=why or "nobody")
            return
        await self._make(
            session, offer.kind, place, target, found[0], offer.created_by, offer.follows_id, "next"
        )

    async def _nobody(self, session: AsyncSession, offer: Offer) -> str:
        """Why asking the next one makes no sense: the one to be accompanied does not want, or is silent."""
        if offer.mentee_agreed is False:
            return "declined"
        if offer.mentor_agreed and offer.mentee_agreed is None:
            return "silent"
        if offer.student_id is not None:
            student = await session.get_one(Student, offer.student_id)
            if not await may_be_accompanied(session, student):
                return "consent"
        return ""

    async def _tell_who_agreed(self, session: AsyncSession, offer: Offer, *sides: Side) -> None:
        """Whoever has agreed to what did not come about hears so."""
        agreed = {Side.MENTOR: offer.mentor_agreed, Side.MENTEE: offer.mentee_agreed}
        for side, person in (await self._people(session, offer)).items():
            if agreed[side] and side in sides:
                await self._tell(session, offer, [person], PASSED, side=side.value)

    async def _ask(self, session: AsyncSession, offer: Offer, turn: str) -> None:
        """Each side that has said nothing yet; `turn`: for the first time, again, another mentor (next)."""
        said = {Side.MENTOR: offer.mentor_agreed, Side.MENTEE: offer.mentee_agreed}
        for side, person in (await self._people(session, offer)).items():
            if said[side] is None:
                word = "first" if turn == "next" and side is Side.MENTOR else turn
                await self._tell(session, offer, [person], OFFERED, side=side.value, turn=word)

    async def _people(self, session: AsyncSession, offer: Offer) -> dict[Side, int]:
        """Both sides."""
        person = offer.trainee_id
        if offer.student_id is not None:
            person = (await session.get_one(Student, offer.student_id)).person_id
        return {Side.MENTOR: offer.mentor_id} | ({Side.MENTEE: person} if person is not None else {})

    async def _curators(self, session: AsyncSession, offer: Offer) -> list[int]:
        """Who made the offer, as long as they work there; else those who answer for the organisation."""
        recipients = await load_recipients(session, self.settings, self.clock.today(), offer.organisation_id)
        working = {person for people in recipients.holders.values() for person in people}
        if offer.created_by in working:
            return [offer.created_by]
        return recipients.responsible(offer.organisation_id, None)

    async def _tell(
        self, session: AsyncSession, offer: Offer, people: Sequence[int], notice: str, **more: str
    ) -> None:
        row = await row_of_offer(session, offer)
        told: dict[str, Any] = {
            "offer": offer.id,
            "student": offer.student_id or 0,
            "trainee": offer.trainee_id or 0,
            "kind": row.kind.value,
            "mentor": row.mentor,
            "place": row.mentor_place,
            "organisation": row.organisation,
            "mentee": row.mentee,
            "reasons": list(row.reasons),
            "day": row.expires_on.isoformat(),
            **more,
        }
        key = ":".join((notice, str(offer.id), *more.values()))
        await tell(session, self.clock, self.settings, people, key, notice, told)
