"""The items of a plan that need a person: one after the other, by as many people as like to help."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError
from bot.models import Database, ItemDecision, PlanItem, PlanState
from bot.plan_document import Timing, cycle_of, read_deadline
from bot.services.audit import note
from bot.services.people import Actor, only_controlling
from bot.services.plan_changes import apply_decision
from bot.services.plan_rows import Dates, dates_of, load_item, load_plan
from bot.services.schedule import Rules, rules
from bot.settings import Settings

HOLD = timedelta(minutes=5)
"""So long an item stays with whoever has it on the screen before somebody else is given it."""
CORRECTION_LIMIT = 300


@dataclass(frozen=True)
class Reading:
    """What some words mean, and the dates they give in the cycle."""

    explanation: str
    readable: bool
    warnings: tuple[str, ...]
    dates: tuple[Dates, ...]


@dataclass(frozen=True)
class ReviewCard:
    """One item to decide about; `place` of `total` is 0 where nobody has to be asked about it."""

    plan_id: int
    item_id: int
    revision: int
    year: int
    number: str
    title: str
    phrase: str
    executors: str
    remarks: tuple[str, ...]
    reading: Reading
    decision: ItemDecision | None
    corrected: Reading | None
    """What is in force instead, where a person has corrected the deadline."""
    place: int
    total: int
    left: int


@dataclass(frozen=True)
class ReviewEnd:
    """Nothing is left to ask: how often each answer was given."""

    plan_id: int
    year: int
    counts: dict[ItemDecision, int]


Shown = ReviewCard | ReviewEnd


class Answer(NamedTuple):
    """What became of a decision: kept, or overtaken by a colleague's; and what to show next."""

    kept: bool
    shown: Shown


class Proposal(NamedTuple):
    """A correction as it was understood, not yet kept."""

    card: ReviewCard
    text: str
    reading: Reading


