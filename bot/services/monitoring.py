"""Monitoring of routes (2.8.5) and programmes (2.4.3): fills itself, is confirmed, merged, handed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    Assignment,
    Database,
    MonitoringKind,
    MonitoringReport,
    MonitoringTransfer,
    Occurrence,
    Organisation,
    Plan,
    PlanItem,
    PlanState,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.assignments import Assignments
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.monitoring_figures import Figures, Gaps, figures_of, summed
from bot.services.monitoring_opening import ITEMS, acting_for
from bot.services.names import natural_order
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings
from bot.texts import Words

REMARK_LIMIT, LETTER_LIMIT = 500, 60
NUDGE = "monitoring_nudge"


@dataclass(frozen=True)
class ReportView:
    """One organisation's part, with the figures of now or as they were frozen."""

    report_id: int
    kind: MonitoringKind
    due: date
    organisation_id: int
    organisation: str
    figures: Figures
    gaps: Gaps
    remark: str
    confirmed_on: date | None
    merged: bool


@dataclass(frozen=True)
class Round:
    """A monitoring of the whole city due on a day."""

    kind: MonitoringKind
    due: date
    reports: tuple[ReportView, ...]
    total: Figures
    merged_on: date | None
    letter: str

    @property
    def unconfirmed(self) -> tuple[ReportView, ...]:
        """The organisations that have not confirmed yet."""
        return tuple(report for report in self.reports if report.confirmed_on is None)


