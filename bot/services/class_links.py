"""Links by which pupils come in: one for a class (or the whole school), or a slip for each pupil."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, WrongKey
from bot.models import ClassLink, Database, Organisation
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.codes import GRADES, LETTERS
from bot.services.invites import END_OF_DAY, digest
from bot.settings import Settings

MOST_SLIPS = 40
"""More than any class has pupils."""
MOST_OPEN = 300
"""Links one school may have open at once: each class of grades 9–11 with slips, several times over."""


@dataclass(frozen=True)
class Place:
    """A school in which the person may give out links."""

    organisation_id: int
    name: str


@dataclass(frozen=True)
class NewLinks:
    """Fresh links; tokens are shown once and never stored. Several tokens are slips, numbered from 1."""

    tokens: tuple[str, ...]
    school: str
    grade: int | None
    letter: str
    expires_on: date
    slips: bool

    @property
    def class_name(self) -> str:
        """«11А», empty for the whole school."""
        return f"{self.grade or ''}{self.letter}"


@dataclass(frozen=True)
class LinkRow:
    """What was given out together: a link of a class, or its slips."""

    link_id: int
    school: str
    grade: int | None
    letter: str
    slips: int
    used: int
    expires_on: date


@dataclass(frozen=True)
class ClassLinks:
    """Use cases around links of classes."""

    db: Database
    clock: Clock
    settings: Settings

    async def places(self, actor: Actor) -> list[Place]:
        """The schools of a coordinator."""
        reach = scope(actor, Action.CLASS_LINKS)
        async with self.db.reading() as session:
            found = await session.scalars(
                select(Organisation)
                .where(reach.places_among(Organisation.id), Organisation.active)
                .order_by(Organisation.name)
            )
            return [Place(each.id, each.name) for each in found]

    async def make(
        self, actor: Actor, organisation_id: int, grade: int | None, letter: str, slips: int = 0
    ) -> NewLinks:
        """A link of a class (`slips` 0) or so many one-time slips. What was given out before stays valid."""
        reach = scope(actor, Action.CLASS_LINKS)
        reach.place(organisation_id)
        if not 0 <= slips <= MOST_SLIPS or (grade is not None and grade not in GRADES):
            raise DomainError("class-sheet-count-wrong", most=MOST_SLIPS)
        if (letter and letter not in LETTERS) or (grade is None and letter):
            raise Foreign
        now = self.clock.now()
        last_day = now.date() + timedelta(days=self.settings.class_link_days)
        async with self.db.transaction() as session:
            school = await session.get_one(Organisation, organisation_id)
            if await self._open(session, organisation_id, now) + max(slips, 1) > MOST_OPEN:
                raise DomainError("class-sheet-too-many")
            tokens = tuple(secrets.token_urlsafe(18) for _ in range(max(slips, 1)))
            links = [
                ClassLink(
                    token_digest=digest(token),
                    organisation_id=organisation_id,
                    grade=grade,
                    letter=letter,
                    slip=number if slips else None,
                    created_by=actor.person_id,
                    created_at=now,
                    expires_at=datetime.combine(last_day, END_OF_DAY, tzinfo=now.tzinfo),
                )
                for number, token in enumerate(tokens, start=1)
            ]
            session.add_all(links)
            await session.flush()
            note(session, now, actor.person_id, "links made", "class_link", links[0].id, count=len(links))
            return NewLinks(tokens, school.name, grade, letter, last_day, slips > 0)

    async def listed(self, actor: Actor) -> list[LinkRow]:
        """What can still be used, the newest first."""
        reach = scope(actor, Action.CLASS_LINKS)
        async with self.db.reading() as session:
            rows = await session.execute(
                select(
                    func.min(ClassLink.id),
                    Organisation.name,
                    ClassLink.grade,
                    ClassLink.letter,
                    func.count(ClassLink.slip),
                    func.count(ClassLink.used_at),
                    func.min(ClassLink.expires_at),
                )
                .join(Organisation, Organisation.id == ClassLink.organisation_id)
                .where(
                    reach.places_among(ClassLink.organisation_id),
                    ClassLink.revoked_at.is_(None),
                    ClassLink.expires_at >= self.clock.now(),
                )
                .group_by(
                    Organisation.name,
                    ClassLink.organisation_id,
                    ClassLink.grade,
                    ClassLink.letter,
                    ClassLink.created_at,
                    ClassLink.slip.is_(None),
                )
                .order_by(func.min(ClassLink.id).desc())
            )
            return [
                LinkRow(number, school, grade, letter, slips, used, self.clock.at(expires).date())
                for number, school, grade, letter, slips, used, expires in rows
            ]

    async def revoke(self, actor: Actor, link_id: int) -> list[LinkRow]:
        """Take back a link, or all slips made together with it; returns what remains."""
        reach = scope(actor, Action.CLASS_LINKS)
        async with self.db.transaction() as session:
            link = await session.scalar(
                select(ClassLink).where(
                    ClassLink.id == link_id, reach.places_among(ClassLink.organisation_id)
                )
            )
            if link is None:
                raise Foreign
            await session.execute(
                update(ClassLink)
                .where(
                    ClassLink.organisation_id == link.organisation_id,
                    ClassLink.created_at == link.created_at,
                    ClassLink.grade.is_not_distinct_from(link.grade),
                    ClassLink.letter == link.letter,
                    ClassLink.revoked_at.is_(None),
                )
                .values(revoked_at=self.clock.now())
            )
            note(session, self.clock.now(), actor.person_id, "links revoked", "class_link", link.id)
        return await self.listed(actor)

    async def _open(self, session: AsyncSession, organisation_id: int, now: datetime) -> int:
        return (
            await session.scalar(
                select(func.count())
                .select_from(ClassLink)
                .where(
                    ClassLink.organisation_id == organisation_id,
                    ClassLink.revoked_at.is_(None),
                    ClassLink.used_at.is_(None),
                    ClassLink.expires_at >= now,
                )
            )
            or 0
        )


async def usable_link(session: AsyncSession, now: datetime, token: str, person_id: int | None) -> ClassLink:
    """The link of a token, or a refusal that says what happened to it.

    A slip is for one person, who may open it again; a link of a class is for many.
    """
    link = await session.scalar(
        select(ClassLink).where(ClassLink.token_digest == digest(token)).with_for_update()
    )
    if link is None:
        raise WrongKey("class-link-unknown")
    if link.revoked_at is not None:
        raise WrongKey("class-link-revoked")
    if link.expires_at < now:
        raise WrongKey("class-link-expired")
    if link.used_by is not None and link.used_by != person_id:
        raise WrongKey("class-link-used")
    return link
