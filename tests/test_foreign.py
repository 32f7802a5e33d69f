"""Every button × every role × the things of another school: nothing changes, nothing is told."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.models import (
    Announcement,
    AnnouncementCopy,
    Base,
    CheckIn,
    ClassLink,
    Consent,
    ConsultationSlot,
    Contest,
    ContestEntry,
    ContestStage,
    Event,
    EventKind,
    FamilyCode,
    Giver,
    Guardian,
    MeetingForm,
    MentorCard,
    MonitoringKind,
    MonitoringReport,
    Offer,
    Pair,
    ParentsMeeting,
    Participation,
    ProfessionalPlan,
    ProfileClass,
    ProfileKind,
    Programme,
    Purpose,
    Question,
    QuestionMessage,
    QuizResult,
    RelayMessage,
    Role,
    Route,
    RouteSheet,
    RouteStep,
    Signal,
    Sphere,
    Student,
    StudentName,
)
from bot.models import OrganisationKind as Kind
from bot.sandbox import Visitor
from bot.services.actor import Actor
from tests.city import City, city
from tests.families import Pupil, agreed_by_a_parent, parent, pupil
from tests.pair_people import actor_of, companion, seat_of
from tests.test_access import DISMISSED, STRANGER, TAPS, needed_form, press

SECRET = "тайна первой школы"
GUARDED: tuple[type[Base], ...] = (
    Student,
    Guardian,
    Consent,
    FamilyCode,
    ClassLink,
    Question,
    QuestionMessage,
    ConsultationSlot,
    Contest,
    ContestEntry,
    ContestStage,
    ParentsMeeting,
    ProfileClass,
    Programme,
    QuizResult,
    StudentName,
    RouteSheet,
    RouteStep,
    MonitoringReport,
    Event,
    Participation,
    Announcement,
    AnnouncementCopy,
    MentorCard,
    Pair,
    Offer,
    CheckIn,
    RelayMessage,
    ProfessionalPlan,
    Signal,
)
STAFF = (Role.COORDINATOR, Role.HEAD, Role.EXECUTOR, Role.TUTOR, Role.MENTOR)
LOCAL = (*STAFF, Role.STUDENT, Role.GUARDIAN, DISMISSED, STRANGER)
LOOKED_AT_EVERY = 25
"""Taps: reading all that is guarded takes longer than a tap."""


async def first_school(c: City) -> tuple[int, str]:
    """A school with one of everything; each of its things has the number 1."""
    school = await c.organisation("Школа № 1 (демо)", Kind.SCHOOL)
    coordinator = await c.join("Ольга Демо", Role.COORDINATOR, school)
    actor = await c.app.services.people.actor(coordinator.id, coordinator.id)
    assert actor is not None
    child = await pupil(c, school)
    await parent(c, child)
    await agreed_by_a_parent(c, child)
    services = c.app.services
    await services.class_links.make(actor, school, 11, "А")
    await services.families.new_code(actor, child.student_id)
    day = c.clock.today() + timedelta(days=7)
    await services.meetings.make(actor, school, f"Собрание: {SECRET}", day, time(18), "зал")
    await services.consultations.offer(actor, school, day, time(15), 1, 20, 1, SECRET)
    await services.profile_classes.add(actor, school, ProfileKind.CLASS, Sphere.PEDAGOGY, 10, SECRET, 25, "")
    await services.questions.ask(
        child.visitor.id, child.visitor.id, "ru", "1", Route.SCHOOL, school, None, SECRET
    )
    await services.route_sheets.begin_class(actor, school, 11, "А")
    await services.programme_desk.add(actor, school, SECRET)
    await services.contest_desk.make(actor, school, SECRET)
    await services.contest_desk.edit(actor, 1, "organiser", SECRET)
    await services.contest_desk.choose(actor, 1, "grade", 11)
    await services.contest_desk.add_stage(actor, 1, SECRET, day)
    await services.contest_desk.publish(actor, 1)
    await services.contests.apply(actor, 1, child.student_id, 0)
    await event_and_announcement(c, actor, school, child)
    tutor = await companion(c, Role.TUTOR, school, SECRET)
    await services.attachment.tick_paper(actor, await seat_of(c, tutor), "order", there=True)
    await services.attachment.attach(actor, await seat_of(c, tutor), child.student_id)
    own = await actor_of(c, child.visitor)
    await services.check_ins.log(await actor_of(c, tutor), 1, 0, c.clock.today(), MeetingForm.CALL, 0)
    await services.relays.say(own, 1, "1", SECRET)
    await services.professional_plans.answer(own, "where", SECRET)
    await services.signals.uncomfortable(own, 1, "1")
    mentor = await actor_of(c, await companion(c, Role.MENTOR, school, SECRET))
    await services.offers.offer(actor, (child.student_id, None), mentor.person_id)
    async with c.app.db.transaction() as session:
        session.add(AnnouncementCopy(announcement_id=1, person_id=child.person_id, organisation_id=school))
        session.add(
            MonitoringReport(
                kind=MonitoringKind.ROUTES,
                due=day,
                organisation_id=school,
                opened_at=c.clock.now(),
                figures={},
                remark=SECRET,
            )
        )
        session.add(
            QuizResult(
                student_id=child.student_id,
                person_id=child.person_id,
                giver=Giver.STUDENT,
                version=1,
                misunderstood="3",
                passed_at=c.clock.now(),
            )
        )
        session.add(StudentName(student_id=child.student_id, sealed=b"sealed"))
        session.add(
            Consent(
                student_id=child.student_id,
                purpose=Purpose.EMPLOYERS,
                version=1,
                giver=Giver.STUDENT,
                person_id=child.person_id,
                given=True,
                at=c.clock.now(),
            )
        )
    await c.settle()
    return school, child.code


async def event_and_announcement(c: City, actor: Actor, school: int, child: Pupil) -> None:
    """An event of the school with a seat taken, and an announcement that waits for its head."""
    services = c.app.services
    when = c.clock.now() + timedelta(days=7)
    await services.events.make(actor, school, EventKind.TRIAL, when, 60, SECRET, "зал")
    await services.events.publish(actor, 1)
    own = await services.people.actor(child.visitor.id, child.visitor.id)
    assert own is not None
    await services.seats.sign_up(own, 1, child.student_id)
    await services.announcements.begin(actor)
    await services.announcements.write(actor, 1, SECRET, None, None, None)
    await services.announcements.toggle(actor, 1, "roles", 0)
    await services.announcements.ask_approval(actor, 1)


async def second_school(c: City) -> dict[str, Visitor]:
    """The people of another school, one of each role, and two who belong to none."""
    school = await c.organisation("Школа № 2 (демо)", Kind.SCHOOL)
    people: dict[str, Visitor] = {}
    for role in STAFF:
        people[role] = await c.join(f"Второй {role.value}", role, school)
    child = await pupil(c, school)
    people[Role.STUDENT], people[Role.GUARDIAN] = child.visitor, await parent(c, child)
    people[DISMISSED] = await c.join("Уволенный", Role.EXECUTOR, school)
    boss = await c.app.services.people.actor(c.administrator.id, c.administrator.id)
    assert boss is not None
    members = await c.app.services.people.members(boss)
    await c.app.services.people.end_membership(boss, max(row.membership_id for row in members), None)
    people[STRANGER] = c.telegram.person("Чужой")
    await people[STRANGER].start()
    await c.settle()
    return people


async def guarded(c: City, numbers: dict[str, set[Any]]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the first school."""
    async with c.app.db.reading() as session:
        found: dict[str, list[tuple[Any, ...]]] = {}
        for model in GUARDED:
            table = Base.metadata.tables[model.__tablename__]
            key = next(iter(table.primary_key.columns))
            rows = await session.execute(select(table).where(key.in_(numbers[table.name])).order_by(key))
            found[table.name] = [tuple(row) for row in rows]
        return found


