"""A programme on a pair: put by the curator, its steps ticked by the mentor, a tip in the week of a step."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    Database,
    MentoringProgramme,
    MentoringStep,
    OutboxMessage,
    Pair,
    PairState,
    Priority,
    StepMark,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.attention import with_attention
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.mentoring.pair_rows import OPEN, PairRow, row_of, rows
from bot.services.mentoring.pairs import curated_pair, is_mentor, mentor_pair, must_be_open, reached_pair
from bot.services.mentoring.programmes import ProgrammeView, view_of
from bot.services.mentoring.rhythm import is_free_of_school
from bot.services.mentoring.telling import tell
from bot.services.office_hours import is_digest_time, working_calendar
from bot.services.outbox import addresses_of, insert_new, message_row
from bot.settings import Settings
from bot.working_days import WorkingDays

PUT, TIP = "mentoring_programme", "mentoring_tip"
MOST_TIPS = 3
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class StepProgress:
    """A step of a pair's programme."""

    step_id: int
    title: str
    due: date
    tip: str
    done_on: date | None


@dataclass(frozen=True)
class Progress:
    """How far a pair has come in its programme."""

    pair: PairRow
    title: str
    """Empty: the pair has no programme."""
    steps: tuple[StepProgress, ...]
    by_mentor: bool
    """Whether the one who looks is the mentor, who ticks the steps."""


