"""A pupil's entry as it is shown: to the pupil, the parents, the coordinator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    Age,
    Guardian,
    Interest,
    Level,
    Organisation,
    Sphere,
    Student,
    StudentState,
)
from bot.services.consents import Standing, standing

SUBJECTS = (
    "russian",
    "maths",
    "social",
    "biology",
    "chemistry",
    "physics",
    "informatics",
    "history",
    "literature",
    "foreign",
    "geography",
)
"""Exam subjects; their names are the texts `subject-<name>`."""


@dataclass(frozen=True)
class StudentCard:
    """All that is known of a pupil, without a name."""

    student_id: int
    person_id: int | None
    code: str
    organisation_id: int
    school: str
    grade: int
    letter: str
    age: Age
    sphere: Sphere
    level: Level
    interest: Interest
    subjects: tuple[str, ...]
    specialty: str
    institution: str
    employer: str
    state: StudentState
    consents: Standing
    guardians: int
    registered_at: datetime

    @property
    def class_name(self) -> str:
        """«11А»."""
        return f"{self.grade}{self.letter}"

    @property
    def registered_on(self) -> date:
        """The day of the registration, in UTC."""
        return self.registered_at.date()


async def cards_of(session: AsyncSession, students: Sequence[Student]) -> list[StudentCard]:
    """The cards of several pupils, in their order."""
    numbers = [student.id for student in students]
    schools = {
        number: name
        for number, name in await session.execute(
            select(Organisation.id, Organisation.name).where(
                Organisation.id.in_({student.organisation_id for student in students})
            )
        )
    }
    guardians = {
        number: count
        for number, count in await session.execute(
            select(Guardian.student_id, func.count())
            .where(Guardian.student_id.in_(numbers), Guardian.ended_at.is_(None))
            .group_by(Guardian.student_id)
        )
    }
    agreed = await standing(session, students)
    return [
        StudentCard(
            student_id=student.id,
            person_id=student.person_id,
            code=student.code,
            organisation_id=student.organisation_id,
            school=schools[student.organisation_id],
            grade=student.grade,
            letter=student.letter,
            age=student.age,
            sphere=student.sphere,
            level=student.level,
            interest=student.interest,
            subjects=tuple(student.subjects),
            specialty=student.specialty,
            institution=student.institution,
            employer=student.employer,
            state=student.state,
            consents=agreed[student.id],
            guardians=guardians.get(student.id, 0),
            registered_at=student.registered_at,
        )
        for student in students
    ]


async def card_of(session: AsyncSession, student: Student) -> StudentCard:
    """The card of one pupil."""
    return (await cards_of(session, [student]))[0]
