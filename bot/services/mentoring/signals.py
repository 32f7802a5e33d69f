"""What only a curator sees: «мне некомфортно», words that do not agree, low marks, silence."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign
from bot.models import Database, Organisation, Pair, Role, Signal, SignalKind, Student
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.mentoring.pair_rows import mentee_code, trainee_code
from bot.services.mentoring.pairs import mentee_pair
from bot.services.office_hours import is_digest_time, next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.services.recipients import Recipients, load_recipients
from bot.settings import Settings

SIGNAL = "mentoring_signal"
HEARD = "mentoring_heard"
LONGEST = 1000


@dataclass(frozen=True)
class SignalRow:
    """A signal as a curator sees it."""

    signal_id: int
    kind: SignalKind
    organisation: str
    mentee: str
    pair_id: int | None
    text: str
    raised_at: datetime
    due_on: date
    acknowledged: bool
    escalated: bool


@dataclass(frozen=True)
class Signals:
    """Raised by those who are accompanied and by time, acknowledged by curators."""

    db: Database
    clock: Clock
    settings: Settings

    async def uncomfortable(self, actor: Actor, pair_id: int | None, source: str) -> int:
        """«Мне некомфортно»: straight to the curator, by one tap; nothing of it is shown to the mentor."""
        scope(actor, Action.ACCOMPANIED)
        async with self.db.transaction() as session:
            pair = await mentee_pair(session, actor, pair_id) if pair_id else None
            student = await session.scalar(select(Student).where(Student.person_id == actor.person_id))
            places = actor.places(Role.TRAINEE)
            place = pair.organisation_id if pair else student.organisation_id if student else None
            place = place or min(places, default=None)
            if place is None:
                raise DomainError("signal-nowhere")
            return await raise_signal(
                session,
                self.clock,
                self.settings,
                SignalKind.DISCOMFORT,
                f"discomfort:{actor.person_id}:{source}",
                place,
                pair,
                student.id if student else None,
                None if student else actor.person_id,
            )

    async def explain(self, actor: Actor, signal_id: int, text: str) -> None:
        """A few words to one's own signal, for the curator only."""
        text = " ".join(text.split())
        if not text or len(text) > LONGEST:
            raise DomainError("signal-long", limit=LONGEST)
        async with self.db.transaction() as session:
            signal = await session.get(Signal, signal_id, with_for_update=True)
            student = await session.scalar(select(Student.id).where(Student.person_id == actor.person_id))
            own = signal is not None and (
                signal.trainee_id == actor.person_id or (student is not None and signal.student_id == student)
            )
            if signal is None or not own or signal.kind is not SignalKind.DISCOMFORT:
                raise Foreign
            signal.text = f"{signal.text}\n{text}".strip()[: 2 * LONGEST]
            await tell_curators(session, self.clock, self.settings, signal, f"words:{len(signal.text)}")

    async def desk(self, actor: Actor) -> list[SignalRow]:
        """What waits for the curator, the urgent first; then what was acknowledged lately."""
        async with self.db.reading() as session:
            found = await session.scalars(
                select(Signal)
                .where(within_reach(actor))
                .order_by(
                    Signal.acknowledged_at.is_not(None),
                    Signal.kind != SignalKind.DISCOMFORT,
                    Signal.id.desc(),
                )
                .limit(60)
            )
            return [await self._row(session, signal) for signal in found.all()]

    async def one(self, actor: Actor, signal_id: int) -> SignalRow:
        """One of them."""
        async with self.db.reading() as session:
            return await self._row(session, await self._own(session, actor, signal_id))

    async def acknowledge(self, actor: Actor, signal_id: int) -> SignalRow:
        """«Занимаюсь»: whoever raised it by hand is told that it was heard."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            signal = await self._own(session, actor, signal_id)
            if signal.acknowledged_at is None:
                signal.acknowledged_at, signal.acknowledged_by = now, actor.person_id
                note(session, now, actor.person_id, "acknowledged", "signal", signal.id)
                if signal.kind is SignalKind.DISCOMFORT:
                    person = signal.trainee_id
                    if signal.student_id is not None:
                        person = await session.scalar(
                            select(Student.person_id).where(Student.id == signal.student_id)
                        )
                    people = [person] if person is not None else []
                    await enqueue(session, people, f"heard:{signal.id}", HEARD, {}, not_before=now)
            return await self._row(session, signal)

    async def tick(self) -> None:
        """A call nobody has acknowledged within a working day goes up."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings):
                return
            late = await session.scalars(
                select(Signal).where(
                    Signal.acknowledged_at.is_(None),
                    Signal.escalated_at.is_(None),
                    Signal.kind == SignalKind.DISCOMFORT,
                    Signal.due_on < now.date(),
                )
            )
            for signal in late.all():
                signal.escalated_at = now
                note(session, now, None, "escalated", "signal", signal.id)
                await tell_curators(session, self.clock, self.settings, signal, "late")

    async def _own(self, session: AsyncSession, actor: Actor, signal_id: int) -> Signal:
        signal = await session.scalar(
            select(Signal).where(Signal.id == signal_id, within_reach(actor)).with_for_update()
        )
        if signal is None:
            raise Foreign
        return signal

    async def _row(self, session: AsyncSession, signal: Signal) -> SignalRow:
        return SignalRow(
            signal_id=signal.id,
            kind=signal.kind,
            organisation=(await session.get_one(Organisation, signal.organisation_id)).name,
            mentee=await _mentee(session, signal),
            pair_id=signal.pair_id,
            text=signal.text,
            raised_at=self.clock.at(signal.raised_at),
            due_on=signal.due_on,
            acknowledged=signal.acknowledged_at is not None,
            escalated=signal.escalated_at is not None,
        )


