"""Item 2.3: tutors attached to pupils and whole classes, who has none, and handing all over to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    CURRENT_STATES,
    CloseReason,
    Database,
    Membership,
    MessageState,
    Organisation,
    OutboxMessage,
    Pair,
    PairKind,
    PairState,
    Peer,
    Role,
    Sphere,
    Student,
)
from bot.services.access import Action, places_within, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.consents import standing
from bot.services.invites import make
from bot.services.mentoring.mentors import (
    ClassView,
    MentorRow,
    class_view,
    mentor_card,
    mentors_of,
)
from bot.services.mentoring.pair_rows import ACCOMPANYING, OPEN, TUTORED, positions
from bot.services.mentoring.pairs import PAIR_ENDED, begin, curated_pair, end, must_be_open
from bot.services.mentoring.telling import tell
from bot.settings import Settings

ATTACHED, HANDED, TUTOR_NEW = "mentoring_attached", "mentoring_handed", "mentoring_tutor"
SETTLES = timedelta(minutes=5)
"""Pupils are attached one by one: the tutor hears of all of them at once when the taps have ceased."""


@dataclass(frozen=True)
class Attached:
    """What attaching did."""

    made: int
    already: int
    """Had a tutor before, who stays."""
    waiting: int = 0
    """Nobody may accompany them yet: a parent has not agreed."""
    shown: ClassView | None = None
    """The class of the last of them, as it is now."""


@dataclass(frozen=True)
class HandOver:
    """What handing over would do, before it is done."""

    organisation_id: int
    from_person: int
    from_position: str
    to: MentorRow
    count: int


@dataclass(frozen=True)
class Attachment:
    """Use cases of whoever sees to the pairs of an organisation."""

    db: Database
    clock: Clock
    settings: Settings

    async def places(self, actor: Actor) -> list[tuple[int, str]]:
        """The organisations whose pairs the person sees to."""
        return await places_within(self.db, scope(actor, Action.PAIRS_MANAGE))

    async def mentors(self, actor: Actor, organisation_id: int) -> list[MentorRow]:
        """Tutors and mentors of an organisation; those who left last, as long as they have pairs."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        async with self.db.reading() as session:
            return await mentors_of(session, self.settings, organisation_id)

    async def invite(self, actor: Actor, organisation_id: int, role: Role, position: str = "") -> str:
        """A one-time link for a tutor, mentor or trainee of one's own organisation."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        if role not in (*ACCOMPANYING, Role.TRAINEE):
            raise NotFound
        async with self.db.transaction() as session:
            place = await session.get(Organisation, organisation_id)
            if place is None or not place.active:
                raise Foreign
            now, days = self.clock.now(), self.settings.invite_days
            token, _ = await make(session, now, actor.person_id, role, place, position, days)
            return token

    async def tick_paper(self, actor: Actor, membership_id: int, paper: str, *, there: bool) -> MentorRow:
        """A paper of a mentor is there, or is not: consent, order."""
        if paper not in ("consent", "order"):
            raise NotFound
        async with self.db.transaction() as session:
            seat = await self._seat(session, actor, membership_id)
            card = await mentor_card(session, seat)
            column, now = f"{paper}_at", self.clock.now()
            if bool(getattr(card, column)) is not there:
                setattr(card, column, now if there else None)
                note(session, now, actor.person_id, f"{paper} ticked", "mentor", seat.person_id, there=there)
            await session.flush()
            return await self._row(session, seat)

    async def set_card(
        self, actor: Actor, membership_id: int, *, sphere: Sphere | None = None, limit: int | None = None
    ) -> MentorRow:
        """The field of a mentor, or how many people they take."""
        if limit is not None and not 1 <= limit <= 200:
            raise NotFound
        async with self.db.transaction() as session:
            seat = await self._seat(session, actor, membership_id)
            card = await mentor_card(session, seat)
            card.sphere, card.load_limit = sphere or card.sphere, limit or card.load_limit
            await session.flush()
            return await self._row(session, seat)

    async def attach(self, actor: Actor, membership_id: int, student_id: int) -> Attached:
        """A tutor for one pupil."""
        async with self.db.transaction() as session:
            seat = await self._seat(session, actor, membership_id)
            found = await self._students(session, seat, Student.id == student_id)
            if not found:
                raise Foreign
            made = await self._attach(session, actor, seat, found)
            if made.waiting:
                raise DomainError("attach-no-consent")
            return made

    async def attach_class(self, actor: Actor, membership_id: int, grade: int, letter: str) -> Attached:
        """A tutor for all pupils of a class who have none."""
        async with self.db.transaction() as session:
            seat = await self._seat(session, actor, membership_id)
            which = (Student.grade == grade) & (Student.letter == letter)
            return await self._attach(session, actor, seat, await self._students(session, seat, which))

    async def hand_over_plan(
        self, actor: Actor, organisation_id: int, from_person: int, to_seat: int
    ) -> HandOver:
        """How many people would go from one to the other; nothing is changed yet."""
        async with self.db.reading() as session:
            seat, pairs = await self._to_hand(session, actor, organisation_id, from_person, to_seat)
            return HandOver(
                organisation_id=organisation_id,
                from_person=from_person,
                from_position=await _last_position(session, organisation_id, from_person),
                to=await self._row(session, seat),
                count=len(pairs),
            )

    async def hand_over(self, actor: Actor, organisation_id: int, from_person: int, to_seat: int) -> int:
        """Everybody of somebody who leaves goes to another, with what was planned; returns how many."""
        async with self.db.transaction() as session:
            seat, pairs = await self._to_hand(session, actor, organisation_id, from_person, to_seat)
            await self._hand(session, actor, seat, pairs)
            note(session, self.clock.now(), actor.person_id, "handed over", "mentor", from_person)
            return len(pairs)

    async def hand_one(self, actor: Actor, pair_id: int, to_seat: int) -> int:
        """One pupil goes to another tutor, with what was planned; the number of the new pair."""
        reach = scope(actor, Action.PAIRS_MANAGE)
        async with self.db.transaction() as session:
            pair = await curated_pair(session, reach, pair_id, lock=True)
            must_be_open(pair)
            seat = await self._seat(session, actor, to_seat)
            fits = seat.role is Role.TUTOR and pair.kind is PairKind.TUTOR_PUPIL
            if not fits or seat.organisation_id != pair.organisation_id:
                raise Foreign
            if seat.person_id == pair.mentor_id:
                return pair.id
            [made] = await self._hand(session, actor, seat, [pair])
            return made.id

    async def _to_hand(
        self, session: AsyncSession, actor: Actor, organisation_id: int, from_person: int, to_seat: int
    ) -> tuple[Membership, list[Pair]]:
        """Who takes over, and the pairs of that kind which the other has here; locked."""
        scope(actor, Action.PAIRS_MANAGE).place(organisation_id)
        seat = await self._seat(session, actor, to_seat)
        if seat.organisation_id != organisation_id or seat.person_id == from_person:
            raise Foreign
        pairs = await session.scalars(
            select(Pair)
            .where(Pair.mentor_id == from_person, Pair.organisation_id == organisation_id, OPEN)
            .order_by(Pair.id)
            .with_for_update()
        )
        return seat, [
            pair for pair in pairs.all() if _fits(seat.role, pair.kind) and pair.trainee_id != seat.person_id
        ]

    async def _hand(
        self, session: AsyncSession, actor: Actor, seat: Membership, pairs: Sequence[Pair]
    ) -> list[Pair]:
        """These pairs go on with somebody else; everybody concerned is told once."""
        await self._must_bear(session, seat, len(pairs))
        made: list[Pair] = []
        for pair in pairs:
            planned = pair.next_on, pair.next_step
            await end(session, self.clock, self.settings, pair, CloseReason.HANDED_OVER, actor.person_id)
            fresh = await begin(
                session,
                self.clock,
                pair.kind,
                pair.organisation_id,
                seat.person_id,
                pair.student_id,
                pair.trainee_id,
                actor.person_id,
                pair.id,
                *planned,
            )
            fresh.programme_id = pair.programme_id
            made.append(fresh)
        if made:
            key, told = f"{HANDED}:{made[-1].id}", {"count": len(made)}
            await tell(session, self.clock, self.settings, [seat.person_id], key, HANDED, told)
            before = {pair.mentor_id for pair in pairs}
            staying = await positions(session, sorted(before))  # who has left is told nothing any more
            key = f"{PAIR_ENDED}:{made[-1].id}"
            await tell(session, self.clock, self.settings, staying, key, PAIR_ENDED, told)
            await self._tell_mentees(session, seat, made)
        return made

    async def _attach(
        self, session: AsyncSession, actor: Actor, seat: Membership, students: Sequence[Student]
    ) -> Attached:
        if seat.role is not Role.TUTOR:
            raise Foreign
        taken = set(
            await session.scalars(
                select(Pair.student_id).where(
                    Pair.student_id.in_([student.id for student in students]), TUTORED
                )
            )
        )
        free = [student for student in students if student.id not in taken]
        agreed = await standing(session, free)
        new = [student for student in free if agreed[student.id].participates]
        await self._must_bear(session, seat, len(new))
        made = [
            await begin(
                session,
                self.clock,
                PairKind.TUTOR_PUPIL,
                student.organisation_id,
                seat.person_id,
                student.id,
                None,
                actor.person_id,
                await _last_pair(session, student.id),
            )
            for student in new
        ]
        if made:
            await self._tell_tutor(session, seat.person_id, made)
            await self._tell_mentees(session, seat, made)
        shown = None
        if students:
            of, tutor = students[-1], await self._row(session, seat)
            shown = await class_view(session, of.organisation_id, of.grade, of.letter, tutor)
        return Attached(len(new), len(taken), len(free) - len(new), shown)

    async def _must_bear(self, session: AsyncSession, seat: Membership, more: int) -> None:
        row = await self._row(session, seat)
        if row.load + more > row.limit:
            raise DomainError("mentor-full", load=row.load, limit=row.limit, more=more)

    async def _tell_tutor(self, session: AsyncSession, person_id: int, made: Sequence[Pair]) -> None:
        """What has not been sent yet is added to: ten taps are one message."""
        unsent = await session.scalar(
            select(OutboxMessage)
            .join(Peer, Peer.id == OutboxMessage.peer_id)
            .where(
                Peer.person_id == person_id,
                OutboxMessage.notice == ATTACHED,
                OutboxMessage.state == MessageState.PENDING,
                OutboxMessage.not_before > self.clock.now(),
            )
            .order_by(OutboxMessage.id.desc())
            .limit(1)
            .with_for_update(of=OutboxMessage)
        )
        if unsent is not None:
            unsent.arguments = {"count": unsent.arguments["count"] + len(made)}
            return
        key, told = f"{ATTACHED}:{made[-1].id}", {"count": len(made)}
        await tell(session, self.clock, self.settings, [person_id], key, ATTACHED, told, wait=SETTLES)

    async def _tell_mentees(self, session: AsyncSession, seat: Membership, made: Sequence[Pair]) -> None:
        """Each of them hears who accompanies them from now on."""
        numbers = [pair.student_id for pair in made if pair.student_id is not None]
        people = await session.scalars(
            select(Student.person_id).where(Student.id.in_(numbers), Student.person_id.is_not(None))
        )
        known = [person for person in people if person is not None]
        known += [pair.trainee_id for pair in made if pair.trainee_id is not None]
        told = {"mentor": seat.position, "role": seat.role.value, "handed": made[0].follows_id is not None}
        key = f"{TUTOR_NEW}:{made[-1].id}"
        await tell(session, self.clock, self.settings, known, key, TUTOR_NEW, told)

    async def _students(
        self, session: AsyncSession, seat: Membership, which: ColumnElement[bool]
    ) -> Sequence[Student]:
        """Pupils of the seat's organisation, locked: two who attach at once do not give two tutors."""
        found = await session.scalars(
            select(Student)
            .where(
                Student.organisation_id == seat.organisation_id,
                Student.state.in_(CURRENT_STATES),
                which,
            )
            .order_by(Student.id)
            .with_for_update()
        )
        return found.all()

    async def _seat(self, session: AsyncSession, actor: Actor, membership_id: int) -> Membership:
        """A role of a tutor or mentor in an organisation within reach."""
        seat = await session.get(Membership, membership_id, with_for_update=True)
        if seat is None or seat.ended_at is not None or seat.role not in ACCOMPANYING:
            raise Foreign
        scope(actor, Action.PAIRS_MANAGE).place(seat.organisation_id)
        return seat

    async def _row(self, session: AsyncSession, seat: Membership) -> MentorRow:
        assert seat.organisation_id is not None
        found = await mentors_of(session, self.settings, seat.organisation_id)
        return next(row for row in found if row.membership_id == seat.id)


async def _last_position(session: AsyncSession, organisation_id: int, person_id: int) -> str:
    """How somebody is or was called in a place."""
    found: str | None = await session.scalar(
        select(Membership.position)
        .where(
            Membership.person_id == person_id,
            Membership.organisation_id == organisation_id,
            Membership.role.in_(ACCOMPANYING),
        )
        .order_by(Membership.ended_at.is_not(None), Membership.id.desc())
        .limit(1)
    )
    return found or ""


def _fits(role: Role, kind: PairKind) -> bool:
    return (role is Role.TUTOR) == (kind is PairKind.TUTOR_PUPIL)


async def _last_pair(session: AsyncSession, student_id: int) -> int | None:
    """The tutor's pair that has ended last: the journal goes on from it."""
    found: int | None = await session.scalar(
        select(Pair.id)
        .where(
            Pair.student_id == student_id,
            Pair.kind == PairKind.TUTOR_PUPIL,
            Pair.state == PairState.CLOSED,
        )
        .order_by(Pair.id.desc())
        .limit(1)
    )
    return found
