"""Whom to write to about a pupil: the pupil, and the parents who agreed to be written to."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Consent, Giver, Guardian, Purpose, Student
from bot.services.consents import standing


async def listening_parents(session: AsyncSession, student_ids: Iterable[int]) -> dict[int, list[int]]:
    """For each pupil the parents whose own last word on reminders is yes; each speaks for themselves."""
    rows = await session.execute(
        select(Consent.student_id, Consent.person_id, Consent.given)
        .join(
            Guardian, (Guardian.student_id == Consent.student_id) & (Guardian.person_id == Consent.person_id)
        )
        .where(
            Consent.student_id.in_(set(student_ids)),
            Consent.purpose == Purpose.REMINDERS,
            Consent.giver == Giver.GUARDIAN,
            Guardian.ended_at.is_(None),
        )
        .order_by(Consent.id)
    )
    last = {(student, person): given for student, person, given in rows}
    found: dict[int, list[int]] = {}
    for (student, person), given in last.items():
        if given:
            found.setdefault(student, []).append(person)
    return found


async def listening_pupils(session: AsyncSession, students: Sequence[Student]) -> dict[int, int]:
    """The pupils who agreed to be written to: their person, by the number of the entry."""
    agreed = await standing(session, students)
    return {
        student.id: student.person_id
        for student in students
        if student.person_id is not None and Purpose.REMINDERS in agreed[student.id].pupil
    }
