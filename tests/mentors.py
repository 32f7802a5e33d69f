"""Tutors, mentors and those whom they accompany, for stories that begin after they were brought together."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from bot.models import CheckIn, OrganisationKind, Pair, Role
from bot.sandbox import Visitor
from tests.city import City
from tests.families import Pupil
from tests.pair_people import actor_of, agreed_pupils, seat_of

MONDAY = datetime(2026, 10, 5, 10, 0)


@dataclass
class School:
    """A school with a coordinator, a tutor and the pupils the tutor accompanies."""

    number: int
    coordinator: Visitor
    tutor: Visitor
    pupils: list[Pupil]


async def tutored(c: City, count: int = 1) -> School:
    """A school whose tutor was given so many pupils of 11А; what was told of it is delivered."""
    number = await c.organisation("Школа № 37 (демо)", OrganisationKind.SCHOOL)
    coordinator = await c.join("Ольга Демо", Role.COORDINATOR, number)
    tutor = await c.join("Тамара Демо", Role.TUTOR, number)
    pupils = await agreed_pupils(c, number, count)
    seat = await seat_of(c, tutor)
    await c.app.services.attachment.attach_class(await actor_of(c, coordinator), seat, 11, "А")
    now = c.clock.now()
    c.clock.freeze(now + timedelta(minutes=6))  # what is attached one after another is told in one message
    await c.settle()
    c.clock.freeze(now)
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
