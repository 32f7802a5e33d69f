"""Who lives in a town of the fuzz, and what is there for them to press: events, contests, routes, news."""

from datetime import timedelta

from bot.models import EventKind, OrganisationKind, Role
from bot.sandbox import Visitor
from bot.services.actor import Actor
from tests.board_city import FIRST, Town, administrator
from tests.city import ADMINISTRATOR_ID, City
from tests.families import agreed_by_a_parent, parent, pupil
from tests.pair_people import companion, seat_of

GRADES = (9, 11, 11, 11)


async def populate(made: Town) -> tuple[list[Visitor], list[Visitor]]:
    """Everybody who sends something, and those of them who are strangers."""
    c = made.c
    school = next(iter(made.numbers.values()))
    department = await c.organisation('Управление <b>&"', OrganisationKind.DEPARTMENT)
    people = [c.administrator, made.controller, made.first, made.second]
    methodist = await c.join("Методист Демо", Role.METHODIST)
    people.append(methodist)
    people.append(await c.join("Глава Демо", Role.HEAD, school))
    people.append(await c.join("Отдел Демо", Role.EXECUTOR, department))
    dismissed = await c.join("Уволенная Демо", Role.CONTROLLER)
    boss = await administrator(c)
    rows = await c.app.services.people.members(boss)
    await c.app.services.people.end_membership(boss, max(row.membership_id for row in rows), None)
    strangers = [
        c.telegram.person(f"Чужой {number}", language_code=code) for number, code in enumerate(("ru", "en"))
    ]
    for each in (*strangers, c.administrator):
        await each.start()
    await c.settle()
    people += await _families(c, made.numbers[FIRST])
    people += await _mentors(c, await _actor(c, made.first), made.numbers[FIRST])
    await _offers(c, await _actor(c, made.first), await _actor(c, methodist), made.numbers[FIRST])
    assert c.administrator.id == ADMINISTRATOR_ID
    return [*people, *people, dismissed, *strangers], strangers


async def _families(c: City, school: int) -> list[Visitor]:
    """Some pupils who may take part, one who may not yet, and a parent of two."""
    children = [await pupil(c, school, grade=grade) for grade in GRADES]
    mother = await parent(c, *children[:2])
    await agreed_by_a_parent(c, *children[:-1])
    return [*(child.visitor for child in children), mother]


async def _mentors(c: City, coordinator: Actor, school: int) -> list[Visitor]:
    """A tutor of the eleventh class, a mentor, a trainee."""
    tutor = await companion(c, Role.TUTOR, school, "педагог")
    mentor = await companion(c, Role.MENTOR, school, "наставник")
    await c.app.services.attachment.attach_class(coordinator, await seat_of(c, tutor), 11, "А")
    token = await c.app.services.attachment.invite(coordinator, school, Role.TRAINEE)
    young = c.telegram.person("Стажёр Демо")
    await young.start(f"i{token}")
    await c.settle()
    return [tutor, mentor, young]


async def _offers(c: City, coordinator: Actor, methodist: Actor, school: int) -> None:
    """One seat for three, a contest, route sheets, a profile class, an announcement that waits."""
    services, soon = c.app.services, c.clock.now() + timedelta(days=4)
    event = await services.events.make(coordinator, school, EventKind.TRIAL, soon, 60, "Проба", "Зал")
    await services.event_edits.write(coordinator, event.event_id, "seats", "1")
    await services.events.publish(coordinator, event.event_id)
    await services.route_sheets.begin_class(coordinator, school, 11, "А")
    contest = await services.contest_desk.make(methodist, school, "Слёт мастеров")
    number = contest.contest_id
    await services.contest_desk.edit(methodist, number, "organiser", "ГЦОКО")
    await services.contest_desk.choose(methodist, number, "grade", 11)
    await services.contest_desk.add_stage(methodist, number, "Заявки", soon.date())
    await services.contest_desk.publish(methodist, number)
    await services.programme_desk.add(coordinator, school, "Будущий учитель")
    news = await services.announcements.begin(methodist)
    await services.announcements.write(methodist, news.announcement_id, "Новость", None, None, None)
    await services.announcements.toggle(methodist, news.announcement_id, "roles", 0)
    await services.announcements.ask_approval(methodist, news.announcement_id)
    await c.settle()


async def _actor(c: City, who: Visitor) -> Actor:
    actor = await c.app.services.people.actor(who.id, who.id)
    assert actor is not None
    return actor
