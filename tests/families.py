"""Pupils and parents who are there already, for stories that begin later than their registration."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.models import (
    Age,
    Consent,
    Giver,
    Guardian,
    Interest,
    Level,
    Membership,
    Peer,
    Person,
    Purpose,
    Role,
    Sphere,
    Student,
    StudentState,
)
from bot.sandbox import Visitor
from bot.services.school_years import school_year_of
from tests.city import City


@dataclass(frozen=True)
class Pupil:
    """A pupil with the chat they sit in."""

    visitor: Visitor
    student_id: int
    person_id: int
    code: str


async def known_person(c: City, name: str, role: Role) -> tuple[Visitor, int]:
    """Somebody with an account and a role of families; they have pressed «Старт»."""
    visitor = c.telegram.person(name, role.value)
    async with c.app.db.transaction() as session:
        person = Person(language="ru", created_at=c.clock.now())
        session.add(person)
        await session.flush()
        session.add(Peer(person_id=person.id, user_id=visitor.id, chat_id=visitor.id))
        session.add(Membership(person_id=person.id, role=role, started_at=c.clock.now()))
    await visitor.start()
    await c.settle()
    return visitor, person.id


async def pupil(
    c: City,
    school: int,
    *,
    grade: int = 11,
    letter: str = "А",
    age: Age = Age.MINOR,
    sphere: Sphere = Sphere.PEDAGOGY,
    state: StudentState = StudentState.APPROVED,
    consents: tuple[Purpose, ...] = (Purpose.PARTICIPATION, Purpose.REMINDERS),
) -> Pupil:
    """A registered pupil of a school; what they agree to is theirs alone, no parent has said anything."""
    visitor, person_id = await known_person(c, "Ученик Демо", Role.STUDENT)
    async with c.app.db.transaction() as session:
        taken = await session.scalars(
            select(Student.number).where(
                Student.organisation_id == school, Student.grade == grade, Student.letter == letter
            )
        )
        number = max(taken.all(), default=0) + 1
        student = Student(
            person_id=person_id,
            code=f"К-{school}-{grade}{letter}-{number:02}",
            organisation_id=school,
            grade=grade,
            letter=letter,
            number=number,
            school_year=school_year_of(c.clock.today()),
            age=age,
            sphere=sphere,
            level=Level.UNIVERSITY if grade > 9 else Level.COLLEGE,
            interest=Interest.INTERESTED,
            state=state,
            registered_at=c.clock.now(),
        )
        session.add(student)
        await session.flush()
        for purpose in consents:
            session.add(
                Consent(
                    student_id=student.id,
                    purpose=purpose,
                    version=1,
                    giver=Giver.STUDENT,
                    person_id=person_id,
                    given=True,
                    at=c.clock.now(),
                )
            )
    return Pupil(visitor, student.id, person_id, student.code)


async def parent(c: City, *children: Pupil) -> Visitor:
    """A parent who is linked to these pupils."""
    visitor, person_id = await known_person(c, "Родитель Демо", Role.GUARDIAN)
    async with c.app.db.transaction() as session:
        for child in children:
            session.add(Guardian(person_id=person_id, student_id=child.student_id, linked_at=c.clock.now()))
    return visitor


async def agreed_by_a_parent(c: City, *children: Pupil, purpose: Purpose = Purpose.PARTICIPATION) -> None:
    """A parent has agreed, on paper, that these pupils take part."""
    async with c.app.db.transaction() as session:
        for child in children:
            session.add(
                Consent(
                    student_id=child.student_id,
                    purpose=purpose,
                    version=1,
                    giver=Giver.PAPER,
                    person_id=child.person_id,
                    given=True,
                    at=c.clock.now(),
                )
            )


async def trainee(c: City, curator: Visitor, organisation: int, position: str = "") -> Visitor:
    """A student or young specialist, invited by whoever sees to the pairs of the organisation."""
    actor = await c.app.services.people.actor(curator.id, curator.id)
    assert actor is not None
    token = await c.app.services.attachment.invite(actor, organisation, Role.TRAINEE, position)
    visitor = c.telegram.person("Молодой Демо", Role.TRAINEE.value)
    await visitor.start(f"i{token}")
    await c.settle()
    return visitor
