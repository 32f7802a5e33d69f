"""The rows of a plan: written from a document, read with what their deadlines mean in a cycle."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import NotFound
from bot.models import (
    EvidenceKind,
    ItemDecision,
    ItemExecutor,
    Occurrence,
    OccurrenceKind,
    Plan,
    PlanItem,
    PlanSection,
)
from bot.plan_document import PlanDocument, PlanRow, Timing, needs_person, occurrences, proposed_date
from bot.services.names import name_key
from bot.services.schedule import Rules

FIRST_CYCLE, LAST_CYCLE = 2000, 2199
"""No order reaches further; only a forged tap asks for other years."""


Dates = tuple[date | None, date | None, date | None]
"""(opens, due, effective due) of an occurrence."""


@dataclass(frozen=True)
class DatedItem:
    """An item with what its deadline means in a cycle."""

    item_id: int
    number: str
    title: str
    phrase: str
    explanation: str
    executors: tuple[str, ...]
    dates: tuple[Dates, ...]
    warnings: tuple[str, ...]
    decision: ItemDecision | None


def occurrences_of(item: PlanItem, year: int, made: Rules) -> list[Occurrence]:
    """The occurrences of an item in a cycle, not yet attached to it.

    An item whose deadline is not decided has one that waits for a date; one without a deadline has none.
    """
    if not FIRST_CYCLE <= year <= LAST_CYCLE:
        raise NotFound
    if item.decision is ItemDecision.UNDATED:
        return []
    if item.decision is not None and item.decision.is_open:
        return [_undated(item.id, None)]
    timing = Timing.from_json(item.timing)
    found = occurrences(timing, year, made.calendar, made.settings.due_on_day_off)
    if not any(each.due for each in found):
        if timing.kind not in ("on_plan", "relative", "unparseable", "recurring"):
            return []
        return [_undated(item.id, proposed_date(timing, year))]
    kind = {"ongoing": OccurrenceKind.ONGOING}.get(timing.kind)
    return [
        Occurrence(
            item_id=item.id,
            ordinal=ordinal,
            kind=kind or (OccurrenceKind.WINDOW if each.opens else OccurrenceKind.DATED),
            opens=each.opens,
            due=each.due,
            before_start=each.effective_due is not None and each.effective_due < made.today,
        )
        for ordinal, each in enumerate(found)
    ]


def _undated(item_id: int, proposed: date | None) -> Occurrence:
    return Occurrence(
        item_id=item_id,
        ordinal=0,
        kind=OccurrenceKind.UNDATED,
        opens=None,
        due=None,
        proposed=proposed,
        before_start=False,
    )


def dates_of(timing: Timing, year: int, made: Rules) -> tuple[Dates, ...]:
    """The dates a reading would give in a cycle; empty where it gives none."""
    if not FIRST_CYCLE <= year <= LAST_CYCLE:
        raise NotFound
    found = occurrences(timing, year, made.calendar, made.settings.due_on_day_off)
    return tuple((each.opens, each.due, each.effective_due) for each in found if each.due)


async def add_rows(session: AsyncSession, plan: Plan, document: PlanDocument) -> None:
    """Sections, items and executors of a document that was just read."""
    sections: dict[str, PlanSection] = {}
    for position, (number, title) in enumerate(document.sections):
        sections[number] = PlanSection(
            plan_id=plan.id, position=position, number=number or "1", title=title or "Мероприятия"
        )
    session.add_all(sections.values())
    await session.flush()
    items = [
        PlanItem(
            plan_id=plan.id,
            section_id=sections[row.section].id,
            position=position,
            number=full_number(row),
            title=row.title,
            display_title=row.display_title.rstrip(" :;,"),
            result=row.result,
            deadline_phrase=row.timing.phrase,
            timing=row.timing.to_json(),
            decision=ItemDecision.ASKED if needs_person(row) else None,
            executors_text=row.executors_text,
            evidence=default_evidence(),
            warnings=[warning._asdict() for warning in row.warnings],
        )
        for position, row in enumerate(document.items)
    ]
    session.add_all(items)
    await session.flush()
    for item, row in zip(items, document.items, strict=True):
        session.add_all(_executors(plan, item, row))
    await session.flush()


def _executors(plan: Plan, item: PlanItem, row: PlanRow) -> list[ItemExecutor]:
    """Whom the row names, each once; where it names nobody, a question about that."""
    named = {name_key(executor.name): executor for executor in row.executors}
    if named:
        return [
            ItemExecutor(item_id=item.id, name=executor.name, name_key=key, kind=str(executor.kind))
            for key, executor in named.items()
        ]
    missing = f"Исполнитель пункта {item.number} (в плане {plan.number} не указан)"
    return [ItemExecutor(item_id=item.id, name=missing, name_key=name_key(missing), kind="missing")]


def full_number(row: PlanRow) -> str:
    """«2.4.3» where the item carries its section, «3.7» where it is numbered within it, else «7»."""
    if not row.section:
        return row.number
    carried = row.number.startswith(f"{row.section}.")
    return row.number if carried else f"{row.section}.{row.number}"


def default_evidence() -> list[str]:
    """An item takes any evidence until somebody narrows it."""
    return [kind.value for kind in EvidenceKind]


def dated_item(item: PlanItem, names: list[str], year: int, made: Rules) -> DatedItem:
    """An item with its dates in a cycle."""
    found = occurrences_of(item, year, made)
    return DatedItem(
        item_id=item.id,
        number=item.number,
        title=item.display_title,
        phrase=item.deadline_phrase,
        explanation=Timing.from_json(item.timing).explanation,
        executors=tuple(names),
        dates=tuple((o.opens, o.due, made.effective(o.due) if o.due else None) for o in found),
        warnings=item.remarks,
        decision=item.decision,
    )


async def load_plan(session: AsyncSession, plan_id: int) -> Plan:
    """A plan; refused when there is none."""
    plan = await session.get(Plan, plan_id)
    if plan is None:
        raise NotFound
    return plan


async def load_item(session: AsyncSession, item_id: int) -> PlanItem:
    """An item; refused when there is none."""
    item = await session.get(PlanItem, item_id)
    if item is None:
        raise NotFound
    return item


async def load_items(session: AsyncSession, plan_id: int) -> list[PlanItem]:
    """The items of a plan in their order."""
    return list(
        await session.scalars(select(PlanItem).where(PlanItem.plan_id == plan_id).order_by(PlanItem.position))
    )
