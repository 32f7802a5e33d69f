"""Days on which a grade sits an exam: its pupils hear only what is critical for admission."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from bot.clock import Clock
from bot.errors import NotFound
from bot.models import Database, ExamDay
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.codes import GRADES
from bot.services.insertion import inserted_once


@dataclass(frozen=True)
class ExamDays:
    """Use cases of the methodist."""

    db: Database
    clock: Clock

    async def listed(self, actor: Actor, grade: int) -> frozenset[date]:
        """The days of a grade from today on."""
        scope(actor, Action.EXAM_DAYS)
        async with self.db.reading() as session:
            rows = await session.scalars(
                select(ExamDay.day).where(ExamDay.grade == grade, ExamDay.day >= self.clock.today())
            )
            return frozenset(rows)

    async def toggle(self, actor: Actor, grade: int, day: date) -> frozenset[date]:
        """A day more or less."""
        scope(actor, Action.EXAM_DAYS)
        if grade not in GRADES or day < self.clock.today():
            raise NotFound
        async with self.db.transaction() as session:
            if not await inserted_once(session, ExamDay, {"day": day, "grade": grade}):
                await session.execute(delete(ExamDay).where(ExamDay.day == day, ExamDay.grade == grade))
            note(
                session, self.clock.now(), actor.person_id, "toggled", "exam day", grade, day=day.isoformat()
            )
        return await self.listed(actor, grade)
