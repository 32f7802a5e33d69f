"""Who of some pupils' families agreed to be written to: the pupils and their parents, each for themselves."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Consent, Giver, Guardian, Mute, Purpose, Student, Topic
from bot.services.consents import standing


async def agreed_by_pupil(session: AsyncSession, students: Sequence[Student]) -> dict[int, set[int]]:
    """By the number of the pupil, the people who said yes to being written to about them."""
    agreed = await standing(session, students)
    found: dict[int, set[int]] = {student.id: set() for student in students}
    for student in students:
        if student.person_id is not None and Purpose.REMINDERS in agreed[student.id].pupil:
            found[student.id].add(student.person_id)
    said = await session.execute(
        select(Consent.student_id, Consent.person_id, Consent.given)
        .join(
            Guardian,
            (Guardian.student_id == Consent.student_id) & (Guardian.person_id == Consent.person_id),
        )
        .where(
            Consent.student_id.in_(agreed),
            Consent.purpose == Purpose.REMINDERS,
            Consent.giver == Giver.GUARDIAN,
            Guardian.ended_at.is_(None),
        )
        .order_by(Consent.id)
    )
    last = {(student, person): given for student, person, given in said}
    for (student_id, person), given in last.items():
        if given:
            found[student_id].add(person)
    return found


async def listeners(session: AsyncSession, students: Sequence[Student], topic: Topic) -> list[int]:
    """Pupils and parents who agreed and have not silenced the topic; each once."""
    agreed = await agreed_by_pupil(session, students)
    muted = set(await session.scalars(select(Mute.person_id).where(Mute.topic == topic)))
    return sorted(set().union(*agreed.values()) - muted)
