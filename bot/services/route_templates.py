"""Templates of route sheets: shipped, kept by the methodist, chosen for a pupil by what fits best."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import Database, Level, RouteTemplate, RouteTemplateStep, Sphere, StepKind, Student
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.codes import GRADES
from bot.services.insertion import inserted_once
from bot.services.school_years import SEPTEMBER, school_year_of

SHIPPED = Path(__file__).resolve().parent.parent.parent / "facts" / "routes.toml"
TITLE_LIMIT, STEP_LIMIT, RESPONSIBLE_LIMIT = 80, 160, 80
MOST_STEPS = 30
CATCH_UP = timedelta(days=14)
"""A step whose day has passed when a sheet is begun is due so many days after the beginning."""


@dataclass(frozen=True)
class TemplateStep:
    """A step of a template."""

    step_id: int
    position: int
    title: str
    kind: StepKind
    month: int | None
    day: int | None
    after_days: int | None
    responsible: str


@dataclass(frozen=True)
class TemplateView:
    """A template with its steps, in their order."""

    template_id: int
    title: str
    grade: int
    sphere: Sphere | None
    level: Level | None
    hidden: bool
    steps: tuple[TemplateStep, ...]


@dataclass(frozen=True)
class RouteTemplates:
    """Use cases of the methodist."""

    db: Database
    clock: Clock

    async def seed(self) -> None:
        """Bring the shipped templates in; those somebody has edited stay as they are."""
        shipped = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["template"]
        async with self.db.transaction() as session:
            for values in shipped:
                await _seed_one(session, values)

    async def listed(self, actor: Actor) -> list[TemplateView]:
        """All templates, the hidden ones last."""
        scope(actor, Action.ROUTE_TEMPLATES)
        async with self.db.reading() as session:
            rows = (await session.scalars(select(RouteTemplate))).all()
            found = [await view_of(session, row) for row in rows]
        return sorted(found, key=lambda each: (each.hidden, each.grade, each.title))

    async def one(self, actor: Actor, template_id: int) -> TemplateView:
        """One template."""
        scope(actor, Action.ROUTE_TEMPLATES)
        async with self.db.reading() as session:
            return await view_of(session, await _template(session, template_id))

    async def of_step(self, actor: Actor, step_id: int) -> TemplateView:
        """The template a step belongs to."""
        scope(actor, Action.ROUTE_TEMPLATES)
        async with self.db.reading() as session:
            step = await _step(session, step_id)
            return await view_of(session, await _template(session, step.template_id))

    async def add(
        self, actor: Actor, title: str, grade: int, sphere: Sphere | None, level: Level | None
    ) -> TemplateView:
        """A new template without steps."""
        scope(actor, Action.ROUTE_TEMPLATES)
        if grade not in GRADES:
            raise NotFound
        async with self.db.transaction() as session:
            return await self._insert(session, actor, one_line(title, TITLE_LIMIT), grade, sphere, level)

    async def copy(self, actor: Actor, template_id: int, title: str) -> TemplateView:
        """A template like another one, to be changed."""
        scope(actor, Action.ROUTE_TEMPLATES)
        async with self.db.transaction() as session:
            old = await view_of(session, await _template(session, template_id))
            made = await self._insert(
                session, actor, one_line(title, TITLE_LIMIT), old.grade, old.sphere, old.level
            )
            for step in old.steps:
                session.add(
                    RouteTemplateStep(
                        template_id=made.template_id,
                        position=step.position,
                        title=step.title,
                        kind=step.kind,
                        month=step.month,
                        day=step.day,
                        after_days=step.after_days,
                        responsible=step.responsible,
                    )
                )
            await session.flush()
            return await view_of(session, await _template(session, made.template_id))

    async def hide(self, actor: Actor, template_id: int) -> TemplateView:
        """Put a template away, or take it out again; sheets that were begun from it stay."""
        scope(actor, Action.ROUTE_TEMPLATES)
        async with self.db.transaction() as session:
            template = await _template(session, template_id)
            template.hidden_at = None if template.hidden_at is not None else self.clock.now()
            self._edited(session, actor, template, "hidden" if template.hidden_at else "shown")
            return await view_of(session, template)

    async def add_step(
        self, actor: Actor, template_id: int, kind: StepKind, title: str, on: date
    ) -> TemplateView:
        """A step on a day of the school year."""
        scope(actor, Action.ROUTE_TEMPLATES)
        async with self.db.transaction() as session:
            template = await _template(session, template_id)
            steps = (await view_of(session, template)).steps
            if len(steps) >= MOST_STEPS:
                raise DomainError("route-too-many-steps", count=MOST_STEPS)
            session.add(
                RouteTemplateStep(
                    template_id=template.id,
                    position=max((step.position for step in steps), default=0) + 1,
                    title=one_line(title, STEP_LIMIT),
                    kind=kind,
                    month=on.month,
                    day=on.day,
                    after_days=None,
                )
            )
            self._edited(session, actor, template, "step added")
            await session.flush()
            return await view_of(session, template)

    async def change_step(
        self, actor: Actor, step_id: int, *, title: str | None = None, on: date | None = None
    ) -> TemplateView:
        """Other words or another day of a step; sheets that were begun already stay as they are."""
        scope(actor, Action.ROUTE_TEMPLATES)
        async with self.db.transaction() as session:
            step = await _step(session, step_id)
            if title is not None:
                step.title = one_line(title, STEP_LIMIT)
            if on is not None:
                step.month, step.day, step.after_days = on.month, on.day, None
            template = await _template(session, step.template_id)
            self._edited(session, actor, template, "step changed")
            await session.flush()
            return await view_of(session, template)

    async def remove_step(self, actor: Actor, step_id: int) -> TemplateView:
        """A step less."""
        scope(actor, Action.ROUTE_TEMPLATES)
        async with self.db.transaction() as session:
            step = await _step(session, step_id)
            template = await _template(session, step.template_id)
            await session.delete(step)
            self._edited(session, actor, template, "step removed")
            await session.flush()
            return await view_of(session, template)

    async def _insert(
        self,
        session: AsyncSession,
        actor: Actor,
        title: str,
        grade: int,
        sphere: Sphere | None,
        level: Level | None,
    ) -> TemplateView:
        same = await session.scalar(
            select(RouteTemplate.id).where(
                RouteTemplate.title == title,
                RouteTemplate.grade == grade,
                RouteTemplate.sphere.is_not_distinct_from(sphere),
                RouteTemplate.level.is_not_distinct_from(level),
            )
        )
        if same is not None:
            raise DomainError("route-template-known", title=title)
        template = RouteTemplate(
            title=title, grade=grade, sphere=sphere, level=level, created_by=actor.person_id
        )
        session.add(template)
        await session.flush()
        note(session, self.clock.now(), actor.person_id, "added", "route template", template.id)
        return await view_of(session, template)

    def _edited(self, session: AsyncSession, actor: Actor, template: RouteTemplate, what: str) -> None:
        """From now on the template is the municipality's: a next start does not bring the shipped steps."""
        template.created_by = actor.person_id
        note(session, self.clock.now(), actor.person_id, what, "route template", template.id)