@dataclass(frozen=True)
class PairProgrammes:
    """Use cases of curators and mentors."""

    db: Database
    clock: Clock
    settings: Settings

    async def choices(self, actor: Actor, pair_id: int) -> tuple[PairRow, list[ProgrammeView]]:
        """The programmes that fit a pair."""
        reach = scope(actor, Action.PAIRS_MANAGE)
        async with self.db.reading() as session:
            pair = await curated_pair(session, reach, pair_id)
            found = await session.scalars(
                select(MentoringProgramme)
                .where(MentoringProgramme.kind == pair.kind, MentoringProgramme.hidden_at.is_(None))
                .order_by(MentoringProgramme.title)
            )
            views = [await view_of(session, programme) for programme in found.all()]
            return await row_of(session, self.clock, self.settings, pair_id), views

    async def put(self, actor: Actor, pair_id: int, programme_id: int) -> Progress:
        """A pair goes by a programme from now on (0: by none); its mentor is told."""
        reach = scope(actor, Action.PAIRS_MANAGE)
        async with self.db.transaction() as session:
            pair = await curated_pair(session, reach, pair_id, lock=True)
            must_be_open(pair)
            programme = await session.get(MentoringProgramme, programme_id) if programme_id else None
            if programme_id and (programme is None or programme.hidden_at or programme.kind is not pair.kind):
                raise NotFound
            number = programme.id if programme else None
            if pair.programme_id != number:
                pair.programme_id = number
                now = self.clock.now()
                note(session, now, actor.person_id, "programme put", "pair", pair.id, programme=number)
                await session.flush()
                if programme is not None and pair.mentor_id != actor.person_id:
                    row = await row_of(session, self.clock, self.settings, pair_id)
                    told = {"pair": pair.id, "mentee": row.mentee, "title": programme.title}
                    key = f"{PUT}:{pair.id}:{now.timestamp():.0f}"
                    people = [pair.mentor_id] if row.mentor_stays else []
                    await tell(session, self.clock, self.settings, people, key, PUT, told)
            return await self._progress(session, actor, pair)

    async def progress(self, actor: Actor, pair_id: int) -> Progress:
        """How far a pair has come, for its mentor and its curator."""
        async with self.db.reading() as session:
            pair = await reached_pair(session, actor, pair_id)
            return await self._progress(session, actor, pair)

    async def own(self, actor: Actor) -> list[PairRow]:
        """The pairs of the mentor who speaks that go by a programme."""
        scope(actor, Action.CHECKINS_LOG)
        with_programme = Pair.programme_id.is_not(None)
        async with self.db.reading() as session:
            mine = Pair.mentor_id == actor.person_id
            return await rows(session, self.clock, self.settings, mine, OPEN, with_programme)

    async def mark(self, actor: Actor, pair_id: int, step_id: int, *, done: bool) -> Progress:
        """The mentor ticks a step, or takes the tick back."""
        async with self.db.transaction() as session:
            pair = await mentor_pair(session, actor, pair_id, lock=True)
            must_be_open(pair)
            step = await session.get(MentoringStep, step_id)
            if step is None or step.programme_id != pair.programme_id:
                raise DomainError("mentoring-step-gone")
            today, now = self.clock.today(), self.clock.now()
            if done:
                values = {"pair_id": pair.id, "step_id": step.id, "done_on": today}
                if await inserted_once(session, StepMark, values):
                    note(session, now, actor.person_id, "step done", "pair", pair.id, step=step.id)
            else:
                await session.execute(
                    delete(StepMark).where(StepMark.pair_id == pair.id, StepMark.step_id == step.id)
                )
                note(session, now, actor.person_id, "step undone", "pair", pair.id, step=step.id)
            return await self._progress(session, actor, pair)

    async def tick(self) -> None:
        """On the first working morning of a week: the tips of the steps whose time has come.

        One message a mentor a week, never for pupils on holiday; over the day's budget it waits.
        """
        now = self.clock.now()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings):
                return
            monday = _monday(now.date())
            this_week = OutboxMessage.key.startswith(f"{TIP}:{monday.isoformat()}:", autoescape=True)
            if await session.scalar(select(OutboxMessage.id).where(this_week).limit(1)):
                return
            told = await self._tips(session, _since(monday, calendar), monday + WEEK)
            addresses = await addresses_of(session, told)
            messages = [
                message_row(
                    address,
                    f"{TIP}:{monday.isoformat()}:{person}",
                    TIP,
                    {"tips": told[person][:MOST_TIPS]},
                    now,
                    Priority.BULK,
                )
                for person, address in sorted(addresses.items())
            ]
            told_in_turn = await with_attention(session, self.clock, self.settings, messages)
            await insert_new(session, OutboxMessage, told_in_turn)

    async def _tips(self, session: AsyncSession, first: date, end: date) -> dict[int, list[dict[str, Any]]]:
        """By mentor: the tips of undone steps that are due from the first day on, before the last."""
        found = await session.execute(
            select(Pair, MentoringStep)
            .join(MentoringStep, MentoringStep.programme_id == Pair.programme_id)
            .outerjoin(StepMark, (StepMark.pair_id == Pair.id) & (StepMark.step_id == MentoringStep.id))
            .where(Pair.state == PairState.ACTIVE, StepMark.id.is_(None), MentoringStep.tip != "")
            .order_by(MentoringStep.after_days, Pair.id)
        )
        wanted = [
            (pair, step)
            for pair, step in found
            if first <= pair.began_on + timedelta(days=step.after_days) < end
            and not is_free_of_school(pair.kind, self.clock.today(), self.settings)
        ]
        numbers = {pair.id for pair, _ in wanted}
        shown = {
            row.pair_id: row for row in await rows(session, self.clock, self.settings, Pair.id.in_(numbers))
        }
        told: dict[int, list[dict[str, Any]]] = {}
        for pair, step in wanted:
            row = shown[pair.id]
            if row.mentor_stays:
                tips = told.setdefault(pair.mentor_id, [])
                tips.append({"pair": pair.id, "mentee": row.mentee, "step": step.title, "tip": step.tip})
        return told

    async def _progress(self, session: AsyncSession, actor: Actor, pair: Pair) -> Progress:
        row = await row_of(session, self.clock, self.settings, pair.id)
        programme = (
            await session.get_one(MentoringProgramme, pair.programme_id) if pair.programme_id else None
        )
        done = {
            step: day
            for step, day in await session.execute(
                select(StepMark.step_id, StepMark.done_on).where(StepMark.pair_id == pair.id)
            )
        }
        steps = (await view_of(session, programme)).steps if programme else ()
        return Progress(
            pair=row,
            title=programme.title if programme else "",
            steps=tuple(
                StepProgress(
                    step.step_id,
                    step.title,
                    pair.began_on + timedelta(days=step.after_days),
                    step.tip,
                    done.get(step.step_id),
                )
                for step in steps
            ),
            by_mentor=is_mentor(actor, pair),
        )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _since(monday: date, calendar: WorkingDays) -> date:
    """The Monday after the last week that had a working day: what fell into holidays is told after them."""
    return _monday(calendar.shift(monday, -1)) + WEEK
