"""The clock jumps while digests are being delivered: by an hour, by a day, across midnight and New Year."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from benchmarks import municipality
from benchmarks.chaos.evidence import Row, Testimony
from benchmarks.chaos.mornings import far_away
from benchmarks.chaos.stage import Play, Stage, playing, settled
from bot.models import Assignment, MessageState, Nudge, Occurrence, OutboxMessage, Reminder, ReminderState


def _moment(year: int, month: int, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=ZoneInfo(municipality.ZONE))


MORNING = _moment(2026, 12, 30, 9, 30)
"""The last working morning of the year; half of the people are due a digest on it."""
AFTER = _moment(2027, 1, 11, 9, 30)
"""The first one of the new year: the other half."""
DUE = "2027-01-25"
LONGEST_STAY = 0.5
"""Seconds between two jumps: less than the delivery of everything takes."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUMPS = (
    MORNING,
    MORNING - HOUR,
    MORNING + HOUR,
    MORNING + DAY,
    MORNING - DAY,
    MORNING,
    _moment(2026, 12, 30, 19, 59, 59),
    _moment(2026, 12, 30, 23, 59, 59),
    _moment(2026, 12, 31, 23, 59, 59),
    _moment(2026, 12, 31, 22, 59),
    _moment(2027, 1, 1, 0, 0, 1),
    AFTER,
    AFTER - DAY,
    AFTER,
    AFTER - HOUR,
    AFTER + HOUR,
    _moment(2027, 1, 11, 23, 59, 59),
    AFTER + DAY,
    AFTER,
)
"""Where the clock is set, one after another; in the end time goes on as it should."""
LAST = (AFTER, AFTER + HOUR, AFTER + DAY, AFTER + 2 * DAY)


async def jumping(stage: Stage) -> Row:
    """After every jump the tick comes, and before all is delivered the next jump."""
    people = stage.sizes.troubled
    file = settled(stage, "clocks", people)
    _move_days(file, people)
    async with playing(stage, "clock jumps", file, people + 2, MORNING) as play:
        await far_away(play)
        for moment in JUMPS:
            await play.set_clock(moment)
            await play.house.do("tick")
            await asyncio.sleep(play.dice.uniform(0, LONGEST_STAY))
            play.row.troubles += 1
        for moment in LAST:
            await play.set_clock(moment)
            await play.house.do("tick")
            await play.quiet()
        testimony = await play.testify()
        missed = await _missed(play, testimony)
        play.row.lost += len(missed)
        play.row.tell("planned and not told", missed)
    return play.row


def _move_days(file: Path, people: int) -> None:
    """Half of the reminders to each of the two mornings; their deadline to where it would be."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for day, half in ((MORNING, "<="), (AFTER, ">")):
            connection.execute(
                f"UPDATE reminders SET day = ? WHERE assignment_id {half} ?",  # noqa: S608 - one of two signs
                (day.date().isoformat(), people // 2),
            )
        connection.execute("UPDATE assignments SET due = ?", (DUE,))
        connection.execute("UPDATE occurrences SET due = ?", (DUE,))


async def _missed(play: Play, testimony: Testimony) -> list[str]:
    """Assignments whose reminder reached nobody."""
    there = {number for messages in testimony.chats.values() for number, _ in messages}
    async with play.database.reading() as session:
        told = {
            assignment
            for assignment, number in await session.execute(
                select(Reminder.assignment_id, OutboxMessage.telegram_message_id)
                .join(Nudge, Nudge.reminder_id == Reminder.id)
                .join(OutboxMessage, OutboxMessage.id == Nudge.message_id)
                .where(OutboxMessage.state == MessageState.SENT, Reminder.state == ReminderState.SENT)
            )
            if number in there
        }
        everybody = await session.scalars(
            select(Assignment.id).join(Occurrence, Occurrence.id == Assignment.occurrence_id)
        )
        return [str(number) for number in everybody if number not in told]
