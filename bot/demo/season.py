"""What is ahead in the demo: events to sign up for and a route sheet that has begun."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.app import App
from bot.demo.cast import CAST, CENTRE, SCHOOL_37
from bot.models import EventKind, Role, Sphere
from bot.services.people import Actor

LESSONS = 4
SATURDAY = 5


@dataclass(frozen=True)
class Ahead:
    """An event so many days after the demo was begun, or on the first day after that which fits."""

    kind: EventKind
    title: str
    place: str
    days: int
    at: time
    minutes: int
    bring: str
    sphere: Sphere | None = None


EVENTS = (
    Ahead(
        EventKind.TRIAL,
        "Проба «Один день учителем» (демо)",
        "Педагогический колледж (демо), аудитория 12",
        8,
        time(14, 30),
        120,
        "сменная обувь, блокнот",
        Sphere.PEDAGOGY,
    ),
    Ahead(
        EventKind.EXCURSION,
        "Экскурсия «За дверью приёмного покоя» (демо)",
        "Городская больница (демо), главный вход",
        12,
        time(13, 0),
        90,
        "ученический билет",
        Sphere.MEDICINE,
    ),
    Ahead(
        EventKind.SATURDAY,
        "Профессиональная суббота (демо)",
        "МБУ ГЦОКО (демо), актовый зал",
        15,
        time(11, 0),
        180,
        "бутылка воды",
    ),
)
COURSE = Ahead(
    EventKind.EXAM_COURSE,
    "Обществознание: подготовка к ЕГЭ (демо)",
    "МБУ ГЦОКО (демо), кабинет 3",
    9,
    time(15, 30),
    90,
    "тетрадь",
)


async def begin(app: App) -> None:
    """Once: the methodist's events, the coordinator's route sheets of the class whose parents agreed."""
    methodist = await actor_with(app, Role.METHODIST)
    if await app.services.events.listed(methodist):
        return
    places = {row.name: row.organisation_id for row in await app.services.organisations.listed()}
    for ahead in EVENTS:
        await app.services.events.publish(methodist, await _drafted(app, methodist, places[CENTRE], ahead))
    course = await _drafted(app, methodist, places[CENTRE], COURSE, "social")
    await app.services.events.repeat(methodist, course, LESSONS)
    await app.services.events.publish(methodist, course)
    coordinator = await actor_with(app, Role.COORDINATOR)
    await app.services.route_sheets.begin_class(coordinator, places[SCHOOL_37], 11, "А")


async def _drafted(app: App, methodist: Actor, place: int, ahead: Ahead, subject: str = "") -> int:
    moment = _moment(app, ahead)
    made = await app.services.events.make(
        methodist, place, ahead.kind, moment, ahead.minutes, ahead.title, ahead.place, subject
    )
    edits = app.services.event_edits
    await edits.write(methodist, made.event_id, "bring", ahead.bring)
    await edits.set_sphere(methodist, made.event_id, ahead.sphere)
    return made.event_id


def _moment(app: App, ahead: Ahead) -> datetime:
    """What is called a Saturday is one, everything else is from Monday to Friday."""
    day = app.clock.today() + timedelta(days=ahead.days)
    fits = (SATURDAY,) if ahead.kind is EventKind.SATURDAY else range(SATURDAY)
    while day.weekday() not in fits:
        day += timedelta(days=1)
    return datetime.combine(day, ahead.at, tzinfo=app.clock.zone)


async def actor_with(app: App, role: Role) -> Actor:
    """The first of the cast with this role."""
    user_id = next(part.user_id for part in CAST if any(seat.role is role for seat in part.seats))
    actor = await app.services.people.actor(user_id, user_id)
    assert actor is not None
    return actor
