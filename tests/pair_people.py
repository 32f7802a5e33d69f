"""Tutors and mentors for stories: invited with a position, in a school, a college or at an employer's."""

from sqlalchemy import ColumnElement, select

from bot.models import Membership, Pair, Role, Sphere
from bot.sandbox import Visitor
from bot.services.actor import Actor
from tests.city import ADMINISTRATOR_ID, City
from tests.families import Pupil, agreed_by_a_parent, pupil


async def actor_of(c: City, who: Visitor) -> Actor:
    """The person behind a chat."""
    actor = await c.app.services.people.actor(who.id, who.id)
    assert actor is not None
    return actor


async def companion(
    c: City,
    role: Role,
    place: int,
    position: str,
    *,
    sphere: Sphere | None = None,
    limit: int | None = None,
) -> Visitor:
    """A tutor or mentor who has accepted an invite."""
    boss = await c.app.services.people.actor(ADMINISTRATOR_ID, ADMINISTRATOR_ID)
    assert boss is not None
    invite = await c.app.services.people.invite(boss, role, place, position)
    visitor = c.telegram.person(f"{position} Демо", role.value)
    await visitor.start(f"i{invite.token}")
    await c.settle()
    if sphere or limit:
        methodist = await c.join("Методист Демо", Role.METHODIST)
        number = await seat_of(c, visitor)
        await c.app.services.attachment.set_card(
            await actor_of(c, methodist), number, sphere=sphere, limit=limit
        )
    return visitor


async def seat_of(c: City, who: Visitor) -> int:
    """The number of the role somebody was invited to."""
    person = (await actor_of(c, who)).person_id
    async with c.app.db.reading() as session:
        return (await session.scalars(select(Membership.id).where(Membership.person_id == person))).one()


async def agreed_pupils(c: City, school: int, count: int, **about: object) -> list[Pupil]:
    """Pupils of a class who may be accompanied."""
    found = [await pupil(c, school, **about) for _ in range(count)]  # type: ignore[arg-type]
    await agreed_by_a_parent(c, *found)
    return found


async def pairs_where(c: City, *which: ColumnElement[bool]) -> list[Pair]:
    """Pairs as a fresh session reads them."""
    async with c.app.db.reading() as session:
        return list(await session.scalars(select(Pair).where(*which).order_by(Pair.id)))
