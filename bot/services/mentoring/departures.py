"""Who has left is accompanied no further: the pairs of pupils and trainees who are gone end by themselves."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    CURRENT_STATES,
    CloseReason,
    Consent,
    Database,
    Membership,
    Offer,
    OfferState,
    Pair,
    PairState,
    Purpose,
    Role,
    Student,
    StudentState,
)
from bot.services.audit import note
from bot.services.consents import standing
from bot.services.mentoring.pair_rows import OPEN, mentee_code, positions
from bot.services.mentoring.pairs import PAIR_ENDED, end
from bot.services.mentoring.telling import tell
from bot.settings import Settings


@dataclass(frozen=True)
class Departures:
    """One tick."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """Doubles go on as the entry that is kept; without consent a pair rests; who has left has none."""
        async with self.db.transaction() as session:
            refused = select(Consent.student_id).where(
                Consent.purpose == Purpose.PARTICIPATION, Consent.given.is_(False)
            )
            found = await session.execute(
                select(Pair, Student)
                .join(Student, Student.id == Pair.student_id)
                .where(OPEN, or_(Student.state.not_in(CURRENT_STATES), Student.id.in_(refused)))
                .order_by(Pair.id)
            )
            pairs = [(pair, student) for pair, student in found]
            agreed = await standing(session, {student.id: student for _, student in pairs}.values())
            for pair, student in pairs:
                if student.state is StudentState.MERGED and await self._kept(session, pair, student):
                    continue
                if student.state not in CURRENT_STATES:
                    await self._end(session, pair, student)
                elif not agreed[student.id].participates and pair.state is PairState.ACTIVE:
                    pair.state, pair.next_on = PairState.PAUSED, None
                    note(session, self.clock.now(), None, "paused without consent", "pair", pair.id)
            trainees = await session.scalars(
                select(Pair).where(OPEN, Pair.trainee_id.is_not(None), ~_is_trainee())
            )
            for pair in trainees.all():
                await self._end(session, pair, None)
            gone = select(Student.id).where(Student.state.not_in(CURRENT_STATES))
            offers = await session.scalars(
                select(Offer).where(Offer.state == OfferState.OPEN, Offer.student_id.in_(gone))
            )
            for offer in offers.all():
                offer.state, offer.decided_at = OfferState.WITHDRAWN, self.clock.now()

    async def _kept(self, session: AsyncSession, pair: Pair, double: Student) -> bool:
        """Give the pair of a double to the entry that is kept, where that has none of the kind."""
        own = await session.scalar(
            select(Pair.id).where(Pair.student_id == double.merged_into, Pair.kind == pair.kind, OPEN)
        )
        if own is not None or double.merged_into is None:
            return False
        pair.student_id = double.merged_into
        note(session, self.clock.now(), None, "merged", "pair", pair.id)
        await session.flush()
        return True

    async def _end(self, session: AsyncSession, pair: Pair, student: Student | None) -> None:
        """Nobody is asked how it went: one of the two is not here any more; the other is told."""
        await end(session, self.clock, self.settings, pair, CloseReason.MOVED, None, ask=False)
        staying = await positions(session, [pair.mentor_id])
        told = {"count": 1, "left": True, "mentee": mentee_code(pair, student)}
        key = f"{PAIR_ENDED}:{pair.id}"
        await tell(session, self.clock, self.settings, staying, key, PAIR_ENDED, told)


def _is_trainee() -> ColumnElement[bool]:
    """Whether the one who is accompanied still holds the role, anywhere."""
    return (
        select(Membership.id)
        .where(
            Membership.person_id == Pair.trainee_id,
            Membership.role == Role.TRAINEE,
            Membership.ended_at.is_(None),
        )
        .exists()
    )
