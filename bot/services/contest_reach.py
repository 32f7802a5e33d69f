"""For whom a contest is, and who follows it: asked in one place, so that nobody else ever hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import (
    CURRENT_STATES,
    Contest,
    ContestEntry,
    ContestStage,
    ContestWatch,
    EntryState,
    Guardian,
    Organisation,
    OrganisationKind,
    Student,
)

CURRENT = Student.state.in_(CURRENT_STATES)
ON_AIR = Contest.published_at.is_not(None)


@dataclass(frozen=True)
class Held:
    """A contest, and the school whose own it is."""

    contest: Contest
    school: int | None
    """A school's contest is for its own pupils, anybody else's for the whole city."""

    def concerns(self, student: Student) -> bool:
        """Whether it is for this pupil: grade, sphere, school."""
        return (
            student.state.is_current
            and student.grade in self.contest.grades
            and self.contest.sphere in (None, student.sphere)
            and self.school in (None, student.organisation_id)
        )


async def held(session: AsyncSession, *which: ColumnElement[bool]) -> list[Held]:
    """Contests with their schools, the newest first."""
    rows = await session.execute(
        select(Contest, Organisation.kind)
        .outerjoin(Organisation, Organisation.id == Contest.organisation_id)
        .where(*which)
        .order_by(Contest.id.desc())
    )
    return [
        Held(contest, contest.organisation_id if kind is OrganisationKind.SCHOOL else None)
        for contest, kind in rows
    ]


async def one_held(session: AsyncSession, contest_id: int) -> Held | None:
    """A published contest."""
    return next(iter(await held(session, ON_AIR, Contest.id == contest_id)), None)


async def concerned(session: AsyncSession, which: Held) -> list[Student]:
    """The pupils it is for."""
    students = await session.scalars(
        select(Student).where(CURRENT, Student.grade.in_(which.contest.grades)).order_by(Student.id)
    )
    return [student for student in students if which.concerns(student)]


async def stages_of(session: AsyncSession, contests: Sequence[int]) -> dict[int, list[ContestStage]]:
    """The stages of contests, each in its order."""
    found: dict[int, list[ContestStage]] = {number: [] for number in contests}
    for stage in await session.scalars(
        select(ContestStage).where(ContestStage.contest_id.in_(contests)).order_by(ContestStage.position)
    ):
        found[stage.contest_id].append(stage)
    return found


@dataclass(frozen=True)
class Follower:
    """Somebody who applied or asked to be reminded."""

    since: datetime
    applied: bool


async def followers(session: AsyncSession, which: Held) -> dict[int, Follower]:
    """Who applied (the pupil, and a parent who did it for the child) or asked; each person once.

    Who asked and is no longer concerned, or is no longer a parent, could not open it: they are left out.
    """
    contest_id = which.contest.id
    found: dict[int, Follower] = {}
    rows = await session.execute(
        select(ContestEntry, Student.person_id)
        .join(Student, Student.id == ContestEntry.student_id)
        .where(CURRENT, ContestEntry.contest_id == contest_id, ContestEntry.state == EntryState.APPLIED)
        .order_by(ContestEntry.applied_at)
    )
    applied = rows.all()
    parents = await parents_of(session, [entry.student_id for entry, _ in applied])
    for entry, pupil in applied:
        for person in (pupil, entry.applied_by):
            if person is not None and person in {pupil, *parents[entry.student_id]}:
                found.setdefault(person, Follower(entry.applied_at, applied=True))
    watches = await session.execute(
        select(ContestWatch.person_id, ContestWatch.since).where(ContestWatch.contest_id == contest_id)
    )
    asked = {person: since for person, since in watches}
    if set(asked) - set(found):
        students = await concerned(session, which)
        allowed = {student.person_id for student in students}
        allowed |= set().union(*(await parents_of(session, [each.id for each in students])).values())
        for person, since in asked.items():
            if person in allowed and person not in found:
                found[person] = Follower(since, applied=False)
    return found


async def parents_of(session: AsyncSession, students: Sequence[int]) -> dict[int, set[int]]:
    """The people who are parents of pupils, by the pupil's number."""
    found: dict[int, set[int]] = {number: set() for number in students}
    rows = await session.execute(
        select(Guardian.student_id, Guardian.person_id).where(
            Guardian.student_id.in_(students), Guardian.ended_at.is_(None)
        )
    )
    for student_id, person_id in rows:
        found[student_id].add(person_id)
    return found
