"""Contests for families: only those of one's own grades; applying in a tap, being reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    Contest,
    ContestEntry,
    ContestStage,
    ContestWatch,
    Database,
    EntryState,
    Sphere,
    Student,
)
from bot.services.access import Action, may, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.contest_marks import entry_changed
from bot.services.contest_reach import CURRENT, ON_AIR, Held, followers, held, one_held, stages_of
from bot.services.insertion import inserted_once
from bot.services.office_hours import is_digest_time, next_moment_to_speak, working_calendar
from bot.services.outbox import enqueue
from bot.settings import Settings
from bot.working_days import WorkingDays

COUNTDOWN, ENTERED = "contest_countdown", "contest_entered"
DAYS_BEFORE = (1, 3, 7)
"""Days before the last day of a stage on which those who applied or asked are reminded."""


@dataclass(frozen=True)
class StageLine:
    """A stage as it is shown."""

    stage_id: int
    title: str
    until: date


@dataclass(frozen=True)
class ContestRow:
    """A contest in a list."""

    contest_id: int
    title: str
    until: date | None
    """The last day of the stage that is under way."""
    open: bool
    """Applications are taken."""
    closed: bool
    state: EntryState | None
    """The best that any of the person's pupils has there."""


@dataclass(frozen=True)
class Entrant:
    """A pupil the person may enter, and how they stand."""

    student_id: int
    code: str
    state: EntryState | None
    nomination: str


@dataclass(frozen=True)
class ContestView:
    """All of a contest that a family sees."""

    contest_id: int
    title: str
    about: str
    level: str
    organiser: str
    grades: tuple[int, ...]
    sphere: Sphere | None
    nominations: tuple[str, ...]
    contact: str
    file_id: str | None
    file_name: str | None
    stages: tuple[StageLine, ...]
    open: bool
    closed: bool
    watching: bool
    entrants: tuple[Entrant, ...]