@dataclass(frozen=True)
class PlanReview:
    """Use cases of those who decide what the order means; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def next_card(self, actor: Actor, plan_id: int, year: int | None) -> Shown:
        """The next item nobody has decided; one that a colleague is just looking at comes last.

        Where only skipped ones are left they are asked about once more.
        """
        only_controlling(actor)
        async with self.db.transaction() as session:
            shown = await self._next(session, actor, plan_id, self._year(year))
            if isinstance(shown, ReviewEnd) and shown.counts[ItemDecision.SKIPPED]:
                await _ask_again(session, plan_id)
                shown = await self._next(session, actor, plan_id, self._year(year))
            return shown

    async def card(self, actor: Actor, item_id: int, year: int | None) -> ReviewCard:
        """One item, decided or not."""
        only_controlling(actor)
        async with self.db.reading() as session:
            return await self._card(session, await load_item(session, item_id), self._year(year))

    async def look_again(self, actor: Actor, plan_id: int, year: int | None) -> Shown:
        """What was skipped is asked about once more."""
        only_controlling(actor)
        async with self.db.transaction() as session:
            await _ask_again(session, plan_id)
            return await self._next(session, actor, plan_id, self._year(year))

    async def decide(
        self, actor: Actor, item_id: int, revision: int, decision: ItemDecision, year: int | None
    ) -> Answer:
        """«Верно», «Без срока», «Пропустить»; the item as it was shown is named by its revision."""
        only_controlling(actor)
        async with self.db.transaction() as session:
            item = await load_item(session, item_id)
            reading = item.reading
            if decision is ItemDecision.CONFIRMED and reading["kind"] == "unparseable":
                raise DomainError("review-nothing-to-confirm")
            values = {"decision": decision, "timing": reading, "printed": None}
            return await self._keep(session, actor, item, revision, values, self._year(year))

    async def propose(self, actor: Actor, item_id: int, text: str, year: int | None) -> Proposal:
        """What typed words would mean; refused kindly where the grammar cannot read them."""
        only_controlling(actor)
        timing = read_correction(text)
        async with self.db.reading() as session:
            item = await load_item(session, item_id)
            made = await rules(session, self.settings, self.clock.today())
            card = await self._card(session, item, self._year(year))
        return Proposal(card, timing.phrase, _reading(timing, card.year, made))

    async def correct(self, actor: Actor, item_id: int, revision: int, text: str, year: int | None) -> Answer:
        """The deadline in the person's own words is in force; the order's reading is kept beside it."""
        only_controlling(actor)
        timing = read_correction(text).to_json()
        async with self.db.transaction() as session:
            item = await load_item(session, item_id)
            values = {"decision": ItemDecision.CORRECTED, "timing": timing, "printed": item.reading}
            return await self._keep(session, actor, item, revision, values, self._year(year))

    async def _keep(
        self,
        session: AsyncSession,
        actor: Actor,
        item: PlanItem,
        revision: int,
        values: dict[str, Any],
        year: int,
    ) -> Answer:
        plan = await load_plan(session, item.plan_id)
        if plan.state is PlanState.ARCHIVED:
            raise DomainError("plan-archived")
        was_open = item.decision is not None and item.decision.is_open
        done = await session.execute(
            update(PlanItem)
            .where(PlanItem.id == item.id, PlanItem.revision == revision)
            .values(**values, revision=revision + 1, held_by=None, held_until=None)
        )
        await session.refresh(item)
        if cast("CursorResult[Any]", done).rowcount:
            note(
                session,
                self.clock.now(),
                actor.person_id,
                f"deadline {item.decision}",
                "item",
                item.id,
                kind=item.timing["kind"],
            )
            await apply_decision(session, self.clock, self.settings, actor.person_id, item)
            kept = True
        else:  # the second tap of one person, or a colleague was quicker
            kept = item.decision is values["decision"] and item.timing == values["timing"]
            was_open = True
        if was_open:
            return Answer(kept, await self._next(session, actor, item.plan_id, year))
        return Answer(kept, await self._card(session, item, year))

    async def _next(self, session: AsyncSession, actor: Actor, plan_id: int, year: int) -> Shown:
        await load_plan(session, plan_id)
        items = await _asked_items(session, plan_id)
        await session.execute(
            update(PlanItem)
            .where(PlanItem.plan_id == plan_id, PlanItem.held_by == actor.person_id)
            .values(held_by=None, held_until=None)
        )
        waiting = [item for item in items if item.decision is ItemDecision.ASKED]
        for item in waiting:
            if await self._hold(session, actor, item):
                return await self._card(session, item, year)
        if waiting:
            return await self._card(session, waiting[0], year)
        counts: dict[ItemDecision, int] = {
            decision: sum(item.decision is decision for item in items)
            for decision in ItemDecision
            if decision is not ItemDecision.ASKED
        }
        return ReviewEnd(plan_id, year, counts)

    async def _hold(self, session: AsyncSession, actor: Actor, item: PlanItem) -> bool:
        now = self.clock.now()
        taken = await session.execute(
            update(PlanItem)
            .where(
                PlanItem.id == item.id,
                or_(
                    PlanItem.held_by.is_(None),
                    PlanItem.held_by == actor.person_id,
                    PlanItem.held_until < now,
                ),
            )
            .values(held_by=actor.person_id, held_until=now + HOLD)
            .execution_options(synchronize_session=False)
        )
        return bool(cast("CursorResult[Any]", taken).rowcount)

    async def _card(self, session: AsyncSession, item: PlanItem, year: int) -> ReviewCard:
        made = await rules(session, self.settings, self.clock.today())
        asked = await _asked_items(session, item.plan_id)
        numbers = [each.id for each in asked]
        corrected = item.decision is ItemDecision.CORRECTED
        return ReviewCard(
            plan_id=item.plan_id,
            item_id=item.id,
            revision=item.revision,
            year=year,
            number=item.number,
            title=item.display_title,
            phrase=item.deadline_phrase,
            executors=item.executors_text,
            remarks=tuple(
                warning["message"]
                for warning in item.warnings
                if warning["code"] != "deadline-not-understood"
            ),
            reading=_reading(Timing.from_json(item.reading), year, made),
            decision=item.decision,
            corrected=_reading(Timing.from_json(item.timing), year, made) if corrected else None,
            place=numbers.index(item.id) + 1 if item.id in numbers else 0,
            total=len(asked),
            left=sum(each.decision is ItemDecision.ASKED for each in asked),
        )

    def _year(self, year: int | None) -> int:
        return year or cycle_of(self.clock.today())


def read_correction(text: str) -> Timing:
    """The reading of words that a person typed; words that mean no deadline are refused."""
    words = " ".join(text.split())
    if len(words) > CORRECTION_LIMIT:
        raise DomainError("correction-too-long", limit=CORRECTION_LIMIT)
    timing = read_deadline(words)
    if timing.kind == "unparseable":
        raise DomainError("correction-unreadable", text=words)
    return timing


def _reading(timing: Timing, year: int, made: Rules) -> Reading:
    return Reading(
        explanation=timing.explanation,
        readable=timing.kind != "unparseable",
        warnings=timing.warnings,
        dates=dates_of(timing, year, made),
    )


async def _ask_again(session: AsyncSession, plan_id: int) -> None:
    await session.execute(
        update(PlanItem)
        .where(PlanItem.plan_id == plan_id, PlanItem.decision == ItemDecision.SKIPPED)
        .values(decision=ItemDecision.ASKED, revision=PlanItem.revision + 1)
    )


async def _asked_items(session: AsyncSession, plan_id: int) -> list[PlanItem]:
    """The items that a person was asked about, or has decided about, in their order."""
    found = await session.scalars(
        select(PlanItem)
        .where(PlanItem.plan_id == plan_id, PlanItem.decision.is_not(None))
        .order_by(PlanItem.position)
    )
    return list(found)
