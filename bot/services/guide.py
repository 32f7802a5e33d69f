"""The guide for families (item 2.7, October to December): every second week one card, to who agreed."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.models import CURRENT_STATES, Database, FaqCard, Student, Topic
from bot.services.attention import enqueue_sparingly
from bot.services.listeners import listeners
from bot.services.office_hours import is_digest_time, working_calendar
from bot.services.school_years import campaign_of
from bot.settings import Settings

TIP = "tip"
MONTHS = (10, 11, 12)
TUESDAY = 1
SERIES = {
    9: ("college-priority", "college-offers", "work-years", "support", "fine-exists", "contract-inside"),
    11: ("guarantee", "where-offers", "gosuslugi", "work-years", "support", "fine-exists"),
}
"""The cards of a season, by grade; tenth grades wait for their year."""


@dataclass(frozen=True)
class Guide:
    """One tick: a card to each family whose turn it is."""

    db: Database
    clock: Clock
    settings: Settings

    async def tick(self) -> None:
        """On every second Tuesday of the season, in the morning of a working day."""
        now = self.clock.now()
        turn = turn_of(now.date())
        if turn is None:
            return
        async with self.db.transaction() as session:
            calendar = await working_calendar(session, self.settings)
            if not is_digest_time(now, calendar, self.settings):
                return
            for grade, keys in SERIES.items():
                if turn >= len(keys):
                    continue
                card = await session.scalar(
                    select(FaqCard).where(FaqCard.key == keys[turn], FaqCard.hidden_at.is_(None))
                )
                year = card.valid_for_year if card is not None else None
                if card is None or (year is not None and year < campaign_of(now.date())):
                    continue
                await enqueue_sparingly(
                    session,
                    self.clock,
                    self.settings,
                    await self._listeners(session, grade),
                    f"tip:{campaign_of(now.date())}:{card.id}",
                    TIP,
                    {"card": card.id, "title": card.title},
                    not_before=now,
                )

    async def _listeners(self, session: AsyncSession, grade: int) -> list[int]:
        """Pupils and parents of a grade who agreed to be written to and have not silenced tips; each once."""
        students = (
            await session.scalars(
                select(Student).where(
                    Student.grade == grade,
                    Student.state.in_(CURRENT_STATES),
                )
            )
        ).all()
        return await listeners(session, students, Topic.TIPS)


def turn_of(day: date) -> int | None:
    """Which card of the season is due: every second Tuesday from the first one of October on."""
    if day.month not in MONTHS:
        return None
    first = date(day.year, MONTHS[0], 1)
    first += timedelta(days=(TUESDAY - first.weekday()) % 7)
    weeks, rest = divmod((day - first).days, 7)
    return weeks // 2 if day >= first and rest == 0 and weeks % 2 == 0 else None
