"""A plan as its official table, with the mark of execution in the last column: rows of plain text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import ItemDecision, Occurrence, OccurrenceKind, Plan, PlanCycle, PlanItem, PlanSection
from bot.plan_document import Timing
from bot.services.names import natural_order
from bot.services.plan_rows import load_items
from bot.services.schedule import Rules
from bot.services.standing import Line, Standing, Term, load_lines, load_terms
from bot.texts import Words

NAMES_IN_MARK = 12
"""Organisations named outright as not having reported; of the rest the count is said."""


@dataclass(frozen=True)
class OfficialRow:
    """An item in the six columns of the official table."""

    number: str
    title: str
    deadline: str
    executors: str
    result: str
    mark: str

    def cells(self) -> tuple[str, ...]:
        """The columns from left to right."""
        return self.number, self.title, self.deadline, self.executors, self.result, self.mark


@dataclass(frozen=True)
class OfficialTable:
    """The plan: its head, and for every section its heading and items. `as_of` is None while it is a form."""

    title: str
    number: str
    approved_on: date | None
    year: int
    as_of: date | None
    sections: tuple[tuple[str, tuple[OfficialRow, ...]], ...]


async def load_table(
    session: AsyncSession, plan: Plan, year: int, made: Rules, words: Words
) -> OfficialTable:
    """The table with the marks of a cycle; where the plan is not at work in it, the marks stay empty."""
    cycle_id = await session.scalar(
        select(PlanCycle.id).where(
            PlanCycle.plan_id == plan.id, PlanCycle.year == year, PlanCycle.closed_at.is_(None)
        )
    )
    marks = await _marks(session, cycle_id, made, words) if cycle_id is not None else {}
    items = await load_items(session, plan.id)
    rows: dict[int, list[OfficialRow]] = {}
    for item in items:
        mark = ""
        if cycle_id is not None:
            mark = "\n".join(_of_decision(item, words) or marks.get(item.id) or [words.label("mark-none")])
        rows.setdefault(item.section_id, []).append(_row(item, mark, words))
    sections = await session.scalars(
        select(PlanSection).where(PlanSection.plan_id == plan.id).order_by(PlanSection.position)
    )
    return OfficialTable(
        title=plan.title,
        number=plan.number,
        approved_on=plan.approved_on,
        year=year,
        as_of=made.today if cycle_id is not None else None,
        sections=tuple((f"{each.number}. {each.title}", tuple(rows.get(each.id, ()))) for each in sections),
    )


def _row(item: PlanItem, mark: str, words: Words) -> OfficialRow:
    deadline = item.deadline_phrase
    if item.decision is ItemDecision.CORRECTED:
        clarified = Timing.from_json(item.timing).phrase
        deadline = words.label("export-clarified", phrase=deadline, said=bool(deadline), clarified=clarified)
    return OfficialRow(
        number=item.number,
        title=item.display_title,
        deadline=deadline,
        executors=item.executors_text,
        result=item.result,
        mark=mark,
    )


def _of_decision(item: PlanItem, words: Words) -> list[str]:
    """What stands instead of marks where the item has no dates."""
    if item.decision is ItemDecision.UNDATED:
        return [words.label("mark-no-deadline")]
    if item.decision is not None and item.decision.is_open:
        return [words.label("mark-undecided")]
    return []


async def _marks(session: AsyncSession, cycle_id: int, made: Rules, words: Words) -> dict[int, list[str]]:
    """The marks of every item, one for each of its dates."""
    terms = await load_terms(session, made, Occurrence.cycle_id == cycle_id)
    lines: dict[int, list[Line]] = {}
    for line in await load_lines(session, made, terms):
        lines.setdefault(line.occurrence_id, []).append(line)
    found: dict[int, list[str]] = {}
    for term in terms:
        found.setdefault(term.item_id, []).append(_mark(term, lines.get(term.occurrence_id, ()), words))
    return found


def _mark(term: Term, lines: Sequence[Line], words: Words) -> str:
    """«15.07.2026: исполнено 3 из 5; не исполнено 1: Школа № 1»."""
    if term.due is None:
        return words.label("mark-undated")
    if term.before_start and not lines:
        said = words.label("mark-before")
    elif not lines:
        said = words.label("mark-nobody")
    elif len(lines) == 1:
        said = _of_one(lines[0], term, words)
    else:
        said = "; ".join(_of_many(lines, term, words))
    return words.label("mark-term", due=f"{term.due:%d.%m.%Y}", said=said)


def _of_one(line: Line, term: Term, words: Words) -> str:
    if line.standing is Standing.IN_TIME and term.kind is OccurrenceKind.ONGOING:
        return words.label("mark-one-ongoing")
    day = f"{line.reported_on:%d.%m.%Y}" if line.reported_on else ""
    return words.label(f"mark-one-{line.standing.value}", day=day, dated=bool(day))


def _of_many(lines: Iterable[Line], term: Term, words: Words) -> Iterator[str]:
    """Where the organisations stand, those who have not reported by name."""
    by_standing: dict[Standing, list[Line]] = {}
    for line in lines:
        by_standing.setdefault(line.standing, []).append(line)
    total = sum(len(found) for found in by_standing.values())
    for standing in (Standing.DONE, Standing.REPORTED, Standing.LATE, Standing.IN_TIME):
        found = by_standing.get(standing, [])
        if not found:
            continue
        names = sorted((line.organisation for line in found), key=natural_order)
        kind = standing.value
        if standing is Standing.IN_TIME and term.kind is OccurrenceKind.ONGOING:
            kind = "ongoing"
        yield words.label(
            f"mark-many-{kind}",
            count=len(found),
            total=total,
            names=", ".join(names[:NAMES_IN_MARK]),
            more=max(len(names) - NAMES_IN_MARK, 0),
        )
