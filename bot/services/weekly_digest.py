"""The week of a family: on Fridays parents hear what is done, what is next, what is needed from them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    CURRENT_STATES,
    Database,
    Event,
    EventState,
    Mute,
    OutboxMessage,
    Participation,
    ParticipationState,
    Priority,
    RouteSheet,
    RouteStep,
    StepState,
    Student,
    Topic,
)
from bot.services.consents import Standing, standing
from bot.services.listeners import listening_parents
from bot.services.office_hours import is_quiet
from bot.services.outbox import addresses_of, insert_new, message_row
from bot.settings import Settings

WEEK = "weekly_digest"
FRIDAY = 4
DONE_WITHIN, NEXT_WITHIN = timedelta(days=7), timedelta(days=14)
MOST = 4
"""Entries of each kind for a child."""


@dataclass(frozen=True)
class WeeklyDigest:
    """One tick, on Friday evenings of the school year."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """One message to a parent, with all their children; none where there is nothing to say."""
        now = self.clock.now()
        today = now.date()
        evening = now.time() >= self.settings.evening_time and not is_quiet(now.time(), self.settings)
        if today.weekday() != FRIDAY or not evening or today.month in (7, 8):
            return
        async with self.db.transaction() as session:
            students = (
                await session.scalars(
                    select(Student).where(Student.state.in_(CURRENT_STATES)).order_by(Student.code)
                )
            ).all()
            parents = await listening_parents(session, [student.id for student in students])
            muted = set(await session.scalars(select(Mute.person_id).where(Mute.topic == Topic.DIGEST)))
            agreed = await standing(session, [each for each in students if each.id in parents])
            by_parent: dict[int, list[dict[str, Any]]] = {}
            for student in students:
                people = [person for person in parents.get(student.id, []) if person not in muted]
                told = await self._of_child(session, student, agreed[student.id], now) if people else None
                if told is None:
                    continue
                for person in people:
                    by_parent.setdefault(person, []).append(told)
            addresses = await addresses_of(session, by_parent)
            rows = [
                message_row(
                    addresses[person],
                    f"weekly-digest:{today.isoformat()}:{person}",
                    WEEK,
                    {"children": children},
                    now,
                    Priority.BULK,
                )
                for person, children in sorted(by_parent.items())
                if person in addresses
            ]
            await insert_new(session, OutboxMessage, rows)

    async def _of_child(
        self, session: AsyncSession, student: Student, agreed: Standing, now: datetime
    ) -> dict[str, Any] | None:
        today = now.date()
        steps = (
            await session.scalars(
                select(RouteStep)
                .join(RouteSheet, RouteSheet.id == RouteStep.sheet_id)
                .where(RouteSheet.student_id == student.id)
                .order_by(RouteStep.due, RouteStep.position)
            )
        ).all()
        events = await session.execute(
            select(Event, Participation.state)
            .join(Participation, Participation.event_id == Event.id)
            .where(
                Participation.student_id == student.id,
                Event.state == EventState.PUBLISHED,
                Event.starts_at > now,
                Event.starts_at <= now + NEXT_WITHIN,
                Participation.state.in_((ParticipationState.SIGNED, ParticipationState.OFFERED)),
            )
            .order_by(Event.starts_at)
        )
        coming = events.all()
        done = [
            step.title
            for step in steps
            if step.state is StepState.DONE and step.decided_at and step.decided_at > now - DONE_WITHIN
        ]
        ahead: list[tuple[date, str]] = [
            (self.clock.at(event.starts_at).date(), event.title) for event, _ in coming
        ]
        ahead += [
            (step.due, step.title)
            for step in steps
            if step.state is StepState.PLANNED and today <= step.due <= today + NEXT_WITHIN
        ]
        needed = ["consent"] if agreed.waits_for_parent else []
        needed += ["offer"] if any(state is ParticipationState.OFFERED for _, state in coming) else []
        if not (done or ahead or needed):
            return None
        return {
            "student": student.id,
            "code": student.code,
            "class": f"{student.grade}{student.letter}",
            "done": done[:MOST],
            "next": [[day.isoformat(), title] for day, title in sorted(ahead)[:MOST]],
            "needed": needed,
        }
