"""The curator's view: how pairs are, whether every pupil has a tutor, hours and meetings by mentor."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import NotFound
from bot.models import (
    CURRENT_STATES,
    CheckIn,
    Database,
    MentorCard,
    Organisation,
    Pair,
    PairKind,
    PairState,
    PlanStanding,
    ProfessionalPlan,
    RouteSheet,
    Signal,
    Student,
)
from bot.services.access import Action, may, places_within, scope
from bot.services.actor import Actor
from bot.services.mentoring.pair_rows import OPEN, PairRow, rows
from bot.services.mentoring.signals import within_reach
from bot.services.names import natural_order
from bot.services.school_years import SEPTEMBER, school_year_of
from bot.settings import Settings

LONG_LATE = timedelta(days=14)
"""So much after the day by which the two should have met, a quiet pair is at risk."""


class Health(StrEnum):
    """How a pair is, the worst first."""

    RISK = "risk"
    QUIET = "quiet"
    HEALTHY = "healthy"


@dataclass(frozen=True)
class PairHealth:
    """A pair with how it is, and why (`why-<reason>`): gone, signal, late, papers."""

    row: PairRow
    health: Health
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class MentorTotal:
    """What a mentor has done this school year."""

    person_id: int
    position: str
    pairs: int
    meetings: int
    minutes: int


@dataclass(frozen=True)
class PlaceLine:
    """An organisation in numbers. Pupils are those of the lists; meetings are of this school year."""

    organisation_id: int
    name: str
    pupils: int
    tutored: int
    routes: int
    plans: int
    healthy: int
    quiet: int
    risk: int
    meetings: int
    minutes: int


@dataclass(frozen=True)
class PlaceView:
    """An organisation as a whole: its numbers, its pairs (the worst first), its mentors."""

    line: PlaceLine
    pairs: tuple[PairHealth, ...]
    mentors: tuple[MentorTotal, ...]


@dataclass(frozen=True)
class Overview:
    """Use cases of curators, methodists and controllers; they only read."""

    db: Database
    clock: Clock
    settings: Settings

    async def city(self, actor: Actor) -> list[PlaceLine]:
        """Every organisation within reach that has pupils or pairs."""
        reach = scope(actor, Action.MENTORING_REPORTS)
        places = await places_within(self.db, reach)
        async with self.db.reading() as session:
            found = [(await self._place(session, actor, number, name)).line for number, name in places]
        shown = [line for line in found if line.pupils or line.healthy + line.quiet + line.risk]
        return sorted(shown, key=lambda line: natural_order(line.name))

    async def place(self, actor: Actor, organisation_id: int) -> PlaceView:
        """One of them."""
        scope(actor, Action.MENTORING_REPORTS).place(organisation_id)
        async with self.db.reading() as session:
            name = await place_name(session, organisation_id)
            return await self._place(session, actor, organisation_id, name)

    async def _place(self, session: AsyncSession, actor: Actor, number: int, name: str) -> PlaceView:
        found = await rows(session, self.clock, self.settings, Pair.organisation_id == number, OPEN)
        signalled = await _signalled(session, actor, number)
        papers = await _with_papers(session, [row.mentor_id for row in found])
        judged = [self._judged(row, signalled, papers) for row in found]
        order = list(Health)
        judged.sort(key=lambda each: (order.index(each.health), each.row.due_on, each.row.pair_id))
        mentors = await self._mentors(session, number)
        pupils, tutored, routes, plans = await self._covered(session, number)
        counts = Counter(each.health for each in judged)
        line = PlaceLine(
            organisation_id=number,
            name=name,
            pupils=pupils,
            tutored=tutored,
            routes=routes,
            plans=plans,
            healthy=counts[Health.HEALTHY],
            quiet=counts[Health.QUIET],
            risk=counts[Health.RISK],
            meetings=sum(each.meetings for each in mentors),
            minutes=sum(each.minutes for each in mentors),
        )
        return PlaceView(line, tuple(judged), tuple(mentors))

    def _judged(self, row: PairRow, signalled: set[int], papers: set[int]) -> PairHealth:
        today = self.clock.today()
        why = {
            "gone": not row.mentor_stays,
            "signal": row.pair_id in signalled,
            "late": row.late(today),
            "papers": row.kind is not PairKind.TUTOR_PUPIL and row.mentor_id not in papers,
        }
        reasons = tuple(reason for reason, holds in why.items() if holds)
        long_late = why["late"] and row.due_on + LONG_LATE < today
        if why["gone"] or why["signal"] or long_late:
            return PairHealth(row, Health.RISK, reasons)
        return PairHealth(row, Health.QUIET if reasons else Health.HEALTHY, reasons)

    async def _mentors(self, session: AsyncSession, organisation_id: int) -> list[MentorTotal]:
        """Whoever has a pair now, or has met somebody this school year."""
        since = year_begins(self.clock.today())
        found = await rows(
            session,
            self.clock,
            self.settings,
            Pair.organisation_id == organisation_id,
            or_(OPEN, Pair.closed_at.is_not(None)),
        )
        met = {
            pair: (count, minutes)
            for pair, count, minutes in await session.execute(
                select(CheckIn.pair_id, func.count(), func.sum(CheckIn.minutes))
                .where(
                    CheckIn.pair_id.in_([row.pair_id for row in found]),
                    CheckIn.removed_at.is_(None),
                    CheckIn.held_on >= since,
                )
                .group_by(CheckIn.pair_id)
            )
        }
        totals = []
        for person in sorted({row.mentor_id for row in found}):
            own = [row for row in found if row.mentor_id == person]
            count = sum(met.get(row.pair_id, (0, 0))[0] for row in own)
            open_ = sum(row.state is not PairState.CLOSED for row in own)
            if count or open_:
                minutes = sum(met.get(row.pair_id, (0, 0))[1] for row in own)
                position = next((row.mentor for row in own if row.mentor), "")
                totals.append(MentorTotal(person, position, open_, count, minutes))
        return totals

    async def _covered(self, session: AsyncSession, organisation_id: int) -> tuple[int, int, int, int]:
        """Pupils, and those of them with a tutor, a route sheet of this year, a confirmed plan."""
        here = select(Student.id).where(
            Student.organisation_id == organisation_id, Student.state.in_(CURRENT_STATES)
        )
        year = school_year_of(self.clock.today())
        counts = (
            select(func.count()).select_from(here.subquery()),
            select(func.count(Pair.student_id.distinct())).where(
                Pair.student_id.in_(here), Pair.kind == PairKind.TUTOR_PUPIL, OPEN
            ),
            select(func.count(RouteSheet.student_id.distinct())).where(
                RouteSheet.student_id.in_(here), RouteSheet.school_year == year
            ),
            select(func.count(ProfessionalPlan.student_id.distinct())).where(
                ProfessionalPlan.student_id.in_(here), ProfessionalPlan.state == PlanStanding.CONFIRMED
            ),
        )
        pupils, tutored, routes, plans = [await session.scalar(each) or 0 for each in counts]
        return pupils, tutored, routes, plans


async def place_name(session: AsyncSession, organisation_id: int) -> str:
    """The name of an organisation; a forged number finds none."""
    organisation = await session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    return organisation.name


def year_begins(today: date) -> date:
    """The first day of the school year that runs."""
    return date(school_year_of(today), SEPTEMBER, 1)


async def _signalled(session: AsyncSession, actor: Actor, organisation_id: int) -> set[int]:
    """Pairs with a signal nobody has acknowledged, as far as the person may know of signals."""
    if not may(actor, Action.CURATE):
        return set()
    found = await session.scalars(
        select(Signal.pair_id).where(
            Signal.organisation_id == organisation_id,
            Signal.acknowledged_at.is_(None),
            Signal.pair_id.is_not(None),
            within_reach(actor),
        )
    )
    return {number for number in found if number is not None}


async def _with_papers(session: AsyncSession, people: Sequence[int]) -> set[int]:
    """Mentors whose consent and order have been ticked."""
    return set(
        await session.scalars(
            select(MentorCard.person_id).where(
                MentorCard.person_id.in_(set(people)),
                MentorCard.consent_at.is_not(None),
                MentorCard.order_at.is_not(None),
            )
        )
    )
