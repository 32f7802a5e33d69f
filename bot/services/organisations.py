"""Organisations, their groups, and whom the executors of an order mean."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    Database,
    ExecutorAlias,
    ItemExecutor,
    Organisation,
    OrganisationGroup,
    OrganisationGroupMember,
    OrganisationKind,
    PlanItem,
)
from bot.services import organisation_table
from bot.services.audit import note
from bot.services.people import Actor, only_administrators, only_controlling

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

BUILT_IN_ALIASES: dict[str, str] = {
    "Муниципальные общеобразовательные организации": "Общеобразовательные организации",
    "Образовательные организации": "Муниципальные образовательные организации",
    "Руководители образовательных организаций": "Муниципальные образовательные организации",
    "Руководители общеобразовательных организаций": "Общеобразовательные организации",
    "Руководители дошкольных образовательных учреждений": "Дошкольные образовательные организации",
    "Руководители дошкольных образовательных учреждений города Костромы": "Дошкольные образовательные организации",
    "Руководители организаций дополнительного образования": "Организации дополнительного образования",
}
"""Wordings the two official plans use for the groups above."""

SUGGESTIONS = 5
SUGGESTION_SCORE = 60


class Target(NamedTuple):
    """Whom an executor's name means: one organisation, a group, or (both None) nobody to nudge."""

    organisation_id: int | None
    group_id: int | None


class Choice(NamedTuple):
    """A possible meaning offered to a person."""

    name: str
    target: Target


