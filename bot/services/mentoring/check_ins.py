"""Meetings logged in three taps: when, how, about what; corrected with a reason after a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import CheckIn, CheckInCorrection, Database, MeetingForm, Pair, PairState
from bot.services.access import Action, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.mentoring.pair_rows import CORRECTED_WITHIN, Meeting, PairRow, meetings_of, row_of
from bot.services.mentoring.pairs import mentor_pair, must_be_open
from bot.settings import Settings

TOPICS = ("choice", "study", "exams", "documents", "mood", "work")
"""Of every pair (`topic-<name>`); those of a programme follow, by their own words."""
STEPS = ("read", "visit", "talk", "documents", "route")
"""What is agreed upon until the next time (`next-step-<name>`)."""
MINUTES = {
    MeetingForm.MEETING: 45,
    MeetingForm.CALL: 15,
    MeetingForm.MESSAGE: 10,
    MeetingForm.WORKPLACE: 60,
    MeetingForm.GROUP: 45,
}
LENGTHS = (10, 15, 30, 45, 60, 90)
OLDEST = timedelta(days=60)
AHEAD = timedelta(days=180)
LONGEST = 500


@dataclass(frozen=True)
class Logged:
    """A meeting that has been written down, with the pair as it stands now."""

    meeting: Meeting
    pair: PairRow


@dataclass(frozen=True)
class CheckIns:
    """Use cases of the mentor; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def log(
        self, actor: Actor, pair_id: int, mark: int, day: date, form: MeetingForm, topic: int
    ) -> Logged:
        """The third tap: it is in the journal. The same tap again writes nothing more.

        `mark`: how many meetings there were when the button was made.
        """
        async with self.db.transaction() as session:
            pair = await mentor_pair(session, actor, pair_id, lock=True)
            source = f"{mark}:{day.toordinal()}:{form.value}:{topic}"
            number = await self._write(session, actor, pair, source, day, form, topic)
            return await self._logged(session, pair.id, number)

    async def log_group(
        self, actor: Actor, pair_ids: Sequence[int], opened: str, day: date, topic: int
    ) -> int:
        """One meeting with many; returns with how many. `opened` tells this meeting from the next one."""
        if not pair_ids:
            raise DomainError("group-nobody")
        async with self.db.transaction() as session:
            for number in sorted(pair_ids):
                pair = await mentor_pair(session, actor, number, lock=True)
                await self._write(session, actor, pair, f"group:{opened}", day, MeetingForm.GROUP, topic)
            return len(pair_ids)

    async def one(self, actor: Actor, check_in_id: int) -> Logged:
        """A meeting of the mentor who speaks."""
        async with self.db.reading() as session:
            meeting, pair = await self._own(session, actor, check_in_id)
            return await self._logged(session, pair.id, meeting.id)

    async def toggle_topic(self, actor: Actor, check_in_id: int, topic: int) -> Logged:
        """One topic more or less, within a day."""
        async with self.db.transaction() as session:
            meeting, pair = await self._fresh(session, actor, check_in_id)
            name = await self._topic(session, pair, topic)
            rest = [each for each in meeting.topics if each != name]
            meeting.topics = rest if name in meeting.topics else [*rest, name]
            await session.flush()
            return await self._logged(session, pair.id, meeting.id)

    async def set_minutes(self, actor: Actor, check_in_id: int, minutes: int) -> Logged:
        """How long it took, within a day."""
        if minutes not in LENGTHS:
            raise NotFound
        async with self.db.transaction() as session:
            meeting, pair = await self._fresh(session, actor, check_in_id)
            meeting.minutes = minutes
            await session.flush()
            return await self._logged(session, pair.id, meeting.id)

    async def add_words(
        self, actor: Actor, check_in_id: int, *, text: str | None = None, voice_id: str | None = None
    ) -> Logged:
        """A line, or a voice note of which only the messenger's name is kept; empty takes it away."""
        async with self.db.transaction() as session:
            meeting, pair = await self._own(session, actor, check_in_id, lock=True)
            erases = not text and not voice_id
            if not erases:
                self._must_be_fresh(meeting)
            if text is not None:
                text = " ".join(text.split())
                if len(text) > LONGEST:
                    raise DomainError("check-in-long", limit=LONGEST)
                meeting.text = text
            if voice_id is not None:
                meeting.voice_id = voice_id or None
            await session.flush()
            return await self._logged(session, pair.id, meeting.id)

    async def plan_next(
        self, actor: Actor, pair_id: int, day: date | None = None, step: str | None = None
    ) -> PairRow:
        """When the two meet next, and what is to be done until then."""
        today = self.clock.today()
        if day is not None and not today < day <= today + AHEAD:
            raise DomainError("check-in-next-day")
        if step is not None and step not in STEPS:
            raise NotFound
        async with self.db.transaction() as session:
            pair = await mentor_pair(session, actor, pair_id, lock=True)
            must_be_open(pair)
            pair.next_on, pair.next_step = day or pair.next_on, step or pair.next_step
            await session.flush()
            return await row_of(session, self.clock, self.settings, pair.id)

    async def remove(self, actor: Actor, check_in_id: int) -> PairRow:
        """Within a day a meeting can be taken back; its words go at once."""
        async with self.db.transaction() as session:
            meeting, pair = await self._fresh(session, actor, check_in_id)
            meeting.removed_at, meeting.text, meeting.voice_id = self.clock.now(), "", None
            note(session, self.clock.now(), actor.person_id, "removed", "check-in", meeting.id)
            await session.flush()
            return await row_of(session, self.clock, self.settings, pair.id)

    async def correct(
        self, actor: Actor, check_in_id: int, reason: str, day: date | None, form: MeetingForm | None
    ) -> Logged:
        """Another day or form: freely within a day, afterwards with a reason that is kept."""
        if day is not None:
            self._must_be_possible(day)
        reason = " ".join(reason.split())[:LONGEST]
        async with self.db.transaction() as session:
            meeting, pair = await self._own(session, actor, check_in_id, lock=True)
            old = self.clock.now() - meeting.created_at >= CORRECTED_WITHIN
            if old and not reason:
                raise DomainError("check-in-reason")
            was = {"day": meeting.held_on.isoformat(), "form": meeting.form.value}
            meeting.held_on, meeting.form = day or meeting.held_on, form or meeting.form
            now = {"day": meeting.held_on.isoformat(), "form": meeting.form.value}
            if old and was != now:
                session.add(
                    CheckInCorrection(
                        check_in_id=meeting.id,
                        person_id=actor.person_id,
                        at=self.clock.now(),
                        reason=reason,
                        was=was,
                        now=now,
                    )
                )
            note(session, self.clock.now(), actor.person_id, "corrected", "check-in", meeting.id)
            await session.flush()
            return await self._logged(session, pair.id, meeting.id)

    async def _write(
        self,
        session: AsyncSession,
        actor: Actor,
        pair: Pair,
        source: str,
        day: date,
        form: MeetingForm,
        topic: int,
    ) -> int:
        """The number of the meeting that this tap has written, now or before."""
        must_be_open(pair)
        self._must_be_possible(day)
        values = {
            "pair_id": pair.id,
            "source": source,
            "held_on": day,
            "form": form,
            "topics": [await self._topic(session, pair, topic)],
            "minutes": MINUTES[form],
            "text": "",
            "confirmed": False,
            "created_by": actor.person_id,
            "created_at": self.clock.now(),
        }
        if await inserted_once(session, CheckIn, values):
            if pair.next_on is not None and pair.next_on <= day:
                pair.next_on, pair.next_step = None, ""
            if pair.state is PairState.PAUSED:  # whoever meets again goes on
                pair.state, pair.counted_from = PairState.ACTIVE, day
            note(session, self.clock.now(), actor.person_id, "met", "pair", pair.id)
        written = await session.scalars(
            select(CheckIn.id).where(CheckIn.pair_id == pair.id, CheckIn.source == source)
        )
        return written.one()

    async def _topic(self, session: AsyncSession, pair: Pair, place: int) -> str:
        row = await row_of(session, self.clock, self.settings, pair.id)
        names = [*TOPICS, *row.topics]
        if not 0 <= place < len(names):
            raise NotFound
        return names[place]

    def _must_be_possible(self, day: date) -> None:
        if not self.clock.today() - OLDEST <= day <= self.clock.today():
            raise DomainError("check-in-day", days=OLDEST.days)

    def _must_be_fresh(self, meeting: CheckIn) -> None:
        if self.clock.now() - meeting.created_at >= CORRECTED_WITHIN:
            raise DomainError("check-in-old")

    async def _fresh(self, session: AsyncSession, actor: Actor, number: int) -> tuple[CheckIn, Pair]:
        meeting, pair = await self._own(session, actor, number, lock=True)
        self._must_be_fresh(meeting)
        return meeting, pair

    async def _own(
        self, session: AsyncSession, actor: Actor, number: int, *, lock: bool = False
    ) -> tuple[CheckIn, Pair]:
        scope(actor, Action.CHECKINS_LOG)
        meeting = await session.get(CheckIn, number, with_for_update=lock)
        if meeting is None or meeting.removed_at is not None:
            raise Foreign
        return meeting, await mentor_pair(session, actor, meeting.pair_id)

    async def _logged(self, session: AsyncSession, pair_id: int, number: int) -> Logged:
        found = await meetings_of(session, self.clock, [pair_id])
        meeting = next((each for each in found if each.check_in_id == number), None)
        if meeting is None:  # taken back meanwhile
            raise NotFound
        return Logged(meeting, await row_of(session, self.clock, self.settings, pair_id))
