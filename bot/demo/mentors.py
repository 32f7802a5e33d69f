"""The tutor, the mentors and the trainee of the demo, brought together as everybody is."""

from datetime import timedelta

from bot.app import App
from bot.demo.cast import CAST, HOSPITAL, SCHOOL_37, Part
from bot.demo.season import actor_with
from bot.models import MeetingForm, PairKind, Role
from bot.sandbox import Visitor
from bot.services.people import Actor

ANSWERS = {
    "where": "Педагогический институт, учитель начальных классов",
    "why": "Люблю объяснять младшим",
    "exams": "Русский язык, математика, обществознание",
}
"""What the pupil of the eleventh class has written into the plan so far."""
NEXT_IN = timedelta(days=6)


async def settle(app: App, visitors: dict[Part, Visitor]) -> None:
    """Once: a tutor for the class, a student for a pupil, an employee for a trainee; all have agreed."""
    places = {row.name: row.organisation_id for row in await app.services.organisations.listed()}
    methodist = await actor_with(app, Role.METHODIST)
    coordinator = await actor_with(app, Role.COORDINATOR)
    tutor, student, employee, young = [_part(who) for who in ("tutor", "student", "employee", "trainee")]
    token = await app.services.attachment.invite(methodist, places[HOSPITAL], Role.TRAINEE, young.title)
    await visitors[young].start(f"i{token}")
    await app.settle()
    seats = {
        row.person_id: row.membership_id
        for row in await app.services.attachment.mentors(coordinator, places[SCHOOL_37])
    }
    mine = await _actor(app, tutor)
    await app.services.attachment.attach_class(coordinator, seats[mine.person_id], 11, "А")
    pupil = await _actor(app, next(part for part in CAST if part.family == "11А"))
    [pair] = await app.services.pairs.own(mine)
    assert pair.student_id is not None
    today = app.clock.today()
    await app.services.check_ins.log(mine, pair.pair_id, 0, today, MeetingForm.MEETING, 0)
    await app.services.check_ins.plan_next(mine, pair.pair_id, today + NEXT_IN, "talk")
    for question, answer in ANSWERS.items():
        await app.services.professional_plans.answer(pupil, question, answer)
    await _agreed(app, coordinator, (pair.student_id, None), await _actor(app, student), pupil)
    trainee = await _actor(app, young)
    await app.services.offers.set_trainee(methodist, trainee.person_id, kind=PairKind.EMPLOYER_SPECIALIST)
    await _agreed(app, methodist, (None, trainee.person_id), await _actor(app, employee), trainee)
    await app.settle()


async def _agreed(
    app: App, curator: Actor, target: tuple[int | None, int | None], mentor: Actor, mentee: Actor
) -> None:
    """An offer both say yes to."""
    offer = await app.services.offers.offer(curator, target, mentor.person_id)
    for side in (mentor, mentee):
        await app.services.offers.answer(side, offer.offer_id, agrees=True)


def _part(companion: str) -> Part:
    return next(part for part in CAST if part.companion == companion)


async def _actor(app: App, part: Part) -> Actor:
    actor = await app.services.people.actor(part.user_id, part.user_id)
    assert actor is not None
    return actor
