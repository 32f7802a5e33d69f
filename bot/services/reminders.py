"""The morning: what is due by now becomes nudges, and nudges become one digest for each person.

Work is done in portions, each a short transaction: people who tap meanwhile are answered between them, and
after a kill the next tick goes on where this one stopped.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.clock import Clock
from bot.models import (
    Audience,
    Database,
    MessageState,
    Nudge,
    OutboxMessage,
    Priority,
    Reminder,
    ReminderState,
)
from bot.services import digest
from bot.services.due import Due, relevant, still_planned, waiting_nudges
from bot.services.ladder import step_kind
from bot.services.office_hours import is_digest_time, next_morning, working_calendar
from bot.services.outbox import ROWS_AT_ONCE, addresses_of, insert_new, message_row
from bot.services.recipients import Recipients, load_recipients
from bot.services.schedule import LADDER_STEPS, Rules
from bot.settings import Settings

DIGEST = "digest"
PORTION = 500
"""Reminders or nudges of one transaction: it may take some hundredths of a second, not whole ones."""
TICK_LOCK = 7_238_2039  # any number that nothing else in the database uses
UNSEEN: dict[str, Any] = {"synchronize_session": False}
"""For updates in bulk: no object of these rows is in the session."""


@dataclass(frozen=True)
class Reminders:
    """The tick, safe to be killed and repeated at any moment, also by several processes at once."""

    db: Database
    clock: Clock
    settings: Settings
    portion: int = PORTION

    async def tick(self) -> int:
        """Do what is due by now; returns how many digests were written."""
        now = self.clock.now()
        async with self.db.reading() as session:
            made = Rules(await working_calendar(session, self.settings), self.settings, now.date())
            if not is_digest_time(now, made.calendar, self.settings):
                return 0
            is_due = Reminder.state == ReminderState.PLANNED, Reminder.day <= made.today
            due = await _pairs(session, Reminder.assignment_id, Reminder.id, *is_due)
            stale = await session.scalar(select(OutboxMessage.id).where(*_was_never_sent(now)).limit(1))
            if not due and stale is None and not await _waiting(session, made.today):
                return 0
            people = await load_recipients(session, self.settings, made.today)
        # First all nudges, then the digests: a digest holds everything of its morning.
        for portion in _portions(due, self.portion):
            await self._nudge([number for _, number in portion], people, made)
        if stale is not None:
            await self._take_back(now)
        async with self.db.reading() as session:
            waiting = await _waiting(session, made.today)
        written = 0
        for portion in _portions(waiting, self.portion):
            first, last = portion[0][0], portion[-1][0]
            written += await self._write_digests(first, last, people, made, now)
        return written

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

    async def _nudge(self, numbers: Collection[int], people: Recipients, made: Rules) -> None:
        """Planned reminders → one nudge for each person; overtaken and pointless ones are dropped."""
        async with self.db.transaction() as session:
            await _alone(session)
            due = await still_planned(session, numbers)
            matter = await relevant(session, due, made.today)
            newest: dict[tuple[int, int, Audience, str], Due] = {}
            for each in due:
                if each.reminder_id in matter:
                    about = each.duty.id if each.duty else 0
                    news = "" if step_kind(each.step) in LADDER_STEPS else each.step
                    newest[about, each.occurrence_id, each.audience, news] = each
            nudges = [
                {"reminder_id": each.reminder_id, "person_id": person_id, "state": ReminderState.PLANNED}
                for each in newest.values()
                for person_id in people.of(
                    each.audience,
                    each.duty.organisation_id if each.duty else None,
                    each.duty.person_id if each.duty else None,
                )
            ]
            await insert_new(session, Nudge, nudges)
            sent = {each.reminder_id for each in newest.values()}
            await _update(session, Reminder.id, sent, state=ReminderState.SENT)
            dropped = {each.reminder_id for each in due} - sent
            await _update(session, Reminder.id, dropped, state=ReminderState.DROPPED)

    async def _take_back(self, now: datetime) -> None:
        """Digests of earlier days that were never sent: their nudges go into today's instead."""
        async with self.db.transaction() as session:
            await _alone(session)
            never_sent = select(OutboxMessage.id).where(*_was_never_sent(now)).order_by(OutboxMessage.id)
            stale = (await session.scalars(never_sent.with_for_update(skip_locked=True))).all()
            await _update(session, OutboxMessage.id, stale, state=MessageState.SUPERSEDED)
            await _update(session, Nudge.message_id, stale, message_id=None, state=ReminderState.PLANNED)

    async def _write_digests(
        self, first: int, last: int, people: Recipients, made: Rules, now: datetime
    ) -> int:
        """Waiting nudges of the people from one number to another → one message for each."""
        controlling = {*people.controllers(), *people.methodists()}
        async with self.db.transaction() as session:
            await _alone(session)
            waiting = await waiting_nudges(
                session, Nudge.person_id.between(first, last), *_is_waiting(made.today)
            )
            about = [each for _, _, each in waiting]
            matter = await relevant(session, about, made.today)
            facts = await digest.load_facts(session, about, made)
            addresses = await addresses_of(session, {person_id for _, person_id, _ in waiting})
            dropped: list[int] = []
            rows: dict[int, dict[str, Any]] = {}
            for person_id, nudges in groupby(waiting, key=itemgetter(1)):
                kept: list[Due] = []
                for number, _, each in nudges:
                    if each.reminder_id in matter and person_id in addresses:
                        kept.append(each)
                    else:
                        dropped.append(number)
                if kept:
                    content = digest.compose(kept, facts, controls=person_id in controlling)
                    key = f"{_key(made.today)}{person_id}"
                    rows[person_id] = message_row(
                        addresses[person_id], key, DIGEST, content, now, Priority.BULK
                    )
            await insert_new(session, OutboxMessage, list(rows.values()))
            await _update(session, Nudge.id, dropped, state=ReminderState.DROPPED)
            carried = Nudge.state == ReminderState.PLANNED, Nudge.person_id.in_(rows)
            message = select(OutboxMessage.id).where(OutboxMessage.key == _key_of_nudge(made.today))
            await session.execute(
                update(Nudge)
                .where(*carried)
                .values(state=ReminderState.SENT, message_id=message.scalar_subquery()),
                execution_options=UNSEEN,
            )
            return len(rows)


