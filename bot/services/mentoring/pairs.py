"""Pairs as each side sees them; paused, gone on with, closed; the journal of the one who is accompanied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign
from bot.models import (
    CheckIn,
    CloseReason,
    Database,
    MeetingForm,
    Membership,
    MentoringProgramme,
    Organisation,
    Pair,
    PairKind,
    PairState,
    Passport,
    Pulse,
    Role,
    Side,
    Student,
)
from bot.services.access import Action, Scope, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.mentoring.rhythm import due_on
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

ACCOMPANYING = (Role.TUTOR, Role.MENTOR)
PULSE, PAIR_ENDED = "mentoring_pulse", "mentoring_ended"
CORRECTED_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class PairRow:
    """A pair without names: the pupil by the code, others by number and position."""

    pair_id: int
    kind: PairKind
    state: PairState
    organisation_id: int
    organisation: str
    mentor_id: int
    mentor: str
    """The position of the mentor; empty where none was given."""
    mentor_stays: bool
    """Whether the mentor still holds a role that lets them meet anybody."""
    mentee: str
    mentee_person: int | None
    student_id: int | None
    class_name: str
    grade: int | None
    began_on: date
    meetings: int
    minutes: int
    last_on: date | None
    due_on: date
    next_on: date | None
    next_step: str
    programme_id: int | None
    topics: tuple[str, ...]
    """Of the pair's programme."""
    passport: tuple[str, ...] = ()
    passport_shown: bool = False
    """Whether the person lets this mentor see it."""
    mark: int = 0
    """How many meetings were ever written down: a button made for the next one is known by it."""

    def late(self, today: date) -> bool:
        """Whether the two should have met by now."""
        return self.state is PairState.ACTIVE and self.due_on < today


@dataclass(frozen=True)
class Meeting:
    """A line of a journal."""

    check_in_id: int
    pair_id: int
    held_on: date
    form: MeetingForm
    topics: tuple[str, ...]
    minutes: int
    text: str
    voice_id: str | None
    confirmed: bool
    correctable: bool
    """Whether it can still be changed without a reason."""
    mentor: str


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
            pair = await session.get(Pair, pair_id)
            if pair is None:
                raise Foreign
            if pair.mentor_id != actor.person_id or not actor.has(*ACCOMPANYING):
                await curated_pair(session, scope(actor, Action.PAIRS_MANAGE), pair_id)
            return await meetings_of(session, self.clock, await chain(session, pair))

    async def pause(self, actor: Actor, pair_id: int, *, paused: bool = True) -> PairRow:
        """Nobody is asked until the pair goes on; saying the same again changes nothing."""
        today = self.clock.today()
        async with self.db.transaction() as session:
            pair = await self._steered(session, actor, pair_id)
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
            pair = await self._steered(session, actor, pair_id)
            await end(session, self.clock, self.settings, pair, reason, actor.person_id)
            await session.flush()
            return await row_of(session, self.clock, self.settings, pair_id)

    async def _steered(self, session: AsyncSession, actor: Actor, pair_id: int) -> Pair:
        """A pair that has not ended, of the mentor or within a curator's reach; locked."""
        pair = await session.get(Pair, pair_id, with_for_update=True)
        if pair is None:
            raise Foreign
        if pair.mentor_id != actor.person_id or not actor.has(*ACCOMPANYING):
            await curated_pair(session, scope(actor, Action.PAIRS_MANAGE), pair_id)
        must_be_open(pair)
        return pair


OPEN = Pair.state.in_((PairState.ACTIVE, PairState.PAUSED))


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
    moment = next_moment_to_speak(now, await working_calendar(session, settings), settings)
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
            told = {
                "pair": pair.id,
                "day": now.date().isoformat(),
                "side": side.value,
                "closing": True,
                "mentee": mentee_code(pair, student),
            }
            await enqueue(session, [person], f"pulse:{pair.id}:closed", PULSE, told, not_before=moment)


async def row_of(session: AsyncSession, clock: Clock, settings: Settings, pair_id: int) -> PairRow:
    """One pair."""
    return (await rows(session, clock, settings, Pair.id == pair_id))[0]