@dataclass(frozen=True)
class Contests:
    """Use cases of pupils and parents; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def listed(self, actor: Actor) -> list[ContestRow]:
        """Those for the person's own grade or children, and those they applied to; open ones first."""
        async with self.db.reading() as session:
            students = await self._own(session, actor)
            entries = await self._entries(session, students)
            found = [each for each in await held(session, ON_AIR) if self._is_shown(each, students, entries)]
            stages = await stages_of(session, [each.contest.id for each in found])
        rows = [
            ContestRow(
                contest_id=each.contest.id,
                title=each.contest.title,
                until=_under_way(stages[each.contest.id], self.clock.today()),
                open=_is_open(each.contest, stages[each.contest.id], self.clock.today()),
                closed=each.contest.closed_at is not None,
                state=_best([entry for (number, _), entry in entries.items() if number == each.contest.id]),
            )
            for each in found
        ]
        return sorted(rows, key=lambda row: (row.closed, not row.open, row.until or date.max))

    async def one(self, actor: Actor, contest_id: int) -> ContestView:
        """One of them."""
        async with self.db.reading() as session:
            return await self._view(session, actor, contest_id)

    async def apply(self, actor: Actor, contest_id: int, student_id: int, nomination: int) -> Entrant:
        """An application: by the pupil, by a parent for the child, by the school for its pupil.

        Pressing again changes the nomination; after the last day only the school can add somebody.
        """
        now = self.clock.now()
        async with self.db.transaction() as session:
            student, staff = await self._reached(session, actor, student_id)
            which = await one_held(session, contest_id)
            entry = await entry_of(session, contest_id, student.id)
            if which is None or (entry is None and not which.concerns(student)):
                raise Foreign
            contest = which.contest
            stages = (await stages_of(session, [contest.id]))[contest.id]
            if contest.closed_at is not None:
                raise DomainError("contest-closed")
            if not staff and not _is_open(contest, stages, now.date()):
                raise DomainError("contest-late")
            named = chosen(contest, nomination)
            if entry is None:
                entry = ContestEntry(contest_id=contest.id, student_id=student.id, state=EntryState.WITHDRAWN)
                session.add(entry)
            if entry.state is EntryState.WITHDRAWN:
                entry.state, entry.applied_at, entry.applied_by = EntryState.APPLIED, now, actor.person_id
                entry.nomination = named
                await entry_changed(session, now, entry)
                note(session, now, actor.person_id, "applied", "contest_entry", entry.id)
                await self._tell_pupil(session, actor, contest, student, entry, staff=staff)
            elif entry.state is EntryState.APPLIED:
                entry.nomination = named
            return Entrant(student.id, student.code, entry.state, entry.nomination)

    async def withdraw(self, actor: Actor, contest_id: int, student_id: int) -> None:
        """Take an application back; what has been decided stays."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            student, _ = await self._reached(session, actor, student_id)
            entry = await entry_of(session, contest_id, student.id)
            if entry is None:
                raise Foreign
            if entry.state not in (EntryState.APPLIED, EntryState.WITHDRAWN):
                raise DomainError("contest-decided")
            if entry.state is EntryState.APPLIED:
                entry.state = EntryState.WITHDRAWN
                await entry_changed(session, now, entry)
                note(session, now, actor.person_id, "withdrawn", "contest_entry", entry.id)

    async def watch(self, actor: Actor, contest_id: int, *, on: bool) -> ContestView:
        """«Напомнить», «Не напоминать»."""
        async with self.db.transaction() as session:
            view = await self._view(session, actor, contest_id)
            if on:
                values = {"contest_id": contest_id, "person_id": actor.person_id, "since": self.clock.now()}
                await inserted_once(session, ContestWatch, values)
            elif view.watching:
                await session.delete(await session.get_one(ContestWatch, (contest_id, actor.person_id)))
                await session.flush()
            return await self._view(session, actor, contest_id)

    async def tick(self) -> None:
        """Seven days, three and one before the last day of a stage: to those who applied or asked.

        On a day off it is said on the working day before. Who came later, or heard that the day was moved,
        is not told of a moment that had passed by then.
        """
        now = self.clock.now()
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings):
                return
            soon = now.date() + timedelta(days=max(DAYS_BEFORE) + 14)
            stages = (
                await session.scalars(
                    select(ContestStage)
                    .join(Contest, Contest.id == ContestStage.contest_id)
                    .where(
                        ON_AIR,
                        Contest.closed_at.is_(None),
                        ContestStage.until >= now.date(),
                        ContestStage.until <= soon,
                    )
                )
            ).all()
            for stage in stages:
                due = self._moment_of(stage, now, calendar)
                if due is not None:
                    await self._count_down(session, now, stage, *due)

    def _moment_of(
        self, stage: ContestStage, now: datetime, calendar: WorkingDays
    ) -> tuple[int, datetime] | None:
        """The nearest reminder that is due by now, and the moment it belongs to."""
        for days in DAYS_BEFORE:
            day = calendar.on_or_before(stage.until - timedelta(days=days))
            moment = datetime.combine(day, self.settings.digest_time, tzinfo=self.clock.zone)
            if moment <= now:
                return days, moment
        return None

    async def _count_down(
        self, session: AsyncSession, now: datetime, stage: ContestStage, days: int, moment: datetime
    ) -> None:
        [which] = await held(session, Contest.id == stage.contest_id)
        contest = which.contest
        since = stage.moved_at or contest.published_at
        if since is None or since >= moment:
            return
        waiting: dict[bool, list[int]] = {True: [], False: []}
        for person, follower in (await followers(session, which)).items():
            if follower.since < moment:
                waiting[follower.applied].append(person)
        for applied, people in waiting.items():
            arguments = {
                "contest": contest.id,
                "title": contest.title,
                "stage": stage.title,
                "until": stage.until.isoformat(),
                "left": (stage.until - now.date()).days,
                "applied": applied,
            }
            key = f"contest-countdown:{stage.id}:{stage.until.isoformat()}:{days}"
            await enqueue(session, people, key, COUNTDOWN, arguments, not_before=now)

    async def _view(self, session: AsyncSession, actor: Actor, contest_id: int) -> ContestView:
        students = await self._own(session, actor)
        entries = await self._entries(session, students)
        which = await one_held(session, contest_id)
        if which is None or not self._is_shown(which, students, entries):
            raise Foreign
        contest = which.contest
        stages = (await stages_of(session, [contest.id]))[contest.id]
        watching = await session.get(ContestWatch, (contest.id, actor.person_id))
        shown = [
            (student, entries.get((contest.id, student.id)))
            for student in students
            if which.concerns(student) or (contest.id, student.id) in entries
        ]
        return ContestView(
            contest_id=contest.id,
            title=contest.title,
            about=contest.about,
            level=contest.level,
            organiser=contest.organiser,
            grades=tuple(contest.grades),
            sphere=contest.sphere,
            nominations=tuple(contest.nominations),
            contact=contest.contact,
            file_id=contest.file_id,
            file_name=contest.file_name,
            stages=tuple(StageLine(each.id, each.title, each.until) for each in stages),
            open=_is_open(contest, stages, self.clock.today()),
            closed=contest.closed_at is not None,
            watching=watching is not None,
            entrants=tuple(
                Entrant(
                    student.id,
                    student.code,
                    entry.state if entry else None,
                    entry.nomination if entry else "",
                )
                for student, entry in shown
            ),
        )

    def _is_shown(
        self, which: Held, students: Sequence[Student], entries: dict[tuple[int, int], ContestEntry]
    ) -> bool:
        """Whether it is for one of these pupils, or any of the person's own has applied."""
        mine = any(number == which.contest.id for number, _ in entries)
        return mine or any(which.concerns(student) for student in students)

    async def _own(self, session: AsyncSession, actor: Actor) -> list[Student]:
        own = scope(actor, Action.CONTESTS_JOIN).students()
        return list(await session.scalars(select(Student).where(CURRENT, own).order_by(Student.code)))

    async def _entries(
        self, session: AsyncSession, students: Sequence[Student]
    ) -> dict[tuple[int, int], ContestEntry]:
        found = await session.scalars(
            select(ContestEntry).where(ContestEntry.student_id.in_([student.id for student in students]))
        )
        return {(entry.contest_id, entry.student_id): entry for entry in found}

    async def _reached(self, session: AsyncSession, actor: Actor, student_id: int) -> tuple[Student, bool]:
        """A pupil the person may enter, and whether as the school does: one person may be both."""
        for action in (Action.CONTESTS_ENTRIES, Action.CONTESTS_JOIN):
            if not may(actor, action):
                continue
            student = await session.scalar(
                select(Student)
                .where(Student.id == student_id, CURRENT, scope(actor, action).students())
                .with_for_update()
            )
            if student is not None:
                return student, action is Action.CONTESTS_ENTRIES
        raise Foreign

    async def _tell_pupil(
        self,
        session: AsyncSession,
        actor: Actor,
        contest: Contest,
        student: Student,
        entry: ContestEntry,
        *,
        staff: bool,
    ) -> None:
        """Whoever was entered by somebody else hears of it."""
        if student.person_id in (None, actor.person_id):
            return
        now = self.clock.now()
        calendar = await working_calendar(session, self.settings)
        await enqueue(
            session,
            [student.person_id],
            f"contest-entered:{entry.id}:{now.timestamp():.0f}",
            ENTERED,
            {"contest": contest.id, "title": contest.title, "school": staff},
            not_before=next_moment_to_speak(now, calendar, self.settings),
        )


async def entry_of(session: AsyncSession, contest_id: int, student_id: int) -> ContestEntry | None:
    """The application of a pupil, if there is one."""
    found: ContestEntry | None = await session.scalar(
        select(ContestEntry)
        .where(ContestEntry.contest_id == contest_id, ContestEntry.student_id == student_id)
        .with_for_update()
    )
    return found


def chosen(contest: Contest, nomination: int) -> str:
    """A nomination by its place; a contest without nominations has none."""
    if not contest.nominations:
        return ""
    if not 0 <= nomination < len(contest.nominations):
        raise NotFound
    return contest.nominations[nomination]


def _is_open(contest: Contest, stages: Sequence[ContestStage], today: date) -> bool:
    return contest.closed_at is None and bool(stages) and stages[0].until >= today


def _under_way(stages: Sequence[ContestStage], today: date) -> date | None:
    return next((stage.until for stage in stages if stage.until >= today), None)


def _best(entries: Sequence[ContestEntry]) -> EntryState | None:
    order = list(EntryState)
    states = [entry.state for entry in entries if entry.state is not EntryState.WITHDRAWN]
    return max(states, key=order.index, default=None)
