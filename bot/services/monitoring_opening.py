"""Ten working days before its day a monitoring is opened, and everybody hears what only they can fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Database,
    Membership,
    MonitoringKind,
    MonitoringReport,
    Occurrence,
    Organisation,
    OrganisationKind,
    Plan,
    PlanItem,
    PlanState,
    Purpose,
    Role,
    Student,
)
from bot.services.consents import standing
from bot.services.insertion import inserted_once
from bot.services.monitoring_figures import figures_of
from bot.services.office_hours import is_digest_time, working_calendar
from bot.services.outbox import enqueue
from bot.services.route_reminders import STEPS
from bot.settings import Settings
from bot.working_days import WorkingDays

ITEMS: Mapping[MonitoringKind, str] = {MonitoringKind.ROUTES: "2.8.5", MonitoringKind.PROGRAMMES: "2.4.3"}
USUAL_DAYS: Mapping[MonitoringKind, tuple[tuple[int, int], ...]] = {
    MonitoringKind.ROUTES: ((1, 15), (6, 15)),
    MonitoringKind.PROGRAMMES: ((4, 1), (10, 1)),
}
"""Months and days of the order, for a municipality that has not imported it."""
WHO: Mapping[MonitoringKind, tuple[OrganisationKind, ...]] = {
    MonitoringKind.ROUTES: (OrganisationKind.SCHOOL,),
    MonitoringKind.PROGRAMMES: (
        OrganisationKind.SCHOOL,
        OrganisationKind.ADDITIONAL,
        OrganisationKind.CULTURE,
        OrganisationKind.SPORT,
    ),
}
OPENS_BEFORE = 10
"""Working days between the opening and the effective due day."""
OPENED, HOST = "monitoring_opened", "monitoring_host"
MOST_ASKED = 10
"""Steps a pupil is asked about in one message."""


@dataclass(frozen=True)
class MonitoringOpening:
    """One tick, on the mornings of working days."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """Open what is due in ten working days, and tell everybody what is theirs to fill in."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings):
                return
            for kind in MonitoringKind:
                for due in await self._due_days(session, kind, now.date()):
                    if self.opens(due, calendar) <= now.date() <= due:
                        await self._open(session, kind, due)

    def opens(self, due: date, calendar: WorkingDays) -> date:
        """The day a monitoring is opened: ten working days before its effective day."""
        return calendar.shift(calendar.effective(due, self.settings.due_on_day_off), -OPENS_BEFORE)

    async def _open(self, session: AsyncSession, kind: MonitoringKind, due: date) -> None:
        organisations = await session.scalars(
            select(Organisation).where(Organisation.kind.in_(WHO[kind]), Organisation.active)
        )
        for organisation in organisations.all():
            values = {
                "kind": kind,
                "due": due,
                "organisation_id": organisation.id,
                "opened_at": self.clock.now(),
                "figures": {},
                "remark": "",
            }
            if await inserted_once(session, MonitoringReport, values):
                await self._tell(session, kind, due, organisation.id)

    async def _tell(
        self, session: AsyncSession, kind: MonitoringKind, due: date, organisation_id: int
    ) -> None:
        """Each hears once of what only they can fill in: the office, the pupils, whoever holds an event."""
        report = await session.scalar(
            select(MonitoringReport).where(
                MonitoringReport.kind == kind,
                MonitoringReport.due == due,
                MonitoringReport.organisation_id == organisation_id,
            )
        )
        assert report is not None
        now = self.clock.now()
        _, gaps = await figures_of(session, self.clock, kind, due, organisation_id)
        about = {"report": report.id, "kind": kind.value, "due": due.isoformat(), "gaps": gaps.count}
        acting = await acting_for(session, organisation_id)
        await enqueue(session, acting, f"monitoring-opened:{report.id}", OPENED, about, not_before=now)
        for number, title, day, host in gaps.unmarked:
            what = {"event": number, "title": title, "day": day.isoformat(), "due": due.isoformat()}
            await enqueue(
                session, [host], f"monitoring-host:{kind}:{due}:{number}", HOST, what, not_before=now
            )
        numbers = [card.student_id for card, _ in gaps.unsaid]
        students = (await session.scalars(select(Student).where(Student.id.in_(numbers)))).all()
        agreed = await standing(session, students)
        for card, steps in gaps.unsaid:
            if card.person_id is None or Purpose.REMINDERS not in agreed[card.student_id].pupil:
                continue
            asked = [
                {"step": step.step_id, "title": step.title, "due": step.due.isoformat()}
                for step in steps[:MOST_ASKED]
            ]
            await enqueue(
                session,
                [card.person_id],
                f"monitoring-asks:{report.id}:{card.student_id}",
                STEPS,
                {"near": [], "passed": asked},
                not_before=now,
            )

    async def _due_days(self, session: AsyncSession, kind: MonitoringKind, today: date) -> list[date]:
        """The days of the working order around today; the usual ones where there is no such order."""
        rows = await session.scalars(
            select(Occurrence.due)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .join(Plan, Plan.id == PlanItem.plan_id)
            .where(
                Plan.state == PlanState.ACTIVE,
                PlanItem.number == ITEMS[kind],
                Occurrence.due.is_not(None),
                Occurrence.dropped.is_(False),
            )
            .distinct()
        )
        known = [due for due in rows if due is not None]
        usual = [
            date(year, month, day) for year in (today.year, today.year + 1) for month, day in USUAL_DAYS[kind]
        ]
        return [due for due in known or usual if today <= due <= today + timedelta(days=40)]


async def acting_for(session: AsyncSession, organisation_id: int) -> list[int]:
    """Who confirms for an organisation: coordinators and executors, else its head."""
    rows = (
        await session.execute(
            select(Membership.person_id, Membership.role).where(
                Membership.organisation_id == organisation_id,
                Membership.role.in_((Role.COORDINATOR, Role.EXECUTOR, Role.HEAD)),
                Membership.ended_at.is_(None),
            )
        )
    ).all()
    first = [person for person, role in rows if role is not Role.HEAD]
    return first or [person for person, _ in rows]
