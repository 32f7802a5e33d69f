"""The morning: what is due by now becomes nudges, and nudges become one digest for each person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import (
    Assignment,
    Audience,
    Completion,
    Database,
    MessageState,
    Nudge,
    Occurrence,
    OutboxMessage,
    Priority,
    Reminder,
    ReminderState,
    Request,
)
from bot.services import digest
from bot.services.ladder import step_kind
from bot.services.office_hours import is_digest_time, next_morning, working_calendar
from bot.services.outbox import ROWS_AT_ONCE, insert_new, message_row, peers_of
from bot.services.recipients import load_recipients
from bot.services.schedule import LADDER_STEPS, Rules, rules
from bot.settings import Settings

DIGEST = "digest"
EARLY_ANSWER = timedelta(days=7)
"""Progress told so shortly before the monthly question answers it."""


class Due(NamedTuple):
    """A reminder whose day has come, with what it is about."""

    reminder: Reminder
    assignment: Assignment | None
    occurrence: Occurrence


@dataclass(frozen=True)
class Reminders:
    """The tick; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> int:
        """Do what is due by now; returns how many digests were written. Safe at any moment."""
        now = self.clock.now()
        async with self.db.reading() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings) or not await _anything(session, now.date()):
                return 0
        async with self.db.transaction() as session:
            made = await rules(session, self.settings, now.date())
            await self._nudge(session, made)
            return await self._write_digests(session, made, now)

    async def next_morning(self) -> datetime | None:
        """The moment of the next planned reminder, or None when nothing is planned."""
        now = self.clock.now()
        async with self.db.reading() as session:
            calendar = await working_calendar(session, self.settings)
            day = await session.scalar(
                select(func.min(Reminder.day)).where(Reminder.state == ReminderState.PLANNED)
            )
        if day is None:
            return None
        first = now.date() if now.time() < self.settings.digest_time else next_morning(now.date(), calendar)
        morning = calendar.on_or_after(max(day, first))
        return datetime.combine(morning, self.settings.digest_time, tzinfo=self.clock.zone)

    async def _nudge(self, session: AsyncSession, made: Rules) -> None:
        """Planned reminders → one nudge for each person; overtaken and pointless ones are dropped."""
        due = await _due(session, made.today)
        checked = await _relevant(session, due, made.today)
        newest: dict[tuple[int, int, Audience, str], Due] = {}
        for each in sorted(checked, key=lambda each: (each.reminder.day, each.reminder.id)):
            about = each.assignment.id if each.assignment else 0
            news = "" if step_kind(each.reminder.step) in LADDER_STEPS else each.reminder.step
            newest[about, each.occurrence.id, each.reminder.audience, news] = each
        sent = {each.reminder.id for each in newest.values()}
        dropped = [each.reminder.id for each in due if each.reminder.id not in sent]
        people = await load_recipients(session, self.settings, made.today)
        nudges = [
            {"reminder_id": each.reminder.id, "person_id": person_id, "state": ReminderState.PLANNED}
            for each in newest.values()
            for person_id in people.of(
                each.reminder.audience,
                each.assignment.organisation_id if each.assignment else None,
                each.assignment.person_id if each.assignment else None,
            )
        ]
        await insert_new(session, Nudge, nudges)
        await _set_state(session, Reminder, sent, ReminderState.SENT)
        await _set_state(session, Reminder, dropped, ReminderState.DROPPED)

    async def _write_digests(self, session: AsyncSession, made: Rules, now: datetime) -> int:
        """Waiting nudges → one message for each person who has had none today."""
        await _take_back_unsent(session, made.today, now)
        waiting: dict[int, list[tuple[Nudge, Due]]] = {}
        for nudge, each in await _waiting(session):
            waiting.setdefault(nudge.person_id, []).append((nudge, each))
        for person_id in await _had_one(session, made.today, waiting):
            del waiting[person_id]
        if not waiting:
            return 0
        relevant = {
            each.reminder.id
            for each in await _relevant(
                session, [each for nudges in waiting.values() for _, each in nudges], made.today
            )
        }
        people = await load_recipients(session, self.settings, made.today)
        peers = await peers_of(session, waiting)
        facts = await digest.load_facts(
            session, [each for nudges in waiting.values() for _, each in nudges], made
        )
        rows: list[dict[str, Any]] = []
        outcome: dict[ReminderState, list[int]] = {ReminderState.SENT: [], ReminderState.DROPPED: []}
        nudges_of: dict[str, list[int]] = {}
        for person_id, nudges in waiting.items():
            kept = [(nudge, each) for nudge, each in nudges if each.reminder.id in relevant]
            outcome[ReminderState.DROPPED] += [n.id for n, each in nudges if each.reminder.id not in relevant]
            if not kept:
                continue
            if person_id not in peers:
                outcome[ReminderState.DROPPED] += [nudge.id for nudge, _ in kept]
                continue
            controls = person_id in people.controllers() or person_id in people.methodists()
            content = digest.compose([each for _, each in kept], facts, controls=controls)
            key = f"{DIGEST}:{made.today}:{person_id}"
            rows.append(message_row(peers[person_id], key, DIGEST, content, now, Priority.BULK))
            nudges_of[key] = [nudge.id for nudge, _ in kept]
        await insert_new(session, OutboxMessage, rows)
        await _attach(session, nudges_of)
        await _set_state(session, Nudge, outcome[ReminderState.DROPPED], ReminderState.DROPPED)
        return len(rows)


