"""A plan in one cycle, told as JSON-ready data or as a table for people."""

from datetime import date
from typing import Any

from bot.plan_document.document import PlanDocument, PlanRow
from bot.plan_document.occurrences import Occurrence, occurrences, proposed_date
from bot.plan_document.table import render
from bot.working_days import WorkingDays

_TITLE_LENGTH = 160


def as_json(plan: PlanDocument, cycle: int, days: WorkingDays) -> dict[str, Any]:
    """The plan and its dates in a cycle; dates are ISO strings, warnings Russian sentences."""
    return {
        "document": {
            "title": plan.title,
            "number": plan.number,
            "date": _iso(plan.approved_on),
            "organisation": plan.organisation,
            "period": list(plan.period) if plan.period else None,
        },
        "cycle": cycle,
        "sections": [{"number": number, "title": title} for number, title in plan.sections],
        "items": [_item(item, cycle, days) for item in plan.items],
        "warnings": [warning.message for warning in plan.warnings],
    }


def _item(item: PlanRow, cycle: int, days: WorkingDays) -> dict[str, Any]:
    return {
        "section": item.section,
        "number": item.number,
        "title": item.title,
        "display_title": item.display_title,
        "result": item.result,
        "deadline": item.timing.to_json(),
        "executors": [{"name": executor.name, "kind": executor.kind} for executor in item.executors],
        "occurrences": [
            {"opens": _iso(one.opens), "due": _iso(one.due), "effective_due": _iso(one.effective_due)}
            for one in occurrences(item.timing, cycle, days)
        ],
        "proposed_date": _iso(proposed_date(item.timing, cycle)),
        "warnings": [warning.message for warning in item.warnings],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_table(plan: PlanDocument, cycle: int, days: WorkingDays, width: int) -> list[str]:
    """Lines of a table of number, title, deadline in words with the dates of the cycle, and executors."""
    titles = dict(plan.sections)
    rows: list[tuple[str, ...]] = []
    section = None
    for item in plan.items:
        if item.section != section:
            section = item.section
            if section:
                rows.append((f"Раздел {section}. {titles.get(section, '')}".rstrip(". "),))
        rows.append((item.number, _title(item), _when(item, cycle, days), _who(item)))
    header = ("№", "Мероприятие", f"Срок и даты цикла {cycle}", "Исполнители")
    return render(header, rows, shares=(0, 5, 4, 4), width=width)


def _title(item: PlanRow) -> str:
    title = item.display_title
    shown = title if len(title) <= _TITLE_LENGTH else title[: _TITLE_LENGTH - 1].rstrip() + "…"
    return "\n".join([shown, *(f"! {warning.message}" for warning in item.warnings)])


def _when(item: PlanRow, cycle: int, days: WorkingDays) -> str:
    found = [_said(one) for one in occurrences(item.timing, cycle, days)]
    proposed = proposed_date(item.timing, cycle)
    if not found and proposed:
        found = [f"даты нет, можно предложить {proposed:%d.%m.%Y}"]
    return "\n".join([item.timing.explanation, *(f"→ {line}" for line in found or ["в этом цикле даты нет"])])


def _said(occurrence: Occurrence) -> str:
    opens, due, effective = occurrence.opens, occurrence.due, occurrence.effective_due
    said = f"{due:%d.%m.%Y}" if opens is None else f"{opens:%d.%m.%Y} – {due:%d.%m.%Y}"
    return said if effective == due else f"{said} (раб. день {effective:%d.%m})"


def _who(item: PlanRow) -> str:
    return "; ".join(executor.name for executor in item.executors) or "—"


def headline(plan: PlanDocument) -> str:
    """The document in one or two lines."""
    approved = f" от {plan.approved_on:%d.%m.%Y}" if plan.approved_on else ""
    number = f"№ {plan.number}{approved}" if plan.number else ""
    return "\n".join(part for part in (plan.title, number, plan.organisation) if part)


def summary(plan: PlanDocument, cycle: int, days: WorkingDays) -> str:
    """The last line: how many sections, items, dates and warnings."""
    dates = sum(len(occurrences(item.timing, cycle, days)) for item in plan.items)
    unclear = sum(1 for item in plan.items if item.timing.kind == "unparseable")
    warnings = len(plan.warnings) + sum(len(item.warnings) for item in plan.items)
    return (
        f"Разделов: {len(plan.sections)}, мероприятий: {len(plan.items)}, сроков в цикле {cycle}: {dates}, "
        f"не понято сроков: {unclear}, предупреждений: {warnings}."
    )