def within_reach(actor: Actor) -> ColumnElement[bool]:
    """The curator's own school; heads and methodists what has gone up. Never what is about oneself."""
    scope(actor, Action.CURATE)
    parts: list[ColumnElement[bool]] = [
        Signal.organisation_id.in_(actor.places(Role.COORDINATOR)),
        and_(
            Signal.escalated_at.is_not(None),
            Signal.organisation_id.in_(actor.places(Role.HEAD)),
        ),
    ]
    if actor.has(Role.METHODIST):
        parts.append(Signal.escalated_at.is_not(None))
    about_me = select(Pair.id).where(Pair.mentor_id == actor.person_id)
    return and_(or_(false(), *parts), or_(Signal.pair_id.is_(None), Signal.pair_id.not_in(about_me)))


async def raise_about(
    session: AsyncSession, clock: Clock, settings: Settings, kind: SignalKind, key: str, pair: Pair
) -> int:
    """A signal about a pair."""
    place, student, trainee = pair.organisation_id, pair.student_id, pair.trainee_id
    return await raise_signal(session, clock, settings, kind, key, place, pair, student, trainee)


async def raise_signal(
    session: AsyncSession,
    clock: Clock,
    settings: Settings,
    kind: SignalKind,
    key: str,
    organisation_id: int,
    pair: Pair | None,
    student_id: int | None,
    trainee_id: int | None,
) -> int:
    """Keep a signal and tell the curator; the same key again is the same signal."""
    now = clock.now()
    calendar = await working_calendar(session, settings)
    values: dict[str, Any] = {
        "kind": kind,
        "key": key,
        "organisation_id": organisation_id,
        "pair_id": pair.id if pair else None,
        "student_id": student_id,
        "trainee_id": trainee_id,
        "text": "",
        "raised_at": now,
        "due_on": calendar.shift(calendar.on_or_after(now.date()), 1),
    }
    fresh = await inserted_once(session, Signal, values)
    signal = (await session.scalars(select(Signal).where(Signal.key == key))).one()
    if fresh:
        note(session, now, None, "raised", "signal", signal.id, kind=kind.value)
        await tell_curators(session, clock, settings, signal, "raised")
    return signal.id


async def tell_curators(
    session: AsyncSession, clock: Clock, settings: Settings, signal: Signal, why: str
) -> None:
    """The coordinators of the school; where there are none, or none but the mentor, it goes up at once."""
    now = clock.now()
    recipients = await load_recipients(session, settings, now.date())
    mentor = await session.scalar(select(Pair.mentor_id).where(Pair.id == signal.pair_id))
    people = [each for each in _coordinators(recipients, signal) if each != mentor]
    if signal.escalated_at is not None or not people:
        signal.escalated_at = signal.escalated_at or now
        heads = [each for each in recipients.heads(signal.organisation_id) if each != mentor]
        above = heads if why == "raised" and heads else [*heads, *recipients.methodists()]
        people = list(dict.fromkeys([*people, *above]))
    urgent = signal.kind is SignalKind.DISCOMFORT
    moment = next_moment_to_speak(now, await working_calendar(session, settings), settings)
    told = {
        "signal": signal.id,
        "kind": signal.kind.value,
        "mentee": await _mentee(session, signal),
        "due": signal.due_on.isoformat(),
        "late": why == "late",
    }
    await enqueue(
        session,
        [each for each in people if each != mentor],
        f"signal:{signal.id}:{why}",
        SIGNAL,
        told,
        not_before=now if urgent else moment,
    )


def _coordinators(recipients: Recipients, signal: Signal) -> list[int]:
    return list(recipients.holders.get((Role.COORDINATOR, signal.organisation_id), ()))


async def _mentee(session: AsyncSession, signal: Signal) -> str:
    if signal.student_id is not None:
        return (await session.get_one(Student, signal.student_id)).code
    pair = await session.get(Pair, signal.pair_id) if signal.pair_id else None
    if pair is not None:
        student = await session.get(Student, pair.student_id) if pair.student_id else None
        return mentee_code(pair, student)
    return trainee_code(signal.organisation_id, signal.trainee_id)
