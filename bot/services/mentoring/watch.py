"""The tick over all pairs: planned days that have passed, silence, how it goes. It never hurries anybody
on days off, in quiet hours, in the summer of pupils, on exam days of their grade.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from bot.services.mentoring.pairs import PULSE, pulse_asked
from bot.services.mentoring.questions import settle
from bot.services.mentoring.rhythm import NEXT_PULSE, is_free_of_school, pulse_day
from bot.services.mentoring.signals import raise_about
from bot.services.office_hours import is_digest_time, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings
from bot.working_days import WorkingDays

MEET, FINE, MET = "mentoring_meet", "mentoring_fine", "mentoring_met"
STEPS = ("mentor", "mentee", "curator")
BETWEEN = 3
"""Working days between one step and the next; also how long the silent side of a question is waited for."""


@dataclass(frozen=True)
class Due:
    """A pair about which somebody is to be asked, and what."""

    row: PairRow
    planned: bool
    """The day on which the two meant to meet has passed."""
    step: str | None
    """Who is asked about the silence."""
    pulses: list[Side]


@dataclass(frozen=True)
class Watch:
    """One tick, and what it does."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """Ask what is due to be asked this morning; asked again it does nothing more.

        It comes every few minutes and nearly always finds nothing: it looks first, and writes only then.
        """
        now = self.clock.now()
        async with self.db.reading() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings):
                return
            due = await self._due(session, now, calendar)
            waits = await session.scalar(
                select(MeetingQuestion.id).where(MeetingQuestion.settled_at.is_(None)).limit(1)
            )
        if not due and waits is None:
            return
        async with self.db.transaction() as session:
            quiet: dict[int, list[dict[str, Any]]] = {}
            for each in due:
                if each.planned:
                    await self._planned(session, each.row, now)
                if each.step is not None:
                    await self._silence(session, each.row, each.step, now, quiet)
                for side in each.pulses:
                    await self._pulse(session, each.row, side, now)
            for mentor, silent in quiet.items():
                key = f"silence:{now.date().isoformat()}:{silent[0]['pair']}"
                await enqueue(session, [mentor], key, MEET, {"pairs": silent}, not_before=now)
            await self._unanswered(session, now, calendar)

    async def _due(self, session: AsyncSession, now: datetime, calendar: WorkingDays) -> list[Due]:
        """The pairs about which somebody is to be asked now."""
        today = now.date()
        exams = set(await session.scalars(select(ExamDay.grade).where(ExamDay.day == today)))
        active = await rows(session, self.clock, self.settings, Pair.state == PairState.ACTIVE)
        asked = await session.execute(
            select(Pulse.pair_id, Pulse.side, Pulse.asked_on)
            .join(Pair, Pair.id == Pulse.pair_id)
            .where(Pair.state == PairState.ACTIVE, Pulse.asked_on > today - timedelta(days=NEXT_PULSE))
        )
        pulses = {(pair, side, day) for pair, side, day in asked}
        steps: dict[tuple[int, date], dict[str, SilenceStep]] = {}
        for each in await session.scalars(
            select(SilenceStep)
            .join(Pair, Pair.id == SilenceStep.pair_id)
            .where(Pair.state == PairState.ACTIVE)
        ):
            steps.setdefault((each.pair_id, each.due_on), {})[each.step] = each
        found = []
        for row in active:
            if row.grade in exams or is_free_of_school(row.kind, today, self.settings):
                continue
            done = steps.get((row.pair_id, row.due_on), {})
            day = pulse_day(row.began_on, today)
            found.append(
                Due(
                    row,
                    planned=row.next_on is not None and row.next_on < today,
                    step=self._next_step(row, done, today, calendar),
                    pulses=[
                        side
                        for side in _pulsed(row)
                        if day is not None and (row.pair_id, side, day) not in pulses
                    ],
                )
            )
        return [each for each in found if each.planned or each.step or each.pulses]

    def _next_step(
        self, row: PairRow, done: Mapping[str, SilenceStep], today: date, calendar: WorkingDays
    ) -> str | None:
        """Overdue: the mentor, then the one who is accompanied, then the curator; then no more."""
        step = next((each for each in STEPS if each not in done), None)
        if row.due_on >= today or step is None:
            return None
        if step != STEPS[0]:
            last = done[STEPS[STEPS.index(step) - 1]]
            if last.answer == "fine":
                return None
            waited = calendar.shift(self.clock.at(last.at).date(), BETWEEN) <= today
            if last.answer != "silent" and not waited:
                return None
        return step

    async def _planned(self, session: AsyncSession, row: PairRow, now: datetime) -> None:
        """A planned day has passed without a word: both are asked once."""
        pair = await session.get_one(Pair, row.pair_id)
        planned, pair.next_on = pair.next_on, None
        if planned is None or planned >= now.date():  # moved meanwhile
            pair.next_on = planned
            return
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
        step: str,
        now: datetime,
        quiet: dict[int, list[dict[str, Any]]],
    ) -> None:
        """Whoever accompanies many gets one message a morning: `quiet` gathers it."""
        if (step == "mentor" and not row.mentor_stays) or (step == "mentee" and row.mentee_person is None):
            for skipped in STEPS[STEPS.index(step) : -1]:  # nobody there to ask
                await self._step(session, row, skipped, now)
            step = STEPS[-1]
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
            pair = await session.get_one(Pair, row.pair_id)
            await raise_about(session, self.clock, self.settings, SignalKind.SILENCE, key, pair)

    async def _step(self, session: AsyncSession, row: PairRow, step: str, now: datetime) -> bool:
        values = {"pair_id": row.pair_id, "due_on": row.due_on, "step": step, "at": now, "answer": ""}
        return await inserted_once(session, SilenceStep, values)

    async def _pulse(self, session: AsyncSession, row: PairRow, side: Side, now: datetime) -> None:
        """After thirty days, then every sixty: three taps."""
        day, person = pulse_day(row.began_on, now.date()), _pulsed(row)[side]
        assert day is not None
        values = {"pair_id": row.pair_id, "side": side, "asked_on": day, "marks": []}
        if await inserted_once(session, Pulse, values):
            key = f"pulse:{row.pair_id}:{day.isoformat()}"
            told = pulse_asked(row.pair_id, side, day, row.mentee, closing=False)
            await enqueue(session, [person], key, PULSE, told, not_before=now)


def _pulsed(row: PairRow) -> dict[Side, int]:
    """Who is asked how it goes; a tutor of a whole class would have too many."""
    people: dict[Side, int] = {}
    if row.mentee_person is not None:
        people[Side.MENTEE] = row.mentee_person
    if row.mentor_stays and row.kind is not PairKind.TUTOR_PUPIL:
        people[Side.MENTOR] = row.mentor_id
    return people
