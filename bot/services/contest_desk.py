"""Contests kept by the staff: from a template or anew, stages, published to exactly whom they are for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import (
    Contest,
    ContestStage,
    Database,
    Organisation,
    OrganisationKind,
    Sphere,
    Topic,
)
from bot.services.access import Action, may, places_within, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.contest_news import announce, call_back, tell_moved
from bot.services.contest_reach import Held, concerned, held, stages_of
from bot.services.contest_templates import GRADES, LEVELS, ContestTemplate, templates
from bot.services.contest_texts import LONGEST_NOMINATION, checked, nominations_in
from bot.services.contest_views import DeskRow, DeskView, counted, holds, is_listed, state_of, view_of
from bot.services.listeners import listeners
from bot.services.office_hours import next_moment_to_speak, working_calendar
from bot.settings import Settings

MOST_STAGES = 6
AHEAD = timedelta(days=400)
CITY = 0
"""In place of an organisation: the contest is the city's."""


@dataclass(frozen=True)
class Offered:
    """A template, whether this year is one of its own, and whether it is kept this year already."""

    place: int
    """Among the templates that ship."""
    template: ContestTemplate
    due: bool
    running: bool


@dataclass(frozen=True)
class ContestDesk:
    """Use cases of those who keep contests; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def offices(self, actor: Actor) -> list[tuple[int, str]]:
        """For whom the person may make a contest; the centre makes the city's."""
        reach = scope(actor, Action.CONTESTS_EDIT)
        return [(CITY, "")] if reach.everywhere else await places_within(self.db, reach)

    async def offered(self, actor: Actor) -> list[Offered]:
        """The contests of the orders, those due this year first."""
        scope(actor, Action.CONTESTS_EDIT)
        today = self.clock.today()
        begun = datetime(today.year, 1, 1, tzinfo=self.clock.zone)
        async with self.db.reading() as session:
            running = set(
                await session.scalars(select(Contest.template_key).where(Contest.created_at >= begun))
            )
        found = [
            Offered(place, each, each.is_due_in(today.year), each.key in running)
            for place, each in enumerate(templates())
        ]
        return sorted(found, key=lambda each: not each.due)

    async def make(self, actor: Actor, organisation_id: int, title: str) -> DeskView:
        """A draft with its title."""
        return await self._make(actor, organisation_id, {"title": checked("title", title)})

    async def make_from(self, actor: Actor, organisation_id: int, place: int) -> DeskView:
        """A draft of a contest that an order names."""
        if not 0 <= place < len(templates()):
            raise NotFound
        known = templates()[place]
        names = ("title", "about", "level", "organiser", "every_years")
        values: dict[str, Any] = {name: getattr(known, name) for name in names}
        values |= {"grades": list(known.grades), "nominations": list(known.nominations)}
        return await self._make(actor, organisation_id, values | {"template_key": known.key})

    async def listed(self, actor: Actor) -> list[DeskRow]:
        """Those the person keeps, and those the pupils of the own school may go to."""
        async with self.db.reading() as session:
            found = [each for each in await held(session) if self._is_seen(actor, each)]
            numbers = [each.contest.id for each in found]
            stages = await stages_of(session, numbers)
            entries = await counted(session, numbers)
        return [
            DeskRow(
                each.contest.id,
                each.contest.title,
                state_of(each.contest),
                next((s.until for s in stages[each.contest.id] if s.until >= self.clock.today()), None),
                entries.get(each.contest.id, 0),
            )
            for each in sorted(found, key=lambda each: each.contest.closed_at is not None)
        ]

    async def one(self, actor: Actor, contest_id: int) -> DeskView:
        """One of them."""
        async with self.db.reading() as session:
            which = next(iter(await held(session, Contest.id == contest_id)), None)
            if which is None or not self._is_seen(actor, which):
                raise Foreign
            return await view_of(session, actor, which.contest)

    async def edit(self, actor: Actor, contest_id: int, field: str, text: str) -> DeskView:
        """Another title, text, organiser, contact, or other nominations (one a line)."""
        text = checked(field, text)
        value: Any = nominations_in(text) if field == "nominations" else text
        return await self._change(actor, contest_id, f"{field} changed", lambda it: setattr(it, field, value))

    async def choose(self, actor: Actor, contest_id: int, field: str, place: int) -> DeskView:
        """The level or the sphere by its place (−1: for every sphere), or a grade put in or taken out."""

        def change(contest: Contest) -> None:
            if field == "level" and 0 <= place < len(LEVELS):
                contest.level = LEVELS[place]
            elif field == "sphere" and -1 <= place < len(Sphere):
                contest.sphere = list(Sphere)[place] if place >= 0 else None
            elif field == "grade" and place in GRADES:
                contest.grades = sorted(set(contest.grades) ^ {place})
            else:
                raise NotFound

        return await self._change(actor, contest_id, f"{field} changed", change)

    async def attach(self, actor: Actor, contest_id: int, file_id: str, name: str) -> DeskView:
        """The rules of the contest as a file."""

        def change(contest: Contest) -> None:
            contest.file_id, contest.file_name = file_id, name

        return await self._change(actor, contest_id, "file changed", change)

    async def add_stage(self, actor: Actor, contest_id: int, title: str, until: date) -> DeskView:
        """One more stage after the others; the first one is the application."""
        title = " ".join(title.split())
        if not 2 <= len(title) <= LONGEST_NOMINATION:
            raise DomainError("contest-stage-title", limit=LONGEST_NOMINATION)
        async with self.db.transaction() as session:
            contest = await self._reached(session, actor, contest_id)
            stages = (await stages_of(session, [contest.id]))[contest.id]
            if len(stages) >= MOST_STAGES:
                raise DomainError("contest-stages-many", count=MOST_STAGES)
            self._fits(until, [*[stage.until for stage in stages], until])
            place = stages[-1].position + 1 if stages else 0
            session.add(ContestStage(contest_id=contest.id, position=place, title=title, until=until))
            note(session, self.clock.now(), actor.person_id, "stage added", "contest", contest.id)
            await session.flush()
            return await view_of(session, actor, contest)

    async def move_stage(self, actor: Actor, stage_id: int, until: date) -> DeskView:
        """Another last day. Once published, those who applied or asked are told, and reminded anew."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            contest, stage, stages = await self._stage(session, actor, stage_id)
            self._fits(until, [until if each is stage else each.until for each in stages])
            was = stage.until
            if until != was:
                stage.until = until
                note(session, now, actor.person_id, "stage moved", "contest", contest.id)
                if contest.published_at is not None and contest.closed_at is None:
                    stage.moved_at = now
                    await session.flush()
                    await tell_moved(session, now, await self._moment(session), contest, stage, was)
            return await view_of(session, actor, contest)

    async def drop_stage(self, actor: Actor, stage_id: int) -> DeskView:
        """Take a stage away; a published contest keeps its first one."""
        async with self.db.transaction() as session:
            contest, stage, stages = await self._stage(session, actor, stage_id)
            if contest.published_at is not None and stage is stages[0]:
                raise DomainError("contest-stage-first")
            await session.delete(stage)
            note(session, self.clock.now(), actor.person_id, "stage dropped", "contest", contest.id)
            await session.flush()
            return await view_of(session, actor, contest)

    async def of_stage(self, actor: Actor, stage_id: int) -> DeskView:
        """The contest of a stage that is about to be moved or dropped."""
        async with self.db.transaction() as session:
            contest, *_ = await self._stage(session, actor, stage_id)
            return await view_of(session, actor, contest)

    async def audience(self, actor: Actor, contest_id: int) -> tuple[int, int]:
        """How many pupils it is for, and how many people would be told, each once."""
        async with self.db.transaction() as session:
            contest = await self._reached(session, actor, contest_id)
            await self._complete(session, contest)
            [which] = await held(session, Contest.id == contest.id)
            students = await concerned(session, which)
            return len(students), len(await listeners(session, students, Topic.CONTESTS))

    async def publish(self, actor: Actor, contest_id: int) -> DeskView:
        """Tell the families of the grades concerned, and nobody else."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            contest = await self._reached(session, actor, contest_id)
            await self._complete(session, contest)
            if contest.closed_at is not None:
                raise DomainError("contest-closed")
            if contest.published_at is None:
                contest.published_at = now
                note(session, now, actor.person_id, "published", "contest", contest.id)
                await announce(session, self.clock, self.settings, await self._moment(session), contest)
            return await view_of(session, actor, contest)

    async def close(self, actor: Actor, contest_id: int) -> DeskView:
        """No more applications and reminders; results can still be entered."""
        now = self.clock.now()
        async with self.db.transaction() as session:
            contest = await self._reached(session, actor, contest_id)
            if contest.published_at is None:
                raise NotFound
            if contest.closed_at is None:
                contest.closed_at = now
                note(session, now, actor.person_id, "closed", "contest", contest.id)
                await call_back(session, contest)
            return await view_of(session, actor, contest)

    async def drop(self, actor: Actor, contest_id: int) -> None:
        """Throw a draft away."""
        async with self.db.transaction() as session:
            contest = await self._reached(session, actor, contest_id)
            if contest.published_at is not None:
                raise NotFound
            await session.execute(delete(ContestStage).where(ContestStage.contest_id == contest.id))
            await session.delete(contest)
            note(session, self.clock.now(), actor.person_id, "dropped", "contest", contest.id)

    async def _make(self, actor: Actor, organisation_id: int, values: dict[str, Any]) -> DeskView:
        reach = scope(actor, Action.CONTESTS_EDIT)
        if organisation_id != CITY or not reach.everywhere:
            reach.place(organisation_id)
        async with self.db.transaction() as session:
            place = await session.get(Organisation, organisation_id) if organisation_id != CITY else None
            if place is None and organisation_id != CITY:
                raise Foreign
            own = place is not None and place.kind is OrganisationKind.SCHOOL
            contest = Contest(
                organisation_id=organisation_id or None,
                created_by=actor.person_id,
                created_at=self.clock.now(),
                **({"organiser": "", "level": "school" if own else "city"} | values),
            )
            session.add(contest)
            await session.flush()
            note(session, self.clock.now(), actor.person_id, "made", "contest", contest.id)
            return await view_of(session, actor, contest)

    async def _change(
        self, actor: Actor, contest_id: int, action: str, change: Callable[[Contest], None]
    ) -> DeskView:
        """Change a contest. Published already, it is told to those it has come to concern by this."""
        async with self.db.transaction() as session:
            contest = await self._reached(session, actor, contest_id)
            change(contest)
            note(session, self.clock.now(), actor.person_id, action, "contest", contest.id)
            await session.flush()
            if state_of(contest) == "published":
                await announce(session, self.clock, self.settings, await self._moment(session), contest)
            return await view_of(session, actor, contest)

    async def _complete(self, session: AsyncSession, contest: Contest) -> None:
        """Refuse what is not ready to be shown."""
        stages = (await stages_of(session, [contest.id]))[contest.id]
        if not contest.organiser or not stages:
            raise DomainError("contest-incomplete", organiser=bool(contest.organiser), staged=bool(stages))
        if stages[0].until < self.clock.today():
            raise DomainError("contest-stage-past")

    def _fits(self, until: date, days: list[date]) -> None:
        today = self.clock.today()
        if not today <= until <= today + AHEAD:
            raise DomainError("date-in-the-past")
        if days != sorted(days):
            raise DomainError("contest-stage-order")

    def _is_seen(self, actor: Actor, which: Held) -> bool:
        """Whether the person keeps it, or it may concern the pupils they look after."""
        keeps = may(actor, Action.CONTESTS_EDIT) and holds(scope(actor, Action.CONTESTS_EDIT), which.contest)
        return keeps or (may(actor, Action.CONTESTS_ENTRIES) and is_listed(actor, which))

    async def _reached(self, session: AsyncSession, actor: Actor, contest_id: int) -> Contest:
        reach = scope(actor, Action.CONTESTS_EDIT)
        contest = await session.scalar(
            select(Contest)
            .where(
                Contest.id == contest_id,
                true() if reach.everywhere else Contest.organisation_id.in_(reach.places),
            )
            .with_for_update()
        )
        if contest is None:
            raise Foreign
        return contest

    async def _stage(
        self, session: AsyncSession, actor: Actor, stage_id: int
    ) -> tuple[Contest, ContestStage, list[ContestStage]]:
        stage = await session.get(ContestStage, stage_id)
        if stage is None:
            raise Foreign
        contest = await self._reached(session, actor, stage.contest_id)
        return contest, stage, (await stages_of(session, [contest.id]))[contest.id]

    async def _moment(self, session: AsyncSession) -> datetime:
        calendar = await working_calendar(session, self.settings)
        return next_moment_to_speak(self.clock.now(), calendar, self.settings)
