"""Tutors and mentors of an organisation with their loads; its classes with those who have no tutor."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    CURRENT_STATES,
    Membership,
    MentorCard,
    Pair,
    PairKind,
    Role,
    Sphere,
    Student,
)
from bot.services.consents import standing
from bot.services.insertion import inserted_once
from bot.services.mentoring.pair_rows import ACCOMPANYING, OPEN, TUTORED, positions
from bot.settings import Settings


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
    """Of those who may be accompanied."""
    waiting: int = 0
    """Have no tutor because a parent has not agreed yet."""


@dataclass(frozen=True)
class PupilRow:
    """A pupil of a class, by the code."""

    student_id: int
    code: str
    tutor: str | None
    """The position of the tutor; empty where none was given, None where there is no tutor."""
    agreed: bool
    """Whether they may be accompanied."""


@dataclass(frozen=True)
class ClassView:
    """A class, and the tutor whom its pupils are being attached to."""

    organisation_id: int
    grade: int
    letter: str
    tutor: MentorRow | None
    pupils: tuple[PupilRow, ...]

    @property
    def without(self) -> int:
        """How many have no tutor and may get one."""
        return sum(1 for pupil in self.pupils if pupil.tutor is None and pupil.agreed)

    @property
    def waiting(self) -> int:
        """How many have none because a parent has not agreed yet."""
        return sum(1 for pupil in self.pupils if pupil.tutor is None and not pupil.agreed)


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


async def classes_of(session: AsyncSession, organisation_id: int) -> list[ClassRow]:
    """The classes of a school, with how many pupils have no tutor."""
    found = await session.execute(
        select(Student, Pair.id)
        .outerjoin(Pair, tutored())
        .where(Student.organisation_id == organisation_id, Student.state.in_(CURRENT_STATES))
        .order_by(Student.grade, Student.letter)
    )
    pupils = [(student, pair is not None) for student, pair in found]
    agreed = await standing(session, [student for student, has in pupils if not has])
    made: dict[tuple[int, str], list[int]] = {}
    for student, has in pupils:
        counts = made.setdefault((student.grade, student.letter), [0, 0, 0])
        counts[0] += 1
        if not has:
            counts[1 if agreed[student.id].participates else 2] += 1
    return [ClassRow(grade, letter, *counts) for (grade, letter), counts in made.items()]


async def class_view(
    session: AsyncSession, organisation_id: int, grade: int, letter: str, tutor: MentorRow | None
) -> ClassView:
    """The pupils of a class by their codes."""
    found = await session.execute(
        select(Student, Pair.mentor_id)
        .outerjoin(Pair, tutored())
        .where(
            Student.organisation_id == organisation_id,
            Student.state.in_(CURRENT_STATES),
            Student.grade == grade,
            Student.letter == letter,
        )
        .order_by(Student.number)
    )
    pupils = [(student, person) for student, person in found]
    seats = await positions(session, [person for _, person in pupils if person is not None])
    agreed = await standing(session, [student for student, _ in pupils])
    rows = [
        PupilRow(
            student.id,
            student.code,
            None if person is None else seats.get(person, ""),
            agreed[student.id].participates,
        )
        for student, person in pupils
    ]
    return ClassView(organisation_id, grade, letter, tutor, tuple(rows))


def tutored() -> ColumnElement[bool]:
    """A pupil's pair with a tutor that goes on, to be joined."""
    return (Pair.student_id == Student.id) & TUTORED
