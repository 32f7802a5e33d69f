"""What both sides are asked: have you met, is all well, how does it go. Neither sees the other's answer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import Foreign, NotFound
from bot.models import (
    CheckIn,
    Database,
    MeetingForm,
    MeetingQuestion,
    Pair,
    PairState,
    Pulse,
    Side,
    SignalKind,
    SilenceStep,
)
from bot.services.access import Action, may
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.mentoring.check_ins import MINUTES, TOPICS
from bot.services.mentoring.pairs import mentee_pair, mentee_person
from bot.services.mentoring.signals import raise_about
from bot.settings import Settings

PULSES = ("useful", "easy", "forward")
"""What each pulse asks, one tap each (`pulse-<name>`)."""
LOW = 1
IN_A_ROW = 3


@dataclass(frozen=True)
class PulseRow:
    """How far a pulse has been answered."""

    pair_id: int
    day: date
    side: Side
    answered: int

    @property
    def next_question(self) -> str | None:
        """What is asked now."""
        return PULSES[self.answered] if self.answered < len(PULSES) else None


@dataclass(frozen=True)
class PairQuestions:
    """Answers of either side."""

    db: Database
    clock: Clock
    settings: Settings

    async def met(self, actor: Actor, question_id: int, *, yes: bool) -> None:
        """«Состоялась ли встреча?»: the first word of each side counts."""
        async with self.db.transaction() as session:
            question = await session.get(MeetingQuestion, question_id, with_for_update=True)
            if question is None:
                raise Foreign
            side = await self._side(session, actor, question.pair_id)
            if side is Side.MENTOR and question.mentor_said is None:
                question.mentor_said = yes
            elif side is Side.MENTEE and question.mentee_said is None:
                question.mentee_said = yes
            await settle(session, self.clock, self.settings, question, final=False)

    async def fine(self, actor: Actor, pair_id: int, due_on: date, *, fine: bool) -> None:
        """«Всё в порядке?»: yes ends the asking; no goes to the curator on the next morning."""
        async with self.db.transaction() as session:
            pair = await mentee_pair(session, actor, pair_id)
            step = await session.scalar(
                select(SilenceStep).where(
                    SilenceStep.pair_id == pair.id,
                    SilenceStep.due_on == due_on,
                    SilenceStep.step == "mentee",
                )
            )
            if step is None:
                raise NotFound
            step.answer = step.answer or ("fine" if fine else "silent")

    async def mark(self, actor: Actor, pair_id: int, day: date, place: int, value: int) -> PulseRow:
        """One mark of a pulse; a question is answered once."""
        if value not in (1, 2, 3):
            raise NotFound
        async with self.db.transaction() as session:
            side = await self._side(session, actor, pair_id)
            pulse = await session.scalar(
                select(Pulse)
                .where(Pulse.pair_id == pair_id, Pulse.side == side, Pulse.asked_on == day)
                .with_for_update()
            )
            if pulse is None:
                raise NotFound
            if place == len(pulse.marks) and place < len(PULSES):
                pulse.marks = [*pulse.marks, value]
                if len(pulse.marks) == len(PULSES):
                    pulse.finished_at = self.clock.now()
                await session.flush()
                await self._look(session, pulse)
            return PulseRow(pair_id, day, side, len(pulse.marks))

    async def _look(self, session: AsyncSession, pulse: Pulse) -> None:
        """Three low marks in a row: the curator hears of it, nobody else."""
        found = await session.scalars(
            select(Pulse)
            .where(Pulse.pair_id == pulse.pair_id, Pulse.side == pulse.side)
            .order_by(Pulse.asked_on)
        )
        marks = [mark for each in found.all() for mark in each.marks]
        if len(marks) >= IN_A_ROW and all(mark == LOW for mark in marks[-IN_A_ROW:]):
            pair = await session.get_one(Pair, pulse.pair_id)
            key = f"pulse:{pair.id}:{pulse.side.value}:{pulse.asked_on.isoformat()}"
            await raise_about(session, self.clock, self.settings, SignalKind.LOW_PULSE, key, pair)

    async def _side(self, session: AsyncSession, actor: Actor, pair_id: int) -> Side:
        pair = await session.get(Pair, pair_id)
        if pair is None:
            raise Foreign
        if pair.mentor_id == actor.person_id and may(actor, Action.CHECKINS_LOG):
            return Side.MENTOR
        if await mentee_person(session, pair) == actor.person_id and may(actor, Action.ACCOMPANIED):
            return Side.MENTEE
        raise Foreign


async def settle(
    session: AsyncSession, clock: Clock, settings: Settings, question: MeetingQuestion, *, final: bool
) -> None:
    """What the words of both sides make: a meeting, nothing, or something for the curator.

    `final`: nobody waits any longer for the side that is silent.
    """
    if question.settled_at is not None:
        return
    pair = await session.get_one(Pair, question.pair_id)
    words = question.mentor_said, question.mentee_said
    alone = await mentee_person(session, pair) is None
    if None in words and not final and not (alone and question.mentor_said is not None):
        return
    question.settled_at = clock.now()
    if set(words) == {True, False}:
        await raise_about(session, clock, settings, SignalKind.MISMATCH, f"mismatch:{question.id}", pair)
    elif question.mentor_said:
        values = {
            "pair_id": pair.id,
            "source": f"question:{question.id}",
            "held_on": question.planned_on,
            "form": MeetingForm.WORKPLACE if pair.kind.at_workplace else MeetingForm.MEETING,
            "topics": [TOPICS[0]],
            "minutes": MINUTES[MeetingForm.MEETING],
            "text": "",
            "confirmed": bool(question.mentee_said),
            "created_by": pair.mentor_id,
            "created_at": clock.now(),
        }
        if pair.state is not PairState.CLOSED and await inserted_once(session, CheckIn, values):
            note(session, clock.now(), None, "met", "pair", pair.id)
    await session.flush()
