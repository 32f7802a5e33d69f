"""Reminders whose day has come, as rows: a morning reads very many, and objects would weigh too much."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    Assignment,
    Audience,
    Completion,
    Nudge,
    Occurrence,
    Organisation,
    Reminder,
    ReminderState,
    Request,
)
from bot.services.cards import DUTY, Duty
from bot.services.ladder import step_kind
from bot.services.schedule import LADDER_STEPS

EARLY_ANSWER = timedelta(days=7)
"""Progress told so shortly before the monthly question answers it."""


class Due(NamedTuple):
    """A reminder with what it is about; an occurrence that has no date yet is about nobody's duty."""

    reminder_id: int
    step: str
    audience: Audience
    occurrence_id: int
    has_date: bool
    organisation: str
    duty: Duty | None


_REMINDER = (
    Reminder.id,
    Reminder.step,
    Reminder.audience,
    Occurrence.id,
    Occurrence.due.is_not(None),
    Organisation.name,
)


def _about(reminders: Select[Any]) -> Select[Any]:
    occurrence_id = func.coalesce(Reminder.occurrence_id, Assignment.occurrence_id)
    return (
        reminders.outerjoin(Assignment, Assignment.id == Reminder.assignment_id)
        .outerjoin(Organisation, Organisation.id == Assignment.organisation_id)
        .join(Occurrence, Occurrence.id == occurrence_id)
    )


_REMINDERS = (
    _about(select(*_REMINDER, *DUTY, Reminder.state).select_from(Reminder))
    .order_by(Reminder.day, Reminder.id)
    .with_for_update(of=Reminder)
)
_NUDGES = _about(
    select(*_REMINDER, *DUTY, Nudge.id, Nudge.person_id).join_from(
        Nudge, Reminder, Reminder.id == Nudge.reminder_id
    )
).order_by(Nudge.person_id, Nudge.id)


async def still_planned(session: AsyncSession, numbers: Collection[int]) -> list[Due]:
    """Those of the reminders that are still planned, the oldest first; nobody else changes them meanwhile."""
    # SQLite, asked for a state too, would look for it first: through all that is planned.
    rows = await session.execute(_REMINDERS.where(Reminder.id.in_(numbers)))
    return [_due(row) for row in rows if row[-1] is ReminderState.PLANNED]


async def waiting_nudges(session: AsyncSession, *where: ColumnElement[bool]) -> list[tuple[int, int, Due]]:
    """Nudges as (number, person, reminder), person by person."""
    return [(row[-2], row[-1], _due(row)) for row in await session.execute(_NUDGES.where(*where))]


def _due(row: Row[Any]) -> Due:
    start = len(_REMINDER)
    duty = None if row[start] is None else Duty._make(row[start : start + len(DUTY)])
    return Due._make((*row[:start], duty))


async def relevant(session: AsyncSession, due: Sequence[Due], today: date) -> set[int]:
    """The numbers of those that still matter: the world may have moved since they were planned."""
    decided = await _decided(session, Completion, _numbers(due, "review"))
    answered = await _decided(session, Request, _numbers(due, "request"))
    asked = {each.duty.id for each in due if each.duty and step_kind(each.step) == "month"}
    told = await _told_lately(session, asked, today)
    return {each.reminder_id for each in due if _matters(each, today, decided, answered, told)}


def _numbers(due: Sequence[Due], kind: str) -> set[int]:
    """What steps like «review:7» are about."""
    start = f"{kind}:"
    return {int(each.step.removeprefix(start)) for each in due if each.step.startswith(start)}


async def _decided(
    session: AsyncSession, table: type[Completion] | type[Request], numbers: Collection[int]
) -> set[int]:
    if not numbers:
        return set()
    decided = select(table.id).where(table.id.in_(numbers), table.decided_at.is_not(None))
    return set(await session.scalars(decided))


async def _told_lately(session: AsyncSession, asked: Collection[int], today: date) -> set[int]:
    """Assignments about which the monthly question was answered in the last days of its own accord."""
    if not asked:
        return set()
    since = datetime.combine(today - EARLY_ANSWER, time.min, tzinfo=UTC)
    recent = select(Completion.assignment_id).where(
        Completion.assignment_id.in_(asked), Completion.progress, Completion.created_at >= since
    )
    return set(await session.scalars(recent))


def _matters(due: Due, today: date, decided: set[int], answered: set[int], told: set[int]) -> bool:
    kind, _, rest = due.step.partition(":")
    duty = due.duty
    if duty is None:
        return not due.has_date
    match kind:
        case "review":
            return int(rest) not in decided
        case "request":
            return int(rest) not in answered
        case "broken":
            return duty.state.is_waiting and duty.promised == date.fromisoformat(rest)
        case "moved":
            return duty.state.is_waiting
        case _ if kind in LADDER_STEPS:
            silent = duty.promised is not None and duty.promised >= today
            return duty.state.is_waiting and not silent and not (kind == "month" and duty.id in told)
        case _:
            return True  # «returned», «answered», «handed»: news stays news
