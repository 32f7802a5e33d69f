"""Pairs and meetings as they are shown: by codes and positions, never by names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    CheckIn,
    MeetingForm,
    Membership,
    MentoringProgramme,
    Organisation,
    Pair,
    PairKind,
    PairState,
    Passport,
    Role,
    Student,
)
from bot.services.mentoring.rhythm import due_on
from bot.settings import Settings

ACCOMPANYING = (Role.TUTOR, Role.MENTOR)
CORRECTED_WITHIN = timedelta(days=1)
OPEN = Pair.state.in_((PairState.ACTIVE, PairState.PAUSED))
TUTORED = (Pair.kind == PairKind.TUTOR_PUPIL) & OPEN
"""Pairs of a tutor that go on: a pupil has one at the most."""


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
            .where(CheckIn.pair_id.in_(select(Pair.id).where(*which)))
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
    return trainee_code(pair.organisation_id, pair.trainee_id) if pair.trainee_id else "—"


def trainee_code(organisation_id: int, person_id: int | None) -> str:
    """What stands for a student or young specialist: «С-18-15»."""
    return f"С-{organisation_id}-{person_id}"


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
