"""Individual route sheets (item 2.8.2): begun from a template, edited at school, followed by the family."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    CURRENT_STATES,
    Database,
    RouteSheet,
    RouteStep,
    StepKind,
    StepState,
    Student,
)
from bot.services.access import Action, children_of, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.consents import standing
from bot.services.insertion import inserted_once
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.services.route_templates import MOST_STEPS, STEP_LIMIT, TemplateView, due_of, fitting, one_line
from bot.services.route_views import REASONS, SheetView, sheets_of
from bot.services.school_years import school_year_of
from bot.services.student_cards import StudentCard, cards_of
from bot.settings import Settings

EVIDENCE_LIMIT = 200
BEGUN = "route_begun"


@dataclass(frozen=True)
class ClassRoutes:
    """The pupils of a class who may have a sheet, each with theirs."""

    organisation_id: int
    grade: int
    letter: str
    rows: tuple[tuple[StudentCard, SheetView | None], ...]
    waiting: int
    """Without the consent of a parent: they get no sheet yet."""

    @property
    def without(self) -> int:
        """How many have no sheet."""
        return sum(sheet is None for _, sheet in self.rows)


@dataclass(frozen=True)
class RouteSheets:
    """Use cases around one pupil's sheet; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def own(self, actor: Actor) -> SheetView | None:
        """The pupil's own sheet of this school year; None before the school has begun one."""
        async with self.db.reading() as session:
            student = await session.scalar(select(Student).where(Student.person_id == actor.person_id))
            return None if student is None else await self._shown(session, student.id)

    async def of_children(self, actor: Actor) -> list[tuple[StudentCard, SheetView | None]]:
        """A parent's children, each with the sheet."""
        async with self.db.reading() as session:
            students = (
                await session.scalars(
                    select(Student)
                    .where(Student.id.in_(children_of(actor.person_id)), Student.state.in_(CURRENT_STATES))
                    .order_by(Student.code)
                )
            ).all()
            cards = await cards_of(session, students)
            return [(card, await self._shown(session, card.student_id)) for card in cards]

    async def of_student(self, actor: Actor, student_id: int) -> tuple[StudentCard, SheetView | None]:
        """A pupil within reach, and the sheet of this school year."""
        async with self.db.reading() as session:
            student = await scope(actor, Action.ROUTES_SEE).student(session, student_id)
            card = (await cards_of(session, [student]))[0]
            return card, await self._shown(session, student.id)

    async def of_step(self, actor: Actor, step_id: int) -> SheetView:
        """The sheet a step belongs to."""
        async with self.db.reading() as session:
            _, sheet = await self._step(session, actor, step_id, Action.ROUTES_SEE)
            return await self._view(session, sheet)

    async def templates(self, actor: Actor, student_id: int) -> list[TemplateView]:
        """The templates that fit a pupil, the best first."""
        async with self.db.reading() as session:
            student = await scope(actor, Action.ROUTES_EDIT).student(session, student_id)
            return await fitting(session, student)

    async def begin(self, actor: Actor, student_id: int, template_id: int) -> SheetView:
        """Begin a pupil's sheet from a template; begun already, it stays as it is."""
        async with self.db.transaction() as session:
            student = await scope(actor, Action.ROUTES_EDIT).student(session, student_id)
            fits = await fitting(session, student)
            chosen = next((each for each in fits if each.template_id == template_id), None)
            if chosen is None:
                raise NotFound
            await self._must_participate(session, student)
            await self._begin(session, actor, student, chosen)
            shown = await self._shown(session, student.id)
            assert shown is not None
            return shown

    async def begin_class(self, actor: Actor, organisation_id: int, grade: int, letter: str) -> int:
        """Begin a sheet for everybody of a class who has none, from what fits each best; returns how many."""
        scope(actor, Action.ROUTES_EDIT).place(organisation_id)
        async with self.db.transaction() as session:
            students = await self._of_class(session, organisation_id, grade, letter)
            agreed = await standing(session, students)
            made = 0
            for student in students:
                fits = await fitting(session, student)
                if agreed[student.id].participates and fits:
                    made += await self._begin(session, actor, student, fits[0])
            return made

    async def of_class(self, actor: Actor, organisation_id: int, grade: int, letter: str) -> ClassRoutes:
        """The pupils of a class with their sheets."""
        scope(actor, Action.ROUTE_REGISTERS).place(organisation_id)
        async with self.db.reading() as session:
            students = await self._of_class(session, organisation_id, grade, letter)
            cards = await cards_of(session, students)
            known = [card for card in cards if card.consents.participates]
            sheets = await session.scalars(
                select(RouteSheet).where(
                    RouteSheet.student_id.in_([card.student_id for card in known]),
                    RouteSheet.school_year == self._year(),
                )
            )
            views = {
                view.student.student_id: view for view in await sheets_of(session, self.clock, sheets.all())
            }
            return ClassRoutes(
                organisation_id,
                grade,
                letter,
                tuple((card, views.get(card.student_id)) for card in known),
                len(cards) - len(known),
            )

    async def agree(self, actor: Actor, sheet_id: int) -> SheetView:
        """«Ознакомлен»: the pupil has seen the own sheet."""
        async with self.db.transaction() as session:
            sheet = await session.get(RouteSheet, sheet_id, with_for_update=True)
            student = await session.get(Student, sheet.student_id) if sheet is not None else None
            if sheet is None or student is None or student.person_id != actor.person_id:
                raise Foreign
            if sheet.agreed_at is None:
                sheet.agreed_at = self.clock.now()
                note(session, self.clock.now(), actor.person_id, "seen", "route sheet", sheet.id)
            return await self._view(session, sheet)

    async def done(self, actor: Actor, step_id: int) -> SheetView:
        """«Сделано», by the pupil or the school."""
        return await self._mark(actor, step_id, StepState.DONE, "")

    async def missed(self, actor: Actor, step_id: int, reason: str) -> SheetView:
        """«Не получилось», and why."""
        if reason not in REASONS:
            raise NotFound
        return await self._mark(actor, step_id, StepState.MISSED, reason)

    async def open_again(self, actor: Actor, step_id: int) -> SheetView:
        """The mark was a mistake."""
        return await self._mark(actor, step_id, StepState.PLANNED, "")

    async def tell(self, actor: Actor, step_id: int, line: str) -> SheetView:
        """One line about what was done."""
        line = one_line(line, EVIDENCE_LIMIT)
        async with self.db.transaction() as session:
            step, sheet = await self._step(session, actor, step_id, Action.ROUTES_MARK)
            step.evidence = line
            await session.flush()
            return await self._view(session, sheet)

    async def add(self, actor: Actor, student_id: int, kind: StepKind, title: str, due: date) -> SheetView:
        """A step of the pupil's own."""
        async with self.db.transaction() as session:
            student = await scope(actor, Action.ROUTES_EDIT).student(session, student_id)
            sheet = await self._sheet(session, student.id)
            if sheet is None:
                raise NotFound
            await self._add(session, actor, sheet, kind, title, due)
            return await self._view(session, sheet)

    async def replace(self, actor: Actor, step_id: int, kind: StepKind, title: str, due: date) -> SheetView:
        """Another step instead of one that will not be, or was missed; both stay on the sheet."""
        async with self.db.transaction() as session:
            step, sheet = await self._step(session, actor, step_id, Action.ROUTES_EDIT)
            if step.state in (StepState.REPLACED, StepState.DONE):
                raise DomainError("route-not-replaceable")
            new = await self._add(session, actor, sheet, kind, title, due)
            step.state, step.replaced_by = StepState.REPLACED, new.id
            self._decided(session, actor, step, "replaced")
            await session.flush()
            return await self._view(session, sheet)

    async def move(self, actor: Actor, step_id: int, due: date) -> SheetView:
        """Another day; the pupil is reminded of the new one."""
        async with self.db.transaction() as session:
            step, sheet = await self._step(session, actor, step_id, Action.ROUTES_EDIT)
            if step.state not in (StepState.PLANNED, StepState.INVITED):
                raise DomainError("route-step-closed")
            if step.due != due:
                self._within_year(sheet, due)
                step.due, step.reminded_on, step.asked_on = due, None, None
                note(
                    session,
                    self.clock.now(),
                    actor.person_id,
                    "moved",
                    "route step",
                    step.id,
                    to=due.isoformat(),
                )
            await session.flush()
            return await self._view(session, sheet)

    async def remove(self, actor: Actor, step_id: int) -> SheetView:
        """A step that was put in by mistake; what has happened stays."""
        async with self.db.transaction() as session:
            step, sheet = await self._step(session, actor, step_id, Action.ROUTES_EDIT)
            stands_for = await session.scalar(select(RouteStep.id).where(RouteStep.replaced_by == step.id))
            if step.state is not StepState.PLANNED or stands_for is not None:
                raise DomainError("route-step-closed")
            note(session, self.clock.now(), actor.person_id, "removed", "route step", step.id)
            await session.delete(step)
            await session.flush()
            return await self._view(session, sheet)

    async def _mark(self, actor: Actor, step_id: int, state: StepState, reason: str) -> SheetView:
        async with self.db.transaction() as session:
            step, sheet = await self._step(session, actor, step_id, Action.ROUTES_MARK)
            if step.state is StepState.REPLACED:
                raise DomainError("route-step-closed")
            if (step.state, step.reason) != (state, reason):
                step.state, step.reason = state, reason
                self._decided(session, actor, step, state.value)
            await session.flush()
            return await self._view(session, sheet)

    def _decided(self, session: AsyncSession, actor: Actor, step: RouteStep, what: str) -> None:
        opened = step.state is StepState.PLANNED
        step.decided_by, step.decided_at = (None, None) if opened else (actor.person_id, self.clock.now())
        note(session, self.clock.now(), actor.person_id, what, "route step", step.id)

    async def _begin(
        self, session: AsyncSession, actor: Actor, student: Student, template: TemplateView
    ) -> bool:
        today, now = self.clock.today(), self.clock.now()
        sheet = {
            "student_id": student.id,
            "school_year": self._year(),
            "template_id": template.template_id,
            "started_on": today,
            "created_by": actor.person_id,
            "created_at": now,
        }
        if not await inserted_once(session, RouteSheet, sheet):
            return False
        begun = await self._sheet(session, student.id)
        assert begun is not None
        session.add_all(
            RouteStep(
                sheet_id=begun.id,
                position=position,
                title=step.title,
                kind=step.kind,
                due=due_of(step, today),
                responsible=step.responsible,
            )
            for position, step in enumerate(template.steps, start=1)
        )
        note(session, now, actor.person_id, "begun", "route sheet", begun.id)
        await session.flush()
        if student.person_id is not None:
            calendar = await working_calendar(session, self.settings)
            await enqueue(
                session,
                [student.person_id],
                f"route-begun:{begun.id}",
                BEGUN,
                {"count": len(template.steps)},
                not_before=next_moment_to_speak(now, calendar, self.settings),
            )
        return True

    async def _add(
        self, session: AsyncSession, actor: Actor, sheet: RouteSheet, kind: StepKind, title: str, due: date
    ) -> RouteStep:
        self._within_year(sheet, due)
        position, count = (
            await session.execute(
                select(func.coalesce(func.max(RouteStep.position), 0), func.count()).where(
                    RouteStep.sheet_id == sheet.id
                )
            )
        ).one()
        if count >= MOST_STEPS:
            raise DomainError("route-too-many-steps", count=MOST_STEPS)
        step = RouteStep(
            sheet_id=sheet.id, position=position + 1, title=one_line(title, STEP_LIMIT), kind=kind, due=due
        )
        session.add(step)
        await session.flush()
        note(session, self.clock.now(), actor.person_id, "added", "route step", step.id)
        return step

    def _within_year(self, sheet: RouteSheet, due: date) -> None:
        if not date(sheet.school_year, 9, 1) <= due <= date(sheet.school_year + 1, 8, 31):
            raise DomainError("route-day-outside")

    async def _must_participate(self, session: AsyncSession, student: Student) -> None:
        agreed = (await standing(session, [student]))[student.id]
        if not student.state.is_current or not agreed.participates:
            raise DomainError("route-needs-consent")

    async def _step(
        self, session: AsyncSession, actor: Actor, step_id: int, action: Action
    ) -> tuple[RouteStep, RouteSheet]:
        reach = scope(actor, action)
        found = (
            await session.execute(
                select(RouteStep, RouteSheet)
                .join(RouteSheet, RouteSheet.id == RouteStep.sheet_id)
                .join(Student, Student.id == RouteSheet.student_id)
                .where(RouteStep.id == step_id, reach.students())
                .with_for_update(of=RouteStep)
            )
        ).one_or_none()
        if found is None:
            raise Foreign
        return found[0], found[1]

    async def _of_class(
        self, session: AsyncSession, organisation_id: int, grade: int, letter: str
    ) -> list[Student]:
        found = await session.scalars(
            select(Student)
            .where(
                Student.organisation_id == organisation_id,
                Student.grade == grade,
                Student.letter == letter,
                Student.state.in_(CURRENT_STATES),
            )
            .order_by(Student.code)
        )
        return list(found)

    async def _sheet(self, session: AsyncSession, student_id: int) -> RouteSheet | None:
        found: RouteSheet | None = await session.scalar(
            select(RouteSheet).where(
                RouteSheet.student_id == student_id, RouteSheet.school_year == self._year()
            )
        )
        return found

    async def _shown(self, session: AsyncSession, student_id: int) -> SheetView | None:
        sheet = await self._sheet(session, student_id)
        return None if sheet is None else await self._view(session, sheet)

    async def _view(self, session: AsyncSession, sheet: RouteSheet) -> SheetView:
        return (await sheets_of(session, self.clock, [sheet]))[0]

    def _year(self) -> int:
        return school_year_of(self.clock.today())
