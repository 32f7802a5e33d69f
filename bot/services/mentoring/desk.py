"""The curator's desk: an organisation at a glance, its classes, those who are accompanied, its pairs."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import Foreign
from bot.models import (
    Database,
    Membership,
    Offer,
    OfferState,
    Organisation,
    Pair,
    PairKind,
    PairState,
    Role,
    Sphere,
    Student,
    TraineeCard,
)
from bot.services.access import Action, places_within, scope
from bot.services.actor import Actor
from bot.services.mentoring.mentors import (
    ClassRow,
    ClassView,
    MentorRow,
    class_view,
    classes_of,
    mentors_of,
)
from bot.services.mentoring.offer_views import OfferRow, may_be_accompanied, row_of_offer
from bot.services.mentoring.pair_rows import ACCOMPANYING, OPEN, PairRow, rows, trainee_code
from bot.services.mentoring.suggestions import Target, same, same_pair
from bot.settings import Settings


@dataclass(frozen=True)
class DeskView:
    """An organisation at a glance."""

    organisation_id: int
    name: str
    is_school: bool
    """Whether it has pupils."""
    mentors: int
    without: int
    """Pupils without a tutor who may get one."""
    waiting: int
    active: int
    paused: int
    trainees: int
    offers: int


@dataclass(frozen=True)
class ClassesView:
    """The classes of a school, and the tutor whom pupils are being attached to."""

    organisation_id: int
    tutor: MentorRow | None
    classes: tuple[ClassRow, ...]


@dataclass(frozen=True)
class TargetView:
    """Somebody who is or could be accompanied."""

    target: Target
    code: str
    organisation_id: int
    class_name: str
    kind: PairKind | None
    """Of a trainee: student or specialist."""
    sphere: Sphere | None
    agreed: bool
    """Whether they may be accompanied now."""
    pairs: tuple[PairRow, ...]
    offers: tuple[OfferRow, ...]
    """Those that wait for an answer."""


@dataclass(frozen=True)
class MentoringDesk:
    """What a curator looks at before anything is done."""

    db: Database
    clock: Clock
    settings: Settings

    async def start(self, actor: Actor) -> DeskView | list[tuple[int, str]]:
        """The organisations whose pairs the person sees to; a single one at a glance."""
        places = await places_within(self.db, scope(actor, Action.PAIRS_MANAGE))
        return await self.overview(actor, places[0][0]) if len(places) == 1 else places

    async def overview(self, actor: Actor, organisation_id: int) -> DeskView:
        """An organisation at a glance."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        async with self.db.reading() as session:
            return await self._overview(session, organisation_id)

    async def mentor(self, actor: Actor, membership_id: int) -> MentorRow:
        """One tutor or mentor; also one who has left, as long as they have pairs."""
        async with self.db.reading() as session:
            return await self._mentor(session, actor, membership_id)

    async def others(self, actor: Actor, membership_id: int) -> tuple[MentorRow, list[MentorRow]]:
        """Somebody, and those who could take their people over: the same role in the same place."""
        async with self.db.reading() as session:
            row = await self._mentor(session, actor, membership_id)
            found = await mentors_of(session, self.settings, row.organisation_id)
        return row, [
            each
            for each in found
            if not each.gone and each.role is row.role and each.person_id != row.person_id
        ]

    async def classes(self, actor: Actor, organisation_id: int, seat: int = 0) -> ClassesView:
        """The classes of a school; with a seat, to attach them to that tutor."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        async with self.db.reading() as session:
            tutor = await self._tutor(session, actor, organisation_id, seat)
            return ClassesView(organisation_id, tutor, tuple(await classes_of(session, organisation_id)))

    async def pupils(
        self, actor: Actor, organisation_id: int, grade: int, letter: str, seat: int = 0
    ) -> ClassView:
        """A class; with a seat, to attach its pupils to that tutor."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        async with self.db.reading() as session:
            tutor = await self._tutor(session, actor, organisation_id, seat)
            return await class_view(session, organisation_id, grade, letter, tutor)

    async def tutors(self, actor: Actor, organisation_id: int) -> list[MentorRow]:
        """The tutors of a school who have room left, the freest first."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        async with self.db.reading() as session:
            found = await mentors_of(session, self.settings, organisation_id)
        free = [row for row in found if row.role is Role.TUTOR and not row.gone and row.load < row.limit]
        return sorted(free, key=lambda row: (row.load / row.limit, row.membership_id))

    async def target(self, actor: Actor, target: Target) -> TargetView:
        """Somebody who is or could be accompanied."""
        reach = scope(actor, Action.PAIRS_MANAGE)
        student_id, trainee_id = target
        async with self.db.reading() as session:
            here = reach.places_among(Pair.organisation_id)
            pairs = await rows(session, self.clock, self.settings, same_pair(target), here, OPEN)
            found = await session.scalars(
                select(Offer)
                .where(
                    same(target),
                    reach.places_among(Offer.organisation_id),
                    Offer.state == OfferState.OPEN,
                )
                .order_by(Offer.id)
            )
            offers = [await row_of_offer(session, offer) for offer in found.all()]
            if student_id is not None:
                student = await session.scalar(
                    select(Student).where(Student.id == student_id, reach.students())
                )
                if student is None:
                    raise Foreign
                return TargetView(
                    target=target,
                    code=student.code,
                    organisation_id=student.organisation_id,
                    class_name=f"{student.grade}{student.letter}",
                    kind=None,
                    sphere=student.sphere,
                    agreed=await may_be_accompanied(session, student),
                    pairs=tuple(pairs),
                    offers=tuple(offers),
                )
            place = await session.scalar(
                select(Membership.organisation_id)
                .join(Organisation, Organisation.id == Membership.organisation_id)
                .where(
                    Membership.person_id == trainee_id,
                    Membership.role == Role.TRAINEE,
                    Membership.ended_at.is_(None),
                    reach.places_among(Organisation.id),
                )
                .order_by(Membership.id)
                .limit(1)
            )
            if place is None:
                raise Foreign
            card = await session.scalar(select(TraineeCard).where(TraineeCard.person_id == trainee_id))
        return TargetView(
            target=target,
            code=trainee_code(place, trainee_id),
            organisation_id=place,
            class_name="",
            kind=card.kind if card else PairKind.EMPLOYER_SPECIALIST,
            sphere=card.sphere if card else None,
            agreed=True,
            pairs=tuple(pairs),
            offers=tuple(offers),
        )

    async def pairs(self, actor: Actor, organisation_id: int, *, closed: bool = False) -> list[PairRow]:
        """The pairs of an organisation: those that go on, the late first; or those that have ended."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        which = Pair.state == PairState.CLOSED if closed else OPEN
        async with self.db.reading() as session:
            found = await rows(
                session, self.clock, self.settings, Pair.organisation_id == organisation_id, which
            )
        if closed:
            return sorted(found, key=lambda row: -row.pair_id)
        return sorted(found, key=lambda row: (row.state is PairState.PAUSED, row.due_on, row.pair_id))

    async def _overview(self, session: AsyncSession, organisation_id: int) -> DeskView:
        place = await session.get(Organisation, organisation_id)
        if place is None:
            raise Foreign
        classes = await classes_of(session, organisation_id)
        mentors = await mentors_of(session, self.settings, organisation_id)
        states = {
            state: count
            for state, count in await session.execute(
                select(Pair.state, func.count())
                .where(Pair.organisation_id == organisation_id, OPEN)
                .group_by(Pair.state)
            )
        }
        trainees = await session.scalar(
            select(func.count(Membership.person_id.distinct())).where(
                Membership.organisation_id == organisation_id,
                Membership.role == Role.TRAINEE,
                Membership.ended_at.is_(None),
            )
        )
        offers = await session.scalar(
            select(func.count())
            .select_from(Offer)
            .where(Offer.organisation_id == organisation_id, Offer.state == OfferState.OPEN)
        )
        return DeskView(
            organisation_id=organisation_id,
            name=place.name,
            is_school=bool(classes),
            mentors=sum(1 for mentor in mentors if not mentor.gone),
            without=sum(each.without for each in classes),
            waiting=sum(each.waiting for each in classes),
            active=states.get(PairState.ACTIVE, 0),
            paused=states.get(PairState.PAUSED, 0),
            trainees=trainees or 0,
            offers=offers or 0,
        )

    async def _tutor(
        self, session: AsyncSession, actor: Actor, organisation_id: int, seat: int
    ) -> MentorRow | None:
        if not seat:
            return None
        row = await self._mentor(session, actor, seat)
        if row.organisation_id != organisation_id or row.role is not Role.TUTOR or row.gone:
            raise Foreign
        return row

    async def _mentor(self, session: AsyncSession, actor: Actor, membership_id: int) -> MentorRow:
        seat = await session.get(Membership, membership_id)
        if seat is None or seat.organisation_id is None or seat.role not in ACCOMPANYING:
            raise Foreign
        scope(actor, Action.PAIRS_MANAGE).place(seat.organisation_id)
        found = await mentors_of(session, self.settings, seat.organisation_id)
        row = next((each for each in found if each.membership_id == membership_id), None)
        if row is None:
            raise Foreign
        return row
