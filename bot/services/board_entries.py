"""Every assignment of a cycle as a row of the exported table."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Assignment, Completion, EvidenceKind, Occurrence, PlanItem
from bot.services.names import natural_order
from bot.services.schedule import Rules
from bot.services.standing import Line, Term, lateness, load_lines, load_terms
from bot.texts import Words


@dataclass(frozen=True)
class Entry:
    """A row of the sheet of assignments; without a line, a date that nobody has to act on."""

    number: str
    title: str
    phrase: str
    term: Term
    line: Line | None
    evidence: str = ""
    days_late: int = 0
    reason: str = ""


async def load_entries(session: AsyncSession, made: Rules, cycle_id: int, words: Words) -> list[Entry]:
    """The rows in the order of the plan, within an item by organisation."""
    terms = await load_terms(session, made, Occurrence.cycle_id == cycle_id)
    items = {
        item.id: item
        for item in await session.scalars(
            select(PlanItem).where(PlanItem.id.in_({term.item_id for term in terms}))
        )
    }
    lines: dict[int, list[Line]] = {}
    for line in await load_lines(session, made, terms):
        lines.setdefault(line.occurrence_id, []).append(line)
    reports = await _reports(session, cycle_id)
    days_late = lateness(made)
    entries: list[Entry] = []
    for term in terms:
        item = items[term.item_id]
        head = (item.number, item.display_title, item.deadline_phrase, term)
        own = sorted(lines.get(term.occurrence_id, ()), key=lambda line: natural_order(line.organisation))
        for line in own:
            known = reports.get(line.assignment_id, [])
            entries.append(
                Entry(
                    *head, line, _evidence(known, words), days_late(line), known[-1].reason if known else ""
                )
            )
        if not own:
            entries.append(Entry(*head, None))
    return entries


async def _reports(session: AsyncSession, cycle_id: int) -> dict[int, list[Completion]]:
    """What was reported on every assignment, oldest first; progress only where nothing else came."""
    rows = await session.scalars(
        select(Completion)
        .join(Assignment, Assignment.id == Completion.assignment_id)
        .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
        .where(Occurrence.cycle_id == cycle_id)
        .order_by(Completion.id)
    )
    found: dict[int, list[Completion]] = {}
    for row in rows:
        found.setdefault(row.assignment_id, []).append(row)
    return {number: [c for c in all_ if not c.progress] or all_[-1:] for number, all_ in found.items()}


def _evidence(reports: Sequence[Completion], words: Words) -> str:
    """What counts as proof now: everything that was not returned, or else the last thing that was."""
    standing = [report for report in reports if report.accepted is not False] or reports[-1:]
    return "\n".join(_proof(report, words) for report in standing)


def _proof(report: Completion, words: Words) -> str:
    if report.evidence not in (EvidenceKind.FILE, EvidenceKind.PHOTO):
        return report.text
    name = report.file_name or words.label("board-proof-photo")
    return words.label("board-proof-file", name=name, text=report.text, explained=bool(report.text))
