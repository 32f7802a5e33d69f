"""Item 3.2.1: programmes of mentoring, shipped and kept by the methodist, put on a pair by the curator."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import Database, MentoringProgramme, MentoringStep, PairKind, StepMark
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.settings import Settings

SHIPPED = Path(__file__).resolve().parent.parent.parent.parent / "facts" / "mentoring.toml"
TITLE_LIMIT, STEP_LIMIT, TIP_LIMIT, TOPIC_LIMIT = 80, 120, 300, 40
MOST_STEPS, MOST_TOPICS = 20, 8
LATEST = 1000
"""Days after the beginning of a pair."""


@dataclass(frozen=True)
class ProgrammeStep:
    """A step of a programme."""

    step_id: int
    title: str
    after_days: int
    tip: str


@dataclass(frozen=True)
class ProgrammeView:
    """A programme with its steps, by their days."""

    programme_id: int
    kind: PairKind
    title: str
    topics: tuple[str, ...]
    hidden: bool
    steps: tuple[ProgrammeStep, ...]


@dataclass(frozen=True)
class MentoringProgrammes:
    """Use cases of the methodist."""

    db: Database
    clock: Clock
    settings: Settings

    async def seed(self) -> None:
        """Bring the shipped programmes in; those somebody has edited stay as they are."""
        shipped = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["programme"]
        async with self.db.transaction() as session:
            for values in shipped:
                await self._seed_one(session, values)

    async def listed(self, actor: Actor) -> list[ProgrammeView]:
        """All programmes, the hidden ones last."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        async with self.db.reading() as session:
            found = (await session.scalars(select(MentoringProgramme))).all()
            views = [await view_of(session, row) for row in found]
        return sorted(views, key=lambda each: (each.hidden, list(PairKind).index(each.kind), each.title))

    async def one(self, actor: Actor, programme_id: int) -> ProgrammeView:
        """One programme."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        async with self.db.reading() as session:
            return await view_of(session, await _programme(session, programme_id))

    async def of_step(self, actor: Actor, step_id: int) -> ProgrammeView:
        """The programme a step belongs to."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        async with self.db.reading() as session:
            step = await _step(session, step_id)
            return await view_of(session, await _programme(session, step.programme_id))

    async def add(self, actor: Actor, kind: PairKind, title: str) -> ProgrammeView:
        """A new programme without steps."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        async with self.db.transaction() as session:
            values = {
                "kind": kind,
                "title": _line(title, TITLE_LIMIT),
                "topics": [],
                "created_by": actor.person_id,
                "created_at": self.clock.now(),
            }
            if not await inserted_once(session, MentoringProgramme, values):
                raise DomainError("mentoring-programme-known", title=values["title"])
            made = await session.scalars(
                select(MentoringProgramme).filter_by(kind=kind, title=values["title"])
            )
            programme = made.one()
            self._edited(session, actor, programme, "added")
            return await view_of(session, programme)

    async def retitle(self, actor: Actor, programme_id: int, title: str) -> ProgrammeView:
        """Another title."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        async with self.db.transaction() as session:
            programme = await _programme(session, programme_id)
            title = _line(title, TITLE_LIMIT)
            same = await session.scalar(
                select(MentoringProgramme.id).where(
                    MentoringProgramme.kind == programme.kind,
                    MentoringProgramme.title == title,
                    MentoringProgramme.id != programme.id,
                )
            )
            if same is not None:
                raise DomainError("mentoring-programme-known", title=title)
            programme.title = title
            self._edited(session, actor, programme, "retitled")
            return await view_of(session, programme)

    async def set_topics(self, actor: Actor, programme_id: int, lines: str) -> ProgrammeView:
        """The topics of its own, a line each; meetings logged before keep theirs."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        topics = list(dict.fromkeys(" ".join(line.split()) for line in lines.splitlines() if line.strip()))
        if not topics or len(topics) > MOST_TOPICS or any(len(topic) > TOPIC_LIMIT for topic in topics):
            raise DomainError("mentoring-topics-wrong", count=MOST_TOPICS, limit=TOPIC_LIMIT)
        async with self.db.transaction() as session:
            programme = await _programme(session, programme_id)
            programme.topics = topics
            self._edited(session, actor, programme, "topics changed")
            return await view_of(session, programme)

    async def hide(self, actor: Actor, programme_id: int, *, hidden: bool) -> ProgrammeView:
        """Put a programme away, or take it out again; pairs that go by it go on."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        async with self.db.transaction() as session:
            programme = await _programme(session, programme_id)
            if hidden is not (programme.hidden_at is not None):
                programme.hidden_at = self.clock.now() if hidden else None
                self._edited(session, actor, programme, "hidden" if hidden else "shown")
            return await view_of(session, programme)

    async def add_step(self, actor: Actor, programme_id: int, title: str, after_days: str) -> ProgrammeView:
        """A step so many days after the beginning of a pair."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        days = _days(after_days)
        async with self.db.transaction() as session:
            programme = await _programme(session, programme_id)
            steps = (await view_of(session, programme)).steps
            if len(steps) >= MOST_STEPS:
                raise DomainError("mentoring-too-many-steps", count=MOST_STEPS)
            session.add(
                MentoringStep(
                    programme_id=programme.id,
                    position=len(steps) + 1,
                    title=_line(title, STEP_LIMIT),
                    after_days=days,
                )
            )
            self._edited(session, actor, programme, "step added")
            await session.flush()
            return await view_of(session, programme)

    async def change_step(self, actor: Actor, step_id: int, field: str, text: str) -> ProgrammeView:
        """Other words, another day or another tip of a step; what is done stays done."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        async with self.db.transaction() as session:
            step = await _step(session, step_id)
            match field:
                case "title":
                    step.title = _line(text, STEP_LIMIT)
                case "days":
                    step.after_days = _days(text)
                case "tip":
                    step.tip = _line(text, TIP_LIMIT)
                case _:
                    raise NotFound
            programme = await _programme(session, step.programme_id)
            self._edited(session, actor, programme, f"step {field} changed")
            await session.flush()
            return await view_of(session, programme)

    async def remove_step(self, actor: Actor, step_id: int) -> ProgrammeView:
        """A step less, as long as no pair has done it."""
        scope(actor, Action.MENTORING_PROGRAMMES)
        async with self.db.transaction() as session:
            step = await _step(session, step_id)
            if await session.scalar(select(StepMark.id).where(StepMark.step_id == step.id).limit(1)):
                raise DomainError("mentoring-step-done")
            programme = await _programme(session, step.programme_id)
            await session.delete(step)
            self._edited(session, actor, programme, "step removed")
            await session.flush()
            return await view_of(session, programme)

    def _edited(self, session: AsyncSession, actor: Actor, programme: MentoringProgramme, what: str) -> None:
        """From now on it is the municipality's: a next start does not bring the shipped steps."""
        programme.created_by = actor.person_id
        note(session, self.clock.now(), actor.person_id, what, "mentoring programme", programme.id)

    async def _seed_one(self, session: AsyncSession, values: dict[str, Any]) -> None:
        columns = {
            "key": values["key"],
            "kind": PairKind(values["kind"]),
            "title": values["title"],
            "topics": values["topics"],
            "created_at": self.clock.now(),
        }
        fresh = await inserted_once(session, MentoringProgramme, columns)
        programme = await session.scalar(
            select(MentoringProgramme).where(MentoringProgramme.key == values["key"]).with_for_update()
        )
        if programme is None or programme.created_by is not None:
            return
        if not fresh:
            view = await view_of(session, programme)
            if _same(values["steps"], view.steps):
                return
            numbers = [step.step_id for step in view.steps]
            if await session.scalar(select(StepMark.id).where(StepMark.step_id.in_(numbers)).limit(1)):
                return  # pairs go by these steps
            await session.execute(delete(MentoringStep).where(MentoringStep.programme_id == programme.id))
        session.add_all(
            MentoringStep(
                programme_id=programme.id,
                position=position,
                title=step["title"],
                after_days=step["after"],
                tip=step.get("tip", ""),
            )
            for position, step in enumerate(values["steps"], start=1)
        )
        await session.flush()


