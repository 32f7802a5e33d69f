"""Programmes on their way into the bank: written by an organisation, accepted or returned by the centre."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    Database,
    Level,
    Membership,
    Organisation,
    Programme,
    ProgrammeState,
    Role,
    Sphere,
)
from bot.services.access import Action, may, places_within, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.contest_templates import GRADES
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.services.programmes import ProgrammeCard, card_of, cards
from bot.settings import Settings

ASKED, DECIDED = "programme_asked", "programme_decided"
EDITABLE = {"title": 150, "about": 900, "partner": 150}
"""What can be typed as words, with the most characters each may have."""
MOST_HOURS = 1000
LONGEST_REMARK = 600
WRITTEN = (ProgrammeState.DRAFT, ProgrammeState.RETURNED)
"""States in which the organisation changes it."""


@dataclass(frozen=True)
class ProgrammeDesk:
    """Use cases of organisations and of the methodist; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def places(self, actor: Actor) -> list[tuple[int, str]]:
        """The organisations the person may write a programme for."""
        return await places_within(self.db, scope(actor, Action.PROGRAMMES_EDIT))

    async def listed(self, actor: Actor) -> list[ProgrammeCard]:
        """The own organisation's, for the methodist all but the drafts of others; what waits comes first."""
        reaches = []
        if may(actor, Action.PROGRAMMES_EDIT):
            own = scope(actor, Action.PROGRAMMES_EDIT)
            reaches.append(own.places_among(Programme.organisation_id))
        if may(actor, Action.PROGRAMMES_REVIEW):
            scope(actor, Action.PROGRAMMES_REVIEW)
            reaches.append(Programme.state != ProgrammeState.DRAFT)
        async with self.db.reading() as session:
            found = await cards(session, or_(*reaches))
        order = (ProgrammeState.REVIEW, *WRITTEN, ProgrammeState.ACCEPTED, ProgrammeState.ARCHIVED)
        return sorted(found, key=lambda card: order.index(card.state))

    async def one(self, actor: Actor, programme_id: int) -> ProgrammeCard:
        """One of them."""
        for card in await self.listed(actor):
            if card.programme_id == programme_id:
                return card
        raise Foreign

    async def add(self, actor: Actor, organisation_id: int, title: str) -> ProgrammeCard:
        """A draft with its title."""
        scope(actor, Action.PROGRAMMES_EDIT).place(organisation_id)
        title = _checked("title", title)
        now = self.clock.now()
        async with self.db.transaction() as session:
            await self._refuse_double(session, organisation_id, title)
            programme = Programme(
                organisation_id=organisation_id,
                title=title,
                sphere=Sphere.OTHER,
                created_by=actor.person_id,
                created_at=now,
            )
            session.add(programme)
            await session.flush()
            note(session, now, actor.person_id, "made", "programme", programme.id)
            return await self._card(session, programme)

    async def edit(self, actor: Actor, programme_id: int, field: str, text: str) -> ProgrammeCard:
        """Another title, description, partner or number of hours (0: none)."""
        async with self.db.transaction() as session:
            programme = await self._written(session, actor, programme_id)
            if field == "hours":
                if not text.strip().isdecimal() or int(text.strip()[:6]) > MOST_HOURS:
                    raise DomainError("programme-hours", most=MOST_HOURS)
                programme.hours = int(text.strip()) or None
            else:
                text = _checked(field, text)
                if field == "title" and text != programme.title:
                    await self._refuse_double(session, programme.organisation_id, text)
                setattr(programme, field, text)
            return await self._changed(session, actor, programme, f"{field} changed")

    async def choose(self, actor: Actor, programme_id: int, field: str, place: int) -> ProgrammeCard:
        """The sphere or the level (−1: any) by its place, or a grade put in or taken out."""

        def change(programme: Programme) -> None:
            if field == "sphere" and 0 <= place < len(Sphere):
                programme.sphere = list(Sphere)[place]
            elif field == "level" and -1 <= place < len(Level):
                programme.level = list(Level)[place] if place >= 0 else None
            elif field == "grade" and place in GRADES:
                programme.grades = sorted(set(programme.grades) ^ {place})
            else:
                raise NotFound

        return await self._change(actor, programme_id, f"{field} changed", change)

    async def attach(self, actor: Actor, programme_id: int, file_id: str, name: str) -> ProgrammeCard:
        """The programme as a file."""

        def change(programme: Programme) -> None:
            programme.file_id, programme.file_name = file_id, name

        return await self._change(actor, programme_id, "file changed", change)

    async def submit(self, actor: Actor, programme_id: int) -> ProgrammeCard:
        """To the methodists, complete."""
        async with self.db.transaction() as session:
            programme = await self._written(session, actor, programme_id)
            if not programme.about or not programme.grades:
                raise DomainError(
                    "programme-incomplete", about=bool(programme.about), grades=bool(programme.grades)
                )
            programme.state, programme.remark = ProgrammeState.REVIEW, ""
            card = await self._changed(session, actor, programme, "submitted")
            methodists = await session.scalars(
                select(Membership.person_id).where(
                    Membership.role == Role.METHODIST, Membership.ended_at.is_(None)
                )
            )
            await self._tell(session, methodists.all(), "programme-asked", ASKED, card)
            return card

    async def revise(self, actor: Actor, programme_id: int) -> ProgrammeCard:
        """Take it back to change it: it leaves the bank until it is accepted again."""
        async with self.db.transaction() as session:
            programme = await self._own(session, actor, programme_id)
            if programme.state in WRITTEN:
                return await self._card(session, programme)
            programme.state = ProgrammeState.DRAFT
            return await self._changed(session, actor, programme, "taken back")

    async def accept(self, actor: Actor, programme_id: int) -> ProgrammeCard:
        """Into the bank; the author is told."""
        return await self._decide(actor, programme_id, ProgrammeState.ACCEPTED, "")

    async def send_back(self, actor: Actor, programme_id: int, remark: str) -> ProgrammeCard:
        """Back to the author with a remark."""
        remark = " ".join(remark.split())
        if not 3 <= len(remark) <= LONGEST_REMARK:
            raise DomainError("programme-remark", limit=LONGEST_REMARK)
        return await self._decide(actor, programme_id, ProgrammeState.RETURNED, remark)

    async def archive(self, actor: Actor, programme_id: int) -> ProgrammeCard:
        """Out of the bank and of the lists of work: by the organisation, or by the methodist."""
        async with self.db.transaction() as session:
            if may(actor, Action.PROGRAMMES_REVIEW):
                programme = await self._seen(session, programme_id)
            else:
                programme = await self._own(session, actor, programme_id)
            programme.state = ProgrammeState.ARCHIVED
            return await self._changed(session, actor, programme, "archived")

    async def _decide(
        self, actor: Actor, programme_id: int, state: ProgrammeState, remark: str
    ) -> ProgrammeCard:
        scope(actor, Action.PROGRAMMES_REVIEW)
        now = self.clock.now()
        async with self.db.transaction() as session:
            programme = await self._seen(session, programme_id)
            if programme.state is not ProgrammeState.REVIEW:
                raise DomainError("programme-decided")
            programme.state, programme.remark = state, remark
            programme.decided_by, programme.decided_at = actor.person_id, now
            card = await self._changed(session, actor, programme, state.value)
            await self._tell(session, [programme.created_by], "programme-decided", DECIDED, card)
            return card

    async def _change(
        self, actor: Actor, programme_id: int, action: str, change: Callable[[Programme], None]
    ) -> ProgrammeCard:
        async with self.db.transaction() as session:
            programme = await self._written(session, actor, programme_id)
            change(programme)
            return await self._changed(session, actor, programme, action)

    async def _changed(
        self, session: AsyncSession, actor: Actor, programme: Programme, action: str
    ) -> ProgrammeCard:
        note(session, self.clock.now(), actor.person_id, action, "programme", programme.id)
        await session.flush()
        return await self._card(session, programme)

    async def _tell(
        self, session: AsyncSession, people: Sequence[int], key: str, notice: str, card: ProgrammeCard
    ) -> None:
        now = self.clock.now()
        calendar = await working_calendar(session, self.settings)
        await enqueue(
            session,
            people,
            f"{key}:{card.programme_id}:{now.timestamp():.0f}",
            notice,
            {
                "programme": card.programme_id,
                "title": card.title,
                "organisation": card.organisation,
                "state": card.state.value,
                "remark": card.remark,
            },
            not_before=next_moment_to_speak(now, calendar, self.settings),
        )

    async def _own(self, session: AsyncSession, actor: Actor, programme_id: int) -> Programme:
        reach = scope(actor, Action.PROGRAMMES_EDIT)
        programme = await session.scalar(
            select(Programme)
            .where(Programme.id == programme_id, reach.places_among(Programme.organisation_id))
            .with_for_update()
        )
        if programme is None:
            raise Foreign
        return programme

    async def _written(self, session: AsyncSession, actor: Actor, programme_id: int) -> Programme:
        """One that the organisation may change now."""
        programme = await self._own(session, actor, programme_id)
        if programme.state not in WRITTEN:
            raise DomainError("programme-not-written")
        return programme

    async def _seen(self, session: AsyncSession, programme_id: int) -> Programme:
        """One that the methodist sees: drafts are their authors'."""
        programme = await session.get(Programme, programme_id, with_for_update=True)
        if programme is None or programme.state is ProgrammeState.DRAFT:
            raise Foreign
        return programme

    async def _refuse_double(self, session: AsyncSession, organisation_id: int, title: str) -> None:
        known = await session.scalar(
            select(Programme.id).where(Programme.organisation_id == organisation_id, Programme.title == title)
        )
        if known is not None:
            raise DomainError("programme-known")

    async def _card(self, session: AsyncSession, programme: Programme) -> ProgrammeCard:
        return card_of(programme, (await session.get_one(Organisation, programme.organisation_id)).name)


def _checked(field: str, text: str) -> str:
    if field not in EDITABLE:
        raise NotFound
    text = " ".join(text.split())
    if len(text) > EDITABLE[field] or (field == "title" and len(text) < 3):
        raise DomainError("programme-length", limit=EDITABLE[field])
    return text