async def view_of(session: AsyncSession, template: RouteTemplate) -> TemplateView:
    """A template with its steps, by their days from September on."""
    steps = await session.scalars(
        select(RouteTemplateStep).where(RouteTemplateStep.template_id == template.id)
    )
    found = [
        TemplateStep(
            row.id, row.position, row.title, row.kind, row.month, row.day, row.after_days, row.responsible
        )
        for row in steps
    ]
    return TemplateView(
        template.id,
        template.title,
        template.grade,
        template.sphere,
        template.level,
        template.hidden_at is not None,
        tuple(sorted(found, key=_in_the_year)),
    )


async def fitting(session: AsyncSession, student: Student) -> list[TemplateView]:
    """The templates that fit a pupil, the best first: sphere and level, sphere, level, the grade alone."""
    rows = await session.scalars(
        select(RouteTemplate).where(RouteTemplate.grade == student.grade, RouteTemplate.hidden_at.is_(None))
    )
    fits = [
        row for row in rows if row.sphere in (None, student.sphere) and row.level in (None, student.level)
    ]
    fits.sort(key=lambda row: (row.sphere is None, row.level is None, row.created_by is None, row.id))
    return [await view_of(session, row) for row in fits]


def due_of(step: TemplateStep, started_on: date) -> date:
    """When a step is due in a sheet that is begun on a day."""
    if step.after_days is not None:
        return started_on + timedelta(days=step.after_days)
    wanted = day_in_year(step.month or SEPTEMBER, step.day or 1, school_year_of(started_on))
    return wanted if wanted >= started_on else started_on + CATCH_UP


