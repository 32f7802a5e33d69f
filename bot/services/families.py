"""Parents come in by a code their child (or the school, on paper) hands them; each sees only their own."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, WrongKey
from bot.models import (
    Age,
    Consent,
    Database,
    FamilyCode,
    Giver,
    Guardian,
    Membership,
    Role,
    Student,
)
from bot.services.access import Action, scope
from bot.services.accounts import account, new_account
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.consents import record
from bot.services.invites import END_OF_DAY, digest
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.services.student_cards import StudentCard, card_of, cards_of
from bot.settings import Settings

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without signs that are taken for each other: 0 and O, 1, I and L."""
LENGTH, GROUP = 12, 4
"""31¹² codes: with five wrong guesses in ten minutes nobody finds one."""
LOOK_ALIKES = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")
CODE_DAYS = 14
MOST_OPEN = 3
"""A fourth code takes back the oldest: two parents and one that was lost."""
LINKED = "family"


@dataclass(frozen=True)
class NewCode:
    """A fresh code; it is shown once and never stored."""

    code: str
    student_code: str
    expires_on: date

    @property
    def written(self) -> str:
        """In groups, to be read aloud or copied by hand."""
        return "-".join(self.code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


@dataclass(frozen=True)
class ParentRow:
    """A linked parent, as the coordinator sees one: when, nothing else is known."""

    guardian_id: int
    linked_on: date


def folded(typed: str) -> str:
    """A code however it was typed: case, hyphens, spaces, Cyrillic look-alikes."""
    return "".join(sign for sign in typed.upper().translate(LOOK_ALIKES) if sign.isalnum())


@dataclass(frozen=True)
class Families:
    """Use cases around parents and children; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def new_code(self, actor: Actor, student_id: int | None) -> NewCode:
        """A code for a parent of a pupil: one's own (no number), or one within reach."""
        now = self.clock.now()
        reach = scope(actor, Action.FAMILY_CODES)
        async with self.db.transaction() as session:
            if student_id is None:
                student = await own_student(session, actor)
            else:
                student = await reach.student(session, student_id)
            if student.age is Age.ADULT:
                raise DomainError("family-adult")
            open_codes = (
                await session.scalars(
                    select(FamilyCode)
                    .where(
                        FamilyCode.student_id == student.id,
                        FamilyCode.used_at.is_(None),
                        FamilyCode.revoked_at.is_(None),
                        FamilyCode.expires_at >= now,
                    )
                    .order_by(FamilyCode.id.desc())
                )
            ).all()
            for old in open_codes[MOST_OPEN - 1 :]:
                old.revoked_at = now
            code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
            last_day = now.date() + timedelta(days=CODE_DAYS)
            session.add(
                FamilyCode(
                    token_digest=digest(code),
                    student_id=student.id,
                    created_by=actor.person_id,
                    created_at=now,
                    expires_at=datetime.combine(last_day, END_OF_DAY, tzinfo=now.tzinfo),
                )
            )
            note(session, now, actor.person_id, "family code made", "student", student.id)
            return NewCode(code, student.code, last_day)

    async def accept(self, user_id: int, chat_id: int, language: str, typed: str) -> StudentCard:
        """Link the account to the pupil of a code. Opening it again changes nothing."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            peer = await account(session, user_id)
            code = await session.scalar(
                select(FamilyCode).where(FamilyCode.token_digest == digest(folded(typed))).with_for_update()
            )
            if code is None:
                raise WrongKey("family-code-unknown")
            if code.used_by is not None and (peer is None or code.used_by != peer.person_id):
                raise WrongKey("family-code-used")
            if code.revoked_at is not None:
                raise WrongKey("family-code-revoked")
            if code.used_by is None and code.expires_at < now:
                raise WrongKey("family-code-expired")
            student = await session.get_one(Student, code.student_id)
            if not student.state.is_current:
                raise WrongKey("family-code-unknown")
            if peer is not None and peer.person_id == student.person_id:
                raise DomainError("family-own-code")
            peer = peer or await new_account(session, now, user_id, chat_id, language)
            if code.used_by is None:
                code.used_by, code.used_at = peer.person_id, now
                await self._link(session, now, peer.person_id, student)
            elif await self._standing(session, peer.person_id, student.id) is None:
                raise WrongKey("family-code-used")  # unlinked since: an old code does not bring it back
            return await card_of(session, student)

    async def children(self, actor: Actor) -> list[StudentCard]:
        """The parent's own children."""
        scope(actor, Action.CONSENTS)
        async with self.db.reading() as session:
            found = await session.scalars(
                select(Student)
                .join(Guardian, Guardian.student_id == Student.id)
                .where(Guardian.person_id == actor.person_id, Guardian.ended_at.is_(None))
                .order_by(Student.code)
            )
            return await cards_of(session, found.all())

    async def child(self, actor: Actor, student_id: int) -> StudentCard:
        """One of the parent's own children."""
        async with self.db.reading() as session:
            return await card_of(session, await scope(actor, Action.CONSENTS).student(session, student_id))

    async def leave(self, actor: Actor, student_id: int) -> None:
        """«Это не мой ребёнок»: the link and what this parent agreed to end."""
        async with self.db.transaction() as session:
            guardian = await self._standing(session, actor.person_id, student_id)
            if guardian is None:
                raise Foreign
            await self._end(session, actor, guardian)

    async def parents(self, actor: Actor, student_id: int) -> list[ParentRow]:
        """Who is linked to a pupil, for the coordinator."""
        async with self.db.reading() as session:
            student = await scope(actor, Action.CONSENT_PAPER).student(session, student_id)
            found = await session.scalars(
                select(Guardian)
                .where(Guardian.student_id == student.id, Guardian.ended_at.is_(None))
                .order_by(Guardian.id)
            )
            return [ParentRow(each.id, self.clock.at(each.linked_at).date()) for each in found]

    async def unlink(self, actor: Actor, guardian_id: int) -> int:
        """The coordinator unlinks a wrong parent; returns the pupil's number."""
        async with self.db.transaction() as session:
            guardian = await session.get(Guardian, guardian_id)
            if guardian is None:
                raise Foreign
            await scope(actor, Action.CONSENT_PAPER).student(session, guardian.student_id)
            if guardian.ended_at is None:
                await self._end(session, actor, guardian)
            return guardian.student_id

    async def _link(self, session: AsyncSession, now: datetime, person_id: int, student: Student) -> None:
        guardian = await session.scalar(
            select(Guardian).where(Guardian.person_id == person_id, Guardian.student_id == student.id)
        )
        if guardian is None:
            session.add(Guardian(person_id=person_id, student_id=student.id, linked_at=now))
        else:
            guardian.ended_at = None
        held = await session.scalar(
            select(Membership.id).where(
                Membership.person_id == person_id,
                Membership.role == Role.GUARDIAN,
                Membership.ended_at.is_(None),
            )
        )
        if held is None:
            session.add(Membership(person_id=person_id, role=Role.GUARDIAN, started_at=now))
        note(session, now, person_id, "parent linked", "student", student.id)
        await self._tell(session, now, student, "linked")

    async def _end(self, session: AsyncSession, actor: Actor, guardian: Guardian) -> None:
        now = self.clock.now()
        guardian.ended_at = now
        await session.flush()
        student = await session.get_one(Student, guardian.student_id)
        await withdraw_all(session, now, guardian.person_id, student.id)
        await end_role_without_children(session, now, guardian.person_id)
        note(session, now, actor.person_id, "parent unlinked", "student", student.id)
        await self._tell(session, now, student, "unlinked")

    async def _tell(self, session: AsyncSession, now: datetime, student: Student, what: str) -> None:
        if student.person_id is None:
            return
        calendar = await working_calendar(session, self.settings)
        await enqueue(
            session,
            [student.person_id],
            f"family-{what}:{student.id}:{now.timestamp():.0f}",
            LINKED,
            {"what": what},
            not_before=next_moment_to_speak(now, calendar, self.settings),
        )

    async def _standing(self, session: AsyncSession, person_id: int, student_id: int) -> Guardian | None:
        found: Guardian | None = await session.scalar(
            select(Guardian).where(
                Guardian.person_id == person_id,
                Guardian.student_id == student_id,
                Guardian.ended_at.is_(None),
            )
        )
        return found


async def own_student(session: AsyncSession, actor: Actor) -> Student:
    """The pupil behind the account."""
    student = await session.scalar(
        select(Student).where(Student.person_id == actor.person_id).with_for_update()
    )
    if student is None or not student.state.is_current:
        raise DomainError("student-none")
    return student


async def withdraw_all(session: AsyncSession, now: datetime, person_id: int, student_id: int) -> None:
    """Withdraw whatever a parent has agreed to for a pupil."""
    rows = await session.execute(
        select(Consent.purpose, Consent.given, Consent.person_id)
        .where(Consent.student_id == student_id, Consent.giver != Giver.STUDENT)
        .order_by(Consent.id)
    )
    last = {purpose: (given, by) for purpose, given, by in rows}
    for purpose, (given, by) in last.items():
        if given and by == person_id:
            await record(session, now, student_id, purpose, Giver.GUARDIAN, person_id, given=False)


async def end_role_without_children(session: AsyncSession, now: datetime, person_id: int) -> None:
    """Whoever has no child here any more is no parent here either."""
    child = await session.scalar(
        select(Guardian.id).where(Guardian.person_id == person_id, Guardian.ended_at.is_(None)).limit(1)
    )
    if child is None:
        await session.execute(
            update(Membership)
            .where(
                Membership.person_id == person_id,
                Membership.role == Role.GUARDIAN,
                Membership.ended_at.is_(None),
            )
            .values(ended_at=now)
        )
