"""What became of an announcement: by school, and whom to phone, by code."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from bot.clock import Clock
from bot.errors import Foreign
from bot.models import (
    Announcement,
    AnnouncementCopy,
    Database,
    Guardian,
    MessageState,
    Organisation,
    OutboxMessage,
    Student,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.announcement_views import lines_of
from bot.services.names import natural_order
from bot.services.sheets import Cell, Column, File, Sheets
from bot.texts import Words

LINES = (("school", 44), ("total", 12), ("sent", 12), ("unreachable", 16), ("acknowledged", 16))
PHONE = (("school", 44), ("class", 10), ("code", 18), ("who", 20), ("why", 26))


@dataclass(frozen=True)
class AnnouncementTables:
    """Files about announcements."""

    db: Database
    clock: Clock

    async def table(self, actor: Actor, announcement_id: int, words: Words) -> File:
        """Sent, unreachable, acknowledged per school; and the list «кому позвонить»."""
        scope(actor, Action.ANNOUNCE)
        async with self.db.reading() as session:
            row = await session.get(Announcement, announcement_id)
            if row is None or row.created_by != actor.person_id:
                raise Foreign
            lines = sorted(await lines_of(session, row.id), key=lambda line: natural_order(line.school))
            silent = AnnouncementCopy.acknowledged_at.is_(None) if row.acknowledge else None
            gone = OutboxMessage.state.in_((MessageState.UNREACHABLE, MessageState.FAILED))
            unheard = or_(gone, AnnouncementCopy.message_id.is_(None))
            copies = await session.execute(
                select(AnnouncementCopy, OutboxMessage.state, Organisation.name)
                .outerjoin(OutboxMessage, OutboxMessage.id == AnnouncementCopy.message_id)
                .outerjoin(Organisation, Organisation.id == AnnouncementCopy.organisation_id)
                .where(
                    AnnouncementCopy.announcement_id == row.id,
                    unheard if silent is None else or_(unheard, silent),
                )
            )
            found = copies.all()
            people = {copy.person_id for copy, _, _ in found}
            pupils = {
                student.person_id: student
                for student in await session.scalars(select(Student).where(Student.person_id.in_(people)))
            }
            children: dict[int, list[Student]] = {}
            for person, student in await session.execute(
                select(Guardian.person_id, Student)
                .join(Student, Student.id == Guardian.student_id)
                .where(Guardian.person_id.in_(people), Guardian.ended_at.is_(None))
            ):
                children.setdefault(person, []).append(student)
        to_phone: list[list[Cell]] = []
        for copy, state, school in found:
            heard = state in (MessageState.SENT, MessageState.UNCERTAIN)
            why = words.label("announcement-why", silent=heard)
            own = pupils.get(copy.person_id)
            kin = [own] if own is not None else children.get(copy.person_id, [])
            who = "pupil" if own is not None else "parent" if kin else "staff"
            to_phone.append(
                [
                    school,
                    ", ".join(f"{each.grade}{each.letter}" for each in kin),
                    ", ".join(each.code for each in kin),
                    words.label(f"announcement-who-{who}"),
                    why,
                ]
            )
        to_phone.sort(key=lambda line: (natural_order(str(line[0] or "")), str(line[1]), str(line[2])))
        book = Sheets()
        above = [words.label("announcement-table-title", day=f"{self.clock.today():%d.%m.%Y}")]
        book.add(
            words.label("announcement-sheet-schools"),
            [Column(words.label(f"announcement-column-{name}"), width) for name, width in LINES],
            [
                [
                    line.school,
                    line.progress.total,
                    line.progress.sent,
                    line.progress.unreachable + line.progress.failed,
                    line.progress.acknowledged,
                ]
                for line in lines
            ],
            above=above,
        )
        book.add(
            words.label("announcement-sheet-phone"),
            [Column(words.label(f"announcement-column-{name}"), width) for name, width in PHONE],
            to_phone,
            above=above,
        )
        return File(
            words.label("announcement-file", day=self.clock.today().isoformat()) + ".xlsx", book.content()
        )
