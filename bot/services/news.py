"""Telling somebody at once what a colleague has just decided, or in their next digest."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import Assignment, Audience, Occurrence, Organisation, PlanItem, Reminder
from bot.services.cards import Card, make_card
from bot.services.office_hours import may_speak
from bot.services.outbox import enqueue, insert_new
from bot.services.recipients import recipients_of
from bot.services.schedule import Rules, rules
from bot.settings import Settings
from bot.working_days import WorkingDays

NEWS = "news"

_SUBJECT = (  # asked at almost every tap, so it is put together once
    select(Assignment, Occurrence, PlanItem, Organisation)
    .join(Occurrence, Occurrence.id == Assignment.occurrence_id)
    .join(PlanItem, PlanItem.id == Occurrence.item_id)
    .join(Organisation, Organisation.id == Assignment.organisation_id)
    .where(Assignment.id == bindparam("assignment"))
)


@dataclass(frozen=True)
class Subject:
    """An assignment with everything that is quoted about it, and the rules of the day."""

    assignment: Assignment
    occurrence: Occurrence
    item: PlanItem
    organisation: Organisation
    made: Rules

    def card(self, step: str = "", was: date | None = None) -> Card:
        """How it is shown today."""
        about = self.assignment, self.occurrence, self.item, self.organisation.name
        return make_card(*about, self.made, step, was)


async def load_subject(
    session: AsyncSession, settings: Settings, today: date, assignment_id: int
) -> Subject | None:
    """The assignment and what belongs to it, or None."""
    row = (await session.execute(_SUBJECT, {"assignment": assignment_id})).first()
    return None if row is None else Subject(*row, await rules(session, settings, today))


async def tell(
    session: AsyncSession,
    clock: Clock,
    subject: Subject,
    audience: Audience,
    step: str,
    **details: str,
) -> None:
    """In working hours a message now; otherwise a line in the next morning's digest.

    `step` («review:7») names the event; repeating it tells nobody twice.
    """
    now = clock.now()
    settings, calendar = subject.made.settings, subject.made.calendar
    if may_speak(now, calendar, settings):
        people = await recipients_of(session, settings, now.date(), subject.assignment, audience)
        kind, _, number = step.partition(":")
        arguments = {"card": subject.card(kind).to_json(), "number": number, **details}
        await enqueue(session, people, f"{step}:{subject.assignment.id}", NEWS, arguments, not_before=now)
        return
    row = {
        "assignment_id": subject.assignment.id,
        "step": step,
        "audience": audience,
        "day": coming_morning(now, calendar, settings),
    }
    await insert_new(session, Reminder, [row])


def coming_morning(now: datetime, calendar: WorkingDays, settings: Settings) -> date:
    """The day of the next digest: today's, while it has not gone out, else the next working day's."""
    if now.time() < settings.digest_time:
        return calendar.on_or_after(now.date())
    return calendar.shift(now.date(), 1)
