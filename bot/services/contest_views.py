"""Contests as the staff see them, and which of them they see at all."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Contest, ContestEntry, EntryState, Organisation, OrganisationKind, Sphere
from bot.services.access import Action, Scope, may, scope
from bot.services.actor import Actor
from bot.services.contest_reach import Held, stages_of
from bot.services.contests import StageLine


@dataclass(frozen=True)
class DeskRow:
    """A contest in the list of the staff."""

    contest_id: int
    title: str
    state: str
    """draft, published, closed."""
    until: date | None
    entries: int


@dataclass(frozen=True)
class DeskView:
    """All of a contest that the staff see."""

    contest_id: int
    organisation: str
    """Empty: the city's."""
    title: str
    about: str
    level: str
    organiser: str
    grades: tuple[int, ...]
    sphere: Sphere | None
    nominations: tuple[str, ...]
    contact: str
    file_id: str | None
    file_name: str | None
    state: str
    stages: tuple[StageLine, ...]
    entries: int
    editable: bool
    listing: bool
    """Applications may be looked at by code."""


async def counted(session: AsyncSession, contests: list[int]) -> dict[int, int]:
    """Standing applications by contest: how many, never whose."""
    rows = await session.execute(
        select(ContestEntry.contest_id, func.count())
        .where(ContestEntry.contest_id.in_(contests), ContestEntry.state != EntryState.WITHDRAWN)
        .group_by(ContestEntry.contest_id)
    )
    return {number: count for number, count in rows}


async def view_of(session: AsyncSession, actor: Actor, contest: Contest) -> DeskView:
    """A contest as the person sees it."""
    place = contest.organisation_id
    organisation = await session.get_one(Organisation, place) if place else None
    school = place if organisation and organisation.kind is OrganisationKind.SCHOOL else None
    stages = (await stages_of(session, [contest.id]))[contest.id]
    entries = await counted(session, [contest.id])
    return DeskView(
        contest_id=contest.id,
        organisation=organisation.name if organisation else "",
        title=contest.title,
        about=contest.about,
        level=contest.level,
        organiser=contest.organiser,
        grades=tuple(contest.grades),
        sphere=contest.sphere,
        nominations=tuple(contest.nominations),
        contact=contest.contact,
        file_id=contest.file_id,
        file_name=contest.file_name,
        state=state_of(contest),
        stages=tuple(StageLine(each.id, each.title, each.until) for each in stages),
        entries=entries.get(contest.id, 0),
        editable=may(actor, Action.CONTESTS_EDIT) and holds(scope(actor, Action.CONTESTS_EDIT), contest),
        listing=may(actor, Action.CONTESTS_ENTRIES) and is_listed(actor, Held(contest, school)),
    )


def state_of(contest: Contest) -> str:
    """Draft, published, closed."""
    if contest.published_at is None:
        return "draft"
    return "published" if contest.closed_at is None else "closed"


def is_listed(actor: Actor, which: Held) -> bool:
    """Whether pupils the person looks after may be in it."""
    reach = scope(actor, Action.CONTESTS_ENTRIES)
    ours = reach.everywhere or which.school is None or which.school in reach.places
    return which.contest.published_at is not None and ours


def holds(reach: Scope, contest: Contest) -> bool:
    """Whether the contest is kept within this reach; the city's belong to the centre."""
    return reach.everywhere or contest.organisation_id in reach.places
