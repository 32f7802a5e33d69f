"""Tutors, mentors and those whom they accompany, for stories that begin after they were brought together."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from bot.models import CheckIn, Membership, OrganisationKind, Pair, Peer, Role
from bot.sandbox import Visitor
from bot.services.actor import Actor
from tests.city import City
from tests.families import Pupil, pupil

MONDAY = datetime(2026, 10, 5, 10, 0)


@dataclass
class School:
    """A school with a coordinator, a tutor and the pupils the tutor accompanies."""

    number: int
    coordinator: Visitor
    tutor: Visitor
    pupils: list[Pupil]


async def actor_of(c: City, who: Visitor) -> Actor:
    """Somebody as services know them."""
    actor = await c.app.services.people.actor(who.id, who.id)
    assert actor is not None
    return actor


async def seat_of(c: City, who: Visitor, role: Role) -> int:
    """The number of a role somebody holds."""
    async with c.app.db.reading() as session:
        found = await session.scalar(
            select(Membership.id)
            .join(Peer, Peer.person_id == Membership.person_id)
            .where(Peer.user_id == who.id, Membership.role == role, Membership.ended_at.is_(None))
        )
    assert found is not None
    return found


async def tutored(c: City, count: int = 1) -> School:
    """A school whose tutor was given so many pupils of 11А; what was told of it is delivered."""
    number = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
    coordinator = await c.join("Ольга Демо", Role.COORDINATOR, number)
    tutor = await c.join("Тамара Демо", Role.TUTOR, number)
    pupils = [await pupil(c, number) for _ in range(count)]
    seat = await seat_of(c, tutor, Role.TUTOR)
    await c.app.services.attachment.attach_class(await actor_of(c, coordinator), seat, 11, "А")
    await c.settle()
    return School(number, coordinator, tutor, pupils)


async def meetings(c: City) -> list[CheckIn]:
    """What stands in all journals, as a fresh session reads it."""
    async with c.app.db.reading() as session:
        found = await session.scalars(
            select(CheckIn).where(CheckIn.removed_at.is_(None)).order_by(CheckIn.id)
        )
        return list(found)


async def all_pairs(c: City) -> list[Pair]:
    """Every pair there ever was."""
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(Pair).order_by(Pair.id)))


async def morning_of_pairs(c: City, day: date, at: time = time(9, 0)) -> None:
    """It is this morning: what is to be asked of pairs is asked."""
    c.clock.freeze(datetime.combine(day, at))
    for tick in (c.app.services.offers.tick, c.app.services.signals.tick, c.app.services.watch.tick):
        await tick()
    await c.settle()
