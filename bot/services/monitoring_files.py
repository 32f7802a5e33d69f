"""A monitoring as papers to sign: the report of an organisation, the summary of the city; DOCX and XLSX."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.clock import Clock
from bot.models import MonitoringKind, StepKind
from bot.services.actor import Actor
from bot.services.monitoring import Monitoring, ReportView, Round
from bot.services.monitoring_figures import BY_KIND, PROGRAMME_SUMS, ROUTE_SUMS, summed
from bot.services.monitoring_opening import ITEMS
from bot.services.school_years import school_year_of
from bot.services.sheets import Cell, Column, File, Sheets
from bot.texts import Words

SUMS: Mapping[MonitoringKind, tuple[str, ...]] = {
    MonitoringKind.ROUTES: ROUTE_SUMS,
    MonitoringKind.PROGRAMMES: PROGRAMME_SUMS,
}


@dataclass(frozen=True)
class MonitoringFiles:
    """Files of monitoring."""

    monitoring: Monitoring
    clock: Clock

    async def report(self, actor: Actor, report_id: int, words: Words) -> File:
        """The report of one organisation as DOCX."""
        from bot.services import paper

        view = await self.monitoring.one(actor, report_id)
        rows = by_kind(view.figures, words) if view.kind is MonitoringKind.ROUTES else by_name(view, words)
        columns = _kind_columns(words) if view.kind is MonitoringKind.ROUTES else _name_columns(words)
        content = paper.write(
            title=words.label(f"monitoring-title-{view.kind.value}"),
            subtitles=[view.organisation, *_subtitles(view.kind, view.due, self.clock.today(), words)],
            columns=columns,
            rows=rows,
            remarks=_remarks(view, words),
            words=words,
        )
        return File(f"{self._name('report', view.kind, view.due, words)}.docx", content)

    async def summary(self, actor: Actor, kind: MonitoringKind, due: date, words: Words) -> File:
        """The summary of the city, by organisation and by kind of step, as DOCX."""
        from bot.services import paper

        found = await self.monitoring.round(actor, kind, due)
        columns = [
            (words.label("monitoring-column-number"), 1.0),
            (words.label("monitoring-column-organisation"), 5.4),
            *((words.label(f"monitoring-column-{name}"), 2.6) for name in SUMS[kind]),
            *([(words.label("monitoring-column-percent"), 2.6)] if kind is MonitoringKind.ROUTES else []),
        ]
        more = []
        if kind is MonitoringKind.ROUTES and found.total["kinds"]:
            heading = words.label("monitoring-by-kind")
            more = [paper.Part(heading, _kind_columns(words), by_kind(found.total, words))]
        content = paper.write(
            title=words.label(f"monitoring-title-{kind.value}"),
            subtitles=[
                words.label("monitoring-by-organisation"),
                *_subtitles(kind, due, self.clock.today(), words),
            ],
            columns=columns,
            rows=[[str(cell) for cell in row] for row in by_organisation(found, words)],
            remarks=_round_remarks(found, words),
            words=words,
            more=more,
        )
        return File(f"{self._name('summary', kind, due, words)}.docx", content)

    async def table(self, actor: Actor, kind: MonitoringKind, due: date, words: Words) -> File:
        """The same summary as XLSX, with what organisations said and what is missing."""
        found = await self.monitoring.round(actor, kind, due)
        above = [
            words.label(f"monitoring-title-{kind.value}"),
            *_subtitles(kind, due, self.clock.today(), words),
        ]
        book = Sheets()
        names = [*SUMS[kind], *(["percent"] if kind is MonitoringKind.ROUTES else [])]
        *rows, foot = by_organisation(found, words)
        book.add(
            words.label("monitoring-sheet-organisations"),
            [
                Column(words.label("monitoring-column-number"), 6),
                Column(words.label("monitoring-column-organisation"), 44),
                *(Column(words.label(f"monitoring-column-{name}"), 16) for name in names),
                Column(words.label("monitoring-column-gaps"), 14),
                Column(words.label("monitoring-column-confirmed"), 16),
                Column(words.label("monitoring-column-remark"), 50),
            ],
            [
                [*row, report.gaps.count, report.confirmed_on, report.remark]
                for row, report in zip(rows, found.reports, strict=True)
            ],
            above=above,
            foot=foot,
        )
        if kind is MonitoringKind.ROUTES:
            book.add(
                words.label("monitoring-sheet-kinds"),
                [
                    Column(name, 30 if place == 0 else 14)
                    for place, (name, _) in enumerate(_kind_columns(words))
                ],
                [_numbers(row) for row in by_kind(found.total, words)],
                above=above,
            )
        return File(f"{self._name('summary', kind, due, words)}.xlsx", book.content())

    def _name(self, what: str, kind: MonitoringKind, due: date, words: Words) -> str:
        return words.label(f"monitoring-file-{what}", item=ITEMS[kind], day=due.isoformat())


def by_organisation(found: Round, words: Words) -> list[list[Cell]]:
    """A row for each organisation, and the total last."""
    names = SUMS[found.kind]

    def cells(figures: Mapping[str, Any]) -> list[Cell]:
        share = [percent(figures)] if found.kind is MonitoringKind.ROUTES else []
        return [*(int(figures.get(name, 0)) for name in names), *share]

    rows: list[list[Cell]] = []
    for number, report in enumerate(found.reports, start=1):
        name = words.label(
            "monitoring-organisation", name=report.organisation, confirmed=report.confirmed_on is not None
        )
        rows.append([number, name, *cells(report.figures)])
    total = summed(found.kind, [report.figures for report in found.reports])
    return [*rows, ["", words.label("monitoring-total"), *cells(total)]]


def by_kind(figures: Mapping[str, Any], words: Words) -> list[list[str]]:
    """A row for each kind of step that was planned, and the total last."""
    kinds: Mapping[str, Mapping[str, int]] = figures["kinds"]
    rows = [
        [
            words.label(f"route-kind-{kind.value}"),
            *(str(kinds[kind.value][name]) for name in BY_KIND),
            f"{percent(kinds[kind.value])} %",
        ]
        for kind in StepKind
        if kind.value in kinds
    ]
    total = [str(figures[name]) for name in BY_KIND]
    return [*rows, [words.label("monitoring-total"), *total, f"{percent(figures)} %"]]


def by_name(view: ReportView, words: Words) -> list[list[str]]:
    """A row for each figure."""
    return [
        [words.label(f"monitoring-column-{name}"), str(view.figures.get(name, 0))] for name in SUMS[view.kind]
    ]


def percent(figures: Mapping[str, Any]) -> int:
    """Done of what was planned, rounded down."""
    planned = int(figures.get("planned", 0))
    return 100 * int(figures.get("done", 0)) // planned if planned else 0


def _kind_columns(words: Words) -> list[tuple[str, float]]:
    return [
        (words.label("monitoring-column-kind"), 7.0),
        *((words.label(f"monitoring-column-{name}"), 3.0) for name in BY_KIND),
        (words.label("monitoring-column-percent"), 3.0),
    ]


def _name_columns(words: Words) -> list[tuple[str, float]]:
    return [(words.label("monitoring-column-name"), 10.0), (words.label("monitoring-column-value"), 4.0)]


def _subtitles(kind: MonitoringKind, due: date, today: date, words: Words) -> list[str]:
    year = school_year_of(due)
    return [
        words.label("list-order", item=ITEMS[kind]),
        words.label(
            "monitoring-period", year=year, next=year + 1, due=f"{due:%d.%m.%Y}", day=f"{today:%d.%m.%Y}"
        ),
    ]


def _remarks(view: ReportView, words: Words) -> list[str]:
    figures = view.figures
    lines = []
    if view.kind is MonitoringKind.ROUTES:
        lines.append(
            words.label(
                "monitoring-people",
                pupils=figures["pupils"],
                wants=figures["wants"],
                sheets=figures["sheets"],
            )
        )
        lines += _reasons(figures, words)
        if figures["unknown"]:
            lines.append(words.label("monitoring-unknown", count=figures["unknown"]))
    if view.remark:
        lines.append(words.label("monitoring-said", text=view.remark))
    return lines


def _round_remarks(found: Round, words: Words) -> list[str]:
    lines = _reasons(found.total, words) if found.kind is MonitoringKind.ROUTES else []
    if found.unconfirmed:
        lines.append(words.label("monitoring-not-confirmed", count=len(found.unconfirmed)))
    if found.letter:
        lines.append(words.label("monitoring-handed-on", letter=found.letter))
    return lines


def _reasons(figures: Mapping[str, Any], words: Words) -> list[str]:
    reasons: Mapping[str, int] = figures["reasons"]
    if not reasons:
        return []
    named = sorted(reasons.items(), key=lambda each: -each[1])
    parts = "; ".join(f"{words.label(f'route-reason-{code}')} — {count}" for code, count in named)
    return [words.label("monitoring-reasons", parts=parts)]


def _numbers(row: list[str]) -> list[Cell]:
    return [int(cell) if cell.isdigit() else cell for cell in row]
