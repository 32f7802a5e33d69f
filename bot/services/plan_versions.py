"""Versions of one order: which replaces which, what is carried over, how a working cycle changes hands."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Assignment,
    ItemDecision,
    ItemExecutor,
    Occurrence,
    Plan,
    PlanCycle,
    PlanItem,
    PlanState,
)
from bot.plan_document import PlanDocument, Timing
from bot.services.coverage import STILL_OPEN
from bot.services.names import name_key
from bot.services.plan_diff import ItemFacts, pair
from bot.services.plan_rows import load_items
from bot.services.rescheduling import REMOVED, Change, align, drop
from bot.services.schedule import Rules, executors_of_items

SAME_ORDER = 85
"""How like the titles of two documents with one number must be to be versions of one order."""


async def previous_version(session: AsyncSession, document: PlanDocument) -> Plan | None:
    """The newest plan that this document is another version of: the same number and a title like it.

    Without a number the title has to be the same.
    """
    from rapidfuzz import fuzz

    known = await session.scalars(
        select(Plan).where(Plan.number == document.number).order_by(Plan.version.desc(), Plan.id.desc())
    )
    title = name_key(document.title)
    for plan in known:
        theirs = name_key(plan.title)
        if theirs == title or (document.number and fuzz.token_sort_ratio(theirs, title) >= SAME_ORDER):
            return plan
    return None


async def facts_of(session: AsyncSession, plan_id: int) -> list[ItemFacts]:
    """The items of a plan as they are compared with another version."""
    names: dict[int, set[str]] = {}
    rows = await session.execute(
        select(ItemExecutor.item_id, ItemExecutor.name)
        .join(PlanItem, PlanItem.id == ItemExecutor.item_id)
        .where(PlanItem.plan_id == plan_id, ItemExecutor.kind != "missing")
    )
    for item_id, name in rows:
        names.setdefault(item_id, set()).add(name)
    return [_facts(item, names.get(item.id, set())) for item in await load_items(session, plan_id)]


def _facts(item: PlanItem, executors: set[str]) -> ItemFacts:
    undecided = item.decision is not None and item.decision.is_open
    without = undecided or item.decision is ItemDecision.UNDATED
    return ItemFacts(
        item_id=item.id,
        number=item.number,
        title=item.display_title,
        phrase=item.deadline_phrase,
        timing=None if without else Timing.from_json(item.timing),
        executors=frozenset(executors),
    )


async def carry_over(session: AsyncSession, plan: Plan, earlier: Plan) -> None:
    """What people have set about the earlier version holds for the same items of the new one.

    A decision holds only where the order still says the same words: other words are asked about anew.
    """
    plan.replaces_id = earlier.id
    plan.ladder = earlier.ladder
    items = {item.id: item for item in await load_items(session, earlier.id)}
    own = {item.id: item for item in await load_items(session, plan.id)}
    pairs = pair(await facts_of(session, earlier.id), await facts_of(session, plan.id))
    for new_id, old_id in pairs.items():
        new, old = own[new_id], items[old_id]
        new.evidence, new.ladder = list(old.evidence), old.ladder
        same_words = name_key(new.deadline_phrase) == name_key(old.deadline_phrase)
        if old.decision is None or not same_words:
            continue
        new.decision = old.decision
        if old.printed is not None:
            new.printed, new.timing = new.timing, old.timing
    await session.flush()


async def earlier_at_work(session: AsyncSession, plan: Plan) -> list[PlanCycle]:
    """The open cycles of the versions that this plan takes over from."""
    seen = {plan.id}
    found: list[PlanCycle] = []
    number = plan.replaces_id
    while number is not None and number not in seen:
        seen.add(number)
        found += await session.scalars(
            select(PlanCycle).where(PlanCycle.plan_id == number, PlanCycle.closed_at.is_(None))
        )
        number = await session.scalar(select(Plan.replaces_id).where(Plan.id == number))
    return found


async def archive_earlier(session: AsyncSession, plan: Plan) -> None:
    """Earlier versions are put away, drafts too: only one version of an order can be at work.

    Their files may come in again (somebody wants the old version back): that will be a new version.
    """
    number = plan.replaces_id
    while number is not None:
        earlier = await session.get_one(Plan, number)
        if earlier.state is not PlanState.ARCHIVED:
            earlier.state, earlier.digest = PlanState.ARCHIVED, f"{earlier.digest}:{earlier.id}"
        number = earlier.replaces_id


async def take_over(
    session: AsyncSession, clock: Clock, made: Rules, before: PlanCycle, after: PlanCycle
) -> list[Change]:
    """Move a working cycle from one version to the next; returns what those concerned have to be told.

    Occurrences keep their numbers and go over to the items of the new version with their assignments:
    what was done stays done, promises and reports stay. Items that are no longer there lose what is open.
    """
    now = clock.now()
    before.closed_at = now
    pairs = pair(await facts_of(session, before.plan_id), await facts_of(session, after.plan_id))
    known: dict[int, list[Occurrence]] = {}
    for occurrence in await session.scalars(
        select(Occurrence).where(Occurrence.cycle_id == before.id).order_by(Occurrence.ordinal)
    ):
        known.setdefault(occurrence.item_id, []).append(occurrence)
    changes: list[Change] = []
    for item in await load_items(session, after.plan_id):
        existing = known.pop(pairs[item.id], []) if item.id in pairs else []
        for occurrence in existing:
            occurrence.cycle_id, occurrence.item_id = after.id, item.id
        await session.flush()
        changes += await align(session, after, item, existing, made, now)
    for gone in known.values():
        for occurrence in gone:
            changes += await drop(session, occurrence, now)
    await session.flush()
    return [*changes, *await _let_go(session, clock, after)]


async def _let_go(session: AsyncSession, clock: Clock, cycle: PlanCycle) -> list[Change]:
    """Open assignments of organisations that the items no longer name."""
    executors = await executors_of_items(session, cycle.plan_id)
    rows = await session.execute(
        select(Assignment, Occurrence)
        .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
        .where(Occurrence.cycle_id == cycle.id, Assignment.state.in_(STILL_OPEN))
    )
    gone = []
    for assignment, occurrence in rows.all():
        if assignment.organisation_id not in executors.get(occurrence.item_id, ()):
            assignment.withdraw(clock.now())
            gone.append(Change(assignment, occurrence, REMOVED, assignment.due))
    await session.flush()
    return gone
