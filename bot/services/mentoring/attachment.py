"""Item 2.3: tutors attached to pupils and whole classes, who has none, and handing all over to another."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    CloseReason,
    Database,
    Membership,
    MentorCard,
    Organisation,
    Pair,
    PairKind,
    PairState,
    Role,
    Sphere,
    Student,
    StudentState,
)
from bot.services.access import Action, places_within, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.invites import make
from bot.services.mentoring.pairs import ACCOMPANYING, OPEN, begin, end
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

CURRENT = (StudentState.NEW, StudentState.APPROVED)
ATTACHED, HANDED, TUTOR_NEW = "mentoring_attached", "mentoring_handed", "mentoring_tutor"


@dataclass(frozen=True)
class MentorRow:
    """A tutor or mentor of an organisation, with the load."""

    membership_id: int
    person_id: int
    organisation_id: int
    role: Role
    position: str
    load: int
    limit: int
    sphere: Sphere | None
    consent: bool
    order: bool
    gone: bool = False
    """Holds the role no more, and still has pairs."""


@dataclass(frozen=True)
class ClassRow:
    """A class, and how many of its pupils have no tutor."""

    grade: int
    letter: str
    pupils: int
    without: int


@dataclass(frozen=True)
class Attached:
    """What attaching did."""

    made: int
    already: int
    """Had a tutor before, who stays."""


@dataclass(frozen=True)
class Attachment:
    """Use cases of whoever sees to the pairs of an organisation."""

    db: Database
    clock: Clock
    settings: Settings

    async def places(self, actor: Actor) -> list[tuple[int, str]]:
        """The organisations whose pairs the person sees to."""
        return await places_within(self.db, scope(actor, Action.PAIRS_MANAGE))

    async def mentors(self, actor: Actor, organisation_id: int) -> list[MentorRow]:
        """Tutors and mentors of an organisation; those who left last, as long as they have pairs."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        async with self.db.reading() as session:
            return await mentors_of(session, self.settings, organisation_id)

    async def invite(self, actor: Actor, organisation_id: int, role: Role) -> str:
        """A one-time link for a tutor, mentor or trainee of one's own organisation."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        if role not in (*ACCOMPANYING, Role.TRAINEE):
            raise NotFound
        async with self.db.transaction() as session:
            place = await session.get_one(Organisation, organisation_id)
            now, days = self.clock.now(), self.settings.invite_days
            token, _ = await make(session, now, actor.person_id, role, place, "", days)
            return token

    async def tick_paper(self, actor: Actor, membership_id: int, paper: str) -> MentorRow:
        """A paper of a mentor is there, or is not: consent, order."""
        if paper not in ("consent", "order"):
            raise NotFound
        async with self.db.transaction() as session:
            seat = await self._seat(session, actor, membership_id)
            card = await mentor_card(session, seat)
            column, now = f"{paper}_at", self.clock.now()
            setattr(card, column, None if getattr(card, column) else now)
            note(session, now, actor.person_id, f"{paper} ticked", "mentor", seat.person_id)
            await session.flush()
            return await self._row(session, seat)

    async def set_card(
        self, actor: Actor, membership_id: int, *, sphere: Sphere | None = None, limit: int | None = None
    ) -> MentorRow:
        """The field of a mentor, or how many people they take."""
        if limit is not None and not 1 <= limit <= 200:
            raise NotFound
        async with self.db.transaction() as session:
            seat = await self._seat(session, actor, membership_id)
            card = await mentor_card(session, seat)
            card.sphere, card.load_limit = sphere or card.sphere, limit or card.load_limit
            await session.flush()
            return await self._row(session, seat)

    async def classes(self, actor: Actor, organisation_id: int) -> list[ClassRow]:
        """«Без тьютора», by class."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        async with self.db.reading() as session:
            found = await session.execute(
                select(Student.grade, Student.letter, func.count(), func.count(Pair.id))
                .outerjoin(Pair, _tutored())
                .where(Student.organisation_id == organisation_id, Student.state.in_(CURRENT))
                .group_by(Student.grade, Student.letter)
                .order_by(Student.grade, Student.letter)
            )
            return [ClassRow(grade, letter, count, count - have) for grade, letter, count, have in found]

    async def without(self, actor: Actor, organisation_id: int, grade: int) -> list[tuple[int, str]]:
        """The pupils of a grade (0: all) without a tutor, by number and code."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        async with self.db.reading() as session:
            found = await session.execute(
                select(Student.id, Student.code)
                .outerjoin(Pair, _tutored())
                .where(
                    Student.organisation_id == organisation_id,
                    Student.state.in_(CURRENT),
                    Pair.id.is_(None),
                    *([Student.grade == grade] if grade else []),
                )
                .order_by(Student.code)
            )
            return [(number, code) for number, code in found]

    async def attach(self, actor: Actor, membership_id: int, student_id: int) -> Attached:
        """A tutor for one pupil."""
        async with self.db.transaction() as session:
            seat = await self._seat(session, actor, membership_id)
            student = await session.scalar(
                select(Student).where(
                    Student.id == student_id, Student.organisation_id == seat.organisation_id
                )
            )
            if student is None or student.state not in CURRENT:
                raise Foreign
            return await self._attach(session, actor, seat, [student])

    async def attach_class(self, actor: Actor, membership_id: int, grade: int, letter: str) -> Attached:
        """A tutor for all pupils of a class who have none."""
        async with self.db.transaction() as session:
            seat = await self._seat(session, actor, membership_id)
            students = await session.scalars(
                select(Student)
                .where(
                    Student.organisation_id == seat.organisation_id,
                    Student.state.in_(CURRENT),
                    Student.grade == grade,
                    Student.letter == letter,
                )
                .order_by(Student.id)
            )
            return await self._attach(session, actor, seat, students.all())

    async def hand_over(self, actor: Actor, organisation_id: int, from_person: int, to_seat: int) -> int:
        """Everybody of somebody who leaves goes to another, with what was planned; returns how many."""
        reach = scope(actor, Action.PAIRS_MANAGE)
        reach.place(organisation_id)
        async with self.db.transaction() as session:
            seat = await self._seat(session, actor, to_seat)
            if seat.organisation_id != organisation_id or seat.person_id == from_person:
                raise Foreign
            pairs = await session.scalars(
                select(Pair)
                .where(Pair.mentor_id == from_person, Pair.organisation_id == organisation_id, OPEN)
                .order_by(Pair.id)
                .with_for_update()
            )
            handed = [pair for pair in pairs.all() if _fits(seat.role, pair.kind)]
            await self._must_bear(session, seat, len(handed))
            for pair in handed:
                planned = pair.next_on, pair.next_step
                await end(session, self.clock, self.settings, pair, CloseReason.HANDED_OVER, actor.person_id)
                made = await begin(
                    session,
                    self.clock,
                    pair.kind,
                    pair.organisation_id,
                    seat.person_id,
                    pair.student_id,
                    pair.trainee_id,
                    actor.person_id,
                    pair.id,
                    *planned,
                )
                made.programme_id = pair.programme_id
            if handed:
                await self._tell(session, seat.person_id, HANDED, len(handed))
                await self._tell_mentees(session, [pair.student_id for pair in handed])
            note(session, self.clock.now(), actor.person_id, "handed over", "mentor", from_person)
            return len(handed)

    async def _attach(
        self, session: AsyncSession, actor: Actor, seat: Membership, students: Sequence[Student]
    ) -> Attached:
        if seat.role is not Role.TUTOR:
            raise Foreign
        numbers = [student.id for student in students]
        taken = set(
            await session.scalars(
                select(Pair.student_id).where(
                    Pair.student_id.in_(numbers), Pair.kind == PairKind.TUTOR_PUPIL, OPEN
                )
            )
        )
        new = [student for student in students if student.id not in taken]
        await self._must_bear(session, seat, len(new))
        for student in new:
            await begin(
                session,
                self.clock,
                PairKind.TUTOR_PUPIL,
                student.organisation_id,
                seat.person_id,
                student.id,
                None,
                actor.person_id,
                await _last_pair(session, student.id),
            )
        if new:
            await self._tell(session, seat.person_id, ATTACHED, len(new))
            await self._tell_mentees(session, [student.id for student in new])
        return Attached(len(new), len(taken))

    async def _must_bear(self, session: AsyncSession, seat: Membership, more: int) -> None:
        row = await self._row(session, seat)
        if row.load + more > row.limit:
            raise DomainError("mentor-full", load=row.load, limit=row.limit, more=more)

    async def _tell(self, session: AsyncSession, person_id: int, notice: str, count: int) -> None:
        now = self.clock.now()
        moment = next_moment_to_speak(now, await working_calendar(session, self.settings), self.settings)
        key = f"{notice}:{now.timestamp():.0f}"
        await enqueue(session, [person_id], key, notice, {"count": count}, not_before=moment)

    async def _tell_mentees(self, session: AsyncSession, students: Sequence[int | None]) -> None:
        now = self.clock.now()
        people = await session.scalars(
            select(Student.person_id).where(Student.id.in_(students), Student.person_id.is_not(None))
        )
        moment = next_moment_to_speak(now, await working_calendar(session, self.settings), self.settings)
        known = [person for person in people if person is not None]
        key = f"{TUTOR_NEW}:{now.timestamp():.0f}"
        await enqueue(session, known, key, TUTOR_NEW, {}, not_before=moment)

    async def _seat(self, session: AsyncSession, actor: Actor, membership_id: int) -> Membership:
        """A role of a tutor or mentor in an organisation within reach."""
        seat = await session.get(Membership, membership_id, with_for_update=True)
        if seat is None or seat.ended_at is not None or seat.role not in ACCOMPANYING:
            raise Foreign
        scope(actor, Action.PAIRS_MANAGE).place(seat.organisation_id)
        return seat

    async def _row(self, session: AsyncSession, seat: Membership) -> MentorRow:
        assert seat.organisation_id is not None
        found = await mentors_of(session, self.settings, seat.organisation_id)
        return next(row for row in found if row.membership_id == seat.id)


async def mentors_of(session: AsyncSession, settings: Settings, organisation_id: int) -> list[MentorRow]:
    """Tutors and mentors who hold a role in an organisation, and those who left pairs behind."""
    found = await session.execute(
        select(Membership, MentorCard)
        .outerjoin(
            MentorCard,
            (MentorCard.person_id == Membership.person_id)
            & (MentorCard.organisation_id == Membership.organisation_id),
        )
        .where(Membership.organisation_id == organisation_id, Membership.role.in_(ACCOMPANYING))
        .order_by(Membership.ended_at.is_not(None), Membership.id)
    )
    seats = found.all()
    loads = {
        (person, kind is PairKind.TUTOR_PUPIL): count
        for person, kind, count in await session.execute(
            select(Pair.mentor_id, Pair.kind, func.count())
            .where(Pair.mentor_id.in_([seat.person_id for seat, _ in seats]), OPEN)
            .group_by(Pair.mentor_id, Pair.kind)
        )
    }
    here = {(seat.person_id, seat.role) for seat, _ in seats if seat.ended_at is None}
    made: list[MentorRow] = []
    for seat, joined in seats:
        card: MentorCard | None = joined
        load = loads.get((seat.person_id, seat.role is Role.TUTOR), 0)
        gone = seat.ended_at is not None
        if gone and (not load or (seat.person_id, seat.role) in here):
            continue
        usual = settings.tutor_load if seat.role is Role.TUTOR else settings.mentor_load
        made.append(
            MentorRow(
                membership_id=seat.id,
                person_id=seat.person_id,
                organisation_id=organisation_id,
                role=seat.role,
                position=seat.position,
                load=load,
                limit=(card.load_limit if card else None) or usual,
                sphere=card.sphere if card else None,
                consent=bool(card and card.consent_at),
                order=bool(card and card.order_at),
                gone=gone,
            )
        )
    return made


async def mentor_card(session: AsyncSession, seat: Membership) -> MentorCard:
    """The card of a mentor; an empty one where there was none."""
    place = {"person_id": seat.person_id, "organisation_id": seat.organisation_id}
    await inserted_once(session, MentorCard, place)
    return (await session.scalars(select(MentorCard).filter_by(**place))).one()


def _fits(role: Role, kind: PairKind) -> bool:
    return (role is Role.TUTOR) == (kind is PairKind.TUTOR_PUPIL)


def _tutored() -> ColumnElement[bool]:
    return (Pair.student_id == Student.id) & (Pair.kind == PairKind.TUTOR_PUPIL) & OPEN


async def _last_pair(session: AsyncSession, student_id: int) -> int | None:
    """The tutor's pair that has ended last: the journal goes on from it."""
    found: int | None = await session.scalar(
        select(Pair.id)
        .where(
            Pair.student_id == student_id,
            Pair.kind == PairKind.TUTOR_PUPIL,
            Pair.state == PairState.CLOSED,
        )
        .order_by(Pair.id.desc())
        .limit(1)
    )
    return found
