"""The register of pupils: kept by coordinators, counted by the committee."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    CURRENT_STATES,
    ClassLink,
    Database,
    Interest,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    Student,
    StudentState,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.codes import GRADES, LETTERS
from bot.services.doubles import move_deeds
from bot.services.names import natural_order
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.services.student_cards import StudentCard, card_of, cards_of
from bot.services.students import set_field, write_change
from bot.settings import Settings

DECIDED = "student"


@dataclass(frozen=True)
class Count:
    """How many pupils, and of what kind."""

    total: int = 0
    new: int = 0
    wants: int = 0
    waiting: int = 0
    """For the consent of a parent."""


@dataclass(frozen=True)
class ClassCount:
    """A class of a school; classes that got a link and have nobody yet count 0."""

    organisation_id: int
    school: str
    grade: int
    letter: str
    count: Count

    @property
    def name(self) -> str:
        """«11А»."""
        return f"{self.grade}{self.letter}"


@dataclass(frozen=True)
class SchoolCount:
    """A school in the city's summary."""

    organisation_id: int
    school: str
    count: Count


@dataclass(frozen=True)
class Summary:
    """All schools within reach, and the same pupils by grade, sphere and level."""

    schools: tuple[SchoolCount, ...]
    total: Count
    by: dict[str, dict[str, int]]
    """«grade», «sphere», «level» → value → how many."""


