"""Organisations and their groups: who there is to answer for the items of an order."""

import asyncio
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, NotFound
from bot.models import (
    Database,
    ExecutorAlias,
    Invite,
    ItemExecutor,
    Membership,
    Organisation,
    OrganisationGroup,
    OrganisationGroupMember,
    OrganisationKind,
)
from bot.services import organisation_groups, organisation_table
from bot.services.actor import Actor, only_administrators
from bot.services.audit import note
from bot.services.coverage import follow_executors, open_assignments_of, withdraw
from bot.services.executors import Choice, Target, suggestions, unresolved_names
from bot.services.names import contains, name_key, natural_order
from bot.services.organisation_groups import AliasRow, GroupRow, GroupView
from bot.services.organisation_table import RowProblem
from bot.settings import Settings

SHORTEST_NAME, LONGEST_NAME = 2, 200


@dataclass(frozen=True)
class Unresolved:
    """An executor nobody has explained yet, with the likeliest meanings."""

    name: str
    executor_id: int
    items: tuple[str, ...]
    choices: tuple[Choice, ...]
    remaining: int


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation of a list."""

    organisation_id: int
    name: str
    kind: OrganisationKind


@dataclass(frozen=True)
class OrganisationCard:
    """One organisation with what depends on it."""

    row: OrganisationRow
    people: int
    assignments: int
    groups: tuple[str, ...]


@dataclass(frozen=True)
class ImportResult:
    """What an XLSX list brought."""

    added: int
    known: int
    assignments: int
    new_groups: tuple[str, ...]
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True)
class Organisations:
    """Use cases around organisations; every public method is one transaction.

    Whatever changes who is meant by an executor changes the assignments of the working cycles with it.
    """

    db: Database
    clock: Clock
    settings: Settings

    async def ensure_built_in(self) -> None:
        """The groups and wordings the product knows from the start; safe to call at every start."""
        async with self.db.transaction() as session:
            await organisation_groups.ensure_built_in(session)

    async def listed(self, kind: OrganisationKind | None = None, part: str = "") -> list[OrganisationRow]:
        """Active organisations by name, schools in the order of their numbers; `part` of a name narrows."""
        async with self.db.reading() as session:
            query = select(Organisation).where(Organisation.active)
            if kind is not None:
                query = query.where(Organisation.kind == kind)
            found = [_row(each) for each in await session.scalars(query)]
        return sorted(
            (row for row in found if contains(row.name, part)), key=lambda row: natural_order(row.name)
        )

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
            return (await _active(session, organisation_id)).name

    async def card(self, organisation_id: int) -> OrganisationCard:
        """One organisation with how many people, assignments and groups it has."""
        async with self.db.reading() as session:
            organisation = await _active(session, organisation_id)
            people = await session.scalar(
                select(func.count(func.distinct(Membership.person_id))).where(
                    Membership.organisation_id == organisation_id, Membership.ended_at.is_(None)
                )
            )
            groups = await session.scalars(
                select(OrganisationGroup.name)
                .join(OrganisationGroupMember, OrganisationGroupMember.group_id == OrganisationGroup.id)
                .where(OrganisationGroupMember.organisation_id == organisation_id)
                .order_by(OrganisationGroup.name)
            )
            return OrganisationCard(
                row=_row(organisation),
                people=people or 0,
                assignments=len(await open_assignments_of(session, organisation_id)),
                groups=tuple(groups),
            )

    async def add(self, actor: Actor, name: str, kind: OrganisationKind) -> OrganisationRow:
        """Enter one organisation by hand; one that was closed opens again."""
        only_administrators(actor)
        name = _checked(name)
        async with self.db.transaction() as session:
            known = await _by_name(session, name)
            if known is not None and known.active:
                raise DomainError("organisation-known", name=known.name)
            organisation = await self._open(session, actor, known, name, kind)
            await self._follow(session, actor)
            return _row(organisation)

    async def rename(self, actor: Actor, organisation_id: int, name: str) -> OrganisationRow:
        """Another name; orders that use the old one still mean this organisation."""
        only_administrators(actor)
        name = _checked(name)
        async with self.db.transaction() as session:
            organisation = await _active(session, organisation_id)
            same = await _by_name(session, name)
            if same is not None and same.id != organisation_id:
                raise DomainError("organisation-known", name=same.name)
            if organisation.name == name:
                return _row(organisation)
            await _remember_old_name(session, organisation, name_key(name))
            organisation.name, organisation.name_key = name, name_key(name)
            self._note(session, actor, "organisation renamed", organisation.id)
            await self._follow(session, actor)
            return _row(organisation)

    async def close(self, actor: Actor, organisation_id: int) -> int:
        """The organisation is no more: its open assignments and unused invites end, answers that name it
        are asked again. Returns how many assignments were withdrawn; repeating it changes nothing.
        """
        only_administrators(actor)
        async with self.db.transaction() as session:
            organisation = await session.get(Organisation, organisation_id)
            if organisation is None:
                raise NotFound
            if not organisation.active:
                return 0
            organisation.active = False
            assignments = await open_assignments_of(session, organisation_id)
            await withdraw(session, self.clock, actor.person_id, assignments)
            for alias in await session.scalars(
                select(ExecutorAlias).where(ExecutorAlias.organisation_id == organisation_id)
            ):
                await session.delete(alias)
            await session.execute(
                update(Invite)
                .where(
                    Invite.organisation_id == organisation_id,
                    Invite.used_by.is_(None),
                    Invite.revoked_at.is_(None),
                )
                .values(revoked_at=self.clock.now())
            )
            self._note(session, actor, "organisation closed", organisation.id, withdrawn=len(assignments))
            return len(assignments)

    async def import_table(self, actor: Actor, file_name: str, content: bytes) -> ImportResult:
        """Organisations from an XLSX list (name, kind, groups); known ones only join their groups."""
        only_administrators(actor)
        organisation_table.check_format(file_name)
        rows, problems = await asyncio.to_thread(organisation_table.read, content)
        added = known = 0
        new_groups: list[str] = []
        async with self.db.transaction() as session:
            have = {o.name_key: o for o in await session.scalars(select(Organisation))}
            groups = {name_key(g.name): g for g in await session.scalars(select(OrganisationGroup))}
            for row in rows:
                organisation = have.get(name_key(row.name))
                if organisation is None or not organisation.active:
                    organisation = await self._open(session, actor, organisation, row.name, row.kind)
                    have[organisation.name_key] = organisation
                    added += 1
                else:
                    known += 1
                for name in row.groups:
                    if name_key(name) not in groups:
                        groups[name_key(name)] = group = OrganisationGroup(name=name, kinds=[])
                        session.add(group)
                        await session.flush()
                        new_groups.append(name)
                    group_id = groups[name_key(name)].id
                    await organisation_groups.set_member(session, group_id, organisation.id, inside=True)
            followed = await self._follow(session, actor)
        return ImportResult(added, known, followed, tuple(new_groups), tuple(problems))

    async def table(self) -> bytes:
        """The list as XLSX: what is known now, in the form that can be imported again."""
        async with self.db.reading() as session:
            organisations = list(await session.scalars(select(Organisation).where(Organisation.active)))
            groups = {group.id: group.name for group in await session.scalars(select(OrganisationGroup))}
            members: dict[int, list[str]] = {}
            for member in await session.scalars(select(OrganisationGroupMember)):
                members.setdefault(member.organisation_id, []).append(groups[member.group_id])
        rows = [
            organisation_table.TableRow(o.name, o.kind, tuple(sorted(members.get(o.id, ()))))
            for o in sorted(organisations, key=lambda o: natural_order(o.name))
        ]
        return await asyncio.to_thread(organisation_table.write, rows)

    async def groups(self) -> list[GroupRow]:
        """All groups with how many organisations each means today."""
        async with self.db.reading() as session:
            return await organisation_groups.listed(session)

    async def group(self, group_id: int) -> GroupView:
        """One group."""
        async with self.db.reading() as session:
            return await organisation_groups.view(session, group_id)

    async def set_member(
        self, actor: Actor, group_id: int, organisation_id: int, *, inside: bool
    ) -> GroupView:
        """Put an organisation into a group, or take it out."""
        only_administrators(actor)
        async with self.db.transaction() as session:
            if await organisation_groups.set_member(session, group_id, organisation_id, inside=inside):
                action = "joined group" if inside else "left group"
                self._note(session, actor, action, organisation_id, group=group_id)
                await self._follow(session, actor)
            return await organisation_groups.view(session, group_id)

    async def aliases(self, actor: Actor) -> list[AliasRow]:
        """What people have answered about the executors of orders."""
        only_administrators(actor)
        async with self.db.reading() as session:
            return await organisation_groups.aliases(session)

    async def alias(self, actor: Actor, alias_id: int) -> AliasRow:
        """One of these answers."""
        for row in await self.aliases(actor):
            if row.alias_id == alias_id:
                return row
        raise NotFound

    async def forget(self, actor: Actor, alias_id: int) -> None:
        """Forget an answer, so that it is asked again; assignments wait for the new one."""
        only_administrators(actor)
        async with self.db.transaction() as session:
            alias = await session.get(ExecutorAlias, alias_id)
            if alias is not None:
                note(session, self.clock.now(), actor.person_id, "answer forgotten", "alias", alias.id)
                await session.delete(alias)

    async def next_unresolved(self, plan_id: int) -> Unresolved | None:
        """The next executor of a plan that nothing explains, or None when all are known."""
        async with self.db.reading() as session:
            names = await unresolved_names(session, plan_id)
            if not names:
                return None
            name, items, executor_id = next(iter(names.values()))
            return Unresolved(
                name=name,
                executor_id=executor_id,
                items=tuple(items),
                choices=tuple(await suggestions(session, name)),
                remaining=len(names),
            )

    async def all_choices(self, kind: OrganisationKind | None) -> list[Choice]:
        """Everything an executor can mean: the groups, or the organisations of one kind."""
        if kind is None:
            return [Choice(row.name, Target(None, row.group_id)) for row in await self.groups()]
        return [Choice(row.name, Target(row.organisation_id, None)) for row in await self.listed(kind)]

    async def _open(
        self,
        session: AsyncSession,
        actor: Actor,
        closed: Organisation | None,
        name: str,
        kind: OrganisationKind,
    ) -> Organisation:
        if closed is not None:
            closed.active, closed.kind, closed.name = True, kind, name
            self._note(session, actor, "organisation reopened", closed.id, kind=kind.value)
            return closed
        organisation = Organisation(name=name, name_key=name_key(name), kind=kind)
        session.add(organisation)
        await session.flush()
        self._note(session, actor, "organisation added", organisation.id, kind=kind.value)
        return organisation

    async def _follow(self, session: AsyncSession, actor: Actor) -> int:
        followed = await follow_executors(session, self.clock, self.settings, actor.person_id)
        return followed.added

    def _note(
        self, session: AsyncSession, actor: Actor, action: str, organisation_id: int, **details: object
    ) -> None:
        note(session, self.clock.now(), actor.person_id, action, "organisation", organisation_id, **details)


def _row(organisation: Organisation) -> OrganisationRow:
    return OrganisationRow(organisation.id, organisation.name, organisation.kind)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME or not name_key(name):
        raise DomainError("organisation-name-length")
    return name


async def _active(session: AsyncSession, organisation_id: int) -> Organisation:
    organisation = await session.get(Organisation, organisation_id)
    if organisation is None or not organisation.active:
        raise NotFound
    return organisation


async def _by_name(session: AsyncSession, name: str) -> Organisation | None:
    return await session.scalar(select(Organisation).where(Organisation.name_key == name_key(name)))


async def _remember_old_name(session: AsyncSession, organisation: Organisation, new_key: str) -> None:
    """Where an order names the organisation by its present name, the name becomes an answer."""
    old = organisation.name_key
    used = await session.scalar(select(ItemExecutor.id).where(ItemExecutor.name_key == old).limit(1))
    known = await session.scalar(select(ExecutorAlias.id).where(ExecutorAlias.name_key == old))
    if old != new_key and used is not None and known is None:
        session.add(ExecutorAlias(name=organisation.name, name_key=old, organisation_id=organisation.id))
