"""The tick over all pairs: planned days that have passed, silence, how it goes. It never hurries anybody
on days off, in quiet hours, in the summer of pupils, on exam days of their grade.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    CheckIn,
    Database,
    ExamDay,
    MeetingQuestion,
    Pair,
    PairKind,
    PairState,
    Pulse,
    Side,
    SignalKind,
    SilenceStep,
)
from bot.services.insertion import inserted_once
from bot.services.mentoring.pair_rows import PairRow, rows
from bot.services.mentoring.pairs import PULSE
from bot.services.mentoring.questions import settle
from bot.services.mentoring.rhythm import is_free_of_school, pulse_day
from bot.services.mentoring.signals import raise_signal
from bot.services.office_hours import is_digest_time, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings
from bot.working_days import WorkingDays

MEET, FINE, MET = "mentoring_meet", "mentoring_fine", "mentoring_met"
STEPS = ("mentor", "mentee", "curator")
BETWEEN = 3
"""Working days between one step and the next; also how long the silent side of a question is waited for."""


@dataclass(frozen=True)
class Watch:
    """One tick, and what it does."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """Ask what is due to be asked this morning; asked again it does nothing more."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings):
                return
            exams = set(await session.scalars(select(ExamDay.grade).where(ExamDay.day == now.date())))
            active = await rows(session, self.clock, self.settings, Pair.state == PairState.ACTIVE)
            quiet: dict[int, list[dict[str, Any]]] = {}
            for row in active:
                if row.grade in exams or is_free_of_school(row.kind, now.date(), self.settings):
                    continue
                await self._planned(session, row, now)
                await self._silence(session, row, now, calendar, quiet)
                await self._pulse(session, row, now)
            for mentor, silent in quiet.items():
                key = f"silence:{now.date().isoformat()}"
                await enqueue(session, [mentor], key, MEET, {"pairs": silent}, not_before=now)
            await self._unanswered(session, now, calendar)

    async def _planned(self, session: AsyncSession, row: PairRow, now: datetime) -> None:
        """A planned day has passed without a word: both are asked once."""
        if row.next_on is None or row.next_on >= now.date():
            return
        pair = await session.get_one(Pair, row.pair_id)
        planned, pair.next_on = row.next_on, None
        met = await session.scalar(
            select(func.count())
            .select_from(CheckIn)
            .where(CheckIn.pair_id == pair.id, CheckIn.removed_at.is_(None), CheckIn.held_on >= planned)
        )
        values = {"pair_id": pair.id, "planned_on": planned, "asked_at": now}
        if met or not await inserted_once(session, MeetingQuestion, values):
            return
        question = (
            await session.scalars(
                select(MeetingQuestion).where(
                    MeetingQuestion.pair_id == pair.id, MeetingQuestion.planned_on == planned
                )
            )
        ).one()
        for side, person in ((Side.MENTOR, row.mentor_id), (Side.MENTEE, row.mentee_person)):
            if person is None or (side is Side.MENTOR and not row.mentor_stays):
                continue
            told = {
                "question": question.id,
                "day": planned.isoformat(),
                "side": side.value,
                "mentee": row.mentee,
            }
            await enqueue(session, [person], f"met:{question.id}:{side.value}", MET, told, not_before=now)

    async def _unanswered(self, session: AsyncSession, now: datetime, calendar: WorkingDays) -> None:
        """One side has answered and the other is silent: after three working days the one word counts."""
        found = await session.scalars(
            select(MeetingQuestion)
            .join(Pair, Pair.id == MeetingQuestion.pair_id)
            .where(MeetingQuestion.settled_at.is_(None), Pair.state != PairState.CLOSED)
        )
        for question in found.all():
            asked = self.clock.at(question.asked_at).date()
            if calendar.shift(asked, BETWEEN) < now.date():
                await settle(session, self.clock, self.settings, question, final=True)

    async def _silence(
        self,
        session: AsyncSession,
        row: PairRow,
        now: datetime,
        calendar: WorkingDays,
        quiet: dict[int, list[dict[str, Any]]],
    ) -> None:
        """Overdue: the mentor, then the one who is accompanied, then the curator; then no more.

        Whoever accompanies many gets one message a morning: `quiet` gathers it.
        """
        if row.due_on >= now.date():
            return
        done = {
            each.step: each
            for each in await session.scalars(
                select(SilenceStep).where(
                    SilenceStep.pair_id == row.pair_id, SilenceStep.due_on == row.due_on
                )
            )
        }
        step = next((each for each in STEPS if each not in done), None)
        if step is None:
            return
        place = STEPS.index(step)
        if place:
            last = done[STEPS[place - 1]]
            if last.answer == "fine":
                return
            if (
                last.answer != "silent"
                and calendar.shift(self.clock.at(last.at).date(), BETWEEN) > now.date()
            ):
                return
        if (step == "mentor" and not row.mentor_stays) or (step == "mentee" and row.mentee_person is None):
            step = "curator"  # nobody there to ask
            for skipped in STEPS[place:-1]:
                await self._step(session, row, skipped, now)
        if not await self._step(session, row, step, now):
            return
        key = f"silence:{row.pair_id}:{row.due_on.isoformat()}:{step}"
        if step == "mentor":
            days = (now.date() - (row.last_on or row.began_on)).days
            told = {"pair": row.pair_id, "mentee": row.mentee, "days": days}
            quiet.setdefault(row.mentor_id, []).append(told)
        elif step == "mentee" and row.mentee_person is not None:
            asked = {"pair": row.pair_id, "due": row.due_on.isoformat()}
            await enqueue(session, [row.mentee_person], key, FINE, asked, not_before=now)
        else:
            await alarm(session, self.clock, self.settings, await session.get_one(Pair, row.pair_id), key)

    async def _step(self, session: AsyncSession, row: PairRow, step: str, now: datetime) -> bool:
        values = {"pair_id": row.pair_id, "due_on": row.due_on, "step": step, "at": now, "answer": ""}
        return await inserted_once(session, SilenceStep, values)

    async def _pulse(self, session: AsyncSession, row: PairRow, now: datetime) -> None:
        """After thirty days, then every sixty: three taps from each side; a tutor of a class has too many."""
        day = pulse_day(row.began_on, now.date())
        if day is None:
            return
        people: dict[Side, int | None] = {Side.MENTEE: row.mentee_person}
        if row.mentor_stays and row.kind is not PairKind.TUTOR_PUPIL:
            people[Side.MENTOR] = row.mentor_id
        for side, person in people.items():
            if person is None:
                continue
            values = {"pair_id": row.pair_id, "side": side, "asked_on": day, "marks": []}
            if await inserted_once(session, Pulse, values):
                await enqueue(
                    session,
                    [person],
                    f"pulse:{row.pair_id}:{day.isoformat()}",
                    PULSE,
                    {
                        "pair": row.pair_id,
                        "day": day.isoformat(),
                        "side": side.value,
                        "closing": False,
                        "mentee": row.mentee,
                    },
                    not_before=now,
                )


async def alarm(session: AsyncSession, clock: Clock, settings: Settings, pair: Pair, key: str) -> None:
    """The curator hears that the two do not meet."""
    await raise_signal(
        session,
        clock,
        settings,
        SignalKind.SILENCE,
        key,
        pair.organisation_id,
        pair,
        pair.student_id,
        pair.trainee_id,
    )
