"""Pupils' own entries: looked at and corrected by themselves."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import Database, Interest, Level, Sphere, Student, StudentChange
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.student_cards import SUBJECTS, StudentCard, card_of
from bot.settings import Settings

TEXT_LIMIT = 120
WISHES = ("institution", "specialty", "employer")
"""What whoever wants a contract is asked (item 2.8.1)."""
CHOSEN: dict[str, type[Sphere] | type[Level] | type[Interest]] = {
    "sphere": Sphere,
    "level": Level,
    "interest": Interest,
}


@dataclass(frozen=True)
class Students:
    """Use cases around one pupil's entry."""

    db: Database
    clock: Clock
    settings: Settings

    async def own(self, actor: Actor) -> StudentCard:
        """The pupil's own card."""
        scope(actor, Action.STUDENT_CONTRACT)
        async with self.db.reading() as session:
            return await card_of(session, await self._own(session, actor))

    async def choose(self, actor: Actor, student_id: int | None, field: str, value: str) -> StudentCard:
        """Set sphere, level or interest: the pupil's own (no number), or one within reach."""
        if field not in CHOSEN or value not in list(CHOSEN[field]):
            raise NotFound
        async with self.db.transaction() as session:
            student = await self._reached(session, actor, student_id)
            set_field(session, self.clock, actor, student, field, CHOSEN[field](value))
            await session.flush()
            return await card_of(session, student)

    async def toggle_subject(self, actor: Actor, subject: str) -> StudentCard:
        """Add an exam subject, or take it away."""
        if subject not in SUBJECTS:
            raise NotFound
        scope(actor, Action.STUDENT_CONTRACT)
        async with self.db.transaction() as session:
            student = await self._own(session, actor)
            now = set(student.subjects) ^ {subject}
            student.subjects = [each for each in SUBJECTS if each in now]
            return await card_of(session, student)

    async def wish(self, actor: Actor, student_id: int | None, field: str, text: str) -> StudentCard:
        """Write down institution, specialty or employer; an empty text takes it away."""
        if field not in WISHES:
            raise NotFound
        text = " ".join(text.split())
        if len(text) > TEXT_LIMIT:
            raise DomainError("student-text-long", limit=TEXT_LIMIT)
        async with self.db.transaction() as session:
            student = await self._reached(session, actor, student_id)
            set_field(session, self.clock, actor, student, field, text)
            await session.flush()
            return await card_of(session, student)

    async def wishes_of_others(self, field: str) -> list[str]:
        """What others have written already, the most frequent first: to be tapped instead of typed."""
        if field not in WISHES:
            raise NotFound
        column = getattr(Student, field)
        async with self.db.reading() as session:
            found = (await session.scalars(select(column).where(column != ""))).all()
        return sorted(set(found), key=lambda text: (-found.count(text), text))

    async def _reached(self, session: AsyncSession, actor: Actor, student_id: int | None) -> Student:
        if student_id is None:
            scope(actor, Action.STUDENT_CONTRACT)
            return await self._own(session, actor)
        return await scope(actor, Action.STUDENT_CONTRACT).student(session, student_id)

    async def _own(self, session: AsyncSession, actor: Actor) -> Student:
        student = await session.scalar(
            select(Student).where(Student.person_id == actor.person_id).with_for_update()
        )
        if student is None:
            raise DomainError("student-none")
        return student


def set_field(
    session: AsyncSession, clock: Clock, actor: Actor, student: Student, field: str, value: object
) -> bool:
    """Change a field of an entry and write the line of the corrections list; False where nothing changes."""
    before = getattr(student, field)
    if before == value:
        return False
    setattr(student, field, value)
    write_change(session, clock, actor, student, field, str(before), str(value))
    return True


def write_change(
    session: AsyncSession, clock: Clock, actor: Actor, student: Student, field: str, was: str, now: str
) -> None:
    """A line of the corrections list, and of the audit log (which holds no words)."""
    session.add(
        StudentChange(
            student_id=student.id, at=clock.now(), person_id=actor.person_id, field=field, was=was, now=now
        )
    )
    note(session, clock.now(), actor.person_id, f"{field} changed", "student", student.id)
