"""Item 2.2, September and October: on Monday mornings each school hears how many have signed up."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    CURRENT_STATES,
    ClassLink,
    Database,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    Student,
)
from bot.models.students import StudentState
from bot.services.office_hours import is_digest_time, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

WEEK = "students_week"
MONTHS = (9, 10)


@dataclass(frozen=True)
class WeeklyCount:
    """One tick: once a week to the coordinators of each school."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """On the first working day of a week; a day off on Monday moves it to Tuesday."""
        now = self.clock.now()
        today = now.date()
        if today.month not in MONTHS:
            return
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            monday = today - timedelta(days=today.weekday())
            if today != calendar.on_or_after(monday) or not is_digest_time(now, calendar, self.settings):
                return
            schools = await session.scalars(
                select(Organisation).where(Organisation.kind == OrganisationKind.SCHOOL, Organisation.active)
            )
            for school in schools.all():
                people = await session.scalars(
                    select(Membership.person_id).where(
                        Membership.role == Role.COORDINATOR,
                        Membership.organisation_id == school.id,
                        Membership.ended_at.is_(None),
                    )
                )
                await enqueue(
                    session,
                    people.all(),
                    f"students-week:{school.id}:{monday.isoformat()}",
                    WEEK,
                    await self._counted(session, school),
                    not_before=now,
                )

    async def _counted(self, session: AsyncSession, school: Organisation) -> dict[str, Any]:
        current = CURRENT_STATES
        students = (
            await session.scalars(
                select(Student).where(Student.organisation_id == school.id, Student.state.in_(current))
            )
        ).all()
        linked = await session.execute(
            select(ClassLink.grade, ClassLink.letter)
            .where(
                ClassLink.organisation_id == school.id,
                ClassLink.letter != "",
                ClassLink.revoked_at.is_(None),
                ClassLink.expires_at >= self.clock.now(),
            )
            .distinct()
        )
        week_ago = self.clock.now() - timedelta(days=7)
        busy = {(student.grade, student.letter) for student in students}
        return {
            "school": school.name,
            "count": len(students),
            "fresh": sum(student.registered_at > week_ago for student in students),
            "new": sum(student.state is StudentState.NEW for student in students),
            "empty": [
                f"{grade}{letter}"
                for grade, letter in sorted(map(tuple, linked))
                if (grade, letter) not in busy
            ],
        }