async def _anything(session: AsyncSession, today: date) -> bool:
    """Whether any reminder is due or any nudge waits: the idle tick ends here."""
    reminder = await session.scalar(
        select(Reminder.id).where(Reminder.state == ReminderState.PLANNED, Reminder.day <= today).limit(1)
    )
    if reminder is not None:
        return True
    return (
        await session.scalar(select(Nudge.id).where(Nudge.state == ReminderState.PLANNED).limit(1))
        is not None
    )


async def _due(session: AsyncSession, today: date) -> list[Due]:
    rows = await session.execute(
        select(Reminder, Assignment, Occurrence)
        .outerjoin(Assignment, Assignment.id == Reminder.assignment_id)
        .join(
            Occurrence,
            Occurrence.id == func.coalesce(Reminder.occurrence_id, Assignment.occurrence_id),
        )
        .where(Reminder.state == ReminderState.PLANNED, Reminder.day <= today)
    )
    return [Due(*row) for row in rows]


async def _waiting(session: AsyncSession) -> list[tuple[Nudge, Due]]:
    rows = await session.execute(
        select(Nudge, Reminder, Assignment, Occurrence)
        .join(Reminder, Reminder.id == Nudge.reminder_id)
        .outerjoin(Assignment, Assignment.id == Reminder.assignment_id)
        .join(
            Occurrence,
            Occurrence.id == func.coalesce(Reminder.occurrence_id, Assignment.occurrence_id),
        )
        .where(Nudge.state == ReminderState.PLANNED)
        .order_by(Nudge.person_id, Nudge.id)
    )
    return [
        (nudge, Due(reminder, assignment, occurrence)) for nudge, reminder, assignment, occurrence in rows
    ]


async def _relevant(session: AsyncSession, due: Sequence[Due], today: date) -> list[Due]:
    """Those that still matter: the world may have moved since they were planned."""
    decided = (
        set(await session.scalars(select(Completion.id).where(Completion.decided_at.is_not(None))))
        if any(step_kind(each.reminder.step) == "review" for each in due)
        else set()
    )
    answered = (
        set(await session.scalars(select(Request.id).where(Request.decided_at.is_not(None))))
        if any(step_kind(each.reminder.step) == "request" for each in due)
        else set()
    )
    told = await _told_lately(session, due, today)
    return [
        each
        for each in due
        if _matters(each, today, decided, answered)
        and not (step_kind(each.reminder.step) == "month" and each.reminder.assignment_id in told)
    ]


