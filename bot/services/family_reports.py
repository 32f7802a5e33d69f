"""Reports of work with families in the words of the expected results (item 2.7)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select

from bot.clock import Clock
from bot.models import (
    Consultation,
    ConsultationSlot,
    Database,
    Guardian,
    Organisation,
    OrganisationKind,
    ParentsMeeting,
    Student,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.school_years import SEPTEMBER, school_year_of
from bot.services.sheets import Cell, Column, File, Sheets
from bot.texts import Words


@dataclass(frozen=True)
class FamilyReports:
    """Files to hand in."""

    db: Database
    clock: Clock

    async def journal(self, actor: Actor, words: Words) -> File:
        """Item 2.7: the journal of consultations of the school year, and coverage of parents by school."""
        reach = scope(actor, Action.FAMILY_REPORTS)
        today = self.clock.today()
        first = datetime.combine(date(school_year_of(today), SEPTEMBER, 1), time(0), tzinfo=self.clock.zone)
        async with self.db.reading() as session:
            rows = await session.execute(
                select(ConsultationSlot, Consultation, Organisation.name, Student.grade)
                .join(Consultation, Consultation.slot_id == ConsultationSlot.id)
                .join(Organisation, Organisation.id == ConsultationSlot.organisation_id)
                .outerjoin(Student, Student.id == Consultation.student_id)
                .where(
                    reach.places_among(ConsultationSlot.organisation_id),
                    ConsultationSlot.starts_at >= first,
                    Consultation.held_at.is_not(None),
                )
                .order_by(ConsultationSlot.starts_at)
            )
            held = rows.all()
            schools = await session.scalars(
                select(Organisation)
                .where(reach.places_among(Organisation.id), Organisation.kind == OrganisationKind.SCHOOL)
                .order_by(Organisation.name)
            )
            linked = await session.execute(
                select(Student.organisation_id, Guardian.person_id)
                .join(Guardian, Guardian.student_id == Student.id)
                .where(Guardian.ended_at.is_(None))
            )
            parents: dict[int, set[int]] = {}
            for organisation_id, person_id in linked:
                parents.setdefault(organisation_id, set()).add(person_id)
            rows_of_meetings = await session.execute(
                select(
                    ParentsMeeting.organisation_id,
                    func.count(),
                    func.coalesce(func.sum(ParentsMeeting.head_count), 0),
                )
                .where(
                    ParentsMeeting.cancelled_at.is_(None),
                    ParentsMeeting.starts_at >= first,
                    ParentsMeeting.starts_at <= self.clock.now(),
                )
                .group_by(ParentsMeeting.organisation_id)
            )
            met = {number: (count, came or 0) for number, count, came in rows_of_meetings}
            coverage: list[list[Cell]] = [
                [
                    school.name,
                    len(parents.get(school.id, ())),
                    sum(slot.organisation_id == school.id for slot, *_ in held),
                    *met.get(school.id, (0, 0)),
                ]
                for school in schools
            ]
        sheets = Sheets()
        above = [words.label("journal-title"), words.label("journal-order")]
        names = (("day", 12), ("time", 8), ("organisation", 42), ("topic", 30), ("grade", 10))
        sheets.add(
            words.label("journal-sheet"),
            [Column(words.label(f"journal-{name}"), width) for name, width in names],
            [
                [
                    self.clock.at(slot.starts_at).date(),
                    f"{self.clock.at(slot.starts_at):%H:%M}",
                    organisation,
                    words.label(f"consultation-topic-{booking.topic}"),
                    grade,
                ]
                for slot, booking, organisation, grade in held
            ],
            above=above,
        )
        sheets.add(
            words.label("coverage-sheet"),
            [
                Column(words.label(f"coverage-{name}"), width)
                for name, width in (
                    ("school", 44),
                    ("parents", 22),
                    ("held", 22),
                    ("meetings", 16),
                    ("came", 22),
                )
            ],
            coverage,
            above=[words.label("coverage-title"), words.label("journal-order")],
        )
        return File(words.label("journal-file", day=today.isoformat()), sheets.content())
