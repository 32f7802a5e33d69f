"""Profile classes and groups (items 2.1.1 and 2.1.2): planned by February, filled by September."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.errors import DomainError, Foreign, NotFound
from bot.models import Database, Organisation, OrganisationKind, ProfileClass, ProfileKind, Sphere
from bot.services.access import Action, places_within, scope
from bot.services.actor import Actor
from bot.services.audit import note
from bot.services.insertion import inserted_once
from bot.services.sheets import Cell, Column, File, Sheets
from bot.settings import Settings
from bot.texts import Words

GRADES = tuple(range(5, 12))
LONGEST = 100
MOST = 500
"""Pupils of one class or group."""


@dataclass(frozen=True)
class ClassRow:
    """A profile class or group as it is shown."""

    class_id: int
    organisation_id: int
    organisation: str
    kind: ProfileKind
    name: str
    direction: Sphere
    grade: int
    planned: int
    actual: int | None
    partner: str
    order_number: str


def year_of(day: date) -> int:
    """The school year a list is about: the one that begins in this calendar year's September."""
    return day.year


@dataclass(frozen=True)
class ProfileClasses:
    """Use cases around profile classes; every public method is one transaction."""

    db: Database
    clock: Clock
    settings: Settings

    async def places(self, actor: Actor) -> list[tuple[int, str]]:
        """The organisations whose list the person keeps."""
        return await places_within(self.db, scope(actor, Action.PROFILE_CLASSES_EDIT))

    async def listed(self, actor: Actor, organisation_id: int | None = None) -> list[ClassRow]:
        """The classes of this year: of one organisation, or of all within reach."""
        reach = scope(actor, Action.PROFILE_CLASSES)
        if organisation_id is not None:
            reach.place(organisation_id)
        async with self.db.reading() as session:
            wanted = (
                select(ProfileClass, Organisation.name)
                .join(Organisation, Organisation.id == ProfileClass.organisation_id)
                .where(
                    reach.places_among(ProfileClass.organisation_id),
                    ProfileClass.school_year == year_of(self.clock.today()),
                    ProfileClass.closed_at.is_(None),
                )
                .order_by(Organisation.name, ProfileClass.grade, ProfileClass.name)
            )
            if organisation_id is not None:
                wanted = wanted.where(ProfileClass.organisation_id == organisation_id)
            return [_row(each, name) for each, name in await session.execute(wanted)]

    async def empty(self, actor: Actor) -> list[str]:
        """Schools within reach that have named none yet."""
        reach = scope(actor, Action.PROFILE_CLASSES)
        filled = select(ProfileClass.organisation_id).where(
            ProfileClass.school_year == year_of(self.clock.today()), ProfileClass.closed_at.is_(None)
        )
        async with self.db.reading() as session:
            found = await session.scalars(
                select(Organisation.name)
                .where(
                    reach.places_among(Organisation.id),
                    Organisation.active,
                    Organisation.kind == OrganisationKind.SCHOOL,
                    Organisation.id.not_in(filled),
                )
                .order_by(Organisation.name)
            )
            return list(found)

    async def add(
        self,
        actor: Actor,
        organisation_id: int,
        kind: ProfileKind,
        direction: Sphere,
        grade: int,
        name: str,
        planned: int,
        partner: str,
    ) -> ClassRow:
        """A class or group more."""
        scope(actor, Action.PROFILE_CLASSES_EDIT).place(organisation_id)
        name, partner = " ".join(name.split()), " ".join(partner.split())
        if not 1 <= len(name) <= LONGEST or len(partner) > LONGEST:
            raise DomainError("profile-class-text", limit=LONGEST)
        if grade not in GRADES:
            raise NotFound
        _must_count(planned)
        now = self.clock.now()
        async with self.db.transaction() as session:
            values = {
                "organisation_id": organisation_id,
                "school_year": year_of(now.date()),
                "kind": kind,
                "name": name,
                "direction": direction,
                "grade": grade,
                "planned": planned,
                "partner": partner,
                "order_number": "",
                "created_by": actor.person_id,
                "created_at": now,
            }
            if not await inserted_once(session, ProfileClass, values):
                raise DomainError("profile-class-known", name=name)
            made = (
                await session.scalars(
                    select(ProfileClass).where(
                        ProfileClass.organisation_id == organisation_id,
                        ProfileClass.school_year == values["school_year"],
                        ProfileClass.name == name,
                    )
                )
            ).one()
            note(session, now, actor.person_id, "added", "profile_class", made.id)
            return await self._shown(session, made)

    async def one(self, actor: Actor, class_id: int) -> ClassRow:
        """One of those the person keeps."""
        async with self.db.reading() as session:
            return await self._shown(session, await self._kept(session, actor, class_id))

    async def fill(self, actor: Actor, class_id: int, actual: int, order_number: str) -> ClassRow:
        """How many have really come, and by which order (item 2.1.2)."""
        _must_count(actual)
        if len(order_number) > LONGEST:
            raise DomainError("profile-class-text", limit=LONGEST)
        async with self.db.transaction() as session:
            found = await self._kept(session, actor, class_id)
            found.actual, found.order_number = actual, " ".join(order_number.split())
            found.confirmed_at = self.clock.now()
            note(
                session, self.clock.now(), actor.person_id, "filled", "profile_class", found.id, count=actual
            )
            return await self._shown(session, found)

    async def close(self, actor: Actor, class_id: int) -> int:
        """It is not there any more; returns the organisation."""
        async with self.db.transaction() as session:
            found = await self._kept(session, actor, class_id)
            found.closed_at = self.clock.now()
            found.name = f"{found.name} · {found.id}"  # the name is free for a new one
            note(session, self.clock.now(), actor.person_id, "closed", "profile_class", found.id)
            return found.organisation_id

    async def copy(self, actor: Actor, organisation_id: int) -> int:
        """Last year's list as this year's plan; returns how many were new."""
        scope(actor, Action.PROFILE_CLASSES_EDIT).place(organisation_id)
        now = self.clock.now()
        async with self.db.transaction() as session:
            before = await session.scalars(
                select(ProfileClass).where(
                    ProfileClass.organisation_id == organisation_id,
                    ProfileClass.school_year == year_of(now.date()) - 1,
                    ProfileClass.closed_at.is_(None),
                )
            )
            made = 0
            for each in before.all():
                made += await inserted_once(
                    session,
                    ProfileClass,
                    {
                        "organisation_id": organisation_id,
                        "school_year": year_of(now.date()),
                        "kind": each.kind,
                        "name": each.name,
                        "direction": each.direction,
                        "grade": each.grade,
                        "planned": each.actual or each.planned,
                        "partner": each.partner,
                        "order_number": "",
                        "created_by": actor.person_id,
                        "created_at": now,
                    },
                )
            return made

    async def table(self, actor: Actor, words: Words) -> File:
        """Both expected results: the list by organisation, and plan against fact."""
        rows = await self.listed(actor)
        empty = await self.empty(actor)
        year = year_of(self.clock.today())
        sheets = Sheets()
        names = (("organisation", 42), ("kind", 12), ("name", 26), ("direction", 22), ("grade", 8))
        names_plan = (*names, ("planned", 12), ("partner", 34))
        sheets.add(
            words.label("profile-sheet-list"),
            [Column(words.label(f"profile-column-{name}"), width) for name, width in names_plan],
            [[*_cells(row, words), row.planned, row.partner] for row in rows],
            above=[words.label("profile-list-title"), words.label("profile-year", year=year, next=year + 1)],
        )
        names_fact = (*names, ("planned", 12), ("actual", 12), ("difference", 12), ("order", 20))
        sheets.add(
            words.label("profile-sheet-fact"),
            [Column(words.label(f"profile-column-{name}"), width) for name, width in names_fact],
            [
                [
                    *_cells(row, words),
                    row.planned,
                    row.actual,
                    None if row.actual is None else row.actual - row.planned,
                    row.order_number,
                ]
                for row in rows
            ],
            above=[words.label("profile-fact-title"), words.label("profile-year", year=year, next=year + 1)],
        )
        if empty:
            heading = [Column(words.label("profile-column-organisation"), 44)]
            sheets.add(words.label("profile-sheet-empty"), heading, [[name] for name in empty])
        return File(words.label("profile-file", year=year), sheets.content())

    async def _kept(self, session: AsyncSession, actor: Actor, class_id: int) -> ProfileClass:
        reach = scope(actor, Action.PROFILE_CLASSES_EDIT)
        found = await session.scalar(
            select(ProfileClass)
            .where(
                ProfileClass.id == class_id,
                ProfileClass.closed_at.is_(None),
                reach.places_among(ProfileClass.organisation_id),
            )
            .with_for_update()
        )
        if found is None:
            raise Foreign
        return found

    async def _shown(self, session: AsyncSession, found: ProfileClass) -> ClassRow:
        return _row(found, (await session.get_one(Organisation, found.organisation_id)).name)


def _row(found: ProfileClass, organisation: str) -> ClassRow:
    return ClassRow(
        found.id,
        found.organisation_id,
        organisation,
        found.kind,
        found.name,
        found.direction,
        found.grade,
        found.planned,
        found.actual,
        found.partner,
        found.order_number,
    )


def _cells(row: ClassRow, words: Words) -> list[Cell]:
    return [
        row.organisation,
        words.label(f"profile-kind-{row.kind.value}"),
        row.name,
        words.label(f"sphere-{row.direction.value}"),
        row.grade,
    ]


def _must_count(number: int) -> None:
    if not 0 <= number <= MOST:
        raise DomainError("profile-class-count", most=MOST)