async def _told_lately(session: AsyncSession, due: Sequence[Due], today: date) -> set[int]:
    """Assignments about which the monthly question was answered in the last days of its own accord."""
    if not any(step_kind(each.reminder.step) == "month" for each in due):
        return set()
    since = datetime.combine(today - EARLY_ANSWER, time.min, tzinfo=UTC)
    recent = select(Completion.assignment_id).where(Completion.progress, Completion.created_at >= since)
    return set(await session.scalars(recent))


def _matters(due: Due, today: date, decided: set[int], answered: set[int]) -> bool:
    kind, _, rest = due.reminder.step.partition(":")
    assignment = due.assignment
    if assignment is None:
        return due.occurrence.due is None
    match kind:
        case "review":
            return int(rest) not in decided
        case "request":
            return int(rest) not in answered
        case "broken":
            return assignment.state.is_waiting and assignment.promised == date.fromisoformat(rest)
        case _ if kind in LADDER_STEPS:
            silent = assignment.promised is not None and assignment.promised >= today
            return assignment.state.is_waiting and not silent
        case _:
            return True  # «returned», «answered», «handed»: news stays news


async def _had_one(session: AsyncSession, today: date, person_ids: Iterable[int]) -> list[int]:
    """Of these people, those who have had a digest today."""
    keys = {f"{DIGEST}:{today}:{person_id}": person_id for person_id in person_ids}
    found: list[int] = []
    for start in range(0, len(keys), ROWS_AT_ONCE):
        chunk = list(keys)[start : start + ROWS_AT_ONCE]
        had = await session.scalars(select(OutboxMessage.key).where(OutboxMessage.key.in_(chunk)))
        found += [keys[key] for key in had]
    return found


async def _take_back_unsent(session: AsyncSession, today: date, now: datetime) -> None:
    """Digests of earlier days that were never sent: their nudges go into today's instead."""
    morning = datetime.combine(today, time.min, tzinfo=now.tzinfo)
    stale = list(
        await session.scalars(
            select(OutboxMessage.id).where(
                OutboxMessage.notice == DIGEST,
                OutboxMessage.state == MessageState.PENDING,
                OutboxMessage.not_before < morning,
            )
        )
    )
    for start in range(0, len(stale), ROWS_AT_ONCE):
        chunk = stale[start : start + ROWS_AT_ONCE]
        await session.execute(
            update(OutboxMessage).where(OutboxMessage.id.in_(chunk)).values(state=MessageState.SUPERSEDED)
        )
        await session.execute(
            update(Nudge)
            .where(Nudge.message_id.in_(chunk))
            .values(message_id=None, state=ReminderState.PLANNED)
        )


async def _set_state(
    session: AsyncSession, table: type[Reminder] | type[Nudge], ids: Iterable[int], state: ReminderState
) -> None:
    numbers = list(ids)
    for start in range(0, len(numbers), ROWS_AT_ONCE):
        chunk = numbers[start : start + ROWS_AT_ONCE]
        await session.execute(update(table).where(table.id.in_(chunk)).values(state=state))


async def _attach(session: AsyncSession, nudges_of: dict[str, list[int]]) -> None:
    """Tie the nudges to the messages that carry them."""
    keys = list(nudges_of)
    for start in range(0, len(keys), ROWS_AT_ONCE):
        found = await session.execute(
            select(OutboxMessage.id, OutboxMessage.key).where(
                OutboxMessage.key.in_(keys[start : start + ROWS_AT_ONCE])
            )
        )
        rows = [
            {"id": nudge_id, "message_id": message_id, "state": ReminderState.SENT}
            for message_id, key in found
            for nudge_id in nudges_of[key]
        ]
        await session.execute(update(Nudge), rows)
