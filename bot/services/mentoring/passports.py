"""The hand-over passport: three lines of a mentor for the next one, approved by whom they are about."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.clock import Clock
from bot.errors import DomainError, Foreign
from bot.models import Database, Passport
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.mentoring.pairs import mentee_pair, mentee_person, mentor_pair
from bot.services.mentoring.telling import tell
from bot.settings import Settings

WRITTEN = "mentoring_passport"
LINES = 3
LONGEST = 200


@dataclass(frozen=True)
class PassportRow:
    """The three lines, and whether they may be shown."""

    passport_id: int
    lines: tuple[str, ...]
    approved: bool


@dataclass(frozen=True)
class Passports:
    """Use cases of mentors and of those they accompany."""

    db: Database
    clock: Clock
    settings: Settings

    async def write(self, actor: Actor, pair_id: int, text: str) -> None:
        """Three lines; the person is asked whether the next mentor may see them."""
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        if len(lines) != LINES or any(len(line) > LONGEST for line in lines):
            raise DomainError("passport-lines", lines=LINES, limit=LONGEST)
        now = self.clock.now()
        async with self.db.transaction() as session:
            pair = await mentor_pair(session, actor, pair_id)
            person = await mentee_person(session, pair)
            if person is None:
                raise DomainError("relay-nobody")
            passport = await session.scalar(
                select(Passport).where(Passport.pair_id == pair.id).with_for_update()
            )
            if passport is None:
                passport = Passport(pair_id=pair.id, person_id=person)
                session.add(passport)
            passport.lines, passport.written_at = lines, now
            passport.approved_at = passport.refused_at = None
            await session.flush()
            note(session, now, actor.person_id, "written", "passport", passport.id)
            told = {"passport": passport.id, "lines": lines}
            key = f"passport:{passport.id}:{now.timestamp():.0f}"
            await tell(session, self.clock, self.settings, [person], key, WRITTEN, told)

    async def own(self, actor: Actor) -> PassportRow | None:
        """What the last mentor wrote about the person."""
        scope(actor, Action.ACCOMPANIED)
        async with self.db.reading() as session:
            found = await session.scalar(
                select(Passport)
                .where(Passport.person_id == actor.person_id, Passport.refused_at.is_(None))
                .order_by(Passport.id.desc())
                .limit(1)
            )
            if found is None:
                return None
            return PassportRow(found.id, tuple(found.lines), found.approved_at is not None)

    async def decide(self, actor: Actor, passport_id: int, *, approves: bool) -> None:
        """«Можно передать», or not: then nobody ever sees the lines."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            passport = await session.scalar(
                select(Passport)
                .where(Passport.id == passport_id, Passport.person_id == actor.person_id)
                .with_for_update()
            )
            if passport is None:
                raise Foreign
            passport.approved_at = now if approves else None
            passport.refused_at = None if approves else now
            passport.lines = passport.lines if approves else []
            note(
                session, now, actor.person_id, "approved" if approves else "refused", "passport", passport.id
            )

    async def show_to(self, actor: Actor, pair_id: int) -> bool:
        """Let the mentor of a pair see it, or no more: every mentor is agreed to anew."""
        async with self.db.transaction() as session:
            pair = await mentee_pair(session, actor, pair_id)
            pair.passport_agreed_at = None if pair.passport_agreed_at else self.clock.now()
            return pair.passport_agreed_at is not None