@dataclass(frozen=True)
class Unresolved:
    """An executor nobody has explained yet, with the likeliest meanings."""

    name: str
    name_key: str
    items: tuple[str, ...]
    choices: tuple[Choice, ...]
    remaining: int


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation of a list, with how many people answer for it."""

    organisation_id: int
    name: str
    kind: OrganisationKind


@dataclass(frozen=True)
class ImportResult:
    """What an XLSX list brought."""

    added: int
    known: int
    problems: tuple[str, ...]


def name_key(name: str) -> str:
    """The form in which two spellings of one name are equal: case, ё, quotes, № and spaces folded."""
    folded = name.lower().replace("ё", "е")
    folded = re.sub(r"[«»\"'“”„]", "", folded)
    folded = re.sub(r"№\s*", "№ ", folded)
    return re.sub(r"\s+", " ", re.sub(r"[–—−]", "-", folded)).strip(" .,;")


def numbers_in(name: str) -> list[str]:
    """The numbers of a name: «школа 1» is never «школа 11»."""
    return re.findall(r"\d+", name)


@dataclass(frozen=True)
class Organisations:
    """Use cases around organisations; every public method is one transaction."""

    db: Database
    clock: Clock

    async def ensure_built_in(self) -> None:
        """The groups and wordings the product knows from the start; safe to call at every start."""
        async with self.db.transaction() as session:
            groups = {group.name: group for group in await session.scalars(select(OrganisationGroup))}
            for name, kinds in BUILT_IN_GROUPS.items():
                if name not in groups:
                    groups[name] = OrganisationGroup(name=name, kinds=[kind.value for kind in kinds])
                    session.add(groups[name])
            await session.flush()
            known = set(await session.scalars(select(ExecutorAlias.name_key)))
            for name, group in BUILT_IN_ALIASES.items():
                if name_key(name) not in known:
                    session.add(ExecutorAlias(name=name, name_key=name_key(name), group_id=groups[group].id))

    async def listed(self, kind: OrganisationKind | None = None) -> list[OrganisationRow]:
        """Active organisations by name, schools in the order of their numbers."""
        async with self.db.reading() as session:
            query = select(Organisation).where(Organisation.active)
            if kind is not None:
                query = query.where(Organisation.kind == kind)
            rows = [OrganisationRow(o.id, o.name, o.kind) for o in await session.scalars(query)]
        return sorted(rows, key=lambda row: natural_order(row.name))

    async def counts(self) -> dict[OrganisationKind, int]:
        """How many active organisations there are of each kind."""
        async with self.db.reading() as session:
            rows = await session.execute(
                select(Organisation.kind, func.count()).where(Organisation.active).group_by(Organisation.kind)
            )
            return {kind: count for kind, count in rows}

    async def name_of(self, organisation_id: int) -> str:
        """The name of one organisation."""
        async with self.db.reading() as session:
            organisation = await session.get(Organisation, organisation_id)
        if organisation is None:
            raise NotFound
        return organisation.name

    async def add(self, actor: Actor, name: str, kind: OrganisationKind) -> OrganisationRow:
        """Enter one organisation by hand."""
        only_administrators(actor)
        name = " ".join(name.split())
        if not 2 <= len(name) <= 200:
            raise DomainError("organisation-name-length")
        async with self.db.transaction() as session:
            if await session.scalar(select(Organisation.id).where(Organisation.name_key == name_key(name))):
                raise DomainError("organisation-known", name=name)
            organisation = await self._add(session, actor, name, kind)
            return OrganisationRow(organisation.id, organisation.name, organisation.kind)

    async def import_table(self, actor: Actor, content: bytes) -> ImportResult:
        """Organisations from an XLSX list (name, kind, groups); known ones are left as they are."""
        only_administrators(actor)
        rows, problems = await asyncio.to_thread(organisation_table.read, content)
        added = known = 0
        async with self.db.transaction() as session:
            have = {o.name_key: o for o in await session.scalars(select(Organisation))}
            groups = {name_key(g.name): g for g in await session.scalars(select(OrganisationGroup))}
            for row in rows:
                organisation = have.get(name_key(row.name))
                if organisation is None:
                    organisation = await self._add(session, actor, row.name, row.kind)
                    have[organisation.name_key] = organisation
                    added += 1
                else:
                    known += 1
                for group_name in row.groups:
                    await self._put_into_group(session, groups, group_name, organisation)
        return ImportResult(added=added, known=known, problems=tuple(problems))

    async def table(self) -> bytes:
        """The list as XLSX: what is known now, in the form that can be imported again."""
        async with self.db.reading() as session:
            organisations = list(await session.scalars(select(Organisation).where(Organisation.active)))
            groups = {group.id: group.name for group in await session.scalars(select(OrganisationGroup))}
            members: dict[int, list[str]] = {}
            for member in await session.scalars(select(OrganisationGroupMember)):
                members.setdefault(member.organisation_id, []).append(groups[member.group_id])
        rows = [
            organisation_table.TableRow(o.name, o.kind, tuple(members.get(o.id, ())))
            for o in sorted(organisations, key=lambda o: natural_order(o.name))
        ]
        return await asyncio.to_thread(organisation_table.write, rows)

    async def next_unresolved(self, plan_id: int) -> Unresolved | None:
        """The next executor of a plan that nothing explains, or None when all are known."""
        async with self.db.reading() as session:
            names = await unresolved_names(session, plan_id)
            if not names:
                return None
            key, (name, items) = next(iter(names.items()))
            return Unresolved(
                name=name,
                name_key=key,
                items=tuple(items),
                choices=tuple(await self._choices(session, name)),
                remaining=len(names),
            )

    async def all_choices(self, plan_id: int, kind: OrganisationKind | None) -> list[Choice]:
        """Everything an executor can mean: the groups, or the organisations of one kind."""
        async with self.db.reading() as session:
            if kind is None:
                groups = await session.scalars(select(OrganisationGroup).order_by(OrganisationGroup.id))
                return [Choice(group.name, Target(None, group.id)) for group in groups]
        return [Choice(row.name, Target(row.organisation_id, None)) for row in await self.listed(kind)]

    async def explain(self, actor: Actor, plan_id: int, number: int, target: Target) -> str:
        """Remember what an executor (by the number of its row) means; returns its name."""
        only_controlling(actor)
        async with self.db.transaction() as session:
            executor = await session.get(ItemExecutor, number)
            if executor is None:
                raise NotFound
            alias = await session.scalar(
                select(ExecutorAlias).where(ExecutorAlias.name_key == executor.name_key)
            )
            if alias is None:
                alias = ExecutorAlias(name=executor.name, name_key=executor.name_key)
                session.add(alias)
            alias.organisation_id, alias.group_id = target
            await session.flush()
            note(
                session,
                self.clock.now(),
                actor.person_id,
                "executor explained",
                "alias",
                alias.id,
                plan=plan_id,
                organisation=target.organisation_id,
                group=target.group_id,
            )
            return executor.name

    async def _add(
        self, session: AsyncSession, actor: Actor, name: str, kind: OrganisationKind
    ) -> Organisation:
        organisation = Organisation(name=name, name_key=name_key(name), kind=kind)
        session.add(organisation)
        await session.flush()
        note(
            session,
            self.clock.now(),
            actor.person_id,
            "organisation added",
            "organisation",
            organisation.id,
            kind=kind.value,
        )
        return organisation

    async def _put_into_group(
        self,
        session: AsyncSession,
        groups: dict[str, OrganisationGroup],
        group_name: str,
        organisation: Organisation,
    ) -> None:
        group = groups.get(name_key(group_name))
        if group is None:
            group = OrganisationGroup(name=group_name, kinds=[])
            session.add(group)
            await session.flush()
            groups[name_key(group_name)] = group
        if await session.get(OrganisationGroupMember, (group.id, organisation.id)) is None:
            session.add(OrganisationGroupMember(group_id=group.id, organisation_id=organisation.id))

    async def _choices(self, session: AsyncSession, name: str) -> list[Choice]:
        candidates = {
            g.name: Target(None, g.id) for g in await session.scalars(select(OrganisationGroup))
        } | {
            o.name: Target(o.id, None)
            for o in await session.scalars(select(Organisation).where(Organisation.active))
        }
        wanted = numbers_in(name)
        possible = [candidate for candidate in candidates if numbers_in(candidate) == wanted]
        found = process.extract(
            name_key(name),
            possible,
            scorer=fuzz.token_set_ratio,
            processor=name_key,
            limit=SUGGESTIONS,
            score_cutoff=SUGGESTION_SCORE,
        )
        return [Choice(candidate, candidates[candidate]) for candidate, _, _ in found]


async def resolve_executors(session: AsyncSession, names: Iterable[str]) -> dict[str, Target]:
    """What each executor (by its key) means; a key that is missing has to be asked about."""
    wanted = set(names)
    known: dict[str, Target] = {}
    for group in await session.scalars(select(OrganisationGroup)):
        known[name_key(group.name)] = Target(None, group.id)
    for organisation in await session.scalars(select(Organisation).where(Organisation.active)):
        known[organisation.name_key] = Target(organisation.id, None)
    for alias in await session.scalars(select(ExecutorAlias)):
        known[alias.name_key] = Target(alias.organisation_id, alias.group_id)
    return {key: known[key] for key in wanted if key in known}


async def organisations_of(session: AsyncSession, targets: Iterable[Target]) -> dict[Target, list[int]]:
    """The active organisations behind each target."""
    organisations = list(await session.scalars(select(Organisation).where(Organisation.active)))
    active = {organisation.id for organisation in organisations}
    members: dict[int, set[int]] = {}
    for group in await session.scalars(select(OrganisationGroup)):
        members[group.id] = {o.id for o in organisations if o.kind.value in group.kinds}
    for member in await session.scalars(select(OrganisationGroupMember)):
        members[member.group_id].add(member.organisation_id)
    found: dict[Target, list[int]] = {}
    for target in set(targets):
        if target.organisation_id is not None:
            found[target] = [target.organisation_id] if target.organisation_id in active else []
        elif target.group_id is not None:
            found[target] = sorted(members[target.group_id] & active)
        else:
            found[target] = []
    return found


async def unresolved_names(session: AsyncSession, plan_id: int) -> dict[str, tuple[str, list[str]]]:
    """Executors of a plan that nothing explains: key → (name, numbers of the items)."""
    rows = await session.execute(
        select(ItemExecutor.name, ItemExecutor.name_key, PlanItem.number)
        .join(PlanItem, PlanItem.id == ItemExecutor.item_id)
        .where(PlanItem.plan_id == plan_id)
        .order_by(PlanItem.position, ItemExecutor.id)
    )
    names: dict[str, tuple[str, list[str]]] = {}
    for name, key, number in rows:
        names.setdefault(key, (name, []))[1].append(number)
    known = await resolve_executors(session, names)
    return {key: value for key, value in names.items() if key not in known}


def natural_order(name: str) -> Sequence[tuple[int, int, str]]:
    """Sort key: «школа № 2» before «школа № 11»."""
    parts = re.split(r"(\d+)", name.lower())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts if part]
