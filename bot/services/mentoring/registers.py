"""Registers of pairs and journals of meetings as papers to sign, in the words of 2.3, 2.6 and 3.2."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    CURRENT_STATES,
    Database,
    MentoringProgramme,
    Pair,
    PairKind,
    PairState,
    PlanStanding,
    ProfessionalPlan,
    RouteSheet,
    Student,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.mentoring.check_ins import TOPICS
from bot.services.mentoring.heat_map import heat_map
from bot.services.mentoring.overview import place_name, year_begins
from bot.services.mentoring.pair_rows import OPEN, Meeting, PairRow, meetings_of, row_of, rows
from bot.services.mentoring.pairs import chain, reached_pair
from bot.services.names import natural_order
from bot.services.school_years import school_year_of
from bot.services.sheets import Cell, Column, File, Sheets
from bot.settings import Settings
from bot.texts import Words

Item = Literal["tutors", "students", "workplace"]
ITEMS: Mapping[Item, tuple[PairKind, ...]] = {
    "tutors": (PairKind.TUTOR_PUPIL,),
    "students": (PairKind.STUDENT_PUPIL,),
    "workplace": (PairKind.EMPLOYER_STUDENT, PairKind.EMPLOYER_SPECIALIST),
}
"""Items 2.3, 2.6 and 3.2, with the kinds of pairs they speak of."""
COLUMNS: Mapping[Item, tuple[tuple[str, int], ...]] = {
    "tutors": (
        ("number", 6),
        ("class", 9),
        ("code", 18),
        ("tutor", 24),
        ("began", 16),
        ("meetings", 11),
        ("last", 16),
        ("route", 15),
        ("plan", 20),
    ),
    "students": (
        ("number", 6),
        ("class", 9),
        ("code", 18),
        ("mentor-head", 28),
        ("began", 13),
        ("state", 14),
        ("meetings", 11),
        ("last", 15),
    ),
    "workplace": (
        ("number", 6),
        ("code", 18),
        ("kind", 24),
        ("mentor-head", 28),
        ("programme", 28),
        ("began", 13),
        ("state", 14),
        ("meetings", 11),
        ("last", 15),
    ),
}
JOURNAL = (("number", 1.0), ("day", 2.6), ("form", 3.2), ("minutes", 1.8), ("topics", 5.0), ("note", 6.4))
"""Columns with their widths; the heading is `register-<name>`."""


@dataclass(frozen=True)
class _Row:
    """A pupil or a pair, with what a register says of it; a pupil of 2.3 may have no pair."""

    code: str
    class_name: str
    pair: PairRow | None
    route: bool
    plan: PlanStanding | None
    programme: str


@dataclass(frozen=True)
class Registers:
    """Files of curators; whoever may see pairs of an organisation gets its registers."""

    db: Database
    clock: Clock
    settings: Settings

    async def table(self, actor: Actor, organisation_id: int, item: Item, words: Words) -> File:
        """The register as XLSX."""
        name, found = await self._found(actor, organisation_id, item)
        book = Sheets()
        book.add(
            words.label(f"register-sheet-{item}"),
            [Column(words.label(f"register-{column}"), width) for column, width in COLUMNS[item]],
            [
                [self._cell(column, place, row, words) for column, _ in COLUMNS[item]]
                for place, row in enumerate(found, start=1)
            ],
            above=[words.label(f"register-title-{item}"), name, *self._remarks(item, found, words)],
        )
        return File(f"{self._name(item, words)}.xlsx", book.content())

    async def paper(self, actor: Actor, organisation_id: int, item: Item, words: Words) -> File:
        """The register as DOCX, to be signed."""
        from bot.services import paper

        name, found = await self._found(actor, organisation_id, item)
        content = paper.write(
            title=words.label(f"register-title-{item}"),
            subtitles=[name, self._year(words)],
            columns=[(words.label(f"register-{column}"), float(width)) for column, width in COLUMNS[item]],
            rows=[
                [_said(self._cell(column, place, row, words), words) for column, _ in COLUMNS[item]]
                for place, row in enumerate(found, start=1)
            ],
            remarks=self._remarks(item, found, words),
            words=words,
        )
        return File(f"{self._name(item, words)}.docx", content)

    async def journal(self, actor: Actor, pair_id: int, words: Words) -> File:
        """All meetings of the one who is accompanied, those with earlier mentors too, as DOCX."""
        from bot.services import paper

        async with self.db.reading() as session:
            pair = await reached_pair(session, actor, pair_id, Action.MENTORING_REPORTS)
            row = await row_of(session, self.clock, self.settings, pair.id)
            met = await meetings_of(session, self.clock, await chain(session, pair))
        content = paper.write(
            title=words.label("register-title-journal"),
            subtitles=[
                row.organisation,
                words.label("register-journal-of", code=row.mentee, mentor=_mentor(row, words)),
                self._year(words),
            ],
            columns=[(words.label(f"register-{column}"), width) for column, width in JOURNAL],
            rows=[_journal_row(place, each, words) for place, each in enumerate(reversed(met), start=1)],
            remarks=[
                words.label(
                    "register-journal-total", count=len(met), minutes=sum(each.minutes for each in met)
                )
            ],
            words=words,
        )
        name = words.label("register-file-journal", day=self.clock.today().isoformat())
        return File(f"{name}.docx", content)

    async def picture(self, actor: Actor, organisation_id: int, words: Words) -> bytes:
        """Meetings by week and mentor, as PNG."""
        scope(actor, Action.MENTORING_REPORTS).place(organisation_id)
        since = year_begins(self.clock.today())
        async with self.db.reading() as session:
            name = await place_name(session, organisation_id)
            found = await rows(session, self.clock, self.settings, Pair.organisation_id == organisation_id)
            met = await meetings_of(session, self.clock, [row.pair_id for row in found])
        mentors = {row.pair_id: _mentor(row, words) for row in found}
        days: dict[str, list[int]] = {
            _mentor(row, words): [] for row in found if row.state is not PairState.CLOSED
        }
        for each in met:
            if each.held_on >= since:
                days.setdefault(mentors[each.pair_id], []).append((each.held_on - since).days // 7)
        return heat_map(name, days, since, self.clock.today(), words)

    async def _found(self, actor: Actor, organisation_id: int, item: Item) -> tuple[str, list[_Row]]:
        scope(actor, Action.MENTORING_REPORTS).place(organisation_id)
        since = year_begins(self.clock.today())
        async with self.db.reading() as session:
            name = await place_name(session, organisation_id)
            here = Pair.organisation_id == organisation_id
            found = await rows(
                session,
                self.clock,
                self.settings,
                here,
                Pair.kind.in_(ITEMS[item]),
                OPEN
                if item == "tutors"
                else or_(OPEN, Pair.closed_at >= datetime.combine(since, time(0), tzinfo=self.clock.zone)),
            )
            programmes = await _programmes(session, [row.pair_id for row in found])
            if item != "tutors":
                made = [
                    _Row(row.mentee, row.class_name, row, False, None, programmes.get(row.pair_id, ""))
                    for row in found
                ]
                return name, sorted(made, key=lambda each: natural_order(each.code))
            return name, await self._pupils(session, organisation_id, found)

    async def _pupils(
        self, session: AsyncSession, organisation_id: int, found: Sequence[PairRow]
    ) -> list[_Row]:
        """Every pupil of the lists, also who has no tutor."""
        students = (
            await session.scalars(
                select(Student).where(
                    Student.organisation_id == organisation_id, Student.state.in_(CURRENT_STATES)
                )
            )
        ).all()
        numbers = [student.id for student in students]
        year = school_year_of(self.clock.today())
        routes = set(
            await session.scalars(
                select(RouteSheet.student_id).where(
                    RouteSheet.student_id.in_(numbers), RouteSheet.school_year == year
                )
            )
        )
        plans: dict[int, PlanStanding] = {}
        for student, state in await session.execute(
            select(ProfessionalPlan.student_id, ProfessionalPlan.state)
            .where(ProfessionalPlan.student_id.in_(numbers))
            .order_by(ProfessionalPlan.version)
        ):
            if plans.get(student) is not PlanStanding.CONFIRMED:  # a new draft does not undo a confirmed one
                plans[student] = state
        pairs = {row.student_id: row for row in found}
        made = [
            _Row(
                student.code,
                f"{student.grade}{student.letter}",
                pairs.get(student.id),
                student.id in routes,
                plans.get(student.id),
                "",
            )
            for student in students
        ]
        return sorted(made, key=lambda each: (natural_order(each.class_name), natural_order(each.code)))

    def _cell(self, column: str, place: int, row: _Row, words: Words) -> Cell:
        pair = row.pair
        if column in ("tutor", "mentor-head"):
            return _mentor(pair, words) if pair else words.label("register-nobody")
        simple: dict[str, Cell] = {
            "number": place,
            "class": row.class_name,
            "code": row.code,
            "programme": row.programme,
            "route": words.label("register-yes", on=row.route),
            "plan": words.label(f"register-plan-{row.plan.value if row.plan else 'none'}"),
        }
        if column in simple:
            return simple[column]
        if pair is None:
            return None
        of_pair: dict[str, Cell] = {
            "kind": words.label(f"register-kind-{pair.kind.value}") if pair.kind.at_workplace else "",
            "began": pair.began_on,
            "state": words.label(f"register-state-{pair.state.value}"),
            "meetings": pair.meetings,
            "last": pair.last_on,
        }
        return of_pair[column]

    def _remarks(self, item: Item, found: Sequence[_Row], words: Words) -> list[str]:
        total = len(found)
        if item != "tutors":
            met = sum(row.pair.meetings for row in found if row.pair)
            return [words.label("register-total-pairs", count=total, meetings=met)]
        have = sum(row.pair is not None for row in found)
        routes = sum(row.route for row in found)
        plans = sum(row.plan is PlanStanding.CONFIRMED for row in found)
        return [
            words.label("register-total-tutors", count=total, have=have, percent=_percent(have, total)),
            words.label(
                "register-total-plans",
                routes=routes,
                routes_percent=_percent(routes, total),
                plans=plans,
                plans_percent=_percent(plans, total),
            ),
        ]

    def _year(self, words: Words) -> str:
        year = school_year_of(self.clock.today())
        return words.label("register-year", year=year, next=year + 1, day=self.clock.today())

    def _name(self, item: Item, words: Words) -> str:
        return words.label(f"register-file-{item}", day=self.clock.today().isoformat())


async def _programmes(session: AsyncSession, pairs: Sequence[int]) -> dict[int, str]:
    found = await session.execute(
        select(Pair.id, MentoringProgramme.title)
        .join(MentoringProgramme, MentoringProgramme.id == Pair.programme_id)
        .where(Pair.id.in_(pairs))
    )
    return {number: title for number, title in found}


def _mentor(row: PairRow, words: Words) -> str:
    """By position and number: papers of the bot hold no names."""
    return words.label("register-mentor", number=row.mentor_id, position=row.mentor, known=bool(row.mentor))


def _journal_row(place: int, each: Meeting, words: Words) -> list[str]:
    topics = ", ".join(words.label(f"topic-{name}") if name in TOPICS else name for name in each.topics)
    note = each.text or (words.label("register-voice") if each.voice_id else "")
    return [
        str(place),
        words.day(each.held_on),
        words.label(f"register-form-{each.form.value}"),
        str(each.minutes),
        topics,
        note,
    ]


def _percent(part: int, total: int) -> int:
    return round(100 * part / total) if total else 0


def _said(cell: Cell, words: Words) -> str:
    if cell is None:
        return ""
    return words.day(cell) if isinstance(cell, date) else str(cell)
