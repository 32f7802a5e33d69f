"""Pairs as each side sees them; paused, gone on with, closed; the journal of the one who is accompanied."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign
from bot.models import (
    CloseReason,
    Database,
    Pair,
    PairKind,
    PairState,
    Pulse,
    Side,
    Student,
)
from bot.services.access import Action, Scope, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.mentoring.pair_rows import (
    ACCOMPANYING,
    OPEN,
    Meeting,
    PairRow,
    meetings_of,
    mentee_code,
    positions,
    row_of,
    rows,
)
from bot.services.mentoring.telling import tell
from bot.settings import Settings

PULSE, PAIR_ENDED = "mentoring_pulse", "mentoring_ended"


@dataclass(frozen=True)
class Pairs:
    """Use cases around pairs that exist; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def own(self, actor: Actor) -> list[PairRow]:
        """Those the person accompanies now, the most overdue first."""
        scope(actor, Action.CHECKINS_LOG)
        async with self.db.reading() as session:
            found = await rows(session, self.clock, self.settings, Pair.mentor_id == actor.person_id, OPEN)
        return sorted(found, key=lambda row: (row.state is PairState.PAUSED, row.due_on, row.pair_id))

    async def own_one(self, actor: Actor, pair_id: int) -> PairRow:
        """One of them."""
        async with self.db.reading() as session:
            await mentor_pair(session, actor, pair_id)
            return await row_of(session, self.clock, self.settings, pair_id)

    async def accompanied(self, actor: Actor) -> list[PairRow]:
        """Those who accompany the person."""
        scope(actor, Action.ACCOMPANIED)
        async with self.db.reading() as session:
            return await rows(session, self.clock, self.settings, of_mentee(actor.person_id), OPEN)

    async def curated_one(self, actor: Actor, pair_id: int) -> PairRow:
        """A pair within a curator's reach."""
        async with self.db.reading() as session:
            await curated_pair(session, scope(actor, Action.PAIRS_MANAGE), pair_id)
            return await row_of(session, self.clock, self.settings, pair_id)

    async def journal(self, actor: Actor, pair_id: int) -> list[Meeting]:
        """The journal of the one who is accompanied, as far as the person may read it.

        A mentor reads it back through the pairs this one goes on from; a curator too.
        """
        async with self.db.reading() as session:
            pair = await reached_pair(session, actor, pair_id)
            return await meetings_of(session, self.clock, await chain(session, pair))

    async def pause(self, actor: Actor, pair_id: int, *, paused: bool = True) -> PairRow:
        """Nobody is asked until the pair goes on; saying the same again changes nothing."""
        today = self.clock.today()
        async with self.db.transaction() as session:
            pair = await reached_pair(session, actor, pair_id, lock=True)
            must_be_open(pair)
            if paused is (pair.state is PairState.PAUSED):
                return await row_of(session, self.clock, self.settings, pair_id)
            if paused:
                pair.state, pair.next_on = PairState.PAUSED, None
            else:
                pair.state, pair.counted_from = PairState.ACTIVE, today
            note(session, self.clock.now(), actor.person_id, pair.state.value, "pair", pair.id)
            await session.flush()
            return await row_of(session, self.clock, self.settings, pair_id)

    async def close(self, actor: Actor, pair_id: int, reason: CloseReason) -> PairRow:
        """The pair has ended; both sides are told and asked for three marks."""
        if reason in (CloseReason.HANDED_OVER, CloseReason.ERASED):
            raise Foreign
        async with self.db.transaction() as session:
            pair = await reached_pair(session, actor, pair_id, lock=True)
            must_be_open(pair)
            await end(session, self.clock, self.settings, pair, reason, actor.person_id)
            await session.flush()
            return await row_of(session, self.clock, self.settings, pair_id)


def of_mentee(person_id: int) -> ColumnElement[bool]:
    """The pairs in which the person is accompanied."""
    own = select(Student.id).where(Student.person_id == person_id)
    return or_(Pair.trainee_id == person_id, Pair.student_id.in_(own))


def must_be_open(pair: Pair) -> None:
    """Refuse what is meant for a pair that goes on."""
    if pair.state is PairState.CLOSED:
        raise DomainError("pair-closed")


async def mentor_pair(session: AsyncSession, actor: Actor, pair_id: int, *, lock: bool = False) -> Pair:
    """A pair of the mentor who speaks; `Foreign` for any other."""
    scope(actor, Action.CHECKINS_LOG)
    pair = await session.get(Pair, pair_id, with_for_update=lock)
    if pair is None or pair.mentor_id != actor.person_id:
        raise Foreign
    return pair


