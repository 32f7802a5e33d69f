"""The curator's view: how pairs are, whether every pupil has a tutor, hours and meetings by mentor."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select
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
    PlanStanding,
    ProfessionalPlan,
    RouteSheet,
    Signal,
    Student,
)
from bot.services.access import Action, may, places_within, scope
from bot.services.actor import Actor
from bot.services.mentoring.pair_rows import OPEN, TUTORED, PairRow, positions, rows
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
        places = await places_within(self.db, scope(actor, Action.MENTORING_REPORTS))
        async with self.db.reading() as session:
            found = [view.line for view in await self._views(session, actor, dict(places))]
        shown = [line for line in found if line.pupils or line.healthy + line.quiet + line.risk]
        return sorted(shown, key=lambda line: natural_order(line.name))

    async def place(self, actor: Actor, organisation_id: int) -> PlaceView:
        """One of them."""
        scope(actor, Action.MENTORING_REPORTS).place(organisation_id)
        async with self.db.reading() as session:
            name = await place_name(session, organisation_id)
            [view] = await self._views(session, actor, {organisation_id: name})
            return view

    async def _views(self, session: AsyncSession, actor: Actor, places: Mapping[int, str]) -> list[PlaceView]:
        """The same handful of questions for one organisation and for all of a city."""
        here = Pair.organisation_id.in_(places)
        found = await rows(session, self.clock, self.settings, here, OPEN)
        signalled = await _signalled(session, actor, places)
        papers = await _with_papers(session, [row.mentor_id for row in found])
        judged: dict[int, list[PairHealth]] = defaultdict(list)
        for row in found:
            judged[row.organisation_id].append(self._judged(row, signalled, papers))
        met = await _met(session, places, year_begins(self.clock.today()))
        covered = await _covered(session, places, school_year_of(self.clock.today()))
        seats = await positions(session, [person for _, person in met])
        made = []
        for number, name in places.items():
            pairs = sorted(judged[number], key=_worst_first)
            counts = Counter(each.health for each in pairs)
            mentors = _mentors(number, [each.row for each in pairs], met, seats)
            line = PlaceLine(
                organisation_id=number,
                name=name,
                pupils=covered["pupils"][number],
                tutored=covered["tutored"][number],
                routes=covered["routes"][number],
                plans=covered["plans"][number],
                healthy=counts[Health.HEALTHY],
                quiet=counts[Health.QUIET],
                risk=counts[Health.RISK],
                meetings=sum(each.meetings for each in mentors),
                minutes=sum(each.minutes for each in mentors),
            )
            made.append(PlaceView(line, tuple(pairs), tuple(mentors)))
        return made

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


Met = Mapping[tuple[int, int], tuple[int, int]]
"""Meetings and minutes of a school year, by organisation and mentor."""


def _worst_first(each: PairHealth) -> tuple[int, date, int]:
    return list(Health).index(each.health), each.row.due_on, each.row.pair_id


def _mentors(
    organisation_id: int, pairs: Sequence[PairRow], met: Met, seats: Mapping[int, str]
) -> list[MentorTotal]:
    """Whoever has a pair now, or has met somebody this school year."""
    open_now = Counter(row.mentor_id for row in pairs)
    called = {row.mentor_id: row.mentor for row in pairs}
    people = set(open_now) | {person for place, person in met if place == organisation_id}
    return [
        MentorTotal(
            person,
            called.get(person) or seats.get(person, ""),
            open_now[person],
            *met.get((organisation_id, person), (0, 0)),
        )
        for person in sorted(people)
    ]


async def _met(session: AsyncSession, places: Iterable[int], since: date) -> Met:
    found = await session.execute(
        select(Pair.organisation_id, Pair.mentor_id, func.count(), func.sum(CheckIn.minutes))
        .join(CheckIn, CheckIn.pair_id == Pair.id)
        .where(Pair.organisation_id.in_(places), CheckIn.removed_at.is_(None), CheckIn.held_on >= since)
        .group_by(Pair.organisation_id, Pair.mentor_id)
    )
    return {(place, person): (count, minutes) for place, person, count, minutes in found}


async def _covered(session: AsyncSession, places: Iterable[int], year: int) -> dict[str, Counter[int]]:
    """By organisation: pupils, and those with a tutor, a route sheet of the year, a confirmed plan."""
    here = (
        select(Student.organisation_id, func.count(Student.id.distinct()))
        .where(Student.organisation_id.in_(places), Student.state.in_(CURRENT_STATES))
        .group_by(Student.organisation_id)
    )
    confirmed = ProfessionalPlan.state == PlanStanding.CONFIRMED
    questions = {
        "pupils": here,
        "tutored": here.join(Pair, Pair.student_id == Student.id).where(TUTORED),
        "routes": here.join(RouteSheet, RouteSheet.student_id == Student.id).where(
            RouteSheet.school_year == year
        ),
        "plans": here.join(ProfessionalPlan, ProfessionalPlan.student_id == Student.id).where(confirmed),
    }
    return {
        name: Counter({place: count for place, count in await session.execute(asked)})
        for name, asked in questions.items()
    }


async def place_name(session: AsyncSession, organisation_id: int) -> str:
    """The name of an organisation; a forged number finds none."""
    organisation = await session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    return organisation.name


def year_begins(today: date) -> date:
    """The first day of the school year that runs."""
    return date(school_year_of(today), SEPTEMBER, 1)


async def _signalled(session: AsyncSession, actor: Actor, places: Iterable[int]) -> set[int]:
    """Pairs with a signal nobody has acknowledged, as far as the person may know of signals."""
    if not may(actor, Action.CURATE):
        return set()
    found = await session.scalars(
        select(Signal.pair_id).where(
            Signal.organisation_id.in_(places),
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
