"""What follows from a change of a plan at work: assignments, the log, a word to those concerned."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import Audience, PlanCycle, PlanItem, Reminder
from bot.services.audit import note
from bot.services.coverage import follow_executors
from bot.services.news import coming_morning, load_subject
from bot.services.office_hours import may_speak
from bot.services.outbox import enqueue, insert_new
from bot.services.recipients import load_recipients
from bot.services.rescheduling import MOVED, Change, reschedule
from bot.services.schedule import ask_for_dates, rules
from bot.settings import Settings

PLAN_NEWS = "plan_news"


async def apply_decision(
    session: AsyncSession, clock: Clock, settings: Settings, person_id: int, item: PlanItem
) -> None:
    """The deadline of an item was decided: where its plan is at work, the dates follow."""
    cycles = await session.scalars(
        select(PlanCycle).where(PlanCycle.plan_id == item.plan_id, PlanCycle.closed_at.is_(None))
    )
    made = await rules(session, settings, clock.today())
    changes: list[Change] = []
    working = cycles.all()
    for cycle in working:
        changes += await reschedule(session, cycle, item, made, clock.now())
        await ask_for_dates(session, cycle, made)
    if working:
        await settle_changes(session, clock, settings, person_id, changes)


async def settle_changes(
    session: AsyncSession, clock: Clock, settings: Settings, person_id: int, changes: Sequence[Change]
) -> None:
    """Whoever has to act now gets an assignment, the log keeps what changed, those concerned are told.

    Of several changes of one assignment the last counts: who has nothing to do need not hear of a new day.
    """
    await follow_executors(session, clock, settings, person_id)
    last = {change.assignment.id: change for change in changes}.values()
    for change in last:
        action = "deadline moved" if change.kind == MOVED else "withdrawn"
        due = change.assignment.due.isoformat() if change.assignment.due else None
        note(session, clock.now(), person_id, action, "assignment", change.assignment.id, due=due)
    await tell_changes(session, clock, settings, list(last))


async def tell_changes(
    session: AsyncSession, clock: Clock, settings: Settings, changes: Sequence[Change]
) -> None:
    """In working hours one message to each person about all of it; otherwise lines of their next digest.

    What a change is known by is the assignment with its revision, so that nobody is told twice of one
    change, and of each of several changes once.
    """
    if not changes:
        return
    await session.flush()
    now = clock.now()
    made = await rules(session, settings, now.date())
    if not may_speak(now, made.calendar, settings):
        day = coming_morning(now, made.calendar, settings)
        rows = [
            {
                "assignment_id": change.assignment.id,
                "step": _step(change),
                "audience": Audience.RESPONSIBLE,
                "day": day,
            }
            for change in changes
        ]
        await insert_new(session, Reminder, rows)
        return
    people = await load_recipients(session, settings, now.date())
    letters: dict[int, list[Change]] = {}
    for change in changes:
        assignment = change.assignment
        for person in people.of(Audience.RESPONSIBLE, assignment.organisation_id, assignment.person_id):
            letters.setdefault(person, []).append(change)
    for person, told in sorted(letters.items()):
        cards = []
        for change in told:
            subject = await load_subject(session, settings, now.date(), change.assignment.id)
            assert subject is not None
            cards.append(subject.card(change.kind, was=change.was).to_json())
        key = f"{PLAN_NEWS}:{told[0].assignment.id}:{told[0].revision}"
        await enqueue(session, [person], key, PLAN_NEWS, {"cards": cards}, not_before=now)


def _step(change: Change) -> str:
    """«moved:3:2027-02-01»: the revision, and the day that no longer holds."""
    was = change.was.isoformat() if change.was else ""
    return f"{change.kind}:{change.revision}:{was}"
