"""A pupil comes in: at most six taps from the class QR to a code; nothing is kept without a yes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    Age,
    ClassLink,
    Database,
    Giver,
    Interest,
    Level,
    Membership,
    Organisation,
    Purpose,
    RegistrationDraft,
    Role,
    Sphere,
    Student,
    StudentChange,
    StudentState,
)
from bot.services.accounts import account, forget_stranger, new_account
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.class_links import usable_link
from bot.services.codes import GRADES, LETTERS, next_code
from bot.services.consents import record
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.services.school_years import school_year_of
from bot.services.student_cards import StudentCard, card_of
from bot.settings import Settings

REMINDER = "registration"
REMIND_AFTER = timedelta(days=3)
FORGET_AFTER = timedelta(days=14)
"""An unfinished form is kept so long after the last tap, then forgotten with whoever began it."""

GRADE, LETTER, SPHERE, LEVEL, INTEREST, CONFIRM = "grade", "letter", "sphere", "level", "interest", "confirm"
CHOICES: dict[str, tuple[str, ...]] = {
    GRADE: tuple(map(str, GRADES)),
    LETTER: tuple(LETTERS),
    SPHERE: tuple(Sphere),
    LEVEL: tuple(Level),
    INTEREST: tuple(Interest),
}
"""The questions in their order, with what can be answered."""


@dataclass(frozen=True)
class Form:
    """How far a registration has come: the step to show, and what is answered."""

    school: str
    step: str
    answers: dict[str, str]
    """By question; what the link says already is among them."""
    given: frozenset[str]
    """Questions the link answers: they are not asked."""
    choices: tuple[str, ...] = ()
    first: bool = False

    @property
    def class_name(self) -> str:
        """«11А», as far as it is known."""
        return self.answers.get(GRADE, "") + self.answers.get(LETTER, "")

    @property
    def before(self) -> str | None:
        """The question «Назад» leads to."""
        asked = [each for each in (*CHOICES, CONFIRM) if each not in self.given]
        place = asked.index(self.step)
        return asked[place - 1] if place else None


@dataclass(frozen=True)
class Registration:
    """Use cases of registering; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def open(self, user_id: int, chat_id: int, language: str, token: str) -> Form | StudentCard:
        """A class QR was opened: the form where it was left, or the card of who is registered already."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            peer = await account(session, user_id)
            link = await usable_link(session, now, token, peer.person_id if peer else None)
            peer = peer or await new_account(session, now, user_id, chat_id, language)
            student = await self._registered(session, peer.person_id)
            if student is not None:
                return await card_of(session, student)
            draft = await self._draft(session, peer.person_id)
            if draft is None:
                draft = RegistrationDraft(
                    person_id=peer.person_id, link_id=link.id, answers={}, begun_at=now, touched_at=now
                )
                session.add(draft)
            elif draft.link_id != link.id:
                draft.link_id, draft.answers = link.id, {}
            draft.touched_at = now
            await session.flush()
            return await self._form(session, draft, link, first=not draft.answers)

    async def resume(self, actor: Actor) -> Form | None:
        """The form where it was left; None where none was begun."""
        async with self.db.reading() as session:
            draft = await self._draft(session, actor.person_id)
            return await self._form(session, draft) if draft else None

    async def answer(self, actor: Actor, question: str, value: str) -> Form | StudentCard:
        """Answer a question (again) and go on with the next one."""
        if value not in CHOICES.get(question, ()):
            raise NotFound
        async with self.db.transaction() as session:
            draft = await self._draft(session, actor.person_id)
            if draft is None:
                return await self._instead(session, actor)
            link = await session.get_one(ClassLink, draft.link_id)
            if question in _given(link):
                raise NotFound
            order = [*CHOICES, CONFIRM]
            rest = order[order.index(question) + 1 :]
            step = next(each for each in rest if each not in _given(link))
            draft.answers = {**draft.answers, question: value, "step": step}
            draft.touched_at = self.clock.now()
            return await self._form(session, draft, link)

    async def back(self, actor: Actor, question: str) -> Form | StudentCard:
        """«Назад»: show an earlier question; nothing that was answered is lost."""
        if question not in CHOICES:
            raise NotFound
        async with self.db.transaction() as session:
            draft = await self._draft(session, actor.person_id)
            if draft is None:
                return await self._instead(session, actor)
            draft.answers = {**draft.answers, "step": question}
            draft.touched_at = self.clock.now()
            return await self._form(session, draft)

    async def finish(self, actor: Actor, age: Age) -> StudentCard:
        """The pupil has said yes: a code is given. Saying it again changes nothing."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            draft = await self._draft(session, actor.person_id)
            if draft is None:
                return await self._instead(session, actor)
            link = await session.get_one(ClassLink, draft.link_id, with_for_update=True)
            if link.used_by not in (None, actor.person_id):
                raise DomainError("class-link-used")
            form = await self._form(session, draft, link)
            if any(question not in form.answers for question in CHOICES):
                raise NotFound
            student = await self._enrol(session, now, actor.person_id, link, form, age)
            if link.slip is not None:
                link.used_by, link.used_at = actor.person_id, now
            await session.delete(draft)
            await session.flush()
            return await card_of(session, student)

    async def decline(self, actor: Actor) -> None:
        """No, or too young: nothing is kept, neither the answers nor the account."""
        async with self.db.transaction() as session:
            await session.execute(
                delete(RegistrationDraft).where(RegistrationDraft.person_id == actor.person_id)
            )
            await forget_stranger(session, actor.person_id)

    async def tick(self) -> None:
        """Remind once of forms left for three days; forget those nobody has touched for two weeks."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            forgotten = await session.scalars(
                select(RegistrationDraft).where(RegistrationDraft.touched_at <= now - FORGET_AFTER)
            )
            for draft in forgotten.all():
                await session.delete(draft)
                await session.flush()
                await forget_stranger(session, draft.person_id)
            left = await session.scalars(
                select(RegistrationDraft).where(
                    RegistrationDraft.touched_at <= now - REMIND_AFTER,
                    RegistrationDraft.reminded_at.is_(None),
                )
            )
            calendar = await working_calendar(session, self.settings)
            moment = next_moment_to_speak(now, calendar, self.settings)
            for draft in left.all():
                draft.reminded_at = now
                link = await session.get_one(ClassLink, draft.link_id)
                if link.revoked_at is None and link.expires_at > moment:
                    await enqueue(
                        session,
                        [draft.person_id],
                        f"registration:{draft.id}",
                        REMINDER,
                        {},
                        not_before=moment,
                    )

    async def _enrol(
        self, session: AsyncSession, now: datetime, person_id: int, link: ClassLink, form: Form, age: Age
    ) -> Student:
        school = await session.get_one(Organisation, link.organisation_id)
        grade, letter = int(form.answers[GRADE]), form.answers[LETTER]
        number, code = await next_code(session, self.settings.code_letter, school, grade, letter)
        before = await session.scalar(select(Student).where(Student.person_id == person_id))
        if before is not None:  # left or moved: the old entry stays in its school's lists, by its code only
            before.person_id = None
            await session.flush()
        student = Student(
            person_id=person_id,
            code=code,
            organisation_id=school.id,
            grade=grade,
            letter=letter,
            number=number,
            school_year=school_year_of(now.date()),
            age=age,
            sphere=Sphere(form.answers[SPHERE]),
            level=Level(form.answers[LEVEL]),
            interest=Interest(form.answers[INTEREST]),
            subjects=[],
            state=StudentState.NEW,
            registered_at=now,
        )
        session.add(student)
        await session.flush()
        session.add(
            StudentChange(
                student_id=student.id, at=now, person_id=person_id, field="state", was="", now="new"
            )
        )
        held = Membership.person_id == person_id, Membership.role == Role.STUDENT
        if not await session.scalar(select(Membership.id).where(*held, Membership.ended_at.is_(None))):
            session.add(Membership(person_id=person_id, role=Role.STUDENT, started_at=now))
        for purpose in (Purpose.PARTICIPATION, Purpose.REMINDERS):
            await record(session, now, student.id, purpose, Giver.STUDENT, person_id, given=True)
        note(session, now, person_id, "registered", "student", student.id, grade=grade)
        return student

    async def _instead(self, session: AsyncSession, actor: Actor) -> StudentCard:
        """Whoever presses an old button: registered already, or begun nothing."""
        student = await self._registered(session, actor.person_id)
        if student is None:
            raise DomainError("registration-gone")
        return await card_of(session, student)

    async def _registered(self, session: AsyncSession, person_id: int) -> Student | None:
        student = await session.scalar(select(Student).where(Student.person_id == person_id))
        return student if student is not None and student.state.is_current else None

    async def _draft(self, session: AsyncSession, person_id: int) -> RegistrationDraft | None:
        found: RegistrationDraft | None = await session.scalar(
            select(RegistrationDraft).where(RegistrationDraft.person_id == person_id).with_for_update()
        )
        return found

    async def _form(
        self,
        session: AsyncSession,
        draft: RegistrationDraft,
        link: ClassLink | None = None,
        *,
        first: bool = False,
    ) -> Form:
        if link is None:
            link = await session.get_one(ClassLink, draft.link_id)
        school = await session.get_one(Organisation, link.organisation_id)
        given = _given(link)
        known: dict[str, Any] = {**draft.answers, **given}
        step = known.pop("step", None) or next(each for each in CHOICES if each not in given)
        return Form(
            school=school.name,
            step=step,
            answers=known,
            given=frozenset(given),
            choices=CHOICES.get(step, ()),
            first=first,
        )


def _given(link: ClassLink) -> dict[str, str]:
    """The questions a link answers."""
    return {
        **({GRADE: str(link.grade)} if link.grade is not None else {}),
        **({LETTER: link.letter} if link.letter else {}),
    }
