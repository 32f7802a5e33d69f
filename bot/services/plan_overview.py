"""A plan at a glance: how much of it is understood, what needs a person, its dates in a cycle."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import OccurrenceKind, Plan, PlanCycle, PlanItem, PlanSection, PlanState
from bot.plan_document import CONTRADICTIONS, DATE_DOUBTS, cycle_of
from bot.services.executors import unresolved_names
from bot.services.plan_rows import load_items, load_plan, occurrences_of
from bot.services.plan_versions import earlier_at_work
from bot.services.schedule import rules
from bot.settings import Settings


@dataclass(frozen=True)
class PlanOverview:
    """What a person sees after the upload, before putting the plan to work."""

    plan_id: int
    title: str
    number: str
    version: int
    state: PlanState
    sections: int
    items: int
    warnings: tuple[str, ...]
    contradictions: int
    """How many of the warnings say that two places do not agree."""
    asked: int
    """Items that a person was asked about; `undecided` are the numbers of those still open."""
    undecided: tuple[str, ...]
    replaces: int | None
    """The version that came before, if any."""
    takes_over: tuple[int, ...]
    """The cycles in which an earlier version is at work."""
    year: int
    years: tuple[int, ...]
    active_years: tuple[int, ...]
    dated: int
    ongoing: int
    undated: int
    past: int
    unresolved: int


async def load_overview(
    session: AsyncSession, clock: Clock, settings: Settings, plan_id: int, year: int | None
) -> PlanOverview:
    """How a plan stands, and how it looks in a cycle (the current one by default)."""
    today = clock.today()
    year = year or cycle_of(today)
    plan = await load_plan(session, plan_id)
    made = await rules(session, settings, today)
    items = await load_items(session, plan_id)
    sections = await session.scalar(
        select(func.count()).select_from(PlanSection).where(PlanSection.plan_id == plan_id)
    )
    active = await session.scalars(
        select(PlanCycle.year).where(PlanCycle.plan_id == plan_id, PlanCycle.closed_at.is_(None))
    )
    active_years = tuple(active)
    unresolved = len(await unresolved_names(session, plan_id))
    replaces = await session.scalar(select(Plan.version).where(Plan.id == plan.replaces_id))
    before = await earlier_at_work(session, plan)
    counts = dict.fromkeys(OccurrenceKind, 0)
    past = 0
    for item in items:
        if item.decision is not None and item.decision.is_open:
            continue  # counted as undecided
        for found in occurrences_of(item, year, made):
            counts[found.kind] += 1
            past += found.before_start
    return PlanOverview(
        plan_id=plan.id,
        title=plan.title,
        number=plan.number,
        version=plan.version,
        state=plan.state,
        sections=sections or 0,
        items=len(items),
        warnings=_all_warnings(plan, items),
        contradictions=_contradictions(plan, items),
        asked=sum(item.decision is not None for item in items),
        undecided=undecided_numbers(items),
        replaces=replaces,
        takes_over=tuple(cycle.year for cycle in before),
        year=year,
        years=(cycle_of(today), cycle_of(today) + 1),
        active_years=active_years,
        dated=counts[OccurrenceKind.DATED] + counts[OccurrenceKind.WINDOW],
        ongoing=counts[OccurrenceKind.ONGOING],
        undated=counts[OccurrenceKind.UNDATED],
        past=past,
        unresolved=unresolved,
    )


def _all_warnings(plan: Plan, items: list[PlanItem]) -> tuple[str, ...]:
    """In words, each with the number of its item; the contradictions first."""
    own = [(warning["code"], warning["message"]) for warning in plan.warnings]
    named = [
        (warning["code"], _named(item.number, warning["message"]))
        for item in items
        for warning in item.warnings
    ]
    found = sorted([*own, *named], key=lambda warning: warning[0] not in CONTRADICTIONS)
    return tuple(message for _, message in found)


def _named(number: str, message: str) -> str:
    return message if message.startswith(number) else f"{number}: {message}"


def _contradictions(plan: Plan, items: list[PlanItem]) -> int:
    """Those that are left: a date that a person has decided about no longer contradicts anything."""
    found = sum(warning["code"] in CONTRADICTIONS for warning in plan.warnings)
    for item in items:
        decided = item.decision is not None and not item.decision.is_open
        codes = CONTRADICTIONS - DATE_DOUBTS if decided else CONTRADICTIONS
        found += sum(warning["code"] in codes for warning in item.warnings)
    return found


def undecided_numbers(items: list[PlanItem]) -> tuple[str, ...]:
    """The items whose deadline is still to be decided."""
    return tuple(item.number for item in items if item.decision is not None and item.decision.is_open)