def _key(today: date) -> str:
    """What the key of a digest begins with; the person's number ends it."""
    return f"{DIGEST}:{today}:"


def _key_of_nudge(today: date) -> ColumnElement[str]:
    return literal(_key(today)) + cast(Nudge.person_id, String)


def _is_waiting(today: date) -> tuple[ColumnElement[bool], ...]:
    """Nudges for today's digest; whoever has had one hears of them tomorrow."""
    had_one = select(OutboxMessage.id).where(OutboxMessage.key == _key_of_nudge(today)).exists()
    return Nudge.state == ReminderState.PLANNED, ~had_one


def _was_never_sent(now: datetime) -> tuple[ColumnElement[bool], ...]:
    morning = datetime.combine(now.date(), time.min, tzinfo=now.tzinfo)
    return (
        OutboxMessage.notice == DIGEST,
        OutboxMessage.state == MessageState.PENDING,
        OutboxMessage.not_before < morning,
    )


async def _waiting(session: AsyncSession, today: date) -> list[tuple[int, int]]:
    return await _pairs(session, Nudge.person_id, Nudge.id, *_is_waiting(today))


async def _pairs(
    session: AsyncSession, owner: Any, number: Any, *where: ColumnElement[bool]
) -> list[tuple[int, int]]:
    rows = await session.execute(select(owner, number).where(*where).order_by(owner))
    return [(first, second) for first, second in rows]


def _portions(pairs: Iterable[tuple[int, int]], most: int) -> Iterator[list[tuple[int, int]]]:
    """So many at a time, or a few more: pairs with the same owner, which stand together, stay together."""
    portion: list[tuple[int, int]] = []
    for _, together in groupby(pairs, key=itemgetter(0)):
        portion += together
        if len(portion) >= most:
            yield portion
            portion = []
    if portion:
        yield portion


async def _alone(session: AsyncSession) -> None:
    """One tick writes at a time, also of several processes (SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(TICK_LOCK)))


async def _update(
    session: AsyncSession, column: InstrumentedAttribute[Any], numbers: Iterable[int], **values: object
) -> None:
    """Give rows known by a number these values."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), ROWS_AT_ONCE):
        chosen = column.in_(ordered[start : start + ROWS_AT_ONCE])
        await session.execute(update(column.class_).where(chosen).values(values), execution_options=UNSEEN)