async def mentee_pair(session: AsyncSession, actor: Actor, pair_id: int) -> Pair:
    """A pair in which whoever speaks is accompanied."""
    scope(actor, Action.ACCOMPANIED)
    pair = await session.scalar(select(Pair).where(Pair.id == pair_id, of_mentee(actor.person_id)))
    if pair is None:
        raise Foreign
    return pair


async def curated_pair(session: AsyncSession, reach: Scope, pair_id: int, *, lock: bool = False) -> Pair:
    """A pair of an organisation within reach."""
    wanted = select(Pair).where(Pair.id == pair_id, reach.places_among(Pair.organisation_id))
    pair = await session.scalar(wanted.with_for_update() if lock else wanted)
    if pair is None:
        raise Foreign
    return pair


async def reached_pair(
    session: AsyncSession,
    actor: Actor,
    pair_id: int,
    action: Action = Action.PAIRS_MANAGE,
    *,
    lock: bool = False,
) -> Pair:
    """A pair of the mentor who speaks, or one within reach by an action of curators."""
    pair = await session.get(Pair, pair_id, with_for_update=lock)
    if pair is None:
        raise Foreign
    if not is_mentor(actor, pair):
        scope(actor, action).place(pair.organisation_id)
    return pair


def is_mentor(actor: Actor, pair: Pair) -> bool:
    """Whether whoever speaks accompanies somebody in this pair, and still may."""
    return pair.mentor_id == actor.person_id and actor.has(*ACCOMPANYING)


async def chain(session: AsyncSession, pair: Pair) -> list[int]:
    """The pair and those it goes on from."""
    found = [pair.id]
    while pair.follows_id is not None and pair.follows_id not in found:
        pair = await session.get_one(Pair, pair.follows_id)
        found.append(pair.id)
    return found


async def mentee_person(session: AsyncSession, pair: Pair) -> int | None:
    """The account of the one who is accompanied, where there is one."""
    if pair.student_id is None:
        return pair.trainee_id
    found: int | None = await session.scalar(select(Student.person_id).where(Student.id == pair.student_id))
    return found


async def begin(
    session: AsyncSession,
    clock: Clock,
    kind: PairKind,
    organisation_id: int,
    mentor_id: int,
    student_id: int | None,
    trainee_id: int | None,
    by: int,
    follows_id: int | None = None,
    next_on: date | None = None,
    next_step: str = "",
) -> Pair:
    """A pair that begins today."""
    pair = Pair(
        kind=kind,
        organisation_id=organisation_id,
        mentor_id=mentor_id,
        student_id=student_id,
        trainee_id=trainee_id,
        began_on=clock.today(),
        counted_from=clock.today(),
        follows_id=follows_id,
        next_on=next_on,
        next_step=next_step,
        created_by=by,
        created_at=clock.now(),
    )
    session.add(pair)
    await session.flush()
    note(session, clock.now(), by, "begun", "pair", pair.id, kind=kind.value)
    return pair


async def end(
    session: AsyncSession,
    clock: Clock,
    settings: Settings,
    pair: Pair,
    reason: CloseReason,
    by: int | None,
    *,
    ask: bool = True,
) -> None:
    """Close a pair. Unless it goes on with somebody else, both sides are told and give their marks."""
    now = clock.now()
    pair.state, pair.closed_at, pair.closed_by, pair.close_reason = PairState.CLOSED, now, by, reason
    pair.next_on = None
    note(session, now, by, "closed", "pair", pair.id, reason=reason.value)
    if reason is CloseReason.HANDED_OVER or not ask:
        return
    student = await session.get(Student, pair.student_id) if pair.student_id is not None else None
    people: dict[Side, int | None] = {Side.MENTEE: await mentee_person(session, pair)}
    if pair.kind is not PairKind.TUTOR_PUPIL:  # a tutor of a whole class would have too many
        people[Side.MENTOR] = pair.mentor_id
    stays = await positions(session, [pair.mentor_id])
    for side, person in people.items():
        if person is None or (side is Side.MENTOR and person not in stays):
            continue
        values = {"pair_id": pair.id, "side": side, "asked_on": now.date(), "marks": []}
        if await inserted_once(session, Pulse, values):
            told = pulse_asked(pair.id, side, now.date(), mentee_code(pair, student), closing=True)
            await tell(session, clock, settings, [person], f"pulse:{pair.id}:closed", PULSE, told)


def pulse_asked(pair_id: int, side: Side, day: date, mentee: str, *, closing: bool) -> dict[str, object]:
    """What the question how it goes, or how it was, is rendered from."""
    return {
        "pair": pair_id,
        "day": day.isoformat(),
        "side": side.value,
        "closing": closing,
        "mentee": mentee,
    }
