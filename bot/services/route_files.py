"""Route sheets as files: one page a pupil (DOCX), the register of a school and how the steps went (XLSX)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from bot.clock import Clock
from bot.models import CURRENT_STATES, Database, RouteSheet, StepKind, StepState, Student
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.names import natural_order
from bot.services.route_views import SheetView, StepView, progress_of, sheets_of
from bot.services.school_years import school_year_of
from bot.services.sheets import Cell, Column, File, Sheets
from bot.texts import Words

REGISTER: tuple[tuple[str, int], ...] = (
    ("number", 6),
    ("school", 38),
    ("class", 9),
    ("code", 18),
    ("sphere", 20),
    ("level", 14),
    ("template", 34),
    ("started", 12),
    ("seen", 14),
    ("planned", 12),
    ("done", 12),
    ("missed", 14),
    ("replaced", 12),
    ("late", 16),
)
STEPS: tuple[tuple[str, int], ...] = (
    ("school", 38),
    ("code", 18),
    ("step", 50),
    ("kind", 24),
    ("due", 12),
    ("state", 16),
    ("decided", 14),
    ("reason", 22),
    ("evidence", 40),
)
KINDS: tuple[tuple[str, int], ...] = (
    ("kind", 30),
    ("planned", 14),
    ("done", 14),
    ("missed", 14),
    ("replaced", 14),
    ("late", 16),
)
"""Columns of the workbook's sheets; the heading is `route-register-<name>`, the number the width."""


@dataclass(frozen=True)
class RouteFiles:
    """Files of route sheets."""

    db: Database
    clock: Clock

    async def document(self, actor: Actor, student_id: int, words: Words) -> File:
        """The sheet of one pupil, by the pupil, a parent or the school."""
        from bot.services import route_paper

        async with self.db.reading() as session:
            student = await scope(actor, Action.ROUTES_SEE).student(session, student_id)
            found = await session.scalars(
                select(RouteSheet).where(
                    RouteSheet.student_id == student.id,
                    RouteSheet.school_year == school_year_of(self.clock.today()),
                )
            )
            views = await sheets_of(session, self.clock, found.all())
        name = words.label("route-file", day=self.clock.today().isoformat())
        return File(f"{name}.docx", route_paper.pages(views, words))

    async def class_document(
        self, actor: Actor, organisation_id: int, grade: int, letter: str, words: Words
    ) -> File:
        """The sheets of a class, one page or more for each pupil."""
        from bot.services import route_paper

        views = [
            view
            for view in await self.of_place(actor, organisation_id)
            if (view.student.grade, view.student.letter) == (grade, letter)
        ]
        name = words.label("route-file-class", name=f"{grade}{letter}", day=self.clock.today().isoformat())
        return File(f"{name}.docx", route_paper.pages(views, words))

    async def register(self, actor: Actor, organisation_id: int | None, words: Words) -> File:
        """Items 2.8.2 and 2.8.3: the register of sheets, every step, and how the kinds of steps went."""
        return register(await self.of_place(actor, organisation_id), self.clock.today(), words)

    async def of_place(self, actor: Actor, organisation_id: int | None) -> list[SheetView]:
        """The sheets of this school year of a school, or of all schools within reach."""
        reach = scope(actor, Action.ROUTE_REGISTERS)
        if organisation_id is not None:
            reach.place(organisation_id)
        async with self.db.reading() as session:
            wanted = (
                select(RouteSheet)
                .join(Student, Student.id == RouteSheet.student_id)
                .where(
                    reach.places_among(Student.organisation_id),
                    Student.state.in_(CURRENT_STATES),
                    RouteSheet.school_year == school_year_of(self.clock.today()),
                )
            )
            if organisation_id is not None:
                wanted = wanted.where(Student.organisation_id == organisation_id)
            views = await sheets_of(session, self.clock, (await session.scalars(wanted)).all())
        known = [view for view in views if view.student.consents.participates]
        return sorted(
            known,
            key=lambda view: (
                natural_order(view.student.school),
                view.student.grade,
                view.student.letter,
                view.student.code,
            ),
        )


def register(views: Sequence[SheetView], today: date, words: Words) -> File:
    """The workbook: sheets, steps, kinds."""
    year = school_year_of(today)
    above = [
        words.label("route-register-title"),
        words.label("route-register-order"),
        words.label("list-year", year=year, next=year + 1, day=f"{today:%d.%m.%Y}"),
    ]
    book = Sheets()
    book.add(
        words.label("route-sheet-register"),
        [Column(words.label(f"route-register-{name}"), width) for name, width in REGISTER],
        [_registered(number, view, words) for number, view in enumerate(views, start=1)],
        above=above,
    )
    book.add(
        words.label("route-sheet-steps"),
        [Column(words.label(f"route-register-{name}"), width) for name, width in STEPS],
        [_step_row(view, step, words) for view in views for step in view.steps],
        above=above,
    )
    book.add(
        words.label("route-sheet-kinds"),
        [Column(words.label(f"route-register-{name}"), width) for name, width in KINDS],
        _kinds(views, today, words),
        above=above,
    )
    return File(words.label("route-file-register", day=today.isoformat()) + ".xlsx", book.content())


def _registered(number: int, view: SheetView, words: Words) -> list[Cell]:
    student, progress = view.student, view.progress
    return [
        number,
        student.school,
        student.class_name,
        student.code,
        words.label(f"sphere-{student.sphere.value}"),
        words.label(f"level-{student.level.value}"),
        view.template,
        view.started_on,
        view.agreed_on,
        progress.total - progress.replaced,
        progress.done,
        progress.missed,
        progress.replaced,
        progress.late,
    ]


def _step_row(view: SheetView, step: StepView, words: Words) -> list[Cell]:
    return [
        view.student.school,
        view.student.code,
        step.title,
        words.label(f"route-kind-{step.kind.value}"),
        step.due,
        words.label(f"route-state-{step.state.value}"),
        step.decided_on,
        words.label(f"route-reason-{step.reason}") if step.reason else None,
        step.evidence,
    ]


def _kinds(views: Sequence[SheetView], today: date, words: Words) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for kind in StepKind:
        steps = [step for view in views for step in view.steps if step.kind is kind]
        if steps:
            counted = progress_of(steps, today)
            replaced = sum(step.state is StepState.REPLACED for step in steps)
            rows.append(
                [
                    words.label(f"route-kind-{kind.value}"),
                    counted.total - replaced,
                    counted.done,
                    counted.missed,
                    replaced,
                    counted.late,
                ]
            )
    return rows
