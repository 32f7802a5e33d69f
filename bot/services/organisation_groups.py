"""Groups the orders name, and the remembered answers to «кого имеет в виду план»."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import NotFound
from bot.models import (
    ExecutorAlias,
    Organisation,
    OrganisationGroup,
    OrganisationGroupMember,
    OrganisationKind,
)
from bot.services.executors import Target, organisations_of
from bot.services.names import name_key, natural_order
from bot.services.outbox import insert_new

_EDUCATION = (OrganisationKind.SCHOOL, OrganisationKind.KINDERGARTEN, OrganisationKind.ADDITIONAL)

BUILT_IN_GROUPS: dict[str, tuple[OrganisationKind, ...]] = {
    "Муниципальные организации": (*_EDUCATION, OrganisationKind.CULTURE, OrganisationKind.SPORT),
    "Муниципальные образовательные организации": _EDUCATION,
    "Общеобразовательные организации": (OrganisationKind.SCHOOL,),
    "Дошкольные образовательные организации": (OrganisationKind.KINDERGARTEN,),
    "Организации дополнительного образования": (OrganisationKind.ADDITIONAL,),
    "Профессиональные образовательные организации": (OrganisationKind.COLLEGE,),
    "Работодатели": (OrganisationKind.EMPLOYER,),
}

_PRESCHOOL = "Дошкольные образовательные организации"

BUILT_IN_ALIASES: dict[str, str] = {
    "Муниципальные общеобразовательные организации": "Общеобразовательные организации",
    "Образовательные организации": "Муниципальные образовательные организации",
    "Руководители образовательных организаций": "Муниципальные образовательные организации",
    "Руководители общеобразовательных организаций": "Общеобразовательные организации",
    "Руководители дошкольных образовательных учреждений": _PRESCHOOL,
    "Руководители дошкольных образовательных учреждений города Костромы": _PRESCHOOL,
    "Руководители организаций дополнительного образования": "Организации дополнительного образования",
}
"""Wordings the two official plans use for the groups above."""


@dataclass(frozen=True)
class GroupRow:
    """A group with how many organisations it means today."""

    group_id: int
    name: str
    count: int


@dataclass(frozen=True)
class GroupMember:
    """An organisation that was put into a group by itself."""

    organisation_id: int
    name: str


@dataclass(frozen=True)
class GroupView:
    """A group: whole kinds, and organisations put in by themselves."""

    group_id: int
    name: str
    kinds: tuple[OrganisationKind, ...]
    count: int
    members: tuple[GroupMember, ...]


@dataclass(frozen=True)
class AliasRow:
    """A remembered answer: what an executor's wording means (None: nobody the bot nudges)."""

    alias_id: int
    name: str
    meaning: str | None


async def ensure_built_in(session: AsyncSession) -> None:
    """The groups and wordings the product knows from the start; safe to repeat, also at the same time."""
    known = set(await session.scalars(select(OrganisationGroup.name)))
    groups = [
        {"name": name, "kinds": [kind.value for kind in kinds]}
        for name, kinds in BUILT_IN_GROUPS.items()
        if name not in known
    ]
    await insert_new(session, OrganisationGroup, groups)
    numbers = {group.name: group.id for group in await session.scalars(select(OrganisationGroup))}
    known = set(await session.scalars(select(ExecutorAlias.name_key)))
    aliases = [
        {"name": name, "name_key": name_key(name), "group_id": numbers[group]}
        for name, group in BUILT_IN_ALIASES.items()
        if name_key(name) not in known
    ]
    await insert_new(session, ExecutorAlias, aliases)


async def listed(session: AsyncSession) -> list[GroupRow]:
    """All groups by name."""
    groups = list(await session.scalars(select(OrganisationGroup)))
    meant = await organisations_of(session, [Target(None, group.id) for group in groups])
    rows = [GroupRow(group.id, group.name, len(meant[Target(None, group.id)])) for group in groups]
    return sorted(rows, key=lambda row: natural_order(row.name))


async def view(session: AsyncSession, group_id: int) -> GroupView:
    """One group."""
    group = await session.get(OrganisationGroup, group_id)
    if group is None:
        raise NotFound
    meant = await organisations_of(session, [Target(None, group_id)])
    rows = await session.execute(
        select(Organisation.id, Organisation.name)
        .join(OrganisationGroupMember, OrganisationGroupMember.organisation_id == Organisation.id)
        .where(OrganisationGroupMember.group_id == group_id, Organisation.active)
    )
    members = [GroupMember(number, name) for number, name in rows]
    return GroupView(
        group_id=group.id,
        name=group.name,
        kinds=tuple(OrganisationKind(kind) for kind in group.kinds),
        count=len(meant[Target(None, group_id)]),
        members=tuple(sorted(members, key=lambda member: natural_order(member.name))),
    )


async def set_member(session: AsyncSession, group_id: int, organisation_id: int, *, inside: bool) -> bool:
    """Put an organisation into a group or take it out; returns whether anything changed."""
    group = await session.get(OrganisationGroup, group_id)
    organisation = await session.get(Organisation, organisation_id)
    if group is None or organisation is None:
        raise NotFound
    member = await session.get(OrganisationGroupMember, (group_id, organisation_id))
    if (member is not None) == inside:
        return False
    if member is None:
        session.add(OrganisationGroupMember(group_id=group_id, organisation_id=organisation_id))
    else:
        await session.delete(member)
    await session.flush()
    return True


async def aliases(session: AsyncSession) -> list[AliasRow]:
    """Answers people have given; the wordings known from the start are not among them."""
    rows = await session.execute(
        select(ExecutorAlias, Organisation.name, OrganisationGroup.name)
        .outerjoin(Organisation, Organisation.id == ExecutorAlias.organisation_id)
        .outerjoin(OrganisationGroup, OrganisationGroup.id == ExecutorAlias.group_id)
    )
    found = [
        AliasRow(alias.id, alias.name, organisation or group)
        for alias, organisation, group in rows
        if group is None or BUILT_IN_ALIASES.get(alias.name) != group
    ]
    return sorted(found, key=lambda row: natural_order(row.name))
