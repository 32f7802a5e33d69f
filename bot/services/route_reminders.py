"""Route steps that are near, and those whose day has passed: one message to a pupil on a morning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    CURRENT_STATES,
    Database,
    Purpose,
    RouteSheet,
    RouteStep,
    StepState,
    Student,
)
from bot.services.consents import standing
from bot.services.office_hours import is_digest_time, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings
from bot.working_days import WorkingDays

STEPS = "route_steps"
NEAR = timedelta(days=3)
FORGOTTEN = timedelta(days=14)
"""What passed longer ago is left to the monitoring."""


@dataclass(frozen=True)
class RouteReminders:
    """One tick, on the mornings of working days."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """Tell each pupil once of what is near, and ask once about what has passed.

        A step that hangs on an event is left to the event's own reminders.
        """
        now = self.clock.now()
        today = now.date()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings):
                return
            by_pupil = await self._candidates(session, today)
            agreed = await standing(session, [student for student, _ in by_pupil.values()])
            for student, steps in by_pupil.values():
                if student.person_id is None or Purpose.REMINDERS not in agreed[student.id].pupil:
                    continue
                near = [step for step in steps if is_near(step, today, calendar)]
                passed = [step for step in steps if step.due < today and step.asked_on is None]
                for step in near:
                    step.reminded_on = today
                for step in passed:
                    step.asked_on = today
                if near or passed:
                    await enqueue(
                        session,
                        [student.person_id],
                        f"route-steps:{student.id}:{today.isoformat()}",
                        STEPS,
                        {"near": _told(near), "passed": _told(passed)},
                        not_before=now,
                    )

    async def _candidates(
        self, session: AsyncSession, today: date
    ) -> dict[int, tuple[Student, list[RouteStep]]]:
        rows = await session.execute(
            select(RouteStep, Student)
            .join(RouteSheet, RouteSheet.id == RouteStep.sheet_id)
            .join(Student, Student.id == RouteSheet.student_id)
            .where(
                RouteStep.state.in_((StepState.PLANNED, StepState.INVITED)),
                RouteStep.event_id.is_(None),
                RouteStep.due >= today - FORGOTTEN,
                RouteStep.due <= today + 4 * NEAR,  # a row of days off may lie before the day
                or_(RouteStep.reminded_on.is_(None), RouteStep.asked_on.is_(None)),
                Student.state.in_(CURRENT_STATES),
            )
            .order_by(Student.id, RouteStep.due, RouteStep.position)
        )
        found: dict[int, tuple[Student, list[RouteStep]]] = {}
        for step, student in rows:
            found.setdefault(student.id, (student, []))[1].append(step)
        return found


def is_near(step: RouteStep, today: date, calendar: WorkingDays) -> bool:
    """Whether a step is to be spoken of this morning: three days before, or the working day before that."""
    return step.reminded_on is None and calendar.on_or_before(step.due - NEAR) <= today <= step.due


def _told(steps: Iterable[RouteStep]) -> list[dict[str, object]]:
    return [{"step": step.id, "title": step.title, "due": step.due.isoformat()} for step in steps]
