"""Applications by code, for the school and the centre: entering, results, files."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.code_join import folded
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    ContestEntry,
    Database,
    EntryState,
    MessageState,
    Organisation,
    OutboxMessage,
    Student,
)
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.contest_marks import entry_changed
from bot.services.contest_reach import CURRENT, Held, one_held, parents_of
from bot.services.contest_views import is_listed
from bot.services.contests import entry_of
from bot.services.listeners import agreed_by_pupil
from bot.services.names import natural_order
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings

RESULT = "contest_result"
RESULTS = (EntryState.PARTICIPANT, EntryState.PRIZE, EntryState.WINNER)
MOST_CODES = 300


@dataclass(frozen=True)
class EntryRow:
    """An application, by code."""

    entry_id: int
    contest_id: int
    contest: str
    student_id: int
    code: str
    school: str
    class_name: str
    nomination: str
    state: EntryState


@dataclass(frozen=True)
class Found:
    """A pupil found by a code, and what there is to choose from."""

    contest_id: int
    student_id: int
    code: str
    nominations: tuple[str, ...]


@dataclass(frozen=True)
class Pasted:
    """What became of a list of codes."""

    marked: int
    unknown: tuple[str, ...]
    """Not of a pupil within reach, or of a grade the contest is not for."""


@dataclass(frozen=True)
class ContestEntries:
    """Use cases of coordinators and the centre; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def listed(self, actor: Actor, contest_id: int) -> list[EntryRow]:
        """The applications of the pupils within reach: standing ones, best results first."""
        reach = scope(actor, Action.CONTESTS_ENTRIES)
        async with self.db.reading() as session:
            which = await self._contest(session, actor, contest_id)
            rows = await session.execute(
                select(ContestEntry, Student, Organisation.name)
                .join(Student, Student.id == ContestEntry.student_id)
                .join(Organisation, Organisation.id == Student.organisation_id)
                .where(
                    ContestEntry.contest_id == contest_id,
                    ContestEntry.state != EntryState.WITHDRAWN,
                    reach.students(),
                )
            )
            found = [_row(which, entry, student, school) for entry, student, school in rows]
        order = list(EntryState)
        return sorted(
            found, key=lambda each: (-order.index(each.state), natural_order(each.school), each.code)
        )

    async def one(self, actor: Actor, entry_id: int) -> EntryRow:
        """One application."""
        async with self.db.reading() as session:
            return await self._seen(session, actor, entry_id)

    async def find(self, actor: Actor, contest_id: int, code: str) -> Found:
        """The pupil of a code, to be entered."""
        async with self.db.reading() as session:
            which = await self._contest(session, actor, contest_id)
            student = (await self._by_code(session, actor, [folded(code)])).get(folded(code))
            if student is None:
                raise DomainError("contest-code-unknown")
            if not which.concerns(student):
                raise DomainError("contest-code-grade", code=student.code)
            return Found(contest_id, student.id, student.code, tuple(which.contest.nominations))

    async def decide(self, actor: Actor, entry_id: int, state: EntryState) -> EntryRow:
        """Participant, prize, winner, or applied again where the mark was a mistake."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            row = await self._seen(session, actor, entry_id)
            which = await self._contest(session, actor, row.contest_id)
            entry = await session.get_one(ContestEntry, entry_id, with_for_update=True)
            await self._mark(session, actor, now, which, entry, state)
            return await self._seen(session, actor, entry_id)

    async def decide_codes(self, actor: Actor, contest_id: int, state: EntryState, text: str) -> Pasted:
        """The same result for a pasted list of codes; who was not entered before is entered by it."""
        if state not in RESULTS:
            raise NotFound
        codes = list(dict.fromkeys(folded(part) for part in re.split(r"[\n,;]+", text) if part.strip()))
        if not codes or len(codes) > MOST_CODES:
            raise DomainError("contest-codes", count=MOST_CODES)
        now = self.clock.now()
        async with self.db.transaction() as session:
            which = await self._contest(session, actor, contest_id)
            students = await self._by_code(session, actor, codes)
            unknown = []
            for code in codes:
                student = students.get(code)
                entry = await entry_of(session, contest_id, student.id) if student else None
                if student is None or (entry is None and not which.concerns(student)):
                    unknown.append(code)
                    continue
                if entry is None:
                    entry = ContestEntry(
                        contest_id=contest_id,
                        student_id=student.id,
                        state=EntryState.APPLIED,
                        applied_at=now,
                        applied_by=actor.person_id,
                    )
                    session.add(entry)
                    await entry_changed(session, now, entry)
                await self._mark(session, actor, now, which, entry, state)
            return Pasted(len(codes) - len(unknown), tuple(unknown))

    async def _mark(
        self,
        session: AsyncSession,
        actor: Actor,
        now: datetime,
        which: Held,
        entry: ContestEntry,
        state: EntryState,
    ) -> None:
        """Set a result and tell the family; a mark that is put right before it was told is told once."""
        if entry.state is state:
            return
        entry.state = state
        await entry_changed(session, now, entry)
        note(session, now, actor.person_id, f"marked {state.value}", "contest_entry", entry.id)
        key = f"contest-result:{entry.id}:"
        await session.execute(
            delete(OutboxMessage).where(
                OutboxMessage.notice == RESULT,
                OutboxMessage.key.startswith(key, autoescape=True),
                OutboxMessage.state == MessageState.PENDING,
            )
        )
        if state not in RESULTS:
            return
        calendar = await working_calendar(session, self.settings)
        await enqueue(
            session,
            await self._family(session, entry),
            f"{key}{state.value}",
            RESULT,
            {
                "contest": which.contest.id,
                "title": which.contest.title,
                "state": state.value,
                "code": (await session.get_one(Student, entry.student_id)).code,
            },
            not_before=next_moment_to_speak(now, calendar, self.settings),
        )

    async def _family(self, session: AsyncSession, entry: ContestEntry) -> set[int]:
        """The pupil; a parent who applied for the child; parents who agreed to be written to."""
        student = await session.get_one(Student, entry.student_id)
        if not student.state.is_current:
            return set()
        parents = (await parents_of(session, [student.id]))[student.id]
        agreed = (await agreed_by_pupil(session, [student]))[student.id]
        people = {student.person_id, *agreed}
        if entry.applied_by in parents:
            people.add(entry.applied_by)
        return {person for person in people if person is not None}

    async def _contest(self, session: AsyncSession, actor: Actor, contest_id: int) -> Held:
        which = await one_held(session, contest_id)
        if which is None or not is_listed(actor, which):
            raise Foreign
        return which

    async def _seen(self, session: AsyncSession, actor: Actor, entry_id: int) -> EntryRow:
        reach = scope(actor, Action.CONTESTS_ENTRIES)
        row = (
            await session.execute(
                select(ContestEntry, Student, Organisation.name)
                .join(Student, Student.id == ContestEntry.student_id)
                .join(Organisation, Organisation.id == Student.organisation_id)
                .where(ContestEntry.id == entry_id, reach.students())
            )
        ).one_or_none()
        if row is None:
            raise Foreign
        entry, student, school = row
        return _row(await self._contest(session, actor, entry.contest_id), entry, student, school)

    async def _by_code(self, session: AsyncSession, actor: Actor, codes: list[str]) -> dict[str, Student]:
        reach = scope(actor, Action.CONTESTS_ENTRIES)
        students = await session.scalars(
            select(Student).where(Student.code.in_(codes), CURRENT, reach.students())
        )
        return {student.code: student for student in students}


def _row(which: Held, entry: ContestEntry, student: Student, school: str) -> EntryRow:
    return EntryRow(
        entry_id=entry.id,
        contest_id=which.contest.id,
        contest=which.contest.title,
        student_id=student.id,
        code=student.code,
        school=school,
        class_name=f"{student.grade}{student.letter}",
        nomination=entry.nomination,
        state=entry.state,
    )
