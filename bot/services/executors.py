"""Whom the executors of an order mean: organisations, groups, remembered answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import NotFound
from bot.models import (
    ExecutorAlias,
    ItemExecutor,
    Organisation,
    OrganisationGroup,
    OrganisationGroupMember,
    PlanItem,
)
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.names import name_key, numbers_in

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


async def suggestions(session: AsyncSession, name: str) -> list[Choice]:
    """The likeliest meanings; a name with other numbers in it is never one of them."""
    from rapidfuzz import fuzz, process

    candidates = {g.name: Target(None, g.id) for g in await session.scalars(select(OrganisationGroup))} | {
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


async def explain_executor(
    session: AsyncSession, actor: Actor, at: datetime, executor_id: int, target: Target
) -> None:
    """Remember what an executor (by the number of its row) means, for this plan and all later ones."""
    executor = await session.get(ItemExecutor, executor_id)
    if executor is None:
        raise NotFound
    alias = await session.scalar(select(ExecutorAlias).where(ExecutorAlias.name_key == executor.name_key))
    if alias is None:
        alias = ExecutorAlias(name=executor.name, name_key=executor.name_key)
        session.add(alias)
    alias.organisation_id, alias.group_id = target
    await session.flush()
    note(
        session,
        at,
        actor.person_id,
        "executor explained",
        "alias",
        alias.id,
        organisation=target.organisation_id,
        group=target.group_id,
    )


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


async def unresolved_names(session: AsyncSession, plan_id: int) -> dict[str, tuple[str, list[str], int]]:
    """Executors of a plan that nothing explains: key → (name, numbers of the items, a row's number)."""
    rows = await session.execute(
        select(ItemExecutor.name, ItemExecutor.name_key, PlanItem.number, ItemExecutor.id)
        .join(PlanItem, PlanItem.id == ItemExecutor.item_id)
        .where(PlanItem.plan_id == plan_id)
        .order_by(PlanItem.position, ItemExecutor.id)
    )
    names: dict[str, tuple[str, list[str], int]] = {}
    for name, key, number, executor_id in rows:
        names.setdefault(key, (name, [], executor_id))[1].append(number)
    known = await resolve_executors(session, names)
    return {key: value for key, value in names.items() if key not in known}