@dataclass(frozen=True)
class Monitoring:
    """Use cases around monitoring; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings
    assignments: Assignments

    async def mine(self, actor: Actor) -> list[ReportView]:
        """The open parts of the organisations a person acts for; the newest first."""
        reach = scope(actor, Action.MONITORING_CONFIRM)
        async with self.db.reading() as session:
            rows = await session.scalars(
                select(MonitoringReport)
                .where(reach.places_among(MonitoringReport.organisation_id))
                .order_by(MonitoringReport.due.desc(), MonitoringReport.id)
                .limit(12)
            )
            return [await self._view(session, row) for row in rows.all()]

    async def one(self, actor: Actor, report_id: int) -> ReportView:
        """One part within reach."""
        async with self.db.reading() as session:
            return await self._view(session, await self._reached(session, actor, report_id))

    async def confirm(self, actor: Actor, report_id: int) -> ReportView:
        """The figures are right: they are frozen, and the assignment of the order is handed in with them."""
        async with self.db.transaction() as session:
            report = await self._reached(session, actor, report_id)
            self._not_merged(report)
            if report.confirmed_at is None:
                figures, _ = await figures_of(
                    session, self.clock, report.kind, report.due, report.organisation_id
                )
                report.figures = figures
                report.confirmed_by, report.confirmed_at = actor.person_id, self.clock.now()
                note(session, self.clock.now(), actor.person_id, "confirmed", "monitoring", report.id)
                await self._hand_in(session, actor, report)
            await session.flush()
            return await self._view(session, report)

    async def reopen(self, actor: Actor, report_id: int) -> ReportView:
        """Something is to be corrected after all, while nothing is merged yet."""
        async with self.db.transaction() as session:
            report = await self._reached(session, actor, report_id)
            self._not_merged(report)
            if report.confirmed_at is not None:
                report.confirmed_by, report.confirmed_at, report.figures = None, None, {}
                note(session, self.clock.now(), actor.person_id, "reopened", "monitoring", report.id)
            await session.flush()
            return await self._view(session, report)

    async def remark(self, actor: Actor, report_id: int, text: str) -> ReportView:
        """A few words of the organisation that stand under its figures."""
        text = " ".join(text.split())
        if len(text) > REMARK_LIMIT:
            raise DomainError("monitoring-remark-long", limit=REMARK_LIMIT)
        async with self.db.transaction() as session:
            report = await self._reached(session, actor, report_id)
            self._not_merged(report)
            report.remark = text
            note(session, self.clock.now(), actor.person_id, "remarked", "monitoring", report.id)
            await session.flush()
            return await self._view(session, report)

    async def rounds(self, actor: Actor) -> list[tuple[MonitoringKind, date, int, int]]:
        """The rounds that were opened: kind, due day, how many organisations, how many confirmed."""
        scope(actor, Action.MONITORING_MERGE)
        async with self.db.reading() as session:
            rows = await session.execute(
                select(MonitoringReport.kind, MonitoringReport.due, MonitoringReport.confirmed_at)
            )
            found: dict[tuple[MonitoringKind, date], list[bool]] = {}
            for kind, due, confirmed_at in rows:
                found.setdefault((kind, due), []).append(confirmed_at is not None)
        newest = sorted(found, key=lambda key: (key[1], key[0].value), reverse=True)
        return [(kind, due, len(found[kind, due]), sum(found[kind, due])) for kind, due in newest]

    async def round(self, actor: Actor, kind: MonitoringKind, due: date) -> Round:
        """One round with every organisation's figures."""
        scope(actor, Action.MONITORING_MERGE)
        async with self.db.reading() as session:
            return await self._round(session, kind, due)

    async def merge(self, actor: Actor, kind: MonitoringKind, due: date) -> Round:
        """Close the round: what is not confirmed is taken as it is recorded, and marked so."""
        scope(actor, Action.MONITORING_MERGE)
        now = self.clock.now()
        async with self.db.transaction() as session:
            for report in await self._reports(session, kind, due):
                if report.merged_at is not None:
                    continue
                if report.confirmed_at is None:
                    report.figures, _ = await figures_of(
                        session, self.clock, kind, due, report.organisation_id
                    )
                report.merged_at = now
                note(session, now, actor.person_id, "merged", "monitoring", report.id)
            await session.flush()
            return await self._round(session, kind, due)

    async def nudge(self, actor: Actor, kind: MonitoringKind, due: date) -> int:
        """Remind the organisations that have not confirmed, once a day at most; returns how many."""
        scope(actor, Action.MONITORING_MERGE)
        now = self.clock.now()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            waiting = [each for each in await self._reports(session, kind, due) if each.confirmed_at is None]
            for report in waiting:
                await enqueue(
                    session,
                    await acting_for(session, report.organisation_id),
                    f"monitoring-nudge:{report.id}:{now.date().isoformat()}",
                    NUDGE,
                    {"report": report.id, "kind": kind.value, "due": due.isoformat()},
                    not_before=next_moment_to_speak(now, calendar, self.settings),
                )
            return len(waiting)

    async def hand_on(self, actor: Actor, kind: MonitoringKind, due: date, letter: str) -> Round:
        """«Передано»: with which letter; said again, the number is corrected."""
        scope(actor, Action.MONITORING_MERGE)
        letter = " ".join(letter.split())
        if not letter or len(letter) > LETTER_LIMIT:
            raise DomainError("monitoring-letter", limit=LETTER_LIMIT)
        now = self.clock.now()
        async with self.db.transaction() as session:
            found = await self._round(session, kind, due)
            if found.merged_on is None:
                raise DomainError("monitoring-merge-first")
            values = {"kind": kind, "due": due, "letter": letter, "person_id": actor.person_id, "at": now}
            if not await inserted_once(session, MonitoringTransfer, values):
                transfer = await self._transfer(session, kind, due)
                assert transfer is not None
                transfer.letter, transfer.person_id, transfer.at = letter, actor.person_id, now
                await session.flush()
            return await self._round(session, kind, due)

    async def _hand_in(self, session: AsyncSession, actor: Actor, report: MonitoringReport) -> None:
        number = await session.scalar(
            select(Assignment.id)
            .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
            .join(PlanItem, PlanItem.id == Occurrence.item_id)
            .join(Plan, Plan.id == PlanItem.plan_id)
            .where(
                Plan.state == PlanState.ACTIVE,
                PlanItem.number == ITEMS[report.kind],
                Occurrence.due == report.due,
                Assignment.organisation_id == report.organisation_id,
            )
        )
        if number is None or report.organisation_id not in actor.organisation_ids:
            return
        at = self.clock.now().strftime("%Y%m%d%H%M%S")
        await self.assignments.complete_within(
            session, actor, number, f"monitoring:{report.id}:{at}", summary(report.kind, report.figures)
        )

    async def _view(self, session: AsyncSession, report: MonitoringReport) -> ReportView:
        organisation = await session.get_one(Organisation, report.organisation_id)
        now, gaps = await figures_of(session, self.clock, report.kind, report.due, report.organisation_id)
        frozen = report.confirmed_at is not None or report.merged_at is not None
        return ReportView(
            report.id,
            report.kind,
            report.due,
            report.organisation_id,
            organisation.name,
            report.figures if frozen else now,
            gaps,
            report.remark,
            self.clock.at(report.confirmed_at).date() if report.confirmed_at else None,
            report.merged_at is not None,
        )

    async def _round(self, session: AsyncSession, kind: MonitoringKind, due: date) -> Round:
        reports = await self._reports(session, kind, due)
        views = [await self._view(session, report) for report in reports]
        views.sort(key=lambda view: natural_order(view.organisation))
        merged = [report.merged_at for report in reports if report.merged_at is not None]
        transfer = await self._transfer(session, kind, due)
        return Round(
            kind,
            due,
            tuple(views),
            summed(kind, [view.figures for view in views]),
            self.clock.at(max(merged)).date() if merged else None,
            transfer.letter if transfer is not None else "",
        )

    async def _reports(
        self, session: AsyncSession, kind: MonitoringKind, due: date
    ) -> list[MonitoringReport]:
        found = (
            await session.scalars(
                select(MonitoringReport).where(MonitoringReport.kind == kind, MonitoringReport.due == due)
            )
        ).all()
        if not found:
            raise NotFound
        return list(found)

    async def _transfer(
        self, session: AsyncSession, kind: MonitoringKind, due: date
    ) -> MonitoringTransfer | None:
        found: MonitoringTransfer | None = await session.scalar(
            select(MonitoringTransfer).where(MonitoringTransfer.kind == kind, MonitoringTransfer.due == due)
        )
        return found

    async def _reached(self, session: AsyncSession, actor: Actor, report_id: int) -> MonitoringReport:
        reach = scope(actor, Action.MONITORING_CONFIRM)
        found: MonitoringReport | None = await session.scalar(
            select(MonitoringReport)
            .where(MonitoringReport.id == report_id, reach.places_among(MonitoringReport.organisation_id))
            .with_for_update()
        )
        if found is None:
            raise Foreign
        return found

    def _not_merged(self, report: MonitoringReport) -> None:
        if report.merged_at is not None:
            raise DomainError("monitoring-merged")


def summary(kind: MonitoringKind, figures: Mapping[str, Any]) -> str:
    """The figures in one sentence, for the card of the assignment: the language of the order."""
    named = {name: value for name, value in figures.items() if isinstance(value, int)}
    return Words("ru").label(f"monitoring-summary-{kind.value}", **named)
