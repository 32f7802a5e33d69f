"""Consents said and taken back, each purpose with a text and versions of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotAllowed
from bot.models import (
    Consent,
    ConsentText,
    Database,
    Giver,
    Guardian,
    Membership,
    Purpose,
    Role,
    Student,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.consents import current_version, record
from bot.services.families import own_student
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue, insert_new
from bot.services.student_cards import StudentCard, card_of
from bot.settings import Settings
from bot.texts import LANGUAGES, units

WITHDRAWN, CHANGED = "consent_withdrawn", "consent_changed"
TEXT_LIMIT = 3000
"""As the messenger counts, so that it fits into a message with what is said around it."""


@dataclass(frozen=True)
class Said:
    """The last word of one side about one purpose."""

    given: bool
    version: int
    giver: Giver
    on: date


@dataclass(frozen=True)
class PurposeView:
    """A purpose with its text as it is now, and what both sides have said."""

    purpose: Purpose
    version: int
    text: str
    pupil: Said | None
    parent: Said | None
    own: bool
    """Whether the one who looks has given it (as pupil or as parent)."""


@dataclass(frozen=True)
class ConsentView:
    """All purposes of a pupil, as a pupil or a parent sees them."""

    card: StudentCard
    giver: Giver
    purposes: tuple[PurposeView, ...]


@dataclass(frozen=True)
class ConsentDesk:
    """Use cases around consents."""

    db: Database
    clock: Clock
    settings: Settings

    async def seed(self, shipped: Callable[[Purpose, str], str]) -> None:
        """Write the shipped texts down as a version, where they are not the newest shipped one already.

        A text that was ever agreed to never changes; what staff have published stays the current one.
        """
        async with self.db.transaction() as session:
            for purpose in Purpose:
                known = (
                    await session.scalars(select(ConsentText).where(ConsentText.purpose == purpose))
                ).all()  # one look: two processes that start at once come to the same next version
                shipped_ones = [each for each in known if each.published_by is None]
                last = max((each.version for each in shipped_ones), default=0)
                newest = {each.language: each.body for each in shipped_ones if each.version == last}
                wanted = {language: shipped(purpose, language) for language in LANGUAGES}
                if newest != wanted:
                    following = max((each.version for each in known), default=0) + 1
                    await self._publish(session, purpose, wanted, None, following)

    async def view(self, actor: Actor, student_id: int | None) -> ConsentView:
        """The consents of one's own entry (no number), or of one's child."""
        async with self.db.reading() as session:
            student, giver = await self._speaker(session, actor, student_id)
            return await self._view(session, actor, student, giver)

    async def say(
        self, actor: Actor, student_id: int | None, purpose: Purpose, *, given: bool
    ) -> ConsentView:
        """Agree, or take it back; the others concerned hear of a withdrawal."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            student, giver = await self._speaker(session, actor, student_id)
            await record(session, now, student.id, purpose, giver, actor.person_id, given=given)
            note(
                session,
                now,
                actor.person_id,
                "consent given" if given else "consent withdrawn",
                "student",
                student.id,
                purpose=purpose.value,
                giver=giver.value,
            )
            if not given:
                await self._tell_withdrawn(session, now, actor, student, purpose, giver)
            return await self._view(session, actor, student, giver)

    async def paper(self, actor: Actor, student_id: int, purpose: Purpose) -> StudentCard:
        """Tick a signed paper that lies at school, or take the tick away."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            student = await scope(actor, Action.CONSENT_PAPER).student(session, student_id)
            card = await card_of(session, student)
            given = purpose not in card.consents.parents
            await record(session, now, student.id, purpose, Giver.PAPER, actor.person_id, given=given)
            note(
                session,
                now,
                actor.person_id,
                "paper noted" if given else "paper taken back",
                "student",
                student.id,
                purpose=purpose.value,
            )
            return await card_of(session, student)

    async def texts(self, actor: Actor) -> dict[Purpose, tuple[int, str]]:
        """The current texts in the administrator's language, with their versions."""
        scope(actor, Action.CONSENT_TEXTS)
        async with self.db.reading() as session:
            return {purpose: await current_text(session, purpose, actor.language) for purpose in Purpose}

    async def publish(self, actor: Actor, purpose: Purpose, body: str) -> int:
        """A new version in the municipality's own words, for every language; returns its number.

        Whoever agreed to an earlier one is asked once; what they said stands for what they read.
        """
        scope(actor, Action.CONSENT_TEXTS)
        body = checked(body)
        async with self.db.transaction() as session:
            bodies = dict.fromkeys(LANGUAGES, body)
            following = await current_version(session, purpose) + 1
            version = await self._publish(session, purpose, bodies, actor.person_id, following)
            await self._ask_again(session, purpose, version)
            return version

    async def _publish(
        self,
        session: AsyncSession,
        purpose: Purpose,
        bodies: dict[str, str],
        by: int | None,
        version: int,
    ) -> int:
        now = self.clock.now()
        rows = [
            {
                "purpose": purpose,
                "version": version,
                "language": language,
                "body": body,
                "published_at": now,
                "published_by": by,
            }
            for language, body in bodies.items()
        ]
        await insert_new(session, ConsentText, rows)  # two processes may start at once
        return version

    async def _ask_again(self, session: AsyncSession, purpose: Purpose, version: int) -> None:
        now = self.clock.now()
        rows = await session.execute(
            select(Consent.student_id, Consent.giver, Consent.person_id, Consent.given)
            .where(Consent.purpose == purpose, Consent.giver != Giver.PAPER)
            .order_by(Consent.id)
        )
        last = {(student, giver): (person, given) for student, giver, person, given in rows}
        people = {person for person, given in last.values() if given}
        calendar = await working_calendar(session, self.settings)
        await enqueue(
            session,
            people,
            f"consent-changed:{purpose.value}:{version}",
            CHANGED,
            {"purpose": purpose.value},
            not_before=next_moment_to_speak(now, calendar, self.settings),
        )

    async def _speaker(
        self, session: AsyncSession, actor: Actor, student_id: int | None
    ) -> tuple[Student, Giver]:
        """Whose entry it is about, and as whom the person speaks."""
        reach = scope(actor, Action.CONSENTS)
        if student_id is None:
            if reach.own is None:
                raise NotAllowed
            return await own_student(session, actor), Giver.STUDENT
        student = await reach.student(session, student_id)
        if student.person_id == actor.person_id:
            return student, Giver.STUDENT
        if reach.parent is None:
            raise Foreign
        return student, Giver.GUARDIAN

    async def _view(self, session: AsyncSession, actor: Actor, student: Student, giver: Giver) -> ConsentView:
        rows = await session.scalars(
            select(Consent).where(Consent.student_id == student.id).order_by(Consent.id)
        )
        last: dict[tuple[Purpose, bool], Consent] = {}
        for row in rows:
            last[row.purpose, row.giver is Giver.STUDENT] = row
        found = []
        for purpose in Purpose:
            version, text = await current_text(session, purpose, actor.language)
            pupil, parent = last.get((purpose, True)), last.get((purpose, False))
            own = pupil if giver is Giver.STUDENT else parent
            found.append(
                PurposeView(
                    purpose,
                    version,
                    text,
                    self._said(pupil),
                    self._said(parent),
                    own is not None and own.given,
                )
            )
        return ConsentView(await card_of(session, student), giver, tuple(found))

    def _said(self, row: Consent | None) -> Said | None:
        if row is None:
            return None
        return Said(row.given, row.version, row.giver, self.clock.at(row.at).date())

    async def _tell_withdrawn(
        self,
        session: AsyncSession,
        now: datetime,
        actor: Actor,
        student: Student,
        purpose: Purpose,
        giver: Giver,
    ) -> None:
        guardians = await session.scalars(
            select(Guardian.person_id).where(Guardian.student_id == student.id, Guardian.ended_at.is_(None))
        )
        coordinators = await session.scalars(
            select(Membership.person_id).where(
                Membership.role == Role.COORDINATOR,
                Membership.organisation_id == student.organisation_id,
                Membership.ended_at.is_(None),
            )
        )
        people = {*guardians, *coordinators, student.person_id} - {actor.person_id, None}
        calendar = await working_calendar(session, self.settings)
        await enqueue(
            session,
            [person for person in people if person is not None],
            f"consent-withdrawn:{student.id}:{purpose.value}:{now.timestamp():.0f}",
            WITHDRAWN,
            {"code": student.code, "purpose": purpose.value, "giver": giver.value},
            not_before=next_moment_to_speak(now, calendar, self.settings),
        )


def checked(body: str) -> str:
    """The words people are to agree to; raises `DomainError` where they are too few or too many."""
    body = body.strip()
    if not 20 <= units(body) <= TEXT_LIMIT:
        raise DomainError("consent-text-length", limit=TEXT_LIMIT)
    return body


async def current_text(session: AsyncSession, purpose: Purpose, language: str) -> tuple[int, str]:
    """The version and the words people agree to now."""
    version = await current_version(session, purpose)
    body = await session.scalar(
        select(ConsentText.body).where(
            ConsentText.purpose == purpose,
            ConsentText.version == version,
            ConsentText.language == language,
        )
    )
    return version, body or ""
