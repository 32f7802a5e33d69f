"""Item 2.3: the personal professional plan of a pupil, five short answers that the tutor confirms."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import Database, Pair, PlanStanding, ProfessionalPlan, Student
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.mentoring.pair_rows import TUTORED
from bot.services.mentoring.telling import tell
from bot.settings import Settings

QUESTIONS = ("where", "why", "exams", "talk", "spare")
"""Куда, почему, что сдаю, с кем поговорю, запасной путь (`plan-question-<name>`)."""
LONGEST = 300
PLAN_SENT, PLAN_DECIDED = "pro_plan_sent", "pro_plan_decided"


@dataclass(frozen=True)
class PlanRow:
    """A version of a plan."""

    student_id: int
    code: str
    version: int
    answers: dict[str, str]
    state: PlanStanding
    for_parents: bool
    remark: str
    written_on: date
    decided_on: date | None

    @property
    def missing(self) -> list[str]:
        """What has not been answered yet."""
        return [each for each in QUESTIONS if not self.answers.get(each)]


@dataclass(frozen=True)
class ProfessionalPlans:
    """Use cases of pupils, parents and tutors."""

    db: Database
    clock: Clock
    settings: Settings

    async def own(self, actor: Actor) -> PlanRow | None:
        """The newest version of one's own."""
        async with self.db.reading() as session:
            student = await self._own(session, actor)
            plan = await newest(session, student.id)
            return self._row(student, plan) if plan else None

    async def versions(self, actor: Actor) -> list[PlanRow]:
        """All of them, the newest first."""
        async with self.db.reading() as session:
            student = await self._own(session, actor)
            found = await session.scalars(
                select(ProfessionalPlan)
                .where(ProfessionalPlan.student_id == student.id)
                .order_by(ProfessionalPlan.version.desc())
            )
            return [self._row(student, plan) for plan in found.all()]

    async def answer(self, actor: Actor, question: str, text: str) -> PlanRow:
        """One of the five; a confirmed plan stays as it is and a new version begins."""
        text = " ".join(text.split())
        if question not in QUESTIONS:
            raise NotFound
        if not text or len(text) > LONGEST:
            raise DomainError("pro-plan-long", limit=LONGEST)
        async with self.db.transaction() as session:
            student = await self._own(session, actor)
            plan = await newest(session, student.id)
            if plan is None or plan.state in (PlanStanding.CONFIRMED, PlanStanding.SUBMITTED):
                plan = self._next(student, plan)
                session.add(plan)
            plan.answers = {**plan.answers, question: text}
            plan.written_at = self.clock.now()
            await session.flush()
            return self._row(student, plan)

    async def submit(self, actor: Actor) -> PlanRow:
        """To the tutor, who confirms it or sends it back with a word."""
        async with self.db.transaction() as session:
            student = await self._own(session, actor)
            plan = await newest(session, student.id)
            if plan is None or self._row(student, plan).missing:
                raise DomainError("pro-plan-missing")
            pair = await session.scalar(select(Pair).where(tutored(student.id)))
            if pair is None:
                raise DomainError("pro-plan-no-tutor")
            if plan.state in (PlanStanding.DRAFT, PlanStanding.RETURNED):
                plan.state, plan.remark = PlanStanding.SUBMITTED, ""
                again = f"{plan.decided_at.timestamp():.0f}" if plan.decided_at else "first"
                key = f"pro-plan:{plan.id}:{again}"
                told = {"student": student.id, "code": student.code, "pair": pair.id}
                await tell(session, self.clock, self.settings, [pair.mentor_id], key, PLAN_SENT, told)
            await session.flush()
            return self._row(student, plan)

    async def share(self, actor: Actor) -> PlanRow:
        """Let the parents see it, or no more."""
        async with self.db.transaction() as session:
            student = await self._own(session, actor)
            plan = await newest(session, student.id)
            if plan is None:
                raise DomainError("pro-plan-missing")
            shows = not plan.for_parents
            found = await session.scalars(
                select(ProfessionalPlan).where(ProfessionalPlan.student_id == student.id)
            )
            for each in found.all():
                each.for_parents = shows
            await session.flush()
            return self._row(student, plan)

    async def of_child(self, actor: Actor, student_id: int) -> PlanRow | None:
        """What a parent sees: nothing, unless the child has agreed."""
        async with self.db.reading() as session:
            student = await scope(actor, Action.PLAN_SEE).student(session, student_id)
            plan = await newest(session, student.id)
            return self._row(student, plan) if plan and plan.for_parents else None

    async def of_pupil(self, actor: Actor, student_id: int) -> PlanRow | None:
        """What the tutor sees, as soon as it has been sent."""
        async with self.db.reading() as session:
            student = await self._tutored(session, actor, student_id)
            plan = await newest(session, student.id)
            return self._row(student, plan) if plan and plan.state is not PlanStanding.DRAFT else None

    async def decide(self, actor: Actor, student_id: int, version: int, remark: str | None) -> PlanRow:
        """Confirm the version that was read (no remark), or send it back with a word."""
        async with self.db.transaction() as session:
            student = await self._tutored(session, actor, student_id)
            plan = await newest(session, student.id)
            if plan is None or plan.version != version:
                raise DomainError("pro-plan-newer")
            if plan.state is PlanStanding.SUBMITTED:
                now = self.clock.now()
                plan.state = PlanStanding.CONFIRMED if remark is None else PlanStanding.RETURNED
                plan.remark = " ".join((remark or "").split())[:LONGEST]
                plan.decided_at, plan.decided_by = now, actor.person_id
                note(session, now, actor.person_id, plan.state.value, "professional plan", plan.id)
                if student.person_id is not None:
                    told = {"confirmed": remark is None, "remark": plan.remark}
                    key = f"pro-plan-decided:{plan.id}:{plan.state.value}:{now.timestamp():.0f}"
                    people = [student.person_id]
                    await tell(session, self.clock, self.settings, people, key, PLAN_DECIDED, told)
            await session.flush()
            return self._row(student, plan)

    def _next(self, student: Student, before: ProfessionalPlan | None) -> ProfessionalPlan:
        return ProfessionalPlan(
            student_id=student.id,
            version=before.version + 1 if before else 1,
            answers=dict(before.answers) if before else {},
            state=PlanStanding.DRAFT,
            for_parents=before.for_parents if before else False,
            remark="",
            written_at=self.clock.now(),
        )

    async def _own(self, session: AsyncSession, actor: Actor) -> Student:
        scope(actor, Action.PLAN_OWN)
        student = await session.scalar(
            select(Student).where(Student.person_id == actor.person_id).with_for_update()
        )
        if student is None:
            raise DomainError("student-none")
        return student

    async def _tutored(self, session: AsyncSession, actor: Actor, student_id: int) -> Student:
        scope(actor, Action.PLAN_CONFIRM)
        student = await session.scalar(
            select(Student)
            .join(Pair, Pair.student_id == Student.id)
            .where(tutored(student_id), Pair.mentor_id == actor.person_id)
            .with_for_update()
        )
        if student is None:
            raise Foreign
        return student

    def _row(self, student: Student, plan: ProfessionalPlan) -> PlanRow:
        return PlanRow(
            student_id=student.id,
            code=student.code,
            version=plan.version,
            answers=dict(plan.answers),
            state=plan.state,
            for_parents=plan.for_parents,
            remark=plan.remark,
            written_on=self.clock.at(plan.written_at).date(),
            decided_on=self.clock.at(plan.decided_at).date() if plan.decided_at else None,
        )


def tutored(student_id: int) -> ColumnElement[bool]:
    """The tutor's pair of a pupil."""
    return (Pair.student_id == student_id) & TUTORED


async def newest(session: AsyncSession, student_id: int) -> ProfessionalPlan | None:
    """The last version of a pupil's plan."""
    found: ProfessionalPlan | None = await session.scalar(
        select(ProfessionalPlan)
        .where(ProfessionalPlan.student_id == student_id)
        .order_by(ProfessionalPlan.version.desc())
        .limit(1)
    )
    return found