def day_in_year(month: int, day: int, school_year: int) -> date:
    """A day of a school year; 29 February of a year without one is the last day of the month."""
    year = school_year if month >= SEPTEMBER else school_year + 1
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)


def _in_the_year(step: TemplateStep) -> tuple[int, int, int]:
    if step.after_days is not None:
        return (0, step.after_days, step.position)
    month = step.month or SEPTEMBER
    return (1, ((month - SEPTEMBER) % 12) * 31 + (step.day or 1), step.position)


async def _seed_one(session: AsyncSession, values: dict[str, Any]) -> None:
    columns = {
        "key": values["key"],
        "title": values["title"],
        "grade": values["grade"],
        "sphere": Sphere(values["sphere"]) if "sphere" in values else None,
        "level": Level(values["level"]) if "level" in values else None,
    }
    if not await inserted_once(session, RouteTemplate, columns):
        template = await session.scalar(
            select(RouteTemplate).where(RouteTemplate.key == values["key"]).with_for_update()
        )
        if template is None or template.created_by is not None:
            return
        if _same(values["steps"], (await view_of(session, template)).steps):
            return
        await session.execute(delete(RouteTemplateStep).where(RouteTemplateStep.template_id == template.id))
    number = await session.scalar(select(RouteTemplate.id).where(RouteTemplate.key == values["key"]))
    session.add_all(
        RouteTemplateStep(template_id=number, position=position, **_step_columns(step))
        for position, step in enumerate(values["steps"], start=1)
    )
    await session.flush()


def _step_columns(values: dict[str, Any]) -> dict[str, Any]:
    month, day = (int(part) for part in values["day"].split("-")) if "day" in values else (None, None)
    return {
        "title": values["title"],
        "kind": StepKind(values["kind"]),
        "month": month,
        "day": day,
        "after_days": values.get("after"),
        "responsible": values.get("responsible", ""),
    }


def _same(shipped: Iterable[dict[str, Any]], steps: Sequence[TemplateStep]) -> bool:
    wanted = [_step_columns(values) for values in shipped]
    known = [
        {name: getattr(step, name) for name in ("title", "kind", "month", "day", "after_days", "responsible")}
        for step in sorted(steps, key=lambda each: each.position)
    ]
    return wanted == known


async def _template(session: AsyncSession, template_id: int) -> RouteTemplate:
    template = await session.get(RouteTemplate, template_id, with_for_update=True)
    if template is None:
        raise NotFound
    return template


async def _step(session: AsyncSession, step_id: int) -> RouteTemplateStep:
    step = await session.get(RouteTemplateStep, step_id, with_for_update=True)
    if step is None:
        raise NotFound
    return step


def one_line(text: str, limit: int) -> str:
    """Typed words as one line; refused where it is empty or too long."""
    text = " ".join(text.split())
    if not text or len(text) > limit:
        raise DomainError("route-line", limit=limit)
    return text
