"""A plan that was read, or why it could not be, as JSON between two processes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.plan_document import failures
from bot.plan_document.document import PlanDocument, PlanRow
from bot.plan_document.executors import Executor
from bot.plan_document.failures import PlanUnreadable
from bot.plan_document.timing import PlanWarning, Timing


def plan_to_json(plan: PlanDocument) -> dict[str, Any]:
    """The plan as JSON-ready data."""
    return {
        "title": plan.title,
        "number": plan.number,
        "approved_on": plan.approved_on.isoformat() if plan.approved_on else None,
        "organisation": plan.organisation,
        "period": plan.period,
        "sections": plan.sections,
        "items": [_row_to_json(item) for item in plan.items],
        "warnings": _warnings_to_json(plan.warnings),
    }


def plan_from_json(data: Mapping[str, Any]) -> PlanDocument:
    """The inverse of `plan_to_json`."""
    return PlanDocument(
        title=data["title"],
        number=data["number"],
        approved_on=date.fromisoformat(data["approved_on"]) if data["approved_on"] else None,
        organisation=data["organisation"],
        period=(data["period"][0], data["period"][1]) if data["period"] else None,
        sections=tuple((number, title) for number, title in data["sections"]),
        items=tuple(map(_row_from_json, data["items"])),
        warnings=_warnings_from_json(data["warnings"]),
    )


def _row_to_json(row: PlanRow) -> dict[str, Any]:
    return {
        "section": row.section,
        "number": row.number,
        "title": row.title,
        "display_title": row.display_title,
        "result": row.result,
        "timing": row.timing.to_json(),
        "executors": [(executor.name, executor.kind) for executor in row.executors],
        "executors_text": row.executors_text,
        "warnings": _warnings_to_json(row.warnings),
    }


def _row_from_json(data: Mapping[str, Any]) -> PlanRow:
    return PlanRow(
        section=data["section"],
        number=data["number"],
        title=data["title"],
        display_title=data["display_title"],
        result=data["result"],
        timing=Timing.from_json(data["timing"]),
        executors=tuple(Executor(name, kind) for name, kind in data["executors"]),
        executors_text=data["executors_text"],
        warnings=_warnings_from_json(data["warnings"]),
    )


def _warnings_to_json(warnings: Iterable[PlanWarning]) -> list[tuple[str, str]]:
    return [(warning.code, warning.message) for warning in warnings]


def _warnings_from_json(data: Iterable[tuple[str, str]]) -> tuple[PlanWarning, ...]:
    return tuple(PlanWarning(code, message) for code, message in data)


def failure_to_json(failure: PlanUnreadable) -> dict[str, Any]:
    """Which failure, and the variables of its text."""
    return {"failure": type(failure).__name__, "arguments": failure.arguments}


def failure_from_json(data: Mapping[str, Any]) -> PlanUnreadable:
    """The inverse of `failure_to_json`."""
    kind = getattr(failures, data["failure"])
    assert issubclass(kind, PlanUnreadable)
    made: PlanUnreadable = kind(**data["arguments"])
    return made