async def rows(
    session: AsyncSession, clock: Clock, settings: Settings, *which: ColumnElement[bool]
) -> list[PairRow]:
    """Pairs with all that is shown of them, in a handful of questions however many there are."""
    found = await session.execute(
        select(Pair, Organisation.name, Student, MentoringProgramme.topics)
        .join(Organisation, Organisation.id == Pair.organisation_id)
        .outerjoin(Student, Student.id == Pair.student_id)
        .outerjoin(MentoringProgramme, MentoringProgramme.id == Pair.programme_id)
        .where(*which)
        .order_by(Pair.id)
    )
    pairs = found.all()
    numbers = [pair.id for pair, *_ in pairs]
    stands = CheckIn.removed_at.is_(None)
    counted = {
        number: (mark, count, minutes, last)
        for number, mark, count, minutes, last in await session.execute(
            select(
                CheckIn.pair_id,
                func.count(),
                func.count(case((stands, CheckIn.id))),
                func.sum(case((stands, CheckIn.minutes))),
                func.max(case((stands, CheckIn.held_on))),
            )
            .where(CheckIn.pair_id.in_(numbers))
            .group_by(CheckIn.pair_id)
        )
    }
    seats = await positions(session, [pair.mentor_id for pair, *_ in pairs])
    passports = await _passports(session, [(pair, student) for pair, _, student, _ in pairs])
    made = []
    for pair, organisation, joined, topics in pairs:
        student: Student | None = joined  # an outer join: a trainee is no pupil
        mark, count, minutes, last = counted.get(pair.id, (0, 0, 0, None))
        made.append(
            PairRow(
                pair_id=pair.id,
                kind=pair.kind,
                state=pair.state,
                organisation_id=pair.organisation_id,
                organisation=organisation,
                mentor_id=pair.mentor_id,
                mentor=seats.get(pair.mentor_id, ""),
                mentor_stays=pair.mentor_id in seats,
                mentee=mentee_code(pair, student),
                mentee_person=student.person_id if student else pair.trainee_id,
                student_id=pair.student_id,
                class_name=f"{student.grade}{student.letter}" if student else "",
                grade=student.grade if student else None,
                began_on=pair.began_on,
                meetings=count,
                minutes=minutes or 0,
                last_on=last,
                due_on=due_on(pair.kind, pair.began_on, pair.counted_from, last, clock.today(), settings),
                next_on=pair.next_on,
                next_step=pair.next_step,
                programme_id=pair.programme_id,
                topics=tuple(topics or ()),
                passport=passports.get(pair.id, ()),
                passport_shown=pair.passport_agreed_at is not None,
                mark=mark,
            )
        )
    return made


def mentee_code(pair: Pair, student: Student | None) -> str:
    """«К-37-11А-01», or for a trainee a number of the organisation."""
    if student is not None:
        return student.code
    return f"С-{pair.organisation_id}-{pair.trainee_id}" if pair.trainee_id else "—"


async def positions(session: AsyncSession, people: Sequence[int]) -> dict[int, str]:
    """The positions of those who hold a role in which somebody is accompanied."""
    found = await session.execute(
        select(Membership.person_id, Membership.position)
        .where(
            Membership.person_id.in_(set(people)),
            Membership.role.in_(ACCOMPANYING),
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id)
    )
    return {person: position for person, position in found}


async def _passports(
    session: AsyncSession, pairs: Sequence[tuple[Pair, Student | None]]
) -> dict[int, tuple[str, ...]]:
    """What an earlier mentor left for this one, where the person agreed to show it to this one."""
    wanted = {
        pair.id: student.person_id if student else pair.trainee_id
        for pair, student in pairs
        if pair.passport_agreed_at is not None
    }
    if not wanted:
        return {}
    found = await session.execute(
        select(Passport.person_id, Passport.lines)
        .where(Passport.person_id.in_(set(wanted.values())), Passport.approved_at.is_not(None))
        .order_by(Passport.id)
    )
    newest = {person: tuple(lines) for person, lines in found}
    return {pair: newest[person] for pair, person in wanted.items() if person in newest}


async def meetings_of(session: AsyncSession, clock: Clock, pairs: Sequence[int]) -> list[Meeting]:
    """The meetings of these pairs, the newest first."""
    found = await session.execute(
        select(CheckIn, Pair.mentor_id)
        .join(Pair, Pair.id == CheckIn.pair_id)
        .where(CheckIn.pair_id.in_(pairs), CheckIn.removed_at.is_(None))
        .order_by(CheckIn.held_on.desc(), CheckIn.id.desc())
    )
    logged = found.all()
    seats = await positions(session, [mentor for _, mentor in logged])
    return [
        Meeting(
            check_in_id=each.id,
            pair_id=each.pair_id,
            held_on=each.held_on,
            form=each.form,
            topics=tuple(each.topics),
            minutes=each.minutes,
            text=each.text,
            voice_id=each.voice_id,
            confirmed=each.confirmed,
            correctable=clock.now() - each.created_at < CORRECTED_WITHIN,
            mentor=seats.get(mentor, ""),
        )
        for each, mentor in logged
    ]