@dataclass(frozen=True)
class Register:
    """Use cases around lists of pupils."""

    db: Database
    clock: Clock
    settings: Settings

    async def summary(self, actor: Actor) -> Summary:
        """Counts by school, grade, sphere and level."""
        reach = scope(actor, Action.STUDENT_COUNTS)
        async with self.db.reading() as session:
            schools = (
                await session.scalars(
                    select(Organisation).where(
                        reach.places_among(Organisation.id),
                        Organisation.active,
                        Organisation.kind == OrganisationKind.SCHOOL,
                    )
                )
            ).all()
            cards = await self._current(session, [school.id for school in schools])
        rows = [
            SchoolCount(
                school.id, school.name, count_of(card for card in cards if card.organisation_id == school.id)
            )
            for school in sorted(schools, key=lambda each: natural_order(each.name))
        ]
        by = {
            "grade": Counter(str(card.grade) for card in cards),
            "sphere": Counter(card.sphere.value for card in cards),
            "level": Counter(card.level.value for card in cards),
        }
        return Summary(tuple(rows), count_of(cards), {name: dict(counted) for name, counted in by.items()})

    async def classes(self, actor: Actor, organisation_id: int) -> list[ClassCount]:
        """The classes of a school that have pupils, or have got a link and have none."""
        reach = scope(actor, Action.STUDENT_COUNTS)
        reach.place(organisation_id)
        async with self.db.reading() as session:
            school = await session.get(Organisation, organisation_id)
            if school is None:
                raise Foreign
            cards = await self._current(session, [organisation_id])
            linked = await session.execute(
                select(ClassLink.grade, ClassLink.letter)
                .where(
                    ClassLink.organisation_id == organisation_id,
                    ClassLink.revoked_at.is_(None),
                    ClassLink.letter != "",
                    ClassLink.expires_at >= self.clock.now(),
                )
                .distinct()
            )
            places = {(card.grade, card.letter) for card in cards}
            places |= {(grade, letter) for grade, letter in linked if grade is not None}
        return [
            ClassCount(
                organisation_id,
                school.name,
                grade,
                letter,
                count_of(card for card in cards if (card.grade, card.letter) == (grade, letter)),
            )
            for grade, letter in sorted(places)
        ]

    async def pupils(self, actor: Actor, organisation_id: int, grade: int, letter: str) -> list[StudentCard]:
        """The pupils of a class by their codes, also those who left."""
        reach = scope(actor, Action.STUDENT_LISTS)
        reach.place(organisation_id)
        async with self.db.reading() as session:
            found = await session.scalars(
                select(Student)
                .where(
                    Student.organisation_id == organisation_id,
                    Student.grade == grade,
                    Student.letter == letter,
                    Student.state != StudentState.MERGED,
                )
                .order_by(Student.code)
            )
            return await cards_of(session, found.all())

    async def card(self, actor: Actor, student_id: int) -> StudentCard:
        """One pupil within reach."""
        async with self.db.reading() as session:
            return await card_of(
                session, await scope(actor, Action.STUDENT_LISTS).student(session, student_id)
            )

    async def approve(self, actor: Actor, student_id: int) -> StudentCard:
        """The coordinator has seen the pupil behind the code."""
        return await self._decide(actor, student_id, StudentState.APPROVED)

    async def approve_class(self, actor: Actor, organisation_id: int, grade: int, letter: str) -> int:
        """Approve all new entries of a class; returns how many there were."""
        new = [
            card.student_id
            for card in await self.pupils(actor, organisation_id, grade, letter)
            if card.state is StudentState.NEW
        ]
        async with self.db.transaction() as session:
            for number in new:
                student = await scope(actor, Action.STUDENT_DECIDE).student(session, number)
                await self._set_state(session, actor, student, StudentState.APPROVED)
        return len(new)

    async def dismiss(self, actor: Actor, student_id: int, state: StudentState) -> StudentCard:
        """The pupil has left, or goes to another school now."""
        if state not in (StudentState.LEFT, StudentState.MOVED):
            raise NotFound
        return await self._decide(actor, student_id, state)

    async def put_into(self, actor: Actor, student_id: int, grade: int, letter: str) -> StudentCard:
        """Correct the class; the code, once shown, stays as it is."""
        if grade not in GRADES or letter not in LETTERS:
            raise NotFound
        async with self.db.transaction() as session:
            student = await scope(actor, Action.STUDENT_DECIDE).student(session, student_id)
            old = f"{student.grade}{student.letter}"
            if (student.grade, student.letter) != (grade, letter):
                student.grade, student.letter = grade, letter
                write_change(session, self.clock, actor, student, "class", old, f"{grade}{letter}")
                await self._tell(session, student, "corrected")
            await session.flush()
            return await card_of(session, student)

    async def twins(self, actor: Actor, student_id: int) -> list[StudentCard]:
        """Whom an entry may be merged into: the other current entries of the class."""
        card = await self.card(actor, student_id)
        others = await self.pupils(actor, card.organisation_id, card.grade, card.letter)
        return [each for each in others if each.student_id != student_id and each.state in CURRENT_STATES]

    async def merge(self, actor: Actor, student_id: int, into: int) -> StudentCard:
        """A double: the entry is closed, and its account goes to the kept one where that has none."""
        reach = scope(actor, Action.STUDENT_DECIDE)
        async with self.db.transaction() as session:
            double, kept = await reach.student(session, student_id), await reach.student(session, into)
            same = (double.organisation_id, double.grade, double.letter) == (
                kept.organisation_id,
                kept.grade,
                kept.letter,
            )
            if double.id == kept.id or not same or kept.state not in CURRENT_STATES:
                raise NotFound
            if double.state is not StudentState.MERGED:
                if kept.person_id is None and double.person_id is not None:
                    account, double.person_id = double.person_id, None
                    await session.flush()
                    kept.person_id = account
                double.merged_into = kept.id
                await move_deeds(session, double.id, kept.id)
                await self._set_state(session, actor, double, StudentState.MERGED)
            await session.flush()
            return await card_of(session, kept)

    async def _decide(self, actor: Actor, student_id: int, state: StudentState) -> StudentCard:
        async with self.db.transaction() as session:
            student = await scope(actor, Action.STUDENT_DECIDE).student(session, student_id)
            if student.state is StudentState.MERGED:
                raise DomainError("student-merged")
            await self._set_state(session, actor, student, state)
            await session.flush()
            return await card_of(session, student)

    async def _set_state(
        self, session: AsyncSession, actor: Actor, student: Student, state: StudentState
    ) -> None:
        if not set_field(session, self.clock, actor, student, "state", state):
            return
        student.decided_by, student.decided_at = actor.person_id, self.clock.now()
        await self._role(session, student)
        await self._tell(session, student, state.value)

    async def _role(self, session: AsyncSession, student: Student) -> None:
        """Whoever has left or moved is a pupil no more, until they register anew or are taken back."""
        if student.person_id is None:
            return
        held = await session.scalar(
            select(Membership).where(
                Membership.person_id == student.person_id,
                Membership.role == Role.STUDENT,
                Membership.ended_at.is_(None),
            )
        )
        if student.state.is_current and held is None:
            session.add(
                Membership(person_id=student.person_id, role=Role.STUDENT, started_at=self.clock.now())
            )
        elif not student.state.is_current and held is not None:
            held.ended_at = self.clock.now()

    async def _tell(self, session: AsyncSession, student: Student, what: str) -> None:
        """The pupil is told, once for each turn."""
        if student.person_id is None:
            return
        now = self.clock.now()
        calendar = await working_calendar(session, self.settings)
        await enqueue(
            session,
            [student.person_id],
            f"student-{what}:{student.id}:{now.timestamp():.0f}",
            DECIDED,
            {"what": what, "code": student.code, "class": f"{student.grade}{student.letter}"},
            not_before=next_moment_to_speak(now, calendar, self.settings),
        )

    async def _current(self, session: AsyncSession, schools: Sequence[int]) -> list[StudentCard]:
        found = await session.scalars(
            select(Student)
            .where(Student.organisation_id.in_(schools), Student.state.in_(CURRENT_STATES))
            .order_by(Student.organisation_id, Student.grade, Student.letter, Student.code)
        )
        return await cards_of(session, found.all())


def count_of(cards: Iterable[StudentCard]) -> Count:
    """How many of each kind."""
    all_cards = list(cards)
    return Count(
        total=len(all_cards),
        new=sum(card.state is StudentState.NEW for card in all_cards),
        wants=sum(card.interest is Interest.WANTS_CONTRACT for card in all_cards),
        waiting=sum(card.consents.waits_for_parent for card in all_cards),
    )
