"""What is past its time is erased by itself, every night; the periods are in docs/privacy.md."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Age,
    ClassLink,
    Consent,
    Database,
    FamilyCode,
    Giver,
    Pair,
    Purpose,
    Question,
    QuestionMessage,
    QuestionState,
    RegistrationDraft,
    RelayMessage,
    Signal,
    Student,
)
from bot.services.audit import note
from bot.services.consents import standing
from bot.services.erasure import erase_student
from bot.services.mentoring.relays import erase_words
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

NIGHT = 3
"""The hour in which it is swept."""
DEAD_LINKS = timedelta(days=30)
"""A link or code after its end: long enough to tell somebody kindly that it has expired."""
WITHDRAWN = timedelta(days=30)
"""152-ФЗ, art. 21: thirty days after a withdrawal; until then it can be given again."""
WITHOUT_PARENT = timedelta(days=60)
"""A minor's entry no parent has agreed to."""
ASKED_AFTER = (timedelta(days=7), timedelta(days=45))
GONE = timedelta(days=90)
"""Entries of those who left, moved or were doubles: the autumn list may still need a correction."""
QUESTIONS = timedelta(days=90)
"""Words of a question after it was closed, of a pair after it has ended, of a signal after it was heard."""
CAMPAIGN_ENDS = (9, 30)
"""Month and day of the year of admission after which entries of that campaign go."""
REMINDER = "parent_missing"
LAST_GRADE = 11


@dataclass(frozen=True)
class Retention:
    """One tick, and what it does."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """Sweep in the small hours."""
        if self.clock.now().hour == NIGHT:
            await self.sweep()

    async def sweep(self) -> int:
        """Erase what is past its time; returns how many entries of pupils that were."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            await self._links(session, now)
            await self._words(session, now)
            students = (await session.scalars(select(Student))).all()
            withdrawn = await self._withdrawn(session, now)
            agreed = await standing(session, students)
            erased = 0
            for student in students:
                waits = student.state.is_current and agreed[student.id].waits_for_parent
                if (
                    student.id in withdrawn
                    or (waits and now - student.registered_at >= WITHOUT_PARENT)
                    or self._is_gone(student, now)
                    or now.date() > last_day(student)
                ):
                    await erase_student(session, now, student)
                    erased += 1
                elif waits:
                    await self._ask(session, now, student)
            if erased:
                note(session, now, None, "erased by time", "student", 0, count=erased)
            return erased

    async def _withdrawn(self, session: AsyncSession, now: datetime) -> set[int]:
        """Whose participation was taken back by one side thirty days ago, and not given since."""
        rows = await session.execute(
            select(Consent.student_id, Consent.giver, Consent.given, Consent.at)
            .where(Consent.purpose == Purpose.PARTICIPATION)
            .order_by(Consent.id)
        )
        last = {(number, giver is Giver.STUDENT): (given, at) for number, giver, given, at in rows}
        return {number for (number, _), (given, at) in last.items() if not given and now - at >= WITHDRAWN}

    def _is_gone(self, student: Student, now: datetime) -> bool:
        decided = student.decided_at or student.registered_at
        return not student.state.is_current and now - decided >= GONE

    async def _ask(self, session: AsyncSession, now: datetime, student: Student) -> None:
        """A minor is reminded twice that a parent has to agree."""
        due = [after for after in ASKED_AFTER if now - student.registered_at >= after]
        if not due or student.person_id is None or student.age is Age.ADULT:
            return
        calendar = await working_calendar(session, self.settings)
        await enqueue(
            session,
            [student.person_id],
            f"parent-missing:{student.id}:{due[-1].days}",
            REMINDER,
            {"until": (student.registered_at + WITHOUT_PARENT).date().isoformat()},
            not_before=next_moment_to_speak(now, calendar, self.settings),
        )

    async def _links(self, session: AsyncSession, now: datetime) -> None:
        old = now - DEAD_LINKS
        await session.execute(
            delete(FamilyCode).where((FamilyCode.expires_at < old) | (FamilyCode.used_at < old))
        )
        in_use = exists().where(RegistrationDraft.link_id == ClassLink.id)
        await session.execute(delete(ClassLink).where(ClassLink.expires_at < old, ~in_use))

    async def _words(self, session: AsyncSession, now: datetime) -> None:
        old = select(Question.id).where(
            Question.state == QuestionState.CLOSED, Question.closed_at < now - QUESTIONS
        )
        await session.execute(
            update(QuestionMessage)
            .where(QuestionMessage.question_id.in_(old), QuestionMessage.body != "")
            .values(body="")
        )
        spoken = select(RelayMessage.pair_id).distinct()
        ended = select(Pair.id).where(Pair.closed_at < now - QUESTIONS, Pair.id.in_(spoken))
        await erase_words(session, (await session.scalars(ended)).all())
        await session.execute(
            update(Signal).where(Signal.acknowledged_at < now - QUESTIONS, Signal.text != "").values(text="")
        )


def last_day(student: Student) -> date:
    """The day after which an entry has no purpose: 30 September of the year the pupil is admitted in."""
    years_left = LAST_GRADE - student.grade if student.grade > 9 else 0
    return date(student.school_year + 1 + years_left, *CAMPAIGN_ENDS)