async def view_of(session: AsyncSession, programme: MentoringProgramme) -> ProgrammeView:
    """A programme with its steps, by their days."""
    steps = await session.scalars(
        select(MentoringStep)
        .where(MentoringStep.programme_id == programme.id)
        .order_by(MentoringStep.after_days, MentoringStep.position)
    )
    return ProgrammeView(
        programme.id,
        programme.kind,
        programme.title,
        tuple(programme.topics),
        programme.hidden_at is not None,
        tuple(ProgrammeStep(row.id, row.title, row.after_days, row.tip) for row in steps),
    )


def _same(shipped: Iterable[dict[str, Any]], steps: Sequence[ProgrammeStep]) -> bool:
    wanted = sorted((step["after"], step["title"], step.get("tip", "")) for step in shipped)
    return wanted == sorted((step.after_days, step.title, step.tip) for step in steps)


async def _programme(session: AsyncSession, programme_id: int) -> MentoringProgramme:
    programme = await session.get(MentoringProgramme, programme_id, with_for_update=True)
    if programme is None:
        raise NotFound
    return programme


async def _step(session: AsyncSession, step_id: int) -> MentoringStep:
    step = await session.get(MentoringStep, step_id, with_for_update=True)
    if step is None:
        raise NotFound
    return step


def _line(text: str, limit: int) -> str:
    """Typed words as one line; refused where it is empty or too long."""
    text = " ".join(text.split())
    if not text or len(text) > limit:
        raise DomainError("mentoring-line", limit=limit)
    return text


def _days(text: str) -> int:
    """A number of days; refused where it is none."""
    text = text.strip()
    if not text.isdecimal() or not 0 <= int(text[:6]) <= LATEST:
        raise DomainError("mentoring-days-wrong", most=LATEST)
    return int(text[:6])
