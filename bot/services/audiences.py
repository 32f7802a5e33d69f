"""Whom an announcement is for: role × school × grade × sphere × level × interest, each person once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import CURRENT_STATES, Membership, Mute, Organisation, Role, Student, Topic
from bot.services.access import Scope
from bot.services.consents import standing
from bot.services.listeners import listening_parents, listening_pupils

FIELDS = ("roles", "schools", "grades", "spheres", "levels", "interests", "states")
ROLES = (
    Role.STUDENT,
    Role.GUARDIAN,
    Role.COORDINATOR,
    Role.EXECUTOR,
    Role.HEAD,
    Role.TUTOR,
    Role.MENTOR,
)
STATES = ("agreed", "waiting")
"""Of pupils: everybody has agreed, or a parent's consent is still waited for; none named means both."""


@dataclass
class Addressee:
    """One person of an audience, and why: the pupils they are or belong to, the place they work at."""

    person_id: int
    organisation_id: int | None
    school: str
    codes: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    roles: set[Role] = field(default_factory=set)


async def addressees(
    session: AsyncSession, reach: Scope, audience: Mapping[str, Any], topic: str | None
) -> dict[int, Addressee]:
    """The people of an audience within reach, by their numbers; who has two roles or two children is one."""
    roles = {Role(each) for each in audience.get("roles", [])}
    found: dict[int, Addressee] = {}
    if roles & {Role.STUDENT, Role.GUARDIAN}:
        await _families(session, reach, audience, roles, found)
    staff = roles - {Role.STUDENT, Role.GUARDIAN}
    if staff:
        await _staff(session, reach, audience, staff, found)
    if topic:
        muted = await session.scalars(select(Mute.person_id).where(Mute.topic == Topic(topic)))
        for person in muted:
            found.pop(person, None)
    return found


async def _families(
    session: AsyncSession,
    reach: Scope,
    audience: Mapping[str, Any],
    roles: set[Role],
    found: dict[int, Addressee],
) -> None:
    wanted = (
        select(Student, Organisation.name)
        .join(Organisation, Organisation.id == Student.organisation_id)
        .where(reach.places_among(Student.organisation_id), Student.state.in_(CURRENT_STATES))
        .order_by(Student.id)
    )
    columns = {
        "schools": Student.organisation_id,
        "grades": Student.grade,
        "spheres": Student.sphere,
        "levels": Student.level,
        "interests": Student.interest,
    }
    for name, column in columns.items():
        if audience.get(name):
            wanted = wanted.where(column.in_(audience[name]))
    rows = [(student, school) for student, school in await session.execute(wanted)]
    states = set(audience.get("states", []))
    if states and states != set(STATES):
        agreed = await standing(session, [student for student, _ in rows])
        rows = [row for row in rows if agreed[row[0].id].participates == ("agreed" in states)]
    students = [student for student, _ in rows]
    pupils = await listening_pupils(session, students) if Role.STUDENT in roles else {}
    parents: dict[int, list[int]] = {}
    if Role.GUARDIAN in roles:
        parents = await listening_parents(session, [student.id for student in students])
    for student, school in rows:
        people = [(pupils[student.id], Role.STUDENT)] if student.id in pupils else []
        people += [(person, Role.GUARDIAN) for person in parents.get(student.id, [])]
        for person, role in people:
            each = found.setdefault(person, Addressee(person, student.organisation_id, school))
            each.roles.add(role)
            each.codes.append(student.code)
            each.classes.append(f"{student.grade}{student.letter}")


async def _staff(
    session: AsyncSession,
    reach: Scope,
    audience: Mapping[str, Any],
    roles: set[Role],
    found: dict[int, Addressee],
) -> None:
    wanted = (
        select(Membership, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.role.in_(roles),
            Membership.ended_at.is_(None),
            reach.places_among(Organisation.id),
        )
        .order_by(Membership.id)
    )
    if audience.get("schools"):
        wanted = wanted.where(Organisation.id.in_(audience["schools"]))
    for membership, name in await session.execute(wanted):
        each = found.setdefault(
            membership.person_id, Addressee(membership.person_id, membership.organisation_id, name)
        )
        each.roles.add(membership.role)
