"""Who of some pupils' families agreed to be written to: the pupils and their parents, each for themselves."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Consent, Giver, Guardian, Mute, Purpose, Student, Topic
from bot.services.consents import standing


async def listening_pupils(session: AsyncSession, students: Sequence[Student]) -> dict[int, int]:
    """The pupils who agreed to be written to: their person, by the number of the entry."""
    agreed = await standing(session, students)
    return {
        student.id: student.person_id
        for student in students
        if student.person_id is not None and Purpose.REMINDERS in agreed[student.id].pupil
    }


async def listening_parents(session: AsyncSession, student_ids: Iterable[int]) -> dict[int, list[int]]:
    """For each pupil the parents whose own last word on reminders is yes."""
    rows = await session.execute(
        select(Consent.student_id, Consent.person_id, Consent.given)
        .join(
            Guardian,
            (Guardian.student_id == Consent.student_id) & (Guardian.person_id == Consent.person_id),
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


async def agreed_by_pupil(session: AsyncSession, students: Sequence[Student]) -> dict[int, set[int]]:
    """By the number of the pupil, the people who said yes to being written to about them."""
    pupils = await listening_pupils(session, students)
    parents = await listening_parents(session, [student.id for student in students])
    return {
        student.id: {*([pupils[student.id]] if student.id in pupils else []), *parents.get(student.id, [])}
        for student in students
    }


async def listeners(session: AsyncSession, students: Sequence[Student], topic: Topic) -> list[int]:
    """Pupils and parents who agreed and have not silenced the topic; each once."""
    agreed = await agreed_by_pupil(session, students)
    muted = set(await session.scalars(select(Mute.person_id).where(Mute.topic == topic)))
    return sorted(set().union(*agreed.values()) - muted)