async def numbers_now(c: City) -> dict[str, set[Any]]:
    async with c.app.db.reading() as session:
        keys = {}
        for model in GUARDED:
            table = Base.metadata.tables[model.__tablename__]
            key = next(iter(table.primary_key.columns))
            keys[table.name] = set((await session.execute(select(key))).scalars())
        return keys


def batched(data: Iterable[str], size: int) -> list[tuple[str, ...]]:
    """So many at a time."""
    waiting = iter(data)
    return [some for some in iter(lambda: tuple(islice(waiting, size)), ())]


@pytest.mark.parametrize("role", LOCAL)
async def test_the_things_of_another_school_do_not_exist(tmp_path: Path, role: str) -> None:
    async with city(tmp_path, datetime(2026, 10, 5, 10, 0)) as c:
        await c.administrator.start()
        await c.settle()
        school, code = await first_school(c)
        assert school == 1
        numbers = await numbers_now(c)
        assert all(1 in found for found in numbers.values()), numbers
        who = (await second_school(c))[role]
        before, mark = await guarded(c, numbers), who.mark
        assert len(TAPS) > 400
        for some in batched(TAPS, LOOKED_AT_EVERY):
            for data in some:
                await needed_form(c, who, data)
                await press(c, who, data.replace("999", "1"))
            assert await guarded(c, numbers) == before, f"{role}: one of {some}"
        for message in who.received_since(mark):
            assert code not in message.text, message.text
            assert "Школа № 1 (демо), 11А" not in message.text
            open_to_all = "Собрание" in message.text or "консультац" in message.text.lower()
            assert SECRET not in message.text or open_to_all or "записаны" in message.text, message.text
